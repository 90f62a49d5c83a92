"""What `docs/notebooks.md` tells people to do is done here as they would do it, from top to bottom."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import ROOT, environment_of

PAGE = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_command_of_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "xent-lint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xent_lint "$@"\n')
    command.chmod(0o755)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    environment = environment_of(PATH=f"{command.parent}{os.pathsep}{os.environ['PATH']}")

    def typed(script: str) -> subprocess.CompletedProcess[str]:
        shell = ["bash", "--noprofile", "--norc", "-c", script]
        return subprocess.run(shell, capture_output=True, encoding="utf-8", timeout=120, env=environment)

    _, made, fixed = blocks("sh")
    found = typed(made)
    assert (found.returncode, found.stdout, found.stderr) == (1, blocks("text")[0], "")
    before = Path("train.ipynb").read_text(encoding="utf-8")
    ended = typed(fixed)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(blocks("text")[1])
    assert ended.stdout.endswith("Found 1 error (1 fixed, 0 remaining).\n")
    loss = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
    after = before.replace(r", activation=\"softmax\"", "").replace(r"\"sparse_categorical_crossentropy\"", loss)
    assert Path("train.ipynb").read_text(encoding="utf-8") == after
