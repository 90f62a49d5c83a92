"""Expressions are replaced, wrapped and unwrapped; statements are written before others."""

from __future__ import annotations

import libcst as cst
import pytest
from edited import applied, find_call, nodes_of, program_of

from xent_lint.fixes.edits import insert_statement_before, replace, unwrap, wrap
from xent_lint.fixes.program import Program


def find(program: Program, text: str) -> cst.BaseExpression:
    """The first expression that is written like this."""
    return next(
        node
        for node in nodes_of(program)
        if isinstance(node, cst.BaseExpression) and type(node) is not cst.StarredElement and program.text(node) == text
    )


@pytest.mark.parametrize(
    ("before", "node", "text", "after"),
    [
        ("f(a)", "a", "b", "f(b)"),
        ("f((a))", "a", "b", "f((b))"),
        ("return_ = a if'x'else b", "'x'", "y", "return_ = a if y else b"),
        ("def g():\n    return-x", "-x", "y", "def g():\n    return y"),
        ("x = 'ä𝔸' + a", "a", "b", "x = 'ä𝔸' + b"),
        ("x = (\n  a +\n  b\n)", "a +\n  b", "c", "x = (\n  c\n)"),
    ],
)
def test_replace(before: str, node: str, text: str, after: str) -> None:
    program = program_of(before)
    assert applied(program, [replace(program, find(program, node), text)]) == after


WRAPPED = {
    "name": ("y = x", "x", "s(x)"),
    "operation": ("y = a + b", "a + b", "s(a + b)"),
    "parentheses": ("y = (a + b)", "a + b", "s((a + b))"),
    "lines": ("y = (\n  a +\n  b\n)", "a +\n  b", "s((\n  a +\n  b\n))"),
    "call": ("y = g(\n  a,\n)", "g(\n  a,\n)", "s(g(\n  a,\n))"),
    "generator": ("y = g(x for x in z)", "x for x in z", "g(s(x for x in z))"),
    "tuple": ("y = a, b", "a, b", "s((a, b))"),
    "walrus": ("y = g(a := b)", "a := b", "g(s(a := b))"),
    "lambda": ("y = lambda: a", "lambda: a", "s(lambda: a)"),
}


@pytest.mark.parametrize(("before", "node", "after"), WRAPPED.values(), ids=WRAPPED)
def test_wrap(before: str, node: str, after: str) -> None:
    program = program_of(before)
    result = applied(program, wrap(program, find(program, node), "s(", ")"))
    assert result == f"y = {after}"
    compile(result, "a.py", "exec")


@pytest.mark.parametrize(
    ("before", "node", "around", "after"),
    [
        ("g(x for x in z)", "x for x in z", ("s(", ", axis=-1)"), "g(s((x for x in z), axis=-1))"),
        ("g(a := b)", "a := b", ("s(", ", axis=-1)"), "g(s(a := b, axis=-1))"),
        ("g(a := b)", "a := b", ("s(x=", ")"), "g(s(x=(a := b)))"),
        ("y = a + b", "a + b", ("", ".numpy()"), "y = (a + b).numpy()"),
        ("y = a", "a", ("", ".numpy()"), "y = a.numpy()"),
        ("y = 1", "1", ("", ".real"), "y = (1).real"),
        ("y = a if b else c", "a if b else c", ("", " > 0"), "y = (a if b else c) > 0"),
        ("def g():\n    return(x)", "x", ("s(", ")"), "def g():\n    return s((x))"),
        ("y = a if(x)else b", "x", ("s(", ")[0] or z"), "y = a if s((x))[0] or z else b"),
        ("def g():\n    y = yield x", "yield x", ("s(", ")"), "def g():\n    y = s((yield x))"),
        ("g(*a)", "a", ("s(", ")"), "g(*s(a))"),
    ],
)
def test_wrap_gives_parentheses_where_they_are_needed(
    before: str, node: str, around: tuple[str, str], after: str
) -> None:
    program = program_of(before)
    result = applied(program, wrap(program, find(program, node), *around))
    assert result == after
    compile(result, "a.py", "exec")


UNWRAPPED = {
    "name": ("y = f(x)", "x", "y = x"),
    "keyword": ("y = f(x, axis=-1)", "x", "y = x"),
    "by keyword": ("y = f(axis=-1, logits=x)", "x", "y = x"),
    "lines": ("y = f(\n    x,\n    axis=-1,\n)", "x", "y = x"),
    "spaces": ("y = f ( x )", "x", "y = x"),
    "in an operation": ("y = f(a + b) * 2", "a + b", "y = (a + b) * 2"),
    "atom in an operation": ("y = f(g(a)) * 2", "g(a)", "y = g(a) * 2"),
    "argument": ("g(f(a + b))", "a + b", "g(a + b)"),
    "argument by keyword": ("g(k=f(a := b))", "a := b", "g(k=(a := b))"),
    "star": ("g(*f(a or b))", "a or b", "g(*(a or b))"),
    "own parentheses": ("y = f((a + b)) * 2", "a + b", "y = (a + b) * 2"),
    "the call's parentheses": ("y = (f(a + b)) * 2", "a + b", "y = (a + b) * 2"),
    "line break": ("y = f(\n    a +\n    b\n)", "a +\n    b", "y = (\n    a +\n    b\n)"),
    "line break in brackets": (
        "y = f(\n    g(\n        a,\n    )\n)",
        "g(\n        a,\n    )",
        "y = g(\n    a,\n)",
    ),
    "aligned": ("y = f(g(a,\n        b), c)", "g(a,\n        b)", "y = g(a,\n      b)"),
    "not aligned": ("y = f(g(\n    a,\n), c)", "g(\n    a,\n)", "y = g(\n    a,\n)"),
    "blank line": ("y = f(\n    g(\n\n        a,\n    )\n)", "g(\n\n        a,\n    )", "y = g(\n\n    a,\n)"),
    "text": ("y = f(\n    g(\n        '''a\n '''))", "g(\n        '''a\n ''')", "y = g(\n        '''a\n ''')"),
    "chain": ("y = f(\n    a\n    .b\n)", "a\n    .b", "y = (\n    a\n    .b\n)"),
    "generator": ("y = f(x for x in z)", "x for x in z", "y = (x for x in z)"),
    "number": ("y = f(1).real", "1", "y = (1).real"),
    "attribute": ("y = f(a).b", "a", "y = a.b"),
    "else": ("y = a if f(b)else c", "b", "y = a if b else c"),
    "callee in parentheses": ("def g():\n    return(f)(x)", "x", "def g():\n    return x"),
    "comment after the call": ("y = f(x)  # c\n", "x", "y = x  # c\n"),
    "braces": ("y = f'{f({1})}'", "{1}", "y = f'{({1})}'"),
    "lambda": ("y = f(lambda: a) or b", "lambda: a", "y = (lambda: a) or b"),
}


@pytest.mark.parametrize(("before", "inner", "after"), UNWRAPPED.values(), ids=UNWRAPPED)
def test_unwrap(before: str, inner: str, after: str) -> None:
    program = program_of(before)
    call = next(
        node
        for node in nodes_of(program)
        if isinstance(node, cst.Call) and program.text(node.func) == "f" and isinstance(node.func, cst.Name)
    )
    edits = unwrap(program, call, find(program, inner))
    assert edits is not None
    result = applied(program, edits)
    assert result == after
    compile(result, "a.py", "exec")


@pytest.mark.parametrize(
    "text",
    ["y = f(  # c\n  x)", "y = f(x,  # c\n)", "y = f(x, a=g(  # c\n  1))", "y = f(a=g(  # c\n  1), b=x)"],
)
def test_unwrap_loses_no_comment(text: str) -> None:
    program = program_of(text)
    assert unwrap(program, find_call(program), find(program, "x")) is None


def test_a_comment_inside_what_remains_stays() -> None:
    program = program_of("y = f(g(  # c\n  x))")
    edits = unwrap(program, find_call(program), find_call(program, "g"))
    assert edits is not None
    assert applied(program, edits) == "y = g(  # c\n  x)"


INSERTED = {
    "a line": ("a\nf()\nb\n", "a\nn = 1\nf()\nb\n"),
    "first line": ("f()", "n = 1\nf()"),
    "indented": ("if a:\n    f()\n", "if a:\n    n = 1\n    f()\n"),
    "tabs": ("if a:\n\tf()\n", "if a:\n\tn = 1\n\tf()\n"),
    "comment above": ("a\n# c\nf()\n", "a\n# c\nn = 1\nf()\n"),
    "first of a line": ("f(); b\n", "n = 1\nf(); b\n"),
    "last of a line": ("a; f()\n", "a; n = 1; f()\n"),
    "block on the line": ("if a: f()\n", "if a: n = 1; f()\n"),
    "carriage returns": ("a\r\nf()\r\n", "a\r\nn = 1\r\nf()\r\n"),
}


@pytest.mark.parametrize(("before", "after"), INSERTED.values(), ids=INSERTED)
def test_a_statement_is_inserted(before: str, after: str) -> None:
    program = program_of(before)
    statement = program.parent(find_call(program))
    assert isinstance(statement, cst.Expr)
    edits = insert_statement_before(program, statement, "n = 1")
    assert edits is not None
    assert applied(program, edits) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\n@d\n# c\n@e\ndef g(): pass\n", "a\nn = 1\n@d\n# c\n@e\ndef g(): pass\n"),
        ("if a:\n    if b: pass\n", "if a:\n    n = 1\n    if b: pass\n"),
        ("if a:\n    c\nelif b:\n    pass\n", None),
        ("if a:\n    c\nelse:\n    if b:\n        pass\n", "if a:\n    c\nelse:\n    n = 1\n    if b:\n        pass\n"),
    ],
)
def test_a_statement_is_inserted_before_a_compound_one(before: str, after: str | None) -> None:
    program = program_of(before)
    kinds = [node for node in nodes_of(program) if isinstance(node, cst.BaseCompoundStatement)]
    edits = insert_statement_before(program, kinds[-1], "n = 1")
    assert (None if edits is None else applied(program, edits)) == after


def test_a_statement_of_several_lines_is_indented() -> None:
    program = program_of("if a:\r\n  f()\r\n")
    statement = program.parent(find_call(program))
    assert isinstance(statement, cst.Expr)
    edits = insert_statement_before(program, statement, "if n:\n  m = 1")
    assert edits is not None
    assert applied(program, edits) == "if a:\r\n  if n:\r\n    m = 1\r\n  f()\r\n"


def test_a_block_is_not_inserted_between_two_statements_of_a_line() -> None:
    program = program_of("a; f()\n")
    statement = program.parent(find_call(program))
    assert isinstance(statement, cst.Expr)
    assert insert_statement_before(program, statement, "if n: m = 1") is None
