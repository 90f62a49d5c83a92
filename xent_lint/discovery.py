"""Which files a run is about: those that are named, and those that the named folders offer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xent_lint.configuration import ConfigurationError
from xent_lint.files import SUFFIXES
from xent_lint.gitignore import GitIgnore
from xent_lint.resolver import Resolver

OnError = Callable[[str, str], None]
"""Gets the path and what is wrong: of a folder that cannot be listed, or a configuration that cannot be used."""


def discover(paths: Iterable[str], resolver: Resolver, on_error: OnError) -> Iterator[str]:
    """The files to check, each once, in a stable order.

    A file that is named is always yielded, whatever its suffix and folder, and even when it does not exist: reading it
    then fails with the reason. Only `force-exclude` holds it back. Links to folders are not followed, as in ruff, so a
    loop of links is harmless.
    """
    walk = _Walk(resolver, on_error)
    seen: set[str] = set()
    for path in paths:
        for name in walk.offered(path):
            normal = os.path.normpath(name)
            if normal not in seen:
                seen.add(normal)
                yield normal


@dataclass(frozen=True)
class _Folder:
    """A folder that is entered; `ignored` is None where git is not asked."""

    path: str
    absolute: str
    ignored: GitIgnore | None


class _Walk:
    """Remembers which errors were told."""

    def __init__(self, resolver: Resolver, on_error: OnError) -> None:
        self._resolver = resolver
        self._on_error = on_error
        self._told: set[str] = set()

    def offered(self, path: str) -> Iterator[str]:
        """The files that a path on the command line stands for."""
        absolute = os.path.abspath(path)  # noqa: PTH100 - links stay links
        is_folder = Path(path).is_dir()
        try:
            scope = self._resolver.scope(absolute if is_folder else os.path.dirname(absolute))  # noqa: PTH120
        except ConfigurationError as error:
            self._tell(error)
            return
        if scope.force_exclude and scope.excludes_within(absolute):
            return
        if not is_folder:
            yield path
            return
        top = self._resolver.folder
        ignored = GitIgnore.around(absolute, top) if scope.respect_gitignore else None
        pending = [_Folder(path, absolute, ignored)]
        while pending:
            folders, files = self._entries(pending.pop())
            yield from files
            pending.extend(reversed(folders))

    def _entries(self, folder: _Folder) -> tuple[list[_Folder], list[str]]:
        """The folders and files in a folder that are not excluded, sorted."""
        try:
            scope = self._resolver.scope(folder.absolute)
            entries = sorted(os.scandir(folder.path), key=lambda entry: entry.name)
        except ConfigurationError as error:
            self._tell(error)
            return [], []
        except OSError as error:
            self._on_error(folder.path, error.strerror or str(error))
            return [], []
        folders: list[_Folder] = []
        files: list[str] = []
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not entry.name.endswith(SUFFIXES):
                continue
            path = os.path.join(folder.absolute, entry.name)  # noqa: PTH118 (a Path takes three times as long)
            if scope.excludes(path) or (folder.ignored is not None and folder.ignored.ignores(path, is_folder)):
                continue
            if is_folder:
                inside = folder.ignored.inside(path) if folder.ignored is not None else None
                folders.append(_Folder(entry.path, path, inside))
            # broken links (an editor's lock files) and pipes are no programs, and a pipe would block for ever
            elif Path(entry.path).is_file():
                files.append(entry.path)
        return folders, files

    def _tell(self, error: ConfigurationError) -> None:
        if error.path not in self._told:
            self._told.add(error.path)
            self._on_error(error.path, error.message)
