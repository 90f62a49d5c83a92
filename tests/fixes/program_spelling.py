"""How generated programs name Keras and TensorFlow, and the imports that it takes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

ROOTS = ("tensorflow.keras", "keras")


@dataclass
class Spelling:
    """One author's way to import; `imports` fills up as names are used."""

    rng: random.Random
    habit: str
    root: str  # the package that names are imported from
    keras: str  # the expression that stands for Keras
    tensorflow: str
    aliased: bool
    imports: dict[str, None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # imported name -> what it stands for

    @classmethod
    def drawn(cls, rng: random.Random) -> Spelling:
        """An author."""
        habit = rng.choice(["attribute", "attribute", "package", "package", "modules", "names", "names", "mixed"])
        return cls(
            rng,
            habit,
            root=rng.choice(ROOTS),
            keras=rng.choice(["keras", "keras", "keras", "tfk"]),
            tensorflow=rng.choice(["tf", "tf", "tf", "tensorflow"]),
            aliased=rng.random() < 0.15,
        )

    def tf(self, name: str) -> str:
        """`tf.nn.softmax`."""
        self.imports["import tensorflow" if self.tensorflow == "tensorflow" else "import tensorflow as tf"] = None
        return f"{self.tensorflow}.{name}"

    def name(self, target: str) -> str:
        """`layers.Dense`, or `Sequential`, as the author writes it."""
        module, _, last = target.rpartition(".")
        if self.habit == "attribute" or (self.habit == "mixed" and module not in ("layers", "models", "")):
            return self.tf(f"keras.{target}")
        if self.habit == "package":
            return f"{self._package()}.{target}"
        if not module:
            module = "models" if last in ("Sequential", "Model") else "layers"
        if self.habit == "modules":
            return self._module(module, last)
        alias = f"K{last}" if self.aliased else last
        if self.names.setdefault(alias, f"{module}.{last}") != f"{module}.{last}":
            return self._module(module, last)  # a loss and a metric of one name
        self.imports[f"from {self.root}.{module} import {last}" + (f" as {alias}" if alias != last else "")] = None
        return alias

    def _package(self) -> str:
        source = "from tensorflow import keras" if self.root == "tensorflow.keras" else "import keras"
        self.imports[source if self.keras == "keras" else f"{source} as {self.keras}"] = None
        return self.keras

    def _module(self, module: str, last: str) -> str:
        alias = f"keras_{module}" if self.aliased else module
        self.imports[f"from {self.root} import {module}" + (f" as {alias}" if self.aliased else "")] = None
        return f"{alias}.{last}"

    def layer(self, name: str) -> str:
        """A layer class."""
        return self.name(f"layers.{name}")

    def input(self) -> str:
        """What makes an input."""
        return self.name("Input" if self.rng.random() < 0.5 else "layers.Input")

    def model(self, name: str) -> str:
        """`Sequential` or `Model`."""
        return self.name(name if self.rng.random() < 0.5 else f"models.{name}")
