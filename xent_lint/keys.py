"""The keys of `[tool.xent-lint]`: what each means, what it may hold. All of the documentation of keys is here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xent_lint.codes import UnknownCodeError, code_or_prefix, nearest
from xent_lint.globs import GlobError, Globs
from xent_lint.settings import KerasBackend

OUTPUT_FORMATS: Final = ("text", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit")

BACKENDS: Final = tuple(backend.value for backend in KerasBackend)

DEFAULT_EXCLUDE: Final = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pycache__",
    "__pypackages__",
    "_build",
    "buck-out",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
"""Ruff's default `exclude`, and `__pycache__`."""

_SHORT: Final = 40

PerFile = tuple[tuple[str, tuple[str, ...]], ...]
"""Patterns of files, and the codes that are ignored there."""


class ValueProblemError(ValueError):
    """A value that a key cannot hold; `str()` says why."""


@dataclass(frozen=True)
class Key:
    """One key. `read` turns what TOML gives, and the codes that there are, into a value that can be kept."""

    name: str
    kind: str
    default: object
    says: str
    example: str
    read: Callable[[object, Sequence[str]], object]


def _strings(value: object, known: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueProblemError(f"expected a list of strings, found {_found(value)}")
    for each in value:
        if not isinstance(each, str):
            raise ValueProblemError(f"expected a list of strings, found {_found(each)} in it")
    return tuple(value)


def _codes(value: object, known: Sequence[str]) -> tuple[str, ...]:
    try:
        return tuple(code_or_prefix(word, known) for word in _strings(value, known))
    except UnknownCodeError as error:
        raise ValueProblemError(str(error)) from None


def _patterns(value: object, known: Sequence[str]) -> tuple[str, ...]:
    patterns = _strings(value, known)
    _refuse_bad(patterns)
    return patterns


def _refuse_bad(patterns: Sequence[str]) -> None:
    try:
        Globs.of(patterns, "/")
    except GlobError as error:
        raise ValueProblemError(str(error)) from None


def _per_file(value: object, known: Sequence[str]) -> PerFile:
    if not isinstance(value, dict):
        raise ValueProblemError(f'expected a table, as {{ "tests/*" = ["XEN2"] }}, found {_found(value)}')
    _refuse_bad([pattern.removeprefix("!") for pattern in value])
    return tuple((pattern, _codes(codes, known)) for pattern, codes in value.items())


def _string(value: object, known: Sequence[str]) -> str:
    if not isinstance(value, str):
        raise ValueProblemError(f"expected a string, found {_found(value)}")
    if not value:
        raise ValueProblemError("expected the name of a file, found an empty string")
    return value


def _boolean(value: object, known: Sequence[str]) -> bool:
    if not isinstance(value, bool):
        raise ValueProblemError(f"expected true or false, found {_found(value)}")
    return value


def _one_of(choices: Sequence[str]) -> Callable[[object, Sequence[str]], str]:
    def read(value: object, known: Sequence[str]) -> str:
        if not isinstance(value, str):
            raise ValueProblemError(f"expected a string, found {_found(value)}")
        if value not in choices:
            near = nearest(value.lower(), choices)
            listed = ", ".join(choices)
            raise ValueProblemError(f"{value!r} is none of {listed}; did you mean {near!r}?")
        return value

    return read


def _found(value: object) -> str:
    """The value as it stands in the file, more or less, if it is short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}..."


KEYS: Final = (
    Key(
        "select",
        "list of codes or prefixes",
        ("XEN",),
        "The codes to report. The longest matching prefix wins over `ignore`; on a draw `ignore` wins. `XEN` means all "
        "codes but XEN900 (unused `# noqa` comments), which is named by itself.",
        'select = ["XEN1", "XEN3"]',
        _codes,
    ),
    Key(
        "ignore",
        "list of codes or prefixes",
        (),
        "The codes not to report.",
        'ignore = ["XEN201"]',
        _codes,
    ),
    Key(
        "extend-select",
        "list of codes or prefixes",
        (),
        "Further codes to report, besides `select`.",
        'extend-select = ["XEN900"]',
        _codes,
    ),
    Key(
        "extend-ignore",
        "list of codes or prefixes",
        (),
        "Further codes not to report, besides `ignore`.",
        'extend-ignore = ["XEN203"]',
        _codes,
    ),
    Key(
        "per-file-ignores",
        "table from patterns of files to lists of codes or prefixes",
        (),
        "The codes not to report in some files, whatever is selected. A pattern is a path relative to this file (`*` "
        "matches slashes too), a folder, or a name without a slash, which counts at any depth; `!` before it means all "
        "other files.",
        'per-file-ignores = { "tests/*" = ["XEN2"], "demo.py" = ["XEN"] }',
        _per_file,
    ),
    Key(
        "exclude",
        "list of patterns",
        DEFAULT_EXCLUDE,
        "Files and folders not to look into, in place of the default ones. Patterns are as in `per-file-ignores`. "
        "Whatever is named on the command line is checked all the same, unless `force-exclude` is set.",
        'exclude = [".venv", "third_party"]',
        _patterns,
    ),
    Key(
        "extend-exclude",
        "list of patterns",
        (),
        "Further files and folders not to look into, besides `exclude`.",
        'extend-exclude = ["notebooks/old", "*_pb2.py"]',
        _patterns,
    ),
    Key(
        "force-exclude",
        "boolean",
        False,
        "Exclude what `exclude` says even where it is named on the command line, as pre-commit does with every file.",
        "force-exclude = true",
        _boolean,
    ),
    Key(
        "respect-gitignore",
        "boolean",
        True,
        "Leave out what git ignores: `.gitignore` files, nested ones too, and `.git/info/exclude`.",
        "respect-gitignore = false",
        _boolean,
    ),
    Key(
        "src",
        "list of folders",
        (".", "src"),
        "The folders that absolute imports of your own modules start from, relative to this file. The folders above a "
        "file are always tried first.",
        'src = ["src", "lib"]',
        _strings,
    ),
    Key(
        "keras-backend",
        "one of any, tensorflow, jax, torch",
        "any",
        "What Keras runs on. It never hides a finding. With `tensorflow`, a loss on logits that gets probabilities of "
        "which Keras recovers the logits (XEN102) is a warning and no error; with `jax` and `torch` the messages do "
        "not speak of that rescue. Files that use tf.keras or tf_keras always count as TensorFlow.",
        'keras-backend = "tensorflow"',
        _one_of(BACKENDS),
    ),
    Key(
        "unsafe-fixes",
        "boolean",
        None,
        "Whether `--fix` and `--diff` apply unsafe fixes too. Where nothing is said they are counted and not applied.",
        "unsafe-fixes = true",
        _boolean,
    ),
    Key(
        "output-format",
        f"one of {', '.join(OUTPUT_FORMATS)}",
        "text",
        "How findings are printed.",
        'output-format = "concise"',
        _one_of(OUTPUT_FORMATS),
    ),
    Key(
        "baseline",
        "file",
        None,
        "A file of known findings, which are not reported (and not fixed); relative to this file. It is written by "
        "`xent-lint check --write-baseline FILE`.",
        'baseline = "xent-baseline.json"',
        _string,
    ),
)

BY_NAME: Final[Mapping[str, Key]] = {key.name: key for key in KEYS}
