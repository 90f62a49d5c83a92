"""NumPy functions that programs put predictions through. Plain NumPy code is out of scope, model outputs are not."""

from __future__ import annotations

from xent_lint.knowledge.specs import OpRole, OpSpec

ENTRIES: tuple[OpSpec, ...] = (
    OpSpec("numpy.round", OpRole.ROUND, "(a, decimals=0, out=None)", "a", aliases=("numpy.around",)),
    OpSpec("numpy.rint", OpRole.ROUND, "(x, /, out=None)", "x"),
    OpSpec("numpy.squeeze", OpRole.RESHAPE, "(a, axis=None)", "a"),
    OpSpec("numpy.ravel", OpRole.RESHAPE, "(a, order='C')", "a"),
    OpSpec("numpy.reshape", OpRole.RESHAPE, "(a, /, shape, order='C')", "a"),
    OpSpec("numpy.array", OpRole.IDENTITY, "(object, dtype=None)", "object"),
    OpSpec("numpy.asarray", OpRole.IDENTITY, "(a, dtype=None)", "a"),
    OpSpec("numpy.argmax", OpRole.ARGMAX, "(a, axis=None, out=None)", "a"),
    OpSpec("numpy.argsort", OpRole.ARGMAX, "(a, axis=-1, kind=None, order=None)", "a"),
    OpSpec("numpy.max", OpRole.SELECT, "(a, axis=None, out=None)", "a", aliases=("numpy.amax",)),
    OpSpec("numpy.mean", OpRole.AVERAGE, "(a, axis=None, dtype=None, out=None)", "a"),
    OpSpec("numpy.greater", OpRole.COMPARE, "(x1, x2, /, out=None)", "x1", other="x2"),
    OpSpec("numpy.greater_equal", OpRole.COMPARE, "(x1, x2, /, out=None)", "x1", other="x2"),
    OpSpec("numpy.less", OpRole.COMPARE, "(x1, x2, /, out=None)", "x1", other="x2"),
    OpSpec("numpy.less_equal", OpRole.COMPARE, "(x1, x2, /, out=None)", "x1", other="x2"),
)
