"""What the functions that read an output, or build a loss by hand, do to numbers."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from installed_libraries import PRESENT, names, resolve

from xent_lint.knowledge.catalog import catalog
from xent_lint.knowledge.specs import Activation, ActivationSpec, OpRole, OpSpec

VALUES = np.array([[0.2, 0.7, 0.1], [0.45, 0.5, 0.05], [0.9, 0.04, 0.06]], np.float32)
OTHER = np.array([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5], [0.9, 0.5, 0.5]], np.float32)
OPS = [entry for entry in PRESENT if isinstance(entry, OpSpec)]
WORLDS = pytest.mark.parametrize("legacy", [False, True], ids=["modern", "legacy"])
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "greater": operator.gt, "greater_equal": operator.ge, "less": operator.lt, "less_equal": operator.le,
    "equal": operator.eq, "not_equal": operator.ne,
}  # fmt: skip
ELEMENTWISE: dict[OpRole, Callable[[Any], Any]] = {
    OpRole.ROUND: np.round, OpRole.LOG: np.log, OpRole.LOG1P: np.log1p, OpRole.EXP: np.exp,
}  # fmt: skip
REDUCING: dict[OpRole, Callable[[Any], Any]] = {
    OpRole.REDUCE_SUM: lambda x: x.sum(axis=-1),
    OpRole.LOGSUMEXP: lambda x: np.log(np.exp(x).sum(axis=-1)),
}
ROLES = {
    "tensorflow.round": OpRole.ROUND, "tensorflow.math.round": OpRole.ROUND, "tensorflow.math.rint": OpRole.ROUND,
    "keras.ops.round": OpRole.ROUND, "keras.backend.round": OpRole.ROUND,
    "tensorflow.argmax": OpRole.ARGMAX, "tensorflow.math.argmax": OpRole.ARGMAX, "keras.ops.argmax": OpRole.ARGMAX,
    "keras.backend.argmax": OpRole.ARGMAX,
    "tensorflow.math.log": OpRole.LOG, "keras.ops.log": OpRole.LOG, "keras.backend.log": OpRole.LOG,
    "tensorflow.math.log1p": OpRole.LOG1P, "keras.ops.log1p": OpRole.LOG1P,
    "tensorflow.math.exp": OpRole.EXP, "keras.ops.exp": OpRole.EXP, "keras.backend.exp": OpRole.EXP,
    "tensorflow.math.negative": OpRole.SUM, "keras.ops.negative": OpRole.SUM,
    "tensorflow.math.reduce_sum": OpRole.REDUCE_SUM, "keras.ops.sum": OpRole.REDUCE_SUM,
    "keras.backend.sum": OpRole.REDUCE_SUM,
    "tensorflow.math.reduce_mean": OpRole.AVERAGE, "keras.ops.mean": OpRole.AVERAGE,
    "keras.backend.mean": OpRole.AVERAGE,
    "tensorflow.math.reduce_max": OpRole.SELECT, "keras.ops.max": OpRole.SELECT, "keras.backend.max": OpRole.SELECT,
    "tensorflow.math.reduce_logsumexp": OpRole.LOGSUMEXP, "keras.ops.logsumexp": OpRole.LOGSUMEXP,
    "tensorflow.debugging.check_numerics": OpRole.IDENTITY,
}  # fmt: skip


def of(*roles: OpRole) -> list[OpSpec]:
    return [entry for entry in OPS if entry.role in roles]


def ident(entry: OpSpec) -> str:
    return entry.name


@pytest.mark.parametrize(("name", "role"), ROLES.items(), ids=str)
def test_roles(name: str, role: OpRole) -> None:
    found = catalog().find(name)
    assert isinstance(found, OpSpec)
    assert found.role is role


@WORLDS
@pytest.mark.parametrize("entry", of(OpRole.COMPARE), ids=ident)
def test_comparisons(entry: OpSpec, legacy: bool) -> None:
    assert entry.other is not None
    meant = COMPARISONS[entry.name.rpartition(".")[2]](VALUES, OTHER)
    for target in resolve(entry.name, legacy=legacy):
        assert (np.asarray(target(**{entry.input: VALUES, entry.other: OTHER})) == meant).all()


def test_every_comparison_is_there() -> None:
    compared = {name for entry in of(OpRole.COMPARE) for name in names(entry)}
    packages = ("tensorflow", "tensorflow.math", "keras.ops", "keras.backend")
    assert {f"{package}.{name}" for package in packages for name in COMPARISONS} <= compared


@WORLDS
@pytest.mark.parametrize("entry", of(*ELEMENTWISE), ids=ident)
def test_elementwise(entry: OpSpec, legacy: bool) -> None:
    for target in resolve(entry.name, legacy=legacy):
        measured = np.asarray(target(**{entry.input: tf.constant(VALUES)}))
        np.testing.assert_allclose(measured, ELEMENTWISE[entry.role](VALUES), rtol=1e-5)


@WORLDS
@pytest.mark.parametrize("entry", of(*REDUCING), ids=ident)
def test_reducing(entry: OpSpec, legacy: bool) -> None:
    for target in resolve(entry.name, legacy=legacy):
        measured = np.asarray(target(**{entry.input: tf.constant(VALUES), "axis": -1}))
        np.testing.assert_allclose(measured, REDUCING[entry.role](VALUES), rtol=1e-5)


@WORLDS
@pytest.mark.parametrize("entry", [entry for entry in OPS if entry.dtype is not None], ids=ident)
def test_a_cast_keeps_the_scale_in_floating_types_only(entry: OpSpec, legacy: bool) -> None:
    assert entry.role is OpRole.IDENTITY
    for target in resolve(entry.name, legacy=legacy):
        kept, cut = (np.asarray(target(tf.constant(VALUES), kind)) for kind in ("float64", "int32"))
        np.testing.assert_allclose(kept, VALUES, rtol=1e-6)
        assert not cut.any()


@WORLDS
@pytest.mark.parametrize(
    "name",
    ["keras.ops.convert_to_numpy", "keras.backend.get_value", "keras.backend.eval", "tensorflow.to_double",
     "tensorflow.debugging.assert_all_finite", "tensorflow.debugging.check_numerics"],
)
def test_what_hands_on_the_same_numbers(name: str, legacy: bool) -> None:
    entry = catalog().find(name)
    assert isinstance(entry, OpSpec)
    assert entry.role is OpRole.IDENTITY
    arguments = {"message": "not finite"} if "debugging" in name else {}
    for target in resolve(name, legacy=legacy):
        measured = np.asarray(target(**{entry.input: tf.constant(VALUES), **arguments}))
        np.testing.assert_allclose(measured, VALUES, rtol=1e-6)


@pytest.mark.parametrize("name", ["tensorflow.math.softplus", "keras.ops.softplus", "keras.backend.softplus"])
def test_softplus_is_an_activation(name: str) -> None:
    found = catalog().find(name)
    assert isinstance(found, ActivationSpec)
    assert found.kind is Activation.OTHER
