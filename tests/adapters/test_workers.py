"""Processes that check files, where they cannot be had or are started in another way."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import pytest

from xent_lint.adapters import workers
from xent_lint.adapters.attempts import Task, attempt
from xent_lint.adapters.cli import check
from xent_lint.adapters.execution import WORTH_PROCESSES, Execution
from xent_lint.adapters.progress import unwatched
from xent_lint.files import Disk
from xent_lint.settings import Settings

TEXT = "import keras\nm = keras.Sequential([keras.layers.Dense(3)])\n"
TEXT += 'm.compile(loss="categorical_crossentropy")\n'


@pytest.fixture
def tasks(tmp_path: Path) -> list[Task]:
    """Four with a finding, and one that cannot be read."""
    filler = "# filler\n" * (WORTH_PROCESSES // 20)
    for number in range(4):
        (tmp_path / f"m{number}.py").write_text(TEXT + filler)
    return [Task(str(tmp_path / f"m{number}.py"), Settings()) for number in range(5)]


def only_spawn() -> list[str]:
    return ["spawn"]


def test_processes_that_are_started_anew_find_the_same(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", only_spawn)
    done = dict(workers.check_in_workers(tasks, 2))
    assert done == {number: attempt(task, Disk(), check) for number, task in enumerate(tasks)}
    assert [len(each.result.diagnostics) if each.result else each.complaint for _, each in sorted(done.items())] == [
        *[1] * 4,
        f"{tasks[4].path}: No such file or directory",
    ]


def in_order(tasks: list[Task], jobs: int) -> list[object]:
    found = {task.path: done for task, done in Execution(jobs).work(tasks, Disk(), check, unwatched)}
    return [found[task.path] for task in tasks]


def test_where_no_process_can_be_started_this_one_does_the_work(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoWorker:
        def __init__(self, context: object) -> None:
            raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(workers, "_Worker", NoWorker)
    assert list(workers.check_in_workers(tasks, 2)) == []
    assert in_order(tasks, 2) == in_order(tasks, 1)


def test_processes_that_never_come_to_work_are_given_up(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "serve", sys.exit)
    assert list(workers.check_in_workers(tasks, 2)) == []
    assert in_order(tasks, 2) == in_order(tasks, 1)


def test_leaving_early_ends_the_processes(tasks: list[Task]) -> None:
    results = workers.check_in_workers(tasks, 2)
    next(results)
    started = multiprocessing.active_children()
    assert len(started) == 2
    results.close()
    assert multiprocessing.active_children() == []
    assert all(each.exitcode is not None for each in started)
