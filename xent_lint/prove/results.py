"""What was measured, beside what it should have been. Plain data; numbers that are not finite are text in the JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xent_lint.prove.cases import Case

MODES: Final = ("fit", "eager", "call", "graph", "predict")
"""compile + evaluate and fit; the same with run_eagerly; loss(y, model(x)); that inside tf.function or jax.jit; the
loss on what predict returned."""

BACKENDS: Final = ("tensorflow", "jax", "torch", "tf_keras")
"""Keras 3 on three backends, and tf_keras (Keras 2) on TensorFlow."""

Numbers = tuple[float, ...]


def number_to_json(value: float) -> float | str:
    """JSON has no NaN and no infinity."""
    return value if math.isfinite(value) else str(value)


def numbers_to_json(values: Sequence[float] | None) -> list[float | str] | None:
    """A list of numbers for JSON."""
    return None if values is None else [number_to_json(float(value)) for value in values]


def numbers_from_json(values: Sequence[float | str] | None) -> Numbers | None:
    """The numbers that `numbers_to_json` wrote."""
    return None if values is None else tuple(float(value) for value in values)


@dataclass(frozen=True)
class Curve:
    """A number for each size of the logit. `side` tells whether the logit agrees with the label ("right": the loss is
    small) or contradicts it ("wrong": it is large); `label` is the label of the (first) unit.

    `gradient` is the derivative with respect to the (first) logit; None where there is none to speak of (predicted
    values, metrics). `exact` and `exact_gradient` are the reference's.
    """

    side: str
    label: int
    logits: Numbers
    reported: Numbers
    exact: Numbers
    gradient: Numbers | None = None
    exact_gradient: Numbers | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "side": self.side,
            "label": self.label,
            "logits": numbers_to_json(self.logits),
            "reported": numbers_to_json(self.reported),
            "exact": numbers_to_json(self.exact),
            "gradient": numbers_to_json(self.gradient),
            "exact_gradient": numbers_to_json(self.exact_gradient),
        }


@dataclass(frozen=True)
class Verdict:
    """What the numbers say. `kind` is the gravest of it, `text` all of it in words.

    Logits are the smallest sizes from which on it is so; None where it is not. `ceiling`: what the loss saturates at,
    the highest of all curves (`lowest_ceiling`: the lowest). `floor`: what the loss stays at where the exact one falls
    further. `relative_error`: the largest one where the logit contradicts the label.
    """

    kind: str
    text: str
    loses_precision_from: float | None = None
    saturates_from: float | None = None
    ceiling: float | None = None
    lowest_ceiling: float | None = None
    floor: float | None = None
    vanishes_from: float | None = None
    nonfinite_from: float | None = None
    relative_error: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        data = dict(vars(self))
        return {key: number_to_json(value) if isinstance(value, float) else value for key, value in data.items()}


@dataclass(frozen=True)
class Measurement:
    """One case in one mode on one backend.

    `error` is what the framework raised, in one line; `absent` why there is nothing to measure. Either leaves `curves`
    empty and `verdict` None (an error has the verdict "raises").
    """

    case: Case
    backend: str
    mode: str
    curves: tuple[Curve, ...] = ()
    verdict: Verdict | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None
    absent: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data, the case by its key."""
        return {
            "case": self.case.key,
            "backend": self.backend,
            "mode": self.mode,
            "verdict": None if self.verdict is None else self.verdict.to_json(),
            "curves": [curve.to_json() for curve in self.curves],
            "warnings": list(self.warnings),
            "error": self.error,
            "absent": self.absent,
        }


@dataclass(frozen=True)
class Results:
    """Everything that was measured in one run.

    `versions`: for each backend the versions of its libraries. `absent`: why a backend could not be used. `failures`:
    workers that died or took too long, one line each.
    """

    measurements: tuple[Measurement, ...]
    versions: Mapping[str, Mapping[str, str]]
    absent: Mapping[str, str]
    failures: tuple[str, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases, each once, in their order."""
        return tuple({each.case.key: each.case for each in self.measurements}.values())

    def of(self, case: Case, backend: str | None = None, mode: str | None = None) -> tuple[Measurement, ...]:
        """The measurements of one case, where wanted of one backend or mode only."""
        return tuple(
            each
            for each in self.measurements
            if each.case.key == case.key and backend in (None, each.backend) and mode in (None, each.mode)
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data, for `--format json`."""
        return {
            "versions": {backend: dict(found) for backend, found in self.versions.items()},
            "absent": dict(self.absent),
            "failures": list(self.failures),
            "cases": [
                {**case.to_json(), "key": case.key, "title": case.title, "sweep": numbers_to_json(case.sweep)}
                for case in self.cases
            ],
            "measurements": [each.to_json() for each in self.measurements],
        }
