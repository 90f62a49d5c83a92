"""How the command ends when it cannot go on: one line that says what to do next, a code, and no traceback."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Final

import click

from xent_lint.adapters.settings_options import PlainError

_ADVICE: Final = re.compile("[;:] ")
"""What stands between a problem and what to do about it."""

INTERRUPTED: Final = 130
"""The exit code of a program that Ctrl-C has ended."""

_HELP: Final = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What click >= 8.2 raises where nothing was asked for: it is the help, and no mistake."""


@contextmanager
def plain_endings() -> Iterator[None]:
    """Turn what ends the program from inside into one line, and let Ctrl-C end it with its usual code."""
    try:
        yield
    except _HELP:
        raise
    except click.UsageError as error:
        raise PlainError(f"Error: {one_line(error)}") from None
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except OSError as error:
        if error.errno == errno.EPIPE:  # nobody reads any more, as with `| head`; click ends quietly
            raise
        _leave_standard_output()
        raise PlainError(f"Error: {_place(error)}: {error.strerror or error}") from None


def one_line(error: click.UsageError) -> str:
    """What is wrong, and what to do next: the nearest right word, or where the right words are listed."""
    message = " ".join(error.format_message().split())
    command = error.ctx.command_path if error.ctx is not None else "xent-lint"
    if isinstance(error, click.NoSuchOption):
        message = f"there is no option {error.option_name!r}"
        near = _nearest_option(error)
        if near is not None:
            return f"{message}; did you mean {near!r}?"
    elif isinstance(error, click.BadParameter | click.BadOptionUsage) or _ADVICE.search(message):
        return message  # it says itself what would be right
    return f"{message.removesuffix('.')}; see `{command} --help`"


def _nearest_option(error: click.NoSuchOption) -> str | None:
    if error.ctx is None:
        return None
    options = [name for each in error.ctx.command.get_params(error.ctx) for name in (*each.opts, *each.secondary_opts)]
    return next(iter(get_close_matches(error.option_name, options, n=1)), None)


def _place(error: OSError) -> str:
    if error.filename is not None:
        return str(error.filename)
    return "the current folder" if error.errno == errno.ENOENT else "standard output"


def _leave_standard_output() -> None:
    """What could not be written is not tried again when Python ends, which would bring a second complaint."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
