"""Measures again and writes the recorded table and its documentation: for developers, in a checkout of the project.

`xent-lint prove --record`, or `python -m xent_lint.adapters.record [BACKEND | CODE]...` for an interpreter that has a
framework and not the linter's own dependencies, or for a few pairs on the versions that were recorded. What is said of
backends that are not installed stays.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xent_lint
from xent_lint.knowledge import measured
from xent_lint.prove import measured_table
from xent_lint.prove.record import merged, to_text
from xent_lint.prove.results import BACKENDS
from xent_lint.prove.run import prove
from xent_lint.prove.table import CASES, codes

if TYPE_CHECKING:
    from xent_lint.knowledge.measured import Measured
    from xent_lint.prove.results import Results

ROOT: Final = Path(xent_lint.__file__).parents[1]
DATA: Final = Path("xent_lint/knowledge/measured.json")
PAGE: Final = Path("docs/numerics.md")
BEGIN: Final = "<!-- measured: written by `xent-lint prove --record`, not by hand -->"
END: Final = "<!-- end of measured -->"


class RecordError(Exception):
    """There is nothing to write to; the message is one line."""


def page(text: str, table: Measured) -> str:
    """The documentation with the table between its marks.

    Raises:
        RecordError: the marks are not there.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise RecordError(f"{PAGE}: the lines {BEGIN} and {END} are not there")
    lines = [f"Measured with {measured_table.versions(table)}.", "", *measured_table.markdown(table)]
    return "\n".join([before + begin, "", *lines, "", end + after])


def record(results: Results, root: Path = ROOT) -> tuple[Path, ...]:
    """Write both files; which they are.

    Raises:
        RecordError: this is no checkout, or something is missing from it.
    """
    if not (root / PAGE).is_file():
        raise RecordError(f"{root / PAGE} is not there: measurements are recorded in a checkout of xent-lint only")
    recorded = measured.measured() if (root / DATA).is_file() else measured.Measured((), {})
    table = merged(recorded, results, [case.key for case in CASES])
    written = {
        root / PAGE: page((root / PAGE).read_text(encoding="utf-8"), table),
        root / DATA: to_text(table),
    }
    for path, text in written.items():
        temporary = path.with_name(f".{path.name}.tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    return tuple(written)


def main(words: Sequence[str]) -> int:
    """Measure on these backends, or all that are installed, the pairs of these codes, or all, and record."""
    known = codes()
    for word in words:
        if word not in BACKENDS and word not in known:
            print(f"error: {word!r} is no backend ({', '.join(BACKENDS)}) and no code", file=sys.stderr)
            return 2
    wanted = tuple(word for word in words if word in known)
    cases = [case for case in CASES if not wanted or case.code in wanted]
    results = prove(cases, tuple(word for word in words if word in BACKENDS) or BACKENDS)
    for line in (*(f"{name}: {reason}" for name, reason in results.absent.items()), *results.failures):
        print(line, file=sys.stderr)
    if results.failures or not results.versions:
        print("error: nothing recorded", file=sys.stderr)
        return 2
    try:
        for path in record(results):
            print(f"{path} written", file=sys.stderr)
    except RecordError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
