"""Runs a program under TensorFlow and holds its numbers against the reference: a finding is proved by execution.

A fixture is an ordinary program. At its bottom stands a literal that says how it is proved:

    PROOF = {"effect": "wrong", "model": "model", "inputs": "x_train", "labels": "y_train",
             "reference": "sparse_categorical", "differs": ["evaluate", "gradient", "predict", ...]}

`effect` is one of

    right     agrees with the reference in every mode (all clean fixtures)
    wrong     another loss altogether: it differs at moderate logits wherever it trains
    fragile   trains right on the TensorFlow backend only because Keras recovers the logits; differs elsewhere
    unstable  agrees at moderate logits in every mode, and loses precision at large ones
    raises    the listed modes raise the exception named by `raises`

The strings that name things (`model`, `inputs`, `labels`, `loss`, `head`, ...) are Python expressions over the
program's own names, evaluated after it has run. What is measured depends on what is named:

    model                    evaluate, gradient, predict, evaluate_eager, gradient_eager: the model as the program
                             compiled it, by real `evaluate`, `fit` (one step of plain gradient descent with rate 1)
                             and `predict` calls; predict is the compiled loss on what `predict` returned
    model + loss             call, call_graph, gradient_eager, gradient, predict: loss(y, model(x)), eagerly and
                             under tf.function
    model + step             call, call_graph, gradient_eager, gradient: the program's step(x, y), giving the loss
    loss_of_logits + logits  call, call_graph, gradient_eager, gradient: a function of (labels, logits)
    session + loss + logits  session, gradient: a TensorFlow 1 graph in the program's session, fed with `feed`

`reference` is a name of `stable_ref.references` and `options` its keyword arguments; `reduction` is mean (default), sum
or none; `sample_weight` weighs the samples. `head` is the layer whose output before its activation is the logits,
when it is not the last one with weights. `outputs` is a list of {head, labels, reference, options, weight}: for models
with several outputs, or where the reference wants its labels in another form than the program.
`scale` is the size the largest logit is brought to by scaling the head's weights: 3 by default, 40 for unstable
programs, None for the program's own.

A flagged program must differ in exactly the modes of `differs` and agree in all others; a clean one agrees in all.
Agreement and difference lie a factor of ten apart (see `stable_ref.measure`), so nothing is decided by rounding.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from stable_ref.measure import (
    ABSOLUTE_TOLERANCE,
    RELATIVE_TOLERANCE,
    Namespace,
    Probe,
    probe,
)
from stable_ref.program import MODERATE, Program, Proof, read
from stable_ref.references import Array

AGREES, DIFFERS, UNDECIDED = "agrees", "differs", "undecided"
_CLEARLY = 10.0
_SEED = 7


@dataclass(frozen=True)
class Comparison:
    """One mode at one size of logits."""

    mode: str
    scale: float | None
    verdict: str
    measured: str
    expected: str
    raised: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.mode} at scale {self.scale}: {self.verdict}, measured {self.measured}, reference {self.expected}"


def run(program: Program) -> Namespace:
    """Runs the program as a script, from a fresh Keras state and a fixed seed; gives its names."""
    keras.backend.clear_session()
    keras.config.set_dtype_policy("float32")
    keras.utils.set_random_seed(_SEED)
    namespace: Namespace = {"__name__": "__main__", "__file__": str(program.path)}
    with _quietly():
        exec(compile(program.source, str(program.path), "exec"), namespace)
    return namespace


def compare(proof: Proof, namespace: Namespace) -> list[Comparison]:
    """Measures every applicable mode at every size the proof asks for."""
    with _quietly():
        measuring = probe(proof, namespace)
        return [_one(proof, measuring, mode, scale) for mode in measuring.modes for scale in proof.scales]


@contextmanager
def _quietly() -> Iterator[None]:
    """Keras warns of some of what is measured here (from_logits=True on activated output), NumPy of infinities."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _one(proof: Proof, measuring: Probe, mode: str, scale: float | None) -> Comparison:
    measuring.rescale(scale)
    expected = measuring.expected(mode)
    if proof.effect == "raises":
        try:
            measured = measuring.measured(mode)
        except Exception as problem:
            raised = tuple(base.__name__ for base in type(problem).__mro__)
            return Comparison(mode, scale, DIFFERS, type(problem).__name__, _show(expected), raised)
    else:
        measured = measuring.measured(mode)
    tolerance = RELATIVE_TOLERANCE * float(np.max(np.abs(expected))) + ABSOLUTE_TOLERANCE + measuring.rounding(mode)
    return Comparison(mode, scale, verdict(measured, expected, tolerance), _show(measured), _show(expected))


def verdict(measured: Array, expected: Array, tolerance: float) -> str:
    """Agrees, differs, or is too close to call."""
    if measured.shape != expected.shape:
        return DIFFERS
    distance = float(np.max(np.abs(measured - expected)))
    if distance <= tolerance:
        return AGREES
    return UNDECIDED if distance <= _CLEARLY * tolerance else DIFFERS


def _show(numbers: Array) -> str:
    return np.array2string(numbers, precision=7, threshold=8, separator=", ").replace("\n", "")


def judge(proof: Proof, comparisons: Iterable[Comparison]) -> list[str]:
    """What is not as the proof says; empty when it is proved."""
    found = list(comparisons)
    modes = {comparison.mode for comparison in found}
    problems = [f"lists {mode}, which does not apply here" for mode in proof.differs if mode not in modes]
    for comparison in found:
        at_proof = comparison.scale == proof.scale
        wanted = DIFFERS if at_proof and comparison.mode in proof.differs else AGREES
        if comparison.verdict != wanted:
            problems.append(f"must be: {wanted}. {comparison}")
        if proof.raises and wanted == DIFFERS and proof.raises not in comparison.raised:
            problems.append(f"must raise {proof.raises}. {comparison}")
    if not any(comparison.verdict == DIFFERS for comparison in found) and proof.effect != "right":
        problems.append("the numbers differ nowhere: this is no bug")
    problems += _judge_effect(proof, modes)
    return problems


def _judge_effect(proof: Proof, modes: set[str]) -> list[str]:
    """Whether the list of modes is what the effect's name promises."""
    trained = {"evaluate", "gradient"} if "evaluate" in modes else modes - {"predict"}
    graph = {"evaluate", "gradient"} if "evaluate" in modes else {"call_graph", "gradient"}
    differs = set(proof.differs)
    if proof.effect == "wrong" and not trained <= differs:
        return [f"wrong means it differs wherever it trains: {sorted(trained - differs)} agree"]
    if proof.effect == "fragile" and graph & differs:
        return [f"fragile means a TensorFlow graph trains right: {sorted(graph & differs)} differ"]
    return []


def prove(path: Path) -> list[str]:
    """Reads, runs and judges a fixture. An empty list is a proof."""
    program = read(path)
    return judge(program.proof, compare(program.proof, run(program)))


__all__ = ["AGREES", "DIFFERS", "MODERATE", "UNDECIDED", "Comparison", "compare", "judge", "prove", "run", "verdict"]
