"""What the tables say of a layer, measured: attached logits, and what its role does to numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from installed_libraries import PRESENT, names, resolve

from xent_lint.knowledge.specs import LayerRole, LayerSpec

NEED_A_GPU = {"keras.layers.CuDNNLSTM", "keras.layers.CuDNNGRU"}  # no kernel for them on a CPU
LAYERS = [
    entry
    for entry in PRESENT
    if isinstance(entry, LayerSpec) and entry.name.startswith("keras.") and entry.name not in NEED_A_GPU
]
SIZES = {"1D": (2, 8, 4), "2D": (2, 8, 8, 4), "3D": (2, 4, 4, 4, 4)}
MERGING = {LayerRole.SUM, LayerRole.PRODUCT, LayerRole.CONCATENATE}
WORLDS = pytest.mark.parametrize("legacy", [False, True], ids=["modern", "legacy"])

# Positional arguments beyond `activation`, for layers that need more than the defaults.
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "Dense": (3,), "EinsumDense": ("ab,bc->ac", 3), "LSTM": (3,), "GRU": (3,), "SimpleRNN": (3,),
    "Dropout": (0.5,), "SpatialDropout1D": (0.5,), "SpatialDropout2D": (0.5,), "SpatialDropout3D": (0.5,),
    "GaussianDropout": (0.5,), "GaussianNoise": (0.5,), "AlphaDropout": (0.5,),
    "Reshape": ((2, 2),), "Permute": ((2, 1),), "RepeatVector": (3,), "Lambda": (lambda tensor: tensor,),
}  # fmt: skip
# Copies its input in tf_keras, so that the logits are lost there; Keras 3 hands on the very tensor.
COPIES_IN_TF_KERAS = {"Identity", "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"}


def short(entry: LayerSpec) -> str:
    return entry.name.rpartition(".")[2]


def of(*roles: LayerRole) -> list[LayerSpec]:
    return [entry for entry in LAYERS if entry.role in roles]


def sample(entry: LayerSpec) -> Any:
    """A batch of the rank that the layer takes, of distinct positive numbers that sum to 1 over the last axis."""
    shape: tuple[int, ...] = next((size for suffix, size in SIZES.items() if suffix in entry.name), (2, 4))
    if entry.role is LayerRole.RECURRENT or entry.role is LayerRole.SIMPLE_RECURRENT or short(entry) == "Permute":
        shape = {"ConvLSTM1D": (2, 3, 8, 4), "ConvLSTM2D": (2, 3, 8, 8, 4), "ConvLSTM3D": (2, 3, 4, 4, 4, 4)}.get(
            short(entry), (2, 8, 4)
        )
    values = np.random.default_rng(7).permutation(int(np.prod(shape))).reshape(shape) + 1.0
    return tf.constant(values / values.sum(axis=-1, keepdims=True), tf.float32)


def build(entry: LayerSpec, legacy: bool, **options: Any) -> list[Any]:
    """The layer in that world, or nothing where the world lacks it."""
    arguments = ARGUMENTS.get(short(entry), ())
    if not arguments and entry.role in (LayerRole.AFFINE, LayerRole.RECURRENT):
        arguments = (2,) if entry.units is None else (3, 2)
    if ("AveragePooling" in entry.name and "Global" not in entry.name) or "Adaptive" in entry.name:
        arguments = (2,)
    targets = [target for name in names(entry) for target in resolve(name, legacy=legacy)][:1]
    return [target(*arguments, **options) for target in targets]


def attached(library_legacy: bool, tensor: Any) -> Any:
    """The tensor as a softmax of that world's Keras leaves it, with logits attached."""
    softmax = resolve("keras.activations.softmax", legacy=library_legacy)[0]
    return softmax(tf.math.log(tensor))


@WORLDS
@pytest.mark.parametrize("entry", of(LayerRole.AFFINE, LayerRole.SIMPLE_RECURRENT, LayerRole.RECURRENT), ids=short)
def test_attached_logits_of_a_head(entry: LayerSpec, legacy: bool) -> None:
    options = {} if entry.activation is None else {entry.activation: "softmax"}
    for layer in build(entry, legacy, **options):
        assert hasattr(layer(sample(entry)), "_keras_logits") == entry.attaches_logits


@WORLDS
@pytest.mark.parametrize("entry", of(LayerRole.IDENTITY, LayerRole.DROPOUT, LayerRole.APPLY_FUNCTION), ids=short)
def test_what_hands_on_the_tensor(entry: LayerSpec, legacy: bool) -> None:
    for layer in build(entry, legacy):
        given = attached(legacy, sample(entry))
        result = layer(given)
        np.testing.assert_array_equal(result, given)
        assert hasattr(result, "_keras_logits") == (not legacy or short(entry) not in COPIES_IN_TF_KERAS)


@WORLDS
@pytest.mark.parametrize("entry", of(LayerRole.RESHAPE, LayerRole.SELECT, LayerRole.AVERAGE), ids=short)
def test_what_keeps_the_scale_and_loses_the_logits(entry: LayerSpec, legacy: bool) -> None:
    for layer in build(entry, legacy):
        given = attached(legacy, sample(entry))
        several = short(entry) in {"Average", "Maximum", "Minimum"}
        result = layer([given, given] if several else given)
        assert not hasattr(result, "_keras_logits")
        values, original = np.asarray(result).ravel(), np.asarray(given).ravel()
        assert values.min() >= original.min() - 1e-6
        assert values.max() <= original.max() + 1e-6
        if entry.role is not LayerRole.AVERAGE:
            assert np.isin(values.round(6), original.round(6)).all()


@WORLDS
@pytest.mark.parametrize("entry", of(LayerRole.AVERAGE), ids=short)
def test_an_average_of_distributions_is_a_distribution(entry: LayerSpec, legacy: bool) -> None:
    for layer in build(entry, legacy):
        given = sample(entry)
        result = layer([given, given[::-1]] if short(entry) == "Average" else given)
        np.testing.assert_allclose(np.asarray(result).sum(axis=-1), 1.0, rtol=1e-5)


@WORLDS
@pytest.mark.parametrize("entry", of(LayerRole.NORMALIZE, *MERGING), ids=short)
def test_what_makes_a_new_tensor(entry: LayerSpec, legacy: bool) -> None:
    options: dict[str, Any] = {"GroupNormalization": {"groups": 2}, "Dot": {"axes": 1}}.get(short(entry), {})
    for target in resolve(entry.name, legacy=legacy):
        given = attached(legacy, sample(entry))
        result = target(**options)([given, given] if entry.role in MERGING else given)
        assert not hasattr(result, "_keras_logits")
        assert not np.array_equal(np.asarray(result), np.asarray(given))
