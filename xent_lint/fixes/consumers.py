"""Keeping what reads the output: thresholds move from 0.5 to 0, and whatever reads the number gets the activation back.

A tensor is wrapped where it comes out of the model when nothing needs the logits there, else at each place that reads
it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis.observations import OutputConsumed
from xent_lint.analysis.values import Origin, Tensor
from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import LibraryNames
from xent_lint.fixes.program import Program
from xent_lint.fixes.uses import Reading, Use
from xent_lint.knowledge.specs import Activation

Edits = tuple[Edit, ...]

LOGITS_WANTED = (Reading.LOSS, Reading.METRIC, Reading.ACTIVATED)
READS = (Reading.READ, Reading.ROUNDED, Reading.LOGGED)


@dataclass
class Group:
    """Uses of outputs that flow together: they are wrapped at their sources or not at all."""

    sources: set[Origin | None] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)


def groups(uses: list[Use]) -> list[Group]:
    """The uses, grouped by the calls of models that their tensors came out of."""
    found: list[Group] = []
    for use in uses:
        sources = {tensor.source for tensor in use.tensors}
        met = [group for group in found if group.sources & sources]
        joined = Group(set(sources), [use])
        for group in met:
            joined = Group(joined.sources | group.sources, [*group.uses, *joined.uses])
            found.remove(group)
        found.append(joined)
    return found


def keep_readings(program: Program, uses: list[Use], names: LibraryNames, meant: str | None = None) -> Edits:
    """The edits after which every use of formerly activated outputs reads what it did before.

    `meant` is the activation that is put back; None for the one that was taken off. Raises NoRepairError.
    """
    found: dict[Edit, None] = {}
    uses = [use for use in uses if any(_is_plain(tensor) for tensor in use.tensors)]
    for use in uses:
        _refuse(program, use)
    for group in groups(uses):
        for edit in _keep(program, group, names, meant):
            found[edit] = None
    return tuple(found)


def _is_plain(tensor: Tensor) -> bool:
    """Whether it is the output itself. What was made of it (`1 - p`, a part of it) reads it where that is done."""
    return not tensor.guard and not tensor.complement


def _refuse(program: Program, use: Use) -> None:
    line = program.line(use.place)
    if use.reading is Reading.LAYER:
        raise NoRepairError(f"its output goes on into a further layer ({line})")
    if use.reading is Reading.UNJUDGED:
        raise NoRepairError(f"a loss or metric gets its output together with something that is not known ({line})")
    if use.reading is Reading.SHARED:
        raise NoRepairError(f"its output is also returned to code that is not seen ({line})")
    roles = program.analysis.flows.roles.get(use.place, set())
    if roles and use.reading in (*READS, Reading.THRESHOLD):
        raise NoRepairError(f"a {min(roles)} of the program's own reads probabilities ({line})")
    if "metric" in roles and use.reading is not Reading.PASSES and use.reading is not Reading.SHAPE:
        raise NoRepairError(f"a metric of the program's own judges the output ({line})")


def _keep(program: Program, group: Group, names: LibraryNames, meant: str | None) -> Edits:
    thresholds = [use for use in group.uses if use.reading is Reading.THRESHOLD]
    literals = {use.at: threshold_literal(program, use) for use in thresholds}
    reads = [use for use in group.uses if use.reading in READS or (use in thresholds and literals[use.at] is None)]
    moved = tuple(edits.replace(program, literal, "0.0") for literal in literals.values() if literal is not None)
    if not reads:
        return moved
    sources = [source for source in group.sources if source is not None]
    wants_logits = any(use.reading in LOGITS_WANTED for use in group.uses)
    if not wants_logits and len(sources) == len(group.sources) and all(_can_wrap(program, each) for each in sources):
        return tuple(edit for source in sources for edit in _wrap(program, source, names, meant))
    return (*moved, *(edit for use in reads for edit in _wrap(program, use.place, names, meant)))


def threshold_literal(program: Program, use: Use) -> cst.BaseExpression | None:
    """The `0.5` that a sigmoid's output is compared with, where it is written in the comparison itself."""
    if not all(tensor.activation in (Activation.SIGMOID, Activation.IDENTITY) for tensor in use.tensors):
        return None
    if not _at_half(program, use):
        return None
    node = use.at.node
    operands: list[cst.BaseExpression] = []
    if isinstance(node, cst.Comparison):
        operands = [node.left, *(target.comparator for target in node.comparisons)]
    elif isinstance(node, cst.Call):
        operands = [arg.value for arg in node.args]
    written = [each for each in operands if isinstance(each, cst.Float) and each.evaluated_value == 0.5]
    return written[0] if len(written) == 1 else None


def _can_wrap(program: Program, place: Origin) -> bool:
    return program.here(place) and place.node not in program.analysis.flows.other


def _wrap(program: Program, place: Origin, names: LibraryNames, meant: str | None) -> Edits:
    tensors = [each for each in program.analysis.flows.values_at(place) if isinstance(each, Tensor)]
    kinds = {(each.activation.value, each.axis, each.array, is_symbolic(each)) for each in tensors}
    if not program.here(place) or not isinstance(place.node, cst.BaseExpression):
        raise NoRepairError(f"the output is read in another file ({program.line(place)})")
    if len(kinds) != 1 or not all(map(_is_plain, tensors)) or not _can_wrap(program, place):
        raise NoRepairError(f"other values are read at the same place ({program.line(place)})")
    label, axis, array, symbolic = kinds.pop()
    before, after = names.activation(meant or label, axis, array, place.node, symbolic)
    return edits.wrap(program, place.node, before, after)


def is_symbolic(tensor: Tensor) -> bool:
    """Whether a Keras layer gave it while a functional model was built."""
    return tensor.layer is not None and tensor.source is None and not tensor.array


def read_as_probability(program: Program, use: Use, label: str, names: LibraryNames) -> Edits:
    """The edits for a threshold or rounding that takes logits for probabilities. Raises NoRepairError."""
    literal = threshold_literal(program, use) if use.reading is Reading.THRESHOLD else None
    if literal is not None and label == "sigmoid":
        return (edits.replace(program, literal, "0.0"),)
    if use.reading is Reading.THRESHOLD and not _at_half(program, use):
        return ()
    arrays = {tensor.array for tensor in use.tensors}
    if not _can_wrap(program, use.place) or len(arrays) > 1 or not isinstance(use.place.node, cst.BaseExpression):
        raise NoRepairError(f"other values are read at the same place ({program.line(use.place)})")
    return wrapped(program, use.place.node, label, -1, arrays.pop(), names)


def _at_half(program: Program, use: Use) -> bool:
    consumed = [each for each in program.observed_at(use.at.node) if isinstance(each, OutputConsumed)]
    return bool(consumed) and all(each.threshold == 0.5 for each in consumed)


def wrapped(
    program: Program, node: cst.BaseExpression, label: str, axis: int | None, array: bool, names: LibraryNames
) -> Edits:
    """The edits that apply an activation to an expression and give the same kind of array. Raises NoRepairError."""
    before, after = names.activation(label, axis, array, node)
    return edits.wrap(program, node, before, after)
