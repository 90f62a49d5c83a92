"""Runs a program under TensorFlow and holds its numbers against the reference: a finding is proved by execution.

A fixture is an ordinary program. At its bottom stands a literal that says how it is proved:

    PROOF = {"effect": "wrong", "model": "model", "inputs": "x_train", "labels": "y_train",
             "reference": "sparse_categorical", "differs": ["evaluate", "gradient", "predict", ...]}

`effect` is one of

    right     agrees with the reference in every mode (all clean fixtures)
    wrong     another loss altogether: it differs at moderate logits wherever it trains; or what is read from the
              output is wrong
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
    of_logits + logits       call, call_graph, gradient_eager, gradient: a function of the logits alone, with one of
                             `stable_ref.readings.MAPS` as reference (a softmax written by hand)

What a program reads from its model's output is measured beside that, or instead of it when there is no `reference`:

    readings                 {expression: reading}: what the program made of the output, such as its list of predicted
                             classes, against the same from the true logits. The expression is the name of the mode.
                             The logits are those of the model's head, or the ones `logits` names
    metrics                  {name: reading}: what the compiled model's `evaluate` reports under that name; the modes
                             are the name, and the name with `_eager`

A reading is a name of `stable_ref.readings.READINGS`, or {reference, head, inputs, labels} where one is another. It is
taken at the program's own weights. Data on which a wrong reading gives the same as a right one is refused.

`reference` is a name of `stable_ref.references` and `options` its keyword arguments; `reduction` is mean (default), sum
or none; `sample_weight` weighs the samples. `head` is the layer whose output before its activation is the logits,
when it is not the last one with weights. `outputs` is a list of {head, labels, reference, options, weight}: for models
with several outputs, or where the reference wants its labels in another form than the program.
`scale` is the size the largest logit is brought to by scaling the head's weights: 3 by default, 40 for unstable
programs, None for the program's own. `precision` (float16, bfloat16) allows for the roundings of a mixed policy.

`unchanged` lists expressions over the program's names that a repair must not change where it promises to keep what the
program predicts (see `stable_ref.repaired`).

A flagged program must differ in exactly the modes of `differs` and agree in all others; a clean one agrees in all.
Agreement and difference lie a factor of ten apart (see `stable_ref.measure`), so nothing is decided by rounding.
"""

from __future__ import annotations

import linecache
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np

from stable_ref.consumers import ReadingProbe
from stable_ref.functions import FunctionProbe, MapProbe, SessionProbe
from stable_ref.measure import (
    ABSOLUTE_TOLERANCE,
    MIXED_TOLERANCE,
    RELATIVE_TOLERANCE,
    CompiledProbe,
    LoopProbe,
    Namespace,
    Probe,
)
from stable_ref.program import MODERATE, HarnessError, Program, Proof, read
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
    keras.utils.set_random_seed(_SEED)
    name = str(program.path)
    namespace: Namespace = {"__name__": "__main__", "__file__": name}
    # tf.function compiles the source of what it traces: it must find this text, also where the file holds another
    linecache.cache[name] = (len(program.source), None, program.source.splitlines(keepends=True), name)
    with _quietly(), _policy_restored():
        exec(compile(program.source, name, "exec"), namespace)
    return namespace


@contextmanager
def _policy_restored() -> Iterator[None]:
    """Whatever precision a program asks for, nothing after it is computed in it."""
    try:
        yield
    finally:
        keras.config.set_dtype_policy("float32")
        if "tf_keras" in sys.modules:
            sys.modules["tf_keras"].mixed_precision.set_global_policy("float32")


def compare(proof: Proof, namespace: Namespace) -> list[Comparison]:
    """Measures every applicable mode at every size the proof asks for."""
    with _quietly():
        return [
            _one(proof, probe, mode, scale)
            for probe in _probes(proof, namespace)
            for mode in probe.modes
            for scale in probe.scales
        ]


def _probes(proof: Proof, namespace: Namespace) -> Iterator[Probe]:
    """Readings first: they are about the state the program ended in."""
    if proof.readings or proof.metrics:
        yield ReadingProbe(proof, namespace)
    if proof.outputs:
        yield _loss_probe(proof, namespace)


def _loss_probe(proof: Proof, namespace: Namespace) -> Probe:
    if proof.session:
        return SessionProbe(proof, namespace)
    if proof.of_logits:
        return MapProbe(proof, namespace)
    if proof.loss_of_logits:
        return FunctionProbe(proof, namespace)
    if proof.loss or proof.step:
        return LoopProbe(proof, namespace)
    return CompiledProbe(proof, namespace)


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
    if measured.shape != expected.shape and (proof.of_logits or mode in _read_modes(proof)):
        raise HarnessError(f"{mode} gives {measured.size} numbers, its reference {expected.size}")
    relative = MIXED_TOLERANCE.get(proof.precision, RELATIVE_TOLERANCE)
    tolerance = relative * float(np.max(np.abs(expected))) + ABSOLUTE_TOLERANCE + measuring.rounding(mode)
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
    read = _read_modes(proof)
    problems = [f"lists {mode}, which does not apply here" for mode in proof.differs if mode not in modes]
    for comparison in found:
        at_proof = comparison.scale == proof.scale or comparison.mode in read
        wanted = DIFFERS if at_proof and comparison.mode in proof.differs else AGREES
        if comparison.verdict != wanted:
            problems.append(f"must be: {wanted}. {comparison}")
        if proof.raises and wanted == DIFFERS and proof.raises not in comparison.raised:
            problems.append(f"must raise {proof.raises}. {comparison}")
    if not any(comparison.verdict == DIFFERS for comparison in found) and proof.effect != "right":
        problems.append("the numbers differ nowhere: this is no bug")
    problems += _judge_effect(proof, modes)
    return problems


def _read_modes(proof: Proof) -> set[str]:
    return {*proof.readings, *proof.metrics, *(f"{metric}_eager" for metric in proof.metrics)}


def _judge_effect(proof: Proof, modes: set[str]) -> list[str]:
    """Whether the list of modes is what the effect's name promises."""
    if proof.effect == "wrong" and _read_modes(proof) & set(proof.differs):
        return []
    modes = modes - _read_modes(proof)
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
