"""Spellings, packages, members and words of the catalog, and what it costs to have it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from installed_libraries import ENTRIES, names

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import LossSpec, Spec

LOSSES = [entry for entry in ENTRIES if isinstance(entry, LossSpec)]
SPELLINGS = {
    "keras.layers.Dense": [
        "keras.layers.Dense", "tensorflow.keras.layers.Dense", "tf_keras.layers.Dense",
        "tensorflow.python.keras.layers.Dense", "tensorflow.python.keras.layers.core.Dense",
        "tensorflow.contrib.keras.layers.Dense", "tensorflow.compat.v1.keras.layers.Dense",
        "tensorflow.compat.v2.keras.layers.Dense", "tensorflow_core.python.keras.layers.Dense",
        "keras.api._v2.keras.layers.Dense", "keras.api.layers.Dense", "keras.src.layers.core.dense.Dense",
        "tf_keras.src.layers.core.dense.Dense", "keras.layers.core.Dense",
    ],
    "keras.layers.Rescaling": ["tensorflow.keras.layers.experimental.preprocessing.Rescaling"],
    "keras.losses.binary_crossentropy": [
        "keras.objectives.binary_crossentropy", "tensorflow.metrics.binary_crossentropy",
    ],
    "keras.losses.BinaryCrossentropy": ["tensorflow.losses.BinaryCrossentropy", "tf_keras.losses.BinaryCrossentropy"],
    "keras.losses.kl_divergence": [
        "tensorflow.keras.losses.KLD", "tensorflow.keras.metrics.kullback_leibler_divergence",
    ],
    "keras.Model": [
        "keras.models.Model", "keras.engine.training.Model", "tensorflow.python.keras.engine.training.Model",
        "keras.engine.Model", "tensorflow.keras.models.Model", "keras.src.models.model.Model",
    ],
    "keras.Sequential": ["keras.models.Sequential", "keras.src.models.sequential.Sequential"],
    "keras.Input": ["keras.layers.Input", "tensorflow.keras.layers.Input", "keras.engine.topology.Input"],
    "keras.backend.binary_crossentropy": [
        "tensorflow.keras.backend.binary_crossentropy", "keras.backend.tensorflow_backend.binary_crossentropy",
    ],
    "keras.applications.VGG16": ["tensorflow.keras.applications.vgg16.VGG16", "keras.applications.VGG16"],
    "tensorflow.nn.softmax": [
        "tensorflow.compat.v1.nn.softmax", "tensorflow.math.softmax", "tensorflow.python.ops.nn.softmax",
    ],
    "tensorflow.losses.softmax_cross_entropy": ["tensorflow.compat.v1.losses.softmax_cross_entropy"],
    "tensorflow.contrib.layers.fully_connected": [
        "tensorflow.contrib.slim.fully_connected", "tf_slim.fully_connected",
    ],
    "tensorflow.contrib.losses.log_loss": ["tensorflow.contrib.slim.losses.log_loss", "tf_slim.losses.log_loss"],
    "tensorflow_addons.losses.SigmoidFocalCrossEntropy": [
        "tensorflow_addons.losses.focal_loss.SigmoidFocalCrossEntropy",
    ],
    "keras_hub.models.BertTextClassifier": [
        "keras_nlp.models.BertClassifier", "keras_hub.models.BertClassifier", "keras_nlp.models.BertTextClassifier",
        "keras_hub.src.models.bert.bert_text_classifier.BertTextClassifier",
    ],
    "keras_cv.models.ImageClassifier": [
        "keras_cv.models.classification.ImageClassifier", "keras_cv.models.ImageClassifier",
    ],
    "keras_cv.models.DeepLabV3Plus": ["keras_cv.models.segmentation.DeepLabV3Plus"],
    "efficientnet.tfkeras.EfficientNetB0": ["efficientnet.keras.EfficientNetB0"],
    "keras.metrics.BinaryAccuracy": [
        "tensorflow.keras.metrics.BinaryAccuracy", "tensorflow.metrics.BinaryAccuracy",
        "keras.src.metrics.accuracy_metrics.BinaryAccuracy", "tensorflow.python.keras.metrics.BinaryAccuracy",
    ],
    "keras.utils.to_categorical": ["keras.utils.np_utils.to_categorical", "tensorflow.keras.utils.to_categorical"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "spelled"), [(name, spelled) for name, many in SPELLINGS.items() for spelled in many])
def test_spellings(name: str, spelled: str) -> None:
    assert catalog().canonical(spelled) == name
    found = catalog().find(spelled)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.name))
def test_every_name_finds_its_own_entry(entry: Spec) -> None:
    assert [name for name in names(entry) if catalog().find(name) is not entry] == []
    assert {catalog().canonical(name) for name in names(entry)} == {entry.name}


@pytest.mark.parametrize(
    "unknown",
    ["numpy.exp", "keras", "tensorflow", "keras.layers", "keras.layers.Dense.from_config",
     "keras.metrics.MeanSquaredError", "keras.losses.binary_crossentropy.__name__",
     "tensorflow.keras.layers.NoSuchLayer", "Dense", "keras.metrics.Mean"],
)
def test_what_is_no_entry(unknown: str) -> None:
    assert catalog().find(unknown) is None


def test_unknown_names_keep_their_tail() -> None:
    assert catalog().canonical("tensorflow.keras.layers.Dense.from_config") == "keras.layers.Dense.from_config"
    assert catalog().canonical("numpy.exp") == "numpy.exp"


@pytest.mark.parametrize(
    "package",
    ["keras", "tensorflow", "tf_keras", "tensorflow_addons", "keras_cv", "tf_slim", "tensorflow.keras",
     "tensorflow.compat", "tensorflow.compat.v1", "tensorflow.compat.v1.nn",
     "tensorflow.nn", "tensorflow.losses", "tensorflow.contrib",
     "tensorflow.contrib.slim", "tensorflow.python", "keras.layers", "keras.layers.core", "tensorflow.keras.layers",
     "tensorflow.python.keras.engine", "keras.applications.vgg16", "keras.backend", "tensorflow.keras.backend"],
)
def test_packages(package: str) -> None:
    assert catalog().is_package(package)


@pytest.mark.parametrize(
    "name", ["numpy", "torch", "keras.layers.Dense", "keras.layers.add", "keras.losses.kl_divergence", "keras.Model"]
)
def test_no_packages(name: str) -> None:
    assert not catalog().is_package(name)


def test_members_are_what_a_star_import_brings() -> None:
    layers = catalog().members("tensorflow.keras.layers")
    assert layers == catalog().members("keras.layers") == tuple(sorted(layers))
    assert {"Dense", "Input", "Softmax", "add", "Convolution2D"} <= set(layers)
    assert {"binary_crossentropy", "BinaryCrossentropy", "KLD"} <= set(catalog().members("keras.losses"))
    assert {"Sequential", "Model"} <= set(catalog().members("tensorflow.keras.models"))
    assert catalog().members("numpy") == ()


def test_implicit_names() -> None:
    assert catalog().implicit["tf"] == "tensorflow"
    assert catalog().implicit["keras"] == "keras"
    assert catalog().implicit["layers"] == "keras.layers"
    assert catalog().implicit["K"] == "keras.backend"
    assert "np" not in catalog().implicit
    assert catalog().implicit["Sequential"] == "keras.Sequential"
    assert all(catalog().is_package(name) or catalog().find(name) for name in catalog().implicit.values())


@pytest.mark.parametrize("entry", LOSSES, ids=lambda entry: str(entry.name))
def test_every_way_to_write_a_loss_has_a_word(entry: LossSpec) -> None:
    """`tensorflow.estimator.BinaryClassHead.loss` is written with the head's name, not with `loss`."""
    dotted = [name.removesuffix(".loss") for name in names(entry)]
    written = [name.rpartition(".")[2] for name in dotted] + [*entry.strings, *entry.serialized]
    wordless = [name for name in written if not any(word in name.lower().encode() for word in catalog().words)]
    assert wordless == []


def test_every_word_is_needed_and_lower_case() -> None:
    written = {name.lower().encode() for entry in LOSSES for name in (*names(entry), *entry.strings, *entry.serialized)}
    for word in catalog().words:
        assert word == word.lower()
        others = catalog().words - {word}
        assert any(word in name and not any(other in name for other in others) for name in written), word


def test_a_prefix_is_never_a_known_name() -> None:
    rewritten = {name for entry in ENTRIES for name in names(entry) if catalog().canonical(name) != entry.name}
    assert rewritten == set()


def test_importing_the_tables_imports_no_library() -> None:
    script = "import sys, xent_lint.knowledge.catalog as c; c.catalog(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint({"keras", "tensorflow", "tf_keras", "numpy", "libcst", "flake8"})
