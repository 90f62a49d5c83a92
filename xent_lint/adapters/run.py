"""Check many files; whatever happens in one of them, the others are still reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from xent_lint.adapters.attempts import Done, Task, complaint
from xent_lint.adapters.execution import ALONE, Execution
from xent_lint.adapters.progress import Watch, unwatched
from xent_lint.baseline import Baseline
from xent_lint.caching.results import Check
from xent_lint.diagnostics import Diagnostic
from xent_lint.discovery import discover
from xent_lint.files import FileReader
from xent_lint.resolver import Resolver
from xent_lint.source import Source

__all__ = ["Check", "Outcome", "Report", "check_files"]


@dataclass(frozen=True)
class Report:
    """What became of all files.

    `diagnostics` are the findings that are (still) there, `fixed` those whose fix was applied, or would be. `errors`
    has a line for everything that could not be done, `remarks` for what is worth a word, `stale` for each entry of a
    baseline that no finding matches.
    """

    diagnostics: tuple[Diagnostic, ...]
    errors: tuple[str, ...]
    sources: Mapping[str, Source]
    files: int
    fixed: tuple[Diagnostic, ...] = ()
    remarks: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


class Outcome:
    """Gathers the report, file by file. A file that is done again replaces what was said of it.

    What a baseline knows is left out of it.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._stale: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._sources: dict[str, Source] = {}
        self._errors: dict[str, tuple[str, ...]] = {}
        self._remarks: dict[str, tuple[str, ...]] = {}
        self._fixed: list[Diagnostic] = []
        self._files: set[str] = set()

    def paths(self, paths: Iterable[str]) -> Iterable[str]:
        """The files and the files of the folders in `paths`; a folder that cannot be listed is an error."""
        for path in discover(paths, self._resolver, on_error=self.failed):
            self._files.add(path)
            yield path

    def attempt(self, path: str, work: Callable[[], None]) -> None:
        """Do something with a file; what is raised becomes the error of that file."""
        self._errors.pop(path, None)
        try:
            work()
        except Exception as error:
            self.defects(path, (complaint(path, error),))

    def found(self, source: Source, diagnostics: Iterable[Diagnostic]) -> None:
        """The findings that are in a file."""
        self._found[source.filename] = tuple(self._new(source, list(diagnostics)))
        self._sources.pop(source.filename, None)
        if self._found[source.filename]:  # the JSON of a notebook, with all its pictures, is not needed to show code
            self._sources[source.filename] = replace(source, notebook=None)

    def _new(self, source: Source, diagnostics: list[Diagnostic]) -> Iterable[Diagnostic]:
        """The findings that the baseline does not know; what it knows too much of is remembered."""
        baseline = self._resolver.baseline(source.filename)
        if baseline is None:
            return diagnostics
        settings = self._resolver.settings(source.filename)
        self._stale[source.filename] = tuple(
            _stale(baseline, source.filename, code, count)
            for code, count in baseline.unmatched(source, diagnostics).items()
            if settings.enabled(code)  # a code that this run does not look for cannot be found
        )
        known = baseline.known(source, diagnostics)
        return [each for each, is_known in zip(diagnostics, known, strict=True) if not is_known]

    def done(self, path: str, done: Done) -> None:
        """What became of a file that was checked."""
        if done.source is not None and done.result is not None:
            self.found(done.source, done.result.diagnostics)
        else:
            self.defects(path, (done.complaint,))

    def fixed(self, diagnostics: Iterable[Diagnostic], remarks: tuple[str, ...], path: str) -> None:
        """The findings that were fixed in a file, and remarks on those that were not."""
        self._fixed.extend(diagnostics)
        self._remarks[path] = remarks

    def failed(self, path: str, message: str) -> None:
        """One line about a file or folder."""
        self.defects(path, (f"{path}: {message}",))

    def defects(self, path: str, lines: tuple[str, ...]) -> None:
        """Lines that name the file themselves."""
        self._errors[path] = (*self._errors.get(path, ()), *lines)

    def report(self) -> Report:
        """All of it, sorted."""
        diagnostics = sorted((each for found in self._found.values() for each in found), key=lambda each: each.sort_key)
        return Report(
            diagnostics=tuple(diagnostics),
            errors=tuple(sorted(line for lines in self._errors.values() for line in lines)),
            sources=MappingProxyType(dict(self._sources)),
            files=len(self._files),
            fixed=tuple(self._fixed),
            remarks=tuple(sorted(line for lines in self._remarks.values() for line in lines)),
            stale=tuple(sorted((*(line for lines in self._stale.values() for line in lines), *self._gone()))),
        )

    def _gone(self) -> Iterator[str]:
        for baseline in self._resolver.baselines:
            for name in baseline.gone():
                yield f"{name}: there is no such file any more, but {baseline.path} has findings in it"


def check_files(
    paths: Iterable[str],
    resolver: Resolver,
    files: FileReader,
    check: Check,
    watch: Watch = unwatched,
    execution: Execution = ALONE,
) -> Report:
    """Check the files and the files of the folders in `paths`, each with its settings."""
    outcome = Outcome(resolver)
    tasks = (Task(path, resolver.settings(path)) for path in watch(outcome.paths(paths)))
    pending = execution.look_up(tasks, files, outcome.found)
    for task, done in execution.work(pending, files, check, watch):
        outcome.done(task.path, done)
    return outcome.report()


def _stale(baseline: Baseline, filename: str, code: str, count: int) -> str:
    findings = "a finding" if count == 1 else f"{count} findings"
    return f"{filename}: {baseline.path} has {findings} of {code} that {'is' if count == 1 else 'are'} no longer there"
