"""Fixes one program: rounds of checking and applying until nothing is left to apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from xent_lint.codes import UNUSED_NOQA
from xent_lint.diagnostics import PAIR_ORDER, Applicability, Diagnostic, Fix
from xent_lint.files import FileReader, Overlay
from xent_lint.fixes.apply import ALSO_UNSAFE, SAFE_ONLY, Applied, Refusal, applicable_fix, apply
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError, place

MAX_ROUNDS: Final = 10
"""Fixes that are in each other's way need a round each; more than a few of these in one place are no real program."""

LAST: Final = frozenset({"XEN303"})
"""A second activation is the right one as soon as the head is linear: its fix waits for those of the head."""

Check = Callable[[Source, Settings, FileReader], list[Diagnostic]]


@dataclass(frozen=True)
class FixResult:
    """What became of a program.

    `fixed` are the findings whose fix was applied, each at its place in the text of its round; `remaining` are those of
    `source`. `errors` are lines about defects of the linter, `remarks` about fixes that a text is too dangerous for.
    """

    source: Source
    fixed: tuple[Diagnostic, ...]
    remaining: tuple[Diagnostic, ...]
    errors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def fix(source: Source, settings: Settings, files: FileReader, check: Check, unsafe: bool = False) -> FixResult:
    """Apply the safe fixes, and the unsafe ones if so asked, until the program is stable. Writes nothing.

    Raises what `check` raises for the text as it is given.
    """
    wanted = ALSO_UNSAFE if unsafe else SAFE_ONLY
    shown = Overlay(files)
    fixed: list[Diagnostic] = []
    useless: dict[Fix, Diagnostic] = {}
    together = True
    found = check(source, settings, shown)
    for _ in range(MAX_ROUNDS):
        allowed = _those_first([each for each in found if not each.fixes or each.fixes[0] not in useless], wanted)
        round_ = apply(source, allowed if together else _first(allowed, wanted), wanted)
        if not round_.fixed:
            return _result(source, fixed, found, round_.refused, useless)
        shown.put(source.filename, round_.source.to_bytes())
        try:
            after = check(round_.source, settings, shown)
        except SourceError as error:
            return _undone(source, fixed, found, round_, error)
        if repairs(found, after, round_.fixed):
            source, found = round_.source, after
            fixed.extend(round_.fixed)
        elif together:
            together = False  # one of them is to blame: from now on they are tried one by one
        else:
            useless[round_.fixed[0].fixes[0]] = round_.fixed[0]
    last = apply(source, found, wanted)
    result = _result(source, fixed, found, last.refused, useless)
    if not last.fixed or useless:
        return result
    message = f"fixes did not settle after {MAX_ROUNDS} rounds ({_codes(last.fixed)})"
    return FixResult(source, result.fixed, result.remaining, (*result.errors, _defect(last.fixed[0], message)))


def _those_first(found: list[Diagnostic], wanted: frozenset[Applicability]) -> list[Diagnostic]:
    """The findings without those that wait for another fix."""
    others = [each for each in found if each.code not in LAST]
    return others if any(applicable_fix(each, wanted) for each in others) else found


def _first(found: list[Diagnostic], wanted: frozenset[Applicability]) -> list[Diagnostic]:
    """The findings that the first fix which may be applied repairs."""
    fix_ = next((each.fixes[0] for each in found if each.fixes and each.fixes[0].applicability in wanted), None)
    return [each for each in found if each.fixes and each.fixes[0] == fix_]


def repairs(before: list[Diagnostic], after: list[Diagnostic], fixed: tuple[Diagnostic, ...]) -> bool:
    """Whether a round did what it claims: what it fixed is gone, and nothing is there that was not there before.

    A fix of a pair may uncover a milder finding on the same pair, which was not asked for while it stood there. A
    `# noqa` that a fix makes superfluous is no harm.
    """
    old = Counter(each.code for each in before)
    new = Counter(each.code for each in after if each.code != UNUSED_NOQA)
    claimed = Counter(each.code for each in fixed)
    return all(
        count <= old[code] - claimed[code] + sum(claimed[other] for other in claimed if _is_milder(code, other))
        for code, count in new.items()
    )


def _is_milder(code: str, than: str) -> bool:
    order = {known: index for index, known in enumerate(PAIR_ORDER)}
    return code in order and than in order and order[code] > order[than]


def _result(
    source: Source,
    fixed: list[Diagnostic],
    found: list[Diagnostic],
    refused: tuple[Refusal, ...],
    useless: Mapping[Fix, Diagnostic],
) -> FixResult:
    lines = [_line(refusal) for refusal in refused if refusal.defect]
    for each in useless.values():
        lines.append(_defect(each, f"the fix of {each.code} does not repair it, so it was not applied"))
    errors = tuple(lines)
    remarks = tuple(_line(refusal) for refusal in refused if not refusal.defect)
    return FixResult(source, tuple(fixed), tuple(found), errors, remarks)


def _undone(
    source: Source, fixed: list[Diagnostic], found: list[Diagnostic], round_: Applied, error: SourceError
) -> FixResult:
    """The program before a round whose text the linter itself cannot read."""
    message = f"the fix of {_codes(round_.fixed)} gives text that cannot be checked ({error.message})"
    line = _defect(round_.fixed[0], message)
    return FixResult(source, tuple(fixed), tuple(found), (line,))


def _line(refusal: Refusal) -> str:
    message = f"the fix of {refusal.codes} {refusal.reason}"
    first = refusal.diagnostics[0]
    return _defect(first, f"{message}, so it was not applied") if refusal.defect else f"{_at(first)}: {message}"


def _defect(diagnostic: Diagnostic, message: str) -> str:
    return f"{_at(diagnostic)}: internal error: {message}; please report it"


def _at(diagnostic: Diagnostic) -> str:
    return place(diagnostic.span.filename, diagnostic.span.start, diagnostic.span.cell)


def _codes(diagnostics: tuple[Diagnostic, ...]) -> str:
    return ", ".join(sorted({diagnostic.code for diagnostic in diagnostics}))
