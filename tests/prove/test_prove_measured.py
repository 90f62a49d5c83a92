"""What the installed libraries do, measured by the workers."""

from __future__ import annotations

import measured
import pytest

from xent_lint.prove.cases import Case
from xent_lint.prove.results import Measurement, Results, Verdict
from xent_lint.prove.table import CASES, codes, pair
from xent_lint.prove.verdict import RESCUED, RIGHT

BINARY = "keras.losses.BinaryCrossentropy"


@pytest.fixture(scope="module")
def on_tensorflow() -> Results:
    return measured.on_tensorflow()


@pytest.fixture(scope="module", params=["jax", "torch"])
def elsewhere(request: pytest.FixtureRequest) -> Results:
    measured.skip_without(request.param)
    return measured.elsewhere(request.param)


def verdict(results: Results, case: Case, mode: str) -> Verdict:
    (found,) = [each for each in results.of(case, mode=mode) if each.verdict is not None]
    assert found.verdict is not None
    return found.verdict


def damaged(measurement: Measurement) -> bool:
    return measurement.verdict is not None and measurement.verdict.kind not in (RIGHT, RESCUED)


def test_nothing_raised(on_tensorflow: Results) -> None:
    assert [each.error for each in on_tensorflow.measurements if each.error] == []


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_pair_with_measured_damage(code: str, on_tensorflow: Results) -> None:
    assert any(damaged(each) for each in on_tensorflow.measurements if each.case.code == code)


@pytest.mark.parametrize("case", [case for case in CASES if case.code], ids=lambda case: case.key)
def test_every_pair_does_damage_somewhere_on_tensorflow(case: Case, on_tensorflow: Results) -> None:
    assert any(damaged(each) for each in on_tensorflow.of(case))


@pytest.mark.parametrize("case", [case for case in CASES if not case.code], ids=lambda case: case.key)
def test_right_pairs_are_right_in_every_mode(case: Case, on_tensorflow: Results) -> None:
    assert {each.verdict.kind for each in on_tensorflow.of(case) if each.verdict is not None} == {RIGHT}


def test_a_kept_shadow_is_rescued_but_for_predicted_values(on_tensorflow: Results) -> None:
    case = pair("XEN201", "sigmoid", BINARY)
    assert {verdict(on_tensorflow, case, mode).kind for mode in ("fit", "eager", "call", "graph")} == {RESCUED}
    found = verdict(on_tensorflow, case, "predict")
    assert found.kind == "saturates"
    assert found.ceiling == pytest.approx(16.118, rel=1e-3)
    assert found.floor == pytest.approx(1.192e-7, rel=1e-3)


def test_a_lost_shadow_is_clipped_and_has_no_gradient_beyond_17(on_tensorflow: Results) -> None:
    found = verdict(on_tensorflow, pair("XEN201", "sigmoid", BINARY, form="reshaped"), "fit")
    assert found.ceiling == pytest.approx(16.118, rel=1e-3)
    assert found.vanishes_from is not None
    assert 15.0 < found.vanishes_from <= 17.0


def test_a_raw_op_is_rescued_inside_graphs_only(on_tensorflow: Results) -> None:
    case = pair("XEN102", "sigmoid", BINARY, True, form="op")
    kinds = {mode: verdict(on_tensorflow, case, mode).kind for mode in ("fit", "graph", "eager", "call")}
    assert kinds == {"fit": RESCUED, "graph": RESCUED, "eager": "another loss", "call": "another loss"}
    assert "a sigmoid applied twice" in verdict(on_tensorflow, case, "call").text


def test_a_warning_is_kept(on_tensorflow: Results) -> None:
    (found,) = on_tensorflow.of(pair("XEN102", "sigmoid", BINARY, True), mode="fit")
    assert any("received `from_logits=True`" in text for text in found.warnings)


def test_what_makes_no_sense_is_absent_with_a_reason(on_tensorflow: Results) -> None:
    (found,) = on_tensorflow.of(
        pair("XEN105", "linear", "keras.losses.categorical_crossentropy", True, swapped=True), mode="fit"
    )
    assert found.absent == "compile passes labels and prediction itself, so they cannot be swapped"
    assert found.curves == ()
    assert found.verdict is None


def test_the_recorded_losses_are_what_evaluate_reports(on_tensorflow: Results) -> None:
    """Nothing of the measuring changes what the model is: a plain model gives the same mean."""
    import keras
    import numpy as np

    case = pair("XEN201", "sigmoid", BINARY, form="reshaped")
    (found,) = on_tensorflow.of(case, mode="fit")
    model = keras.Sequential(
        [
            keras.layers.Input((1,)),
            keras.layers.Dense(1, "sigmoid", kernel_initializer="identity"),
            keras.layers.Reshape((1,)),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy())
    for curve in found.curves:
        positive = (curve.side == "right") == (curve.label == 1)
        x = np.asarray(curve.logits, "float32")[:, np.newaxis] * (1.0 if positive else -1.0)
        y = np.full_like(x, curve.label)
        reported = model.evaluate(x, y, batch_size=len(x), verbose=0)
        assert np.mean(curve.reported) == pytest.approx(reported, rel=1e-5)


def test_no_other_backend_rescues(elsewhere: Results) -> None:
    rescued = [each.case.key for each in elsewhere.measurements if each.verdict and each.verdict.kind == RESCUED]
    assert rescued == []
    right = [each for each in elsewhere.measurements if not each.case.code and each.verdict is not None]
    assert right
    assert {each.verdict.kind for each in right if each.verdict} == {RIGHT}
