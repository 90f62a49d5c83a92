"""`xent-lint prove --seeds`: the figures of the seed discussions, then and now."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click


def run_seeds(output_format: str, plot_path: str | None) -> int:
    """Measure with Keras 3 and tf_keras, whichever is there, print, draw; the exit code."""
    from xent_lint.adapters import seeds_report
    from xent_lint.prove.seed_figures import LIBRARIES, SeedError, seeds

    if importlib.util.find_spec("tensorflow") is None:
        raise click.UsageError("tensorflow is not installed: pip install tensorflow")
    present = [name for name in LIBRARIES if importlib.util.find_spec(name) is not None]
    for name in LIBRARIES:
        if name not in present:
            click.echo(f"{name}: {name} is not installed: pip install {name}", err=True)
    try:
        found = seeds(present)
    except SeedError as error:
        click.echo(f"error: {error}", err=True)
        return 2
    click.echo(seeds_report.as_json(found) if output_format == "json" else seeds_report.markdown(found))
    if plot_path is None:
        return 0
    from xent_lint.prove.plot_style import PlotError, save
    from xent_lint.prove.seed_plot import four_curves

    try:
        save(four_curves(found), Path(plot_path))
    except PlotError as error:
        click.echo(f"error: {error}", err=True)
        return 2
    click.echo(f"{plot_path} written", err=True)
    return 0
