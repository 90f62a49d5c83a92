"""`xent-lint version`."""

from __future__ import annotations

import json

import click

from xent_lint import __version__


@click.command("version")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def version_command(output_format: str) -> None:
    """Print the version."""
    click.echo(json.dumps({"version": __version__}) if output_format == "json" else f"xent-lint {__version__}")
