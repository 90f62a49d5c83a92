"""First-party imports: another file of the same project is interpreted on demand, once, for what it defines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import libcst as cst

from xent_lint.analysis import limits
from xent_lint.analysis.domain import ValueSet, single
from xent_lint.analysis.values import Constant, ModuleRef, Scope

if TYPE_CHECKING:
    from xent_lint.analysis.run import Run


class Modules(Protocol):
    """Where other files come from."""

    def find(self, importer: str, dotted: str) -> str | None:
        """The file that `importer` means by `dotted` (with leading dots for a relative import); None: not ours."""

    def tree(self, filename: str) -> cst.Module | None:
        """What is in a file that `find` has given; None: nothing that can be followed."""

    def body(self, filename: str, function: cst.FunctionDef) -> cst.BaseSuite | None:
        """What a function of a file does, which `tree` may leave out; None: nothing that can be followed."""


class NoModules:
    """A file on its own."""

    def find(self, importer: str, dotted: str) -> str | None:
        """See Modules."""
        return None

    def tree(self, filename: str) -> cst.Module | None:
        """See Modules."""
        return None

    def body(self, filename: str, function: cst.FunctionDef) -> cst.BaseSuite | None:
        """See Modules."""
        return function.body


def load(run: Run, importer: str, dotted: str) -> ModuleRef | None:
    """The module, interpreted if it has not been yet; None when the project has no such file.

    A module that is being imported already (a cycle) is returned as far as it is known.
    """
    filename = run.modules.find(importer, dotted)
    if filename is None:
        return None
    known = run.loaded.get(filename)
    if known is not None:
        return known
    if len(run.loaded) >= limits.MAX_MODULES or run.imported_steps >= limits.MAX_IMPORTED_STEPS:
        return None
    tree = run.modules.tree(filename)
    if tree is None:
        return None
    scope = Scope("module", None, filename, filename)
    module = run.loaded[filename] = ModuleRef(scope, filename)
    _interpret(run, tree, scope, dotted)
    return module


def _interpret(run: Run, tree: cst.Module, scope: Scope, dotted: str) -> None:
    """Run the body on the outermost state: what it defines does not depend on where it is imported.

    `dotted` is the name under which it was asked for.
    """
    from xent_lint.analysis.run import BudgetExhausted, Frame

    saved = run.state, run.frames, run.context, run.allowance
    before = run.steps
    root = run.state
    while root.parent is not None:
        root = root.parent
    run.state = root.fork()
    run.state.set((scope, "__name__"), single(Constant(dotted.lstrip("."))))
    run.frames = [Frame(scope, run.state, captured=True)]
    run.context = run.contexts.setdefault((0, scope.module), len(run.contexts) + 1)
    run.allowance = run.steps + limits.MAX_MODULE_STEPS
    run.muted += 1
    try:
        run.execute(tree.body)
        root.update(run.state.changes_since(root))
    except BudgetExhausted:
        pass  # nothing of a module that was cut short is kept: its names stay unknown
    finally:
        run.muted -= 1
        used = run.steps - before
        run.imported_steps += used
        run.state, run.frames, run.context, run.allowance = saved
        run.allowance += used


def namespace(run: Run, importer: str, dotted: str) -> ModuleRef | None:
    """What `import a.b.c` binds to `a` when the folder `a` has no `__init__.py`; None when there is no such file."""
    module = load(run, importer, dotted) if "." in dotted else None
    if module is None:
        return None
    parts = dotted.split(".")
    for depth in range(len(parts) - 1, 0, -1):
        name = f"<namespace {'.'.join(parts[:depth])}>"
        folder = run.loaded.setdefault(name, ModuleRef(Scope("module", None, name, name), name))
        run.state.set((folder.scope, parts[depth]), single(module))
        module = folder
    return module


def member(run: Run, module: ModuleRef, name: str) -> ValueSet | None:
    """`module.name`: what it defines, or a submodule; None when neither is there."""
    found = run.state.get((module.scope, name))
    if found is not None:
        return found
    submodule = load(run, module.filename, f".{name}") if module.is_package else None
    return single(submodule) if submodule is not None else None


def public_names(run: Run, module: ModuleRef) -> list[str]:
    """What `from module import *` binds."""
    return [name for name in run.state.cells_of(module.scope) if not name.startswith(("_", "<"))]
