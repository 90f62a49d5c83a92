"""The public API: one program in, diagnostics out. Wires overlays and knowledge into the analysis."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from xent_lint import gate
from xent_lint.analysis.entry import analyse, called_names
from xent_lint.analysis.observations import LossApplied, Observation
from xent_lint.analysis.values import Origin, Scale
from xent_lint.backend import backend_of, on_backend
from xent_lint.codes import UNUSED_NOQA
from xent_lint.describe import describe
from xent_lint.diagnostics import Applicability, Diagnostic, Related, Severity, Span
from xent_lint.files import FileReader
from xent_lint.fixes.program import Program
from xent_lint.found_pairs import FoundPair
from xent_lint.importers import Importer
from xent_lint.knowledge.specs import Expects
from xent_lint.locate import Locator
from xent_lint.outline import Outline, parse_tree
from xent_lint.overlays.described import library
from xent_lint.prefilter import LIBRARY, Survey, is_relevant
from xent_lint.project import ProjectModules
from xent_lint.rules.registry import Facts, Rule, Verdict, all_rules
from xent_lint.rules.wording import CATEGORICAL, wants
from xent_lint.settings import KerasBackend, Settings
from xent_lint.source import Source, TooComplexError
from xent_lint.suppressions import NoqaTable, ignores_file, is_suppressed
from xent_lint.unused_noqa import unused_noqa

Found = TypeVar("Found")

RECURSION_LIMIT = 5_000
"""Python frames for one analysis. Python 3.10 needs about 0.5 kB of C stack for each, of at least 8 MB."""

MAX_BUILDER_BYTES = 200_000
"""A larger file that names no loss itself is not followed into those that it imports: it is a test suite or generated,
and parsing it alone takes a second and more."""


def known_codes() -> tuple[str, ...]:
    """The codes of all rules."""
    return tuple(sorted(all_rules()))


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Do not look for garbage meanwhile: syntax trees are 100,000s of objects without cycles, and with every new
    generation of them the collector goes through the old ones again, which takes a fifth of the time of a check."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_collection_paused()
def check(source: Source, settings: Settings, files: FileReader | None = None) -> list[Diagnostic]:
    """The findings in one program, selected, not suppressed, and sorted.

    `files` is the only door to other files. Raises SourceError for text that cannot be read as a program.
    """
    if settings.ignore_file and ignores_file(source):
        return []
    judged = _interpreted(source, settings, files, lambda program: _judged(program, settings))
    if files is not None and any(_is_safe(each.diagnostic) for each in judged):
        imported = _imported(files.importers(source.filename))
        if imported:  # then what is safe here may not be safe there
            judged = _interpreted(source, settings, files, lambda program: _judged(program, settings), imported)
    found = [each.diagnostic for each in judged if not each.silenced]
    if settings.noqa and settings.enabled(UNUSED_NOQA):
        silenced = [each.diagnostic for each in judged if each.silenced]
        found += unused_noqa(source, silenced, settings.enabled, known_codes())
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


@_collection_paused()
def pairs(source: Source, settings: Settings, files: FileReader | None = None) -> list[FoundPair]:
    """The pairs behind the findings in one program, as plain data: every alternative of each, once."""
    return _interpreted(source, settings, files, lambda program: _described(program, settings))


@dataclass(frozen=True)
class _Judged:
    """A finding, and whether a comment silences it."""

    diagnostic: Diagnostic
    silenced: bool = False


def _is_safe(diagnostic: Diagnostic) -> bool:
    """Whether it has a fix that is applied without further ado."""
    return any(fix.edits and fix.applicability is Applicability.SAFE for fix in diagnostic.fixes)


def _imported(importers: Iterable[Importer]) -> dict[str, str]:
    """The names that other files use, and how, as it reads on after "the model"."""
    names: dict[str, str] = {}
    for each in importers:
        how = f"is imported by {each.shown}" if each.filename else "may be imported in a project of too many files"
        names = dict.fromkeys(each.names, how) | names
    return names


def _interpreted(
    source: Source,
    settings: Settings,
    files: FileReader | None,
    judged: Callable[[Program], list[Found]],
    imported: Mapping[str, str] | None = None,
) -> list[Found]:
    data = source.text.encode("utf-8", "surrogatepass")
    relevant = is_relevant(data)
    try:
        syntax = gate.read(source)
    except TooComplexError:
        if not relevant:
            return []  # there is nothing in it for us, so there is nothing to complain about
        raise
    project = ProjectModules(files, settings.src) if files is not None else None
    survey = Survey(syntax.nodes)
    if not (relevant and survey.may_matter()) and not _hands_over(source, data, survey, project):
        return []
    try:
        with _deep_recursion():
            module = parse_tree(source)
            if project is not None:
                project.include(Outline(source, module, syntax.tree, {}))
            called = called_names(syntax.nodes)
            observed = analyse(module, source.filename, library(), called, project, imported)
            if observed.cut and project is not None:  # other files may have used up what this one had
                alone = analyse(module, source.filename, library(), called, None, imported)
                observed = max(observed, alone, key=lambda each: len(each.observations))
            program = Program(source, syntax, module, observed, Locator(source, module, syntax.tree, project).span)
            return judged(program)
    except RecursionError:
        raise TooComplexError(source.filename, "too complex to analyse: it is nested too deeply") from None


def _hands_over(source: Source, data: bytes, survey: Survey, project: ProjectModules | None) -> bool:
    """Whether the file makes models and imports a file of its project that knows losses: a trainer, say."""
    if project is None or len(data) > MAX_BUILDER_BYTES:
        return False
    if not LIBRARY.search(data.lower()) or not survey.builds_models():
        return False
    known = library()
    for dotted in survey.imported_modules():
        if known.describes(dotted):
            continue
        imported = project.read(source.filename, dotted)
        if imported is not None and is_relevant(imported):
            return True
    return False


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Allow what the gate lets through: 300 levels of syntax at about ten Python frames each, in nested calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _judged(program: Program, settings: Settings) -> list[_Judged]:
    observed = program.analysis
    backend = backend_of(program.syntax.nodes, settings.keras_backend)
    facts = gather(observed.observations)
    verdicts = [
        (rule, _with_moved(verdict, observed.moved.get(observation)))
        for observation in observed.observations
        for rule, verdict in judge(observation, facts, backend)
        if program.here(verdict.place)  # what is wrong in another file is reported with that file
    ]
    return _diagnostics(program, settings, backend, verdicts) if verdicts else []


def _described(program: Program, settings: Settings) -> list[FoundPair]:
    observed = program.analysis
    facts = gather(observed.observations)
    noqa = NoqaTable.from_source(program.source) if settings.noqa else None
    found: dict[FoundPair, None] = {}
    for observation in observed.observations:
        for rule, verdict in judge(observation, facts):
            if not program.here(verdict.place):
                continue
            diagnostic = _diagnostic(program, rule, _with_moved(verdict, observed.moved.get(observation)))
            if settings.enabled(rule.code) and not (noqa and is_suppressed(diagnostic, noqa)):
                found.update(dict.fromkeys(describe(rule.code, diagnostic.span, observation)))
    return sorted(found, key=lambda each: (each.span, each.code))


def _with_moved(verdict: Verdict, there: Origin | None) -> Verdict:
    """Name the place in another file that was reached by the call which is reported."""
    if there is None:
        return verdict
    return replace(verdict, related=(*verdict.related, ("there", there, "where it happens")))


def gather(observations: tuple[Observation, ...]) -> Facts:
    """What rules may know of the whole program."""
    pairs = [
        pair
        for applied in observations
        if isinstance(applied, LossApplied)
        for pair in applied.pairs
        if pair.loss.spec.cross_entropy and pair.head.head is not None
    ]
    on_logits = [pair for pair in pairs if pair.head.scale is Scale.LOGITS and wants(pair.loss) is Expects.LOGITS]
    categorical = [pair for pair in on_logits if pair.loss.spec.family in CATEGORICAL]
    return Facts(
        trained_on_logits=frozenset(pair.head.head for pair in on_logits if pair.head.head is not None),
        logits_of_softmax=frozenset(pair.head.head for pair in categorical if pair.head.head is not None),
    )


def judge(
    observation: Observation, facts: Facts, backend: KerasBackend = KerasBackend.ANY
) -> list[tuple[Rule, Verdict]]:
    """The findings of one observation."""
    found = _judge_pairs(observation, backend) if isinstance(observation, LossApplied) else []
    for rule in all_rules().values():
        if rule.check is not None and isinstance(observation, rule.observes):
            verdict = rule.check(observation, facts)
            if verdict is not None:
                found.append((rule, verdict))
    return found


def _judge_pairs(applied: LossApplied, backend: KerasBackend) -> list[tuple[Rule, Verdict]]:
    """The findings of one code, if every compatible pair is wrong in that way.

    Where the alternatives are wrong in different ways, none of them is proved on every path.
    """
    found = []
    for pair in applied.pairs:
        pair = on_backend(pair, backend)
        for rule in all_rules().values():
            verdict = rule.pair_check(pair, applied) if rule.pair_check is not None else None
            if verdict is not None:
                found.append((rule, verdict))
                break
        else:
            return []
    return found if len({rule.code for rule, _ in found}) == 1 else []


def _diagnostics(
    program: Program, settings: Settings, backend: KerasBackend, verdicts: list[tuple[Rule, Verdict]]
) -> list[_Judged]:
    first: dict[object, tuple[Rule, Verdict]] = {}
    for rule, verdict in verdicts:
        first.setdefault((rule.code, verdict if verdict.once_per is None else verdict.once_per), (rule, verdict))
    noqa = NoqaTable.from_source(program.source) if settings.noqa else None
    found: dict[Diagnostic, Verdict] = {}
    silenced: list[_Judged] = []
    for rule, verdict in first.values():
        diagnostic = _diagnostic(program, rule, verdict)
        if verdict.rescued and backend is KerasBackend.TENSORFLOW:
            diagnostic = replace(diagnostic, severity=Severity.WARNING)
        if not settings.enabled(diagnostic.code):
            continue
        if noqa and is_suppressed(diagnostic, noqa):
            silenced.append(_Judged(diagnostic, silenced=True))
        else:
            found.setdefault(diagnostic, verdict)
    repaired = (
        _Judged(replace(diagnostic, fixes=tuple(repair.plan(program) for repair in verdict.repairs)))
        for diagnostic, verdict in found.items()
    )
    return [*repaired, *silenced]


def _diagnostic(program: Program, rule: Rule, verdict: Verdict) -> Diagnostic:
    primary = program.locate(verdict.place)
    related: list[Related] = []
    where: dict[str, str] = {}
    for key, origin, text in verdict.related:
        span = program.locate(origin)
        where[key] = _where(span, primary)
        if span != primary and span not in (each.span for each in related):
            related.append(Related(span, text))
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        message=verdict.message.format_map(where),
        severity=rule.severity,
        span=primary,
        related=tuple(related),
        suggestion=verdict.suggestion,
    )


def _where(span: Span, primary: Span) -> str:
    """`line 12`, with the cell or file where it is another one."""
    line = f"line {span.start.row}"
    if span.filename != primary.filename:
        return f"{span.filename}, {line}"
    return f"cell {span.cell}, {line}" if span.cell != primary.cell else line
