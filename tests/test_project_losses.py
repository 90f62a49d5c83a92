"""Losses, metrics and trainers of other files: the finding is in the file that brings head and loss together."""

from __future__ import annotations

import pytest
from project_files import IMPORT, ON_LOGITS, TRAIN, codes, found_in

CE = "import keras\nce = keras.losses.CategoricalCrossentropy(from_logits=True)\n"


@pytest.mark.parametrize(
    ("module", "loss"),
    [
        (CE, "m.ce"),
        (CE + "ALL = {'ce': ce}\n", "m.ALL['ce']"),
        (CE + "def choose(name):\n    return {'ce': ce, 'kl': 'kld'}[name]\n", "m.choose('ce')"),
        (
            "import keras\ndef loss(logits):\n    return keras.losses.CategoricalCrossentropy(from_logits=logits)\n",
            "m.loss(True)",
        ),
        (
            "import functools, keras\n"
            "loss = functools.partial(keras.losses.categorical_crossentropy, from_logits=True)\n",
            "m.loss",
        ),
        ("FROM_LOGITS = True\n", "keras.losses.CategoricalCrossentropy(from_logits=m.FROM_LOGITS)"),
        (CE, "[m.ce]"),
        (CE, "{'out': m.ce}"),
    ],
)
def test_a_loss_in_another_file(module: str, loss: str) -> None:
    """The finding is in the file that brings head and loss together, also when that file names no loss itself."""
    (found,) = found_in("train.py", {"m.py": module, "train.py": f"import m\n{TRAIN}model.compile(loss={loss})\n"})
    assert (found.code, found.span.filename, found.span.start.row) == ("XEN102", "train.py", 5)
    assert found.span.end.column - found.span.start.column in (len(loss), len("m.ce"))


@pytest.mark.parametrize("call", ["value = m.ce(y, model(x))", "model.compile('adam', m.ce)"])
def test_a_loss_in_another_file_that_is_called_or_given_by_position(call: str) -> None:
    assert codes("train.py", {"m.py": CE, "train.py": f"import m\n{TRAIN}{call}\n"}) == ["5 XEN102"]


def test_metrics_in_another_file() -> None:
    module = "import keras\nauc = keras.metrics.AUC()\nMETRICS = ['accuracy', auc]\n"
    train = f"import m\n{TRAIN.replace('5', '1').replace('softmax', 'linear')}"
    loss = "loss=keras.losses.BinaryCrossentropy(from_logits=True)"
    for metrics, count in (("[m.auc]", 1), ("['accuracy', m.auc]", 2)):
        files = {"m.py": module, "train.py": f"{train}model.compile({loss}, metrics={metrics})\n"}
        assert codes("train.py", files) == ["5 XEN301"] * count


LOSS_FUNCTION = """\
import keras

def loss(y_true, y_pred):
    return keras.ops.categorical_crossentropy(y_true, y_pred, from_logits=True)
"""

LOSS_CLASS = """\
import keras

class Loss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return keras.ops.categorical_crossentropy(y_true, y_pred, from_logits=True)
"""


def test_a_right_pair_inside_a_custom_loss_of_another_file() -> None:
    for module, loss in ((LOSS_FUNCTION, "m.loss"), (LOSS_CLASS, "m.Loss()")):
        train = f"import m\n{TRAIN.replace('softmax', 'linear')}model.compile(loss={loss})\n"
        assert codes("train.py", {"m.py": module, "train.py": train}) == []


@pytest.mark.parametrize(("module", "loss"), [(LOSS_FUNCTION, "m.loss"), (LOSS_CLASS, "m.Loss()")])
def test_a_wrong_pair_inside_a_custom_loss_of_another_file(module: str, loss: str) -> None:
    """The loss is right by itself, and the head is wrong for it: it is said in the file that brings them together."""
    (found,) = found_in("train.py", {"m.py": module, "train.py": f"import m\n{TRAIN}model.compile(loss={loss})\n"})
    assert (found.code, found.span.filename, found.span.start.row) == ("XEN102", "train.py", 5)
    assert "m.py" in {each.span.filename for each in found.related}


TRAINER = """\
import keras

class Trainer:
    def __init__(self, model):
        self.model = model
        self.loss = keras.losses.CategoricalCrossentropy(from_logits=True)

    def prepare(self):
        self.model.compile(loss=self.loss)
"""


def test_a_trainer_in_another_file() -> None:
    train = f"from m import Trainer\n{TRAIN}trainer = Trainer(model)\ntrainer.prepare()\n"
    (found,) = found_in("train.py", {"m.py": TRAINER, "train.py": train})
    assert (found.code, found.span.filename) == ("XEN102", "train.py")


def test_a_right_and_a_wrong_use_of_one_loss() -> None:
    linear = "other = keras.Sequential([layers.Dense(5)])\nother.compile(loss=m.loss)\n"
    train = f"import m\n{TRAIN}{linear}model.compile(loss=m.loss)\n"
    assert codes("train.py", {"m.py": LOSS_FUNCTION, "train.py": train}) == ["7 XEN102"]
    assert codes("m.py", {"m.py": LOSS_FUNCTION, "train.py": train}) == []


def test_two_wrong_pairs_behind_one_call() -> None:
    module = """\
import keras

def fit(model):
    model.compile(loss="categorical_crossentropy")
    return keras.losses.CategoricalCrossentropy(from_logits=True)(y, model(x))
"""
    found = found_in("train.py", {"m.py": module, "train.py": f"import m\n{TRAIN}m.fit(model)\n"})
    assert [(each.code, each.span.start.row, each.span.start.column) for each in found] == [
        ("XEN102", 5, 0),
        ("XEN201", 5, 0),
    ]


def test_what_is_wrong_in_the_other_file_alone_stays_there() -> None:
    module = (
        IMPORT
        + f"""
def run():
    model = keras.Sequential([layers.Dense(5, activation="softmax")])
    model.compile({ON_LOGITS})
"""
    )
    files = {"m.py": module, "train.py": f"import m\n{TRAIN}m.run()\nmodel.compile(loss='kl_divergence')\n"}
    assert codes("train.py", files) == []
    assert codes("m.py", files) == ["6 XEN102"]


@pytest.mark.parametrize(
    ("module", "call", "found"),
    [
        ("def classify(model, x):\n    return model.predict(x) > 0.5\n", "m.classify(model, x)", ["6 XEN302"]),
        ("def classify(model, x):\n    return model.predict(x) > 0.0\n", "m.classify(model, x)", []),
        ("def fit(model, y, x):\n    keras.metrics.AUC()(y, model(x))\n", "m.fit(model, y, x)", ["6 XEN301"]),
        ("def twice(p):\n    return keras.ops.sigmoid(p)\n", "p = m.twice(model.predict(x))", []),
    ],
)
def test_consumers_in_another_file(module: str, call: str, found: list[str]) -> None:
    linear = TRAIN.replace("5, activation='softmax'", "1")
    compiled = "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))\n"
    files = {"m.py": f"import keras\n{module}", "train.py": f"import m\n{linear}{compiled}{call}\n"}
    assert codes("train.py", files) == found
