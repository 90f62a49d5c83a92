"""Every public loss, activation, layer and ready model of the installed libraries is in the tables or left out here."""

from __future__ import annotations

import inspect
from typing import Any

import keras
import pytest
import tensorflow as tf
import tf_keras
from installed_libraries import GONE, TF1_LAYERS, TF_KERAS_V1, installed, names

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Spec

LIBRARIES = {"keras": keras, "tf.keras": tf.keras, "tf_keras": tf_keras, "tf_keras v1": TF_KERAS_V1}
LOOK_UPS = {"serialize"}
REGRESSION = {
    "MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Huber",
    "LogCosh", "Poisson", "CosineSimilarity", "mean_squared_error", "mean_absolute_error", "mse", "mae", "mape",
    "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "msle", "huber", "log_cosh", "logcosh",
    "poisson", "cosine_similarity", "cosine_proximity", "cosine", "MSE", "MAE", "MAPE", "MSLE",
}  # fmt: skip
MARGIN = {"hinge", "squared_hinge", "categorical_hinge", "circle"}
MARGIN |= {"Hinge", "SquaredHinge", "CategoricalHinge", "Circle"}
BASES = {"Loss", "Reduction"}
LEFT_OUT = {
    "losses": REGRESSION | MARGIN | BASES | LOOK_UPS,
    "activations": LOOK_UPS,
    "layers": LOOK_UPS | {"deserialize", "InputSpec", "enable_v2_dtype_behavior", "disable_v2_dtype_behavior"},
    "applications": set[str](),
}
TF1_LOSSES_LEFT_OUT = {
    "Reduction", "absolute_difference", "add_loss", "compute_weighted_loss", "cosine_distance", "get_losses",
    "get_regularization_loss", "get_regularization_losses", "get_total_loss", "hinge_loss", "huber_loss",
    "mean_pairwise_squared_error", "mean_squared_error",
}  # fmt: skip


def public(module: Any) -> set[str]:
    """What a module offers, but its submodules."""
    return {name for name in dir(module) if not name.startswith("_") and not inspect.ismodule(getattr(module, name))}


@pytest.mark.parametrize("module", LEFT_OUT)
@pytest.mark.parametrize("library", LIBRARIES.values(), ids=LIBRARIES)
def test_nothing_is_forgotten(library: Any, module: str) -> None:
    missing = {name for name in public(getattr(library, module)) if catalog().find(f"keras.{module}.{name}") is None}
    assert missing <= LEFT_OUT[module]


@pytest.mark.parametrize("module", LEFT_OUT)
def test_nothing_is_left_out_that_is_in_the_tables(module: str) -> None:
    assert {name for name in LEFT_OUT[module] if catalog().find(f"keras.{module}.{name}") is not None} == set()


def test_tensorflow_1_losses_and_layers() -> None:
    losses = {name for name in public(tf.compat.v1.losses) if catalog().find(f"tensorflow.losses.{name}") is None}
    assert losses == TF1_LOSSES_LEFT_OUT
    layers = {name for name in public(TF1_LAYERS) if catalog().find(f"tensorflow.layers.{name}") is None}
    assert layers <= {"InputSpec", "Layer", "experimental"}


def test_cross_entropies_of_tf_nn() -> None:
    for module in (tf.nn, tf.compat.v1.nn):
        named = {name for name in dir(module) if "cross_entropy" in name or "ctc_loss" in name}
        assert {name for name in named if catalog().find(f"tensorflow.nn.{name}") is None} == set()


@pytest.mark.parametrize("entry", GONE, ids=lambda entry: str(entry.name))
def test_gone_names_are_absent(entry: Spec) -> None:
    assert [name for name in names(entry) if installed(name)] == []


@pytest.mark.parametrize("entry", GONE, ids=lambda entry: str(entry.name))
def test_gone_names_tell_where_they_were_read(entry: Spec) -> None:
    assert entry.gone is not None
    assert entry.gone.repository.count("/") == 1
    assert entry.gone.path.endswith(".py")
    assert entry.gone.line > 0


@pytest.mark.parametrize("package", ["tensorflow.contrib", "tensorflow.estimator"])
def test_packages_of_tensorflow_1_are_gone(package: str) -> None:
    assert not hasattr(tf, package.rpartition(".")[2])
    assert not hasattr(tf.compat.v1, package.rpartition(".")[2])
    assert catalog().is_package(package)
