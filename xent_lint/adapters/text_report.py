"""Findings for people: one line each, with a code frame or without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xent_lint.adapters.code_frame import Mark, Paint, frames, last_row_shown, render
from xent_lint.diagnostics import Applicability, Diagnostic, Span
from xent_lint.source import Source, place

Fixable = Callable[[Diagnostic], bool]
"""Whether the finding would go with the flags that were given, and `--fix`."""

SourceOf = Callable[[str], Source | None]
"""The program in a file; None when it can no longer be read."""


def concise(diagnostics: Sequence[Diagnostic], fixable: Fixable, paint: Paint) -> Iterator[str]:
    """One line for each finding."""
    return (_headline(diagnostic, fixable, paint) for diagnostic in diagnostics)


def full(
    diagnostics: Sequence[Diagnostic], fixable: Fixable, source_of: SourceOf, width: int, paint: Paint
) -> Iterator[str]:
    """A block for each finding: its line, the places in their code, the repair."""
    for diagnostic in diagnostics:
        yield _headline(diagnostic, fixable, paint)
        yield from _code(diagnostic, source_of, width, paint)
        yield ""


def _headline(diagnostic: Diagnostic, fixable: Fixable, paint: Paint) -> str:
    at = _place(diagnostic.span)
    mark = f"[{paint('*', 'help')}] " if fixable(diagnostic) else ""
    return f"{paint(f'{at}:', 'place')} {paint(diagnostic.code, 'primary')} {mark}{diagnostic.message}"


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
    for kind, text in _repairs(diagnostic):
        yield f"{'':{gutter}} {paint(f'= {kind}:', 'help')} {text}"


def _repairs(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    """The repair, what is to be known of its fix, and the other ways out."""
    if diagnostic.suggestion:
        yield "help", diagnostic.suggestion
    for fix in diagnostic.fixes[:1]:
        says_more = fix.message.casefold() != diagnostic.suggestion.casefold()
        if fix.applicability is Applicability.UNSAFE:
            yield "note", f"unsafe fix: {fix.message if says_more else 'what is trained or predicted may change'}"
        elif fix.applicability is Applicability.DISPLAY_ONLY and says_more:
            yield "note", fix.message
    yield from (("help", f"or: {fix.message}") for fix in diagnostic.fixes[1:])


def _place(span: Span) -> str:
    return place(span.filename, span.start, span.cell)
