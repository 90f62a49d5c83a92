"""The recorded table in Markdown: for each pair, where it does what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xent_lint.knowledge.measured import Measured, Row
from xent_lint.prove.results import BACKENDS

BACKEND_NAMES: Final = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "torch", "tf_keras": "tf_keras"}


def versions(table: Measured) -> str:
    """One line on what was measured with what."""
    parts = [
        f"{BACKEND_NAMES[backend]} ({', '.join(f'{name} {version}' for name, version in found.items())})"
        for backend, found in table.versions.items()
    ]
    return "; ".join(parts)


def markdown(table: Measured, code: str | None = None) -> list[str]:
    """A table of all pairs, or those of one code; empty where nothing is recorded."""
    chosen = [row for row in table.rows if code is None or row.code == code]
    if not chosen:
        return []
    header = ("pair", "where", "measured") if code is not None else ("code", "pair", "where", "measured")
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    for key in dict.fromkeys(row.key for row in chosen):
        own = [row for row in chosen if row.key == key]
        start = [f"`{own[0].pair}`"] if code is not None else [own[0].code or "right", f"`{own[0].pair}`"]
        for where, text in _verdicts(own):
            lines.append(f"| {' | '.join([*start, where, text])} |")
            start = [""] * len(start)  # a pair is named once
    return lines


def _verdicts(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Each verdict on a pair, with the backends and modes that it holds for."""
    modes = {backend: {mode for row in rows if row.backend == backend for mode in row.modes} for backend in BACKENDS}
    for text in dict.fromkeys(row.text for row in rows):
        same = [row for row in rows if row.text == text]
        yield "; ".join(where(row.backend, row.modes, modes[row.backend]) for row in same), text.replace("|", "\\|")


def where(backend: str, modes: Sequence[str], every: set[str]) -> str:
    """`TensorFlow`, or `TensorFlow: fit, call` where not all modes are meant."""
    return BACKEND_NAMES[backend] + ("" if {*modes} == every else f": {', '.join(modes)}")
