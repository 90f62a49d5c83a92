"""Keras' activations: functions, the strings of `activation="..."`, and the layers that are an activation.

`sparse_sigmoid` is clipped like `hard_sigmoid`. The strings are those of Keras 3; tf_keras also finds `log_softmax`,
`leaky_relu`, `relu6` and `silu` in `tf.nn`. Only `sigmoid` and `softmax` leave their logits behind.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Activation, ActivationSpec, Form

ENTRIES: tuple[ActivationSpec, ...] = (
    ActivationSpec("keras.activations.linear", Form.FUNCTION, "(x)", Activation.IDENTITY, strings=("linear",)),
    ActivationSpec(
        "keras.activations.sigmoid", Form.FUNCTION, "(x)", Activation.SIGMOID, strings=("sigmoid",),
        attaches_logits=True,
    ),
    ActivationSpec(
        "keras.activations.softmax", Form.FUNCTION, "(x, axis=-1)", Activation.SOFTMAX, strings=("softmax",),
        axis="axis", attaches_logits=True,
    ),
    ActivationSpec(
        "keras.activations.log_sigmoid", Form.FUNCTION, "(x)", Activation.LOG_SIGMOID, strings=("log_sigmoid",),
    ),
    ActivationSpec(
        "keras.activations.log_softmax", Form.FUNCTION, "(x, axis=-1)", Activation.LOG_SOFTMAX,
        strings=("log_softmax",), axis="axis",
    ),
    ActivationSpec(
        "keras.activations.hard_sigmoid", Form.FUNCTION, "(x)", Activation.HARD_SIGMOID, strings=("hard_sigmoid",),
    ),
    ActivationSpec(
        "keras.activations.sparse_sigmoid", Form.FUNCTION, "(x)", Activation.HARD_SIGMOID, strings=("sparse_sigmoid",),
    ),
    ActivationSpec(
        "keras.activations.sparsemax", Form.FUNCTION, "(x, axis=-1)", Activation.SPARSEMAX, strings=("sparsemax",),
        axis="axis",
    ),
    ActivationSpec(
        "keras.activations.relu", Form.FUNCTION, "(x, negative_slope=0.0, max_value=None, threshold=0.0)",
        Activation.OTHER, strings=("relu",), legacy_signature="(x, alpha=0.0, max_value=None, threshold=0.0)",
    ),
    ActivationSpec("keras.activations.relu6", Form.FUNCTION, "(x)", Activation.OTHER, strings=("relu6",)),
    ActivationSpec(
        "keras.activations.leaky_relu", Form.FUNCTION, "(x, negative_slope=0.2)", Activation.OTHER,
        strings=("leaky_relu",),
    ),
    ActivationSpec("keras.activations.elu", Form.FUNCTION, "(x, alpha=1.0)", Activation.OTHER, strings=("elu",)),
    ActivationSpec("keras.activations.selu", Form.FUNCTION, "(x)", Activation.OTHER, strings=("selu",)),
    ActivationSpec("keras.activations.celu", Form.FUNCTION, "(x, alpha=1.0)", Activation.OTHER, strings=("celu",)),
    ActivationSpec(
        "keras.activations.gelu", Form.FUNCTION, "(x, approximate=False)", Activation.OTHER, strings=("gelu",),
    ),
    ActivationSpec(
        "keras.activations.glu", Form.FUNCTION, "(x, axis=-1)", Activation.OTHER, strings=("glu",), axis="axis",
    ),
    ActivationSpec(
        "keras.activations.silu", Form.FUNCTION, "(x)", Activation.OTHER, aliases=("keras.activations.swish",),
        strings=("silu", "swish"),
    ),
    ActivationSpec(
        "keras.activations.hard_silu", Form.FUNCTION, "(x)", Activation.OTHER,
        aliases=("keras.activations.hard_swish",), strings=("hard_silu", "hard_swish"),
    ),
    ActivationSpec("keras.activations.mish", Form.FUNCTION, "(x)", Activation.OTHER, strings=("mish",)),
    ActivationSpec("keras.activations.tanh", Form.FUNCTION, "(x)", Activation.OTHER, strings=("tanh",)),
    ActivationSpec("keras.activations.hard_tanh", Form.FUNCTION, "(x)", Activation.OTHER, strings=("hard_tanh",)),
    ActivationSpec("keras.activations.tanh_shrink", Form.FUNCTION, "(x)", Activation.OTHER, strings=("tanh_shrink",)),
    ActivationSpec(
        "keras.activations.hard_shrink", Form.FUNCTION, "(x, threshold=0.5)", Activation.OTHER,
        strings=("hard_shrink",),
    ),
    ActivationSpec(
        "keras.activations.soft_shrink", Form.FUNCTION, "(x, threshold=0.5)", Activation.OTHER,
        strings=("soft_shrink",),
    ),
    ActivationSpec("keras.activations.softplus", Form.FUNCTION, "(x)", Activation.OTHER, strings=("softplus",)),
    ActivationSpec("keras.activations.softsign", Form.FUNCTION, "(x)", Activation.OTHER, strings=("softsign",)),
    ActivationSpec("keras.activations.sparse_plus", Form.FUNCTION, "(x)", Activation.OTHER, strings=("sparse_plus",)),
    ActivationSpec(
        "keras.activations.squareplus", Form.FUNCTION, "(x, b=4)", Activation.OTHER, strings=("squareplus",),
    ),
    ActivationSpec("keras.activations.exponential", Form.FUNCTION, "(x)", Activation.OTHER, strings=("exponential",)),
    ActivationSpec(
        "keras.activations.threshold", Form.FUNCTION, "(x, threshold, default_value)", Activation.OTHER,
        strings=("threshold",),
    ),
    ActivationSpec(
        "keras.layers.Softmax", Form.CLASS, "(axis=-1, **kwargs)", Activation.SOFTMAX, axis="axis",
        attaches_logits=True, legacy_signature="(axis=-1, robust_masking=False, **kwargs)",
    ),
    ActivationSpec(
        "keras.layers.ReLU", Form.CLASS, "(max_value=None, negative_slope=0.0, threshold=0.0, **kwargs)",
        Activation.OTHER,
    ),
    ActivationSpec(
        "keras.layers.LeakyReLU", Form.CLASS, "(negative_slope=0.3, **kwargs)", Activation.OTHER,
        legacy_signature="(alpha=0.3, **kwargs)",
    ),
    ActivationSpec(
        "keras.layers.PReLU", Form.CLASS,
        "(alpha_initializer='Zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs)",
        Activation.OTHER,
        legacy_signature="(alpha_initializer='zeros', alpha_regularizer=None, alpha_constraint=None, "
                         "shared_axes=None, **kwargs)",
    ),
    ActivationSpec("keras.layers.ELU", Form.CLASS, "(alpha=1.0, **kwargs)", Activation.OTHER),
    ActivationSpec("keras.layers.ThresholdedReLU", Form.CLASS, "(theta=1.0, **kwargs)", Activation.OTHER),
)
