"""What stands between a head and its readers keeps its meaning when the head becomes linear."""

from __future__ import annotations

import pytest

from xent_lint.check import check
from xent_lint.diagnostics import Applicability
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.settings import Settings
from xent_lint.source import Source

STEP = """import keras
import tensorflow as tf

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(1, activation="sigmoid")
    def call(self, x):
        return self.head(x)
    def train_step(self, data):
        x, y = data
        {apply}
net = Net()
net.compile(loss="binary_crossentropy")
net.fit(data)
"""


def fixed(text: str) -> tuple[str, list[Applicability]]:
    """The program with its safe fixes, and how those of it are called."""
    result = fix(Source("m.py", text), Settings(), Disk(), check)
    assert (result.errors, result.remarks, result.remaining) == ((), (), ())
    return result.source.text, [each.fixes[0].applicability for each in result.fixed]


@pytest.mark.parametrize(
    "apply",
    [
        "return self.compiled_loss(y, self(x))",
        "return self.compute_loss(x=x, y=y, y_pred=self(x, training=True))",
        "return self.compute_loss(x, y, self(x))",
        "return self.loss(y, self(x))",
    ],
)
def test_what_applies_the_compiled_loss_gets_the_logits(apply: str) -> None:
    text, how = fixed(STEP.format(apply=apply))
    assert how == [Applicability.SAFE]
    assert f"        {apply}\n" in text
    assert "Dense(1)\n" in text


def test_outputs_in_a_dict_stay_arrays() -> None:
    text, _ = fixed("""import tensorflow as tf

x = tf.keras.Input((3,))
outputs = {"a": tf.keras.layers.Dense(4, activation="softmax", name="a")(x)}
model = tf.keras.Model(x, outputs)
model.compile(loss={"a": "categorical_crossentropy"})
print(model.predict(data)["a"].max(axis=-1))
""")
    assert 'tf.nn.softmax(model.predict(data)["a"]).numpy().max(axis=-1)' in text


def test_a_saved_model_with_outputs_in_a_dict_escapes() -> None:
    text = """import tensorflow as tf

x = tf.keras.Input((3,))
outputs = {"a": tf.keras.layers.Dense(4, activation="softmax", name="a")(x)}
model = tf.keras.Model(x, outputs)
model.compile(loss={"a": "categorical_crossentropy"})
model.save("a.keras")
"""
    result = fix(Source("m.py", text), Settings(), Disk(), check)
    assert result.fixed == ()
    assert "the model is saved (line 7)" in result.remaining[0].fixes[0].message


def test_class_indices_are_not_made_of_one_hot_labels_by_swapping() -> None:
    text = """import tensorflow as tf

logits = tf.keras.layers.Dense(3)(tf.random.normal((2, 4)))
one_hot = tf.one_hot([1, 0], 3)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=logits, logits=one_hot)
"""
    result = fix(Source("m.py", text), Settings(), Disk(), check, unsafe=True)
    assert result.source.text == text
    assert "takes class indices" in result.remaining[0].fixes[0].message
