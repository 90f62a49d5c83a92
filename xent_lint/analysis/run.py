"""One analysis of one file: its state, its call stack, its budget, and what it has observed so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice

import libcst as cst

from xent_lint.analysis import limits
from xent_lint.analysis.domain import (
    NO_CHOICES,
    AllocationSite,
    Binding,
    Branches,
    Choices,
    Site,
    ValueSet,
    combine,
    compatible,
)
from xent_lint.analysis.environment import Exit, State
from xent_lint.analysis.flows import Flows
from xent_lint.analysis.fruitless import Fruitless
from xent_lint.analysis.library import Library
from xent_lint.analysis.modules import Modules, NoModules
from xent_lint.analysis.observations import Observation, origins
from xent_lint.analysis.values import (
    Class,
    Constant,
    Function,
    Instance,
    ModuleRef,
    Origin,
    Scope,
    Symbol,
    Tensor,
    Unknown,
    Value,
)


class BudgetExhausted(Exception):  # noqa: N818 (a limit, not an error of the program)
    """The steps allowed for a piece of code are used up; what is being analysed is abandoned."""


def _united(bindings: tuple[Binding, ...]) -> Choices | None:
    """All choices of the bindings, None when they contradict each other."""
    united = NO_CHOICES
    for binding in bindings:
        if binding.choices:
            if not compatible(binding.choices, united):
                return None
            united |= binding.choices
    return united


@dataclass
class LoopFrame:
    """The loop being run: where `break` and `continue` leave to."""

    base: State
    breaks: list[Exit] = field(default_factory=list)
    continues: list[Exit] = field(default_factory=list)


@dataclass
class Frame:
    """One activation of a function (or the module, or a class body)."""

    scope: Scope
    base: State
    function: Function | None = None
    receiver: Value | None = None
    owner: Class | None = None
    exits: list[Exit] = field(default_factory=list)
    loops: list[LoopFrame] = field(default_factory=list)
    call: Origin | None = None  # where it was called
    captured: bool = False  # a closure keeps the scope alive
    generator: bool = False


@dataclass
class Run:
    """Everything the transfer functions share while one file is interpreted."""

    module: str
    library: Library
    evaluate_node: Callable[[Run, cst.BaseExpression], ValueSet]
    execute_body: Callable[[Run, Sequence[cst.CSTNode]], bool]
    lose_value: Callable[[Run, Value, cst.CSTNode, str], None]
    state: State = field(default_factory=State)
    frames: list[Frame] = field(default_factory=list)
    context: int = 0  # the call string, by number: the calls and loop rounds we are in
    branches: Branches = field(default_factory=Branches)
    sites: dict[tuple[cst.CSTNode, int], AllocationSite] = field(default_factory=dict)
    contexts: dict[tuple[int, Hashable], int] = field(default_factory=dict)  # (call string, what is entered)
    observations: dict[Hashable, Observation] = field(default_factory=dict)
    moved: dict[Observation, Origin] = field(default_factory=dict)  # where in another file it really happens
    flows: Flows = field(default_factory=Flows)
    muted: int = 0  # observations are not recorded while positive
    summaries: set[Site] = field(default_factory=set)  # instances whose attributes are joined over all methods
    called: set[cst.CSTNode] = field(default_factory=set)  # functions that had a visible call
    functions: dict[cst.CSTNode, Function] = field(default_factory=dict)
    defined: list[cst.CSTNode] = field(default_factory=list)  # functions, as they are defined
    methods: dict[cst.CSTNode, tuple[Class, Function]] = field(default_factory=dict)
    instances: dict[cst.CSTNode, list[Instance]] = field(default_factory=dict)  # by class
    derived: dict[tuple[Value, Hashable], Unknown] = field(default_factory=dict)
    star_imported: set[str] = field(default_factory=set)  # files with the names of an unknown module in scope
    modules: Modules = field(default_factory=NoModules)
    loaded: dict[str, ModuleRef] = field(default_factory=dict)  # other files, by name
    imported_steps: int = 0
    busy: set[Site] = field(default_factory=set)  # objects being applied: one inside itself is not followed
    statement: cst.CSTNode | None = None  # the simple statement being run
    results: dict[Hashable, tuple[int, ValueSet]] = field(default_factory=dict)  # of calls, with the clock they hold at
    not_entered: int = 0  # calls that were too deep
    fruitless: Fruitless = field(default_factory=Fruitless)
    unrolled: int = 1  # iterations of the loops we are in that are followed one by one, multiplied
    steps: int = 0
    allowance: int = limits.MAX_STEPS

    @property
    def frame(self) -> Frame:
        """The innermost activation."""
        return self.frames[-1]

    def active(self) -> list[Function | None]:
        """The functions that are being run; None for the module and for class bodies."""
        return [frame.function for frame in self.frames]

    def step(self) -> None:
        """Count one unit of work; raises BudgetExhausted at the limit."""
        self.steps += 1
        if self.steps > self.allowance:
            raise BudgetExhausted

    def evaluate(self, node: cst.BaseExpression) -> ValueSet:
        """The values of an expression (the transfer functions are mutually recursive, so they meet here)."""
        return self.evaluate_node(self, node)

    def execute(self, body: Sequence[cst.CSTNode]) -> bool:
        """Run statements; False when control does not reach their end."""
        return self.execute_body(self, body)

    def lose(self, values: ValueSet, node: cst.CSTNode | None, how: str) -> None:
        """From `node` (None: the statement being run) on, these values and what they hold are not followed.

        They may be used in any way. `how` reads on after "the model": `is kept in a list ...`.
        """
        place = node if node is not None else self.statement
        for binding in values:
            if place is not None and not isinstance(binding.value, Constant | Symbol | Tensor | Unknown):
                self.lose_value(self, binding.value, place, how)

    def origin(self, node: cst.CSTNode) -> Origin:
        """The place of `node` in the file that is being run."""
        return Origin(self.frame.scope.module, node)

    def site(self, node: cst.CSTNode) -> Site:
        """The allocation site of `node` on this call string."""
        return self.sites.setdefault((node, self.context), AllocationSite(node, self.context))

    def unknown(self, reason: str, node: cst.CSTNode | None = None) -> Unknown:
        """A fresh unknown value."""
        return Unknown(reason, self.origin(node) if node is not None else None)

    def derive(self, value: Value, key: Hashable, reason: str) -> Unknown:
        """The unknown that always is the same for the same unknown `value` and `key` (an attribute, say)."""
        found = self.derived.get((value, key))
        if found is None:
            found = self.derived[value, key] = Unknown(reason, getattr(value, "origin", None))
        return found

    def negation(self, value: Unknown) -> Unknown:
        """`not value`; the negation of a negation is the value itself."""
        if value.negates is not None:
            return value.negates
        found = self.derived.get((value, "not"))
        if found is None:
            found = self.derived[value, "not"] = Unknown(value.reason, value.origin, negates=value)
        return found

    def observe(self, key: Hashable, observation: Observation) -> None:
        """Record what was seen, once for each place and pairing.

        What a function of another file does with a value of this file is seen at the call that hands it over.
        """
        if self.muted:
            return
        if observation.place.module != self.module and self.module in origins(observation):
            calls = [frame.call for frame in self.frames if frame.call is not None and frame.call.module == self.module]
            if calls:
                there = observation.place
                observation = replace(observation, place=calls[-1])
                self.moved.setdefault(observation, there)
                key = calls[-1]
        self.observations.setdefault((key, observation), observation)

    def combinations(self, *sets: ValueSet) -> Iterator[tuple[tuple[Value, ...], Choices]]:
        """Compatible combinations of the values on this path; one unknown combination where there are too many."""
        path = self.state.path
        sets = tuple([each.given(path) for each in sets])
        if [len(each) for each in sets].count(1) == len(sets):  # nearly always
            bindings = tuple([each[0] for each in sets])
            choices = _united(bindings)
            if choices is not None:
                yield tuple([binding.value for binding in bindings]), choices
            return
        possible = combine(*sets)
        found = [
            (tuple(binding.value for binding in bindings), choices)
            for bindings, choices in islice(possible, limits.MAX_COMBINATIONS + 1)
        ]
        if len(found) > limits.MAX_COMBINATIONS:
            for values in sets:
                self.lose(values, None, "is one of many alternatives")
            found = [(tuple(Unknown("too many combinations") for _ in sets), NO_CHOICES)]
        self.steps += 4 * len(found)  # alternatives are what takes time: merging them costs more than a plain step
        yield from found

    @contextmanager
    def within(self, mark: Hashable) -> Iterator[None]:
        """Extend the call string while a call or a loop round is run."""
        saved = self.context
        self.context = self.contexts.setdefault((saved, mark), len(self.contexts) + 1)
        try:
            yield
        finally:
            self.context = saved

    @contextmanager
    def watch(self) -> Iterator[dict[Hashable, Observation]]:
        """Collect what is observed meanwhile, apart from the rest."""
        saved, self.observations = self.observations, {}
        try:
            yield self.observations
        except BudgetExhausted:
            saved.update(self.observations)  # what was seen before the end was seen
            raise
        finally:
            self.observations = saved

    @contextmanager
    def unroll(self, count: int) -> Iterator[None]:
        """Run one of `count` iterations that are followed one by one: loops inside multiply with it."""
        saved = self.unrolled
        self.unrolled *= max(count, 1)
        try:
            yield
        finally:
            self.unrolled = saved

    @contextmanager
    def mute(self) -> Iterator[None]:
        """Run code for its effects only."""
        self.muted += 1
        try:
            yield
        finally:
            self.muted -= 1
