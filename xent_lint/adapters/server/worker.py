"""The thread that checks programs, one after the other, so that the protocol never waits for a check."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

STACK: Final = 64 * 2**20
"""Bytes of stack. A check may nest 5,000 Python frames, and libcst's parser recurses in native code: a program that
passes the gate needs up to 8 MB, the usual stack of the main thread; that of further threads is 0.5 MB on macOS. Only
what is used is ever allocated."""


class Worker:
    """One thread with a stack that bears what the main thread of the command does."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="xent-lint-check")
        before = threading.stack_size(STACK)
        try:
            self._pool.submit(_nothing).result()  # the pool starts its thread with the first task
        finally:
            threading.stack_size(before)

    @property
    def pool(self) -> ThreadPoolExecutor:
        """Where `asyncio` is to run what takes a while."""
        return self._pool

    def close(self) -> None:
        """Take no more work, and wait for none."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _nothing() -> None:
    """The first task of the thread."""
