"""The plugin inside the real flake8."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xent_lint
from xent_lint.adapters.flake8 import Plugin

WRONG = """\
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # {}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def flake8(*arguments: str) -> list[str]:
    """The lines that `flake8 --select XEN` prints; it must not complain."""
    ended = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", "--select", "XEN", "-j1", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stderr == ""
    return ended.stdout.splitlines()


def test_rows_and_columns_are_those_of_the_command() -> None:
    Path("m.py").write_text(WRONG.format("한국"), encoding="utf-8")
    (line,) = flake8("m.py")
    assert line.startswith("m.py:3:20: XEN102 ")


def test_a_byte_order_mark_moves_nothing() -> None:
    Path("m.py").write_text(WRONG.format("x"), encoding="utf-8-sig")
    (line,) = flake8("m.py")
    assert line.startswith("m.py:3:20: XEN102 ")


def test_noqa_is_judged_by_flake8() -> None:
    Path("m.py").write_text(WRONG.format("noqa: XEN102"))
    assert flake8("m.py") == []
    assert len(flake8("--disable-noqa", "m.py")) == 1


def test_the_version_is_shown() -> None:
    ended = subprocess.run([sys.executable, "-m", "flake8", "--version"], capture_output=True, text=True, timeout=60)
    assert f"xent-lint: {xent_lint.__version__}" in ended.stdout


RUN = """
import sys
from flake8.main.cli import main
main(["--isolated", "--select", "XEN", "-j1", "."])
print(*sorted({"libcst", "click", "rich"} & {name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(("program", "loaded"), [("import os\nprint(os.name)\n", ""), (WRONG.format("noqa"), "libcst")])
def test_libcst_is_loaded_for_relevant_files_only(program: str, loaded: str) -> None:
    Path("m.py").write_text(program)
    ended = subprocess.run(
        [sys.executable, "-c", RUN], capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": ""}
    )
    assert (ended.stdout.strip(), ended.stderr) == (loaded, "")


def test_importing_the_plugin_imports_nothing_heavy() -> None:
    program = "import sys, xent_lint.adapters.flake8\nprint(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    ours = [name for name in ended.stdout.split() if name.partition(".")[0] == "xent_lint"]
    assert ours == ["xent_lint", "xent_lint.adapters", "xent_lint.adapters.flake8"]


def test_a_file_too_deep_for_us_has_no_findings_and_no_exception() -> None:
    text = "crossentropy = a" + ".b()" * 400 + "\n"
    assert list(Plugin(ast.parse(text), "deep.py", [text]).run()) == []
