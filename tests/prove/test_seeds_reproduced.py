"""The figures of the seed discussions: what is measured now, beside what they report, and why it may differ."""

from __future__ import annotations

import json
import math
from pathlib import Path

import keras
import numpy as np
import pytest

from xent_lint.adapters import seeds_report
from xent_lint.adapters.seeds_command import run_seeds
from xent_lint.prove.plot_style import save
from xent_lint.prove.seed_figures import (
    FINE,
    GRID,
    STEPS,
    Figure,
    Reported,
    SeedError,
    Seeds,
    exact,
    on_clipped,
    quoted_formula,
    seeds,
)
from xent_lint.prove.seed_plot import four_curves
from xent_lint.prove.seed_worker import LABELS, LOGITS


@pytest.fixture(scope="module")
def measured() -> Seeds:
    return seeds()


@pytest.fixture(scope="module")
def figures(measured: Seeds) -> dict[str, Figure]:
    return {figure.key: figure for figure in measured.figures}


def test_what_the_discussions_report_is_what_the_libraries_compute_or_is_explained(figures: dict[str, Figure]) -> None:
    agreement = {
        key: (figure.agrees("keras"), figure.agrees("tf_keras"))
        for key, figure in figures.items()
        if figure.reported is not None
    }
    assert agreement == {
        "probabilities": (False, True),
        "logits": (False, True),
        "fine-epsilon": (False, True),
        "floor": (False, False),
        "hidden-floor": (False, False),
        "quoted-formula": (True, True),
        "exponential": (True, True),
    }
    for figure in figures.values():
        for library in ("keras", "tf_keras"):
            assert bool(figure.reason(library)) == (figure.agrees(library) is False), figure.key


def test_the_two_by_four_table(figures: dict[str, Figure]) -> None:
    assert figures["probabilities"].measured == pytest.approx(
        {"keras": 2.0794479846954346, "tf_keras": 2.0147683492886337}, rel=1e-6
    )
    assert figures["logits"].measured == pytest.approx(
        {"keras": 2.336649845037007, "tf_keras": 2.336649845037007}, rel=1e-6
    )
    assert math.isnan(figures["fine-epsilon"].measured["keras"])


def test_the_reason_for_the_table_is_true() -> None:
    """In float64 Keras 3 gives the formula without epsilon in the logarithm; tf_keras gave the one with it."""
    in_float64 = keras.losses.BinaryCrossentropy(dtype="float64")
    probabilities = keras.ops.sigmoid(keras.ops.convert_to_tensor(np.array(LOGITS), dtype="float64"))
    today = float(in_float64(np.array(LABELS), keras.ops.convert_to_numpy(probabilities)))
    assert today == pytest.approx(on_clipped(1e-7), rel=1e-9)
    assert on_clipped(1e-7, 1e-7) == pytest.approx(2.0147683492886337, rel=1e-12)
    assert on_clipped(1e-15, 1e-15) == pytest.approx(2.3366498369361732, rel=1e-12)


def test_one_unit_has_no_floor_where_the_logits_are_found(measured: Seeds, figures: dict[str, Figure]) -> None:
    for curves in measured.curves.values():
        for key in ("evaluate", "on_logits"):
            assert curves[key] == pytest.approx([exact(a) for a in GRID], rel=1e-5)
    assert figures["floor"].measured == pytest.approx({"keras": exact(39.0), "tf_keras": exact(39.0)}, rel=1e-5)


def test_one_unit_has_a_floor_where_they_are_not(figures: dict[str, Figure]) -> None:
    assert figures["hidden-floor"].measured == pytest.approx({"keras": 1.1920929e-7, "tf_keras": 0.0}, rel=1e-6)
    assert figures["ceiling"].measured == pytest.approx({"keras": 16.0302, "tf_keras": 15.3371}, rel=1e-4)
    assert figures["gradient"].measured == {"keras": 17.0, "tf_keras": 17.0}


def test_the_formula_of_the_time_gives_the_floor_of_the_discussion() -> None:
    assert quoted_formula(10.0) == pytest.approx(exact(10.0), rel=2e-3)
    assert {round(quoted_formula(a) * 1e7, 2) for a in STEPS if a >= 17} == {1.10}
    assert quoted_formula(14.0) > 1.09e-7 * 5


def test_the_large_logit_overflows_by_hand_only(figures: dict[str, Figure]) -> None:
    values = {key: figures[key].measured["keras"] for key in ("overflow", "naive", "right-side", "wrong-side")}
    assert values["overflow"] == math.inf
    assert math.isnan(values["naive"])
    assert values["right-side"] == 0.0
    assert values["wrong-side"] == pytest.approx(305.8)
    assert all(math.isfinite(figures["by-hand"].measured[library]) for library in ("keras", "tf_keras"))


def test_a_figure_that_the_library_does_not_compute_is_seen() -> None:
    figure = Figure("x", "x", {"keras": 2.0}, Reported(2.1, 1e-2, "a.txt"), {"keras": "because"})
    assert (figure.agrees("keras"), figure.reason("keras")) == (False, "because")
    assert Figure("x", "x", {"keras": 2.0}, Reported(2.01, 1e-2, "a.txt")).agrees("keras") is True
    assert Figure("x", "x", {"keras": math.nan}, Reported(2.01, 1e-2, "a.txt")).agrees("keras") is False
    assert Figure("x", "x", {"keras": 2.0}).agrees("keras") is None


def test_the_table_names_versions_sources_and_reasons(measured: Seeds) -> None:
    text = seeds_report.markdown(measured)
    assert all(version in text for version in measured.versions.values())
    assert "2.014768349288634" in text
    assert "NaN [3]" in text
    assert "\n3. in float32, 1 - 1e-15 is 1" in text
    assert "002_0f1acde2e54172f7.txt" in text


def test_the_json_is_strict_and_holds_the_same(measured: Seeds) -> None:
    def refuse(word: str) -> float:
        raise AssertionError(word)

    data = json.loads(seeds_report.as_json(measured), parse_constant=refuse)
    assert [entry["key"] for entry in data["figures"]] == [figure.key for figure in measured.figures]
    assert len(data["curves"]["keras"]["by_hand"]) == len(GRID)
    assert data["curves"]["keras"]["by_hand"][-1] == "nan"


def test_the_four_curves_are_drawn(measured: Seeds, tmp_path: Path) -> None:
    picture = four_curves(measured)
    for axes, curves in zip(picture.axes, measured.curves.values(), strict=True):
        assert axes.get_xlabel() == "logit a"
        assert "nats" in axes.get_ylabel()
        assert axes.get_yscale() == "log"
        by_label = {line.get_label(): line for line in axes.get_lines()}
        drawn = by_label["TensorFlow: loss on logits"].get_ydata()
        assert list(drawn) == [curves["on_logits"][GRID.index(a)] for a in FINE]
        assert "exact: log(1 + exp(-a))" in by_label
    save(picture, tmp_path / "seeds.png")
    assert (tmp_path / "seeds.png").read_bytes().startswith(b"\x89PNG")


def test_a_library_that_cannot_be_measured_is_one_line() -> None:
    with pytest.raises(SeedError, match=r"^no_such_library: could not be measured: ModuleNotFoundError: .*$") as caught:
        seeds(("no_such_library",))
    assert "\n" not in str(caught.value)


def test_the_command_prints_and_draws_them(
    measured: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("xent_lint.prove.seed_figures.seeds", lambda libraries: measured)
    assert run_seeds("text", str(tmp_path / "seeds.png")) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("Measured with keras ")
    assert captured.err == f"{tmp_path / 'seeds.png'} written\n"
    assert (tmp_path / "seeds.png").stat().st_size > 20_000
    assert run_seeds("json", None) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["source"] == "002_0f1acde2e54172f7.txt"


def test_what_fails_is_one_line_and_exit_code_2(
    measured: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("xent_lint.prove.seed_figures.seeds", lambda libraries: measured)
    assert run_seeds("text", str(tmp_path / "no" / "seeds.png")) == 2
    assert capsys.readouterr().err.startswith(f"error: {tmp_path / 'no' / 'seeds.png'}: cannot be written: ")

    def fail(libraries: object) -> Seeds:
        raise SeedError("keras: could not be measured: it died")

    monkeypatch.setattr("xent_lint.prove.seed_figures.seeds", fail)
    assert run_seeds("text", None) == 2
    assert capsys.readouterr() == ("", "error: keras: could not be measured: it died\n")
