"""The command line: what is printed where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from programs import defaults, find_marked

from xent_lint.adapters import cli
from xent_lint.files import Disk

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": "# x"},
        {"cell_type": "code", "source": "a = HEAD"},
        {"cell_type": "code", "source": ["!ls\n", "f(LOSS)"]},
    ]
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def run(*paths: str, output_format: str = "text") -> int:
    return cli.run(paths or (".",), defaults(), output_format, Disk(), find_marked)


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real program."""
    return subprocess.run(
        [sys.executable, "-m", "xent_lint.adapters.cli", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2]), **environment},
    )


def test_a_finding_has_a_line_a_frame_and_its_repair(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.py").write_text("a = HEAD\nf(LOSS)\n")
    assert run() == 1
    assert capsys.readouterr().out == (
        "m.py:2:3: XEN102 softmax is applied twice\n"
        "  |\n"
        "1 | a = HEAD\n"
        "  |     ---- the head\n"
        "2 | f(LOSS)\n"
        "  |   ^^^^\n"
        "  |\n"
        '  = help: remove activation="softmax"\n'
        "  = note: Remove it, by hand\n"
        "\n"
        "Found 1 error.\n"
    )


def test_another_cell_has_a_frame_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    Path("nb.ipynb").write_text(json.dumps(NOTEBOOK))
    assert run() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "nb.ipynb:cell 3:2:3: XEN102 softmax is applied twice"
    assert " ::: nb.ipynb:cell 2:1:5" in lines
    assert "1 | !ls" in lines


def test_concise_output_is_sorted_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.py").write_text("LOSS\n" * 2)
    Path("a.py").write_text("x\n" * 9 + "LOSS\n")
    assert run("b.py", "a.py", output_format="concise") == 1
    assert capsys.readouterr().out == (
        "a.py:10:1: XEN102 softmax is applied twice\n"
        "b.py:1:1: XEN102 softmax is applied twice\n"
        "b.py:2:1: XEN102 softmax is applied twice\n"
        "Found 3 errors.\n"
    )


def test_json_has_the_shape_of_ruff(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    Path("nb.ipynb").write_text(json.dumps(NOTEBOOK))
    assert run(output_format="json") == 1
    place = {"location": {"row": 2, "column": 3}, "end_location": {"row": 2, "column": 7}}
    assert json.loads(capsys.readouterr().out) == [
        {
            "code": "XEN102",
            "name": "double-activation",
            "message": "softmax is applied twice",
            "severity": "error",
            "filename": str(folder / "nb.ipynb"),
            "cell": 3,
            **place,
            "fix": {
                "applicability": "displayonly",
                "message": "Remove it, by hand",
                "edits": [{"content": "x", **place}],
            },
            "noqa_row": 2,
            "url": None,
            "related": [
                {
                    "filename": str(folder / "nb.ipynb"),
                    "cell": 2,
                    "location": {"row": 1, "column": 5},
                    "end_location": {"row": 1, "column": 9},
                    "message": "the head",
                }
            ],
        }
    ]


def test_json_has_the_keys_of_the_installed_ruff(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.py").write_text("import os\nLOSS\n")
    arguments = ["-m", "ruff", "check", "--isolated", "--no-cache", "--output-format", "json", "m.py"]
    ruff = json.loads(subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60).stdout)
    run(output_format="json")
    ours = json.loads(capsys.readouterr().out)
    assert ours[0].keys() - {"related"} == ruff[0].keys()
    assert ours[0]["fix"].keys() == ruff[0]["fix"].keys()
    assert ours[0]["fix"]["edits"][0].keys() == ruff[0]["fix"]["edits"][0].keys()


def test_nothing_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.py").write_text("x = 1\n")
    assert run() == 0
    assert capsys.readouterr() == ("All checks passed!\n", "")
    assert run(output_format="json") == 0
    assert capsys.readouterr() == ("[]\n", "")


def test_a_folder_without_programs_is_worth_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr().err == "warning: no Python files or notebooks found in .\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"BOOM", "bad.py: internal error: KeyError: 'boom\\nboom'; please report it (XENT_LINT_DEBUG=1 shows more)"),
        (b"\xff", "bad.py:1:1: cannot decode byte 0xff as utf-8; declare the encoding (PEP 263) or save as UTF-8"),
        (None, "bad.py: No such file or directory"),
    ],
)
def test_one_bad_file_costs_one_line_and_the_others_are_reported(
    content: bytes | None, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        Path("bad.py").write_bytes(content)
    Path("good.py").write_text("LOSS\n")
    assert run("bad.py", "good.py", output_format="json") == 2
    printed = capsys.readouterr()
    assert printed.err == f"{line}\n"
    assert [Path(entry["filename"]).name for entry in json.loads(printed.out)] == ["good.py"]


def test_with_the_debug_variable_a_defect_shows_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XENT_LINT_DEBUG", "1")
    Path("bad.py").write_text("BOOM\n")
    with pytest.raises(KeyError):
        run()


def test_colours_only_on_a_terminal_and_not_against_no_color(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("m.py").write_text("LOSS\n")
    run()
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run()
    assert "\x1b[31m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    run()
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["check", "--select", "E501"], ["check", "--select", "XEN1,foo"], ["check", "--nonsense"], ["nonsense"]],
)
def test_misuse_ends_with_2(arguments: list[str]) -> None:
    ended = command(*arguments)
    assert ended.returncode == 2
    assert "Error" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_help_and_version_do_not_load_the_analysis() -> None:
    ended = command("--version")
    assert (ended.returncode, ended.stdout) == (0, "xent-lint 0.1.0\n")
    assert "--output-format" in command("check", "-h").stdout
    program = (
        "import sys\nfrom xent_lint.adapters.cli import main\n"
        "main(['check', '--help'], standalone_mode=False)\nsys.exit('libcst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60).returncode == 0


WRONG = """\
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""


def test_the_whole_program_on_a_real_finding() -> None:
    Path("m.py").write_text(WRONG)
    ended = command("check", "--output-format", "concise")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("m.py:3:20: XEN102 ")
    assert command("check", "--ignore", "XEN102").returncode == 0
    assert command("check", "--select", "xen2,XEN101").returncode == 0
    Path("m.py").write_text(WRONG.replace("True))", "True))  # noqa: XEN102"))
    assert command("check").stdout == "All checks passed!\n"


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    Path("m.py").write_text(WRONG)
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}
    started = subprocess.Popen(
        [sys.executable, "-m", "xent_lint.adapters.cli", "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert started.stdout is not None and started.stderr is not None
    started.stdout.close()
    with started.stderr:
        assert started.stderr.read() == b""
    assert started.wait(60) in (0, 1)


def test_a_terminal_that_cannot_show_a_name_is_no_error() -> None:
    Path("모델.py").write_text(WRONG, encoding="utf-8")
    ended = command("check", PYTHONIOENCODING="latin-1")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("\\ubaa8\\ub378.py:3:20")
