"""Signatures written as text, and the binding of a call's arguments to them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import lru_cache

import libcst as cst

from xent_lint.analysis.domain import NOTHING, ValueSet, single
from xent_lint.analysis.values import Constant, Symbol, Unknown, Value


@dataclass(frozen=True)
class Argument:
    """An argument's values and the syntax it stands in (None for a default)."""

    values: ValueSet
    node: cst.Arg | None = None


@dataclass(frozen=True)
class Arguments:
    """A call's arguments. `more_positional`/`more_keywords`: an unknown `*args`/`**kwargs` adds unknown ones."""

    positional: tuple[Argument, ...] = ()
    keywords: dict[str, Argument] = field(default_factory=dict)
    more_positional: bool = False
    more_keywords: bool = False

    def at(self, index: int) -> ValueSet:
        """The values of a positional argument; nothing where there is none."""
        return self.positional[index].values if index < len(self.positional) else NOTHING

    def all(self) -> tuple[Argument, ...]:
        """Every argument that is written out."""
        return (*self.positional, *self.keywords.values())

    def first(self, keyword: str = "") -> Argument | None:
        """The first positional argument, or the one given by `keyword`."""
        if self.positional:
            return self.positional[0]
        return self.keywords.get(keyword)


@dataclass(frozen=True)
class Parameter:
    """One parameter. `kind`: "normal", "keyword" (only by keyword), "args", "kwargs". `default`: None if not told."""

    name: str
    kind: str = "normal"
    default: Value | None = None


@lru_cache(maxsize=2048)
def parse_signature(text: str) -> tuple[Parameter, ...]:
    """The parameters of `"(a, b=1, *, c=None)"`. A default that is no literal is there, but not known."""
    definition = ast.parse(f"def f{text}: pass").body[0]
    assert isinstance(definition, ast.FunctionDef)
    args = definition.args
    normal = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(normal) - len(args.defaults)) + list(args.defaults)
    parameters = [_parameter(arg.arg, "normal", default) for arg, default in zip(normal, defaults, strict=True)]
    if args.vararg:
        parameters.append(Parameter(args.vararg.arg, "args"))
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        parameters.append(_parameter(arg.arg, "keyword", default))
    if args.kwarg:
        parameters.append(Parameter(args.kwarg.arg, "kwargs"))
    return tuple(parameters)


def _parameter(name: str, kind: str, default: ast.expr | None) -> Parameter:
    if default is None:
        return Parameter(name, kind)
    if isinstance(default, ast.Attribute):
        return Parameter(name, kind, Symbol(ast.unparse(default)))
    value = ast.literal_eval(default)
    return Parameter(name, kind, None if value is ... else Constant(value))


@dataclass(frozen=True)
class Bound:
    """Arguments by parameter name. `complete` is False when unknown `*args`/`**kwargs` may have set more of them."""

    given: dict[str, Argument]
    parameters: tuple[Parameter, ...]
    complete: bool

    def get(self, name: str | None) -> ValueSet:
        """The values of a parameter: the argument, else the default, else unknown."""
        if name is None:
            return single(Unknown("no such parameter"))
        if name in self.given:
            return self.given[name].values
        if not self.complete:
            return single(Unknown(f"{name} may come from unknown arguments"))
        for parameter in self.parameters:
            if parameter.name == name and parameter.default is not None:
                return single(parameter.default)
        return single(Unknown(f"{name} is not given"))

    def node(self, name: str | None) -> cst.Arg | None:
        """The syntax of an argument that is written out in the call."""
        argument = self.given.get(name) if name is not None else None
        return argument.node if argument else None

    def has(self, name: str) -> bool:
        """Whether the call gives the parameter."""
        return name in self.given


def bind(signature: str, args: Arguments) -> Bound:
    """Bind as Python does; arguments that fit no parameter are kept under their keyword."""
    parameters = parse_signature(signature)
    given: dict[str, Argument] = {}
    normal = [parameter.name for parameter in parameters if parameter.kind == "normal"]
    for name, argument in zip(normal, args.positional, strict=False):
        given[name] = argument
    given.update(args.keywords)
    return Bound(given, parameters, not (args.more_positional or args.more_keywords))
