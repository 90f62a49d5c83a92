"""What the user asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Which findings are wanted. Codes are chosen by prefix: `XEN`, `XEN1`, `XEN102`.

    `noqa` says whether `# noqa` comments are honoured here. The flake8 plugin turns it off, because flake8 judges these
    comments itself and `flake8 --disable-noqa` could not work otherwise.
    """

    select: tuple[str, ...] = ("XEN",)
    ignore: tuple[str, ...] = ()
    noqa: bool = True

    def enabled(self, code: str) -> bool:
        """Whether findings with this code are wanted: the longest matching prefix wins, on a draw `ignore`.

        >>> Settings(select=("XEN1",), ignore=("XEN", "XEN103")).enabled("XEN102")
        True
        """
        return _longest_match(code, self.select) > _longest_match(code, self.ignore)


def _longest_match(code: str, prefixes: tuple[str, ...]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=0)
