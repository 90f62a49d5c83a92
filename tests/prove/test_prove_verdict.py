"""Verdicts on curves made by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from xent_lint.prove.cases import Case
from xent_lint.prove.exact import exact
from xent_lint.prove.results import Curve, Verdict
from xent_lint.prove.sweeps import Part, parts
from xent_lint.prove.table import decision, pair
from xent_lint.prove.verdict import judge, raised

Change = Callable[[Part, np.ndarray], np.ndarray]

CASE = pair("XEN201", "sigmoid", "keras.losses.BinaryCrossentropy")


def curves(case: Case = CASE, loss: Change | None = None, slope: Change | None = None) -> list[Curve]:
    """The exact curves, changed."""
    found = []
    for part in parts(case):
        values, slopes = exact(case, part)
        assert slopes is not None
        reported = values if loss is None else loss(part, values.copy())
        gradient = slopes if slope is None else slope(part, slopes.copy())
        found.append(
            Curve(
                part.side,
                part.label,
                part.sizes,
                tuple(reported.tolist()),
                tuple(values.tolist()),
                tuple(gradient.tolist()),
                tuple(slopes.tolist()),
            )
        )
    return found


def sizes(part: Part) -> np.ndarray:
    return np.asarray(part.sizes)


def verdict(loss: Change | None = None, slope: Change | None = None, case: Case = CASE) -> Verdict:
    return judge(case, curves(case, loss, slope))


def test_exact_numbers_of_a_flagged_pair_were_rescued() -> None:
    found = verdict()
    assert (found.kind, found.text) == ("rescued", "rescued by the backend")
    assert found.floor is None
    assert found.ceiling is None


def test_exact_numbers_of_a_right_pair_are_right() -> None:
    assert verdict(case=pair("", "linear", "keras.losses.BinaryCrossentropy", True)).text == "right"


def test_float32_rounding_is_right() -> None:
    assert verdict(lambda part, loss: loss.astype(np.float32).astype(np.float64)).kind == "rescued"
    assert verdict(lambda part, loss: loss * (1 + 3e-7)).kind == "rescued"


def test_more_than_rounding_loses_precision_from_where_it_begins() -> None:
    found = verdict(lambda part, loss: np.where(sizes(part) >= 9, loss * (1 + 1e-4), loss))
    assert (found.kind, found.text) == ("loses precision", "loses precision from |logit| = 9")
    assert found.relative_error == pytest.approx(1e-4, rel=1e-3)


def test_a_clip_saturates() -> None:
    found = verdict(lambda part, loss: np.minimum(loss, 16.0))
    assert (found.kind, found.ceiling, found.saturates_from) == ("saturates", 16.0, 16.0)
    assert found.text == "saturates at 16 from |logit| = 16"
    assert found.relative_error == pytest.approx(0.6)


def test_different_clips_of_the_two_labels_are_told() -> None:
    found = verdict(lambda part, loss: np.minimum(loss, 15.0 if part.label else 16.0))
    assert found.text == "saturates at 15 to 16 from |logit| = 15"
    assert (found.lowest_ceiling, found.ceiling) == (15.0, 16.0)


def test_a_zero_gradient_on_mistakes_has_vanished() -> None:
    found = verdict(slope=lambda part, slope: np.where(sizes(part) >= 17, 0.0, slope))
    assert (found.kind, found.text) == ("gradient vanishes", "gradient vanishes from |logit| = 17")


def test_a_zero_gradient_where_it_is_small_anyhow_has_not() -> None:
    def right_side(part: Part, slope: np.ndarray) -> np.ndarray:
        return np.where((part.side == "right") & (sizes(part) >= 17), 0.0, slope)

    assert verdict(slope=right_side).kind == "rescued"


def test_a_floor_is_a_number_and_no_damage() -> None:
    found = verdict(lambda part, loss: np.maximum(loss, 1.19e-7))
    assert found.kind == "rescued"
    assert found.floor == pytest.approx(1.19e-7)


def test_nan_from_a_logit_on() -> None:
    found = verdict(lambda part, loss: np.where(sizes(part) >= 17, np.nan, loss))
    assert (found.kind, found.text, found.nonfinite_from) == ("not finite", "NaN from |logit| = 17", 17.0)
    assert found.relative_error == float("inf")


def test_nan_at_one_logit_alone() -> None:
    assert verdict(lambda part, loss: np.where(sizes(part) == 3, np.nan, loss)).text == "NaN at |logit| = 3"


def test_an_infinite_gradient_in_between() -> None:
    found = verdict(
        slope=lambda part, slope: np.where((sizes(part) >= 12) & (sizes(part) <= 16) & (slope < 0), np.inf, slope)
    )
    assert found.text == "inf gradient for |logit| from 12 to 16"


def test_another_loss_is_named() -> None:
    case = pair("XEN103", "softmax", "keras.losses.BinaryCrossentropy", units=3)
    binary = pair("", "sigmoid", "keras.losses.BinaryCrossentropy", units=3)

    def as_binary(part: Part, loss: np.ndarray) -> np.ndarray:
        return exact(binary, part)[0]

    found = verdict(as_binary, case=case)
    assert (found.kind, found.text) == (
        "another loss",
        "another loss altogether: binary cross-entropy of the logits",
    )


def test_a_constant_is_another_loss() -> None:
    found = verdict(lambda part, loss: np.full_like(loss, 0.25))
    assert found.text.startswith("another loss altogether: a constant (0.25)")


def test_another_gradient_of_the_right_loss() -> None:
    assert verdict(slope=lambda part, slope: 2.0 * slope).text == "another gradient altogether"


def test_half_precision_may_round_more() -> None:
    def rounded(part: Part, loss: np.ndarray) -> np.ndarray:
        return loss * (1 + 1e-3)

    assert verdict(rounded).kind == "loses precision"
    half = pair("XEN204", "sigmoid", "keras.losses.BinaryCrossentropy", policy="mixed_float16")
    assert verdict(rounded, case=half).kind == "rescued"


def test_a_decision_that_differs_tells_where() -> None:
    case = decision("> 0.5")
    found = [
        Curve(part.side, part.label, part.sizes, tuple(float(z > 0.5) for z in part.logits[:, 0]), tuple(truth))
        for part in parts(case)
        for truth in [exact(case, part)[0].tolist()]
    ]
    assert judge(case, found).text == "another decision for |logit| from 0.125 to 0.5"


def test_a_refusal_names_the_exception() -> None:
    assert raised("InvalidArgumentError: bad label").text == "raises InvalidArgumentError"
