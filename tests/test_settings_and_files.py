"""Selection by prefix, and the files a folder offers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xent_lint.files import Disk, discover
from xent_lint.settings import Settings


@pytest.mark.parametrize(
    ("select", "ignore", "enabled"),
    [
        (("XEN",), (), True),
        (("XEN2",), (), False),
        (("XEN",), ("XEN1",), False),
        (("XEN102",), ("XEN1",), True),
        (("XEN102",), ("XEN102",), False),
    ],
)
def test_the_longest_prefix_wins(select: tuple[str, ...], ignore: tuple[str, ...], enabled: bool) -> None:
    assert Settings(select, ignore).enabled("XEN102") is enabled


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with what must and what must not be found."""
    for name in ["b.py", "a.py", "nb.ipynb", "notes.txt", "stub.pyi", "sub/c.py", ".venv/x.py", "sub/build/x.py"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / ".#lock.py").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.py")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_offers_programs_and_notebooks_in_order(tree: Path) -> None:
    assert list(discover(["."])) == ["a.py", "b.py", "nb.ipynb", "sub/c.py"]


def test_named_files_are_always_offered_and_only_once(tree: Path) -> None:
    named = ["notes.txt", ".venv/x.py", "./a.py", "missing.py"]
    assert list(discover([*named, "."])) == [
        "notes.txt",
        ".venv/x.py",
        "a.py",
        "missing.py",
        "b.py",
        "nb.ipynb",
        "sub/c.py",
    ]
    assert list(discover([".venv"])) == [".venv/x.py"]


def test_the_disk(tree: Path) -> None:
    Path("a.py").write_bytes(b"x\r\n")
    assert Disk().read("a.py") == b"x\r\n"
    assert (Disk().exists("a.py"), Disk().exists("sub"), Disk().exists("missing.py")) == (True, False, False)
