"""Moving metrics along: what counts the same on logits as it did on probabilities."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.observations import MetricApplied
from xent_lint.analysis.signature import parse_signature
from xent_lint.analysis.values import Constant, Metric, Origin
from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.metric_places import edit_place, refuse_read, refuse_shared
from xent_lint.fixes.naming import LibraryNames, class_named, position_of
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import MetricSpec, OnLogits

Edits = tuple[Edit, ...]


def move_all(program: Program, heads: frozenset[Origin], softmax: bool, names: LibraryNames) -> Edits:
    """The edits that keep every metric of these heads what it is, once they give logits. Raises NoRepairError."""
    found: dict[Edit, None] = {}
    for applied in program.analysis.observations:
        if isinstance(applied, MetricApplied) and any(each.head in heads for each in applied.heads):
            if not all(each.head in heads for each in applied.heads):
                raise NoRepairError(f"a metric also gets another output ({program.line(applied.place)})")
            made = on_logits(program, applied, softmax, names)
            if made:
                refuse_shared(program, edit_place(applied), heads)
            found.update(dict.fromkeys(made))
    return tuple(found)


def on_logits(program: Program, applied: MetricApplied, softmax: bool, names: LibraryNames) -> Edits:
    """The edits for one metric. `softmax`: the logits are those of a softmax. Raises NoRepairError."""
    if applied.metric is None:
        return _by_shape(program, applied, softmax, names)
    metric = applied.metric
    change = _change(metric, softmax, f"{_short(metric.spec)} ({program.line(applied.place)})")
    if change is None:
        return ()
    place = edit_place(applied)
    if not program.here(place):
        raise NoRepairError(f"a metric is in another file ({program.line(place)})")
    parameter, value = change
    if isinstance(place.node, cst.Call):
        made = edits.set_argument(program, place.node, position_of(metric.spec.signature, parameter), parameter, value)
        if made is None:
            raise NoRepairError(f"a comment stands in the way ({program.line(place)})")
        return made
    if not isinstance(place.node, cst.SimpleString | cst.Name | cst.Attribute):
        raise NoRepairError(f"a metric is chosen elsewhere ({program.line(place)})")
    refuse_read(program, place)
    text = names.keras(class_named(metric.spec, "metrics"), place.node)
    return (_element(program, place.node, f"{text}({parameter}={value}{_key(metric.spec, place.node)})"),)


def _key(spec: MetricSpec, node: cst.BaseExpression) -> str:
    """The name argument that keeps the key of the history, which for a string is the string."""
    if not isinstance(node, cst.SimpleString):
        return ""
    default = next((each.default for each in parse_signature(spec.signature) if each.name == "name"), None)
    return "" if default == Constant(node.evaluated_value) else f", name={node.value}"


def _short(spec: MetricSpec) -> str:
    return spec.name.rpartition(".")[2]


def _change(metric: Metric, softmax: bool, what: str) -> tuple[str, str] | None:
    """The parameter to set and its value; None where nothing has to change."""
    spec = metric.spec
    if metric.on_logits is OnLogits.INVARIANT:
        return None
    if metric.on_logits is OnLogits.FROM_LOGITS and metric.from_logits:
        return None
    if metric.on_logits is OnLogits.THRESHOLD and metric.threshold == 0.0:
        return None
    if metric.on_logits in (OnLogits.NONE, OnLogits.CLASSES) or (softmax and spec.sigmoid_only):
        raise NoRepairError(f"the metric {what} has no form on logits")
    if metric.on_logits is OnLogits.FROM_LOGITS and spec.from_logits is not None:
        return spec.from_logits, "True"
    if spec.threshold is None or metric.threshold not in (None, 0.5):
        raise NoRepairError(f"the metric {what} has a threshold of its own")
    return spec.threshold, "0.0"


def _by_shape(program: Program, applied: MetricApplied, softmax: bool, names: LibraryNames) -> Edits:
    """`"accuracy"`: compared with 0.5 for one unit, which is the largest for more."""
    units = {each.units for each in applied.heads}
    if softmax or all(each is not None and each > 1 for each in units):
        return ()
    if units != {1}:
        raise NoRepairError(f'how many units "{applied.by_name}" looks at is not known ({program.line(applied.place)})')
    node = applied.place.node
    if not isinstance(node, cst.SimpleString):
        raise NoRepairError(f"a metric is chosen elsewhere ({program.line(applied.place)})")
    refuse_read(program, applied.place)
    text = names.keras("metrics.BinaryAccuracy", node)
    return (_element(program, node, f"{text}(threshold=0.0, name={node.value})"),)


def _element(program: Program, node: cst.CSTNode, text: str) -> Edit:
    """The metric in the place of `node`; in a list where it is no element of one: `compile` wants a list of objects."""
    return edits.replace(program, node, f"[{text}]" if isinstance(program.parent(node), cst.Arg) else text)
