"""The cheapest question first: can this file concern us at all?"""

from __future__ import annotations

from xent_lint.knowledge.catalog import catalog


def is_relevant(data: bytes) -> bool:
    """Whether a word that a finding needs (the name of a loss, in any case) occurs in the bytes of the file."""
    lowered = data.lower()
    return any(word in lowered for word in catalog().words)
