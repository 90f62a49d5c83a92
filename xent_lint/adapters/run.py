"""Check many files; whatever happens in one of them, the others are still reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader, discover
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError

Check = Callable[[Source, Settings, FileReader], list[Diagnostic]]

DEBUG_VARIABLE = "XENT_LINT_DEBUG"


@dataclass(frozen=True)
class Report:
    """What became of all files. `errors` has one line for each file that could not be checked."""

    diagnostics: tuple[Diagnostic, ...]
    errors: tuple[str, ...]
    sources: Mapping[str, Source]
    files: int

    @property
    def exit_code(self) -> int:
        """As in ruff: 0 clean, 1 findings, 2 something could not be checked; 2 wins."""
        if self.errors:
            return 2
        return 1 if self.diagnostics else 0


def check_files(paths: Iterable[str], settings: Settings, files: FileReader, check: Check) -> Report:
    """Check the files and the files of the folders in `paths`."""
    diagnostics: list[Diagnostic] = []
    errors: list[str] = []
    sources: dict[str, Source] = {}
    count = 0
    for path in discover(paths, on_error=lambda error: errors.append(_os_error(str(error.filename), error))):
        count += 1
        try:
            source = Source.from_bytes(path, files.read(path))
            found = check(source, settings, files)
        except SourceError as error:
            errors.append(str(error))
        except OSError as error:
            errors.append(_os_error(path, error))
        except Exception as error:
            # The one place where everything is caught: a defect of the linter in one file must not cost the user the
            # findings in all others, and a traceback tells a user nothing. The line says whose fault it is.
            if os.environ.get(DEBUG_VARIABLE):
                raise
            errors.append(
                f"{path}: internal error: {_one_line(error)}; please report it ({DEBUG_VARIABLE}=1 shows more)"
            )
        else:
            if found:
                sources[path] = source
                diagnostics.extend(found)
    diagnostics.sort(key=lambda diagnostic: diagnostic.sort_key)
    return Report(tuple(diagnostics), tuple(sorted(errors)), MappingProxyType(sources), count)


def _os_error(path: str, error: OSError) -> str:
    return f"{path}: {error.strerror or _one_line(error)}"


def _one_line(error: Exception) -> str:
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
