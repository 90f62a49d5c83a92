"""What the cache and further processes save: `python benchmarks/speed.py PATH...`

Starts the real program, round by round, and prints ratios of wall times (medians over the rounds):

- warm against cold, both with one process;
- two processes against one, both cold;
- for comparison, what this machine gives at this moment to any two processes: two whole runs at once against one run.
  Where other work has the processors, that is little, and `--jobs` cannot give more.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
ROOT = Path(__file__).parents[1]


def start(paths: list[str], *options: str) -> subprocess.Popen[bytes]:
    """A run of the program."""
    command = [sys.executable, "-m", "xent_lint", "check", "--silent", *options, *paths]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("XENT_LINT_NO_CACHE", None)
    return subprocess.Popen(command, env=environment)


def seconds(paths: list[str], *options: str, copies: int = 1) -> float:
    """Wall time until all copies have ended."""
    began = time.perf_counter()
    for each in [start(paths, *options) for _ in range(copies)]:
        each.wait()
    return time.perf_counter() - began


def measure(paths: list[str]) -> dict[str, float]:
    """One round."""
    with tempfile.TemporaryDirectory() as folder:
        cold = seconds(paths, "--jobs", "1", "--cache-dir", str(Path(folder, "a")))
        warm = seconds(paths, "--jobs", "1", "--cache-dir", str(Path(folder, "a")))
        two = seconds(paths, "--jobs", "2", "--cache-dir", str(Path(folder, "b")))
    both = seconds(paths, "--jobs", "1", "--no-cache", copies=2)
    return {"cold": cold, "warm": warm, "two": two, "both": both}


def main() -> None:
    """Print the ratios."""
    paths = sys.argv[1:] or [str(ROOT / "fixtures")]
    rounds = [measure(paths) for _ in range(ROUNDS)]
    print(f"{ROUNDS} rounds; cold, one process: {statistics.median(each['cold'] for each in rounds):.1f} s")
    for text, above, below, factor in (
        ("cold : warm", "cold", "warm", 1),
        ("one process : two processes", "cold", "two", 1),
        ("two runs in turn : two runs at once", "cold", "both", 2),
    ):
        ratios = [factor * each[above] / each[below] for each in rounds]
        print(f"{text:36} {statistics.median(ratios):6.2f}  ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
