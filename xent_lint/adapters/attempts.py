"""One file checked, whatever happens: in this process or in another one."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from difflib import get_close_matches

from xent_lint.caching.results import Check, Result, checked
from xent_lint.files import FileReader
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError

DEBUG_VARIABLE = "XENT_LINT_DEBUG"

LIKE = 0.85
"""How much of a name has to agree with that of a missing file (1: all of it), for it to be what was meant."""


@dataclass(frozen=True)
class Task:
    """A file to check."""

    path: str
    settings: Settings


@dataclass(frozen=True)
class Done:
    """What became of a task: the program and what was found in it, or a line that tells why not.

    The JSON of a notebook, with all its pictures, is not part of it: it is not needed to show code.
    """

    source: Source | None = None
    result: Result | None = None
    complaint: str = ""


def attempt(task: Task, files: FileReader, check: Check) -> Done:
    """Check a file."""
    try:
        source = Source.from_bytes(task.path, files.read(task.path))
        result = checked(check, source, task.settings, files)
    except Exception as error:
        return Done(complaint=complaint(task.path, error))
    return Done(replace(source, notebook=None), result)


def complaint(path: str, error: Exception) -> str:
    """The line about what was raised while something was done with a file.

    What is no matter of the file is a defect of the linter. It must not cost the user the findings in all other files,
    and a traceback tells a user nothing, so the line says whose fault it is.
    """
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return f"{path}: {error.strerror}{_hint(path)}"
    if isinstance(error, OSError):
        return f"{path}: {error.strerror or _one_line(error)}"
    if is_debugged():
        raise error
    return f"{path}: internal error: {_one_line(error)}; please report it ({DEBUG_VARIABLE}=1 shows more)"


def _hint(path: str) -> str:
    """The file of that folder whose name is most like this one, if any is."""
    folder, name = os.path.split(path)
    try:
        near = get_close_matches(name, os.listdir(folder or "."), n=1, cutoff=LIKE)  # noqa: PTH208
    except OSError:
        return ""
    return f"; did you mean {os.path.join(folder, near[0])}?" if near else ""  # noqa: PTH118


def is_debugged() -> bool:
    """Whether defects are to be shown with their tracebacks."""
    return bool(os.environ.get(DEBUG_VARIABLE))


def _one_line(error: Exception) -> str:
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
