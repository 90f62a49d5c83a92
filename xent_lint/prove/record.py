"""From measurements to the recorded table, and whether a recorded table still says what is measured. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from typing import Final

from xent_lint.knowledge.measured import Measured, Row
from xent_lint.prove.cases import Case
from xent_lint.prove.results import BACKENDS, Results, Verdict

NUMBERS: Final = (
    "ceiling",
    "lowest_ceiling",
    "floor",
    "saturates_from",
    "vanishes_from",
    "nonfinite_from",
    "loses_precision_from",
)
"""What a verdict and a row have in common, besides its kind and text."""

LEVEL_TOLERANCE: Final = 0.02
"""Relative: another processor may round the last bits of a float32 otherwise, which moves a floor or ceiling."""

SIZE_TOLERANCE: Final = 1.0
"""Logits: the same moves where something begins by a step or two of the sweep."""

_LEVELS: Final = ("ceiling", "lowest_ceiling", "floor")


def rows(results: Results) -> tuple[Row, ...]:
    """One row for all modes of a backend that gave the same verdict."""
    found: dict[tuple[str, str, str], Row] = {}
    for measurement in results.measurements:
        if measurement.verdict is None:
            continue
        row = _row(measurement.case, measurement.backend, measurement.mode, measurement.verdict)
        same = (row.key, row.backend, row.text)
        found[same] = replace(row, modes=(*found[same].modes, *row.modes)) if same in found else row
    return tuple(found.values())


def _row(case: Case, backend: str, mode: str, verdict: Verdict) -> Row:
    numbers = {name: _rounded(getattr(verdict, name)) for name in NUMBERS}
    head, use = case.head, case.use
    return Row(
        case.code, case.key, case.title, case.family, head.activation, head.form, head.units, head.policy, use.name,
        use.from_logits, backend, (mode,), verdict.kind, verdict.text, **numbers,
    )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    """Six digits: more is the rounding of one processor."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.6g}")


def merged(recorded: Measured, results: Results, keys: Sequence[str] | None = None) -> Measured:
    """The recorded table with what was measured now in place of what it said of these pairs on these backends.

    Of other pairs it keeps what the same versions gave, and of backends that were not asked everything; of all of it
    only the pairs of `keys`, in their order.
    """
    fresh = rows(results)
    now = {(each.backend, each.case.key) for each in results.measurements}
    outdated = {name for name, found in results.versions.items() if recorded.versions.get(name) != found}
    kept = [row for row in recorded.rows if row.backend not in outdated and (row.backend, row.key) not in now]
    known = dict.fromkeys(row.key for row in (*fresh, *kept)) if keys is None else keys
    order = {key: index for index, key in enumerate(known)}
    together = sorted(
        (row for row in (*fresh, *kept) if row.key in order),
        key=lambda row: (order[row.key], BACKENDS.index(row.backend)),
    )
    versions = {**recorded.versions, **results.versions}
    return Measured(tuple(together), {name: versions[name] for name in BACKENDS if name in versions})


def to_text(table: Measured) -> str:
    """The JSON of the table, a row a line."""
    defaults = {field.name: field.default for field in fields(Row)}
    lines = [
        json.dumps({name: value for name, value in asdict(row).items() if value is not None or name not in NUMBERS})
        for row in table.rows
    ]
    assert all(defaults[name] is None for name in NUMBERS)
    versions = json.dumps({name: dict(found) for name, found in table.versions.items()})
    return '{"versions": ' + versions + ',\n"rows": [\n' + ",\n".join(lines) + "\n]}\n"


def disagreements(recorded: Measured, results: Results) -> Iterator[str]:
    """What the recorded table says otherwise of the pairs and modes that were measured, a line each."""
    for backend, versions in results.versions.items():
        if backend not in recorded.versions:
            yield f"{backend}: nothing is recorded of it"
            continue
        asked = {(each.case.key, each.mode) for each in results.measurements if each.backend == backend}
        said = {(row.key, mode): row for row in recorded.rows if row.backend == backend for mode in row.modes}
        said = {at: row for at, row in said.items() if at in asked}
        found = {(row.key, mode): row for row in rows(results) if row.backend == backend for mode in row.modes}
        note = _other_versions(recorded.versions[backend], versions)
        for at in sorted({*said, *found}):
            lines = _differences(said[at], found[at]) if at in said and at in found else iter(["only one has it"])
            yield from (f"{backend}: {' '.join(at)}: {line}{note}" for line in lines)


def _other_versions(recorded: Sequence[str] | object, installed: object) -> str:
    return "" if recorded == installed else f" (recorded with {recorded}, installed is {installed})"


def _differences(said: Row, found: Row) -> Iterator[str]:
    if said.kind != found.kind:
        yield f"recorded as {said.text!r}, measured {found.text!r}"
        return
    for name in NUMBERS:
        one, other = getattr(said, name), getattr(found, name)
        if not _agree(name, one, other):
            yield f"{name} recorded as {one}, measured {other}"


def _agree(name: str, one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    if name in _LEVELS:
        return math.isclose(one, other, rel_tol=LEVEL_TOLERANCE)
    return abs(one - other) <= SIZE_TOLERANCE
