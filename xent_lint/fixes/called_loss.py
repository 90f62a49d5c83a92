"""Which loss a call applies, and which of its parameters take labels and prediction."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.values import Loss, Origin, Symbol, Value
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.program import Program
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Form, LossSpec

OF_OBJECTS = "(y_true, y_pred, sample_weight=None)"


@dataclass(frozen=True)
class CalledLoss:
    """A loss with the signature of its call. The names are parameters, of which a call gives one."""

    spec: LossSpec
    signature: str
    labels: tuple[str, ...]
    predictions: tuple[str, ...]


def called_loss(program: Program, call: cst.Call) -> CalledLoss:
    """The one loss that a call applies. Raises NoRepairError."""
    callees = program.analysis.flows.called_at(Origin(program.filename, call))
    specs = {_spec_of(each) for each in callees}
    spec = specs.pop() if len(specs) == 1 else None
    if spec is None:
        raise NoRepairError("which loss is called here is not certain")
    if spec.form is Form.CLASS:
        if not all(isinstance(each, Loss) for each in callees):
            raise NoRepairError("the loss is made here, not applied")
        return CalledLoss(spec, OF_OBJECTS, ("y_true",), ("y_pred",))
    return CalledLoss(spec, spec.signature, (*spec.extra_labels, spec.y_true), (*spec.extra_logits, spec.y_pred))


def _spec_of(callee: Value) -> LossSpec | None:
    if isinstance(callee, Loss):
        return callee.spec
    spec = catalog().find(callee.name) if isinstance(callee, Symbol) else None
    return spec if isinstance(spec, LossSpec) else None
