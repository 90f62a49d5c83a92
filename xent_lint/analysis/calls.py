"""Calls: evaluation and binding of arguments, and inlining of user functions."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import libcst as cst

from xent_lint.analysis import builtin_calls, classes, container_methods, containers, contents, fruitless, limits
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.environment import leave, merge
from xent_lint.analysis.observations import Observation, joint
from xent_lint.analysis.run import Frame, Run
from xent_lint.analysis.signature import Argument, Arguments
from xent_lint.analysis.values import (
    NONE,
    Class,
    Constant,
    DictRef,
    Entries,
    Function,
    Instance,
    ListRef,
    Method,
    Origin,
    Partial,
    Scope,
    Super,
    Symbol,
    Tensor,
    Tuple,
    Value,
)


def call_node(run: Run, node: cst.Call) -> ValueSet:
    """Evaluate a call expression."""
    callee = run.evaluate(node.func)
    args = arguments(run, node.args)
    alternatives = list(run.combinations(callee))
    if len(alternatives) == 1 and not alternatives[0][1]:
        return call(run, alternatives[0][0][0], args, node)
    results = []
    seen: list[dict[Hashable, Observation]] = []
    for (value,), choices in alternatives:
        base = run.state
        run.state = base.fork(choices)
        with run.watch() as observed:
            result = call(run, value, args, node)
        seen.append(observed)
        # what one of several callees changes holds only where it is the one that is called
        for cell, changed in run.state.changes_since(base).items():
            base.set_under(cell, changed, choices)
        run.state = base
        results.append(result.under(choices - base.path))
    _agree(run, [value for (value,), _ in alternatives], seen)
    return join(results)


def _agree(run: Run, callees: list[Value], seen: list[dict[Hashable, Observation]]) -> None:
    """Keep what was observed in a call. Of a library's objects that may be one or the other (two models, a model that
    is built here and one that is loaded), only what is seen of each of them; user functions are code of their own."""
    own_code = any(isinstance(callee, Function | Class | Partial) or _is_user_method(callee) for callee in callees)
    if len(seen) <= 1 or own_code:
        for observed in seen:
            run.observations.update(observed)
        return
    for applied in joint(observed.values() for observed in seen):
        run.observe(applied.place, applied)


def _is_user_method(callee: Value) -> bool:
    return isinstance(callee, Method) and callee.function is not None


def arguments(run: Run, nodes: Sequence[cst.Arg]) -> Arguments:
    """Evaluate a call's arguments, spreading known `*` and `**` ones."""
    positional: list[Argument] = []
    keywords: dict[str, Argument] = {}
    more_positional = more_keywords = False
    for node in nodes:
        values = run.evaluate(node.value)
        if node.star == "*":
            items = contents.iterate(run, values.only) if values.only is not None else None
            if items is None:
                run.lose(_containers(values), node, AMONG_OTHERS)
                more_positional = True
            else:
                positional.extend(Argument(each, node) for each in items)
        elif node.star == "**":
            entries = contents.entries_of(run, values.only) if values.only is not None else None
            for key, each in entries.entries if entries is not None else ():
                if isinstance(key.value, str):
                    keywords[key.value] = Argument(each, node)
            if entries is None or not entries.complete:
                run.lose(_containers(values), node, AMONG_OTHERS)
            more_keywords = more_keywords or entries is None or not entries.complete
        elif node.keyword is not None:
            keywords[node.keyword.value] = Argument(values, node)
        elif more_positional:
            run.lose(values, node, AMONG_OTHERS)
            continue  # its position is not known; the call already counts as incomplete
        else:
            positional.append(Argument(values, node))
    return Arguments(tuple(positional), keywords, more_positional, more_keywords)


AMONG_OTHERS = "is given among arguments that are not known one by one"


def _containers(values: ValueSet) -> ValueSet:
    return ValueSet(each for each in values if isinstance(each.value, ListRef | DictRef | Tuple))


def call(run: Run, callee: Value, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """Call one value."""
    run.step()
    run.flows.called(run.origin(node), callee)
    if isinstance(callee, Function):
        return inline(run, callee, None, args, node)
    if isinstance(callee, Method):
        return _call_method(run, callee, args, node)
    if isinstance(callee, Class):
        return classes.instantiate(run, callee, args, node)
    if isinstance(callee, Partial):
        merged = Arguments(
            (*(Argument(each) for each in callee.positional), *args.positional),
            {name: Argument(each) for name, each in callee.keywords} | args.keywords,
            args.more_positional,
            args.more_keywords,
        )
        return call(run, callee.callee, merged, node)
    if isinstance(callee, Symbol):
        return _call_symbol(run, callee, args, node)
    if callee == NONE:
        return ValueSet()
    if isinstance(callee, Instance):
        method = classes.method(run, callee, "__call__")
        if method is not None:
            return call(run, method, args, node)
    described = run.library.call_value(run, callee, args, node)
    return described if described is not None else unseen(run, args, node, "the result of a call that is not seen")


def _call_symbol(run: Run, callee: Symbol, args: Arguments, node: cst.CSTNode) -> ValueSet:
    if callee.name.startswith("builtins.") or callee.name in builtin_calls.STANDARD:
        return builtin_calls.call_builtin(run, callee, args, node)
    described = run.library.call_symbol(run, callee, args, node)
    if described is not None:
        return described
    if run.library.is_pure(callee):
        for argument in args.all():
            run.lose(argument.values, node, f"is given to {callee.name}")
        return single(run.unknown(f"the result of {callee.name}", node))
    return unseen(run, args, node, f"the result of {callee.name}")


def _call_method(run: Run, method: Method, args: Arguments, node: cst.CSTNode) -> ValueSet:
    if method.function is not None:
        return inline(run, method.function, method.receiver, args, node)
    if isinstance(method.receiver, Constant | ListRef | DictRef | Tuple):
        return container_methods.call(run, method, args, node)
    if isinstance(method.receiver, Super):
        return unseen(run, args, node, "an inherited method")
    described = run.library.call_method(run, method.receiver, method.name, args, node)
    return described if described is not None else unseen(run, args, node, f"the result of .{method.name}()")


def unseen(run: Run, args: Arguments, node: cst.CSTNode, reason: str) -> ValueSet:
    """Code that is not seen gets these arguments: it may change what is mutable, and returns anything."""
    callee = reason.removeprefix("the result of ")
    how = f"is given to {callee}" if callee != reason else "is given to code that is not seen"
    for argument in args.all():
        for binding in argument.values:
            release(run, binding.value, node, how)
            escape(run, binding.value)
    return single(run.unknown(reason, node))


def escape(run: Run, value: Value) -> None:
    """`value`, and what can be reached through it, is given to code that is not seen, which may change it."""
    for current in reachable(run, value):
        if isinstance(current, ListRef | DictRef):
            containers.forget(run, single(current), "given to code that is not seen")
        else:
            run.library.escape(run, current)


def release(run: Run, value: Value, node: cst.CSTNode, how: str, whole: bool = True) -> None:
    """`value` is handed at `node` to code that may do anything with it, and so is what it holds, if `whole`."""
    if isinstance(value, Constant | Symbol) or value.is_unknown:
        return
    place = run.origin(node)
    for current in reachable(run, value) if whole else [value]:
        if current is not value or not isinstance(value, Tensor):  # where a tensor itself is read, the syntax tells
            bound = current.receiver if isinstance(current, Method) and current.function is None else current
            run.flows.escaped(bound, place, how)
            run.library.released(run, bound, node)


def lose(run: Run, value: Value, node: cst.CSTNode, how: str) -> None:
    """`value`, and what it holds, is not followed from `node` on. Tensors are: the syntax tells where one is put."""
    for current in reachable(run, value):
        if not isinstance(current, Tensor):
            release(run, current, node, how, whole=False)


def lose_namespaces(run: Run, node: cst.CSTNode, how: str) -> None:
    """Any variable that can be seen from `node` may be got at by a name that is not known."""
    for frame in run.frames:
        for values in run.state.cells_of(frame.scope).values():
            run.lose(values, node, f"can be reached by {how}")


def reachable(run: Run, value: Value) -> list[Value]:
    """`value`, and what code that has it can get at through it."""
    pending = [value]
    seen: dict[Value, None] = {}
    while pending:
        current = pending.pop()
        if current not in seen:
            seen[current] = None
            pending.extend(binding.value for values in _parts(run, current) for binding in values)
    return list(seen)


def _parts(run: Run, value: Value) -> list[ValueSet]:
    """What unseen code can reach through a value."""
    if isinstance(value, ListRef | DictRef):
        return contents.everything_in(run, value)
    if isinstance(value, Instance):
        return [*run.state.cells_of(value.site).values(), *_members(run, value.cls)]
    if isinstance(value, Class):
        return _members(run, value)
    if isinstance(value, Partial):
        return [single(value.callee), *value.positional, *(values for _, values in value.keywords)]
    return list(contents.raw_items(run, value) or ())


def _members(run: Run, cls: Class) -> list[ValueSet]:
    """What a class holds; the methods of a library's classes are called as the library does."""
    own = [base for base in cls.order if isinstance(base, Class)]
    found = [values for base in own for values in run.state.cells_of(base.scope).values()]
    if len(own) == len(cls.order):
        return found
    return [values for values in found if not any(isinstance(each.value, Function) for each in values)]


def capture(run: Run) -> None:
    """A closure is made here: the scopes around it live on."""
    for frame in run.frames:
        frame.captured = True


def default_values(run: Run, parameters: cst.Parameters) -> tuple[tuple[str, ValueSet], ...]:
    """The defaults of a function, evaluated where it is defined."""
    every = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
    return tuple((each.name.value, run.evaluate(each.default)) for each in every if each.default is not None)


def inline(run: Run, function: Function, receiver: Value | None, args: Arguments, node: cst.CSTNode) -> ValueSet:
    """Run a user function's body for these arguments."""
    active = sum([each is not None and each.node is function.node and each == function for each in run.active()])
    if active >= limits.MAX_RECURSION or len(run.frames) >= limits.MAX_CALL_DEPTH:
        run.not_entered += 1
        return unseen(run, args, node, f"{function.name} is called too deeply")
    if not run.muted:
        run.called.add(function.node)
    if function.scope.kind not in ("module", "class"):
        return _inline_afresh(run, function, receiver, args, node)  # it may read variables that change between calls
    key = _memo_key(run, function, receiver, args)
    known = run.results.get(key)
    if known is not None and known[0] == run.state.clock[0]:
        return known[1]
    call = fruitless.likeness(function, receiver, args, run.muted > 0)
    again = run.fruitless.again(call, run.unknown(f"{function.name} is not followed again", node))
    if again is not None:
        return again
    clock, seen, steps = run.state.clock[0], len(run.observations), run.steps
    marks = seen, run.flows.met, run.not_entered
    result, lasting = _watched(run, function, receiver, args, node)
    in_vain = bool(result) and not lasting and marks == (len(run.observations), run.flows.met, run.not_entered)
    if in_vain and all(fruitless.is_dull(reachable(run, binding.value)) for binding in result):
        run.fruitless.add(call, run.steps - steps, result)
    if run.state.clock[0] == clock and len(run.observations) == seen and all(_is_plain(b.value) for b in result):
        run.results[key] = clock, result
    return result


def _watched(
    run: Run, function: Function, receiver: Value | None, args: Arguments, node: cst.CSTNode
) -> tuple[ValueSet, bool]:
    """The result of a call, and whether it wrote anything that outlives it."""
    calls, outer = len(run.contexts), run.state
    run.state = outer.fork()
    try:
        result = _inline_afresh(run, function, receiver, args, node)
        changes = run.state.changes_since(outer)
        outer.update(changes)
        outer.path = run.state.path
    finally:
        run.state = outer
    return result, any(fruitless.outlives(cell, calls) for cell in changes)


def _memo_key(run: Run, function: Function, receiver: Value | None, args: Arguments) -> Hashable:
    positional = tuple(argument.values for argument in args.positional)
    keywords = tuple((name, argument.values) for name, argument in args.keywords.items())
    return (
        function,
        receiver,
        positional,
        keywords,
        args.more_positional,
        args.more_keywords,
        run.state.path,
        run.muted > 0,
    )


def _is_plain(value: Value) -> bool:
    """Whether a second call may give the very same value: nothing unknown, and nothing that is allocated anew."""
    if isinstance(value, Tuple):
        return all(_is_plain(binding.value) for values in value.items for binding in values)
    return isinstance(value, Constant | Tensor | Symbol)


def _inline_afresh(
    run: Run, function: Function, receiver: Value | None, args: Arguments, node: cst.CSTNode
) -> ValueSet:
    statement = run.statement
    with run.within(node):
        scope = Scope("function", function.scope, function.scope.module, run.site(function.node))
        base = run.state
        run.state = base.fork()
        owner = run.methods.get(function.node)
        unseen_call = node is function.node  # by code that is not seen, and the function may be of another file
        place = Origin(function.scope.module, node) if unseen_call else run.origin(node)
        frame = Frame(scope, base, function, receiver, owner[0] if owner else None, call=place)
        run.frames.append(frame)
        try:
            _bind_parameters(run, function, receiver, args, scope)
            result = _run_body(run, function, frame)
        finally:
            run.frames.pop()
            run.state = base
            run.statement = statement
    if frame.generator:
        return single(run.unknown("a generator", node))
    if not frame.captured:
        base.drop(scope)
    return result


def _run_body(run: Run, function: Function, frame: Frame) -> ValueSet:
    if isinstance(function.node, cst.Lambda):
        values = run.evaluate(function.node.body)
        return merge(frame.base, [*frame.exits, leave(run.state, frame.base, values)])
    body = run.modules.body(function.scope.module, function.node)
    if body is None:
        return single(run.unknown(f"{function.name} cannot be parsed", function.node))
    reaches_end = run.execute([body])
    if reaches_end:
        frame.exits.append(leave(run.state, frame.base, single(NONE)))
    return merge(frame.base, frame.exits)


def _bind_parameters(run: Run, function: Function, receiver: Value | None, args: Arguments, scope: Scope) -> None:
    parameters = function.node.params
    positional = [each.name.value for each in (*parameters.posonly_params, *parameters.params)]
    keyword_only = [each.name.value for each in parameters.kwonly_params]
    defaults = dict(function.defaults)
    given = list(args.positional)
    if receiver is not None:
        given.insert(0, Argument(single(receiver)))
    bound = {name: argument.values for name, argument in zip(positional, given, strict=False)}
    extra = {name: each.values for name, each in args.keywords.items() if name not in positional + keyword_only}
    bound.update({name: each.values for name, each in args.keywords.items() if name not in extra})
    for name in positional + keyword_only:
        values = bound.get(name)
        if values is None:
            uncertain = args.more_keywords or (args.more_positional and name in positional)
            values = defaults.get(name) if not uncertain else None
        if values is None:
            values = single(run.unknown(f"parameter {name}", function.node))
        run.state.set((scope, name), values)
    if isinstance(parameters.star_arg, cst.Param):
        rest = tuple(each.values for each in given[len(positional) :])
        known = not args.more_positional
        value: Value = Tuple(rest) if known else run.unknown("further arguments", function.node)
        run.state.set((scope, parameters.star_arg.name.value), single(value))
    if parameters.star_kwarg is not None:
        reference = DictRef(run.site(parameters.star_kwarg))
        entries = tuple((Constant(name), values) for name, values in extra.items())
        run.state.set((reference.site, "entries"), single(Entries(entries, not args.more_keywords)))
        run.state.set((scope, parameters.star_kwarg.name.value), single(reference))
