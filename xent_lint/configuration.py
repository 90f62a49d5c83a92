"""Reads `[tool.xent-lint]` of a `pyproject.toml`, or a TOML file of its own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xent_lint.codes import nearest
from xent_lint.keys import BY_NAME, ValueProblemError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_NAME: Final = "pyproject.toml"
TABLE: Final = "xent-lint"

_SPEAKS_OF_US: Final = re.compile(rb"xent[-_ ]?lint", re.IGNORECASE)


class ConfigurationError(Exception):
    """A configuration that cannot be used; `str()` is the one line shown to the user, `path` the file."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


@dataclass(frozen=True)
class Configuration:
    """What one place says: a file, or the command line. `values` has the keys that it names; paths and patterns are
    relative to the absolute folder `root`; `origin` is how users know the place."""

    values: Mapping[str, Any]
    root: str
    origin: str


def read_configuration(path: str, known: Sequence[str], root: str | None = None) -> Configuration | None:
    """What a file says; None: it is a `pyproject.toml` that does not speak of this linter.

    Another file than a `pyproject.toml` may have the keys at its top. `known` are the codes of all rules; `root` is the
    folder of the file unless it is given.
    """
    try:
        data = Path(path).read_bytes()
    except IsADirectoryError as error:
        inside = os.path.join(path, FILE_NAME)  # noqa: PTH118
        hint = f"; did you mean {inside}?" if Path(inside).is_file() else "; name a file"
        raise ConfigurationError(path, f"{error.strerror}{hint}") from None
    except OSError as error:
        raise ConfigurationError(path, error.strerror or str(error)) from None
    ours = Path(path).name != FILE_NAME
    if not ours and not _SPEAKS_OF_US.search(data):  # what is wrong with files of others is not for us to say
        return None
    table = _table(path, _parsed(path, data), ours)
    if table is None:
        return None
    values = {name: _value(path, name, value, known) for name, value in table.items()}
    return Configuration(values, root or os.path.dirname(os.path.abspath(path)), path)  # noqa: PTH100, PTH120


def _parsed(path: str, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigurationError(path, "not a TOML file: it is not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = " ".join(str(error).split()) or "nested too deeply"
        raise ConfigurationError(path, f"invalid TOML: {message}") from None


def _table(path: str, content: dict[str, Any], ours: bool) -> dict[str, Any] | None:
    """The table with our keys."""
    tools = content.get("tool", {})
    tools = tools if isinstance(tools, dict) else {}
    if TABLE in tools:
        table = tools[TABLE]
        if not isinstance(table, dict):
            raise ConfigurationError(path, f"tool.{TABLE}: expected a table")
        return table
    for name in tools:
        if re.fullmatch("xent[-_ ]?lint", name, re.IGNORECASE):
            raise ConfigurationError(path, f"tool.{name}: the table of this linter is [tool.{TABLE}]")
    return content if ours and not tools else None


def _value(path: str, name: str, value: object, known: Sequence[str]) -> object:
    if name not in BY_NAME:
        near = nearest(name.replace("_", "-").lower(), [*BY_NAME])
        raise ConfigurationError(path, f"unknown key {name!r}; did you mean {near!r}?")
    try:
        return BY_NAME[name].read(value, known)
    except ValueProblemError as error:
        raise ConfigurationError(path, f"{name}: {error}") from None
