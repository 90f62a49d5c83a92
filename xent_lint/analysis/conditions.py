"""Branching: which arms of a condition can be taken, and by which choices they are told apart.

The site of a branch on an unknown value is that value itself, so that two tests of one unchanged flag are one branch,
and `n == 2` tested here and `n != 2` tested there are its two arms.
"""

from __future__ import annotations

from xent_lint.analysis.contents import truth
from xent_lint.analysis.domain import NO_CHOICES, Choices, ValueSet
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import Unknown, Value

Arms = tuple[Choices | None, Choices | None]
"""The choices of the true and of the false arm; None for an arm that cannot be taken."""


def split(run: Run, values: ValueSet) -> Arms:
    """The arms of a branch on `values`."""
    values = values.given(run.state.path)
    judged = [(truth(run, binding.value), binding) for binding in values]
    true = [binding for verdict, binding in judged if verdict is True]
    false = [binding for verdict, binding in judged if verdict is False]
    unknown = [binding for verdict, binding in judged if verdict is None]
    if not unknown and not (true and false):
        return (NO_CHOICES if true or not values else None, NO_CHOICES if false else None)
    if not unknown and len(true) == 1 and len(false) == 1:
        return true[0].choices, false[0].choices
    if len(unknown) == 1 and not true and not false:
        value = unknown[0].value
        return _arms_of(run, value if value.is_unknown else run.derive(value, "truth", "a condition"))
    return _arms_of(run, Unknown("condition"))


def _arms_of(run: Run, value: Value) -> Arms:
    negated = value.negates if isinstance(value, Unknown) else None
    true = run.branches.choice(value, 0) if negated is None else run.branches.choice(negated, 1)
    return frozenset({true}), frozenset({true.other})


def possible(run: Run, arms: Arms) -> Arms:
    """Leave out arms that contradict the path that led here."""
    path = run.state.path
    true, false = (None if arm is None or any(choice.other in path for choice in arm) else arm for arm in arms)
    return true, false
