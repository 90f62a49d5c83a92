"""Findings as workflow commands: GitHub Actions shows them as annotations beside the code of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from xent_lint.adapters.locations import absolute
from xent_lint.adapters.run import Report
from xent_lint.adapters.sources import Sources
from xent_lint.diagnostics import Applicability, Diagnostic, Severity
from xent_lint.source import place


def lines(report: Report, sources: Sources) -> Iterator[str]:
    """One command for each finding, and for each file that could not be checked."""
    for error in report.errors:
        yield f"::error title=xent-lint::{_data(error)}"
    for diagnostic in report.diagnostics:
        properties = {"title": f"xent-lint ({diagnostic.code})", **_where(diagnostic, sources)}
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        kind = "warning" if diagnostic.severity is Severity.WARNING else "error"
        yield f"::{kind} {listed}::{_data(_message(diagnostic))}"


def _where(diagnostic: Diagnostic, sources: Sources) -> dict[str, str | int]:
    """As ruff: columns for a range in one row only, because GitHub takes no others."""
    filename = absolute(diagnostic.span.filename)
    region = sources.region(diagnostic.span)
    if region is None:
        return {"file": filename, "line": 1}
    if region.start_row != region.end_row:
        return {"file": filename, "line": region.start_row, "endLine": region.end_row}
    rows_and_columns = (region.start_row, region.start_column, region.end_row, region.end_column)
    return {"file": filename, **dict(zip(("line", "col", "endLine", "endColumn"), rows_and_columns, strict=True))}


def _message(diagnostic: Diagnostic) -> str:
    at = place(diagnostic.span.filename, diagnostic.span.start, diagnostic.span.cell)
    text = f"{at}: {diagnostic.code} {diagnostic.message}"
    for fix in diagnostic.fixes:
        kind = "help" if fix.applicability is Applicability.DISPLAY_ONLY else f"{fix.applicability.value} fix"
        text += f"\n  {kind}: {fix.message}"
    return text


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
