"""`[tool.xent-lint]`: what it may hold, what is refused, and what counts in the end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from xent_lint.configuration import Configuration, ConfigurationError, read_configuration
from xent_lint.keys import KEYS
from xent_lint.resolver import Resolver
from xent_lint.settings import KerasBackend

KNOWN = ("XEN101", "XEN102", "XEN201", "XEN900")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str, name: str = "pyproject.toml") -> str:
    """The path of a file with this text, below [tool.xent-lint] unless it has a table of its own."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text if text.startswith("[") else f"[tool.xent-lint]\n{text}")
    return name


def values(text: str) -> dict[str, Any]:
    """What a file says, by key."""
    read = read_configuration(written(text), KNOWN)
    assert read is not None
    return dict(read.values)


def problem(text: str) -> str:
    """The one line about a file that cannot be used."""
    with pytest.raises(ConfigurationError) as raised:
        read_configuration(written(text), KNOWN)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_example_of_each_key_is_taken(key: Any) -> None:
    example = re.sub(r"XEN\d+", "XEN2", key.example)
    assert list(values(example)) == [key.name]


def test_values_are_kept_as_they_are() -> None:
    assert values('select = ["xen1"]\nper-file-ignores = { "a/*" = ["XEN2"], b = [] }\nforce-exclude = true') == {
        "select": ("XEN1",),
        "per-file-ignores": (("a/*", ("XEN2",)), ("b", ())),
        "force-exclude": True,
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('selct = ["XEN1"]', "unknown key 'selct'; did you mean 'select'?"),
        ('Keras_Backend = "jax"', "unknown key 'Keras_Backend'; did you mean 'keras-backend'?"),
        ("select = 3", "select: expected a list of strings, found 3"),
        ('ignore = ["XEN1", true]', "ignore: expected a list of strings, found true in it"),
        ('select = ["XEN103"]', "select: 'XEN103' selects no rule; did you mean XEN10"),
        ('extend-select = ["E501"]', "extend-select: 'E501' is no code of this linter"),
        ('keras-backend = "pytorch"', "keras-backend: 'pytorch' is none of any, tensorflow, jax, torch; did you mean"),
        ("keras-backend = 1", "keras-backend: expected a string, found 1"),
        ('output-format = "sarf"', "output-format: 'sarf' is none of text,"),
        ('unsafe-fixes = "yes"', 'unsafe-fixes: expected true or false, found "yes"'),
        ('per-file-ignores = ["a.py"]', "per-file-ignores: expected a table,"),
        ('per-file-ignores = { "a" = "XEN1" }', 'per-file-ignores: expected a list of strings, found "XEN1"'),
        ('per-file-ignores = { "[a" = ["XEN1"] }', "per-file-ignores: the pattern '[a' has a [ without ]"),
        ('exclude = ["{a"]', "exclude: the pattern '{a' has a { without }"),
        ('baseline = ""', "baseline: expected the name of a file, found an empty string"),
        ("select = [", "invalid TOML: "),
        ("[tool]\nxent-lint = 1", "tool.xent-lint: expected a table"),
        ("[tool.xent_lint]\nselect = []", "tool.xent_lint: the table of this linter is [tool.xent-lint]"),
    ],
)
def test_what_cannot_be_meant_is_one_line_with_the_file_and_the_key(text: str, says: str) -> None:
    assert problem(text).startswith(f"pyproject.toml: {says}")


def test_the_nearest_key_is_named_once() -> None:
    assert problem('keras-backend = "pytorch"').endswith("did you mean 'torch'?")


def test_bytes_that_are_no_text() -> None:
    Path("pyproject.toml").write_bytes(b"[tool.xent-lint]\n# \xff\n")
    with pytest.raises(ConfigurationError, match=r"^pyproject.toml: not a TOML file: it is not UTF-8$"):
        read_configuration("pyproject.toml", KNOWN)


def test_a_missing_file_is_one_line() -> None:
    with pytest.raises(ConfigurationError, match=r"^no.toml: No such file or directory$"):
        read_configuration("no.toml", KNOWN)


@pytest.mark.parametrize("text", ["", "[tool.black]\nline-length = 3\n", "[tool.black\nthis is no TOML"])
def test_files_that_do_not_speak_of_us_say_nothing(text: str) -> None:
    Path("pyproject.toml").write_text(text)
    assert read_configuration("pyproject.toml", KNOWN) is None


def test_a_file_of_its_own_may_have_the_keys_at_its_top(folder: Path) -> None:
    Path("lint.toml").write_text('select = ["XEN2"]\n')
    assert read_configuration("lint.toml", KNOWN) == Configuration({"select": ("XEN2",)}, str(folder), "lint.toml")
    Path("lint.toml").write_text('[tool.xent-lint]\nselect = ["XEN1"]\n')
    read = read_configuration("lint.toml", KNOWN)
    assert read is not None and read.values == {"select": ("XEN1",)}


def test_the_nearest_file_upward_counts_alone() -> None:
    written('ignore = ["XEN201"]\nkeras-backend = "jax"')
    written('ignore = ["XEN102"]', "sub/pyproject.toml")
    written("[tool.black]\n", "sub/deep/pyproject.toml")
    resolver = Resolver(KNOWN)
    assert resolver.settings("a.py").select == ("XEN101", "XEN102")
    assert resolver.settings("a.py").keras_backend is KerasBackend.JAX
    assert resolver.settings("sub/deep/a.py").select == ("XEN101", "XEN201")
    assert resolver.settings("sub/deep/a.py").keras_backend is KerasBackend.ANY


def test_where_no_file_is_above_that_of_the_current_folder_counts(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written('select = ["XEN2"]')
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert Resolver(KNOWN).settings(str(elsewhere / "a.py")).select == ("XEN201",)


def test_the_command_line_wins_over_the_file() -> None:
    written('ignore = ["XEN201"]\nkeras-backend = "jax"\nsrc = ["a"]')
    command = {"extend-select": ("XEN900",), "keras-backend": "torch"}
    settings = Resolver(KNOWN, command).settings("a.py")
    assert settings.select == ("XEN101", "XEN102", "XEN900")
    assert (settings.keras_backend, settings.src) == (KerasBackend.TORCH, (str(Path("a").absolute()),))
    assert Resolver(KNOWN, {"select": ("XEN2",)}).settings("a.py").select == ("XEN201",)


def test_a_file_that_is_named_counts_for_all_and_its_paths_start_here(folder: Path) -> None:
    written('ignore = ["XEN201"]')
    written('src = ["lib"]\nper-file-ignores = { "x/*" = ["XEN1"] }', "shared/ours.toml")
    resolver = Resolver(KNOWN, config="shared/ours.toml")
    settings = resolver.settings("x/a.py")
    assert (settings.select, settings.ignored_here) == (("XEN101", "XEN102", "XEN201"), ("XEN1",))
    assert settings.src == (str(folder / "lib"),)


def test_isolated_reads_nothing(folder: Path) -> None:
    written('ignore = ["XEN201"]\nsrc = ["lib"]')
    settings = Resolver(KNOWN, isolated=True).settings("a.py")
    assert settings.select == ("XEN101", "XEN102", "XEN201")
    assert settings.src == (str(folder), str(folder / "src"))


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("tests/*", "sub/tests/a/b.py", True),
        ("tests", "sub/tests/b.py", True),
        ("b.py", "sub/tests/b.py", True),
        ("tests/*", "sub/a.py", False),
        ("!tests/*", "sub/a.py", True),
        ("!tests/*", "sub/tests/a.py", False),
        ("tests/*", "tests/a.py", None),  # the patterns start from the folder of their file
    ],
)
def test_per_file_ignores(pattern: str, path: str, ignored: bool | None) -> None:
    written(f'per-file-ignores = {{ "{pattern}" = ["XEN1"] }}', "sub/pyproject.toml")
    settings = Resolver(KNOWN).settings(path)
    assert settings.enabled("XEN102") is not bool(ignored)
    assert settings.enabled("XEN201")


def test_a_file_in_a_folder_below_is_refused_only_there() -> None:
    written('selct = ["XEN201"]', "sub/pyproject.toml")
    resolver = Resolver(KNOWN)
    assert resolver.settings("a.py").enabled("XEN201")
    with pytest.raises(ConfigurationError, match=r"^sub/pyproject.toml: unknown key"):
        resolver.settings("sub/a.py")
    with pytest.raises(ConfigurationError):  # and again, from memory
        resolver.settings("sub/x/b.py")
