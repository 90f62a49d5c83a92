"""The flake8 plugin.

flake8 imports this module in every run and in every process, so it imports nothing heavy: libcst and the analysis come
in when the first relevant file does. flake8 selects codes and judges `# noqa` itself; it has no severities.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from xent_lint import __version__

if TYPE_CHECKING:
    from argparse import Namespace

    from flake8.options.manager import OptionManager


@dataclass(frozen=True)
class PluginOptions:
    """The options of flake8 that a check needs."""

    keras_backend: str = "any"
    src: tuple[str, ...] = ()
    heeds_comments: bool = True


class Plugin:
    """What flake8 makes for each file."""

    name: ClassVar[str] = "xent-lint"
    version: ClassVar[str] = __version__
    options: ClassVar[PluginOptions] = PluginOptions()
    """What flake8 was asked for; it gives this to the class, once in each process."""

    @classmethod
    def add_options(cls, option_manager: OptionManager) -> None:
        """The options of the plugin, on the command line and in the configuration file of flake8."""
        option_manager.add_option(
            "--xent-keras-backend",
            default="any",
            metavar="BACKEND",
            parse_from_config=True,
            help="What Keras runs on: any, tensorflow, jax or torch. (Default: %(default)s)",
        )
        option_manager.add_option(
            "--xent-src",
            default=".,src",
            metavar="FOLDERS",
            parse_from_config=True,
            comma_separated_list=True,
            normalize_paths=True,
            help="Folders that absolute imports of your own modules start from. (Default: %(default)s)",
        )

    @classmethod
    def parse_options(cls, options: Namespace) -> None:
        """Keep what flake8 was asked for; a value that means nothing is misuse."""
        from xent_lint.keys import BY_NAME, ValueProblemError

        try:
            BY_NAME["keras-backend"].read(options.xent_keras_backend, ())
        except ValueProblemError as error:
            from flake8.exceptions import ExecutionError

            raise ExecutionError(f"xent-keras-backend: {error}") from None
        src = tuple(os.path.abspath(folder) for folder in options.xent_src)  # noqa: PTH100 - links stay links
        cls.options = PluginOptions(options.xent_keras_backend, src, not options.disable_noqa)

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        """`tree` is unused; asking for it makes flake8 call us once for a file, and only when the file parses."""
        self._filename = filename
        self._lines = lines

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Row from 1, column from 0 (flake8 adds 1), text with the code, and the type, which flake8 wants."""
        from xent_lint.prefilter import is_relevant

        text = "".join(self._lines)
        if not is_relevant(text.encode("utf-8", "surrogatepass")):
            return
        from xent_lint.check import check
        from xent_lint.files import DiskAlone
        from xent_lint.settings import KerasBackend, Settings
        from xent_lint.source import Source, SourceError

        source = Source(filename=self._filename, text=text)
        said = self.options
        backend = KerasBackend(said.keras_backend)
        settings = Settings(noqa=False, ignore_file=said.heeds_comments, keras_backend=backend, src=said.src)
        try:
            diagnostics = check(source, settings, DiskAlone())
        except SourceError:
            # flake8 has parsed the file, so it is only too large or too deep for us, and flake8 has no place for a
            # remark that is not a finding; the command line says it
            return
        for diagnostic in diagnostics:
            start = diagnostic.span.start
            yield start.row, start.column, f"{diagnostic.code} {diagnostic.message}", type(self)
