"""Where findings and fixes stand in the file itself, for programs that open it: rows, and columns in UTF-16 code units.

For a notebook that is the JSON text, in which a cell is an array of strings: the row that a code host shows in a diff.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from xent_lint.diagnostics import Fix, Position, Span
from xent_lint.fixes.placing import MisplacedError, Placed, place_fix
from xent_lint.notebook_edit import character_places
from xent_lint.source import Source, SourceError, Splice, line_starts


@dataclass(frozen=True)
class Region:
    """A range of a file; rows and columns count from 1, the end is the place behind the last character."""

    start_row: int
    start_column: int
    end_row: int
    end_column: int


@dataclass(frozen=True)
class Replacement:
    """What one edit does to the file."""

    region: Region
    text: str


class FileText:
    """The text of one file. `source` must hold the JSON text if it is a notebook."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text if source.notebook is None else source.notebook
        self._starts = line_starts(self._text)
        self._cells: dict[int, tuple[Sequence[int], Sequence[int]] | None] = {}

    def region(self, span: Span) -> Region | None:
        """Where a span is; None when the file is no longer the one that was checked."""
        start, end = self._offset(span.cell, span.start), self._offset(span.cell, span.end)
        return None if start is None or end is None or start > end else self._region(start, end)

    def replacements(self, fix: Fix) -> tuple[Replacement, ...]:
        """What a fix does to the file, in the order of the text; nothing where it cannot be made."""
        try:
            placed = place_fix(self._source, fix)
            if self._source.notebook is not None:
                return self._in_notebook(placed)
        except (MisplacedError, SourceError):
            return ()
        splices = [each.splice for each in placed]
        return tuple(Replacement(self._region(splice.start, splice.end), splice.text) for splice in splices)

    def _in_notebook(self, placed: Sequence[Placed]) -> tuple[Replacement, ...]:
        """One replacement of everything between the first and the last change of the JSON text."""
        splices: dict[int | None, list[Splice]] = {}
        for each in placed:
            splices.setdefault(each.cell, []).append(each.splice)
        old, new = self._text, self._source.edited(splices).notebook or ""
        shorter = min(len(old), len(new))
        start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
        tail = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
        if start + tail == len(old) == len(new):
            return ()
        return (Replacement(self._region(start, len(old) - tail), new[start : len(new) - tail]),)

    def _offset(self, cell: int | None, position: Position) -> int | None:
        """The character of the file at a position."""
        if cell is None:
            return _at(self._starts, position, len(self._text)) if self._source.notebook is None else None
        if cell not in self._cells:
            self._cells[cell] = self._cell(cell)
        known = self._cells[cell]
        if known is None:
            return None
        starts, places = known
        offset = _at(starts, position, len(places) - 1)
        return None if offset is None else places[offset]

    def _cell(self, cell: int) -> tuple[Sequence[int], Sequence[int]] | None:
        """Where the rows of a cell begin in its text, and where its characters are in the file."""
        text = self._source.written(cell)
        places = character_places(self._source.notebook or "", cell) if text is not None else None
        return None if text is None or places is None else (line_starts(text), places)

    def _region(self, start: int, end: int) -> Region:
        return Region(*self._row_and_column(start), *self._row_and_column(end))

    def _row_and_column(self, offset: int) -> tuple[int, int]:
        row = bisect_right(self._starts, offset)
        before = self._text[self._starts[row - 1] : offset]
        return row, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


def _at(starts: Sequence[int], position: Position, length: int) -> int | None:
    """The character at a position in a text of this length."""
    if not 1 <= position.row <= len(starts):
        return None
    offset = starts[position.row - 1] + position.column
    return offset if offset <= length else None
