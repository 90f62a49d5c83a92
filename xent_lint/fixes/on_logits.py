"""The repair of most findings: linear heads, losses on logits, and everything that depends on them moved along."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import ActivationApplied, LossApplied, MetricApplied
from xent_lint.analysis.values import Origin, Scale, Tensor
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import heads, losses, metrics
from xent_lint.fixes.component import Component, NoRepairError, connected, pairs_of, refuse_misfits, refuse_more_units
from xent_lint.fixes.consumers import DECISIONS, Readings
from xent_lint.fixes.linear_layers import names_output
from xent_lint.fixes.metric_places import sharing_metrics
from xent_lint.fixes.models import handed_out
from xent_lint.fixes.naming import LibraryNames, callee_specs, layer_call
from xent_lint.fixes.packed import packed_uses
from xent_lint.fixes.program import Program
from xent_lint.fixes.unused import without_unused
from xent_lint.fixes.uses import Reading, Use, uses_of
from xent_lint.knowledge.specs import ActivationSpec, Expects, Family, Form

BINARY = "losses.BinaryCrossentropy"
"""The loss of one unit, below Keras."""


@dataclass(frozen=True)
class ToLogits:
    """Make every connected head linear and every connected loss take logits.

    `message` says what is done. `keeps`: the program computes and predicts what it did, so that the fix is safe when
    everything that depends on the heads was seen. `binary`: the heads have one unit, whatever their activation, and are
    meant to be sigmoids.
    """

    message: str
    applied: LossApplied
    keeps: bool = False
    binary: bool = False

    def plan(self, program: Program) -> Fix:
        """The fix; without edits, and for display only, where there is no repair by text edits."""
        try:
            found, doubts = self._edits(program)
        except NoRepairError as reason:
            return Fix(f"{self.message}, by hand: {reason}", Applicability.DISPLAY_ONLY)
        if not found:
            return Fix(self.message, Applicability.DISPLAY_ONLY)
        if self.keeps and not doubts:
            return Fix(self.message, Applicability.SAFE, found)
        why = f"; note that {doubts[0]}" if self.keeps and doubts else ""
        return Fix(f"{self.message}{why}", Applicability.UNSAFE, found)

    def _edits(self, program: Program) -> tuple[tuple[Edit, ...], list[str]]:
        component = _together(program, self.applied)
        if self.binary:
            refuse_more_units(program, component)
        else:
            refuse_misfits(program, component)
        _refuse_inner(program, component)
        label = "sigmoid" if self.binary or not of_softmax(component) else "softmax"
        names = LibraryNames.of(program, *_hints(component, self.applied), first=_first_place(program, component))
        activated = component.activated
        found: list[Edit] = []
        for head in activated.values():
            found += heads.linear(program, head)
        for place, judged in component.losses.items():
            found += losses.on_logits(program, place, judged, names, BINARY if self.binary else None)
        found += metrics.move_all(program, frozenset(component.heads), label == "softmax", names)
        uses = [*uses_of(program, frozenset(activated)), *packed_uses(program, frozenset(activated))]
        readings = Readings(program, names, frozenset(component.heads), label, label if self.binary else None)
        found += readings.keep(uses)
        linear = frozenset(component.heads) - frozenset(activated)
        for use in uses_of(program, linear) if linear else ():
            if use.reading in DECISIONS:
                found += readings.decide(use)
        found += names.imports
        in_order = sorted(dict.fromkeys(found), key=lambda edit: (edit.span.cell or 0, edit.span.start, edit.span.end))
        return without_unused(program, tuple(in_order)), _doubts(program, component, uses)


def _together(program: Program, applied: LossApplied) -> Component:
    """What has to change together, also because the same code decides by the outputs, or the same metric judges them.

    Raises NoRepairError.
    """
    first = [applied]
    while True:
        component = connected(program, first)
        heads = frozenset(component.heads)
        met = {
            tensor.head
            for use in uses_of(program, heads)
            if use.reading in DECISIONS
            for tensor in program.analysis.flows.values_at(use.place)
            if isinstance(tensor, Tensor) and tensor.head is not None
        } | sharing_metrics(program, heads)
        more = [
            each
            for each in program.analysis.observations
            if isinstance(each, LossApplied) and any(pair.head.head in met - heads for pair in each.pairs)
        ]
        if not more:
            return component
        first += more


def of_softmax(component: Component) -> bool:
    """Whether the logits of this component are those of a softmax."""
    return all(pair.loss.spec.family is not Family.BINARY for pair, _ in pairs_of(component))


def _first_place(program: Program, component: Component) -> cst.CSTNode | None:
    """Where in the text the fix may begin."""
    heads = frozenset(component.heads)
    metrics_ = [
        each.place
        for each in program.analysis.observations
        if isinstance(each, MetricApplied) and any(tensor.head in heads for tensor in each.heads)
    ]
    places = [*heads, *component.losses, *metrics_, *(use.place for use in uses_of(program, heads))]
    here = [place.node for place in places if program.here(place)]
    return min(here, key=program.position, default=None)


def _hints(component: Component, applied: LossApplied) -> list[cst.CSTNode | None]:
    """Expressions that tell how the file spells Keras: the loss itself, the heads' layers."""
    place = applied.place.node
    loss = place.func if isinstance(place, cst.Call) else place
    layers = [
        layer_call(each)
        for found in component.heads.values()
        for each in found
        if each.layer is not None and each.layer.module == applied.place.module
    ]
    return [loss, *layers]


def _refuse_inner(program: Program, component: Component) -> None:
    """A layer or model that also stands inside of another model has its numbers used there."""
    inner, by_model = program.analysis.flows.inner, program.analysis.flows.heads
    for head in component.activated:
        if head in inner:
            raise NoRepairError(f"the same activation stands inside of a model ({program.line(inner[head])})")
        for site, found in by_model.items():
            if head in found and site in inner:
                raise NoRepairError(f"its output goes on into another model ({program.line(inner[site])})")


def _doubts(program: Program, component: Component, uses: list[Use]) -> list[str]:
    """Why it cannot be promised that everything which depends on the heads was seen."""
    flows = program.analysis.flows
    activated = frozenset(component.activated)
    sites = {site for site, found in flows.heads.items() if activated & set(found)}
    found = []
    for escape in flows.escapes:
        value = escape.value
        if isinstance(value, Tensor):
            if value.head in activated:
                found.append(f"its output {escape.how} ({program.line(escape.place)})")
        elif getattr(value, "site", None) in sites:
            found.append(f"the model {escape.how} ({program.line(escape.place)})")
    found += handed_out(program, sites)
    again = [use.at for use in uses if use.reading is Reading.ACTIVATED] + _activated_again(program, activated)
    found += [f"an activation is applied to its output again ({program.line(place)})" for place in again]
    for pair, applied in pairs_of(component):
        if pair.head.scale is Scale.LOGITS or pair.loss.from_logits or pair.loss.spec.expects is Expects.LOGITS:
            found.append(f"another model is trained wrongly by the same loss ({program.line(applied.place)})")
    found += [
        f"the names of the outputs change ({program.line(each)})" for each in activated if _renames(program, each)
    ]
    found += [
        f"its output, rounded to half precision, becomes one in float32 ({program.line(place)})"
        for place, head in component.activated.items()
        if head.half
    ]
    if program.analysis.cut:
        found.append("the file is too large to be followed to its end")
    return found


def _renames(program: Program, head: Origin) -> bool:
    """Whether one of several outputs is called after the function that goes."""
    specs = callee_specs(program, head.node) if isinstance(head.node, cst.Call) else []
    by_function = any(isinstance(each, ActivationSpec) and each.form is Form.FUNCTION for each in specs)
    return by_function and names_output(program, head.node)


def _activated_again(program: Program, heads: frozenset[Origin]) -> list[Origin]:
    """Where a whole model with one of these heads is activated once more: `Sequential([model, Softmax()])`."""
    return [
        each.place
        for each in program.analysis.observations
        if isinstance(each, ActivationApplied)
        and any(isinstance(result.before, Tensor) and result.before.head in heads for result in each.results)
    ]
