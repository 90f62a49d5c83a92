"""What the editor offers at a finding: its repairs, a comment that silences it, and the repair of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lsprotocol import types

from xent_lint.adapters.fix_run import sparing_known
from xent_lint.adapters.server.analysis import SOURCE, Analysis, Finding, found
from xent_lint.adapters.server.edits import Change, change
from xent_lint.adapters.server.program import Program
from xent_lint.add_noqa import with_noqa
from xent_lint.check import check
from xent_lint.codes import UNUSED_NOQA
from xent_lint.diagnostics import Applicability, Fix
from xent_lint.files import FileReader, Overlay
from xent_lint.fixes.apply import ALSO_UNSAFE, apply
from xent_lint.fixing import fix, repairs
from xent_lint.source import Source, SourceError

FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
NOTEBOOK_FIX_ALL: Final = f"notebook.{FIX_ALL}"
"""What VS Code asks for when a notebook is saved."""

KINDS: Final = (types.CodeActionKind.QuickFix.value, FIX_ALL, NOTEBOOK_FIX_ALL)


@dataclass(frozen=True)
class Asked:
    """What the editor wants to know: for which range of which document, and of which kinds (None: all).

    `automatic` says that nobody has asked: the cursor was moved. `versioned` is whether edits may name versions.
    """

    uri: str
    range: types.Range
    only: Sequence[str] | None
    automatic: bool
    versioned: bool

    def wants(self, kind: str) -> bool:
        """Whether actions of a kind are asked for; `source` stands for `source.fixAll` and all below it."""
        return self.only is None or any(not each or f"{kind}.".startswith(f"{each}.") for each in self.only)


def actions(analysis: Analysis, asked: Asked, files: FileReader) -> list[types.CodeAction]:
    """The actions, best first."""
    program = analysis.program
    if program is None or not analysis.findings:
        return []
    offered: list[types.CodeAction] = []
    if asked.wants(types.CodeActionKind.QuickFix.value):
        here = [each for each in analysis.findings if each.uri == asked.uri and meets(each.shown.range, asked.range)]
        offered += _repairs(_Repairs(analysis, files), program, here, asked)
        offered += _silencers(program, here, asked)
    kind = _fix_all_kind(program, asked)
    if kind is not None:
        offered += _fix_all(analysis, program, asked, kind, files)
    return offered


def meets(one: types.Range, other: types.Range) -> bool:
    """Whether two ranges overlap or touch."""
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


@dataclass(frozen=True)
class _Repair:
    fix: Fix
    change: Change
    findings: tuple[Finding, ...]


class _Repairs:
    """Tries the fixes of one analysis."""

    def __init__(self, analysis: Analysis, files: FileReader) -> None:
        self._analysis = analysis
        self._files = files

    def repaired(self, repair: Fix) -> Source | None:
        """The program with one fix; None where it is only shown, would lose a comment, or does not repair."""
        known = self._analysis.repaired
        if repair not in known:
            known[repair] = self._attempt(repair)
        return known[repair]

    def _attempt(self, repair: Fix) -> Source | None:
        program, configured = self._analysis.program, self._analysis.configured
        if program is None or configured is None:
            return None
        before = [each.diagnostic for each in self._analysis.findings]
        carriers = [replace(each, fixes=(repair,)) for each in before if repair in each.fixes]
        applied = apply(program.source, carriers, ALSO_UNSAFE)
        if not applied.fixed:
            return None
        shown = Overlay(self._files, {program.source.filename: applied.source.to_bytes()})
        try:
            after = found(applied.source, configured, shown, check)
        except SourceError:
            return None
        return applied.source if repairs(before, after, applied.fixed) else None


def _repairs(
    tried: _Repairs, program: Program, findings: Sequence[Finding], asked: Asked
) -> Iterator[types.CodeAction]:
    """The fixes that can be applied, the safe ones first. One that several findings ask for is offered once."""
    offered: dict[Source, _Repair] = {}
    for finding in findings:
        for each in finding.diagnostic.fixes:
            after = tried.repaired(each)
            if after is None:
                continue
            known = offered.get(after)
            if known is None:
                offered[after] = _Repair(each, change(program, after), (finding,))
            elif finding not in known.findings:
                offered[after] = replace(known, findings=(*known.findings, finding))
    for repair in sorted(offered.values(), key=lambda each: each.fix.applicability is not Applicability.SAFE):
        safe = repair.fix.applicability is Applicability.SAFE
        title = f"{_label(repair.findings)}: {repair.fix.message}{'' if safe else ' (unsafe fix)'}"
        yield _quick_fix(title, repair.findings, repair.change, asked, preferred=safe)


def _silencers(program: Program, findings: Sequence[Finding], asked: Asked) -> Iterator[types.CodeAction]:
    for finding in findings:
        if finding.diagnostic.code == UNUSED_NOQA:  # it is about such a comment
            continue
        try:
            after, _ = with_noqa(program.source, [finding.diagnostic])
        except SourceError:
            continue
        code = finding.diagnostic.code
        title = f"{_label((finding,))}: Suppress with # noqa: {code}"
        yield _quick_fix(title, (finding,), change(program, after), asked, preferred=False)


def _quick_fix(
    title: str, findings: Sequence[Finding], made: Change, asked: Asked, preferred: bool
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[each.shown for each in findings],
        is_preferred=True if preferred else None,
        edit=made.to_workspace(asked.versioned),
    )


def _label(findings: Sequence[Finding]) -> str:
    return f"{SOURCE} ({', '.join(dict.fromkeys(each.diagnostic.code for each in findings))})"


def _fix_all_kind(program: Program, asked: Asked) -> str | None:
    """The kind of "fix all" that is asked for. It takes some checks, so it is not made while a cursor is moved."""
    if asked.only is None and asked.automatic:
        return None
    if program.opened.is_notebook and asked.only is not None and asked.wants(NOTEBOOK_FIX_ALL):
        return NOTEBOOK_FIX_ALL
    return FIX_ALL if asked.wants(FIX_ALL) else None


def _fix_all(
    analysis: Analysis, program: Program, asked: Asked, kind: str, files: FileReader
) -> Iterator[types.CodeAction]:
    """What `xent-lint check --fix` would do to the program."""
    configured = analysis.configured
    if configured is None:
        return
    wary = sparing_known(check, configured.baseline)
    result = fix(program.source, configured.settings, files, wary, configured.unsafe_fixes)
    if result.fixed:
        title = "xent-lint: Fix all auto-fixable problems"
        edit = change(program, result.source).to_workspace(asked.versioned)
        yield types.CodeAction(title=title, kind=kind, edit=edit)
