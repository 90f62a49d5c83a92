"""`import` and `from ... import`: names of libraries become symbols, names of the project its own values."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis import modules
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.names import bind_name
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import ModuleRef, Symbol


def dotted(node: cst.BaseExpression | None) -> str:
    """The text of a dotted name."""
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def _symbol(run: Run, spelled: str, node: cst.CSTNode) -> ValueSet:
    return single(Symbol(run.library.canonical(spelled), spelled), run.origin(node))


def _module(run: Run, spelled: str) -> ModuleRef | None:
    """The file of the project that `spelled` names; None for a library."""
    if run.library.describes(spelled):
        return None
    return modules.load(run, run.frame.scope.module, spelled)


def import_names(run: Run, node: cst.Import) -> None:
    """`import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`."""
    for alias in node.names:
        spelled = dotted(alias.name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            name = alias.asname.name.value
        else:
            name = spelled.split(".")[0]
            folder = modules.namespace(run, run.frame.scope.module, spelled) if _module(run, name) is None else None
            if folder is not None and not run.library.describes(name):
                bind_name(run, name, single(folder))
                continue
            spelled = name
        module = _module(run, spelled)
        bind_name(run, name, single(module) if module is not None else _symbol(run, spelled, alias))


def import_from(run: Run, node: cst.ImportFrom) -> None:
    """`from a import b as c`, `from a import *`."""
    spelled = "." * len(node.relative) + dotted(node.module)
    module = _module(run, spelled)
    if isinstance(node.names, cst.ImportStar):
        _import_star(run, module, spelled, node)
        return
    for alias in node.names:
        name = dotted(alias.name)
        bound = alias.asname.name.value if alias.asname and isinstance(alias.asname.name, cst.Name) else name
        joined = f"{spelled}{'' if spelled.endswith('.') else '.'}{name}"
        found = modules.member(run, module, name) if module is not None else None
        if found is None:
            submodule = _module(run, joined)  # also of a folder without `__init__.py`
            found = single(submodule) if submodule is not None else _symbol(run, joined, alias)
        bind_name(run, bound, found)


def _import_star(run: Run, module: ModuleRef | None, spelled: str, node: cst.ImportFrom) -> None:
    if module is not None:
        for name in modules.public_names(run, module):
            bind_name(run, name, run.state.get((module.scope, name)) or ValueSet())
        if module.filename in run.star_imported:
            run.star_imported.add(run.frame.scope.module)
        return
    names = list(run.library.star_names(run.library.canonical(spelled))) if not node.relative else []
    if not names:
        run.star_imported.add(run.frame.scope.module)
    for name in names:
        bind_name(run, name, _symbol(run, f"{spelled}.{name}", node))
