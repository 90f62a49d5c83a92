"""The settings of each file, and what becomes of them when a configuration cannot be used."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from xent_lint.adapters.server.preferences import Preferences
from xent_lint.baseline import Baseline
from xent_lint.codes import KNOWN_CODES
from xent_lint.configuration import ConfigurationError
from xent_lint.resolver import Resolver
from xent_lint.settings import Settings


@dataclass(frozen=True)
class FileSettings:
    """All that counts for one file."""

    settings: Settings
    baseline: Baseline | None
    excluded: bool
    unsafe_fixes: bool


class Configurations:
    """Finds the settings of files, as the command does.

    While a configuration is broken the one before goes on to count, or else the defaults, and the user is told: once,
    until it is broken in another way or has been whole in between.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._told: set[str] = set()
        self._told_before: set[str] = set()
        self._preferences = Preferences()
        self._good: Resolver | None = None
        self._resolver: Resolver | None = None

    def prefer(self, preferences: Preferences) -> None:
        """What the editor says, from now on."""
        self._preferences = preferences
        self.reload()

    def reload(self) -> None:
        """Read all files again when they are needed."""
        if self._resolver is not None and not self._told:
            self._good = self._resolver
        self._told_before, self._told = self._told, set()
        for line in self._preferences.problems:
            self._complain(line)
        self._resolver = self._read()

    def of(self, path: str) -> FileSettings:
        """What counts for a file; `path` may be relative to the current folder."""
        absolute = os.path.abspath(path)  # noqa: PTH100 - links stay links
        if self._resolver is not None:
            try:
                return _settings(self._resolver, absolute)
            except ConfigurationError as error:
                self._complain(str(error))
        if self._good is not None:
            try:
                return _settings(self._good, absolute)
            except ConfigurationError:  # it was told when it was new
                pass
        return _settings(self._defaults(), absolute)

    def _read(self) -> Resolver | None:
        try:
            return Resolver(KNOWN_CODES, self._preferences.command, self._preferences.file)
        except ConfigurationError as error:
            self._complain(str(error))
            return None

    def _defaults(self) -> Resolver:
        return Resolver(KNOWN_CODES, self._preferences.command, isolated=True, with_baseline=False)

    def _complain(self, line: str) -> None:
        if line not in self._told and line not in self._told_before:
            self._tell(line)
        self._told.add(line)


def _settings(resolver: Resolver, absolute: str) -> FileSettings:
    """Raises ConfigurationError."""
    scope = resolver.scope(os.path.dirname(absolute))  # noqa: PTH120
    return FileSettings(
        settings=scope.settings(absolute),
        baseline=resolver.baseline_of(scope),
        excluded=scope.excludes_within(absolute),
        unsafe_fixes=bool(scope.value("unsafe-fixes")),
    )
