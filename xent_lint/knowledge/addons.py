"""TensorFlow Addons and KerasCV, which cannot be installed beside today's TensorFlow and are read from their sources.

Addons registers its objects as `Addons>name`, so `"sigmoid_focal_crossentropy"` alone is not a string Keras knows.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import (
    Activation,
    ActivationSpec,
    Expects,
    Family,
    Form,
    LayerRole,
    LayerSpec,
    LossSpec,
    Rescue,
    Source,
)

ENTRIES: tuple[ActivationSpec | LayerSpec | LossSpec, ...] = (
    LossSpec(
        "tensorflow_addons.losses.SigmoidFocalCrossEntropy", Form.CLASS,
        "(from_logits=False, alpha=0.25, gamma=2.0, reduction='none', name='sigmoid_focal_crossentropy')",
        Family.BINARY, Expects.PROBABILITIES, from_logits="from_logits",
        serialized=("Addons>SigmoidFocalCrossEntropy",), focal=True, rescue=Rescue.PARTIAL,
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/losses/focal_loss.py", 26),
    ),
    LossSpec(
        "tensorflow_addons.losses.sigmoid_focal_crossentropy", Form.FUNCTION,
        "(y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False)", Family.BINARY, Expects.PROBABILITIES,
        from_logits="from_logits", focal=True, rescue=Rescue.PARTIAL,
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/losses/focal_loss.py", 86),
    ),
    LossSpec(
        "tensorflow_addons.losses.WeightedKappaLoss", Form.CLASS,
        "(num_classes, weightage='quadratic', name='cohen_kappa_loss', epsilon=1e-06, reduction='none')",
        Family.DIVERGENCE, Expects.PROBABILITIES, cross_entropy=False,
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/losses/kappa_loss.py", 26),
    ),
    LossSpec(
        "tensorflow_addons.losses.SparsemaxLoss", Form.CLASS,
        "(from_logits=True, reduction='sum_over_batch_size', name='sparsemax_loss')", Family.DIVERGENCE,
        Expects.LOGITS, cross_entropy=False,
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/losses/sparsemax_loss.py", 98),
    ),
    LossSpec(
        "tensorflow_addons.seq2seq.sequence_loss", Form.FUNCTION,
        "(logits, targets, weights, average_across_timesteps=True, average_across_batch=True, "
        "sum_over_timesteps=False, sum_over_batch=False, softmax_loss_function=None, name=None)",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS, y_true="targets", y_pred="logits",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/seq2seq/loss.py", 24),
    ),
    LossSpec(
        "tensorflow_addons.seq2seq.SequenceLoss", Form.CLASS,
        "(average_across_timesteps=False, average_across_batch=False, sum_over_timesteps=True, "
        "sum_over_batch=True, softmax_loss_function=None, name=None)",
        Family.SPARSE_CATEGORICAL, Expects.LOGITS,
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/seq2seq/loss.py", 172),
    ),
    LossSpec(
        "keras_cv.losses.FocalLoss", Form.CLASS,
        "(alpha=0.25, gamma=2, from_logits=False, label_smoothing=0, **kwargs)", Family.BINARY, Expects.PROBABILITIES,
        from_logits="from_logits", focal=True,
        gone=Source("keras-team/keras-cv", "v0.9.0", "keras_cv/src/losses/focal.py", 21),
    ),
    LossSpec(
        "keras_cv.losses.BinaryPenaltyReducedFocalCrossEntropy", Form.CLASS,
        "(alpha=2.0, beta=4.0, from_logits=False, positive_threshold=0.99, positive_weight=1.0, "
        "negative_weight=1.0, reduction='sum_over_batch_size', "
        "name='binary_penalty_reduced_focal_cross_entropy')",
        Family.BINARY, Expects.PROBABILITIES, from_logits="from_logits", focal=True,
        gone=Source("keras-team/keras-cv", "v0.9.0", "keras_cv/src/losses/penalty_reduced_focal_loss.py", 21),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.sparsemax", Form.FUNCTION, "(logits, axis=-1)", Activation.SPARSEMAX,
        input="logits", strings=("Addons>sparsemax",), axis="axis",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/sparsemax.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.gelu", Form.FUNCTION, "(x, approximate=True)", Activation.OTHER,
        strings=("Addons>gelu",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/gelu.py", 23),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.mish", Form.FUNCTION, "(x)", Activation.OTHER, strings=("Addons>mish",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/mish.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.hardshrink", Form.FUNCTION, "(x, lower=-0.5, upper=0.5)", Activation.OTHER,
        strings=("Addons>hardshrink",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/hardshrink.py", 21),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.softshrink", Form.FUNCTION, "(x, lower=-0.5, upper=0.5)", Activation.OTHER,
        strings=("Addons>softshrink",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/softshrink.py", 21),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.tanhshrink", Form.FUNCTION, "(x)", Activation.OTHER,
        strings=("Addons>tanhshrink",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/tanhshrink.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.lisht", Form.FUNCTION, "(x)", Activation.OTHER, strings=("Addons>lisht",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/lisht.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.rrelu", Form.FUNCTION,
        "(x, lower=0.125, upper=0.3333333333333333, training=None, seed=None, rng=None)", Activation.OTHER,
        strings=("Addons>rrelu",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/rrelu.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.activations.snake", Form.FUNCTION, "(x, frequency=1)", Activation.OTHER,
        strings=("Addons>snake",),
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/activations/snake.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.layers.Sparsemax", Form.CLASS, "(axis=-1, **kwargs)", Activation.SPARSEMAX, axis="axis",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/sparsemax.py", 22),
    ),
    ActivationSpec(
        "tensorflow_addons.layers.GELU", Form.CLASS, "(approximate=True, **kwargs)", Activation.OTHER,
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/gelu.py", 23),
    ),
    LayerSpec(
        "tensorflow_addons.layers.NoisyDense", LayerRole.AFFINE,
        "(units, sigma=0.5, use_factorised=True, activation=None, use_bias=True, kernel_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, "
        "**kwargs)",
        units="units", activation="activation",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/noisy_dense.py", 36),
    ),
    LayerSpec(
        "tensorflow_addons.layers.WeightNormalization", LayerRole.WRAPPER, "(layer, data_init=True, **kwargs)",
        inner="layer", gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/wrappers.py", 23),
    ),
    LayerSpec(
        "tensorflow_addons.layers.SpectralNormalization", LayerRole.WRAPPER, "(layer, power_iterations=1, **kwargs)",
        inner="layer",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/spectral_normalization.py", 21),
    ),
    LayerSpec(
        "tensorflow_addons.layers.GroupNormalization", LayerRole.NORMALIZE,
        "(groups=32, axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        "gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, "
        "gamma_constraint=None, **kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/normalizations.py", 26),
    ),
    LayerSpec(
        "tensorflow_addons.layers.InstanceNormalization", LayerRole.NORMALIZE, "(**kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/normalizations.py", 297),
    ),
    LayerSpec(
        "tensorflow_addons.layers.FilterResponseNormalization", LayerRole.OPAQUE,
        "(epsilon=1e-06, axis=[1, 2], beta_initializer='zeros', gamma_initializer='ones', "
        "beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
        "learned_epsilon=False, learned_epsilon_constraint=None, name=None, **kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/normalizations.py", 342),
    ),
    LayerSpec(
        "tensorflow_addons.layers.Maxout", LayerRole.SELECT, "(num_units, axis=-1, **kwargs)", units="num_units",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/maxout.py", 22),
    ),
    LayerSpec(
        "tensorflow_addons.layers.StochasticDepth", LayerRole.OPAQUE, "(survival_probability=0.5, **kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/stochastic_depth.py", 6),
    ),
    LayerSpec(
        "tensorflow_addons.layers.MultiHeadAttention", LayerRole.OPAQUE,
        "(head_size, num_heads, output_size=None, dropout=0.0, use_projection_bias=True, "
        "return_attn_coef=False, kernel_initializer='glorot_uniform', kernel_regularizer=None, "
        "kernel_constraint=None, bias_initializer='zeros', bias_regularizer=None, bias_constraint=None, "
        "**kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/multihead_attention.py", 23),
    ),
    LayerSpec(
        "tensorflow_addons.layers.AdaptiveAveragePooling2D", LayerRole.AVERAGE,
        "(output_size, data_format=None, **kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/adaptive_pooling.py", 238),
    ),
    LayerSpec(
        "tensorflow_addons.layers.CRF", LayerRole.OPAQUE,
        "(units, chain_initializer='orthogonal', use_boundary=True, boundary_initializer='zeros', "
        "use_kernel=True, **kwargs)",
        gone=Source("tensorflow/addons", "v0.23.0", "tensorflow_addons/layers/crf.py", 27),
    ),
)
