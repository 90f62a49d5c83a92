"""How often each rule was broken, as `ruff check --statistics` tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xent_lint.adapters.code_frame import Paint
from xent_lint.diagnostics import Diagnostic


@dataclass(frozen=True)
class Count:
    """The findings of one rule, and how many of them a fix would repair."""

    code: str
    name: str
    count: int
    fixable: int

    @property
    def mark(self) -> str:
        """All of them, some of them, or none."""
        return "*" if self.fixable == self.count else "-" if self.fixable else " "


def counts(diagnostics: Sequence[Diagnostic], fixable: Callable[[Diagnostic], bool]) -> list[Count]:
    """One for each rule, the most frequent first."""
    by_rule: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_rule.setdefault((diagnostic.code, diagnostic.name), []).append(diagnostic)
    found = [Count(code, name, len(each), sum(map(fixable, each))) for (code, name), each in by_rule.items()]
    return sorted(found, key=lambda each: (-each.count, each.code))


def table(found: Sequence[Count], paint: Paint) -> Iterator[str]:
    """One row for each rule: how often, its code, whether `--fix` would repair it, its name."""
    width = max((len(str(each.count)) for each in found), default=0)
    codes = max((len(each.code) for each in found), default=0)
    for each in found:
        code = paint(f"{each.code:<{codes}}", "primary")
        yield f"{each.count:>{width}}\t{code}\t[{paint(each.mark, 'help')}] {each.name}"


def as_json(found: Sequence[Count]) -> str:
    """The same for programs."""
    entries = [
        {
            "code": each.code,
            "name": each.name,
            "count": each.count,
            "fixable": each.fixable == each.count,
            "fixable_count": each.fixable,
        }
        for each in found
    ]
    return json.dumps(entries, indent=2)
