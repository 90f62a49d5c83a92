"""Findings for people: one line each, with a code frame or without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xent_lint.adapters.code_frame import Mark, Paint, frames, last_row_shown, render
from xent_lint.diagnostics import Diagnostic, Span
from xent_lint.source import Source, place

SourceOf = Callable[[str], Source | None]
"""The program in a file; None when it can no longer be read."""


def concise(diagnostics: Sequence[Diagnostic], paint: Paint) -> Iterator[str]:
    """One line for each finding, and the sum."""
    yield from (_headline(diagnostic, paint) for diagnostic in diagnostics)
    yield from _sum(diagnostics)


def full(diagnostics: Sequence[Diagnostic], source_of: SourceOf, width: int, paint: Paint) -> Iterator[str]:
    """A block for each finding: its line, the places in their code, the repair."""
    for diagnostic in diagnostics:
        yield _headline(diagnostic, paint)
        yield from _code(diagnostic, source_of, width, paint)
        yield ""
    yield from _sum(diagnostics)


def _headline(diagnostic: Diagnostic, paint: Paint) -> str:
    at = _place(diagnostic.span)
    return f"{paint(f'{at}:', 'place')} {paint(diagnostic.code, 'primary')} {diagnostic.message}"


def _code(diagnostic: Diagnostic, source_of: SourceOf, width: int, paint: Paint) -> Iterator[str]:
    marks = [Mark(diagnostic.span, primary=True)]
    marks += [Mark(related.span, related.message) for related in diagnostic.related]
    gutter = len(str(max(map(last_row_shown, marks))))
    for group in frames(marks):
        source = source_of(group[0].span.filename)
        lines = source.lines_around(group[0].span) if source is not None else ()
        inside = [mark for mark in group if mark.span.start.row <= len(lines)]
        if inside and not any(mark.primary for mark in inside):
            yield f"{'':{gutter}}{paint('::: ', 'gutter')}{_place(inside[0].span)}"
        if inside:
            yield from render(lines, inside, gutter, width, paint)
        for mark in group:
            if mark not in inside and mark.label:
                yield f"{'':{gutter}} {paint('= note:', 'help')} {_place(mark.span)}: {mark.label}"
    if diagnostic.suggestion:
        yield f"{'':{gutter}} {paint('= help:', 'help')} {diagnostic.suggestion}"


def _sum(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    if diagnostics:
        yield f"Found {len(diagnostics)} error{'s' if len(diagnostics) > 1 else ''}."


def _place(span: Span) -> str:
    return place(span.filename, span.start, span.cell)
