"""What the interpreter sees and rules judge."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from xent_lint.analysis.values import Exponential, Loss, Metric, Origin, Tensor


class Execution(enum.Enum):
    """How the loss is run: this decides what a backend may still recover."""

    COMPILED = "compiled"  # given to compile(): evaluated by fit and evaluate
    CALLED = "called"  # a loss object or function called by the program
    OP = "op"  # a raw op on tensors


@dataclass(frozen=True)
class Pair:
    """One possible head with one possible loss."""

    loss: Loss
    head: Tensor


@dataclass(frozen=True)
class LossApplied:
    """A prediction is given to a loss. `pairs` are all compatible combinations of the alternatives; every one of them
    is known (an observation with an unknown alternative is not made). `place` is the `loss=` value or the call."""

    place: Origin
    pairs: tuple[Pair, ...]
    execution: Execution
    compile_call: Origin | None = None


@dataclass(frozen=True)
class LabelsSwapped:
    """What a network puts out stands where the loss takes labels, and labels where it takes the prediction."""

    place: Origin
    loss: Loss
    prediction: Tensor
    labels: Tensor


@dataclass(frozen=True)
class MetricApplied:
    """A prediction is given to a metric. `heads` are all alternatives. `by_name` is the identifier when it is one that
    `compile` resolves by the shape of the output."""

    place: Origin
    metric: Metric | None
    by_name: str
    heads: tuple[Tensor, ...]
    compile_call: Origin | None = None


@dataclass(frozen=True)
class ActivationApplied:
    """A sigmoid or softmax is applied to what a whole model puts out. `results` are all alternatives."""

    place: Origin
    results: tuple[Tensor, ...]


@dataclass(frozen=True)
class LogTaken:
    """The logarithm of something that has a stable form of its own. `statement` groups the logs of one formula."""

    place: Origin
    statement: Origin
    arguments: tuple[Tensor | Exponential, ...]


@dataclass(frozen=True)
class NormalizedByHand:
    """`exp(z) / sum(exp(z))`."""

    place: Origin
    exponential: Exponential


@dataclass(frozen=True)
class OutputConsumed:
    """A tensor is compared with `threshold`, or rounded (`threshold` is None)."""

    place: Origin
    how: str
    tensors: tuple[Tensor, ...]
    threshold: float | None = None


Observation = (
    LossApplied | LabelsSwapped | MetricApplied | ActivationApplied | LogTaken | NormalizedByHand | OutputConsumed
)


def joint(alternatives: Iterable[Iterable[Observation]]) -> list[Observation]:
    """What is observed whichever alternative it is: the same observation, or a loss at the same place, of which the
    pairs are then alternatives."""
    seen = [list(observed) for observed in alternatives]
    found: list[Observation] = []
    for first in seen[0] if seen else ():
        if not isinstance(first, LossApplied):
            if all(first in others for others in seen[1:]):
                found.append(first)
            continue
        matching = [
            [each for each in others if isinstance(each, LossApplied) and each.place == first.place] for others in seen
        ]
        if all(matching):
            pairs = {pair: None for others in matching for applied in others for pair in applied.pairs}
            found.append(replace(first, pairs=tuple(pairs)))
    return list(dict.fromkeys(found))


def origins(observation: Observation) -> set[str]:
    """The files in which the values of an observation were made."""
    values: list[Loss | Tensor | Metric | Exponential | None] = []
    if isinstance(observation, LossApplied):
        values = [each for pair in observation.pairs for each in (pair.loss, pair.head)]
    elif isinstance(observation, LabelsSwapped):
        values = [observation.loss, observation.prediction, observation.labels]
    elif isinstance(observation, MetricApplied):
        values = [observation.metric, *observation.heads]
    elif isinstance(observation, ActivationApplied):
        values = [result.before for result in observation.results if isinstance(result.before, Tensor)]
    elif isinstance(observation, LogTaken):
        values = list(observation.arguments)
    elif isinstance(observation, OutputConsumed):
        values = list(observation.tensors)
    found = [each.head if isinstance(each, Tensor) else getattr(each, "origin", None) for each in values]
    return {each.module for each in found if each is not None}
