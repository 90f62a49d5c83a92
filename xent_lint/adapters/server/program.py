"""What is open as a program that can be checked, and the way from its places back to documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from lsprotocol import types
from pygls.uris import urlparse

from xent_lint.adapters.locations import shown
from xent_lint.adapters.server.documents import Document, Opened
from xent_lint.adapters.server.text_index import TextIndex
from xent_lint.source import Source

_NEWLINE: Final = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Program:
    """A program and the documents that it is in: one, or that of each cell of a notebook."""

    source: Source
    opened: Opened

    @classmethod
    def of(cls, opened: Opened) -> Program:
        """Read what is open; raises SourceError."""
        name = filename(opened)
        if opened.is_notebook:
            return cls(Source.from_bytes(name, _notebook(opened)), opened)
        document = opened.documents[0]
        newline = _NEWLINE.search(document.text)
        # the text is decoded already: a program is what the editor shows, whatever a line of it declares
        source = Source(name, document.text, document.encoding, newline=newline.group() if newline else "\n")
        return cls(source, opened)

    def document(self, cell: int | None) -> Document:
        """Where the text of a cell is (from 1), or of the file."""
        return self.opened.documents[0 if cell is None else cell - 1]

    def cell(self, uri: str) -> int | None:
        """The number of the cell whose text is in a document; None in a plain file."""
        if not self.opened.is_notebook:
            return None
        return next((number for number, each in self._numbered() if each.uri == uri), None)

    def index(self, cell: int | None) -> TextIndex:
        """The places of a cell, or of the file."""
        if cell not in self._indexes:
            self._indexes[cell] = TextIndex(self.document(cell).text, self.opened.encoding)
        return self._indexes[cell]

    @cached_property
    def _indexes(self) -> dict[int | None, TextIndex]:
        return {}

    def _numbered(self) -> Iterator[tuple[int, Document]]:
        return enumerate(self.opened.documents, 1)


def filename(opened: Opened) -> str:
    """The name of the program in messages: as `xent-lint check` in the folder of the project would write it."""
    path = opened.path
    name = shown(path) if path is not None else PurePosixPath(urlparse(opened.uri)[2]).name or "untitled"
    return f"{name}.ipynb" if opened.is_notebook and not name.endswith(".ipynb") else name


def _notebook(opened: Opened) -> bytes:
    """The cells as the file of a notebook, which is what notebooks are read and fixed in."""
    cells = [
        {"cell_type": _cell_type(document, kind), "source": document.text}
        for document, kind in zip(opened.documents, opened.kinds or (), strict=True)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode("ascii")


def _cell_type(document: Document, kind: types.NotebookCellKind) -> str:
    """Each cell has a language of its own; a notebook with cells of SQL or R among others is nothing odd."""
    if kind is types.NotebookCellKind.Code:
        return "code" if document.is_python else "raw"
    return "markdown"
