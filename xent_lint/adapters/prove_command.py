"""`xent-lint prove`: the damage in numbers, measured on the frameworks that are installed here."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from xent_lint.adapters.codes import complete_code_or_file
from xent_lint.adapters.seeds_command import run_seeds
from xent_lint.codes import nearest

if TYPE_CHECKING:
    from xent_lint.found_pairs import FoundPair
    from xent_lint.prove.cases import Case
    from xent_lint.prove.results import Results

_CODE: Final = re.compile(r"[A-Za-z]{0,4}[0-9]{1,4}|[Xx][Ee][Nn]\w*")
_BACKENDS: Final = ("tensorflow", "jax", "torch", "tf_keras")


@click.command("prove", short_help="Measure what such mistakes do, here.")
@click.argument("targets", nargs=-1, metavar="[CODE | FILE]...", shell_complete=complete_code_or_file)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Tables, or everything with all curves as JSON.",
)
@click.option(
    "--backend", "backends", type=click.Choice(_BACKENDS), multiple=True, help="Only this one; may be given again."
)
@click.option(
    "--plot", "plot_path", type=click.Path(dir_okay=False), metavar="FILE.png", help="Draw the curves (matplotlib)."
)
@click.option("--seeds", is_flag=True, help="Instead: the figures of the discussions the project grew from.")
@click.option("--record", "records", is_flag=True, help="Write all into the tables of a checkout of xent-lint.")
def prove_command(
    targets: tuple[str, ...],
    output_format: str,
    backends: tuple[str, ...],
    plot_path: str | None,
    seeds: bool,
    records: bool,
) -> None:
    """Measure what pairs of head and loss do on the installed TensorFlow, Keras, JAX and torch.

    CODE is a code or prefix (XEN201, XEN2; default: all). FILE is a program: the pairs that are found in it are built
    anew from their description and measured; the program itself is never run.

    Exit code 0: measured, whatever came out. 2: misuse, nothing installed, or a framework that failed. 130: Ctrl-C.
    """
    _require("numpy", "prove needs numpy: pip install 'xent-lint[prove]'")
    if plot_path is not None:
        _check_plot(plot_path)
    if seeds:
        if targets or backends or records:
            raise click.UsageError("--seeds goes with --format and --plot only")
        sys.exit(run_seeds(output_format, plot_path))
    if records and targets:
        raise click.UsageError("--record measures all pairs: name no code and no file")
    cases = _cases(targets)
    wanted = _usable(backends)
    if not cases:
        return
    with _progress(len(cases), wanted) as on_measured:
        from xent_lint.prove.run import prove

        results = prove(cases, wanted, on_measured)
    _print(results, output_format)
    for line in results.failures:
        click.echo(f"error: {line}", err=True)
    drawn = plot_path is None or _draw(results, plot_path)
    recorded = not records or (not results.failures and _record(results))
    sys.exit(0 if drawn and recorded and not results.failures else 2)


def _require(package: str, otherwise: str) -> None:
    if importlib.util.find_spec(package) is None:
        raise click.UsageError(otherwise)


def _check_plot(path: str) -> None:
    """Before anything is measured, which takes a minute."""
    _require("matplotlib", "--plot needs matplotlib: pip install 'xent-lint[plot]'")
    from xent_lint.prove.plot_style import PlotError, format_of

    try:
        format_of(Path(path))
    except PlotError as error:
        raise click.BadParameter(str(error), param_hint="--plot") from None
    if not Path(path).absolute().parent.is_dir():
        raise click.BadParameter(f"{path}: there is no such folder", param_hint="--plot")


def _usable(backends: Sequence[str]) -> tuple[str, ...]:
    """The backends that are installed; a line for each that is not."""
    from xent_lint.prove.run import why_missing

    found, missing = [], []
    for name in backends or _BACKENDS:
        reason = why_missing(name)
        if reason is None:
            found.append(name)
        else:
            missing.append(f"{name}: {reason}")
    for line in missing:
        click.echo(line, err=True)
    if missing and backends:
        raise click.UsageError("a backend that was asked for is not installed")
    if not found:
        raise click.UsageError("nothing to measure: install tensorflow, or keras with jax or torch")
    return tuple(dict.fromkeys(found))


def _cases(targets: Sequence[str]) -> tuple[Case, ...]:
    from xent_lint.prove.table import cases_of, codes

    wanted, files = [], []
    for target in targets:
        if _CODE.fullmatch(target) and not Path(target).exists():
            wanted.append(_known_code(target.upper(), codes()))
        else:
            files.append(target)
    cases = list(cases_of(tuple(wanted))) if wanted or not files else []
    for path in files:
        cases.extend(_cases_of_file(path))
    return tuple({case.key: case for case in cases}.values())


def _known_code(code: str, known: Sequence[str]) -> str:
    if not any(each.startswith(code) for each in known):
        near = nearest(code, known)
        raise click.BadParameter(f"{code!r} selects nothing to measure; did you mean {near}?", param_hint="CODE")
    return code


def _cases_of_file(path: str) -> list[Case]:
    """The pairs that are found in a program, after the right pairs of the same losses; a line for each finding."""
    from xent_lint.prove.from_findings import case_of
    from xent_lint.prove.table import UnmeasurableError, with_right

    found = _pairs(path)
    cases = []
    for each in found:
        cell = "" if each.span.cell is None else f"cell {each.span.cell}:"
        place = f"{path}:{cell}{each.span.start.row}: {each.code}"
        try:
            case = case_of(each)
        except UnmeasurableError as error:
            click.echo(f"{place} cannot be measured: {error}", err=True)
            continue
        cases.append(case)
        click.echo(f"{place} {case.title}", err=True)
    if not found:
        click.echo(f"{path}: no findings, nothing to prove", err=True)
    return list(with_right(cases))


def _pairs(path: str) -> list[FoundPair]:
    from xent_lint.check import pairs  # here, because it imports libcst: --help stays quick
    from xent_lint.files import Disk
    from xent_lint.settings import Settings
    from xent_lint.source import Source, SourceError

    try:
        return pairs(Source.from_bytes(path, Disk().read(path)), Settings(), Disk())
    except OSError as error:
        raise click.BadParameter(f"{path}: {error.strerror or error}", param_hint="FILE") from None
    except SourceError as error:
        raise click.BadParameter(str(error), param_hint="FILE") from None


@contextmanager
def _progress(cases: int, backends: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """A bar for each backend on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda backend: None
        return
    from rich.console import Console
    from rich.progress import Progress

    from xent_lint.prove.results import MODES

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks = {name: bars.add_task(name, total=cases * len(MODES)) for name in backends}
        yield lambda backend: bars.advance(tasks[backend])


def _print(results: Results, output_format: str) -> None:
    from xent_lint.adapters import prove_report

    if output_format == "json":
        click.echo(prove_report.json_report(results))
        return
    report = prove_report.markdown_report if output_format == "markdown" else prove_report.text_report
    for line in report(results):
        click.echo(line)


def _draw(results: Results, path: str) -> bool:
    from xent_lint.prove.plot import draw
    from xent_lint.prove.plot_style import PlotError

    try:
        draw(results, path)
    except PlotError as error:
        click.echo(f"error: {error}", err=True)
        return False
    click.echo(f"{path} written", err=True)
    return True


def _record(results: Results) -> bool:
    from xent_lint.adapters.record import RecordError, record

    try:
        for path in record(results):
            click.echo(f"{path} written", err=True)
    except RecordError as error:
        click.echo(f"error: {error}", err=True)
        return False
    return True
