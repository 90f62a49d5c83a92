"""Layers and functions of Keras 1 and TensorFlow 0.12 that today's libraries lack.

`gen_math_ops.py` is generated when TensorFlow is built and was read in the wheel of 0.12.1.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec, OpRole, OpSpec, Source

ENTRIES: tuple[LayerSpec | OpSpec, ...] = (
    LayerSpec(
        "keras.layers.TimeDistributedDense", LayerRole.AFFINE,
        "(output_dim, init='glorot_uniform', activation=None, weights=None, W_regularizer=None, "
        "b_regularizer=None, activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True, "
        "input_dim=None, input_length=None, **kwargs)",
        units="output_dim", activation="activation",
        gone=Source("keras-team/keras", "1.2.2", "keras/layers/core.py", 1143),
    ),
    LayerSpec(
        "keras.layers.MaxoutDense", LayerRole.SELECT,
        "(output_dim, nb_feature=4, init='glorot_uniform', weights=None, W_regularizer=None, "
        "b_regularizer=None, activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True, "
        "input_dim=None, **kwargs)",
        units="output_dim", gone=Source("keras-team/keras", "1.2.2", "keras/layers/core.py", 873),
    ),
    LayerSpec(
        "keras.layers.Highway", LayerRole.OPAQUE,
        "(init='glorot_uniform', activation=None, weights=None, W_regularizer=None, b_regularizer=None, "
        "activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True, input_dim=None, "
        "**kwargs)",
        activation="activation", gone=Source("keras-team/keras", "1.2.2", "keras/layers/core.py", 1006),
    ),
    LayerSpec(
        "keras.layers.AtrousConvolution1D", LayerRole.AFFINE,
        "(nb_filter, filter_length, init='glorot_uniform', activation=None, weights=None, "
        "border_mode='valid', subsample_length=1, atrous_rate=1, W_regularizer=None, b_regularizer=None, "
        "activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True, **kwargs)",
        units="nb_filter", activation="activation",
        gone=Source("keras-team/keras", "1.2.2", "keras/layers/convolutional.py", 189),
    ),
    LayerSpec(
        "keras.layers.AtrousConvolution2D", LayerRole.AFFINE,
        "(nb_filter, nb_row, nb_col, init='glorot_uniform', activation=None, weights=None, "
        "border_mode='valid', subsample=(1, 1), atrous_rate=(1, 1), dim_ordering='default', "
        "W_regularizer=None, b_regularizer=None, activity_regularizer=None, W_constraint=None, "
        "b_constraint=None, bias=True, **kwargs)",
        units="nb_filter", activation="activation",
        gone=Source("keras-team/keras", "1.2.2", "keras/layers/convolutional.py", 691),
    ),
    LayerSpec(
        "keras.layers.Deconvolution2D", LayerRole.AFFINE,
        "(nb_filter, nb_row, nb_col, output_shape, init='glorot_uniform', activation=None, weights=None, "
        "border_mode='valid', subsample=(1, 1), dim_ordering='default', W_regularizer=None, "
        "b_regularizer=None, activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True, "
        "**kwargs)",
        units="nb_filter", activation="activation",
        gone=Source("keras-team/keras", "1.2.2", "keras/layers/convolutional.py", 505),
    ),
    LayerSpec(
        "keras.layers.Merge", LayerRole.OPAQUE,
        "(layers=None, mode='sum', concat_axis=-1, dot_axes=-1, output_shape=None, output_mask=None, "
        "arguments=None, node_indices=None, tensor_indices=None, name=None)",
        keeps_units=False, gone=Source("keras-team/keras", "1.2.2", "keras/engine/topology.py", 1208),
    ),
    OpSpec(
        "keras.layers.merge", OpRole.OPAQUE,
        "(inputs, mode='sum', concat_axis=-1, dot_axes=-1, output_shape=None, output_mask=None, "
        "arguments=None, name=None)",
        "inputs", aliases=("keras.merge",), gone=Source("keras-team/keras", "1.2.2", "keras/engine/topology.py", 1622),
    ),
    OpSpec(
        "tensorflow.pack", OpRole.CONCATENATE, "(values, axis=0, name='pack')", "values",
        gone=Source("tensorflow/tensorflow", "0.12.1", "tensorflow/python/ops/array_ops.py", 718),
    ),
    OpSpec(
        "tensorflow.unpack", OpRole.OPAQUE, "(value, num=None, axis=0, name='unpack')", "value",
        gone=Source("tensorflow/tensorflow", "0.12.1", "tensorflow/python/ops/array_ops.py", 895),
    ),
    OpSpec(
        "tensorflow.mul", OpRole.SCALE, "(x, y, name=None)", "x",
        gone=Source("tensorflow/tensorflow", "0.12.1", "tensorflow/python/ops/gen_math_ops.py", 1599),
    ),
    OpSpec(
        "tensorflow.sub", OpRole.SUM, "(x, y, name=None)", "x",
        gone=Source("tensorflow/tensorflow", "0.12.1", "tensorflow/python/ops/gen_math_ops.py", 2744),
    ),
    OpSpec(
        "tensorflow.neg", OpRole.SUM, "(x, name=None)", "x",
        gone=Source("tensorflow/tensorflow", "0.12.1", "tensorflow/python/ops/math_ops.py", 320),
    ),
)
