"""Names of files, and of findings, that are the same on every machine."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from xent_lint.adapters.diff import STDIN
from xent_lint.adapters.sources import Sources
from xent_lint.diagnostics import Diagnostic, Span


def absolute(filename: str) -> str:
    """The whole path, or `-`."""
    return filename if filename == STDIN else os.path.abspath(filename)  # noqa: PTH100 - as ruff, without links


def relative(filename: str) -> str | None:
    """The path from the current folder, with slashes; None for a file that is not below it."""
    if filename == STDIN:
        return filename
    path = Path(absolute(filename))
    folder = Path.cwd()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def shown(filename: str) -> str:
    """The path from the current folder where there is one, else the whole path."""
    return relative(filename) or Path(absolute(filename)).as_posix()


def in_cell(span: Span) -> str:
    """What is to be added to a message about a notebook, where a place in the file says little."""
    return "" if span.cell is None else f" (cell {span.cell}, line {span.start.row})"


def fingerprints(diagnostics: Sequence[Diagnostic], sources: Sources) -> list[str]:
    """One for each finding, all different. They stay when lines above are added or removed.

    A finding is known by its file, its code and the text of its row; equal ones in one file are counted.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for diagnostic in diagnostics:
        key = (shown(diagnostic.span.filename), diagnostic.code, " ".join(sources.line(diagnostic.span).split()))
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        found.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return found
