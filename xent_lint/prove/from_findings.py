"""The findings of a program as cases: each pair is built anew from its description; the program is never run."""

from __future__ import annotations

from typing import Final

from xent_lint.found_pairs import FoundPair
from xent_lint.knowledge.catalog import catalog
from xent_lint.prove.cases import Case
from xent_lint.prove.table import UnmeasurableError, activated_twice, decision, metric, pair

MOST_UNITS: Final = 10
"""A head of more units behaves alike."""

METRICS: Final = {
    "BinaryAccuracy": "accuracy",
    "binary_accuracy": "accuracy",
    "Precision": "found_positive",
    "Recall": "found_positive",
    "BinaryCrossentropy": "binary",
}
"""Metrics that say something of one sample, and what they should say of it."""

LAYERS: Final = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu"}
"""Activation layers, and the activation that they apply."""

GUARDS: Final = {"": "", "part": "", "epsilon": "_epsilon", "part, epsilon": "_epsilon", "clip": "_clip"}
"""What was done before a log, and how the formula with it is called."""


def case_of(found: FoundPair) -> Case:
    """The case for a finding.

    Raises:
        UnmeasurableError: it has no reference, or says nothing of one sample.
    """
    makers = {
        "loss": _loss,
        "metric": _metric,
        "decision": _decision,
        "probability": _probability,
        "log": _log,
        "log of sum": _log_of_sum,
        "quotient": _quotient,
    }
    return makers[found.kind](found)


def _loss(found: FoundPair) -> Case:
    activation = _activation(found)
    form = {"attached": "layer", "graph": "op", "lost": "reshaped"}[found.shadow]
    return pair(
        found.code,
        activation,
        found.name,
        bool(found.from_logits),
        form=form if activation in ("sigmoid", "softmax") else "layer",  # no backend looks behind the others
        units=None if found.units is None else min(found.units, MOST_UNITS),
        policy=f"mixed_{found.half}" if found.half else "float32",
        swapped=found.swapped,
    )


def _activation(found: FoundPair) -> str:
    name = LAYERS.get(found.activation, "linear" if found.activation == "identity" else found.activation)
    if catalog().activation_string(name) is None:
        raise UnmeasurableError(f"the activation {name} is not in the table")
    return name


def _metric(found: FoundPair) -> Case:
    if found.name in ("accuracy", "acc"):
        return metric("accuracy", "accuracy", form="function")
    short = found.name.rpartition(".")[2]
    if short not in METRICS or found.units not in (1, None):
        units = "" if found.units in (1, None) else f" of {found.units} units"
        raise UnmeasurableError(f"{short}{units} is no number of one sample with one logit")
    short = "BinaryAccuracy" if short == "binary_accuracy" else short
    return metric(short, METRICS[short], from_logits=found.from_logits)


def _decision(found: FoundPair) -> Case:
    if found.threshold is None:
        return decision("round")
    if found.threshold != 0.5:
        raise UnmeasurableError(f"a threshold of {found.threshold:g} is not in the table")
    return decision("> 0.5")


def _probability(found: FoundPair) -> Case:
    units = 3 if found.activation == "softmax" else 1
    return activated_twice(found.activation, min(found.units or units, MOST_UNITS))


def _log(found: FoundPair) -> Case:
    if found.activation == "identity":
        return pair(found.code, "linear", "by_hand.softplus")
    if found.guard not in GUARDS:
        raise UnmeasurableError(f"the log of a {found.activation} after {found.guard} is not in the table")
    formula = "binary" if found.activation == "sigmoid" else "categorical"
    return pair(found.code, found.activation, f"by_hand.{formula}{GUARDS[found.guard]}")


def _log_of_sum(found: FoundPair) -> Case:
    return pair(found.code, "linear", "by_hand.log_sum_exp")


def _quotient(found: FoundPair) -> Case:
    return pair(found.code, "by_hand.softmax", "keras.losses.CategoricalCrossentropy")
