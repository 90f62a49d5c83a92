"""What git ignores: `.gitignore` of a folder and those around it, and `.git/info/exclude`."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xent_lint.globs import with_slashes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec, Pattern


_FOLDER: Final = "ps_d"
"""The name of pathspec's group."""


@dataclass(frozen=True)
class _Patterns:
    """The patterns of one file, and the folder that they are relative to."""

    folder: str
    spec: GitIgnoreSpec

    def decide(self, path: str, is_folder: bool) -> bool | None:
        """Whether a path below the folder is ignored; None: no pattern says anything about it."""
        relative = with_slashes(os.path.relpath(path, self.folder))
        for pattern in reversed(self.spec.patterns):
            if pattern.include is not None and _matches_itself(pattern, relative, is_folder):
                return pattern.include
        return None


def _matches_itself(pattern: Pattern, relative: str, is_folder: bool) -> bool:
    """Whether a pattern matches the path, and not only a folder that it is in.

    In git, `!b` after `*` brings back `b` and not what is in it, so that every folder is judged by itself on the way
    down. pathspec matches what is in a folder with the folder, and marks where the name of that ends by a group.
    """
    found = pattern.match_file(relative)
    if found is not None and _end_of_folder(found.match) is None:
        return True
    found = pattern.match_file(f"{relative}/") if is_folder else None
    return found is not None and _end_of_folder(found.match) == len(relative) + 1


def _end_of_folder(match: re.Match[str]) -> int | None:
    """Behind the slash of the folder that was matched; None: the whole path was."""
    return match.end(_FOLDER) if match.groupdict().get(_FOLDER) is not None else None


@dataclass(frozen=True)
class GitIgnore:
    """What counts in one folder; of several files the nearest one that says anything about a path decides."""

    patterns: tuple[_Patterns, ...] = ()  # from the outermost to the nearest

    @classmethod
    def around(cls, folder: str, otherwise: str) -> GitIgnore:
        """What counts in an absolute folder that was named: its own file and those above, up to where git has its own
        folder, or, outside of a repository, up to the folder `otherwise` if this is above it.

        Where the named folder is ignored itself, the files above do not count: whoever names it, means it.
        """
        above = _folders_above(folder, otherwise)
        found = cls()
        for each in above:
            inner = each == above[-1]
            if inner and len(above) > 1 and found.ignores_within(folder, above[0]):
                found = cls()
            found = found.inside(each)
        return found

    def inside(self, folder: str) -> GitIgnore:
        """What counts in a folder below. A repository in a repository begins afresh."""
        patterns = self.patterns
        own = Path(folder, ".git")
        if own.exists():
            patterns = _read(folder, _info_exclude(own))
        return GitIgnore((*patterns, *_read(folder, Path(folder, ".gitignore"))))

    def ignores(self, path: str, is_folder: bool) -> bool:
        """Whether git ignores an absolute path in a folder that it does not ignore."""
        decisions = (patterns.decide(path, is_folder) for patterns in reversed(self.patterns))
        return next((decision for decision in decisions if decision is not None), False)

    def ignores_within(self, folder: str, top: str) -> bool:
        """Whether a folder, or one that it is in below `top`, is ignored."""
        while len(folder) > len(top):
            if self.ignores(folder, is_folder=True):
                return True
            folder = os.path.dirname(folder)  # noqa: PTH120 - strings all along
        return False


def _folders_above(folder: str, otherwise: str) -> Sequence[str]:
    """From the outermost folder whose patterns count down to the folder itself."""
    found = [folder, *map(str, Path(folder).parents)]
    for index, each in enumerate(found):
        if Path(each, ".git").exists():
            return found[index::-1]
    return found[found.index(otherwise) :: -1] if otherwise in found else [folder]


def _info_exclude(own: Path) -> Path:
    """`info/exclude`; in a worktree or submodule `.git` is a file that says where git keeps its things."""
    with contextlib.suppress(OSError):
        if own.is_file():
            own = own.parent / _first_line(own).removeprefix("gitdir:").strip()
            own = own / _first_line(own / "commondir").strip()
    return own / "info" / "exclude"


def _first_line(path: Path) -> str:
    return path.read_text("utf-8", "surrogateescape").partition("\n")[0]


def _read(folder: str, path: Path) -> tuple[_Patterns, ...]:
    """The patterns of a file; none where there is none or it cannot be read, as in git."""
    try:
        lines = re.split("\r?\n", path.read_text("utf-8-sig", "surrogateescape"))
    except OSError:
        return ()
    if all(not line.strip() or line.startswith("#") for line in lines):
        return ()
    from pathspec import GitIgnoreSpec  # here, because most folders have no patterns

    return (_Patterns(folder, GitIgnoreSpec.from_lines(filter(_is_pattern, lines))),)


def _is_pattern(line: str) -> bool:
    """Whether it is empty, a comment or a pattern; git passes over all else."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
