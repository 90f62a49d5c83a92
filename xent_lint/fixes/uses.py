"""What becomes of a tensor at each place where it stands: whether it only passes, is judged by a loss or a metric, is
compared, or is read as the number that it is."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from xent_lint.analysis.observations import (
    ActivationApplied,
    LogTaken,
    LossApplied,
    MetricApplied,
    Observation,
    OutputConsumed,
)
from xent_lint.analysis.values import (
    ActivationValue,
    Class,
    DictRef,
    Instance,
    Layer,
    LibraryObject,
    ListRef,
    Loss,
    Method,
    Metric,
    Model,
    Origin,
    Symbol,
    Tensor,
    Value,
)
from xent_lint.fixes.orders import gives_order, order_kept, row_ordered
from xent_lint.fixes.predictions import may_be_prediction
from xent_lint.fixes.program import Program, is_own_code
from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LayerRole, LossSpec, MetricSpec, ModelSpec, OpRole, OpSpec


class Reading(enum.Enum):
    """What a use needs of the numbers."""

    PASSES = "passes"  # the value goes on, and is seen again where it goes
    SHAPE = "shape"  # nothing: shape, type, an unused value
    ORDER = "order"  # which is the largest: the same for logits
    LOSS = "loss"  # judged by a loss that is known
    METRIC = "metric"
    THRESHOLD = "threshold"  # compared with a constant
    ROUNDED = "rounded"
    ACTIVATED = "activated"  # an activation is applied to it
    LOGGED = "logged"  # its logarithm is taken
    LAYER = "layer"  # it goes into a further layer of a network
    UNJUDGED = "unjudged"  # given to a loss or metric together with something that is not known
    SHARED = "shared"  # returned by a function which both the program and code that is not seen call
    HELD = "held"  # read where it may come back from: a container, a loop, an assignment in place
    READ = "read"  # anything else: the number itself counts


@dataclass(frozen=True)
class Use:
    """A tensor that stands at `place`; `at` is the call or operation that uses it."""

    place: Origin
    reading: Reading
    at: Origin
    tensors: tuple[Tensor, ...]


NAMED = (cst.Name, cst.Tuple, cst.List, cst.Attribute)
"""Targets whose value is seen again where it is used."""

PURE = (
    cst.FormattedStringExpression,
    cst.If,
    cst.IfExp,
    cst.While,
    cst.Assert,
    cst.Index,
    cst.BinaryOperation,
    cst.UnaryOperation,
)
"""Syntax that takes the number and gives back something else."""

CONTAINING = (cst.Element, cst.DictElement, cst.StarredElement, cst.List, cst.Tuple, cst.Dict)
READERS = frozenset(
    f"builtins.{name}" for name in "print float int bool str repr format abs round sum max min any all id hash".split()
)
"""Python's functions that take a number and give back another."""

SHAPE_ONLY = ("builtins.len", "builtins.type", "builtins.isinstance")
SHAPES = frozenset("shape ndim dtype size get_shape set_shape name device op graph".split())
ORDERS = frozenset(("argmax", "argsort"))
BY_COMPILE = frozenset(("compiled_metrics", "compute_metrics", "metrics", "compiled_loss", "compute_loss"))
"""What applies the metrics and losses that `compile` was given: they are moved there."""

GRADIENTS = frozenset(("gradient", "jacobian", "batch_jacobian"))
"""Methods of a tape, which knows what was computed while it recorded, and nothing that is made of it afterwards."""

FRESH = (LayerRole.AFFINE, LayerRole.SIMPLE_RECURRENT, LayerRole.RECURRENT, LayerRole.FEATURES, LayerRole.OPAQUE)


def uses_of(program: Program, heads: frozenset[Origin]) -> list[Use]:
    """All uses of the tensors that come out of these heads, in the order in which they were first evaluated."""
    return [
        use
        for place, values in program.analysis.flows.given.items()
        if (tensors := tuple(v for v in values if isinstance(v, Tensor) and v.head in heads))
        for use in [_use(program, place, tensors)]
    ]


def _use(program: Program, place: Origin, tensors: tuple[Tensor, ...]) -> Use:
    if not program.here(place):
        return Use(place, _elsewhere(program, place, tensors), place, tensors)
    reading, at = _Reader(program, place, tensors).read()
    return Use(place, reading, Origin(place.module, at), tensors)


def _elsewhere(program: Program, place: Origin, tensors: tuple[Tensor, ...]) -> Reading:
    """In another file nothing can be moved; what only passes there is seen again where it comes back."""
    return Reading.PASSES if isinstance(place.node, cst.Name) else Reading.READ


@dataclass(frozen=True)
class _Reader:
    """Reads the syntax around one expression."""

    program: Program
    place: Origin
    tensors: tuple[Tensor, ...]

    def read(self) -> tuple[Reading, cst.CSTNode]:
        """The reading, and the node that does it."""
        node, contained = self.place.node, False
        while True:
            parent = self.program.parent(node)
            if parent is None:
                return Reading.READ, node
            if isinstance(parent, cst.Arg):
                call = self.program.parent(parent)
                if isinstance(call, cst.Call):
                    return self._argument(call, parent, contained), call
                return Reading.READ, parent
            if isinstance(parent, cst.IfExp) and parent.test is not node:
                node = parent
            elif isinstance(parent, cst.ComparisonTarget):
                comparison = self.program.parent(parent) or parent
                return self._compared(comparison), comparison
            elif isinstance(parent, CONTAINING):
                contained, node = True, parent
            elif contained and isinstance(parent, cst.BinaryOperation):  # `[p] + others`
                node = parent
            elif contained and isinstance(parent, cst.Assign):
                return self._kept(parent), parent
            else:
                return self._direct(parent, node), parent

    def _kept(self, assign: cst.Assign) -> Reading:
        """In a list or dict: it passes where the container is unpacked, or only becomes the outputs of a model."""
        target = assign.targets[0].target
        if isinstance(target, cst.Tuple | cst.List):
            return Reading.PASSES
        uses = self.program.loads_of(target.value) if isinstance(target, cst.Name) else []
        return Reading.PASSES if uses and all(map(self._becomes_outputs, uses)) else Reading.HELD

    def _becomes_outputs(self, name: cst.Name) -> bool:
        argument = self.program.parent(name)
        call = self.program.parent(argument) if isinstance(argument, cst.Arg) else None
        callees = self.program.analysis.flows.called_at(Origin(self.place.module, call)) if call is not None else ()
        specs = [catalog().find(callee.name) for callee in callees if isinstance(callee, Symbol)]
        return any(isinstance(spec, ModelSpec) for spec in specs) or any(isinstance(each, Class) for each in callees)

    def _direct(self, parent: cst.CSTNode, node: cst.CSTNode) -> Reading:
        if isinstance(parent, cst.Attribute):
            return self._attribute(parent)
        if isinstance(parent, cst.Subscript):
            return self._through(parent)
        if isinstance(parent, cst.Comparison):
            return self._compared(parent)
        if isinstance(parent, cst.Assign):
            return Reading.PASSES if all(self._is_followed(each.target) for each in parent.targets) else Reading.HELD
        if isinstance(parent, cst.AnnAssign | cst.NamedExpr):
            return Reading.PASSES
        if isinstance(parent, cst.AssignTarget | cst.AnnAssign | cst.Del):
            return Reading.SHAPE
        if isinstance(parent, cst.Return | cst.Lambda):
            return self._returned(parent)
        if isinstance(parent, cst.Expr):
            return self._alone(parent)
        if isinstance(parent, cst.BinaryOperation | cst.UnaryOperation):
            return self._through(parent)
        return Reading.READ if isinstance(parent, PURE) else Reading.HELD

    def _compared(self, comparison: cst.CSTNode | None) -> Reading:
        """`p > 0.5` is observed; `p is None` asks nothing of the numbers."""
        operators = [each.operator for each in comparison.comparisons] if isinstance(comparison, cst.Comparison) else []
        if operators and all(isinstance(each, cst.Is | cst.IsNot) for each in operators):
            return Reading.SHAPE
        return self._observed(comparison) or Reading.READ

    def _is_followed(self, target: cst.BaseAssignTargetExpression) -> bool:
        """Whether what is assigned is seen again wherever it is read: not as an attribute of just any object."""
        if not isinstance(target, cst.Attribute):
            return isinstance(target, NAMED)
        flows, owner = self.program.analysis.flows, Origin(self.place.module, target.value)
        owners = flows.values_at(owner)
        known = all(isinstance(each, Instance) and each.site not in flows.summaries for each in owners)
        return bool(owners) and known and target.value not in flows.other

    def _returned(self, node: cst.CSTNode) -> Reading:
        chain = (node, *self.program.ancestors(node))
        function = next((each for each in chain if isinstance(each, cst.FunctionDef | cst.Lambda)), None)
        flows = self.program.analysis.flows
        if function not in flows.entries:
            return Reading.PASSES
        return Reading.SHARED if function in flows.called_functions() else Reading.READ

    def _alone(self, statement: cst.Expr) -> Reading:
        """An expression statement: a notebook shows the last one of a cell."""
        return Reading.READ if self.program.source.cells else Reading.SHAPE

    def _attribute(self, attribute: cst.Attribute) -> Reading:
        name = attribute.attr.value
        if name in SHAPES:
            return Reading.SHAPE
        call = self.program.parent(attribute)
        if not isinstance(call, cst.Call) or call.func is not attribute:
            return Reading.READ
        if name in ORDERS:
            return Reading.ORDER if order_kept(self.program, call, self.place.node, self.tensors) else Reading.READ
        return self._observed(call) or self._through(call)

    def _argument(self, call: cst.Call, argument: cst.Arg, contained: bool) -> Reading:
        place = Origin(self.place.module, call)
        callees = self.program.analysis.flows.called_at(place)
        observed = self._observed(call)
        if observed in (Reading.LOSS, Reading.METRIC) and not may_be_prediction(call, argument, callees):
            return Reading.HELD if contained else Reading.READ  # labels, or weights
        if observed is not None:
            return observed
        if not callees or (isinstance(call.func, cst.Attribute) and call.func.attr.value in GRADIENTS):
            return Reading.HELD
        if any(map(is_own_code, callees)):  # what that calls in turn is recorded at the same call
            return Reading.PASSES
        readings = {self._by_callee(callee, call) for callee in callees}
        return readings.pop() if len(readings) == 1 else Reading.HELD

    def _by_callee(self, callee: Value, call: cst.Call) -> Reading:
        if isinstance(callee, Loss | Metric):
            return Reading.UNJUDGED
        if isinstance(callee, Layer):
            through = self._through(call) if callee.spec.role not in FRESH else Reading.LAYER
            return through if through is Reading.PASSES else Reading.LAYER
        if isinstance(callee, ActivationValue):
            return Reading.ACTIVATED
        if isinstance(callee, Instance | Model):
            through = self._through(call)
            return through if through is Reading.PASSES else Reading.LAYER
        if isinstance(callee, Symbol):
            return self._by_symbol(callee, call)
        if isinstance(callee, Method) and isinstance(callee.receiver, LibraryObject) and callee.name == "__init__":
            return Reading.PASSES  # super().__init__(inputs, outputs)
        if isinstance(callee, Method) and isinstance(callee.receiver, ListRef | DictRef):
            return self._added(callee, call)
        if isinstance(call.func, cst.Attribute) and self._is_of_compile(call.func):
            return Reading.METRIC
        return self._through(call)

    def _is_of_compile(self, callee: cst.Attribute) -> bool:
        """Whether it applies what `compile` was given: `self.compiled_loss`, a `self.loss` that nothing else sets."""
        name = self.program.text(callee)
        unset = "self.loss =" not in self.program.source.text
        return bool(BY_COMPILE & set(name.split("."))) or (name == "self.loss" and unset)

    def _by_symbol(self, symbol: Symbol, call: cst.Call) -> Reading:
        spec = catalog().find(symbol.name)
        if isinstance(spec, ModelSpec):
            return Reading.PASSES  # Model(inputs, outputs)
        if isinstance(spec, LossSpec | MetricSpec):
            return Reading.UNJUDGED
        if isinstance(spec, OpSpec):
            if spec.role is OpRole.LABELS:
                return Reading.SHAPE  # ones_like, zeros_like
            if gives_order(spec):
                return Reading.ORDER if order_kept(self.program, call, self.place.node, self.tensors) else Reading.READ
            if spec.role is OpRole.AFFINE:
                return Reading.LAYER
        if symbol.name in SHAPE_ONLY:
            return Reading.SHAPE
        through = self._through(call)
        keeps = symbol.name.startswith("builtins.") and symbol.name not in READERS
        return Reading.HELD if keeps and through is Reading.READ else through

    def _added(self, method: Method, call: cst.Call) -> Reading:
        """`outputs.append(p)`, where the list may become the outputs of a model and nothing else."""
        name = call.func.value if isinstance(call.func, cst.Attribute) else None
        if method.name != "append" or not isinstance(name, cst.Name):
            return Reading.HELD
        uses = [each for each in self.program.loads_of(name.value) if not self._appends(each)]
        return Reading.PASSES if uses and all(map(self._becomes_outputs, uses)) else Reading.HELD

    def _appends(self, name: cst.Name) -> bool:
        attribute = self.program.parent(name)
        return isinstance(attribute, cst.Attribute) and attribute.attr.value == "append"

    def _through(self, node: cst.CSTNode) -> Reading:
        """Whether the very same numbers, or some of them, come out of an operation."""
        before = {(each.head, each.guard, each.complement) for each in self.tensors}
        after = [
            v for v in self.program.analysis.flows.values_at(Origin(self.place.module, node)) if isinstance(v, Tensor)
        ]
        same = [each for each in after if (each.head, each.guard, each.complement) in before]
        if same and len(same) == len(after):
            return Reading.PASSES
        if same:
            return Reading.HELD
        heads = {each.head for each in self.tensors}
        made = [each for each in after if each.head not in heads]
        if any(isinstance(each.before, Tensor) and each.before.head in heads for each in made):
            return Reading.ACTIVATED
        if isinstance(node, cst.Subscript) and row_ordered(self.program, node, self.tensors):
            return Reading.PASSES
        return Reading.READ

    def _observed(self, node: cst.CSTNode | None) -> Reading | None:
        """What rules were told about the operation."""
        readings = {
            reading
            for observation in self.program.observed_at(node)
            for reading in [_reading_of(observation, self.tensors)]
            if reading is not None
        }
        return next((reading for reading in Reading if reading in readings), None)


def _reading_of(observation: Observation, tensors: tuple[Tensor, ...]) -> Reading | None:
    heads = {each.head for each in tensors}
    if isinstance(observation, LossApplied):
        return Reading.LOSS if any(pair.head.head in heads for pair in observation.pairs) else None
    if isinstance(observation, MetricApplied):
        return Reading.METRIC if any(each.head in heads for each in observation.heads) else None
    if isinstance(observation, OutputConsumed):
        if not any(each.head in heads for each in observation.tensors):
            return None
        return Reading.THRESHOLD if observation.how == "compared" else Reading.ROUNDED
    if isinstance(observation, LogTaken):
        known = [each for each in observation.arguments if isinstance(each, Tensor)]
        return Reading.LOGGED if any(each.head in heads for each in known) else None
    if isinstance(observation, ActivationApplied):
        before = [each.before for each in observation.results]
        return Reading.ACTIVATED if any(isinstance(b, Tensor) and b.head in heads for b in before) else None
    return None


def loss_uses(program: Program, loss: Origin) -> Iterator[Origin]:
    """Every expression that gives the loss made at `loss`."""
    for place, values in program.analysis.flows.given.items():
        if any(isinstance(value, Loss) and value.origin == loss for value in values):
            yield place
