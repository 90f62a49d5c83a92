"""Reads from the text of a generated program whether its heads are activated and its losses take logits.

It knows the shapes that the grammar writes and nothing of the linter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from program_draft import Pair

ACTIVATIONS = ("sigmoid", "softmax", "Softmax", "Ksigmoid", "Ksoftmax", "KSoftmax")


def scales(text: str, pair: Pair) -> tuple[bool, bool]:
    """Whether the head of the pair is activated, and whether its loss takes logits."""
    body = _module_level(ast.parse(text))
    return _is_activated(body, pair), _takes_logits(body, pair)


def _module_level(tree: ast.Module) -> list[ast.stmt]:
    """The statements of the module, and those of its `main`."""
    found: list[ast.stmt] = []
    for statement in tree.body:
        is_main = isinstance(statement, ast.FunctionDef) and statement.name == "main"
        found.extend(statement.body if is_main and isinstance(statement, ast.FunctionDef) else [statement])
    return found


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _concerns(statement: ast.stmt) -> set[str]:
    """The names that a statement of the module defines or adds something to."""
    found: set[str] = set()
    for node in ast.walk(statement) if isinstance(statement, ast.For) else [statement]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {_root(target) for target in node.targets}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            if isinstance(function, ast.Attribute) and function.attr in ("add", "append"):
                found.add(_root(function))
    return found


def _is_activated(body: list[ast.stmt], pair: Pair) -> bool:
    nodes = [node for each in body if _concerns(each) & pair.built_by for node in ast.walk(each)]
    return any(
        (isinstance(node, ast.Constant) and node.value in ACTIVATIONS)
        or (isinstance(node, ast.Attribute) and node.attr in ACTIVATIONS)
        or (isinstance(node, ast.Name) and node.id in ACTIVATIONS)
        for node in nodes
    )


def _takes_logits(body: list[ast.stmt], pair: Pair) -> bool:
    found = list(_losses(body, pair))
    assert len(found) == 1, f"{len(found)} losses are written for {pair.target}"
    return _on_logits(found[0], body)


def _losses(body: list[ast.stmt], pair: Pair) -> Iterator[ast.expr]:
    """What is given to `compile`, or computed below a tape."""
    for statement in body:
        own = bool(_concerns(statement) & pair.judged_by)
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and (own or ast.unparse(node.func) == f"{pair.target}.compile"):
                yield from _compiled(node)
            elif own and pair.trained != "compile" and isinstance(node, ast.Assign):
                yield from [node.value] if [_root(target) for target in node.targets] == ["loss"] else []


def _compiled(call: ast.Call) -> list[ast.expr]:
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "compile":
        return []
    by_keyword = [each.value for each in call.keywords if each.arg == "loss"]
    return (by_keyword or call.args[1:])[:1]


def _on_logits(loss: ast.expr, body: list[ast.stmt]) -> bool:
    if isinstance(loss, ast.List):
        return _on_logits(loss.elts[0], body)
    if isinstance(loss, ast.Dict):
        return _on_logits(loss.values[0], body)
    if isinstance(loss, ast.Name):
        meant = _defined(loss.id, body)
        return _on_logits(meant, body) if meant is not None else False
    if not isinstance(loss, ast.Call):
        return False  # a string, or a function of Keras
    if isinstance(loss.func, ast.Call):
        return _on_logits(loss.func, body)
    name = ast.unparse(loss.func)
    if name.endswith("_with_logits"):
        return True
    if name.endswith("reduce_mean"):
        return _on_logits(loss.args[0], body)
    meant = _defined(name, body)
    if meant is not None:
        return _on_logits(meant, body)
    given = [each.value for each in loss.keywords if each.arg == "from_logits"] + loss.args
    return any(isinstance(each, ast.Constant) and each.value is True for each in given)


def _defined(name: str, body: list[ast.stmt]) -> ast.expr | None:
    """What a name of the module stands for; for a function, what it returns."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef) and statement.name == name:
            returned = statement.body[-1]
            return returned.value if isinstance(returned, ast.Return) else None
        if isinstance(statement, ast.Assign) and [_root(target) for target in statement.targets] == [name]:
            return statement.value
    return None
