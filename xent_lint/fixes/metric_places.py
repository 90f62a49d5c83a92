"""Whether a metric may be changed where it is written: nothing else may read it there, nor give it other outputs."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.observations import MetricApplied
from xent_lint.analysis.values import Metric, Origin
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import OnLogits

SETTINGS = frozenset(("threshold", "thresholds", "from_logits", "get_config", "_fn_kwargs", "__dict__"))
"""Attributes of a metric that are others on logits."""


def edit_place(applied: MetricApplied) -> Origin:
    """Where the metric is changed: the call that makes or applies it, or what names it."""
    made = applied.metric.origin if applied.metric is not None else None
    return made if made is not None else applied.place


def sharing_metrics(program: Program, heads: frozenset[Origin]) -> set[Origin]:
    """The heads that share a metric with one of these, other than one that is the same for logits."""
    every = [
        each
        for each in program.analysis.observations
        if isinstance(each, MetricApplied) and each.compile_call is not None and _is_moved(each)
    ]
    places = {edit_place(each) for each in every if any(tensor.head in heads for tensor in each.heads)}
    return {tensor.head for each in every if edit_place(each) in places for tensor in each.heads if tensor.head}


def _is_moved(applied: MetricApplied) -> bool:
    if applied.metric is None:
        return all(each.units == 1 for each in applied.heads)
    return applied.metric.on_logits is not OnLogits.INVARIANT


def refuse_shared(program: Program, place: Origin, heads: frozenset[Origin]) -> None:
    """Raise NoRepairError where the metric also judges outputs of other heads, or is used out of sight."""
    for applied in program.analysis.observations:
        if isinstance(applied, MetricApplied) and edit_place(applied) == place:
            by_units = applied.metric is None and any(each.units != 1 for each in applied.heads)
            if by_units or not all(each.head in heads for each in applied.heads):
                raise NoRepairError(f"a metric also judges another output ({program.line(applied.place)})")
    for met, value in program.analysis.flows.unjudged:
        if met == place or (isinstance(value, Metric) and value.origin == place):
            raise NoRepairError(f"a metric also judges an output that is not known ({program.line(met)})")
    for read, values in program.analysis.flows.given.items():
        here = any(isinstance(each, Metric) and each.origin == place for each in values) and program.here(read)
        attribute = program.parent(read.node) if here else None
        if isinstance(attribute, cst.Attribute) and attribute.attr.value in SETTINGS:
            raise NoRepairError(f"the settings of a metric are read ({program.line(read)})")
    for escape in program.analysis.flows.escapes:
        if isinstance(escape.value, Metric) and escape.value.origin == place:
            raise NoRepairError(f"a metric {escape.how} ({program.line(escape.place)})")


def refuse_read(program: Program, place: Origin) -> None:
    """Raise NoRepairError where a metric's name in a list is read by anything but `compile`: to plot its history, say.

    A name is about to become an object.
    """
    display: cst.CSTNode = place.node
    parent = program.parent(display)
    while isinstance(parent, cst.Element | cst.DictElement | cst.List | cst.Tuple | cst.Dict):
        display, parent = parent, program.parent(parent)
    compiled = {
        applied.compile_call.node
        for applied in program.analysis.observations
        if isinstance(applied, MetricApplied) and applied.compile_call is not None and edit_place(applied) == place
    }
    if isinstance(parent, cst.Arg) and program.parent(parent) in compiled:
        return
    kept = [each for call in compiled if isinstance(call, cst.Call) for each in _names_of_metrics(call)]
    for name in {each.value for each in kept}:
        for use in program.loads_of(name):
            argument = program.parent(use)
            if not isinstance(argument, cst.Arg) or program.parent(argument) not in compiled:
                line = program.line(Origin(program.filename, use))
                raise NoRepairError(f"the list of metrics is read at another place too ({line})")
    if not kept:
        raise NoRepairError(f"a metric is chosen elsewhere ({program.line(place)})")


def _names_of_metrics(call: cst.Call) -> list[cst.Name]:
    """What `compile` is given as metrics, where that is a variable; also `**settings`."""
    return [
        arg.value
        for index, arg in enumerate(call.args)
        if isinstance(arg.value, cst.Name)
        and (
            arg.star == "**"
            or (arg.keyword.value in ("metrics", "weighted_metrics") if arg.keyword is not None else index == 2)
        )
    ]
