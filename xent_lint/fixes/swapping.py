"""Two arguments of a loss change places."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import LabelsSwapped
from xent_lint.analysis.values import Origin, Symbol
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes.arguments import argument
from xent_lint.fixes.called_loss import called_loss
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.layout import Layout, Range
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import Family

ONE_HOT = ("one_hot", "one_hot_encoding", "to_categorical")


@dataclass(frozen=True)
class SwapArguments:
    """Write the labels where the loss takes labels, and the prediction where it takes the prediction."""

    message: str
    seen: LabelsSwapped

    def plan(self, program: Program) -> Fix:
        """The fix; for display only where the two are not written in one call."""
        try:
            return Fix(self.message, Applicability.UNSAFE, self._edits(program))
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)

    def _edits(self, program: Program) -> tuple[Edit, ...]:
        call = self.seen.place.node
        if not isinstance(call, cst.Call) or not program.here(self.seen.place):
            raise NoRepairError("the loss is not applied by a call")
        if self.seen.loss.spec.family is Family.SPARSE_CATEGORICAL and _is_one_hot(program, self.seen.labels.head):
            raise NoRepairError("the labels are one-hot, and this loss takes class indices")
        loss = called_loss(program, call)
        labels = argument(call, loss.signature, *loss.labels)
        prediction = argument(call, loss.signature, *loss.predictions)
        if labels is None or prediction is None or labels is prediction:
            raise NoRepairError("they are not both written as arguments")
        if any(_sets_a_name(each.value) for each in (labels, prediction)):
            raise NoRepairError("one of them sets a name that the other may use")
        layout = Layout(program)
        one, other = layout.outer(labels.value), layout.outer(prediction.value)
        return (_moved(layout, one, other), _moved(layout, other, one))


def _is_one_hot(program: Program, made: Origin | None) -> bool:
    callees = program.analysis.flows.called_at(made) if made is not None else ()
    return any(isinstance(each, Symbol) and each.name.rpartition(".")[2] in ONE_HOT for each in callees)


def _moved(layout: Layout, to: Range, place: Range) -> Edit:
    return layout.edit(to.start, to.end, layout.text[place.start : place.end])


def _sets_a_name(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.NamedExpr) or any(map(_sets_a_name, node.children))
