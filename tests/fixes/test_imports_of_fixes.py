"""A fix writes its import where it has run before the first place that needs it."""

from __future__ import annotations

import ast

from xent_lint.check import check
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.settings import Settings
from xent_lint.source import Source


def fixed(text: str) -> str:
    return fix(Source("m.py", text), Settings(), Disk(), check, unsafe=True).source.text


FUNCTIONS = """\
from keras.models import Sequential
from keras.layers import Dense

def build():
    model = Sequential([Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model

build()
from keras.layers import Flatten
"""


def test_above_the_function_that_is_called_before_the_last_import() -> None:
    lines = fixed(FUNCTIONS).splitlines()
    assert lines.index("from keras.losses import BinaryCrossentropy") == 2


TWICE = """\
from keras.models import Sequential
from keras.layers import Dense
model = Sequential([Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
from keras.layers import Flatten
model.compile(loss="binary_crossentropy", optimizer="adam")
"""


def test_above_the_first_of_several_places() -> None:
    text = fixed(TWICE)
    assert text.count("import BinaryCrossentropy") == 1
    ast.parse(text)
    assert text.index("import BinaryCrossentropy") < text.index("BinaryCrossentropy(from_logits=True)")


PRESET = """\
import keras
from functools import partial
Layer = partial(keras.layers.Dense, activation="relu")
model = keras.Sequential([Layer(3), Layer(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
"""


def test_an_activation_that_a_partial_presets_is_set_to_none() -> None:
    assert "Layer(1, activation=None)" in fixed(PRESET)
