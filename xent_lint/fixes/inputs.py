"""Writing the input of an operation where its result is used: as it is, by its name, or by a new name for it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

import libcst as cst

from xent_lint.diagnostics import Edit
from xent_lint.fixes.component import NoRepairError
from xent_lint.fixes.edits import insert_statement_before
from xent_lint.fixes.layout import Layout, is_parenthesized
from xent_lint.fixes.naming import callee_specs
from xent_lint.fixes.program import Program, dotted_name
from xent_lint.fixes.reaching import statement_of
from xent_lint.fixes.tracing import Trace, is_number, refuse_changed
from xent_lint.knowledge.specs import ActivationSpec

NEW_NAME = "logits"
CONDITIONAL = (cst.IfExp, cst.BooleanOperation, cst.Lambda, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
"""Expressions of which a part may not be evaluated, or not once."""

ATOMS = (cst.Name, cst.Attribute, cst.Call, cst.Subscript)


@dataclass(frozen=True)
class Written:
    """A text, and the edits elsewhere that it needs. `atom`: it may stand before `[...]` or after a sign."""

    text: str
    edits: tuple[Edit, ...] = ()
    atom: bool = True


def input_at(program: Program, found: Trace, given: cst.BaseExpression, at: cst.CSTNode) -> Written:
    """`given`, the input of the leaf of a trace, as it is written in the expression `at`.

    Where it has no name it gets one before the statement of the leaf. Raises NoRepairError.
    """
    if found.since is None:
        return Written(outer_text(program, given), (), is_atom(given))
    if _is_simple(given):
        refuse_changed(program, given, found.since, at)
        return Written(outer_text(program, given), (), is_atom(given))
    return _named(program, found.since, given)


def around(program: Program, found: Trace, leaf: Written, at: cst.CSTNode) -> str:
    """The text of a traced expression with another leaf, without its bounds. Raises NoRepairError."""
    layout = Layout(program)
    text, atom = leaf.text, leaf.atom
    for step in reversed(found.steps):
        _refuse_moved(program, step.node, step.inner, step.since, at)
        whole, inner = layout.inner(step.node), layout.outer(step.inner)
        refuse_comments(layout, step.node)
        if isinstance(step.node, cst.Subscript) and not atom:
            text = f"({text})"
        before, after = layout.text[whole.start : inner.start], layout.text[inner.end : whole.end]
        if step.since is not None:
            before, after = _on_one_line(before), _on_one_line(after)
        text, atom = before + text + after, True
    return text


def _on_one_line(part: str) -> str:
    """A part of a bracketed expression that is written again elsewhere, where other indentation holds."""
    if "\n" not in part and "\r" not in part:
        return part
    if any(each in part for each in ('"', "'", "\\")):
        raise NoRepairError("its shape is changed over several lines, with strings in them")
    joined = re.sub(r"\s*[\r\n]\s*", " ", part)
    return re.sub(r"(?<=[(\[]) | (?=[)\]])", "", joined)


def refuse_comments(layout: Layout, *nodes: cst.CSTNode) -> None:
    """Raise NoRepairError where text that is written anew has comments."""
    if any(layout.comments(node) for node in nodes):
        raise NoRepairError("a comment stands in the way")


def outer_text(program: Program, node: cst.BaseExpression) -> str:
    """The text of an expression; with its parentheses where it is no expression without them."""
    layout = Layout(program)
    refuse_comments(layout, node)
    text = program.text(node)
    if is_parenthesized(node) and not _parses(text):
        place = layout.outer(node)
        return layout.text[place.start : place.end]
    return text


def replace_outer(program: Program, node: cst.BaseExpression, text: str) -> Edit:
    """Write a text in the place of an expression and its parentheses."""
    layout = Layout(program)
    refuse_comments(layout, node)
    place = layout.outer(node)
    return layout.edit(place.start, place.end, layout.apart(place.start, place.end, text))


def is_atom(node: cst.BaseExpression) -> bool:
    """Whether an expression needs no parentheses after a sign or before `[...]`."""
    return isinstance(node, ATOMS)


def _parses(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True


def _is_simple(node: cst.BaseExpression) -> bool:
    """Whether an expression may as well be evaluated twice: a name, the negative of one, some part of one."""
    if isinstance(node, cst.UnaryOperation):
        return isinstance(node.operator, cst.Minus) and _is_simple(node.expression)
    if isinstance(node, cst.Subscript):
        return _is_simple(node.value) and not any(_has_calls(each) for each in node.slice)
    return bool(dotted_name(node)) or is_number(node)


def _has_calls(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) or any(map(_has_calls, node.children))


def _refuse_moved(
    program: Program, node: cst.Call | cst.Subscript, inner: cst.CSTNode, since: cst.CSTNode | None, at: cst.CSTNode
) -> None:
    """Refuse to write an operation of an earlier statement again where it would do or mean something else."""
    if since is None:
        return
    others = [each.value for each in node.args if each.value is not inner] if isinstance(node, cst.Call) else node.slice
    for other in others:
        if _has_calls(other):
            raise NoRepairError("its shape is changed by what is computed in between")
        refuse_changed(program, other, since, at)


def _named(program: Program, statement: cst.CSTNode, given: cst.BaseExpression) -> Written:
    """Give the input a name before the statement it stands in."""
    if statement_of(program, given) is not statement or not isinstance(statement, cst.Assign | cst.AnnAssign):
        raise NoRepairError("the activation's input has no name")
    for ancestor in program.ancestors(given):
        if ancestor is statement:
            break
        if isinstance(ancestor, CONDITIONAL):
            raise NoRepairError("the activation's input has no name, and is not always computed")
    if any(isinstance(each, cst.NamedExpr | cst.Await | cst.Yield) for each in _all(statement)):
        raise NoRepairError("the activation's input has no name")
    name = _free_name(program, statement)
    text = _on_its_own(program, given, statement)
    line = program.parent(statement)
    whole = line if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1 else statement
    inserted = insert_statement_before(program, whole, f"{name} = {text}")
    if inserted is None:
        raise NoRepairError("there is no place for a name of the activation's input")
    return Written(name, (*inserted, replace_outer(program, given, name)))


def _all(node: cst.CSTNode) -> list[cst.CSTNode]:
    found = [node]
    for current in found:
        found.extend(current.children)
    return found


def _on_its_own(program: Program, given: cst.BaseExpression, statement: cst.CSTNode) -> str:
    """An expression as the right side of an assignment."""
    layout = Layout(program)
    text = outer_text(program, given).replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        if '"""' in text or "'''" in text:
            raise NoRepairError("the activation's input has no name, and holds a string of several lines")
        indentation = layout.indentation(layout.inner(statement).start)
        text = text.replace(f"\n{indentation}", "\n")
    return text if _parses(text) else f"({text})"


def _free_name(program: Program, statement: cst.Assign | cst.AnnAssign) -> str:
    """`logits` where nothing else in the function can want it, else a name made of what is assigned."""
    target = statement.targets[0].target if isinstance(statement, cst.Assign) else statement.target
    last = dotted_name(target).rpartition(".")[2]
    own = f"{last}_{NEW_NAME}" if last else ""  # it is set wherever the target is, so it serves as long as that one
    for name in (NEW_NAME, own) if _is_alone(program, statement) else (own,):
        if name and not program.is_bound(name) and not program.occurrences(name):
            return name
    raise NoRepairError("the activation's input has no name, and no name for it is free")


def _is_alone(program: Program, statement: cst.CSTNode) -> bool:
    """Whether no other statement of the function applies an activation, of which the input may get a name as well."""
    function = _function_of(program, statement)
    return not any(
        isinstance(place.node, cst.Call)
        and program.here(place)
        and _function_of(program, place.node) is function
        and statement_of(program, place.node) is not statement
        and any(isinstance(spec, ActivationSpec) for spec in callee_specs(program, place.node))
        for place in program.analysis.flows.callees
    )


def _function_of(program: Program, node: cst.CSTNode) -> cst.CSTNode | None:
    return next((each for each in program.ancestors(node) if isinstance(each, cst.FunctionDef)), None)
