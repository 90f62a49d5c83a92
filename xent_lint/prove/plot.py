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
from xent_lint.prove.measured_table import where
from xent_lint.prove.plot_style import EXACT_LOOK, LEAST, WORDS, PlotError, colour, look, mark_broken, new_figure, save
from xent_lint.prove.results import BACKENDS, Curve, Measurement, Results

MOST_ROWS: Final = 12
"""With more, the panels get too small to read or the picture too long for a screen."""

GONE: Final = 1e-3
"""A gradient below this is drawn on the axis."""

STEEPEST: Final = 50.0
"""The gradient of a cross-entropy lies between -1 and 1; of what leaves that, no more than this is shown."""

SAME: Final = 0.02
"""Losses that differ by less than this part everywhere, and gradients by less than this, are one line: the eye sees no
more."""

NEAR_LINEAR: Final = 1.1
NEAR_LOGARITHMIC: Final = 10.0
NEAR_ZERO: Final = 1.0
"""Levels within this factor, or this many nats, share one mark: beside each other their words would not be readable."""


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
        _close(a.reported, b.reported)
        and (a.gradient is None or b.gradient is None or _close(a.gradient, b.gradient, absolute=SAME))
        for a, b in curves
    )


def _close(one: Sequence[float], other: Sequence[float], absolute: float = 0.0) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, rtol=SAME, atol=absolute, equal_nan=True))


def _label(group: Sequence[Measurement], modes: dict[str, list[str]]) -> str:
    """`TensorFlow: fit, eager` and `JAX`, a row each: the modes are left out where they are all that was measured."""
    parts = []
    for backend in BACKENDS:
        here = [each.mode for each in group if each.backend == backend]
        if here:
            parts.append(where(backend, here, {*modes[backend]}))
    return "\n".join(parts)


def figure(results: Results) -> Any:
    """The picture as a matplotlib Figure.

    Raises:
        PlotError: matplotlib is not installed, or no loss was measured.
    """
    cases = drawn_cases(results)
    if not cases:
        raise PlotError("nothing to draw: no loss was measured")
    picture = new_figure((15.0, 3.2 * len(cases)))
    rows = np.atleast_1d(picture.subfigures(len(cases), 1, squeeze=True))
    for row, case in zip(rows, cases, strict=True):
        _row(row, case, lines(results, case))
    return picture


def draw(results: Results, path: str | Path) -> None:
    """Write the picture to a file, PNG if its name says nothing else. The file is there whole or not at all.

    Raises:
        PlotError: see `figure`, or the file cannot be written.
    """
    save(figure(results), Path(path))


def _row(row: Any, case: Case, found: Sequence[Line]) -> None:
    """The three panels of one pair."""
    row.suptitle(f"{case.code or 'right'}: {case.title}", x=0.01, ha="left", fontweight="bold", fontsize=11)
    axes = row.subplots(1, 3)
    wrong, right, slope = axes
    wrong.set_title("loss where logit and label disagree", loc="left", fontsize=9)
    right.set_title("loss where they agree (log scale)", loc="left", fontsize=9)
    slope.set_title("gradient where they disagree", loc="left", fontsize=9)
    _panel(wrong, found, "wrong")
    _panel(right, found, "right")
    _slopes(slope, found)
    _scale(wrong, right, slope)
    for each in axes:
        each.set_xlabel("size of the logit, |z|")
        each.grid(alpha=0.25, linewidth=0.6)
        each.spines[["top", "right"]].set_visible(False)
    slope.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), fontsize=8, frameon=False, handlelength=3.2)


def _panel(axes: Any, found: Sequence[Line], side: str) -> None:
    """The losses of one side, and where each of them stops following the exact one."""
    axes.set_ylabel("loss [nats]")
    curves = [(index, line, curve) for index, line in enumerate(found) if (curve := line.curve(side)) is not None]
    for _, _, curve in curves[:1]:
        axes.plot(curve.logits, curve.exact, label="exact", **EXACT_LOOK)
    broken: set[str] = set()
    for index, line, curve in curves:
        reported = np.array(curve.reported)
        axes.plot(curve.logits, _drawable(reported, side), label=line.label, **look(index))
        mark_broken(axes, curve.logits, reported, index, broken)
    for group in _levels(curves, side):
        values = [f"{level:.4g}" for level in (min(group)[0], max(group)[0])]
        word = "saturates at" if side == "wrong" else "floor"
        text = f"{word} {' to '.join(dict.fromkeys(values))}"
        level, index = max(group)
        axes.axhline(level, color=colour(index), linewidth=0.8, linestyle=":")
        below = side == "wrong" and level > 0.2 * max(_shown(axes))  # the exact curve passes above
        axes.annotate(text, (0.99, level), xycoords=("axes fraction", "data"), xytext=(0, -7 if below else 3),
                      textcoords="offset points", ha="right", va="top" if below else "bottom", fontsize=8,
                      color=WORDS)  # fmt: skip


def _drawable(reported: Any, side: str) -> Any:
    """On the logarithmic axis a loss of 0 is drawn at its lower end."""
    return (
        np.where(reported > 0, reported, np.where(np.isnan(reported), reported, LEAST)) if side == "right" else reported
    )


def _levels(curves: Sequence[tuple[int, Line, Curve]], side: str) -> list[list[tuple[float, int]]]:
    """Where curves end in a level, and which they are; levels that lie too close to be told apart are one group."""
    near = NEAR_LINEAR if side == "wrong" else NEAR_LOGARITHMIC
    groups: list[list[tuple[float, int]]] = []
    for index, line, curve in curves:
        verdict, last = line.measurement.verdict, curve.reported[-1]
        found = verdict is not None and (verdict.ceiling if side == "wrong" else verdict.floor) is not None
        if not found or not math.isfinite(last) or (side == "right" and last <= 0):
            continue
        group = next((group for group in groups if _side_by_side(group[0][0], last, near)), None)
        if group is None:
            groups.append([(last, index)])
        else:
            group.append((last, index))
    return groups


def _side_by_side(one: float, other: float, near: float) -> bool:
    return one / near <= other <= one * near or (near == NEAR_LINEAR and abs(one - other) < NEAR_ZERO)


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
    broken: set[str] = set()
    for index, line, curve in with_slopes:
        axes.plot(curve.logits, np.abs(np.array(curve.gradient)), label=line.label, **look(index))
        mark_broken(axes, curve.logits, np.abs(np.array(curve.gradient)), index, broken, down=14)
        start = _vanishes(line.measurement, curve)
        if start is not None and start not in vanished:
            vanished.add(start)
            axes.axvline(start, color=colour(index), linewidth=0.8, linestyle=":")
            axes.annotate(f"0 from {start:.4g}", (start, 0.06 + 0.09 * (len(vanished) - 1)),
                          xycoords=("data", "axes fraction"), xytext=(4, 0), textcoords="offset points", fontsize=8,
                          color=WORDS)  # fmt: skip
    for index, line in enumerate(found):  # predicted values have no gradient, and a place in the legend
        if all(line is not each for _, each, _ in with_slopes):
            axes.plot([], [], label=f"{line.label} (no gradient)", **look(index))


def _vanishes(measurement: Measurement, curve: Curve) -> float | None:
    """From where on the gradient of this curve is gone. The verdict says whether it goes at all, on any curve."""
    if measurement.verdict is None or measurement.verdict.vanishes_from is None or curve.gradient is None:
        return None
    last = max((i for i, slope in enumerate(curve.gradient) if not abs(slope) < GONE), default=-1)
    return curve.logits[last + 1] if last + 1 < len(curve.logits) else None


def _scale(wrong: Any, right: Any, slope: Any) -> None:
    """A logarithmic axis for small losses, from the least that is shown; the others from 0."""
    smallest = min((value for value in _shown(right) if value > LEAST), default=LEAST)
    right.set_yscale("log")
    right.set_ylim(bottom=max(smallest / 10, LEAST))
    wrong.set_ylim(bottom=min(0.0, *_shown(wrong), 0.0))
    slope.set_ylim(-0.05, max(1.2, min(1.05 * max(_shown(slope), default=0.0), STEEPEST)))


def _shown(axes: Any) -> Iterator[float]:
    for line in axes.get_lines():
        yield from (float(value) for value in line.get_ydata() if math.isfinite(value))
