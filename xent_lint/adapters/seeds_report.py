"""The figures of the seed discussions as a table, with the reasons why today's libraries differ; or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from xent_lint.prove.results import number_to_json
from xent_lint.prove.seed_figures import Figure, Seeds


def markdown(seeds: Seeds) -> str:
    """A table of all figures, then the reasons, numbered."""
    reasons: list[str] = []
    libraries = list(seeds.versions)
    header = ["figure", "in the discussion", *libraries]
    rows = [[figure.what, _reported(figure), *_cells(figure, libraries, reasons)] for figure in seeds.figures]
    versions = "; ".join(seeds.versions.values())
    lines = [f"Measured with {versions}.", "", *_table(header, rows)]
    if reasons:
        lines += ["", "Where a library differs from the discussion:", ""]
        lines += [f"{number}. {reason}" for number, reason in enumerate(reasons, 1)]
    sources = dict.fromkeys(figure.reported.source for figure in seeds.figures if figure.reported is not None)
    lines += ["", f"The discussions: {', '.join(sources)}."]
    return "\n".join(lines)


def as_json(seeds: Seeds) -> str:
    """The same for programs, with the curves."""
    return json.dumps({"versions": dict(seeds.versions), "figures": [_entry(figure, seeds) for figure in seeds.figures],
                       "curves": {library: {name: [number_to_json(value) for value in values]
                                            for name, values in curves.items()}
                                  for library, curves in seeds.curves.items()}}, indent=2)  # fmt: skip


def _entry(figure: Figure, seeds: Seeds) -> dict[str, Any]:
    return {
        "key": figure.key,
        "what": figure.what,
        "reported": None if figure.reported is None else figure.reported.value,
        "source": None if figure.reported is None else figure.reported.source,
        "measured": {library: number_to_json(value) for library, value in figure.measured.items()},
        "agrees": {library: figure.agrees(library) for library in seeds.versions},
        "reason": {library: figure.reason(library) for library in seeds.versions if figure.reason(library)},
    }


def _reported(figure: Figure) -> str:
    return "" if figure.reported is None else _number(figure.reported.value)


def _cells(figure: Figure, libraries: list[str], reasons: list[str]) -> Iterator[str]:
    for library in libraries:
        value, reason = figure.measured[library], figure.reason(library)
        text = _number(value) if figure.reported is not None else f"{value:.6g}".replace("nan", "NaN")
        if reason and reason not in reasons:
            reasons.append(reason)
        yield f"{text} [{reasons.index(reason) + 1}]" if reason else text


def _number(value: float) -> str:
    """As many digits as a double needs, in the shortest form."""
    if value == 0 or 1e-4 <= abs(value) < 1e6:
        return f"{value:.16g}"
    return f"{value:.4g}".replace("nan", "NaN")


def _table(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A Markdown table that reads well as plain text too."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    yield line(header)
    yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    yield from map(line, rows)
