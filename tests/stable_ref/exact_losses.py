"""The losses by their plain definitions, in mpmath with so many digits that no rearrangement is needed.

The smallest exponential a float64 holds is exp(-745), about 1e-324. With 400 digits `1 + exp(-745)` keeps more than 50
digits of the small part (smaller parts are 0 in float64), so the textbook formulas are good to 50 digits and share
nothing with the code under test. mpmath's exponents are unbounded: nothing over- or underflows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import mpmath
import numpy as np

from stable_ref.extended import FloatArray

# mpmath has no type annotations.
Number = Any

DIGITS = 400

_STEPS = (5e-324, 2.3e-308, 1e-300, 1e-17, 1e-8, 1e-3, 0.5, 1.0, 4.7, 17.0, 36.75, 41.3, 99.9, 708.5)
_FAR = (744.4, 745.2, 801.7, 1e5, 1e16, 1e100, 1e300, 1e308, sys.float_info.max)
LOGITS = (0.0, -0.0, *(sign * size for size in (*_STEPS, *_FAR) for sign in (1.0, -1.0)))
LABELS = (0.0, 5e-324, 1e-17, 1e-3, 0.05, 0.3, 0.5, 0.7, 0.95, 1.0 - 2.0**-53, 1.0)


@contextmanager
def many_digits() -> Iterator[None]:
    """All arithmetic inside is exact for our purposes."""
    with mpmath.workdps(DIGITS):
        yield


@cache
def _sigmoid(z: Number, digits: int) -> Number:
    with mpmath.workdps(digits):
        return 1 / (1 + mpmath.exp(-z))


@cache
def _log_sigmoid(z: Number, digits: int) -> Number:
    with mpmath.workdps(digits):
        return mpmath.log(_sigmoid(z, digits))


def sigmoid(z: Number) -> Number:
    """1 / (1 + exp(-z))."""
    return _sigmoid(z, mpmath.mp.dps)


def log_sigmoid(z: Number) -> Number:
    """log(1 / (1 + exp(-z)))."""
    return _log_sigmoid(z, mpmath.mp.dps)


def binary_masses(label: float, smoothing: float = 0.0) -> tuple[Number, Number]:
    """The smoothed label and what it lacks to 1."""
    positive = mpmath.mpf(label) * (1 - mpmath.mpf(smoothing)) + mpmath.mpf(smoothing) / 2
    return positive, 1 - positive


def binary_loss(masses: tuple[Number, Number], z: Number) -> Number:
    """The cross-entropy of two masses."""
    positive, negative = masses
    return -positive * log_sigmoid(z) - negative * log_sigmoid(-z)


def binary_focal_loss(masses: tuple[Number, Number], z: Number, gamma: float) -> Number:
    """(1 - p_t)^gamma times the cross-entropy."""
    positive, negative = masses
    p_t = positive * sigmoid(z) + negative * sigmoid(-z)
    return (1 - p_t) ** mpmath.mpf(gamma) * binary_loss(masses, z)


def softmax(logits: Sequence[Number]) -> list[Number]:
    """exp(z) / sum(exp(z))."""
    exponentials = [mpmath.exp(z) for z in logits]
    total = mpmath.fsum(exponentials)
    return [value / total for value in exponentials]


def categorical_loss(labels: Sequence[Number], logits: Sequence[Number]) -> Number:
    """-sum(y * log(softmax(z)))."""
    return -mpmath.fsum(y * mpmath.log(p) for y, p in zip(labels, softmax(logits), strict=True))


def categorical_gradient(labels: Sequence[Number], logits: Sequence[Number]) -> list[Number]:
    """sum(y) * softmax(z) - y."""
    total = mpmath.fsum(labels)
    return [total * p - y for y, p in zip(labels, softmax(logits), strict=True)]


def categorical_focal_loss(labels: Sequence[Number], logits: Sequence[Number], alpha: float, gamma: float) -> Number:
    """sum(alpha * (1 - p)^gamma * y * -log(p))."""
    return -mpmath.fsum(
        mpmath.mpf(alpha) * (1 - p) ** mpmath.mpf(gamma) * y * mpmath.log(p)
        for y, p in zip(labels, softmax(logits), strict=True)
    )


def exactly(values: Sequence[float]) -> list[Number]:
    """Floats as mpmath numbers, without rounding."""
    return [mpmath.mpf(value) for value in values]


def slope(function: Any, at: Sequence[float], index: int) -> Number:
    """The numerical partial derivative of a function of a list, good to 20 digits."""
    with mpmath.workdps(60):
        point = exactly(at)

        def moved(z: Number) -> Number:
            return function([*point[:index], z, *point[index + 1 :]])

        return mpmath.diff(moved, point[index], h=mpmath.mpf(10) ** -25)


def ulps(got: float | FloatArray, exact: Number, scale: Number | None = None) -> float:
    """The error in units in the last place of the exact value, or of a larger scale where terms of that size cancel.

    Beyond the largest float64 only infinity is right.
    """
    largest, value = sys.float_info.max, float(got)
    with many_digits():
        # From half a unit beyond the largest float64 on, rounding gives infinity.
        if abs(exact) >= mpmath.mpf(largest) + mpmath.mpf(2) ** 970:
            return 0.0 if np.isinf(value) and (value > 0) == (exact > 0) else float("inf")
        if not np.isfinite(value):
            return float("inf")
        size = min(abs(exact if scale is None else scale), mpmath.mpf(largest))
        # The unit of the largest binade is that of the number before the largest: spacing(max) itself overflows.
        unit = np.spacing(min(float(size), float(np.nextafter(largest, 0.0))))
        return float(abs(mpmath.mpf(value) - exact) / mpmath.mpf(float(unit)))
