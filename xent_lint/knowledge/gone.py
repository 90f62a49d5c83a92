"""Losses and activations of TensorFlow 1 that today's libraries lack: `tf.contrib`, slim, `tf.estimator`'s heads.

The losses of `tf.contrib` and slim take the prediction first, `tf.losses` the labels. `tensorflow_core/` of the wheels
is `tensorflow/` in the repository.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Activation, ActivationSpec, Expects, Family, Form, LossSpec, Source

ENTRIES: tuple[ActivationSpec | LossSpec, ...] = (
    LossSpec(
        "tensorflow.contrib.losses.sigmoid_cross_entropy", Form.FUNCTION,
        "(logits, multi_class_labels, weights=1.0, label_smoothing=0, scope=None)", Family.BINARY, Expects.LOGITS,
        y_true="multi_class_labels", y_pred="logits",
        aliases=("tensorflow.contrib.slim.losses.sigmoid_cross_entropy",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/losses/python/losses/loss_ops.py", 277),
    ),
    LossSpec(
        "tensorflow.contrib.losses.softmax_cross_entropy", Form.FUNCTION,
        "(logits, onehot_labels, weights=1.0, label_smoothing=0, scope=None)", Family.CATEGORICAL, Expects.LOGITS,
        y_true="onehot_labels", y_pred="logits", aliases=("tensorflow.contrib.slim.losses.softmax_cross_entropy",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/losses/python/losses/loss_ops.py", 328),
    ),
    LossSpec(
        "tensorflow.contrib.losses.sparse_softmax_cross_entropy", Form.FUNCTION,
        "(logits, labels, weights=1.0, scope=None)", Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="labels",
        y_pred="logits", aliases=("tensorflow.contrib.slim.losses.sparse_softmax_cross_entropy",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/losses/python/losses/loss_ops.py", 380),
    ),
    LossSpec(
        "tensorflow.contrib.losses.log_loss", Form.FUNCTION,
        "(predictions, labels=None, weights=1.0, epsilon=1e-07, scope=None)", Family.BINARY, Expects.PROBABILITIES,
        y_true="labels", y_pred="predictions", aliases=("tensorflow.contrib.slim.losses.log_loss",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/losses/python/losses/loss_ops.py", 415),
    ),
    LossSpec(
        "tensorflow.contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits", Form.FUNCTION,
        "(logits, labels, dim=-1, name=None)", Family.CATEGORICAL, Expects.LOGITS, y_true="labels", y_pred="logits",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/nn/python/ops/cross_entropy.py", 28),
    ),
    LossSpec(
        "tensorflow.contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits", Form.FUNCTION,
        "(logits, labels, name=None)", Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="labels", y_pred="logits",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/nn/python/ops/cross_entropy.py", 75),
    ),
    LossSpec(
        "tensorflow.contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits", Form.FUNCTION,
        "(logits, targets, name=None)", Family.BINARY, Expects.LOGITS, y_true="targets", y_pred="logits",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/nn/python/ops/cross_entropy.py", 129),
    ),
    LossSpec(
        "tensorflow.contrib.seq2seq.sequence_loss", Form.FUNCTION,
        "(logits, targets, weights, average_across_timesteps=True, average_across_batch=True, "
        "sum_over_timesteps=False, sum_over_batch=False, softmax_loss_function=None, name=None)",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="targets", y_pred="logits",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/seq2seq/python/ops/loss.py", 31),
    ),
    LossSpec(
        "tensorflow.contrib.legacy_seq2seq.sequence_loss", Form.FUNCTION,
        "(logits, targets, weights, average_across_timesteps=True, average_across_batch=True, "
        "softmax_loss_function=None, name=None)",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="targets", y_pred="logits",
        gone=Source(
            "tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/legacy_seq2seq/python/ops/seq2seq.py", 1103
        ),
    ),
    LossSpec(
        "tensorflow.contrib.legacy_seq2seq.sequence_loss_by_example", Form.FUNCTION,
        "(logits, targets, weights, average_across_timesteps=True, softmax_loss_function=None, name=None)",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="targets", y_pred="logits",
        gone=Source(
            "tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/legacy_seq2seq/python/ops/seq2seq.py", 1052
        ),
    ),
    LossSpec(
        "tensorflow.estimator.BinaryClassHead.loss", Form.FUNCTION,
        "(labels, logits, features=None, mode=None, regularization_losses=None)", Family.BINARY, Expects.LOGITS,
        y_true="labels", y_pred="logits",
        gone=Source(
            "tensorflow/estimator", "v1.15.1", "tensorflow_estimator/python/estimator/head/binary_class_head.py", 222
        ),
    ),
    LossSpec(
        "tensorflow.estimator.MultiClassHead.loss", Form.FUNCTION,
        "(labels, logits, features=None, mode=None, regularization_losses=None)", Family.SPARSE_CATEGORICAL,
        Expects.LOGITS, y_true="labels", y_pred="logits",
        gone=Source(
            "tensorflow/estimator", "v1.15.1", "tensorflow_estimator/python/estimator/head/multi_class_head.py", 247
        ),
    ),
    LossSpec(
        "tensorflow.estimator.MultiLabelHead.loss", Form.FUNCTION,
        "(labels, logits, features=None, mode=None, regularization_losses=None)", Family.BINARY, Expects.LOGITS,
        y_true="labels", y_pred="logits",
        gone=Source(
            "tensorflow/estimator", "v1.15.1", "tensorflow_estimator/python/estimator/head/multi_label_head.py", 330
        ),
    ),
    ActivationSpec(
        "tensorflow.contrib.sparsemax.sparsemax", Form.FUNCTION, "(logits, name=None)", Activation.SPARSEMAX,
        input="logits",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/sparsemax/python/ops/sparsemax.py", 30),
    ),
    ActivationSpec(
        "tensorflow.contrib.layers.softmax", Form.FUNCTION, "(logits, scope=None)", Activation.SOFTMAX, input="logits",
        aliases=("tensorflow.contrib.slim.softmax",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2889),
    ),
)
