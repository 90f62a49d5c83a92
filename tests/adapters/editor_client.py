"""An editor for tests: a real client library that talks to the real server over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pytest_lsp import LanguageClient
from pytest_lsp.client import make_test_lsp_client
from wrong_programs import environment_of

PATIENCE = 120.0
"""Seconds to wait for a message on a machine with much else to do."""

Result = TypeVar("Result")
Capabilities = types.ClientCapabilities


class Editor:
    """Keeps what the server says; every wait ends with a message, none with a pause."""

    def __init__(self, runner: asyncio.Runner, client: LanguageClient, root: Path) -> None:
        self._runner = runner
        self.client = client
        self.root = root
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[types.Registration] = []
        self.answer: types.InitializeResult | None = None
        self._versions: dict[str, int] = {}
        self._arrived = asyncio.Event()
        self._listen()

    def _listen(self) -> None:
        features = self.client.protocol.fm.features

        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)
            self._arrived.set()

        def register(params: types.RegistrationParams) -> None:
            self.registered.extend(params.registrations)
            self._arrived.set()

        def count_refresh(params: None) -> None:
            self.client.diagnostic_refresh_count += 1
            self._arrived.set()

        def show_message(params: types.ShowMessageParams) -> None:
            self.client.messages.append(params)
            self._arrived.set()

        def log_message(params: types.LogMessageParams) -> None:
            self.client.log_messages.append(params)
            self._arrived.set()

        features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = published
        features[types.CLIENT_REGISTER_CAPABILITY] = register
        features[types.WORKSPACE_DIAGNOSTIC_REFRESH] = count_refresh
        features[types.WINDOW_SHOW_MESSAGE] = show_message
        features[types.WINDOW_LOG_MESSAGE] = log_message

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Wait for an answer."""
        return self._runner.run(asyncio.wait_for(work, PATIENCE))

    def until(self, met: Callable[[], Result | None]) -> Result:
        """What a condition gives as soon as it gives anything; it is asked after each message."""

        async def wait() -> Result:
            while True:
                self._arrived.clear()
                result = met()
                if result is not None:
                    return result
                await self._arrived.wait()

        return self.run(wait())

    def send(self, notify: Callable[[], object]) -> None:
        """Send something that has no answer."""

        async def work() -> None:
            notify()

        self.run(work())

    def uri(self, name: str) -> str:
        """That of a file in the folder of the project."""
        return (self.root / name).as_uri()

    def open(self, name: str, text: str, language: str = "python", uri: str | None = None) -> str:
        """Open a document; its URI."""
        uri = uri or self.uri(name)
        self._versions[uri] = 1
        self.published = [each for each in self.published if each.uri != uri]  # of when it was open before
        item = types.TextDocumentItem(uri, language, 1, text)
        self.send(lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(item)))
        return uri

    def change(self, uri: str, change: types.TextDocumentContentChangeEvent | str) -> int:
        """Change a document, a text being all of it; the new version."""
        return self.changes(uri, [change])

    def changes(self, uri: str, changes: Sequence[types.TextDocumentContentChangeEvent | str]) -> int:
        """Change a document in as many messages, one after the other without a pause; the last version."""
        messages = []
        for change in changes:
            self._versions[uri] += 1
            event = types.TextDocumentContentChangeWholeDocument(change) if isinstance(change, str) else change
            identifier = types.VersionedTextDocumentIdentifier(self._versions[uri], uri)
            messages.append(types.DidChangeTextDocumentParams(identifier, [event]))
        self.send(lambda: [*map(self.client.text_document_did_change, messages)])
        return self._versions[uri]

    def save(self, uri: str) -> None:
        """Say that a document was saved."""
        params = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
        self.send(lambda: self.client.text_document_did_save(params))

    def close(self, uri: str) -> None:
        """Close a document."""
        params = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        self.send(lambda: self.client.text_document_did_close(params))

    def found(self, uri: str, version: int | None = 1) -> list[types.Diagnostic]:
        """The findings that were published for a version of a document."""

        def newest() -> list[types.Diagnostic] | None:
            fitting = [each for each in self.published if each.uri == uri and each.version == version]
            return list(fitting[-1].diagnostics) if fitting else None

        return self.until(newest)

    def found_next(self, uri: str, since: int) -> list[types.Diagnostic]:
        """The findings that were published for a document after the first `since` messages."""
        return self.until(
            lambda: next((list(each.diagnostics) for each in self.published[since:] if each.uri == uri), None)
        )

    def actions(
        self, uri: str, at: types.Range, only: Sequence[str] | None = None, automatic: bool = False
    ) -> list[types.CodeAction]:
        """What is offered for a range."""
        kind = types.CodeActionTriggerKind.Automatic if automatic else types.CodeActionTriggerKind.Invoked
        context = types.CodeActionContext([], only=None if only is None else [*only], trigger_kind=kind)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), at, context)
        answer = self.run(self.client.text_document_code_action_async(params))
        return [each for each in answer or () if isinstance(each, types.CodeAction)]

    def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        """What is shown at a position."""
        position = types.Position(line, character)
        params = types.HoverParams(types.TextDocumentIdentifier(uri), position)
        return self.run(self.client.text_document_hover_async(params))

    def pull(self, uri: str) -> list[types.Diagnostic]:
        """Ask for the findings in a document."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        answer = self.run(self.client.text_document_diagnostic_async(params))
        assert isinstance(answer, types.RelatedFullDocumentDiagnosticReport)
        return list(answer.items)


def able(
    encodings: Sequence[types.PositionEncodingKind] | None = None,
    pulls: bool = False,
    watches: bool = False,
    configures: bool = False,
) -> Capabilities:
    """What an editor can do that knows versions of documents, related places and notebooks."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=encodings),
        notebook_document=types.NotebookDocumentClientCapabilities(types.NotebookDocumentSyncClientCapabilities()),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True,
                version_support=True,
                code_description_support=True,
                tag_support=types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary]),
            ),
            diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(
                    types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.Source])
                ),
                is_preferred_support=True,
            ),
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        ),
        workspace=types.WorkspaceClientCapabilities(
            configuration=configures,
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches),
        ),
    )


@contextmanager
def editor(
    root: Path,
    capabilities: Capabilities | None = None,
    settings: Mapping[str, Any] | None = None,
    configuration: Mapping[str, Any] | None = None,
) -> Iterator[Editor]:
    """A server for the folder of a project, until the block ends; it must then have ended well.

    `settings` are given at the start, `configuration` when the server asks.
    """
    with asyncio.Runner() as runner:
        client = make_test_lsp_client()
        client.set_configuration(configuration or {})
        made = Editor(runner, client, root)
        command = [sys.executable, "-m", "xent_lint", "server"]
        made.run(client.start_io(command[0], *command[1:], cwd=str(root), env=environment_of()))
        params = types.InitializeParams(
            capabilities or able(),
            workspace_folders=[types.WorkspaceFolder(root.as_uri(), root.name)],
            initialization_options=settings,
        )
        made.answer = made.run(client.initialize_session(params))
        try:
            yield made
        finally:
            made.run(client.shutdown_session())
            made.run(client.stop())  # type: ignore[no-untyped-call]
        assert client.error is None
        assert client._server is not None
        assert client._server.returncode == 0


def applied(text: str, edits: Sequence[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit]) -> str:
    """A text after edits, as an editor that counts UTF-16 code units makes them."""
    units = text.encode("utf-16-le")
    places = []
    for edit in edits:
        assert isinstance(edit, types.TextEdit)
        places.append((_place(text, edit.range.start), _place(text, edit.range.end), edit.new_text))
    for start, end, new in sorted(places, reverse=True):
        units = units[: 2 * start] + new.encode("utf-16-le") + units[2 * end :]
    return units.decode("utf-16-le")


def _place(text: str, position: types.Position) -> int:
    """Code units before a position."""
    lines = text.replace("\r\n", "\0\n").split("\n")  # as long as before
    before = "\n".join([*lines[: position.line], ""]) if position.line else ""
    return len(before.encode("utf-16-le")) // 2 + position.character


def edits_of(action: types.CodeAction) -> dict[str, tuple[int | None, list[Any]]]:
    """The version and the edits of each document."""
    assert action.edit is not None
    found = {}
    for each in action.edit.document_changes or ():
        assert isinstance(each, types.TextDocumentEdit)
        found[each.text_document.uri] = (each.text_document.version, list(each.edits))
    return found
