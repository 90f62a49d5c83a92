"""Taking an argument out of a call, or an element out of a list, with the comma and white space that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.layout import Layout, Range
from xent_lint.fixes.program import Program

Edits = tuple[Edit, ...]


def remove_argument(program: Program, call: cst.Call, arg: cst.Arg) -> Edits | None:
    """Take an argument out. None where a comment would be lost, or arguments by position would move up."""
    index = next(number for number, each in enumerate(call.args) if each is arg)
    by_position = arg.keyword is None and not arg.star
    if (by_position or arg.star == "*") and any(
        each.keyword is None and each.star != "**" for each in call.args[index + 1 :]
    ):
        return None
    layout = Layout(program)
    brackets = Range(layout.inner(call.whitespace_before_args).start, layout.inner(call).end - 1)
    return _Items(layout, call, call.args, brackets).without(index)


def remove_element(program: Program, element: cst.BaseElement) -> Edits | None:
    """Take an element out of a list, tuple or set. None where a comment would be lost, or a set or bare tuple empty."""
    container = program.parent(element)
    if not isinstance(container, cst.List | cst.Tuple | cst.Set):
        return None
    layout = Layout(program)
    alone = len(container.elements) == 1
    if isinstance(container, cst.Tuple) and not container.lpar:
        return (
            None if alone else _Items(layout, container, container.elements, None).without(_index(container, element))
        )
    if alone and isinstance(container, cst.Set):
        return None  # `{}` is a mapping
    whole = layout.outer(container) if isinstance(container, cst.Tuple) else layout.inner(container)
    if isinstance(container, cst.Tuple) and len(container.lpar) > 1:
        whole = Range(layout.inner(container.lpar[-1]).start, layout.inner(container.rpar[0]).end)
    brackets = Range(whole.start + 1, whole.end - 1)
    return _Items(layout, container, container.elements, brackets).without(_index(container, element))


def remove_alias(program: Program, alias: cst.ImportAlias) -> Edits | None:
    """Take one of several names out of `from module import a, b`. None where a comment would be lost."""
    statement = program.parent(alias)
    if not isinstance(statement, cst.ImportFrom) or isinstance(statement.names, cst.ImportStar):
        return None
    if len(statement.names) == 1:
        return None
    layout = Layout(program)
    brackets = None
    if statement.lpar is not None and statement.rpar is not None:
        brackets = Range(layout.inner(statement.lpar).end, layout.inner(statement.rpar).start)
    index = next(number for number, each in enumerate(statement.names) if each is alias)
    return _Items(layout, statement, statement.names, brackets).without(index)


def _index(container: cst.List | cst.Tuple | cst.Set, element: cst.BaseElement) -> int:
    return next(number for number, each in enumerate(container.elements) if each is element)


@dataclass(frozen=True)
class _Items:
    """Things with commas between them. `brackets` is what the brackets enclose; None for a tuple without."""

    layout: Layout
    node: cst.Call | cst.List | cst.Tuple | cst.Set | cst.ImportFrom
    nodes: Sequence[cst.Arg | cst.BaseElement | cst.ImportAlias]
    brackets: Range | None

    def without(self, index: int) -> Edits | None:
        """The edits that take one of them out."""
        if len(self.nodes) == 1:
            assert self.brackets is not None
            return self._cut(self.brackets)
        edits = self._cut_one(index)
        if edits is None or not isinstance(self.node, cst.Tuple) or len(self.nodes) > 2 or index == 1:
            return edits
        if self._comma(1) is not None:
            return edits
        end = self._place(1).end
        return (*edits, self.layout.edit(end, end, ","))  # the tuple of one that remains

    def _cut_one(self, index: int) -> Edits | None:
        place, comma = self._place(index), self._comma(index)
        end = comma.end if comma is not None else place.end
        if self.brackets is not None and self.layout.begins_line(place.start):
            rest = self.layout.after(end).strip()
            if not rest:
                return self._cut_lines(index)
            if rest.startswith("#"):
                return None  # it would speak of nothing
        last = index == len(self.nodes) - 1
        if not last and self.layout.same_line(end, self._place(index + 1).start):
            return self._cut(Range(place.start, self._place(index + 1).start))
        if index == 0:
            return self._cut(Range(place.start, self._place(1).start))
        if not last and self._follows_on_line(index):
            return self._cut(Range(self._end(index - 1), end))
        return self._cut(self._with_comma_before(index)) or (self._cut(Range(place.start, end)) if last else None)

    def _cut_lines(self, index: int) -> Edits | None:
        place, comma = self._place(index), self._comma(index)
        end = comma.end if comma is not None else place.end
        if comma is None and index > 0:  # the last one, and without a comma: the new last one has none either
            edits = self._cut(self._with_comma_before(index))
            before = self._comma(index - 1)
            if edits is not None or before is None:
                return edits
            lines = self._cut(self.layout.lines(place.start, end))
            if lines is None or isinstance(self.node, cst.Tuple):
                return lines
            return (self.layout.edit(before.start, before.end, ""), *lines)
        return self._cut(self.layout.lines(place.start, end))

    def _with_comma_before(self, index: int) -> Range:
        """An item with what is between it and the one before; the comma before stays where it makes a tuple."""
        place = self._place(index)
        tuple_of_two = isinstance(self.node, cst.Tuple) and len(self.nodes) == 2 and self._comma(index) is None
        return Range(self._end(index - 1) if tuple_of_two else self._place(index - 1).end, place.end)

    def _follows_on_line(self, index: int) -> bool:
        """Whether the item before ends, with its comma, on the line where this one begins."""
        return self.layout.same_line(self._end(index - 1), self._place(index).start)

    def _cut(self, range_: Range) -> Edits | None:
        if self.layout.loses_comment(self.node, range_.start, range_.end):
            return None
        return (self.layout.edit(range_.start, range_.end, ""),)

    def _place(self, index: int) -> Range:
        return self.layout.inner(self.nodes[index])

    def _comma(self, index: int) -> Range | None:
        comma = self.nodes[index].comma
        return self.layout.inner(comma) if isinstance(comma, cst.Comma) else None

    def _end(self, index: int) -> int:
        comma = self._comma(index)
        return comma.end if comma is not None else self._place(index).end
