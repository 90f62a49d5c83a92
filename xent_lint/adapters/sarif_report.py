"""Findings as SARIF 2.1.0 (OASIS), which GitHub code scanning, Azure DevOps and editors read.

Regions are those of the file itself, so a finding in a notebook is marked in its JSON text; the cell is its logical
location. `fixes` has what `--fix` or `--fix --unsafe-fixes` would do, with the applicability among the properties;
repairs that are only shown are listed among the properties of the result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_from_bytes

from xent_lint import __version__
from xent_lint.adapters.diff import STDIN
from xent_lint.adapters.file_text import Region
from xent_lint.adapters.locations import absolute, fingerprints, in_cell, relative
from xent_lint.adapters.rule_page import explanation, summary
from xent_lint.adapters.run import Report
from xent_lint.adapters.sources import Sources
from xent_lint.diagnostics import Diagnostic, Fix, Related, Span
from xent_lint.fixes.apply import ALSO_UNSAFE, applicable_fix
from xent_lint.rules.registry import Rule, all_rules

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

ROOT: Final = "%SRCROOT%"
"""What relative URIs are relative to; the name is the one that GitHub knows."""

FINGERPRINT: Final = "xentLintRow/v1"

_FIRST_SECTION: Final = re.compile(r"^## What it does\n(.*?)\n\n", re.DOTALL)


def text(report: Report, sources: Sources) -> str:
    """The whole log: one run."""
    rules = [rule for _, rule in sorted(all_rules().items())]
    known = zip(report.diagnostics, fingerprints(report.diagnostics, sources), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "xent-lint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {ROOT: {"uri": Path.cwd().as_uri().rstrip("/") + "/"}},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],  # a lone carriage return ends a line for Python
        "results": [
            _result(diagnostic, fingerprint, [rule.code for rule in rules], sources)
            for diagnostic, fingerprint in known
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    """The page of a rule. There is no `helpUri`: the page is in here."""
    page, title = explanation(rule), summary(rule)
    first = _FIRST_SECTION.match(page)
    level = rule.severity.value
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{title[0].upper()}{title[1:]}."},
        "fullDescription": {"text": " ".join((first[1] if first is not None else title).split())},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["correctness"], "precision": "very-high", "problem.severity": level},
    }


def _invocation(report: Report) -> dict[str, Any]:
    """Whether all files could be checked, and a line about each that could not."""
    invocation: dict[str, Any] = {"executionSuccessful": not report.errors}
    if report.errors:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": line}} for line in report.errors
        ]
    return invocation


def _result(diagnostic: Diagnostic, fingerprint: str, codes: Sequence[str], sources: Sources) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        **({"ruleIndex": codes.index(diagnostic.code)} if diagnostic.code in codes else {}),
        "level": diagnostic.severity.value,
        "message": {"text": f"{diagnostic.message}{in_cell(diagnostic.span)}"},
        "locations": [_location(diagnostic.span, sources)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if diagnostic.related:
        related = enumerate(diagnostic.related, 1)
        result["relatedLocations"] = [_related(number, each, sources) for number, each in related]
    fix = applicable_fix(diagnostic, ALSO_UNSAFE)
    change = _fix(diagnostic, fix, sources) if fix is not None else None
    if change is not None:
        result["fixes"] = [change]
    shown = [each for each in diagnostic.fixes if change is None or each is not fix]
    if shown:
        listed = [{"message": each.message, "applicability": each.applicability.value} for each in shown]
        result["properties"] = {"suggestions": listed}
    return result


def _related(number: int, related: Related, sources: Sources) -> dict[str, Any]:
    message = f"{related.message}{in_cell(related.span)}"
    return {"id": number, "message": {"text": message}, **_location(related.span, sources)}


def _location(span: Span, sources: Sources) -> dict[str, Any]:
    region = sources.region(span)
    physical: dict[str, Any] = {"artifactLocation": _artifact(span.filename)}
    if region is not None:
        physical["region"] = _region(region)
    location: dict[str, Any] = {"physicalLocation": physical}
    if span.cell is not None:
        name = f"cell {span.cell}"
        whole = f"{relative(span.filename) or absolute(span.filename)}/{name}"
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": whole, "kind": "cell"}]
    return location


def _artifact(filename: str) -> dict[str, str]:
    """Relative where the file is below the current folder, so that a log is of use on another machine."""
    below = relative(filename)
    if below is None:
        return {"uri": Path(absolute(filename)).as_uri()}
    uri = quote_from_bytes(below.encode("utf-8", "surrogateescape"))
    return {"uri": uri} if filename == STDIN else {"uri": uri, "uriBaseId": ROOT}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.start_row,
        "startColumn": region.start_column,
        "endLine": region.end_row,
        "endColumn": region.end_column,
    }


def _fix(diagnostic: Diagnostic, fix: Fix, sources: Sources) -> dict[str, Any] | None:
    """What a fix does to its file; None where that cannot be told."""
    replacements = [
        {"deletedRegion": _region(each.region), "insertedContent": {"text": each.text}}
        for each in sources.replacements(diagnostic, fix)
    ]
    if not replacements:
        return None
    return {
        "description": {"text": f"{fix.message} ({fix.applicability.value} fix)"},
        "artifactChanges": [{"artifactLocation": _artifact(diagnostic.span.filename), "replacements": replacements}],
        "properties": {"applicability": fix.applicability.value},
    }
