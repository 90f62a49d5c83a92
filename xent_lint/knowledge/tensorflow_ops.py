"""Functions on tensors in TensorFlow: what a head goes through on its way to a loss.

`signature` is TensorFlow 2's, `legacy_signature` that of `tf.compat.v1`. Names that TensorFlow 2 has dropped but
`tf.compat.v1` keeps (`placeholder`, `xw_plus_b`, `div`, ...) stand under `tensorflow.` like the others.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import OpRole, OpSpec

ENTRIES: tuple[OpSpec, ...] = (
    OpSpec("tensorflow.identity", OpRole.IDENTITY, "(input, name=None)", "input"),
    OpSpec("tensorflow.stop_gradient", OpRole.IDENTITY, "(input, name=None)", "input"),
    OpSpec(
        "tensorflow.convert_to_tensor", OpRole.IDENTITY, "(value, dtype=None, dtype_hint=None, name=None)", "value",
        legacy_signature="(value, dtype=None, name=None, preferred_dtype=None, dtype_hint=None)",
    ),
    OpSpec("tensorflow.cast", OpRole.IDENTITY, "(x, dtype, name=None)", "x", dtype="dtype"),
    OpSpec("tensorflow.ensure_shape", OpRole.IDENTITY, "(x, shape, name=None)", "x"),
    OpSpec(
        "tensorflow.check_numerics", OpRole.IDENTITY, "(tensor, message, name=None)", "tensor",
        aliases=("tensorflow.debugging.check_numerics",),
    ),
    OpSpec("tensorflow.to_float", OpRole.IDENTITY, "(x, name='ToFloat')", "x"),
    OpSpec("tensorflow.grad_pass_through", OpRole.IDENTITY, "(f)", "f"),
    OpSpec(
        "tensorflow.Print", OpRole.IDENTITY, "(input_, data, message=None, first_n=None, summarize=None, name=None)",
        "input_",
    ),
    OpSpec("tensorflow.reshape", OpRole.RESHAPE, "(tensor, shape, name=None)", "tensor"),
    OpSpec(
        "tensorflow.squeeze", OpRole.RESHAPE, "(input, axis=None, name=None)", "input",
        legacy_signature="(input, axis=None, name=None, squeeze_dims=None)",
    ),
    OpSpec(
        "tensorflow.expand_dims", OpRole.RESHAPE, "(input, axis, name=None)", "input",
        legacy_signature="(input, axis=None, name=None, dim=None)",
    ),
    OpSpec(
        "tensorflow.transpose", OpRole.RESHAPE, "(a, perm=None, conjugate=False, name='transpose')", "a",
        legacy_signature="(a, perm=None, name='transpose', conjugate=False)",
    ),
    OpSpec(
        "tensorflow.gather", OpRole.RESHAPE,
        "(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None)", "params",
        legacy_signature="(params, indices, validate_indices=None, name=None, axis=None, batch_dims=0)",
    ),
    OpSpec(
        "tensorflow.gather_nd", OpRole.RESHAPE, "(params, indices, batch_dims=0, name=None, bad_indices_policy='')",
        "params", legacy_signature="(params, indices, name=None, batch_dims=0, bad_indices_policy='')",
    ),
    OpSpec(
        "tensorflow.boolean_mask", OpRole.RESHAPE, "(tensor, mask, axis=None, name='boolean_mask')", "tensor",
        legacy_signature="(tensor, mask, name='boolean_mask', axis=None)",
    ),
    OpSpec("tensorflow.slice", OpRole.RESHAPE, "(input_, begin, size, name=None)", "input_"),
    OpSpec(
        "tensorflow.strided_slice", OpRole.RESHAPE,
        "(input_, begin, end, strides=None, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, "
        "shrink_axis_mask=0, var=None, name=None)",
        "input_",
    ),
    OpSpec("tensorflow.tile", OpRole.RESHAPE, "(input, multiples, name=None)", "input"),
    OpSpec("tensorflow.repeat", OpRole.RESHAPE, "(input, repeats, axis=None, name=None)", "input"),
    OpSpec("tensorflow.reverse", OpRole.RESHAPE, "(tensor, axis, name=None)", "tensor"),
    OpSpec("tensorflow.broadcast_to", OpRole.RESHAPE, "(input, shape, name=None)", "input"),
    OpSpec("tensorflow.roll", OpRole.RESHAPE, "(input, shift, axis, name=None)", "input"),
    OpSpec(
        "tensorflow.matrix_transpose", OpRole.RESHAPE, "(a, name='matrix_transpose', conjugate=False)", "a",
        aliases=("tensorflow.linalg.matrix_transpose", "tensorflow.linalg.transpose"),
    ),
    OpSpec(
        "tensorflow.split", OpRole.SPLIT, "(value, num_or_size_splits, axis=0, num=None, name='split')", "value",
        other="num_or_size_splits",
    ),
    OpSpec("tensorflow.unstack", OpRole.SPLIT, "(value, num=None, axis=0, name='unstack')", "value", other="num"),
    OpSpec("tensorflow.identity_n", OpRole.OPAQUE, "(input, name=None)", "input"),
    OpSpec("tensorflow.concat", OpRole.CONCATENATE, "(values, axis, name='concat')", "values"),
    OpSpec("tensorflow.stack", OpRole.CONCATENATE, "(values, axis=0, name='stack')", "values"),
    OpSpec(
        "tensorflow.matmul", OpRole.AFFINE,
        "(a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, "
        "b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, name=None)",
        "a", aliases=("tensorflow.linalg.matmul",),
    ),
    OpSpec(
        "tensorflow.tensordot", OpRole.AFFINE, "(a, b, axes, name=None)", "a",
        aliases=("tensorflow.linalg.tensordot",),
    ),
    OpSpec(
        "tensorflow.einsum", OpRole.AFFINE, "(equation, *inputs, **kwargs)", "inputs",
        aliases=("tensorflow.linalg.einsum",),
    ),
    OpSpec("tensorflow.nn.xw_plus_b", OpRole.AFFINE, "(x, weights, biases, name=None)", "x"),
    OpSpec(
        "tensorflow.nn.conv1d", OpRole.AFFINE,
        "(input, filters, stride, padding, data_format='NWC', dilations=None, name=None)", "input",
        legacy_signature="(value=None, filters=None, stride=None, padding=None, use_cudnn_on_gpu=None, "
                         "data_format=None, name=None, input=None, dilations=None)",
    ),
    OpSpec(
        "tensorflow.nn.conv2d", OpRole.AFFINE,
        "(input, filters, strides, padding, data_format='NHWC', dilations=None, name=None)", "input",
        legacy_signature="(input, filter=None, strides=None, padding=None, use_cudnn_on_gpu=True, "
                         "data_format='NHWC', dilations=[1, 1, 1, 1], name=None, filters=None)",
    ),
    OpSpec(
        "tensorflow.nn.conv3d", OpRole.AFFINE,
        "(input, filters, strides, padding, data_format='NDHWC', dilations=None, name=None)", "input",
        legacy_signature="(input, filter=None, strides=None, padding=None, data_format='NDHWC', "
                         "dilations=[1, 1, 1, 1, 1], name=None, filters=None)",
    ),
    OpSpec(
        "tensorflow.nn.conv1d_transpose", OpRole.AFFINE,
        "(input, filters, output_shape, strides, padding='SAME', data_format='NWC', dilations=None, name=None)",
        "input",
    ),
    OpSpec(
        "tensorflow.nn.conv2d_transpose", OpRole.AFFINE,
        "(input, filters, output_shape, strides, padding='SAME', data_format='NHWC', dilations=None, name=None)",
        "input",
        legacy_signature="(value=None, filter=None, output_shape=None, strides=None, padding='SAME', "
                         "data_format='NHWC', name=None, input=None, filters=None, dilations=None)",
    ),
    OpSpec(
        "tensorflow.nn.conv3d_transpose", OpRole.AFFINE,
        "(input, filters, output_shape, strides, padding='SAME', data_format='NDHWC', dilations=None, name=None)",
        "input",
        legacy_signature="(value, filter=None, output_shape=None, strides=None, padding='SAME', "
                         "data_format='NDHWC', name=None, input=None, filters=None, dilations=None)",
    ),
    OpSpec(
        "tensorflow.nn.depthwise_conv2d", OpRole.AFFINE,
        "(input, filter, strides, padding, data_format=None, dilations=None, name=None)", "input",
        legacy_signature="(input, filter, strides, padding, rate=None, name=None, data_format=None, dilations=None)",
    ),
    OpSpec(
        "tensorflow.nn.separable_conv2d", OpRole.AFFINE,
        "(input, depthwise_filter, pointwise_filter, strides, padding, data_format=None, dilations=None, name=None)",
        "input",
        legacy_signature="(input, depthwise_filter, pointwise_filter, strides, padding, rate=None, "
                         "name=None, data_format=None, dilations=None)",
    ),
    OpSpec("tensorflow.nn.atrous_conv2d", OpRole.AFFINE, "(value, filters, rate, padding, name=None)", "value"),
    OpSpec(
        "tensorflow.nn.convolution", OpRole.AFFINE,
        "(input, filters, strides=None, padding='VALID', data_format=None, dilations=None, name=None)", "input",
        legacy_signature="(input, filter, padding, strides=None, dilation_rate=None, name=None, "
                         "data_format=None, filters=None, dilations=None)",
    ),
    OpSpec(
        "tensorflow.sparse.sparse_dense_matmul", OpRole.AFFINE,
        "(sp_a, b, adjoint_a=False, adjoint_b=False, name=None)", "sp_a",
        aliases=("tensorflow.sparse.matmul", "tensorflow.sparse_tensor_dense_matmul"),
    ),
    OpSpec("tensorflow.nn.bias_add", OpRole.SUM, "(value, bias, data_format=None, name=None)", "value"),
    OpSpec("tensorflow.add", OpRole.SUM, "(x, y, name=None)", "x", aliases=("tensorflow.math.add",)),
    OpSpec("tensorflow.subtract", OpRole.SUM, "(x, y, name=None)", "x", aliases=("tensorflow.math.subtract",)),
    OpSpec("tensorflow.add_n", OpRole.SUM, "(inputs, name=None)", "inputs", aliases=("tensorflow.math.add_n",)),
    OpSpec(
        "tensorflow.accumulate_n", OpRole.SUM, "(inputs, shape=None, tensor_dtype=None, name=None)", "inputs",
        aliases=("tensorflow.math.accumulate_n",),
    ),
    OpSpec("tensorflow.negative", OpRole.SUM, "(x, name=None)", "x", aliases=("tensorflow.math.negative",)),
    OpSpec("tensorflow.multiply", OpRole.SCALE, "(x, y, name=None)", "x", aliases=("tensorflow.math.multiply",)),
    OpSpec("tensorflow.divide", OpRole.SCALE, "(x, y, name=None)", "x", aliases=("tensorflow.math.divide",)),
    OpSpec("tensorflow.truediv", OpRole.SCALE, "(x, y, name=None)", "x", aliases=("tensorflow.math.truediv",)),
    OpSpec(
        "tensorflow.scalar_mul", OpRole.SCALE, "(scalar, x, name=None)", "x", aliases=("tensorflow.math.scalar_mul",),
    ),
    OpSpec("tensorflow.div", OpRole.SCALE, "(x, y, name=None)", "x"),
    OpSpec("tensorflow.realdiv", OpRole.SCALE, "(x, y, name=None)", "x"),
    OpSpec(
        "tensorflow.reduce_mean", OpRole.AVERAGE, "(input_tensor, axis=None, keepdims=False, name=None)",
        "input_tensor", aliases=("tensorflow.math.reduce_mean",),
        legacy_signature="(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, "
                         "keep_dims=None)",
    ),
    OpSpec(
        "tensorflow.nn.avg_pool", OpRole.AVERAGE, "(input, ksize, strides, padding, data_format=None, name=None)",
        "input", legacy_signature="(value, ksize, strides, padding, data_format='NHWC', name=None, input=None)",
    ),
    OpSpec(
        "tensorflow.nn.avg_pool1d", OpRole.AVERAGE, "(input, ksize, strides, padding, data_format='NWC', name=None)",
        "input",
    ),
    OpSpec(
        "tensorflow.nn.avg_pool2d", OpRole.AVERAGE, "(input, ksize, strides, padding, data_format='NHWC', name=None)",
        "input", legacy_signature="(value, ksize, strides, padding, data_format='NHWC', name=None, input=None)",
    ),
    OpSpec(
        "tensorflow.nn.avg_pool3d", OpRole.AVERAGE, "(input, ksize, strides, padding, data_format='NDHWC', name=None)",
        "input",
    ),
    OpSpec(
        "tensorflow.reduce_sum", OpRole.REDUCE_SUM, "(input_tensor, axis=None, keepdims=False, name=None)",
        "input_tensor", aliases=("tensorflow.math.reduce_sum",),
        legacy_signature="(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, "
                         "keep_dims=None)",
    ),
    OpSpec(
        "tensorflow.reduce_max", OpRole.SELECT, "(input_tensor, axis=None, keepdims=False, name=None)", "input_tensor",
        aliases=("tensorflow.math.reduce_max",),
        legacy_signature="(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, "
                         "keep_dims=None)",
    ),
    OpSpec(
        "tensorflow.reduce_min", OpRole.SELECT, "(input_tensor, axis=None, keepdims=False, name=None)", "input_tensor",
        aliases=("tensorflow.math.reduce_min",),
        legacy_signature="(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, "
                         "keep_dims=None)",
    ),
    OpSpec("tensorflow.maximum", OpRole.SELECT, "(x, y, name=None)", "x", aliases=("tensorflow.math.maximum",)),
    OpSpec("tensorflow.minimum", OpRole.SELECT, "(x, y, name=None)", "x", aliases=("tensorflow.math.minimum",)),
    OpSpec(
        "tensorflow.nn.max_pool", OpRole.SELECT, "(input, ksize, strides, padding, data_format=None, name=None)",
        "input", legacy_signature="(value, ksize, strides, padding, data_format='NHWC', name=None, input=None)",
    ),
    OpSpec(
        "tensorflow.nn.max_pool1d", OpRole.SELECT, "(input, ksize, strides, padding, data_format='NWC', name=None)",
        "input",
    ),
    OpSpec(
        "tensorflow.nn.max_pool2d", OpRole.SELECT, "(input, ksize, strides, padding, data_format='NHWC', name=None)",
        "input",
    ),
    OpSpec(
        "tensorflow.nn.max_pool3d", OpRole.SELECT, "(input, ksize, strides, padding, data_format='NDHWC', name=None)",
        "input",
    ),
    OpSpec("tensorflow.clip_by_value", OpRole.CLIP, "(t, clip_value_min, clip_value_max, name=None)", "t"),
    OpSpec("tensorflow.log", OpRole.LOG, "(x, name=None)", "x", aliases=("tensorflow.math.log",)),
    OpSpec("tensorflow.log1p", OpRole.LOG1P, "(x, name=None)", "x", aliases=("tensorflow.math.log1p",)),
    OpSpec("tensorflow.exp", OpRole.EXP, "(x, name=None)", "x", aliases=("tensorflow.math.exp",)),
    OpSpec(
        "tensorflow.argmax", OpRole.ARGMAX, "(input, axis=None, output_type=..., name=None)", "input",
        aliases=("tensorflow.math.argmax",),
        legacy_signature="(input, axis=None, name=None, dimension=None, output_type=...)",
    ),
    OpSpec(
        "tensorflow.argmin", OpRole.ARGMAX, "(input, axis=None, output_type=..., name=None)", "input",
        aliases=("tensorflow.math.argmin",),
        legacy_signature="(input, axis=None, name=None, dimension=None, output_type=...)",
    ),
    OpSpec(
        "tensorflow.argsort", OpRole.ARGMAX, "(values, axis=-1, direction='ASCENDING', stable=False, name=None)",
        "values",
    ),
    OpSpec(
        "tensorflow.math.top_k", OpRole.ARGMAX, "(input, k=1, sorted=True, index_type=..., name=None)", "input",
        aliases=("tensorflow.nn.top_k",),
    ),
    OpSpec(
        "tensorflow.math.in_top_k", OpRole.ARGMAX, "(targets, predictions, k, name=None)", "targets",
        aliases=("tensorflow.nn.in_top_k",), legacy_signature="(predictions, targets, k, name=None)",
    ),
    OpSpec("tensorflow.arg_max", OpRole.ARGMAX, "(input, dimension, output_type=..., name=None)", "input"),
    OpSpec("tensorflow.arg_min", OpRole.ARGMAX, "(input, dimension, output_type=..., name=None)", "input"),
    OpSpec(
        "tensorflow.one_hot", OpRole.LABELS,
        "(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None)", "indices",
    ),
    OpSpec(
        "tensorflow.ones_like", OpRole.LABELS, "(input, dtype=None, name=None, layout=None)", "input",
        legacy_signature="(tensor, dtype=None, name=None, optimize=True)",
    ),
    OpSpec(
        "tensorflow.zeros_like", OpRole.LABELS, "(input, dtype=None, name=None, layout=None)", "input",
        legacy_signature="(tensor, dtype=None, name=None, optimize=True)",
    ),
    OpSpec("tensorflow.ones", OpRole.LABELS, "(shape, dtype=..., name=None, layout=None)", "shape"),
    OpSpec("tensorflow.zeros", OpRole.LABELS, "(shape, dtype=..., name=None, layout=None)", "shape"),
    OpSpec("tensorflow.fill", OpRole.LABELS, "(dims, value, name=None, layout=None)", "dims"),
    OpSpec("tensorflow.placeholder", OpRole.FEATURES, "(dtype, shape=None, name=None)", "dtype"),
    OpSpec("tensorflow.placeholder_with_default", OpRole.FEATURES, "(input, shape, name=None)", "input"),
    OpSpec(
        "tensorflow.constant", OpRole.FEATURES, "(value, dtype=None, shape=None, name='Const')", "value",
        legacy_signature="(value, dtype=None, shape=None, name='Const', verify_shape=False)",
    ),
    OpSpec(
        "tensorflow.get_variable", OpRole.WEIGHTS,
        "(name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=None, "
        "collections=None, caching_device=None, partitioner=None, validate_shape=True, use_resource=None, "
        "custom_getter=None, constraint=None, synchronization=0, aggregation=0)",
        "name",
    ),
    OpSpec(
        "tensorflow.random.normal", OpRole.FEATURES, "(shape, mean=0.0, stddev=1.0, dtype=..., seed=None, name=None)",
        "shape", aliases=("tensorflow.random_normal",),
    ),
    OpSpec(
        "tensorflow.random.uniform", OpRole.FEATURES,
        "(shape, minval=0, maxval=None, dtype=..., seed=None, name=None)", "shape",
        aliases=("tensorflow.random_uniform",),
    ),
    OpSpec(
        "tensorflow.random.truncated_normal", OpRole.FEATURES,
        "(shape, mean=0.0, stddev=1.0, dtype=..., seed=None, name=None)", "shape",
        aliases=("tensorflow.truncated_normal",),
    ),
    OpSpec(
        "tensorflow.random.stateless_normal", OpRole.FEATURES,
        "(shape, seed, mean=0.0, stddev=1.0, dtype=..., name=None, alg='auto_select')", "shape",
    ),
    OpSpec(
        "tensorflow.random.stateless_uniform", OpRole.FEATURES,
        "(shape, seed, minval=0, maxval=None, dtype=..., name=None, alg='auto_select')", "shape",
    ),
    OpSpec(
        "tensorflow.random.gamma", OpRole.FEATURES, "(shape, alpha, beta=None, dtype=..., seed=None, name=None)",
        "shape", aliases=("tensorflow.random_gamma",),
    ),
    OpSpec(
        "tensorflow.random.poisson", OpRole.FEATURES, "(shape, lam, dtype=..., seed=None, name=None)", "shape",
        legacy_signature="(lam, shape, dtype=..., seed=None, name=None)",
    ),
    OpSpec(
        "tensorflow.random.shuffle", OpRole.FEATURES, "(value, seed=None, name=None)", "value",
        aliases=("tensorflow.random_shuffle",),
    ),
    OpSpec(
        "tensorflow.nn.embedding_lookup", OpRole.FEATURES, "(params, ids, max_norm=None, name=None)", "ids",
        legacy_signature="(params, ids, partition_strategy='mod', name=None, validate_indices=True, max_norm=None)",
    ),
    OpSpec(
        "tensorflow.Variable", OpRole.WEIGHTS,
        "(initial_value=None, trainable=None, validate_shape=True, caching_device=None, name=None, "
        "variable_def=None, dtype=None, import_scope=None, constraint=None, synchronization=0, "
        "aggregation=0, shape=None, experimental_enable_variable_lifting=True)",
        "initial_value",
        legacy_signature="(initial_value=None, trainable=None, collections=None, validate_shape=True, "
                         "caching_device=None, name=None, variable_def=None, dtype=None, "
                         "expected_shape=None, import_scope=None, constraint=None, use_resource=None, "
                         "synchronization=0, aggregation=0, shape=None)",
    ),
    OpSpec(
        "tensorflow.nn.dropout", OpRole.DROPOUT, "(x, rate, noise_shape=None, seed=None, name=None)", "x",
        legacy_signature="(x, keep_prob=None, noise_shape=None, seed=None, name=None, rate=None)",
    ),
    OpSpec(
        "tensorflow.nn.batch_normalization", OpRole.NORMALIZE,
        "(x, mean, variance, offset, scale, variance_epsilon, name=None)", "x",
    ),
    OpSpec(
        "tensorflow.nn.fused_batch_norm", OpRole.NORMALIZE,
        "(x, scale, offset, mean=None, variance=None, epsilon=0.001, data_format='NHWC', is_training=True, "
        "name=None, exponential_avg_factor=1.0)",
        "x",
    ),
    OpSpec(
        "tensorflow.reduce_logsumexp", OpRole.LOGSUMEXP, "(input_tensor, axis=None, keepdims=False, name=None)",
        "input_tensor", aliases=("tensorflow.math.reduce_logsumexp",),
        legacy_signature="(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, "
                         "keep_dims=None)",
    ),
    OpSpec("tensorflow.pow", OpRole.OPAQUE, "(x, y, name=None)", "x", aliases=("tensorflow.math.pow",)),
    OpSpec("tensorflow.square", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.math.square",)),
    OpSpec("tensorflow.sqrt", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.math.sqrt",)),
    OpSpec("tensorflow.where", OpRole.OPAQUE, "(condition, x=None, y=None, name=None)", "x"),
    OpSpec(
        "tensorflow.math.l2_normalize", OpRole.OPAQUE, "(x, axis=None, epsilon=1e-12, name=None, dim=None)", "x",
        aliases=("tensorflow.linalg.l2_normalize", "tensorflow.nn.l2_normalize"),
    ),
    OpSpec(
        "tensorflow.nn.sampled_softmax_loss", OpRole.OPAQUE,
        "(weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, sampled_values=None, "
        "remove_accidental_hits=True, seed=None, name='sampled_softmax_loss')",
        "weights",
        legacy_signature="(weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, "
                         "sampled_values=None, remove_accidental_hits=True, partition_strategy='mod', "
                         "name='sampled_softmax_loss', seed=None)",
    ),
    OpSpec(
        "tensorflow.nn.nce_loss", OpRole.OPAQUE,
        "(weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, sampled_values=None, "
        "remove_accidental_hits=False, name='nce_loss')",
        "weights",
        legacy_signature="(weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, "
                         "sampled_values=None, remove_accidental_hits=False, partition_strategy='mod', "
                         "name='nce_loss')",
    ),
    OpSpec(
        "tensorflow.reduce_prod", OpRole.OPAQUE, "(input_tensor, axis=None, keepdims=False, name=None)",
        "input_tensor", aliases=("tensorflow.math.reduce_prod",),
        legacy_signature="(input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, "
                         "keep_dims=None)",
    ),
    OpSpec(
        "tensorflow.map_fn", OpRole.OPAQUE,
        "(fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, "
        "infer_shape=True, name=None, fn_output_signature=None)",
        "elems",
    ),
    OpSpec("tensorflow.rsqrt", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.math.rsqrt",)),
    OpSpec("tensorflow.abs", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.math.abs",)),
    OpSpec("tensorflow.sign", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.math.sign",)),
    OpSpec("tensorflow.round", OpRole.ROUND, "(x, name=None)", "x", aliases=("tensorflow.math.round",)),
)
