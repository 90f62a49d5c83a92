"""The lines of a program with marks under the places a finding speaks of.

12 |     model.add(Dense(10, activation="softmax"))
   |                         -------------------- the head
13 |     model.compile(loss=SparseCategoricalCrossentropy(from_logits=True))
   |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rich.cells import cell_len

from xent_lint.diagnostics import Span

CONTEXT: Final = 2
"""Lines shown before and after a marked one, as in ruff."""

NEAR: Final = 12
"""Places at most so many rows apart share a frame; farther ones get one each."""

TAB: Final = 4
MIN_WIDTH: Final = 20
"""Code is never cut shorter than this, however narrow the terminal."""

Paint = Callable[[str, str], str]
"""Colours a text for a role: "code", "gutter", "primary", "related", "help"."""


@dataclass(frozen=True)
class Mark:
    """A place to underline. The primary place has carets and no label: the message stands above the frame."""

    span: Span
    label: str = ""
    primary: bool = False


def frames(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks by frame: first the frame with the primary place, then the others in the order of the text."""
    groups: list[list[Mark]] = []
    ordered = sorted(marks, key=lambda mark: (mark.span.filename, mark.span.cell or 0, mark.span.start))
    for mark in ordered:
        last = groups[-1][-1].span if groups else None
        same_text = last is not None and (last.filename, last.cell) == (mark.span.filename, mark.span.cell)
        if last is not None and same_text and mark.span.start.row - last.start.row <= NEAR:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    groups.sort(key=lambda group: not any(mark.primary for mark in group))
    return groups


def render(lines: Sequence[str], marks: Sequence[Mark], gutter: int, width: int, paint: Paint) -> Iterator[str]:
    """One frame. `lines` are those of the file or cell that all marks are in; `gutter` is the width of row numbers."""
    room = max(width - gutter - len(" | "), MIN_WIDTH)
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        by_row.setdefault(mark.span.start.row, []).append(mark)
    bar = paint(f"{'':{gutter}} |", "gutter")
    yield bar
    previous: int | None = None
    for row in _rows_shown(lines, sorted(by_row)):
        if previous is not None and row > previous + 1:
            yield paint(f"{'...':{gutter}}", "gutter")
        previous = row
        here = sorted(by_row.get(row, []), key=lambda mark: mark.span.start)
        shown = _Line(lines[row - 1], here, room)
        yield f"{paint(f'{row:>{gutter}} |', 'gutter')} {shown.text}".rstrip()
        for mark in here:
            role = "primary" if mark.primary else "related"
            indent, underline = shown.underline(mark)
            yield f"{bar} {indent}{paint(f'{underline} {mark.label}'.rstrip(), role)}"
    yield bar


def last_row_shown(mark: Mark) -> int:
    """The largest row number a frame with this mark may print."""
    return mark.span.start.row + CONTEXT


def _rows_shown(lines: Sequence[str], marked: Sequence[int]) -> list[int]:
    """The marked rows with their context, without empty rows at both ends."""
    rows = sorted({row for mark in marked for row in range(mark - CONTEXT, mark + CONTEXT + 1)})
    rows = [row for row in rows if 1 <= row <= len(lines)]
    while rows and rows[0] not in marked and not lines[rows[0] - 1].strip():
        del rows[0]
    while rows and rows[-1] not in marked and not lines[rows[-1] - 1].strip():
        del rows[-1]
    return rows


class _Line:
    """A row as it appears on a terminal: tabs expanded, wide characters counted twice, cut to the room there is."""

    def __init__(self, line: str, marks: Sequence[Mark], room: int) -> None:
        self._length = len(line.rstrip())
        pieces: list[str] = []
        at = 0
        for character in line:
            piece = " " * (TAB - at % TAB) if character == "\t" else character if character.isprintable() else "\ufffd"
            pieces.append(piece)
            at += cell_len(piece)
        self._offsets = list(accumulate(map(cell_len, pieces), initial=0))
        self._first, self._last = self._window(marks, room)
        cut_left = "…" if self._first > 0 else ""
        cut_right = "…" if self._last < len(pieces) else ""
        self._shift = self._offsets[self._first] - len(cut_left)
        self.text = f"{cut_left}{''.join(pieces[self._first : self._last])}{cut_right}"

    def underline(self, mark: Mark) -> tuple[str, str]:
        """The blanks before the underline of a mark, and the underline."""
        start, end = self._columns(mark)
        end = min(max(end, start), self._last)
        start = min(max(start, self._first), self._last)
        indent = self._offsets[start] - self._shift
        cells = self._offsets[max(end, start)] - self._offsets[start]
        return " " * indent, ("^" if mark.primary else "-") * max(cells, 1)

    def _columns(self, mark: Mark) -> tuple[int, int]:
        """First and last column of the mark in this row; one over several rows is marked to the end of its first."""
        one_row = mark.span.start.row == mark.span.end.row
        limit = len(self._offsets) - 1
        return min(mark.span.start.column, limit), min(mark.span.end.column if one_row else self._length, limit)

    def _window(self, marks: Sequence[Mark], room: int) -> tuple[int, int]:
        """The range of characters to show: all, or as many as fit, from a little before the first mark."""
        total = len(self._offsets) - 1
        if self._offsets[-1] <= room:
            return 0, total
        room -= 2  # for the two ellipses
        first = 0
        wanted = min((self._columns(mark)[0] for mark in marks), default=0)
        if marks and max(self._offsets[self._columns(mark)[1]] for mark in marks) > room:
            start = max(self._offsets[wanted] - room // 4, 0)
            first = next(index for index, offset in enumerate(self._offsets) if offset >= start)
        last = first
        while last < total and self._offsets[last + 1] - self._offsets[first] <= room:
            last += 1
        return first, last
