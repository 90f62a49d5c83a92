"""Making a loss take logits: which losses stay as they are, and what is written for the others."""

from __future__ import annotations

import pytest
from fixed_programs import KERAS_ONLY, rewritten
from to_logits_programs import reasons, safely

HEAD = 'model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\n'
LINEAR = "model = keras.Sequential([keras.layers.Dense(1)])"
ON_LOGITS = "keras.losses.BinaryCrossentropy(from_logits=True)"

UNREPAIRED = {
    "a dict that is read elsewhere": (
        'settings = {"loss": "binary_crossentropy"}\n' + HEAD + 'model.compile(**settings)\nprint(settings["loss"])\n',
        "the loss is chosen elsewhere (line 4)",
    ),
    "a list that is gone through": (
        'for loss in ["binary_crossentropy"]:\n    '
        + HEAD
        + '    model.compile(loss=loss)\n    model.save_weights(loss + ".h5")\n',
        "the loss is chosen elsewhere (line 4)",
    ),
    "one of two at the same place": (
        HEAD + 'model.compile(loss="binary_crossentropy" if flag else "bce")\n',
        "the loss is chosen elsewhere (line 5)",
    ),
    "a parameter that is used twice": (
        f"""
def train(loss="binary_crossentropy"):
    {HEAD}    model.compile(loss=loss)
    print(loss)
train()
""",
        "the loss is chosen where the function is called (line 6)",
    ),
    "an attribute": (
        f"""
class Task:
    loss = "binary_crossentropy"
{HEAD}model.compile(loss=Task.loss)
""",
        "the loss is chosen elsewhere (line 5)",
    ),
    "a partial that is called": (
        "import functools\nbce = functools.partial(keras.losses.binary_crossentropy, label_smoothing=0.1)\n"
        + HEAD
        + "value = bce(y, model(x))\n",
        "where the loss is chosen is not seen (line 7)",
    ),
    "a function found by its name and called": (
        'bce = keras.losses.get("binary_crossentropy")\n' + HEAD + "value = bce(y, model(x))\n",
        "where the loss is chosen is not seen (line 4)",
    ),
    "a function that is one of several": (
        HEAD
        + """
def step(loss, x, y):
    return loss(y, model(x))
step(keras.losses.binary_crossentropy, x, y)
step(keras.losses.mean_squared_error, x, y)
""",
        "where the loss is chosen is not seen (line 7)",
    ),
    "an object that unseen code gets": (
        f"bce = keras.losses.BinaryCrossentropy()\n{HEAD}model.compile(loss=bce)\nregister(bce)\n",
        "the loss is given to a call that is not seen (line 7)",
    ),
    "an object that judges an unknown output": (
        f"bce = keras.losses.BinaryCrossentropy()\n{HEAD}model.compile(loss=bce)\nvalue = bce(y, other(x))\n",
        "the same loss judges an output that is not known (line 7)",
    ),
    "an object in a list that is not followed": (
        f"losses = [keras.losses.BinaryCrossentropy()]\n{HEAD}model.compile(loss=losses[0])\nuse(losses)\n",
        "the loss is given to a call that is not seen (line 7)",
    ),
    "a second loss of another kind": (
        HEAD + 'model.compile(loss="binary_crossentropy")\nmodel.compile(loss="mse")\n',
        "a loss or metric that is not known judges the same output (line 6)",
    ),
    "a loss without a form on logits": (
        HEAD + 'model.compile(loss="binary_crossentropy")\nmodel.compile(loss=keras.losses.Dice())\n',
        "keras.losses.Dice has no form on logits (line 6)",
    ),
    "a loss function that reads the number": (
        f"""
def loss(y, p):
    return keras.losses.binary_crossentropy(y, p) + tf.reduce_mean(p)
{HEAD}model.compile(loss=loss)
""",
        "a loss function of the program's own reads probabilities (line 5)",
    ),
}


@pytest.mark.parametrize(("program", "reason"), UNREPAIRED.values(), ids=UNREPAIRED)
def test_a_loss_that_cannot_be_edited_is_left_with_the_reason(program: str, reason: str) -> None:
    assert reasons(program) == [reason]
    assert rewritten(program) == []


COMPILED = {
    "a string": ('loss="binary_crossentropy"', f"loss={ON_LOGITS}"),
    "the short string": ('loss="bce"', f"loss={ON_LOGITS}"),
    "the class's name": ('loss="BinaryCrossentropy"', f"loss={ON_LOGITS}"),
    "by position": ('"adam", "binary_crossentropy"', f'"adam", {ON_LOGITS}'),
    "a function": ("loss=keras.losses.binary_crossentropy", f"loss={ON_LOGITS}"),
    "a function of TensorFlow": ("loss=tf.keras.losses.binary_crossentropy", f"loss={ON_LOGITS}"),
    "an object": ("loss=keras.losses.BinaryCrossentropy()", f"loss={ON_LOGITS}"),
    "False by keyword": ("loss=keras.losses.BinaryCrossentropy(from_logits=False)", f"loss={ON_LOGITS}"),
    "False by position": (
        "loss=keras.losses.BinaryCrossentropy(False, 0.1)",
        "loss=keras.losses.BinaryCrossentropy(True, 0.1)",
    ),
    "beside other settings": (
        "loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1)",
        "loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1, from_logits=True)",
    ),
    "in a list": ('loss=["binary_crossentropy"]', f"loss=[{ON_LOGITS}]"),
    "found by its name": ('loss=keras.losses.get("binary_crossentropy")', f"loss={ON_LOGITS}"),
    "serialized": (
        'loss={"class_name": "BinaryCrossentropy", "config": {"name": "b"}}',
        f"loss={ON_LOGITS}",
    ),
}


@pytest.mark.parametrize(("before", "after"), COMPILED.values(), ids=COMPILED)
def test_a_compiled_loss_takes_logits(before: str, after: str) -> None:
    assert safely(f"{HEAD}model.compile({before})") == [LINEAR, f"model.compile({after})"]


CALLED = {
    "an object": ("keras.losses.BinaryCrossentropy()(y, p)", "keras.losses.BinaryCrossentropy(from_logits=True)(y, p)"),
    "a function": (
        "keras.losses.binary_crossentropy(y, p)",
        "keras.losses.binary_crossentropy(y, p, from_logits=True)",
    ),
    "a function by keyword": (
        "keras.losses.binary_crossentropy(y_pred=p, y_true=y, label_smoothing=0.1)",
        "keras.losses.binary_crossentropy(y_pred=p, y_true=y, label_smoothing=0.1, from_logits=True)",
    ),
    "a function of the backend": (
        "keras.backend.binary_crossentropy(y, p)",
        "keras.backend.binary_crossentropy(y, p, from_logits=True)",
    ),
}


@pytest.mark.parametrize(("before", "after"), CALLED.values(), ids=CALLED)
def test_a_loss_that_is_called_takes_logits_and_stays_a_call(before: str, after: str) -> None:
    assert safely(f"{HEAD}p = model(x)\nvalue = {before}") == [LINEAR, f"value = {after}"]


def test_a_partial_gets_the_setting() -> None:
    program = f"""
import functools
bce = functools.partial(keras.losses.binary_crossentropy, label_smoothing=0.1)
{HEAD}model.compile(loss=bce)
"""
    assert safely(program) == [
        "bce = functools.partial(keras.losses.binary_crossentropy, label_smoothing=0.1, from_logits=True)",
        LINEAR,
    ]


VARIABLES = {
    "a variable": ('loss = "binary_crossentropy"\n', "loss=loss", f"loss = {ON_LOGITS}"),
    "a dict of settings": (
        'settings = dict(loss="binary_crossentropy")\n',
        "**settings",
        f"settings = dict(loss={ON_LOGITS})",
    ),
    "a dict that is written out": (
        'settings = {"loss": "binary_crossentropy"}\n',
        "**settings",
        f'settings = {{"loss": {ON_LOGITS}}}',
    ),
}


@pytest.mark.parametrize(("before", "argument", "after"), VARIABLES.values(), ids=VARIABLES)
def test_a_name_that_is_there_for_the_loss_alone_becomes_the_loss(before: str, argument: str, after: str) -> None:
    assert safely(f"{before}{HEAD}model.compile({argument})") == [after, LINEAR]


def test_a_variable_that_something_else_reads_keeps_its_name() -> None:
    program = f'loss = "binary_crossentropy"\n{HEAD}model.compile(loss=loss)\nprint("trained with " + loss)'
    assert safely(program) == [LINEAR, f"model.compile(loss={ON_LOGITS})"]


def test_a_constant_that_another_function_reads_keeps_its_name() -> None:
    program = f"""
LOSS = "binary_crossentropy"
def train(x, y):
    {HEAD}    model.compile(loss=LOSS)
    model.fit(x, y)
def show():
    print("trained with " + LOSS)
"""
    assert safely(program) == [LINEAR, f"model.compile(loss={ON_LOGITS})"]


def test_a_parameter_that_is_there_for_the_loss_alone() -> None:
    program = f"""
def train(loss="binary_crossentropy"):
    {HEAD}    model.compile(loss=loss)
train()
"""
    assert safely(program) == [f"def train(loss={ON_LOGITS}):", LINEAR]


def test_an_argument_of_the_programs_own_function() -> None:
    program = f"""
def train(loss):
    {HEAD}    model.compile(loss=loss)
train("binary_crossentropy")
"""
    assert safely(program) == [LINEAR, f"train({ON_LOGITS})"]


def test_a_loss_function_of_the_programs_own_hands_on_the_setting() -> None:
    program = f"""
def weighted(weight):
    def loss(y, p):
        return weight * keras.losses.binary_crossentropy(y, p)
    return loss
{HEAD}model.compile(loss=weighted(2.0))
"""
    assert safely(program) == [
        "return weight * keras.losses.binary_crossentropy(y, p, from_logits=True)",
        LINEAR,
    ]


def test_an_imported_name_is_written_as_the_file_spells_keras() -> None:
    imports = "from tensorflow.keras.layers import Dense\nfrom tensorflow.keras.models import Sequential\n"
    program = 'model = Sequential([Dense(1, activation="sigmoid")])\nmodel.compile(loss="binary_crossentropy")\n'
    written = safely(program, imports)
    assert "model.compile(loss=BinaryCrossentropy(from_logits=True))" in written
    assert "from tensorflow.keras.losses import BinaryCrossentropy" in written


def test_keras_alone() -> None:
    assert safely(f'{HEAD}model.compile(loss="binary_crossentropy")', KERAS_ONLY) == [
        LINEAR,
        f"model.compile(loss={ON_LOGITS})",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("categorical_crossentropy", "CategoricalCrossentropy"),
        ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"),
    ],
)
def test_the_losses_of_a_softmax(before: str, after: str) -> None:
    program = f'model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])\nmodel.compile(loss="{before}")'
    assert safely(program)[1] == f"model.compile(loss=keras.losses.{after}(from_logits=True))"
