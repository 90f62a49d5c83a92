"""Taking a statement out, and writing one before another."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.layout import BLANK, Layout
from xent_lint.fixes.program import Program

Edits = tuple[Edit, ...]


def remove_statement(program: Program, statement: cst.SimpleStatementLine | cst.BaseSmallStatement) -> Edits | None:
    """Take a line, or one statement of a line, out; a comment at its end moves to a line of its own.

    None where a comment inside the statement would be lost.
    """
    layout = Layout(program)
    if isinstance(statement, cst.SimpleStatementLine):
        return _remove_line(program, layout, statement)
    holder = program.parent(statement)
    assert isinstance(holder, cst.SimpleStatementLine | cst.SimpleStatementSuite)
    if len(holder.body) > 1:
        return _remove_from_line(layout, holder.body, statement)
    if isinstance(holder, cst.SimpleStatementLine):
        return _remove_line(program, layout, holder)
    return _pass_instead(layout, statement)


def insert_statement_before(
    program: Program, statement: cst.BaseStatement | cst.BaseSmallStatement, text: str
) -> Edits | None:
    """Write a statement on a line of its own before another, below the comments that stand there.

    Before the second of two statements on one line it comes between them. None where it cannot: before `elif`, or where
    several statements share a line and the new one needs lines of its own.
    """
    layout = Layout(program)
    start = layout.inner(_first_token(statement)).start
    if layout.begins_line(start):
        if isinstance(statement, cst.If) and isinstance(program.parent(statement), cst.If):
            return None  # it is an `elif`
        line_break = layout.newline + layout.before(start)
        return (layout.edit(start, start, text.replace("\n", line_break) + line_break),)
    if isinstance(statement, cst.BaseSmallStatement) and _is_simple(text):
        return (layout.edit(start, start, f"{text.rstrip(';')}; "),)
    return None


def _remove_line(program: Program, layout: Layout, line: cst.SimpleStatementLine) -> Edits | None:
    block = program.parent(line)
    if isinstance(block, cst.IndentedBlock) and len(block.body) == 1:
        return _pass_instead(layout, line)
    place = layout.inner(line)
    if any(layout.comments(statement) for statement in line.body):
        return None
    rest = layout.after(place.end).lstrip(BLANK + ";")
    if rest.startswith("#"):
        return (layout.edit(place.start, layout.line_end(place.end) - len(rest), ""),)
    if rest or not layout.begins_line(place.start):
        return None  # a backslash, before or after: lines that are not what they seem
    lines = layout.lines(place.start, place.end)
    return (layout.edit(lines.start, lines.end, ""),)


def _pass_instead(layout: Layout, statement: cst.SimpleStatementLine | cst.BaseSmallStatement) -> Edits | None:
    statements = statement.body if isinstance(statement, cst.SimpleStatementLine) else (statement,)
    if any(layout.comments(each) for each in statements):
        return None
    place = layout.inner(statement)
    return (layout.edit(place.start, place.end, "pass"),)


def _remove_from_line(
    layout: Layout, statements: Sequence[cst.BaseSmallStatement], statement: cst.BaseSmallStatement
) -> Edits | None:
    if layout.comments(statement):
        return None
    index = next(number for number, each in enumerate(statements) if each is statement)
    place = layout.inner(statement)
    if index + 1 < len(statements):
        return (layout.edit(place.start, layout.inner(statements[index + 1]).start, ""),)
    return (layout.edit(layout.inner(statements[index - 1]).end, place.end, ""),)


def _first_token(statement: cst.BaseStatement | cst.BaseSmallStatement) -> cst.CSTNode:
    """Where a statement begins: a decorated one with its decorators."""
    if isinstance(statement, cst.FunctionDef | cst.ClassDef) and statement.decorators:
        return statement.decorators[0]
    return statement


def _is_simple(text: str) -> bool:
    """Whether a text can stand on a line with other statements."""
    return "\n" not in text and all(not hasattr(statement, "body") for statement in ast.parse(text).body)
