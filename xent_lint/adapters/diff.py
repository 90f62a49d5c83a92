"""What fixes would change, as unified diffs that `patch` understands."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from xent_lint.source import Source

STDIN = "-"
"""The name of a program from standard input that nobody named; its diff has no header."""


def diff(before: Source, after: Source) -> Iterator[str]:
    """The lines with their ends, and an empty one. A notebook has a diff for each changed cell, cells being texts."""
    if before.notebook is None:
        mark = "\ufeff" if before.bom else ""
        yield from _unified(before.filename, _lines(mark + before.text), _lines(mark + after.text))
    for start in before.cells:
        old, new = start.text, after.written(start.cell) or ""
        if old != new:
            yield from _unified(f"{before.filename}:cell {start.cell}", _cell_lines(old), _cell_lines(new))
    yield "\n"


def _unified(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    lines = difflib.unified_diff(old, new, name, name)
    for number, line in enumerate(lines):
        if number < 2 and name == STDIN:
            continue
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines for `patch`, which knows one line end; Python's form feeds and carriage returns are text to it."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def _cell_lines(text: str) -> list[str]:
    """The last line of a cell need not end, and that is not worth a remark."""
    return _lines(text if text.endswith("\n") else f"{text}\n")
