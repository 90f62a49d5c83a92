"""Python's own functions and the methods of its containers, as far as programs build models with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from xent_lint.analysis import attributes, calls, classes, containers, contents, limits
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Argument, Arguments
from xent_lint.analysis.values import (
    NONE,
    Class,
    Constant,
    DictRef,
    Function,
    Instance,
    ListRef,
    Method,
    Model,
    Partial,
    Super,
    Symbol,
    Tuple,
    Value,
)

Implementation = Callable[[Run, Arguments, cst.CSTNode], ValueSet | None]


def call_builtin(run: Run, symbol: Symbol, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """Call a builtin or standard-library function. What is not described changes nothing and returns anything."""
    name = symbol.name.removeprefix("builtins.")
    implementation = IMPLEMENTATIONS.get(name)
    found = implementation(run, args, node) if implementation is not None else None
    if found is None and name not in READERS:
        _hand_over(run, name, args, node)
    if name in NAMESPACES:
        calls.lose_namespaces(run, node, f"{name}()")
    return found if found is not None else single(run.unknown(f"the result of {name}()", node))


NAMESPACES = frozenset(["globals", "locals", "vars", "eval", "exec"])
"""What can get at any variable by a name that is not seen."""

READERS = frozenset(
    """abs all any bool callable delattr dir float format hasattr hash id int isinstance issubclass len print repr round
    str super type""".split()
)
"""What gives back nothing of what it is given."""


def _hand_over(run: Run, name: str, args: Arguments, node: cst.CSTNode) -> None:
    """Models and functions come back in what it returns, which is not followed: `map(model.predict, batches)`."""
    for argument in args.all():
        for binding in argument.values:
            if any(isinstance(each, HANDED) for each in calls.reachable(run, binding.value)):
                calls.release(run, binding.value, node, f"is given to {name}")


HANDED = (Function, Instance, Method, Model, Partial)


def _len(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = args.at(0).only
    items = contents.iterate(run, value) if value is not None else None
    return single(Constant(len(items)), run.origin(node)) if items is not None else None


def _range(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    bounds = []
    for argument in args.positional:
        value = argument.values.only
        if not isinstance(value, Constant) or not isinstance(value.value, int):
            return None
        bounds.append(value.value)
    if not 1 <= len(bounds) <= 3 or args.more_positional or (len(bounds) == 3 and bounds[2] == 0):
        return None
    numbers = range(*bounds)
    if len(numbers) > limits.MAX_ITEMS:
        return None
    return single(Tuple(tuple(single(Constant(number)) for number in numbers)), run.origin(node))


def _enumerate(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = args.at(0).only
    items = contents.iterate(run, value) if value is not None else None
    if len(args.all()) != 1:
        return None
    if items is None:
        return _rows(run, [(None, run.unknown("an index", node)), (value, run.unknown("an item", node))], node)
    return single(Tuple(tuple(single(Tuple((single(Constant(i)), each))) for i, each in enumerate(items))))


def _zip(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    given = [argument.values.only for argument in args.positional]
    columns = [items for value in given if value is not None and (items := contents.iterate(run, value)) is not None]
    if not given or args.more_positional:
        return None
    if len(columns) < len(given):
        return _rows(run, [(value, run.unknown("an item", node)) for value in given], node)
    return single(Tuple(tuple(single(Tuple(row)) for row in zip(*columns, strict=False))))


def _rows(run: Run, columns: list[tuple[Value | None, Value]], node: cst.CSTNode) -> ValueSet | None:
    """Rows of which it is not known how many there are: what every item of a column is, else the value beside it."""
    row = [contents.member(run, column) or otherwise for column, otherwise in columns]
    like = contents.common([single(Tuple(tuple(single(value) for value in row)))])
    if like is None:
        return None
    for column, _ in columns:
        if isinstance(column, ListRef | DictRef | Tuple) and contents.member(run, column) is None:
            run.lose(single(column), node, containers.IN_UNKNOWN)
    return containers.rest_of(run, node, like)


def _reversed(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = args.at(0).only
    items = contents.iterate(run, value) if value is not None else None
    return single(Tuple(tuple(reversed(items)))) if items is not None else None


def _list(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    if not args.positional:
        return containers.new_list(run, node, [])
    value = args.at(0).only
    items = contents.iterate(run, value) if value is not None else None
    if items is None:
        _hand_over(run, "list", args, node)
    return containers.new_list(run, node, list(items) if items is not None else None)


def _tuple(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    if not args.positional:
        return single(Tuple(()))
    value = args.at(0).only
    items = contents.iterate(run, value) if value is not None else None
    return single(Tuple(items)) if items is not None else None


def _dict(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    entries: dict[Value, ValueSet] = {}
    complete = not args.more_keywords and not args.more_positional
    if args.positional:
        value = args.at(0).only
        known = contents.entries_of(run, value) if value is not None else None
        if known is None:
            _hand_over(run, "dict", args, node)
            complete = False
        else:
            entries.update(known.entries)
            complete = complete and known.complete
    entries.update({Constant(name): argument.values for name, argument in args.keywords.items()})
    return containers.dict_of(run, node, entries, complete)


def _convert(function: Callable[[Any], object]) -> Implementation:
    def convert(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
        value = args.at(0).only
        if not isinstance(value, Constant) or len(args.all()) != 1:
            return None
        try:
            return single(Constant(function(value.value)), run.origin(node))
        except (TypeError, ValueError, OverflowError):  # the program itself would fail here
            return None

    return convert


def _bool(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = args.at(0).only
    verdict = contents.truth(run, value) if value is not None else None
    return None if verdict is None else single(Constant(verdict))


def _getattr(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    name = args.at(1).only
    if not isinstance(name, Constant) or not isinstance(name.value, str):
        return None
    return attributes.get(run, args.at(0), name.value, node)


def _hasattr(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    instance, name = args.at(0).only, args.at(1).only
    if not isinstance(instance, Instance) or not isinstance(name, Constant) or not isinstance(name.value, str):
        return None
    return single(Constant(False)) if attributes.surely_lacks(run, instance, name.value) else None


def _setattr(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    name = args.at(1).only
    if isinstance(name, Constant) and isinstance(name.value, str):
        attributes.set_(run, args.at(0), name.value, args.at(2), node)
    else:
        for binding in args.at(0):
            run.lose(args.at(2), node, "is kept under an attribute that is not known")
            if isinstance(binding.value, Instance):
                classes.forget_attributes(run, binding.value, "setattr with an unknown name")
    return single(NONE)


def _super(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    frame = next((each for each in reversed(run.frames) if each.receiver is not None), None)
    if frame is None or frame.owner is None or frame.receiver is None:
        return None
    cls = frame.owner
    if args.positional and isinstance(args.at(0).only, Class):
        named = args.at(0).only
        assert isinstance(named, Class)
        cls = named
    return single(Super(frame.receiver, cls), run.origin(node))


def _partial(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    results = []
    for binding in args.at(0):
        rest = tuple(argument.values for argument in args.positional[1:])
        keywords = tuple((name, argument.values) for name, argument in args.keywords.items())
        partial = Partial(binding.value, rest, keywords, run.origin(node))
        results.append(single(partial, run.origin(node), binding.choices))
    return join(results) if not (args.more_positional or args.more_keywords) else None


def _type(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = args.at(0).only
    if len(args.all()) > 1:
        _hand_over(run, "type", args, node)
    return single(value.cls) if isinstance(value, Instance) and len(args.all()) == 1 else None


def _map(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    callee, source = args.at(0).only, args.at(1).only
    items = contents.iterate(run, source) if source is not None and len(args.positional) == 2 else None
    if callee is None or items is None or len(items) > limits.MAX_UNROLL:
        if callee is not None:  # for what can be observed in it
            calls.call(run, callee, Arguments((Argument(containers.unknown_item(run, source, node)),)), node)
        return None
    return single(Tuple(tuple(calls.call(run, callee, Arguments((Argument(each),)), node) for each in items)))


def _same(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    return args.at(0) or None


def _cast(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    return args.at(1) or None


def _round(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    run.library.saw_operation(run, "Round", (args.at(0),), node)
    return None


def _none(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    return single(NONE)


IMPLEMENTATIONS: dict[str, Implementation] = {
    "len": _len,
    "range": _range,
    "xrange": _range,
    "enumerate": _enumerate,
    "zip": _zip,
    "reversed": _reversed,
    "list": _list,
    "tuple": _tuple,
    "dict": _dict,
    "str": _convert(str),
    "int": _convert(int),
    "float": _convert(float),
    "bool": _bool,
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "super": _super,
    "type": _type,
    "map": _map,
    "iter": _same,
    "print": _none,
    "round": _round,
    "functools.partial": _partial,
    "tqdm.auto.tqdm": _same,
    "tqdm.notebook.tqdm": _same,
    "tqdm.tqdm": _same,
    "tqdm.tqdm_notebook": _same,
    "typing.cast": _cast,
    "collections.OrderedDict": _dict,
}

STANDARD = frozenset(name for name in IMPLEMENTATIONS if "." in name)
