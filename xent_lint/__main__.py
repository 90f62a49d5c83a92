"""The command `xent-lint`, also as `python -m xent_lint`."""

from __future__ import annotations

import contextlib
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


def _look_elsewhere() -> None:
    """Take the current folder from where modules are looked for: `python -m` puts it first, and the programs that are
    there are to be read and not to be run, whatever their names are."""
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - links stay links
    with contextlib.suppress(OSError):  # the current folder is gone
        if sys.path[0] != ours and sys.path[0] == os.getcwd():  # noqa: PTH109
            del sys.path[0]


if __name__ == "__main__":
    _look_elsewhere()
    main()
