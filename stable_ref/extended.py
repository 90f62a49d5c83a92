"""Arithmetic on the extended reals, as losses need it.

IEEE 754 answers ``0 * inf`` with NaN because it cannot know which factor is exact. In a loss it is known: labels and
weights are given, logits tend somewhere. A term whose weight is exactly zero is zero on the whole way to infinity, so
zero is its limit. Likewise ``sum / n`` may overflow in the sum although the mean is an ordinary number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def as_floats(values: ArrayLike) -> FloatArray:
    """The values as a float64 array."""
    return np.asarray(values, dtype=np.float64)


def matched(labels: ArrayLike, logits: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Labels broadcast to the shape of the logits, and the logits.

    Labels never enlarge the logits: `(n,)` against `(n, 1)` would silently become `(n, n)`, a well-known way to train
    on nonsense. A label that is not finite has no meaning; it becomes NaN.

    Raises:
        ValueError: the labels do not broadcast to the shape of the logits.
    """
    z = as_floats(logits)
    y = as_floats(labels)
    try:
        y = np.broadcast_to(y, z.shape)
    except ValueError:
        raise ValueError(f"labels of shape {y.shape} do not broadcast to logits of shape {z.shape}") from None
    return np.where(np.isfinite(y), y, np.nan), z


@np.errstate(all="ignore")
def weighted(weights: ArrayLike, values: ArrayLike) -> FloatArray:
    """`weights * values`, where a weight of exactly zero gives zero, whatever the value (also for NaN)."""
    w = as_floats(weights)
    return np.asarray(np.where(w == 0.0, 0.0, w * as_floats(values)))


@np.errstate(all="ignore")
def quotient_of_sum(values: FloatArray, divisor: float, axis: int | None = None) -> FloatArray:
    """`sum(values, axis) / divisor` that overflows only if the quotient does.

    The values are scaled by a power of two, which is exact, so that the largest finite one lies in [0.5, 1).
    """
    magnitudes = np.where(np.isfinite(values), np.abs(values), 0.0)
    exponent = np.frexp(np.max(magnitudes, axis=axis, keepdims=True, initial=0.0))[1]
    scaled = np.sum(np.ldexp(values, -exponent), axis=axis, keepdims=True) / divisor
    return np.asarray(np.squeeze(np.ldexp(scaled, exponent), axis=axis))


def mean_of_last_axis(values: FloatArray) -> FloatArray:
    """The mean over the last axis; infinity stays infinity, and opposite infinities are NaN.

    Raises:
        ValueError: there is no last axis, or it is empty.
    """
    size = last_axis_size(values)
    return quotient_of_sum(values, float(size), axis=-1)


def last_axis_size(values: FloatArray) -> int:
    """The number of entries of the last axis.

    Raises:
        ValueError: there is no last axis, or it is empty.
    """
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError(f"a last axis with at least one entry is needed, not the shape {values.shape}")
    return int(values.shape[-1])
