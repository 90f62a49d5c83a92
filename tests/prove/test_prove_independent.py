"""The verdict tables against an independent measurement by a few plain lines of Keras (`independent_keras.py`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import measured
import numpy as np
import pytest

import stable_ref
from xent_lint.prove.cases import Case
from xent_lint.prove.results import Measurement, Results
from xent_lint.prove.table import pair

SCRIPT = Path(__file__).with_name("independent_keras.py")

BINARY, CATEGORICAL = "keras.losses.BinaryCrossentropy", "keras.losses.CategoricalCrossentropy"

PAIRS = {
    "sigmoid binary False": pair("XEN201", "sigmoid", BINARY),
    "sigmoid binary True": pair("XEN102", "sigmoid", BINARY, True),
    "linear binary False": pair("XEN101", "linear", BINARY),
    "linear binary True": pair("", "linear", BINARY, True),
    "softmax categorical False": pair("XEN201", "softmax", CATEGORICAL),
    "softmax categorical True": pair("XEN102", "softmax", CATEGORICAL, True),
    "linear categorical False": pair("XEN101", "linear", CATEGORICAL),
    "linear categorical True": pair("", "linear", CATEGORICAL, True),
}

MIXED = np.array([[1.0, -2.0, 3.0], [2.0, 0.0, -1.0]])
CLASSES = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

Numbers = dict[str, dict[str, float]]


def independent(backend: str) -> Numbers:
    environment = {**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=True, env=environment)
    found: Numbers = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def on_tensorflow() -> Results:
    return measured.on_tensorflow()


@pytest.fixture(scope="module", params=["jax", "torch"])
def elsewhere(request: pytest.FixtureRequest) -> Results:
    measured.skip_without(request.param)
    return measured.elsewhere(request.param)


@pytest.fixture(scope="module")
def numbers() -> dict[str, Numbers]:
    return {"tensorflow": independent("tensorflow")}


def at_40_and_20(found: Measurement) -> float:
    """The mean over the wrong side at logits of 40 and 20; of several units with the second class as the label."""
    several = found.case.head.units > 1
    curves = [curve for curve in found.curves if curve.side == "wrong" and not (several and curve.label)]
    return float(np.mean([curve.reported[curve.logits.index(size)] for curve in curves for size in (40.0, 20.0)]))


def one(results: Results, case: Case, mode: str) -> Measurement:
    (found,) = [each for each in results.of(case, mode=mode) if each.curves]
    return found


@pytest.mark.parametrize("mode", ["fit", "call", "predict"])
@pytest.mark.parametrize("name", PAIRS)
def test_the_same_numbers_on_tensorflow(
    name: str, mode: str, on_tensorflow: Results, numbers: dict[str, Numbers]
) -> None:
    number = at_40_and_20(one(on_tensorflow, PAIRS[name], mode))
    assert number == pytest.approx(numbers["tensorflow"][name][mode], rel=1e-5)


def test_the_same_numbers_elsewhere(elsewhere: Results) -> None:
    (backend,) = elsewhere.versions
    direct = independent(backend)
    for name, case in PAIRS.items():
        for mode in ("fit", "call", "predict"):
            found = elsewhere.of(case, mode=mode)
            if found:
                assert at_40_and_20(found[0]) == pytest.approx(direct[name][mode], rel=1e-5), (name, mode)
    assert direct["softmax as binary"]["fit"] != pytest.approx(binary_of_the_logits(), rel=1e-2)
    assert direct["sigmoid as categorical"]["fit"] != pytest.approx(categorical_of_the_logits(), rel=1e-2)
    assert direct["one softmax"]["fit"] > 7.0


def binary_of_the_logits() -> float:
    return float(np.mean(stable_ref.binary_crossentropy(CLASSES, MIXED)))


def categorical_of_the_logits() -> float:
    return float(np.mean(stable_ref.categorical_crossentropy(CLASSES, MIXED)))


def test_what_tensorflow_makes_of_a_mismatch_of_families(on_tensorflow: Results, numbers: dict[str, Numbers]) -> None:
    """The verdict names the loss that is trained; the independent number is that loss."""
    direct = numbers["tensorflow"]
    softmax = one(on_tensorflow, pair("XEN103", "softmax", BINARY, units=3), "fit").verdict
    sigmoid = one(on_tensorflow, pair("XEN103", "sigmoid", CATEGORICAL), "fit").verdict
    assert softmax is not None
    assert softmax.text == "another loss altogether: binary cross-entropy of the logits"
    assert direct["softmax as binary"]["fit"] == pytest.approx(binary_of_the_logits(), rel=1e-5)
    assert sigmoid is not None
    assert sigmoid.text == "another loss altogether: categorical cross-entropy of the logits"
    assert direct["sigmoid as categorical"]["fit"] == pytest.approx(categorical_of_the_logits(), rel=1e-5)


def test_one_softmax_unit_trains_on_tensorflow_and_predicts_a_constant(
    on_tensorflow: Results, numbers: dict[str, Numbers]
) -> None:
    case = pair("XEN104", "softmax", BINARY, units=1)
    trained, predicted = one(on_tensorflow, case, "fit").verdict, one(on_tensorflow, case, "predict").verdict
    assert trained is not None
    assert trained.kind == "rescued"
    assert predicted is not None
    assert "a constant" in predicted.text
    assert numbers["tensorflow"]["one softmax"]["fit"] < 1.0 < numbers["tensorflow"]["one softmax"]["predict"]
