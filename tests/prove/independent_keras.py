"""A few plain lines of Keras that measure without the worker: run as a script under one KERAS_BACKEND, prints JSON."""

from __future__ import annotations

import json
from typing import Any

import keras
import numpy as np


def model_of(units: int, activation: str) -> Any:
    """The logits are the inputs."""
    layers = [keras.layers.Input((units,)), keras.layers.Dense(units, activation, kernel_initializer="identity")]
    return keras.Sequential(layers)


def losses(model: Any, x: Any, y: Any, loss: Any) -> dict[str, float]:
    """What evaluate reports, the loss of a call, and the loss on predicted values."""
    model.compile(loss=loss)
    return {
        "fit": float(model.evaluate(x, y, verbose=0)),
        "call": float(loss(y, model(x))),
        "predict": float(loss(y, model.predict(x, verbose=0))),
    }


def main() -> None:
    """Section 1 and 3 of the measurements that the tables were designed on."""
    binary, categorical = keras.losses.BinaryCrossentropy, keras.losses.CategoricalCrossentropy
    x = np.array([[-40.0], [40.0], [-20.0], [20.0]], "float32")
    y = np.array([[1.0], [0.0], [1.0], [0.0]], "float32")
    many = np.array([[40.0, 0.0, 0.0], [20.0, 0.0, 0.0]], "float32")
    second = np.array([[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]], "float32")
    mixed = np.array([[1.0, -2.0, 3.0], [2.0, 0.0, -1.0]], "float32")
    classes = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], "float32")
    small = np.array([[0.3], [-0.2], [0.2], [0.4]], "float32")
    found = {
        f"{activation} binary {logits}": losses(model_of(1, activation), x, y, binary(from_logits=logits))
        for activation in ("sigmoid", "linear")
        for logits in (False, True)
    }
    for activation in ("softmax", "linear"):
        for logits in (False, True):
            name = f"{activation} categorical {logits}"
            found[name] = losses(model_of(3, activation), many, second, categorical(from_logits=logits))
    found["softmax as binary"] = losses(model_of(3, "softmax"), mixed, classes, binary())
    found["sigmoid as categorical"] = losses(model_of(3, "sigmoid"), mixed, classes, categorical())
    found["one softmax"] = losses(model_of(1, "softmax"), small, y, binary())
    print(json.dumps(found))


if __name__ == "__main__":
    main()
