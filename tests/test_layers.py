"""The arrows of the architecture: which part of the package may import which, held by reading the imports."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "xent_lint"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 450

PARTS = {
    "__init__": "version",
    "__main__": "adapters",
    "source": "source",
    "notebook_cells": "source",  # how a notebook becomes a source
    "notebook_edit": "source",  # how the cells of a notebook are edited in its JSON
    "magics": "source",
    "gate": "source",  # how a source becomes a syntax tree, or one clear line
    "comments": "source",
    "suppressions": "source",  # the comments of a source that silence findings
    "add_noqa": "source",  # how they are written
    "unused_noqa": "source",  # and which of them are in vain
    "baseline": "source",  # the known findings of sources
    "nodes": "source",  # what is below a node
    "outline": "source",  # how the text of an imported file becomes as much of a syntax tree as is needed
    "files": "files",  # the only door to other files
    "importers": "files",  # and who comes in through it
    "import_paths": "files",
    "writing": "files",  # and how they are replaced
    "project": "project",  # the other files of a project, for the analysis
    "prefilter": "prefilter",
    "diagnostics": "diagnostics",
    "codes": "codes",
    "settings": "settings",
    "keys": "configuration",  # what `[tool.xent-lint]` may hold
    "configuration": "configuration",  # how it is read
    "scope": "configuration",  # what counts below one of them
    "resolver": "configuration",  # which of them counts for a file
    "globs": "configuration",
    "gitignore": "configuration",
    "discovery": "configuration",  # which files a run is about
    "backend": "check",  # what Keras runs on
    "locate": "locate",
    "check": "check",
    "describe": "check",  # its findings as pairs in plain data
    "found_pairs": "found_pairs",
    "fixing": "fixing",  # rounds of checking and applying; the check is handed in
}
"""Modules at the top of the package, and the part of the architecture that they are."""

ARROWS: dict[str, set[str]] = {
    "version": set(),
    "knowledge": set(),
    "diagnostics": set(),
    "found_pairs": {"diagnostics"},
    "codes": set(),
    "settings": {"codes"},
    "configuration": {"codes", "settings", "baseline", "files"},
    "files": {"source"},
    "source": {"codes", "diagnostics"},
    "prefilter": {"knowledge"},
    "analysis": {"knowledge.specs"},
    "overlays": {"analysis", "knowledge"},
    "rules": {
        "codes",
        "analysis.observations",
        "analysis.values",
        "diagnostics",
        "fixes",
        "knowledge.measured",  # the numbers in messages
        "knowledge.specs",
    },
    "fixes": {"analysis", "diagnostics", "source", "knowledge"},
    "project": {"files", "prefilter", "source"},
    "locate": {"analysis.values", "diagnostics", "project", "source"},
    "check": {
        "codes",
        "analysis",
        "overlays",
        "rules",
        "fixes",
        "knowledge",
        "diagnostics",
        "found_pairs",
        "settings",
        "source",
        "files",
        "project",
        "prefilter",
        "locate",
    },
    "fixing": {"codes", "diagnostics", "files", "fixes", "settings", "source"},
    "caching": {"diagnostics", "files", "settings", "source"},
    "prove": {"found_pairs", "knowledge"},
    "adapters": {
        "caching",
        "codes",
        "configuration",
        "check",
        "diagnostics",
        "settings",
        "source",
        "files",
        "fixes",
        "fixing",
        "found_pairs",
        "knowledge.measured",
        "prefilter",
        "prove",
        "rules.registry",  # the pages of the rules
        "version",
    },
}
"""What a part may import, besides itself. `check` wires everything but the adapters."""

LIBRARIES = set("keras tensorflow tf torch jax flax optax tf_keras numpy sklearn transformers".split())
HEAVY = {"libcst", "rich", "click", *(f"xent_lint.{part}" for part in ("check", "analysis", "knowledge", "overlays"))}


def name_of(path: Path) -> str:
    """`analysis.values` for xent_lint/analysis/values.py."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def part_of(module: str) -> str:
    """The part of the architecture that a module belongs to."""
    first = module.split(".")[0]
    return PARTS.get(first, first)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The modules of the package that a file imports, below `xent_lint`, and whether for type checking only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for dotted in names:
            if dotted.split(".")[0] == "xent_lint":
                yield resolve(dotted), node in for_types


def resolve(dotted: str) -> str:
    """The module behind `xent_lint.analysis.values.Tensor`, without the package's name."""
    parts = dotted.split(".")[1:]
    while parts:
        base = PACKAGE.joinpath(*parts)
        if base.with_suffix(".py").exists() or base.is_dir():
            return ".".join(parts)
        parts.pop()
    return "__init__"


def allowed(importer: str, imported: str) -> bool:
    """Whether the arrow may exist."""
    part, target = part_of(importer), part_of(imported)
    if part == target:
        return True
    return target in ARROWS[part] or imported in ARROWS[part]


def test_every_module_belongs_to_a_part() -> None:
    assert {part_of(name_of(path)) for path in MODULES} <= set(ARROWS)


def test_the_table_is_acyclic() -> None:
    arrows = {part: {part_of(target) for target in targets} for part, targets in ARROWS.items()}
    remaining = dict(arrows)
    while remaining:
        leaves = [part for part, targets in remaining.items() if not targets & (remaining.keys() - {part})]
        assert leaves, f"a circle among {sorted(remaining)}"
        for part in leaves:
            del remaining[part]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows(path: Path) -> None:
    importer = name_of(path)
    assert [imported for imported, _ in imports(path) if not allowed(importer, imported)] == []


def test_knowledge_holds_tables_only() -> None:
    for path in MODULES:
        if part_of(name_of(path)) != "knowledge":
            continue
        outside = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        }
        assert outside <= {"xent_lint", *sys.stdlib_module_names}, path


MEASURING = "prove.measuring"
"""The one place that runs frameworks, in processes of its own."""


def test_nothing_imports_the_linted_libraries_but_what_measures_them() -> None:
    for path in MODULES:
        if name_of(path).startswith(MEASURING):
            continue
        linted = LIBRARIES - {"numpy"} if part_of(name_of(path)) == "prove" else LIBRARIES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not linted & {name.split(".")[0] for name in names}, path


SERVER = "adapters.server"
"""The one place that speaks the Language Server Protocol."""


def test_only_the_server_needs_the_library_of_the_protocol() -> None:
    for path in MODULES:
        if name_of(path).startswith(f"{SERVER}.") or name_of(path) == SERVER:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not {"pygls", "lsprotocol"} & {name.split(".")[0] for name in names}, path


def test_only_adapters_write_or_exit() -> None:
    for path in MODULES:
        if part_of(name_of(path)) == "adapters":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Name) and node.id in ("print", "exit", "open", "eval", "exec")), path


def strings_and_names(path: Path) -> Iterator[str]:
    """The words of the identifiers and string literals of a file; docstrings and comments do not count."""
    text = path.read_text(encoding="utf-8")
    docstrings = {
        (node.lineno, node.col_offset)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.STRING) and token.start not in docstrings:
            yield from re.findall(r"[a-z]+", token.string.lower())


@pytest.mark.parametrize("path", sorted((PACKAGE / "analysis").rglob("*.py")), ids=name_of)
def test_no_library_name_occurs_in_the_analysis(path: Path) -> None:
    words = {library for library in LIBRARIES if "_" not in library}
    assert sorted(words & set(strings_and_names(path))) == []


@pytest.mark.parametrize("folder", ["xent_lint", "stable_ref", "tests", "fixtures"])
def test_no_file_is_long(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}


def loaded_by(statement: str) -> set[str]:
    """The modules that are loaded after a statement in a fresh interpreter."""
    code = f"import sys\nbefore = set(sys.modules)\n{statement}\nprint(*sorted(set(sys.modules) - before), sep='\\n')"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(result.stdout.split())


def test_the_flake8_plugin_imports_nothing_heavy() -> None:
    loaded = loaded_by("import xent_lint.adapters.flake8")
    assert "xent_lint.adapters.flake8" in loaded
    assert sorted(loaded & HEAVY) == []


def test_an_irrelevant_file_does_not_load_libcst_in_flake8() -> None:
    loaded = loaded_by(
        "import ast\n"
        "from xent_lint.adapters.flake8 import Plugin\n"
        "text = 'import os\\nprint(os.name)\\n'\n"
        "assert list(Plugin(ast.parse(text), 'a.py', text.splitlines(True)).run()) == []"
    )
    assert "libcst" not in loaded


def test_a_relevant_file_loads_it_and_is_linted() -> None:
    loaded = loaded_by(
        "import ast\n"
        "from xent_lint.adapters.flake8 import Plugin\n"
        "text = 'from tensorflow import keras\\nm = keras.Sequential([keras.layers.Dense(3)])\\n'\n"
        "text += 'm.compile(loss=\"binary_crossentropy\")\\n'\n"
        "assert len(list(Plugin(ast.parse(text), 'a.py', text.splitlines(True)).run())) == 1"
    )
    assert "libcst" in loaded
    assert not LIBRARIES & {name.split(".")[0] for name in loaded}


def test_the_version_and_the_help_do_not_load_libcst() -> None:
    assert not {"libcst", "pygls", "lsprotocol"} & loaded_by("import xent_lint.adapters.cli")
