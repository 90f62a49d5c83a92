"""What the editor says about the settings: the keys of `[tool.xent-lint]`, which win over files, and which file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from xent_lint.codes import KNOWN_CODES, nearest
from xent_lint.keys import BY_NAME, ValueProblemError

SECTION: Final = "xent-lint"
"""The name of the settings in the editor."""

_FILE: Final = "configuration"
_NOT_OF_AN_EDITOR: Final = frozenset({"output-format", "force-exclude", "respect-gitignore"})
_KEYS: Final = (_FILE, *(name for name in BY_NAME if name not in _NOT_OF_AN_EDITOR))


@dataclass(frozen=True)
class Preferences:
    """`command` is what a command line would say, key by key, `file` the configuration for all files instead of the
    nearest one. `problems` has a line for each setting that cannot be used."""

    command: Mapping[str, Any] = field(default_factory=dict)
    file: str | None = None
    problems: tuple[str, ...] = ()


def preferences(settings: object) -> Preferences:
    """Read what an editor sends: `{"select": [...], "unsafeFixes": true}`, or the same below `settings` or our name.

    Names may be written as editors do (`unsafeFixes`) or as in the file (`unsafe-fixes`); null is as if nothing was
    said.
    """
    command: dict[str, Any] = {}
    problems: list[str] = []
    file: str | None = None
    for name, value in _table(settings).items():
        key = re.sub("(?<=[a-z])([A-Z])", r"-\1", name).lower().replace("_", "-")
        if value is None:
            continue
        try:
            if key == _FILE:
                file = os.path.expanduser(os.path.expandvars(_path(value)))  # noqa: PTH111
            elif key in _KEYS:
                command[key] = BY_NAME[key].read(value, KNOWN_CODES)
            else:
                problems.append(f"editor settings: unknown key {name!r}; did you mean {nearest(key, _KEYS)!r}?")
        except ValueProblemError as error:
            problems.append(f"editor settings: {name}: {error}")
    return Preferences(command, file, tuple(problems))


def _table(settings: object) -> Mapping[str, Any]:
    for name in (SECTION, "settings"):
        if isinstance(settings, dict) and isinstance(settings.get(name), dict):
            settings = settings[name]
    return settings if isinstance(settings, dict) else {}


def _path(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueProblemError("expected the path of a pyproject.toml or another TOML file")
    return value
