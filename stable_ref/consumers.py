"""Measures what a program reads from its model's output: decisions, probabilities, metrics.

The reference of a reading is the same decision, probability or metric made from the true logits. Readings are taken at
the program's own weights, for they are what the program computed when it ran.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from stable_ref.measure import (
    ABSOLUTE_TOLERANCE,
    RELATIVE_TOLERANCE,
    ModelProbe,
    Namespace,
    look_up,
    numbers,
    run_eagerly,
)
from stable_ref.program import HarnessError, Output, Proof, Read
from stable_ref.readings import READINGS
from stable_ref.references import Array

_EAGER = "_eager"


class ReadingProbe:
    """`readings`: expressions over the program's names; `metrics`: what the compiled model's `evaluate` reports."""

    scales: tuple[float | None, ...] = (None,)

    def __init__(self, proof: Proof, namespace: Namespace) -> None:
        self.proof = proof
        self.namespace = namespace
        self.reads = {**proof.readings, **proof.metrics, **{f"{m}{_EAGER}": r for m, r in proof.metrics.items()}}
        self.modes = tuple(self.reads)

    def rescale(self, scale: float | None) -> None:
        """The program's own weights are the ones its readings come from."""

    def measured(self, mode: str) -> Array:
        if mode in self.proof.readings:
            return numbers(look_up(mode, self.namespace)).ravel()
        model = look_up(str(self.proof.model), self.namespace)
        x, y = (look_up(str(name), self.namespace) for name in (self.proof.inputs, self.proof.labels))
        run_eagerly(model, mode not in self.proof.metrics)
        size = len(tf.nest.flatten(x)[0])
        reported = model.evaluate(x, y, batch_size=size, verbose=0, return_dict=True)
        return numbers(reported[mode if mode in self.proof.metrics else mode.removesuffix(_EAGER)]).ravel()

    def expected(self, mode: str) -> Array:
        """What comes out of the true logits.

        Raises:
            HarnessError: the data cannot tell right from wrong.
        """
        read = self.reads[mode]
        logits, labels = self._logits(read), self._labels(read)
        reading = READINGS[read.reference]
        right = numbers(reading.right(logits, labels)).ravel()
        confused = numbers(reading.confused(logits, labels)).ravel()
        if np.max(np.abs(right - confused)) <= 10 * (RELATIVE_TOLERANCE * np.max(np.abs(right)) + ABSOLUTE_TOLERANCE):
            raise HarnessError(f"{mode}: on these logits {read.reference} is the same when it is done wrong")
        return right

    def _labels(self, read: Read) -> Array:
        name = read.labels or self.proof.labels
        given = look_up(name, self.namespace) if name else []
        if self.proof.session and isinstance(given, tf.Tensor):
            given = self._in_session(given)
        return numbers(given)

    def _logits(self, read: Read) -> Array:
        if self.proof.model:
            return _Recorder(self.proof, self.namespace, read).record(training=False)[0]
        logits = look_up(str(self.proof.logits), self.namespace)
        return numbers(self._in_session(logits) if self.proof.session else logits)

    def _in_session(self, tensor: Any) -> Any:
        feed = look_up(self.proof.feed, self.namespace) if self.proof.feed else {}
        return look_up(str(self.proof.session), self.namespace).run(tensor, feed)

    def rounding(self, mode: str) -> float:
        return 0.0


class _Recorder(ModelProbe):
    """Only records: the true logits of one head, for one reading."""

    def __init__(self, proof: Proof, namespace: Namespace, read: Read) -> None:
        super().__init__(proof, namespace, (Output("", head=read.head, labels="()"),))
        if read.inputs:
            self.x = look_up(read.inputs, namespace)
