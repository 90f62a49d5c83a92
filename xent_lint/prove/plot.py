"""Draws what was measured: a row of panels for each pair, with the reported curves beside the exact ones.

Left: the loss where the label contradicts the logit; middle: where they agree, on a logarithmic scale; right: the
gradient of the first. What coincides is one line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from xent_lint.prove.cases import Case
from xent_lint.prove.plot_style import EXACT_LOOK, LEAST, PlotError, colour, look, mark_broken, new_figure, save
from xent_lint.prove.results import BACKENDS, Curve, Measurement, Results

MOST_ROWS: Final = 12
"""With more, the panels get too small to read or the picture too long for a screen."""

BACKEND_NAMES: Final = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "torch", "tf_keras": "tf_keras"}
GRADIENT_LIMIT: Final = 1.2
"""The gradient of a cross-entropy lies between -1 and 1; what leaves that is cut."""

SAME: Final = 2e-3
"""Curves that differ by less than this part everywhere are one line: the eye sees no more."""


@dataclass(frozen=True)
class Line:
    """Measurements that agree with each other, drawn once: one for `label`, its curves by side."""

    label: str
    measurement: Measurement

    def curve(self, side: str) -> Curve | None:
        """The first curve of a side."""
        return next((curve for curve in self.measurement.curves if curve.side == side), None)


def drawn_cases(results: Results) -> tuple[Case, ...]:
    """The pairs that get a row: those of which a loss was measured; of too many, one of each code, then more of each
    in turn."""
    measured = {each.case.key for each in results.measurements if each.curves}
    cases = [case for case in results.cases if case.kind == "loss" and case.key in measured]
    if len(cases) <= MOST_ROWS:
        return tuple(cases)
    rank: dict[str, int] = {}
    turn: dict[str, int] = {}
    for case in cases:
        turn[case.key] = rank[case.code] = rank.get(case.code, -1) + 1
    chosen = sorted(cases, key=lambda case: turn[case.key])[:MOST_ROWS]
    return tuple(case for case in cases if case in chosen)


def lines(results: Results, case: Case) -> tuple[Line, ...]:
    """What was measured of a case, without repetitions."""
    found: list[list[Measurement]] = []
    for measurement in results.of(case):
        if not measurement.curves:
            continue
        same = next((group for group in found if _coincide(group[0], measurement)), None)
        if same is None:
            found.append([measurement])
        else:
            same.append(measurement)
    modes = {backend: [each.mode for each in results.of(case, backend) if each.curves] for backend in BACKENDS}
    return tuple(Line(_label(group, modes), _fullest(group)) for group in found)


def _fullest(group: Sequence[Measurement]) -> Measurement:
    """The one with a gradient, if there is one."""
    return max(group, key=lambda each: sum(curve.gradient is not None for curve in each.curves))


def _coincide(one: Measurement, other: Measurement) -> bool:
    curves = list(zip(one.curves, other.curves, strict=False))
    if len(one.curves) != len(other.curves):
        return False
    return all(
        _close(a.reported, b.reported) and (a.gradient is None or b.gradient is None or _close(a.gradient, b.gradient))
        for a, b in curves
    )


def _close(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, rtol=SAME, atol=0.0, equal_nan=True))


def _label(group: Sequence[Measurement], modes: dict[str, list[str]]) -> str:
    """`TensorFlow: fit, eager; JAX`: the modes are left out where they are all that was measured."""
    parts = []
    for backend in BACKENDS:
        here = [each.mode for each in group if each.backend == backend]
        if here:
            every = sorted(here) == sorted(modes[backend])
            parts.append(BACKEND_NAMES[backend] + ("" if every else f": {', '.join(here)}"))
    return "; ".join(parts)


def figure(results: Results) -> Any:
    """The picture as a matplotlib Figure.

    Raises:
        PlotError: matplotlib is not installed, or no loss was measured.
    """
    cases = drawn_cases(results)
    if not cases:
        raise PlotError("nothing to draw: no loss was measured")
    picture = new_figure((15.0, 0.6 + 3.1 * len(cases)))
    rows = np.atleast_2d(picture.subplots(len(cases), 3, squeeze=False))
    for axes, case in zip(rows, cases, strict=True):
        _row(axes, case, lines(results, case))
    return picture


def draw(results: Results, path: str | Path) -> None:
    """Write the picture to a file, PNG if its name says nothing else. The file is there whole or not at all.

    Raises:
        PlotError: see `figure`, or the file cannot be written.
    """
    save(figure(results), Path(path))


def _row(axes: Any, case: Case, found: Sequence[Line]) -> None:
    """The three panels of one pair."""
    wrong, right, slope = axes
    title = f"{case.code}: {case.title}" if case.code else f"right: {case.title}"
    wrong.set_title(title, loc="left", fontweight="bold", fontsize=10)
    right.set_title("loss where logit and label agree", loc="left", fontsize=9)
    slope.set_title("gradient where they contradict each other", loc="left", fontsize=9)
    _panel(wrong, found, "wrong", "loss [nats]")
    _panel(right, found, "right", "loss [nats], log scale")
    _slopes(slope, found)
    _scale(wrong, right, slope)
    for each in axes:
        each.set_xlabel("size of the logit a")
        each.grid(alpha=0.25, linewidth=0.6)
        each.spines[["top", "right"]].set_visible(False)
    slope.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), fontsize=8, frameon=False, handlelength=3.2)


def _panel(axes: Any, found: Sequence[Line], side: str, unit: str) -> None:
    """The losses of one side, and where each of them stops following the exact one."""
    axes.set_ylabel(unit)
    _exact(axes, [curve for line in found if (curve := line.curve(side)) is not None], "exact")
    marks: list[float] = []
    for index, line in enumerate(found):
        curve = line.curve(side)
        if curve is None:
            continue
        reported = np.array(curve.reported)
        shown = np.where(reported > 0, reported, LEAST) if side == "right" else reported
        axes.plot(curve.logits, shown, label=line.label, **look(index))
        mark_broken(axes, curve.logits, reported, index)
        level = _level(line.measurement, side)
        if level is not None and not any(math.isclose(level, mark, rel_tol=0.05, abs_tol=1e-12) for mark in marks):
            marks.append(level)
            word = "saturates at" if side == "wrong" else "floor"
            axes.axhline(level, color=colour(index), linewidth=0.8, linestyle=":")
            text = f"{word} {level:.4g}"
            axes.annotate(text, (0.02, level), xycoords=("axes fraction", "data"), xytext=(0, 3),
                          textcoords="offset points", fontsize=8, color=colour(index))  # fmt: skip


def _level(measurement: Measurement, side: str) -> float | None:
    verdict = measurement.verdict
    if verdict is None:
        return None
    level = verdict.ceiling if side == "wrong" else verdict.floor
    return level if level is not None and math.isfinite(level) and (side == "wrong" or level > 0) else None


def _slopes(axes: Any, found: Sequence[Line]) -> None:
    axes.set_ylabel("d loss / d logit [nats]")
    with_slopes = [
        (index, line, curve)
        for index, line in enumerate(found)
        if (curve := line.curve("wrong")) is not None and curve.gradient is not None
    ]
    for curve in [curve for _, _, curve in with_slopes if curve.exact_gradient is not None][:1]:
        axes.plot(curve.logits, np.abs(np.array(curve.exact_gradient)), label="exact", **EXACT_LOOK)
    vanished: set[float] = set()
    for index, line, curve in with_slopes:
        axes.plot(curve.logits, np.abs(np.array(curve.gradient)), label=line.label, **look(index))
        start = line.measurement.verdict.vanishes_from if line.measurement.verdict is not None else None
        if start is not None and start not in vanished:
            vanished.add(start)
            axes.axvline(start, color=colour(index), linewidth=0.8, linestyle=":")
            axes.annotate(f"0 from {start:.4g}", (start, 0.06 + 0.09 * (len(vanished) - 1)),
                          xycoords=("data", "axes fraction"), xytext=(4, 0), textcoords="offset points", fontsize=8,
                          color=colour(index))  # fmt: skip
    for index, line in enumerate(found):  # predicted values have no gradient, and a place in the legend
        if all(line is not each for _, each, _ in with_slopes):
            axes.plot([], [], label=f"{line.label} (no gradient)", **look(index))


def _exact(axes: Any, curves: Sequence[Curve], label: str) -> None:
    """The exact curve, wide and pale, so that what lies on it is seen."""
    for curve in curves[:1]:
        axes.plot(curve.logits, curve.exact, label=label, **EXACT_LOOK)


def _scale(wrong: Any, right: Any, slope: Any) -> None:
    """A logarithmic axis for small losses, from the least that is shown; the others from 0."""
    smallest = min((value for value in _shown(right) if value > LEAST), default=LEAST)
    right.set_yscale("log")
    right.set_ylim(bottom=max(smallest / 10, LEAST))
    wrong.set_ylim(bottom=min(0.0, *_shown(wrong), 0.0))
    slope.set_ylim(-0.05, GRADIENT_LIMIT)


def _shown(axes: Any) -> Iterator[float]:
    for line in axes.get_lines():
        yield from (float(value) for value in line.get_ydata() if math.isfinite(value))
