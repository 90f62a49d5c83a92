"""`xent-lint rule`: explains a rule, or all of them."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from xent_lint.adapters.codes import complete_code
from xent_lint.adapters.output import has_colours
from xent_lint.codes import nearest

if TYPE_CHECKING:
    from xent_lint.rules.registry import Rule

_WIDEST: Final = 110
"""Longer lines of prose are hard to read, however wide the terminal is."""


@click.command("rule", short_help="Explain a rule, by its code or name.")
@click.argument("rule", required=False, metavar="[RULE]", shell_complete=complete_code)
@click.option("--all", "every", is_flag=True, help="Explain all rules.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rule_command(rule: str | None, every: bool, output_format: str) -> None:
    """Explain a rule, by its code or name: what it finds, why that is bad, what to write instead.

    On a terminal the page is laid out, in a pipe it is plain Markdown.
    """
    if every == (rule is not None):
        raise click.UsageError("name one rule, as XEN201, or give --all")
    from xent_lint.rules.registry import all_rules  # here, because it imports libcst: --help and --version stay quick

    known = all_rules()
    chosen = [known[code] for code in sorted(known)] if rule is None else [_find(rule, known)]
    if output_format == "json":
        _print_json(chosen, every)
    else:
        _print_pages(chosen)


def _find(word: str, known: Mapping[str, Rule]) -> Rule:
    named = {each.name: each for each in known.values()}
    found = known.get(word.upper()) or named.get(word.lower())
    if found is None:
        # a word in the shape of a code is a code mistyped, whatever name may look like it
        begun = [name for name in named if word and name.startswith(word.lower())]
        near = nearest(word.upper(), [*known]) if word[:1].upper() == "X" else nearest(word.lower(), begun or [*named])
        raise click.BadParameter(f"there is no rule {word!r}; did you mean {near}?", param_hint="RULE")
    return found


def _print_json(rules: Sequence[Rule], every: bool) -> None:
    from xent_lint.adapters.rule_page import entry

    entries = [entry(rule) for rule in rules]
    click.echo(json.dumps(entries if every else entries[0], indent=2))


def _print_pages(rules: Sequence[Rule]) -> None:
    from xent_lint.adapters.rule_page import markdown

    pages = "\n\n".join(markdown(rule) for rule in rules)
    if not sys.stdout.isatty():
        click.echo(pages)
        return
    from rich.console import Console  # here, because it takes a while and the other commands do not need it
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size().columns, _WIDEST)
    Console(width=width, no_color=not has_colours(to_stderr=False)).print(Markdown(pages, code_theme="ansi_dark"))
