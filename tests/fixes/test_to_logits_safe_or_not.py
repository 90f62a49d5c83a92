"""Whether a fix of head and loss is safe: what leaves the file, or is not followed, makes it unsafe, with a note."""

from __future__ import annotations

import json

import pytest
from fixed_programs import TF, UNSAFE
from to_logits_programs import SIGMOID, after_sigmoid, notes, reasons, safely

from xent_lint.check import check
from xent_lint.settings import Settings
from xent_lint.source import Source

NOTED = {
    "saved": ("model.save('m.keras')", "the model is saved (line 6)"),
    "exported": ("tf.saved_model.save(model, 'm')", "the model is given to tensorflow.saved_model.save (line 6)"),
    "given away": ("serve(model)", "the model is given to a call that is not seen (line 6)"),
    "a bound method given away": (
        "explainer = shap.KernelExplainer(model.predict, x)",
        "the model is given to a call that is not seen (line 6)",
    ),
    "a bound method in a partial": (
        "import functools\nserve(functools.partial(model.predict, verbose=0))",
        "the model is given to a call that is not seen (line 7)",
    ),
    "mapped over batches": ("done = list(map(model.predict, batches))", "the model is given to map (line 6)"),
    "a callback that saves": (
        "model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint('m')])",
        "the model is given to a callback that may save it or read its output (line 6)",
    ),
    "a callback by position": (
        "model.fit(x, y, 32, 10, 1, [keras.callbacks.ModelCheckpoint('m')])",
        "the model is given to a callback that may save it or read its output (line 6)",
    ),
    "a callback of evaluate": (
        "model.evaluate(x, y, callbacks=[Shower()])",
        "the model is given to a callback that may save it or read its output (line 6)",
    ),
    "a callback of predict": (
        "model.predict(x, callbacks=[Shower()])",
        "the model is given to a callback that may save it or read its output (line 6)",
    ),
    "unknown settings of fit": (
        "model.fit(x, y, **settings())",
        "the model is given to callbacks that are not seen (line 6)",
    ),
    "its configuration": (
        "twin = keras.Sequential.from_config(model.get_config())",
        "the model is used by .get_config(), which is not followed (line 6)",
    ),
    "a method that is not followed": (
        "classes = model.predict_step(x) > 0.5",
        "the model is used by .predict_step(), which is not followed (line 6)",
    ),
    "its layers gone through": (
        "shown = [layer.output for layer in model.layers]",
        "the model is read by way of one of its layers (line 6)",
    ),
    "its layers applied": (
        "for layer in model.layers:\n    x = layer(x)",
        "the model is handed on by one of its layers (line 7)",
    ),
    "its layers put into another model": (
        "other = keras.Sequential(model.layers[:-1])",
        "the layers of the model are looked through (line 6)",
    ),
    "its outputs": (
        "function = keras.backend.function(model.inputs, model.outputs)",
        "the layers of the model are looked through (line 6)",
    ),
    "the activation of its last layer": (
        "f = model.layers[-1].activation",
        "the model is looked into by .activation of one of its layers (line 6)",
    ),
    "the output of a layer that is found by a name": (
        "o = model.get_layer('dense_1').output",
        "the model is read by way of one of its layers (line 6)",
    ),
    "its last layer applied": (
        "p = model.layers[-1](x)",
        "the model is handed on by one of its layers (line 6)",
    ),
    "its last layer given away": (
        "show(model.layers[-1])",
        "the model is handed on by one of its layers (line 6)",
    ),
    "listed for others": ("__all__ = ['model']", "the model is listed in __all__ (line 6)"),
    "activated again": (
        "p = tf.nn.sigmoid(model.predict(x))",
        "an activation is applied to its output again (line 6)",
    ),
}


@pytest.mark.parametrize(("lines", "note"), NOTED.values(), ids=NOTED)
def test_what_leaves_the_file_is_noted(lines: str, note: str) -> None:
    found = [each for each in notes(SIGMOID + lines) if each]
    assert found == [note]


LOST = {
    "as an attribute of an unseen object": "telemetry.current = model",
    "by setattr": "setattr(telemetry, name, model)",
    "by setattr with an unknown name": "class Holder: pass\nholder = Holder()\nsetattr(holder, name, model)",
    "in an unseen dict": "telemetry.models['a'] = model",
    "under an unknown key": "models = {}\nmodels[name] = model",
    "under an unknown key of a display": "models = {name: model}",
    "in a list made in an unknown loop": "m = []\nfor _ in batches:\n    m.append(model)\np = m[-1].predict(x) > 0.5",
    "in a comprehension over what is unknown": "models = [model for _ in batches]",
    "behind an unknown index": "models = [model, telemetry]\np = models[number].predict(x) > 0.5",
    "in an unknown part of a list": "for each in [model, telemetry][number:]:\n    p = each.predict(x) > 0.5",
    "in a list with alternatives": "m = [model]\nif more:\n    m.append(telemetry)\np = m[-1].predict(x) > 0.5",
    "beside what is unknown": "for number, each in zip(numbers, [model]):\n    p = each.predict(x) > 0.5",
    "sorted": "first, *others = sorted([model, telemetry])",
    "the best of some": "best = max([model, telemetry], key=score)",
    "after unknown arguments": "run(*more, model)",
    "yielded": "def models():\n    yield model",
    "among the names of the module": "p = globals()[name].predict(x) > 0.5",
    "as an attribute of a function": "def f(d):\n    return f.net.predict(d)\nf.net = model",
    "as an attribute of a model": "model.net = model\np = model.net.predict(x) > 0.5",
    "by a __setitem__ of an object": "class Box(dict): pass\nbox = Box()\nbox['m'] = model\np = box['m'].predict(x)",
    "by a __setattr__": "class Box:\n    def __setattr__(self, key, value): keep(value)\nBox().net = model",
    "as a key": "class Box:\n    def __getitem__(self, m): return m.predict(x)\np = Box()[model] > 0.5",
    "as a key of a dict": "for m in {model: 1}:\n    p = m.predict(x) > 0.5",
    "compared by an object": "class Box:\n    def __contains__(self, m): print(m.predict(x))\nmodel in Box()",
    "captured by a pattern": "match (model, 1):\n    case (m, n):\n        p = m.predict(x) > 0.5",
    "raised": "class E(Exception):\n    def __init__(self, m): self.m = m\nraise E(model)",
    "a field of a named tuple": "class Box(typing.NamedTuple):\n    net: object\np = Box(model).net.predict(x) > 0.5",
    "a member of an enum": "class E(enum.Enum):\n    A = model\np = E.A.value.predict(x) > 0.5",
    "a member of a decorated class": "def mark(cls):\n    return cls\n@mark\nclass A:\n    net = model",
    "a member of a class made by type": "T = type('T', (), {'net': model})\np = T.net.predict(x) > 0.5",
    "given to the class of a class": "class A(Base, net=model): pass\np = A.net.predict(x) > 0.5",
    "given to a decorator": "@functools.partial(map, model.predict)\ndef f(): pass",
    "held by a class that is given away": "class A:\n    net = None\nA.net = model\nserve(A)",
    "among the variables of a frame": "p = sys._getframe().f_globals['model'].predict(x) > 0.5",
    "updated with what is unknown": "models = {'a': model}\nmodels.update(more)\np = models['a'].predict(x) > 0.5",
}


@pytest.mark.parametrize("lines", LOST.values(), ids=LOST)
def test_a_model_that_is_lost_from_sight_gets_no_safe_fix(lines: str) -> None:
    found = notes(SIGMOID + lines)
    assert found and all(found), found


SAFE_LINES = {
    "trained and evaluated": "model.fit(x, y)\nmodel.evaluate(x, y)\nmodel.train_on_batch(x, y)",
    "callbacks that only look on": "model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor='val_loss')])",
    "its weights saved": "model.save_weights('w')\nmodel.load_weights('w')",
    "its layers frozen": "for layer in model.layers:\n    layer.trainable = False",
    "its last layers frozen": "for layer in model.layers[-2:]:\n    layer.trainable = False",
    "its layers counted": "for i, layer in enumerate(model.layers):\n    print(i, layer.name)\nn = len(model.layers)",
    "its names and variables": "print(dict(zip(model.metrics_names, scores)), update(model.trainable_variables))",
    "its settings changed": "model.stop_training = True\nmodel.optimizer.lr = 0.1",
    "printed": "model.summary()\nprint(model)",
}


@pytest.mark.parametrize("lines", SAFE_LINES.values(), ids=SAFE_LINES)
def test_what_shows_nothing_of_the_output_leaves_the_fix_safe(lines: str) -> None:
    assert after_sigmoid(lines) == []


def test_the_output_of_a_function_that_is_given_away_is_kept_where_it_leaves_the_model() -> None:
    lines = "def score(d):\n    return model.predict(d)\nregister(score)\np = score(x) > 0.5"
    assert after_sigmoid(lines) == ["return tf.nn.sigmoid(model.predict(d)).numpy()"]


OUTPUTS = """
i = keras.Input((4,))
a, b = {}
model = keras.Model(i, [a, b])
model.compile(loss=["binary_crossentropy", "binary_crossentropy"])
"""


def test_layers_that_several_outputs_are_called_after_stay() -> None:
    layer = 'keras.layers.Activation("sigmoid")(keras.layers.Dense(1)(i))'
    assert safely(OUTPUTS.format(f"{layer}, {layer}"))[0].count('keras.layers.Activation("linear")') == 2


def test_outputs_that_are_called_after_a_function_get_other_names() -> None:
    op = "keras.activations.sigmoid(keras.layers.Dense(1)(i))"
    assert notes(OUTPUTS.format(f"{op}, {op}"))[0] == "the names of the outputs change (line 5)"


@pytest.mark.parametrize("result", ["p", "p[:, 0]"])
def test_a_loss_function_that_gives_back_the_output_is_not_known(result: str) -> None:
    assert reasons(SIGMOID + f"model.compile(loss=lambda y, p: {result})") == [
        "a loss or metric that is not known judges the same output (line 6)"
    ]


def test_a_loss_that_is_copied_from_a_model_is_noted() -> None:
    assert notes(SIGMOID + "other.compile(loss=model.loss)") == ["the model is asked for its loss (line 6)"]


def test_a_metric_whose_settings_are_read_is_left() -> None:
    program = """
accuracy = keras.metrics.BinaryAccuracy()
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", metrics=[accuracy])
print(accuracy.threshold)
"""
    assert reasons(program) == ["the settings of a metric are read (line 7)"]


def test_what_numpy_gets_in_a_list_is_kept_there() -> None:
    assert after_sigmoid("import numpy as np", "p = model.predict(x)", "both = np.hstack([1 - p, p])") == [
        "p = tf.nn.sigmoid(model.predict(x)).numpy()"
    ]


def test_a_metric_function_that_gives_back_the_output_is_not_known() -> None:
    program = SIGMOID.replace('crossentropy"', 'crossentropy", metrics=[lambda y, p: p]')
    assert reasons(program) == ["a loss or metric that is not known judges the same output (line 5)"]


HEAD = """
i = keras.Input((4,))
hidden = keras.layers.Dense(4, name="features")(i)
head = keras.layers.Dense(1, activation="sigmoid")
model = keras.Model(i, head(hidden))
model.compile(loss="binary_crossentropy")
"""


@pytest.mark.parametrize(
    ("lines", "how"),
    {
        "f = head.activation": ".activation of its layer",
        "print(head.get_config())": ".get_config of its layer",
        "m = keras.Model(i, head.output)": ".output of its layer",
        "show(head)": "its layer",
    }.items(),
)
def test_the_layer_of_the_head_tells_of_its_activation(lines: str, how: str) -> None:
    assert notes(HEAD + lines) == [f"its output can be got at by {how} (line 9)"]


@pytest.mark.parametrize(
    "lines",
    [
        "print(head.kernel, head.name, head.get_weights())\nhead.trainable = False",
        "m = keras.Model(model.input, model.get_layer('features').output)",
        "print(model.get_layer('dense_1').name)",
    ],
)
def test_what_tells_nothing_of_the_activation_leaves_the_fix_safe(lines: str) -> None:
    assert len(safely(HEAD + lines)) == 2


def test_heads_side_by_side_in_one_output_are_more_than_one() -> None:
    program = """
i = keras.Input((4,))
a, b = keras.layers.Dense(1, activation="sigmoid")(i), keras.layers.Dense(1, activation="sigmoid")(i)
model = keras.Model(i, keras.layers.Concatenate()([a, b]))
model.compile(loss="binary_crossentropy")
"""
    assert reasons(program) == ["what the loss gets is not the head's output itself (line 7)"]


def test_a_tape_knows_nothing_of_an_activation_that_is_applied_after_it() -> None:
    lines = """
both = keras.Model(model.inputs, [model.output, model.output])
with tf.GradientTape() as tape:
    p, _ = both(x)
print(tape.gradient(p, x))
"""
    assert reasons(SIGMOID + lines) == ["its output is kept where it is read again (line 10)"]


def test_a_predict_step_of_the_programs_own_is_what_predict_gives() -> None:
    program = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(1, activation="sigmoid")
    def call(self, x):
        return self.head(x)
    def predict_step(self, data):
        return {}
net = Net()
net.compile(loss="binary_crossentropy")
p = net.predict(x) > 0.5
"""
    assert notes(program.format("super().predict_step(data) * 2")) == [
        "the model is used by a predict_step that is not followed (line 14)"
    ]


def test_a_model_that_hands_its_output_to_its_base_class_is_followed() -> None:
    program = """
class Net(keras.Model):
    def __init__(self):
        i = keras.Input((4,))
        super().__init__(i, keras.layers.Dense(1, activation="sigmoid")(i))
net = Net()
net.compile(loss="binary_crossentropy")
"""
    assert safely(program)[0] == "super().__init__(i, keras.layers.Dense(1)(i))"


BUILDER = """
def build():
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy")
    return {}
{}
"""


def test_a_model_returned_to_unseen_code_is_noted() -> None:
    assert notes(BUILDER.format("model", "")) == ["the model is returned by build, which nothing here calls (line 4)"]


def test_so_is_its_bound_method() -> None:
    assert notes(BUILDER.format("model.predict", "")) == [
        "the model is returned by build, which nothing here calls (line 4)"
    ]


def test_a_builder_that_is_called_here_and_given_away_is_noted() -> None:
    program = BUILDER.format("model", "build().fit(x, y)\nclassifier = KerasClassifier(build_fn=build)")
    assert notes(program) == ["the model is also returned to code that is not seen (line 7)"]


def test_a_model_kept_by_objects_made_elsewhere_is_noted() -> None:
    program = """
class Trainer:
    def __init__(self):
        self.model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
        self.model.compile(loss="binary_crossentropy")
"""
    assert notes(program) == ["the model is kept as .model of objects that are made elsewhere (line 4)"]


def test_another_model_that_the_same_loss_trains_wrongly_is_noted() -> None:
    program = """
bce = keras.losses.BinaryCrossentropy()
right = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
wrong = keras.Sequential([keras.layers.Dense(1)])
right.compile(loss=bce)
wrong.compile(loss=bce)
"""
    assert "another model is trained wrongly by the same loss (line 8)" in notes(program)


def test_predict_classes_decides_at_one_half() -> None:
    assert reasons(SIGMOID + "classes = model.predict_classes(x)") == [
        "a loss or metric that is not known judges the same output (line 6)"
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "print model.predict(x) > 0.5",
        "%prun serve(model)",
        "!serve {model.name}",
        "%%R -i model\nplot(model)",
        "model =",
    ],
)
def test_a_model_in_a_cell_that_is_not_read_gets_no_safe_fix(cell: str) -> None:
    cells = [{"cell_type": "code", "source": text} for text in (TF + SIGMOID, cell)]
    source = Source.from_bytes("nb.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode())
    assert [each.fixes[0].applicability for each in check(source, Settings())] == [UNSAFE]
