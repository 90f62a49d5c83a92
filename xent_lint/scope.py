"""What counts for the files below one configuration: the defaults, a file, and the command line, in this order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from xent_lint.codes import Choice, chosen
from xent_lint.configuration import Configuration
from xent_lint.globs import Globs
from xent_lint.keys import BY_NAME, KEYS, PerFile
from xent_lint.settings import KerasBackend, Settings

ADDED_UP: Final = frozenset({"ignore", "extend-select", "extend-ignore", "extend-exclude"})
"""Keys that every place adds to. For the others the last place that says something wins."""


@dataclass(frozen=True)
class Said:
    """What one place says of a key; paths and patterns are relative to the folder `root`."""

    value: Any
    root: str
    origin: str


@dataclass(frozen=True)
class _PerFileIgnore:
    files: Globs
    others: bool  # it counts for all files that do not match
    codes: tuple[str, ...]

    def concerns(self, path: str) -> bool:
        return self.files.match_within(path) is not self.others


class Scope:
    """One configuration, with what the command line says on top of it."""

    def __init__(self, places: Sequence[Configuration], known: Sequence[str], template: Settings) -> None:
        """`places` from the weakest to the strongest, none of which has to say anything; `known` are the codes of all
        rules, and `template` has what no key is about."""
        self._places = tuple(places)
        self._known = known
        self._settings = replace(
            template,
            select=self.codes,
            keras_backend=KerasBackend(self.value("keras-backend")),
            src=tuple(self._paths("src")),
        )
        self._per_file = tuple(self._per_file_ignores())
        self._excluded = [
            Globs.of(said.value, said.root) for name in ("exclude", "extend-exclude") for said in self.said(name)
        ]
        self.respect_gitignore: bool = self.value("respect-gitignore")
        self.force_exclude: bool = self.value("force-exclude")

    def said(self, name: str) -> tuple[Said, ...]:
        """The places that count for a key, the strongest last; several only for keys that are added up."""
        found = [Said(place.values[name], place.root, place.origin) for place in self._places if name in place.values]
        if not found:
            return (Said(BY_NAME[name].default, self._places[0].root, "default"),)
        return tuple(found) if name in ADDED_UP else (found[-1],)

    def value(self, name: str) -> Any:
        """What counts for a key that is not added up."""
        return self.said(name)[-1].value

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that are reported, but for what `per-file-ignores` says."""
        choices = [Choice(BY_NAME["select"].default)]  # type: ignore[arg-type]  # a tuple of strings
        for place in self._places:
            values = place.values
            ignored = (*values.get("ignore", ()), *values.get("extend-ignore", ()))
            choices.append(Choice(values.get("select"), values.get("extend-select", ()), ignored))
        return chosen(choices, self._known)

    @property
    def baseline(self) -> str | None:
        """The path of the baseline."""
        return next(self._paths("baseline"), None)

    def settings(self, path: str) -> Settings:
        """The settings for the file with an absolute path."""
        ignored = tuple(code for each in self._per_file if each.concerns(path) for code in each.codes)
        return replace(self._settings, ignored_here=ignored) if ignored else self._settings

    def excludes(self, path: str) -> bool:
        """Whether an absolute path is excluded, itself."""
        return any(patterns.match(path) for patterns in self._excluded)

    def excludes_within(self, path: str) -> bool:
        """Whether an absolute path is excluded, or a folder that it is in."""
        return any(patterns.match_within(path) for patterns in self._excluded)

    def in_force(self) -> Iterator[tuple[str, tuple[Said, ...]]]:
        """All keys and what counts for them."""
        return ((key.name, self.said(key.name)) for key in KEYS)

    def _paths(self, name: str) -> Iterator[str]:
        said = self.said(name)[-1]
        for path in [said.value] if isinstance(said.value, str) else said.value or ():
            yield os.path.normpath(os.path.join(said.root, path))  # noqa: PTH118 - strings all along

    def _per_file_ignores(self) -> Iterator[_PerFileIgnore]:
        said = self.said("per-file-ignores")[-1]
        rows: PerFile = said.value
        for pattern, codes in rows:
            others = pattern.startswith("!")
            yield _PerFileIgnore(Globs.of([pattern.removeprefix("!")], said.root), others, codes)
