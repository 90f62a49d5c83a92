"""Softmax cross-entropy against mpmath, over the whole range of float64."""

from __future__ import annotations

import exact_losses as exact
import mpmath
import numpy as np
import pytest

import stable_ref as ref

# A gap, its exponential, a sum of up to five numbers >= 0, log1p or a quotient, a product, a sum: half a unit to one
# unit each, and none amplified (the rounding of the gap, which exp would amplify, is recovered).
VALUE_ULPS = 5.0
# Two products with sums of others, and one difference, in units of the larger product; for one-hot labels one product
# is 0, so the unit is that of the result.
GRADIENT_ULPS = 6.0

SEED = 20240607


def _slices() -> list[list[float]]:
    """Rows of logits: all magnitudes mixed, and values close together far from zero."""
    generator = np.random.default_rng(SEED)
    rows = [
        [3.0],
        [0.0, -0.0],
        [1e308, -1e308],
        [1.7e308, 1.7e308],
        [5e-324, 0.0, -5e-324],
        [40.0, 0.0],
        [-745.0, 0.0, 1.0],
    ]
    for number in range(60):
        size = int(generator.integers(2, 6))
        if number % 2:
            rows.append([float(z) for z in generator.choice(exact.LOGITS, size)])
        else:
            spread, centre = 10.0 ** generator.integers(-3, 3), 10.0 ** generator.integers(-3, 17)
            rows.append([float(z) for z in generator.normal(size=size) * spread + centre])
    return rows


def _labels(kind: str, size: int, generator: np.random.Generator) -> list[float]:
    if kind == "one-hot":
        return [float(k) for k in np.eye(size)[generator.integers(size)]]
    if kind == "soft":
        return [float(p) for p in generator.dirichlet([0.3] * size)]
    # Weights that sum to anything, zeros among them.
    return [float(w) for w in generator.uniform(size=size) * generator.integers(0, 2, size) * 3]


@pytest.mark.parametrize("logits", _slices(), ids=str)
def test_softmax_its_logarithm_and_its_normaliser(logits: list[float]) -> None:
    with exact.many_digits():
        point = exact.exactly(logits)
        probabilities = exact.softmax(point)
        for got, right in zip(ref.softmax(logits), probabilities, strict=True):
            assert exact.ulps(got, right) <= VALUE_ULPS
        for got, right in zip(ref.log_softmax(logits), probabilities, strict=True):
            assert exact.ulps(got, mpmath.log(right)) <= VALUE_ULPS
        # The maximum and the logarithm may have opposite signs.
        normaliser = mpmath.log(mpmath.fsum(mpmath.exp(z) for z in point))
        size = abs(max(point)) + mpmath.log(len(point))
        assert exact.ulps(ref.log_sum_exp(logits), normaliser, max(size, abs(normaliser))) <= VALUE_ULPS


@pytest.mark.parametrize("logits", _slices(), ids=str)
@pytest.mark.parametrize("kind", ["one-hot", "soft", "weights"])
def test_value_and_gradient(kind: str, logits: list[float]) -> None:
    labels = _labels(kind, len(logits), np.random.default_rng(SEED + len(logits)))
    value = ref.softmax_cross_entropy(labels, logits)
    gradient = ref.softmax_cross_entropy_gradient(labels, logits)
    with exact.many_digits():
        weights, point = exact.exactly(labels), exact.exactly(logits)
        assert exact.ulps(value, exact.categorical_loss(weights, point)) <= VALUE_ULPS
        total, probabilities = mpmath.fsum(weights), exact.softmax(point)
        for k, right in enumerate(exact.categorical_gradient(weights, point)):
            products = (probabilities[k] * (total - weights[k]), weights[k] * (1 - probabilities[k]))
            size = None if kind == "one-hot" else max(products)
            assert exact.ulps(gradient[k], right, size) <= GRADIENT_ULPS


@pytest.mark.parametrize("logits", _slices(), ids=str)
@pytest.mark.parametrize("smoothing", [0.1, 1e-9])
def test_smoothed_labels(smoothing: float, logits: list[float]) -> None:
    labels = _labels("one-hot", len(logits), np.random.default_rng(SEED))
    value = ref.categorical_crossentropy(labels, logits, label_smoothing=smoothing)
    with exact.many_digits():
        kept, spread = 1 - mpmath.mpf(smoothing), mpmath.mpf(smoothing) / len(labels)
        smoothed = [mpmath.mpf(label) * kept + spread for label in labels]
        assert exact.ulps(value, exact.categorical_loss(smoothed, exact.exactly(logits))) <= VALUE_ULPS


@pytest.mark.parametrize("labels", [[0.0, 1.0, 0.0], [0.2, 0.5, 0.3], [0.0, 0.0, 0.5]])
def test_the_gradient_is_the_derivative_of_the_exact_value(labels: list[float]) -> None:
    logits = [1.3, -0.7, 4.0]
    for k, got in enumerate(ref.softmax_cross_entropy_gradient(labels, logits)):
        slope = exact.slope(lambda point: exact.categorical_loss(labels, point), logits, k)
        assert float(got) == pytest.approx(float(slope), rel=1e-13)


@pytest.mark.parametrize("logits", [row for row in _slices() if len(row) > 1], ids=str)
def test_the_sparse_loss_is_that_of_the_one_hot_label(logits: list[float]) -> None:
    for label, one_hot in enumerate(np.eye(len(logits))):
        dense = ref.softmax_cross_entropy(one_hot, logits)
        assert ref.sparse_softmax_cross_entropy(label, logits) == pytest.approx(float(dense), rel=1e-15, abs=0.0)
        assert np.array_equal(
            ref.sparse_softmax_cross_entropy_gradient(label, logits),
            ref.softmax_cross_entropy_gradient(one_hot, logits),
        )


def test_another_class_axis() -> None:
    generator = np.random.default_rng(SEED)
    logits, labels = generator.normal(size=(2, 3, 4)), generator.uniform(size=(2, 3, 4))
    last = (np.moveaxis(labels, 1, -1), np.moveaxis(logits, 1, -1))
    assert np.array_equal(ref.softmax_cross_entropy(labels, logits, axis=1), ref.softmax_cross_entropy(*last))
    assert np.array_equal(
        ref.softmax_cross_entropy_gradient(labels, logits, axis=1),
        np.moveaxis(ref.softmax_cross_entropy_gradient(*last), -1, 1),
    )
    assert np.array_equal(ref.log_softmax(logits, axis=1), np.moveaxis(ref.log_softmax(last[1]), -1, 1))
    assert np.array_equal(ref.softmax(logits, axis=0).sum(axis=0).round(12), np.ones((3, 4)))
    assert ref.log_sum_exp(logits, axis=0).shape == (3, 4)


def test_ignored_samples_have_no_loss_and_no_gradient() -> None:
    logits = np.array([[1.0, 2.0, 3.0], [np.nan, 2.0, 0.0], [0.0, 1.0, 0.0]])
    labels = np.array([[2], [-1], [0]])
    losses = ref.sparse_categorical_crossentropy(labels, logits, ignore_class=-1)
    slopes = ref.sparse_categorical_crossentropy_gradient(labels, logits, ignore_class=-1)
    assert losses[1] == 0.0
    assert np.array_equal(slopes[1], np.zeros(3))
    assert np.array_equal(losses[[0, 2]], ref.sparse_softmax_cross_entropy([2, 0], logits[[0, 2]]))
    assert np.array_equal(slopes[[0, 2]], ref.sparse_softmax_cross_entropy_gradient([2, 0], logits[[0, 2]]))


@pytest.mark.parametrize("labels", [[3], [-1], [0.5], [np.nan], [0, 1]])
def test_a_class_index_must_be_one(labels: list[float]) -> None:
    for function in (ref.sparse_softmax_cross_entropy, ref.sparse_categorical_crossentropy_gradient):
        with pytest.raises(ValueError, match="class indices"):
            function(labels, [[1.0, 2.0, 3.0]])


@pytest.mark.parametrize("shape", [(), (0,), (2, 0)])
def test_there_must_be_a_class(shape: tuple[int, ...]) -> None:
    for function in (ref.softmax, ref.log_softmax, ref.log_sum_exp):
        with pytest.raises(ValueError, match="class axis"):
            function(np.zeros(shape))
    for loss in (ref.softmax_cross_entropy, ref.categorical_crossentropy, ref.categorical_focal_crossentropy):
        with pytest.raises(ValueError, match="class axis"):
            loss(np.zeros(shape), np.zeros(shape))
