"""Fixes one program: rounds of checking and applying until nothing is left to apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader, Overlay
from xent_lint.fixes.apply import ALSO_UNSAFE, SAFE_ONLY, Applied, Refusal, apply
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError, place

MAX_ROUNDS: Final = 10
"""Fixes that are in each other's way need a round each; more than a few of these in one place are no real program."""

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
    found = check(source, settings, shown)
    for _ in range(MAX_ROUNDS):
        round_ = apply(source, found, wanted)
        if not round_.fixed:
            return _result(source, fixed, found, round_.refused)
        shown.put(source.filename, round_.source.to_bytes())
        try:
            after = check(round_.source, settings, shown)
        except SourceError as error:
            return _undone(source, fixed, found, round_, error)
        source, found = round_.source, after
        fixed.extend(round_.fixed)
    last = apply(source, found, wanted)
    result = _result(source, fixed, found, last.refused)
    if not last.fixed:
        return result
    message = f"fixes did not settle after {MAX_ROUNDS} rounds ({_codes(last.fixed)})"
    return FixResult(source, result.fixed, result.remaining, (*result.errors, _defect(last.fixed[0], message)))


def _result(
    source: Source, fixed: list[Diagnostic], found: list[Diagnostic], refused: tuple[Refusal, ...]
) -> FixResult:
    errors = tuple(_line(refusal) for refusal in refused if refusal.defect)
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
