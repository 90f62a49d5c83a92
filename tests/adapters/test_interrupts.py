"""Ctrl-C at the real program, at many moments: code 130, one word, and no file is half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from wrong_programs import SAFE, environment_of

FIXED_LINE = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
FILES = 40

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(FILES):
        Path(f"m{number:02}.py").write_text(program(number))
    return tmp_path


def program(number: int) -> str:
    """A program that takes a while: it has a safe fix, and much else to read."""
    return SAFE + f"# {number}\n" + "x = [y for y in z if y]\n" * 400


def start(*arguments: str) -> subprocess.Popen[str]:
    """The program in a session of its own. It says when Python is up, for before that nobody could help it."""
    code = "import sys; print('up', flush=True); from xent_lint.__main__ import main; main()"
    started = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment_of(),
        start_new_session=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "up\n"
    return started


def interrupt(started: subprocess.Popen[str]) -> tuple[str, int]:
    """As a terminal does: every process of the session gets it."""
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert out == ""
    return err, started.returncode


def texts() -> Sequence[str]:
    return [path.read_text() for path in sorted(Path().glob("m*.py"))]


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_is_one_word(seconds: float, jobs: str) -> None:
    started = start("check", "--jobs", jobs, "--no-cache")
    time.sleep(seconds)
    assert interrupt(started) == ("interrupted\n", 130)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_file_is_old_or_new_when_fixing_is_interrupted(jobs: str) -> None:
    old = texts()
    started = start("check", "--fix", "--jobs", jobs, "--no-cache")
    end = time.monotonic() + 60
    while FIXED_LINE not in Path("m00.py").read_text() and time.monotonic() < end:
        time.sleep(0.001)
    assert interrupt(started) == ("interrupted\n", 130)
    new = texts()
    changed = [after for before, after in zip(old, new, strict=True) if after != before]
    assert 0 < len(changed) < FILES  # it was in the middle
    for text in changed:
        assert FIXED_LINE in text and text.endswith("x = [y for y in z if y]\n" * 400)
    assert sorted(path.name for path in Path().iterdir()) == [f"m{number:02}.py" for number in range(FILES)]


def test_a_wait_for_standard_input_can_be_left() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "xent_lint", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment_of(),
        start_new_session=True,
    )
    time.sleep(2)
    assert interrupt(started) == ("interrupted\n", 130)
