"""What the tests of the planner ask about a program: why a fix is only shown, what it notes, what it writes."""

from __future__ import annotations

import difflib

from fixed_programs import DISPLAY_ONLY, SAFE, TF, UNSAFE, findings, source

from xent_lint.check import check
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.settings import Settings

SIGMOID = """
model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
"""
SOFTMAX = """
model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(3, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
"""
LINEAR = """
model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1)])
model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
"""
LINEAR_HEAD = "model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(1)])"
SOFTMAX_LOGITS = "model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(3)])"
BINARY_LOSS = "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))"
SPARSE_LOSS = "model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))"


def reasons(program: str, imports: str = TF) -> list[str]:
    """Why the first fixes of a program are only shown, each reason once. Every fix must be of that kind."""
    fixes = [each.fixes[0] for each in findings(program, imports)]
    assert {each.applicability for each in fixes} == {DISPLAY_ONLY}
    return list(dict.fromkeys(each.message.partition(", by hand: ")[2] for each in fixes))


def notes(program: str, imports: str = TF) -> list[str]:
    """What the first fixes of a program note, each note once. Every fix must be unsafe."""
    fixes = [each.fixes[0] for each in findings(program, imports)]
    assert {each.applicability for each in fixes} == {UNSAFE}
    return list(dict.fromkeys(each.message.partition("; note that ")[2] for each in fixes))


def safely(program: str, imports: str = TF) -> list[str]:
    """The lines that the safe fixes of a program write, without their indentation. Every fix must be safe."""
    assert {each.fixes[0].applicability for each in findings(program, imports)} == {SAFE}
    before = source(program, imports)
    result = fix(before, Settings(), Disk(), check)
    assert (result.errors, result.remarks, result.remaining) == ((), (), ())
    compared = difflib.ndiff(before.text.splitlines(), result.source.text.splitlines())
    return [line[2:].strip() for line in compared if line.startswith("+ ")]


def after_sigmoid(*lines: str) -> list[str]:
    """What the safe fix writes in lines below a model with a sigmoid head, besides the model itself."""
    written = safely(SIGMOID + "\n".join(lines))
    assert written[:2] == [LINEAR_HEAD, BINARY_LOSS]
    return written[2:]


def after_softmax(*lines: str) -> list[str]:
    """What the safe fix writes in lines below a model with a softmax head, besides the model itself."""
    written = safely(SOFTMAX + "\n".join(lines))
    assert written[:2] == [SOFTMAX_LOGITS, SPARSE_LOSS]
    return written[2:]
