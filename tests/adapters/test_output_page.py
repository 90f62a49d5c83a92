"""What `docs/output.md` and `action.yml` tell people to do is done here as they would do it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from wrong_programs import ROOT, SAFE, UNSAFE, environment_of

PAGE = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def bash(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As a step of GitHub or GitLab runs it: the first command that fails ends it."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=120, env=environment_of(**environment)
    )


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty folder, and a PATH with the command of this package."""
    (tmp_path / "xent-lint" / "bin").mkdir(parents=True)
    command = tmp_path / "xent-lint" / "bin" / "xent-lint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xent_lint "$@"\n')
    command.chmod(0o755)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return f"{command.parent}{os.pathsep}{os.environ['PATH']}"


def test_every_command_of_the_page_does_what_it_says(path: str) -> None:
    _, program, *lists = blocks("sh")
    assert bash(program).returncode == 0
    commands = [command for each in lists for command in each.splitlines()]
    assert len(commands) == 9
    outputs = {}
    for command in commands:
        ended = bash(command, PATH=path)
        assert (ended.returncode, ended.stderr) == (1, ""), command
        outputs[command] = ended.stdout
    assert outputs["xent-lint check --statistics train.py"] == blocks("text")[0]
    written = {"train.py", "xent-lint.sarif", "gl-code-quality-report.json", "junit.xml"}
    assert {each.name for each in Path().iterdir()} == written


def jobs(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps of the only job of a workflow."""
    (job,) = workflow["jobs"].values()
    return list(job["steps"])


def test_the_workflows_run_and_upload_what_they_write(path: str) -> None:
    annotations, scanning = (each for each in map(yaml.safe_load, blocks("yaml")) if "jobs" in each)
    Path("train.py").write_text(UNSAFE)
    ended = bash(jobs(annotations)[-1]["run"], PATH=path)
    assert ended.returncode == 1 and ended.stdout.startswith("::error title=xent-lint (XEN102),file=")
    *_, check, upload = jobs(scanning)
    assert bash(check["run"], PATH=path).returncode == 0
    assert json.loads(Path(upload["with"]["sarif_file"]).read_text())["version"] == "2.1.0"
    assert scanning["permissions"]["security-events"] == "write"
    Path("bad.py").write_bytes(b"\xff")
    assert bash(check["run"], PATH=path).returncode != 0


def test_the_gitlab_job_keeps_the_report_that_it_writes(path: str) -> None:
    (job,) = (each["xent-lint"] for each in map(yaml.safe_load, blocks("yaml")) if "xent-lint" in each)
    Path("train.py").write_text(UNSAFE)
    assert bash(job["script"][-1], PATH=path).returncode == 0
    assert json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text())[0]["check_name"] == "XEN102"


def test_the_action_gives_its_inputs_to_the_command(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    assert set(step["env"].values()) == {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]}
    Path("with space.py").write_text(SAFE)
    Path("other.py").write_text(UNSAFE)

    def run(args: str, output_format: str = "github", output_file: str = "") -> subprocess.CompletedProcess[str]:
        named = {"ARGS": args, "OUTPUT_FORMAT": output_format, "OUTPUT_FILE": output_file}
        return bash(step["run"], RUNNER_TEMP=str(tmp_path), **named)

    everything = run(action["inputs"]["args"]["default"])
    assert (everything.returncode, everything.stdout.count("::error"), everything.stdout.count("::warning")) == (
        1,
        1,
        1,
    )
    chosen = run("--select\nXEN2\n\nwith space.py\n", "json", "out.json")
    assert (chosen.returncode, chosen.stdout) == (1, "")
    assert [Path(each["filename"]).name for each in json.loads(Path("out.json").read_text())] == ["with space.py"]
    harmless = run("other.py\n$(touch injected)\n; touch injected")
    assert harmless.returncode == 2 and not Path("injected").exists()
