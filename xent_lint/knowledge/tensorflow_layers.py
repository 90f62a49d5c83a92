"""TensorFlow 1's layers, `tf.layers.*`: classes and functions.

`tf.compat.v1.layers` needs tf_keras (`TF_USE_LEGACY_KERAS=1`); with Keras 3 the module cannot be loaded. A default
that is an object there is written `...`.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec, OpRole, OpSpec

ENTRIES: tuple[LayerSpec | OpSpec, ...] = (
    LayerSpec(
        "tensorflow.layers.Dense", LayerRole.AFFINE,
        "(units, activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="units", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.Conv1D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=1, padding='valid', data_format='channels_last', dilation_rate=1, "
        "activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.Conv2D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', data_format='channels_last', "
        "dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer=None, "
        "bias_initializer=..., kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.Conv3D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format='channels_last', "
        "dilation_rate=(1, 1, 1), activation=None, use_bias=True, kernel_initializer=None, "
        "bias_initializer=..., kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.Conv2DTranspose", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', data_format='channels_last', "
        "activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.Conv3DTranspose", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format='channels_last', "
        "activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.SeparableConv1D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=1, padding='valid', data_format='channels_last', dilation_rate=1, "
        "depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer=None, "
        "pointwise_initializer=None, bias_initializer=..., depthwise_regularizer=None, "
        "pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, trainable=True, "
        "name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.SeparableConv2D", LayerRole.AFFINE,
        "(filters, kernel_size, strides=(1, 1), padding='valid', data_format='channels_last', "
        "dilation_rate=(1, 1), depth_multiplier=1, activation=None, use_bias=True, "
        "depthwise_initializer=None, pointwise_initializer=None, bias_initializer=..., "
        "depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, "
        "bias_constraint=None, trainable=True, name=None, **kwargs)",
        units="filters", activation="activation",
    ),
    LayerSpec(
        "tensorflow.layers.Dropout", LayerRole.DROPOUT, "(rate=0.5, noise_shape=None, seed=None, name=None, **kwargs)",
    ),
    LayerSpec("tensorflow.layers.Flatten", LayerRole.RESHAPE, "(data_format=None, **kwargs)", keeps_units=False),
    LayerSpec(
        "tensorflow.layers.BatchNormalization", LayerRole.NORMALIZE,
        "(axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer=..., "
        "gamma_initializer=..., moving_mean_initializer=..., moving_variance_initializer=..., "
        "beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
        "renorm=False, renorm_clipping=None, renorm_momentum=0.99, fused=None, trainable=True, "
        "virtual_batch_size=None, adjustment=None, name=None, **kwargs)",
    ),
    LayerSpec(
        "tensorflow.layers.AveragePooling1D", LayerRole.AVERAGE,
        "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
    ),
    LayerSpec(
        "tensorflow.layers.AveragePooling2D", LayerRole.AVERAGE,
        "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
    ),
    LayerSpec(
        "tensorflow.layers.AveragePooling3D", LayerRole.AVERAGE,
        "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
    ),
    LayerSpec(
        "tensorflow.layers.MaxPooling1D", LayerRole.SELECT,
        "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
    ),
    LayerSpec(
        "tensorflow.layers.MaxPooling2D", LayerRole.SELECT,
        "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
    ),
    LayerSpec(
        "tensorflow.layers.MaxPooling3D", LayerRole.SELECT,
        "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
    ),
    OpSpec(
        "tensorflow.layers.dense", OpRole.AFFINE,
        "(inputs, units, activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="units",
    ),
    OpSpec(
        "tensorflow.layers.conv1d", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=1, padding='valid', data_format='channels_last', "
        "dilation_rate=1, activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.conv2d", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=(1, 1), padding='valid', data_format='channels_last', "
        "dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer=None, "
        "bias_initializer=..., kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.conv3d", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format='channels_last', "
        "dilation_rate=(1, 1, 1), activation=None, use_bias=True, kernel_initializer=None, "
        "bias_initializer=..., kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "kernel_constraint=None, bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.conv2d_transpose", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=(1, 1), padding='valid', data_format='channels_last', "
        "activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.conv3d_transpose", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format='channels_last', "
        "activation=None, use_bias=True, kernel_initializer=None, bias_initializer=..., "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.separable_conv1d", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=1, padding='valid', data_format='channels_last', "
        "dilation_rate=1, depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer=None, "
        "pointwise_initializer=None, bias_initializer=..., depthwise_regularizer=None, "
        "pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, trainable=True, "
        "name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.separable_conv2d", OpRole.AFFINE,
        "(inputs, filters, kernel_size, strides=(1, 1), padding='valid', data_format='channels_last', "
        "dilation_rate=(1, 1), depth_multiplier=1, activation=None, use_bias=True, "
        "depthwise_initializer=None, pointwise_initializer=None, bias_initializer=..., "
        "depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, "
        "bias_constraint=None, trainable=True, name=None, reuse=None)",
        "inputs", activation="activation", units="filters",
    ),
    OpSpec(
        "tensorflow.layers.dropout", OpRole.DROPOUT,
        "(inputs, rate=0.5, noise_shape=None, seed=None, training=False, name=None)", "inputs",
    ),
    OpSpec(
        "tensorflow.layers.batch_normalization", OpRole.NORMALIZE,
        "(inputs, axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer=..., "
        "gamma_initializer=..., moving_mean_initializer=..., moving_variance_initializer=..., "
        "beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, "
        "training=False, trainable=True, name=None, reuse=None, renorm=False, renorm_clipping=None, "
        "renorm_momentum=0.99, fused=None, virtual_batch_size=None, adjustment=None)",
        "inputs",
    ),
    OpSpec("tensorflow.layers.flatten", OpRole.RESHAPE, "(inputs, name=None, data_format='channels_last')", "inputs"),
    OpSpec(
        "tensorflow.layers.max_pooling1d", OpRole.SELECT,
        "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)", "inputs",
    ),
    OpSpec(
        "tensorflow.layers.max_pooling2d", OpRole.SELECT,
        "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)", "inputs",
    ),
    OpSpec(
        "tensorflow.layers.max_pooling3d", OpRole.SELECT,
        "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)", "inputs",
    ),
    OpSpec(
        "tensorflow.layers.average_pooling1d", OpRole.AVERAGE,
        "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)", "inputs",
    ),
    OpSpec(
        "tensorflow.layers.average_pooling2d", OpRole.AVERAGE,
        "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)", "inputs",
    ),
    OpSpec(
        "tensorflow.layers.average_pooling3d", OpRole.AVERAGE,
        "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)", "inputs",
    ),
)
