"""The command `xent-lint`, also as `python -m xent_lint`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command; Ctrl-C while it is still being loaded is no traceback, and neither is a closed stream."""
    try:
        from xent_lint.adapters.cli import main as command
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(130)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # as after `>&-`
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - open until the program ends
    command(prog_name="xent-lint")


if __name__ == "__main__":
    main()
