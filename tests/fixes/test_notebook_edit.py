"""Edits in the cells of a notebook: the JSON around them stays as it is, byte for byte."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import finding, replacement, row_insertion, span

from xent_lint.diagnostics import Edit, Position, Span
from xent_lint.fixes.apply import SAFE_ONLY, apply
from xent_lint.notebook_edit import edit_cells
from xent_lint.source import Source, SourceError, Splice, spliced

CODE: dict[str, Any] = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [{"text": ["a = 1\n"]}]}


def notebook(*sources: str | list[str], **style: Any) -> str:
    cells = [{"cell_type": "markdown", "source": ["# a = 1"]}, *({**CODE, "source": source} for source in sources)]
    made = {"cells": cells, "metadata": {"note": "é \u001b[0m"}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(made, **{"indent": 1, "ensure_ascii": False, **style}) + "\n"


def read(text: str) -> Source:
    return Source.from_bytes("nb.ipynb", text.encode())


def fixed(text: str, *edits: Edit) -> str:
    result = apply(read(text), [finding(*edits)], SAFE_ONLY)
    assert result.refused == () and len(result.fixed) == 1
    return result.source.to_bytes().decode()


def at(row: int, start: int, end: int, new: str, cell: int = 2) -> Edit:
    return Edit(Span("nb.ipynb", Position(row, start), Position(row, end), cell), new)


STYLES: list[dict[str, Any]] = [{}, {"indent": "\t"}, {"indent": None}, {"ensure_ascii": True}, {"sort_keys": True}]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("many", [True, False], ids=["lines", "string"])
def test_a_fixed_notebook_is_what_would_have_been_written(style: dict[str, Any], many: bool) -> None:
    def made(*rows: str) -> str:
        return notebook("x = 1", list(rows) if many else "".join(rows), **style)

    before = made("import é\n", "a = f('\\t', \"é\")\n", "!ls\n", "b = a")
    insert = row_insertion(2, "import ü\n", "nb.ipynb", 3)
    after = made("import é\n", "import ü\n", "a = g('\\t', \"é\")\n", "!ls\n", "b = a\n", "c = 1")
    assert fixed(before, at(2, 4, 5, "g", 3), insert, at(4, 5, 5, "\nc = 1", 3)) == after
    assert fixed(before, insert) == made("import é\n", "import ü\n", "a = f('\\t', \"é\")\n", "!ls\n", "b = a")


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        (["a\n", "b\n", "c"], (0, 2, ""), ["b\n", "c"]),
        (["a\n", "b\n", "c"], (2, 4, ""), ["a\n", "c"]),
        (["a\n", "b\n", "c"], (4, 5, ""), ["a\n", "b\n"]),
        (["a\n", "b\n", "c"], (3, 5, ""), ["a\n", "b"]),
        (["a\n", "b\n", "c"], (1, 2, ""), ["ab\n", "c"]),
        (["a\n", "b\n", "c"], (1, 3, ""), ["a\n", "c"]),
        (["a\n", "b\n", "c"], (0, 5, ""), [""]),
        (["a\n", "b\n", "c"], (0, 2, "x\ny\n"), ["x\n", "y\n", "b\n", "c"]),
        (["a\n", "b\n", "c"], (1, 1, "x\ny"), ["ax\n", "y\n", "b\n", "c"]),
        (["a\n", "b\n"], (4, 4, "x\n"), ["a\n", "b\n", "x\n"]),
        (["a\n", "b\n"], (4, 4, "x"), ["a\n", "b\n", "x"]),
        (["a\n", ""], (2, 2, "x"), ["a\n", "x"]),
        (["a\n", "b\n"], (2, 2, "x\n"), ["a\n", "x\n", "b\n"]),
        (["a"], (1, 1, "\nb"), ["a\n", "b"]),
    ],
)
def test_a_list_goes_on_having_a_line_in_each_string(
    before: list[str], edit: tuple[int, int, str], after: list[str]
) -> None:
    text = notebook(before)
    assert edit_cells("nb.ipynb", text, {2: [Splice(*edit)]}) == notebook(after)


def test_escapes_of_other_characters_stay_as_they_are_written() -> None:
    text = '{"cells": [{"cell_type": "code", "source": ["a = \\u0027\\/\\u00e9\\ud83d\\ude00\\u0027; b = 1"]}]}'
    after = fixed(text, at(1, 15, 16, "2 + '/é'", 1))
    assert after == text.replace("b = 1", "b = 2 + '/\\u00e9'")


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + notebook(["a = 1\r\n", "b = 2\r\n"]).replace("\n", "\r\n").rstrip()
    assert fixed(text, at(2, 0, 0, "x\n")) == text.replace('"b = 2', '"x\\r\\n",\r\n    "b = 2')


def test_format_3_is_edited() -> None:
    cells = [{"cell_type": "heading", "source": "a"}, {"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": []}, {"cells": cells}]}, indent=2)
    assert fixed(text, at(2, 4, 5, "3")) == text.replace("b = 2", "b = 3")


def test_of_two_keys_of_one_name_the_last_counts() -> None:
    text = '{"cells": 1, "cells": [{"source": ["c"], "cell_type": "code", "source": ["a = 1"]}]}'
    assert fixed(text, at(1, 4, 5, "3", 1)) == text.replace("a = 1", "a = 3")


def test_a_cell_whose_list_has_other_things_is_refused_in_one_line() -> None:
    text = '{"cells": [{"cell_type": "code", "source": ["a = 1", 5]}]}'
    with pytest.raises(SourceError, match=r"^nb.ipynb:cell 1: the JSON of this cell is too odd"):
        edit_cells("nb.ipynb", text, {1: [Splice(0, 1, "b")]})
    result = apply(read(text), [finding(at(1, 0, 1, "b", 1))], SAFE_ONLY)
    assert [refusal.defect for refusal in result.refused] == [False]


def test_edits_in_several_cells_are_one_fix() -> None:
    text = notebook("a = 1", "b = a", "%%bash\nls", "c = b")
    assert fixed(text, at(1, 4, 5, "2", 2), at(1, 4, 5, "d", 5)) == text.replace('"a = 1"', '"a = 2"').replace(
        "c = b", "c = d"
    )


@pytest.mark.parametrize(
    ("cell", "edit", "after"),
    [
        ("import a\n%matplotlib inline\nb", at(2, 0, 0, "x\n"), "import a\nx\n%matplotlib inline\nb"),
        ("import a\n%matplotlib inline\nb", at(2, 2, 3, "x"), None),
        ("import a\n%matplotlib inline\nb", at(2, 4, 4, "x"), None),
        ("x = !ls\nb", at(1, 4, 5, "x"), None),
        ("%%time\nb", at(1, 0, 0, "x\n"), None),
        ("%%time\nb", at(2, 0, 0, "x\n"), "%%time\nx\nb"),
        ("!pip \\\n install\nb", at(2, 0, 0, "x\n"), None),
        ("%time f(a)\nb", at(1, 8, 9, "c"), "%time f(c)\nb"),
        ("%time f(a)\nb", at(1, 0, 9, "c"), None),
        ("a\n%cd x\nb", Edit(Span("nb.ipynb", Position(1, 0), Position(2, 0), 2), ""), "%cd x\nb"),
        ("a\n%cd x\nb", Edit(Span("nb.ipynb", Position(1, 0), Position(3, 0), 2), ""), None),
        (" a\n b", at(2, 1, 2, "c"), " a\n c"),
    ],
)
def test_magics_come_out_as_they_went_in(cell: str, edit: Edit, after: str | None) -> None:
    text = notebook(cell)
    result = apply(read(text), [finding(edit)], SAFE_ONLY)
    assert result.source.to_bytes().decode() == (text if after is None else notebook(after))
    reasons = [(refusal.reason, refusal.defect) for refusal in result.refused]
    assert reasons == ([("edits a magic of IPython", False)] if after is None else [])


def test_an_edit_found_in_the_program_is_made_in_the_cell() -> None:
    text = notebook("%%capture\n!ls\na = f(b)", " x = g(b)")
    source = read(text)
    edits = replacement(source, "f(b)", "1"), replacement(source, "g(b)", "2")
    assert span(source, "g(b)").cell == 3
    assert fixed(text, *edits) == notebook("%%capture\n!ls\na = 1", " x = 2")


LINES = st.lists(st.sampled_from(["a\n", "é\t\n", '"\\\\"\n', "\n", "\U0001f600\n"]), min_size=1, max_size=5)


@given(LINES, st.booleans(), st.booleans(), st.sampled_from([None, 1]), st.data())
def test_the_text_is_edited_and_the_rest_is_byte_identical(
    lines: list[str], many: bool, ascii_only: bool, indent: int | None, data: st.DataObject
) -> None:
    if data.draw(st.booleans()):
        lines = [*lines[:-1], lines[-1].rstrip("\n") or "b"]
    text = "".join(lines)
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    new = st.sampled_from(["", "x", "x\n", "\nx", "ü\ny\n"])
    splices = [Splice(a, b, data.draw(new)) for a, b in zip(places[::2], places[1::2], strict=False)]
    if any(a.end == b.start == b.end for a, b in pairwise(splices)):
        return  # the order of two insertions at one place is not at stake here
    before = notebook("p", lines if many else text, "q", indent=indent, ensure_ascii=ascii_only)
    after = edit_cells("nb.ipynb", before, {3: splices})
    source = json.loads(after)["cells"][2]["source"]
    assert "".join(source) == spliced(text, splices)
    changed = json.loads(before)
    changed["cells"][2]["source"] = source
    assert after == json.dumps(changed, indent=indent, ensure_ascii=ascii_only) + "\n"
    if many and source != [""]:
        assert source == spliced(text, splices).splitlines(keepends=True)
