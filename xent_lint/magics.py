"""What IPython adds to Python: magics, shell commands and `name?`, replaced row by row so that positions stay true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

CELL_MAGICS_OF_PYTHON: Final = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "pypy", "memit"})
"""`%%name` of cells whose body is Python code that is analysed. The body of every other one (`%%bash`, `%%html`,
`%%writefile`, ...) is another language or is not run."""

_CELL_MAGIC: Final = re.compile(r"\s*(?:%%(\w+)|%(?:sql|scala|r|sh|fs|md)\s*$)")
"""The language of a cell: `%%bash`, and what Databricks writes with one `%` on a row of its own."""

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


_NAME: Final = re.compile(r"(?<![\w.])[^\W\d]\w*")
_EXPANDED: Final = re.compile(r"\{([^{}]*)\}|\$([^\W\d]\w*)")
"""What IPython puts into a line for the shell: `{name}`, `$name`."""

_ASSIGNED: Final = re.compile(r"^[ \t]*(?:for\b)?([\w \t,.*()\[\]'\"]+?)(?:[-+*/%|&]?=(?!=)|\bin\b)", re.MULTILINE)
_DEFINED: Final = re.compile(r"\b(?:def|class|as|import|del|global)[ \t]+([^\W\d]\w*)")
_CHANGED: Final = re.compile(r"([^\W\d]\w*)[ \t]*\.[ \t]*(?:add|pop|append|extend|insert|update|compile)[ \t]*\(")
NO_NAMES: Final[frozenset[str]] = frozenset()


def stand_in(rows: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...] | None:
    """Rows for a cell that is not read: those of `names` that it mentions are given to code that is not seen, and those
    that it may assign or change are unknown from there on. None where it mentions none.

    >>> stand_in(("print model.predict(x)", "x = 3 !!"), frozenset({"model", "x", "y"}))
    ('x = get_ipython(model, x)', '')
    """
    first = rows[0] if rows else ""
    text = first if _CELL_MAGIC.match(first) and without_cell_magics(rows) is None else "\n".join(rows)
    mentioned = _mentioned(_NAME.findall(text), names)
    if not mentioned:
        return None
    changed = [*_DEFINED.findall(text), *_CHANGED.findall(text)]
    changed += [name for targets in _ASSIGNED.findall(text) for name in _NAME.findall(targets)]
    targets = "".join(f"{name} = " for name in mentioned if name in changed)
    return (f"{targets}get_ipython({', '.join(mentioned)})", *[""] * (len(rows) - 1))


def _mentioned(found: Iterable[str], names: frozenset[str]) -> list[str]:
    return [name for name in dict.fromkeys(found) if name in names]


def without_cell_magics(rows: tuple[str, ...]) -> tuple[str, ...] | None:
    """The rows with leading `%%time` and the like made empty; None for a cell of another language.

    >>> without_cell_magics(("#@title Train", "%%time", "fit(x)"))
    ('#@title Train', '', 'fit(x)')
    """
    cleaned = list(rows)
    for index, row in enumerate(rows):
        magic = _CELL_MAGIC.match(row)
        if magic is None:
            if row.strip() and not row.lstrip().startswith("#"):  # Colab has `#@title` before it
                break
        elif magic.group(1) in CELL_MAGICS_OF_PYTHON:
            cleaned[index] = ""
        else:
            return None
    return tuple(cleaned)


def without_line_magics(rows: tuple[str, ...], names: frozenset[str] = NO_NAMES) -> tuple[str, ...]:
    """The rows with each magic statement replaced by a Python statement in the same row and column.

    >>> without_line_magics(("if x:", "    !ls", "files = !ls $x", "%time fit(x)"), frozenset({"x"}))
    ('if x:', '    pass', 'files = get_ipython(x)', 'if 1: fit(x)')

    Those of `names` that a magic mentions are given to code that is not seen. Only rows where a statement begins are
    looked at; rows inside a string, a bracket or after a backslash are kept.
    """
    scanner = _Scanner(names)
    return tuple(scanner.row(row) for row in rows)


class _Scanner:
    """Goes over the rows and knows at each one whether a statement begins there."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
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
            replaced = _replaced(row, self._names)
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


def _replaced(row: str, names: frozenset[str]) -> str:
    timed = _TIMED.match(row)
    if timed is not None:  # `if 1:` has the width of `%time`: the statement is analysed, its columns stay true
        return f"{timed.group(1)}if 1:{timed.group(2)}"
    magic = _LINE_MAGIC.match(row)
    if magic is not None:
        used = _used(row[magic.end(1) :], names)
        return magic.group(1) + (f"get_ipython({', '.join(used)})" if used else "pass")
    assigned = _ASSIGNED_MAGIC.match(row)
    if assigned is None:
        return row
    return f"{assigned.group(1)}get_ipython({', '.join(_used(row[assigned.end(1) :], names))})"


def _used(magic: str, names: frozenset[str]) -> list[str]:
    """Those of `names` that a magic or shell command uses."""
    if magic.startswith("!"):
        magic = " ".join(part for found in _EXPANDED.findall(magic) for part in found)
    return _mentioned(_NAME.findall(magic), names) if not magic.endswith("?") else []
