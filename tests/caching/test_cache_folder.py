"""The folder of the cache: what is in it, what may be damaged, where it is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from xent_lint.caching import fingerprint as fingerprints
from xent_lint.caching.folder import STALE_SECONDS, CacheFolder, NotACacheError, is_ours, remove
from xent_lint.caching.places import default_folder

NAME = "abcdef"


def test_what_was_put_is_there_for_the_next_run(tmp_path: Path) -> None:
    CacheFolder(tmp_path / "c").put(NAME, b"old")
    CacheFolder(tmp_path / "c").put(NAME, b"new")
    assert CacheFolder(tmp_path / "c").get(NAME) == b"new"
    assert CacheFolder(tmp_path / "c").get("ab0000") is None


def test_nothing_is_made_before_there_is_something_to_keep(tmp_path: Path) -> None:
    assert CacheFolder(tmp_path / "c").get(NAME) is None
    assert not (tmp_path / "c").exists()


def test_git_and_backups_leave_it_out(tmp_path: Path) -> None:
    CacheFolder(tmp_path / "c").put(NAME, b"")
    assert (tmp_path / "c" / ".gitignore").read_text() == "*\n"
    assert (tmp_path / "c" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("x = 1\n")
    with pytest.raises(NotACacheError, match="not empty, and no cache of xent-lint"):
        CacheFolder(tmp_path)
    assert [*tmp_path.iterdir()] == [tmp_path / "train.py"]


def test_the_cache_of_another_tool_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n# of mypy\n")
    with pytest.raises(NotACacheError):
        CacheFolder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"Signature: 8a47"])
def test_a_tag_that_a_killed_run_has_not_completed_is_completed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "CACHEDIR.TAG").write_bytes(content)
    CacheFolder(tmp_path).put(NAME, b"x")
    assert CacheFolder(tmp_path).get(NAME) == b"x"
    assert len((tmp_path / "CACHEDIR.TAG").read_bytes()) > 50


def test_unfinished_files_of_killed_runs_go_after_a_while(tmp_path: Path) -> None:
    CacheFolder(tmp_path).put(NAME, b"x")
    old, new = (tmp_path / "results" / "unfinished" / each for each in ("old", "new"))
    old.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(old, (0, new.stat().st_mtime - STALE_SECONDS - 60))
    CacheFolder(tmp_path).put(NAME, b"y")
    assert (old.exists(), new.exists()) == (False, True)


def test_a_folder_that_is_removed_meanwhile_is_made_again(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path / "c")
    folder.put(NAME, b"x")
    shutil.rmtree(tmp_path / "c")
    folder.put(NAME, b"lost")  # it notices
    folder.put(NAME, b"x")
    assert folder.get(NAME) == b"x"


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = CacheFolder(tmp_path / "file")
    folder.put(NAME, b"x")
    assert folder.get(NAME) is None


def test_clean_leaves_what_is_not_of_the_cache(tmp_path: Path) -> None:
    CacheFolder(tmp_path / "c").put(NAME, b"x")
    remove(tmp_path / "c")
    assert not (tmp_path / "c").exists()
    CacheFolder(tmp_path / "d").put(NAME, b"x")
    (tmp_path / "d" / "notes.txt").write_text("mine")
    remove(tmp_path / "d")
    assert [*(tmp_path / "d").iterdir()] == [tmp_path / "d" / "notes.txt"]
    assert not is_ours(tmp_path / "d")


def test_it_is_beside_the_nearest_pyproject(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / ".git").mkdir()
    assert default_folder(inner, {}) == tmp_path / "a" / ".xent_lint_cache"
    (tmp_path / "pyproject.toml").write_text("")
    assert default_folder(inner, {}) == tmp_path / ".xent_lint_cache"
    (inner / "pyproject.toml").write_text("")
    assert default_folder(inner, {}) == inner / ".xent_lint_cache"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG is for the others")
def test_outside_of_projects_it_is_among_the_caches_of_the_user(tmp_path: Path) -> None:
    assert default_folder(tmp_path, {"XDG_CACHE_HOME": "/caches"}) == Path("/caches/xent-lint")
    assert default_folder(tmp_path, {"XDG_CACHE_HOME": "relative"}) == Path.home() / ".cache" / "xent-lint"
    assert default_folder(tmp_path, {}) == Path.home() / ".cache" / "xent-lint"


def test_every_change_of_the_code_makes_another_linter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "caching").mkdir()
    rule = tmp_path / "rules" / "r.py"
    rule.write_text("x = 1\n")
    monkeypatch.setattr(fingerprints, "__file__", str(tmp_path / "caching" / "fingerprint.py"))
    first = fingerprints.fingerprint()
    os.utime(rule, (0, 0))  # as after a new installation
    assert fingerprints.fingerprint() == first
    status = rule.stat()
    rule.write_text("x = 2\n")  # the same size, and the same time
    os.utime(rule, ns=(status.st_atime_ns, status.st_mtime_ns))
    second = fingerprints.fingerprint()
    rule.rename(tmp_path / "rules" / "s.py")
    third = fingerprints.fingerprint()
    monkeypatch.setattr(sys, "version", "4.0")
    assert len({first, second, third, fingerprints.fingerprint()}) == 4


def test_code_that_is_not_there_as_files_has_no_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "__file__", str(tmp_path / "a.zip" / "caching" / "fingerprint.py"))
    assert fingerprints.fingerprint() is None
