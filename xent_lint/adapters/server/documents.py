"""The documents that are open in the editor: what they hold counts, and not what is on the disk."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lsprotocol import types
from pygls.uris import to_fs_path

from xent_lint.adapters.server.text_index import changed


@dataclass(frozen=True)
class Document:
    """One version of a text: a file, or the text of a cell."""

    uri: str
    language: str
    version: int
    text: str

    @property
    def is_python(self) -> bool:
        """Whether it is a program, for all that the editor says; `python-mode` is how Emacs may say it."""
        return self.language.lower().startswith("python")

    @property
    def path(self) -> str | None:
        """The absolute path; None for a document that is in no file."""
        return to_fs_path(self.uri)

    @cached_property
    def encoding(self) -> str:
        """What the text says that it is written in on the disk."""
        try:
            declared, _ = tokenize.detect_encoding(io.BytesIO(self.text.encode("utf-8", "replace")).readline)
        except SyntaxError:
            return "utf-8"
        return "utf-8" if declared == "utf-8-sig" else declared

    @cached_property
    def data(self) -> bytes:
        """The file as others would read it if it were saved now."""
        try:
            return self.text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return self.text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Notebook:
    """The cells of a notebook in order: where the text of each is, and whether it is code."""

    uri: str
    cells: tuple[types.NotebookCell, ...]


@dataclass(frozen=True)
class Opened:
    """One program as it is now: a document, or a notebook with the documents of all of its cells.

    `encoding` is what the editor counts columns in. `kinds` has the kind of each cell, and is None for a plain
    document.
    """

    uri: str
    documents: tuple[Document, ...]
    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16
    kinds: tuple[types.NotebookCellKind, ...] | None = None

    @property
    def is_notebook(self) -> bool:
        """Whether the documents are cells."""
        return self.kinds is not None

    @property
    def path(self) -> str | None:
        """The absolute path; None for what is in no file."""
        return to_fs_path(self.uri)


class Documents:
    """All that is open. A program is named by the URI of its document, or of its notebook."""

    def __init__(self) -> None:
        self.encoding = types.PositionEncodingKind.Utf16
        self._documents: dict[str, Document] = {}
        self._notebooks: dict[str, Notebook] = {}
        self._notebook_of: dict[str, str] = {}

    def program(self, uri: str) -> str:
        """The name of the program that a document belongs to."""
        return self._notebook_of.get(uri, uri)

    def programs(self) -> tuple[str, ...]:
        """All programs that are open."""
        plain = (uri for uri in self._documents if uri not in self._notebook_of)
        return (*plain, *self._notebooks)

    def opened(self, program: str) -> Opened | None:
        """What a program is now; None when it is not open."""
        notebook = self._notebooks.get(program)
        if notebook is None:
            document = self._documents.get(program)
            return None if document is None else Opened(program, (document,), self.encoding)
        cells = [cell for cell in notebook.cells if cell.document in self._documents]
        documents = tuple(self._documents[cell.document] for cell in cells)
        kinds = tuple(types.NotebookCellKind(cell.kind) for cell in cells)
        return Opened(program, documents, self.encoding, kinds)

    def contents(self) -> Mapping[str, bytes]:
        """The files that are open, by absolute path, as they would be if they were saved."""
        return {path: document.data for path, document in self._plain() if document.is_python}

    def open(self, item: types.TextDocumentItem) -> None:
        """A document is open from now on."""
        self._documents[item.uri] = Document(item.uri, str(item.language_id), item.version, item.text)

    def change(
        self, identifier: types.VersionedTextDocumentIdentifier, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> None:
        """A document has another text."""
        document = self._documents.get(identifier.uri)
        if document is not None:
            text = changed(document.text, changes, self.encoding)
            self._documents[identifier.uri] = replace(document, version=identifier.version, text=text)

    def close(self, uri: str) -> None:
        """What is on the disk counts again."""
        self._documents.pop(uri, None)
        self._notebook_of.pop(uri, None)

    def open_notebook(self, notebook: types.NotebookDocument, texts: Sequence[types.TextDocumentItem]) -> None:
        """A notebook is open from now on."""
        self._notebooks[notebook.uri] = Notebook(notebook.uri, tuple(notebook.cells))
        self._open_cells(notebook.uri, texts)

    def change_notebook(self, uri: str, change: types.NotebookDocumentChangeEvent) -> tuple[str, ...]:
        """Cells were added, removed or written in; which documents are gone."""
        notebook = self._notebooks.get(uri)
        cells = change.cells
        if notebook is None or cells is None:
            return ()
        gone: tuple[str, ...] = ()
        if cells.structure is not None:
            array = cells.structure.array
            kept, rest = notebook.cells[: array.start], notebook.cells[array.start + array.delete_count :]
            self._notebooks[uri] = replace(notebook, cells=(*kept, *(array.cells or ()), *rest))
            self._open_cells(uri, cells.structure.did_open or ())
            gone = tuple(closed.uri for closed in cells.structure.did_close or ())
            for each in gone:
                self.close(each)
        self._change_kinds(uri, cells.data or ())
        for text in cells.text_content or ():
            self.change(text.document, text.changes)
        return gone

    def close_notebook(self, uri: str) -> tuple[str, ...]:
        """Which documents are gone with a notebook."""
        self._notebooks.pop(uri, None)
        gone = tuple(cell for cell, notebook in self._notebook_of.items() if notebook == uri)
        for cell in gone:
            self.close(cell)
        return gone

    def _open_cells(self, uri: str, texts: Sequence[types.TextDocumentItem]) -> None:
        for item in texts:
            self.open(item)
            self._notebook_of[item.uri] = uri

    def _change_kinds(self, uri: str, cells: Sequence[types.NotebookCell]) -> None:
        new = {cell.document: cell for cell in cells}
        notebook = self._notebooks[uri]
        self._notebooks[uri] = replace(notebook, cells=tuple(new.get(cell.document, cell) for cell in notebook.cells))

    def _plain(self) -> Iterator[tuple[str, Document]]:
        for uri, document in self._documents.items():
            path = document.path if uri not in self._notebook_of else None
            if path is not None and not path.endswith(".ipynb"):
                yield path, document
