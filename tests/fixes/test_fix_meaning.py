"""Generated programs show under TensorFlow what they showed before a safe fix.

Predictions, decisions, metrics, losses and the kinds of all arrays are compared. XENT_LINT_PROGRAMS=20000 in the
environment runs a twentieth of that many programs.
"""

from __future__ import annotations

import os

import pytest
from fix_properties import CheckOnce, text_diff
from fixed_meaning import difference, run
from program_grammar import Generated, generate

from xent_lint.source import Source

DOUBLE = 3_000_000
"""Where the numbers of programs with a double activation begin."""

RUNS = int(os.environ.get("XENT_LINT_PROGRAMS", "3000")) // 20
PARTS = 10


def _may_be_fixed(generated: Generated) -> bool:
    return generated.runs and any(pair.case == "XEN201" and not pair.escapes for pair in generated.pairs)


def _numbers(part: int) -> range:
    """Numbers apart from those of other parts; about every third program is one that is fixed safely."""
    return range(part * 1_000_000, (part + 1) * 1_000_000)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_safely_fixed_program_shows_what_it_showed_before(part: int) -> None:
    wanted = max(1, RUNS // PARTS)
    for number in _numbers(part):
        generated = generate(number)
        if not _may_be_fixed(generated):
            continue
        source = Source.from_bytes(generated.filename, generated.data)
        result, _ = CheckOnce().fixed(source, unsafe=False)
        if result.source == source:
            continue
        before = run(source.text, generated.later)
        after = run(result.source.text, generated.later)
        problem = difference(before, after)
        assert not problem, f"generate({number}): {problem}\n{text_diff(source, result.source)}"
        wanted -= 1
        if not wanted:
            break


def test_outputs_are_read_as_before_where_a_double_activation_is_taken_away() -> None:
    """What is trained changes, and so may the value of the loss; what reads the output gets what it got."""
    wanted = max(1, RUNS // 10)
    for number in range(DOUBLE, 2 * DOUBLE):
        generated = generate(number)
        pairs = generated.pairs
        if not generated.runs or any(pair.case != "XEN102" or pair.evaluated or pair.escapes for pair in pairs):
            continue
        source = Source.from_bytes(generated.filename, generated.data)
        result, _ = CheckOnce().fixed(source, unsafe=True)
        if {each.code for each in result.fixed} != {"XEN102"}:
            continue
        problem = difference(run(source.text, generated.later), run(result.source.text, generated.later))
        assert not problem, f"generate({number}): {problem}\n{text_diff(source, result.source)}"
        wanted -= 1
        if not wanted:
            break


@pytest.mark.parametrize("outputs", ["outputs", "[outputs]", "(outputs,)"])
def test_a_list_of_one_output_is_that_output(outputs: str) -> None:
    text = f"""import keras
import numpy as np
x = np.ones((4, 2), "float32")
inputs = keras.Input(shape=(2,))
outputs = keras.layers.Dense(1, activation="sigmoid")(inputs)
model = keras.Model(inputs, {outputs})
model.compile(loss="binary_crossentropy")
print(model.predict(x))
"""
    result, _ = CheckOnce().fixed(Source("program.py", text), unsafe=False)
    assert result.fixed
    assert not difference(run(text, ()), run(result.source.text, ()))


def test_a_difference_is_seen() -> None:
    text = "import numpy as np\nprint(np.array([0.25, 1.0]), {'a': 1})\n"
    assert not difference(run(text, ()), run(text, ()))
    assert difference(run(text, ()), run(text.replace("0.25", "0.2501"), ()))
    assert difference(run(text, ()), run(text.replace("0.25, 1.0]", "0.25, 1.0], 'float32'"), ()))
    assert difference(run(text, ()), run(text.replace("1}", "True}"), ()))
