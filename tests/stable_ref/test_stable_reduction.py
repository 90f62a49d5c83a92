"""Reductions, and the gradients of what is reduced."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

import stable_ref as ref
from stable_ref.extended import FloatArray
from stable_ref.reduction import Reduction

NAMES: tuple[Reduction, ...] = get_args(Reduction)


def _numeric_gradient(
    labels: FloatArray, logits: FloatArray, weights: FloatArray | None, reduction: Reduction
) -> FloatArray:
    """Central differences of the reduced loss; the derivative of its sum where nothing is reduced."""
    step = 1e-5
    result = np.zeros_like(logits)
    for index in np.ndindex(*logits.shape):
        sides = []
        for sign in (1.0, -1.0):
            moved = logits.copy()
            moved[index] += sign * step
            values = ref.categorical_crossentropy(labels, moved)
            sides.append(np.sum(ref.reduce(values, sample_weight=weights, reduction=reduction)))
        result[index] = (sides[0] - sides[1]) / (2.0 * step)
    return result


@pytest.mark.parametrize("reduction", NAMES)
@pytest.mark.parametrize("weights", [None, np.array([1.0, 0.0, 3.0, 0.5]), np.array([[1.0], [0.2], [3.0], [0.5]])])
def test_the_gradient_of_the_reduced_loss(reduction: Reduction, weights: FloatArray | None) -> None:
    generator = np.random.default_rng(3)
    labels, logits = generator.dirichlet([1.0] * 3, size=4), generator.normal(size=(4, 3))
    got = ref.reduce_gradient(
        ref.categorical_crossentropy_gradient(labels, logits), sample_weight=weights, reduction=reduction
    )
    # Central differences of step 1e-5 are good to about 1e-10.
    assert got == pytest.approx(_numeric_gradient(labels, logits, weights, reduction), abs=1e-9)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2])
def test_the_axis_the_loss_has_summed_over(axis: int) -> None:
    gradient = np.arange(24.0).reshape(2, 3, 4)
    weights = np.delete(gradient, range(1, gradient.shape[axis]), axis=axis).squeeze(axis) + 1.0
    got = ref.reduce_gradient(gradient, sample_weight=weights, reduction="sum", axis=axis)
    assert np.array_equal(got, gradient * np.expand_dims(weights, axis))


def test_an_elementwise_loss_has_no_such_axis() -> None:
    gradient = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(ref.reduce_gradient(gradient, axis=None), gradient / 6.0)
    assert np.array_equal(ref.reduce_gradient(gradient), gradient / 2.0)


def test_a_mean_overflows_only_if_it_is_too_large() -> None:
    assert ref.reduce([1e308] * 8) == 1e308
    assert ref.reduce([1e308] * 8, reduction="sum") == np.inf
    assert ref.reduce([5e-324, 5e-324]) == 5e-324


def test_infinity_and_nan() -> None:
    assert ref.reduce([1.0, np.inf]) == np.inf
    assert ref.reduce([1.0, np.inf], sample_weight=[2.0, 0.0], reduction="sum") == 2.0
    assert np.isnan(ref.reduce([1.0, np.nan], sample_weight=[2.0, 0.0]))
    unsummed = ref.reduce([1.0, np.nan, 3.0], sample_weight=[np.nan, 0.0, 2.0], reduction="none")
    assert np.array_equal(unsummed, [np.nan, np.nan, 6.0], equal_nan=True)


def test_no_weight_at_all_is_a_mean_of_zero() -> None:
    assert ref.reduce([1.0, 2.0], sample_weight=[0.0, 0.0], reduction="mean_with_sample_weight") == 0.0
    gradient = ref.reduce_gradient(np.ones((2, 3)), sample_weight=[0.0, 0.0], reduction="mean_with_sample_weight")
    assert np.array_equal(gradient, np.zeros((2, 3)))


def test_errors() -> None:
    with pytest.raises(ValueError, match="reduction"):
        ref.reduce([1.0], reduction="average")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="do not fit"):
        ref.reduce([1.0, 2.0], sample_weight=[1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="do not fit"):
        ref.reduce_gradient(np.ones((2, 3)), sample_weight=[1.0, 2.0, 3.0])
