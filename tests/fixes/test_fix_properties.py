"""Fixes of generated programs. XENT_LINT_PROGRAMS=20000 in the environment examines that many instead of 3,000.

A failure names the number of its program: `python tests/fixes/program_grammar.py 1234` shows it again.
"""

from __future__ import annotations

import ast
import os

import pytest
from fix_properties import FACTS, CheckOnce, Tally, examine, examine_all
from program_grammar import Generated, generate
from program_scales import scales

from xent_lint.source import Source

PROGRAMS = int(os.environ.get("XENT_LINT_PROGRAMS", "3000"))
SHOWN = 5
"""Failures that are printed in full; the rest is counted."""


@pytest.fixture(scope="module")
def tally() -> Tally:
    return examine_all(range(PROGRAMS))


@pytest.mark.parametrize("fact", FACTS)
def test_of_every_generated_program(tally: Tally, fact: str) -> None:
    broken = [failure for failure in tally.failures if failure.fact == fact]
    assert not broken, f"{len(broken)} times:\n\n" + "\n\n".join(map(str, broken[:SHOWN]))


def test_what_is_wrong_with_generated_programs_is_found_and_much_of_it_fixed(tally: Tally) -> None:
    """Properties of fixes that are never made would hold too."""
    assert tally.found > 0.95 * tally.wrong > 0.5 * tally.programs
    assert tally.changed[False] > 0.2 * tally.programs
    assert tally.changed[True] > 0.5 * tally.programs


@pytest.mark.parametrize("number", range(200))
def test_the_grammar_writes_programs_that_are_what_it_says(number: int) -> None:
    generated = generate(number)
    text = Source.from_bytes(generated.filename, generated.data).text
    ast.parse(text)
    for pair in generated.pairs:
        if pair.family:
            assert scales(text, pair) == (bool(pair.activation), pair.on_logits)


def test_a_number_gives_the_same_program_again() -> None:
    assert [generate(number).data for number in range(50)] == [generate(number).data for number in range(50)]


SIGMOID = """import keras
import telemetry
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
"""


def _program(text: str) -> Generated:
    pair = generate(0).pairs[0]
    known = {"case": "XEN201", "activation": "sigmoid", "family": "binary", "units": 1, "on_logits": False}
    vars(pair).update(known, target="model", built_by={"model"}, judged_by=set(), trained="compile", escapes=True)
    return Generated(0, "program.py", text.encode(), (pair,), runs=False, later=())


@pytest.mark.parametrize(
    "escape",
    [
        '__all__ = ["model"]',
        "telemetry.register(model)",
        "telemetry.current = model",
        'telemetry.models["a"] = model',
    ],
)
def test_a_model_that_is_handed_out_gets_no_safe_fix(escape: str) -> None:
    tally = Tally()
    examine(_program(f"{SIGMOID}{escape}\n"), tally)
    assert not tally.failures, str(tally.failures[0])


def test_a_threshold_that_other_data_meets_too_stays() -> None:
    text = f"""{SIGMOID}def decide(scores):
    return scores > 0.5
print(decide(model.predict(x)))
print(decide(telemetry.scores))
"""
    after = _fixed(text)
    assert "scores > 0.5" in after
    assert "print(decide(keras.ops.convert_to_numpy(keras.ops.sigmoid(model.predict(x)))))" in after


def test_an_import_that_grows_at_its_end_is_not_taken_away() -> None:
    text = """import numpy as np; from keras.losses import binary_crossentropy
from keras.models import Sequential
from keras.layers import Dense
model = Sequential([Dense(1)])
model.compile(loss=binary_crossentropy)
"""
    after = _fixed(text)
    assert after.startswith("import numpy as np; from keras.losses import binary_crossentropy, BinaryCrossentropy\n")
    assert "loss=BinaryCrossentropy(from_logits=True)" in after


def test_a_threshold_may_stand_first() -> None:
    assert "0.0 < model.predict(x)" in _fixed(f"{SIGMOID}print(0.5 < model.predict(x))\n")
    linear = SIGMOID.replace(', activation="sigmoid"', "")
    assert "0.0 < model.predict(x)" in _fixed(f"{linear}print(0.5 < model.predict(x))\n")


def test_an_import_grows_before_others_are_written_below_it() -> None:
    text = """from keras.models import Sequential
from keras.layers import Dense
from keras.metrics import AUC
model = Sequential([Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", metrics=["accuracy", AUC()])
"""
    imports = "from keras.metrics import AUC, BinaryAccuracy\nfrom keras.losses import BinaryCrossentropy\n"
    assert imports in _fixed(text)


def test_a_loss_that_also_judges_a_softmax_over_one_unit_stays() -> None:
    text = """import keras
loss = keras.losses.CategoricalCrossentropy()
one = keras.Sequential([keras.layers.Dense(1, "softmax")])
one.compile(loss=loss, metrics=["acc"])
other = keras.Sequential([keras.layers.Dense(3, "softmax")])
other.compile(loss=loss)
"""
    assert _fixed(text) == text


def _fixed(text: str) -> str:
    return CheckOnce().fixed(Source("program.py", text), unsafe=True)[0].source.text
