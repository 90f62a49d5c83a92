"""Codes of rules as people write them: prefixes, checked against the rules that there are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_CODE: Final = re.compile(r"XEN[0-9]{0,3}")

EVERYTHING: Final = "XEN"
"""The prefix that all codes begin with."""

UNUSED_NOQA: Final = "XEN900"
"""The code of `# noqa` comments that silence nothing."""

KNOWN_CODES: Final = (
    *("XEN101", "XEN102", "XEN103", "XEN104", "XEN105", "XEN106", "XEN107"),
    *("XEN201", "XEN202", "XEN203", "XEN204", "XEN301", "XEN302", "XEN303", UNUSED_NOQA),
)
"""The codes of all rules, which need not be loaded to read a configuration. A test holds this against them."""

OPT_IN: Final = frozenset({UNUSED_NOQA})
"""Codes that the bare `XEN` does not mean: they speak of comments and not of the program."""


class UnknownCodeError(ValueError):
    """A code that can never match; `str()` says what was probably meant."""


def nearest(word: str, known: Sequence[str]) -> str:
    """The one of the known words that looks most like the word."""
    return difflib.get_close_matches(word, known, n=1, cutoff=0)[0]


def code_or_prefix(word: str, known: Sequence[str]) -> str:
    """The word in capitals, if it begins the code of a rule: a mistyped code would look like a clean run."""
    code = word.strip().upper()
    if not _CODE.fullmatch(code):
        raise UnknownCodeError(f"{word!r} is no code of this linter; they begin with XEN, as XEN1 or XEN102")
    if not any(each.startswith(code) for each in known):
        raise UnknownCodeError(f"{word!r} selects no rule; did you mean {nearest(code, known)}?")
    return code


def specificity(code: str, prefixes: Iterable[str]) -> int:
    """How many characters of the code the longest matching prefix names; 0: none matches."""
    return max(
        (
            len(prefix)
            for prefix in prefixes
            if code.startswith(prefix) and not (prefix == EVERYTHING and code in OPT_IN)
        ),
        default=0,
    )


@dataclass(frozen=True)
class Choice:
    """What one place (the defaults, a file, the command line) says about codes.

    `select` starts afresh, and is None where nothing is said; `extend` and `ignore` change what was chosen before.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def chosen(choices: Iterable[Choice], known: Sequence[str]) -> tuple[str, ...]:
    """The codes that are wanted after all choices, as in ruff: within one the longest prefix wins, on a draw `ignore`.

    >>> chosen([Choice(("XEN",)), Choice(ignore=("XEN2",))], ["XEN101", "XEN201"])
    ('XEN101',)
    """
    wanted: set[str] = set()
    for choice in choices:
        if choice.select is not None:
            wanted.clear()
        for code in known:
            selected = specificity(code, (*(choice.select or ()), *choice.extend))
            ignored = specificity(code, choice.ignore)
            if selected > ignored:
                wanted.add(code)
            elif ignored:
                wanted.discard(code)
    return tuple(code for code in known if code in wanted)
