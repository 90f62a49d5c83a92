"""Keeping what reads the output: thresholds move from 0.5 to 0, and whatever reads the number gets the activation back.

A tensor is wrapped where it comes out of the model when nothing needs the logits there, else at each place that reads
it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis.observations import OutputConsumed
from xent_lint.analysis.values import Origin, Scale, Tensor
from xent_lint.diagnostics import Edit
from xent_lint.fixes import edits
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.naming import OF_EACH, LibraryNames
from xent_lint.fixes.program import Program
from xent_lint.fixes.uses import Reading, Use

Edits = tuple[Edit, ...]

LOGITS_WANTED = (Reading.LOSS, Reading.METRIC, Reading.ACTIVATED)
DECISIONS = (Reading.THRESHOLD, Reading.ROUNDED)
READS = (Reading.READ, Reading.ROUNDED, Reading.LOGGED, Reading.HELD, Reading.SHARED)


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


@dataclass(frozen=True)
class Readings:
    """What reads the outputs of `heads`, all of which give logits from now on.

    `label` is the activation whose logits they are, `meant` the one that is put back (None: what was taken off).
    """

    program: Program
    names: LibraryNames
    heads: frozenset[Origin]
    label: str
    meant: str | None = None

    def keep(self, uses: list[Use]) -> Edits:
        """The edits after which every use of formerly activated outputs reads what it did. Raises NoRepairError."""
        found: dict[Edit, None] = {}
        uses = [use for use in uses if any(is_plain(tensor) for tensor in use.tensors)]
        for use in uses:
            _refuse(self.program, use)
        for group in groups(uses):
            found.update(dict.fromkeys(self._keep(group)))
        return tuple(found)

    def decide(self, use: Use) -> Edits:
        """The edits for a threshold or rounding that takes logits for probabilities. Raises NoRepairError."""
        literal = self._literal(use)
        if literal is not None:
            return (edits.replace(self.program, literal, "0.0"),)
        if use.reading is Reading.THRESHOLD and not self._at_half(use):
            return ()
        return self._wrap(use.place, decides=True)

    def _keep(self, group: Group) -> Edits:
        thresholds = {use.at: self._literal(use) for use in group.uses if use.reading is Reading.THRESHOLD}
        literals = {literal for literal in thresholds.values() if literal is not None}
        reads = [use for use in group.uses if use.reading in READS or thresholds.get(use.at, use) is None]
        sources = [source for source in group.sources if source is not None]
        at_source = len(sources) == len(group.sources) and all(map(self._can_wrap, sources))
        wanted = any(use.reading in LOGITS_WANTED or self._meets_logits(use.place) for use in group.uses)
        if reads and at_source and not wanted:
            return tuple(edit for source in sources for edit in self._wrap(source))
        for use in reads:
            if use.reading is Reading.HELD:
                packed = use.place in self.program.analysis.flows.packed
                what = "several outputs are read at once" if packed else "its output is kept where it is read again"
                raise NoRepairError(f"{what} ({self.program.line(use.place)})")
            if use.reading is Reading.SHARED:
                line = self.program.line(use.place)
                raise NoRepairError(f"its output is also returned to code that is not seen ({line})")
        wrapped = [edit for use in reads for edit in self._wrap(use.place, use.reading not in (Reading.READ,))]
        return (*(edits.replace(self.program, literal, "0.0") for literal in literals), *wrapped)

    def _tensors(self, place: Origin) -> list[Tensor]:
        return [each for each in self.program.analysis.flows.values_at(place) if isinstance(each, Tensor)]

    def _meets_logits(self, place: Origin) -> bool:
        """Whether outputs that were logits before come to the same place: there they are told apart no more."""
        return any(each.scale is Scale.LOGITS for each in self._tensors(place))

    def _can_wrap(self, place: Origin) -> bool:
        """Whether the expression is in this file and gives outputs of these heads and nothing else."""
        program = self.program
        own = all(each.head in self.heads and is_plain(each) for each in self._tensors(place))
        return own and program.here(place) and place.node not in program.analysis.flows.other

    def _wrap(self, place: Origin, decides: bool = False) -> Edits:
        """Put the activation back. Where it `decides`, by a threshold or by rounding, logits were taken for it too."""
        if not self.program.here(place) or not isinstance(place.node, cst.BaseExpression):
            raise NoRepairError(f"the output is read in another file ({self.program.line(place)})")
        kinds = {self._kind(each, decides) for each in self._tensors(place)}
        if len(kinds) != 1 or not self._can_wrap(place):
            raise NoRepairError(f"other values are read at the same place ({self.program.line(place)})")
        label, axis, array, symbolic = kinds.pop()
        before, after = self.names.activation(self.meant or label, axis, array, place.node, symbolic)
        return edits.wrap(self.program, place.node, before, after)

    def _kind(self, tensor: Tensor, decides: bool) -> tuple[str, int | None, bool, bool]:
        linear = decides and tensor.scale is Scale.LOGITS
        label = self.label if linear else tensor.activation.value
        return label, -1 if linear or label in OF_EACH else tensor.axis, tensor.array, is_symbolic(tensor)

    def _literal(self, use: Use) -> cst.BaseExpression | None:
        """The `0.5` that a sigmoid's output is compared with, where it is written in the comparison itself."""
        if (self.meant or self.label) != "sigmoid" or not self._can_wrap(use.place) or not self._at_half(use):
            return None
        node = use.at.node
        operands: list[cst.BaseExpression] = []
        if isinstance(node, cst.Comparison):
            operands = [node.left, *(target.comparator for target in node.comparisons)]
        elif isinstance(node, cst.Call):
            operands = [arg.value for arg in node.args]
        written = [each for each in operands if isinstance(each, cst.Float) and each.evaluated_value == 0.5]
        return written[0] if len(written) == 1 else None

    def _at_half(self, use: Use) -> bool:
        consumed = [each for each in self.program.observed_at(use.at.node) if isinstance(each, OutputConsumed)]
        return bool(consumed) and all(each.threshold == 0.5 for each in consumed)


def is_symbolic(tensor: Tensor) -> bool:
    """Whether it comes out of a Keras layer, so that it may be a placeholder of a functional model."""
    return tensor.layer is not None and not tensor.array


def is_plain(tensor: Tensor) -> bool:
    """Whether it is the output itself. What was made of it (`1 - p`, a part of it) reads it where that is done."""
    return not tensor.guard and not tensor.complement


def _refuse(program: Program, use: Use) -> None:
    line = program.line(use.place)
    if use.reading is Reading.LAYER:
        raise NoRepairError(f"its output goes on into a further layer ({line})")
    if use.reading is Reading.UNJUDGED:
        raise NoRepairError(f"a loss or metric gets its output together with something that is not known ({line})")
    roles = program.analysis.flows.roles.get(use.place, set())
    if roles and use.reading in (*READS, Reading.THRESHOLD):
        raise NoRepairError(f"a {min(roles)} of the program's own reads probabilities ({line})")
    if "metric" in roles and use.reading is not Reading.PASSES and use.reading is not Reading.SHAPE:
        raise NoRepairError(f"a metric of the program's own judges the output ({line})")
