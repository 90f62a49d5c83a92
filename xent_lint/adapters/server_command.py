"""`xent-lint server`: what an editor starts."""

from __future__ import annotations

import sys
from typing import Final

import click

from xent_lint.adapters.settings_options import PlainError

_NEEDED: Final = ("pygls", "lsprotocol")


@click.command("server", short_help="Serve an editor: findings as you type.")
@click.option("--stdio", is_flag=True, help="Speak on standard input and output, as it does anyway.")
def server_command(stdio: bool) -> None:
    """Serve an editor: findings as you type, quick fixes, and the pages of rules.

    It speaks the Language Server Protocol on standard input and output, so an editor has to start it, for Python
    files, with the command

        xent-lint server

    docs/editor.md has what to write into the settings of VS Code, Neovim, Helix, Emacs and JupyterLab. It needs
    pip install "xent-lint[lsp]".
    """
    try:
        from xent_lint.adapters.server.language_server import serve  # here, because only this command needs pygls
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        raise PlainError('xent-lint server needs pygls 2: pip install "xent-lint[lsp]"') from None
    if sys.stdin.isatty():
        click.echo("xent-lint server is started by an editor and waits for its messages; Ctrl-C ends it", err=True)
    serve()
