"""The picture of what was measured: its panels, its lines, its marks, and the file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stable_ref import binary_crossentropy
from xent_lint.prove.cases import Case, Head, Use
from xent_lint.prove.plot import MOST_ROWS, draw, drawn_cases, figure, lines
from xent_lint.prove.plot_style import COLOURS, LEAST, PlotError
from xent_lint.prove.results import Curve, Measurement, Results, Verdict

SIZES = tuple(float(size) for size in range(41))
EXACT = {
    side: tuple(float(value) for value in np.ravel(binary_crossentropy([1.0], [[sign * size] for size in SIZES])))
    for side, sign in (("right", 1), ("wrong", -1))
}
PAIR = Case("XEN201", Head("sigmoid"), Use("keras.losses.BinaryCrossentropy", from_logits=False), "binary", "binary")
CEILING, FLOOR, GONE_FROM = 16.1, 1.2e-7, 17.0


def curves(clipped: bool, gradient: bool = True) -> tuple[Curve, ...]:
    """Both sides of the pair, exact or on clipped probabilities."""
    reported = {
        "wrong": tuple(min(value, CEILING) if clipped else value for value in EXACT["wrong"]),
        "right": tuple(max(value, FLOOR) if clipped else value for value in EXACT["right"]),
    }
    slopes = {side: tuple(1 - float(np.exp(-value)) for value in EXACT[side]) for side in EXACT}
    cut = tuple(0.0 if clipped and size >= GONE_FROM else -s for size, s in zip(SIZES, slopes["wrong"], strict=True))
    given = {"wrong": cut, "right": slopes["right"]}
    return tuple(
        Curve(side, 1, SIZES, reported[side], EXACT[side], given[side] if gradient else None, slopes[side])
        for side in ("wrong", "right")
    )


def measured(backend: str, mode: str, clipped: bool, case: Case = PAIR) -> Measurement:
    """One measurement with its verdict."""
    gradient = mode != "predict"
    verdict = Verdict("rescued", "rescued by the backend")
    if clipped:
        verdict = Verdict("saturates", "saturates", ceiling=CEILING, floor=FLOOR)
        verdict = replace(verdict, vanishes_from=GONE_FROM) if gradient else verdict
    return Measurement(case, backend, mode, curves(clipped, gradient), verdict)


RESULTS = Results(
    (
        measured("tensorflow", "fit", False),
        measured("tensorflow", "call", False),
        measured("tensorflow", "predict", True),
        measured("jax", "fit", True),
        Measurement(PAIR, "jax", "predict", absent="not asked"),
    ),
    {},
    {},
)


def panels(results: Results) -> list[Any]:
    """All axes, row by row."""
    return [axes for row in figure(results).subfigs for axes in row.axes]


def texts(axes: Any) -> list[str]:
    """What is written into a panel."""
    return [text.get_text() for text in axes.texts]


def test_a_pair_is_a_row_of_loss_small_loss_and_gradient() -> None:
    wrong, right, slope = panels(RESULTS)
    assert [axes.get_ylabel() for axes in (wrong, right, slope)] == [
        "loss [nats]",
        "loss [nats]",
        "d loss / d logit [nats]",
    ]
    assert {axes.get_xlabel() for axes in (wrong, right, slope)} == {"size of the logit, |z|"}
    assert [axes.get_yscale() for axes in (wrong, right, slope)] == ["linear", "log", "linear"]
    assert figure(RESULTS).subfigs[0].get_suptitle() == 'XEN201: Dense(1, "sigmoid") -> BinaryCrossentropy()'


def test_the_lines_carry_the_data() -> None:
    wrong, right, slope = panels(RESULTS)
    fit, clipped = RESULTS.measurements[0].curves, RESULTS.measurements[3].curves
    for axes, at in ((wrong, 0), (right, 1)):
        exact, first, second = axes.get_lines()[:3]
        assert tuple(exact.get_ydata()) == EXACT[fit[at].side]
        assert tuple(first.get_ydata()) == fit[at].reported
        assert tuple(second.get_ydata()) == clipped[at].reported
        assert tuple(first.get_xdata()) == SIZES
    drawn = {line.get_label(): tuple(line.get_ydata()) for line in slope.get_lines()}
    assert drawn["TensorFlow: predict\nJAX"] == tuple(abs(value) for value in clipped[0].gradient or ())


def test_what_coincides_is_one_line_named_after_all_of_it() -> None:
    assert [line.label for line in lines(RESULTS, PAIR)] == ["TensorFlow: fit, call", "TensorFlow: predict\nJAX"]


def test_floor_saturation_and_the_lost_gradient_are_marked() -> None:
    wrong, right, slope = panels(RESULTS)
    assert texts(wrong) == ["saturates at 16.1"]
    assert texts(right) == ["floor 1.2e-07"]
    assert texts(slope) == ["0 from 17"]
    assert any(tuple(line.get_ydata()) == (CEILING, CEILING) for line in wrong.get_lines())


def test_where_nothing_is_lost_nothing_is_marked() -> None:
    exact_only = replace(RESULTS, measurements=RESULTS.measurements[:2])
    assert [texts(axes) for axes in panels(exact_only)] == [[], [], []]


def test_where_a_curve_stops_being_a_number_is_marked_and_zero_lies_at_the_lower_end() -> None:
    wrong, right = curves(False)
    broken = replace(wrong, reported=(*EXACT["wrong"][:30], *[float("nan")] * 11))
    zero = replace(right, reported=(*EXACT["right"][:20], *[0.0] * 21))
    first, second, _ = panels(replace(RESULTS, measurements=(Measurement(PAIR, "jax", "fit", (broken, zero)),)))
    assert texts(first) == ["NaN from 30"]
    assert set(second.get_lines()[1].get_ydata()[20:]) == {LEAST}


def test_a_gradient_that_is_not_finite_is_marked_with_where_it_ends() -> None:
    wrong, right = curves(True)
    assert wrong.gradient is not None
    broken = replace(wrong, gradient=(*wrong.gradient[:12], *[float("inf")] * 5, *wrong.gradient[17:]))
    measurement = replace(measured("jax", "fit", True), curves=(broken, right))
    slope = panels(replace(RESULTS, measurements=(measurement,)))[2]
    assert texts(slope) == ["infinite from 12 to 16", "0 from 17"]


def test_colours_are_those_that_colour_blind_readers_tell_apart() -> None:
    assert set(COLOURS) <= {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}
    wrong = panels(RESULTS)[0]
    looks = [(line.get_color(), line.get_linestyle()) for line in wrong.get_lines()[1:3]]
    assert len({look[0] for look in looks}) == len({look[1] for look in looks}) == 2


def test_of_too_many_pairs_each_code_keeps_a_row() -> None:
    cases = [
        replace(PAIR, code=f"XEN{code}", head=Head("sigmoid", units=n)) for code in (101, 102, 201) for n in range(9)
    ]
    many = replace(RESULTS, measurements=tuple(measured("jax", "fit", True, case) for case in cases))
    chosen = drawn_cases(many)
    assert len(chosen) == MOST_ROWS
    assert [sum(case.code == f"XEN{code}" for case in chosen) for code in (101, 102, 201)] == [4, 4, 4]


def test_without_a_loss_there_is_nothing_to_draw() -> None:
    decision = replace(PAIR, kind="decision")
    with pytest.raises(PlotError, match=r"^nothing to draw: no loss was measured$"):
        figure(replace(RESULTS, measurements=(measured("jax", "fit", True, decision),)))


def test_the_file_is_a_png_of_a_size_for_a_screen(tmp_path: Path) -> None:
    draw(RESULTS, tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert (1200 <= width <= 2400, 250 <= height <= 800) == (True, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_other_formats_go_by_the_name(tmp_path: Path) -> None:
    draw(RESULTS, tmp_path / "a.svg")
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()
    with pytest.raises(PlotError, match=r"^.*a\.xyz: no format for pictures: \.xyz \(there are .*png.*\)$"):
        draw(RESULTS, tmp_path / "a.xyz")


def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(PlotError, match=r"a\.png: cannot be written: "):
        draw(RESULTS, tmp_path / "a.png")
    with pytest.raises(PlotError, match="cannot be written: No such file or directory"):
        draw(RESULTS, tmp_path / "no" / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_without_matplotlib_there_is_one_clear_line() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from xent_lint.prove.plot_style import PlotError, new_figure\n"
        "try:\n    new_figure((1.0, 1.0))\nexcept PlotError as error:\n    print(error)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "matplotlib is not installed: pip install matplotlib\n"
