"""The last lines: how much was found, fixed, and could be fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xent_lint.adapters.fix_mode import FixMode
from xent_lint.adapters.run import Report
from xent_lint.diagnostics import Diagnostic
from xent_lint.fixes.apply import ALSO_UNSAFE, applicable_fix


def summary(report: Report, mode: FixMode) -> Iterator[str]:
    """After the findings, or instead of them; nothing where there was nothing and something went wrong."""
    if mode.show_fixes and report.fixed:
        yield from _fixed_by_file(report.fixed)
    if not mode.shows_findings:
        yield from _fixes_alone(report, mode)
        return
    found, fixed = len(report.diagnostics), len(report.fixed)
    if fixed:
        yield f"Found {_errors(found + fixed)} ({fixed} fixed, {found} remaining)."
    elif found:
        yield f"Found {_errors(found)}."
    elif not report.errors:
        yield "All checks passed!"
    yield from _what_can_be_fixed(report, mode)


def _what_can_be_fixed(report: Report, mode: FixMode) -> Iterator[str]:
    fixable = sum(applicable_fix(diagnostic, mode.wanted) is not None for diagnostic in report.diagnostics)
    hidden = _hidden(report, mode)
    more = f"{hidden} hidden {_fixes(hidden)} can be enabled with the `--unsafe-fixes` option"
    if fixable:
        yield f"[*] {fixable} fixable with the `--fix` option{f' ({more})' if hidden else ''}."
    elif hidden:
        yield f"No fixes available ({more})."


def _fixes_alone(report: Report, mode: FixMode) -> Iterator[str]:
    """The line of `--diff` and `--fix-only`."""
    fixed, hidden = len(report.fixed), _hidden(report, mode)
    if fixed:
        more = f" ({hidden} additional {_fixes(hidden)} available with `--unsafe-fixes`)" if hidden else ""
        yield f"{'Would fix' if mode.diff else 'Fixed'} {_errors(fixed)}{more}."
    elif hidden:
        done = "would be fixed" if mode.diff else "fixed"
        yield f"No errors {done} ({hidden} {_fixes(hidden)} available with `--unsafe-fixes`)."


def _fixed_by_file(fixed: Sequence[Diagnostic]) -> Iterator[str]:
    """The list of `--show-fixes`, between empty lines."""
    counts = Counter((each.span.filename, each.code, each.name) for each in fixed)
    width = len(str(max(counts.values())))
    yield ""
    yield f"Fixed {_errors(len(fixed))}:"
    for filename in sorted({filename for filename, _, _ in counts}):
        yield f"- {filename}:"
        here = [(count, code, name) for (file, code, name), count in counts.items() if file == filename]
        for count, code, name in sorted(here, key=lambda each: (-each[0], each[1])):
            yield f"    {count:>{width}} × {code} ({name})"  # noqa: RUF001 - ruff's own sign
    yield ""


def _hidden(report: Report, mode: FixMode) -> int:
    """How many findings have a fix that `--unsafe-fixes` would apply; not worth a word where it was refused."""
    if mode.unsafe is not None:
        return 0
    found = [each for each in report.diagnostics if applicable_fix(each, mode.wanted) is None]
    return sum(applicable_fix(diagnostic, ALSO_UNSAFE) is not None for diagnostic in found)


def _errors(count: int) -> str:
    return f"{count} error{'' if count == 1 else 's'}"


def _fixes(count: int) -> str:
    return "fix" if count == 1 else "fixes"
