"""The smallest model with a given head, and the loss it is given to.

The model's inputs are the logits themselves and the number of the sample. A table with a row of zeros for each sample
is added to the logits; it is all that is trained. One step of plain gradient descent with rate 1 then leaves in it the
negative gradient of each sample's loss with respect to its own logits, with all its digits, and a NaN in one sample
does not reach the others. Behind it stands the head: a dense layer with an identity kernel and no bias.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xent_lint.prove.cases import Case, Use
from xent_lint.prove.measuring import by_hand
from xent_lint.prove.measuring.backends import Backend
from xent_lint.prove.sweeps import samples

Loss = Callable[[Any, Any], Any]
"""From labels and what the model puts out to one number for each sample."""

SHIFT = "shift"
"""The name of the layer that is trained."""


def activation_of(backend: Backend, name: str) -> Any:
    """What is handed to `activation=`."""
    if name == "by_hand.softmax":
        return lambda z: by_hand.softmax(backend.functions, z)
    return name


def has_activation(backend: Backend, name: str) -> bool:
    """Whether this Keras knows an activation of that name."""
    if name.startswith("by_hand."):
        return True
    try:
        backend.keras.activations.get(name)
    except (ValueError, TypeError):
        return False
    return True


def inputs_of(case: Case) -> list[Any]:
    """Number and logits of every sample."""
    logits, _ = samples(case)
    return [np.arange(len(logits), dtype=np.int32), logits.astype(np.float32)]


def labels_of(case: Case) -> Any:
    """The labels as the loss takes them: indices, or a row for each sample."""
    _, labels = samples(case)
    if case.family == "sparse_categorical":
        return np.argmax(labels, axis=-1).astype(np.int32)[:, np.newaxis]
    return labels.astype(np.float32)


def build(backend: Backend, case: Case) -> Any:
    """A new model with the head of a case."""
    keras, head = backend.keras, case.head
    layers, policy = keras.layers, _policy(keras, head.policy)
    number = keras.Input((), dtype="int32")
    logits = keras.Input((head.units,))
    count = len(inputs_of(case)[0])
    shift = layers.Embedding(count, head.units, embeddings_initializer="zeros", name=SHIFT)(number)
    given = "linear" if head.form == "op" else activation_of(backend, head.activation)
    dense = layers.Dense(
        head.units, activation=given, kernel_initializer="identity", use_bias=False, trainable=False, dtype=policy
    )
    output = dense(layers.Add()([logits, shift]))
    if head.form == "op" and head.activation != "linear":
        raw = backend.raw(head.activation)
        output = layers.Lambda(raw, output_shape=(head.units,), dtype=policy)(output)
    elif head.form == "reshaped":
        output = layers.Reshape((head.units,), dtype=policy)(output)
    return keras.Model([number, logits], output)


def _policy(keras: Any, name: str) -> Any:
    """Given to the layers and not set globally: the next model must not inherit it."""
    if hasattr(keras, "DTypePolicy"):
        return keras.DTypePolicy(name)
    return keras.mixed_precision.Policy(name)


def has_use(backend: Backend, use: Use) -> bool:
    """Whether the library has the loss or metric of that name; other uses are there always."""
    if not use.name.startswith(("keras.", "tensorflow.")):
        return True
    try:
        find(backend, use.name)
    except LookupError:
        return False
    return True


def find(backend: Backend, dotted: str) -> Any:
    """An object of a library by its canonical name.

    Raises:
        LookupError: this version has none.
    """
    package, _, path = dotted.partition(".")
    if package == "keras":
        roots = [backend.keras]
    else:
        tf = getattr(backend, "tf", None)
        roots = [] if tf is None else [tf, tf.compat.v1]
    for root in roots:
        found = root
        for name in path.split("."):
            found = getattr(found, name, None)
        if found is not None:
            return found
    raise LookupError(f"{backend.name} has no {dotted}")


def per_sample(backend: Backend, use: Use) -> Loss:
    """The loss of a case as a function with one number for each sample."""
    if use.name.startswith("by_hand."):
        formula = by_hand.FORMULAS[use.name]
        return lambda y, p: _mean(backend, formula(backend.functions, y, p))
    target = find(backend, use.name)
    options: dict[str, Any] = {} if use.from_logits is None else {"from_logits": use.from_logits}
    if use.form == "class":
        target = target(reduction="none", **options)
        options = {}
    elif use.name.startswith("tensorflow.losses."):
        options["reduction"] = "none"

    def apply(y: Any, p: Any) -> Any:
        if use.name.startswith("tensorflow.") and "sparse" in use.name:
            y = backend.whole(y[:, 0])  # compile has made floats of them
        first, second = (p, y) if use.swapped else (y, p)
        if use.form == "class":
            return target(first, second)
        return _mean(backend, target(**{use.y_true: first, use.y_pred: second}, **options))

    return apply


def _mean(backend: Backend, values: Any) -> Any:
    """One number for each sample, of one for each unit."""
    if len(values.shape) < 2:
        return values
    return backend.functions.total(values)[:, 0] / float(values.shape[-1])


def compiled_loss(backend: Backend, use: Use) -> Any:
    """A loss object for `compile` which computes as the given one does, sums, and records each sample's number."""
    keras = backend.keras
    if use.form == "class":
        base = find(backend, use.name)
        options: dict[str, Any] = {} if use.from_logits is None else {"from_logits": use.from_logits}

        def inner(self: Any, y: Any, p: Any) -> Any:
            return base.call(self, y, p)

    else:
        base, options, function = keras.losses.Loss, {}, per_sample(backend, use)

        def inner(self: Any, y: Any, p: Any) -> Any:
            return function(y, p)

    def call(self: Any, y_true: Any, y_pred: Any) -> Any:
        values = inner(self, y_true, y_pred)
        backend.record(values)
        return values

    return type(base.__name__, (base,), {"call": call})(reduction="sum", **options)
