"""The public API: one program in, diagnostics out. Wires overlays and knowledge into the analysis."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from xent_lint import gate
from xent_lint.analysis.entry import analyse, called_names
from xent_lint.analysis.observations import LossApplied
from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import Diagnostic, Related, Span
from xent_lint.files import FileReader
from xent_lint.overlays.described import library
from xent_lint.prefilter import is_relevant, names_a_loss
from xent_lint.rules.registry import Rule, Verdict, all_rules
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError
from xent_lint.suppressions import NoqaTable, is_suppressed


def check(source: Source, settings: Settings, files: FileReader | None = None) -> list[Diagnostic]:
    """The findings in one program, selected, not suppressed, and sorted.

    `files` is the only door to other files. Raises SourceError for text that cannot be read as a program.
    """
    tree = gate.parse(source)
    if not is_relevant(source.text.encode("utf-8", "surrogatepass")) or not names_a_loss(tree):
        return []
    try:
        module = cst.parse_module(source.text)
    except cst.ParserSyntaxError as error:  # newer syntax than this libcst knows
        raise SourceError(source.filename, f"libcst cannot parse it: {error.message}") from error
    observed = analyse(module, source.filename, library(), called_names(tree))
    verdicts = [found for observation in observed.observations for found in judge(observation)]
    if not verdicts:
        return []
    return _diagnostics(source, settings, module, verdicts)


def judge(applied: LossApplied) -> list[tuple[Rule, Verdict]]:
    """The findings of one observation: none unless every compatible pair is wrong, else one for each code."""
    found: dict[str, tuple[Rule, Verdict]] = {}
    for pair in applied.pairs:
        for rule in all_rules().values():
            verdict = rule.check(pair, applied)
            if verdict is not None:
                found.setdefault(rule.code, (rule, verdict))
                break
        else:
            return []
    return list(found.values())


def _diagnostics(
    source: Source, settings: Settings, module: cst.Module, verdicts: list[tuple[Rule, Verdict]]
) -> list[Diagnostic]:
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    positions: Mapping[cst.CSTNode, CodeRange] = wrapper.resolve(PositionProvider)
    made = {_diagnostic(source, positions, rule, verdict) for rule, verdict in verdicts}
    noqa = NoqaTable.from_source(source) if settings.noqa else None
    return sorted(
        (
            diagnostic
            for diagnostic in made
            if settings.enabled(diagnostic.code) and not (noqa and is_suppressed(diagnostic, noqa))
        ),
        key=lambda diagnostic: diagnostic.sort_key,
    )


def _diagnostic(source: Source, positions: Mapping[cst.CSTNode, CodeRange], rule: Rule, verdict: Verdict) -> Diagnostic:
    primary = _span(source, positions, verdict.place)
    related: list[Related] = []
    where: dict[str, str] = {}
    for key, origin, text in verdict.related:
        span = _span(source, positions, origin)
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


def _span(source: Source, positions: Mapping[cst.CSTNode, CodeRange], origin: Origin) -> Span:
    place = positions[origin.node]
    return source.span(place.start.line, place.start.column, place.end.line, place.end.column)


def _where(span: Span, primary: Span) -> str:
    """`line 12`, with the cell or file where it is another one."""
    line = f"line {span.start.row}"
    if span.filename != primary.filename:
        return f"{span.filename}, {line}"
    return f"cell {span.cell}, {line}" if span.cell != primary.cell else line
