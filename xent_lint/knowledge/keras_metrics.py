"""Keras' metrics of classifiers: classes, functions and the strings of `compile(metrics=[...])`.

The strings are the union of what `metrics.get` of Keras 3 (`auc`, `f1_score`, `bce`) and of tf_keras accept; where
tf_keras answers with a function, `binary_accuracy`, Keras 3 answers with the class of the same meaning, so the strings
stand at the class. `binary_focal_crossentropy` and its like are strings of losses only.
The cross-entropies in lower case, `keras.metrics.binary_crossentropy` and `keras.metrics.kl_divergence`, are the losses
of the same name and stand with those: the catalog finds a `LossSpec`.
`Accuracy` compares with `==`: it wants decisions, and is wrong with logits and probabilities alike.

What `compile(metrics=["accuracy"])` means is told by shapes alone, in Keras 3 and in tf_keras; the loss plays no part:
- one unit: `BinaryAccuracy` with threshold 0.5, also beside `BinaryCrossentropy(from_logits=True)`;
- n units and labels of lower rank, or with a last axis of 1: `SparseCategoricalAccuracy`, by argmax;
- n units and labels of the same shape: `CategoricalAccuracy`, by argmax, also for n sigmoid units and binary labels.
So do "acc" and any capitals ("Accuracy"), and in tf_keras "crossentropy" and "ce" (always with `from_logits=False`),
which Keras 3 takes as losses only. `COMPILED` has the three answers. Keras before TensorFlow 2.2 looked at the loss:
`binary_crossentropy` over n units meant `binary_accuracy` there.
"""

from __future__ import annotations

from collections.abc import Mapping

from xent_lint.knowledge.specs import Family, Form, MetricCase, MetricSpec, OnLogits

_TOP_K = (MetricCase("thresholds", ..., OnLogits.THRESHOLD), MetricCase("top_k", ..., OnLogits.INVARIANT))
_BOUNDED_THRESHOLD = (MetricCase("threshold", ..., OnLogits.NONE),)  # it must be in (0, 1], without one it takes argmax
_SORTED_IDS = (MetricCase("from_sorted_ids", True, OnLogits.CLASSES),)
_DENSE_PREDICTION = (MetricCase("sparse_y_pred", False, OnLogits.INVARIANT),)
_SPARSE_PREDICTION = (MetricCase("sparse_y_pred", True, OnLogits.CLASSES),)

ENTRIES: tuple[MetricSpec, ...] = (
    MetricSpec(
        "keras.metrics.BinaryAccuracy", Form.CLASS, "(name='binary_accuracy', dtype=None, threshold=0.5)",
        OnLogits.THRESHOLD, Family.BINARY, threshold="threshold", sigmoid_only=True,
        aliases=("tensorflow.metrics.BinaryAccuracy",), strings=("binary_accuracy", "BinaryAccuracy"),
        serialized=("BinaryAccuracy",),
    ),
    MetricSpec(
        "keras.metrics.Precision", Form.CLASS, "(thresholds=None, top_k=None, class_id=None, name=None, dtype=None)",
        OnLogits.THRESHOLD, Family.BINARY, threshold="thresholds", sigmoid_only=True,
        aliases=("tensorflow.metrics.Precision",), strings=("precision", "Precision"), serialized=("Precision",),
        cases=_TOP_K,
    ),
    MetricSpec(
        "keras.metrics.Recall", Form.CLASS, "(thresholds=None, top_k=None, class_id=None, name=None, dtype=None)",
        OnLogits.THRESHOLD, Family.BINARY, threshold="thresholds", sigmoid_only=True,
        aliases=("tensorflow.metrics.Recall",), strings=("recall", "Recall"), serialized=("Recall",), cases=_TOP_K,
    ),
    MetricSpec(
        "keras.metrics.TruePositives", Form.CLASS, "(thresholds=None, name=None, dtype=None)", OnLogits.THRESHOLD,
        Family.BINARY, threshold="thresholds", sigmoid_only=True, aliases=("tensorflow.metrics.TruePositives",),
        strings=("true_positives", "TruePositives"), serialized=("TruePositives",),
    ),
    MetricSpec(
        "keras.metrics.TrueNegatives", Form.CLASS, "(thresholds=None, name=None, dtype=None)", OnLogits.THRESHOLD,
        Family.BINARY, threshold="thresholds", sigmoid_only=True, aliases=("tensorflow.metrics.TrueNegatives",),
        strings=("true_negatives", "TrueNegatives"), serialized=("TrueNegatives",),
    ),
    MetricSpec(
        "keras.metrics.FalsePositives", Form.CLASS, "(thresholds=None, name=None, dtype=None)", OnLogits.THRESHOLD,
        Family.BINARY, threshold="thresholds", sigmoid_only=True, aliases=("tensorflow.metrics.FalsePositives",),
        strings=("false_positives", "FalsePositives"), serialized=("FalsePositives",),
    ),
    MetricSpec(
        "keras.metrics.FalseNegatives", Form.CLASS, "(thresholds=None, name=None, dtype=None)", OnLogits.THRESHOLD,
        Family.BINARY, threshold="thresholds", sigmoid_only=True, aliases=("tensorflow.metrics.FalseNegatives",),
        strings=("false_negatives", "FalseNegatives"), serialized=("FalseNegatives",),
    ),
    MetricSpec(
        "keras.metrics.BinaryIoU", Form.CLASS, "(target_class_ids=(0, 1), threshold=0.5, name=None, dtype=None)",
        OnLogits.THRESHOLD, Family.BINARY, threshold="threshold", sigmoid_only=True,
        aliases=("tensorflow.metrics.BinaryIoU",), strings=("binary_io_u", "BinaryIoU"), serialized=("BinaryIoU",),
    ),
    MetricSpec(
        "keras.metrics.AUC", Form.CLASS,
        "(num_thresholds=200, curve='ROC', summation_method='interpolation', name=None, dtype=None, "
        "thresholds=None, multi_label=False, num_labels=None, label_weights=None, from_logits=False)",
        OnLogits.FROM_LOGITS, Family.BINARY, from_logits="from_logits", sigmoid_only=True,
        aliases=("tensorflow.metrics.AUC",), strings=("auc", "AUC"), serialized=("AUC",),
    ),
    MetricSpec(
        "keras.metrics.BinaryCrossentropy", Form.CLASS,
        "(name='binary_crossentropy', dtype=None, from_logits=False, label_smoothing=0)", OnLogits.FROM_LOGITS,
        Family.BINARY, from_logits="from_logits", aliases=("tensorflow.metrics.BinaryCrossentropy",),
        strings=("binary_crossentropy", "bce", "BCE", "BinaryCrossentropy"), serialized=("BinaryCrossentropy",),
    ),
    MetricSpec(
        "keras.metrics.CategoricalCrossentropy", Form.CLASS,
        "(name='categorical_crossentropy', dtype=None, from_logits=False, label_smoothing=0, axis=-1)",
        OnLogits.FROM_LOGITS, Family.CATEGORICAL, from_logits="from_logits",
        aliases=("tensorflow.metrics.CategoricalCrossentropy",),
        strings=("categorical_crossentropy", "CategoricalCrossentropy"), serialized=("CategoricalCrossentropy",),
    ),
    MetricSpec(
        "keras.metrics.SparseCategoricalCrossentropy", Form.CLASS,
        "(name='sparse_categorical_crossentropy', dtype=None, from_logits=False, ignore_class=None, axis=-1)",
        OnLogits.FROM_LOGITS, Family.SPARSE_CATEGORICAL, from_logits="from_logits",
        aliases=("tensorflow.metrics.SparseCategoricalCrossentropy",),
        strings=("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"),
        serialized=("SparseCategoricalCrossentropy",),
    ),
    MetricSpec(
        "keras.metrics.KLDivergence", Form.CLASS, "(name='kl_divergence', dtype=None)", OnLogits.NONE,
        Family.DIVERGENCE, aliases=("tensorflow.metrics.KLDivergence",),
        strings=("kl_divergence", "kullback_leibler_divergence", "KLDivergence"), serialized=("KLDivergence",),
        legacy_signature="(name='kullback_leibler_divergence', dtype=None)",
    ),
    MetricSpec(
        "keras.metrics.PrecisionAtRecall", Form.CLASS,
        "(recall, num_thresholds=200, class_id=None, name=None, dtype=None)", OnLogits.NONE, Family.BINARY,
        aliases=("tensorflow.metrics.PrecisionAtRecall",), serialized=("PrecisionAtRecall",),
    ),
    MetricSpec(
        "keras.metrics.RecallAtPrecision", Form.CLASS,
        "(precision, num_thresholds=200, class_id=None, name=None, dtype=None)", OnLogits.NONE, Family.BINARY,
        aliases=("tensorflow.metrics.RecallAtPrecision",), serialized=("RecallAtPrecision",),
    ),
    MetricSpec(
        "keras.metrics.SensitivityAtSpecificity", Form.CLASS,
        "(specificity, num_thresholds=200, class_id=None, name=None, dtype=None)", OnLogits.NONE, Family.BINARY,
        aliases=("tensorflow.metrics.SensitivityAtSpecificity",), serialized=("SensitivityAtSpecificity",),
    ),
    MetricSpec(
        "keras.metrics.SpecificityAtSensitivity", Form.CLASS,
        "(sensitivity, num_thresholds=200, class_id=None, name=None, dtype=None)", OnLogits.NONE, Family.BINARY,
        aliases=("tensorflow.metrics.SpecificityAtSensitivity",), serialized=("SpecificityAtSensitivity",),
    ),
    MetricSpec(
        "keras.metrics.F1Score", Form.CLASS, "(average=None, threshold=None, name='f1_score', dtype=None)",
        OnLogits.INVARIANT, aliases=("tensorflow.metrics.F1Score",), strings=("f1_score", "F1Score"),
        serialized=("F1Score",), cases=_BOUNDED_THRESHOLD,
    ),
    MetricSpec(
        "keras.metrics.FBetaScore", Form.CLASS,
        "(average=None, beta=1.0, threshold=None, name='fbeta_score', dtype=None)", OnLogits.INVARIANT,
        aliases=("tensorflow.metrics.FBetaScore",), strings=("f_beta_score", "FBetaScore"), serialized=("FBetaScore",),
        cases=_BOUNDED_THRESHOLD,
    ),
    MetricSpec(
        "keras.metrics.Accuracy", Form.CLASS, "(name='accuracy', dtype=None)", OnLogits.CLASSES,
        aliases=("tensorflow.metrics.Accuracy",), serialized=("Accuracy",),
    ),
    MetricSpec(
        "keras.metrics.CategoricalAccuracy", Form.CLASS, "(name='categorical_accuracy', dtype=None)",
        OnLogits.INVARIANT, Family.CATEGORICAL, aliases=("tensorflow.metrics.CategoricalAccuracy",),
        strings=("categorical_accuracy", "CategoricalAccuracy"), serialized=("CategoricalAccuracy",),
    ),
    MetricSpec(
        "keras.metrics.SparseCategoricalAccuracy", Form.CLASS, "(name='sparse_categorical_accuracy', dtype=None)",
        OnLogits.INVARIANT, Family.SPARSE_CATEGORICAL, aliases=("tensorflow.metrics.SparseCategoricalAccuracy",),
        strings=("sparse_categorical_accuracy", "SparseCategoricalAccuracy"),
        serialized=("SparseCategoricalAccuracy",),
    ),
    MetricSpec(
        "keras.metrics.TopKCategoricalAccuracy", Form.CLASS, "(k=5, name='top_k_categorical_accuracy', dtype=None)",
        OnLogits.INVARIANT, Family.CATEGORICAL, aliases=("tensorflow.metrics.TopKCategoricalAccuracy",),
        strings=("top_k_categorical_accuracy", "TopKCategoricalAccuracy"), serialized=("TopKCategoricalAccuracy",),
    ),
    MetricSpec(
        "keras.metrics.SparseTopKCategoricalAccuracy", Form.CLASS,
        "(k=5, name='sparse_top_k_categorical_accuracy', dtype=None, from_sorted_ids=False)", OnLogits.INVARIANT,
        Family.SPARSE_CATEGORICAL, aliases=("tensorflow.metrics.SparseTopKCategoricalAccuracy",),
        strings=("sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy"),
        serialized=("SparseTopKCategoricalAccuracy",), cases=_SORTED_IDS,
        legacy_signature="(k=5, name='sparse_top_k_categorical_accuracy', dtype=None)",
    ),
    MetricSpec(
        "keras.metrics.IoU", Form.CLASS,
        "(num_classes, target_class_ids, name=None, dtype=None, ignore_class=None, sparse_y_true=True, "
        "sparse_y_pred=True, axis=-1)",
        OnLogits.CLASSES, Family.SPARSE_CATEGORICAL,
        aliases=("tensorflow.metrics.IoU",), serialized=("IoU",), cases=_DENSE_PREDICTION,
    ),
    MetricSpec(
        "keras.metrics.MeanIoU", Form.CLASS,
        "(num_classes, name=None, dtype=None, ignore_class=None, sparse_y_true=True, sparse_y_pred=True, "
        "axis=-1)",
        OnLogits.CLASSES, Family.SPARSE_CATEGORICAL, aliases=("tensorflow.metrics.MeanIoU",),
        serialized=("MeanIoU",), cases=_DENSE_PREDICTION,
    ),
    MetricSpec(
        "keras.metrics.OneHotIoU", Form.CLASS,
        "(num_classes, target_class_ids, name=None, dtype=None, ignore_class=None, sparse_y_pred=False, "
        "axis=-1)",
        OnLogits.INVARIANT, Family.CATEGORICAL, aliases=("tensorflow.metrics.OneHotIoU",),
        serialized=("OneHotIoU",), cases=_SPARSE_PREDICTION,
    ),
    MetricSpec(
        "keras.metrics.OneHotMeanIoU", Form.CLASS,
        "(num_classes, name=None, dtype=None, ignore_class=None, sparse_y_pred=False, axis=-1)", OnLogits.INVARIANT,
        Family.CATEGORICAL, aliases=("tensorflow.metrics.OneHotMeanIoU",), serialized=("OneHotMeanIoU",),
        cases=_SPARSE_PREDICTION,
    ),
    MetricSpec(
        "keras.metrics.binary_accuracy", Form.FUNCTION, "(y_true, y_pred, threshold=0.5)", OnLogits.THRESHOLD,
        Family.BINARY, threshold="threshold", sigmoid_only=True, aliases=("tensorflow.metrics.binary_accuracy",),
    ),
    MetricSpec(
        "keras.metrics.categorical_accuracy", Form.FUNCTION, "(y_true, y_pred)", OnLogits.INVARIANT,
        Family.CATEGORICAL, aliases=("tensorflow.metrics.categorical_accuracy",),
    ),
    MetricSpec(
        "keras.metrics.sparse_categorical_accuracy", Form.FUNCTION, "(y_true, y_pred)", OnLogits.INVARIANT,
        Family.SPARSE_CATEGORICAL, aliases=("tensorflow.metrics.sparse_categorical_accuracy",),
    ),
    MetricSpec(
        "keras.metrics.top_k_categorical_accuracy", Form.FUNCTION, "(y_true, y_pred, k=5)", OnLogits.INVARIANT,
        Family.CATEGORICAL, aliases=("tensorflow.metrics.top_k_categorical_accuracy",),
    ),
    MetricSpec(
        "keras.metrics.sparse_top_k_categorical_accuracy", Form.FUNCTION,
        "(y_true, y_pred, k=5, from_sorted_ids=False)", OnLogits.INVARIANT, Family.SPARSE_CATEGORICAL,
        aliases=("tensorflow.metrics.sparse_top_k_categorical_accuracy",), cases=_SORTED_IDS,
        legacy_signature="(y_true, y_pred, k=5)",
    ),
)

_ACCURACY: Mapping[Family, str] = {
    Family.BINARY: "keras.metrics.BinaryAccuracy",
    Family.CATEGORICAL: "keras.metrics.CategoricalAccuracy",
    Family.SPARSE_CATEGORICAL: "keras.metrics.SparseCategoricalAccuracy",
}
_CROSSENTROPY: Mapping[Family, str] = {
    Family.BINARY: "keras.metrics.BinaryCrossentropy",
    Family.CATEGORICAL: "keras.metrics.CategoricalCrossentropy",
    Family.SPARSE_CATEGORICAL: "keras.metrics.SparseCategoricalCrossentropy",
}
COMPILED: Mapping[str, Mapping[Family, str]] = {
    "accuracy": _ACCURACY, "acc": _ACCURACY, "crossentropy": _CROSSENTROPY, "ce": _CROSSENTROPY,
}  # fmt: skip
