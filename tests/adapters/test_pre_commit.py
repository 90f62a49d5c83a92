"""The shipped hooks under the real pre-commit, in a git repository made here.

pre-commit would install a `language: python` hook from the network, so the hooks run as `language: system`, with a
`xent-lint` on the PATH that is this package; all else is read from the shipped file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from wrong_programs import ROOT, SAFE, UNSAFE, environment_of, notebook

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
NAMES = ("with space.py", "모델.py", "été/nets '1'.py")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with this package's command on the PATH; each of its runs leaves a line in a log."""
    folder = tmp_path / "repository"
    folder.mkdir()
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "xent-lint"
    command.write_text(f'#!/bin/sh\necho run >>"{tmp_path}/runs"\nexec "{sys.executable}" -m xent_lint "$@"\n')
    command.chmod(0o755)
    for name, value in environment_of(
        PATH=f"{programs}{os.pathsep}{os.environ['PATH']}",
        PRE_COMMIT_HOME=str(tmp_path / "home"),
        GIT_CONFIG_GLOBAL=str(tmp_path / "gitconfig"),
        GIT_CONFIG_NOSYSTEM="1",
        PYTHONUTF8="1",
    ).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("GIT_DIR", raising=False)
    monkeypatch.delenv("GIT_INDEX_FILE", raising=False)
    monkeypatch.chdir(folder)
    (tmp_path / "gitconfig").write_text("[user]\n\tname = A\n\temail = a@example.org\n[init]\n\tdefaultBranch = main\n")
    git("init", "-q")
    return folder


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True, timeout=60)


def use(hook: str, **changes: Any) -> None:
    """A configuration with one of the shipped hooks; what is there is staged."""
    chosen = {**HOOKS[hook], "language": "system", **changes}
    config = {"repos": [{"repo": "local", "hooks": [chosen]}]}
    Path(".pre-commit-config.yaml").write_text(json.dumps(config))  # JSON is YAML
    git("add", "-A")


def pre_commit(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=200)


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def test_findings_in_staged_files_fail() -> None:
    for name in NAMES:
        write(name, UNSAFE)
    write("nb.ipynb", notebook(UNSAFE))
    write("clean.py", "x = 1\n")
    write("notes.txt", UNSAFE)
    use("xent-lint")
    write("unstaged.py", UNSAFE)
    ended = pre_commit()
    assert ended.returncode == 1
    assert "exit code: 1" in ended.stdout
    for name in (*NAMES, "nb.ipynb:cell 2"):
        assert f"{name}:4:20: XEN102" in ended.stdout
    assert "notes.txt" not in ended.stdout and "unstaged" not in ended.stdout
    assert Path("모델.py").read_text(encoding="utf-8") == UNSAFE


def test_a_commit_is_stopped_and_goes_through_once_it_is_right() -> None:
    write("m.py", SAFE)
    use("xent-lint-fix")
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], check=True, capture_output=True, timeout=60)
    first = subprocess.run(["git", "commit", "-m", "x"], capture_output=True, encoding="utf-8", timeout=100)
    assert first.returncode == 1 and "files were modified by this hook" in first.stderr
    git("add", "-A")
    git("commit", "-m", "x")
    committed = subprocess.run(["git", "show", "HEAD:m.py"], capture_output=True, encoding="utf-8", timeout=60).stdout
    assert "from_logits=True" in committed


def test_fixes_are_applied_and_reported_as_changes() -> None:
    for name in NAMES:
        write(name, SAFE)
    write("nb.ipynb", notebook(SAFE))
    use("xent-lint-fix")
    ended = pre_commit()
    assert ended.returncode == 1
    assert "files were modified by this hook" in ended.stdout
    assert "4 errors (4 fixed, 0 remaining)" in ended.stdout
    for name in (*NAMES, "nb.ipynb"):
        assert "from_logits=True" in Path(name).read_text(encoding="utf-8")
    git("add", "-A")
    assert pre_commit().returncode == 0


def test_without_files_there_is_nothing_to_do() -> None:
    write("notes.txt", "nothing\n")
    for hook in HOOKS:
        use(hook)
        ended = pre_commit()
        assert (ended.returncode, "(no files to check)" in ended.stdout) == (0, True), ended.stdout


def test_an_empty_list_of_files_is_no_crash() -> None:
    write("notes.txt", "nothing\n")
    for hook in HOOKS:
        use(hook, always_run=True)
        ended = pre_commit()
        assert (ended.returncode, "Passed" in ended.stdout) == (0, True), ended.stdout


def test_many_files_are_checked_by_several_processes(tmp_path: Path) -> None:
    for number in range(24):
        write(f"model_{number}.py", UNSAFE)
    use("xent-lint", args=["--output-format", "concise"])
    ended = pre_commit("--all-files")
    assert ended.returncode == 1
    found = [line.split(":")[0] for line in ended.stdout.splitlines() if "XEN102" in line]
    assert sorted(found) == sorted(f"model_{number}.py" for number in range(24))
    runs = len((tmp_path / "runs").read_text().splitlines())
    assert runs >= min(2, len(os.sched_getaffinity(0)))


def test_a_file_that_cannot_be_read_fails_the_hook() -> None:
    Path("m.py").write_bytes(b"x = '\xff'\n")
    use("xent-lint")
    ended = pre_commit()
    assert ended.returncode == 1
    assert "exit code: 2" in ended.stdout and "m.py:1:6: cannot decode byte 0xff" in ended.stdout


def test_pre_commit_accepts_the_shipped_file() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_the_hooks_run_from_a_repository_of_hooks_as_people_configure_them(tmp_path: Path) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shipped = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hooks / ".pre-commit-hooks.yaml").write_text(shipped.replace("language: python", "language: system"))
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x"), ("tag", "v1")):
        git("-C", str(hooks), *arguments)
    write("m.py", SAFE)
    config = {"repos": [{"repo": str(hooks), "rev": "v1", "hooks": [{"id": "xent-lint", "args": ["--select=XEN1"]}]}]}
    Path(".pre-commit-config.yaml").write_text(json.dumps(config))
    git("add", "-A")
    assert pre_commit().returncode == 0
    Path(".pre-commit-config.yaml").write_text(json.dumps(config).replace("XEN1", "XEN2"))
    git("add", "-A")
    ended = pre_commit()
    assert ended.returncode == 1 and "m.py:4:20: XEN201" in ended.stdout


def test_the_hooks_take_python_and_notebooks_and_start_the_command() -> None:
    assert {hook: HOOKS[hook]["entry"] for hook in HOOKS} == {
        "xent-lint": "xent-lint check",
        "xent-lint-fix": "xent-lint check --fix",
    }
    for hook in HOOKS.values():
        assert (hook["language"], hook["types_or"]) == ("python", ["python", "jupyter"])
