"""Beginning with the linter in a project with findings, with the real program."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from wrong_programs import ROOT, SAFE, SHOWN, UNSAFE, environment_of, notebook, xent_lint

FLAGGED = sorted((ROOT / "fixtures" / "flagged").glob("*.py"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("m.py").write_text(UNSAFE)
    Path("sub").mkdir()
    Path("sub/s.py").write_text(SAFE)
    return tmp_path


def codes(*arguments: str, code: int | None = None) -> list[str]:
    """File and code of each finding, as JSON tells them."""
    ended = xent_lint("check", "--output-format", "json", *arguments)
    entries = json.loads(ended.stdout)
    assert ended.returncode == (code if code is not None else int(bool(entries))), ended.stderr
    return [f"{os.path.relpath(entry['filename'])} {entry['code']}" for entry in entries]


ALL = ["m.py XEN102", "sub/s.py XEN201"]


def test_add_noqa_silences_everything_here_and_in_flake8_and_only_once() -> None:
    for path in FLAGGED[::6]:
        shutil.copy(path, path.name)
    Path("nb.ipynb").write_text(notebook(UNSAFE, SAFE), encoding="utf-8")
    Path("crlf.py").write_bytes(UNSAFE.replace("\n", "\r\n").encode())
    Path("crlf.py").chmod(0o640)
    before = codes()
    ended = xent_lint("check", "--add-noqa")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr.startswith("Added ") and ended.stderr.endswith(" noqa directives.\n")
    assert codes() == []
    assert codes("--ignore-noqa") == before
    assert codes("--extend-select", "XEN900") == []
    assert stat.S_IMODE(Path("crlf.py").stat().st_mode) == 0o640
    assert Path("crlf.py").read_bytes().count(b"\r\n") == UNSAFE.count("\n")
    texts = {path: path.read_bytes() for path in Path().rglob("*.*")}
    assert xent_lint("check", "--add-noqa").stderr == "Added 0 noqa directives.\n"
    assert {path: path.read_bytes() for path in Path().rglob("*.*")} == texts
    flake8 = [sys.executable, "-m", "flake8", "--isolated", "--select", "XEN", "-j1", "."]
    ended = subprocess.run(flake8, capture_output=True, text=True, timeout=300, env=environment_of())
    assert (ended.stdout, ended.stderr) == ("", "")


def test_add_noqa_heeds_selection_and_what_cannot_be_read() -> None:
    Path("bad.py").write_text("crossentropy = (")
    ended = xent_lint("check", "--add-noqa", "--select", "XEN2")
    assert ended.returncode == 2
    assert [line.partition(":")[0] for line in ended.stderr.splitlines()] == ["bad.py", "Added 1 noqa directive."]
    assert codes("m.py", "sub") == [ALL[0]]


def test_add_noqa_leaves_a_file_that_may_not_be_written() -> None:
    Path("m.py").chmod(0o444)
    ended = xent_lint("check", "--add-noqa", "m.py")
    assert (ended.returncode, ended.stderr) == (2, "m.py: the file is read-only\nAdded 0 noqa directives.\n")
    assert Path("m.py").read_text() == UNSAFE


def test_a_file_that_asks_for_it_is_ignored() -> None:
    Path("m.py").write_text(f"# xent-lint: ignore-file\n{UNSAFE}")
    assert codes("m.py") == []
    assert codes("--ignore-noqa", "m.py") == ["m.py XEN102"]
    Path("m.py").write_text(f"'# xent-lint: ignore-file'\n{UNSAFE}")
    assert codes("m.py") == ["m.py XEN102"]


def test_unused_comments_are_reported_on_request() -> None:
    Path("m.py").write_text("import keras\nx = 1  # noqa: XEN102\n")
    assert codes("m.py") == []
    assert codes("--report-unused-noqa", "m.py") == ["m.py XEN900"]
    Path("pyproject.toml").write_text('[tool.xent-lint]\nextend-select = ["XEN900"]\n')
    assert codes("m.py") == ["m.py XEN900"]
    assert "m.py:2:8: XEN900 # noqa: XEN102 silences nothing here" in xent_lint("check").stdout


def test_a_baseline_hides_what_was_there_and_shows_what_is_new() -> None:
    ended = xent_lint("check", "--write-baseline", "ci/base.json")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "Wrote 2 findings to ci/base.json.\n")
    assert codes("--baseline", "ci/base.json") == []
    Path("m.py").write_text(f"import os\n\n\n# moved\n{UNSAFE}\n{SHOWN}")
    assert codes("--baseline", "ci/base.json") == ["m.py XEN103"]
    Path("pyproject.toml").write_text('[tool.xent-lint]\nbaseline = "ci/base.json"\n')
    assert codes() == ["m.py XEN103"]
    assert codes("--no-baseline") == ["m.py XEN102", "m.py XEN103", ALL[1]]
    assert xent_lint("check", "--write-baseline", "ci/base.json").stderr == "Wrote 3 findings to ci/base.json.\n"
    assert codes() == []


def test_each_project_of_a_repository_has_its_baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "a.py").write_text(UNSAFE)
        Path(name, "pyproject.toml").write_text('[tool.xent-lint]\nbaseline = "base.json"\n')
        monkeypatch.chdir(name)
        assert xent_lint("check", "--write-baseline", "base.json").returncode == 0
        monkeypatch.chdir("..")
    Path("two/b.py").write_text(UNSAFE)
    assert codes("one", "two") == ["two/b.py XEN102"]


def test_a_broken_baseline_of_a_folder_below_is_told() -> None:
    Path("sub/pyproject.toml").write_text('[tool.xent-lint]\nbaseline = "base.json"\n')
    Path("sub/base.json").write_text("{")
    ended = xent_lint("check", "--output-format", "concise")
    assert (ended.returncode, ended.stdout.count("XEN")) == (2, 1)
    assert ended.stderr.startswith("sub/base.json: not a baseline: line 1: ")


def test_fixes_leave_known_findings_alone() -> None:
    Path("sub/s.py").write_text(SAFE)
    assert xent_lint("check", "--write-baseline", "base.json").returncode == 0
    assert xent_lint("check", "--fix", "--baseline", "base.json").returncode == 0
    assert Path("sub/s.py").read_text() == SAFE
    Path("new.py").write_text(SAFE)
    ended = xent_lint("check", "--fix", "--baseline", "base.json")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Found 1 error (1 fixed, 0 remaining).")
    assert (Path("sub/s.py").read_text() == SAFE, Path("new.py").read_text() == SAFE) == (True, False)


def test_stale_entries_are_reported_on_request() -> None:
    Path("gone.py").write_text(UNSAFE)
    assert xent_lint("check", "--write-baseline", "base.json").returncode == 0
    known = ("check", "--baseline", "base.json")
    assert xent_lint(*known, "--report-stale-baseline").stderr == ""
    Path("gone.py").unlink()
    Path("m.py").write_text("")
    ended = xent_lint(*known, "--report-stale-baseline")
    assert (ended.returncode, ended.stderr.splitlines()) == (
        1,
        [
            "gone.py: there is no such file any more, but base.json has findings in it",
            "m.py: base.json has a finding of XEN102 that is no longer there",
        ],
    )
    ended = xent_lint(*known)
    assert (ended.returncode, ended.stderr) == (0, "")
    ended = xent_lint(*known, "--report-stale-baseline", "--select", "XEN2", "m.py")
    assert "XEN102" not in ended.stderr  # a code that is not looked for cannot be found


def test_baselines_of_two_branches_can_be_merged() -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)

    def commit(name: str) -> None:
        Path(name).write_text(UNSAFE)
        assert xent_lint("check", "--write-baseline", "base.json").returncode == 0
        git("add", ".")
        git("commit", "-m", name)

    git("init", "-b", "main")
    commit("n.py")
    git("checkout", "-b", "other")
    commit("a.py")
    git("checkout", "main")
    commit("t.py")
    git("merge", "other")
    assert codes("--baseline", "base.json") == []
    merged = Path("base.json").read_bytes()
    assert xent_lint("check", "--write-baseline", "base.json").returncode == 0
    assert Path("base.json").read_bytes() == merged


def test_a_baseline_that_cannot_be_written_is_one_line() -> None:
    Path("readonly.json").touch(0o444)
    ended = xent_lint("check", "--write-baseline", "readonly.json")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "readonly.json: the file is read-only\n")
    ended = xent_lint("check", "--write-baseline", "sub")
    assert (ended.returncode, ended.stderr) == (2, "sub: Is a directory\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--add-noqa", "--fix"),
        ("--add-noqa", "--diff"),
        ("--add-noqa", "--write-baseline", "b.json"),
        ("--add-noqa", "--ignore-noqa"),
        ("--add-noqa", "-"),
        ("--write-baseline", "b.json", "--fix-only"),
        ("--write-baseline", "b.json", "--baseline", "c.json"),
        ("--write-baseline", "b.json", "--stdin-filename", "a.py"),
    ],
)
def test_options_that_contradict_each_other_are_misuse(arguments: tuple[str, ...]) -> None:
    ended = xent_lint("check", *arguments, stdin="")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "cannot be used with" in ended.stderr.splitlines()[-1]
    assert not Path("b.json").exists()
