"""Notebooks in `xent-lint server`: the cells are one program in order, and each is a document of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from editor_client import Editor, able, applied, editor, edits_of
from lsprotocol import types
from wrong_programs import xent_lint

CODE, TEXT = types.NotebookCellKind.Code, types.NotebookCellKind.Markup
START = types.Range(types.Position(0, 0), types.Position(0, 0))

IMPORTS = "%matplotlib inline\nfrom tensorflow import keras"
HEAD = '"😀"; model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])'
LOSS = '!nvidia-smi\nmodel.compile(loss="sparse_categorical_crossentropy")\nmodel.fit(x, y)'
CELLS = (("markdown", "# A page"), ("python", IMPORTS), ("python", HEAD), ("python", LOSS))


class Book:
    """A notebook that is open in an editor."""

    def __init__(self, made: Editor, name: str, cells: Sequence[tuple[str, str]] = CELLS) -> None:
        self.editor = made
        self.uri = made.uri(name)
        self.version = 1
        self.texts = {self.cell(number): text for number, (_, text) in enumerate(cells, 1)}
        items = [
            types.TextDocumentItem(self.cell(number), language, 1, text)
            for number, (language, text) in enumerate(cells, 1)
        ]
        kinds = [types.NotebookCell(TEXT if each.language_id == "markdown" else CODE, each.uri) for each in items]
        notebook = types.NotebookDocument(self.uri, "jupyter-notebook", 1, kinds)
        params = types.DidOpenNotebookDocumentParams(notebook, items)
        made.send(lambda: made.client.notebook_document_did_open(params))

    def cell(self, number: int) -> str:
        """The URI of the document of a cell, as VS Code makes it."""
        return f"{self.uri.replace('file:', 'vscode-notebook-cell:')}#W{number}"

    def change(self, cells: types.NotebookDocumentCellChanges) -> None:
        """Tell the server of a change."""
        self.version += 1
        identifier = types.VersionedNotebookDocumentIdentifier(self.version, self.uri)
        event = types.NotebookDocumentChangeEvent(cells=cells)
        params = types.DidChangeNotebookDocumentParams(identifier, event)
        self.editor.send(lambda: self.editor.client.notebook_document_did_change(params))

    def write(self, number: int, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Change the text of a cell."""
        identifier = types.VersionedTextDocumentIdentifier(version, self.cell(number))
        content = types.NotebookDocumentCellContentChanges(identifier, list(changes))
        self.change(types.NotebookDocumentCellChanges(text_content=[content]))

    def close(self) -> None:
        """Close the notebook."""
        documents = [types.TextDocumentIdentifier(uri) for uri in self.texts]
        params = types.DidCloseNotebookDocumentParams(types.NotebookDocumentIdentifier(self.uri), documents)
        self.editor.send(lambda: self.editor.client.notebook_document_did_close(params))

    def after(self, action: types.CodeAction) -> list[str]:
        """The text of each cell when the action was carried out."""
        edits = edits_of(action)
        assert set(edits) <= set(self.texts)
        return [applied(text, edits[uri][1]) if uri in edits else text for uri, text in self.texts.items()]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """A server for all tests here."""
    with editor(tmp_path_factory.mktemp("notebooks")) as made:
        yield made


def fixed_by_command(root: Path, cells: Sequence[tuple[str, str]]) -> list[str]:
    """The cells after `xent-lint check --fix`."""
    path = root / "by_command.ipynb"
    content = [
        {"cell_type": "markdown" if language == "markdown" else "code", "source": text} for language, text in cells
    ]
    path.write_text(json.dumps({"cells": content}), encoding="utf-8")
    xent_lint("check", "--fix", "--no-cache", str(path))
    return [cell["source"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def test_all_cells_of_a_notebook_are_sent(shared: Editor) -> None:
    """Cells are counted over all of them, those with text too."""
    assert shared.answer is not None
    sync = shared.answer.capabilities.notebook_document_sync
    assert isinstance(sync, types.NotebookDocumentSyncOptions)
    (selector,) = sync.notebook_selector
    assert isinstance(selector, types.NotebookDocumentFilterWithNotebook)
    assert (selector.notebook, selector.cells) == ("jupyter-notebook", None)


def test_a_finding_is_shown_in_its_cell_with_places_in_others(shared: Editor) -> None:
    book = Book(shared, "finding.ipynb")
    (found,) = shared.found(book.cell(4))
    assert (found.code, found.range.start) == ("XEN201", types.Position(1, 19))
    assert found.message.startswith("softmax head (cell 3, line 1) given to ")
    head = next(each for each in found.related_information or () if each.message == "softmax head")
    assert head.location.uri == book.cell(3)
    # the emoji is two code units
    assert head.location.range.start.character == HEAD.index("activation") + 1
    assert [shared.found(book.cell(number)) for number in (1, 2, 3)] == [[], [], []]


def test_a_quick_fix_edits_all_cells_concerned(shared: Editor) -> None:
    book = Book(shared, "quick.ipynb")
    (found,) = shared.found(book.cell(4))
    repair, silencer = shared.actions(book.cell(4), found.range, only=["quickfix"])
    assert repair.is_preferred
    assert {uri: version for uri, (version, _) in edits_of(repair).items()} == {book.cell(3): 1, book.cell(4): 1}
    assert book.after(repair) == fixed_by_command(shared.root, CELLS)
    assert book.after(silencer)[3] == LOSS.replace('py")\n', 'py")  # noqa: XEN201\n')


@pytest.mark.parametrize("only", ["source.fixAll", "source.fixAll.xent-lint", "notebook.source.fixAll"])
def test_fix_all_does_to_the_cells_what_the_command_does(shared: Editor, only: str) -> None:
    book = Book(shared, f"{only}.ipynb")
    (action,) = shared.actions(book.cell(2), START, only=[only])
    assert action.kind == (
        "notebook.source.fixAll.xent-lint" if only.startswith("notebook") else "source.fixAll.xent-lint"
    )
    assert book.after(action) == fixed_by_command(shared.root, CELLS)


def test_writing_in_a_cell_checks_the_whole_notebook(shared: Editor) -> None:
    book = Book(shared, "writing.ipynb")
    assert shared.found(book.cell(4))
    seen = len(shared.published)
    at = HEAD.index(', activation="softmax"') + 1  # behind the emoji
    gone = types.Range(types.Position(0, at), types.Position(0, at + len(', activation="softmax"')))
    book.write(3, 2, types.TextDocumentContentChangePartial(gone, ""))
    assert [each.code for each in shared.found_next(book.cell(4), seen)] == ["XEN101"]


def test_cells_come_and_go(shared: Editor) -> None:
    book = Book(shared, "structure.ipynb")
    assert shared.found(book.cell(4))
    seen = len(shared.published)
    array = types.NotebookCellArrayChange(start=2, delete_count=1)
    gone = [types.TextDocumentIdentifier(book.cell(3))]
    book.change(types.NotebookDocumentCellChanges(types.NotebookDocumentCellChangeStructure(array, did_close=gone)))
    assert shared.found_next(book.cell(4), seen) == []
    seen = len(shared.published)
    array = types.NotebookCellArrayChange(start=2, delete_count=0, cells=[types.NotebookCell(CODE, book.cell(9))])
    new = [types.TextDocumentItem(book.cell(9), "python", 1, HEAD)]
    book.change(types.NotebookDocumentCellChanges(types.NotebookDocumentCellChangeStructure(array, did_open=new)))
    (found,) = shared.found_next(book.cell(4), seen)
    assert book.cell(9) in {each.location.uri for each in found.related_information or ()}


def test_the_order_of_the_cells_is_that_of_the_program(shared: Editor) -> None:
    book = Book(shared, "order.ipynb", [CELLS[3], CELLS[2], CELLS[1]])
    assert shared.found(book.cell(1)) == []
    seen = len(shared.published)
    cells = [types.NotebookCell(CODE, book.cell(number)) for number in (3, 2, 1)]
    array = types.NotebookCellArrayChange(start=0, delete_count=3, cells=cells)
    book.change(types.NotebookDocumentCellChanges(types.NotebookDocumentCellChangeStructure(array)))
    assert [each.code for each in shared.found_next(book.cell(1), seen)] == ["XEN201"]


def test_cells_that_are_no_python_are_left_out_one_by_one(shared: Editor) -> None:
    odd = [("python", "model.compile("), ("r", HEAD.replace("10", "7")), ("python", "%%bash\nls (")]
    book = Book(shared, "odd.ipynb", [*odd, *CELLS])
    (found,) = shared.found(book.cell(7))
    assert found.message.startswith("softmax head (cell 6, line 1) given to ")
    only_r = Book(shared, "r.ipynb", [("r", text) for _, text in CELLS])
    assert shared.found(only_r.cell(4)) == []


def test_a_closed_notebook_shows_nothing(shared: Editor) -> None:
    book = Book(shared, "closed.ipynb")
    assert shared.found(book.cell(4))
    book.close()
    assert [shared.found(book.cell(number), None) for number in (1, 2, 3, 4)] == [[], [], [], []]


def test_hover_in_a_cell_shows_the_page(shared: Editor) -> None:
    book = Book(shared, "hover.ipynb")
    hover = shared.hover(book.cell(4), 1, 25)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "(XEN201)" in hover.contents.value
    assert shared.hover(book.cell(3), 0, 25) is None


def test_a_notebook_that_an_editor_sends_as_one_text_is_checked_as_python(shared: Editor) -> None:
    """JupyterLab-lsp does that: the cells joined, with the magics made Python, under the name of the notebook."""
    text = f"from tensorflow import keras\n\n\n{HEAD}\n\n\nmodel.compile(loss='sparse_categorical_crossentropy')\n"
    uri = shared.open(".virtual_documents/nb.ipynb", text)
    assert [(each.code, each.range.start.line) for each in shared.found(uri)] == [("XEN201", 6)]


def test_the_findings_in_cells_are_published_for_an_editor_that_asks_for_others(tmp_path: Path) -> None:
    with editor(tmp_path, able(pulls=True)) as made:
        book = Book(made, "asked.ipynb")
        assert [each.code for each in made.found(book.cell(4))] == ["XEN201"]
        assert made.pull(book.cell(4)) == []
