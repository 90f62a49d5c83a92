"""The text of a program as one string with offsets: what lies between two nodes, on which line, with which comments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import UnionType
from typing import Final

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.program import Program
from xent_lint.source import line_starts

BLANK: Final = " \t\f"
"""What may stand before the first token of a line."""


@dataclass(frozen=True)
class Range:
    """A half-open range of offsets."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Layout:
    """Offsets into the text of one program. A notebook is one text here; `edit` finds the cell."""

    program: Program

    @property
    def text(self) -> str:
        """The whole program."""
        return self.program.source.text

    @property
    def newline(self) -> str:
        """What an inserted line break looks like."""
        return self.program.source.newline

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return line_starts(self.text)

    def inner(self, node: cst.CSTNode) -> Range:
        """A node without its parentheses."""
        span = self.program.span(node)
        row = self.program.source.program_row(span)
        end_row = row + span.end.row - span.start.row
        return Range(self._starts[row - 1] + span.start.column, self._starts[end_row - 1] + span.end.column)

    def outer(self, node: cst.CSTNode) -> Range:
        """A node with its parentheses."""
        if not is_parenthesized(node):
            return self.inner(node)
        assert isinstance(node, cst.BaseExpression)
        return Range(self.inner(node.lpar[0]).start, self.inner(node.rpar[-1]).end)

    def edit(self, start: int, end: int, replacement: str) -> Edit:
        """Replace a range of the text."""
        first, last = self.row(start), self.row(end)
        span = self.program.source.span(first, start - self._starts[first - 1], last, end - self._starts[last - 1])
        return Edit(span, replacement)

    def row(self, offset: int) -> int:
        """The row of the program, from 1, that an offset is in."""
        return bisect_right(self._starts, offset)

    def offset(self, row: int, byte_column: int) -> int:
        """The offset of a place as `ast` tells it."""
        return self._starts[row - 1] + self.program.source.column(row, byte_column)

    def place(self, offset: int) -> tuple[int, int]:
        """The way back: the row, and the column in UTF-8 bytes."""
        before = self.before(offset)
        return self.row(offset), len(before.encode("utf-8", "surrogatepass"))

    def same_line(self, one: int, other: int) -> bool:
        """Whether no line ends between two offsets."""
        return self.row(one) == self.row(other)

    def before(self, offset: int) -> str:
        """The text of the line before an offset."""
        return self.text[self._starts[self.row(offset) - 1] : offset]

    def after(self, offset: int) -> str:
        """The text of the line after an offset, without the line end."""
        return self.text[offset : self.line_end(offset)]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line end."""
        row = self.row(offset)
        return self._starts[row - 1] + len(self.program.source.lines[row - 1])

    def indentation(self, offset: int) -> str:
        """The white space that the line of an offset begins with."""
        line = self.program.source.lines[self.row(offset) - 1]
        return line[: len(line) - len(line.lstrip(BLANK))]

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but white space stands before an offset."""
        return not self.before(offset).strip(BLANK)

    def lines(self, start: int, end: int) -> Range:
        """The lines that a range is on, with one line end: the one after them, or at the end of the text before them.

        A cell of a notebook is a text of its own: its last line has no line end.
        """
        first, last = self.row(start), self.row(end)
        first_of_all, last_of_all = self._bounds(first)
        if last < last_of_all:
            return Range(self._starts[first - 1], self._starts[last])
        begin = self._starts[first - 1]
        if first > first_of_all and not self._is_magic(first - 1):
            begin = self.line_end(self._starts[first - 2])
        return Range(begin, self.line_end(end))

    def _is_magic(self, row: int) -> bool:
        """Whether a row of a cell has another text than its row of the program."""
        source = self.program.source
        place, _ = source.position(row, 0)
        span = source.span(row, 0, row, 0)
        return source.lines_around(span)[place.row - 1] != source.lines[row - 1]

    def _bounds(self, row: int) -> tuple[int, int]:
        """The first and the last row of the file, or of the cell that a row is in."""
        cells = self.program.source.cells
        index = bisect_right(cells, row, key=lambda cell: cell.row) - 1
        if index < 0:
            return 1, len(self.program.source.lines)
        return cells[index].row, cells[index].row + len(cells[index].lines) - 1

    def further_lines(self, range_: Range) -> Iterator[Range]:
        """The lines of a range but the first, each from its beginning."""
        for row in range(self.row(range_.start) + 1, self.row(range_.end) + 1):
            yield Range(self._starts[row - 1], self.line_end(self._starts[row - 1]))

    def comments(self, node: cst.CSTNode) -> list[Range]:
        """The comments inside a node, in order."""
        return self.inside(node, cst.Comment)

    def inside(self, node: cst.CSTNode, kind: type[cst.CSTNode] | UnionType) -> list[Range]:
        """The places of all nodes of a kind inside a node, in order."""
        return [self.inner(each) for each in _below(node) if isinstance(each, kind)]

    def loses_comment(self, node: cst.CSTNode, start: int, end: int) -> bool:
        """Whether a comment inside `node` is in a range that goes away."""
        return any(start <= comment.start < end for comment in self.comments(node))

    def gap_before(self, offset: int, text: str) -> str:
        """The space that keeps `text` from growing together with the word that ends at an offset."""
        return " " if _one_word(self.text[offset - 1 : offset] + text[:1]) else ""

    def gap_after(self, offset: int, text: str) -> str:
        """The space that keeps `text` from growing together with the word that begins at an offset."""
        return " " if _one_word(text[-1:] + self.text[offset : offset + 1]) else ""

    def apart(self, start: int, end: int, text: str) -> str:
        """The text that replaces a range, with the spaces it needs."""
        return self.gap_before(start, text) + text + self.gap_after(end, text)


def is_parenthesized(node: cst.CSTNode) -> bool:
    """Whether an expression has parentheses of its own."""
    return isinstance(node, cst.BaseExpression) and bool(node.lpar)


def _below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(current.children))


def _one_word(pair: str) -> bool:
    """Whether two characters side by side would be read as one name, number or prefixed string."""
    return len(pair) == 2 and (pair[0].isalnum() or pair[0] == "_") and (pair[1].isalnum() or pair[1] in "_\"'")
