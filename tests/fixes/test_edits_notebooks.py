"""In a notebook each cell is a text of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable

import libcst as cst
import pytest
from edited import find_call, program_of

from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes.edits import insert_statement_before, remove_statement, set_keyword
from xent_lint.fixes.placing import place_fix
from xent_lint.fixes.program import Program
from xent_lint.source import Splice


def notebook(*cells: str) -> Program:
    """The program of a notebook with these code cells."""
    written = [{"cell_type": "code", "source": cell} for cell in cells]
    return program_of(json.dumps({"cells": written, "metadata": {}}), "a.ipynb")


def cells_after(program: Program, edits: Iterable[Edit]) -> list[str]:
    """The texts of the cells after the edits."""
    splices: dict[int | None, list[Splice]] = {}
    for placed in place_fix(program.source, Fix("", Applicability.SAFE, tuple(edits))):
        splices.setdefault(placed.cell, []).append(placed.splice)
    after = program.source.edited(splices)
    return [cell["source"] for cell in json.loads(after.to_bytes())["cells"]]


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("a\nf()", "a"),
        ("a\nf()\n", "a\n"),
        ("f()\na", "a"),
        ("f()", ""),
        ("%matplotlib inline\nf()", "%matplotlib inline\n"),
        ("%matplotlib inline\na\nf()", "%matplotlib inline\na"),
        ("f()\n%matplotlib inline", "%matplotlib inline"),
        ("  a\n  f()", "  a"),
        ("a; f()", "a"),
        ("a\nf()  # c", "a\n# c"),
    ],
)
def test_a_statement_is_removed_in_its_cell(cell: str, after: str) -> None:
    program = notebook("x = 1", cell, "y = 2")
    statement = program.parent(find_call(program))
    assert isinstance(statement, cst.Expr)
    edits = remove_statement(program, statement)
    assert edits is not None
    assert cells_after(program, edits) == ["x = 1", after, "y = 2"]


def test_a_statement_is_inserted_in_the_first_row_of_a_cell() -> None:
    program = notebook("x = 1", "f()", "y = 2")
    statement = program.parent(find_call(program))
    assert isinstance(statement, cst.Expr)
    edits = insert_statement_before(program, statement, "n = 1")
    assert edits is not None
    assert cells_after(program, edits) == ["x = 1", "n = 1\nf()", "y = 2"]


def test_a_keyword_is_set_in_a_cell_with_magics() -> None:
    program = notebook("x = 1", "!pip install keras\n%time f(\\\n    1, 2)\n", "y = 2")
    edits = set_keyword(program, find_call(program), "k", "3")
    assert edits is not None
    assert cells_after(program, edits)[1] == "!pip install keras\n%time f(\\\n    1, 2, k=3)\n"


def test_a_keyword_is_set_on_a_line_of_its_own() -> None:
    program = notebook("x = 1", "f(\n    1,  # ä𝔸\n)\n")
    edits = set_keyword(program, find_call(program), "k", "2")
    assert edits is not None
    assert cells_after(program, edits)[1] == "f(\n    1,  # ä𝔸\n    k=2,\n)\n"
