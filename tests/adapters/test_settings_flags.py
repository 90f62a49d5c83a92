"""Configuration files and the options that win over them, with the real program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wrong_programs import SAFE, UNSAFE, xent_lint

PLACES = {"m.py": UNSAFE, "sub/s.py": SAFE, "tests/t.py": UNSAFE}
"""XEN102 in m.py and tests/t.py, XEN201 in sub/s.py."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in PLACES.items():
        put(name, text)
    return tmp_path


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def configure(text: str, name: str = "pyproject.toml") -> None:
    put(name, f"[tool.xent-lint]\n{text}\n")


def found(*arguments: str) -> list[str]:
    """File and code of each finding; nothing is said on standard error."""
    ended = xent_lint("check", "--output-format", "concise", *arguments)
    assert ended.stderr == ""
    lines = [line for line in ended.stdout.splitlines() if " XEN" in line]
    assert ended.returncode == (1 if lines else 0)
    return [f"{line.partition(':')[0]} {line.split()[1]}" for line in lines]


ALL = ["m.py XEN102", "sub/s.py XEN201", "tests/t.py XEN102"]


def test_without_a_configuration_everything_is_checked() -> None:
    assert found() == ALL


def test_a_configuration_counts_for_the_files_below_it_and_options_win() -> None:
    configure('ignore = ["XEN102"]\nper-file-ignores = { "sub" = ["XEN2"] }')
    assert found() == []
    assert found("--select", "XEN1") == [ALL[0], ALL[2]]
    assert found("--extend-select", "XEN102", "--per-file-ignores", "tests/*:XEN1,t.py:XEN2") == ALL[:2]
    assert found("--isolated") == ALL
    configure("", "sub/pyproject.toml")
    assert found() == [ALL[1]]
    assert found("--extend-ignore", "XEN201") == []


def test_another_file_for_all() -> None:
    configure('select = ["XEN2"]', "sub/pyproject.toml")
    put("ci/lint.toml", 'select = ["XEN1"]\nextend-exclude = ["tests"]\n')
    assert found("--config", "ci/lint.toml") == [ALL[0]]


def test_files_are_excluded() -> None:
    configure('extend-exclude = ["tests"]\n')
    put(".gitignore", "sub/\n")
    assert found() == [ALL[0]]
    assert found("--no-respect-gitignore", "--exclude", "m.py") == [ALL[1]]
    assert found("tests/t.py", "sub/s.py") == ALL[1:]
    assert found("--force-exclude", "tests/t.py", "sub/s.py") == [ALL[1]]
    configure('extend-exclude = ["tests"]\nforce-exclude = true\nrespect-gitignore = false')
    assert found(".", "tests/t.py") == ALL[:2]
    assert found("--no-force-exclude", "tests/t.py") == [ALL[2]]


def test_imports_start_from_src() -> None:
    put("lib/nets.py", 'import keras\ndef build():\n    return keras.Sequential([keras.layers.Dense(9, "softmax")])\n')
    compile_call = "build().compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\n"
    put("scripts/train.py", f"import keras\nfrom nets import build\n{compile_call}")
    assert found("scripts") == []
    assert found("--src", "x,lib", "scripts") == ["scripts/train.py XEN102"]
    configure('src = ["lib"]')
    ended = xent_lint("check", "--output-format", "concise", "scripts/train.py")
    assert "(lib/nets.py, line 3)" in ended.stdout
    Path("lib").rename("src")
    Path("pyproject.toml").unlink()
    assert found("scripts") == ["scripts/train.py XEN102"]


def severities(*arguments: str) -> list[str]:
    return [entry["severity"] for entry in json.loads(xent_lint("check", "m.py", *arguments).stdout)]


def test_the_backend_turns_rescued_errors_into_warnings_that_count() -> None:
    configure('output-format = "json"\nkeras-backend = "tensorflow"')
    assert severities() == ["warning"]
    assert severities("--keras-backend", "jax") == ["error"]
    assert xent_lint("check", "m.py").returncode == 1


def test_the_form_of_the_output_and_unsafe_fixes_are_those_of_the_current_folder() -> None:
    configure('output-format = "concise"\nunsafe-fixes = true')
    configure('output-format = "json"', "sub/pyproject.toml")
    assert "m.py:4:20: XEN102 [*] " in xent_lint("check").stdout
    assert "m.py:4:20: XEN102 softmax" in xent_lint("check", "--no-unsafe-fixes").stdout
    assert xent_lint("check", "--fix", "m.py").returncode == 0
    assert "softmax" not in Path("m.py").read_text()


def test_a_program_from_standard_input_has_the_settings_of_its_name() -> None:
    configure('per-file-ignores = { "tests/*" = ["XEN1"] }')
    assert xent_lint("check", "-", "--stdin-filename", "tests/new.py", stdin=UNSAFE).returncode == 0
    assert xent_lint("check", "-", "--stdin-filename", "new.py", stdin=UNSAFE).returncode == 1
    assert xent_lint("check", "-", stdin=UNSAFE).returncode == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('selct = ["XEN1"]', "pyproject.toml: unknown key 'selct'; did you mean 'select'?\n"),
        ('select = ["XEN109"]', "pyproject.toml: select: 'XEN109' selects no rule; did you mean XEN107?\n"),
        (
            'baseline = "none.json"',
            "none.json: No such file or directory; --write-baseline makes a baseline\n",
        ),
    ],
)
def test_a_wrong_key_or_value_is_one_line_and_ends_with_2(text: str, line: str) -> None:
    configure(text)
    for command in (("check",), ("check", "--fix"), ("check", "-")):
        ended = xent_lint(*command, stdin="")
        assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", line)


def test_a_wrong_file_below_costs_its_folder_only() -> None:
    configure("x = 1", "sub/pyproject.toml")
    ended = xent_lint("check", "--output-format", "concise")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert ended.stderr.startswith("sub/pyproject.toml: unknown key 'x'; did you mean ")
    assert "m.py:4:20" in ended.stdout and "sub/s.py" not in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--config", "none.toml"), "none.toml: No such file or directory"),
        (("--config", "m.py"), "m.py: invalid TOML: "),
        (("--config", "x", "--isolated"), "cannot be used with '--config'"),
        (("--keras-backend", "pytorch"), "'pytorch'"),
        (("--exclude", "[a"), "the pattern '[a' has a [ without ]"),
        (("--per-file-ignores", "a.py"), "'a.py' is not PATTERN:CODE"),
        (("--per-file-ignores", "a.py:XEN109"), "'XEN109' selects no rule; did you mean XEN107?"),
        (("--baseline", "m.py"), "m.py: not a baseline"),
        (("--baseline", "x", "--no-baseline"), "cannot be used with '--no-baseline'"),
    ],
)
def test_wrong_options_end_with_2_and_a_line(arguments: tuple[str, ...], says: str) -> None:
    ended = xent_lint("check", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert says in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
