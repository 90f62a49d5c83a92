"""The tokens and comments of a program, as far as they can be told."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator


def tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    """The tokens up to where `tokenize` gives up; it is a little stricter than the parser in odd places."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(text, newline=None).readline)
    except (tokenize.TokenError, SyntaxError):
        return


def comments(text: str) -> Iterator[tokenize.TokenInfo]:
    """The comments."""
    return (token for token in tokens(text) if token.type == tokenize.COMMENT)
