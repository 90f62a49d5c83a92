"""A generated program while it is drawn up, and what is known of it by construction."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from program_layout import Layout, Statement, statements
from program_spelling import Spelling

FEATURES = 4
ROWS = 16


@dataclass
class Pair:
    """One model and its loss: what was meant when they were written down."""

    case: str  # "right", or the code of what is wrong, or "other loss"
    activation: str  # "sigmoid", "softmax", or "" for a linear head
    family: str  # "binary", "categorical", "sparse_categorical", "" for a loss that is no cross-entropy
    units: int
    on_logits: bool
    number: int = 0
    units_text: str = "1"
    units_outside: str = "1"  # the same, outside of the function that builds the model
    target: str = "model"  # the expression that the program has the model under
    x: str = "x"
    y: str = "y"
    built_by: set[str] = field(default_factory=set)  # top-level names below which the head is written
    judged_by: set[str] = field(default_factory=set)  # top-level names below which the loss is written
    output: str = ""  # the name of the output, where it has one
    trained: str = "compile"  # "compile", or by hand: "object", "function", "op"
    keys: list[str] = field(default_factory=list)  # what `history` has besides the loss
    frozen: bool = True  # training changes no weight
    escapes: bool = False
    evaluated: bool = False  # the value of the loss is printed
    readers: str = "right"  # whether what reads the output fits its scale

    @property
    def binary(self) -> bool:
        """Whether each unit is for itself."""
        return self.family == "binary"


@dataclass
class Draft:
    """A program that is being drawn up; `body` is what follows the imports."""

    rng: random.Random
    layout: Layout
    spelling: Spelling
    body: list[Statement] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    runs: bool = True  # whether TensorFlow runs it here
    later: list[str] = field(default_factory=list)  # functions that only others call, with the features

    def chance(self, probability: float) -> bool:
        """Whether something happens."""
        return self.rng.random() < probability

    def one(self, *choices: str) -> str:
        """One of several texts."""
        return self.rng.choice(choices)

    def fresh(self, *choices: str) -> str:
        """A name that is free: one of the choices, or one of them with a number."""
        name = self.rng.choice(choices)
        number = 2
        while name in self.taken:
            name = f"{name.rstrip('0123456789_')}_{number}"
            number += 1
        self.taken.add(name)
        return name

    def add(self, template: str, **values: str) -> None:
        """Write statements down at module level."""
        self.body.extend(statements(template, **values))

    def extend(self, more: Iterable[Statement]) -> None:
        """Write statements down at module level."""
        self.body.extend(more)

    def string(self, text: str) -> str:
        """A literal."""
        return self.layout.string(text)

    def call(self, function: str, *arguments: str) -> str:
        """A call."""
        return self.layout.call(function, *arguments)

    def np(self, name: str) -> str:
        """`np.mean`."""
        self.spelling.imports["import numpy as np"] = None
        return f"np.{name}"
