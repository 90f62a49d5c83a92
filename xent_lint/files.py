"""The door to other files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from xent_lint.importers import Importer, Importers

SUFFIXES: Final = (".py", ".ipynb")
"""What the names of programs end with."""


class FileReader(Protocol):
    """Where the text of files comes from: a disk, a dict in a test, rows of a table."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises OSError."""

    def exists(self, path: str) -> bool:
        """Whether there is a file (not a folder) at `path`."""

    def importers(self, path: str) -> tuple[Importer, ...]:
        """The other programs of the project that import the file at `path`."""


class Disk:
    """The files of this machine. Who imports whom is looked up once: make a new one after a while."""

    def __init__(self, importers: Importers | None = None) -> None:
        self._importers = importers or Importers()

    def read(self, path: str) -> bytes:
        """See FileReader."""
        return Path(path).read_bytes()

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return os.path.isfile(path)  # noqa: PTH113 (a Path takes three times as long; imports ask a thousand times)

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        return self._importers.of(path)


class DiskAlone(Disk):
    """The same for those to whom it makes no difference who imports a file: they show no fixes."""

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        return ()


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

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader; as it is in the other reader."""
        return self._under.importers(path)


def _absolute(path: str) -> str:
    """One spelling for each path; links are not followed, because a reader need not be a disk."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`
