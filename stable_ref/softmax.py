"""Softmax and its logarithm from one shifted view of the logits.

Derivation. With m = max(z) and gaps d_i = m - z_i >= 0,

    log(sum_j exp(z_j)) = m + log(sum_j exp(-d_j)) = m + log1p(r),   r = the sum without one largest entry,
    log softmax_i       = -d_i - log1p(r),
    softmax_i           = exp(-d_i) / (1 + r).

No exponential overflows; the shift is the usual one (Blanchard, Higham, Higham 2021, "Accurately computing the
log-sum-exp and softmax functions", IMA J. Numer. Anal. 41(4)), and so is log1p: the plain logarithm of the sum is 0 as
soon as r < 1.1e-16, although the logarithm of the largest probability is about -r. Two digits more are kept
than usual: the rounding of m - z_i, times up to 745, would be the relative error of its exponential, so it is recovered
(Knuth's two-difference) and multiplied in; and 1 - softmax_i is the sum of the other entries, never a difference.

Infinite logits give the limit, entry by entry, where there is one:

- one +inf is the one-hot limit; a -inf beside a larger entry has probability 0 and log-probability -inf;
- entries that tie at the infinite maximum (two +inf, or all -inf) have no limit: they are NaN. Beside two +inf all
  others still tend to probability 0 and are so;
- a single class has probability 1, whatever its logit;
- NaN in a logit makes its whole slice along the class axis NaN, since every probability depends on it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stable_ref.extended import BoolArray, FloatArray, as_floats

# exp(-746) underflows to 0. Beyond this gap the recovered rounding cannot matter, and near overflow it is NaN.
_LARGEST_GAP_WITH_EFFECT = 800.0


class ShiftedLogits:
    """Logits of one array, shifted by their maximum; the class axis is the last one here."""

    logits: FloatArray
    maximum: FloatArray
    """m, with the class axis kept at size 1. NaN where a slice contains NaN."""
    undetermined: BoolArray
    """Entries that have no limit."""

    @np.errstate(all="ignore")
    def __init__(self, logits: FloatArray) -> None:
        if logits.ndim == 0 or logits.shape[-1] == 0:
            raise ValueError(f"a class axis with at least one entry is needed, not the shape {logits.shape}")
        self.logits = logits
        self.maximum = np.max(logits, axis=-1, keepdims=True)
        self._at_infinity: BoolArray = np.isinf(self.maximum) & (logits == self.maximum)
        self.undetermined = self._at_infinity & (np.sum(self._at_infinity, axis=-1, keepdims=True) > 1)
        # inf - inf is NaN; an entry has no gap to itself.
        self._gap = np.where(self._at_infinity, 0.0, self.maximum - logits)
        self._decay = np.exp(-self._gap) * (1.0 - self._rounding_of_gap())
        others = self._decay.copy()
        np.put_along_axis(others, np.argmax(logits, axis=-1, keepdims=True), 0.0, axis=-1)
        self._rest = np.sum(others, axis=-1, keepdims=True)

    def _rounding_of_gap(self) -> FloatArray:
        """What the rounding took from `maximum - logits`: (m - z) = gap + this, exactly (TwoSum, Knuth 1969)."""
        moved = self._gap - self.maximum
        lost = (self.maximum - (self._gap - moved)) - (self.logits + moved)
        return np.where(self._gap < _LARGEST_GAP_WITH_EFFECT, np.where(self._at_infinity, 0.0, lost), 0.0)

    def half_gaps(self) -> FloatArray:
        """(m - z) / 2, which stays finite for all finite logits."""
        return np.asarray(np.where(self._at_infinity, 0.0, self.maximum * 0.5 - self.logits * 0.5))

    def log_normaliser(self) -> FloatArray:
        """log1p(r), the class axis kept at size 1."""
        return np.asarray(np.log1p(self._rest))

    def log_probabilities(self) -> FloatArray:
        """-d - log1p(r): two numbers of the same sign, nothing cancels."""
        return np.where(self.undetermined, np.nan, -self._gap - self.log_normaliser())

    def probabilities(self) -> FloatArray:
        """exp(-d) / (1 + r)."""
        return np.where(self.undetermined, np.nan, self._decay / (1.0 + self._rest))

    def complements(self) -> FloatArray:
        """1 - softmax, with all digits also where the softmax rounds to 1."""
        probabilities = self.probabilities()
        # Beside two infinite logits the sum of the others is NaN, but the complement of 0 is known.
        return np.where(probabilities == 0.0, 1.0, sum_of_others(probabilities))


def sum_of_others(values: FloatArray) -> FloatArray:
    """For each entry of the last axis the sum of all the other entries, by addition only."""
    before = np.zeros_like(values)
    after = np.zeros_like(values)
    before[..., 1:] = np.cumsum(values[..., :-1], axis=-1)
    after[..., :-1] = np.cumsum(values[..., :0:-1], axis=-1)[..., ::-1]
    return before + after


def _shifted(z: ArrayLike, axis: int) -> ShiftedLogits:
    logits = as_floats(z)
    return ShiftedLogits(np.moveaxis(logits, axis, -1) if logits.ndim else logits)


@np.errstate(all="ignore")
def log_sum_exp(z: ArrayLike, axis: int = -1) -> FloatArray:
    """log(sum(exp(z))) over one axis, in nats.

    Args:
        z: logits, at least one entry along the axis.
        axis: the axis to sum over.

    Returns:
        An array without that axis; inf if any entry is +inf, -inf if all are -inf, NaN if any is NaN.

    Raises:
        ValueError: there is nothing along the axis, or no such axis (`numpy.exceptions.AxisError`).
    """
    shifted = _shifted(z, axis)
    return np.asarray(np.squeeze(shifted.maximum + shifted.log_normaliser(), axis=-1))


@np.errstate(all="ignore")
def softmax(z: ArrayLike, axis: int = -1) -> FloatArray:
    """exp(z) / sum(exp(z)) along one axis: probabilities, in the shape of z. Errors as in `log_sum_exp`."""
    return np.moveaxis(_shifted(z, axis).probabilities(), -1, axis)


@np.errstate(all="ignore")
def log_softmax(z: ArrayLike, axis: int = -1) -> FloatArray:
    """log(softmax(z)) along one axis: nats <= 0, in the shape of z. Errors as in `log_sum_exp`."""
    return np.moveaxis(_shifted(z, axis).log_probabilities(), -1, axis)
