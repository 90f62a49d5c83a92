"""Comments that are written for findings."""

from __future__ import annotations

import ast
import json

import pytest

from xent_lint.add_noqa import with_noqa
from xent_lint.diagnostics import Diagnostic, Severity
from xent_lint.source import Source
from xent_lint.suppressions import NoqaTable


def findings(source: Source) -> list[Diagnostic]:
    """A finding at each word in capitals: LOSS is XEN102, HEAD is XEN201."""
    return [
        Diagnostic(code, "name", "message", Severity.ERROR, source.span(row, line.index(word), row, len(line)))
        for row, line in enumerate(source.lines, 1)
        for word, code in (("LOSS", "XEN102"), ("HEAD", "XEN201"))
        if word in line.partition("#")[0]
    ]


def silenced(source: Source) -> Source:
    """The program with comments, all of whose findings are silent and that are not written twice."""
    after, _ = with_noqa(source, findings(source))
    table = NoqaTable.from_source(after)
    assert all(table.silences(each.code, each.span) for each in findings(after))
    assert ast.dump(ast.parse(after.text)) == ast.dump(ast.parse(source.text))
    return after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(LOSS)\n", "f(LOSS)  # noqa: XEN102\n"),
        ("f(LOSS)", "f(LOSS)  # noqa: XEN102"),
        ("f(LOSS)   \n", "f(LOSS)  # noqa: XEN102\n"),
        ("f(LOSS)\r\ng()\r\n", "f(LOSS)  # noqa: XEN102\r\ng()\r\n"),
        ("f(LOSS)  # why\n", "f(LOSS)  # why  # noqa: XEN102\n"),
        ("f(LOSS, HEAD)\n", "f(LOSS, HEAD)  # noqa: XEN102, XEN201\n"),
        ("f(LOSS)  # noqa: E501\n", "f(LOSS)  # noqa: E501, XEN102\n"),
        ("f(LOSS)  # noqa:E501 F401\n", "f(LOSS)  # noqa:E501 F401, XEN102\n"),
        ("f(LOSS)  # noqa: E501, because\n", "f(LOSS)  # noqa: E501, XEN102, because\n"),
        ("f(LOSS)  # noqa: E501,\n", "f(LOSS)  # noqa: E501, XEN102,\n"),
        ("f(  # noqa: E501\n    LOSS,\n)\n", "f(  # noqa: E501, XEN102\n    LOSS,\n)\n"),
        # one comment for a statement, because flake8 reads only the first
        ("f(\n    LOSS,\n    HEAD,\n)\n", "f(\n    LOSS,  # noqa: XEN102, XEN201\n    HEAD,\n)\n"),
        ("LOSS = '''\na\n'''\n", "LOSS = '''\na\n'''  # noqa: XEN102\n"),
        ("x = LOSS + \\\n    1\n", "x = LOSS + \\\n    1  # noqa: XEN102\n"),
        ('x = f"""a{LOSS +\n1}\n"""\n', 'x = f"""a{LOSS +\n1}\n"""  # noqa: XEN102\n'),
        ("x = LOSS; y = HEAD\n", "x = LOSS; y = HEAD  # noqa: XEN102, XEN201\n"),
        ("f(LOSS, '한국')\n", "f(LOSS, '한국')  # noqa: XEN102\n"),
        ("if LOSS:\n    g(HEAD)\n", "if LOSS:  # noqa: XEN102\n    g(HEAD)  # noqa: XEN201\n"),
    ],
)
def test_the_comment_goes_where_it_belongs(before: str, after: str) -> None:
    assert silenced(Source("m.py", before)).text == after


def test_the_cells_of_a_notebook_get_them_and_nothing_else_changes() -> None:
    cells = [
        {"cell_type": "markdown", "source": "# x"},
        {"cell_type": "code", "outputs": [], "source": ["%time\n", "f(LOSS)\n", "g()"]},
        {"cell_type": "code", "source": "  f(\n  HEAD)"},
    ]
    text = json.dumps({"cells": cells}, indent=3)
    after = silenced(Source.from_bytes("nb.ipynb", text.encode()))
    expected = text.replace("f(LOSS)", "f(LOSS)  # noqa: XEN102").replace("HEAD)", "HEAD)  # noqa: XEN201")
    assert after.to_bytes().decode() == expected


def test_how_many_comments_were_written_is_told() -> None:
    source = Source("m.py", "f(LOSS, HEAD)\nf(LOSS)  # noqa: E501\n")
    assert with_noqa(source, findings(source))[1] == 2
