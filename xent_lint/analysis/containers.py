"""Lists, dicts and tuples: construction, reading, writing, comprehension."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import libcst as cst

from xent_lint.analysis import contents, limits
from xent_lint.analysis.domain import Choice, ValueSet, join, single
from xent_lint.analysis.run import Frame, Run
from xent_lint.analysis.values import (
    Constant,
    DictRef,
    Entries,
    Items,
    ListRef,
    Rest,
    Scope,
    Slice,
    Tuple,
    Value,
)

UNLISTED = "a list that is not known item by item"
IN_UNKNOWN = "is kept in a list whose items are not followed one by one"
UNDER_UNKNOWN = "is kept under a key or index that is not known"
"""How a value is lost from sight, as it reads on after "the model"."""


def rest_of(run: Run, node: cst.CSTNode, like: Value | None) -> ValueSet:
    """A fresh list of unknown length, allocated at `node`."""
    reference = ListRef(run.site(node))
    rest = Rest(UNLISTED, run.origin(node), like=like)
    run.state.set((reference.site, "items"), single(Items((single(rest),))))
    return single(reference, run.origin(node))


def elements(run: Run, nodes: Sequence[cst.BaseElement]) -> list[ValueSet]:
    """The items of a display such as `[a, *b]`, with a Rest for a starred one of unknown length."""
    items: list[ValueSet] = []
    for element in nodes:
        values = run.evaluate(element.value)
        if isinstance(element, cst.StarredElement):
            spread = contents.raw_items(run, values.only) if values.only is not None else None
            if spread is None:
                run.lose(values, element, IN_UNKNOWN)
            items.extend(spread if spread is not None else (single(Rest("a starred value", run.origin(element))),))
        else:
            items.append(values)
    return items


def new_list(run: Run, node: cst.CSTNode, items: list[ValueSet] | None) -> ValueSet:
    """A fresh list allocated at `node`."""
    reference = ListRef(run.site(node))
    set_items(run, reference, items)
    return single(reference, run.origin(node))


def set_items(run: Run, reference: ListRef, items: Sequence[ValueSet] | None, reason: str = UNLISTED) -> None:
    """Replace the state of a list; None: no longer known, for `reason`."""
    if len(run.state.get((reference.site, "items")) or ()) > 1:  # alternatives are not carried on
        run.lose(single(reference), None, IN_UNKNOWN)
    if items is None or len(items) > limits.MAX_ITEMS:
        for values in (*contents.everything_in(run, reference), *(items or ())):
            run.lose(values, None, IN_UNKNOWN)
        items = (single(Rest(reason)),)
    run.state.set((reference.site, "items"), single(Items(tuple(items))))


def new_dict(run: Run, node: cst.Dict) -> ValueSet:
    """A dict display."""
    entries: dict[Value, ValueSet] = {}
    complete = True
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            keys = run.evaluate(element.key)
            values = run.evaluate(element.value)
            if isinstance(keys.only, Constant):
                entries[keys.only] = values
            else:
                for each in (keys, values):
                    run.lose(each, element, UNDER_UNKNOWN)
                complete = False
        else:
            source = run.evaluate(element.value)
            spread = contents.entries_of(run, source.only or Constant(None))
            if spread is None:
                run.lose(source, element, UNDER_UNKNOWN)
                for values in entries.values():
                    run.lose(values, element, UNDER_UNKNOWN)
                entries.clear()  # an unknown mapping may override all that came before
                complete = False
            else:
                entries.update(spread.entries)
                complete = complete and spread.complete
    return dict_of(run, node, entries, complete)


def dict_from_pairs(run: Run, node: cst.CSTNode, pairs: list[list[ValueSet]] | None) -> ValueSet:
    """A fresh dict from key and value sets; None: not known."""
    entries: dict[Value, ValueSet] = {}
    complete = pairs is not None
    for key, values in pairs or ():
        if isinstance(key.only, Constant):
            entries[key.only] = values
        else:
            for each in (key, values):
                run.lose(each, node, UNDER_UNKNOWN)
            complete = False
    return dict_of(run, node, entries, complete)


def dict_of(run: Run, node: cst.CSTNode, entries: dict[Value, ValueSet], complete: bool) -> ValueSet:
    """A fresh dict allocated at `node`."""
    reference = DictRef(run.site(node))
    set_entries(run, reference, entries, complete)
    return single(reference, run.origin(node))


def set_entries(run: Run, reference: DictRef, entries: dict[Value, ValueSet], complete: bool) -> None:
    """Replace the state of a dict."""
    known = tuple((key, values) for key, values in entries.items() if isinstance(key, Constant))
    for _, values in known[limits.MAX_ITEMS :]:
        run.lose(values, None, UNDER_UNKNOWN)
    run.state.set((reference.site, "entries"), single(Entries(known[: limits.MAX_ITEMS], complete)))


def forget(run: Run, values: ValueSet, reason: str) -> None:
    """Code that is not seen may have changed these containers."""
    for binding in values:
        if isinstance(binding.value, ListRef):
            set_items(run, binding.value, None, reason)
        elif isinstance(binding.value, DictRef):
            for values in contents.everything_in(run, binding.value):
                run.lose(values, None, UNDER_UNKNOWN)
            run.state.set((binding.value.site, "entries"), single(run.unknown(reason)))


def subscript(run: Run, values: ValueSet, node: cst.Subscript) -> ValueSet:
    """`value[index]`."""
    index = _index(run, node)
    results = []
    for (value, key), choices in run.combinations(values, index):
        found = _subscript(run, value, key, node)
        results.append(found.under(choices))
    return join(results)


def _index(run: Run, node: cst.Subscript) -> ValueSet:
    if len(node.slice) == 1:
        part = node.slice[0].slice
        if isinstance(part, cst.Index):
            return run.evaluate(part.value)
        return single(_slice(run, part))
    return single(Tuple(tuple(_part(run, each.slice) for each in node.slice)))


def _part(run: Run, part: cst.BaseSlice) -> ValueSet:
    return run.evaluate(part.value) if isinstance(part, cst.Index) else single(_slice(run, part))


def _slice(run: Run, part: cst.BaseSlice) -> Value:
    if not isinstance(part, cst.Slice):
        return run.unknown("a slice")
    bounds: list[int | None] = []
    for bound in (part.lower, part.upper, part.step):
        value = run.evaluate(bound).only if bound is not None else Constant(None)
        if not isinstance(value, Constant) or not (value.value is None or isinstance(value.value, int)):
            return run.unknown("a slice with unknown bounds")
        bounds.append(value.value)
    return Slice(*bounds)


def _subscript(run: Run, value: Value, key: Value, node: cst.CSTNode) -> ValueSet:
    items = contents.raw_items(run, value)
    constant = key.value if isinstance(key, Constant) else None
    if items is not None and isinstance(constant, int) and not isinstance(constant, bool):
        counted = items[: constant + 1] if constant >= 0 else items[constant:]
        if -len(items) <= constant < len(items) and not any(contents.is_rest(each) for each in counted):
            return items[constant]
        like = contents.common(items)
        if like is None:
            run.lose(single(value), node, IN_UNKNOWN)
        return single(like if like is not None else run.unknown("an item at an unknown place", node))
    items = contents.sequence(run, value)
    if items is not None and isinstance(key, Slice) and key.step != 0:
        part = key.of(items)
        return single(Tuple(part)) if isinstance(value, Tuple) else new_list(run, node, list(part))
    entries = contents.entries_of(run, value)
    if entries is not None and isinstance(key, Constant):
        found = entries.get(key)
        if found is not None:
            return found
        return single(run.unknown("a key that is not known to be there", node))
    if entries is not None and entries.complete and key.is_unknown:
        return _any_entry(run, entries, key)
    described = run.library.subscript(run, value, single(key), node)
    if described is not None:
        return described
    if isinstance(value, ListRef | DictRef | Tuple):
        run.lose(single(value), node, UNDER_UNKNOWN)
    run.lose(single(key), node, "is used as a key or index")
    return single(run.derive(value, ("item", key), "an item of an unknown value"))


def _any_entry(run: Run, entries: Entries, key: Value) -> ValueSet:
    """`{"a": x, "b": y}[name]`: one of them, each under the choice that the name equals its key."""
    if not entries.entries or len(entries.entries) > limits.MAX_ALTERNATIVES:
        for _, values in entries.entries:
            run.lose(values, None, UNDER_UNKNOWN)
        return single(run.unknown("one of many entries"))
    results: list[ValueSet] = []
    others: set[Choice] = set()
    for known, values in entries.entries:
        chosen = run.branches.choice(run.derive(key, ("compare", "Equal", True, known), "a comparison"), 0)
        results.append(values.under(frozenset({chosen, *others})))
        others.add(chosen.other)
    return join(results)


def set_item(run: Run, values: ValueSet, node: cst.Subscript, new: ValueSet) -> None:
    """`value[index] = new`."""
    index = _index(run, node)
    key = index.only
    for binding in values.given(run.state.path):
        value = binding.value
        constant = key.value if isinstance(key, Constant) else None
        items, entries = contents.sequence(run, value), contents.entries_of(run, value)
        sole = len(values) == 1
        if isinstance(value, DictRef) and entries is not None and isinstance(key, Constant) and sole:
            set_entries(run, value, {**dict(entries.entries), key: new}, entries.complete)
        elif isinstance(value, ListRef) and items is not None and isinstance(constant, int) and sole:
            if -len(items) <= constant < len(items):
                changed = list(items)
                changed[constant] = new
                set_items(run, value, changed)
        else:
            for each in (new, index):
                run.lose(each, node, UNDER_UNKNOWN)
            forget(run, single(value), "an item was set at an unknown place")
            run.library.escape(run, value)


Assign = Callable[[Run, cst.BaseExpression, ValueSet], None]


def comprehend(
    run: Run, clause: cst.CompFor, body: Callable[[], list[ValueSet]], assign: Assign
) -> list[list[ValueSet]] | None:
    """Run a comprehension's body for each known item; None when items or conditions are not known.

    The body is run once with unknown items all the same, for what can be observed in it. Its variables live in a scope
    of their own, in which `source`, the outermost iterable, is not evaluated.
    """
    source = run.evaluate(clause.iter).only
    around = run.frame
    scope = Scope("comprehension", around.scope, around.scope.module, run.site(clause))
    run.frames.append(Frame(scope, run.state, receiver=around.receiver, owner=around.owner, captured=True))
    try:
        return _rounds(run, clause, source, body, assign)
    finally:
        run.frames.pop()


def unknown_item(run: Run, source: Value | None, node: cst.CSTNode) -> ValueSet:
    """Any item of an iterable that is not known item by item."""
    like = contents.member(run, source)
    if like is not None:
        return single(like, run.origin(node))
    if isinstance(source, ListRef | DictRef | Tuple):
        run.lose(single(source), node, IN_UNKNOWN)
    item = single(run.unknown("an item of an iterable", node))
    described = run.library.subscript(run, source, item, node) if source is not None else None
    return described if described is not None else item


def _rounds(
    run: Run, clause: cst.CompFor, source: Value | None, body: Callable[[], list[ValueSet]], assign: Assign
) -> list[list[ValueSet]] | None:
    items = contents.iterate(run, source) if source is not None else None
    known = items is not None and run.unrolled * len(items) <= limits.MAX_COMPREHENDED
    results: list[list[ValueSet]] = []
    rounds = items if items is not None and known else (unknown_item(run, source, clause),)
    for number, item in enumerate(rounds):
        with run.within((clause, number)), run.unroll(len(rounds)):
            assign(run, clause.target, item)
            verdicts = [_verdict(run, each.test) for each in clause.ifs]
            if False in verdicts:
                continue
            known = known and None not in verdicts
            inner = clause.inner_for_in
            if inner is not None:
                found = _rounds(run, inner, run.evaluate(inner.iter).only, body, assign)
                known = known and found is not None
                results.extend(found or [])
            else:
                results.append(body())
    if known and len(results) <= limits.MAX_ITEMS:
        return results
    for row in results:
        for values in row:
            run.lose(values, clause, IN_UNKNOWN)
    return None


def _verdict(run: Run, test: cst.BaseExpression) -> bool | None:
    value = run.evaluate(test).only
    return contents.truth(run, value) if value is not None else None


def list_arithmetic(run: Run, name: str, left: Value, right: Value, node: cst.CSTNode) -> ValueSet:
    """`[a] + [b]` and `[a] * 3`."""
    items, more = contents.raw_items(run, left), contents.raw_items(run, right)
    unknown = (single(Rest("an unknown list", run.origin(node))),)
    if name == "Add":
        return new_list(run, node, [*(unknown if items is None else items), *(unknown if more is None else more)])
    times = right.value if isinstance(right, Constant) and isinstance(right.value, int) else limits.MAX_ITEMS + 1
    if name == "Multiply" and items is not None and len(items) * times <= limits.MAX_ITEMS:
        return new_list(run, node, list(items) * times)
    run.lose(ValueSet((*single(left), *single(right))), node, IN_UNKNOWN)
    return new_list(run, node, None)
