"""Which statement gave a name its value, and whether the name has kept it: proved from the order of statements alone.

A repair that writes a name at another place must know that it stands for the same value there. What has certainly run
before is looked at statement by statement, backwards; wherever a branch or a loop leaves a doubt there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from xent_lint.fixes.program import Program, dotted_name

_BOUNDARIES = (
    cst.FunctionDef,
    cst.Lambda,
    cst.ClassDef,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.GeneratorExp,
)
"""Code inside runs at another time, or has names of its own."""

_BLOCKS = (cst.Module, cst.IndentedBlock, cst.SimpleStatementSuite, cst.SimpleStatementLine)
_DOUBTFUL = (cst.For, cst.While, cst.Try, cst.TryStar, cst.Match)


@dataclass(frozen=True)
class Definition:
    """`name = value`, the statement that a name has its value from."""

    statement: cst.CSTNode
    value: cst.BaseExpression


def definition(program: Program, name: cst.BaseExpression) -> Definition | None:
    """The assignment that a name, or a name with attributes, certainly has its value from where it stands."""
    dotted = dotted_name(name)
    if not dotted or not _is_stable(program, dotted) or _binds_inside(program, name, dotted):
        return None
    for statement in _preceding(program, name):
        if _binds(statement, dotted):
            return _assigned(statement, dotted)
    return None


def is_unchanged(program: Program, dotted: str, since: cst.CSTNode, at: cst.CSTNode) -> bool:
    """Whether a name stands for the same value where `at` is evaluated as it did in the statement `since`."""
    if not _is_stable(program, dotted) or _binds_inside(program, at, dotted):
        return False
    for statement in _preceding(program, at):
        if _binds(statement, dotted):
            return False
        if statement is since:
            return True
    return False


def statement_of(program: Program, node: cst.CSTNode) -> cst.BaseSmallStatement | None:
    """The simple statement that an expression is in; None where it is the header of a compound one."""
    for ancestor in (node, *program.ancestors(node)):
        if isinstance(ancestor, cst.BaseSmallStatement):
            return ancestor
        if isinstance(ancestor, (*_BOUNDARIES, *_BLOCKS)):
            return None
    return None


def _assigned(statement: cst.CSTNode, dotted: str) -> Definition | None:
    if isinstance(statement, cst.Assign) and all(
        isinstance(each.target, cst.Name | cst.Attribute) for each in statement.targets
    ):
        if any(dotted_name(each.target) == dotted for each in statement.targets):
            return Definition(statement, statement.value)
    elif isinstance(statement, cst.AnnAssign) and statement.value is not None:
        return Definition(statement, statement.value) if dotted_name(statement.target) == dotted else None
    return None


def _preceding(program: Program, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What ran before `node` in the same function, backwards: simple statements, and compound ones as a whole."""
    child = node
    for parent in program.ancestors(node):
        if isinstance(parent, _BOUNDARIES):
            return
        if isinstance(parent, _BLOCKS):
            body: list[cst.CSTNode] = list(parent.body)
            index = next(number for number, each in enumerate(body) if each is child)
            for earlier in reversed(body[:index]):
                yield from _opened(earlier)
        elif isinstance(parent, cst.With):
            yield from reversed(parent.items)
        elif isinstance(parent, cst.If):
            yield parent.test
        elif isinstance(parent, _DOUBTFUL):
            yield parent  # the rest of it may have run before, in another round say
        child = parent


def _opened(statement: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A statement, or those inside of it where they run whenever it does, backwards."""
    if isinstance(statement, _BLOCKS):
        for each in reversed(statement.body):
            yield from _opened(each)
    elif isinstance(statement, cst.With):
        yield from _opened(statement.body)
        yield from reversed(statement.items)
    else:
        yield statement


def _binds_inside(program: Program, node: cst.CSTNode, dotted: str) -> bool:
    """Whether the statement of an expression binds the name while it is evaluated, by `:=`."""
    statement = statement_of(program, node) or node
    return any(
        isinstance(each, cst.NamedExpr) and _touches(each.target, dotted) for each in _nodes(statement, enter=True)
    )


def _binds(statement: cst.CSTNode, dotted: str) -> bool:
    """Whether running a statement may give a name another value, or change the value in place."""
    root = dotted.partition(".")[0]
    for node in _nodes(statement, enter=False):
        if isinstance(node, cst.Match):
            return True
        if isinstance(node, cst.FunctionDef | cst.ClassDef) and node.name.value == root:
            return True
        if isinstance(node, cst.ImportAlias | cst.ImportStar) and _imports(node, root):
            return True
        if any(_touches(target, dotted) for target in _targets(node)):
            return True
    return False


def _nodes(node: cst.CSTNode, enter: bool) -> Iterator[cst.CSTNode]:
    """A node and all below it; the insides of functions and classes only where `enter` says so."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        if enter or not isinstance(current, cst.FunctionDef | cst.ClassDef | cst.Lambda):
            pending.extend(current.children)


def _imports(alias: cst.ImportAlias | cst.ImportStar, name: str) -> bool:
    if isinstance(alias, cst.ImportStar):
        return True
    return (alias.evaluated_alias or alias.evaluated_name.partition(".")[0]) == name


def _targets(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """The expressions that a node gives a new value."""
    if isinstance(node, cst.AssignTarget | cst.AnnAssign | cst.AugAssign | cst.For | cst.NamedExpr | cst.Del):
        yield node.target
    elif isinstance(node, cst.AsName):
        yield node.name
    elif isinstance(node, cst.Attribute) and node.attr.value.startswith("assign"):
        yield node.value  # a variable of TensorFlow


def _touches(target: cst.BaseExpression, dotted: str) -> bool:
    root, _, rest = dotted.partition(".")
    if isinstance(target, cst.Tuple | cst.List):
        return any(_touches(each.value, dotted) for each in target.elements)
    if isinstance(target, cst.StarredElement | cst.Subscript):
        return _touches(target.value, dotted)
    if isinstance(target, cst.Attribute):  # any object's, for two names may stand for one object
        return target.attr.value in rest.split(".")
    return isinstance(target, cst.Name) and target.value == root


def _is_stable(program: Program, dotted: str) -> bool:
    """Whether nothing but the statements around can change what a name stands for.

    A name that some function declares `global` may change with any call, and so may an attribute that several
    statements set.
    """
    root, _, rest = dotted.partition(".")
    attributes = rest.split(".") if rest else []
    settings = 0
    for node in _nodes(program.module, enter=True):
        if isinstance(node, cst.Global | cst.Nonlocal) and any(each.name.value == root for each in node.names):
            return False
        if attributes:
            settings += sum(
                isinstance(target, cst.Attribute) and target.attr.value in attributes for target in _targets(node)
            )
    return settings <= 1
