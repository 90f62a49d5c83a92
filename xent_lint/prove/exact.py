"""What a case should have given, in float64: the loss that was meant, or what the probabilities say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

import stable_ref
from stable_ref.references import REFERENCES
from xent_lint.prove.cases import Case
from xent_lint.prove.sweeps import Part

Floats = NDArray[np.float64]


def _accuracy(part: Part) -> Floats:
    return np.asarray((part.logits[:, 0] > 0.0) == (part.label == 1), dtype=np.float64)


def _found_positive(part: Part) -> Floats:
    """Precision and recall of one sample."""
    return np.asarray((part.logits[:, 0] > 0.0) & (part.label == 1), dtype=np.float64)


def _positive(part: Part) -> Floats:
    return np.asarray(part.logits[:, 0] > 0.0, dtype=np.float64)


READINGS: Final[Mapping[str, Callable[[Part], Floats]]] = {
    "accuracy": _accuracy,
    "found_positive": _found_positive,
    "positive": _positive,
    "sigmoid": lambda part: stable_ref.sigmoid(part.logits)[:, 0],
    "softmax": lambda part: stable_ref.softmax(part.logits)[:, 0],
}
"""What is read from one sample's probabilities."""


def exact(case: Case, part: Part) -> tuple[Floats, Floats | None]:
    """The number of each sample, and of a loss its derivative with respect to the first logit."""
    if case.reference in READINGS:
        return READINGS[case.reference](part), None
    reference = REFERENCES[case.reference]
    values = np.asarray(reference.values(part.labels, part.logits))
    if case.kind != "loss":
        return values, None
    return values, np.asarray(reference.gradients(part.labels, part.logits))[:, 0]


def lookalikes(part: Part) -> dict[str, Floats]:
    """Other losses of the same logits and labels, each with its name in words: one of them may be what was trained."""
    logits, labels = part.logits, part.labels
    binary, categorical = stable_ref.binary_crossentropy, stable_ref.categorical_crossentropy
    found = {
        "binary cross-entropy of the logits": binary(labels, logits),
        "a sigmoid applied twice": binary(labels, stable_ref.sigmoid(logits)),
    }
    if logits.shape[-1] > 1:
        found["categorical cross-entropy of the logits"] = categorical(labels, logits)
        found["a softmax applied twice"] = categorical(labels, stable_ref.softmax(logits))
    return found
