"""`tf.contrib.layers` and slim, which today's TensorFlow lacks. Nearly all apply relu unless `activation_fn` says else.

`slim.arg_scope([slim.conv2d], activation_fn=None)` changes these defaults for a block; a table cannot say it.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import OpRole, OpSpec, Source

ENTRIES: tuple[OpSpec, ...] = (
    OpSpec(
        "tensorflow.contrib.layers.fully_connected", OpRole.AFFINE,
        "(inputs, num_outputs, activation_fn=tensorflow.nn.relu, normalizer_fn=None, "
        "normalizer_params=None, weights_initializer=..., weights_regularizer=None, biases_initializer=...,"
        " biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.fully_connected",), activation="activation_fn",
        units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1780),
    ),
    OpSpec(
        "tensorflow.contrib.layers.linear", OpRole.AFFINE,
        "(inputs, num_outputs, activation_fn=None, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.linear",), activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3327),
    ),
    OpSpec(
        "tensorflow.contrib.layers.relu", OpRole.AFFINE,
        "(inputs, num_outputs, activation_fn=tensorflow.nn.relu, normalizer_fn=None, "
        "normalizer_params=None, weights_initializer=..., weights_regularizer=None, biases_initializer=...,"
        " biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.relu",), activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3325),
    ),
    OpSpec(
        "tensorflow.contrib.layers.relu6", OpRole.AFFINE,
        "(inputs, num_outputs, activation_fn=tensorflow.nn.relu6, normalizer_fn=None, "
        "normalizer_params=None, weights_initializer=..., weights_regularizer=None, biases_initializer=...,"
        " biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.relu6",), activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3326),
    ),
    OpSpec(
        "tensorflow.contrib.layers.elu", OpRole.AFFINE,
        "(inputs, num_outputs, activation_fn=tensorflow.nn.elu, normalizer_fn=None, normalizer_params=None,"
        " weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.elu",), activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3322),
    ),
    OpSpec(
        "tensorflow.contrib.layers.legacy_fully_connected", OpRole.AFFINE,
        "(x, num_output_units, activation_fn=None, weight_init=..., bias_init=..., name=None, "
        "weight_collections=..., bias_collections=..., output_collections=..., trainable=True, "
        "weight_regularizer=None, bias_regularizer=None)",
        "x", aliases=("tensorflow.contrib.slim.legacy_fully_connected",), activation="activation_fn",
        units="num_output_units",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3187),
    ),
    OpSpec(
        "tensorflow.contrib.layers.legacy_linear", OpRole.AFFINE,
        "(x, num_output_units, activation_fn=None, weight_init=..., bias_init=..., name=None, "
        "weight_collections=..., bias_collections=..., output_collections=..., trainable=True, "
        "weight_regularizer=None, bias_regularizer=None)",
        "x", aliases=("tensorflow.contrib.slim.legacy_linear",), activation="activation_fn", units="num_output_units",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3324),
    ),
    OpSpec(
        "tensorflow.contrib.layers.legacy_relu", OpRole.AFFINE,
        "(x, num_output_units, activation_fn=tensorflow.nn.relu, weight_init=..., bias_init=..., name=None,"
        " weight_collections=..., bias_collections=..., output_collections=..., trainable=True, "
        "weight_regularizer=None, bias_regularizer=None)",
        "x", aliases=("tensorflow.contrib.slim.legacy_relu",), activation="activation_fn", units="num_output_units",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3323),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution1d", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=None, rate=1, "
        "activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.conv1d", "tensorflow.contrib.slim.convolution1d",
            "tensorflow.contrib.slim.conv1d",
        ),
        activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1074),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution2d", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=None, rate=1, "
        "activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.conv2d", "tensorflow.contrib.slim.convolution2d",
            "tensorflow.contrib.slim.conv2d",
        ),
        activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1120),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution3d", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=None, rate=1, "
        "activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.conv3d", "tensorflow.contrib.slim.convolution3d",
            "tensorflow.contrib.slim.conv3d",
        ),
        activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1166),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=None, rate=1, "
        "activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None, conv_dims=None)",
        "inputs", aliases=("tensorflow.contrib.slim.convolution",), activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 918),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution2d_transpose", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=..., "
        "activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.conv2d_transpose", "tensorflow.contrib.slim.convolution2d_transpose",
            "tensorflow.contrib.slim.conv2d_transpose",
        ),
        activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1318),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution3d_transpose", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=..., "
        "activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., weights_regularizer=None, biases_initializer=..., "
        "biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, "
        "trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.conv3d_transpose", "tensorflow.contrib.slim.convolution3d_transpose",
            "tensorflow.contrib.slim.conv3d_transpose",
        ),
        activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1434),
    ),
    OpSpec(
        "tensorflow.contrib.layers.convolution2d_in_plane", OpRole.AFFINE,
        "(inputs, kernel_size, stride=1, padding='SAME', activation_fn=tensorflow.nn.relu, "
        "normalizer_fn=None, normalizer_params=None, weights_initializer=..., weights_regularizer=None, "
        "biases_initializer=..., biases_regularizer=None, reuse=None, variables_collections=None, "
        "outputs_collections=None, trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.conv2d_in_plane", "tensorflow.contrib.slim.convolution2d_in_plane",
            "tensorflow.contrib.slim.conv2d_in_plane",
        ),
        activation="activation_fn",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1212),
    ),
    OpSpec(
        "tensorflow.contrib.layers.separable_convolution2d", OpRole.AFFINE,
        "(inputs, num_outputs, kernel_size, depth_multiplier=1, stride=1, padding='SAME', data_format=..., "
        "rate=1, activation_fn=tensorflow.nn.relu, normalizer_fn=None, normalizer_params=None, "
        "weights_initializer=..., pointwise_initializer=None, weights_regularizer=None, "
        "biases_initializer=..., biases_regularizer=None, reuse=None, variables_collections=None, "
        "outputs_collections=None, trainable=True, scope=None)",
        "inputs",
        aliases=(
            "tensorflow.contrib.layers.separable_conv2d", "tensorflow.contrib.slim.separable_convolution2d",
            "tensorflow.contrib.slim.separable_conv2d",
        ),
        activation="activation_fn", units="num_outputs",
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2666),
    ),
    OpSpec(
        "tensorflow.contrib.layers.bias_add", OpRole.OPAQUE,
        "(inputs, activation_fn=None, initializer=..., regularizer=None, reuse=None, "
        "variables_collections=None, outputs_collections=None, trainable=True, data_format=..., scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.bias_add",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 841),
    ),
    OpSpec(
        "tensorflow.contrib.layers.dropout", OpRole.DROPOUT,
        "(inputs, keep_prob=0.5, noise_shape=None, is_training=True, outputs_collections=None, scope=None, "
        "seed=None)",
        "inputs", aliases=("tensorflow.contrib.slim.dropout",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1573),
    ),
    OpSpec(
        "tensorflow.contrib.layers.flatten", OpRole.RESHAPE, "(inputs, outputs_collections=None, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.flatten",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 1617),
    ),
    OpSpec(
        "tensorflow.contrib.layers.batch_norm", OpRole.NORMALIZE,
        "(inputs, decay=0.999, center=True, scale=False, epsilon=0.001, activation_fn=None, "
        "param_initializers=None, param_regularizers=None, updates_collections=..., is_training=True, "
        "reuse=None, variables_collections=None, outputs_collections=None, trainable=True, "
        "batch_weights=None, fused=None, data_format=..., zero_debias_moving_mean=False, scope=None, "
        "renorm=False, renorm_clipping=None, renorm_decay=0.99, adjustment=None)",
        "inputs", aliases=("tensorflow.contrib.slim.batch_norm",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 431),
    ),
    OpSpec(
        "tensorflow.contrib.layers.layer_norm", OpRole.NORMALIZE,
        "(inputs, center=True, scale=True, activation_fn=None, reuse=None, variables_collections=None, "
        "outputs_collections=None, trainable=True, begin_norm_axis=1, begin_params_axis=-1, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.layer_norm",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2204),
    ),
    OpSpec(
        "tensorflow.contrib.layers.max_pool2d", OpRole.SELECT,
        "(inputs, kernel_size, stride=2, padding='VALID', data_format=..., outputs_collections=None, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.max_pool2d",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2372),
    ),
    OpSpec(
        "tensorflow.contrib.layers.max_pool3d", OpRole.SELECT,
        "(inputs, kernel_size, stride=2, padding='VALID', data_format=..., outputs_collections=None, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.max_pool3d",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2422),
    ),
    OpSpec(
        "tensorflow.contrib.layers.avg_pool2d", OpRole.AVERAGE,
        "(inputs, kernel_size, stride=2, padding='VALID', data_format=..., outputs_collections=None, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.avg_pool2d",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 78),
    ),
    OpSpec(
        "tensorflow.contrib.layers.avg_pool3d", OpRole.AVERAGE,
        "(inputs, kernel_size, stride=2, padding='VALID', data_format=..., outputs_collections=None, scope=None)",
        "inputs", aliases=("tensorflow.contrib.slim.avg_pool3d",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 127),
    ),
    OpSpec(
        "tensorflow.contrib.layers.one_hot_encoding", OpRole.LABELS,
        "(labels, num_classes, on_value=1.0, off_value=0.0, outputs_collections=None, scope=None)", "labels",
        aliases=("tensorflow.contrib.slim.one_hot_encoding",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2541),
    ),
    OpSpec(
        "tensorflow.contrib.layers.repeat", OpRole.OPAQUE, "(inputs, repetitions, layer, *args, **kwargs)", "inputs",
        aliases=("tensorflow.contrib.slim.repeat",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2577),
    ),
    OpSpec(
        "tensorflow.contrib.layers.stack", OpRole.OPAQUE, "(inputs, layer, stack_args, **kwargs)", "inputs",
        aliases=("tensorflow.contrib.slim.stack",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3010),
    ),
    OpSpec(
        "tensorflow.contrib.layers.maxout", OpRole.SELECT, "(inputs, num_units, axis=-1, scope=None)", "inputs",
        aliases=("tensorflow.contrib.slim.maxout",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3104),
    ),
    OpSpec(
        "tensorflow.contrib.layers.unit_norm", OpRole.NORMALIZE, "(inputs, dim, epsilon=1e-07, scope=None)", "inputs",
        aliases=("tensorflow.contrib.slim.unit_norm",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 3066),
    ),
    OpSpec(
        "tensorflow.contrib.layers.spatial_softmax", OpRole.OPAQUE,
        "(features, temperature=None, name=None, variables_collections=None, trainable=True, data_format='NHWC')",
        "features", aliases=("tensorflow.contrib.slim.spatial_softmax",),
        gone=Source("tensorflow/tensorflow", "v1.15.5", "tensorflow/contrib/layers/python/layers/layers.py", 2914),
    ),
)
