"""Applies fixes to a program: pure text in, text out.

A fix is all of its edits or none. What comes out parses, keeps every comment, and differs from what went in at the
edits only.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xent_lint import gate
from xent_lint.diagnostics import Applicability, Diagnostic, Fix
from xent_lint.fixes.placing import MisplacedError, Placed, place_fix
from xent_lint.source import Source, SourceError, Splice

SAFE_ONLY: Final = frozenset({Applicability.SAFE})
ALSO_UNSAFE: Final = frozenset({Applicability.SAFE, Applicability.UNSAFE})

_COMMENT: Final = re.compile(r"#.*")


@dataclass(frozen=True)
class Refusal:
    """A fix that was not applied for what it would do, and the findings that carry it.

    `defect` says that it is a mistake of the linter; otherwise the text is one that the fix is too dangerous for.
    """

    diagnostics: tuple[Diagnostic, ...]
    reason: str
    defect: bool

    @property
    def codes(self) -> str:
        """The codes of the findings, for a line of output."""
        return ", ".join(sorted({diagnostic.code for diagnostic in self.diagnostics}))


@dataclass(frozen=True)
class Applied:
    """The program after one round of fixes, the findings whose fix is in it, and what was refused."""

    source: Source
    fixed: tuple[Diagnostic, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True)
class _Candidate:
    """One repair and every finding that asks for the very same edits."""

    placed: tuple[Placed, ...]
    diagnostics: tuple[Diagnostic, ...]


def applicable_fix(diagnostic: Diagnostic, wanted: Collection[Applicability]) -> Fix | None:
    """The fix that may be applied: the first one, if it is of a wanted kind and edits the file of the finding alone."""
    fix = diagnostic.fixes[0] if diagnostic.fixes else None
    if fix is None or fix.applicability not in wanted or fix.applicability is Applicability.DISPLAY_ONLY:
        return None
    here = all(edit.span.filename == diagnostic.span.filename for edit in fix.edits)
    return fix if fix.edits and here else None


def apply(source: Source, diagnostics: Iterable[Diagnostic], wanted: Collection[Applicability]) -> Applied:
    """Apply what can be applied together; fixes that are in each other's way wait for the next round."""
    candidates, refused = _candidates(source, diagnostics, wanted)
    chosen = _without_conflicts(candidates)
    if not chosen:
        return Applied(source, (), tuple(refused))
    after, problem = _attempt(source, chosen)
    if problem is not None:
        after, chosen, bad = _one_by_one(source, chosen)
        refused += bad
    fixed = tuple(diagnostic for candidate in chosen for diagnostic in candidate.diagnostics)
    return Applied(after, fixed, tuple(refused))


def _candidates(
    source: Source, diagnostics: Iterable[Diagnostic], wanted: Collection[Applicability]
) -> tuple[list[_Candidate], list[Refusal]]:
    """The repairs in the order of the text. Of findings that ask for the same edits, all must allow them."""
    by_edits: dict[tuple[Placed, ...], list[Diagnostic]] = {}
    refused: list[Refusal] = []
    for diagnostic in diagnostics:
        fix = applicable_fix(diagnostic, ALSO_UNSAFE)
        if fix is None or diagnostic.span.filename != source.filename:
            continue
        try:
            placed = place_fix(source, fix)
        except MisplacedError as error:
            if fix.applicability in wanted:
                refused.append(Refusal((diagnostic,), str(error), defect=error.defect))
            continue
        if _changes_anything(source, placed):
            by_edits.setdefault(placed, []).append(diagnostic)
    candidates = [
        _Candidate(placed, tuple(carriers))
        for placed, carriers in by_edits.items()
        if all(applicable_fix(diagnostic, wanted) is not None for diagnostic in carriers)
    ]
    return sorted(candidates, key=_order), refused


def _order(candidate: _Candidate) -> tuple[object, ...]:
    first = candidate.placed[0]
    return (first.cell or 0, first.splice.start, first.splice.end, candidate.diagnostics[0].sort_key)


def _changes_anything(source: Source, placed: Sequence[Placed]) -> bool:
    texts = {each.cell: source.written(each.cell) or "" for each in placed}
    return any(texts[each.cell][each.splice.start : each.splice.end] != each.splice.text for each in placed)


def _without_conflicts(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    taken: set[Placed] = set()
    for candidate in candidates:
        new = [each for each in candidate.placed if not (each.inserts and each in taken)]
        if any(each.meets(other) for each in new for other in taken):
            continue
        chosen.append(candidate)
        taken.update(new)
    return chosen


def _attempt(source: Source, candidates: Iterable[_Candidate]) -> tuple[Source, Refusal | None]:
    """The program with these repairs, or what is wrong with it."""
    candidates = list(candidates)
    diagnostics = tuple(diagnostic for candidate in candidates for diagnostic in candidate.diagnostics)
    splices: dict[int | None, list[Splice]] = {}
    for each in dict.fromkeys(each for candidate in candidates for each in candidate.placed):
        splices.setdefault(each.cell, []).append(each.splice)
    for edits in splices.values():
        edits.sort(key=lambda splice: (splice.start, splice.end))
    try:
        after = source.edited(splices)
        after.to_bytes()
    except SourceError as error:
        return source, Refusal(diagnostics, f"cannot be applied: {error.message}", defect=False)
    except UnicodeEncodeError:
        return source, Refusal(diagnostics, f"has characters that {source.encoding} cannot write", defect=False)
    if not _parses(source, after):
        return source, Refusal(diagnostics, "gives text that does not parse", defect=True)
    if _lost_comments(source.text, after.text):
        return source, Refusal(diagnostics, "would delete a comment", defect=False)
    return after, None


def _one_by_one(source: Source, candidates: Iterable[_Candidate]) -> tuple[Source, list[_Candidate], list[Refusal]]:
    """The repairs that go well together, and those that are bad by themselves; others wait for the next round."""
    after = source
    good: list[_Candidate] = []
    refused: list[Refusal] = []
    for candidate in candidates:
        attempt, problem = _attempt(source, [*good, candidate])
        if problem is None:
            after = attempt
            good.append(candidate)
            continue
        alone = _attempt(source, [candidate])[1] if good else problem
        if alone is not None:
            refused.append(alone)
    return after, good, refused


def _parses(before: Source, after: Source) -> bool:
    """Whether the text is still a program; a cell that is none is left out of the program of its notebook."""
    if [start.cell for start in before.cells] != [start.cell for start in after.cells]:
        return False
    try:
        gate.parse(after)
    except SourceError:
        return False
    return True


def _lost_comments(before: str, after: str) -> bool:
    """Whether a comment was there more often than it is now."""
    old, new = _comments(before), _comments(after)
    if old is None or new is None:
        old, new = Counter(_COMMENT.findall(before)), Counter(_COMMENT.findall(after))
    return not old <= new


def _comments(text: str) -> Counter[str] | None:
    """The comments and how often each is there; None where `tokenize` is stricter than the parser."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline=None).readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    return Counter(token.string.rstrip() for token in tokens if token.type == tokenize.COMMENT)
