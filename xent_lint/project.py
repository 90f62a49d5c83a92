"""The other files of the project that a file belongs to: found by name, read through the FileReader, parsed once."""

from __future__ import annotations

import ast
import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import libcst as cst

from xent_lint import gate
from xent_lint.files import FileReader
from xent_lint.prefilter import LIBRARY
from xent_lint.source import Source, SourceError

MAX_LEVELS: Final = 6
"""Folders above a file that are tried as the root of absolute imports. Scripts are run from such a root."""

MAX_IMPORTED_BYTES: Final = 300_000
"""Larger files are data or generated; a model definition in them is not followed."""


MAX_PLAIN_BYTES: Final = 20_000
"""The same for files that name no library: settings and helpers are short."""


class ProjectModules:
    """Modules of a project, by Python's rules for names, from the file system or whatever `files` reads."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self._sources: dict[str, Source | None] = {}  # of what may be imported; None: it cannot be followed
        self._data: dict[str, bytes | None] = {}
        self._exists: dict[str, bool] = {}
        self._places: dict[str, tuple[str, list[str]]] = {}

    def find(self, importer: str, dotted: str) -> str | None:
        """See analysis.modules.Modules. No file imports itself."""
        if importer not in self._places:
            path = Path(importer)
            self._places[importer] = str(path), [str(folder) for folder in path.parents]
        own, folders = self._places[importer]
        return next((path for path in _candidates(folders, dotted) if path != own and self._is_there(path)), None)

    def tree(self, filename: str) -> cst.Module | None:
        """See analysis.modules.Modules."""
        if filename not in self._sources:
            self._sources[filename] = self._source_of(filename)
        source = self._sources[filename]
        if source is None:
            return None
        try:
            return parse_tree(source)
        except SourceError:
            return None  # as in _source_of

    def read(self, importer: str, dotted: str) -> bytes | None:
        """The bytes of a module of the project, without parsing it; None: there is no such file, or a huge one."""
        path = self.find(importer, dotted)
        data = self._bytes_of(path) if path is not None else None
        return data if data is not None and len(data) <= MAX_IMPORTED_BYTES else None

    def parsed(self, filename: str) -> tuple[Source, cst.Module, ast.Module]:
        """The text and the two trees of a module that was imported."""
        source = self._sources[filename]
        assert source is not None, f"{filename} was not imported"
        return source, parse_tree(source), gate.parse(source)

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

    def _source_of(self, path: str) -> Source | None:
        """The text of a file that passes the gate; what is wrong with another is told when it is checked itself."""
        data = self._bytes_of(path)
        if data is None or len(data) > (MAX_IMPORTED_BYTES if LIBRARY.search(data.lower()) else MAX_PLAIN_BYTES):
            return None
        try:
            source = Source.from_bytes(path, data)
            gate.parse(source)
        except SourceError:
            return None
        return source


def parse_tree(source: Source) -> cst.Module:
    """The tree of a file that has passed the gate, shared by all files that import it."""
    return _parsed(source.filename, source.text)


@functools.lru_cache(maxsize=256)
def _parsed(filename: str, text: str) -> cst.Module:
    """Kept by text, because a Source may hold the whole JSON of a notebook."""
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise SourceError(filename, f"libcst cannot parse it: {error.message}") from error


def _candidates(folders: list[str], dotted: str) -> Iterator[str]:
    """Where the file of a module may be, nearest first, for an importer in the first of `folders`.

    A package or, where the import names one and not only the folder itself, a plain module.
    """
    level = len(dotted) - len(dotted.lstrip("."))
    parts = [part for part in dotted.split(".") if part]
    for root in folders[level - 1 : level] if level else folders[:MAX_LEVELS]:
        base = os.path.join("" if root == "." else root, *parts)  # noqa: PTH118 (a dozen of these for each import)
        yield os.path.join(base, "__init__.py")  # noqa: PTH118
        if parts:
            yield f"{base}.py"
