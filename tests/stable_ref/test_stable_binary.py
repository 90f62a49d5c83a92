"""Sigmoid cross-entropy against mpmath, over the whole range of float64."""

from __future__ import annotations

import exact_losses as exact
import mpmath
import numpy as np
import pytest

import stable_ref as ref

# Four roundings at most lie on the way of a value (exp, log1p, product, sum), each of half a unit to one unit (NumPy's
# vector exp); smoothing adds two. No step amplifies an earlier one, since only numbers >= 0 are added.
VALUE_ULPS = 4.0
# exp, sum, quotient and one difference; measured in the larger term of the difference, which may cancel.
GRADIENT_ULPS = 4.0

SMOOTHINGS = (0.0, 0.1, 1e-9, 1.0)


@pytest.mark.parametrize("z", exact.LOGITS)
def test_sigmoid_and_its_logarithm(z: float) -> None:
    with exact.many_digits():
        assert exact.ulps(ref.sigmoid(z), exact.sigmoid(mpmath.mpf(z))) <= VALUE_ULPS
        assert exact.ulps(ref.log_sigmoid(z), exact.log_sigmoid(mpmath.mpf(z))) <= VALUE_ULPS


@pytest.mark.parametrize("label", exact.LABELS)
@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_value_and_gradient(label: float, smoothing: float) -> None:
    values = ref.binary_crossentropy([label], np.reshape(exact.LOGITS, (-1, 1)), label_smoothing=smoothing)
    slopes = ref.binary_crossentropy_gradient([label], np.reshape(exact.LOGITS, (-1, 1)), label_smoothing=smoothing)
    with exact.many_digits():
        masses = exact.binary_masses(label, smoothing)
        for z, value, gradient in zip(exact.LOGITS, values, slopes[:, 0], strict=True):
            point = mpmath.mpf(z)
            assert exact.ulps(value, exact.binary_loss(masses, point)) <= VALUE_ULPS, z
            terms = (exact.sigmoid(-abs(point)), masses[1] if z >= 0 else masses[0])
            slope = exact.sigmoid(point) - masses[0]
            assert exact.ulps(gradient, slope, max(terms)) <= GRADIENT_ULPS, z


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_the_gradient_of_a_hard_label_keeps_all_digits(label: float) -> None:
    slopes = ref.sigmoid_cross_entropy_gradient(label, exact.LOGITS)
    with exact.many_digits():
        for z, gradient in zip(exact.LOGITS, slopes, strict=True):
            assert exact.ulps(gradient, exact.sigmoid(mpmath.mpf(z)) - label) <= GRADIENT_ULPS, z


@pytest.mark.parametrize("label", [-0.5, 1.5, 3.0])
def test_labels_outside_the_unit_interval_follow_the_same_formula(label: float) -> None:
    losses = ref.sigmoid_cross_entropy(label, exact.LOGITS)
    with exact.many_digits():
        masses = exact.binary_masses(label)
        for z, value in zip(exact.LOGITS, losses, strict=True):
            size = abs(mpmath.mpf(z)) * max(abs(mass) for mass in masses) + 1
            assert exact.ulps(value, exact.binary_loss(masses, mpmath.mpf(z)), size) <= VALUE_ULPS, z


@pytest.mark.parametrize("z", [-7.5, -0.3, 0.0, 2.0, 11.0])
@pytest.mark.parametrize("label", [0.0, 0.2, 1.0])
def test_the_gradient_is_the_derivative_of_the_exact_value(label: float, z: float) -> None:
    slope = exact.slope(lambda point: exact.binary_loss(exact.binary_masses(label), point[0]), [z], 0)
    assert float(ref.sigmoid_cross_entropy_gradient(label, z)) == pytest.approx(float(slope), rel=1e-13)


def test_the_mean_of_the_last_axis_and_its_gradient() -> None:
    labels, logits = np.array([[0.0, 1.0, 0.3], [1.0, 0.0, 1.0]]), np.array([[2.0, -3.0, 0.5], [40.0, -1.0, 1.0]])
    elements = ref.sigmoid_cross_entropy(labels, logits)
    assert ref.binary_crossentropy(labels, logits) == pytest.approx(elements.mean(axis=-1), rel=1e-15)
    slopes = ref.sigmoid_cross_entropy_gradient(labels, logits)
    assert np.array_equal(ref.binary_crossentropy_gradient(labels, logits), slopes / 3)


def test_a_mean_of_huge_losses_does_not_overflow() -> None:
    assert ref.binary_crossentropy([0.0, 0.0, 0.0, 0.0], [1e308] * 4) == 1e308


@pytest.mark.parametrize("size", range(38, 709, 67))
def test_a_right_prediction_keeps_a_loss_and_a_gradient(size: int) -> None:
    """Where the loss on probabilities has reached 0 and learns nothing."""
    assert 1.0 - ref.sigmoid(float(size)) == 0.0
    assert ref.sigmoid_cross_entropy(1.0, float(size)) > 0.0
    assert ref.sigmoid_cross_entropy_gradient(1.0, float(size)) < 0.0


def test_labels_never_enlarge_the_logits() -> None:
    with pytest.raises(ValueError, match="do not broadcast"):
        ref.sigmoid_cross_entropy(np.zeros((3, 1)), np.zeros(3))
    with pytest.raises(ValueError, match="do not broadcast"):
        ref.binary_crossentropy(np.zeros(3), np.zeros((3, 1)))
    assert ref.sigmoid_cross_entropy(1.0, np.zeros((2, 3))).shape == (2, 3)


@pytest.mark.parametrize("smoothing", [-0.1, 1.1, float("nan")])
def test_a_smoothing_must_be_one(smoothing: float) -> None:
    with pytest.raises(ValueError, match="label_smoothing"):
        ref.binary_crossentropy([1.0], [1.0], label_smoothing=smoothing)


def test_a_sample_needs_an_axis() -> None:
    for function in (ref.binary_crossentropy, ref.binary_crossentropy_gradient):
        for shape in ((), (3, 0)):
            with pytest.raises(ValueError, match="last axis"):
                function(np.zeros(shape), np.zeros(shape))
