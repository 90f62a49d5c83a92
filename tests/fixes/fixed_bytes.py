"""What a program's file must hold after some edits, computed without the code that applies them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from xent_lint.diagnostics import Edit
from xent_lint.source import Source


def expected_bytes(source: Source, edits: Sequence[Edit]) -> bytes:
    """The bytes of the file with nothing changed but the ranges of the edits."""
    if source.notebook is not None:
        return _notebook(source.notebook, edits)
    return (b"\xef\xbb\xbf" if source.bom else b"") + _spliced(source.text, edits).encode(source.encoding)


def _spliced(text: str, edits: Sequence[Edit]) -> str:
    lines = re.split("(?<=\r\n)|(?<=\n)", text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    newline = "\r\n" if "\r\n" in text else "\n"
    pieces = [
        (
            starts[edit.span.start.row - 1] + edit.span.start.column,
            starts[edit.span.end.row - 1] + edit.span.end.column,
            edit.replacement.replace("\r\n", "\n").replace("\n", newline),
        )
        for edit in edits
    ]
    pieces.sort(key=lambda piece: piece[:2])  # several insertions at one place come in the order of the edits
    for start, end, replacement in reversed(pieces):
        text = text[:start] + replacement + text[end:]
    return text


def _notebook(before: str, edits: Sequence[Edit]) -> bytes:
    notebook = json.loads(before)
    ascii_only = _dumped(notebook, True) == before
    assert ascii_only or _dumped(notebook, False) == before, "the grammar writes notebooks in one way"
    for number, cell in enumerate(notebook["cells"], 1):
        own = [edit for edit in edits if edit.span.cell == number]
        if own:
            listed = isinstance(cell["source"], list)
            text = _spliced("".join(cell["source"]), own)
            cell["source"] = (text.splitlines(keepends=True) or [""]) if listed else text
    return _dumped(notebook, ascii_only).encode()


def _dumped(notebook: object, ascii_only: bool) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=ascii_only) + "\n"
