"""Sigmoid cross-entropy from logits.

Derivation. With s(z) = 1 / (1 + exp(-z)), the loss of a label y at a logit z is

    -y*log(s(z)) - (1-y)*log(s(-z))
      = y*log(1 + exp(-z)) + (1-y)*log(1 + exp(z))          since 1 - s(z) = s(-z)
      = y*log(1 + exp(-z)) + (1-y)*(z + log(1 + exp(-z)))   since log(1 + exp(z)) = z + log(1 + exp(-z))
      = z - z*y + log(1 + exp(-z)).

The exponential overflows for z << 0, so the same is done there with exp(z), which gives -z*y + log(1 + exp(z)). Both
lines in one:

    max(z, 0) - z*y + log1p(exp(-|z|))

as in `tf.nn.sigmoid_cross_entropy_with_logits` (TensorFlow 2.21, `nn_impl.py`), whose derivation this is.
Here the first two terms are not subtracted from each other: they are z*(1-y) for z >= 0 and |z|*y for z < 0. For labels
in [0, 1] only numbers >= 0 are added, hence no digit cancels. Its derivative s(z) - y is written (1-y) - s(-z) for
z >= 0, because s(z) rounds to 1 from z = 37 on while s(-z) keeps all its digits.

The policy at the edge, everywhere in this module:

- Infinite logits give the limit for the given label: (y=1, z=+inf) is 0, (y=0, z=+inf) and (y=0.5, z=+inf) are inf.
- NaN in a logit or a label gives NaN in that entry (or in the sample whose mean it enters) and nowhere else.
- A label that is not finite has no meaning and counts as NaN.
- Labels in [0, 1] and logits without NaN never give NaN. Labels outside are computed by the same formula; opposite
  infinities (an overflow with labels on both sides of [0, 1]) then have no mean, which is NaN.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stable_ref.extended import FloatArray, as_floats, last_axis_size, matched, mean_of_last_axis, weighted
from stable_ref.smoothing import smoothed


class BinaryTargets(NamedTuple):
    """Labels as two masses. Both are kept, because `1 - positive` loses the digits of a small smoothing."""

    positive: FloatArray
    """y, the mass of the class that `s(z)` is the probability of."""
    negative: FloatArray
    """1 - y."""
    logits: FloatArray


def binary_targets(labels: ArrayLike, logits: ArrayLike, label_smoothing: float = 0.0) -> BinaryTargets:
    """Labels, smoothed, as masses of the same shape as the logits.

    Raises:
        ValueError: the shapes do not match, or the smoothing does not lie in [0, 1].
    """
    y, z = matched(labels, logits)
    return BinaryTargets(smoothed(y, label_smoothing, 2), smoothed(1.0 - y, label_smoothing, 2), z)


@np.errstate(all="ignore")
def sigmoid(z: ArrayLike) -> FloatArray:
    """The logistic function 1 / (1 + exp(-z)), elementwise; only exp of numbers <= 0 is taken.

    Args:
        z: logits (log-odds), any shape.

    Returns:
        Probabilities of the same shape; 0 at -inf, 1 at +inf, NaN at NaN.
    """
    logits = as_floats(z)
    decay = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits < 0.0, decay, 1.0) / (1.0 + decay))


@np.errstate(all="ignore")
def log_sigmoid(z: ArrayLike) -> FloatArray:
    """log(sigmoid(z)) = min(z, 0) - log1p(exp(-|z|)), elementwise, in nats.

    Args:
        z: logits, any shape.

    Returns:
        Numbers <= 0 of the same shape; -inf at -inf, 0 at +inf, NaN at NaN.
    """
    logits = as_floats(z)
    return np.asarray(np.minimum(logits, 0.0) - np.log1p(np.exp(-np.abs(logits))))


@np.errstate(all="ignore")
def elementwise_loss(targets: BinaryTargets) -> FloatArray:
    """The module's loss, for masses that add up to 1."""
    positive, negative, z = targets
    wrong_side = weighted(np.where(z >= 0.0, negative, positive), np.abs(z))
    return np.asarray(wrong_side + np.log1p(np.exp(-np.abs(z))))


@np.errstate(all="ignore")
def elementwise_gradient(targets: BinaryTargets) -> FloatArray:
    """The derivative of `elementwise_loss` with respect to the logits."""
    positive, negative, z = targets
    return np.asarray(np.where(z >= 0.0, negative - sigmoid(-z), sigmoid(z) - positive))


def sigmoid_cross_entropy(labels: ArrayLike, logits: ArrayLike) -> FloatArray:
    """The loss of each entry, in nats: `tf.nn.sigmoid_cross_entropy_with_logits`.

    Args:
        labels: probabilities of the positive class, broadcast to the shape of the logits.
        logits: log-odds of the positive class, any shape.

    Returns:
        Losses, in the shape of the logits.

    Raises:
        ValueError: the labels do not broadcast to the shape of the logits.
    """
    return elementwise_loss(binary_targets(labels, logits))


def sigmoid_cross_entropy_gradient(labels: ArrayLike, logits: ArrayLike) -> FloatArray:
    """d/dz of `sigmoid_cross_entropy`, which is sigmoid(z) - y, elementwise. Arguments, shapes and errors as there."""
    return elementwise_gradient(binary_targets(labels, logits))


def binary_crossentropy(y_true: ArrayLike, logits: ArrayLike, *, label_smoothing: float = 0.0) -> FloatArray:
    """`keras.losses.binary_crossentropy(y_true, logits, from_logits=True)` (Keras 3.15.1): the mean over the last axis.

    Args:
        y_true: labels, broadcast to the shape of the logits.
        logits: log-odds, shape `(..., k)`.
        label_smoothing: s in [0, 1]; labels become y*(1-s) + s/2.

    Returns:
        The loss of each sample in nats, shape `(...)`.

    Raises:
        ValueError: the shapes do not match, the last axis is missing or empty, or the smoothing is none.
    """
    return mean_of_last_axis(elementwise_loss(binary_targets(y_true, logits, label_smoothing)))


@np.errstate(all="ignore")
def binary_crossentropy_gradient(y_true: ArrayLike, logits: ArrayLike, *, label_smoothing: float = 0.0) -> FloatArray:
    """The gradient of each sample's `binary_crossentropy` with respect to its own logits: (sigmoid(z) - y) / k.

    Arguments and errors as there.

    Returns:
        An array in the shape of the logits.
    """
    targets = binary_targets(y_true, logits, label_smoothing)
    return np.asarray(elementwise_gradient(targets) / last_axis_size(targets.logits))
