"""The loss gets what the activation was applied to: where the activation is an op, only the loss's argument changes."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import LossApplied
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import edits
from xent_lint.fixes.activations import applied as activation_of
from xent_lint.fixes.activations import called_activation
from xent_lint.fixes.arguments import argument
from xent_lint.fixes.called_loss import called_loss
from xent_lint.fixes.component import MATCHING, NoRepairError
from xent_lint.fixes.inputs import around, input_at, replace_outer
from xent_lint.fixes.naming import position_of
from xent_lint.fixes.on_logits import ToLogits
from xent_lint.fixes.program import Program
from xent_lint.fixes.tracing import trace
from xent_lint.fixes.unused import without_unused
from xent_lint.knowledge.specs import Expects, Family, LossSpec


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
        loss = called_loss(program, call)
        argument_given = argument(call, loss.signature, *loss.predictions)
        if argument_given is None:
            raise NoRepairError("the prediction is not written as an argument")
        prediction = argument_given.value
        found = trace(program, prediction, lambda node: node is head)
        if found.complement:
            raise NoRepairError("the loss gets one minus the probability")
        given = input_at(program, found, activation_of(program, found.leaf).given, prediction)
        text = around(program, found, given, prediction)
        edited = (replace_outer(program, prediction, text), *given.edits, *self._setting(program, call, loss.spec))
        return without_unused(program, edited), found.bounded

    def _one_head(self, program: Program) -> cst.BaseExpression:
        """The call of the activation that all alternatives come from. Raises NoRepairError."""
        places = {pair.head.head for pair in self.applied.pairs}
        place = places.pop()
        if places or place is None or not program.here(place) or not isinstance(place.node, cst.Call):
            raise NoRepairError("the activation is not one call")
        if called_activation(program, place.node) is None:
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
