"""A notebook becomes one program in which every place still knows its cell and row."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from xent_lint import gate
from xent_lint.diagnostics import Position, Span
from xent_lint.source import Source, SourceError


def notebook(*cells: str | dict[str, Any], **metadata: Any) -> bytes:
    """A notebook of code cells; a dict is taken as a cell."""
    made = [cell if isinstance(cell, dict) else {"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def read(*cells: str | dict[str, Any], **metadata: Any) -> Source:
    source = Source.from_bytes("nb.ipynb", notebook(*cells, **metadata))
    gate.parse(source)
    return source


MARKDOWN = {"cell_type": "markdown", "source": "# Title"}


def places(source: Source) -> dict[str, Span]:
    """Where each name of the program is assigned."""
    return {
        node.id: source.span(node.lineno, node.col_offset, node.lineno, node.col_offset + len(node.id))
        for node in ast.walk(gate.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def test_places_are_counted_by_cell_over_all_cells() -> None:
    found = places(read("a = 1\nb = 2", MARKDOWN, {"cell_type": "code", "source": ["\n", "  \n", "c = 3\n"]}))
    assert found["b"] == Span("nb.ipynb", Position(2, 0), Position(2, 1), 1)
    assert found["c"] == Span("nb.ipynb", Position(3, 0), Position(3, 1), 3)


def test_program_rows_and_cell_rows_are_each_others_way_back() -> None:
    source = read("a = 1", MARKDOWN, "b = 2\nc = 3", "d = 4")
    for name, span in places(source).items():
        assert source.lines[source.program_row(span) - 1].startswith(name)
        assert source.lines_around(span)[span.start.row - 1].startswith(name)


@pytest.mark.parametrize(
    ("cell", "program"),
    [
        ("%matplotlib inline\na = 1", "pass\na = 1"),
        ("!pip install \\\n  -q keras\na = 1", "pass\n\na = 1"),
        ("if x:\n    !ls *.py\n    %cd ..\nelse:\n    ?f", "if x:\n    pass\n    pass\nelse:\n    pass"),
        ("files = !ls\nx.y = %magic z", "files = get_ipython()\nx.y = get_ipython()"),
        ("model.fit?\nf??\nf? # help", "pass\npass\npass"),
        ("%time a = f(1,\n  2)", "if 1: a = f(1,\n  2)"),
        ("%%time\na = 1", "\na = 1"),
        ("%%capture out\n%%time\n!ls\na = 1", "\n\npass\na = 1"),
        ('s = """\n!no\n%no\n"""\n!yes', 's = """\n!no\n%no\n"""\npass'),
        ("x = (a\n  %b)\n!yes", "x = (a\n  %b)\npass"),
        ("x = a \\\n  %b\n!yes", "x = a \\\n  %b\npass"),
        ("x = '(\"\"\"'  # [ '''\n!yes", "x = '(\"\"\"'  # [ '''\npass"),
        (" a = 1\n b = 2", "if 1:\n a = 1\n b = 2"),
    ],
)
def test_magics_become_python_in_the_same_rows(cell: str, program: str) -> None:
    source = Source.from_bytes("nb.ipynb", notebook(cell, "last = 1"))
    assert source.text == f"{program}\n\nlast = 1\n"
    assert places(source)["last"].cell == 2


@pytest.mark.parametrize(
    "cell", ["%%bash\nls", "%%writefile m.py\na = 1", "a = = 1", "print 'x'", "(" * 5000, "'\ud800'"]
)
def test_a_cell_that_is_no_python_is_left_out_and_the_others_stay(cell: str) -> None:
    assert places(read("a = 1", cell, "b = 2")).keys() == {"a", "b"}


@pytest.mark.parametrize(
    ("cell", "program"),
    [
        ("%prun f(model, x)", "get_ipython(model)"),
        ("t = %timeit -o model.fit(model)", "t = get_ipython(model)"),
        ("!echo model {model.name} $name", "get_ipython(model, name)"),
        ("!echo model", "pass"),
        ("%%R -i model\nname", "get_ipython(model)\n"),
        ("print model.predict(x) > 0.5", "get_ipython(model)"),
        ("model = build()\nprint name", "model = get_ipython(model, name)\n"),
        ("print name\nmodel.add(head)", "model = get_ipython(name, model)\n"),
        ("for name, i in models:\n    print model, name == 1", "name = get_ipython(name, model)\n"),
        ("name, (other, model) = make() !!", "name = model = get_ipython(name, model)"),
        ("model?", "pass"),
    ],
)
def test_what_is_not_read_uses_the_variables_that_it_mentions(cell: str, program: str) -> None:
    assert read("model = name = 1", cell).text == f"model = name = 1\n\n{program}\n"


def test_a_backslash_at_the_end_of_a_cell_does_not_reach_the_next() -> None:
    assert places(read("a = 1 \\\n", "b = 2")).keys() == {"a", "b"}


def test_the_reader_sees_the_cell_as_it_was_written() -> None:
    source = read("!ls\na = 1")
    assert source.lines_around(places(source)["a"]) == ("!ls", "a = 1")


def test_format_3_is_read() -> None:
    cells = [{"cell_type": "heading", "source": "x"}, {"cell_type": "code", "input": ["a = 1\n", "b = 2"]}]
    source = Source.from_bytes("nb.ipynb", json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}).encode())
    assert places(source)["b"] == Span("nb.ipynb", Position(2, 0), Position(2, 1), 2)


@pytest.mark.parametrize(
    ("metadata", "analysed"),
    [
        ({"kernelspec": {"language": "R", "name": "ir"}}, False),
        ({"language_info": {"name": "julia"}}, False),
        ({"language_info": {"name": "python"}, "kernelspec": {"name": "python3"}}, True),
        ({"kernelspec": {"name": "my-env"}}, True),
        ({}, True),
    ],
)
def test_only_kernels_of_python_are_analysed(metadata: dict[str, Any], analysed: bool) -> None:
    assert (read("a = 1", **metadata).text != "") == analysed


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"cells": [\n  {,', "nb.ipynb:2:4: not a notebook: invalid JSON"),
        (b"", "nb.ipynb:1:1: not a notebook: invalid JSON"),
        (b"[]", "nb.ipynb: not a notebook: the JSON is no object"),
        (b"{}", "nb.ipynb: not a notebook: the JSON has no list of cells"),
        (b"\xff\xfe", "nb.ipynb: not a notebook: the file is not UTF-8"),
        (b"[" * 200_000, "nb.ipynb: not a notebook"),
        (b'{"a": ' + b"1" * 10_000 + b"}", "nb.ipynb: not a notebook"),
    ],
)
def test_what_is_no_notebook_is_named_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        Source.from_bytes("nb.ipynb", data)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("cell", [None, 3, {}, {"cell_type": "code"}, {"cell_type": "code", "source": 7}])
def test_odd_cells_are_passed_over(cell: object) -> None:
    data = json.dumps({"cells": [cell, {"cell_type": "code", "source": ["a = 1", 5]}]}).encode()
    assert places(Source.from_bytes("nb.ipynb", data))["a"].cell == 2
