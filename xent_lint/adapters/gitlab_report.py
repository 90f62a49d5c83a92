"""Findings as a code quality report of GitLab: the widget of a merge request shows which are new and which are gone."""

from __future__ import annotations

import json
from typing import Any, Final

from xent_lint.adapters.json_report import fix_entry
from xent_lint.adapters.locations import fingerprints, in_cell, shown
from xent_lint.adapters.run import Report
from xent_lint.adapters.sources import Sources
from xent_lint.diagnostics import Diagnostic, Severity

_SEVERITY: Final = {Severity.ERROR: "major", Severity.WARNING: "minor"}
"""The words are Code Climate's; the choice is ruff's."""


def text(report: Report, sources: Sources) -> str:
    """The whole JSON text."""
    known = zip(report.diagnostics, fingerprints(report.diagnostics, sources), strict=True)
    return json.dumps([_entry(diagnostic, fingerprint, sources) for diagnostic, fingerprint in known], indent=2)


def _entry(diagnostic: Diagnostic, fingerprint: str, sources: Sources) -> dict[str, Any]:
    """The keys that GitLab reads, and `fix` as in the JSON format, which it passes over."""
    return {
        "check_name": diagnostic.code,
        "description": f"{diagnostic.code}: {diagnostic.message}{in_cell(diagnostic.span)}",
        "severity": _SEVERITY[diagnostic.severity],
        "fingerprint": fingerprint,
        "location": _location(diagnostic, sources),
        "fix": fix_entry(diagnostic),
    }


def _location(diagnostic: Diagnostic, sources: Sources) -> dict[str, Any]:
    region = sources.region(diagnostic.span)
    path = {"path": shown(diagnostic.span.filename)}
    if region is None:
        return {**path, "lines": {"begin": 1}}
    begin = {"line": region.start_row, "column": region.start_column}
    end = {"line": region.end_row, "column": region.end_column}
    lines = {"begin": region.start_row, "end": region.end_row}
    return {**path, "lines": lines, "positions": {"begin": begin, "end": end}}
