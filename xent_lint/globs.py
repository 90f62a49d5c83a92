"""Patterns of file names, with ruff's meaning: `*` matches separators too, and a plain name matches at any depth."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


class GlobError(ValueError):
    """A pattern that means nothing."""


@dataclass(frozen=True)
class Globs:
    """Some patterns, made ready once. A pattern stands for the whole path, or, without a slash, for the last name."""

    paths: re.Pattern[str] | None
    names: re.Pattern[str] | None

    @classmethod
    def of(cls, patterns: Iterable[str], root: str) -> Globs:
        """Patterns that are relative to the folder `root`."""
        paths: list[str] = []
        names: list[str] = []
        for pattern in patterns:
            plain = with_slashes(pattern).rstrip("/")
            if not plain:
                raise GlobError(f"{pattern!r} is no pattern")
            absolute, rest = _placed(plain, root)
            paths.append(re.escape(absolute) + _regex(rest))
            if "/" not in plain:
                names.append(_regex(plain))
        return cls(_any_of(paths), _any_of(names))

    def match(self, path: str) -> bool:
        """Whether an absolute path matches, itself."""
        path = with_slashes(path)
        if self.names is not None and self.names.fullmatch(path.rpartition("/")[2]):
            return True
        return self.paths is not None and self.paths.fullmatch(path) is not None

    def match_within(self, path: str) -> bool:
        """Whether an absolute path or a folder that it is in matches."""
        return any(self.match(each) for each in _path_and_folders(path))


def with_slashes(path: str) -> str:
    """The path as patterns write it, on every system."""
    return path if os.sep == "/" else path.replace(os.sep, "/")


def _placed(pattern: str, root: str) -> tuple[str, str]:
    """The part of the absolute pattern that is taken literally, and the rest."""
    if pattern.startswith("/") or os.path.isabs(pattern):  # noqa: PTH117 - a pattern, no path
        return "", pattern
    root = with_slashes(root).rstrip("/")
    parts = pattern.split("/")
    while parts and parts[0] in (".", ".."):  # patterns on the command line may look upwards
        root = root.rpartition("/")[0] if parts.pop(0) == ".." else root
    return (f"{root}/", "/".join(parts)) if parts else (root, "")


def _path_and_folders(path: str) -> Iterator[str]:
    path = with_slashes(path)
    while path and path != "/":
        yield path
        path = path.rpartition("/")[0]


def _any_of(expressions: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(expressions), re.DOTALL) if expressions else None


def _regex(pattern: str) -> str:
    """The regular expression of one pattern."""
    pieces: list[str] = []
    depth = 0
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if pattern.startswith("**/", at) and (at == 0 or pattern[at - 1] == "/"):
            pieces.append("(?:.*/)?")
            at += 3
            continue
        if character == "*":
            pieces.append(".*")
        elif character == "?":
            pieces.append(".")
        elif character == "[":
            end = _end_of_class(pattern, at)
            pieces.append(_class(pattern[at + 1 : end]))
            at = end
        elif character == "{":
            pieces.append("(?:")
            depth += 1
        elif character == "}" and depth:
            pieces.append(")")
            depth -= 1
        elif character == "," and depth:
            pieces.append("|")
        else:
            pieces.append(re.escape(character))
        at += 1
    if depth:
        raise GlobError(f"the pattern {pattern!r} has a {{ without }}")
    return "".join(pieces)


def _end_of_class(pattern: str, start: int) -> int:
    first = start + (3 if pattern[start + 1 : start + 2] == "!" else 2)  # a ] that comes first is a character
    end = pattern.find("]", first)
    if end < 0:
        raise GlobError(f"the pattern {pattern!r} has a [ without ]")
    return end


def _class(inside: str) -> str:
    negated = inside.startswith("!")
    characters = re.sub(r"([\\\[\]^&~|])", r"\\\1", inside[1:] if negated else inside)
    expression = f"[{'^' if negated else ''}{characters}]"
    try:
        re.compile(expression)
    except re.error:
        raise GlobError(f"the pattern has a range that is none: [{inside}]") from None
    return expression
