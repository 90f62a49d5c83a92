"""Where rules meet: two decorators, one table, filled by importing every module of this package once."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType, UnionType
from typing import Protocol, TypeVar

from xent_lint import rules
from xent_lint.analysis.observations import LossApplied, Observation, Pair
from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import PAIR_ORDER, Fix, Severity
from xent_lint.fixes.program import Program


class Repair(Protocol):
    """A way to repair a finding, planned when the program as a whole is known."""

    def plan(self, program: Program) -> Fix:
        """The fix for this program."""


@dataclass(frozen=True)
class Verdict:
    """What a rule says. `{head}` and the like in `message` are replaced by where the `related` place of that key is.

    `once_per`: of several verdicts of one rule with the same value only the first is reported. `repairs`: best first;
    the first one may be applied, the others are shown.
    """

    message: str
    suggestion: str
    place: Origin
    related: tuple[tuple[str, Origin, str], ...] = ()  # (key in the message, place, what is there)
    once_per: object = None
    repairs: tuple[Repair, ...] = ()
    rescued: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of the whole program beside one observation: the heads that a cross-entropy trains as logits, and
    those of them that are the logits of a softmax."""

    trained_on_logits: frozenset[Origin]
    logits_of_softmax: frozenset[Origin] = frozenset()


PairCheck = Callable[[Pair, LossApplied], Verdict | None]
Check = Callable[[Observation, Facts], Verdict | None]
AnyCheck = TypeVar("AnyCheck", bound=Callable[..., Verdict | None])


@dataclass(frozen=True)
class Rule:
    """A rule and its page: the docstring of its module. One of the two checks is there, or none (`comment_rule`)."""

    code: str
    name: str
    severity: Severity
    documentation: str
    pair_check: PairCheck | None = None
    check: Check | None = None
    observes: type[Observation] | UnionType = LossApplied


_REGISTERED: dict[str, Rule] = {}


def pair_rule(*, code: str, name: str, severity: Severity) -> Callable[[PairCheck], PairCheck]:
    """Register the check of a rule on pairs of head and loss."""

    def register(check: PairCheck) -> PairCheck:
        _REGISTERED[code] = Rule(code, name, severity, _documentation(check), pair_check=check)
        return check

    return register


def rule(
    *, code: str, name: str, severity: Severity, observes: type[Observation] | UnionType
) -> Callable[[AnyCheck], AnyCheck]:
    """Register the check of a rule on another kind of observation."""

    def register(check: AnyCheck) -> AnyCheck:
        _REGISTERED[code] = Rule(code, name, severity, _documentation(check), check=check, observes=observes)
        return check

    return register


def comment_rule(*, code: str, name: str, severity: Severity, documentation: str) -> None:
    """Register a rule on the comments of a file: no observation is its matter, so it has no check here."""
    _REGISTERED[code] = Rule(code, name, severity, documentation)


def _documentation(check: Callable[..., Verdict | None]) -> str:
    return importlib.import_module(check.__module__).__doc__ or ""


@functools.cache
def all_rules() -> MappingProxyType[str, Rule]:
    """Every rule by code; those on pairs first, in the order in which they are asked."""
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        importlib.import_module(module.name)
    order = {code: index for index, code in enumerate(PAIR_ORDER)}
    return MappingProxyType(
        dict(sorted(_REGISTERED.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))
    )
