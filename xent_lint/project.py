"""The other files of the project that a file belongs to: found by name, read through the FileReader, parsed once."""

from __future__ import annotations

import ast
import functools
from pathlib import Path
from typing import Final

import libcst as cst

from xent_lint import gate
from xent_lint.analysis.modules import ParsedModule
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
        self._sources: dict[str, Source] = {}
        self._known: dict[str, ParsedModule | None] = {}  # by path

    def find(self, importer: str, dotted: str) -> ParsedModule | None:
        """See analysis.modules.Modules."""
        path = self._path_of(importer, dotted)
        if path is None:
            return None
        if path not in self._known:
            self._known[path] = self._read(path, dotted)
        return self._known[path]

    def read(self, importer: str, dotted: str) -> bytes | None:
        """The bytes of a module of the project, without parsing it; None: there is no such file, or a huge one."""
        path = self._path_of(importer, dotted)
        if path is None:
            return None
        try:
            data = self._files.read(path)
        except OSError:
            return None
        return data if len(data) <= MAX_IMPORTED_BYTES else None

    def _path_of(self, importer: str, dotted: str) -> str | None:
        """The file that a name means; no file imports itself."""
        paths = (path for path in _candidates(importer, dotted) if Path(path) != Path(importer))
        return next((path for path in paths if self._files.exists(path)), None)

    def parsed(self, filename: str) -> tuple[Source, cst.Module, ast.Module]:
        """The text and the two trees of a module that `find` has given."""
        source = self._sources[filename]
        return source, parse_tree(source), gate.parse(source)

    def _read(self, path: str, dotted: str) -> ParsedModule | None:
        try:
            data = self._files.read(path)
            if len(data) > (MAX_IMPORTED_BYTES if LIBRARY.search(data.lower()) else MAX_PLAIN_BYTES):
                return None
            source = Source.from_bytes(path, data)
            gate.parse(source)
            tree = parse_tree(source)
        except (OSError, SourceError):
            return None  # it is reported when it is checked itself; here it only stays unknown
        self._sources[path] = source
        return ParsedModule(path, dotted, tree)


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


def _candidates(importer: str, dotted: str) -> list[str]:
    """Where the file of a module may be, nearest first."""
    folders = Path(importer).parents
    level = len(dotted) - len(dotted.lstrip("."))
    parts = [part for part in dotted.split(".") if part]
    roots = folders[level - 1 : level] if level else folders[:MAX_LEVELS]
    return [str(path) for root in roots for path in _files_of(root.joinpath(*parts), bool(parts))]


def _files_of(base: Path, named: bool) -> list[Path]:
    """A package or, where the import names one and not only the folder itself, a plain module."""
    return [base / "__init__.py", *([base.with_name(f"{base.name}.py")] if named else [])]
