"""`xent-lint clean`: removes the results of earlier runs."""

from __future__ import annotations

import sys

import click

from xent_lint.adapters.execution_options import cache_dir_option, folder_of
from xent_lint.caching.folder import is_ours, remove


@click.command("clean", short_help="Remove the results of earlier runs.")
@cache_dir_option
def clean_command(cache_dir: str | None) -> None:
    """Remove the results that are kept for the project in the current folder."""
    try:
        path = folder_of(cache_dir)
        if path is None or not path.exists() or (path.is_dir() and not any(path.iterdir())):
            click.echo("There is no cache.", err=True)
            return
        if not is_ours(path):
            raise click.BadParameter(f"{path}: no cache of xent-lint", param_hint="--cache-dir")
        click.echo(f"Removing cache at: {path}", err=True)
        remove(path)
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror or error}", err=True)
        sys.exit(2)
