"""Comments that silence nothing."""

from __future__ import annotations

import json

import pytest

from xent_lint.check import check
from xent_lint.settings import Settings
from xent_lint.source import Source

WRONG = """\
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)){}
"""
"""XEN102 on row 3."""


def unused(text: str, *select: str) -> list[str]:
    """Row and message of each; nothing else is found."""
    settings = Settings(select=select or ("XEN", "XEN900"))
    found = check(Source("m.py", text), settings)
    assert {each.code for each in found} <= {"XEN900"}
    return [f"{each.span.start.row} {each.message.partition(';')[0]}" for each in found]


@pytest.mark.parametrize(
    "comment", ["# noqa: XEN102", "# noqa: XEN1", "# noqa: E501, XEN102", "# noqa", "# NOQA:xen102", "# noqa: XEN"]
)
def test_what_silences_a_finding_is_used(comment: str) -> None:
    assert unused(WRONG.format(f"  {comment}")) == []


@pytest.mark.parametrize(
    ("comment", "listed"),
    [
        ("# noqa: XEN102", "XEN102"),
        ("# noqa: E501, XEN201, XEN1", "XEN201, XEN1"),
        ("# noqa: XEN102, XEN102", "XEN102"),
        ("# noqa: XEN102, XEN999", "XEN102, XEN999"),
    ],
)
def test_codes_that_silence_nothing_are_listed_once(comment: str, listed: str) -> None:
    (line,) = unused(f"x = 1  {comment}\n")
    assert line.startswith(f"1 # noqa: {listed} silences nothing here")


@pytest.mark.parametrize("comment", ["# noqa", "# noqa: E501", "# flake8: noqa: E501", "# noqa: XEN900, XEN102"])
def test_comments_of_others_are_left_alone(comment: str) -> None:
    assert unused(f"{comment}\nx = 1  {comment}\n") == []


def test_only_the_code_that_is_not_needed_is_named() -> None:
    assert unused(WRONG.format("  # noqa: XEN102, XEN201")) == ["3 # noqa: XEN201 silences nothing here"]


def test_a_code_that_no_rule_has_is_told() -> None:
    assert unused("x = 1  # noqa: XEN777\n") == [
        "1 # noqa: XEN777 silences nothing here (XEN777 is no code of this linter)"
    ]


def test_a_code_that_is_not_selected_is_not_judged() -> None:
    assert unused("x = 1  # noqa: XEN102\n", "XEN2", "XEN900") == []
    assert unused("x = 1  # noqa: XEN102\n", "XEN900") == []
    assert len(unused("x = 1  # noqa: XEN102\n", "XEN1", "XEN900")) == 1


def test_comments_for_the_whole_file() -> None:
    assert unused(f"# flake8: noqa: XEN102\n{WRONG.format('')}") == []
    assert unused("# flake8: noqa: XEN102\nx = 1\n") == ["1 # noqa: XEN102 silences nothing in this file"]


def test_a_comment_that_belongs_to_no_statement_is_unused() -> None:
    assert unused("# noqa: XEN102\nx = 1\n") == ["1 # noqa: XEN102 silences nothing here"]


def test_it_is_off_unless_it_is_named() -> None:
    assert check(Source("m.py", "x = 1  # noqa: XEN102\n"), Settings()) == []
    assert check(Source("m.py", "x = 1  # noqa: XEN102\n"), Settings(("XEN", "XEN9"), noqa=False)) == []


def test_the_place_is_the_comment_in_its_cell() -> None:
    cells = [{"cell_type": "code", "source": "x = 1"}, {"cell_type": "code", "source": "\nx = 1  # a # noqa: XEN102 b"}]
    source = Source.from_bytes("nb.ipynb", json.dumps({"cells": cells}).encode())
    (found,) = check(source, Settings(("XEN900", "XEN")))
    assert (found.span.cell, found.span.start.row) == (2, 2)
    assert "\nx = 1  # a # noqa: XEN102 b".splitlines()[1][found.span.start.column : found.span.end.column] == (
        "# noqa: XEN102"
    )
