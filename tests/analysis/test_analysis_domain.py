"""The lattice: joins, choices, widening; the store: forks and merges; values and their identity."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xent_lint.analysis import limits
from xent_lint.analysis.domain import (
    NO_CHOICES,
    NOTHING,
    Binding,
    Branches,
    Choice,
    Choices,
    ValueSet,
    combine,
    compatible,
    drop_decided,
    join,
    narrow,
    single,
)
from xent_lint.analysis.environment import State, leave, merge
from xent_lint.analysis.values import Constant, Symbol, Unknown, Value

BRANCHES = Branches()
P0, Q0 = BRANCHES.choice("p", 0), BRANCHES.choice("q", 0)
CELL = ("scope", "name")


def under(*choices: Choice) -> Choices:
    """A set of choices."""
    return frozenset(choices)


def values(found: ValueSet | None) -> set[object]:
    """The constants in a set."""
    assert found is not None
    return {b.value.value if isinstance(b.value, Constant) else b.value for b in found}


def test_every_unknown_is_its_own() -> None:
    one, two = Unknown("a"), Unknown("a")
    assert one == one
    assert one != two
    assert len({one, two}) == 2


@pytest.mark.parametrize(
    ("left", "right"), [(1, True), (1, 1.0), (0.0, -0.0), ("a", b"a"), (None, False), (1, 1j), (0, "")]
)
def test_different_literals_are_different_constants(left: object, right: object) -> None:
    assert Constant(left) != Constant(right)


@pytest.mark.parametrize("value", [1, 1.5, float("nan"), "a", b"a", None, True, ...])
def test_equal_literals_are_one_constant(value: object) -> None:
    assert Constant(value) == Constant(value)
    assert len({Constant(value), Constant(value)}) == 1


def test_symbols_are_equal_however_spelled() -> None:
    assert Symbol("keras.layers.Dense", "tf.keras.layers.Dense") == Symbol("keras.layers.Dense", "Dense")


def test_compatible() -> None:
    assert compatible(under(P0), under(Q0))
    assert compatible(under(P0), under(P0, Q0))
    assert compatible(NO_CHOICES, under(P0))
    assert not compatible(under(P0, Q0), under(P0.other))
    assert not compatible(under(P0.other), under(P0, Q0))


def test_join_is_a_union_without_repetitions() -> None:
    assert values(join([single(Constant(1)), single(Constant(2)), single(Constant(1))])) == {1, 2}
    assert len(join([single(Constant(1)), single(Constant(1))])) == 1
    assert join([]) == NOTHING


def test_join_keeps_the_first_unknown_of_the_same_choices() -> None:
    first, second = Unknown("first"), Unknown("second")
    assert join([single(first), single(second)]).only is first


def test_join_keeps_unknowns_of_different_choices() -> None:
    first, second = Unknown("first"), Unknown("second")
    joined = join([single(first, choices=under(P0)), single(second, choices=under(P0.other))])
    assert {b.value for b in joined} == {first, second}


def test_both_arms_of_one_branch_are_no_choice() -> None:
    bindings = [Binding(Constant(1), None, under(P0)), Binding(Constant(1), None, under(P0.other))]
    assert [b.choices for b in drop_decided(bindings)] == [NO_CHOICES]


def test_all_four_arms_of_two_branches_are_no_choice() -> None:
    bindings = [Binding(Constant(1), None, under(p, q)) for p in (P0, P0.other) for q in (Q0, Q0.other)]
    assert [b.choices for b in drop_decided(bindings)] == [NO_CHOICES]


def test_different_values_keep_their_choices() -> None:
    bindings = [Binding(Constant(1), None, under(P0)), Binding(Constant(2), None, under(P0.other))]
    assert drop_decided(list(bindings)) == bindings


def test_widening() -> None:
    many = ValueSet(tuple(Binding(Constant(n)) for n in range(limits.MAX_ALTERNATIVES + 1)))
    only = narrow(many).only
    assert isinstance(only, Unknown)
    assert narrow(ValueSet(many.bindings[1:])) == ValueSet(many.bindings[1:])


def test_given_and_under() -> None:
    chosen = join([single(Constant(1), choices=under(P0)), single(Constant(2), choices=under(P0.other))])
    assert values(chosen.given(under(P0))) == {1}
    assert values(chosen.given(NO_CHOICES)) == {1, 2}
    assert chosen.under(under(P0)).bindings == (Binding(Constant(1), None, under(P0)),)
    assert chosen.under(under(Q0)).bindings[1].choices == under(P0.other, Q0)


def test_combine_drops_contradictions() -> None:
    left = join([single(Constant(1), choices=under(P0)), single(Constant(2), choices=under(P0.other))])
    right = join([single(Constant("a"), choices=under(P0)), single(Constant("b"), choices=under(P0.other))])
    found = {tuple(b.value for b in bindings): choices for bindings, choices in combine(left, right)}
    assert found == {
        (Constant(1), Constant("a")): under(P0),
        (Constant(2), Constant("b")): under(P0.other),
    }
    assert list(combine()) == [((), NO_CHOICES)]
    assert list(combine(left, NOTHING)) == []


CHOICES = st.frozensets(st.builds(BRANCHES.choice, st.sampled_from("pqr"), st.integers(0, 1)), max_size=3).filter(
    lambda each: not any(choice.other in each for choice in each)
)
SETS = st.lists(st.tuples(st.integers(0, 2), CHOICES), max_size=4).map(
    lambda pairs: join(single(Constant(value), choices=choices) for value, choices in pairs)
)
WORLDS = [frozenset(map(BRANCHES.choice, "pqr", arms)) for arms in itertools.product((0, 1), repeat=3)]


@settings(max_examples=150, deadline=None)
@given(SETS, SETS)
def test_join_means_the_union_in_every_world(left: ValueSet, right: ValueSet) -> None:
    for world in WORLDS:
        assert values(join([left, right]).given(world)) == values(left.given(world)) | values(right.given(world))


@settings(max_examples=150, deadline=None)
@given(SETS, SETS)
def test_combine_means_the_product_in_every_world(left: ValueSet, right: ValueSet) -> None:
    for world in WORLDS:
        pairs = {
            tuple(b.value for b in bindings) for bindings, choices in combine(left, right) if compatible(choices, world)
        }
        assert pairs == {(a.value, b.value) for a in left.given(world) for b in right.given(world)}


@settings(max_examples=150, deadline=None)
@given(SETS, SETS, CHOICES.filter(bool))
def test_set_under_means_an_update_in_the_worlds_of_the_choices(old: ValueSet, new: ValueSet, choices: Choices) -> None:
    state = State()
    state.set(CELL, old)
    state.set_under(CELL, new, choices)
    for world in WORLDS:
        now = new if compatible(choices, world) else old
        found = state.get(CELL)
        assert found is not None
        widened = isinstance(found.only, Unknown)
        assert widened or values(found.given(world)) == values(now.given(world))


def test_a_fork_reads_through_and_keeps_its_changes() -> None:
    base = State()
    base.set(CELL, single(Constant(1)))
    fork = base.fork(under(P0))
    assert values(fork.get(CELL)) == {1}
    fork.set(CELL, single(Constant(2)))
    assert values(base.get(CELL)) == {1}
    assert list(fork.changes_since(base)) == [CELL]


def test_merge_joins_under_the_choices_of_each_exit() -> None:
    base = State()
    base.set(CELL, single(Constant(1)))
    arm, other = base.fork(under(P0)), base.fork(under(P0.other))
    arm.set(CELL, single(Constant(2)))
    merge(base, [leave(arm, base), leave(other, base)])
    found = base.get(CELL)
    assert found is not None
    assert values(found.given(under(P0))) == {2}
    assert values(found.given(under(P0.other))) == {1}


def test_merge_of_one_exit_takes_its_path() -> None:
    base = State()
    arm = base.fork(under(P0))
    arm.set(CELL, single(Constant(2)))
    merge(base, [leave(arm, base)])
    assert base.path == under(P0)
    assert values(base.get(CELL)) == {2}


def test_a_cell_set_in_one_arm_only() -> None:
    base = State()
    arm, other = base.fork(under(P0)), base.fork(under(P0.other))
    arm.set(CELL, single(Constant(2)))
    merge(base, [leave(arm, base), leave(other, base)])
    found = base.get(CELL)
    assert found is not None
    assert values(found.given(under(P0))) == {2}


def test_weak_update_keeps_the_old_value() -> None:
    state = State()
    state.add(CELL, single(Constant(1)))
    state.add(CELL, single(Constant(2)))
    assert values(state.get(CELL)) == {1, 2}


def test_cells_of_an_owner() -> None:
    base = State()
    base.set(("a", "x"), single(Constant(1)))
    base.set(("b", "x"), single(Constant(2)))
    fork = base.fork()
    fork.set(("a", "x"), single(Constant(3)))
    fork.set(("a", "y"), single(Constant(4)))
    assert {name: values(found) for name, found in fork.cells_of("a").items()} == {"x": {3}, "y": {4}}


def test_values_are_hashable_and_frozen() -> None:
    value: Value = Constant(1)
    with pytest.raises(AttributeError):
        value.value = 2  # type: ignore[attr-defined]
