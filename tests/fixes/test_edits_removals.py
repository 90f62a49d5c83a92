"""Arguments, elements and statements go with what belongs to them, and never with a comment."""

from __future__ import annotations

import libcst as cst
import pytest
from edited import applied, find_call, nodes_of, program_of

from xent_lint.diagnostics import Edit
from xent_lint.fixes.edits import remove_argument, remove_element, remove_statement
from xent_lint.fixes.program import Program

CASES = {
    "only": ("f(k=1)", "f()"),
    "only, comma": ("f(k=1,)", "f()"),
    "only, lines": ("f(\n    k=1,\n)", "f()"),
    "only, comment": ("f(\n    k=1,  # c\n)", None),
    "only, comment line": ("f(\n    # c\n    k=1,\n)", None),
    "first": ("f(k=1, b=2)", "f(b=2)"),
    "middle": ("f(a, k=1, b=2)", "f(a, b=2)"),
    "last": ("f(a, k=1)", "f(a)"),
    "last, comma": ("f(a, k=1,)", "f(a,)"),
    "parentheses": ("f((a), k=(1), b=2)", "f((a), b=2)"),
    "alone, first": ("f(\n    k=1,\n    b=2,\n)", "f(\n    b=2,\n)"),
    "alone, middle": ("f(\n    a,\n    k=1,\n    b=2,\n)", "f(\n    a,\n    b=2,\n)"),
    "alone, last": ("f(\n    a,\n    k=1,\n)", "f(\n    a,\n)"),
    "alone, last, no comma": ("f(\n    a,\n    k=1\n)", "f(\n    a\n)"),
    "alone, last, closed": ("f(a,\n  k=1)", "f(a)"),
    "alone, several lines": ("f(\n    a,\n    k=g(\n        1\n    ),\n    b=2,\n)", "f(\n    a,\n    b=2,\n)"),
    "alone, several lines, comment": ("f(\n    a,\n    k=g(\n        1  # c\n    ),\n    b=2,\n)", None),
    "alone, its comment": ("f(\n    a,\n    k=1,  # c\n    b=2,\n)", None),
    "alone, last, its comment": ("f(\n    a,\n    k=1  # c\n)", None),
    "alone, comment before": ("f(\n    a,  # c\n    k=1,\n)", "f(\n    a,  # c\n)"),
    "alone, comment before, no comma": ("f(\n    a,  # c\n    k=1\n)", "f(\n    a  # c\n)"),
    "alone, comment before, closed": ("f(a,  # c\n  k=1)", "f(a,  # c\n  )"),
    "comment before, comma, closed": ("f(a,  # c\n  k=1,)", "f(a,  # c\n  )"),
    "alone, comment line": ("f(\n    a,\n    # c\n    k=1,\n    b=2,\n)", "f(\n    a,\n    # c\n    b=2,\n)"),
    "first of two lines": ("f(k=1,\n  b=2)", "f(b=2)"),
    "first of two lines, comment": ("f(k=1,  # c\n  b=2)", None),
    "end of a line": ("f(a, k=1,\n  b=2)", "f(a,\n  b=2)"),
    "end of a line, comment": ("f(a, k=1,  # c\n  b=2)", "f(a,  # c\n  b=2)"),
    "begin of a line": ("f(a,\n  k=1, b=2)", "f(a,\n  b=2)"),
    "end of the last line": ("f(\n  a, k=1\n)", "f(\n  a\n)"),
    "commas first": ("f(a\n  , k=1\n  , b=2\n  )", "f(a\n  , b=2\n  )"),
    "commas first, first": ("f(\n    k=1\n  , b=2\n  )", "f(\n    b=2\n  )"),
    "commas first, last": ("f(a\n  , k=1\n  )", "f(a\n  )"),
    "backslash": ("f(a, \\\n  k=1)", "f(a)"),
    "before a mapping": ("f(a, k=1, **b)", "f(a, **b)"),
    "carriage returns": ("f(\r\n  a,\r\n  k=1,\r\n)\r\n", "f(\r\n  a,\r\n)\r\n"),
    "not ASCII": ("'ä𝔸'; f('ö𝔹', k='ü𝔻', b=2)", "'ä𝔸'; f('ö𝔹', b=2)"),
}


def result(program: Program, edits: tuple[Edit, ...] | None) -> str | None:
    return None if edits is None else applied(program, edits)


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_an_argument_is_removed(before: str, after: str | None) -> None:
    program = program_of(before)
    call = find_call(program)
    arg = next(arg for arg in call.args if arg.keyword is not None and arg.keyword.value == "k")
    assert result(program, remove_argument(program, call, arg)) == after


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("f(a, b)", 0, None),
        ("f(a, *b)", 0, None),
        ("f(*a, b)", 0, None),
        ("f(a, b)", 1, "f(a)"),
        ("f(a, k=1)", 0, "f(k=1)"),
        ("f(a, **b)", 0, "f(**b)"),
        ("f(a, **b)", 1, "f(a)"),
        ("f(k=1, *a)", 0, "f(*a)"),
        ("f(x for x in y)", 0, "f()"),
    ],
)
def test_arguments_by_position_do_not_move_up(before: str, index: int, after: str | None) -> None:
    program = program_of(before)
    call = find_call(program)
    assert result(program, remove_argument(program, call, call.args[index])) == after


ELEMENTS = {
    "only of a list": ("[x]", "[]"),
    "only of a list, lines": ("[\n    x,\n]", "[]"),
    "only of a list, comment": ("[\n    x,  # c\n]", None),
    "only of a tuple": ("(x,)", "()"),
    "only of a bare tuple": ("y = x,", None),
    "only of a set": ("{x}", None),
    "first of a list": ("[x, a]", "[a]"),
    "last of a list": ("[a, x]", "[a]"),
    "middle of a list": ("[a, x, b]", "[a, b]"),
    "of a set": ("{a, x}", "{a}"),
    "first of two": ("(x, a)", "(a,)"),
    "first of two, comma": ("(x, a,)", "(a,)"),
    "last of two": ("(a, x)", "(a,)"),
    "last of two, comma": ("(a, x,)", "(a,)"),
    "last of two, lines": ("(\n    a,\n    x\n)", "(\n    a,\n)"),
    "last of two, comment": ("(\n    a,  # c\n    x\n)", "(\n    a,  # c\n)"),
    "first of two, bare": ("y = x, a", "y = a,"),
    "last of two, bare": ("y = a, x", "y = a,"),
    "last of three": ("(a, b, x)", "(a, b)"),
    "last of three, bare": ("y = a, b, x", "y = a, b"),
    "bare, lines": ("y = a, \\\n    x\n", "y = a,\n"),
    "bare, comma, lines": ("y = a, b, \\\n    x,\n", "y = a, b,\n"),
    "tuple twice in parentheses": ("((x, a))", "((a,))"),
    "list in parentheses": ("([x, a])", "([a])"),
    "alone": ("[\n    a,\n    x,\n    b,\n]", "[\n    a,\n    b,\n]"),
    "alone, its comment": ("[\n    a,\n    x,  # c\n    b,\n]", None),
    "a list of a list": ("[a, [x, b]]", "[a, [b]]"),
    "for": ("for y in a, x:\n    pass", "for y in a,:\n    pass"),
    "star": ("[*a, x]", "[*a]"),
    "in parentheses": ("[(a), (x), (b)]", "[(a), (b)]"),
}


@pytest.mark.parametrize(("before", "after"), ELEMENTS.values(), ids=ELEMENTS)
def test_an_element_is_removed(before: str, after: str | None) -> None:
    program = program_of(before)
    element = next(
        node
        for node in nodes_of(program)
        if isinstance(node, cst.Element) and isinstance(node.value, cst.Name) and node.value.value == "x"
    )
    assert result(program, remove_element(program, element)) == after


STATEMENTS = {
    "only of the file": ("f()\n", ""),
    "only of the file, no line end": ("f()", ""),
    "a line": ("a\nf()\nb\n", "a\nb\n"),
    "the last line": ("a\nf()", "a"),
    "comment above": ("# c\nf()\nb\n", "# c\nb\n"),
    "comment at the end": ("a\nf()  # c\nb\n", "a\n# c\nb\n"),
    "comment at the end, indented": ("if a:\n    b\n    f() # c\n", "if a:\n    b\n    # c\n"),
    "comment inside": ("f(  # c\n)\nb\n", None),
    "several lines": ("a\nf(\n  1,\n)\nb\n", "a\nb\n"),
    "only of a block": ("if a:\n    f()\nb\n", "if a:\n    pass\nb\n"),
    "only of a block, comment": ("if a:\n    f()  # c\nb\n", "if a:\n    pass  # c\nb\n"),
    "only of a block, comment inside": ("if a:\n    f(  # c\n    )\nb\n", None),
    "block on the line": ("if a: f()\n", "if a: pass\n"),
    "two in a block on the line": ("if a: f(); b\n", "if a: b\n"),
    "first of a line": ("f(); b\n", "b\n"),
    "middle of a line": ("a; f(); b\n", "a; b\n"),
    "last of a line": ("a; f()\n", "a\n"),
    "last of a line, semicolon": ("a; f();\n", "a;\n"),
    "semicolon": ("a\nf();\nb\n", "a\nb\n"),
    "semicolon, comment": ("a\nf(); # c\nb\n", "a\n# c\nb\n"),
    "tabs": ("if a:\n\tb\n\tf()\n", "if a:\n\tb\n"),
    "carriage returns": ("a\r\nf()\r\nb\r\n", "a\r\nb\r\n"),
    "backslash": ("a\nf \\\n  ()\nb\n", "a\nb\n"),
}


def find_statement(program: Program) -> cst.BaseSmallStatement:
    """The statement `f(...)`."""
    statement = program.parent(find_call(program))
    assert isinstance(statement, cst.Expr)
    return statement


@pytest.mark.parametrize(("before", "after"), STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement_is_removed(before: str, after: str | None) -> None:
    program = program_of(before)
    assert result(program, remove_statement(program, find_statement(program))) == after


def test_a_line_is_removed_as_a_whole() -> None:
    program = program_of("a\nf(); g()\nb\n")
    line = program.parent(find_statement(program))
    assert isinstance(line, cst.SimpleStatementLine)
    assert result(program, remove_statement(program, line)) == "a\nb\n"
