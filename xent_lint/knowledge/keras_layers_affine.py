"""Keras' layers that apply an affine map and then an activation: Dense and the convolutions.

`legacy_signature` is tf_keras' where it differs; the locally connected layers exist in tf_keras only.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec

ENTRIES: tuple[LayerSpec, ...] = (
    LayerSpec(
        "keras.layers.Dense", LayerRole.AFFINE,
        "(units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, lora_rank=None, "
        "lora_alpha=None, quantization_config=None, **kwargs)",
        units="units", activation="activation",
        legacy_signature="(units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
                         "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
                         "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, "
                         "**kwargs)",
    ),
    LayerSpec(
        "keras.layers.EinsumDense", LayerRole.AFFINE,
        "(equation, output_shape, activation=None, bias_axes=None, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, kernel_constraint=None, "
        "bias_constraint=None, lora_rank=None, lora_alpha=None, gptq_unpacked_column_size=None, "
        "quantization_config=None, **kwargs)",
        activation="activation",
        legacy_signature="(equation, output_shape, activation=None, bias_axes=None, "
                         "kernel_initializer='glorot_uniform', bias_initializer='zeros', "
                         "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
                         "kernel_constraint=None, bias_constraint=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Conv1D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, groups=1, "
        "activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.Convolution1D",),
        legacy_signature="(filters, kernel_size, strides=1, padding='valid', data_format='channels_last', "
                         "dilation_rate=1, groups=1, activation=None, use_bias=True, "
                         "kernel_initializer='glorot_uniform', bias_initializer='zeros', "
                         "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
                         "kernel_constraint=None, bias_constraint=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Conv2D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), "
        "groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.Convolution2D",),
    ),
    LayerSpec(
        "keras.layers.Conv3D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format=None, dilation_rate=(1, 1, "
        "1), groups=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.Convolution3D",),
    ),
    LayerSpec(
        "keras.layers.Conv1DTranspose", LayerRole.AFFINE,
        "(filters, kernel_size, strides=1, padding='valid', output_padding=None, data_format=None, "
        "dilation_rate=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.Convolution1DTranspose",),
    ),
    LayerSpec(
        "keras.layers.Conv2DTranspose", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', output_padding=None, data_format=None, "
        "dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.Convolution2DTranspose",),
    ),
    LayerSpec(
        "keras.layers.Conv3DTranspose", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format=None, output_padding=None, "
        "dilation_rate=(1, 1, 1), activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.Convolution3DTranspose",),
        legacy_signature="(filters, kernel_size, strides=(1, 1, 1), padding='valid', output_padding=None, "
                         "data_format=None, dilation_rate=(1, 1, 1), activation=None, use_bias=True, "
                         "kernel_initializer='glorot_uniform', bias_initializer='zeros', "
                         "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
                         "kernel_constraint=None, bias_constraint=None, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.SeparableConv1D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, "
        "depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer='glorot_uniform', "
        "pointwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None, "
        "pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.SeparableConvolution1D",),
    ),
    LayerSpec(
        "keras.layers.SeparableConv2D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), "
        "depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer='glorot_uniform', "
        "pointwise_initializer='glorot_uniform', bias_initializer='zeros', depthwise_regularizer=None, "
        "pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, **kwargs)",
        units="filters", activation="activation", aliases=("keras.layers.SeparableConvolution2D",),
    ),
    LayerSpec(
        "keras.layers.DepthwiseConv1D", LayerRole.AFFINE,
        "(kernel_size, strides=1, padding='valid', depth_multiplier=1, data_format=None, dilation_rate=1, "
        "activation=None, use_bias=True, depthwise_initializer='glorot_uniform', bias_initializer='zeros', "
        "depthwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "depthwise_constraint=None, bias_constraint=None, **kwargs)",
        activation="activation",
    ),
    LayerSpec(
        "keras.layers.DepthwiseConv2D", LayerRole.AFFINE,
        "(kernel_size, strides=(1, 1), padding='valid', depth_multiplier=1, data_format=None, "
        "dilation_rate=(1, 1), activation=None, use_bias=True, depthwise_initializer='glorot_uniform', "
        "bias_initializer='zeros', depthwise_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, depthwise_constraint=None, bias_constraint=None, **kwargs)",
        activation="activation",
    ),
    LayerSpec(
        "keras.layers.LocallyConnected1D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=1, padding='valid', data_format=None, activation=None, "
        "use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, implementation=1, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "keras.layers.LocallyConnected2D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, activation=None, "
        "use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, implementation=1, **kwargs)",
        units="filters", activation="activation",
    ),
)
