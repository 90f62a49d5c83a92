"""Edits of generated layouts: what comes out parses, keeps every comment, and means what was asked for."""

from __future__ import annotations

import ast
import io
import os
import re
import tokenize
from collections import Counter
from collections.abc import Callable

import libcst as cst
from edited import applied, find_call, nodes_of, program_of
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.program import Program

GAPS = ["", "", "", " ", "  ", "\t", "\n    ", "\n", "  # c?\n    ", "\n    # c?\n  ", " \\\n  ", "# c?\n"]
VALUES = ["x", "(x)", "'#,)'", "g(1, 2)", "g(\n  1,  # c?\n)", "(\n  x +\n  1)", "x + 1", "[x, 1]", "lambda: x", "'ä𝔸'"]
ONLY_BY_POSITION = ["x := 1"]
CONTEXTS = [
    "y = @",
    "@",
    "@  # c?",
    "y = @  # c?",
    "if x:\n    y = @\n",
    "if x: @",
    "x; @; y  # c?",
    "def h():\n\treturn @  # c?\n",
    "y = [1, @, 2]",
    "y = h(@, k=2)",
    "y = @.a * 2",
    "y = not @or x",
    "y = 'ö𝔹', @",
    "with @ as y:\n    pass",
    "y = x if @else 1",
    "@d\ndef h(a=@): pass",
]
NEWLINES = ["\n", "\r\n", "\r"]
EXAMPLES = int(os.environ.get("XENT_LINT_EXAMPLES", "300"))


def parses(text: str) -> bool:
    """Whether it is a program."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def numbered(text: str) -> str:
    """Every comment becomes another one."""
    numbers = iter(range(1000))
    return re.sub(r"# c\?", lambda _: f"# c{next(numbers)}", text)


def finished(draw: st.DrawFn, whole: str) -> Program:
    """The program of an expression in some place, with one kind of line ends."""
    if draw(st.integers(0, 4)) == 0:
        whole = f"({whole})"
    text = numbered(draw(st.sampled_from(CONTEXTS)).replace("@", whole))
    assume(parses(text))
    text = text.replace("\n", draw(st.sampled_from(NEWLINES)))
    note(repr(text))
    return program_of(text)


def separated(draw: st.DrawFn, items: list[str]) -> str:
    """Things with commas and any white space between them."""
    gaps = st.sampled_from(GAPS)
    comma = bool(items) and draw(st.booleans())
    text = draw(gaps)
    for index, item in enumerate(items):
        text += item + draw(gaps)
        if index < len(items) - 1 or comma:
            text += "," + draw(gaps)
    return text


@st.composite
def calls(draw: st.DrawFn) -> Program:
    """Any call of `f` in any place. A keyword `k` may be among the arguments."""
    positional = draw(st.lists(st.sampled_from(VALUES + ONLY_BY_POSITION), max_size=3))
    stars = draw(st.sampled_from([[], [], ["*x"], ["*g(x)"]]))
    names = draw(st.permutations(["a", "k", "b"]))[: draw(st.integers(0, 3))]
    keywords = [f"{name}={draw(st.sampled_from(VALUES))}" for name in names]
    mappings = draw(st.sampled_from([[], [], ["**x"], ["**x", "**g(x)"]]))
    inside = separated(draw, [*positional, *stars, *keywords, *mappings])
    if draw(st.integers(0, 9)) == 0:
        inside = "x for x in y"
    return finished(draw, f"f{draw(st.sampled_from(['', ' ']))}({inside})")


@st.composite
def displays(draw: st.DrawFn) -> Program:
    """A list, tuple or set of distinct elements, in any place."""
    opening, closing = draw(st.sampled_from([("[", "]"), ("(", ")"), ("{", "}")]))
    values = draw(st.lists(st.sampled_from(VALUES), max_size=3))
    inside = separated(draw, ["e1", *values])
    return finished(draw, f"{opening}{inside}{closing}")


def comments(text: str) -> Counter[str]:
    """All comments."""
    tokens = tokenize.generate_tokens(io.StringIO(text, newline=None).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


class Exchange(ast.NodeTransformer):
    """Puts something in the place of each call of a function."""

    def __init__(self, callee: str, into: Callable[[ast.Call], ast.AST]) -> None:
        self.callee = callee
        self.into = into

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return self.into(node) if isinstance(node.func, ast.Name) and node.func.id == self.callee else node


def exchanged(text: str, callee: str, into: Callable[[ast.Call], ast.AST]) -> str:
    """The tree of a program with something in the place of each call of a function."""
    return ast.dump(Exchange(callee, into).visit(ast.parse(text)))


def result(program: Program, found: tuple[Edit, ...] | None) -> str | None:
    """The text after the edits, with all of its comments."""
    if found is None:
        return None
    after = applied(program, found)
    assert comments(after) == comments(program.source.text)
    return after


def given_calls(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test on generated calls."""
    quick = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    return quick(given(calls(), st.data())(test))


@given_calls
def test_set_keyword(program: Program, data: st.DataObject) -> None:
    before = program.source.text
    call = find_call(program)
    after = result(program, edits.set_keyword(program, call, "k", "new(1)"))
    if after is None:
        assert any(arg.keyword is not None and arg.keyword.value == "k" for arg in call.args)
        assert "#" in before
        return

    def with_new(node: ast.Call) -> ast.AST:
        new = ast.keyword("k", ast.parse("new(1)", mode="eval").body)
        places = [index for index, keyword in enumerate(node.keywords) if keyword.arg == "k"]
        if places:
            node.keywords[places[0]] = new
        else:
            named = [index for index, keyword in enumerate(node.keywords) if keyword.arg is not None]
            node.keywords.insert(named[-1] + 1 if named else 0, new)
        return node

    assert exchanged(before, "f", with_new) == exchanged(after, "f", lambda node: node)


@given_calls
def test_set_argument(program: Program, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, 3))
    call = find_call(program)
    after = result(program, edits.set_argument(program, call, index, "k", "new(1)"))
    if after is None:
        assert "#" in program.source.text or any(arg.star == "*" for arg in call.args)
        return
    seen: list[ast.Call] = []
    exchanged(after, "f", lambda node: seen.append(node) or node)  # type: ignore[func-returns-value]
    (found,) = seen
    by_name = [keyword.value for keyword in found.keywords if keyword.arg == "k"]
    values = by_name or found.args[index : index + 1]
    assert [ast.unparse(value) for value in values] == ["new(1)"]


@given_calls
def test_remove_argument(program: Program, data: st.DataObject) -> None:
    before = program.source.text
    call = find_call(program)
    assume(call.args)
    number = data.draw(st.integers(0, len(call.args) - 1))
    arg = call.args[number]
    after = result(program, edits.remove_argument(program, call, arg))
    by_position = arg.keyword is None and arg.star != "**"
    if after is None:
        assert "#" in before or by_position
        return
    same_kind = [each for each in call.args if (each.keyword is None and each.star != "**") == by_position]
    index = next(index for index, each in enumerate(same_kind) if each is arg)

    def without(node: ast.Call) -> ast.AST:
        del (node.args if by_position else node.keywords)[index]
        return node

    assert exchanged(before, "f", without) == exchanged(after, "f", lambda node: node)


@given_calls
def test_unwrap(program: Program, data: st.DataObject) -> None:
    before = program.source.text
    call = find_call(program)
    plain = [arg for arg in call.args if not arg.star]
    assume(plain)
    arg = data.draw(st.sampled_from(plain))
    after = result(program, edits.unwrap(program, call, arg.value))
    if after is None:
        assert "#" in before
        return
    number = [each for each in call.args if each.keyword is None].index(arg) if arg.keyword is None else 0

    def inner(node: ast.Call) -> ast.AST:
        if arg.keyword is None:
            return node.args[number]
        return next(keyword.value for keyword in node.keywords if arg.keyword and keyword.arg == arg.keyword.value)

    assert exchanged(before, "f", inner) == ast.dump(ast.parse(after))


@given_calls
def test_wrap(program: Program, data: st.DataObject) -> None:
    call = find_call(program)
    node = data.draw(st.sampled_from([call, *(arg.value for arg in call.args)]))
    after = result(program, edits.wrap(program, node, "w(", data.draw(st.sampled_from([")", ", axis=-1)", ").real"]))))
    assert after is not None
    if ").real" in after:
        after = after.replace(").real", ")")
    assert exchanged(after, "w", lambda node: node.args[0]) == ast.dump(ast.parse(program.source.text))


@given_calls
def test_statements(program: Program, data: st.DataObject) -> None:
    before = program.source.text
    statement = next(
        node
        for node in program.ancestors(find_call(program))
        if isinstance(node, cst.BaseSmallStatement | cst.BaseCompoundStatement)
    )
    after = result(program, edits.insert_statement_before(program, statement, "n = 1"))
    assert after is not None
    lines = ast.dump(ast.parse(after)).replace(ast.dump(ast.parse("n = 1").body[0]) + ", ", "")
    assert lines == ast.dump(ast.parse(before))
    if isinstance(statement, cst.BaseSmallStatement):
        after = result(program, edits.remove_statement(program, statement))
        if after is None:
            assert "#" in before
            return
        assert "f" not in {node.id for node in ast.walk(ast.parse(after)) if isinstance(node, ast.Name)}
        gone = sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(before)))
        left = [node for node in ast.walk(ast.parse(after)) if isinstance(node, ast.stmt)]
        assert len(left) - sum(isinstance(node, ast.Pass) for node in left) == gone - 1


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(displays(), st.data())
def test_remove_element(program: Program, data: st.DataObject) -> None:
    before = program.source.text
    kinds = cst.List | cst.Tuple | cst.Set
    holders = [node for node in nodes_of(program) if isinstance(node, kinds)]
    found = [node for node in holders if any(program.text(each) == "e1" for each in node.elements)]
    assume(found)  # `(e1)` is no tuple
    display = found[0]
    number = data.draw(st.integers(0, len(display.elements) - 1))
    after = result(program, edits.remove_element(program, display.elements[number]))
    if after is None:
        assert "#" in before or (len(display.elements) == 1 and not isinstance(display, cst.List))
        return
    tree = ast.parse(before)
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and "e1" in [getattr(each, "id", "") for each in node.elts]:
            del node.elts[number]
            break
    assert ast.dump(tree) == ast.dump(ast.parse(after))
