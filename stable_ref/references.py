"""What a program's loss should have been, by name.

A reference gives the value of each sample from the true logits, and its gradient with respect to those logits, in
float64. The cross-entropies come from `stable_ref.binary`, `categorical` and `focal`. The few other losses that clean
fixtures use (regression, hinge, overlap, divergence, CTC) are written here in their plain form, which float64 carries
at the moderate logits they are measured at; their gradients are central differences.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from stable_ref import binary, categorical, focal

Array: TypeAlias = NDArray[np.float64]
OfLogits: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class Reference:
    """A loss of (labels, logits): one value a sample, and the gradient of each value with respect to its own logits."""

    values: OfLogits
    gradients: OfLogits


def _numeric(values: OfLogits) -> OfLogits:
    """The gradient of the summed values, one logit at a time; its error is near 1e-9 for losses of moderate size."""

    def gradients(labels: Array, logits: Array, **options: Any) -> Array:
        step = 1e-5
        result = np.zeros_like(logits)
        for index in np.ndindex(logits.shape):
            shifted = np.zeros_like(logits)
            shifted[index] = step
            above = np.sum(values(labels, logits + shifted, **options))
            below = np.sum(values(labels, logits - shifted, **options))
            result[index] = (above - below) / (2 * step)
        return result

    return gradients


def _squared_error(labels: Array, logits: Array) -> Array:
    return np.asarray(np.mean((logits - labels) ** 2, axis=-1))


def _squared_error_of_sigmoid(labels: Array, logits: Array) -> Array:
    return _squared_error(labels, binary.sigmoid(logits))


def _hinge_of_tanh(labels: Array, logits: Array) -> Array:
    """Labels are -1 and 1. Smooth, since a tanh never reaches the corner."""
    return np.asarray(np.mean(np.maximum(0.0, 1.0 - labels * np.tanh(logits)), axis=-1))


def _divergence_of_softmax(labels: Array, logits: Array) -> Array:
    inside = np.where(labels > 0, labels, 1.0)
    return np.asarray(np.sum(labels * (np.log(inside) - np.log(categorical.softmax(logits))), axis=-1))


def _entropy_of_softmax(labels: Array, logits: Array) -> Array:
    """The labels are not asked: the distribution is its own label, and the gradient flows through both."""
    return np.asarray(-np.sum(categorical.softmax(logits) * categorical.log_softmax(logits), axis=-1))


def _dice_of_sigmoid(labels: Array, logits: Array) -> Array:
    """One value for the whole batch: the overlap is counted over all samples together."""
    probabilities = binary.sigmoid(logits)
    overlap = np.sum(labels * probabilities)
    return np.asarray(1.0 - 2.0 * overlap / (np.sum(labels) + np.sum(probabilities)))


def _ctc_of_softmax(labels: Array, logits: Array, blank: int) -> Array:
    """Connectionist temporal classification by its definition: sum over every path that collapses to the labels.

    There are classes ** frames paths, so this is for a handful of frames.
    """
    frames, classes = logits.shape[1:]
    probabilities = categorical.softmax(logits)
    result = []
    for sample, wanted in zip(probabilities, labels, strict=True):
        total = 0.0
        for path in itertools.product(range(classes), repeat=frames):
            collapsed = [symbol for symbol, _ in itertools.groupby(path) if symbol != blank]
            if collapsed == [int(symbol) for symbol in wanted]:
                total += float(np.prod([sample[frame, symbol] for frame, symbol in enumerate(path)]))
        result.append(-np.log(total))
    return np.asarray(result)


REFERENCES: Mapping[str, Reference] = {
    "binary": Reference(binary.binary_crossentropy, binary.binary_crossentropy_gradient),
    "binary_elementwise": Reference(binary.sigmoid_cross_entropy, binary.sigmoid_cross_entropy_gradient),
    "categorical": Reference(categorical.categorical_crossentropy, categorical.categorical_crossentropy_gradient),
    "sparse_categorical": Reference(
        categorical.sparse_categorical_crossentropy, categorical.sparse_categorical_crossentropy_gradient
    ),
    "binary_focal": Reference(focal.binary_focal_crossentropy, focal.binary_focal_crossentropy_gradient),
    "categorical_focal": Reference(focal.categorical_focal_crossentropy, focal.categorical_focal_crossentropy_gradient),
    "squared_error": Reference(_squared_error, _numeric(_squared_error)),
    "squared_error_of_sigmoid": Reference(_squared_error_of_sigmoid, _numeric(_squared_error_of_sigmoid)),
    "hinge_of_tanh": Reference(_hinge_of_tanh, _numeric(_hinge_of_tanh)),
    "divergence_of_softmax": Reference(_divergence_of_softmax, _numeric(_divergence_of_softmax)),
    "entropy_of_softmax": Reference(_entropy_of_softmax, _numeric(_entropy_of_softmax)),
    "dice_of_sigmoid": Reference(_dice_of_sigmoid, _numeric(_dice_of_sigmoid)),
    "ctc_of_softmax": Reference(_ctc_of_softmax, _numeric(_ctc_of_softmax)),
}


def find(name: str, options: Mapping[str, Any]) -> Reference:
    """The reference of that name with its options (label_smoothing, gamma, ...) already given."""
    found = REFERENCES[name]
    return Reference(partial(found.values, **options), partial(found.gradients, **options))


def fit_labels(name: str, labels: Array, logits: Array) -> Array:
    """Labels in the rank the reference expects: Keras adds or drops a last axis of one by itself."""
    if name == "sparse_categorical":
        return labels[..., 0] if labels.ndim == logits.ndim and labels.shape[-1] == 1 else labels
    if name == "ctc_of_softmax":
        return labels
    return labels[..., np.newaxis] if labels.ndim == logits.ndim - 1 else labels
