"""Activations on tensors: `tf.nn`, `tf.math`, `keras.ops` and `keras.backend`.

`signature` is TensorFlow 2's, `legacy_signature` that of `tf.compat.v1`. Raw TensorFlow activations attach no logits;
`keras.ops.sigmoid` and `keras.ops.softmax` do, and `keras.backend.softmax`. `keras.backend.sigmoid` does in tf_keras
only, so the table says no.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Activation, ActivationSpec, Form

ENTRIES: tuple[ActivationSpec, ...] = (
    ActivationSpec(
        "tensorflow.nn.sigmoid", Form.FUNCTION, "(x, name=None)", Activation.SIGMOID,
        aliases=("tensorflow.math.sigmoid", "tensorflow.sigmoid"),
    ),
    ActivationSpec(
        "tensorflow.nn.softmax", Form.FUNCTION, "(logits, axis=None, name=None)", Activation.SOFTMAX, input="logits",
        aliases=("tensorflow.math.softmax",), axis="axis", legacy_signature="(logits, axis=None, name=None, dim=None)",
    ),
    ActivationSpec(
        "tensorflow.nn.log_softmax", Form.FUNCTION, "(logits, axis=None, name=None)", Activation.LOG_SOFTMAX,
        input="logits", aliases=("tensorflow.math.log_softmax",), axis="axis",
        legacy_signature="(logits, axis=None, name=None, dim=None)",
    ),
    ActivationSpec("tensorflow.nn.relu", Form.FUNCTION, "(features, name=None)", Activation.OTHER, input="features"),
    ActivationSpec("tensorflow.nn.relu6", Form.FUNCTION, "(features, name=None)", Activation.OTHER, input="features"),
    ActivationSpec(
        "tensorflow.nn.leaky_relu", Form.FUNCTION, "(features, alpha=0.2, name=None)", Activation.OTHER,
        input="features",
    ),
    ActivationSpec("tensorflow.nn.elu", Form.FUNCTION, "(features, name=None)", Activation.OTHER, input="features"),
    ActivationSpec("tensorflow.nn.selu", Form.FUNCTION, "(features, name=None)", Activation.OTHER, input="features"),
    ActivationSpec(
        "tensorflow.nn.crelu", Form.FUNCTION, "(features, axis=-1, name=None)", Activation.OTHER, input="features",
        legacy_signature="(features, name=None, axis=-1)",
    ),
    ActivationSpec(
        "tensorflow.nn.gelu", Form.FUNCTION, "(features, approximate=False, name=None)", Activation.OTHER,
        input="features",
    ),
    ActivationSpec(
        "tensorflow.nn.silu", Form.FUNCTION, "(features, beta=1.0)", Activation.OTHER, input="features",
        aliases=("tensorflow.nn.swish",),
    ),
    ActivationSpec(
        "tensorflow.nn.tanh", Form.FUNCTION, "(x, name=None)", Activation.OTHER,
        aliases=("tensorflow.math.tanh", "tensorflow.tanh"),
    ),
    ActivationSpec(
        "tensorflow.nn.softplus", Form.FUNCTION, "(features, name=None)", Activation.OTHER, input="features",
        aliases=("tensorflow.math.softplus",),
    ),
    ActivationSpec(
        "tensorflow.nn.softsign", Form.FUNCTION, "(features, name=None)", Activation.OTHER, input="features",
        aliases=("tensorflow.math.softsign",),
    ),
    ActivationSpec(
        "tensorflow.math.log_sigmoid", Form.FUNCTION, "(x, name=None)", Activation.LOG_SIGMOID,
        aliases=("tensorflow.log_sigmoid",),
    ),
    ActivationSpec("keras.ops.celu", Form.FUNCTION, "(x, alpha=1.0)", Activation.OTHER, aliases=("keras.ops.nn.celu",)),
    ActivationSpec("keras.ops.elu", Form.FUNCTION, "(x, alpha=1.0)", Activation.OTHER, aliases=("keras.ops.nn.elu",)),
    ActivationSpec(
        "keras.ops.gelu", Form.FUNCTION, "(x, approximate=True)", Activation.OTHER, aliases=("keras.ops.nn.gelu",),
    ),
    ActivationSpec("keras.ops.glu", Form.FUNCTION, "(x, axis=-1)", Activation.OTHER, aliases=("keras.ops.nn.glu",)),
    ActivationSpec(
        "keras.ops.hard_shrink", Form.FUNCTION, "(x, threshold=0.5)", Activation.OTHER,
        aliases=("keras.ops.nn.hard_shrink",),
    ),
    ActivationSpec(
        "keras.ops.hard_sigmoid", Form.FUNCTION, "(x)", Activation.HARD_SIGMOID,
        aliases=("keras.ops.nn.hard_sigmoid",),
    ),
    ActivationSpec(
        "keras.ops.hard_silu", Form.FUNCTION, "(x)", Activation.OTHER,
        aliases=("keras.ops.nn.hard_silu", "keras.ops.hard_swish", "keras.ops.nn.hard_swish"),
    ),
    ActivationSpec("keras.ops.hard_tanh", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.hard_tanh",)),
    ActivationSpec(
        "keras.ops.leaky_relu", Form.FUNCTION, "(x, negative_slope=0.2)", Activation.OTHER,
        aliases=("keras.ops.nn.leaky_relu",),
    ),
    ActivationSpec(
        "keras.ops.log_sigmoid", Form.FUNCTION, "(x)", Activation.LOG_SIGMOID, aliases=("keras.ops.nn.log_sigmoid",),
    ),
    ActivationSpec(
        "keras.ops.log_softmax", Form.FUNCTION, "(x, axis=-1)", Activation.LOG_SOFTMAX,
        aliases=("keras.ops.nn.log_softmax",), axis="axis",
    ),
    ActivationSpec("keras.ops.relu", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.relu",)),
    ActivationSpec("keras.ops.relu6", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.relu6",)),
    ActivationSpec("keras.ops.selu", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.selu",)),
    ActivationSpec(
        "keras.ops.sigmoid", Form.FUNCTION, "(x)", Activation.SIGMOID, aliases=("keras.ops.nn.sigmoid",),
        attaches_logits=True,
    ),
    ActivationSpec(
        "keras.ops.silu", Form.FUNCTION, "(x)", Activation.OTHER,
        aliases=("keras.ops.nn.silu", "keras.ops.swish", "keras.ops.nn.swish"),
    ),
    ActivationSpec(
        "keras.ops.soft_shrink", Form.FUNCTION, "(x, threshold=0.5)", Activation.OTHER,
        aliases=("keras.ops.nn.soft_shrink",),
    ),
    ActivationSpec(
        "keras.ops.softmax", Form.FUNCTION, "(x, axis=-1)", Activation.SOFTMAX, aliases=("keras.ops.nn.softmax",),
        axis="axis", attaches_logits=True,
    ),
    ActivationSpec("keras.ops.softplus", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.softplus",)),
    ActivationSpec("keras.ops.softsign", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.softsign",)),
    ActivationSpec(
        "keras.ops.sparse_plus", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.sparse_plus",),
    ),
    ActivationSpec(
        "keras.ops.sparse_sigmoid", Form.FUNCTION, "(x)", Activation.HARD_SIGMOID,
        aliases=("keras.ops.nn.sparse_sigmoid",),
    ),
    ActivationSpec(
        "keras.ops.sparsemax", Form.FUNCTION, "(x, axis=-1)", Activation.SPARSEMAX,
        aliases=("keras.ops.nn.sparsemax",), axis="axis",
    ),
    ActivationSpec(
        "keras.ops.squareplus", Form.FUNCTION, "(x, b=4)", Activation.OTHER, aliases=("keras.ops.nn.squareplus",),
    ),
    ActivationSpec("keras.ops.tanh", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.numpy.tanh",)),
    ActivationSpec(
        "keras.ops.tanh_shrink", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.ops.nn.tanh_shrink",),
    ),
    ActivationSpec(
        "keras.ops.threshold", Form.FUNCTION, "(x, threshold, default_value)", Activation.OTHER,
        aliases=("keras.ops.nn.threshold",),
    ),
    ActivationSpec("keras.backend.sigmoid", Form.FUNCTION, "(x)", Activation.SIGMOID),
    ActivationSpec(
        "keras.backend.softmax", Form.FUNCTION, "(x, axis=-1)", Activation.SOFTMAX, axis="axis", attaches_logits=True,
    ),
    ActivationSpec("keras.backend.hard_sigmoid", Form.FUNCTION, "(x)", Activation.HARD_SIGMOID),
    ActivationSpec(
        "keras.backend.relu", Form.FUNCTION, "(x, alpha=0.0, max_value=None, threshold=0.0)", Activation.OTHER,
    ),
    ActivationSpec("keras.backend.elu", Form.FUNCTION, "(x, alpha=1.0)", Activation.OTHER),
    ActivationSpec("keras.backend.tanh", Form.FUNCTION, "(x)", Activation.OTHER),
    ActivationSpec("keras.backend.softplus", Form.FUNCTION, "(x)", Activation.OTHER),
    ActivationSpec("keras.backend.softsign", Form.FUNCTION, "(x)", Activation.OTHER),
)
