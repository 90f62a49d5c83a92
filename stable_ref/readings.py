"""What may be read from a model's output, by name: probabilities, decisions, metrics, from the true logits in float64.

A reading is a function of (logits, labels). Beside each stands a `confused` version: what comes out where the mistake
is made that the reading is there to show. Data on which the two agree cannot tell right from wrong, and the harness
refuses it (`stable_ref.consumers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from stable_ref import binary, categorical
from stable_ref.references import Array

OfLogits: TypeAlias = Callable[..., Any]

MAPS: Mapping[str, OfLogits] = {
    "sigmoid": binary.sigmoid,
    "log_sigmoid": binary.log_sigmoid,
    "softplus": lambda logits: -binary.log_sigmoid(-logits),
    "softmax": categorical.softmax,
    "log_softmax": categorical.log_softmax,
    "log_sum_exp": categorical.log_sum_exp,
}


@dataclass(frozen=True)
class Reading:
    """A reading of (logits, labels), and the same with the mistake in it."""

    right: OfLogits
    confused: OfLogits


def _positive(logits: Array, labels: Array) -> Array:
    return np.asarray(logits > 0.0, dtype=np.float64)


def _argmax(logits: Array, labels: Array) -> Array:
    return np.asarray(np.argmax(logits, axis=-1), dtype=np.float64)


def _class_indices(logits: Array, labels: Array) -> Array:
    """Labels as indices, whether they are one-hot or indices with or without a last axis."""
    if labels.shape == logits.shape and logits.shape[-1] > 1:
        return np.asarray(np.argmax(labels, axis=-1), dtype=np.float64)
    return labels.reshape(logits.shape[:-1])


def _accuracy(logits: Array, labels: Array) -> Array:
    return np.asarray(np.mean(_positive(logits, labels) == labels.reshape(logits.shape)))


def _argmax_accuracy(logits: Array, labels: Array) -> Array:
    return np.asarray(np.mean(_argmax(logits, labels) == _class_indices(logits, labels)))


def _counts(logits: Array, labels: Array) -> dict[tuple[bool, bool], float]:
    """(label, prediction) -> how many."""
    truth, found = labels.reshape(logits.shape) > 0.5, logits > 0.0
    return {(t, f): float(np.sum((truth == t) & (found == f))) for t in (False, True) for f in (False, True)}


def _true_positives(logits: Array, labels: Array) -> Array:
    return np.asarray(_counts(logits, labels)[True, True])


def _false_positives(logits: Array, labels: Array) -> Array:
    return np.asarray(_counts(logits, labels)[False, True])


def _false_negatives(logits: Array, labels: Array) -> Array:
    return np.asarray(_counts(logits, labels)[True, False])


def _precision(logits: Array, labels: Array) -> Array:
    return np.asarray(_true_positives(logits, labels) / np.maximum(np.sum(logits > 0.0), 1))


def _recall(logits: Array, labels: Array) -> Array:
    return np.asarray(_true_positives(logits, labels) / np.maximum(np.sum(labels > 0.5), 1))


def _f1(logits: Array, labels: Array) -> Array:
    """Of one unit, or the mean over the units (macro)."""
    truth, found = labels.reshape(logits.shape) > 0.5, logits > 0.0
    hits = np.sum(truth & found, axis=0)
    return np.asarray(np.mean(2.0 * hits / np.maximum(np.sum(truth, axis=0) + np.sum(found, axis=0), 1)))


def _intersection_over_union(logits: Array, labels: Array) -> Array:
    """The mean over the two classes."""
    counts = _counts(logits, labels)
    wrong = counts[True, False] + counts[False, True]
    return np.asarray(np.mean([counts[c, c] / (counts[c, c] + wrong) for c in (False, True)]))


def _area_under_curve(logits: Array, labels: Array) -> Array:
    """The share of (positive, negative) pairs in the right order, by definition. Keras' 200 thresholds give the same
    as long as no pair shares a bucket of probabilities, 0.005 wide."""
    flat, truth = logits.ravel(), labels.ravel() > 0.5
    gaps = flat[truth][:, np.newaxis] - flat[~truth][np.newaxis, :]
    return np.asarray(np.mean((gaps > 0.0) + 0.5 * (gaps == 0.0)))


def _binary_loss(logits: Array, labels: Array) -> Array:
    return np.asarray(np.mean(binary.sigmoid_cross_entropy(labels.reshape(logits.shape), logits)))


def _categorical_loss(logits: Array, labels: Array) -> Array:
    indices = _class_indices(logits, labels)
    return np.asarray(np.mean(categorical.sparse_categorical_crossentropy(indices, logits)))


def _at_half(reading: OfLogits) -> Reading:
    """A decision: confused, it compares logits with 0.5."""
    return Reading(reading, lambda logits, labels: reading(logits - 0.5, labels))


def _activated(activation: OfLogits, before: OfLogits | None = None) -> Reading:
    """Probabilities: confused, they are activated twice."""
    first = before or activation
    return Reading(lambda logits, labels: activation(logits), lambda logits, labels: activation(first(logits)))


def _clipped(reading: OfLogits) -> Reading:
    """A metric on probabilities: confused, it takes the clipped logits for them."""

    def confused(logits: Array, labels: Array) -> Any:
        inside = np.clip(logits, 1e-7, 1.0 - 1e-7)
        return reading(np.log(inside) - np.log1p(-inside), labels)

    return Reading(reading, confused)


READINGS: Mapping[str, Reading] = {
    "sigmoid": _activated(binary.sigmoid),
    "softmax": _activated(categorical.softmax),
    "log_softmax": _activated(categorical.log_softmax, categorical.softmax),
    "positive": _at_half(_positive),
    "argmax": Reading(_argmax, lambda logits, labels: _argmax(-logits, labels)),
    "accuracy": _at_half(_accuracy),
    "argmax_accuracy": Reading(_argmax_accuracy, lambda logits, labels: _argmax_accuracy(-logits, labels)),
    "true_positives": _at_half(_true_positives),
    "false_positives": _at_half(_false_positives),
    "false_negatives": _at_half(_false_negatives),
    "precision": _at_half(_precision),
    "recall": _at_half(_recall),
    "f1": _at_half(_f1),
    "intersection_over_union": _at_half(_intersection_over_union),
    "area_under_curve": _clipped(_area_under_curve),
    "binary_loss": _clipped(_binary_loss),
    "categorical_loss": _clipped(_categorical_loss),
    # of regressions, whose output is no logit: here the mistake would be to take it for one
    "above_half": Reading(
        lambda output, labels: _positive(output - 0.5, labels), lambda output, labels: _positive(output, labels)
    ),
    "rounded": Reading(lambda output, labels: np.round(output), lambda output, labels: np.asarray(output > 0.0)),
    "output": Reading(lambda output, labels: output, lambda output, labels: binary.sigmoid(output)),
}
