"""Findings for programs: the array that `ruff check --output-format json` prints, and `related` in each entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from xent_lint.adapters.locations import absolute
from xent_lint.diagnostics import Diagnostic, Edit, Fix, Position, Related, Span

_FILE: Final = ("filename", "cell")

NoqaRow = Callable[[Span], int | None]
"""The row at whose end a `# noqa` belongs, or None when the file is no longer at hand."""


def report(diagnostics: Sequence[Diagnostic], noqa_row: NoqaRow) -> str:
    """The whole JSON text."""
    entries = [_entry(diagnostic, noqa_row(diagnostic.span)) for diagnostic in diagnostics]
    return json.dumps(entries, indent=2, sort_keys=True)


def lines(diagnostics: Sequence[Diagnostic], noqa_row: NoqaRow) -> Iterator[str]:
    """The same entries, each an object in one line."""
    for diagnostic in diagnostics:
        yield json.dumps(_entry(diagnostic, noqa_row(diagnostic.span)), separators=(",", ":"), sort_keys=True)


def fix_entry(diagnostic: Diagnostic) -> dict[str, Any] | None:
    """The best fix of a finding, with its applicability."""
    return _fix(diagnostic.fixes[0], diagnostic.span) if diagnostic.fixes else None


def _entry(diagnostic: Diagnostic, noqa_row: int | None) -> dict[str, Any]:
    return {
        **_where(diagnostic.span),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "fix": fix_entry(diagnostic),
        "noqa_row": noqa_row,
        "url": None,  # ruff allows null; the documentation of a rule is what `xent-lint rule` prints
        "related": [_related(related) for related in diagnostic.related],
    }


def _where(span: Span) -> dict[str, Any]:
    return {"filename": absolute(span.filename), "cell": span.cell, **_range(span)}


def _range(span: Span) -> dict[str, Any]:
    return {"location": _position(span.start), "end_location": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column + 1}


def _related(related: Related) -> dict[str, Any]:
    return {**_where(related.span), "message": related.message}


def _fix(fix: Fix, at: Span) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value.replace("-", ""),  # ruff writes `displayonly` here
        "message": fix.message,
        "edits": [_edit(edit, at) for edit in fix.edits],
    }


def _edit(edit: Edit, at: Span) -> dict[str, Any]:
    """As in ruff, and the file or cell where it is not that of the finding."""
    where = _where(edit.span)
    elsewhere = {key: where[key] for key, value in _where(at).items() if key in _FILE and where[key] != value}
    return {"content": edit.replacement, **elsewhere, **_range(edit.span)}
