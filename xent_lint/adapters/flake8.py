"""The flake8 plugin.

flake8 imports this module in every run and in every process, so it imports nothing heavy: libcst and the analysis come
in when the first relevant file does. flake8 selects codes and judges `# noqa` itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import ClassVar

from xent_lint import __version__


class Plugin:
    """What flake8 makes for each file."""

    name: ClassVar[str] = "xent-lint"
    version: ClassVar[str] = __version__

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
        from xent_lint.files import Disk
        from xent_lint.settings import Settings
        from xent_lint.source import Source, SourceError

        source = Source(filename=self._filename, text=text)
        try:
            diagnostics = check(source, Settings(noqa=False), Disk())
        except SourceError:
            # flake8 has parsed the file, so it is only too large or too deep for us, and flake8 has no place for a
            # remark that is not a finding; the command line says it
            return
        for diagnostic in diagnostics:
            start = diagnostic.span.start
            yield start.row, start.column, f"{diagnostic.code} {diagnostic.message}", type(self)
