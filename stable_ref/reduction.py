"""From the loss of each sample to one number, as `keras.losses.Loss` does (Keras 3.15.1, `losses/loss.py`).

Keras multiplies by weight and mask, sums, and divides by

- the number of values ("sum_over_batch_size", "mean": two names for one thing), whatever the weights are,
- the sum of the weights as given ("mean_with_sample_weight"); without weights the number of values,
- nothing ("sum"); or does not sum at all ("none", None, and for a scalar or an empty vector).

A quotient by zero is 0. A mask scales by size/valid under the two plain means, so that they divide by the number of
valid values. NaN in a value or a weight reaches the result (and, unsummed, only its entry); a weight of exactly 0
silences an infinite value, where Keras answers NaN. A mean overflows only if it is itself too large (its weighted terms
must not be).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from stable_ref.extended import FloatArray, as_floats, quotient_of_sum, weighted

Reduction = Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"]

_PLAIN_MEANS = ("sum_over_batch_size", "mean")
_REDUCTIONS = (None, "none", "sum", "mean_with_sample_weight", *_PLAIN_MEANS)


def _checked(reduction: str | None) -> str | None:
    if reduction not in _REDUCTIONS:
        raise ValueError(f"reduction must be one of {_REDUCTIONS}, not {reduction!r}")
    return reduction


def _same_rank(values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Keras' rule for ranks that differ by one: a vector gains an axis of size 1, else such an axis is dropped."""
    if values.ndim == weights.ndim + 1 and values.shape[-1] == 1:
        return (values, weights[:, np.newaxis]) if weights.ndim == 1 else (values[..., 0], weights)
    if weights.ndim == values.ndim + 1 and weights.shape[-1] == 1:
        return (values[:, np.newaxis], weights) if values.ndim == 1 else (values, weights[..., 0])
    return values, weights


def _mask_weights(mask: ArrayLike, reduction: str | None) -> FloatArray:
    valid = np.asarray(mask, dtype=np.bool_)
    if reduction not in _PLAIN_MEANS:
        return valid.astype(np.float64)
    count = int(np.count_nonzero(valid))
    return np.where(valid, valid.size / count if count else 0.0, 0.0)


def _merged_weights(
    sample_weight: ArrayLike | None, mask: ArrayLike | None, reduction: str | None
) -> FloatArray | None:
    if mask is None:
        return None if sample_weight is None else as_floats(sample_weight)
    masked = _mask_weights(mask, reduction)
    if sample_weight is None:
        return masked
    masked, weights = _same_rank(masked, as_floats(sample_weight))
    return masked * weights


def _weights_for(values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Values and weights in one shape.

    Raises:
        ValueError: the weights do not broadcast to the values.
    """
    values, weights = _same_rank(values, weights)
    try:
        return values, np.broadcast_to(weights, values.shape)
    except ValueError:
        raise ValueError(f"weights of shape {weights.shape} do not fit values of shape {values.shape}") from None


def _apply(weights: FloatArray, values: FloatArray) -> FloatArray:
    """The product in which a weight of 0 silences infinity, but not NaN."""
    return np.where(np.isnan(values), values, weighted(weights, values))


def _stays_unsummed(shape: tuple[int, ...], reduction: str | None) -> bool:
    return reduction in (None, "none") or shape in ((), (0,))


def _divisor(size: int, weights: FloatArray | None, reduction: str | None) -> float:
    if reduction == "sum":
        return 1.0
    if reduction == "mean_with_sample_weight" and weights is not None:
        return float(np.sum(weights))
    return float(size)


@np.errstate(all="ignore")
def reduce(
    values: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    mask: ArrayLike | None = None,
    reduction: Reduction | None = "sum_over_batch_size",
) -> FloatArray:
    """The values weighted and reduced.

    Args:
        values: the loss of each sample, any shape.
        sample_weight: weights that broadcast to the values; `(n, 1)` with `(n,)` is understood as Keras does.
        mask: truth values, False for what does not count; shape as for weights.
        reduction: one of the names in the module's docstring.

    Returns:
        A scalar array, or with "none" one in the shape of the values.

    Raises:
        ValueError: an unknown reduction, or weights that do not fit.
    """
    _checked(reduction)
    terms = as_floats(values)
    weights = _merged_weights(sample_weight, mask, reduction)
    if weights is not None:
        terms, spread = _weights_for(terms, weights)
        terms = _apply(spread, terms)
    if _stays_unsummed(terms.shape, reduction):
        return terms
    divisor = _divisor(terms.size, weights, reduction)
    return quotient_of_sum(terms, divisor) if divisor != 0.0 else np.zeros(())


@np.errstate(all="ignore")
def reduce_gradient(
    gradient: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    mask: ArrayLike | None = None,
    reduction: Reduction | None = "sum_over_batch_size",
    axis: int | None = -1,
) -> FloatArray:
    """The gradient of the reduced loss with respect to the logits, from each sample's gradient with respect to its own.

    Args:
        gradient: what a `..._gradient` function gives, in the shape of the logits.
        sample_weight, mask, reduction: as for `reduce`. With "none" each sample keeps its own, weighted gradient.
        axis: the axis of the logits that the loss has summed over; None if it is elementwise (`sigmoid_cross_entropy`).

    Returns:
        An array in the shape of the logits.

    Raises:
        ValueError: an unknown reduction, or weights that do not fit.
    """
    _checked(reduction)
    slopes = as_floats(gradient)
    shape = slopes.shape if axis is None else np.delete(np.asarray(slopes.shape, np.intp), axis)
    factors = np.ones(tuple(int(n) for n in shape))
    weights = _merged_weights(sample_weight, mask, reduction)
    size = factors.size
    unsummed = _stays_unsummed(factors.shape, reduction)
    if weights is not None:
        factors = np.reshape(_weights_for(factors, weights)[1], factors.shape)
    divisor = 1.0 if unsummed else _divisor(size, weights, reduction)
    if divisor == 0.0:
        return np.zeros_like(slopes)
    return _apply(factors if axis is None else np.expand_dims(factors, axis), slopes) / divisor
