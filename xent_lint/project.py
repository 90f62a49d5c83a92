"""The other files of the project that a file belongs to: found by name, read through the FileReader, parsed once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import libcst as cst

from xent_lint.files import FileReader
from xent_lint.import_paths import MAX_LEVELS, candidates
from xent_lint.outline import Outline, outline
from xent_lint.prefilter import LIBRARY
from xent_lint.source import Source, SourceError

MAX_IMPORTED_BYTES: Final = 300_000
"""Larger files are data or generated; a model definition in them is not followed."""

MAX_PLAIN_BYTES: Final = 20_000
"""The same for files that name no library: settings and helpers are short."""

MAX_ALL_BYTES: Final = 1_500_000
"""All files together that one file brings in: about 0.5 s. Of 1,121 programs that import files of their project half
bring in 140,000, the largest 1,295,000."""


class ProjectModules:
    """Modules of a project, by Python's rules for names, from the file system or whatever `files` reads.

    `roots` are absolute folders that absolute imports may start from, besides those above the importer.
    """

    def __init__(self, files: FileReader, roots: Sequence[str] = ()) -> None:
        self._files = files
        self._roots = roots
        self._checked: Outline | None = None
        self._outlines: dict[str, Outline | None] = {}  # of what may be imported; None: it cannot be followed
        self._data: dict[str, bytes | None] = {}
        self._all_bytes = 0  # of what was parsed
        self._exists: dict[str, bool] = {}
        self._places: dict[str, tuple[str, list[str], list[str]]] = {}  # the file, the folders above it, the roots

    def include(self, checked: Outline) -> None:
        """Make known the file that is checked: one that it imports may import it in turn."""
        self._checked = checked

    def find(self, importer: str, dotted: str) -> str | None:
        """See analysis.modules.Modules. No file imports itself."""
        if importer not in self._places:
            path = Path(importer)
            folders = [str(folder) for folder in path.parents]
            if not path.is_absolute():  # and those above the current folder
                folders += [os.path.join(*[os.pardir] * level) for level in range(1, MAX_LEVELS)]  # noqa: PTH118
            roots = self._roots if path.is_absolute() else map(os.path.relpath, self._roots)
            self._places[importer] = str(path), folders, [*roots]
        own, folders, roots = self._places[importer]
        return next((path for path in candidates(folders, roots, dotted) if path != own and self._is_there(path)), None)

    def tree(self, filename: str) -> cst.Module | None:
        """See analysis.modules.Modules."""
        if filename not in self._outlines:
            self._outlines[filename] = self._read(filename)
        found = self._outlines[filename]
        return found.module if found is not None else None

    def body(self, filename: str, function: cst.FunctionDef) -> cst.BaseSuite | None:
        """See analysis.modules.Modules."""
        found = self._outlines.get(filename)
        try:
            return found.body(function) if found is not None else function.body
        except SourceError:
            return None  # as in _read

    def outline(self, filename: str) -> Outline:
        """A file that was imported."""
        found = self._outlines[filename]
        assert found is not None, f"{filename} was not imported"
        return found

    def read(self, importer: str, dotted: str) -> bytes | None:
        """The bytes of a module of the project, without parsing it; None: there is no such file, or a huge one."""
        path = self.find(importer, dotted)
        data = self._bytes_of(path) if path is not None else None
        return data if data is not None and len(data) <= MAX_IMPORTED_BYTES else None

    def _is_there(self, path: str) -> bool:
        if path not in self._exists:
            self._exists[path] = self._files.exists(path)
        return self._exists[path]

    def _bytes_of(self, path: str) -> bytes | None:
        """What is in a file, read once; None when it cannot be read."""
        if path not in self._data:
            try:
                self._data[path] = self._files.read(path)
            except OSError:
                self._data[path] = None
        return self._data[path]

    def _read(self, path: str) -> Outline | None:
        """A file that passes the gate; what is wrong with another is told when it is checked itself."""
        data = self._bytes_of(path)
        if data is None or len(data) > (MAX_IMPORTED_BYTES if LIBRARY.search(data.lower()) else MAX_PLAIN_BYTES):
            return None
        if self._checked is not None and path == self._checked.source.filename:
            return self._checked
        if self._all_bytes + len(data) > MAX_ALL_BYTES:
            return None
        self._all_bytes += len(data)
        try:
            return outline(Source.from_bytes(path, data))
        except SourceError:
            return None
