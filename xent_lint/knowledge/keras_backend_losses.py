"""Cross-entropies of `keras.backend` and `keras.ops`, which call the prediction `output` and the labels `target`.

`tf.keras.backend` (Keras 3) clips and never looks for attached logits; X
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Expects, Family, Form, LossSpec, Rescue

ENTRIES: tuple[LossSpec, ...] = (
    LossSpec(
        "keras.backend.binary_crossentropy", Form.FUNCTION, "(target, output, from_logits=False)", Family.BINARY,
        Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output",
        reference="binary_crossentropy", legacy_rescue=Rescue.FULL,
    ),
    LossSpec(
        "keras.backend.categorical_crossentropy", Form.FUNCTION, "(target, output, from_logits=False, axis=-1)",
        Family.CATEGORICAL, Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output",
        reference="categorical_crossentropy", axis="axis", legacy_rescue=Rescue.FULL,
    ),
    LossSpec(
        "keras.backend.sparse_categorical_crossentropy", Form.FUNCTION,
        "(target, output, from_logits=False, axis=-1, ignore_class=None)", Family.SPARSE_CATEGORICAL,
        Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output",
        reference="sparse_categorical_crossentropy", axis="axis", legacy_rescue=Rescue.FULL,
    ),
    LossSpec(
        "keras.backend.binary_focal_crossentropy", Form.FUNCTION,
        "(target, output, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False)", Family.BINARY,
        Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output", focal=True,
        reference="binary_focal_crossentropy", legacy_rescue=Rescue.PARTIAL,
    ),
    LossSpec(
        "keras.backend.categorical_focal_crossentropy", Form.FUNCTION,
        "(target, output, alpha=0.25, gamma=2.0, from_logits=False, axis=-1)", Family.CATEGORICAL,
        Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output", focal=True,
        legacy_rescue=Rescue.FULL, reference="categorical_focal_crossentropy", axis="axis",
    ),
    LossSpec(
        "keras.backend.ctc_batch_cost", Form.FUNCTION, "(y_true, y_pred, input_length, label_length)", Family.SEQUENCE,
        Expects.PROBABILITIES,
    ),
    LossSpec(
        "keras.ops.binary_crossentropy", Form.FUNCTION, "(target, output, from_logits=False)", Family.BINARY,
        Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output",
        aliases=("keras.ops.nn.binary_crossentropy",), rescue=Rescue.FULL, reference="binary_crossentropy",
    ),
    LossSpec(
        "keras.ops.categorical_crossentropy", Form.FUNCTION, "(target, output, from_logits=False, axis=-1)",
        Family.CATEGORICAL, Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output",
        aliases=("keras.ops.nn.categorical_crossentropy",), rescue=Rescue.FULL, reference="categorical_crossentropy",
        axis="axis",
    ),
    LossSpec(
        "keras.ops.sparse_categorical_crossentropy", Form.FUNCTION, "(target, output, from_logits=False, axis=-1)",
        Family.SPARSE_CATEGORICAL, Expects.PROBABILITIES, from_logits="from_logits", y_true="target", y_pred="output",
        aliases=("keras.ops.nn.sparse_categorical_crossentropy",), rescue=Rescue.FULL,
        reference="sparse_categorical_crossentropy", axis="axis",
    ),
    LossSpec(
        "keras.ops.ctc_loss", Form.FUNCTION, "(target, output, target_length, output_length, mask_index=0)",
        Family.SEQUENCE, Expects.LOGITS, y_true="target", y_pred="output", aliases=("keras.ops.nn.ctc_loss",),
    ),
)
