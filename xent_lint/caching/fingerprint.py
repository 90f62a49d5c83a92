"""Which linter it is: its own code, the parser and the Python that run it."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from xent_lint.caching.dependencies import digest


def fingerprint() -> str | None:
    """Changes with every change of the code, in a development checkout, too, where the version stays the same.

    The contents of the modules count and not their times, so that an installation made anew, as in CI, finds what the
    one before has left. None: the code is not there as files (a zip archive), and nothing can be said.
    """
    package = Path(__file__).parents[1]
    modules = sorted((*package.rglob("*.py"), *package.rglob("*.json")))  # messages quote what was measured
    if not modules:
        return None
    code = [part for path in modules for part in (path.relative_to(package).as_posix().encode(), path.read_bytes())]
    return digest(sys.version.encode(), _version_of("libcst"), *code)


def _version_of(distribution: str) -> bytes:
    try:
        return metadata.version(distribution).encode()
    except metadata.PackageNotFoundError:  # a copy of its files; the modules that use it are those of this package
        return b""
