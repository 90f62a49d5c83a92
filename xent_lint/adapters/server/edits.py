"""From a program before and after a change to the edits of its documents, as few and as small as can be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from lsprotocol import types

from xent_lint.adapters.server.program import Program
from xent_lint.adapters.server.text_index import TextIndex
from xent_lint.source import Source, Splice

_LINE: Final = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Change:
    """What is to be done to the documents of one program."""

    edits: tuple[types.TextDocumentEdit, ...]

    def to_workspace(self, versioned: bool) -> types.WorkspaceEdit:
        """For the editor. With versions it refuses an edit of what was changed meanwhile."""
        if versioned:
            return types.WorkspaceEdit(document_changes=list(self.edits))
        plain = {each.text_document.uri: [*map(_plain, each.edits)] for each in self.edits}
        return types.WorkspaceEdit(changes=plain)


def change(program: Program, after: Source) -> Change:
    """What makes the program another one, document by document."""
    return Change(tuple(_document_edits(program, after)))


def _document_edits(program: Program, after: Source) -> Iterator[types.TextDocumentEdit]:
    cells = [start.cell for start in program.source.cells] if program.opened.is_notebook else [None]
    for cell in cells:
        old, new = program.source.written(cell), after.written(cell)
        if old is None or new is None or old == new:
            continue
        document, index = program.document(cell), program.index(cell)
        edits = [_edit(index, splice) for splice in splices(old, new)]
        identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        yield types.TextDocumentEdit(identifier, edits)


def splices(old: str, new: str) -> Iterator[Splice]:
    """The edits that make one text the other, line by line and in each only what differs; in order."""
    ours, theirs = _LINE.findall(old), _LINE.findall(new)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    starts = [0]
    for line in ours:
        starts.append(starts[-1] + len(line))
    for kind, first, last, from_, to in matcher.get_opcodes():
        if kind == "equal":
            continue
        if last - first == to - from_:  # line by line, so that what stays in them is not touched
            pairs = zip(starts[first:last], ours[first:last], theirs[from_:to], strict=True)
            yield from (_trimmed(start, line, other) for start, line, other in pairs if line != other)
        else:
            yield _trimmed(starts[first], "".join(ours[first:last]), "".join(theirs[from_:to]))


def _trimmed(start: int, old: str, new: str) -> Splice:
    head = _in_common(old, new)
    head -= old[max(head - 1, 0) : head + 1] == "\r\n"  # no place of the protocol is inside a line end
    tail = _in_common(old[head:][::-1], new[head:][::-1])
    end = len(old) - tail
    tail -= old[max(end - 1, 0) : end + 1] == "\r\n"
    return Splice(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _in_common(one: str, other: str) -> int:
    """How many characters the texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _edit(index: TextIndex, splice: Splice) -> types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit:
    return types.TextEdit(index.range(splice.start, splice.end), splice.text)


def _plain(edit: types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit) -> types.TextEdit:
    assert isinstance(edit, types.TextEdit), "no others are made here"
    return edit
