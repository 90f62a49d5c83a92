"""Names that a fix leaves unused: whoever takes `Activation("softmax")` away takes its import along."""

from __future__ import annotations

import re
from collections.abc import Iterable

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.program import Program
from xent_lint.fixes.removals import remove_alias
from xent_lint.fixes.statement_edits import remove_statement

Edits = tuple[Edit, ...]

WORD = re.compile(r"\w+")


def without_unused(program: Program, found: Edits) -> Edits:
    """The edits, and those that take away the imports of names which they leave unused."""
    if program.filename.replace("\\", "/").endswith("__init__.py"):
        return found  # what it imports is there for others
    written = {word for edit in found for word in WORD.findall(edit.replacement)}
    cut = {word for edit in found for word in WORD.findall(program.text_of(edit.span))}
    gone = [name for name in sorted(cut - written) if _all_cut(program, name, found)]
    more = [edit for name in gone for edit in _without_import(program, name, found)]
    return (*found, *(edit for edit in more if not _overlaps(edit, found)))


def _all_cut(program: Program, name: str, found: Edits) -> bool:
    if not program.is_imported(name) or program.mentions(name):
        return False
    loads = program.loads_of(name)
    return bool(loads) and all(_is_cut(program, each, found) for each in loads)


def _is_cut(program: Program, node: cst.CSTNode, found: Iterable[Edit]) -> bool:
    place = program.span(node)
    return any(
        edit.span.cell == place.cell and edit.span.start <= place.start and place.end <= edit.span.end for edit in found
    )


def _without_import(program: Program, name: str, found: Edits) -> Edits:
    aliases = [alias for alias in program.imports() if (alias.evaluated_alias or alias.evaluated_name) == name]
    if len(aliases) != 1:
        return ()
    statement = program.parent(aliases[0])
    if not isinstance(statement, cst.ImportFrom) or isinstance(statement.names, cst.ImportStar):
        return ()
    if len(statement.names) > 1:
        return remove_alias(program, aliases[0]) or ()
    end = program.span(statement).end
    if any(edit.span.start == end and edit.replacement.startswith(",") for edit in found):
        return ()  # another name is written there
    line = program.parent(statement)
    if not isinstance(line, cst.SimpleStatementLine) or line.trailing_whitespace.comment is not None:
        return ()
    return remove_statement(program, statement) or ()


def _overlaps(edit: Edit, others: Edits) -> bool:
    """Whether an edit takes away what another one changes, or where it writes."""
    return any(
        edit.span.cell == other.span.cell and edit.span.start < other.span.end and other.span.start < edit.span.end
        for other in others
    )
