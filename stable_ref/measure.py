"""Runs one program's loss in every execution mode that applies to it, beside the reference.

A probe knows the modes of its kind of program, can rescale the logits, and answers `measured(mode)` and
`expected(mode)`.

The true logits are recorded, never assumed: the head is the last layer that owns weights (or the one PROOF names). It
is run once with its activation swapped for the identity, and what leaves it is the logits. The measured runs use the
program as it is, untouched. Gradients are those of the head's weights; the reference's gradient with respect to the
logits is carried back to the weights through that same recorded run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import tensorflow as tf

from stable_ref import references
from stable_ref.program import HarnessError, Output, Proof
from stable_ref.reduction import reduce
from stable_ref.references import Array

# Agreement: a few float32 roundings (2**-24 each), enlarged by logits up to 40 under exp and by a sum over a small
# batch. Real differences are orders above it. What falls between one and ten tolerances is neither, and is refused.
RELATIVE_TOLERANCE = 1e-4
ABSOLUTE_TOLERANCE = 1e-9
# A program under a mixed-precision policy is allowed about ten roundings of its own type (2**-11, 2**-8).
MIXED_TOLERANCE = {"float16": 5e-3, "bfloat16": 4e-2}
ROUNDING = 2.0**-22

Namespace = dict[str, Any]


class Probe(Protocol):
    @property
    def modes(self) -> tuple[str, ...]:
        """The execution modes that apply."""

    @property
    def scales(self) -> tuple[float | None, ...]:
        """The sizes of logits to measure at."""

    def rescale(self, scale: float | None) -> None:
        """Makes the largest logit that large; None leaves the program's own."""

    def measured(self, mode: str) -> Array:
        """What the program computes in this mode: a loss, or a gradient as one flat vector."""

    def expected(self, mode: str) -> Array:
        """The same from the reference."""

    def rounding(self, mode: str) -> float:
        """Absolute error the way of measuring itself may add."""


def look_up(expression: str, namespace: Namespace) -> Any:
    """A name, or any Python expression over the program's names."""
    return eval(expression, namespace)


def numbers(value: Any) -> Array:
    return np.asarray(value, dtype=np.float64)


def flat(gradients: list[Any], weights: list[Any]) -> Array:
    """One vector of all gradients; a weight the loss does not depend on has gradient 0."""
    pairs = zip(gradients, weights, strict=True)
    return np.concatenate([numbers(np.zeros(w.shape) if g is None else g).ravel() for g, w in pairs])


def tensors(structure: Any) -> Any:
    return tf.nest.map_structure(tf.convert_to_tensor, structure)


def loss_and_slope(
    proof: Proof, output: Output, labels: Array, logits: Array, sample_weight: Any
) -> tuple[Array, Array]:
    """The reference loss of one output and its gradient with respect to the logits, reduced and weighted."""
    fitted = references.fit_labels(output.reference, labels, logits)
    reference = references.find(output.reference, output.options)
    values = numbers(reference.values(fitted, logits))
    gradients = numbers(reference.gradients(fitted, logits))
    weights = np.ones(values.shape) if sample_weight is None else numbers(sample_weight).reshape(values.shape)
    count = values.size if proof.reduction == "mean" else 1
    spread = weights.reshape(weights.shape + (1,) * (gradients.ndim - values.ndim))
    total = numbers(reduce(values, sample_weight=weights, reduction=proof.reduction))
    return output.weight * total, output.weight * gradients * spread / count


def _last_with_weights(layer: Any) -> Any:
    """The innermost last layer that owns weights, in the order the model lists its layers."""
    for inner in reversed(list(layer._flatten_layers(include_self=False, recursive=False))):
        if inner.weights:
            return _last_with_weights(inner)
    return layer


class ModelProbe:
    """What compiled models and hand-written loops share: heads, true logits, the reference on the head's weights."""

    modes: tuple[str, ...] = ()

    def __init__(self, proof: Proof, namespace: Namespace, outputs: tuple[Output, ...] | None = None) -> None:
        outputs = proof.outputs if outputs is None else outputs
        self.proof = proof
        self.scales = proof.scales
        self.model = look_up(str(proof.model), namespace)
        self.x = look_up(str(proof.inputs), namespace)
        self.y = look_up(proof.labels, namespace) if proof.labels else None
        self.sample_weight = look_up(proof.sample_weight, namespace) if proof.sample_weight else None
        self.heads = [look_up(o.head, namespace) if o.head else self._default_head() for o in outputs]
        self.labels = [numbers(look_up(str(o.labels or proof.labels), namespace)) for o in outputs]
        self.start = self.model.get_weights()
        self.factor: float = 1.0

    def _default_head(self) -> Any:
        self.model(tensors(self.x))  # a model without an input shape has no weights before its first call
        return _last_with_weights(self.model)

    @property
    def weights(self) -> list[Any]:
        unique = {id(weight): weight for head in self.heads for weight in head.trainable_weights}
        return list(unique.values())

    def restore(self) -> None:
        """The program's own weights, the heads' multiplied by the current factor."""
        self.model.set_weights(self.start)
        for weight in self.weights:
            weight.assign(weight * self.factor)

    def rescale(self, scale: float | None) -> None:
        self.factor = 1.0
        self.restore()
        if scale is not None:
            self.factor = scale / max(np.max(np.abs(logits)) for logits in self.record(training=False))
            self.restore()

    def record(self, training: bool) -> list[Array]:
        return [numbers(logits) for logits in self._record(training)]

    def _record(self, training: bool) -> list[Any]:
        recorded: dict[int, Any] = {}
        with _recording(self.heads, recorded):
            self.model(tensors(self.x), training=training)
        missing = [head.name for head in self.heads if id(head) not in recorded]
        if missing:
            raise HarnessError(f"the model never called its head {missing}")
        return [recorded[id(head)] for head in self.heads]

    def expected(self, mode: str) -> Array:
        if not mode.startswith("gradient"):
            totals = [
                loss_and_slope(self.proof, output, labels, logits, self.sample_weight)[0]
                for output, labels, logits in zip(
                    self.proof.outputs, self.labels, self.record(training=False), strict=True
                )
            ]
            return numbers(sum(totals))
        with tf.GradientTape() as tape:
            recorded = self._record(training=True)
        slopes = [
            tf.constant(
                loss_and_slope(self.proof, output, labels, numbers(logits), self.sample_weight)[1], logits.dtype
            )
            for output, labels, logits in zip(self.proof.outputs, self.labels, recorded, strict=True)
        ]
        return flat(tape.gradient(recorded, _raw(self.weights), output_gradients=slopes), self.weights)

    def rounding(self, mode: str) -> float:
        return 0.0


def _raw(weights: list[Any]) -> list[Any]:
    """The TensorFlow variables inside Keras 3 variables."""
    return [
        getattr(weight, "value", weight) if not callable(getattr(weight, "value", None)) else weight
        for weight in weights
    ]


@contextmanager
def _recording(heads: list[Any], recorded: dict[int, Any]) -> Iterator[None]:
    """While inside, each head has the identity as activation and leaves its output in `recorded`."""

    def recorder(head: Any) -> Callable[..., Any]:
        call = head.call

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            recorded[id(head)] = call(*args, **kwargs)
            return recorded[id(head)]

        return wrapped

    owners = [owner for head in heads for owner in (head, getattr(head, "layer", None)) if owner is not None]
    activations = [(owner, owner.__dict__["activation"]) for owner in owners if "activation" in owner.__dict__]
    for owner, _ in activations:
        owner.__dict__["activation"] = lambda x: x
    for head in heads:
        head.__dict__["call"] = recorder(head)
    try:
        yield
    finally:
        for head in heads:
            del head.__dict__["call"]
        for owner, activation in activations:
            owner.__dict__["activation"] = activation


def run_eagerly(model: Any, eager: bool) -> None:
    """Lets a compiled model's loops run as plain Python, or as a graph again."""
    if model.run_eagerly != eager:
        model.run_eagerly = eager
        model.train_function = None
        model.test_function = None


class CompiledProbe(ModelProbe):
    """compile + evaluate + fit + predict, as the program compiled it.

    The gradient is what one real `fit` step does to the head's weights under plain gradient descent with rate 1.
    """

    modes = ("evaluate", "gradient", "predict", "evaluate_eager", "gradient_eager")

    def __init__(self, proof: Proof, namespace: Namespace) -> None:
        super().__init__(proof, namespace)
        legacy = any(base.__module__.startswith("tf_keras") for base in type(self.model).__mro__)
        if legacy:
            import tf_keras as keras
        else:
            import keras
        self.fed = {"sample_weight": self.sample_weight, "batch_size": len(tf.nest.flatten(self.x)[0]), "verbose": 0}
        object.__setattr__(self.model, "optimizer", keras.optimizers.SGD(1.0))
        self.model.train_function = None
        self.model.test_function = None

    def measured(self, mode: str) -> Array:
        if mode == "predict":
            predictions = tensors(self.model.predict(self.x, verbose=0))
            return numbers(self.model.compute_loss(tensors(self.x), tensors(self.y), predictions, self.sample_weight))
        run_eagerly(self.model, mode.endswith("_eager"))
        if mode.startswith("evaluate"):
            return numbers(self.model.evaluate(self.x, self.y, return_dict=True, **self.fed)["loss"])
        before = [numbers(weight) for weight in self.weights]
        self.model.fit(self.x, self.y, epochs=1, shuffle=False, **self.fed)
        after = [numbers(weight) for weight in self.weights]
        self.restore()
        return np.concatenate([(b - a).ravel() for b, a in zip(before, after, strict=True)])

    def rounding(self, mode: str) -> float:
        """A gradient here is the difference of two float32 weights, each rounded to its own size."""
        largest = max(float(np.max(np.abs(numbers(weight)))) for weight in self.weights)
        return ROUNDING * max(1.0, largest) if mode.startswith("gradient") else 0.0


class LoopProbe(ModelProbe):
    """A hand-written loop: a loss on (labels, model(x)), or the program's own step on (x, labels)."""

    def __init__(self, proof: Proof, namespace: Namespace) -> None:
        super().__init__(proof, namespace)
        self.modes = ("call", "call_graph", "gradient_eager", "gradient")
        if proof.loss:
            self.modes = (*self.modes, "predict")
            self.loss = look_up(proof.loss, namespace)
            self.step = self._forward
        else:
            self.step = look_up(str(proof.step), namespace)

    def _forward(self, x: Any, y: Any) -> Any:
        return self.loss(y, self.model(x))

    def _value(self, x: Any, y: Any) -> Any:
        return self.step(x, y)

    def _gradient(self, x: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = self.step(x, y)
        return tape.gradient(loss, _raw(self.weights))

    @cached_property
    def _graphs(self) -> dict[str, Callable[..., Any]]:
        return {"call": tf.function(self._value), "gradient": tf.function(self._gradient)}

    def measured(self, mode: str) -> Array:
        x, y = tensors(self.x), tensors(self.y)
        if mode == "predict":
            return numbers(self.loss(y, self.model.predict(self.x, verbose=0)))
        run: Callable[..., Any]
        if mode in ("call", "gradient_eager"):
            run = {"call": self._value, "gradient_eager": self._gradient}[mode]
        else:
            run = self._graphs[mode.removesuffix("_graph")]
        with eagerly(mode in ("call", "gradient_eager")):
            result = run(x, y)
        self.restore()
        return flat(result, self.weights) if mode.startswith("gradient") else numbers(result)


@contextmanager
def eagerly(eager: bool) -> Iterator[None]:
    """Runs the program's own tf.functions as plain Python where the mode is an eager one."""
    tf.config.run_functions_eagerly(eager)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)
