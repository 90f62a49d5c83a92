"""The figures of the public discussions that this project grew from, beside what the installed libraries compute now.

The discussions' own values are data here, each with its source; everything else is measured in a process of its own
(`seed_worker`) or computed from the formula of the library at the time. Where today's library differs, the reason is
said.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from stable_ref import binary_crossentropy
from xent_lint.prove.seed_worker import FINE_EPSILON, LABELS, LOGITS

STEPS: Final = tuple(float(a) for a in range(40))
"""The logits of the question about the floor."""

FINE: Final = tuple(round(float(a), 6) for a in np.linspace(10.0, 20.0, 101))
"""The logits of the four curves."""

GRID: Final = tuple(sorted({*STEPS, *FINE}))
LIBRARIES: Final = ("keras", "tf_keras")
TIMEOUT: Final = 300.0
EPSILON: Final = 1e-7


class SeedError(Exception):
    """The figures of a library could not be measured; the message is one line."""


@dataclass(frozen=True)
class Reported:
    """What a discussion says, how exactly (relative), and which one it is."""

    value: float
    exactness: float
    source: str


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, what the discussion says, what each library computes, why that may differ."""

    key: str
    what: str
    measured: Mapping[str, float]
    reported: Reported | None = None
    reasons: Mapping[str, str] | None = None

    def agrees(self, library: str) -> bool | None:
        """Whether a library computes what the discussion says; None where that says nothing."""
        if self.reported is None:
            return None
        here, there = self.measured[library], self.reported.value
        if not math.isfinite(here) or not math.isfinite(there):
            return here == there
        return math.isclose(here, there, rel_tol=self.reported.exactness)

    def reason(self, library: str) -> str:
        """Why this library differs; empty where it does not or the discussion says nothing."""
        return "" if self.agrees(library) is not False else (self.reasons or {}).get(library, "")


@dataclass(frozen=True)
class Seeds:
    """All figures, and the curves behind them: of each library at each logit of GRID."""

    figures: tuple[Figure, ...]
    curves: Mapping[str, Mapping[str, tuple[float, ...]]]
    versions: Mapping[str, str]


MULTI_LABEL: Final = "002_0f1acde2e54172f7.txt"
FLOOR: Final = "003_8d7aaff361d0cfa5.txt"
LARGE_LOGIT: Final = "000_97495d301ea0c148.txt"
"""File names of the discussions in the project's collection of seeds."""

RESCUED: Final = (
    "Keras now finds the logits behind its own sigmoid when it trains or evaluates on TensorFlow, so there is no floor"
)
NARROW: Final = "Keras 3 computes in float32; the library of the discussion kept the arrays' float64"


def seeds(libraries: Sequence[str] = LIBRARIES) -> Seeds:
    """Measure with each library, one process each; raises SeedError."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return assemble(dict(zip(libraries, pool.map(_measure, libraries), strict=True)))


def _measure(name: str) -> dict[str, Any]:
    environment = {**os.environ, "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "xent_lint.prove.seed_worker", name]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(GRID),
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SeedError(f"{name}: nothing measured within {TIMEOUT:.0f} s") from None
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise SeedError(f"{name}: could not be measured: {last}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def exact(a: float) -> float:
    """The loss of one unit at the points (-a, 0) and (a, 1)."""
    return float(np.mean(binary_crossentropy([[0.0], [1.0]], [[-a], [a]])))


def quoted_formula(a: float) -> float:
    """The loss as the Keras of the discussion computes it: clip, back to logits, stable loss; all in float32."""
    logits = np.array([-a, a], np.float32)
    p = np.clip(1 / (1 + np.exp(-logits)), np.float32(EPSILON), np.float32(1 - EPSILON))
    back = np.log(p / (1 - p))
    losses = np.maximum(back, 0) - back * np.array([0, 1], np.float32) + np.log1p(np.exp(-np.abs(back)))
    return float(np.mean(losses))


def on_clipped(epsilon: float, inside: float = 0.0) -> float:
    """The 2x4 example on probabilities clipped to [epsilon, 1 - epsilon], in float64, `inside` added in each logarithm.

    With epsilon inside too it is the formula of Keras 2, without it that of Keras 3.
    """
    labels, p = np.array(LABELS), np.clip(1 / (1 + np.exp(-np.array(LOGITS))), epsilon, 1 - epsilon)
    return float(np.mean(-labels * np.log(p + inside) - (1 - labels) * np.log(1 - p + inside)))


def assemble(raw: Mapping[str, Mapping[str, Any]]) -> Seeds:
    """The figures from what the workers measured."""
    curves = {name: {key: tuple(values) for key, values in each["curves"].items()} for name, each in raw.items()}
    versions = {name: f"{name} {each['version']}, TensorFlow {each['tensorflow']}" for name, each in raw.items()}
    figures = (*_multi_label(raw), *_neuron(curves), *_large_logit(raw))
    return Seeds(figures, curves, versions)


def _of(raw: Mapping[str, Mapping[str, Any]], group: str, key: str) -> dict[str, float]:
    return {name: float(each[group][key]) for name, each in raw.items()}


def _multi_label(raw: Mapping[str, Mapping[str, Any]]) -> tuple[Figure, ...]:
    head = "2 samples, 4 labels:"
    usual = (
        f"Keras 3 computes in float32, and no longer adds epsilon inside the logarithm: in float64 that alone gives "
        f"{on_clipped(EPSILON):.6g} instead of {on_clipped(EPSILON, EPSILON):.6g}"
    )
    fine = (
        f"in float32, 1 - 1e-15 is 1, and Keras 3 multiplies 0 by log(0): the advice of the discussion gives NaN today "
        f"(in float64 {on_clipped(FINE_EPSILON):.10g})"
    )
    return (
        Figure(
            "probabilities",
            f"{head} BinaryCrossentropy() on sigmoid, epsilon 1e-7",
            _of(raw, "multi_label", "probabilities"),
            Reported(2.0147683492886337, 1e-12, MULTI_LABEL),
            {"keras": usual},
        ),
        Figure(
            "logits",
            f"{head} BinaryCrossentropy(from_logits=True)",
            _of(raw, "multi_label", "logits"),
            Reported(2.336649845037007, 1e-12, MULTI_LABEL),
            {"keras": NARROW},
        ),
        Figure(
            "fine-epsilon",
            f"{head} BinaryCrossentropy() on sigmoid, epsilon 1e-15",
            _of(raw, "multi_label", "fine_epsilon"),
            Reported(2.3366498369361732, 1e-12, MULTI_LABEL),
            {"keras": fine},
        ),
    )


def _neuron(curves: Mapping[str, Mapping[str, tuple[float, ...]]]) -> tuple[Figure, ...]:
    floor = Reported(1.09e-7, 1e-2, FLOOR)
    last = GRID.index(STEPS[-1])

    def at_the_end(curve: str) -> dict[str, float]:
        return {name: each[curve][last] for name, each in curves.items()}

    def first(curve: str, wanted: Any) -> dict[str, float]:
        return {
            name: next((a for a in STEPS if wanted(each[curve][GRID.index(a)])), math.nan)
            for name, each in curves.items()
        }

    hidden = "it computes in another order than the Keras of the discussion, whose formula gives "
    hidden += f"{quoted_formula(STEPS[-1]):.4g} in float32"
    return (
        Figure("floor", "one unit, compile and evaluate: loss at logit 39", at_the_end("evaluate"),
               floor, dict.fromkeys(LIBRARIES, RESCUED)),
        Figure("hidden-floor", "the same with a Reshape after the sigmoid: loss at logit 39", at_the_end("hidden"),
               floor, dict.fromkeys(LIBRARIES, hidden)),
        Figure("quoted-formula", "the formula that the discussion quotes, in float32: loss at logit 39",
               dict.fromkeys(curves, quoted_formula(STEPS[-1])), floor),
        Figure("exact", "exact: log(1 + exp(-39))", dict.fromkeys(curves, exact(STEPS[-1]))),
        Figure("on-logits", "loss on logits: at logit 39", at_the_end("on_logits")),
        Figure("by-hand", "hand-written without clipping: NaN or infinite from logit", first("by_hand", _broken)),
        Figure("ceiling", "Reshape after the sigmoid, wrong side: loss at logit 39", at_the_end("hidden_wrong")),
        Figure("gradient", "the same: gradient exactly 0 from logit", first("gradient_wrong", lambda g: g == 0.0)),
    )  # fmt: skip


def _broken(value: float) -> bool:
    return not math.isfinite(value)


def _large_logit(raw: Mapping[str, Mapping[str, Any]]) -> tuple[Figure, ...]:
    return (
        Figure("exponential", "exp(305.8) in float64", _of(raw, "large_logit", "exponential"),
               Reported(6.415825835e132, 1e-9, LARGE_LOGIT)),
        Figure("overflow", "exp(305.8) in float32", _of(raw, "large_logit", "exponential_float32")),
        Figure("naive", "label 0, logit -305.8: formula on p = sigmoid, float32",
               _of(raw, "large_logit", "by_hand_float32")),
        Figure("right-side", "label 0, logit -305.8: loss on logits", _of(raw, "large_logit", "right_side")),
        Figure("wrong-side", "label 1, logit -305.8: loss on logits", _of(raw, "large_logit", "wrong_side")),
    )  # fmt: skip
