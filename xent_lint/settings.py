"""What the user asked for, in one file: the settings that a check needs."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from xent_lint.codes import EVERYTHING, specificity


class KerasBackend(enum.Enum):
    """The framework that Keras runs on: it decides which mistakes it makes good."""

    ANY = "any"
    TENSORFLOW = "tensorflow"
    JAX = "jax"
    TORCH = "torch"


@dataclass(frozen=True)
class Settings:
    """Which findings are wanted, and what is known of the program. Codes are chosen by prefix: `XEN`, `XEN1`, `XEN102`.

    `ignored_here` is what `per-file-ignores` says of the file. `src` are folders that absolute imports start from,
    besides those above the file. `noqa` says whether `# noqa` comments are honoured here, `ignore_file` the same of
    `# xent-lint: ignore-file`. The flake8 plugin turns the first off, because flake8 judges these comments itself and
    `flake8 --disable-noqa` could not work otherwise.
    """

    select: tuple[str, ...] = (EVERYTHING,)
    ignore: tuple[str, ...] = ()
    noqa: bool = True
    ignore_file: bool = True
    ignored_here: tuple[str, ...] = ()
    keras_backend: KerasBackend = KerasBackend.ANY
    src: tuple[str, ...] = ()

    def enabled(self, code: str) -> bool:
        """Whether findings with this code are wanted: the longest matching prefix wins, on a draw `ignore`.

        >>> Settings(select=("XEN1",), ignore=("XEN", "XEN103")).enabled("XEN102")
        True
        """
        if self.ignored_here and code.startswith(self.ignored_here):
            return False
        return specificity(code, self.select) > specificity(code, self.ignore)
