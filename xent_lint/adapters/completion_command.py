"""`xent-lint generate-shell-completion`: what a shell needs to complete commands, options, codes and files."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

PROGRAM: Final = "xent-lint"
VARIABLE: Final = "_XENT_LINT_COMPLETE"
"""How the script asks the program; click makes this name of that of the program."""


@click.command("generate-shell-completion", short_help="Print a script for bash, zsh or fish.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script by which a shell completes commands, options, codes of rules and names of files.

    \b
    bash  echo 'eval "$(xent-lint generate-shell-completion bash)"' >>~/.bashrc
    zsh   echo 'eval "$(xent-lint generate-shell-completion zsh)"' >>~/.zshrc
          (after the line with compinit)
    fish  mkdir -p ~/.config/fish/completions
          xent-lint generate-shell-completion fish >~/.config/fish/completions/xent-lint.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(ctx.find_root().command, {}, PROGRAM, VARIABLE).source()
    # the script for fish takes what follows a comma for something else, and lists of codes have commas
    click.echo(script.replace('string split ","', 'string split --max 1 ","'))
