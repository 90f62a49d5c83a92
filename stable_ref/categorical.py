"""Softmax cross-entropy from logits; `softmax.py` has the derivation of the softmax itself.

Derivation. With d = max(z) - z, r as there, and S = sum(labels),

    -sum_i y_i log softmax_i = sum_i y_i d_i + S log1p(r),

which adds only numbers >= 0 for labels >= 0. Its derivative, from d(log softmax_i)/dz_k = [i=k] - softmax_k, is

    S softmax_k - y_k = softmax_k (S - y_k) - y_k (1 - softmax_k).

The right side is what is computed, with S - y_k as the sum of the other labels and 1 - softmax_k as the sum of the
other probabilities: for one-hot labels one of the two products is exactly 0 and the other has all its digits. Note S:
the fused op `tf.nn.softmax_cross_entropy_with_logits` (TensorFlow 2.21) has the gradient softmax - labels instead,
which is the derivative of its own value only for labels that sum to 1.

The policy at the edge: infinite logits give the limit for the given labels, where a label of exactly 0 silences its
term (0 * log 0 = 0); a non-zero label on an entry that has no limit (see `softmax.py`) gives NaN. NaN in a logit or in
a label gives NaN in its sample, values and gradients, and in no other. Labels that are not finite count as NaN. For
labels >= 0, NaN-free logits and no tie at infinity there is no NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stable_ref.extended import BoolArray, FloatArray, as_floats, matched, weighted
from stable_ref.smoothing import smoothed
from stable_ref.softmax import ShiftedLogits, log_softmax, log_sum_exp, softmax, sum_of_others

__all__ = [
    "categorical_crossentropy",
    "categorical_crossentropy_gradient",
    "log_softmax",
    "log_sum_exp",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
    "sparse_categorical_crossentropy",
    "sparse_categorical_crossentropy_gradient",
    "sparse_softmax_cross_entropy",
    "sparse_softmax_cross_entropy_gradient",
]


def classes_last(labels: ArrayLike, logits: ArrayLike, axis: int) -> tuple[FloatArray, ShiftedLogits]:
    """Labels and shifted logits with the class axis moved to the end.

    Raises:
        ValueError: the shapes do not match, or the class axis is missing or empty.
    """
    y, z = matched(labels, logits)
    if z.ndim == 0:
        raise ValueError("logits need a class axis")
    return np.moveaxis(y, axis, -1), ShiftedLogits(np.moveaxis(z, axis, -1))


@np.errstate(all="ignore")
def softmax_cross_entropy(labels: ArrayLike, logits: ArrayLike, axis: int = -1) -> FloatArray:
    """-sum(labels * log_softmax(logits)) over the class axis, in nats.

    Args:
        labels: a weight for each class, usually probabilities; they need not sum to 1. Broadcast to the logits.
        logits: unnormalised log-probabilities.
        axis: the class axis of the logits.

    Returns:
        Losses, in the shape of the logits without the class axis.

    Raises:
        ValueError: the shapes do not match, or there is no class.
    """
    y, shifted = classes_last(labels, logits, axis)
    distances = 2.0 * np.sum(weighted(y, shifted.half_gaps()), axis=-1)
    total = np.sum(y, axis=-1)
    losses = distances + weighted(total, np.squeeze(shifted.log_normaliser(), axis=-1))
    without_limit = np.any(shifted.undetermined & (y != 0.0), axis=-1)
    poisoned = np.isnan(np.squeeze(shifted.maximum, axis=-1))
    return np.where(without_limit | poisoned, np.nan, losses)


@np.errstate(all="ignore")
def softmax_cross_entropy_gradient(labels: ArrayLike, logits: ArrayLike, axis: int = -1) -> FloatArray:
    """The gradient of each `softmax_cross_entropy` with respect to its logits: sum(labels) * softmax - labels.

    Arguments and errors as there.

    Returns:
        An array in the shape of the logits.
    """
    y, shifted = classes_last(labels, logits, axis)
    pull = weighted(sum_of_others(y), shifted.probabilities())
    push = weighted(y, shifted.complements())
    return np.moveaxis(np.where(np.isnan(shifted.maximum), np.nan, pull - push), -1, axis)


def _class_indices(labels: ArrayLike, logits: FloatArray) -> NDArray[np.intp]:
    """Labels as indices, one for each sample.

    Raises:
        ValueError: a label is not a whole number, the shape is not that of the samples, or an index has no class.
    """
    given = np.asarray(labels)
    if not np.all(np.isfinite(given)) or np.any(given != np.floor(given)):
        raise ValueError("class indices must be whole numbers")
    if logits.ndim == 0 or given.shape != logits.shape[:-1]:
        raise ValueError(f"class indices of shape {given.shape} do not fit logits of shape {logits.shape}")
    if np.any((given < 0) | (given >= logits.shape[-1])):
        raise ValueError(f"class indices must lie in [0, {logits.shape[-1]})")
    return given.astype(np.intp)


def _one_hot(indices: NDArray[np.intp], classes: int) -> FloatArray:
    return np.asarray(np.arange(classes) == indices[..., np.newaxis], dtype=np.float64)


def sparse_softmax_cross_entropy(labels: ArrayLike, logits: ArrayLike) -> FloatArray:
    """-log_softmax(logits)[label], in nats: `tf.nn.sparse_softmax_cross_entropy_with_logits`.

    Args:
        labels: class indices, shape `(...)`. Whole numbers in floats are taken, as Keras casts them.
        logits: unnormalised log-probabilities, shape `(..., classes)`.

    Returns:
        Losses, shape `(...)`.

    Raises:
        ValueError: a label is no index of a class (NaN included: an index has no NaN), or the shapes do not fit.
    """
    z = as_floats(logits)
    indices = _class_indices(labels, z)[..., np.newaxis]
    # Not -log_softmax: a loss of 0 shall be +0.
    return np.abs(np.take_along_axis(log_softmax(z), indices, axis=-1)[..., 0])


def sparse_softmax_cross_entropy_gradient(labels: ArrayLike, logits: ArrayLike) -> FloatArray:
    """The gradient of each `sparse_softmax_cross_entropy` with respect to its logits: softmax - one_hot(label).

    Arguments and errors as there; the result has the shape of the logits.
    """
    z = as_floats(logits)
    return softmax_cross_entropy_gradient(_one_hot(_class_indices(labels, z), z.shape[-1]), z)


def smoothed_one_hot(y_true: ArrayLike, logits: ArrayLike, label_smoothing: float) -> FloatArray:
    """Labels y*(1-s) + s/n with n the size of the *last* axis, also where the class axis is another: Keras does so.

    Raises:
        ValueError: the shapes do not match, there is no last axis, or the smoothing does not lie in [0, 1].
    """
    y, z = matched(y_true, logits)
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(f"logits need a class axis with at least one entry, not the shape {z.shape}")
    return smoothed(y, label_smoothing, z.shape[-1])


def categorical_crossentropy(
    y_true: ArrayLike, logits: ArrayLike, *, label_smoothing: float = 0.0, axis: int = -1
) -> FloatArray:
    """`keras.losses.categorical_crossentropy(y_true, logits, from_logits=True)` (Keras 3.15.1).

    Args:
        y_true: a probability for each class, broadcast to the logits.
        logits: unnormalised log-probabilities.
        label_smoothing: s in [0, 1]; see `smoothed_one_hot`.
        axis: the class axis.

    Returns:
        The loss of each sample in nats, in the shape of the logits without the class axis.

    Raises:
        ValueError: the shapes do not match, there is no class, or the smoothing does not lie in [0, 1].
    """
    return softmax_cross_entropy(smoothed_one_hot(y_true, logits, label_smoothing), logits, axis)


def categorical_crossentropy_gradient(
    y_true: ArrayLike, logits: ArrayLike, *, label_smoothing: float = 0.0, axis: int = -1
) -> FloatArray:
    """The gradient of each sample's `categorical_crossentropy` with respect to its logits, in their shape."""
    return softmax_cross_entropy_gradient(smoothed_one_hot(y_true, logits, label_smoothing), logits, axis)


def _without_ignored(
    y_true: ArrayLike, logits: ArrayLike, ignore_class: int | None
) -> tuple[NDArray[np.generic], FloatArray, BoolArray]:
    """Labels in the shape of the samples, with a harmless class where they are ignored; the logits; what counts."""
    z = as_floats(logits)
    labels = np.asarray(y_true)
    if labels.ndim == z.ndim and labels.ndim > 0 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    counted = np.ones(labels.shape, np.bool_) if ignore_class is None else np.asarray(labels != ignore_class)
    return np.where(counted, labels, 0), z, counted


def sparse_categorical_crossentropy(
    y_true: ArrayLike, logits: ArrayLike, *, ignore_class: int | None = None
) -> FloatArray:
    """`keras.losses.sparse_categorical_crossentropy(y_true, logits, from_logits=True)` (Keras 3.15.1).

    Args:
        y_true: class indices, shape `(...)` or `(..., 1)`.
        logits: unnormalised log-probabilities, shape `(..., classes)`.
        ignore_class: samples with this label have loss 0, whatever their logits (NaN too). Keras attaches a mask
            besides, so that its means divide by the others only: give `y_true != ignore_class` as `mask` to `reduce`.

    Returns:
        The loss of each sample in nats, shape `(...)`.

    Raises:
        ValueError: a label is neither ignored nor an index of a class, or the shapes do not fit.
    """
    labels, z, counted = _without_ignored(y_true, logits, ignore_class)
    return np.where(counted, sparse_softmax_cross_entropy(labels, z), 0.0)


def sparse_categorical_crossentropy_gradient(
    y_true: ArrayLike, logits: ArrayLike, *, ignore_class: int | None = None
) -> FloatArray:
    """The gradient of each sample's `sparse_categorical_crossentropy` with respect to its logits, in their shape."""
    labels, z, counted = _without_ignored(y_true, logits, ignore_class)
    return np.where(counted[..., np.newaxis], sparse_softmax_cross_entropy_gradient(labels, z), 0.0)
