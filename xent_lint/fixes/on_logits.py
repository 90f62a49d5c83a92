"""The repair of most findings: linear heads, losses on logits, and everything that depends on them moved along."""

from __future__ import annotations

from dataclasses import dataclass, replace

import libcst as cst

from xent_lint.analysis.observations import LossApplied
from xent_lint.analysis.values import Origin, Scale, Tensor
from xent_lint.diagnostics import Applicability, Edit, Fix
from xent_lint.fixes import consumers, heads, losses, metrics
from xent_lint.fixes.component import Component, NoRepairError, connected, pairs_of, refuse_misfits
from xent_lint.fixes.program import Program
from xent_lint.fixes.uses import Reading, Use, uses_of
from xent_lint.knowledge.specs import Activation, Family


@dataclass(frozen=True)
class ToLogits:
    """Make every connected head linear and every connected loss take logits.

    `message` says what is done. `keeps`: the program computes and predicts what it did, so that the fix is safe when
    everything that depends on the heads was seen.
    """

    message: str
    applied: LossApplied
    keeps: bool = False

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
        why = f"; unsafe, for {doubts[0]}" if self.keeps and doubts else ""
        return Fix(f"{self.message}{why}", Applicability.UNSAFE, found)

    def _edits(self, program: Program) -> tuple[tuple[Edit, ...], list[str]]:
        component = connected(program, self.applied)
        refuse_misfits(component)
        near = spelling_hint(component, self.applied)
        activated, every = component.activated, frozenset(component.heads)
        _refuse_inner(program, component)
        found: list[Edit] = []
        for head in activated.values():
            found += heads.linear(program, head)
        for place, judged in component.losses.items():
            found += losses.on_logits(program, place, judged, near, None)
        found += metrics.move_all(program, every, softmax=of_softmax(component), near=near)
        uses = uses_of(program, frozenset(activated))
        found += consumers.keep_readings(program, uses, near)
        found += _linear_readings(program, component, near)
        return tuple(dict.fromkeys(found)), _doubts(program, component, uses)


def of_softmax(component: Component) -> bool:
    """Whether the logits of this component are those of a softmax."""
    return all(pair.loss.spec.family is not Family.BINARY for pair, _ in pairs_of(component))


def spelling_hint(component: Component, applied: LossApplied) -> cst.CSTNode | None:
    """An expression that tells how the file spells Keras: the head's layer, else what is called first."""
    for found in component.heads.values():
        layer = found[0].layer
        if layer is not None and layer.module == applied.place.module and isinstance(layer.node, cst.Call):
            return layer.node.func
    place = applied.place.node
    return place.func if isinstance(place, cst.Call) else place


def _refuse_inner(program: Program, component: Component) -> None:
    """A layer or model that also stands inside of another model has its numbers used there."""
    inner, by_model = program.analysis.flows.inner, program.analysis.flows.heads
    for head in component.activated:
        if head in inner:
            raise NoRepairError(f"the same activation stands inside of a model ({program.line(inner[head])})")
        for site, found in by_model.items():
            if head in found and site in inner:
                raise NoRepairError(f"its output goes on into another model ({program.line(inner[site])})")


def _linear_readings(program: Program, component: Component, near: cst.CSTNode | None) -> list[Edit]:
    """Linear heads of which a threshold of 0.5 or a rounding was taken: those read the logits as probabilities."""
    linear = frozenset(component.heads) - frozenset(component.activated)
    label = "softmax" if of_softmax(component) else "sigmoid"
    found: list[Edit] = []
    for use in uses_of(program, linear) if linear else ():
        if use.reading not in (Reading.THRESHOLD, Reading.ROUNDED):
            continue
        found += read_as_probability(program, use, label, near)
    return found


def read_as_probability(program: Program, use: Use, label: str, near: cst.CSTNode | None) -> list[Edit]:
    """The edits for a threshold or rounding that takes logits for probabilities. Raises NoRepairError."""
    literal = consumers.threshold_literal(program, use) if use.reading is Reading.THRESHOLD else None
    if literal is not None and label == "sigmoid":
        return [consumers.edits.replace(program, literal, "0.0")]
    arrays = {tensor.array for tensor in use.tensors}
    if not program.here(use.place) or len(arrays) > 1 or use.place.node in program.analysis.flows.other:
        raise NoRepairError(f"other values are read at the same place ({program.line(use.place)})")
    assert isinstance(use.place.node, cst.BaseExpression)
    return list(consumers.wrapped(program, use.place.node, label, -1, arrays.pop(), near))


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
    found += [
        f"an activation is applied to its output again ({program.line(use.at)})"
        for use in uses
        if use.reading is Reading.ACTIVATED
    ]
    if program.analysis.cut:
        found.append("the file is too large to be followed to its end")
    return found


def as_sigmoid(applied: LossApplied) -> LossApplied:
    """The same with every head taken for a sigmoid: what a softmax over one unit was meant to be."""
    pairs = [
        replace(pair, head=replace(pair.head, activation=Activation.SIGMOID, label="sigmoid"))
        if pair.head.scale is Scale.PROBABILITIES
        else pair
        for pair in applied.pairs
    ]
    return replace(applied, pairs=tuple(pairs))


