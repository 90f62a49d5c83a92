"""Which files a run is about."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xent_lint.discovery import discover
from xent_lint.resolver import Resolver


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with what must and what must not be found."""
    touch(tmp_path, "b.py a.py nb.ipynb notes.txt stub.pyi sub/c.py .venv/x.py sub/build/x.py")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(root: Path, names: str) -> None:
    for name in names.split():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def offered(*paths: str, **command: Any) -> list[str]:
    """The files; nothing may go wrong."""
    errors: list[tuple[str, str]] = []
    said = {name.replace("_", "-"): value for name, value in command.items()}
    found = list(discover(paths or (".",), Resolver((), said), lambda *error: errors.append(error)))
    assert errors == []
    return found


def test_a_folder_offers_programs_and_notebooks_in_order(tree: Path) -> None:
    (tree / "loop").symlink_to(tree)
    (tree / "sub" / "up").symlink_to("..")
    (tree / ".#lock.py").symlink_to("nowhere")
    (tree / "self.py").symlink_to("self.py")
    (tree / "linked.py").symlink_to("a.py")
    os.mkfifo(tree / "pipe.py")
    assert offered() == ["a.py", "b.py", "linked.py", "nb.ipynb", "sub/c.py"]
    assert offered("loop/sub") == ["loop/sub/c.py"]


def test_named_paths_are_always_offered_and_files_only_once(tree: Path) -> None:
    named = ["notes.txt", ".venv/x.py", "./a.py", "missing.py"]
    assert offered(*named, ".") == ["notes.txt", ".venv/x.py", "a.py", "missing.py", "b.py", "nb.ipynb", "sub/c.py"]
    assert offered(".venv") == [".venv/x.py"]


def test_force_exclude_holds_named_paths_back(tree: Path) -> None:
    named = ["a.py", ".venv/x.py", "sub/build/x.py", "missing.py"]
    assert offered(*named, ".venv", force_exclude=True) == ["a.py", "missing.py"]


def test_exclude_replaces_and_extend_exclude_adds(tree: Path) -> None:
    assert offered(exclude=("a.py", "sub/c.py")) == ["b.py", "nb.ipynb", ".venv/x.py", "sub/build/x.py"]
    assert offered(extend_exclude=("*.ipynb",)) == ["a.py", "b.py", "sub/c.py"]
    assert offered(extend_exclude=("sub",)) == ["a.py", "b.py", "nb.ipynb"]


def test_each_folder_has_the_patterns_of_its_configuration(tree: Path) -> None:
    (tree / "pyproject.toml").write_text('[tool.xent-lint]\nextend-exclude = ["b.py"]\n')
    (tree / "sub" / "pyproject.toml").write_text('[tool.xent-lint]\nexclude = ["c.py"]\n')
    assert offered() == ["a.py", "nb.ipynb", "sub/build/x.py"]
    assert offered(extend_exclude=("a.py",)) == ["nb.ipynb", "sub/build/x.py"]


def test_a_bad_configuration_below_costs_one_line_and_its_folder_only(tree: Path) -> None:
    (tree / "sub" / "pyproject.toml").write_text("[tool.xent-lint]\nx = 1\n")
    errors: list[tuple[str, str]] = []
    found = list(discover([".", "sub/c.py"], Resolver(()), lambda *error: errors.append(error)))
    assert found == ["a.py", "b.py", "nb.ipynb"]
    assert [path for path, _ in errors] == ["sub/pyproject.toml"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_told(tree: Path) -> None:
    (tree / "sub").chmod(0)
    errors: list[tuple[str, str]] = []
    found = list(discover(["."], Resolver(()), lambda *error: errors.append(error)))
    assert (found, errors) == (["a.py", "b.py", "nb.ipynb"], [("./sub", "Permission denied")])


def test_a_very_deep_folder_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    deep = "d"
    for _ in range(1500):
        os.mkdir(deep)  # noqa: PTH102 - Path.mkdir cannot make so many, nor can a Path name them
        deep += "/d"
    try:
        with open(f"{deep[:-2]}/a.py", "w"):  # noqa: PTH123
            assert offered() == [f"{deep[:-2]}/a.py"]
    finally:  # pytest cannot remove it
        subprocess.run(["rm", "-r", "d"], check=True)


def test_gitignore_counts_in_its_folder_and_below(tree: Path) -> None:
    (tree / ".gitignore").write_text("# old\nb.py\n/sub/*.py\n!sub/keep.py\n")
    touch(tree, "sub/keep.py sub/deep/b.py sub/deep/c.py gen/x.py gen/y.py")
    (tree / "gen" / ".gitignore").write_text("*\n!y.py\n")
    assert offered() == ["a.py", "nb.ipynb", "gen/y.py", "sub/keep.py", "sub/deep/c.py"]
    assert offered("sub") == ["sub/keep.py", "sub/deep/c.py"]
    assert offered("b.py", "sub/c.py") == ["b.py", "sub/c.py"]
    assert offered(respect_gitignore=False) == [
        *("a.py", "b.py", "nb.ipynb", "gen/x.py", "gen/y.py", "sub/c.py", "sub/keep.py", "sub/deep/b.py"),
        "sub/deep/c.py",
    ]


def test_the_files_above_a_named_folder_count_up_to_the_repository(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / ".gitignore").write_text("c.py\n")
    monkeypatch.chdir(tree / "sub")
    touch(tree, "sub/d.py")
    assert offered() == ["c.py", "d.py"]  # no repository, and the file is above the current folder
    (tree / ".git" / "info").mkdir(parents=True)
    assert offered() == ["d.py"]
    (tree / ".git" / "info" / "exclude").write_text("/sub/d.py\n")
    assert offered() == []


def test_a_named_folder_that_git_ignores_is_looked_into(tree: Path) -> None:
    (tree / ".gitignore").write_text("sub/\n")
    assert offered() == ["a.py", "b.py", "nb.ipynb"]
    assert offered("sub") == ["sub/c.py"]


def test_a_repository_in_a_repository_begins_afresh(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("c.py\n")
    (tree / "store" / "info").mkdir(parents=True)
    (tree / "store" / "info" / "exclude").write_text("d.py\n")
    (tree / "sub" / ".git").write_text("gitdir: ../store\n")
    touch(tree, "sub/d.py")
    assert offered() == ["a.py", "b.py", "nb.ipynb", "sub/c.py"]


def test_lines_that_are_no_patterns_and_odd_bytes_do_no_harm(tree: Path) -> None:
    (tree / ".gitignore").write_bytes(b"\xff\xfe\r\n!\r\n\\\r\nb.py\r\n")
    assert offered() == ["a.py", "nb.ipynb", "sub/c.py"]


NAMES = ("a", "b", "c.py", "d.py")
PATTERNS = st.builds(
    lambda negated, rooted, body, folder: f"{negated}{rooted}{body}{folder}",
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/"]),
    st.sampled_from(["a", "b", "c.py", "*.py", "a/c.py", "a/b", "**/d.py", "b/*", "?", "[ab]", "*", "a/*/d.py"]),
    st.sampled_from(["", "", "/"]),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with every name in every folder."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for folder in ("", "a/", "b/", "a/a/", "a/b/", "b/a/"):
        touch(root, f"{folder}c.py {folder}d.py")
    return root


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(top=st.lists(PATTERNS, max_size=4), inner=st.lists(PATTERNS, max_size=3))
def test_the_files_are_those_that_git_lists(
    repository: Path, monkeypatch: pytest.MonkeyPatch, top: list[str], inner: list[str]
) -> None:
    monkeypatch.chdir(repository)
    Path(".gitignore").write_text("\n".join(top))
    Path("a/.gitignore").write_text("\n".join(inner))
    command = ["git", "ls-files", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert sorted(offered()) == sorted(listed)
