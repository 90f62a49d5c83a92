"""The program state: one map from cells to value sets, forked where the program branches and merged where it joins.

A cell is `(owner, name)`: a variable of a scope, an attribute of an instance, the items of a list, the layers of a
model. Scopes and allocation sites are owners alike, so that there is one fork and one join for all of them. A fork
stores only what changes in it; a merge looks only at those changes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from xent_lint.analysis.domain import NO_CHOICES, NOTHING, Choices, ValueSet, join
from xent_lint.analysis.values import Scope

Cell = tuple[Hashable, str]


class State:
    """The cells as they are at one point of the program, on top of those of the state it was forked from.

    `path` holds the branch choices that were taken to get here.
    """

    __slots__ = ("cells", "clock", "ever", "parent", "path")

    def __init__(self, parent: State | None = None, path: Choices = NO_CHOICES) -> None:
        self.parent = parent
        self.path = path
        self.clock: list[int] = [0] if parent is None else parent.clock  # counts writes that outlive a function call
        # names by owner that were ever set in any state of the run: half of all questions are answered by it
        self.ever: dict[Hashable, set[str]] = {} if parent is None else parent.ever
        self.cells: dict[Hashable, dict[str, ValueSet]] = {}  # by owner, then by name

    def fork(self, choices: Choices = NO_CHOICES) -> State:
        """A state for one arm: reads through to this one, keeps its own changes."""
        return State(self, self.path | choices)

    def get(self, cell: Cell) -> ValueSet | None:
        """The cell's values that are possible on this path; None when it was never set."""
        owner, name = cell
        if name not in self.ever.get(owner, ()):
            return None
        state: State | None = self
        while state is not None:
            cells = state.cells
            if cells and owner in cells:  # most states are small: this is asked a dozen times for each name
                found = cells[owner].get(name)
                if found is not None:
                    return found.given(self.path)
            state = state.parent
        return None

    def set(self, cell: Cell, values: ValueSet) -> None:
        """Strong update."""
        owner, name = cell
        self.cells.setdefault(owner, {})[name] = values
        self.ever.setdefault(owner, set()).add(name)
        if not isinstance(owner, Scope) or owner.kind in ("module", "class"):
            self.clock[0] += 1

    def update(self, changes: dict[Cell, ValueSet]) -> None:
        """Strong update of many cells, which were set before in a state forked from this one."""
        lasting = 0
        for (owner, name), values in changes.items():
            of_owner = self.cells.get(owner)
            if of_owner is None:
                of_owner = self.cells[owner] = {}
            of_owner[name] = values
            lasting += not isinstance(owner, Scope) or owner.kind in ("module", "class")
        self.clock[0] += lasting

    def drop(self, owner: Hashable) -> None:
        """Forget the cells of an owner that nothing refers to any more."""
        self.cells.pop(owner, None)

    def add(self, cell: Cell, values: ValueSet) -> None:
        """Weak update: the cell may keep its old values."""
        self.set(cell, join([self.get(cell) or NOTHING, values]))

    def set_under(self, cell: Cell, values: ValueSet, choices: Choices) -> None:
        """Update that happens only under `choices`: strong there, and nothing elsewhere."""
        choices = choices - self.path
        old = self.get(cell)
        if not choices or old is None:
            self.set(cell, values)
            return
        kept = [old.under(frozenset({choice.other})) for choice in choices]
        self.set(cell, join([*kept, values.under(choices)]))

    def changes_since(self, base: State) -> dict[Cell, ValueSet]:
        """All cells set between `base` and here."""
        chain = []
        state: State | None = self
        while state is not None and state is not base:
            chain.append(state.cells)
            state = state.parent
        changes: dict[Cell, ValueSet] = {}
        for cells in reversed(chain):
            for owner, of_owner in cells.items():
                for name, values in of_owner.items():
                    changes[owner, name] = values
        return changes

    def cells_of(self, owner: Hashable) -> dict[str, ValueSet]:
        """All cells of one owner, by name."""
        found: dict[str, ValueSet] = {}
        state: State | None = self
        while state is not None:
            for name, values in state.cells.get(owner, {}).items():
                found.setdefault(name, values.given(self.path))
            state = state.parent
        return found


class Exit(NamedTuple):
    """One way control leaves a piece of code: what changed on it, and which branches it took."""

    changes: dict[Cell, ValueSet]
    path: Choices
    result: ValueSet = NOTHING


def leave(state: State, base: State, result: ValueSet = NOTHING) -> Exit:
    """The exit from a piece of code entered in `base` and left in `state`."""
    return Exit(state.changes_since(base), state.path - base.path, result)


def merge(base: State, exits: Iterable[Exit]) -> ValueSet:
    """Make `base` the join of all exits and return the join of their results."""
    exits = list(exits)
    if not exits:
        return NOTHING
    if len(exits) == 1:
        base.update(exits[0].changes)
        base.path |= exits[0].path
        return exits[0].result
    common = frozenset.intersection(*(each.path for each in exits))
    cells: dict[Cell, None] = {cell: None for each in exits for cell in each.changes}
    arms = [(each.changes, each.path - common) for each in exits]
    merged = {}
    for cell in cells:
        before = None if all(cell in changes for changes, _ in arms) else base.get(cell)
        merged[cell] = _merge_versions([(changes.get(cell, before), path) for changes, path in arms])
    base.update(merged)
    base.path |= common
    return _merge_versions([(each.result, each.path - common) for each in exits if each.result])


def _merge_versions(versions: list[tuple[ValueSet | None, Choices]]) -> ValueSet:
    present = [(values, path) for values, path in versions if values is not None]
    if present and all(values == present[0][0] for values, _ in present):
        return present[0][0]
    return join(values.under(path) for values, path in present)
