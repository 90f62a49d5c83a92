"""Where the cache is when nobody says where."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FOLDER: Final = ".xent_lint_cache"
MARKS: Final = ("pyproject.toml", ".git")
"""What the folder of a project has in it."""


def default_folder(current: Path, environment: Mapping[str, str]) -> Path | None:
    """In the nearest folder upward with a pyproject.toml, else a `.git`; where there is no project, the user's caches.

    So nothing is left behind in folders that only happen to be the current one. None: there is no such place.
    """
    above = (current, *current.parents)
    for mark in MARKS:
        for folder in above:
            if (folder / mark).exists():
                return folder / FOLDER
    caches = _caches_of_the_user(environment)
    return caches / "xent-lint" if caches is not None else None


def _caches_of_the_user(environment: Mapping[str, str]) -> Path | None:
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    told = environment.get("XDG_CACHE_HOME", "")
    return Path(told) if Path(told).is_absolute() else home / ".cache"  # the standard ignores relative ones
