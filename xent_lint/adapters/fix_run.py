"""Fix many files: each until it is stable, and again when a file that it imports has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from xent_lint.adapters.attempts import Task
from xent_lint.adapters.execution import ALONE, Execution
from xent_lint.adapters.progress import Watch, unwatched
from xent_lint.adapters.run import Check, Outcome, Report
from xent_lint.baseline import Baseline
from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader, Overlay
from xent_lint.fixing import FixResult, fix
from xent_lint.importers import Importer
from xent_lint.resolver import Resolver
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError

MAX_PASSES: Final = 5
"""How often the files that import a fixed one are checked again; a chain of fixes through more files is no real one."""

Deliver = Callable[[Source, bytes, Source], None]
"""What happens with a fixed file: its program and bytes as they were read, and the fixed program. Raises OSError."""


def fix_files(
    paths: Iterable[str],
    resolver: Resolver,
    files: Overlay,
    check: Check,
    unsafe: bool,
    deliver: Deliver,
    watch: Watch = unwatched,
    execution: Execution = ALONE,
) -> Report:
    """Fix the files and the files of the folders in `paths`; `files` shows the fixed texts afterwards."""
    outcome = Outcome(resolver)
    pending = list(outcome.paths(paths))
    everything = list(pending)
    check = execution.ahead([Task(path, resolver.settings(path)) for path in pending], files, check, watch)
    fixer = _Fixer(resolver, files, check, unsafe, deliver, outcome)
    for _ in range(MAX_PASSES):
        for path in watch(pending):
            outcome.attempt(path, partial(fixer.fix, path))
        pending = [path for path in everything if fixer.is_outdated(path)]
    return outcome.report()


def sparing_known(check: Check, baseline: Baseline | None) -> Check:
    """The check, with findings that a baseline knows, but without their fixes: nobody asked to have them fixed."""
    if baseline is None:
        return check

    def sparing(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        found = check(source, settings, files)
        known = baseline.known(source, found)
        return [replace(each, fixes=()) if is_known else each for each, is_known in zip(found, known, strict=True)]

    return sparing


class _Fixer:
    """Fixes files one by one and remembers which others the check of each has read."""

    def __init__(
        self, resolver: Resolver, files: Overlay, check: Check, unsafe: bool, deliver: Deliver, outcome: Outcome
    ) -> None:
        self._resolver = resolver
        self._files = files
        self._check = check
        self._unsafe = unsafe
        self._deliver = deliver
        self._outcome = outcome
        self._now = 0
        self._checked_at: dict[str, int] = {}
        self._changed_at: dict[str, int] = {}
        self._read: dict[str, frozenset[str]] = {}

    def fix(self, path: str) -> None:
        """Fix one file and deliver it. What cannot be delivered is left and reported as it was."""
        data = self._files.read(path)
        source = Source.from_bytes(path, data)
        recorder = _Recorder(self._files)
        self._now += 1
        self._checked_at[path] = self._now
        try:
            check = sparing_known(self._check, self._resolver.baseline(path))
            result = fix(source, self._resolver.settings(path), recorder, check, self._unsafe)
        finally:
            self._read[path] = frozenset(recorder.names - {os.path.realpath(path)})
        self._outcome.defects(path, result.errors)
        if not result.fixed:
            self._outcome.found(source, result.remaining)
            self._outcome.fixed((), result.remarks, path)
            return
        try:
            self._hand_over(source, data, result)
        except (OSError, SourceError):
            self._outcome.found(source, self._check(source, self._resolver.settings(path), self._files))
            raise

    def is_outdated(self, path: str) -> bool:
        """Whether a file that the check of `path` has read was changed since."""
        since = self._checked_at.get(path, 0)
        return any(self._changed_at.get(name, 0) > since for name in self._read.get(path, ()))

    def _hand_over(self, source: Source, data: bytes, result: FixResult) -> None:
        if source.to_bytes() != data:
            message = f"cannot be fixed: its bytes are not what Python writes for its text in {source.encoding}"
            raise SourceError(source.filename, message)
        self._deliver(source, data, result.source)
        self._files.put(source.filename, result.source.to_bytes())
        self._changed_at[os.path.realpath(source.filename)] = self._now
        self._outcome.found(result.source, result.remaining)
        self._outcome.fixed(result.fixed, result.remarks, source.filename)


class _Recorder:
    """Reads files and remembers their names."""

    def __init__(self, files: FileReader) -> None:
        self._files = files
        self.names: set[str] = set()

    def read(self, path: str) -> bytes:
        """See FileReader."""
        self.names.add(os.path.realpath(path))
        return self._files.read(path)

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return self._files.exists(path)

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        return self._files.importers(path)
