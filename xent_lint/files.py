"""The door to other files, and which files a folder offers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

SUFFIXES: Final = (".py", ".ipynb")

EXCLUDED: Final = frozenset(
    {
        ".bzr",
        ".direnv",
        ".eggs",
        ".git",
        ".git-rewrite",
        ".hg",
        ".ipynb_checkpoints",
        ".mypy_cache",
        ".nox",
        ".pants.d",
        ".pyenv",
        ".pytest_cache",
        ".pytype",
        ".ruff_cache",
        ".svn",
        ".tox",
        ".venv",
        ".vscode",
        "__pycache__",
        "__pypackages__",
        "_build",
        "buck-out",
        "build",
        "dist",
        "node_modules",
        "site-packages",
        "venv",
    }
)
"""Folders that are not entered: ruff's default `exclude`, and `__pycache__`."""


class FileReader(Protocol):
    """Where the text of files comes from: a disk, a dict in a test, rows of a table."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises OSError."""

    def exists(self, path: str) -> bool:
        """Whether there is a file (not a folder) at `path`."""


class Disk:
    """The files of this machine."""

    def read(self, path: str) -> bytes:
        """See FileReader."""
        return Path(path).read_bytes()

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return os.path.isfile(path)  # noqa: PTH113 (a Path takes three times as long; imports ask a thousand times)


class Overlay:
    """Files in memory before those of another reader: texts that are fixed and not written yet, standard input."""

    def __init__(self, under: FileReader, contents: Mapping[str, bytes] | None = None) -> None:
        self._under = under
        self._contents = {_absolute(path): data for path, data in (contents or {}).items()}

    def put(self, path: str, data: bytes) -> None:
        """From now on this is what the file holds."""
        self._contents[_absolute(path)] = data

    def read(self, path: str) -> bytes:
        """See FileReader."""
        data = self._contents.get(_absolute(path))
        return self._under.read(path) if data is None else data

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return _absolute(path) in self._contents or self._under.exists(path)


def _absolute(path: str) -> str:
    """One spelling for each path; links are not followed, because a reader need not be a disk."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`


def discover(paths: Iterable[str], on_error: Callable[[OSError], None] | None = None) -> Iterator[str]:
    """The files to check, each once, in a stable order.

    A file that is named is always yielded, whatever its suffix and folder, and even when it does not exist: reading it
    then fails with the reason. Links to folders are not followed, as in ruff, so a loop of links is harmless.
    `on_error` gets the folders that cannot be listed.
    """
    seen: set[str] = set()
    for path in paths:
        for name in _walk(path, on_error) if Path(path).is_dir() else [path]:
            normal = os.path.normpath(name)
            if normal not in seen:
                seen.add(normal)
                yield normal


def _walk(folder: str, on_error: Callable[[OSError], None] | None) -> Iterator[str]:
    for parent, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = sorted(name for name in folders if name not in EXCLUDED)
        for name in sorted(names):
            path = Path(parent, name)
            # is_file: broken links (an editor's lock files) and pipes are no programs, and a pipe would block for ever
            if path.suffix in SUFFIXES and path.is_file():
                yield str(path)
