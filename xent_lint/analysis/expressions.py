"""One transfer function per expression: syntax to value set."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import libcst as cst

from xent_lint.analysis import attributes, calls, containers, contents, operators
from xent_lint.analysis.conditions import possible, split
from xent_lint.analysis.domain import ValueSet, join, single
from xent_lint.analysis.environment import Exit, leave, merge
from xent_lint.analysis.names import assign, bind_name, look_up
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import Constant, Function, Tuple


def evaluate(run: Run, node: cst.BaseExpression) -> ValueSet:
    """The values an expression may have here."""
    run.step()
    transfer = TRANSFERS.get(type(node))
    if transfer is None:
        return single(run.unknown(f"{type(node).__name__} is not followed", node))
    values = transfer(run, node)
    if not run.muted:
        run.flows.record(run.frame.scope.module, node, values)
    return values


def _name(run: Run, node: cst.Name) -> ValueSet:
    return look_up(run, node.value, node)


def _constant(run: Run, node: cst.Integer | cst.Float | cst.Imaginary | cst.SimpleString) -> ValueSet:
    text = node.value
    if isinstance(node, cst.Integer) and len(text) > 40:
        return single(run.unknown("a huge integer", node))  # int() refuses or takes long on hostile literals
    return single(_literal(text), run.origin(node))


@lru_cache(maxsize=4096)
def _literal(text: str) -> Constant:
    return Constant(ast.literal_eval(text))


def _concatenated(run: Run, node: cst.ConcatenatedString) -> ValueSet:
    return operators.concatenate(run, [evaluate(run, node.left), evaluate(run, node.right)], node)


def _formatted(run: Run, node: cst.FormattedString) -> ValueSet:
    parts = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            text = part.value.replace("{{", "{").replace("}}", "}")
            parts.append(single(Constant(text)))
        elif isinstance(part, cst.FormattedStringExpression):
            values = evaluate(run, part.expression)
            plain = part.format_spec is None and part.conversion is None and part.equal is None
            parts.append(values if plain else single(run.unknown("a formatted value", node)))
    return operators.concatenate(run, parts, node)


def _tuple(run: Run, node: cst.Tuple) -> ValueSet:
    return single(Tuple(tuple(containers.elements(run, node.elements))), run.origin(node))


def _list(run: Run, node: cst.List | cst.Set) -> ValueSet:
    return containers.new_list(run, node, containers.elements(run, node.elements))


def _dict(run: Run, node: cst.Dict) -> ValueSet:
    return containers.new_dict(run, node)


def _attribute(run: Run, node: cst.Attribute) -> ValueSet:
    return attributes.get(run, evaluate(run, node.value), node.attr.value, node)


def _call(run: Run, node: cst.Call) -> ValueSet:
    return calls.call_node(run, node)


def _subscript(run: Run, node: cst.Subscript) -> ValueSet:
    return containers.subscript(run, evaluate(run, node.value), node)


def _binary(run: Run, node: cst.BinaryOperation) -> ValueSet:
    left, right = evaluate(run, node.left), evaluate(run, node.right)
    return operators.binary(run, type(node.operator).__name__, left, right, node)


def _unary(run: Run, node: cst.UnaryOperation) -> ValueSet:
    return operators.unary(run, type(node.operator).__name__, evaluate(run, node.expression), node)


def _boolean(run: Run, node: cst.BooleanOperation) -> ValueSet:
    left = evaluate(run, node.left)
    true, false = possible(run, split(run, left))
    is_and = isinstance(node.operator, cst.And)
    go_on, stay = (true, false) if is_and else (false, true)
    base = run.state
    exits = []
    if stay is not None:
        kept = [
            single(binding.value, binding.origin, binding.choices)
            for binding in left
            if _may_be(run, single(binding.value), not is_and)
        ]
        exits.append(Exit({}, stay - base.path, join(kept)))
    if go_on is not None:
        run.state = base.fork(go_on)
        right = evaluate(run, node.right)
        exits.append(leave(run.state, base, right))
        run.state = base
    return merge(base, exits)


def _may_be(run: Run, values: ValueSet, wanted: bool) -> bool:
    arms = split(run, values)
    return arms[0 if wanted else 1] is not None


def _comparison(run: Run, node: cst.Comparison) -> ValueSet:
    left = evaluate(run, node.left)
    if len(node.comparisons) != 1:
        for target in node.comparisons:
            evaluate(run, target.comparator)
        return single(run.unknown("a chained comparison", node))
    target = node.comparisons[0]
    return operators.compare(run, type(target.operator).__name__, left, evaluate(run, target.comparator), node)


def _conditional(run: Run, node: cst.IfExp) -> ValueSet:
    true, false = possible(run, split(run, evaluate(run, node.test)))
    base = run.state
    exits = []
    for arm, body in ((true, node.body), (false, node.orelse)):
        if arm is not None:
            run.state = base.fork(arm)
            result = evaluate(run, body)
            exits.append(leave(run.state, base, result))
            run.state = base
    return merge(base, exits)


def _lambda(run: Run, node: cst.Lambda) -> ValueSet:
    function = Function(node, run.frame.scope, calls.default_values(run, node.params))
    calls.capture(run)
    run.functions[node] = function
    run.defined.append(node)
    return single(function, run.origin(node))


def _comprehension(run: Run, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> ValueSet:
    made: list[ValueSet] = []

    def body() -> list[ValueSet]:
        made.append(evaluate(run, node.elt))
        return made[-1:]

    if containers.comprehend(run, node.for_in, body, assign) is None:
        return containers.rest_of(run, node, contents.common(made))
    return containers.new_list(run, node, made)


def _dict_comprehension(run: Run, node: cst.DictComp) -> ValueSet:
    pairs = containers.comprehend(
        run, node.for_in, lambda: [evaluate(run, node.key), evaluate(run, node.value)], assign
    )
    return containers.dict_from_pairs(run, node, pairs)


def _named(run: Run, node: cst.NamedExpr) -> ValueSet:
    values = evaluate(run, node.value)
    if isinstance(node.target, cst.Name):
        bind_name(run, node.target.value, values)
    return values


def _await(run: Run, node: cst.Await) -> ValueSet:
    run.lose(evaluate(run, node.expression), node, "is awaited")
    return single(run.unknown("an awaited value", node))


def _yield(run: Run, node: cst.Yield) -> ValueSet:
    run.frame.generator = True
    if isinstance(node.value, cst.From):
        run.lose(evaluate(run, node.value.item), node, "is yielded")
    elif node.value is not None:
        run.lose(evaluate(run, node.value), node, "is yielded")
    return single(run.unknown("a value sent to a generator", node))


def _ellipsis(run: Run, node: cst.Ellipsis) -> ValueSet:
    return single(Constant(...), run.origin(node))


TRANSFERS: dict[type[cst.BaseExpression], Callable[[Run, Any], ValueSet]] = {
    cst.Name: _name,
    cst.Integer: _constant,
    cst.Float: _constant,
    cst.Imaginary: _constant,
    cst.SimpleString: _constant,
    cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _formatted,
    cst.Tuple: _tuple,
    cst.List: _list,
    cst.Set: _list,
    cst.Dict: _dict,
    cst.Attribute: _attribute,
    cst.Call: _call,
    cst.Subscript: _subscript,
    cst.BinaryOperation: _binary,
    cst.UnaryOperation: _unary,
    cst.BooleanOperation: _boolean,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.Lambda: _lambda,
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.DictComp: _dict_comprehension,
    cst.NamedExpr: _named,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.Ellipsis: _ellipsis,
}
