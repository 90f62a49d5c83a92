"""Focal cross-entropies from logits (Lin et al. 2017, "Focal Loss for Dense Object Detection"), as Keras defines them.

Keras 3.15.1 computes both from probabilities clipped to [1e-7, 1 - 1e-7], also with `from_logits=True`; the functions
here have no clip, so they agree with Keras only where its clip does not bite (and are what it approximates elsewhere).

Binary, with s = sigmoid(z), loss b of `binary.py` and masses y, 1-y:

    m = 1 - p_t = y s(-z) + (1-y) s(z)                          a sum of numbers >= 0, no 1 - p_t is formed
    value = w m^g b,   w = y alpha + (1-y)(1-alpha) or 1
    d/dz  = w m^g (g b m'/m + b'),   m' = (1-2y) s(z) s(-z)

m'/m is 0/0 at the end where both vanish. With e = exp(-|z|), `near` the mass on the side of z and `far` the other,
m = (near e + far) / (1+e) and s(z) s(-z) = e / (1+e)^2, so that m'/m = (1-2y) / ((1+e) (near + far/e)).

Categorical, with p = softmax(z), q = 1-p and l = -log p:

    value = sum_i a_i y_i q_i^g l_i,    that is softmax_cross_entropy of the weights a y q^g
    d value / d log p_i = -a_i y_i q_i^g (1 + g p_i l_i / q_i) = -v_i
    d/dz_k = p_k sum_i v_i - v_k,       that is the gradient of softmax_cross_entropy with v for labels

where p l / q tends to 1 for q -> 0, since l = -log(1-q), so that v_i then is 0 unless g is.

Infinities, ties and NaN: as in `binary.py` and `categorical.py`. A label outside [0, 1] can make m negative, and a
negative m has no real power for a fractional gamma: NaN.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from stable_ref.binary import BinaryTargets, binary_targets, elementwise_gradient, elementwise_loss, sigmoid
from stable_ref.categorical import (
    classes_last,
    smoothed_one_hot,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)
from stable_ref.extended import FloatArray, as_floats, last_axis_size, mean_of_last_axis, weighted


def _checked_gamma(gamma: float) -> float:
    if not (math.isfinite(gamma) and gamma >= 0.0):
        raise ValueError(f"gamma must be a number >= 0, not {gamma}")
    return float(gamma)


def _checked_alpha(alpha: ArrayLike) -> FloatArray:
    weights = as_floats(alpha)
    if not np.all(np.isfinite(weights)):
        raise ValueError("alpha must be finite")
    return weights


def _missed_mass(targets: BinaryTargets) -> FloatArray:
    """m = 1 - p_t."""
    positive, negative, z = targets
    return positive * sigmoid(-z) + negative * sigmoid(z)


def _class_weight(targets: BinaryTargets, apply_class_balancing: bool, alpha: float) -> FloatArray:
    balance = _checked_alpha(alpha)
    if not apply_class_balancing:
        return np.ones_like(targets.logits)
    return targets.positive * balance + targets.negative * (1.0 - balance)


def _relative_slope_of_missed_mass(targets: BinaryTargets) -> FloatArray:
    """m'/m, finite for all logits."""
    positive, negative, z = targets
    decay = np.exp(-np.abs(z))
    near, far = np.where(z >= 0.0, positive, negative), np.where(z >= 0.0, negative, positive)
    return np.asarray((negative - positive) / ((1.0 + decay) * (near + weighted(far, 1.0 / decay))))


@np.errstate(all="ignore")
def binary_focal_crossentropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    apply_class_balancing: bool = False,
    alpha: float = 0.25,
    gamma: float = 2.0,
    label_smoothing: float = 0.0,
) -> FloatArray:
    """`keras.losses.binary_focal_crossentropy(..., from_logits=True)` without its clip: the mean over the last axis.

    Args:
        y_true: labels, broadcast to the shape of the logits.
        logits: log-odds, shape `(..., k)`.
        apply_class_balancing: whether entries are weighted with alpha (label 1) and 1 - alpha (label 0).
        alpha: that weight.
        gamma: the focusing exponent, >= 0; with 0 this is `binary_crossentropy`.
        label_smoothing: s in [0, 1]; labels become y*(1-s) + s/2.

    Returns:
        The loss of each sample in nats, shape `(...)`.

    Raises:
        ValueError: the shapes do not match, the last axis is missing or empty, or a parameter is out of range.
    """
    targets = binary_targets(y_true, logits, label_smoothing)
    loss = elementwise_loss(targets)
    modulated = np.power(_missed_mass(targets), _checked_gamma(gamma)) * loss
    # Where the loss is infinite the missed mass is not 0, even if its power underflows to 0.
    modulated = np.where(np.isinf(loss), loss, modulated)
    weight = _class_weight(targets, apply_class_balancing, alpha)
    # A weight of 0 silences an infinite loss, but not NaN.
    return mean_of_last_axis(np.where(np.isnan(modulated), modulated, weighted(weight, modulated)))


@np.errstate(all="ignore")
def binary_focal_crossentropy_gradient(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    apply_class_balancing: bool = False,
    alpha: float = 0.25,
    gamma: float = 2.0,
    label_smoothing: float = 0.0,
) -> FloatArray:
    """The gradient of each sample's `binary_focal_crossentropy` with respect to its logits, in their shape.

    Arguments and errors as there.
    """
    targets = binary_targets(y_true, logits, label_smoothing)
    focus = _checked_gamma(gamma)
    slope = weighted(focus * _relative_slope_of_missed_mass(targets), elementwise_loss(targets))
    modulation = np.power(_missed_mass(targets), focus)
    derivative = modulation * (slope + elementwise_gradient(targets))
    weight = _class_weight(targets, apply_class_balancing, alpha)
    return np.asarray(weight * derivative / last_axis_size(targets.logits))


@np.errstate(all="ignore")
def _focal_weights(labels: FloatArray, logits: ArrayLike, alpha: ArrayLike, gamma: float, axis: int) -> FloatArray:
    """a y q^g, in the shape of the logits."""
    _, shifted = classes_last(labels, logits, axis)
    modulation = np.power(np.moveaxis(shifted.complements(), -1, axis), _checked_gamma(gamma))
    return weighted(_checked_alpha(alpha) * labels, modulation)


@np.errstate(all="ignore")
def _relative_focus(logits: ArrayLike, labels: FloatArray, gamma: float, axis: int) -> FloatArray:
    """1 + g p l / q, in the shape of the logits."""
    _, shifted = classes_last(labels, logits, axis)
    missed = shifted.complements()
    surprise = weighted(shifted.probabilities(), -shifted.log_probabilities())
    # 0/0 where nothing is missed is harmless: there the weight q^g of the class, or gamma, is 0.
    return 1.0 + weighted(gamma, np.moveaxis(surprise / missed, -1, axis))


def categorical_focal_crossentropy(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    alpha: ArrayLike = 0.25,
    gamma: float = 2.0,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> FloatArray:
    """`keras.losses.categorical_focal_crossentropy(..., from_logits=True)` without its clip.

    Args:
        y_true: a probability for each class, broadcast to the logits.
        logits: unnormalised log-probabilities.
        alpha: a weight for all classes, or one for each; broadcast to the logits from the last axis, as Keras does.
        gamma: the focusing exponent, >= 0; with 0 this is alpha times `categorical_crossentropy`.
        label_smoothing: s in [0, 1]; labels become y*(1-s) + s/n, n the size of the last axis.
        axis: the class axis.

    Returns:
        The loss of each sample in nats, in the shape of the logits without the class axis.

    Raises:
        ValueError: the shapes do not match, there is no class, or a parameter is out of range.
    """
    labels = smoothed_one_hot(y_true, logits, label_smoothing)
    return softmax_cross_entropy(_focal_weights(labels, logits, alpha, gamma, axis), logits, axis)


@np.errstate(all="ignore")
def categorical_focal_crossentropy_gradient(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    alpha: ArrayLike = 0.25,
    gamma: float = 2.0,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> FloatArray:
    """The gradient of each sample's `categorical_focal_crossentropy` with respect to its logits, in their shape.

    Arguments and errors as there.
    """
    labels = smoothed_one_hot(y_true, logits, label_smoothing)
    weights = _focal_weights(labels, logits, alpha, gamma, axis)
    return softmax_cross_entropy_gradient(weighted(weights, _relative_focus(logits, labels, gamma, axis)), logits, axis)
