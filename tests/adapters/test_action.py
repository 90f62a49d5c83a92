"""`action.yml` and the workflows of the documentation: what GitHub would run is run here."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from wrong_programs import ROOT, environment_of

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGES = sorted((ROOT / "docs").glob("*.md"))


def workflows() -> Iterator[tuple[str, Any]]:
    """All YAML of the documentation, with its page."""
    for page in PAGES:
        for block in re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            yield page.name, yaml.safe_load(block)


def scripts(node: Any) -> Iterator[str]:
    """What is run, anywhere below: `run` of GitHub, `script` of GitLab."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "script"):
                yield value if isinstance(value, str) else "\n".join(value)
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts(value)


SCRIPTS = [*scripts(ACTION), *(script for _, workflow in workflows() for script in scripts(workflow))]


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) >= 6


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_one_that_bash_understands(script: str) -> None:
    ended = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "${{" not in script  # GitHub would write it into the script, and an argument would be a command


def test_the_action_is_whole() -> None:
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
    assert all({"description", "default"} <= given.keys() for given in ACTION["inputs"].values())


FAKE_PYTHON = """#!/bin/sh
[ "$*" = "-m venv $RUNNER_TEMP/xent-lint" ] || exit 9
mkdir -p "$RUNNER_TEMP/xent-lint/bin"
printf '#!/bin/sh\\necho "$@" >"$RUNNER_TEMP/installed"\\n' >"$RUNNER_TEMP/xent-lint/bin/pip"
chmod +x "$RUNNER_TEMP/xent-lint/bin/pip"
"""


def test_the_action_installs_what_it_is_part_of(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").write_text(FAKE_PYTHON)
    (programs / "python3").chmod(0o755)
    temporary = tmp_path / "with space"
    temporary.mkdir()
    environment = environment_of(
        PATH=f"{programs}{os.pathsep}{os.environ['PATH']}", RUNNER_TEMP=str(temporary), GITHUB_ACTION_PATH="/an action"
    )
    install = ACTION["runs"]["steps"][0]["run"]
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", install]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (temporary / "installed").read_text() == "install --quiet /an action\n"
