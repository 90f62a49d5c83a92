"""Formulas as people write them by hand, with the functions of the framework at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

EPSILON = 1e-7

Formula = Callable[["Functions", Any, Any], Any]


@dataclass(frozen=True)
class Functions:
    """The functions that the formulas are made of, of one framework. `total` sums over the last axis and keeps it."""

    log: Callable[[Any], Any]
    exp: Callable[[Any], Any]
    total: Callable[[Any], Any]
    clip: Callable[[Any, float, float], Any]


def _binary(of: Functions, y: Any, p: Any) -> Any:
    return -(y * of.log(p) + (1.0 - y) * of.log(1.0 - p))


def _binary_epsilon(of: Functions, y: Any, p: Any) -> Any:
    return -(y * of.log(p + EPSILON) + (1.0 - y) * of.log(1.0 - p + EPSILON))


def _binary_clip(of: Functions, y: Any, p: Any) -> Any:
    return _binary(of, y, of.clip(p, EPSILON, 1.0 - EPSILON))


def _softplus(of: Functions, y: Any, z: Any) -> Any:
    return of.log(1.0 + of.exp(z)) - y * z


def _categorical(of: Functions, y: Any, p: Any) -> Any:
    return -of.total(y * of.log(p))


def _categorical_epsilon(of: Functions, y: Any, p: Any) -> Any:
    return -of.total(y * of.log(p + EPSILON))


def _categorical_clip(of: Functions, y: Any, p: Any) -> Any:
    return _categorical(of, y, of.clip(p, EPSILON, 1.0 - EPSILON))


def _log_sum_exp(of: Functions, y: Any, z: Any) -> Any:
    return of.log(of.total(of.exp(z))) - of.total(y * z)


FORMULAS: Mapping[str, Formula] = {
    "by_hand.binary": _binary,
    "by_hand.binary_epsilon": _binary_epsilon,
    "by_hand.binary_clip": _binary_clip,
    "by_hand.softplus": _softplus,
    "by_hand.categorical": _categorical,
    "by_hand.categorical_epsilon": _categorical_epsilon,
    "by_hand.categorical_clip": _categorical_clip,
    "by_hand.log_sum_exp": _log_sum_exp,
}


def softmax(of: Functions, z: Any) -> Any:
    """exp(z) / sum(exp(z)), without subtracting the maximum."""
    powers = of.exp(z)
    return powers / of.total(powers)
