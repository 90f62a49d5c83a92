"""Where a name has its value from, and whether it has kept it: unknown wherever a branch, a loop or a call may tell."""

from __future__ import annotations

import textwrap

import libcst as cst
import pytest
from edited import find_call, nodes_of, program_of

from xent_lint.fixes.program import Program
from xent_lint.fixes.reaching import definition, is_unchanged

DOUBTFUL = {
    "parameter": "def g(p):\n    f(p)",
    "no assignment": "f(p)",
    "later": "f(p)\np = 1",
    "branch": "p = 1\nif c:\n    p = 2\nf(p)",
    "only in a branch": "if c:\n    p = 2\nf(p)",
    "try": "try:\n    p = 1\nexcept E:\n    pass\nf(p)",
    "handler": "p = 1\ntry:\n    p = 2\nexcept E:\n    f(p)",
    "loop variable": "for p in q:\n    f(p)",
    "later in the loop": "p = 1\nfor i in q:\n    f(p)\n    p = 2",
    "loop before": "p = 1\nwhile c:\n    p = 2\nf(p)",
    "augmented": "p = 1\np += 1\nf(p)",
    "unpacked": "p, q = 1, 2\nf(p)",
    "deleted": "p = 1\ndel p\nf(p)",
    "imported": "p = 1\nimport p\nf(p)",
    "star": "p = 1\nfrom m import *\nf(p)",
    "as": "p = 1\nwith open(x) as p:\n    f(p)",
    "function": "p = 1\ndef p(): pass\nf(p)",
    "walrus": "p = 1\nh(p := 2)\nf(p)",
    "walrus in the same statement": "p = 1\nh((p := 2), f(p))",
    "item set": "p = 1\np[0] = 2\nf(p)",
    "variable assigned": "p = 1\np.assign_add(2)\nf(p)",
    "inner function": "p = 1\ndef g():\n    f(p)",
    "lambda": "p = 1\ng = lambda: f(p)",
    "comprehension": "p = 1\ng = [f(p) for p in q]",
    "global elsewhere": "p = 1\ndef g():\n    global p\n    p = 2\nf(p)",
    "match": "p = 1\nmatch x:\n    case p: pass\nf(p)",
}


def argument(program: Program) -> cst.BaseExpression:
    """What the first call of `f` is given."""
    return find_call(program).args[0].value


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
def test_no_definition_is_certain(text: str) -> None:
    program = program_of(text + "\n")
    assert definition(program, argument(program)) is None


CERTAIN = {
    "before": ("p = 1\nf(p)", "1"),
    "the last one": ("p = 1\np = 2\nf(p)", "2"),
    "on one line": ("p = 1; q = 2; f(p)", "1"),
    "annotated": ("p: int = 1\nf(p)", "1"),
    "two targets": ("p = q = 1\nf(p)", "1"),
    "in a with": ("with s:\n    p = 1\nwith t:\n    f(p)", "1"),
    "before a branch": ("p = 1\nif c:\n    f(p)", "1"),
    "other arm": ("p = 1\nif c:\n    p = 2\nelse:\n    f(p)", "1"),
    "in a loop": ("for i in q:\n    p = i\n    f(p)", "i"),
    "before a loop": ("p = 1\nfor i in q:\n    f(p)", "1"),
    "in a try": ("try:\n    p = 1\n    f(p)\nfinally:\n    pass", "1"),
    "in a function": ("def g(x):\n    p = x\n    return f(p)", "x"),
    "a function with its own": ("p = 1\ndef g():\n    p = 2\nf(p)", "1"),
    "its own new value": ("p = 1\np = f(p)", "1"),
    "attribute": ("class A:\n    def g(self):\n        self.p = 1\n        f(self.p)", "1"),
}


@pytest.mark.parametrize(("text", "value"), CERTAIN.values(), ids=CERTAIN)
def test_the_definition_is_certain(text: str, value: str) -> None:
    program = program_of(text + "\n")
    found = definition(program, argument(program))
    assert found is not None
    assert program.text(found.value) == value


def test_an_attribute_that_two_statements_set_is_not_certain() -> None:
    program = program_of(
        textwrap.dedent("""
            class A:
                def reset(self):
                    self.p = 0
                def g(self):
                    self.p = 1
                    self.reset()
                    f(self.p)
        """)
    )
    assert definition(program, argument(program)) is None


KEPT = {
    "nothing between": ("z = 1\np = h(z)\nf(p)", True),
    "set before": ("z = 1\np = h(z)\nz2 = 3\nf(p)", True),
    "set between": ("z = 1\np = h(z)\nz = 2\nf(p)", False),
    "set by the same statement": ("z = 1\nz = p = h(z)\nf(p)", False),
    "set in a branch": ("z = 1\np = h(z)\nif c:\n    z = 2\nf(p)", False),
    "set later in the loop of both": ("for i in q:\n    p = h(z)\n    f(p)\n    z = 2", True),
    "set later in a loop of the second": ("p = h(z)\nfor i in q:\n    f(p)\n    z = 2", False),
    "a statement that may not run": ("if c:\n    p = h(z)\nf(p)", False),
    "of a function": ("def g(z):\n    p = h(z)\n    return f(p)", True),
}


@pytest.mark.parametrize(("text", "kept"), KEPT.values(), ids=KEPT)
def test_whether_a_name_is_kept(text: str, kept: bool) -> None:
    program = program_of(text + "\n")
    since = next(
        node
        for node in nodes_of(program)
        if isinstance(node, cst.Assign) and isinstance(node.value, cst.Call) and program.text(node.value) == "h(z)"
    )
    assert is_unchanged(program, "z", since, argument(program)) is kept
