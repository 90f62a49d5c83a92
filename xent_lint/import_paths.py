"""Where the file of a module may be, by Python's rules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

MAX_LEVELS: Final = 6
"""Folders above a file that are tried as the root of absolute imports. Scripts are run from such a root."""


def candidates(folders: Sequence[str], roots: Iterable[str], dotted: str) -> Iterator[str]:
    """Where the file of a module may be, nearest first, for an importer in the first of `folders`; `roots` come last.

    A package or, where the import names one and not only the folder itself, a plain module.
    """
    level = len(dotted) - len(dotted.lstrip("."))
    parts = [part for part in dotted.split(".") if part]
    for root in folders[level - 1 : level] if level else dict.fromkeys((*folders[:MAX_LEVELS], *roots)):
        base = os.path.join("" if root == "." else root, *parts)  # noqa: PTH118 (a dozen of these for each import)
        yield os.path.join(base, "__init__.py")  # noqa: PTH118
        if parts:
            yield f"{base}.py"
