"""Losses without a model: a function of (labels, logits), a map of logits alone, a TensorFlow 1 graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import tensorflow as tf

from stable_ref.measure import ROUNDING, Namespace, eagerly, flat, look_up, loss_and_slope, numbers, tensors
from stable_ref.program import Proof
from stable_ref.readings import MAPS
from stable_ref.references import Array


class FunctionProbe:
    """A loss without a model: a function of (labels, logits), given the program's logits at the wanted size."""

    modes = ("call", "call_graph", "gradient_eager", "gradient")

    def __init__(self, proof: Proof, namespace: Namespace) -> None:
        self.proof = proof
        self.scales = proof.scales
        self.loss = self._find_loss(namespace)
        self.labels = look_up(proof.labels, namespace) if proof.labels else []
        self.start = np.asarray(look_up(str(proof.logits), namespace))
        self.logits = self.start

    def _find_loss(self, namespace: Namespace) -> Callable[..., Any]:
        found: Callable[..., Any] = look_up(str(self.proof.loss_of_logits), namespace)
        return found

    def rescale(self, scale: float | None) -> None:
        factor = 1.0 if scale is None else scale / np.max(np.abs(self.start))
        self.logits = (self.start * factor).astype(self.start.dtype)

    def _value(self, labels: Any, logits: Any) -> Any:
        return self.loss(labels, logits)

    def _gradient(self, labels: Any, logits: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(logits)
            loss = self.loss(labels, logits)
        return tape.gradient(loss, logits)

    @cached_property
    def _graphs(self) -> dict[str, Callable[..., Any]]:
        return {"call": tf.function(self._value), "gradient": tf.function(self._gradient)}

    def measured(self, mode: str) -> Array:
        labels, logits = tensors(self.labels), tf.convert_to_tensor(self.logits)
        run: Callable[..., Any]
        if mode in ("call", "gradient_eager"):
            run = {"call": self._value, "gradient_eager": self._gradient}[mode]
        else:
            run = self._graphs[mode.removesuffix("_graph")]
        with eagerly(mode in ("call", "gradient_eager")):
            result = run(labels, logits)
        return flat([result], [logits]) if mode.startswith("gradient") else numbers(result)

    def expected(self, mode: str) -> Array:
        total, slope = loss_and_slope(
            self.proof, self.proof.outputs[0], numbers(self.labels), numbers(self.logits), None
        )
        return slope.ravel() if mode.startswith("gradient") else total

    def rounding(self, mode: str) -> float:
        return 0.0


class MapProbe(FunctionProbe):
    """A function of the logits alone, such as a softmax written by hand.

    Its gradient is that of a sum over all it gives, in which every entry has a weight of its own: the plain sum of a
    softmax is 1, and has no gradient.
    """

    def _find_loss(self, namespace: Namespace) -> Callable[..., Any]:
        self.function = look_up(str(self.proof.of_logits), namespace)
        return lambda labels, logits: self.function(logits)

    def _gradient(self, labels: Any, logits: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(logits)
            result = self.function(logits)
        return tape.gradient(result, logits, output_gradients=tf.constant(_uneven(result.shape), result.dtype))

    def expected(self, mode: str) -> Array:
        output = self.proof.outputs[0]
        wanted = MAPS[output.reference]
        logits = numbers(self.logits)
        if not mode.startswith("gradient"):
            return output.weight * numbers(wanted(logits, **output.options))
        return output.weight * _slope(lambda z: wanted(z, **output.options), logits).ravel()

    def rounding(self, mode: str) -> float:
        """The gradient of a saturated softmax is a difference of the weights, which are up to 2, and cancels."""
        return 2.0 * ROUNDING if mode.startswith("gradient") else 0.0


def _uneven(shape: Any) -> Array:
    return np.linspace(1.0, 2.0, int(np.prod(shape))).reshape(shape)


def _slope(wanted: Callable[[Array], Any], logits: Array) -> Array:
    """The gradient of the unevenly weighted sum, by central differences in float64."""
    step = 1e-5
    result = np.zeros_like(logits)
    for index in np.ndindex(logits.shape):
        shift = np.zeros_like(logits)
        shift[index] = step
        difference = numbers(wanted(logits + shift)) - numbers(wanted(logits - shift))
        result[index] = np.sum(_uneven(difference.shape) * difference) / (2 * step)
    return result


class SessionProbe:
    """A TensorFlow 1 graph: loss, logits and labels are tensors of it, run in the program's own session."""

    modes = ("session", "gradient")

    def __init__(self, proof: Proof, namespace: Namespace) -> None:
        self.proof = proof
        self.scales = proof.scales
        self.session = look_up(str(proof.session), namespace)
        self.loss = look_up(str(proof.loss), namespace)
        self.logits = look_up(str(proof.logits), namespace)
        self.labels = look_up(str(proof.labels), namespace)
        self.feed = look_up(proof.feed, namespace) if proof.feed else {}
        with self.session.graph.as_default():
            slope = tf.compat.v1.gradients(self.loss, self.logits)[0]
            self.slope = tf.zeros_like(self.logits) if slope is None else slope
        self.given: Any = self.session.run(self.logits, self.feed)

    def rescale(self, scale: float | None) -> None:
        """Logits are fed in place of what the graph computed: any tensor of a graph can be fed."""
        own = self.session.run(self.logits, self.feed)
        factor = 1.0 if scale is None else scale / np.max(np.abs(own))
        self.given = (own * factor).astype(own.dtype)

    def _run(self, tensor: Any) -> Array:
        return numbers(self.session.run(tensor, {**self.feed, self.logits: self.given}))

    def measured(self, mode: str) -> Array:
        return self._run(self.loss) if mode == "session" else self._run(self.slope).ravel()

    def expected(self, mode: str) -> Array:
        labels = self._run(self.labels) if isinstance(self.labels, tf.Tensor) else numbers(self.labels)
        total, slope = loss_and_slope(self.proof, self.proof.outputs[0], labels, numbers(self.given), None)
        return slope.ravel() if mode == "gradient" else total

    def rounding(self, mode: str) -> float:
        return 0.0
