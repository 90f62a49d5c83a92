"""The heads and losses that have to change together.

A head that becomes linear changes what every loss gets that judges it; a loss that takes logits changes every head that
it judges. So a repair takes all that is connected: two models with one loss object, one model compiled twice, a GAN.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Loss, Origin, Scale, Tensor
from xent_lint.fixes.program import Program
from xent_lint.knowledge.specs import Activation, Expects, Family


class NoRepairError(Exception):
    """There is no edit that repairs this without changing something else; the text says why, and reads on after "by
    hand:"."""


@dataclass
class Component:
    """`heads` by the place where the activation is written, `losses` by the place that is edited."""

    heads: dict[Origin, list[Tensor]] = field(default_factory=dict)
    losses: dict[Origin, list[tuple[Loss, LossApplied]]] = field(default_factory=dict)

    @property
    def activated(self) -> dict[Origin, Tensor]:
        """The heads that become linear, each with one of its tensors."""
        return {head: found[0] for head, found in self.heads.items() if found[0].scale is not Scale.LOGITS}


def edit_place(program: Program, loss: Loss, applied: LossApplied) -> Origin:
    """Where a loss is changed: the call that makes or applies it, or what names it.

    That is the string in a list, of a variable or of a parameter which is there for nothing else, or the argument of
    compile.
    """
    if loss.origin is None or isinstance(loss.origin.node, cst.Call):
        return loss.origin or applied.place
    written, given = loss.origin.node, applied.place.node
    if isinstance(written, cst.SimpleString) and isinstance(given, cst.Name) and program.here(loss.origin):
        holder = program.parent(written)
        kept = isinstance(holder, cst.Element | cst.DictElement | cst.Assign)
        if kept and _used_once(program, given, program.function_of(written)):
            return loss.origin
        if isinstance(holder, cst.Param | cst.Arg) and _used_once(program, given, program.function_of(given)):
            return loss.origin
    return applied.place


def _used_once(program: Program, name: cst.Name, function: cst.CSTNode) -> bool:
    """Whether a variable or parameter of a function (or of the module) stands nowhere else in it."""
    uses = [each for each in program.loads_of(name.value) if function in program.ancestors(each)]
    return uses == [name] and not (function is program.module and program.mentions(name.value))


def connected(program: Program, first: list[LossApplied]) -> Component:
    """Everything that has to change with the pairs of `first`. Raises NoRepairError."""
    component = Component()
    pending = list(first)
    seen: set[LossApplied] = set()
    every = [each for each in program.analysis.observations if isinstance(each, LossApplied)]
    while pending:
        applied = pending.pop(0)
        if applied in seen:
            continue
        seen.add(applied)
        for pair in applied.pairs:
            head, place = pair.head.head, edit_place(program, pair.loss, applied)
            if head is None:
                raise NoRepairError("the head is not known")
            component.heads.setdefault(head, []).append(pair.head)
            component.losses.setdefault(place, []).append((pair.loss, applied))
        pending.extend(each for each in every if each not in seen and _touches(program, each, component))
    _refuse_unjudged(program, component)
    return component


def _touches(program: Program, applied: LossApplied, component: Component) -> bool:
    return any(
        pair.head.head in component.heads or edit_place(program, pair.loss, applied) in component.losses
        for pair in applied.pairs
    )


def _refuse_unjudged(program: Program, component: Component) -> None:
    for place, value in program.analysis.flows.unjudged:
        head = value.head if isinstance(value, Tensor) else None
        loss = value.origin if isinstance(value, Loss) else None
        if head in component.heads:
            raise NoRepairError(f"a loss or metric that is not known judges the same output ({program.line(place)})")
        if loss in component.losses or place in component.losses:
            raise NoRepairError(f"the same loss judges an output that is not known ({program.line(place)})")


def pairs_of(component: Component) -> Iterator[tuple[Pair, LossApplied]]:
    """Every pair, with where it meets."""
    for found in component.losses.values():
        for _, applied in found:
            for pair in applied.pairs:
                yield pair, applied


MATCHING = {
    Activation.SIGMOID: (Family.BINARY,),
    Activation.SOFTMAX: (Family.CATEGORICAL, Family.SPARSE_CATEGORICAL),
    Activation.LOG_SOFTMAX: (Family.CATEGORICAL, Family.SPARSE_CATEGORICAL),
    Activation.LOG_SIGMOID: (Family.BINARY,),
}


def refuse_misfits(program: Program, component: Component) -> None:
    """Raise NoRepairError unless every pair is one that logits are right for."""
    for pair, applied in pairs_of(component):
        line = program.line(applied.place)
        spec, head = pair.loss.spec, pair.head
        if spec.from_logits is None and spec.expects is not Expects.LOGITS:
            raise NoRepairError(f"{spec.name} has no form on logits ({line})")
        if head.units == 1 and spec.family in MATCHING[Activation.SOFTMAX]:
            raise NoRepairError("the same loss judges a single unit, over which it is 0")
        if head.scale is Scale.LOGITS:
            continue
        if spec.family not in MATCHING.get(head.activation, ()) and spec.family is not Family.SEQUENCE:
            raise NoRepairError(f"{head.label} and {spec.name} belong to different families ({line})")
        if head.guard or head.complement:
            raise NoRepairError(f"what the loss gets is not the head's output itself ({line})")
    for head in component.activated.values():
        before = head.before
        if isinstance(before, Tensor) and before.activation not in (Activation.IDENTITY, *MATCHING):
            line = program.line(head.head) if head.head is not None else "elsewhere"
            raise NoRepairError(f"{before.label} comes before the {head.label}, so that there are no logits ({line})")
    for place, found in component.heads.items():
        if len({(each.activation, each.axis) for each in found}) > 1:
            raise NoRepairError(f"the head has one activation here and another there ({program.line(place)})")


def refuse_more_units(program: Program, component: Component) -> None:
    """Raise NoRepairError unless every head has exactly one unit and every loss can be a binary one."""
    for pair, applied in pairs_of(component):
        line = program.line(applied.place)
        if pair.head.units is None:
            raise NoRepairError(f"how many units the loss gets is not certain ({line})")
        if pair.head.units != 1 or pair.head.guard or pair.head.complement:
            raise NoRepairError(f"the same loss judges another output too ({line})")
        if pair.loss.spec.from_logits is None and pair.loss.spec.expects is not Expects.LOGITS:
            raise NoRepairError(f"{pair.loss.spec.name} has no form on logits ({line})")
