"""Repairs where head and loss are right and something else reads the logits as probabilities."""

from __future__ import annotations

from dataclasses import dataclass

from xent_lint.analysis.observations import LossApplied, MetricApplied, OutputConsumed
from xent_lint.analysis.values import Origin, Scale
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import metrics
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.consumers import DECISIONS, Readings
from xent_lint.fixes.metric_places import edit_place, refuse_shared
from xent_lint.fixes.naming import LibraryNames, layer_call
from xent_lint.fixes.program import Program
from xent_lint.fixes.uses import uses_of


@dataclass(frozen=True)
class MetricOnLogits:
    """Make one metric take logits. `softmax`: they are those of a softmax."""

    message: str
    applied: MetricApplied
    softmax: bool

    def plan(self, program: Program) -> Fix:
        """The fix; for display only where the metric has no form on logits."""
        try:
            names = LibraryNames.of(program, layer_call(self.applied.heads[0]))
            found = (*metrics.on_logits(program, self.applied, self.softmax, names), *names.imports)
            refuse_shared(program, edit_place(self.applied), _linear_heads(program))
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)
        return Fix(self.message, Applicability.UNSAFE if found else Applicability.DISPLAY_ONLY, found)


def _linear_heads(program: Program) -> frozenset[Origin]:
    """The heads that losses get logits from."""
    pairs = [pair for each in program.analysis.observations if isinstance(each, LossApplied) for pair in each.pairs]
    return frozenset(pair.head.head for pair in pairs if pair.head.scale is Scale.LOGITS and pair.head.head is not None)


@dataclass(frozen=True)
class ReadAsProbability:
    """Compare logits with 0, or apply the activation `label` before they are compared or rounded."""

    message: str
    consumed: OutputConsumed
    label: str

    def plan(self, program: Program) -> Fix:
        """The fix; for display only where other values come to the same place."""
        try:
            found = self._edits(program)
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)
        return Fix(self.message, Applicability.UNSAFE if found else Applicability.DISPLAY_ONLY, found)

    def _edits(self, program: Program) -> tuple[Edit, ...]:
        heads = frozenset(each.head for each in self.consumed.tensors if each.head is not None)
        names = LibraryNames.of(program, layer_call(self.consumed.tensors[0]))
        readings = Readings(program, names, heads, self.label)
        found = tuple(
            edit
            for use in uses_of(program, heads)
            if use.at == self.consumed.place and use.reading in DECISIONS
            for edit in readings.decide(use)
        )
        return (*found, *names.imports)
