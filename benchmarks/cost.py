"""What checking costs, beside what parsing costs: `python benchmarks/cost.py PATH...`

Measures, over the same files in one process and round by round, `ast.parse`, `libcst.parse_module` and the whole check,
and prints their ratios (medians over the rounds). Files that any of them refuses are left out.
"""

from __future__ import annotations

import ast
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import libcst as cst

from xent_lint.check import check, known_codes
from xent_lint.discovery import discover
from xent_lint.files import Disk
from xent_lint.resolver import Resolver
from xent_lint.settings import Settings
from xent_lint.source import Source, SourceError

ROUNDS = 3


def readable(paths: list[str]) -> list[Source]:
    """The programs that all three can take."""
    sources = []
    for path in discover(paths, Resolver(known_codes(), isolated=True), print):
        try:
            source = Source.from_bytes(path, Path(path).read_bytes())
            check(source, Settings(), Disk())
            cst.parse_module(source.text)
        except (SourceError, OSError, cst.ParserSyntaxError):
            continue
        sources.append(source)
    return sources


def seconds(work: Callable[[Source], object], sources: list[Source]) -> float:
    """Wall time of one round."""
    start = time.perf_counter()
    for source in sources:
        work(source)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratios."""
    sources = readable(sys.argv[1:] or ["fixtures"])
    work: dict[str, Callable[[Source], object]] = {
        "ast.parse": lambda source: ast.parse(source.text),
        "libcst.parse_module": lambda source: cst.parse_module(source.text),
        "check": lambda source: check(source, Settings(), Disk()),
    }
    rounds = [{name: seconds(each, sources) for name, each in work.items()} for _ in range(ROUNDS)]
    print(f"{len(sources)} files, {ROUNDS} rounds")
    for name in work:
        ratio = statistics.median(each[name] / each["libcst.parse_module"] for each in rounds)
        print(f"{name:20} {ratio:6.2f} x libcst.parse_module")


if __name__ == "__main__":
    main()
