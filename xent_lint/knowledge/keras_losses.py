"""Keras' losses on probabilities or logits: classes, functions and the strings of `compile(loss=...)`.

The strings are the union of what `losses.get` of Keras 3 and of tf_keras accepts: `kullback_leibler_divergence` is
known to tf_keras only, `ctc`, `dice` and `tversky` to Keras 3 only. No library knows `cce` or `scce`, and Keras 3 does
not register `CategoricalGeneralizedCrossEntropy` under any string; despite its name that loss takes class indices.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Expects, Family, Form, LossSpec, Rescue

ENTRIES: tuple[LossSpec, ...] = (
    LossSpec(
        "keras.losses.BinaryCrossentropy", Form.CLASS,
        "(from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', "
        "name='binary_crossentropy', dtype=None)",
        Family.BINARY, Expects.PROBABILITIES, from_logits="from_logits",
        aliases=("tensorflow.losses.BinaryCrossentropy",), strings=("BinaryCrossentropy",),
        serialized=("BinaryCrossentropy",), rescue=Rescue.FULL, reference="binary_crossentropy",
        legacy_signature="(from_logits=False, label_smoothing=0.0, axis=-1, reduction='auto', "
                         "name='binary_crossentropy')",
        axis="axis",
    ),
    LossSpec(
        "keras.losses.CategoricalCrossentropy", Form.CLASS,
        "(from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', "
        "name='categorical_crossentropy', dtype=None)",
        Family.CATEGORICAL, Expects.PROBABILITIES, from_logits="from_logits",
        aliases=("tensorflow.losses.CategoricalCrossentropy",), strings=("CategoricalCrossentropy",),
        serialized=("CategoricalCrossentropy",), rescue=Rescue.FULL, reference="categorical_crossentropy",
        legacy_signature="(from_logits=False, label_smoothing=0.0, axis=-1, reduction='auto', "
                         "name='categorical_crossentropy')",
        axis="axis",
    ),
    LossSpec(
        "keras.losses.SparseCategoricalCrossentropy", Form.CLASS,
        "(from_logits=False, ignore_class=None, reduction='sum_over_batch_size', axis=-1, "
        "name='sparse_categorical_crossentropy', dtype=None)",
        Family.SPARSE_CATEGORICAL, Expects.PROBABILITIES, from_logits="from_logits",
        aliases=("tensorflow.losses.SparseCategoricalCrossentropy",), strings=("SparseCategoricalCrossentropy",),
        serialized=("SparseCategoricalCrossentropy",), rescue=Rescue.FULL, reference="sparse_categorical_crossentropy",
        legacy_signature="(from_logits=False, ignore_class=None, reduction='auto', "
                         "name='sparse_categorical_crossentropy')",
        axis="axis",
    ),
    LossSpec(
        "keras.losses.BinaryFocalCrossentropy", Form.CLASS,
        "(apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, "
        "axis=-1, reduction='sum_over_batch_size', name='binary_focal_crossentropy', dtype=None)",
        Family.BINARY, Expects.PROBABILITIES, from_logits="from_logits",
        aliases=("tensorflow.losses.BinaryFocalCrossentropy",), strings=("BinaryFocalCrossentropy",),
        serialized=("BinaryFocalCrossentropy",), focal=True, rescue=Rescue.PARTIAL,
        reference="binary_focal_crossentropy",
        legacy_signature="(apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, "
                         "label_smoothing=0.0, axis=-1, reduction='auto', name='binary_focal_crossentropy')",
        axis="axis",
    ),
    LossSpec(
        "keras.losses.CategoricalFocalCrossentropy", Form.CLASS,
        "(alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, "
        "reduction='sum_over_batch_size', name='categorical_focal_crossentropy', dtype=None)",
        Family.CATEGORICAL, Expects.PROBABILITIES, from_logits="from_logits",
        aliases=("tensorflow.losses.CategoricalFocalCrossentropy",), strings=("CategoricalFocalCrossentropy",),
        serialized=("CategoricalFocalCrossentropy",), focal=True, legacy_rescue=Rescue.FULL,
        reference="categorical_focal_crossentropy",
        legacy_signature="(alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, "
                         "reduction='auto', name='categorical_focal_crossentropy')",
        axis="axis",
    ),
    LossSpec(
        "keras.losses.CategoricalGeneralizedCrossEntropy", Form.CLASS,
        "(q=0.5, reduction='sum_over_batch_size', name='categorical_generalized_cross_entropy', dtype=None)",
        Family.SPARSE_CATEGORICAL, Expects.PROBABILITIES,
        aliases=("tensorflow.losses.CategoricalGeneralizedCrossEntropy",),
    ),
    LossSpec(
        "keras.losses.KLDivergence", Form.CLASS, "(reduction='sum_over_batch_size', name='kl_divergence', dtype=None)",
        Family.DIVERGENCE, Expects.PROBABILITIES, aliases=("tensorflow.losses.KLDivergence",),
        strings=("KLDivergence",), serialized=("KLDivergence",), cross_entropy=False,
        legacy_signature="(reduction='auto', name='kl_divergence')",
    ),
    LossSpec(
        "keras.losses.Dice", Form.CLASS, "(reduction='sum_over_batch_size', name='dice', axis=None, dtype=None)",
        Family.OVERLAP, Expects.PROBABILITIES, aliases=("tensorflow.losses.Dice",), strings=("Dice",),
        serialized=("Dice",), cross_entropy=False, axis="axis",
    ),
    LossSpec(
        "keras.losses.Tversky", Form.CLASS,
        "(alpha=0.5, beta=0.5, reduction='sum_over_batch_size', name='tversky', axis=None, dtype=None)",
        Family.OVERLAP, Expects.PROBABILITIES, aliases=("tensorflow.losses.Tversky",), strings=("Tversky",),
        serialized=("Tversky",), cross_entropy=False, axis="axis",
    ),
    LossSpec(
        "keras.losses.CTC", Form.CLASS, "(reduction='sum_over_batch_size', name='ctc', dtype=None)", Family.SEQUENCE,
        Expects.LOGITS, aliases=("tensorflow.losses.CTC",), strings=("CTC",), serialized=("CTC",),
    ),
    LossSpec(
        "keras.losses.binary_crossentropy", Form.FUNCTION,
        "(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1)", Family.BINARY, Expects.PROBABILITIES,
        from_logits="from_logits",
        aliases=(
            "keras.metrics.binary_crossentropy", "tensorflow.losses.binary_crossentropy",
            "tensorflow.metrics.binary_crossentropy",
        ),
        strings=("binary_crossentropy", "bce", "BCE"), rescue=Rescue.FULL, reference="binary_crossentropy",
        axis="axis",
    ),
    LossSpec(
        "keras.losses.categorical_crossentropy", Form.FUNCTION,
        "(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1)", Family.CATEGORICAL, Expects.PROBABILITIES,
        from_logits="from_logits",
        aliases=(
            "keras.metrics.categorical_crossentropy", "tensorflow.losses.categorical_crossentropy",
            "tensorflow.metrics.categorical_crossentropy",
        ),
        strings=("categorical_crossentropy",), rescue=Rescue.FULL, reference="categorical_crossentropy", axis="axis",
    ),
    LossSpec(
        "keras.losses.sparse_categorical_crossentropy", Form.FUNCTION,
        "(y_true, y_pred, from_logits=False, ignore_class=None, axis=-1)", Family.SPARSE_CATEGORICAL,
        Expects.PROBABILITIES, from_logits="from_logits",
        aliases=(
            "keras.metrics.sparse_categorical_crossentropy", "tensorflow.losses.sparse_categorical_crossentropy",
            "tensorflow.metrics.sparse_categorical_crossentropy",
        ),
        strings=("sparse_categorical_crossentropy",), rescue=Rescue.FULL, reference="sparse_categorical_crossentropy",
        legacy_signature="(y_true, y_pred, from_logits=False, axis=-1, ignore_class=None)", axis="axis",
    ),
    LossSpec(
        "keras.losses.binary_focal_crossentropy", Form.FUNCTION,
        "(y_true, y_pred, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, "
        "label_smoothing=0.0, axis=-1)",
        Family.BINARY, Expects.PROBABILITIES, from_logits="from_logits",
        aliases=(
            "keras.metrics.binary_focal_crossentropy", "tensorflow.losses.binary_focal_crossentropy",
            "tensorflow.metrics.binary_focal_crossentropy",
        ),
        strings=("binary_focal_crossentropy",), focal=True, rescue=Rescue.PARTIAL,
        reference="binary_focal_crossentropy", axis="axis",
    ),
    LossSpec(
        "keras.losses.categorical_focal_crossentropy", Form.FUNCTION,
        "(y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1)", Family.CATEGORICAL,
        Expects.PROBABILITIES, from_logits="from_logits",
        aliases=(
            "keras.metrics.categorical_focal_crossentropy", "tensorflow.losses.categorical_focal_crossentropy",
            "tensorflow.metrics.categorical_focal_crossentropy",
        ),
        strings=("categorical_focal_crossentropy",), focal=True, legacy_rescue=Rescue.FULL,
        reference="categorical_focal_crossentropy", axis="axis",
    ),
    LossSpec(
        "keras.losses.categorical_generalized_cross_entropy", Form.FUNCTION, "(y_true, y_pred, q)",
        Family.SPARSE_CATEGORICAL, Expects.PROBABILITIES,
        aliases=("tensorflow.losses.categorical_generalized_cross_entropy",),
    ),
    LossSpec(
        "keras.losses.kl_divergence", Form.FUNCTION, "(y_true, y_pred)", Family.DIVERGENCE, Expects.PROBABILITIES,
        aliases=(
            "keras.metrics.kl_divergence", "keras.losses.kld", "keras.metrics.kld", "tensorflow.losses.kld",
            "tensorflow.metrics.kld", "keras.losses.KLD", "keras.metrics.KLD", "tensorflow.losses.KLD",
            "tensorflow.metrics.KLD", "keras.losses.kullback_leibler_divergence",
            "keras.metrics.kullback_leibler_divergence", "tensorflow.losses.kullback_leibler_divergence",
            "tensorflow.metrics.kullback_leibler_divergence",
        ),
        strings=("kl_divergence", "kld", "KLD", "kullback_leibler_divergence"), cross_entropy=False,
    ),
    LossSpec(
        "keras.losses.dice", Form.FUNCTION, "(y_true, y_pred, axis=None)", Family.OVERLAP, Expects.PROBABILITIES,
        aliases=("tensorflow.losses.dice",), strings=("dice",), cross_entropy=False, axis="axis",
    ),
    LossSpec(
        "keras.losses.tversky", Form.FUNCTION, "(y_true, y_pred, alpha=0.5, beta=0.5, axis=None)", Family.OVERLAP,
        Expects.PROBABILITIES, aliases=("tensorflow.losses.tversky",), strings=("tversky",), cross_entropy=False,
        axis="axis",
    ),
    LossSpec(
        "keras.losses.ctc", Form.FUNCTION, "(y_true, y_pred)", Family.SEQUENCE, Expects.LOGITS,
        aliases=("tensorflow.losses.ctc",), strings=("ctc",),
    ),
)
