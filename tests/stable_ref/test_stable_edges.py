"""Infinities, NaN and warnings: the policy the docstrings state."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pytest

import stable_ref as ref
from stable_ref.extended import FloatArray

INF, NAN = float("inf"), float("nan")
LARGEST = float(np.finfo(np.float64).max)

Loss = Callable[..., FloatArray]

BINARY: list[Loss] = [
    ref.binary_crossentropy,
    ref.binary_crossentropy_gradient,
    ref.binary_focal_crossentropy,
    ref.binary_focal_crossentropy_gradient,
]
CATEGORICAL: list[Loss] = [
    ref.softmax_cross_entropy,
    ref.softmax_cross_entropy_gradient,
    ref.categorical_crossentropy,
    ref.categorical_crossentropy_gradient,
    ref.categorical_focal_crossentropy,
    ref.categorical_focal_crossentropy_gradient,
]


@pytest.fixture(autouse=True)
def _warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="warn"):
        warnings.simplefilter("error")
        yield


def _same(got: object, wanted: object) -> bool:
    return bool(np.array_equal(np.asarray(got), np.asarray(wanted), equal_nan=True))


@pytest.mark.parametrize(
    ("label", "z", "loss", "gradient"),
    [
        (1.0, INF, 0.0, 0.0),
        (0.0, -INF, 0.0, 0.0),
        (0.0, INF, INF, 1.0),
        (1.0, -INF, INF, -1.0),
        (0.5, INF, INF, 0.5),
        (0.5, -INF, INF, -0.5),
        (5e-324, -INF, INF, -5e-324),
    ],
)
def test_binary_limits(label: float, z: float, loss: float, gradient: float) -> None:
    assert ref.sigmoid_cross_entropy(label, z) == loss
    assert ref.sigmoid_cross_entropy_gradient(label, z) == gradient


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0, 1e4])
@pytest.mark.parametrize(("label", "z"), list(itertools.product([0.0, 0.3, 1.0], [INF, -INF])))
def test_binary_focal_limits(label: float, z: float, gamma: float) -> None:
    missed = 1.0 - label if z > 0 else label
    slope = missed * missed**gamma * (1.0 if z > 0 else -1.0)
    assert ref.binary_focal_crossentropy([label], [z], gamma=gamma) == (INF if missed else 0.0)
    assert float(ref.binary_focal_crossentropy_gradient([label], [z], gamma=gamma)[0]) == pytest.approx(
        slope, rel=1e-15
    )


def test_a_class_weight_of_zero_silences_an_infinite_loss() -> None:
    assert ref.binary_focal_crossentropy([0.0], [INF], apply_class_balancing=True, alpha=1.0) == 0.0
    assert np.isnan(ref.binary_focal_crossentropy([0.0], [NAN], apply_class_balancing=True, alpha=1.0))


@pytest.mark.parametrize(
    ("logits", "probabilities", "normaliser"),
    [
        ([INF, 0.0, -INF], [1.0, 0.0, 0.0], INF),
        ([-INF, 0.0, 0.0], [0.0, 0.5, 0.5], float(np.log(2.0))),
        ([LARGEST, -LARGEST], [1.0, 0.0], LARGEST),
        ([INF, INF, 0.0], [NAN, NAN, 0.0], INF),
        ([-INF, -INF], [NAN, NAN], -INF),
        ([-INF], [1.0], -INF),
        ([INF], [1.0], INF),
        ([NAN, 0.0, INF], [NAN, NAN, NAN], NAN),
    ],
)
def test_softmax_limits(logits: list[float], probabilities: list[float], normaliser: float) -> None:
    assert _same(ref.softmax(logits), probabilities)
    with np.errstate(divide="ignore"):
        assert _same(ref.log_softmax(logits), np.log(probabilities))
    assert _same(ref.log_sum_exp(logits), normaliser)


@pytest.mark.parametrize(
    ("labels", "logits", "loss", "gradient"),
    [
        ([1.0, 0.0, 0.0], [INF, 0.0, 0.0], 0.0, [0.0, 0.0, 0.0]),
        ([0.0, 1.0, 0.0], [INF, 0.0, 0.0], INF, [1.0, -1.0, 0.0]),
        ([0.0, 0.5, 0.5], [-INF, 0.0, 0.0], float(np.log(2.0)), [0.0, 0.0, 0.0]),
        ([0.0, 0.0, 1.0], [INF, INF, 0.0], INF, [NAN, NAN, -1.0]),
        ([1.0, 0.0, 0.0], [INF, INF, 0.0], NAN, [NAN, NAN, 0.0]),
        ([0.0, 0.0, 0.0], [INF, INF, 0.0], 0.0, [0.0, 0.0, 0.0]),
        ([1.0, 0.0, 0.0], [-INF, -INF, -INF], NAN, [NAN, NAN, NAN]),
        ([0.5, 0.5, 0.0], [1e308, -1e308, 0.0], 1e308, [0.5, -0.5, 0.0]),
        ([0.0, 0.0, 0.0], [NAN, 0.0, 0.0], NAN, [NAN, NAN, NAN]),
        ([INF, 0.0, 0.0], [0.0, 0.0, 0.0], NAN, [NAN, NAN, NAN]),
    ],
)
def test_categorical_limits(labels: list[float], logits: list[float], loss: float, gradient: list[float]) -> None:
    assert _same(ref.softmax_cross_entropy(labels, logits), loss)
    assert _same(ref.softmax_cross_entropy_gradient(labels, logits), gradient)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0, 1e4])
def test_categorical_focal_limits(gamma: float) -> None:
    logits = [INF, 0.0, -INF]
    for label, loss in ((0, 0.0), (1, INF), (2, INF)):
        one_hot = np.eye(3)[label]
        assert ref.categorical_focal_crossentropy(one_hot, logits, gamma=gamma) == loss
        slopes = ref.categorical_focal_crossentropy_gradient(one_hot, logits, alpha=1.0, gamma=gamma)
        assert _same(slopes, np.eye(3)[0] - one_hot)
    assert np.isnan(ref.categorical_focal_crossentropy([1.0, 0.0], [INF, INF], gamma=gamma))


@pytest.mark.parametrize("function", BINARY + CATEGORICAL)
@pytest.mark.parametrize("bad", [NAN, INF])
@pytest.mark.parametrize("where", ["label", "logit"])
def test_one_bad_number_stays_in_its_sample(function: Loss, bad: float, where: str) -> None:
    labels, logits = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]), np.array([[1.0, 2.0], [3.0, 4.0], [-1.0, 0.5]])
    clean = function(labels, logits)
    (labels if where == "label" else logits)[1, 0] = bad
    spoilt = function(labels, logits)
    assert _same(spoilt[[0, 2]], clean[[0, 2]])
    assert np.any(np.isnan(spoilt[1])) == (where == "label" or bad != INF)


@pytest.mark.parametrize("function", [ref.binary_crossentropy_gradient, ref.binary_focal_crossentropy_gradient])
@pytest.mark.parametrize("where", ["label", "logit"])
def test_a_binary_gradient_is_nan_only_in_the_entry(function: Loss, where: str) -> None:
    labels, logits = np.array([1.0, 0.0, 1.0]), np.array([1.0, 2.0, -3.0])
    (labels if where == "label" else logits)[1] = NAN
    assert list(np.isnan(function(labels, logits))) == [False, True, False]


EXTREMES = (0.0, -0.0, 5e-324, -1.0, 40.0, 745.2, 1e16, LARGEST, -LARGEST, INF, -INF)


@pytest.mark.parametrize("function", BINARY)
@pytest.mark.parametrize("label", [0.0, 5e-324, 0.3, 1.0 - 2.0**-53, 1.0])
def test_binary_is_never_nan(function: Loss, label: float) -> None:
    assert not np.any(np.isnan(function([label], np.reshape(EXTREMES, (-1, 1)))))


@pytest.mark.parametrize("function", CATEGORICAL)
@pytest.mark.parametrize("labels", [[1.0, 0.0, 0.0], [0.2, 0.5, 0.3], [0.0, 5e-324, 1.0], [3.0, 0.0, 2.0]])
def test_categorical_is_never_nan_without_a_tie_at_infinity(function: Loss, labels: list[float]) -> None:
    rows = [row for row in itertools.product(EXTREMES, repeat=3) if row.count(INF) < 2 and set(row) != {-INF}]
    assert not np.any(np.isnan(function(labels, rows)))


def test_arrays_of_other_types_are_taken() -> None:
    assert ref.sigmoid(np.float32(0.5)).dtype == np.float64
    assert ref.softmax([1, 2, 3]).dtype == np.float64
    assert ref.sparse_softmax_cross_entropy(np.array([1.0]), [[1, 2]]).dtype == np.float64
    assert ref.binary_crossentropy([True, False], [0, 0]) == np.log(2.0)
