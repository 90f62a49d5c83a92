"""The whole program with several processes and with its cache: nothing but the time may tell the difference."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import xent_lint
from xent_lint.adapters.execution import WORTH_PROCESSES

FILES = 8
FILLER = "# filler\n" * (WORTH_PROCESSES // FILES // 9 + 20)
HEAD = "from tensorflow import keras\nfrom heads import LAST\n"
WRONG = HEAD + "m = keras.Sequential([keras.layers.Dense(3), LAST])\n"
WRONG += "m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=True))  # {0}\n"
SOFTMAX = "from tensorflow import keras\nLAST = keras.layers.Softmax()\n"
LINEAR = "from tensorflow import keras\nLAST = keras.layers.Dense(3)\n"

WITHOUT_LIBCST = "import sys; sys.modules['libcst'] = None; from xent_lint.adapters.cli import main; main()"
"""The program, in which nothing can be checked."""

Ended = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project: files with a finding, an imported one that it depends on, and two that cannot be read as programs."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text("[tool.xent-lint]\n")
    (project / "heads.py").write_text(SOFTMAX)
    for number in range(FILES):
        (project / f"m{number}.py").write_text(WRONG.format(number) + FILLER)
    (project / "broken.py").write_text("def f(:\n")
    (project / "näme.py").write_bytes(b"x = '\xff'\n")
    return project


def command(*arguments: str, code: str | None = None) -> list[str]:
    start = ["-c", code] if code else ["-m", "xent_lint"]
    return [sys.executable, *start, *arguments]


def environment() -> dict[str, str]:
    """That of a user: with a cache."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XENT_LINT_")}
    return {**kept, "PYTHONPATH": str(Path(xent_lint.__file__).parents[1]), "COLUMNS": "100"}


def run(folder: Path, *arguments: str, code: str | None = None) -> Ended:
    return subprocess.run(
        command(*arguments, code=code), cwd=folder, capture_output=True, text=True, timeout=300, env=environment()
    )


def check(folder: Path, *arguments: str) -> tuple[str, str, int]:
    ended = run(folder, "check", *arguments)
    return ended.stdout, ended.stderr, ended.returncode


def plain(folder: Path, *arguments: str) -> tuple[str, str, int]:
    """As it would be without both."""
    return check(folder, "--jobs", "1", "--no-cache", *arguments)


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / ".xent_lint_cache" / "results").rglob("*") if path.is_file())


@pytest.fixture
def expected(folder: Path) -> tuple[str, str, int]:
    out, err, code = plain(folder)
    assert out.count(": XEN102 Softmax head") == FILES
    assert len(err.splitlines()) == 2
    assert code == 2
    assert not entries(folder)
    return out, err, code


def test_output_does_not_depend_on_processes_or_the_cache(folder: Path, expected: tuple[str, str, int]) -> None:
    for jobs in ("1", "2", "4"):
        assert run(folder, "clean").returncode == 0
        assert check(folder, "--jobs", jobs) == expected
        assert check(folder, "--jobs", jobs) == expected
        assert check(folder, "--jobs", jobs, "--no-cache") == expected
    assert len(entries(folder)) == FILES + 1  # those that cannot be read have no results


SCRIPT = "import sys\nfrom xent_lint.adapters.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"


@pytest.mark.parametrize("start", [["-m", "xent_lint.adapters.cli"], ["script"]], ids=" ".join)
def test_processes_say_nothing_however_the_program_is_started(
    folder: Path, expected: tuple[str, str, int], start: list[str]
) -> None:
    (folder / "script").write_text(SCRIPT)  # what pip makes
    options = ["check", "--jobs", "2", "--no-cache"]
    ended = subprocess.run(
        [sys.executable, *start, *options], cwd=folder, capture_output=True, text=True, timeout=300, env=environment()
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == expected


def test_a_warm_run_checks_nothing_but_what_has_failed(folder: Path) -> None:
    (folder / "broken.py").unlink()
    (folder / "näme.py").unlink()
    first = check(folder)
    assert first[2] == 1
    warm = run(folder, "check", code=WITHOUT_LIBCST)
    assert (warm.stdout, warm.stderr, warm.returncode) == first
    (folder / "m0.py").write_text((folder / "m0.py").read_text() + "x = 1\n")
    assert "m0.py: internal error: ModuleNotFoundError" in run(folder, "check", code=WITHOUT_LIBCST).stderr


def test_a_damaged_cache_is_repaired(folder: Path, expected: tuple[str, str, int]) -> None:
    check(folder)
    chance = random.Random(7)
    before = {path: path.read_bytes() for path in entries(folder)}
    for number, path in enumerate(before):
        data = bytearray(before[path])
        if number % 3 == 0:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes((bytes(data), data[: chance.randrange(len(data))], b"")[number % 3])
    assert check(folder) == expected
    assert {path: path.read_bytes() for path in entries(folder)} == before


def test_a_changed_import_counts(folder: Path, expected: tuple[str, str, int]) -> None:
    assert check(folder) == expected
    (folder / "heads.py").write_text(LINEAR)
    assert check(folder) == plain(folder) != expected
    (folder / "heads.py").unlink()
    assert check(folder) == plain(folder)
    (folder / "heads").mkdir()
    (folder / "heads" / "__init__.py").write_text(SOFTMAX)  # what was looked for and not found
    assert check(folder) == plain(folder)
    assert check(folder)[0].count(": XEN102 Softmax head") == FILES


def test_changed_settings_count(folder: Path, expected: tuple[str, str, int]) -> None:
    assert check(folder) == expected
    assert check(folder, "--select", "XEN2") == plain(folder, "--select", "XEN2") != expected
    (folder / "pyproject.toml").write_text('[tool.xent-lint]\nper-file-ignores = {"m0.py" = ["XEN102"]}\n')
    changed = check(folder)
    assert changed == plain(folder)
    assert changed[0].count(": XEN102 Softmax head") == FILES - 1
    (folder / "pyproject.toml").write_text("[tool.xent-lint]\n")
    assert check(folder) == expected


def test_fixing_uses_the_cache_and_leaves_it_right(folder: Path) -> None:
    for path in ("broken.py", "näme.py"):
        (folder / path).unlink()
    (folder / "m0.py").write_text(WRONG.format(0).replace("LAST]", 'keras.layers.Dense(3, "softmax")]') + FILLER)
    check(folder)
    shown = check(folder, "--diff", "--unsafe-fixes")
    assert shown == plain(folder, "--diff", "--unsafe-fixes")
    assert "-m = keras.Sequential" in shown[0]
    assert check(folder, "--fix", "--unsafe-fixes")[2] == 1
    assert check(folder) == plain(folder)
    assert "m0.py" not in check(folder)[0]


def test_fixing_with_and_without_processes(folder: Path) -> None:
    for path in folder.glob("m*.py"):
        path.write_text(WRONG.format(0).replace("LAST]", 'keras.layers.Dense(3, "softmax")]') + FILLER)
    alone = plain(folder, "--diff", "--unsafe-fixes")
    assert alone[0].count("--- ") == FILES
    assert check(folder, "--diff", "--unsafe-fixes", "--jobs", "3", "--no-cache") == alone
    assert check(folder, "--diff", "--unsafe-fixes", "--jobs", "3") == alone


def test_two_runs_at_once_do_not_disturb_each_other(folder: Path, expected: tuple[str, str, int]) -> None:
    started = [
        subprocess.Popen(
            command("check", "--jobs", "2"),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        for _ in range(3)
    ]
    for each in started:
        out, err = each.communicate(timeout=300)
        assert (out, err, each.returncode) == expected
    assert len(entries(folder)) == FILES + 1
    assert check(folder) == expected


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_a_killed_run_leaves_a_cache_that_can_be_used(folder: Path, expected: tuple[str, str, int]) -> None:
    for kept in (1, 3, 6):
        run(folder, "clean")
        started = subprocess.Popen(
            command("check", "--jobs", "2"), cwd=folder, stdout=subprocess.DEVNULL, env=environment()
        )
        wait_for(lambda kept=kept, started=started: len(entries(folder)) >= kept or started.poll() is not None)
        started.kill()
        started.wait()
        assert check(folder) == expected


def wait_for(condition: object, seconds: float = 120) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.002)


def members(group: int) -> dict[int, int]:
    """The living processes of a session, and the parent of each."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found[int(status.parent.name)] = int(fields[1])
    return found


def workers(main: int) -> list[int]:
    """The processes that the server of processes has made."""
    parents = members(main)
    return [each for each, parent in parents.items() if parents.get(parent) == main]


@pytest.fixture
def long_run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A run that takes some seconds, in a session of its own."""
    body = "".join(
        f"def f{number}(x, flag):\n"
        f"    a = keras.layers.Dense(3)(x) if flag else keras.layers.Dense({number})(x)\n"
        f"    return keras.losses.categorical_crossentropy(x, keras.ops.softmax(a), from_logits=flag)\n"
        for number in range(60)
    )
    for number in range(40):
        (folder / f"long{number}.py").write_text("from tensorflow import keras\n" + body)
    started = subprocess.Popen(
        command("check", "--jobs", "2", "--output-format", "concise"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    yield started
    for each in members(started.pid):
        os.kill(each, signal.SIGKILL)
    started.communicate()


LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@LINUX
@pytest.mark.parametrize("moment", ["workers start", "workers work"])
def test_an_interrupt_ends_all_processes_quickly(folder: Path, long_run: subprocess.Popen[str], moment: str) -> None:
    wait_for(lambda: len(members(long_run.pid)) >= 2 if moment == "workers start" else len(entries(folder)) > 2)
    os.killpg(long_run.pid, signal.SIGINT)  # as a terminal does: all of them get it
    started = time.monotonic()
    out, err = long_run.communicate(timeout=60)
    assert (out, err, long_run.returncode) == ("", "interrupted\n", 130)
    wait_for(lambda: not members(long_run.pid), 20)
    assert time.monotonic() - started < 20  # far less than the run takes, even where there are few processors


@LINUX
def test_when_the_first_process_is_killed_the_others_end(folder: Path, long_run: subprocess.Popen[str]) -> None:
    wait_for(lambda: len(entries(folder)) > 2)
    long_run.kill()
    long_run.communicate()
    wait_for(lambda: not members(long_run.pid), 60)


@contextmanager
def held_open(pipe: Path) -> Iterator[None]:
    """The other end of a pipe, which is there as soon as somebody reads from it: who does, waits."""
    opened: list[int] = []

    def try_to_open() -> bool:
        with contextlib.suppress(OSError):
            opened.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return bool(opened)

    wait_for(try_to_open)
    try:
        yield
    finally:
        os.close(opened[0])


def has_open(process: int, path: Path) -> bool:
    return any(each.resolve() == path for each in Path(f"/proc/{process}/fd").iterdir())


@LINUX
def test_a_process_that_dies_costs_one_file(folder: Path, expected: tuple[str, str, int]) -> None:
    pipe = folder / "pipe.py"
    os.mkfifo(pipe)
    started = subprocess.Popen(
        command("check", "--jobs", "2", "--no-cache", "pipe.py", "."),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )
    with held_open(pipe):
        wait_for(lambda: any(has_open(each, pipe) for each in workers(started.pid)))
        os.kill(next(each for each in workers(started.pid) if has_open(each, pipe)), signal.SIGKILL)
        out, err = started.communicate(timeout=300)
    line = "pipe.py: the process that checked it has died (killed by SIGKILL, perhaps for want of memory)"
    told = f"{line}; check it alone, or with fewer --jobs\n"
    assert (out, sorted(err.splitlines(True)), started.returncode) == (
        expected[0],
        sorted([*expected[1].splitlines(True), told]),
        2,
    )
    wait_for(lambda: not members(started.pid), 20)


def test_no_processes_for_little_work(folder: Path) -> None:
    code = "import sys; sys.modules['multiprocessing'] = None; from xent_lint.adapters.cli import main; main()"
    for path in [*folder.glob("m[1-9].py"), folder / "broken.py", folder / "näme.py"]:
        path.unlink()
    assert run(folder, "check", "--jobs", "4", code=code).returncode == 1


def test_the_cache_is_beside_the_configuration_and_git_does_not_see_it(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "a.py").write_text("x = 1\n")
    assert check(folder / "inner") == ("All checks passed!\n", "", 0)
    assert (folder / ".xent_lint_cache" / ".gitignore").read_text() == "*\n"
    assert not (folder / "inner" / ".xent_lint_cache").exists()
    cleaned = run(folder / "inner", "clean")
    assert (cleaned.stderr, cleaned.returncode) == (f"Removing cache at: {folder / '.xent_lint_cache'}\n", 0)
    assert not (folder / ".xent_lint_cache").exists()
    assert run(folder, "clean").stderr == "There is no cache.\n"


def test_a_folder_of_the_user_is_no_cache(folder: Path) -> None:
    before = sorted(folder.iterdir())
    for arguments in (("check", "--cache-dir", ".", "m0.py"), ("clean", "--cache-dir", ".")):
        ended = run(folder, *arguments)
        assert ended.returncode == 2
        assert "no cache of xent-lint" in ended.stderr.splitlines()[-1]
        assert "Traceback" not in ended.stderr
    assert sorted(folder.iterdir()) == before


def test_a_cache_that_cannot_be_written_does_not_matter(folder: Path, expected: tuple[str, str, int]) -> None:
    (folder / "file").write_text("")
    assert check(folder, "--cache-dir", str(folder / "file" / "cache")) == expected


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_jobs_that_are_no_number_of_processes_are_misuse(folder: Path, jobs: str) -> None:
    assert check(folder, "--jobs", jobs)[2] == 2
