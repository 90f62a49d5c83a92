"""Python's own functions and the methods of its containers, as far as programs build models with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from xent_lint.analysis import attributes, calls, classes, containers, contents, limits, operators
from xent_lint.analysis.domain import NOTHING, ValueSet, join, single
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
    Rest,
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


def _values(args: Arguments, index: int) -> ValueSet:
    return args.positional[index].values if index < len(args.positional) else NOTHING


def _len(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = _values(args, 0).only
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
    value = _values(args, 0).only
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
    value = _values(args, 0).only
    items = contents.iterate(run, value) if value is not None else None
    return single(Tuple(tuple(reversed(items)))) if items is not None else None


def _list(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    if not args.positional:
        return containers.new_list(run, node, [])
    value = _values(args, 0).only
    items = contents.iterate(run, value) if value is not None else None
    if items is None:
        _hand_over(run, "list", args, node)
    return containers.new_list(run, node, list(items) if items is not None else None)


def _tuple(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    if not args.positional:
        return single(Tuple(()))
    value = _values(args, 0).only
    items = contents.iterate(run, value) if value is not None else None
    return single(Tuple(items)) if items is not None else None


def _dict(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    entries: dict[Value, ValueSet] = {}
    complete = not args.more_keywords and not args.more_positional
    if args.positional:
        value = _values(args, 0).only
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
        value = _values(args, 0).only
        if not isinstance(value, Constant) or len(args.all()) != 1:
            return None
        try:
            return single(Constant(function(value.value)), run.origin(node))
        except (TypeError, ValueError, OverflowError):  # the program itself would fail here
            return None

    return convert


def _bool(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = _values(args, 0).only
    verdict = contents.truth(run, value) if value is not None else None
    return None if verdict is None else single(Constant(verdict))


def _getattr(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    name = _values(args, 1).only
    if not isinstance(name, Constant) or not isinstance(name.value, str):
        return None
    return attributes.get(run, _values(args, 0), name.value, node)


def _hasattr(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    instance, name = _values(args, 0).only, _values(args, 1).only
    if not isinstance(instance, Instance) or not isinstance(name, Constant) or not isinstance(name.value, str):
        return None
    return single(Constant(False)) if attributes.surely_lacks(run, instance, name.value) else None


def _setattr(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    name = _values(args, 1).only
    if isinstance(name, Constant) and isinstance(name.value, str):
        attributes.set_(run, _values(args, 0), name.value, _values(args, 2), node)
    else:
        for binding in _values(args, 0):
            run.lose(_values(args, 2), node, "is kept under an attribute that is not known")
            if isinstance(binding.value, Instance):
                classes.forget_attributes(run, binding.value, "setattr with an unknown name")
    return single(NONE)


def _super(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    frame = next((each for each in reversed(run.frames) if each.receiver is not None), None)
    if frame is None or frame.owner is None or frame.receiver is None:
        return None
    cls = frame.owner
    if args.positional and isinstance(_values(args, 0).only, Class):
        named = _values(args, 0).only
        assert isinstance(named, Class)
        cls = named
    return single(Super(frame.receiver, cls), run.origin(node))


def _partial(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    results = []
    for binding in _values(args, 0):
        rest = tuple(argument.values for argument in args.positional[1:])
        keywords = tuple((name, argument.values) for name, argument in args.keywords.items())
        partial = Partial(binding.value, rest, keywords, run.origin(node))
        results.append(single(partial, run.origin(node), binding.choices))
    return join(results) if not (args.more_positional or args.more_keywords) else None


def _type(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    value = _values(args, 0).only
    if len(args.all()) > 1:
        _hand_over(run, "type", args, node)
    return single(value.cls) if isinstance(value, Instance) and len(args.all()) == 1 else None


def _map(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    callee, source = _values(args, 0).only, _values(args, 1).only
    items = contents.iterate(run, source) if source is not None and len(args.positional) == 2 else None
    if callee is None or items is None or len(items) > limits.MAX_UNROLL:
        if callee is not None:  # for what can be observed in it
            calls.call(run, callee, Arguments((Argument(containers.unknown_item(run, source, node)),)), node)
        return None
    return single(Tuple(tuple(calls.call(run, callee, Arguments((Argument(each),)), node) for each in items)))


def _same(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    return _values(args, 0) or None


def _cast(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    return _values(args, 1) or None


def _round(run: Run, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    run.library.saw_operation(run, "Round", (_values(args, 0),), node)
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


def call_container_method(run: Run, method: Method, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """A method of a list, dict, tuple or constant."""
    receiver = method.receiver
    result: ValueSet | None = None
    if isinstance(receiver, ListRef):
        result = _list_method(run, receiver, method.name, args, node)
    elif isinstance(receiver, DictRef):
        result = _dict_method(run, receiver, method.name, args, node)
    elif isinstance(receiver, Constant):
        result = _constant_method(run, receiver, method.name, args, node)
    if result is not None:
        return result
    if method.name not in ("index", "count", "keys") and not isinstance(receiver, Constant):
        for values in (single(receiver), *(argument.values for argument in args.all())):
            run.lose(values, node, f"is kept where .{method.name}() works, which is not followed")
    return single(run.unknown(f"the result of .{method.name}()", node))


def _list_method(run: Run, receiver: ListRef, name: str, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    items = contents.raw_items(run, receiver) or ()
    first = _values(args, 0)
    if args.more_positional:
        containers.set_items(run, receiver, None)
        return None
    if name == "append":
        containers.set_items(run, receiver, [*items, first])
        return single(NONE)
    if name in ("extend", "insert"):
        position = first.only.value if isinstance(first.only, Constant) else None
        if name == "extend":
            more = contents.raw_items(run, first.only) if first.only is not None else None
            if more is None:
                run.lose(first, node, containers.IN_UNKNOWN)
            containers.set_items(run, receiver, [*items, *(more or (single(Rest("an unknown list")),))])
        elif isinstance(position, int) and not any(contents.is_rest(each) for each in items):
            changed = list(items)
            changed.insert(position, _values(args, 1))
            containers.set_items(run, receiver, changed)
        else:
            run.lose(_values(args, 1), node, containers.IN_UNKNOWN)
            containers.set_items(run, receiver, None)
        return single(NONE)
    if name == "pop":
        position = first.only.value if isinstance(first.only, Constant) else -1
        skipped = items[: position + 1] if isinstance(position, int) and position >= 0 else items[-1:]
        if position in (-1, 0) and items and not any(contents.is_rest(each) for each in skipped):
            changed = list(items)
            taken = changed.pop(-1 if position else 0)
            containers.set_items(run, receiver, changed)
            return taken
        containers.set_items(run, receiver, None)
    elif name == "copy":
        return containers.new_list(run, node, list(items))
    elif name not in ("index", "count"):
        containers.set_items(run, receiver, None)
    return None


def _view(name: str, key: Constant, values: ValueSet) -> ValueSet:
    if name == "items":
        return single(Tuple((single(key), values)))
    return single(key) if name == "keys" else values


def _dict_method(run: Run, receiver: DictRef, name: str, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    state = contents.entries_of(run, receiver)
    if state is None:
        return None
    key = _values(args, 0).only
    if name in ("items", "keys", "values") and state.complete:
        return single(Tuple(tuple(_view(name, known, values) for known, values in state.entries)))
    if name in ("get", "pop", "setdefault") and isinstance(key, Constant):
        found = state.get(key)
        default = _values(args, 1) or single(NONE)
        if name == "pop":
            rest: dict[Value, ValueSet] = {known: values for known, values in state.entries if known != key}
            containers.set_entries(run, receiver, rest, state.complete)
        elif name == "setdefault" and found is None and state.complete:
            containers.set_entries(run, receiver, {**dict(state.entries), key: default}, True)
        return found if found is not None else (default if state.complete else None)
    if name == "update":
        source = args.positional[0].values.only if args.positional else None
        known_entries = contents.entries_of(run, source) if source is not None else None
        merged: dict[Value, ValueSet] = dict(state.entries)
        complete = state.complete and not args.more_keywords
        if args.positional and known_entries is None:
            for values in (single(receiver), args.positional[0].values):
                run.lose(values, node, containers.UNDER_UNKNOWN)
            merged, complete = {}, False
        elif known_entries is not None:
            merged.update(known_entries.entries)
            complete = complete and known_entries.complete
        merged.update({Constant(keyword): argument.values for keyword, argument in args.keywords.items()})
        containers.set_entries(run, receiver, merged, complete)
        return single(NONE)
    if name == "copy":
        return containers.dict_of(run, node, dict(state.entries), state.complete)
    if name not in ("get", "items", "keys", "values"):
        containers.forget(run, single(receiver), f".{name}() is not followed")
    return None


PURE_STRING_METHODS = frozenset(
    [
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "title",
        "capitalize",
        "replace",
        "format",
        "startswith",
        "endswith",
        "casefold",
    ]
)


def _constant_method(run: Run, receiver: Constant, name: str, args: Arguments, node: cst.CSTNode) -> ValueSet | None:
    if not isinstance(receiver.value, str) or name not in PURE_STRING_METHODS or args.more_positional:
        return None
    plain = [each.values.only for each in args.positional]
    named = {keyword: each.values.only for keyword, each in args.keywords.items()}
    if operators.WIDE.search(receiver.value):
        return None
    if args.more_keywords or not all(isinstance(each, Constant) for each in (*plain, *named.values())):
        return None
    try:
        result = getattr(receiver.value, name)(
            *(each.value for each in plain if isinstance(each, Constant)),
            **{keyword: each.value for keyword, each in named.items() if isinstance(each, Constant)},
        )
    except (TypeError, ValueError, LookupError, AttributeError):  # the program itself would fail here
        return None
    if isinstance(result, str) and len(result) > limits.MAX_STRING:
        return None
    return single(Constant(result), run.origin(node))
