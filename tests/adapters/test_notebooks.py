"""Notebooks as people have them, under the real program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from wrong_programs import xent_lint

IMPORT = "from tensorflow import keras  # é 모델\n"
MODEL = 'model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])'
COMPILE = 'model.compile(loss="sparse_categorical_crossentropy")\nmodel.fit(x, y)\n'
LINEAR = "model = keras.Sequential([keras.layers.Dense(10)])"
ON_LOGITS = "model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\nmodel.fit(x, y)\n"

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def code(text: str, many: bool = True) -> dict[str, Any]:
    """A cell as Jupyter writes it: with a picture, and its lines in a list or as one string."""
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBORw0KGgo=\n", "text/plain": "é"}}
    source = text.splitlines(keepends=True) if many else text
    return {"cell_type": "code", "execution_count": 3, "metadata": {}, "outputs": [output], "source": source}


def text(words: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": [words]}


def book(*cells: str | dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """A notebook of format 4; a string is a cell of code."""
    made = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    return {"cells": made, "metadata": metadata or PYTHON, "nbformat": 4, "nbformat_minor": 2}


def write(notebook: object, name: str = "nb.ipynb", **style: Any) -> None:
    Path(name).write_text(json.dumps(notebook, **{"indent": 1, "ensure_ascii": False, **style}), encoding="utf-8")


def places(*arguments: str) -> list[str]:
    """Place and code of each finding; nothing else may be said."""
    ended = xent_lint("check", "--output-format", "concise", *arguments)
    assert ended.stderr == ""
    assert ended.returncode == (1 if "XEN" in ended.stdout else 0)
    return [" ".join(line.split(" XEN")[0:1]) + " XEN" + line.split(" XEN")[1][:3] for line in rows_of(ended.stdout)]


def rows_of(out: str) -> list[str]:
    return [line for line in out.splitlines() if " XEN" in line]


# Cells


@pytest.mark.parametrize(
    "between",
    [
        "%matplotlib inline\n!pip install -q keras\n%cd x",
        "keras.layers.Dense??\n?keras",
        "%%bash\nfor i in 1 2; do echo $i; done",
        "%%html\n<b>x</b>",
        "print 'Python 2'",
        "def f(:\n",
        "",
        "files = !ls\n%time sum(files)",
        "#@title Run\n%%shell\nls -la | wc",
        "    indented = 1\n    as_a_whole = 2",
        "await something()",
    ],
)
def test_cells_are_counted_over_all_and_odd_ones_are_skipped(between: str) -> None:
    write(book(text("# A"), IMPORT, between, text("# B"), MODEL, between, "\n\n" + COMPILE))
    assert places("nb.ipynb") == ["nb.ipynb:cell 7:3:20: XEN201"]


def test_a_cell_that_does_not_parse_costs_no_other() -> None:
    write(book(IMPORT, MODEL + "\n" + COMPILE, "x = = 1", MODEL + "\n" + COMPILE))
    assert places() == ["nb.ipynb:cell 2:2:20: XEN201", "nb.ipynb:cell 4:2:20: XEN201"]


def test_magics_before_and_after_a_finding_come_out_as_they_went_in() -> None:
    before = "%%time\n!nvidia-smi\n" + MODEL + "\n%matplotlib inline\n" + COMPILE + "model??"
    write(book(IMPORT, before))
    assert xent_lint("check", "--fix").returncode == 0
    after = before.replace(MODEL, LINEAR).replace(COMPILE, ON_LOGITS)
    assert json.loads(Path("nb.ipynb").read_text(encoding="utf-8")) == book(IMPORT, after)


# Bytes


STYLES: list[dict[str, Any]] = [
    {"indent": 1},
    {"indent": 2},
    {"indent": 4},
    {"indent": "\t"},
    {"indent": None},
    {"indent": None, "separators": (",", ":")},
    {"indent": 1, "ensure_ascii": True},
    {"indent": 2, "sort_keys": True},
]


def format_3(notebook: dict[str, Any]) -> dict[str, Any]:
    """The same in the format of IPython 2."""
    cells = []
    for cell in notebook["cells"]:
        renamed = {"source": "input", "execution_count": "prompt_number"} if cell["cell_type"] == "code" else {}
        cells.append({renamed.get(key, key): value for key, value in cell.items()})
    return {"metadata": {"name": "nb"}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize(("version", "many"), [(4, True), (4, False), (3, True)])
def test_a_fix_changes_the_source_and_no_other_byte(style: dict[str, Any], many: bool, version: int) -> None:
    def written(model: str, compiled: str, newline: str, end: str) -> bytes:
        cells = (text("# 모델"), code(IMPORT, many), code(model, many), code("\n" + compiled, many))
        made = book(*cells)
        dumped = json.dumps(format_3(made) if version == 3 else made, **{"ensure_ascii": False, **style})
        return (dumped + end).replace("\n", newline).encode()

    kinds = {"lf": ("\n", "\n"), "crlf": ("\r\n", "\n"), "bare": ("\n", ""), "more": ("\n", "\n\n ")}
    for name, kind in kinds.items():
        Path(f"{name}.ipynb").write_bytes(written(MODEL, COMPILE, *kind))
    shown = xent_lint("check", "--diff")
    assert (shown.returncode, shown.stderr, shown.stdout.splitlines()[-1]) == (1, "", "Would fix 4 errors.")
    for name, kind in kinds.items():
        assert Path(f"{name}.ipynb").read_bytes() == written(MODEL, COMPILE, *kind)
        assert f"--- {name}.ipynb:cell 3\n+++ {name}.ipynb:cell 3\n@@ -1 +1 @@\n-{MODEL}\n" in shown.stdout
    assert xent_lint("check", "--fix").returncode == 0
    for name, kind in kinds.items():
        assert Path(f"{name}.ipynb").read_bytes() == written(LINEAR, ON_LOGITS, *kind)


def test_line_ends_inside_of_cells_stay() -> None:
    write(book(IMPORT, MODEL + "\r\n" + COMPILE.replace("\n", "\r\n")))
    assert xent_lint("check", "--fix").returncode == 0
    made = json.loads(Path("nb.ipynb").read_text(encoding="utf-8"))
    assert "".join(made["cells"][1]["source"]) == LINEAR + "\r\n" + ON_LOGITS.replace("\n", "\r\n")


def test_what_jupyter_reads_it_reads_after_a_fix() -> None:
    cells = [nbformat.v4.new_markdown_cell("# A"), *map(nbformat.v4.new_code_cell, (IMPORT, MODEL, COMPILE))]
    made = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(made, "nb.ipynb")
    assert xent_lint("check", "--fix").returncode == 0
    after = nbformat.read("nb.ipynb", as_version=4)
    nbformat.validate(after)
    assert [cell.source for cell in after.cells] == ["# A", IMPORT, LINEAR, ON_LOGITS]
    before = Path("nb.ipynb").read_bytes()
    nbformat.write(after, "nb.ipynb")
    assert Path("nb.ipynb").read_bytes() == before  # it is written as Jupyter writes it


def test_large_outputs_stay() -> None:
    notebook = book(IMPORT, MODEL, COMPILE)
    notebook["cells"][0]["outputs"][0]["data"]["image/png"] = "A" * 30_000_000
    write(notebook)
    assert xent_lint("check", "--fix").returncode == 0
    changed = book(IMPORT, LINEAR, ON_LOGITS)
    changed["cells"][0]["outputs"][0]["data"]["image/png"] = "A" * 30_000_000
    assert Path("nb.ipynb").read_text(encoding="utf-8") == json.dumps(changed, indent=1, ensure_ascii=False)


# Where they come from


COLAB = {
    "accelerator": "GPU",
    "colab": {"name": "train.ipynb", "provenance": [], "toc_visible": True},
    "kernelspec": {"display_name": "Python 3", "name": "python3"},
}
DATABRICKS = {
    "application/vnd.databricks.v1+notebook": {"dashboards": [], "language": "python", "notebookName": "train"},
    "language_info": {"name": "python"},
}


def test_an_export_of_colab() -> None:
    cells = (
        {**code("%tensorflow_version 2.x\n!pip install -q tensorflow\n"), "metadata": {"id": "a1", "colab": {}}},
        '#@title Settings { run: "auto" }\nunits = 10 #@param {type:"slider", min:1, max:100}\n' + IMPORT,
        "from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content",
        "#@title Train\n%%time\n" + MODEL + "\n" + COMPILE,
    )
    write(book(text("<a href='https://colab.research.google.com'>Open</a>"), *cells, **COLAB), indent=2)
    assert places() == ["nb.ipynb:cell 5:4:20: XEN201"]


def test_an_export_of_databricks_as_a_notebook() -> None:
    metadata = {"application/vnd.databricks.v1+cell": {"title": "", "nuid": "0-1"}}
    cells = (
        "%pip install tensorflow",
        "%sql\nselect model from runs where model = 1",
        "%sh\nrm model",
        "%fs ls /mnt",
        "%r\nmodel = 3",
        "%run ./setup",
        "%python\n" + IMPORT + MODEL,
        "df = spark.table('runs')\ndisplay(df)\nx, y = dbutils.widgets.get('x'), 1",
        COMPILE,
    )
    write(book(*({**code(cell), "metadata": metadata} for cell in cells), **DATABRICKS), indent=0)
    assert places() == ["nb.ipynb:cell 9:1:20: XEN201"]


def test_an_export_of_databricks_as_a_program() -> None:
    line = "\n# COMMAND ----------\n\n"
    magic = "# MAGIC %md\n# MAGIC # Training\n"
    program = "# Databricks notebook source\n" + magic + line + "# MAGIC %sql\n# MAGIC select 1\n" + line
    before = program + IMPORT + line + MODEL + "\n" + line + "# DBTITLE 1,Train\n" + COMPILE
    Path("train.py").write_text(before, encoding="utf-8")
    assert places() == ["train.py:21:20: XEN201"]
    assert xent_lint("check", "--fix").returncode == 0
    after = before.replace(MODEL, LINEAR).replace(COMPILE, ON_LOGITS)
    assert Path("train.py").read_text(encoding="utf-8") == after


JUPYTEXT = """\
# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     name: python3
# ---

# %% [markdown]
# # Training
"""


@pytest.mark.parametrize("header", ["", JUPYTEXT])
def test_a_script_with_cells_is_a_program(header: str) -> None:
    before = (
        f"{header}# %%\n# %matplotlib inline\n# !pip install keras\n{IMPORT}\n# %% Model\n{MODEL}\n\n# %%\n{COMPILE}"
    )
    Path("train.py").write_text(before, encoding="utf-8")
    assert places() == [f"train.py:{header.count(chr(10)) + 10}:20: XEN201"]
    assert xent_lint("check", "--fix").returncode == 0
    after = before.replace(MODEL, LINEAR).replace(COMPILE, ON_LOGITS)
    assert Path("train.py").read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}, "language_info": {"name": "R"}},
        {"kernelspec": {"name": "julia-1.10", "display_name": "Julia", "language": "julia"}},
        {"language_info": {"name": "scala", "mimetype": "text/x-scala"}},
        {"language": "Julia"},
        {"application/vnd.databricks.v1+notebook": {"language": "sql"}},
    ],
)
def test_other_kernels_are_skipped_silently(metadata: dict[str, Any]) -> None:
    write(book(IMPORT, MODEL, COMPILE, **metadata))
    before = Path("nb.ipynb").read_bytes()
    ended = xent_lint("check", "--fix", "--unsafe-fixes", "nb.ipynb")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "All checks passed!\n", "")
    assert Path("nb.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": None},
        {"language_info": {"name": "python", "version": "3.11"}},
        {"kernelspec": {"name": "conda-env-ml", "display_name": "ml"}},
        {"kernelspec": {"name": "pysparkkernel", "language": ""}, "language_info": PYTHON["kernelspec"]},
        {"language_info": {"name": "pyspark", "mimetype": "text/x-python"}},
        {"language_info": {"name": "ipython"}},
    ],
)
def test_kernels_of_python_by_what_they_say(metadata: dict[str, Any]) -> None:
    write(book(IMPORT, MODEL, COMPILE, **metadata))
    assert places() == ["nb.ipynb:cell 3:1:20: XEN201"]


def test_a_cell_that_an_editor_marks_as_another_language_is_skipped() -> None:
    other = {**code(COMPILE), "metadata": {"vscode": {"languageId": "sql"}}}
    same = {**code(COMPILE), "metadata": {"vscode": {"languageId": "python"}}}
    write(book(IMPORT, MODEL, other, same))
    assert places() == ["nb.ipynb:cell 4:1:20: XEN201"]


@pytest.mark.parametrize(
    "notebook",
    [
        {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
        {"cells": [{"cell_type": "code"}, {"cell_type": "code", "source": None}, {}, None, 3], "nbformat": 4},
        {"worksheets": [], "nbformat": 3},
        {"worksheets": [{}, {"cells": None}, {"cells": 3}, None], "nbformat": 3},
    ],
)
def test_nothing_to_read_is_nothing_wrong(notebook: dict[str, Any]) -> None:
    write(notebook)
    ended = xent_lint("check", "--fix", "nb.ipynb")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "All checks passed!\n", "")


ONLY = "and only 3 and 4 can be read; `jupyter nbconvert --to notebook` writes 4"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "nb.ipynb:1:1: not a notebook: invalid JSON: Expecting value"),
        (b'{\n "cells": [\n  {"cell_type": "code",\n', "nb.ipynb:4:1: not a notebook: invalid JSON: "),
        (b'{"cells": []}}', "nb.ipynb:1:14: not a notebook: invalid JSON: Extra data"),
        (b"<!DOCTYPE html>\n", "nb.ipynb:1:1: not a notebook: invalid JSON"),
        (b"<<<<<<< HEAD\n{}\n", "nb.ipynb:1:1: not a notebook: invalid JSON"),
        (b"[]", "nb.ipynb: not a notebook: the JSON is no object"),
        (b'{"cells": {}}', "nb.ipynb: not a notebook: the JSON has no list of cells"),
        (b'{"cells": ["\xff"]}', "nb.ipynb: not a notebook: the file is not UTF-8"),
        (b'{\n "nbformat": 2,\n "worksheets": []\n}', f"nb.ipynb:2:14: a notebook of format 2, {ONLY}"),
        (b'{"cells": [],\n "nbformat": 5}', f"nb.ipynb:2:14: a notebook of format 5, {ONLY}"),
        (b'{"cells": [], "nbformat": "4"}', f'nb.ipynb:1:27: a notebook of format "4", {ONLY}'),
        (b'{"cells": [], "nbformat": []}', f"nb.ipynb:1:27: a notebook of format something else, {ONLY}"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_the_others_are_checked(data: bytes, line: str) -> None:
    Path("nb.ipynb").write_bytes(data)
    write(book(IMPORT, MODEL, COMPILE), "other.ipynb")
    ended = xent_lint("check", "--fix", "--output-format", "concise")
    assert ended.returncode == 2
    assert ended.stderr.startswith(line) and ended.stderr.count("\n") == 1
    assert Path("nb.ipynb").read_bytes() == data
    assert LINEAR in Path("other.ipynb").read_text(encoding="utf-8")
