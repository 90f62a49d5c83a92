"""One round of fixes: what is applied, what waits, what is refused; and no byte outside the edits changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import (
    DISPLAY_ONLY,
    SAFE,
    UNSAFE,
    finding,
    insertion,
    of_fixes,
    replacement,
    replacing,
    row_insertion,
    span,
)

from xent_lint.diagnostics import Applicability, Edit, Fix, Position, Span
from xent_lint.fixes.apply import ALSO_UNSAFE, SAFE_ONLY, apply
from xent_lint.source import Source

TEXT = "import keras\na = f(b, c)\nd = g(a)  # why\n"


def program(text: str = TEXT) -> Source:
    return Source.from_bytes("m.py", text.encode())


def test_all_edits_of_a_fix_are_applied_wherever_they_stand() -> None:
    source = program()
    result = apply(source, [replacing(source, {"g(a)": "h(a, a)", "b, c": "c"})], SAFE_ONLY)
    assert result.source.text == "import keras\na = f(c)\nd = h(a, a)  # why\n"
    assert len(result.fixed) == 1
    assert source.text == TEXT


@pytest.mark.parametrize(
    ("applicability", "by_safe", "by_unsafe"),
    [(SAFE, True, True), (UNSAFE, False, True), (DISPLAY_ONLY, False, False)],
)
def test_only_fixes_of_the_wanted_kind_are_applied(
    applicability: Applicability, by_safe: bool, by_unsafe: bool
) -> None:
    source = program()
    found = [replacing(source, {"b": "z"}, applicability=applicability)]
    assert bool(apply(source, found, SAFE_ONLY).fixed) == by_safe
    assert bool(apply(source, found, ALSO_UNSAFE).fixed) == by_unsafe
    assert not apply(source, found, list(Applicability)).fixed or applicability is not DISPLAY_ONLY


def test_only_the_first_fix_is_ever_applied() -> None:
    source = program()
    shown = Fix("this", DISPLAY_ONLY, (replacement(source, "b", "z"),))
    safe = Fix("that", SAFE, (replacement(source, "c", "z"),))
    assert apply(source, [of_fixes(shown, safe, at=span(source, "f"))], ALSO_UNSAFE).source == source
    assert "f(b, z)" in apply(source, [of_fixes(safe, shown, at=span(source, "f"))], ALSO_UNSAFE).source.text


def test_the_same_fix_of_two_findings_is_applied_once_and_fixes_both() -> None:
    source = program()
    one, other = insertion(source, "b", "x, "), replacement(source, "d", "e")
    found = [finding(one, other, code="XEN101"), finding(other, one, code="XEN301")]
    result = apply(source, found, SAFE_ONLY)
    assert result.source.text == "import keras\na = f(x, b, c)\ne = g(a)  # why\n"
    assert {diagnostic.code for diagnostic in result.fixed} == {"XEN101", "XEN301"}


def test_the_same_edits_called_unsafe_by_one_finding_are_not_applied_as_safe() -> None:
    source = program()
    found = [replacing(source, {"b": "z"}), replacing(source, {"b": "z"}, applicability=UNSAFE)]
    assert apply(source, found, SAFE_ONLY).fixed == ()
    assert len(apply(source, found, ALSO_UNSAFE).fixed) == 2


def test_an_earlier_fix_goes_first_and_the_other_waits_whole() -> None:
    source = program()
    first = replacing(source, {"f(b": "k(0", "d": "e"})
    second = replacing(source, {"b, c": "z", "g": "h"})
    for found in ([first, second], [second, first]):
        result = apply(source, found, SAFE_ONLY)
        assert result.source.text == "import keras\na = k(0, c)\ne = g(a)  # why\n"
        assert result.fixed == (first,)
        assert result.refused == ()


def test_different_insertions_at_one_place_are_a_conflict_and_equal_ones_are_one() -> None:
    source = program()
    line = row_insertion(2, "import x\n")
    one, other = finding(line, replacement(source, "b", "y")), finding(line, replacement(source, "g", "h"))
    both = apply(source, [one, other], SAFE_ONLY)
    assert both.source.text == "import keras\nimport x\na = f(y, c)\nd = h(a)  # why\n"
    assert len(both.fixed) == 2
    different = finding(row_insertion(2, "import z\n"), replacement(source, "g", "h"))
    assert len(apply(source, [one, different], SAFE_ONLY).fixed) == 1


def test_an_insertion_at_the_edge_of_what_another_fix_replaces_waits() -> None:
    source = program()
    found = [replacing(source, {"b": "z"}), finding(insertion(source, ", c", ", y"))]
    assert len(apply(source, found, SAFE_ONLY).fixed) == 1


def test_insertions_of_one_fix_at_one_place_keep_their_order() -> None:
    source = program()
    two = finding(row_insertion(2, "import x\n"), row_insertion(2, "import y\n"))
    assert apply(source, [two], SAFE_ONLY).source.text.startswith("import keras\nimport x\nimport y\na = ")


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        (((2, 4, 2, 8, "x", None), (2, 6, 2, 9, "y", None)), "has edits that overlap each other"),
        (((9, 0, 9, 1, "x", None),), "edits a place outside the text"),
        (((1, 0, 1, 13, "x", None),), "edits a place outside the text"),
        (((2, 5, 2, 4, "x", None),), "has an edit that ends before it begins"),
        (((2, 0, 2, 0, "x", 3),), "edits a cell that is not there"),
        (((2, 4, 2, 8, "x = =", None),), "gives text that does not parse"),
    ],
)
def test_a_fix_that_cannot_be_is_a_defect_and_the_others_are_applied(
    edits: tuple[tuple[int, int, int, int, str, int | None], ...], reason: str
) -> None:
    source = program()
    made = [Edit(Span("m.py", Position(a, b), Position(c, d), cell), text) for a, b, c, d, text, cell in edits]
    bad, good = finding(*made, code="XEN101"), replacing(source, {"g": "h"})
    result = apply(source, [bad, good], SAFE_ONLY)
    assert result.source.text == TEXT.replace("g", "h")
    assert result.fixed == (good,)
    (refusal,) = result.refused
    assert (refusal.reason, refusal.defect, refusal.diagnostics) == (reason, True, (bad,))


def test_fixes_that_parse_alone_and_not_together_wait_for_each_other() -> None:
    source = program("f(a)\n")
    one, other = finding(insertion(source, "a", "*b, ")), finding(insertion(source, ")", "=1"))
    assert [apply(source, [each], SAFE_ONLY).refused for each in (one, other)] == [(), ()]
    three = finding(replacement(source, "f", "k=f"))
    result = apply(source, [one, three], SAFE_ONLY)
    assert result.source.text == "k=f(*b, a)\n"
    apart = [finding(insertion(program("x = 1\n"), "x", "y: ")), finding(insertion(program("x = 1\n"), "=", "+"))]
    result = apply(program("x = 1\n"), apart, SAFE_ONLY)
    assert (result.fixed, result.refused) == ((apart[0],), ())


@pytest.mark.parametrize(
    ("text", "old", "new", "refused"),
    [
        ("x = f(  # keep\n    1)\n", (1, 4, 2, 6), "g(1)", True),
        ("x = f(  # keep\n    1)\n", (1, 4, 2, 6), "g(1)  # keep", False),
        ("x = '# no comment'\n", (1, 4, 1, 18), "1", False),
        ("x = 1  # a\ny = 2  # a\n", (1, 0, 2, 0), "", True),
        ("x = 1\r\ny = 2  # a\r\n", (1, 0, 2, 0), "", False),
    ],
)
def test_a_comment_is_never_deleted(text: str, old: tuple[int, int, int, int], new: str, refused: bool) -> None:
    start, end = Position(*old[:2]), Position(*old[2:])
    result = apply(program(text), [finding(Edit(Span("m.py", start, end), new))], SAFE_ONLY)
    assert [(each.reason, each.defect) for each in result.refused] == [("would delete a comment", False)] * refused
    assert bool(result.fixed) != refused


def test_edits_in_another_file_are_never_applied() -> None:
    source = program()
    elsewhere = Edit(Span("n.py", Position(1, 0), Position(1, 6)), "x")
    assert apply(source, [finding(replacement(source, "b", "z"), elsewhere)], ALSO_UNSAFE).source == source
    assert apply(source, [finding(elsewhere)], ALSO_UNSAFE).fixed == ()


def test_a_fix_that_changes_nothing_is_not_counted() -> None:
    source = program()
    assert apply(source, [replacing(source, {"b": "b"})], SAFE_ONLY).fixed == ()


@pytest.mark.parametrize(
    ("text", "edit", "fixed"),
    [
        ("x = 1\r\ny = 2", row_insertion(2, "a\nb\n"), "x = 1\r\na\r\nb\r\ny = 2"),
        ("x = 1\ny = 2\r\nz\n", row_insertion(3, "a\n"), "x = 1\ny = 2\r\na\nz\n"),
        ("x = 1\ny = 2\r\nz", row_insertion(3, "a\n"), "x = 1\ny = 2\r\na\r\nz"),
        ("x = 1\ry = 2\r", row_insertion(2, "a\n"), "x = 1\ra\ry = 2\r"),
        ("x = 1", row_insertion(2, "y = 2\n"), "x = 1\ny = 2"),
        ("\ufeffx = 1\n", row_insertion(1, "a\n"), "\ufeffa\nx = 1\n"),
        ("\x0cx = '\u2028'\ny = 1\n", row_insertion(2, "a\n"), "\x0cx = '\u2028'\na\ny = 1\n"),
        ("x = 'é'; y = 1\n", Edit(Span("m.py", Position(1, 9), Position(1, 10)), "z"), "x = 'é'; z = 1\n"),
    ],
)
def test_line_ends_and_odd_characters_stay(text: str, edit: Edit, fixed: str) -> None:
    result = apply(program(text), [finding(edit)], SAFE_ONLY)
    assert result.source.to_bytes() == fixed.encode()


def test_the_declared_encoding_is_kept_and_what_it_cannot_write_is_refused() -> None:
    text = "# coding: latin-1\nx = 'é'\n"
    source = Source.from_bytes("m.py", text.encode("latin-1"))
    good = apply(source, [replacing(source, {"x": "ü"})], SAFE_ONLY).source
    assert good.to_bytes() == text.replace("x", "ü").encode("latin-1")
    bad = apply(source, [replacing(source, {"x": "한"})], SAFE_ONLY)
    assert bad.source == source
    assert [(each.reason, each.defect) for each in bad.refused] == [
        ("has characters that iso-8859-1 cannot write", False)
    ]


@st.composite
def programs(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    """A text, and fixes as lists of (start, end, new text); any choice of them that do not meet gives a program."""
    rows = draw(
        st.lists(st.sampled_from(["x = é + c", 'y2 = f(a, "한", b)', "# z", "", "\x0c", 's = """\n"""']), max_size=6)
    )
    text = "".join(row + draw(st.sampled_from(["\n", "\r\n", "\n\n"])) for row in rows) + draw(
        st.sampled_from(["", "q = a"])
    )
    names = [match.span() for match in re.finditer(r"\b[a-cé]\b", text)]
    if not names:
        return text, []
    replaced = st.sampled_from(names).map(lambda name: (*name, "zz"))
    removed = st.sampled_from(names).map(lambda name: (*name, "(\n)"))
    inserted = st.tuples(st.sampled_from(names), st.sampled_from(["o.", "p."])).map(
        lambda it: (it[0][0], it[0][0], it[1])
    )
    edit = st.one_of(replaced, removed, inserted)
    fix = st.lists(edit, min_size=1, max_size=3, unique_by=lambda edit: edit[0]).map(sorted)
    return text, draw(st.lists(fix, min_size=1, max_size=5))


def position(text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1))


def conflict(one: list[tuple[int, int, str]], other: list[tuple[int, int, str]]) -> bool:
    """Whether two fixes touch one name (names never touch each other), but for equal insertions."""
    return any(a[0] == b[0] and not (a == b and a[0] == a[1]) for a in one for b in other)


@given(programs())
def test_fixes_are_applied_whole_or_wait_and_nothing_else_changes(
    made: tuple[str, list[list[tuple[int, int, str]]]],
) -> None:
    text, fixes = made
    source = program(text)
    found = {
        finding(
            *(Edit(Span("m.py", position(text, a), position(text, b)), new) for a, b, new in fix), code=f"XEN{n}"
        ): fix
        for n, fix in enumerate(fixes)
    }
    result = apply(source, list(found), SAFE_ONLY)
    assert result.refused == ()
    applied = [found[diagnostic] for diagnostic in result.fixed]
    expected, at = "", 0
    for start, end, new in sorted({edit for fix in applied for edit in fix}):
        assert start >= at
        expected += text[at:start] + new.replace("\n", "@")
        at = end
    expected += text[at:]
    assert re.sub(r"\((\r\n|\n|\r)\)", "(@)", result.source.text) == expected
    for diagnostic, fix in found.items():
        assert (diagnostic in result.fixed) != any(conflict(fix, other) for other in applied if other != fix)
