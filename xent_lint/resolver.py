"""Which configuration counts for which file: the nearest one upward, as in ruff."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from xent_lint.baseline import Baseline, BaselineError, read_baseline
from xent_lint.configuration import FILE_NAME, Configuration, ConfigurationError, read_configuration
from xent_lint.scope import Scope
from xent_lint.settings import Settings

COMMAND_LINE: Final = "command line"


class Resolver:
    """Finds and reads the configurations of a run, each once.

    `command` is what the command line says, key by key; it wins over all files. With `config` that file is the only
    one, and its paths are relative to the current folder; with `isolated` none is read.
    """

    def __init__(
        self,
        known: Sequence[str],
        command: Mapping[str, Any] | None = None,
        config: str | None = None,
        isolated: bool = False,
        with_baseline: bool = True,
        template: Settings | None = None,
    ) -> None:
        """Raises ConfigurationError for what counts in the current folder."""
        self._known = known
        self._with_baseline = with_baseline
        self._template = template or Settings()
        self.folder: Final = os.getcwd()  # noqa: PTH109 - strings all along
        self._command = Configuration(command or {}, self.folder, COMMAND_LINE)
        self._scopes: dict[str, Scope | ConfigurationError | None] = {}
        self._baselines: dict[str, Baseline] = {}
        self._only: Scope | None = None
        if isolated or config is not None:
            read = read_configuration(config, known, self.folder) if config is not None else None
            self._only = self._scope(read)
        self._otherwise: Final = self._only or self._nearest(self.folder) or self._scope(None)
        self.baseline_of(self._otherwise)

    def scope(self, folder: str) -> Scope:
        """What counts in an absolute folder; where no configuration is above it, that of the current folder.

        Raises ConfigurationError.
        """
        return self._only or self._nearest(folder) or self._otherwise

    def settings(self, path: str) -> Settings:
        """The settings for a file."""
        absolute = os.path.abspath(path)  # noqa: PTH100
        return self.scope(os.path.dirname(absolute)).settings(absolute)  # noqa: PTH120

    def baseline(self, path: str) -> Baseline | None:
        """The known findings that count for a file."""
        return self.baseline_of(self.scope(os.path.dirname(os.path.abspath(path))))  # noqa: PTH100, PTH120

    def baseline_of(self, scope: Scope) -> Baseline | None:
        """The known findings of a scope; raises ConfigurationError."""
        path = scope.baseline
        if path is None or not self._with_baseline:
            return None
        if path not in self._baselines:
            try:
                self._baselines[path] = read_baseline(path, self._shown(path))
            except BaselineError as error:
                raise ConfigurationError(self._shown(path), error.message) from None
        return self._baselines[path]

    @property
    def base(self) -> Scope:
        """What counts in the current folder, and for the run as a whole."""
        return self._otherwise

    @property
    def baselines(self) -> tuple[Baseline, ...]:
        """Those that were needed so far."""
        return tuple(self._baselines.values())

    def _nearest(self, folder: str) -> Scope | None:
        """The scope of the nearest file in a folder or above it."""
        passed: list[str] = []
        known: Scope | ConfigurationError | None = None
        for each in _upward(folder):
            if each not in self._scopes:
                self._scopes[each] = self._read(each)
            known = self._scopes[each]
            if known is not None:
                break
            passed.append(each)
        if known is not None:
            self._scopes.update(dict.fromkeys(passed, known))
        if isinstance(known, ConfigurationError):
            raise known
        return known

    def _read(self, folder: str) -> Scope | ConfigurationError | None:
        """What the file of one folder says, if it has one."""
        path = os.path.join(folder, FILE_NAME)  # noqa: PTH118
        if not os.path.isfile(path):  # noqa: PTH113 (a Path takes three times as long)
            return None
        try:
            read = read_configuration(self._shown(path), self._known, folder)
            if read is None:
                return None
            scope = self._scope(read)
            self.baseline_of(scope)
        except ConfigurationError as error:
            return error
        return scope

    def _scope(self, configuration: Configuration | None) -> Scope:
        places = [Configuration({}, self.folder, "default")] if configuration is None else [configuration]
        return Scope([*places, self._command], self._known, self._template)

    def _shown(self, path: str) -> str:
        """As short as can be, from the current folder."""
        inside = path.startswith(self.folder.rstrip(os.sep) + os.sep)
        return os.path.relpath(path) if inside else path


def _upward(folder: str) -> Iterator[str]:
    """A folder and those above it."""
    while True:
        yield folder
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return
        folder = above
