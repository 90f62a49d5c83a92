"""Holds a repaired program against the reference, and against the program it was made from.

A repaired program keeps the PROOF of the program before; what that lists under `differs` is what the repair is for. So
here every mode must agree. `unchanged` in PROOF names what the program gets from its model's output (expressions over
its names, such as its list of predicted classes): a repair that promises to keep what is predicted keeps these, to
float32 rounding, and as the same kind of thing: a NumPy array does not become a tensor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stable_ref.harness import AGREES, compare, run
from stable_ref.measure import MIXED_TOLERANCE, Namespace, look_up
from stable_ref.program import Program

KEPT_RELATIVE = 2e-5
"""A few hundred float32 roundings: what training adds when the same loss is computed in another, equal form."""
KEPT_ABSOLUTE = 2e-6


def disagreements(program: Program, namespace: Namespace) -> list[str]:
    """The modes in which a program that has run does not agree with the reference."""
    return [str(each) for each in compare(program.proof, namespace) if each.verdict != AGREES]


def changes(before: Program, after: Program) -> list[str]:
    """What is named by `unchanged` and is not the same in both programs, run from the same state and seed."""
    first, second = run(before), run(after)
    found = []
    for expression in before.proof.unchanged:
        change = _change(look_up(expression, first), look_up(expression, second), before.proof.precision)
        if change:
            found.append(f"{expression}: {change}")
    return found


def _change(before: Any, after: Any, precision: str) -> str | None:
    if type(before) is not type(after):
        return f"{type(before).__name__} became {type(after).__name__}"
    old, new = np.asarray(before), np.asarray(after)
    if old.dtype.kind in "SUO" and old.dtype.kind == new.dtype.kind:
        return None if np.array_equal(old, new) else f"{old.tolist()} became {new.tolist()}"
    if precision == str(old.dtype) and new.dtype == np.float32:
        old = old.astype(np.float32)  # a head that leaves half precision only gains by it
    if (old.dtype, old.shape) != (new.dtype, new.shape):
        return f"{old.dtype}{list(old.shape)} became {new.dtype}{list(new.shape)}"
    if old.dtype.kind in "biu":
        return None if np.array_equal(old, new) else f"{old.tolist()} became {new.tolist()}"
    tolerance = MIXED_TOLERANCE.get(precision, KEPT_RELATIVE) * float(np.max(np.abs(old))) + KEPT_ABSOLUTE
    distance = float(np.max(np.abs(old.astype(np.float64) - new.astype(np.float64))))
    return None if distance <= tolerance else f"moved by {distance:.3g}, more than {tolerance:.3g}"
