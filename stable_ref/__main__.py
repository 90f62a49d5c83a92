"""python -m stable_ref PROGRAM...: the numbers of fixtures, mode by mode, and whether they prove what they claim."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

from stable_ref.harness import compare, judge, run
from stable_ref.program import read


def main(paths: list[str]) -> int:
    """Prints one line a mode; 1 if any program is not proved."""
    failed = False
    for path in map(Path, paths):
        program = read(path)
        with contextlib.redirect_stdout(io.StringIO()):
            comparisons = compare(program.proof, run(program))
        problems = judge(program.proof, comparisons)
        failed = failed or bool(problems)
        print(f"{path}: {program.proof.effect}, {'not proved' if problems else 'proved'}")
        for line in [*map(str, comparisons), *problems]:
            print(f"    {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
