"""`import` and `from ... import`: names become symbols with canonical dotted names."""

from __future__ import annotations

import libcst as cst

from xent_lint.analysis.domain import single
from xent_lint.analysis.names import bind_name
from xent_lint.analysis.run import Run
from xent_lint.analysis.values import Symbol


def dotted(node: cst.BaseExpression | None) -> str:
    """The text of a dotted name."""
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def _bind(run: Run, name: str, spelled: str, node: cst.CSTNode) -> None:
    bind_name(run, name, single(Symbol(run.library.canonical(spelled), spelled), run.origin(node)))


def import_names(run: Run, node: cst.Import) -> None:
    """`import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`."""
    for alias in node.names:
        spelled = dotted(alias.name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            _bind(run, alias.asname.name.value, spelled, alias)
        else:
            root = spelled.split(".")[0]
            _bind(run, root, root, alias)


def import_from(run: Run, node: cst.ImportFrom) -> None:
    """`from a import b as c`, `from a import *`."""
    module = "." * len(node.relative) + dotted(node.module)
    if isinstance(node.names, cst.ImportStar):
        names = list(run.library.star_names(run.library.canonical(module))) if not node.relative else []
        if not names:
            run.star_imported = True
        for name in names:
            _bind(run, name, f"{module}.{name}", node)
        return
    for alias in node.names:
        name = dotted(alias.name)
        bound = alias.asname.name.value if alias.asname and isinstance(alias.asname.name, cst.Name) else name
        separator = "" if module.endswith(".") else "."
        _bind(run, bound, f"{module}{separator}{name}", alias)
