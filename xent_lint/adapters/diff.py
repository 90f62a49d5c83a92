"""What fixes would change, as unified diffs that `patch` understands."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from xent_lint.source import Source

CONTEXT: Final = 3
"""Lines shown before and after a change."""

MANY_LINES: Final = 4_000
"""Where the first and the last change are farther apart, lines that occur often are passed over: the time of an exact
comparison is quadratic in them."""

STDIN: Final = "-"
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
    if name != STDIN:
        yield f"--- {name}\n+++ {name}\n"
    # unlike difflib.unified_diff: lines that occur often are as good as others, or one edit gives a hunk of half a file
    skipped, old, new = _without_equal_ends(old, new)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > MANY_LINES)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        old_range, new_range = _range(skipped, first[1], last[2]), _range(skipped, first[3], last[4])
        yield f"@@ -{old_range} +{new_range} @@\n"
        for tag, from_old, to_old, from_new, to_new in group:
            if tag == "equal":
                yield from _marked(" ", old[from_old:to_old])
            else:
                yield from _marked("-", old[from_old:to_old])
                yield from _marked("+", new[from_new:to_new])


def _without_equal_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, Sequence[str], Sequence[str]]:
    """How many equal lines the texts begin with, and the rest without those they end with; some context is left."""
    shorter = min(len(old), len(new))
    start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    end = next((index for index in range(shorter - start) if old[-1 - index] != new[-1 - index]), shorter - start)
    start, end = max(start - CONTEXT, 0), max(end - CONTEXT, 0)
    return start, old[start : len(old) - end], new[start : len(new) - end]


def _range(skipped: int, start: int, end: int) -> str:
    """Lines count from 1; the number of one is left out; none stand behind the line before."""
    first, count = skipped + start + 1, end - start
    return f"{first}" if count == 1 else f"{first if count else first - 1},{count}"


def _marked(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines for `patch`, which knows one line end; Python's form feeds and carriage returns are text to it."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def _cell_lines(text: str) -> list[str]:
    """The last line of a cell need not end, and that is not worth a remark."""
    return _lines(text if text.endswith("\n") else f"{text}\n")
