"""Which other programs of a project import a file, and what of it: they are code that uses its models.

All programs below the project's root are read once and their import statements are indexed by the last word of what
they may mean; the programs that mean a file are parsed.
"""

from __future__ import annotations

import ast
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xent_lint import gate
from xent_lint.import_paths import candidates
from xent_lint.source import Source, SourceError

ANY_NAME: Final = "*"
ROOT_MARKS: Final = (
    ("pyproject.toml", "setup.py", "setup.cfg", ".git", ".hg"),
    ("requirements.txt", "environment.yml", "README.md", "README.rst", "LICENSE"),
)
"""What lies in the uppermost folder of a project, and where there is none of that, what may."""

SKIPPED: Final = frozenset(["__pycache__", "build", "dist", "node_modules", "site-packages", "venv"])
"""Folders without programs of the project, besides hidden ones and virtual environments under other names."""

MAX_PROGRAMS: Final = 5_000
MAX_FOLDERS: Final = 5_000
MAX_ALL_BYTES: Final = 300_000_000
"""Larger projects are not looked through: 0.3 s for 1,000 files, of which notebooks are the most."""

_IMPORT: Final = re.compile(rb"\bfrom\s+([.\w]+)\s+import\s+(\([^)]*\)|[^\n;#]*)|\bimport\s+([\w., \t]+)", re.MULTILINE)
_CALL: Final = re.compile(rb"\b(?:import_module|__import__)\(\s*\\?[\"']([.\w]+)")
_NAME: Final = re.compile(rb"[.\w]*\w")


@dataclass(frozen=True)
class Importer:
    """A program that imports a file. `names`: what of it is used there, `*` where that may be anything.

    Without a `filename` it is any program of a project that is too large to be looked through.
    """

    filename: str
    names: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The path as short as can be, from the current folder."""
        relative = os.path.relpath(self.filename)
        return self.filename if relative.startswith(os.pardir) else relative


UNSEEN: Final = Importer("", (ANY_NAME,))


class Importers:
    """The import statements below the roots that were asked for."""

    def __init__(self, known: Importers | None = None) -> None:
        """`known`: what an earlier one has read need not be read again where files have not changed since."""
        self._indexes: dict[str, dict[str, list[tuple[str, str]]] | None] = {}
        self._meant: dict[str, tuple[tuple[int, int], frozenset[str]]] = known._meant if known is not None else {}

    def of(self, path: str) -> tuple[Importer, ...]:
        """What imports the file at `path`, by name."""
        absolute = os.path.abspath(path)  # noqa: PTH100 - links stay links
        folder, name = os.path.split(absolute)
        stem = name.removesuffix(".py") if name != "__init__.py" else os.path.basename(folder)  # noqa: PTH119
        if not stem.isidentifier() or not name.endswith(".py"):
            return ()  # nobody can import it
        root = _root(folder)
        top = root or folder
        if top not in self._indexes:
            self._indexes[top] = self._index(top, deep=root is not None)
        index = self._indexes[top]
        if index is None:
            return (UNSEEN,)
        found = []
        meant = (each for each, dotted in index.get(stem, ()) if _means(each, dotted, absolute))
        for each in dict.fromkeys(meant):
            names = _names_used(each, absolute) if each != absolute else ()
            if names:
                found.append(Importer(each, names))
        return tuple(found)

    def _index(self, root: str, deep: bool) -> dict[str, list[tuple[str, str]]] | None:
        """The programs, each with what it may import, by the last word of that; None where there are too many."""
        found: dict[str, list[tuple[str, str]]] = {}
        size = 0
        for number, path in enumerate(_programs(root, deep), 1):
            if path is None or number > MAX_PROGRAMS or size > MAX_ALL_BYTES:
                return None
            try:
                state = os.stat(path)  # noqa: PTH116 (there may be thousands)
                size += state.st_size
                if not stat.S_ISREG(state.st_mode):
                    continue  # whoever reads from a pipe may wait for ever
                meant = self._meant_by(path, (state.st_mtime_ns, state.st_size))
            except OSError:
                continue  # it is told when the file is checked
            for dotted in meant:
                found.setdefault(dotted.rpartition(".")[2], []).append((path, dotted))
        return found

    def _meant_by(self, path: str, stamp: tuple[int, int]) -> frozenset[str]:
        """What a program may import, as it is at this time and size."""
        known = self._meant.get(path)
        if known is None or known[0] != stamp:
            known = self._meant[path] = stamp, frozenset(_modules(Path(path).read_bytes()))
        return known[1]


def _root(folder: str) -> str | None:
    """The nearest folder upward that looks like that of a whole project."""
    home = os.path.expanduser("~")  # noqa: PTH111
    upward = [str(each) for each in (Path(folder), *Path(folder).parents) if each.parent != each]
    inside = upward[: upward.index(home)] if home in upward else upward
    for marks in ROOT_MARKS:
        for each in inside:
            if any(os.path.exists(os.path.join(each, mark)) for mark in marks):  # noqa: PTH110, PTH118
                return each
    return None


def _programs(root: str, deep: bool) -> Iterator[str | None]:
    """The programs in a folder, and where `deep` in those below it; None when there are too many folders."""
    for number, (folder, folders, files) in enumerate(os.walk(root), 1):
        if number > MAX_FOLDERS:
            yield None
            return
        if "pyvenv.cfg" in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if deep and not name.startswith(".") and name not in SKIPPED)
        for name in sorted(files):
            if name.endswith((".py", ".ipynb")):
                yield os.path.join(folder, name)  # noqa: PTH118


def _modules(data: bytes) -> Iterator[str]:
    """The dotted names that may mean modules in the import statements of a program; in a notebook some are no names."""
    for called in _CALL.findall(data):
        yield called.decode("ascii", "replace")
    for source, names, modules in _IMPORT.findall(data):
        if source.strip(b"."):
            yield source.decode("ascii", "replace")
        for name in names.split(b","):
            found = _NAME.search(name)
            if source and found is not None:
                dotted = source + found.group() if source.endswith(b".") else source + b"." + found.group()
                yield dotted.decode("ascii", "replace")
        for module in modules.split(b","):
            found = _NAME.search(module)
            if found is not None:
                yield found.group().decode("ascii", "replace")


def _names_used(importer: str, path: str) -> tuple[str, ...]:
    """The names of the file at `path` that a program imports or reads; empty where it means another module."""
    try:
        tree = gate.parse(Source.from_bytes(importer, Path(importer).read_bytes()))
    except (OSError, SourceError):
        return ()  # Python cannot run it either
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            dotted = "." * node.level + (node.module or "")
            if _means(importer, dotted, path):
                found.update(dict.fromkeys(alias.name for alias in node.names))
            for alias in node.names:
                inner = f"{dotted}{alias.name}" if dotted.endswith(".") else f"{dotted}.{alias.name}"
                if alias.name != ANY_NAME and _means(importer, inner, path):
                    found.update(dict.fromkeys(_members(tree, alias.asname or alias.name)))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if _means(importer, alias.name, path):
                    found.update(dict.fromkeys(_members(tree, alias.asname or alias.name)))
        elif isinstance(node, ast.Call) and _means(importer, _asked_for(node), path):
            return (ANY_NAME,)
    return (ANY_NAME,) if ANY_NAME in found else tuple(found)


def _asked_for(call: ast.Call) -> str:
    """The name in `importlib.import_module("nets")` and `__import__("nets")`; empty for other calls."""
    name = _dotted(call.func).rpartition(".")[2]
    first = call.args[0] if call.args and name in ("import_module", "__import__") else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _means(importer: str, dotted: str, path: str) -> bool:
    """Whether an import is of the file; by the end of its path where none is found, for the roots may be elsewhere."""
    if not dotted:
        return False
    folders = [str(each) for each in Path(importer).parents]
    there = next((each for each in candidates(folders, (), dotted) if os.path.isfile(each)), None)  # noqa: PTH113
    if there is not None:
        return there == path
    parts = Path(path.removesuffix(".py").removesuffix("/__init__")).parts
    wanted = tuple(part for part in dotted.split(".") if part)
    return not dotted.startswith(".") and bool(wanted) and parts[-len(wanted) :] == wanted


def _members(tree: ast.Module, module: str) -> Iterable[str]:
    """What is read of a module that is known as `module`, such as `nets` or `package.nets`."""
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _dotted(node.value) == module]
    if "." not in module:
        through = {id(node.value) for node in uses}
        loads = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == module)
        if any(isinstance(node.ctx, ast.Load) and id(node) not in through for node in loads):
            return [ANY_NAME]  # the module itself is handed on
    return [node.attr for node in uses]


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""
