"""How files get checked: what is known from earlier runs is looked up, and the rest is shared among processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from xent_lint.adapters.attempts import Done, Task, attempt, is_debugged
from xent_lint.adapters.progress import Watch
from xent_lint.caching.dependencies import Present
from xent_lint.caching.results import Check, Memory, Results, cached_check
from xent_lint.diagnostics import Diagnostic
from xent_lint.files import FileReader
from xent_lint.source import Source, SourceError

WORTH_PROCESSES: Final = 60_000
"""Bytes of programs from which on further processes are started.

To start the first costs about 0.3 s, most of it for loading libcst; to check so much takes 0.7 s where it concerns us,
so below that the wait could only get longer.
"""

MAX_PROCESSES: Final = 60
"""Windows cannot wait for more than 63 things at once."""


@dataclass(frozen=True)
class Execution:
    """How many processes may be used (with more than one of them, files are read from the disk), and the cache."""

    jobs: int = 1
    results: Results | None = None

    def look_up(
        self, tasks: Iterable[Task], files: FileReader, found: Callable[[Source, Iterable[Diagnostic]], None]
    ) -> list[Task]:
        """Report what is known, and return what has to be checked."""
        if self.results is None:
            return list(tasks)
        present = Present(files)
        pending = []
        for task in tasks:
            try:
                source = Source.from_bytes(task.path, files.read(task.path))
                diagnostics = self.results.get(source, task.settings, present)
            except (OSError, SourceError):
                diagnostics = None  # it is told when the file is checked
            if diagnostics is None:
                pending.append(task)
            else:
                found(source, diagnostics)
        return pending

    def work(self, tasks: Sequence[Task], files: FileReader, check: Check, watch: Watch) -> Iterator[tuple[Task, Done]]:
        """Check files, in whatever order they get done, and keep the results."""
        with closing(self._done(tasks, files, check)) as done:
            # the bar counts rightly; the names beside it are in the order in which the work was given out
            for _, (task, each) in zip(watch([task.path for task in tasks]), done, strict=False):
                if self.results is not None and each.result is not None:
                    self.results.put(task.path, task.settings, each.result)
                yield task, each

    def ahead(self, tasks: Sequence[Task], files: FileReader, check: Check, watch: Watch) -> Check:
        """The check with the cache before it, and with the results of these tasks, if they are worth processes.

        What the check is asked for later (programs that were fixed meanwhile) does not match these and is checked then.
        """
        if not self._is_worth_processes(tasks):
            return check if self.results is None else cached_check(check, self.results)
        kept = Execution(self.jobs, (self.results or Results(Memory(), "this run")).with_memory())
        for _ in kept.work(kept.look_up(tasks, files, _no_report), files, check, watch):
            pass
        assert kept.results is not None
        return cached_check(check, kept.results)

    def _done(self, tasks: Sequence[Task], files: FileReader, check: Check) -> Generator[tuple[Task, Done], None, None]:
        finished: set[int] = set()
        if self._is_worth_processes(tasks):
            from xent_lint.adapters.workers import check_in_workers  # here, because small runs do not need it

            with closing(check_in_workers(tasks, min(self.jobs, MAX_PROCESSES))) as results:
                for number, done in results:
                    finished.add(number)
                    yield tasks[number], done
        for number, task in enumerate(tasks):
            if number not in finished:
                yield task, attempt(task, files, check)

    def _is_worth_processes(self, tasks: Sequence[Task]) -> bool:
        if self.jobs < 2 or len(tasks) < 2 or is_debugged():
            return False
        size = 0
        for task in tasks:
            size += _size(task.path)
            if size >= WORTH_PROCESSES:
                return True
        return False


ALONE: Final = Execution()
"""In this process, without a cache."""


def _no_report(source: Source, diagnostics: Iterable[Diagnostic]) -> None:
    """What is known is asked for again."""


def usable_cores() -> int:
    """The processors that this process may use, which can be fewer than there are."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)  # noqa: PTH202 (there may be many)
    except OSError:
        return 0
