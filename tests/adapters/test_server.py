"""`xent-lint server` as an editor meets it: the real process, and a client library over its standard streams."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from editor_client import Editor, able, applied, editor, edits_of
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from wrong_programs import SAFE, SHOWN, UNSAFE, xent_lint

FIX_ALL = "source.fixAll.xent-lint"
EMOJI = SAFE.replace("model.compile(", '"😀"; model.compile(')
MODELS = 150
"""So many take a second to check."""
FIXED = SAFE.replace(', activation="softmax"', "").replace(
    '"sparse_categorical_crossentropy"', "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """A server for tests that only need documents of their own."""
    with editor(tmp_path_factory.mktemp("shared")) as made:
        yield made


def shown(found: list[types.Diagnostic]) -> list[tuple[str, int, int]]:
    """The codes and where they begin."""
    return [(str(each.code), each.range.start.line, each.range.start.character) for each in found]


def test_a_finding_is_shown_at_the_loss_with_the_places_that_belong_to_it(shared: Editor) -> None:
    uri = shared.open("finding.py", SAFE)
    (found,) = shared.found(uri)
    assert (found.code, found.source, found.severity) == ("XEN201", "xent-lint", types.DiagnosticSeverity.Warning)
    assert found.range == types.Range(types.Position(3, 19), types.Position(3, 52))
    assert found.message.startswith("softmax head (line 3) given to sparse_categorical_crossentropy")
    places = [(each.location, each.message) for each in found.related_information or ()]
    related = [(location.uri, location.range.start.line, message) for location, message in places]
    assert related == [(uri, 2, "softmax head"), (uri, 2, "the layer"), (uri, 3, "compiled")]


def test_the_severity_is_that_of_the_text_output(shared: Editor) -> None:
    (found,) = shared.found(shared.open("severity.py", UNSAFE))
    assert (found.code, found.severity) == ("XEN102", types.DiagnosticSeverity.Error)


def test_a_newer_version_replaces_what_an_older_one_found(shared: Editor) -> None:
    uri = shared.open("newer.py", SAFE)
    assert shown(shared.found(uri)) == [("XEN201", 3, 19)]
    assert shared.found(uri, shared.change(uri, FIXED)) == []
    assert shown(shared.found(uri, shared.change(uri, "\n" + SAFE))) == [("XEN201", 4, 19)]


def test_a_closed_document_shows_nothing(shared: Editor) -> None:
    uri = shared.open("closed.py", SAFE)
    assert shared.found(uri)
    shared.close(uri)
    assert shared.found(uri, None) == []


def test_not_every_key_stroke_of_a_burst_is_checked(shared: Editor) -> None:
    uri = shared.open("burst.py", SAFE)
    assert shared.found(uri)
    shared.published.clear()
    strokes = 40
    version = shared.changes(uri, [SAFE + "#" * count for count in range(strokes)])
    assert shown(shared.found(uri, version)) == [("XEN201", 3, 19)]
    versions = [each.version for each in shared.published if each.uri == uri]
    assert len(versions) < strokes / 2
    assert versions == sorted(versions, key=lambda each: each or 0)


def test_the_protocol_does_not_wait_for_a_check(shared: Editor) -> None:
    build = "keras.Sequential([keras.layers.Dense({0}, activation='softmax')])"
    long = "".join(
        f"m{n} = {build.format(n + 2)}\nm{n}.compile(loss='categorical_crossentropy')\n" for n in range(MODELS)
    )
    uri = shared.open("long.py", f"import keras\n{long}")
    shared.found(shared.open("warm.py", "x = 1\n"))  # behind the long one in the queue, so that one has begun
    version = shared.change(uri, f"import keras\n\n{long}")
    shared.save(uri)
    with pytest.raises(JsonRpcException, match="not defined"):
        shared.run(shared.client.workspace_execute_command_async(types.ExecuteCommandParams("no such command")))
    assert not [each for each in shared.published if each.uri == uri and each.version == version]
    assert len(shared.found(uri, version)) == MODELS
    shared.close(uri)


def test_syntax_errors_while_typing_are_no_noise(shared: Editor) -> None:
    uri = shared.open("typing.py", SAFE)
    assert shared.found(uri)
    messages = len(shared.client.messages)
    assert shared.found(uri, shared.change(uri, SAFE + "model.fit(")) == []
    assert shown(shared.found(uri, shared.change(uri, SAFE + "model.fit()"))) == [("XEN201", 3, 19)]
    assert len(shared.client.messages) == messages


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        ("\0", []),
        ("\ud800 = 1\n", []),
        ("(" * 100_000, []),
        ("# -*- coding: no-such -*-\n", ["XEN201"]),
        ("# -*- coding: cp1252 -*-\nx = '😀'\n", ["XEN201"]),
    ],
    ids=["NUL", "half a surrogate pair", "brackets", "unknown coding", "impossible coding"],
)
def test_text_that_no_file_could_hold_does_no_harm(shared: Editor, before: str, codes: list[str]) -> None:
    uri = shared.open("hostile.py", SAFE)
    shared.found(uri)
    assert [each.code for each in shared.found(uri, shared.change(uri, before + SAFE))] == codes
    assert shown(shared.found(uri, shared.change(uri, SAFE))) == [("XEN201", 3, 19)]
    shared.close(uri)


def test_a_program_as_deep_as_the_gate_lets_through_is_checked(shared: Editor) -> None:
    depth = 140
    calls = "x = " + "f(" * depth + ")" * depth + "\n"
    branches = "".join(f"{' ' * n}if x:\n" for n in range(90)) + " " * 90 + "x\n"
    deep = SAFE + calls + branches
    assert shown(shared.found(shared.open("deep.py", deep))) == [("XEN201", 3, 19)]


def test_a_program_too_deep_to_be_checked_is_told_in_the_log(shared: Editor) -> None:
    deep = SAFE + "x = " + "-" * 400 + "1\n"
    assert shared.found(shared.open("too_deep.py", deep)) == []
    assert any("too_deep.py" in each.message and "too complex" in each.message for each in shared.client.log_messages)


def test_a_document_in_no_file_is_checked(shared: Editor) -> None:
    uri = shared.open("", SAFE, uri="untitled:Untitled-1")
    assert shown(shared.found(uri)) == [("XEN201", 3, 19)]


def test_a_document_of_another_language_is_not(shared: Editor) -> None:
    assert shared.found(shared.open("notes.txt", SAFE, language="plaintext")) == []


def test_comments_silence_findings(shared: Editor) -> None:
    silent = SAFE.replace('py")\nmodel.fit', 'py")  # noqa: XEN201\nmodel.fit')
    assert "noqa" in silent
    assert shared.found(shared.open("noqa.py", silent)) == []
    assert shared.found(shared.open("ignored.py", "# xent-lint: ignore-file\n" + SAFE)) == []


# --- quick fixes ---


def test_a_safe_fix_is_preferred_and_repairs_the_program(shared: Editor) -> None:
    uri = shared.open("safe.py", SAFE)
    (found,) = shared.found(uri)
    repair, silencer = shared.actions(uri, found.range, only=["quickfix"])
    assert repair.title == "xent-lint (XEN201): Take the softmax off the head and compute the loss from logits"
    assert (repair.kind, repair.is_preferred, repair.diagnostics) == (types.CodeActionKind.QuickFix, True, (found,))
    version, edits = edits_of(repair)[uri]
    assert (version, applied(SAFE, edits)) == (1, FIXED)
    assert silencer.is_preferred is None


def test_an_unsafe_fix_is_offered_and_says_so(shared: Editor) -> None:
    uri = shared.open("unsafe.py", UNSAFE)
    (found,) = shared.found(uri)
    repair = shared.actions(uri, found.range, only=["quickfix"])[0]
    assert repair.title.startswith("xent-lint (XEN102): ")
    assert repair.title.endswith(" (unsafe fix)")
    assert repair.is_preferred is None
    after = applied(UNSAFE, edits_of(repair)[uri][1])
    assert shared.found(uri, shared.change(uri, after)) == []


def test_repairs_that_are_only_shown_are_not_offered_as_edits(shared: Editor) -> None:
    uri = shared.open("shown.py", SHOWN)
    (found,) = shared.found(uri)
    (silencer,) = shared.actions(uri, found.range)
    assert silencer.title == "xent-lint (XEN103): Suppress with # noqa: XEN103"
    after = applied(SHOWN, edits_of(silencer)[uri][1])
    assert after == SHOWN.replace('py")\n', 'py")  # noqa: XEN103\n')
    assert shared.found(uri, shared.change(uri, after)) == []


def test_nothing_is_offered_away_from_findings(shared: Editor) -> None:
    uri = shared.open("away.py", SAFE)
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert shared.actions(uri, start, only=["quickfix"]) == []
    assert [each.kind for each in shared.actions(uri, start)] == [FIX_ALL]
    assert shared.actions(uri, start, automatic=True) == []
    assert shared.actions(shared.uri("never_opened.py"), start) == []


def test_actions_are_about_the_text_as_it_is_when_they_are_asked_for(shared: Editor) -> None:
    uri = shared.open("now.py", FIXED)
    version = shared.change(uri, SAFE)
    at = types.Range(types.Position(3, 20), types.Position(3, 20))
    repair = shared.actions(uri, at, only=["quickfix"])[0]
    assert edits_of(repair)[uri][0] == version
    assert applied(SAFE, edits_of(repair)[uri][1]) == FIXED


@pytest.mark.parametrize("only", ["source", "source.fixAll", FIX_ALL])
def test_fix_all_does_what_the_command_does(shared: Editor, only: str) -> None:
    text = (SAFE + UNSAFE.replace("model", "other") + SAFE.replace("model", "third")).replace("\n", "\r\n")
    name = f"fix_all_{only}.py"
    uri = shared.open(name, text)
    (action,) = shared.actions(uri, types.Range(types.Position(0, 0), types.Position(0, 0)), only=[only])
    assert (action.kind, action.title) == (FIX_ALL, "xent-lint: Fix all auto-fixable problems")
    path = shared.root / "by_command.py"
    path.write_bytes(text.encode())
    xent_lint("check", "--fix", "--no-cache", str(path))
    assert applied(text, edits_of(action)[uri][1]).encode() == path.read_bytes()


def test_hover_shows_the_page_of_the_rule(shared: Editor) -> None:
    uri = shared.open("hover.py", SAFE)
    hover = shared.hover(uri, 3, 25)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind == types.MarkupKind.Markdown
    assert hover.contents.value.strip() == xent_lint("rule", "XEN201").stdout.strip()
    assert hover.range == types.Range(types.Position(3, 19), types.Position(3, 52))
    assert shared.hover(uri, 0, 3) is None


def test_hover_over_a_code_in_a_comment_shows_its_page(shared: Editor) -> None:
    uri = shared.open("hover_noqa.py", "x = 'XEN102'  # noqa: XEN101, XEN102\n")
    hover = shared.hover(uri, 0, 32)
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.value.startswith("# activated-to-logits-loss (XEN102)")
    assert shared.hover(uri, 0, 7) is None


# --- positions ---


def test_columns_count_utf_16_code_units_where_nothing_else_is_agreed_on(shared: Editor) -> None:
    assert shared.answer is not None
    assert shared.answer.capabilities.position_encoding == types.PositionEncodingKind.Utf16
    uri = shared.open("emoji.py", EMOJI)
    (found,) = shared.found(uri)
    assert (found.range.start.character, found.range.end.character) == (19 + 6, 52 + 6)
    repair = shared.actions(uri, found.range, only=["quickfix"])[0]
    assert applied(EMOJI, edits_of(repair)[uri][1]) == FIXED.replace("model.compile(", '"😀"; model.compile(')


@pytest.mark.parametrize(
    ("encoding", "shift"), [(types.PositionEncodingKind.Utf8, 8), (types.PositionEncodingKind.Utf32, 5)]
)
def test_columns_count_what_the_editor_prefers(
    encoding: types.PositionEncodingKind, shift: int, tmp_path: Path
) -> None:
    with editor(tmp_path, able([encoding, types.PositionEncodingKind.Utf16])) as made:
        assert made.answer is not None
        assert made.answer.capabilities.position_encoding == encoding
        uri = made.open("emoji.py", EMOJI)
        assert shown(made.found(uri)) == [("XEN201", 3, 19 + shift)]
        behind = types.Position(3, shift - 2)
        typed = types.TextDocumentContentChangePartial(types.Range(behind, behind), "; x")
        assert shown(made.found(uri, made.change(uri, typed))) == [("XEN201", 3, 19 + shift + 3)]


def test_typing_behind_odd_characters_is_followed(shared: Editor) -> None:
    """A form feed and U+2028 end no line, for Python and for the protocol; CR alone does."""
    text = '"😀\u2028" # \f\rx = 1\r\n' + SAFE
    uri = shared.open("odd.py", text)
    assert shown(shared.found(uri)) == [("XEN201", 5, 19)]
    behind = types.Position(0, 9)
    typed = types.TextDocumentContentChangePartial(types.Range(behind, behind), "\r\n")
    gone = types.TextDocumentContentChangePartial(types.Range(types.Position(2, 0), types.Position(3, 0)), "")
    assert shown(shared.found(uri, shared.change(uri, typed))) == [("XEN201", 6, 19)]
    assert shown(shared.found(uri, shared.change(uri, gone))) == [("XEN201", 5, 19)]


def test_lines_that_end_with_cr_lf_keep_that_end(shared: Editor) -> None:
    text = SAFE.replace("\n", "\r\n")
    uri = shared.open("crlf.py", text)
    (found,) = shared.found(uri)
    assert shown([found]) == [("XEN201", 3, 19)]
    after = {each.title: applied(text, edits_of(each)[uri][1]) for each in shared.actions(uri, found.range)}
    assert next(iter(after.values())) == FIXED.replace("\n", "\r\n")
    assert all(each.count("\n") == each.count("\r\n") for each in after.values())
