"""Which argument of a loss or metric is the prediction: a model's output may be the labels too, as a teacher's is."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from xent_lint.analysis.signature import parse_signature
from xent_lint.analysis.values import Loss, Method, Metric, Symbol, Value
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Form, LossSpec, MetricSpec

OF_OBJECTS = "(y_true, y_pred, sample_weight=None)"


def may_be_prediction(call: cst.Call, argument: cst.Arg, callees: Iterable[Value]) -> bool:
    """Whether an argument of a call that applies a loss or metric is judged, as far as it is known."""
    return all(_is_judged(call, argument, callee) for callee in callees)


def _is_judged(call: cst.Call, argument: cst.Arg, callee: Value) -> bool:
    known = _parameters(callee)
    if known is None or any(each.star for each in call.args):
        return True
    signature, judged = known
    if argument.keyword is not None:
        return argument.keyword.value in judged
    position = [each for each in call.args if each.keyword is None].index(argument)
    names = [each.name for each in parse_signature(signature)]
    return position >= len(names) or names[position] in judged


def _parameters(callee: Value) -> tuple[str, tuple[str, ...]] | None:
    """The signature, and the parameters that take the prediction; None where that is not known."""
    receiver = callee.receiver if isinstance(callee, Method) else callee
    if isinstance(receiver, Loss | Metric):
        return OF_OBJECTS, ("y_pred",)
    spec = catalog().find(callee.name) if isinstance(callee, Symbol) else None
    if isinstance(spec, LossSpec) and spec.form is Form.FUNCTION and spec.early_signature is None:
        return spec.signature, (spec.y_pred, *spec.extra_logits)
    if isinstance(spec, MetricSpec) and spec.form is Form.FUNCTION:
        return spec.signature, (spec.y_pred,)
    return None
