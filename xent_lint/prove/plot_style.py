"""What the pictures have in common: colours, strokes, and how a picture becomes a file.

matplotlib is imported here, when something is drawn.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""The colours of Okabe and Ito, which colour-blind readers tell apart; the exact curve is black."""

STYLES: Final = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1, 1, 1, 1, 1)), (0, (3, 3)))
"""A second difference, for those who see or print no colours."""

LEAST: Final = 1e-19
"""The lower end of the logarithmic axis: below the exact loss at logit 40."""

WORDS: Final = "0.2"
"""Dark gray: the lighter colours are not readable as text."""

EXACT_LOOK: Final = {"color": "black", "linewidth": 4.0, "alpha": 0.3, "zorder": 1}


class PlotError(Exception):
    """Nothing can be drawn, or the file cannot be written; the message is one line."""


def new_figure(size: tuple[float, float]) -> Any:
    """An empty picture, its size in inches; raises PlotError without matplotlib."""
    try:
        module = import_module("matplotlib.figure")
    except ImportError:
        raise PlotError("matplotlib is not installed: pip install matplotlib") from None
    return module.Figure(figsize=size, layout="constrained")


def format_of(path: Path) -> str:
    """The format that the name of a file says, PNG if it says nothing.

    Raises:
        PlotError: matplotlib writes no such files, or is not installed.
    """
    form = path.suffix.removeprefix(".").lower() or "png"
    supported = new_figure((1.0, 1.0)).canvas.get_supported_filetypes()
    if form not in supported:
        raise PlotError(f"{path}: no format for pictures: .{form} (there are {', '.join(sorted(supported))})")
    return form


def save(picture: Any, path: Path) -> None:
    """Write a picture to a file, in the format that its name says."""
    form = format_of(path)
    data = io.BytesIO()
    picture.savefig(data, format=form, dpi=110)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(data.getvalue())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise PlotError(f"{path}: cannot be written: {error.strerror}") from None


def look(index: int) -> dict[str, Any]:
    """Later lines are thinner, so that an earlier one is seen below them."""
    width = max(3.0 - 0.5 * index, 1.3)
    return {"color": colour(index), "linestyle": STYLES[index % len(STYLES)], "linewidth": width}


def colour(index: int) -> str:
    return COLOURS[index % len(COLOURS)]


def mark_broken(axes: Any, logits: Sequence[float], reported: Any, index: int, said: set[str], down: int = 3) -> None:
    """Where a curve stops being a number; what is `said` already is not said again. `down`: points below the curve."""
    bad = np.flatnonzero(~np.isfinite(reported))
    if not len(bad):
        return
    first = int(bad[0])
    last = next((float(value) for value in reported[:first][::-1] if math.isfinite(value)), 0.0)
    at = (logits[max(first - 1, 0)], max(last, LEAST))
    axes.plot(*([value] for value in at), marker="x", color=colour(index))
    text = f"{'NaN' if math.isnan(reported[first]) else 'infinite'} from {logits[first]:.4g}"
    if math.isfinite(reported[-1]):
        text += f" to {logits[bad[-1]]:.4g}"
    if text not in said:
        shift = (6, -down - 10 * len(said))
        axes.annotate(text, at, xytext=shift, textcoords="offset points", fontsize=8, color=WORDS)
        said.add(text)
