"""What differs between frameworks: recording inside a compiled step, gradients, graphs, raw activations."""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from xent_lint.prove.measuring.by_hand import Functions

Floats = NDArray[np.float64]
PerSample = Callable[[Any], Any]
"""From what the model puts out to one loss for each sample."""


class Backend(ABC):
    """A framework with the Keras that runs on it. `absent`: modes that do not exist there, each with the reason."""

    name: ClassVar[str]
    libraries: ClassVar[tuple[str, ...]]
    absent: ClassVar[Mapping[str, str]] = {}
    compile_options: ClassVar[Mapping[str, Any]] = {}

    def __init__(self) -> None:
        self.keras: Any = importlib.import_module("tf_keras" if self.name == "tf_keras" else "keras")
        self.recorded: list[Floats] = []

    @property
    def versions(self) -> dict[str, str]:
        """The versions of the libraries."""
        return {name: str(importlib.import_module(name).__version__) for name in self.libraries}

    def keep(self, values: Any) -> None:
        """Remember numbers."""
        self.recorded.append(np.asarray(values, dtype=np.float64))

    @property
    @abstractmethod
    def functions(self) -> Functions:
        """The framework's own functions, for formulas written by hand."""

    @abstractmethod
    def raw(self, activation: str) -> Callable[[Any], Any]:
        """The framework's own activation of that name."""

    @abstractmethod
    def tensor(self, array: Any) -> Any:
        """A tensor of the framework."""

    @abstractmethod
    def array(self, tensor: Any) -> Floats:
        """Its numbers."""

    @abstractmethod
    def record(self, values: Any) -> None:
        """Keep the values that a step computes, from within that step, be it compiled or not."""

    @abstractmethod
    def call(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        """The losses in eager code, and the gradient of each with respect to the logits of its sample."""

    @abstractmethod
    def graph(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        """The same in a compiled function."""

    def whole(self, tensor: Any) -> Any:
        """The same numbers as integers."""
        return self.keras.ops.cast(tensor, "int32")

    def settle(self) -> None:
        """Wait until everything is recorded; most frameworks have no need to."""
        return


class TensorFlow(Backend):
    """Keras 3 on TensorFlow. XLA, which Keras would choose on a GPU, cannot record from within a step."""

    name = "tensorflow"
    libraries = ("keras", "tensorflow")
    compile_options: ClassVar[Mapping[str, Any]] = {"jit_compile": False}

    def __init__(self) -> None:
        import tensorflow as tf

        self.tf: Any = tf
        super().__init__()

    @property
    def functions(self) -> Functions:
        tf = self.tf
        return Functions(
            tf.math.log,
            tf.exp,
            lambda x: tf.reduce_sum(x, axis=-1, keepdims=True),
            lambda x, a, b: tf.clip_by_value(x, a, b),
        )

    def raw(self, activation: str) -> Callable[[Any], Any]:
        found = getattr(self.tf.nn, activation, None) or getattr(self.tf.math, activation)
        return lambda x: found(x)

    def tensor(self, array: Any) -> Any:
        return self.tf.convert_to_tensor(array)

    def array(self, tensor: Any) -> Floats:
        return np.asarray(self.tf.cast(self.tf.convert_to_tensor(tensor), self.tf.float64))

    def whole(self, tensor: Any) -> Any:
        return self.tf.cast(tensor, self.tf.int32)  # tf_keras has no ops

    def record(self, values: Any) -> None:
        if self.tf.executing_eagerly():
            self.keep(self.array(values))
        else:
            self.tf.py_function(lambda each: self.keep(each.numpy()), [values], [])

    def _step(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Any, Any]:
        (shift,) = model.trainable_variables
        with self.tf.GradientTape() as tape:
            values = per_sample(model(inputs))
        slopes = tape.gradient(values, self._variable(shift))
        return values, self.tf.zeros(shift.shape) if slopes is None else self.tf.convert_to_tensor(slopes)

    def _variable(self, weight: Any) -> Any:
        return weight.value

    def call(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        values, slopes = self._step(model, inputs, per_sample)
        return self.array(values), self.array(slopes)

    def graph(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        values, slopes = self.tf.function(lambda: self._step(model, inputs, per_sample))()
        return self.array(values), self.array(slopes)


class LegacyKeras(TensorFlow):
    """tf_keras: Keras 2."""

    name = "tf_keras"
    libraries = ("tf_keras", "tensorflow")

    def _variable(self, weight: Any) -> Any:
        return weight


class Jax(Backend):
    """Keras 3 on JAX."""

    name = "jax"
    libraries = ("keras", "jax")

    def __init__(self) -> None:
        import jax

        self.jax: Any = jax
        super().__init__()

    @property
    def functions(self) -> Functions:
        numpy = self.jax.numpy
        return Functions(
            numpy.log, numpy.exp, lambda x: numpy.sum(x, axis=-1, keepdims=True), lambda x, a, b: numpy.clip(x, a, b)
        )

    def raw(self, activation: str) -> Callable[[Any], Any]:
        found = getattr(self.jax.nn, activation)
        return lambda x: found(x)

    def tensor(self, array: Any) -> Any:
        return self.jax.numpy.asarray(array)

    def array(self, tensor: Any) -> Floats:
        return np.asarray(tensor, dtype=np.float64)

    def record(self, values: Any) -> None:
        self.jax.debug.callback(self.keep, values)

    def _gradient(self, model: Any, inputs: list[Any], per_sample: PerSample) -> Callable[[Any], Any]:
        fixed = [variable.value for variable in model.non_trainable_variables]

        def total(shift: Any) -> tuple[Any, Any]:
            outputs, _ = model.stateless_call([shift], fixed, inputs)
            values = per_sample(outputs)
            return values.sum(), values

        return self.jax.grad(total, has_aux=True)  # type: ignore[no-any-return]

    def call(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        slopes, _ = self._gradient(model, inputs, per_sample)(model.trainable_variables[0].value)
        return self.array(per_sample(model(inputs))), self.array(slopes)

    def graph(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        compiled = self.jax.jit(self._gradient(model, inputs, per_sample))
        slopes, values = compiled(model.trainable_variables[0].value)
        return self.array(values), self.array(slopes)

    def settle(self) -> None:
        self.jax.effects_barrier()


class Torch(Backend):
    """Keras 3 on torch."""

    name = "torch"
    libraries = ("keras", "torch")
    absent: ClassVar[Mapping[str, str]] = {"graph": "Keras on torch runs eagerly: there is no graph"}

    def __init__(self) -> None:
        import torch

        self.torch: Any = torch
        super().__init__()

    @property
    def functions(self) -> Functions:
        torch = self.torch
        return Functions(
            torch.log, torch.exp, lambda x: torch.sum(x, dim=-1, keepdim=True), lambda x, a, b: torch.clamp(x, a, b)
        )

    def raw(self, activation: str) -> Callable[[Any], Any]:
        names = {"log_sigmoid": "logsigmoid"}
        found = getattr(self.torch, activation, None)
        found = found or getattr(self.torch.nn.functional, names.get(activation, activation))
        return (lambda x: found(x, dim=-1)) if "softmax" in activation else (lambda x: found(x))

    def tensor(self, array: Any) -> Any:
        return self.keras.ops.convert_to_tensor(array)

    def array(self, tensor: Any) -> Floats:
        return np.asarray(tensor.detach().cpu().to(self.torch.float64))

    def record(self, values: Any) -> None:
        if values.device.type != "meta":  # where Keras only asks for shapes
            self.keep(self.array(values))

    def call(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        shift = model.trainable_variables[0].value
        values = per_sample(model(inputs))
        if values.requires_grad:
            values.sum().backward()
        slopes = self.torch.zeros_like(shift) if shift.grad is None else shift.grad
        return self.array(values), self.array(slopes)

    def graph(self, model: Any, inputs: list[Any], per_sample: PerSample) -> tuple[Floats, Floats]:
        raise NotImplementedError(self.absent["graph"])


KINDS: Mapping[str, type[Backend]] = {each.name: each for each in (TensorFlow, Jax, Torch, LegacyKeras)}
