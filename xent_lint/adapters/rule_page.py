"""The page of a rule: what its docstring says, as Markdown for people and as plain data for programs."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, Final

from xent_lint.check import check
from xent_lint.diagnostics import Applicability
from xent_lint.knowledge.measured import measured
from xent_lint.prove import measured_table
from xent_lint.rules.registry import Rule
from xent_lint.settings import Settings
from xent_lint.source import Source

_AVAILABILITY: Final = {"Sometimes": "Fix is sometimes available.", "None": "Fix is not available."}


def summary(rule: Rule) -> str:
    """The first line of the page."""
    return rule.documentation.strip().partition("\n")[0]


def explanation(rule: Rule) -> str:
    """The sections of the page."""
    return rule.documentation.strip().partition("\n")[2].strip()


def markdown(rule: Rule) -> str:
    """The whole page."""
    words = summary(rule)
    return "\n".join(
        (
            f"# {rule.name} ({rule.code})",
            "",
            f"{words[0].upper()}{words[1:]}. Reported as {_article(rule.severity.value)}. {_AVAILABILITY[_fix(rule)]}",
            "",
            explanation(rule),
            *_measured(rule),
        )
    )


def _measured(rule: Rule) -> list[str]:
    """The section on what the rule's pairs do in the real libraries; empty where nothing is recorded of them."""
    table = measured()
    rows = measured_table.markdown(table, rule.code)
    made = f"Recorded by `xent-lint prove` with {measured_table.versions(table)}; see docs/numerics.md."
    return ["", "## Measured", made, "", *rows] if rows else []


def entry(rule: Rule) -> dict[str, Any]:
    """The keys of `ruff rule --output-format json` that have a meaning here, `severity`, and what was `measured`."""
    availability = _fix(rule)
    return {
        "name": rule.name,
        "code": rule.code,
        "linter": "xent-lint",
        "summary": summary(rule),
        "fix": _AVAILABILITY[availability],
        "fix_availability": availability,
        "explanation": explanation(rule),
        "preview": False,
        "severity": rule.severity.value,
        "measured": [asdict(row) for row in measured().rows if row.code == rule.code],
    }


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _fix(rule: Rule) -> str:
    """Whether the rule repairs the example of its own page. What it can repair there it cannot repair everywhere."""
    example = re.search(r"^## Example\n```python\n(.*?)```", rule.documentation, re.MULTILINE | re.DOTALL)
    found = check(Source("example.py", example[1]), Settings(select=(rule.code,))) if example is not None else []
    applied = any(fix.applicability is not Applicability.DISPLAY_ONLY for each in found for fix in each.fixes[:1])
    return "Sometimes" if applied else "None"
