"""A notebook as one program: its code cells in order, without what only IPython understands.

The file is read with `json` and not with `nbformat`: a later fix has to keep every other byte of the file (outputs,
widgets, key order, indentation, missing final newline), and nbformat validates, upgrades and rewrites all of it. The
parts that are needed here, cells and their source, are five keys.
"""

from __future__ import annotations

import ast
import codecs
import json
from collections.abc import Iterator
from typing import Any, Final

from xent_lint import gate
from xent_lint.diagnostics import Position
from xent_lint.magics import NO_NAMES, stand_in, without_cell_magics, without_line_magics
from xent_lint.notebook_edit import place_of
from xent_lint.source import CellStart, Source, SourceError, split_lines

_DATABRICKS: Final = "application/vnd.databricks.v1+notebook"
"""The key of the metadata that Databricks writes."""

MAX_NOTEBOOK_BYTES: Final = 100_000_000
"""Images and tables in the outputs count here; the program in the cells is held to `gate.MAX_CHARACTERS`."""


def read_notebook(filename: str, data: bytes) -> Source:
    """The program of a notebook of format 3 or 4; a notebook of another language has an empty program."""
    raw, notebook = _load(filename, data)
    _refuse_other_formats(filename, raw, notebook)
    cells = _cells(filename, notebook)
    texts = {number: _code(cell) for number, cell in enumerate(cells if _is_python(notebook) else [], 1)}
    codes = {number: text for number, text in texts.items() if text is not None}
    programs = _programs(filename, codes)
    starts: list[CellStart] = []
    rows: list[str] = []
    for number, program in programs.items():
        text = codes[number]
        lines = split_lines(text)
        starts.append(CellStart(number, len(rows) + 1 + len(program) - len(lines), text))
        # one empty row between cells: a last line that ends with a backslash must not swallow the next cell
        rows.extend([*program, ""])
    bom = data.startswith(codecs.BOM_UTF8)
    return Source(filename=filename, text="\n".join(rows), bom=bom, cells=tuple(starts), notebook=raw)


def _load(filename: str, data: bytes) -> tuple[str, dict[str, Any]]:
    """The JSON text and what it says."""
    if len(data) > MAX_NOTEBOOK_BYTES:
        raise SourceError(filename, f"the notebook is larger than {MAX_NOTEBOOK_BYTES / 1e6:.0f} MB")
    try:
        raw = data.decode("utf-8-sig")
        notebook = json.loads(raw)
    except UnicodeDecodeError:
        raise SourceError(filename, "not a notebook: the file is not UTF-8") from None
    except json.JSONDecodeError as error:
        position = Position(error.lineno, error.colno - 1)
        raise SourceError(filename, f"not a notebook: invalid JSON: {error.msg}", position) from None
    except (RecursionError, ValueError):  # nested brackets without end, or a number of 5,000 digits
        raise SourceError(filename, "not a notebook: JSON that Python cannot read") from None
    if not isinstance(notebook, dict):
        raise SourceError(filename, "not a notebook: the JSON is no object")
    return raw, notebook


def _refuse_other_formats(filename: str, raw: str, notebook: dict[str, Any]) -> None:
    """Where a notebook says of what format it is, believe it; many tools leave that out."""
    said = notebook.get("nbformat", 4)
    if said in (3, 4):
        return
    before = raw[: place_of(raw, "nbformat")]
    position = Position(before.count("\n") + 1, len(before) - before.rfind("\n") - 1)
    found = json.dumps(said) if isinstance(said, int | float | str | None) else "something else"
    message = f"a notebook of format {found}, and only 3 and 4 can be read; `jupyter nbconvert --to notebook` writes 4"
    raise SourceError(filename, message, position)


def _cells(filename: str, notebook: dict[str, Any]) -> list[object]:
    """All cells in order: of format 4, or of the worksheets of format 3."""
    if isinstance(notebook.get("cells"), list):
        return list(notebook["cells"])
    worksheets = notebook.get("worksheets")
    if not isinstance(worksheets, list):
        raise SourceError(filename, "not a notebook: the JSON has no list of cells")
    sheets = [sheet.get("cells") for sheet in worksheets if isinstance(sheet, dict)]
    return [cell for cells in sheets if isinstance(cells, list) for cell in cells]


def _is_python(notebook: dict[str, Any]) -> bool:
    """Whether the kernel speaks Python; without any word about it, it does."""
    languages = list(_languages(_metadata(notebook)))
    return not languages or any("python" in language.lower() for language in languages)


def _metadata(of: dict[str, Any]) -> dict[str, Any]:
    metadata = of.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _languages(metadata: dict[str, Any]) -> Iterator[str]:
    """What a notebook says of its language; the kernel of Spark is called `pyspark` and has Python's MIME type."""
    places = (
        metadata,  # format 3
        *(metadata.get(section) for section in ("language_info", "kernelspec", _DATABRICKS)),
    )
    for place in places:
        for key in ("name", "language", "mimetype") if place is metadata.get("language_info") else ("language",):
            language = place.get(key) if isinstance(place, dict) else None
            if isinstance(language, str) and language:
                yield language


def _code(cell: object) -> str | None:
    """The text of a code cell; None for others."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    editor = _metadata(cell).get("vscode")
    if isinstance(editor, dict) and editor.get("languageId", "python") != "python":
        return None
    source = cell.get("source", cell.get("input"))  # format 3 says `input`
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else None


def _programs(filename: str, codes: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """The rows of the cells as Python, by their numbers. Cells that are not read use variables all the same, so what
    the others bind is looked for in them."""
    read = {number: _program(filename, text, NO_NAMES) for number, text in codes.items()}
    bound = frozenset(name for program in read.values() if program is not None for name in _bound(program[1]))
    programs = {}
    for number, text in codes.items():
        lines = split_lines(text)
        found = read[number]
        if found is not None and found[0] != lines:  # there are magics in it
            found = _program(filename, text, bound) or found
        rows = found[0] if found is not None else stand_in(lines, bound)
        if rows is not None:
            programs[number] = rows
    return programs


def _program(filename: str, text: str, names: frozenset[str]) -> tuple[tuple[str, ...], ast.Module] | None:
    """The rows of one cell as Python, as many as the cell has, and their tree; None when it is not Python.

    IPython forgives a cell that is indented as a whole. Such a cell gets one row more, `if 1:` before it.
    """
    rows = without_cell_magics(split_lines(text))
    if rows is None:
        return None
    plain = without_line_magics(rows, names)
    for candidate in (rows, plain, ("if 1:", *plain)):
        tree = _parsed(filename, candidate)
        if tree is not None:
            return candidate, tree
    return None


def _parsed(filename: str, rows: tuple[str, ...]) -> ast.Module | None:
    try:
        return gate.parse(Source(filename=filename, text="\n".join([*rows, ""])))
    except SourceError:
        return None


def _bound(tree: ast.Module) -> Iterator[str]:
    """The names that a cell binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
