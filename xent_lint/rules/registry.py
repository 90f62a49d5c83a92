"""Where rules meet: one decorator, one table, filled by importing every module of this package once."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from xent_lint import rules
from xent_lint.analysis.observations import LossApplied, Pair
from xent_lint.analysis.values import Origin
from xent_lint.diagnostics import Severity

PAIR_ORDER = ("XEN105", "XEN104", "XEN103", "XEN106", "XEN102", "XEN101", "XEN107", "XEN201")
"""One code per pair of head and loss: the first of these that applies."""


@dataclass(frozen=True)
class Verdict:
    """What a rule says. `{head}` and the like in `message` are replaced by where the `related` place of that key is."""

    message: str
    suggestion: str
    place: Origin
    related: tuple[tuple[str, Origin, str], ...] = ()  # (key in the message, place, what is there)


PairCheck = Callable[[Pair, LossApplied], Verdict | None]


@dataclass(frozen=True)
class Rule:
    """A rule and its page: the docstring of its module."""

    code: str
    name: str
    severity: Severity
    check: PairCheck
    documentation: str


_REGISTERED: dict[str, Rule] = {}


def rule(*, code: str, name: str, severity: Severity) -> Callable[[PairCheck], PairCheck]:
    """Register the check of a rule on pairs of head and loss."""

    def register(check: PairCheck) -> PairCheck:
        module = importlib.import_module(check.__module__)
        _REGISTERED[code] = Rule(code, name, severity, check, module.__doc__ or "")
        return check

    return register


@functools.cache
def all_rules() -> MappingProxyType[str, Rule]:
    """Every rule by code, in the order in which they are asked about a pair."""
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        importlib.import_module(module.name)
    order = {code: index for index, code in enumerate(PAIR_ORDER)}
    return MappingProxyType(dict(sorted(_REGISTERED.items(), key=lambda item: order[item[0]])))
