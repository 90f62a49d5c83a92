"""Measures the figures of the seed discussions with one library: `python -m xent_lint.prove.seed_worker keras`.

Prints one JSON object. It runs in a process of its own, because Keras takes its backend from the environment and
TensorFlow talks on stderr while it is imported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np

LABELS = [[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]
LOGITS = [[18.0, -20.0, 20.0, 20.0], [-18.0, 0.0, -10.0, 12.0]]
FINE_EPSILON = 1e-15
LARGE_LOGIT = -305.8


def measure(name: str, grid: list[float]) -> dict[str, Any]:
    """All figures of `keras` or `tf_keras`; the curves at the logits of the grid."""
    library, tensorflow = import_module(name), import_module("tensorflow")
    return {
        "version": str(library.__version__),
        "tensorflow": str(tensorflow.__version__),
        "multi_label": _multi_label(library, tensorflow),
        "large_logit": _large_logit(library, tensorflow),
        "curves": _curves(library, tensorflow, grid),
    }


@contextmanager
def _epsilon(library: Any, value: float) -> Iterator[None]:
    usual = library.backend.epsilon()
    library.backend.set_epsilon(value)
    try:
        yield
    finally:
        library.backend.set_epsilon(usual)


def _multi_label(library: Any, tensorflow: Any) -> dict[str, float]:
    """Two samples with four labels, eagerly and from float64 arrays, as the question has it."""
    labels, logits = np.array(LABELS), np.array(LOGITS)
    probabilities = tensorflow.sigmoid(logits)
    loss = library.losses.BinaryCrossentropy
    figures = {
        "probabilities": float(loss()(labels, probabilities)),
        "logits": float(loss(from_logits=True)(labels, logits)),
    }
    with _epsilon(library, FINE_EPSILON):
        figures["fine_epsilon"] = float(loss()(labels, probabilities))
    return figures


def _large_logit(library: Any, tensorflow: Any) -> dict[str, float]:
    """Label 0 at the logit -305.8: the exponential, the formula as it stands in books, and the loss on logits."""
    z = tensorflow.constant([[LARGE_LOGIT]])
    y = tensorflow.zeros_like(z)
    exponential = tensorflow.exp(-z)
    p = 1.0 / (1.0 + exponential)
    by_hand = -y * tensorflow.math.log(p) - (1.0 - y) * tensorflow.math.log(1.0 - p)
    on_logits = library.losses.BinaryCrossentropy(from_logits=True)
    wide = tensorflow.exp(tensorflow.constant(-LARGE_LOGIT, tensorflow.float64))
    return {
        "exponential": float(wide),
        "exponential_float32": float(exponential[0, 0]),
        "by_hand_float32": float(by_hand[0, 0]),
        "right_side": float(on_logits(y, z)),
        "wrong_side": float(on_logits(1.0 - y, z)),
    }


def _neuron(library: Any, loss: Any, *after: Any) -> Any:
    """One sigmoid unit with weight 1 and bias 0, so that its logit is its input."""
    unit = library.layers.Dense(1, activation="sigmoid")
    model = library.Sequential([library.Input((1,)), unit, *after])
    unit.set_weights([np.ones((1, 1)), np.zeros(1)])
    model.compile(loss=loss)
    return model


def _curves(library: Any, tensorflow: Any, grid: list[float]) -> dict[str, list[float]]:
    """The loss at the points (-a, 0) and (a, 1) for each a; on the wrong side the labels are exchanged."""

    def by_hand(labels: Any, p: Any) -> Any:
        logits = tensorflow.math.log(p / (1 - p))
        return tensorflow.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)

    def on_logits(a: float) -> float:
        labels, logits = tensorflow.constant([[0.0], [1.0]]), tensorflow.constant([[-a], [a]])
        values = tensorflow.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
        return float(tensorflow.reduce_mean(values))

    def trained(model: Any, wrong: bool = False) -> Callable[[float], float]:
        labels = np.array([[1.0], [0.0]] if wrong else [[0.0], [1.0]], np.float32)

        def loss(a: float) -> float:
            model.reset_metrics()  # else the loss is the mean over all calls so far
            return float(np.ravel(model.test_on_batch(np.array([[-a], [a]], np.float32), labels))[0])

        return loss

    hidden = _neuron(library, "binary_crossentropy", library.layers.Reshape((1,)))
    functions: dict[str, Callable[[float], float]] = {
        "evaluate": trained(_neuron(library, "binary_crossentropy")),
        "hidden": trained(hidden),
        "hidden_wrong": trained(hidden, wrong=True),
        "by_hand": trained(_neuron(library, by_hand)),
        "on_logits": on_logits,
        "gradient_wrong": lambda a: _slope(tensorflow, hidden, a),
    }
    return {name: [function(a) for a in grid] for name, function in functions.items()}


def _slope(tensorflow: Any, model: Any, a: float) -> float:
    """The larger of the two gradients with respect to the logits, on the wrong side."""
    x = tensorflow.constant([[-a], [a]])
    labels = tensorflow.constant([[1.0], [0.0]])
    with tensorflow.GradientTape() as tape:
        tape.watch(x)
        loss = model.compute_loss(x=x, y=labels, y_pred=model(x))
    return float(tensorflow.reduce_max(tensorflow.abs(tape.gradient(loss, x))))


def main() -> None:
    """Read the grid from stdin, measure, print."""
    sys.stdout.write(json.dumps(measure(sys.argv[1], [float(a) for a in json.load(sys.stdin)])))


if __name__ == "__main__":
    main()
