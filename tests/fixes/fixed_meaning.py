"""Runs generated programs under TensorFlow, and compares what they show before and after a fix."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

TOLERANCE = 2e-5


@dataclass
class Shown:
    """What a program showed: what `print` and the package that nobody sees were given, in order."""

    values: list[Any] = field(default_factory=list)

    def show(self, *values: Any, **more: Any) -> float:
        """Take note of some values; there is something to calculate with for those who ask."""
        self.values.extend(map(_plain, (*values, *more.values())))
        return 0.0

    def take(self, *values: Any) -> None:
        """A model is no value to compare."""


def _plain(value: Any) -> Any:
    if tf.is_tensor(value):
        return value.numpy()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value


def run(text: str, later: tuple[str, ...]) -> list[Any]:
    """Run a program, then the functions that only others call, and return what it showed and what they returned."""
    shown = Shown()
    os.environ.pop("N", None)
    random.seed(0)
    np.random.seed(0)
    keras.utils.set_random_seed(0)
    names: dict[str, Any] = {"__name__": "__main__", "print": shown.show}
    with _package(shown), _in_one_batch():
        exec(compile(text, "program.py", "exec"), names)
        features = np.random.uniform(-2, 2, size=(16, 4)).astype("float32")
        for name in later:
            shown.show(names[name](features))
    return shown.values


@contextmanager
def _in_one_batch() -> Iterator[None]:
    """`predict` without the pipeline around its batches, which takes twenty times as long; and without graphs."""
    patch = pytest.MonkeyPatch()
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    patch.setattr(keras.Model, "predict", lambda model, x, **_: model.predict_on_batch(x))
    try:
        yield
    finally:
        patch.undo()
        tf.config.run_functions_eagerly(before)


@contextmanager
def _package(shown: Shown) -> Iterator[None]:
    """`telemetry`, the package that nobody sees."""
    package = ModuleType("telemetry")
    vars(package).update(record=shown.show, score=shown.show, register=shown.take, models={}, name="any")
    sys.modules["telemetry"] = package
    try:
        yield
    finally:
        del sys.modules["telemetry"]


def difference(before: Any, after: Any) -> str:
    """Where two values differ by more than rounding; empty where they do not."""
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return f"{len(before)} values before, {len(after)} after"
        found = ((index, difference(*each)) for index, each in enumerate(zip(before, after, strict=True)))
        return next((f"value {index}: {text}" for index, text in found if text), "")
    if isinstance(before, dict) and isinstance(after, dict):
        if before.keys() != after.keys():
            return f"keys {list(before)} before, {list(after)} after"
        return difference(list(before.values()), list(after.values()))
    if not isinstance(before, np.ndarray | np.generic | int | float) or isinstance(before, bool):
        return "" if type(before) is type(after) and before == after else f"{before!r} before, {after!r} after"
    if type(before) is not type(after):
        return f"{type(before).__name__} before, {type(after).__name__} after"
    old, new = np.asarray(before), np.asarray(after)
    if old.dtype != new.dtype or old.shape != new.shape:
        return f"{old.dtype}{old.shape} before, {new.dtype}{new.shape} after"
    same = (
        np.allclose(old, new, rtol=0, atol=TOLERANCE, equal_nan=True) if old.dtype.kind == "f" else (old == new).all()
    )
    return "" if same else f"{old.tolist()} before, {new.tolist()} after"
