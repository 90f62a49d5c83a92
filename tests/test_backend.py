"""What is said of a pair that Keras on TensorFlow makes good, by the backend."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from xent_lint.check import check
from xent_lint.settings import KerasBackend, Settings
from xent_lint.source import Source

FLAGGED = Path(__file__).parents[1] / "fixtures" / "flagged"
ACTIVATED_TWICE = [path for path in sorted(FLAGGED.glob("*.py")) if "expect: XEN102" in path.read_text("utf-8")]
TRAINING = {"evaluate", "gradient", "call"}
"""The modes of a fixture that are how it trains."""

PROGRAM = """\
{}
model = keras.Sequential([layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""
OF_TENSORFLOW = [
    "from tensorflow import keras\nfrom tensorflow.keras import layers",
    "import tensorflow as tf\nkeras = tf.keras\nlayers = tf.keras.layers",
    "import tf_keras as keras\nfrom tf_keras import layers",
    "import tensorflow.keras as keras\nlayers = keras.layers",
]
OF_ANY = [
    "import keras\nfrom keras import layers",
    "import tensorflow as tf\nimport keras\nfrom keras import layers\ntf.keras",
    'import os\nos.environ["KERAS_BACKEND"] = "jax"\nfrom tensorflow import keras\nfrom tensorflow.keras import layers',
]


def found(imports: str, backend: KerasBackend = KerasBackend.ANY) -> tuple[str, bool]:
    """Severity, and whether the message speaks of the rescue."""
    source = Source("m.py", PROGRAM.format(imports))
    (finding,) = check(source, Settings(keras_backend=backend))
    assert finding.code == "XEN102"
    return finding.severity.value, "TensorFlow" in finding.message


@pytest.mark.parametrize("imports", OF_TENSORFLOW)
@pytest.mark.parametrize("backend", KerasBackend)
def test_files_with_keras_from_tensorflow_run_on_it_whatever_is_said(imports: str, backend: KerasBackend) -> None:
    assert found(imports, backend) == ("warning", True)


@pytest.mark.parametrize("imports", OF_ANY)
def test_for_others_the_backend_counts(imports: str) -> None:
    assert found(imports) == ("error", True)
    assert found(imports, KerasBackend.TENSORFLOW) == ("warning", True)
    assert found(imports, KerasBackend.JAX) == ("error", False)
    assert found(imports, KerasBackend.TORCH) == ("error", False)


def test_what_is_not_rescued_stays_an_error() -> None:
    program = PROGRAM.format(OF_TENSORFLOW[0])
    for wrong in (program.replace("softmax", "linear").replace("True", "False"), program.replace("10", "1")):
        (finding,) = check(Source("m.py", wrong), Settings(keras_backend=KerasBackend.TENSORFLOW))
        assert (finding.severity.value, finding.code in ("XEN101", "XEN104")) == ("error", True)


def proof(path: Path) -> dict[str, list[str]]:
    """What a fixture states of itself, which the fixture tests prove under TensorFlow."""
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "PROOF":
            stated = ast.literal_eval(statement.value)
            assert isinstance(stated, dict)
            return stated
    raise AssertionError(path)


@pytest.mark.parametrize("path", ACTIVATED_TWICE, ids=lambda path: path.stem)
def test_a_fixture_is_only_warned_of_if_it_trains_right(path: Path) -> None:
    settings = Settings(select=("XEN102",), keras_backend=KerasBackend.TENSORFLOW)
    severities = {each.severity.value for each in check(Source.from_bytes(str(path), path.read_bytes()), settings)}
    trains_right = TRAINING.isdisjoint(proof(path)["differs"])
    assert severities == {"warning" if trains_right else "error"}
