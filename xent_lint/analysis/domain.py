"""The lattice: bindings with the branch choices under which they hold, finite sets of them, and their join.

A branch whose condition is not known is *chosen*: everything that differs between its arms carries the choice
`(site, arm)`. Two bindings are combined only when their choices do not contradict each other, so that an activation
and a loss which are picked by the same flag are paired rightly.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from xent_lint.analysis import limits

if TYPE_CHECKING:
    from xent_lint.analysis.values import Origin, Value

Site = Hashable
"""Identity of a branch, an allocation or a scope."""


@dataclass(frozen=True, eq=False)
class AllocationSite:
    """Where something is made: a syntax node on a call string. A run has one for each, so that identity is equality:
    cells are found by their site, hundreds of thousands of times."""

    node: object
    context: int


class Choice:
    """Arm `arm` (0 or 1) of the branch `site` was taken; `other` is the other arm.

    Compared by identity, for it is compared all the time: get the choices of a branch from `Branches`.
    """

    __slots__ = ("arm", "other", "site")

    def __init__(self, site: Site, arm: int, other: Choice | None = None) -> None:
        self.site = site
        self.arm = arm
        self.other: Choice = Choice(site, 1 - arm, self) if other is None else other


class Branches:
    """The branches of one run: there is one pair of choices for each."""

    def __init__(self) -> None:
        self._first: dict[Site, Choice] = {}

    def choice(self, site: Site, arm: int) -> Choice:
        """The choice of an arm of the branch at `site`."""
        first = self._first.get(site)
        if first is None:
            first = self._first[site] = Choice(site, 0)
        return first if arm == 0 else first.other


Choices = frozenset[Choice]
NO_CHOICES: Choices = frozenset()


def compatible(left: Choices, right: Choices) -> bool:
    """Whether both sets of choices can hold in one run of the program."""
    if not left or not right:
        return True
    if len(right) < len(left):
        left, right = right, left
    for choice in left:  # noqa: SIM110 (`any` over a generator takes twice as long, and this is asked all the time)
        if choice.other in right:
            return False
    return True


class Binding(NamedTuple):
    """A value, the place it comes from, and the branch choices under which it is there.

    Bindings and their sets are made for every expression, so they are tuples: a frozen dataclass takes three times as
    long to make and to compare.
    """

    value: Value
    origin: Origin | None = None
    choices: Choices = NO_CHOICES


class ValueSet(tuple[Binding, ...]):
    """All values that a name or expression may have; empty where it cannot be reached or is not bound."""

    __slots__ = ()

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """The values with their places and choices."""
        return self

    @property
    def only(self) -> Value | None:
        """The value, where there is exactly one."""
        return self[0].value if len(self) == 1 else None

    def given(self, choices: Choices) -> ValueSet:
        """The bindings that are possible under `choices`."""
        if not choices:
            return self
        for binding in self:
            if binding.choices:
                break
        else:
            return self
        kept = [binding for binding in self if compatible(binding.choices, choices)]
        return self if len(kept) == len(self) else ValueSet(kept)

    def under(self, choices: Choices) -> ValueSet:
        """The same bindings, each of them holding only under `choices` too."""
        if not choices:
            return self
        kept = [binding for binding in self if compatible(binding.choices, choices)]
        return ValueSet([Binding(each.value, each.origin, each.choices | choices) for each in kept])


NOTHING = ValueSet()


def single(value: Value, origin: Origin | None = None, choices: Choices = NO_CHOICES) -> ValueSet:
    """The set of exactly one value."""
    return ValueSet((Binding(value, origin, choices),))


def join(sets: Iterable[ValueSet]) -> ValueSet:
    """Union. Bindings of one value under the same choices are one; beyond the width limit the result is unknown."""
    sets = [values for values in sets if values.bindings]
    if len(sets) <= 1:
        return sets[0] if sets else NOTHING
    merged: dict[tuple[Value, Choices], Binding] = {}
    unknown: set[Choices] = set()
    for values in sets:
        for binding in values:
            if binding.value.is_unknown and not getattr(binding.value, "may_be", ()):
                if binding.choices in unknown:
                    continue
                unknown.add(binding.choices)
            merged.setdefault((binding.value, binding.choices), binding)
    return narrow(ValueSet(drop_decided(list(merged.values()))))


def drop_decided(bindings: list[Binding]) -> list[Binding]:
    """Merge bindings that hold the same value under both arms of one branch, for then the choice does not matter."""
    numbers: dict[Value, int] = {}  # a value may be a deep tuple: it is hashed once
    kinds = [numbers.setdefault(binding.value, len(numbers)) for binding in bindings]
    changed = len(numbers) < len(bindings)
    while changed:
        changed = False
        places = {(kind, binding.choices): at for at, (kind, binding) in enumerate(zip(kinds, bindings, strict=True))}
        made = {(kind, choice) for kind, choices in places for choice in choices}
        for index, (kind, binding) in enumerate(zip(kinds, bindings, strict=True)):
            for choice in binding.choices:
                if (kind, choice.other) not in made:
                    continue
                twin = places.get((kind, (binding.choices - {choice}) | {choice.other}))
                if twin is not None:
                    bindings[index] = Binding(binding.value, binding.origin, binding.choices - {choice})
                    del bindings[twin], kinds[twin]
                    changed = True
                    break
            if changed:
                break
    return bindings


def narrow(values: ValueSet) -> ValueSet:
    """Widen a set with too many alternatives to one unknown value."""
    if len(values) <= limits.MAX_ALTERNATIVES:
        return values
    from xent_lint.analysis.values import Unknown

    kept = [binding.value.may_be if isinstance(binding.value, Unknown) else (binding.value,) for binding in values]
    may_be = tuple(dict.fromkeys(each for found in kept for each in found))
    return single(Unknown("too many alternatives", values[0].origin, may_be=may_be))


def combine(*sets: ValueSet) -> Iterator[tuple[tuple[Binding, ...], Choices]]:
    """All compatible ways to take one binding of each set, with the union of their choices."""
    if not sets:
        yield (), NO_CHOICES
        return
    for rest, choices in combine(*sets[:-1]):
        for binding in sets[-1]:
            if compatible(binding.choices, choices):
                yield (*rest, binding), choices | binding.choices
