"""What the README tells people to type is typed here, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import ROOT, SAFE, UNSAFE, environment_of, notebook, xent_lint

from xent_lint.codes import KNOWN_CODES

PAGE = (ROOT / "README.md").read_text(encoding="utf-8")
USE = PAGE.partition("\n## Use it\n")[2].partition("\n## How it works")[0]
COMMANDS = [
    line.partition("  #")[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```$", USE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with what the commands name, and a PATH with the commands."""
    (tmp_path / "bin").mkdir()
    for name, module in (("xent-lint", "xent_lint"), ("flake8", "flake8")):
        command = tmp_path / "bin" / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        command.chmod(0o755)
    (tmp_path / "work" / "src").mkdir(parents=True)
    (tmp_path / "work" / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("src/train.py").write_text(SAFE)
    Path("notebooks/nb.ipynb").write_text(notebook(UNSAFE), encoding="utf-8")
    Path("a.py").write_text(SAFE)
    return f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"


def test_every_command_works(path: str) -> None:
    typed = [each for each in COMMANDS if not each.startswith("pip install")]
    assert len(typed) >= 13
    for command in typed:
        if " prove " in command:  # it takes a minute; docs/prove.md has tests of its own
            continue
        shell = ["bash", "--noprofile", "--norc", "-c", command]
        ended = subprocess.run(shell, capture_output=True, encoding="utf-8", timeout=120, env=environment_of(PATH=path))
        assert ended.returncode in (0, 1), (command, ended)
        assert "warning" not in ended.stderr and "Traceback" not in ended.stderr, command
        Path("src/train.py").write_text(SAFE)


def test_the_settings_are_settings(path: str) -> None:
    (table,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    Path("pyproject.toml").write_text(table.replace('baseline = "xent-baseline.json"', ""))
    ended = xent_lint("check", "--output-format", "concise")
    assert (ended.returncode, ended.stderr) == (1, "")


def test_every_code_is_in_the_table() -> None:
    assert re.findall(r"^\| (XEN\d+) \|", PAGE, re.MULTILINE) == [*KNOWN_CODES]


def test_the_pages_that_are_named_are_there_and_it_is_short() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / link).exists(), link
    assert len(PAGE.splitlines()) <= 165
