"""A folder with one small file for each result.

Plain files that are replaced whole need no lock: whoever reads one sees all of an old result or of a new one, on
network file systems, too, where databases lose their locks. Nothing is synchronised to the disk: what a crash of the
machine damages is noticed by its digest and made again.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path
from typing import Final

TAG_NAME: Final = "CACHEDIR.TAG"
TAG: Final = b"""Signature: 8a477f597d28d172789f06886806bc55
# Results of xent-lint, so that it need not find them again. `xent-lint clean` removes them.
"""
"""What tells backup programs to leave the folder out (https://bford.info/cachedir), and us that it is ours."""

GIT_IGNORE: Final = ".gitignore"
RESULTS: Final = "results"
UNFINISHED: Final = "unfinished"

STALE_SECONDS: Final = 600.0
"""An unfinished file of this age belongs to a run that was killed; writing one takes a millisecond."""


class NotACacheError(Exception):
    """A folder that holds something else; `str()` is the one line shown to the user."""


class CacheFolder:
    """The results in a folder, by name. Where they cannot be written, they are not kept."""

    def __init__(self, path: Path) -> None:
        """Raises NotACacheError, so that no `.gitignore` gets into a folder of the user's."""
        self.path: Final = path
        self._results = path / RESULTS
        self._is_ready = False
        if not is_ours(path) and not _is_free(path):
            raise NotACacheError(f"{path}: not empty, and no cache of xent-lint; name a folder for it alone")

    def get(self, name: str) -> bytes | None:
        """What is kept under a name."""
        try:
            return self._place(name).read_bytes()
        except OSError:
            return None

    def put(self, name: str, data: bytes) -> None:
        """Keep something, in place of what was there."""
        try:
            if not self._is_ready:
                self._prepare()
            self._write(self._place(name), data)
            self._is_ready = True
        except OSError:  # a full disk or a read-only folder costs time and no results
            self._is_ready = False  # or somebody has removed the folder meanwhile

    def _write(self, place: Path, data: bytes) -> None:
        unfinished = self._results / UNFINISHED / secrets.token_hex(8)
        place.parent.mkdir(exist_ok=True)
        try:
            unfinished.write_bytes(data)
            unfinished.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise

    def _place(self, name: str) -> Path:
        return self._results / name[:2] / name[2:]

    def _prepare(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        _write_once(self.path / TAG_NAME, TAG)  # first, because by it the folder is known to be ours
        _write_once(self.path / GIT_IGNORE, b"*\n")
        unfinished = self._results / UNFINISHED
        unfinished.mkdir(parents=True, exist_ok=True)
        now = time.time()
        for left in unfinished.iterdir():
            with contextlib.suppress(OSError):  # another run removes it at the same time
                if now - left.stat().st_mtime > STALE_SECONDS:
                    left.unlink()


def is_ours(path: Path) -> bool:
    """Whether a folder is a cache of xent-lint; a run that was killed may have left its tag incomplete."""
    try:
        return TAG.startswith((path / TAG_NAME).read_bytes())
    except OSError:
        return False


def remove(path: Path) -> None:
    """Remove what this module made in a folder that is ours, and the folder unless there is more in it."""
    for parent, folders, files in os.walk(path / RESULTS, topdown=False):
        for name in files:
            Path(parent, name).unlink(missing_ok=True)
        for name in folders:
            Path(parent, name).rmdir()
    for name in (RESULTS, GIT_IGNORE, TAG_NAME):  # the tag last: what is left half-way can be removed again
        with contextlib.suppress(FileNotFoundError):
            (path / name).rmdir() if name == RESULTS else (path / name).unlink()
    if not any(path.iterdir()):
        path.rmdir()


def _is_free(path: Path) -> bool:
    """Whether nobody uses the path; a folder that cannot be listed cannot be used either."""
    try:
        return not path.is_dir() or not any(path.iterdir())
    except OSError:
        return True


def _write_once(path: Path, data: bytes) -> None:
    if not path.exists() or path.stat().st_size < len(data):
        path.write_bytes(data)
