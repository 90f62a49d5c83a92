"""What the interpreter sees and rules judge."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from xent_lint.analysis.values import Loss, Origin, Tensor


class Execution(enum.Enum):
    """How the loss is run: this decides what a backend may still recover."""

    COMPILED = "compiled"  # given to compile(): evaluated by fit and evaluate
    CALLED = "called"  # a loss object or function called by the program
    OP = "op"  # a raw op on tensors


@dataclass(frozen=True)
class Pair:
    """One possible head with one possible loss."""

    loss: Loss
    head: Tensor


@dataclass(frozen=True)
class LossApplied:
    """A prediction is given to a loss. `pairs` are all compatible combinations of the alternatives; every one of them
    is known (an observation with an unknown alternative is not made). `place` is the `loss=` value or the call."""

    place: Origin
    pairs: tuple[Pair, ...]
    execution: Execution
    compile_call: Origin | None = None


Observation = LossApplied
