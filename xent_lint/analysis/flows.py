"""Where values go. Rules judge what happens at one place; a repair must know every place that a value reaches.

Recorded while the interpreter runs: which expressions give a tensor, model, loss or metric, what is called at a call,
what is handed to code that is not seen, and which layers stand inside of a model. All of it is an over-approximation:
what is not recorded did not happen in what was followed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import libcst as cst

from xent_lint.analysis.domain import Site, ValueSet
from xent_lint.analysis.values import (
    NONE,
    Function,
    Instance,
    Loss,
    Method,
    Metric,
    Model,
    Origin,
    Tensor,
    Tuple,
    Unknown,
    Value,
)

MAX_PACKED = 32
"""Items of the largest tuple that is looked through for tensors: no model has more outputs."""

TRACKED = (Tensor, Model, Instance, Loss, Metric)


@dataclass(frozen=True)
class Escape:
    """`value` leaves what is seen at `place`; `how` reads on after "the model": `is saved`, `is given to f`."""

    value: Value
    place: Origin
    how: str


@dataclass
class Flows:
    """What one analysis recorded. Keys are places (`Origin`), values are kept in the order in which they came."""

    given: dict[Origin, dict[Value, None]] = field(default_factory=dict)  # by expression: its tracked values
    packed: dict[Origin, dict[Tensor, None]] = field(default_factory=dict)  # by expression: the tensors of its tuples
    other: set[cst.CSTNode] = field(default_factory=set)  # expressions that give something that is not tracked
    callees: dict[Origin, dict[Value, None]] = field(default_factory=dict)  # by call: what is called
    roles: dict[Origin, set[str]] = field(default_factory=dict)  # by expression: what called the function it is in
    escapes: dict[Escape, None] = field(default_factory=dict)
    heads: dict[Site, dict[Origin, None]] = field(default_factory=dict)  # by model: where its outputs are activated
    inner: dict[Hashable, Origin] = field(default_factory=dict)  # heads and models that stand inside a model: where
    entries: set[cst.CSTNode] = field(default_factory=set)  # functions that code which is not seen calls
    summaries: set[Site] = field(default_factory=set)  # objects that stand for any of their class, made elsewhere
    unjudged: dict[tuple[Origin, Value], None] = field(default_factory=dict)  # (place, what meets something unknown)
    met: int = 0  # how often an expression gave a tensor, model, loss or metric
    role: str = ""  # what calls the code that is being run, where that is of account

    def record(self, module: str, node: cst.CSTNode, values: ValueSet) -> None:
        """An expression was evaluated. Called for every one of them, so it does little where nothing is tracked."""
        tracked = [binding.value for binding in values.bindings if isinstance(binding.value, TRACKED)]
        if len(tracked) < len(values.bindings):
            self.other.add(node)
            for binding in values.bindings:
                if isinstance(binding.value, Unknown) and binding.value.may_be:
                    for each in binding.value.may_be:
                        self.escaped(each, Origin(module, node), "is one of many alternatives")
            packed = [each for binding in values.bindings for each in _packed(binding.value)]
            if packed:
                self.packed.setdefault(Origin(module, node), {}).update(dict.fromkeys(packed))
        if not tracked:
            return
        self.met += any(not isinstance(value, Instance) for value in tracked)
        place = Origin(module, node)
        self.given.setdefault(place, {}).update(dict.fromkeys(tracked))
        if self.role:
            self.roles.setdefault(place, set()).add(self.role)

    def called(self, place: Origin, callee: Value) -> None:
        """A call was made."""
        self.callees.setdefault(place, {})[callee] = None

    def escaped(self, value: Value, place: Origin, how: str) -> None:
        """A value was handed to code that is not seen."""
        if isinstance(value, Method) and value.function is not None:
            value = value.function
        if isinstance(value, Function):
            self.entries.add(value.node)  # and may call it
        if isinstance(value, TRACKED):
            self.escapes[Escape(value, place, how)] = None

    def meets_unknown(self, place: Origin, *sets: ValueSet) -> None:
        """At `place` a tensor, loss or metric is judged together with something that is not known.

        It cannot be changed without changing that pair too. None stands for what is written at `place` itself.
        """
        for values in sets:
            for binding in values:
                if isinstance(binding.value, Loss | Metric | Tensor) or binding.value == NONE:
                    self.unjudged[place, binding.value] = None

    def packed_at(self, node: Origin) -> tuple[Tensor, ...]:
        """The tensors in the tuples that an expression gives."""
        return tuple(self.packed.get(node, ()))

    @contextmanager
    def within(self, role: str) -> Iterator[None]:
        """Run code that is called in a role: as a loss function, as a metric."""
        saved, self.role = self.role, role
        try:
            yield
        finally:
            self.role = saved

    def values_at(self, node: Origin) -> tuple[Value, ...]:
        """The tracked values of an expression."""
        return tuple(self.given.get(node, ()))

    def called_at(self, node: Origin) -> tuple[Value, ...]:
        """What is called by a call; empty where it was never reached."""
        return tuple(self.callees.get(node, ()))

    def called_functions(self) -> set[cst.CSTNode]:
        """The program's own functions that have a visible call."""
        callees = [callee for each in self.callees.values() for callee in each]
        functions = [each.function if isinstance(each, Method) else each for each in callees]
        return {each.node for each in functions if isinstance(each, Function)}


def _packed(value: Value) -> Iterator[Tensor]:
    """The tensors in a tuple, and in the tuples in it."""
    if isinstance(value, Tuple) and len(value.items) <= MAX_PACKED:
        for values in value.items:
            for binding in values:
                if isinstance(binding.value, Tensor):
                    yield binding.value
                else:
                    yield from _packed(binding.value)
