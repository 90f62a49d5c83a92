"""From the worker's lines to measurements: each curve beside the exact one, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xent_lint.prove.cases import Case
from xent_lint.prove.exact import exact
from xent_lint.prove.results import Curve, Measurement, Numbers, numbers_from_json
from xent_lint.prove.sweeps import parts
from xent_lint.prove.verdict import judge, raised


def measurement(case: Case, backend: str, line: Mapping[str, Any]) -> Measurement:
    """What one line of a worker says of a case."""
    mode = line["mode"]
    if "absent" in line:
        return Measurement(case, backend, mode, absent=line["absent"])
    if "error" in line:
        return Measurement(case, backend, mode, error=line["error"], verdict=raised(line["error"]))
    reported, gradient = numbers_from_json(line["reported"]) or (), numbers_from_json(line["gradient"])
    curves = _curves(case, reported, gradient)
    return Measurement(case, backend, mode, curves, judge(case, curves), tuple(line["warnings"]))


def _curves(case: Case, reported: Numbers, gradient: Numbers | None) -> tuple[Curve, ...]:
    found, start = [], 0
    for part in parts(case):
        own = slice(start, start + len(part.sizes))
        start = own.stop
        values, slopes = exact(case, part)
        found.append(
            Curve(
                part.side,
                part.label,
                part.sizes,
                reported[own],
                tuple(values.tolist()),
                None if gradient is None else gradient[own],
                None if slopes is None else tuple(slopes.tolist()),
            )
        )
    return tuple(found)
