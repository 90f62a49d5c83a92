"""The parts of the server that need no editor: positions, edits, settings, and when checks are made."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from wrong_programs import SAFE

from xent_lint.adapters.server.actions import Asked, actions
from xent_lint.adapters.server.analysis import Analysis, analysed
from xent_lint.adapters.server.checks import Checks, IsOutdated
from xent_lint.adapters.server.configurations import Configurations, FileSettings
from xent_lint.adapters.server.documents import Document, Opened
from xent_lint.adapters.server.edits import Change, splices
from xent_lint.adapters.server.preferences import preferences
from xent_lint.adapters.server.text_index import TextIndex, changed
from xent_lint.check import check
from xent_lint.diagnostics import Diagnostic, Position, Span
from xent_lint.files import Disk, FileReader
from xent_lint.settings import Settings
from xent_lint.source import Source, spliced

TEXTS = st.text(st.sampled_from("ab\n\r\f\u2028é😀 "), max_size=40)
ENCODINGS = st.sampled_from([*types.PositionEncodingKind])


@given(TEXTS, ENCODINGS)
def test_the_way_from_a_character_to_its_position_leads_back(text: str, encoding: types.PositionEncodingKind) -> None:
    index = TextIndex(text, encoding)
    for offset in range(len(text) + 1):
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n"
        if not inside_line_end:
            assert index.offset(index.position(offset)) == offset


@pytest.mark.parametrize(
    ("line", "character", "offset"),
    [(0, 99, 4), (9, 0, 8), (0, 2, 1), (0, 3, 2), (1, 0, 6), (1, 9, 8)],
    ids=["behind the line", "behind the text", "inside a pair", "after it", "next line", "behind the last line"],
)
def test_a_position_that_is_none_is_the_nearest_before(line: int, character: int, offset: int) -> None:
    index = TextIndex("a😀bc\r\nde", types.PositionEncodingKind.Utf16)
    assert index.offset(types.Position(line, character)) == offset


def test_a_span_that_is_no_longer_there_is_moved_to_the_end() -> None:
    index = TextIndex("ab\n", types.PositionEncodingKind.Utf16)
    gone = Span("a.py", Position(7, 1), Position(7, 3))
    assert index.of_span(gone) == types.Range(types.Position(1, 0), types.Position(1, 0))


@given(TEXTS, TEXTS, TEXTS)
def test_changes_are_about_the_text_that_the_one_before_has_left(old: str, new: str, typed: str) -> None:
    encoding = types.PositionEncodingKind.Utf16
    start = types.Position(0, 0)
    insert = types.TextDocumentContentChangePartial(types.Range(start, start), typed)
    assert changed(old, [types.TextDocumentContentChangeWholeDocument(new), insert], encoding) == typed + new


@given(TEXTS, TEXTS)
def test_splices_make_one_text_the_other(old: str, new: str) -> None:
    made = list(splices(old, new))
    assert spliced(old, made) == new
    assert not [each for each in made for at in (each.start, each.end) if at and old[at - 1 : at + 1] == "\r\n"]


def test_splices_touch_only_what_differs() -> None:
    old, new = "a\nb = f(x)\nc\nd\n", "a\nb = f(x, y)\nnew\nc\nd\n"
    touched = [(old[each.start : each.end], each.text) for each in splices(old, new)]
    assert touched == [("", ", y)\nnew")] or touched == [(")", ", y)\nnew")]


def test_an_editor_that_knows_no_versions_gets_plain_edits() -> None:
    edit = types.TextEdit(types.Range(types.Position(0, 0), types.Position(0, 0)), "x")
    identifier = types.OptionalVersionedTextDocumentIdentifier("file:///a.py", 3)
    made = Change((types.TextDocumentEdit(identifier, [edit]),))
    assert made.to_workspace(versioned=False).changes == {"file:///a.py": [edit]}
    assert made.to_workspace(versioned=True).changes is None


def test_a_defect_of_the_linter_is_a_line_in_the_log() -> None:
    def defective(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        raise KeyError("lost")

    configured = FileSettings(Settings(), baseline=None, excluded=False, unsafe_fixes=False)
    analysis = analysed(OPENED, configured, Disk(), defective, related=True)
    assert analysis.findings == ()
    assert "internal error: KeyError: 'lost'; please report it" in analysis.complaint


def test_a_fix_that_does_not_repair_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Opened("file:///a.py", (Document("file:///a.py", "python", 1, SAFE),))
    configured = FileSettings(Settings(), baseline=None, excluded=False, unsafe_fixes=False)

    def titles(analysis: Analysis) -> list[str]:
        (finding,) = analysis.findings
        asked = Asked("file:///a.py", finding.shown.range, ["quickfix"], automatic=True, versioned=True)
        return [each.title.partition(": ")[2] for each in actions(analysis, asked, Disk())]

    analysis = analysed(opened, configured, Disk(), check, related=True)
    silencer = "Suppress with # noqa: XEN201"
    assert titles(analysis) == ["Take the softmax off the head and compute the loss from logits", silencer]

    def stubborn(source: Source, settings: Settings, files: FileReader) -> list[Diagnostic]:
        return [finding.diagnostic for finding in analysis.findings]

    monkeypatch.setattr("xent_lint.adapters.server.actions.check", stubborn)
    assert titles(analysed(opened, configured, Disk(), check, related=True)) == [silencer]


# --- settings ---


def test_names_may_be_written_as_editors_do_or_as_in_the_file() -> None:
    settings = {"extendSelect": ["xen900"], "keras-backend": "jax", "unsafe_fixes": True, "ignore": None}
    assert preferences(settings).command == {
        "extend-select": ("XEN900",),
        "keras-backend": "jax",
        "unsafe-fixes": True,
    }


@pytest.mark.parametrize("wrap", [lambda each: {"settings": each}, lambda each: {"xent-lint": each}, lambda each: each])
def test_settings_may_stand_below_a_name(wrap: object) -> None:
    assert callable(wrap)
    assert preferences(wrap({"select": ["XEN1"]})).command == {"select": ("XEN1",)}


@pytest.mark.parametrize("settings", [None, [], "XEN1", 3, {}, {"settings": None}])
def test_an_editor_need_not_say_anything(settings: object) -> None:
    read = preferences(settings)
    assert (dict(read.command), read.file) == ({}, None)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"select": "XEN1"}, 'editor settings: select: expected a list of strings, found "XEN1"'),
        ({"ignore": ["XEN9999"]}, "editor settings: ignore: 'XEN9999' is no code of this linter"),
        ({"configuration": 3}, "editor settings: configuration: expected the path of a pyproject.toml"),
        ({"outputFormat": "json"}, "editor settings: unknown key 'outputFormat'; did you mean"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(settings: object, problem: str) -> None:
    (line,) = preferences(settings).problems
    assert line.startswith(problem)


def test_a_file_of_the_editor_takes_the_place_of_the_nearest_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.xent-lint]\nselect = ["XEN1"]\n', encoding="utf-8")
    (tmp_path / "mine.toml").write_text('select = ["XEN3"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLACE", str(tmp_path))
    told: list[str] = []
    configurations = Configurations(told.append)
    configurations.prefer(preferences({"configuration": "$PLACE/mine.toml"}))
    settings = configurations.of("a.py").settings
    assert (settings.enabled("XEN301"), settings.enabled("XEN101"), told) == (True, False, [])
    configurations.prefer(preferences({"configuration": "gone.toml"}))
    assert configurations.of("a.py").settings.enabled("XEN301"), "what counted before goes on to count"
    assert told == ["gone.toml: No such file or directory"]


# --- when checks are made ---


OPENED = Opened("file:///a.py", (Document("file:///a.py", "python", 1, ""),))


def test_those_who_wait_for_one_version_share_one_check() -> None:
    runs: list[str] = []

    async def run(program: str, is_outdated: IsOutdated) -> Analysis:
        runs.append(program)
        await asyncio.sleep(0)
        return Analysis(OPENED)

    async def scenario() -> None:
        checks = Checks(run)
        first, second = await asyncio.gather(checks.current("a"), checks.current("a"))
        assert first is second is await checks.current("a")
        checks.outdate("a")
        assert await checks.current("a") is not first

    asyncio.run(scenario())
    assert runs == ["a", "a"]


def test_what_became_outdated_while_it_was_checked_is_checked_again() -> None:
    seen: list[bool] = []

    async def run(program: str, is_outdated: IsOutdated) -> Analysis | None:
        if not seen:
            checks.outdate("a")
        seen.append(is_outdated())
        return None if is_outdated() else Analysis(OPENED)

    async def scenario() -> None:
        assert await checks.current("a") is not None

    checks = Checks(run)
    asyncio.run(scenario())
    assert seen == [True, False]


def test_one_who_no_longer_waits_takes_nothing_from_the_others() -> None:
    async def scenario() -> None:
        gate = asyncio.Event()

        async def run(program: str, is_outdated: IsOutdated) -> Analysis:
            await gate.wait()
            return Analysis(OPENED)

        checks = Checks(run)
        one, other = (asyncio.ensure_future(checks.current("a")) for _ in range(2))
        await asyncio.sleep(0)
        one.cancel()
        await asyncio.sleep(0)
        gate.set()
        assert await other is not None
        assert one.cancelled()

    asyncio.run(scenario())


def test_a_program_that_is_being_checked_may_depend_on_any_file() -> None:
    async def scenario() -> None:
        gate = asyncio.Event()

        async def run(program: str, is_outdated: IsOutdated) -> Analysis:
            await gate.wait()
            return Analysis(OPENED, read=frozenset({"/nets.py"}))

        checks = Checks(run)
        waiting = asyncio.ensure_future(checks.current("a"))
        await asyncio.sleep(0)
        assert checks.readers("/other.py") == ("a",)
        gate.set()
        await waiting
        assert (checks.readers("/other.py"), checks.readers("/nets.py")) == ((), ("a",))

    asyncio.run(scenario())


def test_a_program_is_checked_when_typing_pauses() -> None:
    moments: list[float] = []

    async def scenario() -> None:
        loop = asyncio.get_running_loop()

        async def run(program: str, is_outdated: IsOutdated) -> Analysis:
            moments.append(loop.time())
            return Analysis(OPENED)

        checks = Checks(run, pause=0.05)
        checks.outdate("a", typed=True)
        waiting = asyncio.ensure_future(checks.settled("a"))
        await asyncio.sleep(0.01)
        checks.outdate("a", typed=True)
        last = loop.time()
        await waiting
        assert [moment >= last + 0.05 for moment in moments] == [True]

    asyncio.run(scenario())
