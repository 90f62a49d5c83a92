"""What `xent-lint prove --record` measured: a row for each pair, backend and verdict, and the versions.

The table is `measured.json`, written by that command and by nothing else. Messages take their numbers from it, the
pages of the rules and docs/numerics.md show it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
def _recorded() -> dict[str, Any]:
    from importlib.resources import files  # here: no finding but one of XEN201 needs it

    found: dict[str, Any] = json.loads(files(__package__).joinpath("measured.json").read_text(encoding="utf-8"))
    return found


@cache
def measured() -> Measured:
    """The recorded table."""
    return from_json(_recorded())


@cache
def rows_of(code: str) -> tuple[Row, ...]:
    """The rows of one code, without building all the others."""
    return _rows([row for row in _recorded()["rows"] if row["code"] == code])


def from_json(data: Mapping[str, Any]) -> Measured:
    """The table from plain data."""
    return Measured(_rows(data["rows"]), data["versions"])


def _rows(data: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(**{**row, "modes": tuple(row["modes"])}) for row in data)
