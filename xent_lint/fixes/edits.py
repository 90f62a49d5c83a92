"""The text edits that repairs are made of. Each gives edits, or None where a comment or the meaning would be lost.

Nodes are never replaced: an edit says which text goes and which comes, and all other bytes of the file stay.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.layout import BLANK, Layout, Range, is_parenthesized
from xent_lint.fixes.program import Program
from xent_lint.fixes.removals import remove_argument, remove_element
from xent_lint.fixes.statement_edits import insert_statement_before, remove_statement

__all__ = [
    "Edits",
    "insert_statement_before",
    "remove_argument",
    "remove_element",
    "remove_statement",
    "replace",
    "set_argument",
    "set_keyword",
    "unwrap",
    "wrap",
]

Edits = tuple[Edit, ...]

_ATOMS: Final = (
    cst.Name,
    cst.Attribute,
    cst.Call,
    cst.Subscript,
    cst.List,
    cst.Set,
    cst.Dict,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.SimpleString,
    cst.FormattedString,
    cst.Ellipsis,
)
"""Expressions that need no parentheses wherever they stand. A number is none of them: `1.real` is an error."""

_DELIMITED: Final = (
    cst.Assign,
    cst.AnnAssign,
    cst.AugAssign,
    cst.Return,
    cst.Expr,
    cst.Arg,
    cst.Element,
    cst.DictElement,
    cst.Index,
)
"""Syntax in which any expression may stand bare."""


def replace(program: Program, node: cst.CSTNode, text: str) -> Edit:
    """The text of a node becomes `text`; its parentheses stay."""
    layout = Layout(program)
    place = layout.inner(node)
    return layout.edit(place.start, place.end, layout.apart(place.start, place.end, text))


def wrap(program: Program, node: cst.BaseExpression, before: str, after: str) -> Edits:
    """Write something before and after an expression, outside of its parentheses; it gets some where it needs them."""
    layout = Layout(program)
    place = layout.outer(node)
    if _needs_parentheses_between(node, before, after):
        before, after = f"{before}(", f"){after}"
    return (
        layout.edit(place.start, place.start, layout.gap_before(place.start, before) + before),
        layout.edit(place.end, place.end, after + layout.gap_after(place.end, after)),
    )


def unwrap(program: Program, call: cst.Call, inner: cst.BaseExpression) -> Edits | None:
    """`f(inner, axis=-1)` becomes `inner`, by deleting what is around it. Lines that are aligned with it stay so."""
    layout = Layout(program)
    whole, kept = layout.inner(call), layout.outer(inner)
    if layout.loses_comment(call, whole.start, kept.start) or layout.loses_comment(call, kept.end, whole.end):
        return None
    if _needs_parentheses_instead(program, layout, call, inner):
        opening, closing = _parentheses(layout, whole, kept)
    else:
        opening = layout.gap_before(whole.start, layout.text[kept.start])
        closing = layout.gap_after(whole.end, layout.text[kept.end - 1])
    return (
        layout.edit(whole.start, kept.start, opening),
        *(() if opening.startswith("(") else _moved_left(layout, inner, whole.start)),
        layout.edit(kept.end, whole.end, closing),
    )


def set_keyword(program: Program, call: cst.Call, name: str, text: str) -> Edits | None:
    """Give the keyword `name` the value `text`, where it stands or else after the last argument."""
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value == name:
            return _set_value(program, arg, text)
    return _append_keyword(Layout(program), call, f"{name}={text}")


def set_argument(program: Program, call: cst.Call, index: int, name: str, text: str) -> Edits | None:
    """Give the parameter `name` the value `text`, where it stands: by position `index`, or as a keyword, or nowhere."""
    positions = -1
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value == name:
            return _set_value(program, arg, text)
    for arg in call.args:
        if arg.star == "*":
            return None  # how many positions it fills is not written here
        if not arg.star and arg.keyword is None:
            positions += 1
            if positions == index:
                return _set_value(program, arg, text)
    return set_keyword(program, call, name, text)


def _set_value(program: Program, arg: cst.Arg, text: str) -> Edits | None:
    layout = Layout(program)
    place = layout.outer(arg.value)
    if layout.comments(arg.value):
        return None
    if layout.text[place.start : place.end] == text:
        return ()
    return (layout.edit(place.start, place.end, layout.apart(place.start, place.end, text)),)


def _append_keyword(layout: Layout, call: cst.Call, text: str) -> Edits | None:
    if not call.args:
        return _first_argument(layout, call, text)
    mappings = 0
    while mappings < len(call.args) and call.args[-1 - mappings].star == "**":
        mappings += 1
    if mappings:
        return (_insert_before(layout, call.args[-mappings], text),)
    return _insert_after_last(layout, call, text)


def _first_argument(layout: Layout, call: cst.Call, text: str) -> Edits | None:
    inside = layout.inner(call.whitespace_before_args)
    comments = layout.comments(call.whitespace_before_args)
    if not comments:
        return (layout.edit(inside.start, inside.end, text),)
    last = comments[-1]
    indentation = layout.indentation(last.start)
    if not layout.begins_line(last.start):
        indentation += "    "
    return (layout.edit(last.end, last.end, f"{layout.newline}{indentation}{text}"),)


def _insert_before(layout: Layout, arg: cst.Arg, text: str) -> Edit:
    start = layout.inner(arg).start
    separator = f",{layout.newline}{layout.indentation(start)}" if layout.begins_line(start) else ", "
    return layout.edit(start, start, f"{text}{separator}")


def _insert_after_last(layout: Layout, call: cst.Call, text: str) -> Edits:
    arg = call.args[-1]
    end = layout.inner(arg).end
    if len(call.args) == 1 and isinstance(arg.value, cst.GeneratorExp) and not is_parenthesized(arg.value):
        start = layout.inner(arg).start
        return (layout.edit(start, start, "("), layout.edit(end, end, f"), {text}"))
    if not _one_argument_a_line(layout, call):
        return (layout.edit(end, end, f", {text}"),)
    indentation = layout.before(layout.inner(arg).start)
    line = f"{layout.newline}{indentation}{text}"
    comma = layout.inner(arg.comma) if isinstance(arg.comma, cst.Comma) else None
    if comma is not None and not layout.same_line(end, comma.end):
        return (layout.edit(end, end, f", {text}"),)
    rest = comma.end if comma is not None else end
    comments = [each for each in layout.comments(call) if each.start >= rest and layout.same_line(each.start, rest)]
    place = comments[0].end if comments else rest
    if comma is not None:
        return (layout.edit(place, place, f"{line},"),)
    if place == end:
        return (layout.edit(end, end, f",{line}"),)
    return (layout.edit(end, end, ","), layout.edit(place, place, line))


def _one_argument_a_line(layout: Layout, call: cst.Call) -> bool:
    """Whether the last argument begins its line, and no two arguments share one."""
    places = [layout.inner(arg) for arg in call.args]
    if not layout.begins_line(places[-1].start):
        return False
    return not any(layout.same_line(one.end, other.start) for one, other in pairwise(places))


def _needs_parentheses_between(node: cst.BaseExpression, before: str, after: str) -> bool:
    if is_parenthesized(node) or isinstance(node, _ATOMS):
        return False
    if isinstance(node, cst.GeneratorExp):
        return not (before.endswith("(") and after.startswith(")"))
    if isinstance(node, cst.Tuple | cst.Yield):
        return True
    if isinstance(node, cst.NamedExpr) and before.endswith("="):
        return True
    return not (before.rstrip().endswith(("(", "[", ",", "=")) and after.lstrip().startswith((")", "]", ",")))


def _needs_parentheses_instead(program: Program, layout: Layout, call: cst.Call, inner: cst.BaseExpression) -> bool:
    """Whether `inner` needs parentheses where the call stands."""
    if is_parenthesized(inner) or is_parenthesized(call):
        return False
    place = layout.inner(inner)
    if not _stands_alone(layout.text[place.start : place.end]):
        return True
    parent = program.parent(call)
    if isinstance(parent, cst.FormattedStringExpression):
        return True  # `{` after `{` would be read as one brace of the text
    delimited = isinstance(parent, _DELIMITED) and not (isinstance(parent, cst.Arg) and parent.star)
    return not (delimited or isinstance(inner, _ATOMS))


def _parentheses(layout: Layout, whole: Range, kept: Range) -> tuple[str, str]:
    """Parentheses instead of a call, with the line breaks that were behind the opening and before the closing one."""
    opening, closing = "(", ")"
    if layout.begins_line(kept.start):
        opening += layout.newline + layout.before(kept.start)
    if layout.begins_line(whole.end - 1):
        closing = layout.newline + layout.before(whole.end - 1) + closing
    return opening, closing


def _moved_left(layout: Layout, inner: cst.BaseExpression, start: int) -> Iterator[Edit]:
    """Move the further lines of an expression as far as its first line moves when it comes to stand at `start`.

    Only lines that are aligned with it do, and none where a string has lines of its own.
    """
    kept = layout.outer(inner)
    strings = layout.inside(inner, cst.SimpleString | cst.FormattedString)
    lines = [line for line in layout.further_lines(kept) if layout.text[line.start : line.end].strip(BLANK)]
    if any(not layout.same_line(string.start, string.end) for string in strings):
        return
    column = len(layout.before(kept.start))
    if layout.begins_line(kept.start):
        shift, least = column - len(layout.indentation(start)), column
    elif layout.same_line(start, kept.start):
        shift, least = kept.start - start, column + 1
    else:
        return
    indented = all(len(layout.indentation(line.start)) >= least for line in lines)
    if shift > 0 and indented:
        yield from (layout.edit(line.start, line.start + shift, "") for line in lines)


def _stands_alone(text: str) -> bool:
    """Whether an expression is one without the brackets around it: no line break outside of its own, no bare `:=`."""
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True
