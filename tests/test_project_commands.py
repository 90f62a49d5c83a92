"""First-party imports through flake8 and the command line, from the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from project_files import COMPILE, MODEL

import xent_lint


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package and a script on the disk."""
    files = {
        "models/__init__.py": "from .net import build\n",
        "models/net.py": MODEL,
        "train.py": f"from models import build\nmodel = build()\n{COMPILE}",
        "scripts/again.py": f"from models.net import build\nmodel = build()\n{COMPILE}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(textwrap.dedent(text))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A module of Python as a command."""
    environment = {**os.environ, "PYTHONPATH": str(Path(xent_lint.__file__).parents[1])}
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, timeout=60, env=environment)


PLACES = ["scripts/again.py:4:20: XEN102 ", "train.py:4:20: XEN102 "]


def test_flake8_resolves_them(project: Path) -> None:
    ended = run("flake8", "--isolated", "--select", "XEN", "-j1", ".")
    assert (ended.stderr, ended.returncode) == ("", 1)
    lines = sorted(line.removeprefix("./") for line in ended.stdout.splitlines())
    assert [line[: len(place)] for line, place in zip(lines, PLACES, strict=True)] == PLACES
    assert all("models/net.py, line 4)" in line for line in lines)


def test_flake8_resolves_them_for_one_file(project: Path) -> None:
    ended = run("flake8", "--isolated", "--select", "XEN", str(project / "train.py"))
    assert (ended.stderr, len(ended.stdout.splitlines())) == ("", 1)


def test_the_command_resolves_them(project: Path) -> None:
    ended = run("xent_lint.adapters.cli", "check", "--output-format", "concise", ".")
    assert (ended.stderr, ended.returncode) == ("", 1)
    lines = [line for line in ended.stdout.splitlines() if "XEN102" in line]
    assert [line[: len(place)] for line, place in zip(lines, PLACES, strict=True)] == PLACES
    assert all("(models/net.py, line 4)" in line for line in lines)


def test_the_command_shows_the_other_file(project: Path) -> None:
    ended = run("xent_lint.adapters.cli", "check", "train.py")
    assert 'return keras.Sequential([layers.Dense(5, activation="softmax")])' in ended.stdout
    assert "models/net.py" in ended.stdout
