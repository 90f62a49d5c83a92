"""Codes and prefixes: what is refused, and which codes are wanted after several places have spoken."""

from __future__ import annotations

import pytest

from xent_lint.codes import Choice, UnknownCodeError, chosen, code_or_prefix

KNOWN = ("XEN101", "XEN102", "XEN201", "XEN900")
DEFAULT = Choice(("XEN",))


@pytest.mark.parametrize(("word", "code"), [("xen1", "XEN1"), (" XEN102 ", "XEN102"), ("XEN", "XEN")])
def test_what_begins_a_code_is_taken_in_any_case(word: str, code: str) -> None:
    assert code_or_prefix(word, KNOWN) == code


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("E501", "'E501' is no code of this linter; they begin with XEN, as XEN1 or XEN102"),
        ("XEN1022", "'XEN1022' is no code of this linter; they begin with XEN, as XEN1 or XEN102"),
        ("XEN103", "'XEN103' selects no rule; did you mean XEN10"),
        ("XEN7", "'XEN7' selects no rule; did you mean XEN"),
    ],
)
def test_what_cannot_match_is_refused_with_the_nearest_one(word: str, says: str) -> None:
    with pytest.raises(UnknownCodeError) as raised:
        code_or_prefix(word, KNOWN)
    assert str(raised.value).startswith(says)


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        ([], "101 102 201"),  # XEN is all codes but the one about comments
        ([Choice(extend=("XEN900",))], "101 102 201 900"),
        ([Choice(("XEN9",))], "900"),
        ([Choice(ignore=("XEN1",))], "201"),
        ([Choice(("XEN102",), ignore=("XEN1",))], "102"),
        ([Choice(("XEN1",), ignore=("XEN1",))], ""),
        # a select starts afresh: what was ignored before counts no more, as in ruff
        ([Choice(ignore=("XEN102",)), Choice(("XEN1",))], "101 102"),
        # an ignore is applied to what was chosen before, however exactly that was named
        ([Choice(("XEN102", "XEN201")), Choice(ignore=("XEN1",))], "201"),
        ([Choice(ignore=("XEN1",)), Choice(extend=("XEN102",))], "102 201"),
        ([Choice(())], ""),
    ],
)
def test_places_speak_one_after_the_other(later: list[Choice], wanted: str) -> None:
    assert [code.removeprefix("XEN") for code in chosen([DEFAULT, *later], KNOWN)] == wanted.split()
