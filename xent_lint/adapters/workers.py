"""Processes that check files, one file at a time, so that it is known which file one of them has died of.

The standard pools do not tell that: when a process dies they give up everything that is not done yet.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final

from xent_lint.adapters.attempts import Done, Task, attempt
from xent_lint.files import Disk

READY: Final = "ready"
"""The first word of a worker: one that dies before it died of no file."""

PATIENCE: Final = 2.0
"""Seconds that a worker has to end when it is told to."""


def serve(connection: Connection, folder: str) -> None:
    """Check what comes, until nobody is there any more. This is what a worker does; paths start from the folder."""
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all processes; the first one tells the others
    from xent_lint.check import check

    files = Disk()
    with contextlib.suppress(EOFError, OSError):
        connection.send(READY)
        while True:
            connection.send(attempt(connection.recv(), files, check))


def check_in_workers(tasks: Sequence[Task], workers: int) -> Generator[tuple[int, Done], None, None]:
    """The numbers of the tasks, as they get done, and what became of them.

    Where no process can be started (any more), some of the tasks are not among them.
    """
    crew = _Crew(tasks, workers)
    try:
        yield from crew.work()
    finally:
        crew.dismiss()


class _Worker:
    """A process, the connection to it, and the task that it has."""

    def __init__(self, context: BaseContext) -> None:
        """Raises OSError where no process can be started."""
        self.connection, theirs = multiprocessing.Pipe()
        self.task: int | None = None
        self.is_ready = False
        try:
            here = os.getcwd()  # noqa: PTH109
            self._process: BaseProcess = context.Process(target=serve, args=(theirs, here), daemon=True)  # type: ignore[attr-defined]
            with _away_from_linted_programs():
                if _SIGNAL_MASK is not None:
                    resource_tracker.ensure_running()  # it lets interrupts through when it starts, so it is the first
                with _interrupts_held():  # whoever is started so, never sees one: not even while it starts
                    self._process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()

    def give(self, number: int, task: Task) -> None:
        """Let it check something; what goes wrong is seen when the answer is read."""
        self.task = number
        with contextlib.suppress(OSError):
            self.connection.send(task)

    def end(self) -> None:
        """Stop it, whatever it does."""
        self.connection.close()
        self._process.terminate()
        self._process.join(PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()

    def epitaph(self, path: str) -> str:
        """What to tell of a file of which it has died."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        cause = f"exit code {code}"
        if code is not None and code < 0:
            name = next((each.name for each in signal.Signals if each == -code), f"signal {-code}")
            cause = "killed by SIGKILL, perhaps for want of memory" if name == "SIGKILL" else f"killed by {name}"
        return f"{path}: the process that checked it has died ({cause}); check it alone, or with fewer --jobs"


class _Crew:
    """The workers and what is still to be done."""

    def __init__(self, tasks: Sequence[Task], workers: int) -> None:
        self._tasks = tasks
        self._pending = list(reversed(range(len(tasks))))
        self._context = _context()
        self._wanted = min(workers, len(tasks))
        self._workers: dict[Any, _Worker] = {}

    def work(self) -> Iterator[tuple[int, Done]]:
        """See check_in_workers."""
        self._hire()
        while any(worker.task is not None or not worker.is_ready for worker in self._workers.values()):
            for connection in wait(list(self._workers)):
                worker = self._workers[connection]
                try:
                    said = worker.connection.recv()
                except (EOFError, OSError):
                    yield from self._bury(worker)
                    continue
                number = worker.task
                worker.is_ready, worker.task = True, None
                if self._pending:
                    next_one = self._pending.pop()
                    worker.give(next_one, self._tasks[next_one])
                if number is not None:
                    yield number, said

    def dismiss(self) -> None:
        """End all of them."""
        with _interrupts_held():
            for worker in self._workers.values():
                worker.end()
            self._workers.clear()

    def _hire(self) -> None:
        missing = min(self._wanted - len(self._workers), len(self._pending))
        for _ in range(missing):
            try:
                worker = _Worker(self._context)
            except OSError:
                self._wanted = len(self._workers)
                return
            self._workers[worker.connection] = worker

    def _bury(self, worker: _Worker) -> Iterator[tuple[int, Done]]:
        """Report what a worker has died of, and find another one; if it never came to work, none is looked for."""
        del self._workers[worker.connection]
        number = worker.task
        if number is not None:
            yield number, Done(complaint=worker.epitaph(self._tasks[number].path))
        worker.end()
        if worker.is_ready:
            self._hire()
        else:
            self._wanted -= 1


def _context() -> BaseContext:
    """How processes are started: from one that has loaded everything and has no threads, or where there is none, anew.

    A copy of this process (`fork`) would take along the locks of its threads, such as that of a progress bar.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # and click, because each process imports the script again that this one was started with; not the command itself,
    # at which `python -m` would then wonder why it is there already
    context.set_forkserver_preload(["xent_lint.check", "xent_lint.adapters.workers", "click"])
    return context


@contextmanager
def _away_from_linted_programs() -> Iterator[None]:
    """Be in the folder of the standard library meanwhile.

    multiprocessing starts its helpers with `python -c`, which looks for modules in the current folder first: a program
    there that is called `signal.py` would be run. The workers go back to the current folder, and look elsewhere.
    Raises OSError where the current folder is gone.
    """
    here = os.getcwd()  # noqa: PTH109
    os.chdir(os.path.dirname(os.__file__))  # noqa: PTH120
    try:
        yield
    finally:
        os.chdir(here)


_SIGNAL_MASK: Final[Callable[..., Any] | None] = getattr(signal, "pthread_sigmask", None)  # not on Windows


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait meanwhile. Processes that are started here inherit that it waits, for ever."""
    if _SIGNAL_MASK is None:
        yield
        return
    before = _SIGNAL_MASK(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        _SIGNAL_MASK(signal.SIG_SETMASK, before)
