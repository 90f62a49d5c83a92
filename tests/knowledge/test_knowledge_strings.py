"""Strings are what Keras makes of them: the union of Keras 3 and tf_keras, and nothing that neither knows."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import keras
import keras.src.activations
import keras.src.losses
import pytest
import tf_keras
from installed_libraries import PRESENT, names, resolve

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import ActivationSpec, Form, LossSpec

LOSSES = [entry for entry in PRESENT if isinstance(entry, LossSpec)]
ACTIVATIONS = [entry for entry in PRESENT if isinstance(entry, ActivationSpec)]

LOSS_STRINGS = [(string, entry) for entry in LOSSES for string in entry.strings]
SERIALIZED = [(name, entry) for entry in LOSSES for name in entry.serialized]
ACTIVATION_STRINGS = [(string, entry) for entry in ACTIVATIONS for string in entry.strings]

# Known to one of the two libraries only; the linter accepts the union.
ONLY_MODERN_LOSSES = {"CTC", "ctc", "Dice", "dice", "Tversky", "tversky"}
ONLY_LEGACY_LOSSES = {"kullback_leibler_divergence"}
ONLY_MODERN_ACTIVATIONS = {
    "celu", "glu", "hard_shrink", "hard_silu", "hard_swish", "hard_tanh", "log_sigmoid", "soft_shrink", "sparse_plus",
    "sparse_sigmoid", "sparsemax", "squareplus", "tanh_shrink", "threshold",
}  # fmt: skip
# tf_keras answers these strings with the function of `tf.nn`, which means the same.
FROM_TF_NN = {"leaky_relu", "log_softmax", "relu6", "silu"}

WORLDS = [pytest.param(keras, False, id="modern"), pytest.param(tf_keras, True, id="legacy")]


def answer(get: Callable[[Any], Any], identifier: Any) -> Any:
    try:
        return get(identifier)
    except ValueError as error:
        return error


@pytest.mark.parametrize(("library", "legacy"), WORLDS)
@pytest.mark.parametrize(("string", "entry"), LOSS_STRINGS)
def test_loss_string(string: str, entry: LossSpec, library: Any, legacy: bool) -> None:
    found = answer(library.losses.get, string)
    if string in (ONLY_MODERN_LOSSES if legacy else ONLY_LEGACY_LOSSES):
        assert isinstance(found, ValueError)
        return
    target = resolve(entry.name, legacy=legacy)[0]
    assert type(found) is target if entry.form is Form.CLASS else inspect.unwrap(found) is inspect.unwrap(target)
    assert catalog().loss_string(string) is entry


@pytest.mark.parametrize(("library", "legacy"), WORLDS)
@pytest.mark.parametrize(("name", "entry"), SERIALIZED)
def test_serialized_loss(name: str, entry: LossSpec, library: Any, legacy: bool) -> None:
    found = answer(library.losses.get, {"class_name": name, "config": {}})
    if legacy and name in ONLY_MODERN_LOSSES:
        assert found == name  # tf_keras hands back the class name it does not know
        return
    assert type(found) is resolve(entry.name, legacy=legacy)[0]
    assert catalog().loss_serialized(name) is entry


@pytest.mark.parametrize(("library", "legacy"), WORLDS)
@pytest.mark.parametrize(("string", "entry"), ACTIVATION_STRINGS)
def test_activation_string(string: str, entry: ActivationSpec, library: Any, legacy: bool) -> None:
    found = answer(library.activations.get, string)
    if legacy and string in ONLY_MODERN_ACTIVATIONS:
        assert isinstance(found, ValueError)
        return
    assert catalog().activation_string(string) is entry
    if legacy and string in FROM_TF_NN:
        meant = catalog().find(f"tensorflow.nn.{string}")
        assert isinstance(meant, ActivationSpec)
        assert meant.kind is entry.kind
        assert inspect.unwrap(found) is inspect.unwrap(resolve(meant.name, legacy=True)[0])
    else:
        assert found in [target for name in names(entry) for target in resolve(name, legacy=legacy)]


REGRESSION = {
    "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error",
    "mse", "MSE", "mae", "MAE", "mape", "MAPE", "msle", "MSLE", "huber", "Huber", "log_cosh", "LogCosh", "poisson",
    "Poisson", "cosine_similarity", "CosineSimilarity", "MeanSquaredError", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError",
}  # fmt: skip
MARGIN = {"hinge", "squared_hinge", "categorical_hinge", "circle"}
MARGIN |= {"Hinge", "SquaredHinge", "CategoricalHinge", "Circle"}
BASES = {"Loss", "LossFunctionWrapper"}


def test_every_loss_string_of_keras_is_listed_or_no_loss_on_probabilities() -> None:
    known = {string for string, _ in LOSS_STRINGS}
    assert set(keras.src.losses.ALL_OBJECTS_DICT) - known == REGRESSION | MARGIN | BASES


def test_every_activation_string_of_keras_is_listed() -> None:
    assert set(keras.src.activations.ALL_OBJECTS_DICT) == {string for string, _ in ACTIVATION_STRINGS}


@pytest.mark.parametrize("string", ["cce", "scce", "binary_cross_entropy", "CategoricalGeneralizedCrossEntropy", "mse"])
def test_strings_that_mean_no_cross_entropy(string: str) -> None:
    assert catalog().loss_string(string) is None
