"""`xent-lint server`: settings, other files, editors that ask for findings, and how the process begins and ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor_client import PATIENCE, Editor, able, applied, editor, edits_of
from lsprotocol import types
from wrong_programs import ROOT, SAFE, UNSAFE, environment_of, xent_lint

START = types.Range(types.Position(0, 0), types.Position(0, 0))
NETS = """\
from tensorflow import keras

def build():
    return keras.Sequential([keras.layers.Dense(10, activation="softmax")])
"""
TRAIN = """\
from nets import build

model = build()
model.compile(loss="sparse_categorical_crossentropy")
"""


@pytest.fixture(scope="module")
def watching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that tells of changed files, and a project with a folder for each test."""
    with editor(tmp_path_factory.mktemp("project"), able(watches=True)) as made:
        yield made


def codes(found: list[types.Diagnostic]) -> list[str]:
    """The codes of findings."""
    return [str(each.code) for each in found]


def written(made: Editor, name: str, text: str) -> Path:
    """Write a file of the project and tell the server, as an editor that watches does."""
    path = made.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
    params = types.DidChangeWatchedFilesParams([event])
    made.send(lambda: made.client.workspace_did_change_watched_files(params))
    return path


def configure(made: Editor, folder: str, *lines: str) -> None:
    """Write the settings of a folder."""
    written(made, f"{folder}/pyproject.toml", "\n".join(("[tool.xent-lint]", *lines, "")))


def test_the_editor_is_asked_to_tell_of_changed_files(watching: Editor) -> None:
    (registration,) = watching.until(lambda: watching.registered or None)
    assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    assert "pyproject.toml" in str(registration.register_options)


def test_the_nearest_configuration_counts_and_is_read_again(watching: Editor) -> None:
    configure(watching, "nearest", 'ignore = ["XEN2"]')
    uri = watching.open("nearest/a.py", SAFE)
    assert watching.found(uri) == []
    seen = len(watching.published)
    configure(watching, "nearest", 'ignore = ["XEN1"]')
    assert codes(watching.found_next(uri, seen)) == ["XEN201"]


@pytest.mark.parametrize(
    "line",
    ['per-file-ignores = { "a.py" = ["XEN201"] }', 'exclude = ["a.py"]', 'select = ["XEN1"]'],
)
def test_keys_of_the_configuration_count_as_for_the_command(watching: Editor, line: str) -> None:
    folder = line.split()[0]
    configure(watching, folder, line)
    assert watching.found(watching.open(f"{folder}/a.py", SAFE)) == []
    assert codes(watching.found(watching.open(f"{folder}/b.py", SAFE + UNSAFE)))[-1:] == ["XEN102"]


def test_the_backend_decides_on_the_severity(watching: Editor) -> None:
    configure(watching, "backend", 'keras-backend = "tensorflow"')
    (found,) = watching.found(watching.open("backend/a.py", UNSAFE))
    assert (found.code, found.severity) == ("XEN102", types.DiagnosticSeverity.Warning)


def test_what_a_baseline_knows_is_neither_shown_nor_fixed(watching: Editor) -> None:
    path = written(watching, "known/a.py", SAFE)
    xent_lint("check", "--no-cache", "--write-baseline", str(path.with_name("known.json")), str(path))
    configure(watching, "known", 'baseline = "known.json"')
    uri = watching.open("known/a.py", SAFE)
    assert watching.found(uri) == []
    more = SAFE + SAFE.replace("model", "other").replace("Dense(10", "Dense(20")
    # a line that is there twice is known once: the second is new
    assert [each.range.start.line for each in watching.found(uri, watching.change(uri, more))] == [8]
    (action,) = watching.actions(uri, START, only=["source.fixAll"])
    assert applied(more, edits_of(action)[uri][1]).startswith(SAFE)


def test_unsafe_fixes_are_applied_where_the_configuration_says_so(watching: Editor) -> None:
    uri = watching.open("careful/a.py", UNSAFE)
    assert watching.actions(uri, START, only=["source.fixAll"]) == []
    configure(watching, "bold", "unsafe-fixes = true")
    uri = watching.open("bold/a.py", UNSAFE)
    (action,) = watching.actions(uri, START, only=["source.fixAll"])
    after = applied(UNSAFE, edits_of(action)[uri][1])
    assert watching.found(uri, watching.change(uri, after)) == []


def test_a_comment_that_silences_nothing_is_marked_as_unnecessary(watching: Editor) -> None:
    configure(watching, "unused", 'extend-select = ["XEN900"]')
    text = SAFE.replace("keras\n\n", "keras  # noqa: XEN102\n\n")
    found = {each.code: each for each in watching.found(watching.open("unused/a.py", text))}
    assert [*(found["XEN900"].tags or ())] == [types.DiagnosticTag.Unnecessary]
    assert found["XEN201"].tags is None


def test_a_broken_configuration_is_told_once_and_the_one_before_goes_on_to_count(watching: Editor) -> None:
    configure(watching, "broken", 'ignore = ["XEN2"]')
    uri = watching.open("broken/a.py", SAFE + UNSAFE)
    assert codes(watching.found(uri)) == ["XEN102"]
    seen, told = len(watching.published), len(watching.client.messages)
    configure(watching, "broken", 'ignroe = ["XEN2"]')
    assert codes(watching.found_next(uri, seen)) == ["XEN102"]
    other = watching.open("broken/b.py", SAFE)
    assert watching.found(other) == []
    watching.save(other)
    watching.found(other, watching.change(other, "x = 1\n"))
    (message,) = watching.client.messages[told:]
    assert message.message == "xent-lint: broken/pyproject.toml: unknown key 'ignroe'; did you mean 'ignore'?"
    assert message.type == types.MessageType.Warning
    seen = len(watching.published)
    configure(watching, "broken", 'ignore = ["XEN1"]')
    assert codes(watching.found_next(uri, seen)) == ["XEN201"]
    configure(watching, "broken", 'ignroe = ["XEN2"]')
    watching.until(lambda: watching.client.messages[told + 1 :] or None)
    configure(watching, "broken")


# --- other files ---


def test_unsaved_text_of_other_files_counts(watching: Editor) -> None:
    written(watching, "project/nets.py", NETS)
    train = watching.open("project/train.py", TRAIN)
    (found,) = watching.found(train)
    nets = watching.uri("project/nets.py")
    assert nets in {each.location.uri for each in found.related_information or ()}
    seen = len(watching.published)
    watching.open("project/nets.py", "\n" + NETS)
    (found,) = watching.found_next(train, seen)
    assert {
        each.location.range.start.line for each in found.related_information or () if each.location.uri == nets
    } == {4}
    seen = len(watching.published)
    watching.change(nets, NETS.replace(', activation="softmax"', ""))
    assert codes(watching.found_next(train, seen)) == ["XEN101"]
    seen = len(watching.published)
    watching.close(nets)
    assert codes(watching.until(lambda: _last(watching, train, seen, "XEN201"))) == ["XEN201"]


def _last(made: Editor, uri: str, since: int, code: str) -> list[types.Diagnostic] | None:
    """The newest findings, if they have a code."""
    found = [list(each.diagnostics) for each in made.published[since:] if each.uri == uri]
    return found[-1] if found and code in codes(found[-1]) else None


def test_a_file_that_appears_on_the_disk_is_imported(watching: Editor) -> None:
    uri = watching.open("late/train.py", TRAIN)
    assert watching.found(uri) == []
    seen = len(watching.published)
    written(watching, "late/nets.py", NETS)
    assert codes(watching.found_next(uri, seen)) == ["XEN201"]


def test_a_configuration_that_is_not_watched_is_read_when_a_document_is_saved(watching: Editor) -> None:
    uri = watching.open("saved/a.py", SAFE)
    assert codes(watching.found(uri)) == ["XEN201"]
    path = watching.root / "saved" / "pyproject.toml"
    path.parent.mkdir()
    path.write_text('[tool.xent-lint]\nignore = ["XEN2"]\n', encoding="utf-8")
    seen = len(watching.published)
    watching.save(uri)
    assert watching.found_next(uri, seen) == []


# --- settings of the editor, and editors that ask ---


def test_settings_of_the_editor_win_over_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.xent-lint]\nselect = ["XEN1"]\n', encoding="utf-8")
    settings = {"settings": {"select": ["XEN2"], "unsafeFixes": True, "selct": ["XEN1"]}}
    with editor(tmp_path, settings=settings) as made:
        uri = made.open("a.py", SAFE + UNSAFE)
        assert codes(made.found(uri)) == ["XEN201"]
        message = made.until(lambda: made.client.messages or None)[0].message
        assert message == "xent-lint: editor settings: unknown key 'selct'; did you mean 'select'?"
        seen = len(made.published)
        change = types.DidChangeConfigurationParams({"xent-lint": {"ignore": ["XEN201"], "extendSelect": ["XEN102"]}})
        made.send(lambda: made.client.workspace_did_change_configuration(change))
        assert codes(made.found_next(uri, seen)) == ["XEN102"]


def test_an_editor_is_asked_for_its_settings_where_it_can_answer(tmp_path: Path) -> None:
    given = {"xent-lint": {"ignore": ["XEN201"]}, "other": {"select": []}}
    with editor(tmp_path, able(configures=True), configuration=given) as made:
        uri = made.open("a.py", SAFE + UNSAFE)
        assert made.until(lambda: _only(made, uri, "XEN102"))
        made.client.set_configuration({"xent-lint": {"ignore": ["XEN102"]}})
        change = types.DidChangeConfigurationParams(None)
        made.send(lambda: made.client.workspace_did_change_configuration(change))
        assert made.until(lambda: _only(made, uri, "XEN201"))


def _only(made: Editor, uri: str, code: str) -> bool | None:
    """Whether the newest findings are one with this code."""
    found = [list(each.diagnostics) for each in made.published if each.uri == uri]
    return True if found and codes(found[-1]) == [code] else None


def test_an_editor_that_asks_is_answered_and_nothing_is_published(tmp_path: Path) -> None:
    config = tmp_path / "pyproject.toml"
    config.write_text('[tool.xent-lint]\nselect = ["XEN1"]\n', encoding="utf-8")
    with editor(tmp_path, able(pulls=True)) as made:
        assert made.answer is not None
        provider = made.answer.capabilities.diagnostic_provider
        assert isinstance(provider, types.DiagnosticOptions)
        assert (provider.identifier, provider.inter_file_dependencies) == ("xent-lint", True)
        uri = made.open("a.py", UNSAFE)
        assert codes(made.pull(uri)) == ["XEN102"]
        made.change(uri, "\n" + UNSAFE)
        assert [each.range.start.line for each in made.pull(uri)] == [4]
        assert made.pull(made.uri("never_opened.py")) == []
        config.write_text('[tool.xent-lint]\nignore = ["XEN102"]\n', encoding="utf-8")
        made.save(uri)
        made.until(lambda: made.client.diagnostic_refresh_count or None)
        assert made.pull(uri) == []
        assert made.published == []


# --- the process ---


def test_without_the_extra_one_line_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None; from xent_lint.adapters.cli import main; main(['server'])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment_of(), timeout=PATIENCE
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == 'xent-lint server needs pygls 2: pip install "xent-lint[lsp]"\n'


def test_the_help_says_how_an_editor_starts_it() -> None:
    text = xent_lint("server", "--help").stdout
    assert "xent-lint server\n" in text
    assert "docs/editor.md" in text


def test_the_server_ends_when_the_editor_is_gone() -> None:
    command = [sys.executable, "-m", "xent_lint", "server", "--stdio"]
    result = subprocess.run(
        command, input="", capture_output=True, encoding="utf-8", env=environment_of(), timeout=PATIENCE
    )
    assert "Traceback" not in result.stderr


def test_the_thread_that_checks_has_the_stack_that_deep_programs_need() -> None:
    """Each level of this recursion goes through C, as libcst's parser does; a usual thread has 8 MB at most."""
    code = """
import sys
from xent_lint.adapters.server.worker import Worker
def deep(n):
    return 0 if n == 0 else 1 + max(map(deep, [n - 1]))
def work():
    sys.setrecursionlimit(10**6)
    return deep(25_000)
print(Worker().pool.submit(work).result())
"""
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=PATIENCE)
    assert (result.stdout, result.returncode) == ("25000\n", 0)
