"""Metrics: what `metrics=[...]` may be, how they are built, and what giving one a prediction shows."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis import calls
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.observations import MetricApplied
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments, Bound, bind
from xent_lint.analysis.values import (
    NONE,
    Constant,
    Function,
    Metric,
    Origin,
    Partial,
    Symbol,
    Tensor,
    Value,
)
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LossSpec, MetricSpec, OnLogits
from xent_lint.overlays.consumers import tensors_of

BY_SHAPE = ("accuracy", "acc")
"""Identifiers, in any capitals, that `compile` resolves by the units: thresholded for one, argmax for more."""


def construct(run: Run, spec: MetricSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`BinaryAccuracy(threshold=0.0)`."""
    return single(_settings(spec, bind(spec.signature, args), run.origin(node)), run.origin(node))


def _settings(spec: MetricSpec, bound: Bound, origin: Origin | None) -> Metric:
    flag = bound.get(spec.from_logits).only if spec.from_logits else NONE
    threshold = bound.get(spec.threshold).only if spec.threshold else NONE
    known = isinstance(flag, Constant) and isinstance(threshold, Constant)
    return Metric(
        spec,
        flag.value if isinstance(flag, Constant) and isinstance(flag.value, bool) else None,
        float(threshold.value)
        if isinstance(threshold, Constant) and isinstance(threshold.value, int | float)
        else None,
        known,
        _on_logits(spec, bound),
        origin,
    )


def _on_logits(spec: MetricSpec, bound: Bound) -> OnLogits:
    """What becomes of the metric on logits: some parameters make another metric of it."""
    for case in spec.cases:
        value = bound.get(case.parameter).only
        if not isinstance(value, Constant):
            return OnLogits.INVARIANT  # it may be: silence
        if value == Constant(case.value) or (case.value is ... and value != NONE):
            return case.on_logits
    return spec.on_logits


def of_spec(spec: MetricSpec, origin: Origin | None) -> Metric:
    """The metric with its default settings."""
    return _settings(spec, bind(spec.signature, Arguments()), origin)


def apply(run: Run, metric: Metric, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`metric(y, p)` and `metric.update_state(y, p)`."""
    bound = bind("(y_true, y_pred, sample_weight=None)", args)
    if bound.complete:
        _observe(run, metric, "", bound.get("y_pred"), run.origin(node), None)
    return single(run.unknown("the value of a metric", node))


def call_function(run: Run, spec: MetricSpec, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """`binary_accuracy(y, p)`."""
    bound = bind(spec.signature, args)
    if bound.complete:
        metric = _settings(spec, bound, run.origin(node))
        _observe(run, metric, "", bound.get(spec.y_pred), run.origin(node), None)
    return single(run.unknown("the value of a metric", node))


def compiled(
    run: Run, values: ValueSet, head: ValueSet, place: Origin, compile_call: Origin, node: cst.CSTNode
) -> None:
    """One metric that `compile` was given for one output."""
    value = values.only
    if value == NONE:
        return
    if value is None:
        run.flows.meets_unknown(place, head)
        return
    if isinstance(value, Constant) and str(value.value).lower() in BY_SHAPE:
        _observe(run, None, str(value.value), head, place, compile_call)
        return
    metric = resolve(value, place)
    if isinstance(metric, Metric):
        _observe(run, metric, "", head, place, compile_call)
    elif not isinstance(value, Function | Partial):
        run.flows.meets_unknown(place, head)
    else:
        base = run.state
        run.state = base.fork()
        labels = Argument(single(run.unknown("labels", node)))
        with run.flows.within("metric"):
            given = calls.call(run, value, Arguments((labels, Argument(head))), node)
        run.state = base
        shown = ValueSet(each for each in given if isinstance(each.value, Tensor))
        run.flows.meets_unknown(place, shown)  # Keras shows the mean of it


def resolve(value: Value, origin: Origin | None) -> Metric | None:
    """What an element of `metrics=[...]` stands for; None when the tables do not describe it."""
    if isinstance(value, Metric):
        return value
    spec = None
    if isinstance(value, Constant) and isinstance(value.value, str):
        spec = catalog().metric_string(value.value)
    elif isinstance(value, Symbol):
        found = catalog().find(value.name)
        is_loss = isinstance(found, LossSpec)  # a loss function among the metrics is the metric of that name
        by_name = catalog().metric_string(value.name.rpartition(".")[2]) if is_loss else None
        spec = found if isinstance(found, MetricSpec) else by_name
    return of_spec(spec, origin) if isinstance(spec, MetricSpec) else None


def _observe(
    run: Run, metric: Metric | None, by_name: str, head: ValueSet, place: Origin, compile_call: Origin | None
) -> None:
    heads = tensors_of(head.given(run.state.path))
    if metric is not None and not metric.known:
        run.flows.meets_unknown(place, head)
    elif heads is not None:
        run.observe(place, MetricApplied(place, metric, by_name, heads, compile_call))
    elif not run.muted:
        run.flows.meets_unknown(place, head, single(metric or NONE))
