"""From an edit, which names rows and columns, to characters of the text it is made in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from xent_lint.diagnostics import Edit, Fix, Position
from xent_lint.source import Source, Splice, line_starts, split_lines

_NEWLINE: Final = re.compile("\r\n|\r|\n")


class MisplacedError(Exception):
    """An edit of a place that does not exist or may not be edited.

    `str()` says what is wrong with the fix; `defect` whether the linter is to blame or the text.
    """

    def __init__(self, message: str, *, defect: bool = True) -> None:
        super().__init__(message)
        self.defect = defect


@dataclass(frozen=True)
class Placed:
    """One edit: in which cell (None: in a plain file), and what it does to the text of it."""

    cell: int | None
    splice: Splice

    @property
    def inserts(self) -> bool:
        """Whether it takes nothing away."""
        return self.splice.start == self.splice.end

    def meets(self, other: Placed) -> bool:
        """Whether the order of the two would matter: they overlap, or one inserts at an end of the other."""
        if self.cell != other.cell:
            return False
        mine, theirs = self.splice, other.splice
        if self.inserts or other.inserts:
            return mine.start <= theirs.end and theirs.start <= mine.end
        return mine.start < theirs.end and theirs.start < mine.end


def place_fix(source: Source, fix: Fix) -> tuple[Placed, ...]:
    """The edits of a fix in the order of the text, each once.

    Raises MisplacedError when they do not fit the text or each other.
    """
    placed = sorted(dict.fromkeys(_place(source, edit) for edit in fix.edits), key=_order)
    for left, right in pairwise(placed):
        if left.cell == right.cell and left.splice.end > right.splice.start:
            raise MisplacedError("has edits that overlap each other")
    return tuple(placed)


def _order(placed: Placed) -> tuple[int, int, int]:
    return (placed.cell or 0, placed.splice.start, placed.splice.end)


def _place(source: Source, edit: Edit) -> Placed:
    text = source.written(edit.span.cell)
    if text is None:
        raise MisplacedError("edits a cell that is not there")
    _refuse_magics(source, edit)
    starts = line_starts(text)
    lengths = [len(row) for row in split_lines(text)]
    start = _offset(starts, lengths, edit.span.start)
    end = _offset(starts, lengths, edit.span.end)
    if start > end:
        raise MisplacedError("has an edit that ends before it begins")
    newline = _newline_at(text, starts, edit.span.start.row, source.newline)
    replacement = _NEWLINE.sub(newline, edit.replacement)
    if edit.span.start.row > len(starts):  # the row after a text that does not end with a line end
        replacement = newline + replacement.removesuffix(newline)
    return Placed(edit.span.cell, Splice(start, end, replacement))


def _offset(starts: Sequence[int], lengths: Sequence[int], position: Position) -> int:
    """The character at a position. The row after the last one, column 0, is the end of the text."""
    index = position.row - 1
    if index == len(starts) and position.column == 0:
        return starts[-1] + lengths[-1]
    if 0 <= index < len(starts) and 0 <= position.column <= lengths[index]:
        return starts[index] + position.column
    raise MisplacedError("edits a place outside the text")


def _newline_at(text: str, starts: tuple[int, ...], row: int, default: str) -> str:
    """What ends the row, or the row before where it is the last one."""
    for index in (row, row - 1):
        if 0 < index < len(starts):
            before = text[: starts[index]]
            return "\r\n" if before.endswith("\r\n") else before[-1]
    return default


def _refuse_magics(source: Source, edit: Edit) -> None:
    """Refuse to edit what is Python in the program only: `%matplotlib` is `pass` there.

    Whole rows may go in before a magic, but not before `%%time`, nor between the rows of a `!command`: these are empty
    in the program.
    """
    if edit.span.cell is None:
        return
    start, end = edit.span.start, edit.span.end
    written = source.lines_around(edit.span)
    first = source.program_row(edit.span) - start.row
    for row in range(start.row, min(end.row, len(written)) + 1):
        theirs, ours = written[row - 1], source.lines[first + row - 1]
        if theirs == ours or (row == end.row and row > start.row and end.column == 0 and ours):
            continue
        if start == end and start.column == 0 and ours:
            continue
        common = len(_common_suffix(theirs, ours)) if len(theirs) == len(ours) else 0
        if row != start.row or start.column < len(theirs) - common or not common:
            raise MisplacedError("edits a magic of IPython", defect=False)


def _common_suffix(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]
