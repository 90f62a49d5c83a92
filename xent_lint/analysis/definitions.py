"""`def` and `class`: what a definition binds."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from xent_lint.analysis import calls
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.names import bind_name
from xent_lint.analysis.run import Frame, Run
from xent_lint.analysis.signature import Argument, Arguments
from xent_lint.analysis.values import Class, Function, Scope, Symbol, Value

KINDS = {
    "builtins.staticmethod": "staticmethod",
    "builtins.classmethod": "classmethod",
    "builtins.property": "property",
    "functools.cached_property": "property",
    "abc.abstractproperty": "property",
}

STANDARD_PASS_THROUGH = frozenset(
    {
        "abc.abstractmethod",
        "functools.cache",
        "functools.lru_cache",
        "functools.wraps",
        "typing.final",
        "typing.no_type_check",
        "typing.override",
        "typing_extensions.override",
    }
)
"""Decorators of the standard library that leave what the function computes as it is."""


def define_function(run: Run, node: cst.FunctionDef) -> None:
    """Bind the function, as its decorators leave it."""
    function = Function(node, run.frame.scope, calls.default_values(run, node.params))
    calls.capture(run)
    run.functions[node] = function
    run.defined.append(node)
    values = single(function, run.origin(node))
    for decorator in reversed(node.decorators):
        values = _decorate(run, decorator, values)
    accessor = next((kind for each in node.decorators if (kind := _accessor(each)) is not None), None)
    if accessor is not None:  # `@x.setter`: the property itself is bound already
        bind_name(run, f"<{accessor} of {node.name.value}>", single(function, run.origin(node)))
        return
    bind_name(run, node.name.value, values)


def _accessor(decorator: cst.Decorator) -> str | None:
    """`setter` or `deleter` for `@x.setter`, `@x.deleter`."""
    expression = decorator.decorator
    name = expression.attr.value if isinstance(expression, cst.Attribute) else None
    return name if name in ("setter", "deleter") else None


def _decorate(run: Run, node: cst.Decorator, values: ValueSet) -> ValueSet:
    expression = node.decorator
    plain = expression.func if isinstance(expression, cst.Call) else expression
    decorator = run.evaluate(plain).only
    if isinstance(decorator, Symbol):
        if isinstance(expression, cst.Call):
            _hand_over(run, expression)
        return _decorate_with(run, decorator, values, expression)
    if isinstance(expression, cst.Call):
        decorator = run.evaluate(expression).only
    if isinstance(decorator, Function):
        return calls.call(run, decorator, Arguments((Argument(values),)), expression)
    return single(run.unknown("defined under an unknown decorator", node))


def _hand_over(run: Run, decorator: cst.Call) -> None:
    """What a decorator is given: `@partial(score, model)`, `@register(model)`."""
    for argument in decorator.args:
        run.lose(run.evaluate(argument.value), decorator, "is given to a decorator")


def _decorate_with(run: Run, decorator: Symbol, values: ValueSet, node: cst.CSTNode) -> ValueSet:
    kind = KINDS.get(decorator.name)
    if kind is not None:
        return join(
            single(Function(b.value.node, b.value.scope, b.value.defaults, kind), b.origin, b.choices)
            if isinstance(b.value, Function)
            else ValueSet((b,))
            for b in values
        )
    if decorator.name in STANDARD_PASS_THROUGH or run.library.passes_through(decorator):
        return values
    return single(run.unknown(f"defined under the decorator {decorator.name}", node))


def define_class(run: Run, node: cst.ClassDef) -> None:
    """Run the class body and bind the class."""
    bases = tuple(_base(run, argument) for argument in node.bases)
    scope = Scope("class", run.frame.scope, run.frame.scope.module, run.site(node))
    cls = Class(node, scope, tuple(base for base in bases if base != Symbol("builtins.object")))
    run.frames.append(Frame(scope, run.state, owner=cls))
    try:
        run.execute([node.body])
    finally:
        run.frames.pop()
    for values in run.state.cells_of(scope).values():
        for binding in values:
            if isinstance(binding.value, Function) and binding.value.scope is scope:
                run.methods[binding.value.node] = (cls, binding.value)
    _lose_members(run, cls)
    result = single(_with_fields(run, cls), run.origin(node))
    for decorator in node.decorators:
        result = _decorate_class(run, decorator, result)
    bind_name(run, node.name.value, result)


PLAIN_BASES = frozenset(["abc.ABC", "typing.Generic", "typing.Protocol", "unittest.TestCase", "unittest.case.TestCase"])
"""Bases outside of what is seen that leave the members of a class as they are."""


def _lose_members(run: Run, cls: Class) -> None:
    """A base or metaclass that is not seen may do anything with the members, as that of an enum does."""
    plain = all(
        isinstance(base, Class) or (isinstance(base, Symbol) and (base.name in PLAIN_BASES or run.library.knows(base)))
        for base in cls.order
    )
    given = [run.evaluate(each.value) for each in cls.node.keywords]
    for values in given:
        run.lose(values, cls.node, "is given to a class that is not seen")
    if plain and all(each.only == Symbol("abc.ABCMeta") for each in given):
        return
    _members_lost(run, cls, "is a member of a class with a base that is not seen")


def _members_lost(run: Run, cls: Class, how: str) -> None:
    for values in run.state.cells_of(cls.scope).values():
        kept = ValueSet(each for each in values if not isinstance(each.value, Function | Class))
        run.lose(kept, cls.node, how)


def _base(run: Run, argument: cst.Arg) -> Value:
    value = run.evaluate(argument.value).only
    return value if value is not None else run.unknown("a base class with alternatives", argument)


def _decorate_class(run: Run, node: cst.Decorator, values: ValueSet) -> ValueSet:
    expression = node.decorator
    plain = expression.func if isinstance(expression, cst.Call) else expression
    decorator = run.evaluate(plain).only
    if isinstance(decorator, Symbol):
        known = decorator.name in ("dataclasses.dataclass", "functools.total_ordering", "six.add_metaclass")
        if known or run.library.passes_through(decorator):
            return values
    for binding in values:
        if isinstance(binding.value, Class):
            _members_lost(run, binding.value, "is a member of a decorated class")
    return single(run.unknown("a class under an unknown decorator", node))


def _with_fields(run: Run, cls: Class) -> Class:
    """For a dataclass: its fields, in order, with those of its bases first."""
    decorated = [
        each.decorator.func if isinstance(each.decorator, cst.Call) else each.decorator for each in cls.node.decorators
    ]
    if not any(run.evaluate(each).only == Symbol("dataclasses.dataclass") for each in decorated):
        return cls
    fields: dict[str, bool] = {}
    for base in reversed(cls.bases):
        fields.update(base.fields if isinstance(base, Class) else ())
    for statement in _flat(cls.node.body.body):
        if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
            fields[statement.target.value] = statement.value is not None
    return Class(cls.node, cls.scope, cls.bases, tuple(fields.items()))


def _flat(body: Sequence[cst.CSTNode]) -> list[cst.CSTNode]:
    found: list[cst.CSTNode] = []
    for statement in body:
        found.extend(statement.body if isinstance(statement, cst.SimpleStatementLine) else [statement])
    return found
