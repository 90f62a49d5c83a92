"""A keyword is set in the style of its call."""

from __future__ import annotations

import pytest
from edited import applied, find_call, program_of

from xent_lint.fixes.edits import set_argument, set_keyword

APPENDED = {
    "none": ("f()", "f(k=1)"),
    "blank": ("f( )", "f(k=1)"),
    "blank lines": ("f(\n)", "f(k=1)"),
    "only a comment": ("f(  # c\n)", "f(  # c\n    k=1\n)"),
    "only a comment line": ("f(\n  # c\n)", "f(\n  # c\n  k=1\n)"),
    "one line": ("f(a, b=2)", "f(a, b=2, k=1)"),
    "one line, comma": ("f(a, b=2,)", "f(a, b=2, k=1,)"),
    "one line, comment": ("f(a, b=2  # c\n)", "f(a, b=2, k=1  # c\n)"),
    "parentheses": ("f((a))", "f((a), k=1)"),
    "one a line": ("f(\n    a,\n    b=2\n)", "f(\n    a,\n    b=2,\n    k=1\n)"),
    "one a line, comma": ("f(\n    a,\n    b=2,\n)", "f(\n    a,\n    b=2,\n    k=1,\n)"),
    "one a line, comment": ("f(\n    a,\n    b=2  # c\n)", "f(\n    a,\n    b=2,  # c\n    k=1\n)"),
    "one a line, comma, comment": ("f(\n    a,\n    b=2,  # c\n)", "f(\n    a,\n    b=2,  # c\n    k=1,\n)"),
    "one a line, comment line": ("f(\n    a,\n    # c\n)", "f(\n    a,\n    k=1,\n    # c\n)"),
    "aligned": ("f(a,\n  b=2)", "f(a,\n  b=2,\n  k=1)"),
    "aligned, comment": ("f(a,  # c\n  b=2)", "f(a,  # c\n  b=2,\n  k=1)"),
    "two a line": ("f(a, b,\n  c, d)", "f(a, b,\n  c, d, k=1)"),
    "two and one": ("f(a, b,\n  c)", "f(a, b,\n  c, k=1)"),
    "tabs": ("f(\n\ta,\n\tb=2,\n)", "f(\n\ta,\n\tb=2,\n\tk=1,\n)"),
    "backslash": ("f(a, \\\n  b)", "f(a, \\\n  b,\n  k=1)"),
    "value of several lines": ("f(g(\n    a,\n))", "f(g(\n    a,\n), k=1)"),
    "commas first": ("f(a\n  , b\n  )", "f(a\n  , b, k=1\n  )"),
    "comma on the next line": ("f(\n  a  # c\n  ,\n)", "f(\n  a, k=1  # c\n  ,\n)"),
    "star": ("f(*a)", "f(*a, k=1)"),
    "double star": ("f(**a)", "f(k=1, **a)"),
    "several double stars": ("f(x, **a, **b)", "f(x, k=1, **a, **b)"),
    "double star, one a line": ("f(\n    x,\n    **a,\n)", "f(\n    x,\n    k=1,\n    **a,\n)"),
    "double star before the last": ("f(**a, b=2)", "f(**a, b=2, k=1)"),
    "generator": ("f(x for x in y)", "f((x for x in y), k=1)"),
    "generator in parentheses": ("f((x for x in y))", "f((x for x in y), k=1)"),
    "assignment": ("f(x := 2)", "f(x := 2, k=1)"),
    "lambda": ("f(lambda: 0)", "f(lambda: 0, k=1)"),
    "not ASCII": ("'ä𝔸'; f('ö𝔹')", "'ä𝔸'; f('ö𝔹', k=1)"),
    "carriage returns": ("f(\r\n  a,\r\n)\r\n", "f(\r\n  a,\r\n  k=1,\r\n)\r\n"),
    "old Macintosh": ("f(\r  a,\r)\r", "f(\r  a,\r  k=1,\r)\r"),
}


@pytest.mark.parametrize(("before", "after"), APPENDED.values(), ids=APPENDED)
def test_a_keyword_is_appended(before: str, after: str) -> None:
    program = program_of(before)
    edits = set_keyword(program, find_call(program), "k", "1")
    assert edits is not None
    assert applied(program, edits) == after


REPLACED = {
    "plain": ("f(a, k=2, b=3)", "f(a, k=1, b=3)"),
    "spaces": ("f(a, k = 2 )", "f(a, k = 1 )"),
    "parentheses": ("f(k=(2))", "f(k=1)"),
    "comment after": ("f(\n  k=2,  # c\n)", "f(\n  k=1,  # c\n)"),
    "several lines": ("f(k=g(\n  2\n), b=3)", "f(k=1, b=3)"),
    "the same": ("f(k=1)", "f(k=1)"),
}


@pytest.mark.parametrize(("before", "after"), REPLACED.values(), ids=REPLACED)
def test_a_written_keyword_is_replaced(before: str, after: str) -> None:
    program = program_of(before)
    edits = set_keyword(program, find_call(program), "k", "1")
    assert edits is not None
    assert applied(program, edits) == after


def test_what_is_the_same_already_needs_no_edit() -> None:
    program = program_of("f(k=1)")
    assert set_keyword(program, find_call(program), "k", "1") == ()


def test_a_comment_inside_the_value_is_not_replaced() -> None:
    program = program_of("f(k=g(  # why\n  2))")
    assert set_keyword(program, find_call(program), "k", "1") is None


ARGUMENTS = {
    "by position": ("f(a, 2, 3)", 1, "f(a, 1, 3)"),
    "by position, parentheses": ("f(a, (2), 3)", 1, "f(a, 1, 3)"),
    "by keyword": ("f(a, k=2)", 1, "f(a, k=1)"),
    "not given": ("f(a)", 1, "f(a, k=1)"),
    "far away": ("f(a)", 4, "f(a, k=1)"),
    "before a star": ("f(2, *a)", 0, "f(1, *a)"),
    "keyword after a star": ("f(*a, k=2)", 1, "f(*a, k=1)"),
    "after a mapping": ("f(**a)", 0, "f(k=1, **a)"),
}


@pytest.mark.parametrize(("before", "index", "after"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_an_argument_is_set(before: str, index: int, after: str) -> None:
    program = program_of(before)
    edits = set_argument(program, find_call(program), index, "k", "1")
    assert edits is not None
    assert applied(program, edits) == after


@pytest.mark.parametrize("text", ["f(*a)", "f(x, *a)", "f(x=2, *a)"])
def test_behind_a_star_the_position_is_unknown(text: str) -> None:
    program = program_of(text)
    assert set_argument(program, find_call(program), 1, "k", "1") is None
