"""A file without the bodies of its functions: what is left out comes back as it was, at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from project_files import COMPILE, IMPORT, found_in
from test_locate import FIXTURES, PROGRAMS

from xent_lint import gate
from xent_lint.analysis.values import Origin
from xent_lint.importers import Importer
from xent_lint.locate import Locator
from xent_lint.outline import Outline, outline, parse_tree
from xent_lint.project import ProjectModules
from xent_lint.source import Source, SourceError

LAYOUTS = {
    "one row": "def f(): return 1\n",
    "body on the row of the colon": "def f(\n    a,\n    b): return a\nx = 1\n",
    "a comment after the colon": "def f():  # one\n    # two\n    return 1  # three\n    # four\n# five\nx = 1\n",
    "a decorated first statement": "def f():\n    @a\n    @b(1)\n    def g(): pass\n    return g\n",
    "a decorator in parentheses": "def f():\n    @(\n        a\n    )\n    def g(): pass\n    return g\nx = 1\n",
    "a continued head": "def f(): \\\n    return 1\nx = 1\n",
    "a continued end": "def f():\n    x = 1 \\\n\ny = 1\n",
    "nothing after it": "def f():\n    return 1",
    "strings to the left": 'class A:\n  def f(self):\n        """Text\nmargin"""\n        return """\nb"""\nx = 1\n',
    "tabs": "class A:\n\tdef f(self):\n\t\tif a:\n\t\t\treturn 1\n\t\treturn 2\n",
    "deep and narrow": "class A:\n   class B:\n    def f():\n       if a:\n        return 1\n       return 2\n",
    "coroutines": "async def f():\n    async with a as b:\n        await b\n        return [x async for x in b]\n",
    "generators": "def f():\n    yield 1\n    yield from g()\n    nonlocal_ = yield\n",
    "semicolons": "def f():\n    a = 1; b = 2;\n    c; d\nx = 1; y = 2\ndef g():\n    return 1\n",
    "overloads": "@overload\ndef f(x: int): ...\n@overload\ndef f(x: str): ...\ndef f(x):\n    return x\n",
}


SPACE = cst.EmptyLine | cst.TrailingWhitespace | cst.Comment | cst.Newline | cst.BaseParenthesizableWhitespace


class OneFile:
    """A project of one file."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, path: str) -> bytes:
        """See FileReader."""
        assert path == self._source.filename
        return self._source.text.encode()

    def exists(self, path: str) -> bool:
        """See FileReader."""
        return path == self._source.filename

    def importers(self, path: str) -> tuple[Importer, ...]:
        """See FileReader."""
        return ()


def below(node: cst.CSTNode, bodies: bool = True) -> Iterator[cst.CSTNode]:
    """A node and all below it but comments and space; without the bodies of functions if so wanted."""
    yield node
    for child in node.children:
        if not isinstance(child, SPACE) and (bodies or not isinstance(node, cst.FunctionDef) or child is not node.body):
            yield from below(child, bodies)


def functions(statements: Sequence[cst.BaseStatement]) -> Iterator[cst.FunctionDef]:
    """The functions of a module and the methods of its classes."""
    for statement in statements:
        if isinstance(statement, cst.FunctionDef):
            yield statement
        elif isinstance(statement, cst.ClassDef) and isinstance(statement.body, cst.IndentedBlock):
            yield from functions(statement.body.body)


def pairs(module: cst.Module, found: Outline) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """The nodes of the whole tree, each with its like in the outline or in the body of a function."""
    for whole, outlined in zip(module.body, found.module.body, strict=True):
        yield from zip(below(whole, bodies=False), below(outlined, bodies=False), strict=True)
    for function, stub in zip(functions(module.body), functions(found.module.body), strict=True):
        for statement, its in zip(function.body.body, found.body(stub).body, strict=True):
            yield from zip(below(statement), below(its), strict=True)


def assert_faithful(source: Source) -> None:
    """Compare what another file sees of a file with the whole tree."""
    project = ProjectModules(OneFile(source))
    assert project.tree(source.filename) is not None
    found = project.outline(source.filename)
    module = parse_tree(source)
    places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    every = list(pairs(module, found))
    importer = Source("importer.py", "")
    locator = Locator(importer, parse_tree(importer), gate.parse(importer), project)
    for node, like in reversed(every):
        assert type(node) is type(like)
        value = getattr(node, "value", None)
        assert isinstance(value, cst.CSTNode) or value == getattr(like, "value", None)
        if isinstance(node, cst.IndentedBlock):
            continue  # that of a class may end in a function which is left out; nothing is said about such blocks
        place = places[node]
        expected = source.span(place.start.line, place.start.column, place.end.line, place.end.column)
        assert locator.span(Origin(source.filename, like)) == expected, node


@pytest.mark.parametrize("text", [*PROGRAMS.values(), *LAYOUTS.values()], ids=[*PROGRAMS, *LAYOUTS])
def test_what_is_left_out_is_as_it_was_and_where_it_was(text: str) -> None:
    assert_faithful(Source("m.py", text))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_fixtures_are_as_they_were(path: Path) -> None:
    assert_faithful(Source.from_bytes(str(path), path.read_bytes()))


def test_bodies_are_left_out_and_parsed_when_asked_for() -> None:
    method = "class A:\n    def f(self):\n        return 1\n    def g(self): return 2\n"
    found = outline(Source("m.py", f"{method}def h():\n    x = 3\n    return x\n"))
    cut = method.replace("return 1", "...")
    assert found.module.code == f"{cut}def h():\n    ...\n"
    first, _, last = functions(found.module.body)
    assert found.parsed_body(last) is None
    assert len(found.body(last).body) == 2
    assert found.parsed_body(last) is not None
    assert found.parsed_body(first) is None
    assert found.body(last) is found.body(last)


def test_a_layout_that_cannot_be_cut_is_parsed_whole() -> None:
    text = LAYOUTS["a decorator in parentheses"]
    found = outline(Source("m.py", text))
    assert found.is_whole
    assert found.module.code == text


def test_the_gate_stands_before_the_outline() -> None:
    with pytest.raises(SourceError, match="too complex"):
        outline(Source("m.py", f"def f():\n    return {'-' * 2000}1\n"))


def test_a_head_in_a_method_of_another_file_has_its_place() -> None:
    net = (
        f"{IMPORT}class Net:\n    '''Doc\n    string'''\n    def build(self):\n        # a comment\n        if True:\n"
    )
    net += "            return keras.Sequential([\n                layers.Dense(5, activation='softmax')])\n"
    files = {"net.py": net, "train.py": f"import net\nmodel = net.Net().build()\n{COMPILE}"}
    (finding,) = found_in("train.py", files)
    assert finding.code == "XEN102"
    places = {(each.span.filename, each.span.start.row, each.span.start.column) for each in finding.related}
    assert ("net.py", 10, 32) in places


def test_the_file_that_is_checked_may_be_imported_by_one_that_it_imports() -> None:
    net = f"{IMPORT}import train\ndef build():\n    return keras.Sequential([train.head()])\n"
    train = f"{IMPORT}def head():\n    x = 1\n    return layers.Dense(5, activation='softmax')\nimport net\n"
    files = {"net.py": net, "train.py": f"{train}model = net.build()\n{COMPILE}"}
    (finding,) = found_in("train.py", files)
    places = {(each.span.filename, each.span.start.row) for each in finding.related}
    assert (finding.span.start.row, finding.code) == (9, "XEN102")
    assert ("train.py", 5) in places
