"""TensorFlow's own cross-entropies: `tf.nn.*_with_logits`, CTC and the losses of TensorFlow 1 (`tf.compat.v1.losses`).

`signature` is TensorFlow 2's, `legacy_signature` that of `tf.compat.v1`. All but `log_loss` want logits; no backend
rescues activated ones.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Expects, Family, Form, LossSpec

ENTRIES: tuple[LossSpec, ...] = (
    LossSpec(
        "tensorflow.nn.sigmoid_cross_entropy_with_logits", Form.FUNCTION, "(labels=None, logits=None, name=None)",
        Family.BINARY, Expects.LOGITS, y_true="labels", y_pred="logits", reference="sigmoid_cross_entropy",
        extra_labels=("targets",), early_signature="(logits, targets, name=None)",
    ),
    LossSpec(
        "tensorflow.nn.weighted_cross_entropy_with_logits", Form.FUNCTION, "(labels, logits, pos_weight, name=None)",
        Family.BINARY, Expects.LOGITS, y_true="labels", y_pred="logits", reference="sigmoid_cross_entropy",
        legacy_signature="(labels=None, logits=None, pos_weight=None, name=None, targets=None)",
        extra_labels=("targets",), early_signature="(logits, targets, pos_weight, name=None)",
    ),
    LossSpec(
        "tensorflow.nn.softmax_cross_entropy_with_logits", Form.FUNCTION, "(labels, logits, axis=-1, name=None)",
        Family.CATEGORICAL, Expects.LOGITS, y_true="labels", y_pred="logits", reference="softmax_cross_entropy",
        legacy_signature="(labels=None, logits=None, dim=-1, name=None, axis=None)", axis="axis",
        early_signature="(logits, labels, dim=-1, name=None)",
    ),
    LossSpec(
        "tensorflow.nn.softmax_cross_entropy_with_logits_v2", Form.FUNCTION,
        "(labels, logits, axis=None, name=None, dim=None)", Family.CATEGORICAL, Expects.LOGITS, y_true="labels",
        y_pred="logits", reference="softmax_cross_entropy", axis="axis",
    ),
    LossSpec(
        "tensorflow.nn.sparse_softmax_cross_entropy_with_logits", Form.FUNCTION, "(labels, logits, name=None)",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="labels", y_pred="logits",
        reference="sparse_categorical_crossentropy", legacy_signature="(labels=None, logits=None, name=None)",
        early_signature="(logits, labels, name=None)",
    ),
    LossSpec(
        "tensorflow.nn.ctc_loss", Form.FUNCTION,
        "(labels, logits, label_length, logit_length, logits_time_major=True, unique=None, "
        "blank_index=None, name=None)",
        Family.SEQUENCE, Expects.LOGITS, y_true="labels", y_pred="logits",
        legacy_signature="(labels, inputs=None, sequence_length=None, preprocess_collapse_repeated=False, "
                         "ctc_merge_repeated=True, ignore_longer_outputs_than_inputs=False, "
                         "time_major=True, logits=None)",
        extra_logits=("inputs",),
    ),
    LossSpec(
        "tensorflow.nn.ctc_loss_v2", Form.FUNCTION,
        "(labels, logits, label_length, logit_length, logits_time_major=True, unique=None, "
        "blank_index=None, name=None)",
        Family.SEQUENCE, Expects.LOGITS, y_true="labels", y_pred="logits",
    ),
    LossSpec(
        "tensorflow.losses.sigmoid_cross_entropy", Form.FUNCTION,
        "(multi_class_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection='losses',"
        " reduction='weighted_sum_by_nonzero_weights')",
        Family.BINARY, Expects.LOGITS, y_true="multi_class_labels", y_pred="logits", reference="sigmoid_cross_entropy",
    ),
    LossSpec(
        "tensorflow.losses.softmax_cross_entropy", Form.FUNCTION,
        "(onehot_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection='losses', "
        "reduction='weighted_sum_by_nonzero_weights')",
        Family.CATEGORICAL, Expects.LOGITS, y_true="onehot_labels", y_pred="logits", reference="softmax_cross_entropy",
    ),
    LossSpec(
        "tensorflow.losses.sparse_softmax_cross_entropy", Form.FUNCTION,
        "(labels, logits, weights=1.0, scope=None, loss_collection='losses', "
        "reduction='weighted_sum_by_nonzero_weights')",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="labels", y_pred="logits",
        reference="sparse_categorical_crossentropy",
    ),
    LossSpec(
        "tensorflow.losses.log_loss", Form.FUNCTION,
        "(labels, predictions, weights=1.0, epsilon=1e-07, scope=None, loss_collection='losses', "
        "reduction='weighted_sum_by_nonzero_weights')",
        Family.BINARY, Expects.PROBABILITIES, y_true="labels", y_pred="predictions", reference="sigmoid_cross_entropy",
    ),
)
