"""A finding that arises in another file stands at the call that leads there, and names the place in that file."""

from __future__ import annotations

import pytest
from project_files import TRAIN, found_in

LINEAR = TRAIN.replace("5, activation='softmax'", "1")
COMPILE = "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))\n"


@pytest.mark.parametrize(
    ("module", "call", "code"),
    [
        (
            "import keras\ndef classify(model, x):\n    return model.predict(x) > 0.5\n",
            "m.classify(model, x)",
            "XEN302",
        ),
        ("import keras\ndef fit(model):\n    keras.metrics.AUC()(y, model(x))\n", "m.fit(model)", "XEN301"),
    ],
)
def test_moved(module: str, call: str, code: str) -> None:
    (found,) = found_in("train.py", {"m.py": module, "train.py": f"import m\n{LINEAR}{COMPILE}{call}\n"})
    assert (found.code, found.span.filename, found.span.start.row) == (code, "train.py", 6)
    assert ("m.py", 3) in {(r.span.filename, r.span.start.row) for r in found.related}


def test_moved_log() -> None:
    module = "import keras\ndef nll(y, p):\n    return -keras.ops.sum(y * keras.ops.log(p))\n"
    (found,) = found_in("train.py", {"m.py": module, "train.py": f"import m\n{TRAIN}model.compile(loss=m.nll)\n"})
    assert found.code == "XEN202"
    assert ("m.py", 3) in {(r.span.filename, r.span.start.row) for r in found.related}


def test_a_function_inside_a_function_of_another_file() -> None:
    """Nobody is seen to call it, so there is no place in this file to tell of."""
    module = """
import keras
def loop(model, strategy):
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    def step(x, y):
        return loss(y, model(x))
    strategy.run(step)
"""
    train = f"import m\n{TRAIN}def main(strategy):\n    m.loop(model, strategy)\n"
    assert found_in("train.py", {"m.py": module, "train.py": train}) == []
