"""`xent-lint config`: which settings are in force for a path and who says so, or what a key means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from xent_lint.adapters.settings_options import PlainError
from xent_lint.codes import KNOWN_CODES, nearest
from xent_lint.configuration import ConfigurationError
from xent_lint.keys import BY_NAME, DEFAULT_EXCLUDE, Key
from xent_lint.resolver import Resolver
from xent_lint.scope import Said, Scope

_WIDTH: Final = 88


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    keys = [name for name in BY_NAME if name.startswith(incomplete)]
    return [CompletionItem(name) for name in keys] or [CompletionItem(incomplete, type="file")]


@click.command("config", short_help="Show the settings that are in force.")
@click.argument("what", required=False, metavar="[KEY|PATH]", shell_complete=_complete)
@click.option("--config", metavar="FILE", help="The configuration for all files, instead of the nearest one.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def config_command(what: str | None, config: str | None, output_format: str) -> None:
    """Show the settings in force for a path (default: the current folder) and where each comes from, or explain a key.

    The keys belong into [tool.xent-lint] of a pyproject.toml.
    """
    if what is not None and what in BY_NAME:
        key = BY_NAME[what]
        click.echo(json.dumps(_described(key), indent=2) if output_format == "json" else _page(key))
        return
    path = what or "."
    if not Path(path).exists():
        near = nearest(path.replace("_", "-").lower(), [*BY_NAME])
        raise click.BadParameter(f"{path!r} is no key and no path; did you mean {near}?", param_hint="KEY|PATH")
    is_folder = Path(path).is_dir()
    try:
        resolver = Resolver(KNOWN_CODES, config=config, with_baseline=False)
        scope = resolver.scope(str(Path(path).absolute() if is_folder else Path(path).absolute().parent))
    except ConfigurationError as error:
        raise PlainError(str(error)) from None
    codes = scope.codes if is_folder else [*filter(resolver.settings(path).enabled, KNOWN_CODES)]
    if output_format == "json":
        click.echo(json.dumps({"settings": _table(scope), "codes": list(codes)}, indent=2))
    else:
        for line in _lines(scope):
            click.echo(line)
        if scope.excludes_within(str(Path(path).absolute())):
            click.echo(f"\n{path} is excluded.")
        click.echo(f"\nCodes reported in {path}: {', '.join(codes) or 'none'}")


def _described(key: Key) -> dict[str, Any]:
    return {"name": key.name, "doc": key.says, "default": key.default, "type": key.kind, "example": key.example}


def _page(key: Key) -> str:
    text = click.wrap_text(key.says, width=_WIDTH)
    example = f"```toml\n[tool.xent-lint]\n{key.example}\n```"
    return f"{text}\n\nDefault value: {_default(key)}\nType: {key.kind}\nExample:\n{example}"


def _default(key: Key) -> str:
    return "none" if key.default is None else _toml(key.name, key.default)


def _lines(scope: Scope) -> list[str]:
    """The settings as TOML, each with the place that says so; what was added up has a line for each place."""
    rows = [(_row(name, said), said.origin) for name, all_said in scope.in_force() for said in all_said]
    width = min(max(len(text) for text, _ in rows), _WIDTH)
    return [f"{text:<{width}}  # {origin}" for text, origin in rows]


def _row(name: str, said: Said) -> str:
    if said.value is None:
        return f"# {name} is not set"
    if name == "exclude" and said.value == DEFAULT_EXCLUDE:
        return f"# {name} is not set: `xent-lint config exclude` shows the default"
    return f"{name} = {_toml(name, said.value)}"


def _table(scope: Scope) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{"value": _plain(name, said.value), "origin": said.origin} for said in all_said]
        for name, all_said in scope.in_force()
    }


def _plain(name: str, value: Any) -> Any:
    return dict(value) if name == "per-file-ignores" else value


def _toml(name: str, value: Any) -> str:
    """A value as one writes it in TOML; JSON has the same strings, lists and booleans."""
    if name == "per-file-ignores":
        entries = (f"{json.dumps(pattern, ensure_ascii=False)} = {json.dumps(codes)}" for pattern, codes in value)
        return f"{{ {', '.join(entries)} }}" if value else "{}"
    return json.dumps(value, ensure_ascii=False)
