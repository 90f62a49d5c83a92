"""Finds the installed frameworks, without importing them, and has each measured by a process of its own."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from xent_lint.prove.cases import Case
from xent_lint.prove.gather import measurement
from xent_lint.prove.results import BACKENDS, MODES, Measurement, Results

NEEDS: Final = {
    "tensorflow": ("tensorflow", "keras"),
    "jax": ("jax", "keras"),
    "torch": ("torch", "keras"),
    "tf_keras": ("tf_keras", "tensorflow"),
}
"""The packages that a backend needs, by the names they are imported and installed under."""

AT_A_TIME: Final = 2
TIMEOUT: Final = 300.0
"""Seconds without a line from a worker; importing TensorFlow from a cold disk takes a minute."""

_ROOT: Final = str(Path(__file__).parents[2])
_START: Final = (
    "import sys; sys.path[0] = sys.argv.pop(1); from xent_lint.prove.worker import main; sys.exit(main(sys.argv[1:]))"
)
"""Instead of `-m`, which would put the current folder first on the path: a `keras.py` of the user must not be run."""

OnMeasured = Callable[[str], None]
"""Told the backend of every line that comes in."""


def why_missing(backend: str) -> str | None:
    """One line on what a backend lacks, or None."""
    for package in NEEDS[backend]:
        if importlib.util.find_spec(package) is None:
            return f"{package} is not installed: pip install {package}"
    version = importlib.metadata.version("keras") if "keras" in NEEDS[backend] else ""
    if version.startswith(("0.", "1.", "2.")):
        return f"keras {version} is installed, and Keras 3 is needed: pip install 'keras>=3'"
    return None


def prove(
    cases: Sequence[Case],
    backends: Sequence[str] = BACKENDS,
    on_measured: OnMeasured = lambda backend: None,
    timeout: float = TIMEOUT,
    modes: Sequence[str] = MODES,
) -> Results:
    """Measure all cases on all of these backends that are installed."""
    absent = {name: reason for name in backends if (reason := why_missing(name)) is not None}
    present = [name for name in backends if name not in absent]
    workers = [_Worker(name, cases, modes, on_measured, timeout) for name in present]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        try:
            for done in [pool.submit(worker.run) for worker in workers]:
                done.result()
        finally:  # before the pool waits for its threads, or Ctrl-C would be heard when all is done
            for worker in workers:
                worker.stop()
    order = {case.key: index for index, case in enumerate(cases)}
    found = [each for worker in workers for each in worker.measurements]
    return Results(
        measurements=tuple(sorted(found, key=lambda each: order[each.case.key])),
        versions={worker.backend: worker.versions for worker in workers if worker.versions},
        absent=absent,
        failures=tuple(worker.failure for worker in workers if worker.failure is not None),
    )


@dataclass
class _Worker:
    """One process and what came of it."""

    backend: str
    cases: Sequence[Case]
    modes: Sequence[str]
    on_measured: OnMeasured
    timeout: float
    measurements: list[Measurement] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    _process: subprocess.Popen[str] | None = None
    _stopped: str | None = None

    def run(self) -> None:
        """Start it and gather its lines until it ends."""
        if self._stopped is not None:
            return
        with tempfile.TemporaryFile("w+", encoding="utf-8") as cases, tempfile.TemporaryFile("w+b") as errors:
            cases.writelines(json.dumps(case.to_json()) + "\n" for case in self.cases)
            cases.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, _ROOT, self.backend, *self.modes],
                stdin=cases,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env=self._environment(),
            )
            if self._stopped is not None:  # meanwhile
                self._process.kill()
            self._gather(self._process)
            self._explain(self._process.wait(), errors)

    def stop(self, reason: str = "stopped") -> None:
        """End the process, if it is still there."""
        self._stopped = reason
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _environment(self) -> dict[str, str]:
        keras = "tensorflow" if self.backend == "tf_keras" else self.backend
        return {**os.environ, "KERAS_BACKEND": keras, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONIOENCODING": "utf-8"}

    def _gather(self, process: subprocess.Popen[str]) -> None:
        by_key = {case.key: case for case in self.cases}
        assert process.stdout is not None
        with process.stdout:
            for text in self._watched(process.stdout):
                try:
                    line = json.loads(text)
                except ValueError:  # it died in the middle of a line
                    return
                if "versions" in line:
                    self.versions = line["versions"]
                    continue
                self.measurements.append(measurement(by_key[line["case"]], self.backend, line))
                self.on_measured(self.backend)

    def _watched(self, lines: IO[str]) -> Iterator[str]:
        """The lines; the process is ended when none comes for too long."""
        while True:
            with self._alarm():
                line = lines.readline()
            if not line:
                return
            yield line

    @contextmanager
    def _alarm(self) -> Iterator[None]:
        timer = threading.Timer(self.timeout, self.stop, [f"gave no result for {self.timeout:g} s"])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _explain(self, code: int, errors: IO[bytes]) -> None:
        """One line on a worker that did not come to its end."""
        if code == 0 and self._stopped is None:
            return
        if self._stopped is not None:
            reason = self._stopped
        elif code < 0:
            reason = f"was ended by {signal.Signals(-code).name}"
        else:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip().splitlines()
            reason = f"ended with exit code {code}: {said[-1].strip() if said else 'it said nothing'}"
        done, wanted = len(self.measurements), len(self.cases) * len(self.modes)
        self.failure = f"{self.backend}: the worker {reason} ({done} of {wanted} measurements done)"
