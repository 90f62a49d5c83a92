"""Programs for the tests of edits, and what comes out when edits are applied."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import libcst as cst

from xent_lint import gate
from xent_lint.analysis.entry import Analysis
from xent_lint.diagnostics import Edit
from xent_lint.fixes.program import Program
from xent_lint.locate import Locator
from xent_lint.outline import parse_tree
from xent_lint.source import Source


def program_of(text: str | bytes, filename: str = "a.py") -> Program:
    """The program of a text."""
    source = Source.from_bytes(filename, text.encode() if isinstance(text, str) else text)
    module = parse_tree(source)
    locate = Locator(source, module, gate.parse(source), None).span
    return Program(source, module, Analysis((), False, 0), locate)


def applied(program: Program, edits: Iterable[Edit]) -> str:
    """The text after the edits; of a notebook, the joined program."""
    text = program.source.text
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    places = []
    for edit in edits:
        row = program.source.program_row(edit.span)
        end_row = row + edit.span.end.row - edit.span.start.row
        start, end = starts[row - 1] + edit.span.start.column, starts[end_row - 1] + edit.span.end.column
        assert start <= end <= len(text)
        places.append((start, end, edit.replacement))
    places.sort(key=lambda place: place[:2])  # several insertions at one place come in the order of the edits
    for (_, end, _), (start, _, _) in pairwise(places):
        assert end <= start, "two edits overlap"
    for start, end, replacement in reversed(places):
        text = text[:start] + replacement + text[end:]
    return text


def nodes_of(program: Program) -> list[cst.CSTNode]:
    """All nodes in the order of the text."""
    found: list[cst.CSTNode] = []
    pending: list[cst.CSTNode] = [program.module]
    while pending:
        node = pending.pop()
        found.append(node)
        pending.extend(reversed(node.children))
    return found


def find_call(program: Program, callee: str = "f") -> cst.Call:
    """The first call of a function, by the text of the callee."""
    return next(
        node
        for node in nodes_of(program)
        if isinstance(node, cst.Call) and program.module.code_for_node(node.func) == callee
    )
