"""The methods of lists, dicts, tuples and strings."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis import containers, contents, limits, operators
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.run import Run
from xent_lint.analysis.signature import Arguments
from xent_lint.analysis.values import NONE, Constant, DictRef, ListRef, Method, Rest, Tuple, Value


def call(run: Run, method: Method, args: Arguments, node: cst.CSTNode) -> ValueSet:
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
    first = args.at(0)
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
            changed.insert(position, args.at(1))
            containers.set_items(run, receiver, changed)
        else:
            run.lose(args.at(1), node, containers.IN_UNKNOWN)
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
    key = args.at(0).only
    if name in ("items", "keys", "values") and state.complete:
        return single(Tuple(tuple(_view(name, known, values) for known, values in state.entries)))
    if name in ("get", "pop", "setdefault") and isinstance(key, Constant):
        found = state.get(key)
        default = args.at(1) or single(NONE)
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
