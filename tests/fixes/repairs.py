"""Findings with repairs, written down by hand."""

from __future__ import annotations

from collections.abc import Mapping

from xent_lint.diagnostics import Applicability, Diagnostic, Edit, Fix, Position, Severity, Span
from xent_lint.source import Source

SAFE = Applicability.SAFE
UNSAFE = Applicability.UNSAFE
DISPLAY_ONLY = Applicability.DISPLAY_ONLY


def span(source: Source, words: str, occurrence: int = 0) -> Span:
    """Where some words stand in a program, within one row."""
    for row, line in enumerate(source.lines, 1):
        at = -1
        while (at := line.find(words, at + 1)) >= 0:
            if occurrence == 0:
                return source.span(row, at, row, at + len(words))
            occurrence -= 1
    raise ValueError(words)


def insertion(source: Source, before: str, text: str) -> Edit:
    """Put text before some words."""
    place = span(source, before)
    return Edit(Span(place.filename, place.start, place.start, place.cell), text)


def row_insertion(row: int, text: str, filename: str = "m.py", cell: int | None = None) -> Edit:
    """Put text at the beginning of a row."""
    return Edit(Span(filename, Position(row, 0), Position(row, 0), cell), text)


def replacement(source: Source, old: str, new: str) -> Edit:
    """Put other words in the place of some."""
    return Edit(span(source, old), new)


def finding(
    *edits: Edit, code: str = "XEN102", applicability: Applicability = SAFE, at: Span | None = None
) -> Diagnostic:
    """A finding whose first fix has these edits; its own place is that of the first one."""
    fixes = (Fix("Repair it", applicability, edits),) if edits else ()
    return of_fixes(*fixes, code=code, at=at or edits[0].span)


def of_fixes(*fixes: Fix, at: Span, code: str = "XEN102") -> Diagnostic:
    """A finding with these fixes."""
    return Diagnostic(code, "a-name", "something is wrong", Severity.ERROR, at, fixes=fixes)


def replacing(source: Source, words: Mapping[str, str], applicability: Applicability = SAFE) -> Diagnostic:
    """A finding whose fix replaces some words, each at its first place."""
    return finding(*(replacement(source, old, new) for old, new in words.items()), applicability=applicability)
