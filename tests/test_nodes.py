"""The fast way to the nodes below a node finds what libcst's own finds."""

from __future__ import annotations

from pathlib import Path

import libcst as cst
import pytest
from test_locate import FIXTURES, PROGRAMS

from xent_lint.nodes import children


def assert_same(module: cst.Module) -> None:
    pending: list[cst.CSTNode] = [module]
    while pending:
        node = pending.pop()
        assert {id(child) for child in children(node)} == {id(child) for child in node.children}
        assert len(children(node)) == len(node.children)
        pending.extend(node.children)


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_all_children_of_every_node_are_found(text: str) -> None:
    assert_same(cst.parse_module(text))


@pytest.mark.parametrize("path", FIXTURES[::5], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_all_children_in_fixtures_are_found(path: Path) -> None:
    assert_same(cst.parse_module(path.read_text(encoding="utf-8")))
