"""The page of a rule, where one of its findings is or a comment names its code."""

from __future__ import annotations

import functools
import re
from typing import Final

from lsprotocol import types

from xent_lint.adapters.rule_page import markdown
from xent_lint.adapters.server.actions import meets
from xent_lint.adapters.server.analysis import Analysis
from xent_lint.rules.registry import all_rules
from xent_lint.source import line_starts

_NOQA: Final = re.compile(r"#.*?\bnoqa\b.*", re.IGNORECASE)
_CODE: Final = re.compile(r"XEN[0-9]{3}", re.IGNORECASE)


def hover(analysis: Analysis, uri: str, position: types.Position, kind: types.MarkupKind) -> types.Hover | None:
    """The pages of the rules that have something to say at a position."""
    here = types.Range(position, position)
    findings = [each for each in analysis.findings if each.uri == uri and meets(each.shown.range, here)]
    if findings:
        codes = dict.fromkeys(each.diagnostic.code for each in findings)
        return _hover([*codes], findings[0].shown.range, kind)
    return _named(analysis, uri, position, kind)


def _named(analysis: Analysis, uri: str, position: types.Position, kind: types.MarkupKind) -> types.Hover | None:
    """The page of the rule whose code is at a position, in a comment that silences it."""
    program = analysis.program
    if program is None:
        return None
    cell = program.cell(uri)
    text, index = program.document(cell).text, program.index(cell)
    start = line_starts(text)[position.line] if position.line < len(line_starts(text)) else len(text)
    line = re.split("[\r\n]", text[start:], maxsplit=1)[0]
    comment = _NOQA.search(line)
    for code in _CODE.finditer(line, comment.start()) if comment is not None else ():
        where = index.range(start + code.start(), start + code.end())
        if meets(where, types.Range(position, position)) and code.group().upper() in all_rules():
            return _hover([code.group().upper()], where, kind)
    return None


def _hover(codes: list[str], where: types.Range, kind: types.MarkupKind) -> types.Hover:
    return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(map(_page, codes))), where)


@functools.cache
def _page(code: str) -> str:
    return markdown(all_rules()[code])
