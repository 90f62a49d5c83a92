"""From what was observed to plain data: the pairs behind the findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xent_lint.analysis.observations import (
    ActivationApplied,
    LabelsSwapped,
    LogTaken,
    LossApplied,
    MetricApplied,
    NormalizedByHand,
    Observation,
    OutputConsumed,
)
from xent_lint.analysis.values import Exponential, Loss, Tensor
from xent_lint.diagnostics import Span
from xent_lint.found_pairs import FoundPair
from xent_lint.knowledge.specs import Activation


def describe(code: str, span: Span, observation: Observation) -> Iterator[FoundPair]:
    """Every alternative of one observation that was judged with this code."""
    base = FoundPair(code, span, "loss")
    if isinstance(observation, LossApplied):
        for pair in observation.pairs:
            yield _of_loss(_of_head(base, pair.head), pair.loss)
    elif isinstance(observation, LabelsSwapped):
        yield replace(_of_loss(_of_head(base, observation.prediction), observation.loss), swapped=True)
    elif isinstance(observation, MetricApplied):
        metric = observation.metric
        name, from_logits = (observation.by_name, None) if metric is None else (metric.spec.name, metric.from_logits)
        for head in observation.heads:
            yield replace(_of_head(base, head), kind="metric", name=name, from_logits=from_logits)
    elif isinstance(observation, ActivationApplied):
        for result in observation.results:
            yield replace(_of_head(base, result), kind="probability")
    elif isinstance(observation, OutputConsumed):
        for tensor in observation.tensors:
            found = _of_head(base, tensor)
            yield replace(found, kind="decision", name=observation.how, threshold=observation.threshold)
    elif isinstance(observation, LogTaken):
        for argument in observation.arguments:
            yield _of_log(base, argument)
    elif isinstance(observation, NormalizedByHand):
        yield replace(base, kind="quotient")


def _of_head(base: FoundPair, head: Tensor) -> FoundPair:
    name = head.label if head.activation is Activation.OTHER else head.activation.value
    return replace(base, activation=name, shadow=head.shadow.value, units=head.units, half=head.half)


def _of_loss(base: FoundPair, loss: Loss) -> FoundPair:
    return replace(base, name=loss.spec.name, from_logits=loss.from_logits)


def _of_log(base: FoundPair, argument: Tensor | Exponential) -> FoundPair:
    if isinstance(argument, Tensor):
        return replace(_of_head(base, argument), kind="log", guard=argument.guard)
    return replace(base, kind="log" if argument.form == "one plus" else "log of sum")
