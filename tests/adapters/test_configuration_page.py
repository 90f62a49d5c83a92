"""What `docs/configuration.md` tells people to do is done here as they would do it, from top to bottom."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import ROOT, environment_of

from xent_lint.keys import KEYS

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty folder, and a PATH with the commands."""
    (tmp_path / "bin").mkdir()
    for name, module in (("xent-lint", "xent_lint"), ("flake8", "flake8")):
        command = tmp_path / "bin" / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        command.chmod(0o755)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"


CODES = [
    ("cat >src/train.py", 1),
    ("cat >>pyproject.toml", 1),
    ("xent-lint config\n", 0),
    ("--config /dev/stdin", 2),
    ("cat >src/known.py", 1),
    ("--add-noqa", 0),
    ("--write-baseline", 0),
    ("--report-stale-baseline", 1),
    ("cat >.flake8", 1),
]
"""What each block of commands is known by, and how its last command ends."""


def test_every_command_of_the_page_does_what_it_says(path: str) -> None:
    _, *scripts = blocks("sh")
    said: list[str] = []
    assert len(scripts) == len(CODES)
    for script, (mark, code) in zip(scripts, CODES, strict=True):
        assert mark in script
        command = ["bash", "--noprofile", "--norc", "-c", script]
        environment = environment_of(PATH=path)
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, env=environment)
        assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), (script, ended)
        said.append(ended.stdout + ended.stderr)
    first, selected, in_force, refused, known, silenced, begun, stale, flake8 = said
    shown = blocks("text")
    assert (first, refused) == (shown[0], shown[1])
    assert shown[2] in stale
    assert re.findall(r"XEN\d+|Found .*", selected) == ["XEN102", "Found 1 error."]
    assert "per-file-ignores" in in_force and "pyproject.toml" in in_force
    assert known.startswith("All checks passed!\nsrc/known.py:5:20: XEN102 ")
    assert silenced == "All checks passed!\nAdded 1 noqa directive.\n"
    assert begun.startswith("All checks passed!\nWrote 2 findings to xent-baseline.json.\n")
    assert stale.startswith("src/new.py:4:20: XEN102 ")
    assert [line.split()[:2] for line in flake8.splitlines()] == [["src/train.py:4:20:", "XEN102"]]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_page_has_every_key(key: object) -> None:
    name = getattr(key, "name", "")
    assert re.search(rf"^\| .*`{name}`", PAGE, re.MULTILINE), name
