"""A repaired program is refused where it disagrees with the reference or changes what it must keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stable_ref.harness import run
from stable_ref.program import Program, parse
from stable_ref.repaired import changes, disagreements

TEXT = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
x = rng.normal(size=(8, 3)).astype("float32")
y = rng.integers(0, 2, size=(8, 1)).astype("float32")
model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1, activation={activation!r})])
{loss}
model.compile("sgd", loss)
model.fit(x, y, verbose=0)
p = {reading}
chosen = [label for label in np.where(p[:, 0] > {threshold}, "yes", "no")]

PROOF = {{
    "effect": "fragile", "model": "model", "inputs": "x", "labels": "y", "reference": "binary", "differs": ["predict"],
    "unchanged": {unchanged!r},
}}
"""
PREDICTED = "model.predict(x, verbose=0)"
OBJECT = "loss = tf.keras.losses.BinaryCrossentropy(from_logits=True)"


def program(
    path: Path,
    activation: str | None,
    reading: str = PREDICTED,
    loss: str = OBJECT,
    threshold: float = 0.5,
    unchanged: str = "p",
) -> Program:
    text = TEXT.format(
        activation=activation, reading=reading, loss=loss, threshold=threshold, unchanged=unchanged.split()
    )
    return parse(path / "program.py", text)


def test_the_program_before_disagrees_and_the_repaired_one_does_not(tmp_path: Path) -> None:
    before, after = program(tmp_path, "sigmoid"), program(tmp_path, None)
    assert [each.split()[0] for each in disagreements(before, run(before))] == ["predict"]
    assert disagreements(after, run(after)) == []


def test_the_same_probabilities_in_another_way_are_unchanged(tmp_path: Path) -> None:
    before = program(tmp_path, "sigmoid", unchanged="p chosen")
    after = program(tmp_path, None, f"tf.nn.sigmoid({PREDICTED}).numpy()", unchanged="p chosen")
    assert changes(before, after) == []


def test_a_threshold_that_moves_along_is_unchanged(tmp_path: Path) -> None:
    before = program(tmp_path, "sigmoid", unchanged="chosen")
    assert changes(before, program(tmp_path, None, threshold=0.0, unchanged="chosen")) == []


@pytest.mark.parametrize(
    ("reading", "problem"),
    [
        (PREDICTED, "p: moved by "),
        (f"tf.nn.sigmoid({PREDICTED})", "p: ndarray became EagerTensor"),
        (f"tf.nn.sigmoid({PREDICTED}).numpy().astype('float64')", "p: float32[8, 1] became float64[8, 1]"),
        (f"1.0001 * tf.nn.sigmoid({PREDICTED}).numpy()", "p: moved by "),
    ],
)
def test_refuses_what_is_not_the_same(tmp_path: Path, reading: str, problem: str) -> None:
    found = changes(program(tmp_path, "sigmoid"), program(tmp_path, None, reading))
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_half_precision_may_become_single_precision(tmp_path: Path) -> None:
    half = "tf.nn.sigmoid(tf.cast(model(x), 'float16')).numpy()"
    before, after = program(tmp_path, None, half), program(tmp_path, None, "tf.nn.sigmoid(model(x)).numpy()")
    mixed = replace(before, proof=replace(before.proof, precision="float16"))
    assert changes(mixed, after) == []
    assert changes(before, after) == ["p: float16[8, 1] became float32[8, 1]"]


def test_refuses_another_decision(tmp_path: Path) -> None:
    before = program(tmp_path, "sigmoid", unchanged="chosen")
    found = changes(before, program(tmp_path, None, threshold=9.0, unchanged="chosen"))
    assert found and "became ['no', 'no', 'no', 'no', 'no', 'no', 'no', 'no']" in found[0]


def test_graphs_are_made_of_the_text_that_runs(tmp_path: Path) -> None:
    """Two programs of one name: TensorFlow reads the source of a function before it traces it."""
    function = "def loss(y, p):\n    return tf.keras.losses.binary_crossentropy(y, p, from_logits={})\n"
    before = program(tmp_path, None, loss=function.format(True))
    after = program(tmp_path, None, loss=function.format(False))
    before.path.write_text(before.source, encoding="utf-8")
    assert changes(before, before) == []
    assert len(changes(before, after)) == 1
