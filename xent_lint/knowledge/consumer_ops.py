"""Functions that read an output: comparisons, rounding, copies to NumPy, and what hand-written losses are made of.

The other `tf.debugging.assert_*` give nothing back and need no entry. `tf.negative` stands with the sums (one operand),
softplus with the activations. `floor`, `ceil` and casts to integers decide nothing at 0.5 and are not described.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import OpRole, OpSpec

ENTRIES: tuple[OpSpec, ...] = (
    OpSpec(
        "tensorflow.greater", OpRole.COMPARE, "(x, y, name=None)", "x", aliases=("tensorflow.math.greater",), other="y",
    ),
    OpSpec(
        "tensorflow.greater_equal", OpRole.COMPARE, "(x, y, name=None)", "x", other="y",
        aliases=("tensorflow.math.greater_equal",),
    ),
    OpSpec(
        "tensorflow.less", OpRole.COMPARE, "(x, y, name=None)", "x", aliases=("tensorflow.math.less",), other="y",
    ),
    OpSpec(
        "tensorflow.less_equal", OpRole.COMPARE, "(x, y, name=None)", "x", other="y",
        aliases=("tensorflow.math.less_equal",),
    ),
    OpSpec(
        "tensorflow.equal", OpRole.COMPARE, "(x, y, name=None)", "x", aliases=("tensorflow.math.equal",), other="y",
    ),
    OpSpec(
        "tensorflow.not_equal", OpRole.COMPARE, "(x, y, name=None)", "x", other="y",
        aliases=("tensorflow.math.not_equal",),
    ),
    OpSpec(
        "keras.ops.greater", OpRole.COMPARE, "(x1, x2)", "x1", aliases=("keras.ops.numpy.greater",), other="x2",
    ),
    OpSpec(
        "keras.ops.greater_equal", OpRole.COMPARE, "(x1, x2)", "x1", other="x2",
        aliases=("keras.ops.numpy.greater_equal",),
    ),
    OpSpec(
        "keras.ops.less", OpRole.COMPARE, "(x1, x2)", "x1", aliases=("keras.ops.numpy.less",), other="x2",
    ),
    OpSpec(
        "keras.ops.less_equal", OpRole.COMPARE, "(x1, x2)", "x1", aliases=("keras.ops.numpy.less_equal",), other="x2",
    ),
    OpSpec(
        "keras.ops.equal", OpRole.COMPARE, "(x1, x2)", "x1", aliases=("keras.ops.numpy.equal",), other="x2",
    ),
    OpSpec(
        "keras.ops.not_equal", OpRole.COMPARE, "(x1, x2)", "x1", aliases=("keras.ops.numpy.not_equal",), other="x2",
    ),
    OpSpec("keras.backend.greater", OpRole.COMPARE, "(x, y)", "x", other="y"),
    OpSpec("keras.backend.greater_equal", OpRole.COMPARE, "(x, y)", "x", other="y"),
    OpSpec("keras.backend.less", OpRole.COMPARE, "(x, y)", "x", other="y"),
    OpSpec("keras.backend.less_equal", OpRole.COMPARE, "(x, y)", "x", other="y"),
    OpSpec("keras.backend.equal", OpRole.COMPARE, "(x, y)", "x", other="y"),
    OpSpec("keras.backend.not_equal", OpRole.COMPARE, "(x, y)", "x", other="y"),
    OpSpec("tensorflow.math.rint", OpRole.ROUND, "(x, name=None)", "x", aliases=("tensorflow.rint",)),
    OpSpec("keras.ops.round", OpRole.ROUND, "(x, decimals=0)", "x", aliases=("keras.ops.numpy.round",)),
    OpSpec("tensorflow.floor", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.math.floor",)),
    OpSpec("tensorflow.math.ceil", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.ceil",)),
    OpSpec("keras.ops.floor", OpRole.OPAQUE, "(x)", "x", aliases=("keras.ops.numpy.floor",)),
    OpSpec("keras.ops.ceil", OpRole.OPAQUE, "(x)", "x", aliases=("keras.ops.numpy.ceil",)),
    OpSpec("tensorflow.to_int32", OpRole.OPAQUE, "(x, name='ToInt32')", "x"),
    OpSpec("tensorflow.to_int64", OpRole.OPAQUE, "(x, name='ToInt64')", "x"),
    OpSpec("tensorflow.to_double", OpRole.IDENTITY, "(x, name='ToDouble')", "x"),
    OpSpec("tensorflow.math.expm1", OpRole.OPAQUE, "(x, name=None)", "x", aliases=("tensorflow.expm1",)),
    OpSpec("keras.ops.expm1", OpRole.OPAQUE, "(x)", "x", aliases=("keras.ops.numpy.expm1",)),
    OpSpec("keras.ops.logaddexp", OpRole.OPAQUE, "(x1, x2)", "x1", aliases=("keras.ops.numpy.logaddexp",)),
    OpSpec("keras.ops.convert_to_numpy", OpRole.IDENTITY, "(x)", "x"),
    OpSpec("keras.backend.get_value", OpRole.IDENTITY, "(x)", "x"),
    OpSpec("keras.backend.eval", OpRole.IDENTITY, "(x)", "x"),
    OpSpec(
        "tensorflow.debugging.assert_all_finite", OpRole.IDENTITY, "(x, message, name=None)", "x",
        aliases=("tensorflow.verify_tensor_all_finite",),
        legacy_signature="(t=None, msg=None, name=None, x=None, message=None)",
    ),
)
