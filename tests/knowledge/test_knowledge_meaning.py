"""What the tables say of a loss or an activation, measured: the real function is run and compared with stable_ref."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pytest
import tensorflow as tf
import tf_keras
from installed_libraries import PRESENT, resolve

import stable_ref
from xent_lint.knowledge.specs import (
    Activation,
    ActivationSpec,
    Expects,
    Family,
    Form,
    LossSpec,
    Rescue,
)

Array = npt.NDArray[np.float64]

LOGITS: Array = np.array([[1.5, -2.0, 0.5, 0.25], [-0.75, 2.25, -1.0, 1.0], [0.1, 0.2, -0.3, 3.0]])
LABELS: dict[Family, Array] = {
    Family.BINARY: np.array([[1.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0], [1.0, 1.0, 0.0, 0.0]]),
    Family.CATEGORICAL: np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0]]),
    Family.SPARSE_CATEGORICAL: np.array([1, 3, 0]),
}
# Losses without a counterpart in stable_ref: divergences, overlaps, CTC, and the generalised cross-entropy.
WITHOUT_REFERENCE = {
    "CTC", "ctc", "ctc_batch_cost", "ctc_loss", "ctc_loss_v2", "CategoricalGeneralizedCrossEntropy",
    "categorical_generalized_cross_entropy", "Dice", "dice", "KLDivergence", "kl_divergence", "Tversky", "tversky",
}  # fmt: skip
# Losses of one more parameter without a default, with the value that leaves the loss plain.
FURTHER: dict[str, dict[str, float]] = {"tensorflow.nn.weighted_cross_entropy_with_logits": {"pos_weight": 1.0}}

LOSSES = [entry for entry in PRESENT if isinstance(entry, LossSpec)]
MEASURED = [entry for entry in LOSSES if entry.reference is not None]
SWITCHABLE = [entry for entry in MEASURED if entry.from_logits is not None]
WORLDS = pytest.mark.parametrize("legacy", [False, True], ids=["modern", "legacy"])


def ident(entry: LossSpec | ActivationSpec) -> str:
    return entry.name


def activated(family: Family) -> Array:
    """The logits on the scale of probabilities, in NumPy: nothing that Keras could look behind."""
    if family is Family.BINARY:
        return np.asarray(1.0 / (1.0 + np.exp(-LOGITS)))
    powers = np.exp(LOGITS)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def apply(entry: LossSpec, target: Any, prediction: Any, **options: Any) -> Array:
    tensor = prediction if tf.is_tensor(prediction) else tf.constant(prediction, tf.float64)
    typed = tf.constant(LABELS[entry.family], tf.int64 if entry.family is Family.SPARSE_CATEGORICAL else tensor.dtype)
    options = {**FURTHER.get(entry.name, {}), **options}
    if entry.form is Form.CLASS:
        result = target(**options)(**{entry.y_true: typed, entry.y_pred: tensor})
    else:
        result = target(**{entry.y_true: typed, entry.y_pred: tensor}, **options)
    return np.asarray(result, np.float64)


def stable(entry: LossSpec) -> Callable[[Array, Array], Array]:
    """The function of stable_ref that an entry names."""
    assert entry.reference is not None
    return cast(Callable[[Array, Array], Array], getattr(stable_ref, entry.reference))


def reference(entry: LossSpec) -> Array:
    return np.asarray(stable(entry)(LABELS[entry.family], LOGITS), np.float64)


def assert_same(measured: Array, expected: Array) -> None:
    """Some losses reduce further than others by default: the mean over what one has more is the other."""
    while measured.ndim > expected.ndim:
        measured = measured.mean(axis=-1)
    expected = expected if measured.ndim == expected.ndim else expected.mean(keepdims=False)
    np.testing.assert_allclose(measured, expected, rtol=2e-5)


def test_what_has_no_reference_is_listed() -> None:
    bare = {entry.name.rpartition(".")[2] for entry in LOSSES if entry.reference is None}
    assert bare == WITHOUT_REFERENCE


@WORLDS
@pytest.mark.parametrize("entry", MEASURED, ids=ident)
def test_expected_scale(entry: LossSpec, legacy: bool) -> None:
    given = LOGITS if entry.expects is Expects.LOGITS else activated(entry.family)
    wrong = activated(entry.family) if entry.expects is Expects.LOGITS else LOGITS
    for target in resolve(entry.name, legacy=legacy):
        assert_same(apply(entry, target, given), reference(entry))
        with pytest.raises(AssertionError):
            assert_same(apply(entry, target, wrong), reference(entry))


@WORLDS
@pytest.mark.parametrize("entry", SWITCHABLE, ids=ident)
def test_from_logits(entry: LossSpec, legacy: bool) -> None:
    assert entry.from_logits is not None
    assert entry.expects is Expects.PROBABILITIES
    for target in resolve(entry.name, legacy=legacy):
        assert_same(apply(entry, target, LOGITS, **{entry.from_logits: True}), reference(entry))
        assert_same(apply(entry, target, activated(entry.family), **{entry.from_logits: False}), reference(entry))


@WORLDS
@pytest.mark.parametrize("from_logits", [False, True], ids=["probabilities", "logits"])
@pytest.mark.parametrize("entry", MEASURED, ids=ident)
def test_rescue(entry: LossSpec, from_logits: bool, legacy: bool) -> None:
    """Far out on the wrong side a probability in float32 is 0 or 1; only the attached logits tell the loss. The focal
    loss of a softmax clips what it makes of logits too, so with probabilities it is the same either way."""
    if from_logits and entry.from_logits is None:
        assert entry.rescue is Rescue.NONE
        return
    far = LOGITS * 40.0
    exact = float(np.mean(stable(entry)(LABELS[entry.family], far)))
    library = tf_keras if legacy else tf.keras
    clips = entry.focal and entry.family is Family.CATEGORICAL
    head = library.activations.sigmoid if entry.family is Family.BINARY else library.activations.softmax
    outputs = head(tf.constant(far, tf.float32))
    rescue = entry.legacy_rescue if legacy and entry.legacy_rescue is not None else entry.rescue
    promised = rescue is Rescue.FULL or (rescue is Rescue.PARTIAL and not from_logits)
    options = {} if entry.from_logits is None else {entry.from_logits: from_logits}
    for target in resolve(entry.name, legacy=legacy):
        measured = float(apply(entry, target, outputs, **options).mean())
        expected = exact
        if clips and entry.from_logits is not None:
            expected = float(apply(entry, target, tf.constant(far, tf.float32), **{entry.from_logits: True}).mean())
        assert bool(np.isclose(measured, expected, rtol=1e-3)) == (promised or (clips and not from_logits))


OVERLAPS = [entry for entry in LOSSES if entry.family is Family.OVERLAP]
DIVERGENCES = [entry for entry in LOSSES if entry.family is Family.DIVERGENCE]
GENERALIZED = [entry for entry in LOSSES if "eneralized" in entry.name]


@WORLDS
@pytest.mark.parametrize("entry", OVERLAPS, ids=ident)
def test_an_overlap_is_complete_at_the_labels(entry: LossSpec, legacy: bool) -> None:
    assert entry.expects is Expects.PROBABILITIES
    labels = tf.constant(LABELS[Family.CATEGORICAL], tf.float32)
    for target in resolve(entry.name, legacy=legacy):
        loss = target() if entry.form is Form.CLASS else target
        assert np.allclose(loss(labels, labels), 0.0, atol=1e-5)
        assert not np.allclose(loss(labels, 8.0 * labels - 4.0), 0.0, atol=1e-5)


@WORLDS
@pytest.mark.parametrize("entry", DIVERGENCES, ids=ident)
def test_a_divergence_from_one_hot_labels_is_the_cross_entropy(entry: LossSpec, legacy: bool) -> None:
    assert entry.expects is Expects.PROBABILITIES
    labels = tf.constant(LABELS[Family.CATEGORICAL], tf.float32)
    exact = np.asarray(stable_ref.categorical_crossentropy(LABELS[Family.CATEGORICAL], LOGITS), np.float64)
    for target in resolve(entry.name, legacy=legacy):
        loss = target() if entry.form is Form.CLASS else target
        measured, wrong = (loss(labels, tf.constant(given, tf.float32)) for given in (activated(entry.family), LOGITS))
        assert np.isclose(np.mean(measured), exact.mean(), rtol=1e-4)
        assert not np.isclose(np.mean(wrong), exact.mean(), rtol=1e-4)


@WORLDS
@pytest.mark.parametrize("entry", GENERALIZED, ids=ident)
def test_generalized_cross_entropy_takes_class_indices_and_probabilities(entry: LossSpec, legacy: bool) -> None:
    assert entry.expects is Expects.PROBABILITIES
    assert entry.family is Family.SPARSE_CATEGORICAL
    probabilities, labels = activated(entry.family), LABELS[entry.family]
    exact = (1.0 - np.sqrt(probabilities[np.arange(3), labels])) / 0.5
    for target in resolve(entry.name, legacy=legacy):
        loss = target(q=0.5) if entry.form is Form.CLASS else functools.partial(target, q=0.5)
        measured, wrong = (loss(labels, tf.constant(given, tf.float32)) for given in (probabilities, LOGITS))
        assert np.isclose(np.mean(measured), exact.mean(), rtol=1e-4)
        assert not np.isclose(np.mean(wrong), exact.mean(), rtol=1e-4)


SEQUENCES = [entry for entry in LOSSES if entry.family is Family.SEQUENCE]


@WORLDS
@pytest.mark.parametrize("entry", SEQUENCES, ids=ident)
def test_ctc_on_logits_does_not_feel_a_shift(entry: LossSpec, legacy: bool) -> None:
    """Softmax forgets a constant added to all logits; one added to probabilities changes them."""
    outputs = np.random.default_rng(3).random((2, 6, 4)).astype(np.float32)
    for target in resolve(entry.name, legacy=legacy):
        plain, shifted = (ctc(entry, target, outputs + shift, legacy) for shift in (0.0, 2.0))
        assert bool(np.allclose(plain, shifted, rtol=1e-4)) == (entry.expects is Expects.LOGITS)


def ctc(entry: LossSpec, target: Any, outputs: npt.NDArray[np.float32], legacy: bool) -> Array:
    labels = tf.constant([[1, 2], [2, 1]], tf.int32)
    steps, lengths = tf.constant([6, 6], tf.int32), tf.constant([2, 2], tf.int32)
    if entry.form is Form.CLASS or entry.name == "keras.losses.ctc":
        result = (target() if entry.form is Form.CLASS else target)(labels, tf.constant(outputs))
    elif entry.name == "keras.backend.ctc_batch_cost":
        result = target(labels, tf.constant(outputs), steps[:, None], lengths[:, None])
    elif entry.name == "keras.ops.ctc_loss":
        result = target(labels, tf.constant(outputs), lengths, steps)
    elif legacy and entry.name == "tensorflow.nn.ctc_loss":
        result = target(tf.sparse.from_dense(labels), tf.constant(outputs), steps, time_major=False)
    else:
        result = target(labels, tf.constant(outputs), lengths, steps, logits_time_major=False, blank_index=0)
    return np.asarray(result, np.float64)


ACTIVATIONS = [entry for entry in PRESENT if isinstance(entry, ActivationSpec)]
NEEDED: dict[str, tuple[float, ...]] = {"threshold": (0.5, 0.0)}


def run(entry: ActivationSpec, target: Any, given: Any) -> Any:
    if entry.form is Form.CLASS:
        return target()(given)
    return target(given, *NEEDED.get(entry.name.rpartition(".")[2], ()))


def numpy_kind(kind: Activation) -> Array:
    probabilities = {Activation.SIGMOID: activated(Family.BINARY), Activation.SOFTMAX: activated(Family.CATEGORICAL)}
    return {
        Activation.IDENTITY: LOGITS,
        Activation.LOG_SIGMOID: np.log(probabilities[Activation.SIGMOID]),
        Activation.LOG_SOFTMAX: np.log(probabilities[Activation.SOFTMAX]),
        **probabilities,
    }[kind]


EXACT = [Activation.IDENTITY, Activation.SIGMOID, Activation.SOFTMAX, Activation.LOG_SIGMOID, Activation.LOG_SOFTMAX]


@WORLDS
@pytest.mark.parametrize("entry", ACTIVATIONS, ids=ident)
def test_activation_kind(entry: ActivationSpec, legacy: bool) -> None:
    for target in resolve(entry.name, legacy=legacy):
        result = np.asarray(run(entry, target, tf.constant(LOGITS, tf.float32)), np.float64)
        fits = result.shape == LOGITS.shape
        same = [kind for kind in EXACT if fits and np.allclose(result, numpy_kind(kind), atol=1e-6)]
        if entry.kind in EXACT:
            assert same == [entry.kind]
            continue
        assert same == []
        bounded = bool(result.min() >= 0.0 and result.max() <= 1.0)
        sums_to_one = bool(np.allclose(result.sum(axis=-1), 1.0, atol=1e-6))
        measured = Activation.OTHER
        if bounded:
            measured = Activation.SPARSEMAX if sums_to_one else Activation.HARD_SIGMOID
        assert measured is entry.kind


@WORLDS
@pytest.mark.parametrize("entry", ACTIVATIONS, ids=ident)
def test_attached_logits(entry: ActivationSpec, legacy: bool) -> None:
    for target in resolve(entry.name, legacy=legacy):
        attached = getattr(run(entry, target, tf.constant(LOGITS, tf.float32)), "_keras_logits", None)
        if legacy and entry.name == "keras.backend.sigmoid":  # attaches in tf_keras only; the table says no
            assert attached is not None
        else:
            assert (attached is not None) == entry.attaches_logits
