"""What the tables say of a metric, measured in Keras 3 and in tf_keras, with probabilities and with their logits."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import tensorflow as tf
from installed_libraries import PRESENT, resolve

from xent_lint.knowledge.specs import Family, Form, MetricCase, MetricSpec, OnLogits

Array = npt.NDArray[np.float32]

METRICS = [entry for entry in PRESENT if isinstance(entry, MetricSpec) and entry.name.startswith("keras.")]
WORLDS = pytest.mark.parametrize("legacy", [False, True], ids=["modern", "legacy"])

RANDOM = np.random.default_rng(7)
UNIT = RANDOM.normal(scale=2.0, size=(60, 1)).astype(np.float32)
UNIT_LABELS = (UNIT + RANDOM.normal(scale=2.0, size=(60, 1)) > 0.0).astype(np.float32)
CLOSE = np.flatnonzero((UNIT > 0.0) & (UNIT < 0.5))  # what a threshold of 0.5 on logits gets wrong:
UNIT_LABELS[CLOSE] = 1.0  # mostly positives,
UNIT_LABELS[CLOSE[0]] = 0.0  # and a negative, for the counts of those
ROWS = RANDOM.normal(scale=2.0, size=(60, 3)).astype(np.float32)
INDICES = RANDOM.integers(0, 3, size=60).astype(np.int64)
ONE_HOT = np.eye(3, dtype=np.float32)[INDICES]

# Arguments without which the class cannot be built, or with which it tells more.
NEEDED: dict[str, dict[str, Any]] = {
    "PrecisionAtRecall": {"recall": 0.98},
    "RecallAtPrecision": {"precision": 0.6},
    "SensitivityAtSpecificity": {"specificity": 0.6},
    "SpecificityAtSensitivity": {"sensitivity": 0.98},
    "IoU": {"num_classes": 3, "target_class_ids": [0, 1]},
    "MeanIoU": {"num_classes": 3},
    "OneHotIoU": {"num_classes": 3, "target_class_ids": [0, 1]},
    "OneHotMeanIoU": {"num_classes": 3},
    "TopKCategoricalAccuracy": {"k": 2},
    "SparseTopKCategoricalAccuracy": {"k": 2},
    "top_k_categorical_accuracy": {"k": 2},
    "sparse_top_k_categorical_accuracy": {"k": 2},
}
SOFTMAX = (Family.CATEGORICAL, Family.SPARSE_CATEGORICAL, Family.DIVERGENCE, None)


def ident(entry: MetricSpec) -> str:
    return entry.name


def short(entry: MetricSpec) -> str:
    return entry.name.rpartition(".")[2]


def sigmoid(logits: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)


def softmax(logits: Array) -> Array:
    powers = np.exp(logits)
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


def measure(entry: MetricSpec, target: Any, labels: Any, outputs: Array, **options: Any) -> npt.NDArray[np.float64]:
    """The metric's value. NumPy arrays carry no logits that Keras could look behind."""
    options = {**NEEDED.get(short(entry), {}), **options}
    fed = {entry.y_true: tf.constant(labels), entry.y_pred: tf.constant(outputs)}
    if entry.form is Form.FUNCTION:
        return np.asarray(target(**fed, **options), np.float64)
    metric = target(**options)
    metric.update_state(**fed)
    return np.asarray(metric.result(), np.float64)


def head(entry: MetricSpec) -> tuple[Any, Array, Array]:
    """Labels, probabilities and logits of a head that belongs to the metric."""
    if entry.family is Family.BINARY:
        return UNIT_LABELS, sigmoid(UNIT), UNIT
    labels = INDICES if entry.family is Family.SPARSE_CATEGORICAL else ONE_HOT
    return labels, softmax(ROWS), ROWS


def same(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> bool:
    return first.shape == second.shape and bool(np.allclose(first, second, rtol=1e-4, atol=1e-6))


def of(*kinds: OnLogits) -> list[MetricSpec]:
    return [entry for entry in METRICS if entry.on_logits in kinds]


@WORLDS
@pytest.mark.parametrize("entry", of(OnLogits.INVARIANT), ids=ident)
def test_invariant_metrics_do_not_tell_logits_from_probabilities(entry: MetricSpec, legacy: bool) -> None:
    labels, probabilities, logits = head(entry)
    for target in resolve(entry.name, legacy=legacy):
        value = measure(entry, target, labels, probabilities)
        assert same(value, measure(entry, target, labels, logits))
        assert 0.0 < value.mean() < 1.0


@WORLDS
@pytest.mark.parametrize("entry", of(OnLogits.THRESHOLD), ids=ident)
def test_threshold_zero_on_logits_is_a_half_on_probabilities(entry: MetricSpec, legacy: bool) -> None:
    assert entry.threshold is not None
    assert entry.from_logits is None
    labels, probabilities, logits = head(entry)
    for target in resolve(entry.name, legacy=legacy):
        meant = measure(entry, target, labels, probabilities)
        assert same(meant, measure(entry, target, labels, probabilities, **{entry.threshold: 0.5}))
        assert same(meant, measure(entry, target, labels, logits, **{entry.threshold: 0.0}))
        assert not same(meant, measure(entry, target, labels, logits))


@WORLDS
@pytest.mark.parametrize("entry", of(OnLogits.FROM_LOGITS), ids=ident)
def test_from_logits_of_a_metric(entry: MetricSpec, legacy: bool) -> None:
    assert entry.from_logits is not None
    assert entry.threshold is None
    labels, probabilities, logits = head(entry)
    for target in resolve(entry.name, legacy=legacy):
        meant = measure(entry, target, labels, probabilities)
        assert same(meant, measure(entry, target, labels, probabilities, **{entry.from_logits: False}))
        assert same(meant, measure(entry, target, labels, logits, **{entry.from_logits: True}))
        assert not same(meant, measure(entry, target, labels, logits))


@WORLDS
@pytest.mark.parametrize("entry", of(OnLogits.NONE), ids=ident)
def test_metrics_without_a_form_on_logits(entry: MetricSpec, legacy: bool) -> None:
    assert entry.threshold is None
    assert entry.from_logits is None
    assert "from_logits" not in entry.signature
    labels, probabilities, logits = head(entry)
    for target in resolve(entry.name, legacy=legacy):
        meant = measure(entry, target, labels, probabilities)
        assert not same(meant, measure(entry, target, labels, logits))


@WORLDS
@pytest.mark.parametrize("entry", of(OnLogits.CLASSES), ids=ident)
def test_metrics_of_decisions_are_wrong_with_probabilities_too(entry: MetricSpec, legacy: bool) -> None:
    decided = np.argmax(ROWS, axis=-1).astype(np.float32)
    _, probabilities, _ = head(entry)
    confident = np.asarray(probabilities.max(axis=-1), np.float32)
    for target in resolve(entry.name, legacy=legacy):
        assert same(measure(entry, target, INDICES, INDICES.astype(np.float32)), np.asarray(1.0))
        assert not same(
            measure(entry, target, INDICES, decided), measure(entry, target, INDICES, confident)
        )


@WORLDS
@pytest.mark.parametrize("entry", [entry for entry in METRICS if entry.sigmoid_only], ids=ident)
def test_the_form_on_logits_is_a_sigmoid_heads_only(entry: MetricSpec, legacy: bool) -> None:
    form = {str(entry.threshold): 0.0} if entry.on_logits is OnLogits.THRESHOLD else {str(entry.from_logits): True}
    for target in resolve(entry.name, legacy=legacy):
        meant = measure(entry, target, ONE_HOT, softmax(ROWS))
        assert not same(meant, measure(entry, target, ONE_HOT, ROWS, **form))
        units = measure(entry, target, ONE_HOT, sigmoid(ROWS))  # several sigmoid units: exact again
        assert same(units, measure(entry, target, ONE_HOT, ROWS, **form))


CASES = [(entry, case) for entry in METRICS for case in entry.cases]
GIVEN = {"thresholds": 0.5, "top_k": 1, "threshold": 0.5}


@WORLDS
@pytest.mark.parametrize(("entry", "case"), CASES, ids=[f"{entry.name}-{case.parameter}" for entry, case in CASES])
def test_cases(entry: MetricSpec, case: MetricCase, legacy: bool) -> None:
    if legacy and case.parameter not in (entry.legacy_signature or entry.signature):
        return
    options = {case.parameter: GIVEN[case.parameter] if case.value is ... else case.value}
    assert case.parameter in entry.signature
    labels = INDICES if entry.family is Family.SPARSE_CATEGORICAL else ONE_HOT
    for target in resolve(entry.name, legacy=legacy):
        if case.on_logits is OnLogits.CLASSES:
            ids = np.argsort(-ROWS, axis=-1).astype(np.float32)
            fed = ids if case.parameter == "from_sorted_ids" else np.asarray(ids[:, 0])
            plain = measure(entry, target, labels, ROWS)
            assert same(plain, measure(entry, target, labels, fed, **options))
            continue
        meant = measure(entry, target, labels, softmax(ROWS), **options)
        untouched = same(meant, measure(entry, target, labels, ROWS, **options))
        assert untouched == (case.on_logits is OnLogits.INVARIANT)
        if case.on_logits is OnLogits.NONE:
            with pytest.raises(ValueError, match="threshold"):
                measure(entry, target, labels, ROWS, **{case.parameter: 0.0})


@WORLDS
@pytest.mark.parametrize("name", ["keras.metrics.Precision", "keras.metrics.Recall"])
def test_a_threshold_given_with_top_k_counts(name: str, legacy: bool) -> None:
    entry = next(entry for entry in METRICS if entry.name == name)
    for target in resolve(name, legacy=legacy):
        plain = measure(entry, target, ONE_HOT, ROWS, top_k=2)
        assert not same(plain, measure(entry, target, ONE_HOT, ROWS, top_k=2, thresholds=0.5))
