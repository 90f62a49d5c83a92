"""What IPython adds to Python: magics, shell commands and `name?`, replaced row by row so that positions stay true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

CELL_MAGICS_OF_PYTHON: Final = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "pypy", "memit"})
"""`%%name` of cells whose body is Python code that is analysed. The body of every other one (`%%bash`, `%%html`,
`%%writefile`, ...) is another language or is not run."""

_CELL_MAGIC: Final = re.compile(r"\s*%%(\w+)")
_LINE_MAGIC: Final = re.compile(r"(\s*)(?:[%!?].*|[%\w.*]+\?{1,2}\s*(?:\#.*)?)$")
_ASSIGNED_MAGIC: Final = re.compile(r"(\s*[\w.,\s\[\]'\"]+?=\s*)[%!].*$")
_TIMED: Final = re.compile(r"(\s*)%time(\s+\S.*)$")
_TOKEN: Final = re.compile(
    r"""(?P<comment>\#.*)
      | (?P<triple>\"\"\"|''')
      | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
      | (?P<open>[(\[{])
      | (?P<close>[)\]}])""",
    re.VERBOSE,
)


def without_cell_magics(rows: tuple[str, ...]) -> tuple[str, ...] | None:
    """The rows with leading `%%time` and the like made empty; None for a cell of another language."""
    cleaned = list(rows)
    for index, row in enumerate(rows):
        magic = _CELL_MAGIC.match(row)
        if magic is None:
            if row.strip():
                break
        elif magic.group(1) in CELL_MAGICS_OF_PYTHON:
            cleaned[index] = ""
        else:
            return None
    return tuple(cleaned)


def without_line_magics(rows: tuple[str, ...]) -> tuple[str, ...]:
    """The rows with each magic statement replaced by a Python statement in the same row and column.

    >>> without_line_magics(("if x:", "    !ls", "files = !ls", "%time fit(x)"))
    ('if x:', '    pass', 'files = get_ipython()', 'if 1: fit(x)')

    Only rows where a statement begins are looked at; rows inside a string, a bracket or after a backslash are kept.
    """
    scanner = _Scanner()
    return tuple(scanner.row(row) for row in rows)


class _Scanner:
    """Goes over the rows and knows at each one whether a statement begins there."""

    def __init__(self) -> None:
        self._depth = 0  # of brackets
        self._quote = ""  # the triple quote whose string is open
        self._continued = False  # the last row ends with a backslash
        self._in_magic = False  # ... and it was that of a magic

    def row(self, row: str) -> str:
        """The row, replaced if it is a magic."""
        if self._in_magic:
            self._in_magic = row.endswith("\\")
            return ""
        if not (self._depth or self._quote or self._continued):
            replaced = _replaced(row)
            if replaced != row and not _TIMED.match(row):
                self._in_magic = row.endswith("\\")
                return replaced
            row = replaced
        self._advance(row)
        return row

    def _advance(self, row: str) -> None:
        """Follow strings and brackets to the end of the row."""
        self._continued = row.endswith("\\")
        for text in self._outside_strings(row):
            for token in _TOKEN.finditer(text):
                if token["open"]:
                    self._depth += 1
                elif token["close"]:
                    self._depth = max(self._depth - 1, 0)
                elif token["comment"]:
                    self._continued = False

    def _outside_strings(self, row: str) -> Iterator[str]:
        """The parts of the row that are not inside a triple-quoted string."""
        at = 0
        while at < len(row):
            if self._quote:
                end = re.compile(rf"(?:\\.|[^\\])*?{self._quote}").match(row, at)
                if end is None:
                    return
                self._quote, at = "", end.end()
            opening = next((token for token in _TOKEN.finditer(row, at) if token["triple"]), None)
            if opening is None:
                yield row[at:]
                return
            yield row[at : opening.start()]
            self._quote, at = opening["triple"], opening.end()


def _replaced(row: str) -> str:
    timed = _TIMED.match(row)
    if timed is not None:  # `if 1:` has the width of `%time`: the statement is analysed, its columns stay true
        return f"{timed.group(1)}if 1:{timed.group(2)}"
    magic = _LINE_MAGIC.match(row)
    if magic is not None:
        return f"{magic.group(1)}pass"
    assigned = _ASSIGNED_MAGIC.match(row)
    return f"{assigned.group(1)}get_ipython()" if assigned is not None else row
