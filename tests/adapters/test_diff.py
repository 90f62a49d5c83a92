"""Unified diffs, compared with those of the installed ruff for the same change."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xent_lint.adapters.diff import diff
from xent_lint.source import Source

PROGRAMS = {
    "one line": "x == None\n",
    "no end of line": "y = 1\nx == None",
    "carriage returns": "y = 1\r\n\r\nx == None\r\n",
    "hunks far apart": "x == None\n" + "y = 1\n" * 30 + "x == None\n",
    "a form feed and a line separator": "\x0c\ny = '\u2028'\nx == None\n\n\n",
    "as many lines as difflib calls popular": "y = 1\n" * 250 + "x == None\n" + "y = 1\n" * 250,
}
CELLS = [
    ["x == None"],
    ["# x == None"],
    ["%matplotlib inline\n", "\n", "x == None\n"],
    ["y = 1\n"] * 8 + ["x == None\n", "\n"],
]


def notebook(cells: list[list[str]]) -> str:
    made = [
        {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": cell} for cell in cells
    ]
    metadata = {"language_info": {"name": "python"}}
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}, indent=1)


def theirs(name: str, text: str, folder: Path) -> str:
    (folder / name).write_bytes(text.encode())
    options = ["--isolated", "--no-cache", "--select", "E711", "--unsafe-fixes", "--diff", name]
    command = [sys.executable, "-m", "ruff", "check", *options]
    out = subprocess.run(command, cwd=folder, capture_output=True, timeout=60).stdout.decode()
    assert "Would fix" in out
    return out[: out.index("Would fix")]


def ours(name: str, text: str) -> str:
    before = Source.from_bytes(name, text.encode())
    after = Source.from_bytes(
        name, text.replace('"x == None', '"x is None').replace("\nx == None", "\nx is None").encode()
    )
    return "".join(diff(before, after))


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_a_file_has_the_diff_of_ruff(text: str, tmp_path: Path) -> None:
    text = "# x\n" + text
    assert ours("m.py", text) == theirs("m.py", text, tmp_path)


def test_a_notebook_has_the_diffs_of_ruff_but_for_headers_of_cells_without_changes(tmp_path: Path) -> None:
    text = notebook(CELLS)
    header = "--- nb.ipynb:cell 2\n+++ nb.ipynb:cell 2\n"
    assert ours("nb.ipynb", text) == theirs("nb.ipynb", text, tmp_path).replace(header, "")


def test_a_large_file_with_many_equal_lines_takes_no_time() -> None:
    one = "# x\n" + "y = 1\n\n" * 90_000 + "x == None\n" + "y = 1\n\n" * 9_000
    several = "x == None\n" + "y = 1\n\n" * 900
    started = time.monotonic()
    assert len(ours("m.py", one).splitlines()) == 12
    assert len(ours("m.py", f"# x\n{several}{several}x == None\n").splitlines()) == 25
    assert time.monotonic() - started < 20
