"""Taking the activation off a head: which heads stay as they are, and what is written for the others."""

from __future__ import annotations

import pytest
from fixed_programs import KERAS_ONLY, UNSAFE, first_fixes, offered, rewritten
from to_logits_programs import reasons, safely

L = "layers = keras.layers\n"
COMPILED = 'model.compile(loss="binary_crossentropy")\n'
SPARSE = 'model.compile(loss="sparse_categorical_crossentropy")\n'


def sequential(*layers: str, loss: str = COMPILED) -> str:
    """A model of these layers."""
    return f"{L}model = keras.Sequential([{', '.join(layers)}])\n{loss}"


UNREPAIRED = {
    "an activation from a variable": (
        sequential("layers.Dense(1, activation=act)").replace(L, L + 'act = "sigmoid"\n'),
        "the activation is chosen elsewhere",
    ),
    "an activation from a condition": (
        sequential('layers.Dense(1, activation="sigmoid" if True else None)'),
        "the activation is chosen elsewhere",
    ),
    "a regularizer of the activated output": (
        sequential('layers.Dense(1, activation="sigmoid", activity_regularizer="l2")'),
        "its activity_regularizer reads the activated output (line 5)",
    ),
    "a recurrent layer": (
        sequential('layers.SimpleRNN(1, activation="sigmoid")'),
        "the activation is part of the recurrence (line 5)",
    ),
    "a Softmax that is asked for by name": (
        sequential("layers.Dense(3)", 'layers.Softmax(name="p")', loss=SPARSE) + 'p = model.get_layer("p")\n',
        "the activation's layer has a name or settings of its own (line 5)",
    ),
    "a Softmax with a dtype": (
        sequential("layers.Dense(3)", 'layers.Softmax(dtype="float64")', loss=SPARSE),
        "the activation's layer has a name or settings of its own (line 5)",
    ),
    "a Softmax that is taken off later": (
        sequential("layers.Dense(3)", "layers.Softmax()", loss=SPARSE) + "model.pop()\n",
        "the layers are counted, or named in the history (line 7)",
    ),
    "a Softmax before layers that are counted": (
        sequential("layers.Dense(3)", "layers.Softmax()", loss=SPARSE)
        + "features = keras.Model(model.input, model.layers[-2].output)\n",
        "the layers are counted, or named in the history (line 7)",
    ),
    "an op under a condition": (
        """
def head(x):
    x = keras.layers.Dense(3)(x)
    if True:
        x = tf.nn.softmax(x)
    return x
i = keras.Input((4,))
model = keras.Model(i, head(i))
"""
        + SPARSE,
        "the activation is applied under a condition",
    ),
    "a Softmax on an output that is activated already": (
        sequential('layers.Dense(3, activation="relu")', "layers.Softmax()", loss=SPARSE),
        "relu comes before the Softmax, so that there are no logits (line 5)",
    ),
    "a layer in a wrapper": (
        sequential("layers.Dense(1)", 'layers.TimeDistributed(layers.Activation("sigmoid"))'),
        "the activation's layer is not seen where it is used",
    ),
}


@pytest.mark.parametrize(("program", "reason"), UNREPAIRED.values(), ids=UNREPAIRED)
def test_a_head_that_cannot_be_made_linear_is_left_with_the_reason(program: str, reason: str) -> None:
    assert reasons(program) == [reason]
    assert rewritten(program) == []


LINEAR = {
    "by keyword": ('layers.Dense(1, activation="sigmoid")', "layers.Dense(1)"),
    "by position": ('layers.Dense(1, "sigmoid")', "layers.Dense(1)"),
    "by position before others": ('layers.Dense(1, "sigmoid", False)', "layers.Dense(1, None, False)"),
    "between keywords": (
        'layers.Dense(units=1, activation="sigmoid", name="out")',
        'layers.Dense(units=1, name="out")',
    ),
    "a function": ("layers.Dense(1, activation=tf.nn.sigmoid)", "layers.Dense(1)"),
    "a function of Keras": ("layers.Dense(1, activation=keras.activations.sigmoid)", "layers.Dense(1)"),
    "of a convolution": ('layers.Conv2D(1, 3, activation="sigmoid")', "layers.Conv2D(1, 3)"),
    "in a wrapper": (
        'layers.TimeDistributed(layers.Dense(1, activation="sigmoid"))',
        "layers.TimeDistributed(layers.Dense(1))",
    ),
    "a layer of its own": ('layers.Dense(1), layers.Activation("sigmoid")', "layers.Dense(1)"),
    "a layer that has a name": (
        'layers.Dense(1), layers.Activation("sigmoid", name="p")',
        'layers.Dense(1), layers.Activation("linear", name="p")',
    ),
    "a layer in full precision": (
        "layers.Dense(1), layers.Activation('sigmoid', dtype='float32')",
        "layers.Dense(1), layers.Activation('linear', dtype='float32')",
    ),
    "a layer by a function, that has a name": (
        'layers.Dense(1), layers.Activation(tf.nn.sigmoid, name="p")',
        'layers.Dense(1), layers.Activation("linear", name="p")',
    ),
}


@pytest.mark.parametrize(("before", "after"), LINEAR.values(), ids=LINEAR)
def test_a_head_becomes_linear(before: str, after: str) -> None:
    assert safely(sequential(before)) == [
        f"model = keras.Sequential([{after}])",
        "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))",
    ]


def test_a_layer_stays_in_its_place_where_layers_are_counted() -> None:
    program = sequential("layers.Dense(3)", 'layers.Activation("softmax")', loss=SPARSE)
    written = safely(program + "features = keras.Model(model.input, model.layers[-2].output)\n")
    assert written[0] == 'model = keras.Sequential([layers.Dense(3), layers.Activation("linear")])'


def test_the_first_layer_may_be_counted() -> None:
    program = sequential("layers.Dense(3)", "layers.Softmax()", loss=SPARSE)
    assert safely(program + "first = model.layers[0].get_weights()\n")[0] == (
        "model = keras.Sequential([layers.Dense(3)])"
    )


def test_a_softmax_whose_name_nobody_asks_for_goes() -> None:
    program = sequential("layers.Dense(3)", 'layers.Softmax(name="probabilities")', loss=SPARSE)
    assert safely(program)[0] == "model = keras.Sequential([layers.Dense(3)])"


def test_a_layer_that_is_added_is_not_added() -> None:
    program = "model = keras.Sequential()\nmodel.add(keras.layers.Dense(3))\nmodel.add(keras.layers.Softmax())\n"
    assert safely(program + SPARSE) == [
        "model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))"
    ]


FUNCTIONAL = """
i = keras.Input((4,))
z = keras.layers.Dense(3)(i)
{}
model = keras.Model(i, p)
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('p = keras.layers.Activation("softmax")(z)', "p = z"),
        ("p = keras.layers.Softmax()(z)", "p = z"),
        ("p = keras.activations.softmax(z)", "p = z"),
        ("p = tf.nn.softmax(logits=z, axis=-1)", "p = z"),
        ('p = keras.layers.Activation("softmax", name="p")(z)', 'p = keras.layers.Activation("linear", name="p")(z)'),
    ],
)
def test_an_activation_applied_to_a_tensor(before: str, after: str) -> None:
    assert safely(FUNCTIONAL.format(before) + SPARSE)[0] == after


NET = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3)
        self.{name} = keras.layers.Softmax()
    def call(self, x):
        {call}
net = Net()
net.compile(loss="sparse_categorical_crossentropy")
net.fit(x, y)
"""
NET_LOSS = "net.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))"


def test_a_layer_kept_under_a_name_goes_with_its_call() -> None:
    program = NET.format(name="top", call="return self.top(self.dense(x))")
    assert safely(program) == ["return self.dense(x)", NET_LOSS]


def test_it_stays_where_something_else_asks_for_it() -> None:
    program = NET.format(name="top", call="return self.top(self.dense(x))")
    program += "def show(net, x):\n    return net.top(x)\n"
    lines = safely(program)
    assert lines == ["return self.dense(x)", NET_LOSS]
    assert "self.top = keras.layers.Softmax()" not in rewritten(program)


def test_a_statement_that_only_activates_goes() -> None:
    program = NET.format(name="top", call="x = self.dense(x)\n        x = tf.nn.softmax(x)\n        return x")
    assert NET_LOSS in safely(program)
    assert safely(program) == [NET_LOSS]


def test_a_pretrained_classifier_is_told_to_give_logits() -> None:
    program = "model = keras.applications.ResNet50(weights=None, classes=3)\n" + SPARSE
    assert safely(program)[0] == (
        "model = keras.applications.ResNet50(weights=None, classes=3, classifier_activation=None)"
    )


def test_so_is_one_whose_activation_is_written() -> None:
    program = 'model = keras.applications.ResNet50(weights=None, classifier_activation="softmax")\n' + SPARSE
    assert safely(program)[0] == "model = keras.applications.ResNet50(weights=None, classifier_activation=None)"


def test_without_tensorflow_the_head_is_the_same() -> None:
    program = 'model = keras.Sequential([layers.Dense(1, activation="sigmoid")])\n' + COMPILED
    assert safely(program, KERAS_ONLY)[0] == "model = keras.Sequential([layers.Dense(1)])"


SINGLE = {
    "softmax over one unit": 'keras.layers.Dense(1, activation="softmax")',
    "a categorical loss over one unit": 'keras.layers.Dense(1, activation="sigmoid")',
    "of a linear unit": "keras.layers.Dense(1)",
}


@pytest.mark.parametrize("layer", SINGLE.values(), ids=SINGLE)
def test_one_unit_is_a_binary_head(layer: str) -> None:
    program = f"""
model = keras.Sequential([{layer}])
model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
positive = model.predict(x) > 0.5
"""
    assert UNSAFE in offered(program, "XEN104")
    written = rewritten(program, "XEN104")
    assert 'metrics=[keras.metrics.BinaryAccuracy(threshold=0.0, name="accuracy")])' in written[-2]
    assert "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True)" in written[-2]
    assert written[-1] == "positive = model.predict(x) > 0.0"


def test_one_unit_keeps_a_binary_loss_with_its_settings() -> None:
    program = """
model = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
model.compile(loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1))
"""
    assert rewritten(program, "XEN104") == [
        "model = keras.Sequential([keras.layers.Dense(1)])",
        "model.compile(loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1, from_logits=True))",
    ]


def test_one_unit_beside_another_output_of_the_same_loss_is_left() -> None:
    program = """
loss = keras.losses.CategoricalCrossentropy()
one = keras.Sequential([keras.layers.Dense(1, activation="softmax")])
one.compile(loss=loss)
many = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
many.compile(loss=loss)
"""
    message = first_fixes(program, "XEN104")[0].message
    assert message.endswith("by hand: the same loss judges another output too (line 8)")
