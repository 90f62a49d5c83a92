"""A process that measures on one framework: `python -m xent_lint.prove.worker tensorflow`.

Reads one case (JSON) a line on standard input. Writes one JSON line with the versions, then one for each case and mode.
What the framework itself prints goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from xent_lint.prove.cases import Case
from xent_lint.prove.results import MODES, numbers_to_json

if TYPE_CHECKING:
    from xent_lint.prove.measuring.backends import Backend

MAX_ERROR = 200
"""Characters of an error message that are kept: TensorFlow appends the whole graph to some."""


def main(argv: list[str]) -> int:
    """Measure until the input ends."""
    out = _private_output()
    name, *modes = argv
    _environment(name)
    from xent_lint.prove.measuring.backends import KINDS  # only now: Keras reads its backend when it is imported

    backend = KINDS[name]()
    _send(out, {"versions": backend.versions})
    for line in sys.stdin:
        case = Case.from_json(json.loads(line))
        for mode in modes or MODES:
            _send(out, _measured(backend, case, mode))
    return 0


def _environment(name: str) -> None:
    os.environ["KERAS_BACKEND"] = "tensorflow" if name == "tf_keras" else name
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def _private_output() -> IO[str]:
    """Standard output for our lines alone: frameworks print to it as they like, so they get standard error."""
    private = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return private


def _send(out: IO[str], data: dict[str, Any]) -> None:
    out.write(json.dumps(data, allow_nan=False) + "\n")
    out.flush()


def _measured(backend: Backend, case: Case, mode: str) -> dict[str, Any]:
    from xent_lint.prove.measuring.modes import measure, why_absent

    line: dict[str, Any] = {"case": case.key, "mode": mode}
    absent = why_absent(backend, case, mode)
    if absent is not None:
        return {**line, "absent": absent}
    try:
        with np.errstate(all="ignore"):
            found = measure(backend, case, mode)
    except Exception as error:  # whatever a framework raises is what was measured, and the next case is another
        return {**line, "error": _one_line(error)}
    gradient = None if found.gradient is None else found.gradient.tolist()
    return {
        **line,
        "reported": numbers_to_json(found.reported.tolist()),
        "gradient": numbers_to_json(gradient),
        "warnings": list(found.warnings),
    }


def _one_line(error: Exception) -> str:
    message = " ".join(str(error).split())
    if len(message) > MAX_ERROR:
        message = message[: MAX_ERROR - 3] + "..."
    return f"{type(error).__name__}: {message}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
