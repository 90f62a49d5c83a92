"""`# noqa` comments."""

from __future__ import annotations

import pytest

from xent_lint.diagnostics import Diagnostic, Severity
from xent_lint.source import Source
from xent_lint.suppressions import NoqaTable, is_suppressed


def suppressed(text: str, row: int, code: str = "XEN102") -> bool:
    source = Source("m.py", text)
    finding = Diagnostic(code, "name", "message", Severity.ERROR, source.span(row, 0, row, 1))
    return is_suppressed(finding, NoqaTable.from_source(source))


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# NoQA",
        "# noqa: XEN102",
        "# noqa:xen102",
        "# noqa: E501,XEN102",
        "# noqa: E501 XEN102",
        "# noqa: XEN1",
        "# why # noqa: XEN102 because",
        "# noqa : XEN9",  # as flake8: without a colon at once it is the comment for everything
        "#noqa",
    ],
)
def test_comments_that_silence(comment: str) -> None:
    assert suppressed(f"x = 1  {comment}\n", 1)


@pytest.mark.parametrize("comment", ["# noqa: XEN101", "# noqa: E501", "# noqable", "", "# qa"])
def test_comments_that_do_not(comment: str) -> None:
    assert not suppressed(f"x = 1  {comment}\n", 1)


def test_text_in_a_string_is_no_comment() -> None:
    assert not suppressed('x = "# noqa"\n', 1)
    assert not suppressed('x = """\n# flake8: noqa\n"""\n', 1)


def test_the_comment_counts_for_all_rows_of_its_statement_only() -> None:
    text = 'a = 1\nf(\n    x,  # noqa: XEN102\n    """\n    """,\n)\nb = 2\n'
    assert [row for row in range(1, 8) if suppressed(text, row)] == [2, 3, 4, 5, 6]


def test_a_comment_on_a_row_of_its_own_silences_nothing() -> None:
    assert not any(suppressed("# noqa\nx = 1\n# noqa\ny = 2\n", row) for row in (2, 4))


def test_whole_files() -> None:
    assert suppressed("x = 1\n\n# flake8: noqa\n", 1)
    assert suppressed("x = 1\n# flake8: noqa: E501, XEN1\n", 1)
    assert not suppressed("x = 1\n# flake8: noqa: E501\n", 1)
    assert not suppressed("x = 1\ny = 2  # flake8: noqa\n", 1)


def test_carriage_returns_do_not_move_the_rows() -> None:
    assert suppressed("a = 1\r\nb = 2  # noqa\r\n", 2)
    assert not suppressed("a = 1\r\nb = 2  # noqa\r\n", 1)


def test_a_new_comment_goes_where_a_comment_can_stand() -> None:
    source = Source("m.py", 'a = f(\n  1)\ns = """\n""" + \\\n  x\nb = 2\n')
    table = NoqaTable.from_source(source)
    rows = [table.noqa_row(source.span(row, 0, row, 1)) for row in range(1, 7)]
    assert rows == [1, 2, 5, 5, 5, 6]
