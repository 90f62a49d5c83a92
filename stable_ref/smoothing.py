"""Label smoothing (Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision", section 7)."""

from __future__ import annotations

import math

from stable_ref.extended import FloatArray


def checked_smoothing(label_smoothing: float) -> float:
    """The smoothing, if it is one.

    Raises:
        ValueError: it does not lie in [0, 1].
    """
    if not (math.isfinite(label_smoothing) and 0.0 <= label_smoothing <= 1.0):
        raise ValueError(f"label_smoothing must lie in [0, 1], not {label_smoothing}")
    return float(label_smoothing)


def smoothed(labels: FloatArray, label_smoothing: float, classes: int) -> FloatArray:
    """`labels * (1 - s) + s / classes`, Keras' formula (3.15.1, `losses.py`); with two classes it is the binary one."""
    s = checked_smoothing(label_smoothing)
    return labels * (1.0 - s) + s / classes
