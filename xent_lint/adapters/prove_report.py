"""What `prove` prints: a table for each pair, as text or Markdown, or everything as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xent_lint.prove.cases import Case
    from xent_lint.prove.results import Curve, Measurement, Results

_SHOWN: Final = {
    "loss": (2.0, 10.0, 20.0, 40.0),
    "far": (10.0, 40.0, 88.0, 120.0),
    "metric": (0.25, 0.5, 1.0, 4.0),
    "decision": (0.25, 0.5, 1.0, 4.0),
    "probability": (0.5, 2.0, 10.0, 40.0),
}
"""Sizes of the logit in the table."""

_OFF: Final = 0.01
"""Relative errors from here on are shown beside the number."""

_MANIFOLD: Final = 100.0
"""From here on as a factor: nobody reads a percentage of twenty digits."""

Row = tuple[str, ...]


def json_report(results: Results) -> str:
    """Everything, with all curves."""
    return json.dumps(results.to_json(), indent=1, allow_nan=False)


def text_report(results: Results) -> Iterator[str]:
    """Aligned columns."""
    yield from _versions(results)
    for case in results.cases:
        yield ""
        yield f"{case.code or 'right'}  {case.title}"
        rows = _rows(results, case)
        if len(rows) > 1:
            yield from _aligned(rows)
        yield from (f"  not measured: {line}" for line in _not_measured(results.of(case)))


def markdown_report(results: Results) -> Iterator[str]:
    """A section and a table for each pair."""
    yield from _versions(results)
    for case in results.cases:
        yield ""
        yield f"### {case.code or 'Right'}: `{case.title}`"
        yield ""
        rows = _rows(results, case)
        if len(rows) > 1:
            header, *others = (tuple(cell.replace("|", "\\|") for cell in row) for row in rows)
            yield f"| {' | '.join(header)} |"
            yield f"|{'---|' * len(header)}"
            yield from (f"| {' | '.join(row)} |" for row in others)
            yield ""
        yield from (f"Not measured: {line}" for line in _not_measured(results.of(case)))


def _versions(results: Results) -> Iterator[str]:
    for backend, found in results.versions.items():
        yield f"{backend}: " + ", ".join(f"{name} {version}" for name, version in found.items())


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _rows(results: Results, case: Case) -> list[Row]:
    """The header, the exact numbers, and one row for all modes of a backend that give the same."""
    measured = [each for each in results.of(case) if each.curves or each.error]
    if not measured:
        return []
    kind = "far" if case.kind == "loss" and case.sweep[-1] > 40 else case.kind
    sizes = [size for size in _SHOWN[kind] if size in case.sweep]
    shown = _curve_shown(measured)
    name = case.kind
    slopes = case.kind == "loss"
    header = ["backend", "modes", *(f"{name} at {size:g}" for size in sizes)]
    header += ["gradient at 20", "largest error", "floor"] if slopes else []
    rows: list[Row] = [(*header, "verdict")]
    curve = next((each.curves[shown] for each in measured if each.curves), None)
    if curve is not None:
        cells = [_number(_at(curve, curve.exact, size)) for size in sizes]
        slope = [_number(_at(curve, curve.exact_gradient, 20.0)), "", ""] if slopes and curve.exact_gradient else []
        rows.append(("exact", "", *cells, *slope, ""))
    grouped: dict[tuple[str, Row], list[str]] = {}
    for each in measured:
        grouped.setdefault((each.backend, _cells(each, shown, sizes, slopes)), []).append(each.mode)
    rows.extend((backend, ", ".join(modes), *cells) for (backend, cells), modes in grouped.items())
    return rows


def _curve_shown(measured: Sequence[Measurement]) -> int:
    """Which curve to show: the one that is most off anywhere, of a loss where the logit contradicts the label."""
    found = next((each for each in measured if each.curves), None)
    if found is None:
        return 0
    sides = [curve.side for curve in found.curves]
    of_loss = found.case.kind == "loss"
    candidates = [index for index, side in enumerate(sides) if side == "wrong" and of_loss] or list(range(len(sides)))

    def worst(index: int) -> float:
        return max((_error(each.curves[index]) for each in measured if each.curves), default=0.0)

    return max(candidates, key=worst)


def _error(curve: Curve) -> float:
    off = [abs(reported - exact) for reported, exact in zip(curve.reported, curve.exact, strict=True)]
    return max((each if each == each else float("inf")) for each in off)


def _cells(each: Measurement, shown: int, sizes: Sequence[float], slopes: bool) -> Row:
    verdict = each.verdict.text if each.verdict is not None else ""
    if not each.curves:
        empty = len(sizes) + (3 if slopes else 0)
        return (*("" for _ in range(empty)), f"raises {each.error}")
    curve = each.curves[shown]
    cells = [_beside(_at(curve, curve.reported, size), _at(curve, curve.exact, size)) for size in sizes]
    if slopes and each.verdict is not None:
        gradient = "" if curve.gradient is None else _number(_at(curve, curve.gradient, 20.0))
        floor = "" if each.verdict.floor is None else _number(each.verdict.floor)
        error = each.verdict.relative_error
        cells += [gradient, "" if error is None else f"{error:.1e}", floor]
    return (*cells, verdict)


def _at(curve: Curve, values: Sequence[float] | None, size: float) -> float | None:
    return None if values is None else values[curve.logits.index(size)]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return "NaN" if value != value else f"{value + 0.0:.4g}"


def _beside(reported: float | None, exact: float | None) -> str:
    """The number, and by how much it is off if that is worth a word."""
    if reported is None or exact is None or abs(reported - exact) <= _OFF * abs(exact) or not exact:
        return _number(reported)
    off = (reported - exact) / abs(exact)
    if off != off or abs(off) == float("inf"):
        return _number(reported)
    return f"{_number(reported)} ({off:+.0%})" if abs(off) < _MANIFOLD else f"{_number(reported)} (x{off + 1:.0e})"


def _not_measured(measurements: Sequence[Measurement]) -> Iterator[str]:
    """One line for each reason."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for each in measurements:
        if each.absent is not None:
            reasons.setdefault(each.absent, {}).setdefault(each.backend, []).append(each.mode)
    for reason, backends in reasons.items():
        where = "; ".join(f"{', '.join(modes)} on {backend}" for backend, modes in backends.items())
        yield f"{where}: {reason}"
