"""What only asks for the largest class reads the same from logits, along the axis of the classes."""

from __future__ import annotations

import pytest

from xent_lint.check import check
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.settings import Settings
from xent_lint.source import Source

PROGRAM = """\
import numpy as np
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.layers.{layer}])
model.compile(loss="categorical_crossentropy")
classes = {reading}
"""

DENSE = 'Dense(10, activation="softmax")'
PIXELS = 'Conv2D(10, 1, activation="softmax")'
WORDS = f"TimeDistributed(tf.keras.layers.{DENSE})"


def reading_after(layer: str, reading: str) -> str:
    """The last line of the fixed program, without its target."""
    text = PROGRAM.format(layer=layer, reading=reading)
    fixed = fix(Source("m.py", text), Settings(), Disk(), check, unsafe=True).source.text
    assert 'activation="softmax"' not in fixed
    return fixed.splitlines()[-1].removeprefix("classes = ")


@pytest.mark.parametrize(
    ("layer", "reading"),
    [
        (DENSE, "np.argmax(model.predict(x), axis=1)"),
        (DENSE, "np.argmax(model.predict(x), 1)"),
        (DENSE, "model.predict(x).argmax(axis=-1)"),
        (DENSE, "np.argmax(model.predict(x)[0])"),
        (PIXELS, "np.argmax(model.predict(x), axis=-1)"),
        (WORDS, "np.argmax(model.predict(x), axis=-1)"),
    ],
)
def test_the_largest_class_is_left_alone(layer: str, reading: str) -> None:
    assert reading_after(layer, reading) == reading


@pytest.mark.parametrize(
    ("layer", "reading"),
    [
        (PIXELS, "np.argmax({}, axis=1)"),  # over the rows of the picture
        (WORDS, "np.argmax({}, axis=1)"),  # over the words
        (DENSE, "np.argmax({}, axis=0)"),  # over the batch
        (DENSE, "np.argmax({})"),  # over all at once
    ],
)
def test_the_largest_along_another_axis_reads_the_numbers(layer: str, reading: str) -> None:
    predicted = "model.predict(x)"
    assert reading_after(layer, reading.format(predicted)) == reading.format(f"tf.nn.softmax({predicted}).numpy()")
