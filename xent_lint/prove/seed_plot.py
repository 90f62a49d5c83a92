"""Draws the four curves of a seed discussion: the loss of one unit against its logit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from xent_lint.prove.plot_style import EXACT_LOOK, colour, look, mark_broken, new_figure
from xent_lint.prove.seed_figures import FINE, GRID, Seeds, exact


def four_curves(seeds: Seeds) -> Any:
    """The plot of the seed discussion, a panel for each library: the loss of one unit at (-a, 0) and (a, 1)."""
    picture = new_figure((6.4 * len(seeds.curves), 5.0))
    panels = picture.subplots(1, len(seeds.curves), squeeze=False, sharey=True)[0]
    at = [GRID.index(a) for a in FINE]
    for axes, (library, curves) in zip(panels, seeds.curves.items(), strict=True):
        axes.plot(FINE, [exact(a) for a in FINE], label="exact: log(1 + exp(-a))", **EXACT_LOOK)
        for index, (key, label) in enumerate(_FOUR):
            values = np.array([curves[key][i] for i in at])
            axes.plot(FINE, np.where(values == 0, _SEED_BOTTOM, values), label=label, **look(index))
            mark_broken(axes, FINE, values, index, set())
        _mark_floor(axes, [curves["hidden"][i] for i in at], 1)
        axes.set_yscale("log")
        axes.set_ylim(bottom=_SEED_BOTTOM)
        axes.set_title(seeds.versions[library], loc="left", fontsize=10)
        axes.set_xlabel("logit a")
        axes.set_ylabel("mean loss at (-a, 0) and (a, 1) [nats]")
        axes.grid(alpha=0.25, linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].legend(loc="lower left", fontsize=8, frameon=False, handlelength=3.2)
    return picture


_SEED_BOTTOM: Final = 1e-10
"""The lower end of the axis: the exact loss at 20 is 2e-9. A loss of 0 is drawn there."""


def _mark_floor(axes: Any, values: Sequence[float], index: int) -> None:
    """The level that a curve ends in, and from where on."""
    last = values[-1]
    start = next(a for a, value in zip(FINE, values, strict=True) if value == last)
    text = f"0 from {start:.4g}" if last == 0 else f"floor {last:.3g} from {start:.4g}"
    axes.annotate(text, (start, max(last, _SEED_BOTTOM)), xytext=(12, 6), textcoords="offset points", fontsize=8,
                  color=colour(index))  # fmt: skip


_FOUR: Final = (
    ("evaluate", "Keras sigmoid, loss on probabilities, evaluate"),
    ("hidden", "the same with a Reshape after the sigmoid"),
    ("on_logits", "TensorFlow: loss on logits"),
    ("by_hand", "hand-written, without clipping"),
)
