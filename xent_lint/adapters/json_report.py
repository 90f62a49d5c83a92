"""Findings for programs: the array that `ruff check --output-format json` prints, and `related` in each entry."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from typing import Any

from xent_lint.diagnostics import Diagnostic, Edit, Fix, Position, Related, Span

NoqaRow = Callable[[Span], int | None]
"""The row at whose end a `# noqa` belongs, or None when the file is no longer at hand."""


def report(diagnostics: Sequence[Diagnostic], noqa_row: NoqaRow) -> str:
    """The whole JSON text."""
    entries = [_entry(diagnostic, noqa_row(diagnostic.span)) for diagnostic in diagnostics]
    return json.dumps(entries, indent=2, sort_keys=True)


def _entry(diagnostic: Diagnostic, noqa_row: int | None) -> dict[str, Any]:
    return {
        **_where(diagnostic.span),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "fix": _fix(diagnostic.fixes[0]) if diagnostic.fixes else None,
        "noqa_row": noqa_row,
        "url": None,  # ruff allows null; the documentation of a rule is what `xent-lint rule` prints
        "related": [_related(related) for related in diagnostic.related],
    }


def _where(span: Span) -> dict[str, Any]:
    return {"filename": os.path.abspath(span.filename), "cell": span.cell, **_range(span)}  # noqa: PTH100 - as ruff


def _range(span: Span) -> dict[str, Any]:
    return {"location": _position(span.start), "end_location": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column + 1}


def _related(related: Related) -> dict[str, Any]:
    return {**_where(related.span), "message": related.message}


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value.replace("-", ""),  # ruff writes `displayonly` here
        "message": fix.message,
        "edits": [_edit(edit) for edit in fix.edits],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"content": edit.replacement, **_range(edit.span)}
