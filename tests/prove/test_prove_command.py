"""`xent-lint prove` as users run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """\
from pathlib import Path

from tensorflow import keras

Path("was-run").touch()
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid"), keras.layers.Reshape((1,))])
model.compile(optimizer="adam", loss="binary_crossentropy")
"""


def prove(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "xent_lint", "prove", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def refused(*arguments: str, folder: Path | None = None) -> str:
    done = prove(*arguments, folder=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("wrong", ["XEN291", "XNE201"])
def test_a_wrong_code_names_the_nearest(wrong: str) -> None:
    assert f"'{wrong.upper()}' selects nothing to measure; did you mean XEN20" in refused(wrong)


def test_a_file_that_is_not_there_is_one_line() -> None:
    assert refused("no_such_file.py") == "Error: Invalid value for FILE: no_such_file.py: No such file or directory"


def test_a_file_that_is_no_program_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import keras\nkeras.losses.BinaryCrossentropy(\n")
    assert "a.py:2" in refused("a.py", folder=tmp_path)


def test_a_backend_that_is_unknown_is_refused() -> None:
    assert "'mxnet' is not one of" in refused("--backend", "mxnet")


def test_a_plot_into_nowhere_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    assert "there is no such folder" in refused("XEN104", "--plot", str(tmp_path / "none" / "a.png"))


def test_a_plot_in_no_format_for_pictures_is_refused_too(tmp_path: Path) -> None:
    assert "a.docx: no format for pictures: .docx" in refused("XEN104", "--plot", str(tmp_path / "a.docx"))


def test_a_program_without_findings(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print(1)\n")
    done = prove("a.py", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "a.py: no findings, nothing to prove" in done.stderr


def test_the_pairs_of_a_program_are_measured_and_the_program_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(PROGRAM)
    done = prove("train.py", "--backend", "tensorflow", "--plot", "curves.png", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert 'train.py:7: XEN201 Dense(1, "sigmoid"), Reshape -> binary_crossentropy' in done.stderr
    assert not (tmp_path / "was-run").exists()
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("tensorflow: keras 3.")
    row = next(line for line in lines if line.startswith("  tensorflow") and "saturates" in line)
    assert row.split()[:5] == ["tensorflow", "fit,", "eager,", "call,", "graph"]
    assert row.rstrip().endswith("gradient vanishes from |logit| = 16.125")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupt_ends_the_workers_too() -> None:
    command = [sys.executable, "-m", "xent_lint", "prove", "--backend", "tensorflow"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        children = wait_for_children(running.pid)
        running.send_signal(signal.SIGINT)  # to this process alone; a terminal sends it to the workers as well
        out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert (out, err.strip()) == ("", "interrupted")
    assert children
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def wait_for_children(pid: int) -> list[str]:
    """The processes that a process has started, as soon as there are any."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    threads = Path(f"/proc/{pid}/task")
    if not listed.exists():
        pytest.skip("the children of a process are not listed here")
    for _ in range(600):
        found = [child for thread in threads.iterdir() for child in (thread / "children").read_text().split()]
        if found:
            return found
        time.sleep(0.05)
    return []


def test_json_is_strict_and_whole(tmp_path: Path) -> None:
    done = prove("XEN203", "--backend", "tensorflow", "--format", "json", folder=tmp_path)
    assert done.returncode == 0, done.stderr

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    data = json.loads(done.stdout, parse_constant=refuse)
    assert set(data) == {"versions", "absent", "failures", "cases", "measurements"}
    keys = {case["key"] for case in data["cases"]}
    assert {each["case"] for each in data["measurements"]} == keys
    broken = [each for each in data["measurements"] if each["verdict"] and each["verdict"]["kind"] == "not finite"]
    assert broken
    assert any("nan" in curve["reported"] for each in broken for curve in each["curves"])


def test_markdown_is_a_table(tmp_path: Path) -> None:
    done = prove("XEN302", "--backend", "tensorflow", "--format", "markdown", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    tables = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert "| backend | modes |" in tables[0]
    assert len({line.replace("\\|", "").count("|") for line in tables}) == 1
    assert "another decision for \\|logit\\| from 0.125 to 0.5" in done.stdout
