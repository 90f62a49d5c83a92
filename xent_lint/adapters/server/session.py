"""What the server knows, and what it does when the editor says something. It belongs to the thread of the protocol."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from lsprotocol import types
from pygls.uris import to_fs_path

from xent_lint import __version__
from xent_lint.adapters.server.actions import Asked, actions
from xent_lint.adapters.server.analysis import Analysis, analysed
from xent_lint.adapters.server.capabilities import Capabilities
from xent_lint.adapters.server.checks import Checks, IsOutdated
from xent_lint.adapters.server.configurations import Configurations
from xent_lint.adapters.server.documents import Documents
from xent_lint.adapters.server.hover import hover
from xent_lint.adapters.server.preferences import preferences
from xent_lint.adapters.server.program import filename
from xent_lint.adapters.server.worker import Worker
from xent_lint.caching.results import Check, Memory, Results, cached_check
from xent_lint.check import check
from xent_lint.files import Disk, Overlay
from xent_lint.importers import Importers

Result = TypeVar("Result")


class Editor(Protocol):
    """What can be said to the editor."""

    def publish(self, uri: str, version: int | None, diagnostics: tuple[types.Diagnostic, ...]) -> None:
        """Show these findings in a document, in place of those before."""

    def warn(self, message: str) -> None:
        """Show the user a message."""

    def log(self, message: str) -> None:
        """Write a line that is seen by those who look for it."""

    def refresh(self) -> None:
        """Have the editor ask for the findings of all documents again."""


class Session:
    """One editor with its open documents."""

    def __init__(self, editor: Editor) -> None:
        self.documents = Documents()
        self.capabilities = Capabilities()
        self._editor = editor
        self._worker = Worker()
        self._importers = Importers()
        self._check: Check = check
        self._configurations = Configurations(editor.warn)
        self._checks = Checks(self._analysed)
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: set[str] = set()
        self._logged: dict[str, str] = {}

    def start(self, capabilities: Capabilities, settings: object) -> None:
        """The editor has said what it can do and, maybe, what it wants."""
        self.capabilities = capabilities
        self.documents.encoding = capabilities.encoding
        # an editor has everything checked again with each file that is saved: what has not changed is looked up
        self._check = cached_check(check, Results(Memory(), __version__))
        self._configurations.prefer(preferences(settings))

    def prefer(self, settings: object) -> None:
        """The editor has other settings."""
        self._configurations.prefer(preferences(settings))
        self.check_everything()

    def close(self) -> None:
        """The editor is done."""
        for task in self._tasks:
            task.cancel()
        self.abandon()

    def abandon(self) -> None:
        """The editor is gone: what is still to be checked is of no use to anybody."""
        self._worker.close()

    def opened(self, uri: str) -> None:
        """A document or notebook was opened: check it, and what has read the file from the disk."""
        program = self.documents.program(uri)
        self._checks.outdate(program)
        self._soon(program)
        self._check_readers(uri)

    def changed(self, uri: str) -> None:
        """A document or notebook was changed: check it when the typing pauses, and what depends on it."""
        program = self.documents.program(uri)
        self._checks.outdate(program, typed=True)
        self._soon(program)
        self._check_readers(uri, typed=True)

    def closed(self, program: str, documents: tuple[str, ...]) -> None:
        """A program was closed: nothing is shown in its documents any more."""
        self._checks.forget(program)
        self._logged.pop(program, None)
        self.cleared(documents)
        self._check_readers(program)

    def cleared(self, documents: tuple[str, ...]) -> None:
        """Documents are gone."""
        for uri in documents:
            self._editor.publish(uri, None, ())

    def configured(self) -> None:
        """A file with settings may have changed, or anything on the disk."""
        self._configurations.reload()
        self.check_everything()

    def check_everything(self) -> None:
        """Nothing that is known counts any more."""
        self._outdate(self.documents.programs())

    async def diagnostics(self, uri: str) -> tuple[types.Diagnostic, ...]:
        """The findings in a document, for an editor that asks. Those in cells are published."""
        program = self.documents.program(uri)
        if program != uri:
            return ()
        analysis = await self._checks.settled(program)
        return () if analysis is None else analysis.by_document().get(uri, ())

    async def actions(self, asked: Asked) -> list[types.CodeAction]:
        """See `actions`."""
        analysis = await self._checks.current(self.documents.program(asked.uri))
        if analysis is None:
            return []
        files = self._files()
        return await self._in_worker(lambda: actions(analysis, asked, files))

    async def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """See `hover`."""
        analysis = await self._checks.current(self.documents.program(uri))
        if analysis is None:
            return None
        kind = self.capabilities.hover
        return await self._in_worker(lambda: hover(analysis, uri, position, kind))

    def _files(self) -> Overlay:
        """What is open in the editor, before what is on the disk now."""
        self._importers = Importers(self._importers)
        return Overlay(Disk(self._importers), self.documents.contents())

    async def _analysed(self, program: str, is_outdated: IsOutdated) -> Analysis | None:
        opened = self.documents.opened(program)
        if opened is None:
            return None
        configured = self._configurations.of(opened.path or filename(opened))
        files, related, check = self._files(), self.capabilities.related, self._check

        def work() -> Analysis | None:
            return None if is_outdated() else analysed(opened, configured, files, check, related)

        analysis = await self._in_worker(work)
        if analysis is not None:
            self._log(program, analysis.complaint)
        return analysis

    def _log(self, program: str, complaint: str) -> None:
        """Say what is wrong with a program, if anything, once."""
        if complaint and self._logged.get(program) != complaint:
            self._editor.log(complaint)
        self._logged[program] = complaint

    async def _in_worker(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._worker.pool, work)

    def _check_readers(self, uri: str, typed: bool = False) -> None:
        """Check the programs that depend on a file which was opened, changed or closed."""
        path = to_fs_path(uri)
        if path is None:
            return
        readers = self._checks.readers(os.path.abspath(path))  # noqa: PTH100
        self._outdate(tuple(each for each in readers if each != uri), typed)

    def _outdate(self, programs: tuple[str, ...], typed: bool = False) -> None:
        for program in programs:
            self._checks.outdate(program, typed)
            self._soon(program)
        if programs and self.capabilities.refreshes and self.capabilities.pulls:
            self._editor.refresh()

    def _soon(self, program: str) -> None:
        """Publish what is true of a program when typing has paused, where the editor does not ask for it."""
        opened = self.documents.opened(program)
        if opened is None or program in self._waiting or (self.capabilities.pulls and not opened.is_notebook):
            return
        self._waiting.add(program)
        self._in_background(self._publish(program))

    async def _publish(self, program: str) -> None:
        try:
            analysis = await self._checks.settled(program)
        finally:
            self._waiting.discard(program)
        if analysis is None:
            return
        shown = analysis.by_document()
        for document in analysis.opened.documents:
            self._editor.publish(document.uri, document.version, shown[document.uri])

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop itself keeps no reference
        task.add_done_callback(self._tasks.discard)
