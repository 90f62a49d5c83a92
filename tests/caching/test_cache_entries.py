"""Results as bytes: what comes back is what was kept, and what is damaged is nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xent_lint.caching.dependencies import Dependencies, digest
from xent_lint.caching.entries import Entry, from_bytes, to_bytes
from xent_lint.caching.plain_data import plain
from xent_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Position, Related, Severity, Span

SPAN = Span("näm\udcff.ipynb", Position(1, 2), Position(3, 4), 5)
ENTRY = Entry(
    linter="l",
    program="p",
    dependencies=Dependencies((("a.py", "d"), ("b.py", None)), ("c.py",), ("d.py", "e.py")),
    diagnostics=(
        Diagnostic(
            code="XEN102",
            name="n",
            message="m\u2028",
            severity=Severity.WARNING,
            span=SPAN,
            related=(Related(Span("x.py", Position(1, 0), Position(1, 0)), "r"),),
            suggestion="s",
            fixes=(Fix("f", Applicability.DISPLAY_ONLY, (Edit(SPAN, "new"),)), Fix("g", Applicability.SAFE)),
        ),
    ),
)


def test_what_comes_back_is_what_was_kept() -> None:
    assert from_bytes(to_bytes(ENTRY)) == ENTRY


@settings(max_examples=30, deadline=None)
@given(st.builds(Entry))
def test_any_entry_comes_back(entry: Entry) -> None:
    """The strategies follow the type hints, so a new field that has no plain form fails here."""
    assert from_bytes(to_bytes(entry)) == entry


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_changed_byte_makes_it_no_entry(data: st.DataObject) -> None:
    whole = to_bytes(ENTRY)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    assert from_bytes(whole[:at] + bytes([other]) + whole[at + 1 :]) is None


def test_a_shortened_file_is_no_entry() -> None:
    whole = to_bytes(ENTRY)
    assert {from_bytes(whole[:length]) for length in range(len(whole))} == {None}


@pytest.mark.parametrize(
    "value",
    [None, [], {}, "x", ["l", "p"], ["l", "p", [[], [], []], [["XEN102"]]], [1, "p", [[], [], []], []]],
    ids=repr,
)
def test_another_shape_under_a_right_digest_is_no_entry(value: object) -> None:
    text = json.dumps(value).encode()
    assert from_bytes(digest(text).encode() + b"\n" + text) is None


def test_an_unknown_word_for_a_kind_is_no_entry() -> None:
    value = plain(ENTRY)
    value[3][0][3] = "catastrophe"
    text = json.dumps(value).encode()
    assert from_bytes(digest(text).encode() + b"\n" + text) is None


def test_nesting_without_end_is_no_entry() -> None:
    text = b"[" * 100_000
    assert from_bytes(digest(text).encode() + b"\n" + text) is None
