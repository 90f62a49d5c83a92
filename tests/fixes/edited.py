"""Programs for the tests of edits, and what comes out when edits are applied."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from xent_lint import gate
from xent_lint.analysis.entry import Analysis
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes.placing import place_fix
from xent_lint.fixes.program import Program
from xent_lint.locate import Locator
from xent_lint.outline import parse_tree
from xent_lint.source import Source, Splice


def program_of(text: str | bytes, filename: str = "a.py") -> Program:
    """The program of a text."""
    source = Source.from_bytes(filename, text.encode() if isinstance(text, str) else text)
    module = parse_tree(source)
    syntax = gate.read(source)
    locate = Locator(source, module, syntax.tree, None).span
    return Program(source, syntax, module, Analysis((), False, 0), locate)


def applied(program: Program, edits: Iterable[Edit]) -> str:
    """The text after the edits; of a notebook, the joined program. Edits that overlap or lie outside are an error."""
    splices: dict[int | None, list[Splice]] = {}
    for placed in place_fix(program.source, Fix("", Applicability.SAFE, tuple(edits))):
        splices.setdefault(placed.cell, []).append(placed.splice)
    return program.source.edited(splices).text


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
