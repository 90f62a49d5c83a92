"""The results of checks, looked up and kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from xent_lint.caching.dependencies import Dependencies, Present, Recorder, digest
from xent_lint.caching.entries import Entry, from_bytes, to_bytes
from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader
from xent_lint.settings import Settings
from xent_lint.source import Source

Check = Callable[[Source, Settings, FileReader], list[Diagnostic]]


class Store(Protocol):
    """Keeps bytes by name, or loses them."""

    def get(self, name: str) -> bytes | None:
        """What was put under a name."""

    def put(self, name: str, data: bytes) -> None:
        """Keep something, in place of what was there."""


class Memory:
    """Keeps bytes for this run, and in another store for the next ones."""

    def __init__(self, under: Store | None = None) -> None:
        self._kept: dict[str, bytes] = {}
        self._under = under

    def get(self, name: str) -> bytes | None:
        """See Store."""
        kept = self._kept.get(name)
        return self._under.get(name) if kept is None and self._under is not None else kept

    def put(self, name: str, data: bytes) -> None:
        """See Store."""
        self._kept[name] = data
        if self._under is not None:
            self._under.put(name, data)


@dataclass(frozen=True)
class Result:
    """What was found in the program with this digest; `dependencies` is None where it must not be kept."""

    program: str
    dependencies: Dependencies | None
    diagnostics: tuple[Diagnostic, ...]


def checked(check: Check, source: Source, settings: Settings, files: FileReader) -> Result:
    """Check a program, and note what the result depends on. Raises what `check` raises: failures are never kept."""
    recorder = Recorder(files)
    diagnostics = tuple(check(source, settings, recorder))
    return Result(program_digest(source), recorder.dependencies(), diagnostics)


class Results:
    """Results by file and settings: one for each, so that the cache grows no larger than the project."""

    def __init__(self, store: Store, linter: str) -> None:
        """`linter` is the fingerprint of what makes the results."""
        self._store = store
        self._linter = linter
        self._folder = _current_folder()  # names are relative to it, and so is what they import

    def with_memory(self) -> Results:
        """The same that lose nothing before the end of the run."""
        return Results(Memory(self._store), self._linter)

    def get(self, source: Source, settings: Settings, present: Present) -> tuple[Diagnostic, ...] | None:
        """What was found in this very program, if nothing that it depends on has changed."""
        data = self._store.get(self._name(source.filename, settings))
        entry = from_bytes(data) if data is not None else None
        if entry is None or entry.linter != self._linter or entry.program != program_digest(source):
            return None
        return entry.diagnostics if present.agrees(entry.dependencies) else None

    def put(self, filename: str, settings: Settings, result: Result) -> None:
        """Keep a result."""
        if result.dependencies is not None:
            entry = Entry(self._linter, result.program, result.dependencies, result.diagnostics)
            self._store.put(self._name(filename, settings), to_bytes(entry))

    def _name(self, filename: str, settings: Settings) -> str:
        return digest(_bytes(self._folder), _bytes(filename), _bytes(repr(settings)))


def cached_check(check: Check, results: Results) -> Check:
    """A check that asks the cache first. Files may change between its calls, as they do when they are fixed."""

    def check_or_look_up(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        known = results.get(source, settings, Present(files))
        if known is not None:
            return list(known)
        result = checked(check, source, settings, files)
        results.put(source.filename, settings, result)
        return list(result.diagnostics)

    return check_or_look_up


def program_digest(source: Source) -> str:
    """Of all that a program is; the cells of a notebook follow from its JSON."""
    texts: Sequence[str] = (source.filename, source.encoding, str(source.bom), source.newline, source.text)
    cells = "".join(f"{cell.cell} {cell.row} {len(cell.text)} {cell.text}" for cell in source.cells)
    return digest(*map(_bytes, texts), _bytes(cells), _bytes(source.notebook or ""))


def _current_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - a string all along
    except OSError:  # somebody has removed it
        return ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
