"""The loss gets what the activation was applied to: where the activation is an op, only the loss's argument changes."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import LossApplied
from xent_lint.analysis.values import Loss, Origin, Symbol
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import edits
from xent_lint.fixes.activations import applied as activation_of
from xent_lint.fixes.activations import is_activation
from xent_lint.fixes.arguments import argument
from xent_lint.fixes.component import MATCHING, NoRepairError
from xent_lint.fixes.inputs import around, input_at, replace_outer
from xent_lint.fixes.naming import position_of
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.fixes.program import Program
from xent_lint.fixes.tracing import trace
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Expects, Family, Form, LossSpec

OF_OBJECTS = "(y_true, y_pred, sample_weight=None)"


@dataclass(frozen=True)
class PassInput:
    """Give a loss that is called the activation's input, and tell it so; the activation stays for others to use.

    `keeps`: the program computes what it did. `otherwise` is the repair where the input is not at hand.
    """

    message: str
    applied: LossApplied
    otherwise: ToLogits
    keeps: bool = False

    def plan(self, program: Program) -> Fix:
        """The fix, this one or the other."""
        try:
            found, bounded = self._edits(program)
        except NoRepairError:
            return self.otherwise.plan(program)
        if self.keeps and not bounded:
            return Fix(self.message, Applicability.SAFE, found)
        why = "; unsafe, for it takes away what bounds the probabilities" if self.keeps else ""
        return Fix(f"{self.message}{why}", Applicability.UNSAFE, found)

    def _edits(self, program: Program) -> tuple[tuple[Edit, ...], bool]:
        call = self.applied.place.node
        if not isinstance(call, cst.Call) or not program.here(self.applied.place):
            raise NoRepairError("the loss is not applied by a call")
        head = self._one_head(program)
        spec, prediction = _prediction(program, call)
        found = trace(program, prediction, lambda node: node is head)
        if found.complement:
            raise NoRepairError("the loss gets one minus the probability")
        given = input_at(program, found, activation_of(program, found.leaf).given, prediction)
        text = around(program, found, given, prediction)
        return (
            (replace_outer(program, prediction, text), *given.edits, *self._setting(program, call, spec)),
            found.bounded,
        )

    def _one_head(self, program: Program) -> cst.BaseExpression:
        """The call of the activation that all alternatives come from. Raises NoRepairError."""
        places = {pair.head.head for pair in self.applied.pairs}
        place = places.pop()
        if places or place is None or not program.here(place) or not isinstance(place.node, cst.Call):
            raise NoRepairError("the activation is not one call")
        if not is_activation(program, place.node):
            raise NoRepairError("the activation is no function")
        for pair in self.applied.pairs:
            family = pair.loss.spec.family
            if family not in MATCHING.get(pair.head.activation, ()) and family is not Family.SEQUENCE:
                raise NoRepairError("activation and loss belong to different families")
            if family not in (Family.BINARY, Family.SEQUENCE) and pair.head.axis != (pair.loss.axis or -1):
                raise NoRepairError("activation and loss have different axes")
        return place.node

    def _setting(self, program: Program, call: cst.Call, spec: LossSpec) -> tuple[Edit, ...]:
        """`from_logits=True`, where the loss needs it and is a function that is called here."""
        if all(pair.loss.from_logits or pair.loss.spec.expects is Expects.LOGITS for pair in self.applied.pairs):
            return ()
        if spec.from_logits is None or any(pair.loss.origin != self.applied.place for pair in self.applied.pairs):
            raise NoRepairError("the loss is set elsewhere")
        index = position_of(spec.signature, spec.from_logits)
        made = edits.set_argument(program, call, index, spec.from_logits, "True")
        if made is None:
            raise NoRepairError("a comment stands in the way")
        return made


def _prediction(program: Program, call: cst.Call) -> tuple[LossSpec, cst.BaseExpression]:
    """The loss that is called, and its argument for the prediction. Raises NoRepairError."""
    spec, signature = called_loss(program, call)
    names = (*spec.extra_logits, spec.y_pred if signature == spec.signature else "y_pred")
    found = argument(call, signature, *names)
    if found is None:
        raise NoRepairError("the prediction is not written as an argument")
    return spec, found.value


def called_loss(program: Program, call: cst.Call) -> tuple[LossSpec, str]:
    """The one loss that a call applies, and the signature of the call. Raises NoRepairError."""
    callees = program.analysis.flows.called_at(Origin(program.filename, call))
    if len({_spec_of(each) for each in callees}) != 1:
        raise NoRepairError("the loss is one of several")
    callee = callees[0]
    spec = _spec_of(callee)
    if spec is None:
        raise NoRepairError("the loss is applied in a function that is called here")
    by_object = isinstance(callee, Loss) and spec.form is Form.CLASS
    return spec, OF_OBJECTS if by_object else spec.signature


def _spec_of(callee: object) -> LossSpec | None:
    if isinstance(callee, Loss):
        return callee.spec
    spec = catalog().find(callee.name) if isinstance(callee, Symbol) else None
    return spec if isinstance(spec, LossSpec) else None
