"""The samples of a case: logits and labels, curve by curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xent_lint.prove.cases import Case

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """The samples of one curve: logits and labels of shape (samples, units); `side` and `label` as in `Curve`."""

    side: str
    label: int
    sizes: tuple[float, ...]
    logits: Floats
    labels: Floats

    @property
    def indices(self) -> NDArray[np.int32]:
        """The labels as class indices, one for each sample."""
        return np.asarray(np.argmax(self.labels, axis=-1), dtype=np.int32)


def parts(case: Case) -> tuple[Part, ...]:
    """The curves of a case.

    One unit: either label with a logit of either sign. More units: the logits [a, 0, ...] with the first class as the
    label or the second, and [-a, 0, ...] with the first. Where there are no labels
    (decisions, probabilities), a logit of either sign.
    """
    if case.kind in ("decision", "probability"):
        return _part(case, 1, 1.0), _part(case, 0, -1.0)
    if case.head.units > 1:
        return _part(case, 0, 1.0), _part(case, 1, -1.0), _part(case, 1, 1.0)
    if case.family == "sparse_categorical":  # a second class does not exist
        return _part(case, 0, 1.0), _part(case, 0, -1.0)
    return tuple(_part(case, label, sign) for sign, label in ((-1.0, 1), (1.0, 0), (1.0, 1), (-1.0, 0)))


def _part(case: Case, label: int, sign: float) -> Part:
    units = case.head.units
    logits = np.zeros((len(case.sweep), units))
    logits[:, 0] = sign * np.asarray(case.sweep)
    labels = np.zeros_like(logits)
    labels[:, 0] = label
    if units > 1 and label == 0:
        labels[:, 1] = 1.0
    side = "right" if (sign > 0) == (label == 1) else "wrong"
    return Part(side, label, case.sweep, logits, labels)


def samples(case: Case) -> tuple[Floats, Floats]:
    """All logits and labels of a case, one curve after the other."""
    found = parts(case)
    return np.concatenate([part.logits for part in found]), np.concatenate([part.labels for part in found])
