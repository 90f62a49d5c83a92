"""The messages of the protocol, and what each is answered with."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from xent_lint import __version__
from xent_lint.adapters.server.actions import KINDS, Asked
from xent_lint.adapters.server.analysis import SOURCE
from xent_lint.adapters.server.capabilities import capabilities
from xent_lint.adapters.server.preferences import SECTION
from xent_lint.adapters.server.session import Session

_NOTEBOOKS: Final = types.NotebookDocumentSyncOptions(
    # of all cells, because cells are counted over all of them
    notebook_selector=[types.NotebookDocumentFilterWithNotebook(notebook="jupyter-notebook")],
    save=True,
)
_WATCHED: Final = ("**/pyproject.toml", "**/*.py")


def serve() -> None:
    """Speak with the editor on standard input and output until it is done."""
    logging.basicConfig(format="%(name)s: %(message)s", level=logging.ERROR)  # on standard error
    server = LanguageServer(SOURCE, __version__, notebook_document_sync=_NOTEBOOKS)
    session = Session(_Client(server))
    _life(server, session)
    _documents(server, session)
    _notebooks(server, session)
    _settings(server, session)
    _questions(server, session)
    try:
        server.start_io()
    finally:
        session.abandon()


class _Client:
    """The editor at the other end."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    def publish(self, uri: str, version: int | None, diagnostics: tuple[types.Diagnostic, ...]) -> None:
        """See Editor."""
        params = types.PublishDiagnosticsParams(uri, list(diagnostics), version)
        self._server.text_document_publish_diagnostics(params)

    def warn(self, message: str) -> None:
        """See Editor."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"{SOURCE}: {message}"))

    def log(self, message: str) -> None:
        """See Editor."""
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Info, message))

    def refresh(self) -> None:
        """See Editor."""
        self._server.workspace_diagnostic_refresh(None)


def _life(server: LanguageServer, session: Session) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        _enter(params)
        session.start(capabilities(params.capabilities), params.initialization_options)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        if session.capabilities.watches:
            watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(types.RegistrationParams([registration]))
        await _ask_for_settings(server, session)

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        session.close()


def _enter(params: types.InitializeParams) -> None:
    """Work in the folder of the project: names in messages are relative to it, as in the terminal."""
    folders = [folder.uri for folder in params.workspace_folders or ()]
    root = params.root_uri if not folders else folders[0]
    path = to_fs_path(root) if root else params.root_path
    if path and Path(path).is_dir():
        os.chdir(path)


def _replace(server: LanguageServer, method: str, handler: Callable[[Any], None]) -> None:
    """Handle a message in place of pygls, which ends lines at form feeds and U+2028, too."""
    server.protocol.fm.add_builtin_feature(method, handler)


def _documents(server: LanguageServer, session: Session) -> None:
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        session.documents.open(params.text_document)
        session.opened(params.text_document.uri)

    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        session.documents.change(params.text_document, params.content_changes)
        session.changed(params.text_document.uri)

    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        session.documents.close(params.text_document.uri)
        session.closed(params.text_document.uri, (params.text_document.uri,))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        session.configured()

    _replace(server, types.TEXT_DOCUMENT_DID_OPEN, did_open)
    _replace(server, types.TEXT_DOCUMENT_DID_CHANGE, did_change)
    _replace(server, types.TEXT_DOCUMENT_DID_CLOSE, did_close)


def _notebooks(server: LanguageServer, session: Session) -> None:
    def did_open(params: types.DidOpenNotebookDocumentParams) -> None:
        session.documents.open_notebook(params.notebook_document, params.cell_text_documents)
        session.opened(params.notebook_document.uri)

    def did_change(params: types.DidChangeNotebookDocumentParams) -> None:
        gone = session.documents.change_notebook(params.notebook_document.uri, params.change)
        session.cleared(gone)
        session.changed(params.notebook_document.uri)

    def did_close(params: types.DidCloseNotebookDocumentParams) -> None:
        gone = session.documents.close_notebook(params.notebook_document.uri)
        session.closed(params.notebook_document.uri, gone)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveNotebookDocumentParams) -> None:
        session.configured()

    _replace(server, types.NOTEBOOK_DOCUMENT_DID_OPEN, did_open)
    _replace(server, types.NOTEBOOK_DOCUMENT_DID_CHANGE, did_change)
    _replace(server, types.NOTEBOOK_DOCUMENT_DID_CLOSE, did_close)


def _settings(server: LanguageServer, session: Session) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        session.configured()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        if isinstance(params.settings, dict) and params.settings.get(SECTION) is not None:
            session.prefer(params.settings)
        else:
            await _ask_for_settings(server, session)


async def _ask_for_settings(server: LanguageServer, session: Session) -> None:
    """What the editor says now. An editor without settings of ours keeps those that it gave at the start."""
    if not session.capabilities.configures:
        return
    items = [types.ConfigurationItem(section=SECTION)]
    answer = await server.workspace_configuration_async(types.ConfigurationParams(items))
    if answer and isinstance(answer[0], dict) and answer[0]:
        session.prefer(answer[0])


def _questions(server: LanguageServer, session: Session) -> None:
    pull = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False, identifier=SOURCE)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, pull)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        found = await session.diagnostics(params.text_document.uri)
        return types.RelatedFullDocumentDiagnosticReport(items=list(found))

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[*KINDS]))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        only = params.context.only
        return await session.actions(
            Asked(
                uri=params.text_document.uri,
                range=params.range,
                only=None if only is None else tuple(map(_kind, only)),
                automatic=params.context.trigger_kind is types.CodeActionTriggerKind.Automatic,
                versioned=session.capabilities.versioned,
            )
        )

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        return await session.hover(params.text_document.uri, params.position)


def _kind(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
