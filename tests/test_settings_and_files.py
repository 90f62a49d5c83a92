"""Selection by prefix, and the files of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from xent_lint.files import Disk
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


def test_what_per_file_ignores_names_is_off_whatever_is_selected() -> None:
    settings = Settings(select=("XEN102",), ignored_here=("XEN1",))
    assert not settings.enabled("XEN102")


def test_codes_about_comments_are_named_by_themselves() -> None:
    assert not Settings().enabled("XEN900")
    assert Settings(select=("XEN", "XEN9")).enabled("XEN900")


def test_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x\r\n")
    names = [str(tmp_path / "a.py"), str(tmp_path), str(tmp_path / "missing.py")]
    assert Disk().read(names[0]) == b"x\r\n"
    assert [Disk().exists(name) for name in names] == [True, False, False]
