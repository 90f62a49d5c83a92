"""What messages claim of the backend, computed by the real library: numbers, rescues, and that there is none.

Each program is linted, and then run on TensorFlow with Keras 3 and with tf_keras, at logits far on the wrong side. The
claim that its message makes must be what the library does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from stable_ref import binary_crossentropy, categorical_crossentropy
from xent_lint.check import check
from xent_lint.rules import wording
from xent_lint.rules.wording import Recovery
from xent_lint.settings import Settings
from xent_lint.source import Source

FAR = 40.0
LIBRARIES = {"keras": keras, "tf_keras": tf_keras}


@dataclass(frozen=True)
class Program:
    """The layers of a model of so many units, and its loss."""

    layers: str
    loss: str
    units: int

    def text(self, library: str) -> str:
        """The program as a user writes it."""
        start = "import keras\n" if library == "keras" else "import tf_keras as keras\n"
        return (
            f"{start}import tensorflow as tf\nfrom {library} import layers\n"
            f"model = keras.Sequential([keras.Input(({self.units},)), {self.layers}])\n"
            f"model.compile(loss={self.loss})\n"
        )

    def message(self, library: str) -> str:
        """What the linter says about it."""
        found = check(Source("train.py", self.text(library)), Settings(select=("XEN1", "XEN201")))
        assert len(found) == 1
        return found[0].message


BINARY = ("'binary_crossentropy'", "keras.losses.BinaryCrossentropy()", "keras.losses.binary_crossentropy")
CATEGORICAL = ("'categorical_crossentropy'", "keras.losses.CategoricalCrossentropy()")
SPARSE = ("'sparse_categorical_crossentropy'", "keras.losses.SparseCategoricalCrossentropy()")
SIGMOIDS = (
    "layers.Dense(1, 'sigmoid')",
    "layers.Dense(1, tf.sigmoid)",
    "layers.Dense(1, 'sigmoid'), layers.Reshape((1,))",
)
SOFTMAXES = (
    "layers.Dense(3, 'softmax')",
    "layers.Dense(3), layers.Softmax()",
    "layers.Dense(3, tf.nn.softmax)",
    "layers.Dense(3, 'softmax'), layers.Reshape((3,))",
)
ON_LOGITS = {
    1: ("keras.losses.BinaryCrossentropy(from_logits=True)",),
    3: (
        "keras.losses.CategoricalCrossentropy(from_logits=True)",
        "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
    ),
}
PROGRAMS = [
    *(Program(layers, loss, 1) for layers in SIGMOIDS for loss in (*BINARY, *ON_LOGITS[1])),
    *(Program(layers, loss, 3) for layers in SOFTMAXES for loss in (*CATEGORICAL, *SPARSE, *ON_LOGITS[3])),
]
MIXED = [
    *(Program("layers.Dense(3, 'softmax')", loss, 3) for loss in (*BINARY, *ON_LOGITS[1])),
    *(Program("layers.Dense(3, 'sigmoid')", loss, 3) for loss in (CATEGORICAL[0], SPARSE[1], ON_LOGITS[3][0])),
    *(Program("layers.Dense(2, 'softmax'), layers.Reshape((2,))", loss, 2) for loss in BINARY),
]
"""Softmax with a binary loss and sigmoids with a categorical one."""

HALF = [
    *(Program("layers.Dense(1, 'sigmoid', dtype='mixed_float16')", loss, 1) for loss in (BINARY[0], *ON_LOGITS[1])),
    *(Program("layers.Dense(3, 'softmax', dtype='mixed_float16')", loss, 3) for loss in (SPARSE[1], *ON_LOGITS[3])),
    Program("layers.Dense(3, 'softmax', dtype='mixed_bfloat16')", CATEGORICAL[0], 3),
    Program("layers.Dense(3, 'softmax', dtype='mixed_float16')", BINARY[0], 3),
    Program("layers.Dense(1, tf.sigmoid, dtype='mixed_float16')", BINARY[1], 1),
    *(
        Program("layers.Dense(1, 'sigmoid', dtype='mixed_float16'), layers.Activation('linear')", loss, 1)
        for loss in (BINARY[0], ON_LOGITS[1][0])
    ),
    Program("layers.Dense(1, tf.sigmoid, dtype='mixed_bfloat16')", ON_LOGITS[1][0], 1),
]
"""Keras 3 casts these before it looks for logits; Keras 2 does not."""

FOCAL = [
    Program("layers.Dense(3, 'softmax')", "keras.losses.CategoricalFocalCrossentropy(from_logits=True)", 3),
    Program("layers.Dense(1, 'sigmoid')", "keras.losses.BinaryFocalCrossentropy(from_logits=True)", 1),
]


class Run:
    """A program that runs: its losses and gradients at logits on the wrong side."""

    def __init__(self, program: Program, library: str) -> None:
        self.library = LIBRARIES[library]
        names: dict[str, Any] = {}
        exec(program.text(library), names)
        self.model, self.units = names["model"], program.units
        dense = next(layer for layer in self.model.layers if layer.weights)
        dense.set_weights([np.eye(self.units), np.zeros(self.units)])
        self.sparse = "parse" in program.loss
        linear = Program(f"layers.Dense({self.units})", program.loss, self.units)
        self.on_logits = Run(linear, library) if "Focal" in program.loss and linear != program else None

    def inputs(self, size: float) -> tuple[Any, Any, Any]:
        """Logits, labels as the loss takes them, and as the references do. The first class is the label's."""
        logits = np.zeros((1, self.units), np.float32)
        logits[0, 0] = -size
        if self.units > 2:
            logits[0, 2:] = -FAR  # with two classes left, clipping begins last
        dense = np.eye(1, self.units)
        return logits, np.zeros((1, 1)) if self.sparse else dense, dense

    def exact(self, size: float, binary: bool | None = None) -> float:
        """What the loss should be: of the head's own family if nothing else is said."""
        logits, _, labels = self.inputs(size)
        binary = self.units == 1 if binary is None else binary
        loss = binary_crossentropy if binary else categorical_crossentropy
        return float(np.mean(loss(labels, logits.astype(np.float64))))

    def evaluated(self, size: float, eager: bool = False) -> float:
        """What `evaluate` reports."""
        logits, labels, _ = self.inputs(size)
        self.model.run_eagerly, self.model.test_function = eager, None
        return float(self.model.evaluate(logits, labels, verbose=0))

    def gradient(self, size: float) -> float:
        """The largest derivative of the compiled loss with respect to a logit, in a graph as in `fit`."""
        logits, labels, _ = self.inputs(size)
        x = tf.constant(logits)

        @tf.function  # type: ignore[untyped-decorator]
        def slope() -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                loss = self.model.compute_loss(x=x, y=tf.constant(labels), y_pred=self.model(x))
            return tape.gradient(loss, x)

        return float(tf.reduce_max(tf.abs(slope())))

    def follows(self, eager: bool = False) -> bool:
        """Whether the loss at a far logit is the exact one, of a focal loss that of the logits themselves."""
        exact = self.exact(FAR) if self.on_logits is None else self.on_logits.evaluated(FAR)
        return math.isclose(self.evaluated(FAR, eager), exact, rel_tol=1e-3)

    def only_in_keras_2(self, eagerly: bool) -> bool:
        """Whether the loss follows there, in a graph and, or not, in eager code; and nowhere in Keras 3."""
        if self.library is keras:
            return not self.follows() and not self.follows(eager=True)
        return self.follows() and self.follows(eager=True) is eagerly

    def trains(self, binary: bool, size: float = FAR) -> bool:
        """Whether the loss is that of a sigmoid for each unit, or else of one softmax."""
        exact = self.exact(size, binary)
        return all(math.isclose(self.evaluated(size, eager), exact, rel_tol=1e-3) for eager in (False, True))


def _numbers(run: Run, message: str) -> bool:
    found = re.search(r"cannot exceed ([\d.]+) and its gradient is 0 .*?(?:= |is )(\d+)\D", message)
    if found is None:
        return False
    ceiling, size = float(found[1]), float(found[2])
    reached = max(run.evaluated(each) for each in (10.0, size, FAR))
    gone = [run.gradient(each) for each in (size, 25.0, FAR)]
    return ceiling - 1.0 < reached <= ceiling and gone == pytest.approx([0.0] * 3, abs=1e-6) and run.gradient(5.0) > 0.4


CLAIMS: dict[str, Callable[[Run, str], bool]] = {
    "exact only where Keras on TensorFlow recovers the logits": lambda run, _: (
        run.follows() and run.follows(eager=True)
    ),
    "exact only where Keras 2 on TensorFlow recovers the logits": lambda run, _: run.only_in_keras_2(eagerly=True),
    "exact only inside tf.function on TensorFlow with Keras 2": lambda run, _: run.only_in_keras_2(eagerly=False),
    "applied twice, unless Keras 2 on TensorFlow recovers": lambda run, _: run.only_in_keras_2(eagerly=True),
    "applied twice, unless it runs inside tf.function on TensorFlow with Keras 2": (
        lambda run, _: run.only_in_keras_2(eagerly=False)
    ),
    "Keras 2 on TensorFlow trains a sigmoid for each unit": (
        lambda run, _: run.trains(binary=True) is (run.library is tf_keras)
    ),
    "exact only inside tf.function on TensorFlow,": lambda run, _: run.follows() and not run.follows(eager=True),
    "clipped probabilities: the loss cannot": _numbers,
    "clipped probabilities: the loss saturates": lambda run, _: not run.follows() and not run.follows(eager=True),
    "applied twice, unless Keras on TensorFlow recovers": lambda run, _: run.follows() and run.follows(eager=True),
    "applied twice, unless it runs inside tf.function on TensorFlow;": lambda run, _: (
        run.follows() and not run.follows(eager=True)
    ),
    "Keras on TensorFlow trains a sigmoid for each unit": lambda run, _: run.trains(binary=True),
    "Keras on TensorFlow trains a softmax over them": lambda run, _: run.trains(binary=False),
    "for two one-hot units is categorical cross-entropy": lambda run, _: run.trains(binary=False, size=4.0),
    "is applied twice;": lambda run, _: not run.follows() and not run.follows(eager=True),
}


def holds(program: Program, library: str, message: str) -> bool:
    """Whether what a message says of a program is what the library does."""
    claims = [claim for words, claim in CLAIMS.items() if words in message]
    assert len(claims) == 1, message
    return claims[0](Run(program, library), message)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("program", [*PROGRAMS, *MIXED, *HALF, *FOCAL], ids=lambda each: f"{each.layers} {each.loss}")
def test_what_a_message_claims_is_what_the_library_does(program: Program, library: str) -> None:
    assert holds(program, library, program.message(library)), program.message(library)


@pytest.mark.parametrize("claim", Recovery)
@pytest.mark.parametrize("loss", [BINARY[1], ON_LOGITS[1][0]])
@pytest.mark.parametrize(("layers", "true"), list(zip(SIGMOIDS, Recovery, strict=True)))
def test_a_wrong_claim_of_recovery_does_not_hold(
    layers: str, true: Recovery, loss: str, claim: Recovery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the recovery another than it is, in either direction, the test above would fail."""
    program = Program(layers, loss, 1)
    for rule in ("unstable_probability_loss", "activated_to_logits_loss"):
        monkeypatch.setattr(f"xent_lint.rules.{rule}.recovery", lambda pair, applied: claim)
    assert holds(program, "keras", program.message("keras")) == (claim is true)


@pytest.mark.parametrize(("ceiling", "vanishes"), [(12.0, 16.1), (18.0, 16.1), (16.1, 14.0)])
def test_a_wrong_number_does_not_hold(ceiling: float, vanishes: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_limits", lambda pair: (ceiling, vanishes))
    program = Program(SIGMOIDS[2], BINARY[0], 1)
    assert not holds(program, "keras", program.message("keras"))


@pytest.mark.parametrize(
    "layers",
    [
        "layers.Dense(3, 'softmax', dtype='float16'), layers.Reshape((3,))",
        "layers.Dense(3, 'softmax'), layers.Reshape((1, 3)), layers.GlobalAveragePooling1D()",
    ],
)
def test_what_was_not_measured_gets_no_numbers(layers: str) -> None:
    message = Program(layers, CATEGORICAL[0], 3).message("keras")
    assert "clipped probabilities: the loss saturates and its gradient vanishes" in message
