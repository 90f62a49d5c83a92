"""Calls that are not followed again: they took long, and nothing that matters came of them.

Data preparation, scores and plots are called in loops and on many paths, mostly with unknown values, and would use up
the budget before the model is reached. A call that met no tensor, model, loss or metric, wrote nothing which outlives
it and gave nothing but numbers and unknown values is taken to do no more when it comes again with like arguments.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from xent_lint.analysis import limits
from xent_lint.analysis.domain import NO_CHOICES, AllocationSite, ValueSet, single
from xent_lint.analysis.environment import Cell
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import Constant, DictRef, Function, ListRef, Scope, Tuple, Unknown, Value


@dataclass
class Fruitless:
    """What was followed in vain so far, by the likeness of calls."""

    steps: dict[Hashable, int] = field(default_factory=dict)
    results: dict[Hashable, ValueSet] = field(default_factory=dict)

    def add(self, call: Hashable, steps: int, result: ValueSet) -> None:
        """A call was followed for so many steps."""
        self.steps[call] = self.steps.get(call, 0) + steps
        self.results[call] = result

    def again(self, call: Hashable, unknown: Unknown) -> ValueSet | None:
        """What the call gives without being followed: what it gave, where that was constants, else `unknown`."""
        if self.steps.get(call, 0) < limits.MAX_FRUITLESS_STEPS:
            return None
        before = self.results[call]
        if all(isinstance(b.value, Constant) and b.choices == NO_CHOICES for b in before):
            return before
        return single(unknown)


def likeness(function: Function, receiver: Value | None, args: Arguments, muted: bool) -> Hashable:
    """The same for two calls whose arguments differ at most in which unknown values they are."""
    unknown: dict[Value, int] = {}
    positional = tuple(_alike(argument.values, unknown) for argument in args.positional)
    keywords = tuple((name, _alike(each.values, unknown)) for name, each in args.keywords.items())
    return function, receiver, positional, keywords, args.more_positional, args.more_keywords, muted


def _alike(values: ValueSet, unknown: dict[Value, int]) -> Hashable:
    return tuple(_likeness_of(binding.value, unknown) for binding in values)


def _likeness_of(value: Value, unknown: dict[Value, int]) -> Hashable:
    if value.is_unknown:
        return "unknown", unknown.setdefault(value, len(unknown))
    if isinstance(value, Tuple):
        return "tuple", tuple(_alike(each, unknown) for each in value.items)
    return value


def outlives(cell: Cell, calls: int) -> bool:
    """Whether a cell was there before a call that was entered when so many call strings were known."""
    owner = cell[0]
    site = owner.site if isinstance(owner, Scope) else owner
    return not (isinstance(site, AllocationSite) and site.context > calls)


def is_dull(values: Iterable[Value]) -> bool:
    """Whether there is nothing but numbers, strings, unknown values and collections."""
    return all(isinstance(value, Constant | Unknown | Tuple | ListRef | DictRef) for value in values)
