"""Mixed precision: the policy in force, and which layers compute in half precision under it."""

from __future__ import annotations

from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import Constant, LibraryObject, Value

POLICY = ("<precision>", "policy")
"""The cell that holds the global policy's name."""

HALF = ("float16", "bfloat16")


def begin(run: Run) -> None:
    """The policy that holds when none was set."""
    run.state.set(POLICY, single(Constant("float32")))


def policy(values: ValueSet) -> ValueSet:
    """`Policy("mixed_float16")`."""
    return join(single(LibraryObject("policy", _name(b.value)), b.origin, b.choices) for b in values)


def set_policy(run: Run, values: ValueSet) -> None:
    """`set_global_policy(...)`: for all layers that are made from now on."""
    run.state.set(POLICY, join(single(Constant(_name(b.value)), b.origin, b.choices) for b in values))


def _name(value: Value) -> str | None:
    if isinstance(value, LibraryObject) and value.kind == "policy":
        value = Constant(value.data)
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def half(run: Run, args: Arguments) -> str:
    """The half precision that a layer built with these arguments surely computes in, empty for any other."""
    own = args.keywords.get("dtype")
    chosen = own.values if own is not None else run.state.get(POLICY)
    if args.more_keywords or chosen is None or chosen.only is None:
        return ""
    sure = all(binding.choices <= run.state.path for binding in chosen)  # not only under a flag
    computed = (_name(chosen.only) or "").removeprefix("mixed_")
    return computed if sure and computed in HALF else ""
