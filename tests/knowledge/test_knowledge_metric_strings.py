"""Metrics by strings: what `metrics.get` and `compile(metrics=[...])` make of them; and that no metric is forgotten."""

from __future__ import annotations

import inspect
from typing import Any

import keras
import keras.src.metrics
import numpy as np
import numpy.typing as npt
import pytest
import tensorflow as tf
import tf_keras
from installed_libraries import LEGACY_KERAS, MODERN_KERAS, PRESENT, resolve

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Family, Form, LossSpec, MetricSpec, OnLogits

METRICS = [entry for entry in PRESENT if isinstance(entry, MetricSpec) and entry.name.startswith("keras.")]
STRINGS = [(string, entry) for entry in METRICS for string in entry.strings]
SERIALIZED = [(name, entry) for entry in METRICS for name in entry.serialized]
WORLDS = [pytest.param(keras, False, id="modern"), pytest.param(tf_keras, True, id="legacy")]

# Known to one of the two libraries only; the linter accepts the union.
ONLY_MODERN = {
    "auc", "bce", "BCE", "binary_io_u", "f1_score", "f_beta_score", "false_negatives", "false_positives",
    "kl_divergence", "precision", "recall", "true_negatives", "true_positives",
}  # fmt: skip
ONLY_LEGACY = {"kullback_leibler_divergence"}
NEEDED: dict[str, dict[str, Any]] = {
    "PrecisionAtRecall": {"recall": 0.6},
    "RecallAtPrecision": {"precision": 0.6},
    "SensitivityAtSpecificity": {"specificity": 0.6},
    "SpecificityAtSensitivity": {"sensitivity": 0.6},
    "IoU": {"num_classes": 3, "target_class_ids": [0, 1]},
    "MeanIoU": {"num_classes": 3},
    "OneHotIoU": {"num_classes": 3, "target_class_ids": [0, 1]},
    "OneHotMeanIoU": {"num_classes": 3},
}
REGRESSION = {
    "ConcordanceCorrelation", "CosineSimilarity", "LogCoshError", "MAE", "MAPE", "MSE", "MSLE", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanRelativeError", "MeanSquaredError", "MeanSquaredLogarithmicError",
    "PearsonCorrelation", "Poisson", "R2Score", "RootMeanSquaredError", "concordance_correlation", "cosine",
    "cosine_proximity", "cosine_similarity", "huber", "log_cosh", "logcosh", "mae", "mape", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error", "mse", "msle",
    "pearson_correlation", "poisson",
}  # fmt: skip
MARGIN = {"CategoricalHinge", "Hinge", "SquaredHinge", "categorical_hinge", "hinge", "squared_hinge"}
BASES = {"Mean", "MeanMetricWrapper", "MeanTensor", "Metric", "Sum"}
LOOK_UPS = {"deserialize", "get", "serialize"}


def answer(library: Any, identifier: Any) -> Any:
    """What `metrics.get` gives; tf_keras hands back the strings it does not know, or fails to call them."""
    try:
        return library.metrics.get(identifier)
    except (ValueError, TypeError):
        return None


@pytest.mark.parametrize(("library", "legacy"), WORLDS)
@pytest.mark.parametrize(("string", "entry"), STRINGS)
def test_metric_string(string: str, entry: MetricSpec, library: Any, legacy: bool) -> None:
    assert catalog().metric_string(string) is entry
    found = answer(library, string)
    if string in (ONLY_MODERN if legacy else ONLY_LEGACY):
        assert found is None or found == string
        return
    if legacy and inspect.isfunction(found):  # the function of the same meaning
        named = catalog().find(f"keras.metrics.{found.__name__}")
        assert isinstance(named, (MetricSpec, LossSpec))
        assert named.form is Form.FUNCTION
        assert named.family is entry.family
        assert named.from_logits == entry.from_logits
        assert getattr(named, "threshold", None) == entry.threshold
        assert inspect.unwrap(found) is inspect.unwrap(resolve(named.name, legacy=True)[0])
        return
    assert type(found) is resolve(entry.name, legacy=legacy)[0]


@pytest.mark.parametrize(("library", "legacy"), WORLDS)
@pytest.mark.parametrize(("name", "entry"), SERIALIZED)
def test_serialized_metric(name: str, entry: MetricSpec, library: Any, legacy: bool) -> None:
    assert catalog().metric_serialized(name) is entry
    found = answer(library, {"class_name": name, "config": NEEDED.get(name, {})})
    assert type(found) is resolve(entry.name, legacy=legacy)[0]


def test_every_metric_string_of_keras_is_listed_or_left_out() -> None:
    known = {string for string, _ in STRINGS}
    usable = {name for name in keras.src.metrics.ALL_OBJECTS_DICT if answer(keras, name) is not None}
    short = {name.replace("_", "").lower() for name in REGRESSION | MARGIN | BASES}
    left_out = {name for name in usable - known if name.replace("_", "").lower() in short}
    assert usable - known - left_out == {"Accuracy", "accuracy"}  # `compile` settles these itself


@pytest.mark.parametrize("library", [*MODERN_KERAS, *LEGACY_KERAS], ids=["keras", "tf.keras", "tf_keras", "v1"])
def test_no_metric_is_forgotten(library: Any) -> None:
    offered = {name for name in dir(library.metrics) if not name.startswith("_")}
    offered = {name for name in offered if not inspect.ismodule(getattr(library.metrics, name))}
    missing = {name for name in offered if catalog().find(f"keras.metrics.{name}") is None}
    assert missing <= REGRESSION | MARGIN | BASES | LOOK_UPS


def test_nothing_is_left_out_that_is_in_the_tables() -> None:
    left_out = REGRESSION | MARGIN | BASES | LOOK_UPS
    assert {name for name in left_out if catalog().find(f"keras.metrics.{name}") is not None} == set()


@pytest.mark.parametrize("name", ["binary_crossentropy", "categorical_crossentropy", "kl_divergence"])
def test_a_function_that_is_loss_and_metric_is_found_as_the_loss(name: str) -> None:
    assert catalog().find(f"keras.metrics.{name}") is catalog().find(f"keras.losses.{name}")
    assert isinstance(catalog().find(f"keras.metrics.{name}"), LossSpec)
    assert isinstance(catalog().metric_string(name), MetricSpec)
    assert name in catalog().members("keras.metrics")


@pytest.mark.parametrize("string", ["accuracy", "Accuracy", "acc", "ACC", "crossentropy", "ce"])
def test_strings_that_compile_settles_are_no_others(string: str) -> None:
    assert catalog().is_compiled_metric(string)
    assert catalog().metric_string(string) is None


@pytest.mark.parametrize("string", ["mse", "binary_accuracy", "accuracies"])
def test_strings_that_compile_does_not_settle(string: str) -> None:
    assert not catalog().is_compiled_metric(string)
    assert catalog().compiled_metric(string, Family.BINARY) is None


def test_members_have_the_metrics() -> None:
    members = catalog().members("tensorflow.keras.metrics")
    assert {"AUC", "BinaryAccuracy", "BinaryCrossentropy", "binary_crossentropy", "binary_accuracy"} <= set(members)


INDICES = np.array([0, 1, 2, 1], np.int64)
BITS = np.array([0.0, 1.0, 0.0, 1.0], np.float32)
ONE_HOT = np.eye(3, dtype=np.float32)[INDICES]
MANY_BITS = np.array([[1, 0, 1], [0, 0, 0], [1, 1, 1], [0, 1, 1]], np.float32)
PROBABILITIES: tuple[tuple[str, int, npt.NDArray[Any], Family], ...] = (
    ("BinaryCrossentropy", 1, BITS[:, None], Family.BINARY),
    ("BinaryCrossentropy", 1, BITS, Family.BINARY),
    ("SparseCategoricalCrossentropy", 1, np.zeros(4, np.int64), Family.BINARY),
    ("BinaryCrossentropy", 3, MANY_BITS, Family.CATEGORICAL),
    ("CategoricalCrossentropy", 3, ONE_HOT, Family.CATEGORICAL),
    ("SparseCategoricalCrossentropy", 3, INDICES, Family.SPARSE_CATEGORICAL),
    ("SparseCategoricalCrossentropy", 3, INDICES[:, None], Family.SPARSE_CATEGORICAL),
)


def compiled(library: Any, loss: Any, units: int, labels: npt.NDArray[Any], metric: str) -> Any:
    """The metric object that `compile` and a first evaluation leave behind."""
    model = library.Sequential([library.layers.Input((2,)), library.layers.Dense(units)])
    model.compile(loss=loss, metrics=[metric])
    model.evaluate(np.zeros((4, 2), np.float32), labels, verbose=0)
    metrics = [found for found in model.metrics if found.name not in ("loss", "compile_metrics")]
    return model._compile_metrics.metrics[0] if library is keras else metrics[0]


@pytest.mark.parametrize(("library", "legacy"), WORLDS)
@pytest.mark.parametrize("from_logits", [False, True], ids=["probabilities", "logits"])
@pytest.mark.parametrize(("loss", "units", "labels", "family"), PROBABILITIES)
@pytest.mark.parametrize("string", ["accuracy", "acc", "Accuracy"])
def test_compile_settles_accuracy_by_shapes(
    string: str, loss: str, units: int, labels: npt.NDArray[Any], family: Family, from_logits: bool, library: Any,
    legacy: bool,
) -> None:  # fmt: skip
    """Seven pairs of loss and shape: the last axis and the rank of the labels tell, the loss and its scale do not."""
    tf.keras.backend.clear_session()
    found = compiled(library, getattr(library.losses, loss)(from_logits=from_logits), units, labels, string)
    meant = catalog().compiled_metric(string, family)
    assert meant is not None
    assert (meant.on_logits is OnLogits.THRESHOLD) == (units == 1)
    function = catalog().find(f"keras.metrics.{found._fn.__name__}")
    assert isinstance(function, MetricSpec)
    assert (function.family, function.on_logits) == (meant.family, meant.on_logits)
    assert legacy or type(found) is resolve(meant.name, legacy=False)[0]
    assert found._fn_kwargs.get("threshold", 0.5) == 0.5


@pytest.mark.parametrize(("loss", "units", "labels", "family"), PROBABILITIES)
@pytest.mark.parametrize("string", ["crossentropy", "ce"])
def test_compile_settles_crossentropy_in_tf_keras_only(
    string: str, loss: str, units: int, labels: npt.NDArray[Any], family: Family
) -> None:
    from_logits = getattr(tf_keras.losses, loss)(from_logits=True)
    found = compiled(tf_keras, from_logits, units, labels, string)
    meant = catalog().compiled_metric(string, family)
    assert meant is not None
    function = catalog().find(f"keras.metrics.{found._fn.__name__}")
    assert isinstance(function, LossSpec)
    assert function.family is meant.family
    assert "from_logits" not in found._fn_kwargs
    with pytest.raises(ValueError, match="metric identifier"):
        compiled(keras, getattr(keras.losses, loss)(from_logits=True), units, labels, string)
