"""The workers as processes: what they are given, what they print, and how they fail."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest

from xent_lint.prove import run
from xent_lint.prove.cases import Case
from xent_lint.prove.results import Results, numbers_from_json, numbers_to_json
from xent_lint.prove.table import pair

CASE = pair("XEN101", "linear", "keras.losses.BinaryCrossentropy")
TWO = [CASE, pair("XEN301", "linear", "by_hand.softplus")]


def pretend(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let the worker be another program."""
    monkeypatch.setattr(run, "_START", program)


def one_failure(cases: list[Case], timeout: float = 60.0) -> str:
    results = run.prove(cases, ["tensorflow"], timeout=timeout)
    (line,) = results.failures
    assert "\n" not in line
    return line


def test_the_protocol_by_hand() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xent_lint.prove.worker", "tensorflow", "call", "graph"],
        input=json.dumps(CASE.to_json()) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    first, call, graph = (json.loads(line) for line in done.stdout.splitlines())
    assert first == {
        "versions": {name: importlib.metadata.version(name) for name in ("keras", "tensorflow")},
    }
    assert (call["case"], call["mode"], graph["mode"]) == (CASE.key, "call", "graph")
    assert len(call["reported"]) == len(call["gradient"]) == 4 * len(CASE.sweep)


def test_an_exception_of_the_framework_is_one_field_and_the_next_case_goes_on() -> None:
    impossible = Case.from_json({**CASE.to_json(), "head": {**CASE.to_json()["head"], "policy": "float7"}})
    results = run.prove([impossible, CASE], ["tensorflow"], modes=["call"])
    broken, fine = results.measurements
    assert broken.error is not None
    assert "float7" in broken.error
    assert "\n" not in broken.error
    assert broken.verdict is not None
    assert broken.verdict.kind == "raises"
    assert fine.error is None


def test_a_worker_that_dies_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert one_failure(TWO) == "tensorflow: the worker was ended by SIGKILL (0 of 10 measurements done)"


def test_a_worker_that_raises_is_one_line_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "raise ImportError('libsomething.so is missing')")
    assert one_failure(TWO) == (
        "tensorflow: the worker ended with exit code 1: ImportError: libsomething.so is missing "
        "(0 of 10 measurements done)"
    )


def test_a_worker_that_dies_within_a_line_keeps_what_it_said_before(monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.dumps({"versions": {"keras": "3"}})
    pretend(monkeypatch, f"import sys; sys.stdout.write({said!r} + chr(10) + '{{\"case'); sys.exit(3)")
    results = run.prove(TWO, ["tensorflow"])
    assert results.versions == {"tensorflow": {"keras": "3"}}
    assert results.failures == (
        "tensorflow: the worker ended with exit code 3: it said nothing (0 of 10 measurements done)",
    )


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "import time; time.sleep(600)")
    assert (
        one_failure(TWO, timeout=0.5) == "tensorflow: the worker gave no result for 0.5 s (0 of 10 measurements done)"
    )


def test_modules_of_the_current_folder_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("keras", "tensorflow", "json", "xent_lint"):
        (tmp_path / f"{name}.py").write_text("open('was-run', 'w').close()\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)
    results = run.prove([CASE], ["tensorflow"], modes=["call"])
    assert results.failures == ()
    assert not (tmp_path / "was-run").exists()


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(run.NEEDS, "torch", ("no_such_torch", "keras"))
    assert run.prove([CASE], ["torch"]) == Results(
        (), {}, {"torch": "no_such_torch is not installed: pip install no_such_torch"}
    )


def test_keras_2_is_told_from_keras_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "2.15.0")
    assert run.why_missing("jax") == "keras 2.15.0 is installed, and Keras 3 is needed: pip install 'keras>=3'"
    assert run.why_missing("tf_keras") is None


def test_numbers_that_are_not_finite_go_through_strict_json() -> None:
    numbers = [1.5, float("inf"), float("-inf"), float("nan")]
    text = json.dumps(numbers_to_json(numbers), allow_nan=False)
    back = numbers_from_json(json.loads(text))
    assert back is not None
    assert back[:3] == (1.5, float("inf"), float("-inf"))
    assert back[3] != back[3]
