"""What an editor can do, as far as it matters here."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability


@dataclass(frozen=True)
class Capabilities:
    """`encoding` is what columns count; `pulls` says that it asks for findings, `refreshes` that it can be told to ask
    again; `related` that it shows places that belong to a finding; `watches` that it tells of changed files;
    `configures` that it can be asked for settings; `versioned` that edits may name the version they are for."""

    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16
    pulls: bool = False
    refreshes: bool = False
    related: bool = False
    watches: bool = False
    configures: bool = False
    versioned: bool = False
    hover: types.MarkupKind = types.MarkupKind.Markdown


def capabilities(client: types.ClientCapabilities) -> Capabilities:
    """Read what the editor says of itself."""
    formats = get_capability(client, "text_document.hover.content_format")
    plain = formats is not None and types.MarkupKind.Markdown not in formats
    return Capabilities(
        encoding=types.PositionEncodingKind(ServerCapabilitiesBuilder.choose_position_encoding(client)),
        pulls=get_capability(client, "text_document.diagnostic") is not None,
        refreshes=bool(get_capability(client, "workspace.diagnostics.refresh_support")),
        related=_shows_related(client),
        watches=bool(get_capability(client, "workspace.did_change_watched_files.dynamic_registration")),
        configures=bool(get_capability(client, "workspace.configuration")),
        versioned=bool(get_capability(client, "workspace.workspace_edit.document_changes")),
        hover=types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown,
    )


def _shows_related(client: types.ClientCapabilities) -> bool:
    names = ("publish_diagnostics", "diagnostic")
    return any(get_capability(client, f"text_document.{name}.related_information") for name in names)
