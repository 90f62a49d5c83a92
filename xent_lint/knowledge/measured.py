"""What `xent-lint prove --record` measured: a row for each pair, backend and verdict, and the versions.

The table is `measured.json`, written by that command and by nothing else. Messages take their numbers from it, the
pages of the rules and docs/numerics.md show it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Row:
    """A pair on one backend, and what it did in the modes that did the same.

    `key` identifies the case; `activation`, `form`, `units` and `policy` describe its head, `use` and `from_logits`
    what its output was given to. `kind` is the gravest of the verdict, `text` all of it. Sizes of logits are the
    smallest from which on it is so; None where it is not.
    """

    code: str
    key: str
    pair: str
    family: str
    activation: str
    form: str
    units: int
    policy: str
    use: str
    from_logits: bool | None
    backend: str
    modes: tuple[str, ...]
    kind: str
    text: str
    ceiling: float | None = None
    lowest_ceiling: float | None = None
    floor: float | None = None
    saturates_from: float | None = None
    vanishes_from: float | None = None
    nonfinite_from: float | None = None
    loses_precision_from: float | None = None


@dataclass(frozen=True)
class Measured:
    """All rows, and for each backend the versions of its libraries."""

    rows: tuple[Row, ...]
    versions: Mapping[str, Mapping[str, str]]


@cache
def measured() -> Measured:
    """The recorded table."""
    return from_json(json.loads(files(__package__).joinpath("measured.json").read_text(encoding="utf-8")))


def from_json(data: Mapping[str, Any]) -> Measured:
    """The table from plain data."""
    rows = tuple(Row(**{**row, "modes": tuple(row["modes"])}) for row in data["rows"])
    return Measured(rows, data["versions"])
