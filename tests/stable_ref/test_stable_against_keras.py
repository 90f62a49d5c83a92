"""The reference against the real Keras losses with from_logits=True, at logits where nothing of theirs saturates."""

from __future__ import annotations

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

from collections.abc import Callable
from typing import Any, get_args

import keras
import numpy as np
import pytest
import tensorflow as tf

import stable_ref as ref
from stable_ref.extended import FloatArray
from stable_ref.reduction import Reduction

# Some tens of roundings of 6e-8 and 1.1e-16 each, at logits of a few units.
TOLERANCE = {"float32": 3e-6, "float64": 1e-13}

GENERATOR = np.random.default_rng(7)
LOGITS = GENERATOR.normal(size=(5, 4)) * 2.0
BITS = GENERATOR.integers(0, 2, size=(5, 4)).astype(np.float64)
CLASSES = GENERATOR.integers(0, 4, size=5)
ONE_HOT = np.eye(4)[CLASSES]
WEIGHTS = np.array([0.5, 2.0, 0.0, 1.0, 3.0])

Case = tuple[str, dict[str, Any], Any, Callable[..., FloatArray], Callable[..., FloatArray]]

CASES: list[Case] = [
    ("BinaryCrossentropy", options, BITS, ref.binary_crossentropy, ref.binary_crossentropy_gradient)
    for options in ({}, {"label_smoothing": 0.1})
]
CASES += [
    ("CategoricalCrossentropy", options, ONE_HOT, ref.categorical_crossentropy, ref.categorical_crossentropy_gradient)
    for options in ({}, {"label_smoothing": 0.2})
]
CASES += [
    (
        "SparseCategoricalCrossentropy",
        {},
        CLASSES,
        ref.sparse_categorical_crossentropy,
        ref.sparse_categorical_crossentropy_gradient,
    )
]
CASES += [
    (
        "BinaryFocalCrossentropy",
        options,
        BITS,
        ref.binary_focal_crossentropy,
        ref.binary_focal_crossentropy_gradient,
    )
    for options in ({}, {"apply_class_balancing": True, "alpha": 0.4, "gamma": 3.0}, {"label_smoothing": 0.1})
]
CASES += [
    (
        "CategoricalFocalCrossentropy",
        options,
        ONE_HOT,
        ref.categorical_focal_crossentropy,
        ref.categorical_focal_crossentropy_gradient,
    )
    # Binary fractions, because Keras makes a list a float32 tensor whatever the loss computes in.
    for options in ({}, {"alpha": [0.125, 0.25, 0.5, 0.75], "gamma": 1.5}, {"label_smoothing": 0.1})
]


def _keras_value_and_gradient(loss: Any, labels: Any, logits: FloatArray, weights: Any) -> tuple[Any, Any]:
    # Indices stay whole numbers: Keras casts them through its float type itself.
    variable = tf.Variable(logits, dtype=loss.dtype)
    with tf.GradientTape() as tape:
        value = loss(labels, variable, sample_weight=weights)
    return value.numpy(), tape.gradient(value, variable).numpy()


def test_the_backend_is_tensorflow() -> None:
    assert keras.backend.backend() == "tensorflow"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("reduction", get_args(Reduction))
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def test_value_and_gradient(case: Case, weights: FloatArray | None, reduction: Reduction, dtype: str) -> None:
    name, options, labels, value_of, gradient_of = case
    loss = getattr(keras.losses, name)(from_logits=True, reduction=reduction, dtype=dtype, **options)
    # Both sides start from the same numbers, those the narrower type holds.
    logits = LOGITS.astype(dtype).astype(np.float64)
    value, gradient = _keras_value_and_gradient(loss, labels, logits, weights)
    mine = ref.reduce(value_of(labels, logits, **options), sample_weight=weights, reduction=reduction)
    slopes = ref.reduce_gradient(gradient_of(labels, logits, **options), sample_weight=weights, reduction=reduction)
    assert mine.shape == value.shape
    assert mine == pytest.approx(value, rel=TOLERANCE[dtype], abs=TOLERANCE[dtype])
    assert slopes == pytest.approx(gradient, rel=TOLERANCE[dtype], abs=TOLERANCE[dtype])


@pytest.mark.parametrize("reduction", get_args(Reduction))
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["plain", "weighted"])
def test_an_ignored_class_is_a_mask(weights: FloatArray | None, reduction: Reduction) -> None:
    ignored = int(CLASSES[0])
    loss = keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, ignore_class=ignored, reduction=reduction, dtype="float64"
    )
    value, gradient = _keras_value_and_gradient(loss, CLASSES, LOGITS, weights)
    how: dict[str, Any] = {"sample_weight": weights, "mask": ignored != CLASSES, "reduction": reduction}
    mine = ref.reduce(ref.sparse_categorical_crossentropy(CLASSES, LOGITS, ignore_class=ignored), **how)
    slopes = ref.sparse_categorical_crossentropy_gradient(CLASSES, LOGITS, ignore_class=ignored)
    assert mine == pytest.approx(value, rel=1e-13)
    assert ref.reduce_gradient(slopes, **how) == pytest.approx(gradient, abs=1e-13)


@pytest.mark.parametrize("reduction", get_args(Reduction))
@pytest.mark.parametrize(
    ("shape", "weight_shape"),
    [
        ((5,), (5,)),
        ((5,), (5, 1)),
        ((5, 1), (5,)),
        ((5, 3), (5, 3)),
        ((5, 3), (5, 1)),
        ((2, 3, 1), (2, 3)),
        ((2, 3), (2, 3, 1)),
        ((), ()),
        ((0,), (0,)),
    ],
)
def test_shapes_of_weights(shape: tuple[int, ...], weight_shape: tuple[int, ...], reduction: Reduction) -> None:
    class Given(keras.losses.Loss):  # type: ignore[misc]
        """Takes the predictions for losses."""

        def call(self, y_true: Any, y_pred: Any) -> Any:
            return y_pred

    values = np.random.default_rng(1).uniform(size=shape)
    weights = np.random.default_rng(2).uniform(size=weight_shape)
    theirs = Given(reduction=reduction, dtype="float64")(values, values, sample_weight=weights)
    mine = ref.reduce(values, sample_weight=weights, reduction=reduction)
    assert mine.shape == tuple(theirs.shape)
    assert mine == pytest.approx(theirs.numpy(), rel=1e-14)


@pytest.mark.parametrize("name", ["categorical_crossentropy", "categorical_focal_crossentropy"])
def test_smoothing_counts_the_last_axis_even_if_the_classes_are_another(name: str) -> None:
    logits, labels = np.random.default_rng(4).normal(size=(2, 3, 5)), np.random.default_rng(5).uniform(size=(2, 3, 5))
    theirs = getattr(keras.losses, name)(labels, logits, from_logits=True, label_smoothing=0.3, axis=1)
    mine = getattr(ref, name)(labels, logits, label_smoothing=0.3, axis=1)
    # The function converts NumPy float64 to the float32 default.
    assert mine == pytest.approx(theirs.numpy(), rel=1e-5)


def test_the_fused_op_has_another_gradient_when_labels_do_not_sum_to_one() -> None:
    labels, logits = np.array([0.0, 0.0, 0.5]), np.array([1.0, -2.0, 3.0])
    variable = tf.Variable(logits)
    with tf.GradientTape(persistent=True) as tape:
        fused = tf.nn.softmax_cross_entropy_with_logits(labels, variable)
        plain = -tf.reduce_sum(labels * tf.nn.log_softmax(variable))
    mine = ref.softmax_cross_entropy_gradient(labels, logits)
    assert float(fused) == pytest.approx(float(ref.softmax_cross_entropy(labels, logits)), rel=1e-14)
    assert mine == pytest.approx(tape.gradient(plain, variable).numpy(), rel=1e-13)
    assert np.max(np.abs(mine - tape.gradient(fused, variable).numpy())) > 0.1


def test_the_stable_ops_of_tensorflow() -> None:
    logits = np.array([-700.0, -40.0, -1.0, 0.0, 3.0, 40.0, 700.0])
    for label in (0.0, 0.3, 1.0):
        fused = tf.nn.sigmoid_cross_entropy_with_logits(labels=np.full(7, label), logits=logits).numpy()
        assert ref.sigmoid_cross_entropy(label, logits) == pytest.approx(fused, rel=1e-14, abs=1e-15)
    assert ref.log_softmax(logits) == pytest.approx(tf.nn.log_softmax(logits).numpy(), rel=1e-14, abs=1e-15)
    assert float(ref.log_sum_exp(logits)) == pytest.approx(float(tf.reduce_logsumexp(logits)), rel=1e-14)
