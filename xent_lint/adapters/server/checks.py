"""When programs are checked: as soon as typing pauses, once for each version, and the newest one only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from xent_lint.adapters.server.analysis import Analysis

PAUSE: Final = 0.2
"""Seconds without a key stroke after which a program is checked. People type with 0.1 to 0.2 s between two keys."""

IsOutdated = Callable[[], bool]
Run = Callable[[str, IsOutdated], Awaitable[Analysis | None]]
"""Checks a program as it is now; None: it is not open, or became outdated before its turn came."""


class Checks:
    """Knows of each program whether what was found is still true. All methods belong to the thread of the protocol."""

    def __init__(self, run: Run, pause: float = PAUSE) -> None:
        self._run = run
        self._pause = pause
        self._ages: dict[str, int] = {}
        self._typed_at: dict[str, float] = {}
        self._known: dict[str, tuple[int, Analysis]] = {}
        self._running: dict[str, tuple[int, asyncio.Task[Analysis | None]]] = {}

    def outdate(self, program: str, typed: bool = False) -> None:
        """What is known of a program is no longer true. `typed` says that more changes are likely to come."""
        self._ages[program] = self._age(program) + 1
        self._known.pop(program, None)
        if typed:
            self._typed_at[program] = asyncio.get_running_loop().time()
        else:
            self._typed_at.pop(program, None)

    def forget(self, program: str) -> None:
        """A program was closed."""
        self.outdate(program)
        self._running.pop(program, None)

    def readers(self, path: str) -> tuple[str, ...]:
        """The programs whose result depends on a file, or may, because they are being checked."""
        known = [program for program, (_, analysis) in self._known.items() if path in analysis.read]
        running = [program for program, (_, task) in self._running.items() if not task.done()]
        return tuple(dict.fromkeys((*known, *running)))

    async def settled(self, program: str) -> Analysis | None:
        """What is true of a program when typing has paused; None when it is no longer open."""
        loop = asyncio.get_running_loop()
        while True:
            while (left := self._typed_at.get(program, 0.0) + self._pause - loop.time()) > 0:
                await asyncio.sleep(left)
            age = self._age(program)
            analysis = await self._checked(program)
            if self._age(program) == age:
                return analysis

    async def current(self, program: str) -> Analysis | None:
        """What is true of a program now; None when it is not open."""
        while True:
            age = self._age(program)
            analysis = await self._checked(program)
            if self._age(program) == age:
                return analysis

    def _age(self, program: str) -> int:
        return self._ages.get(program, 0)

    async def _checked(self, program: str) -> Analysis | None:
        """What was true of a program when this was asked."""
        age = self._age(program)
        known = self._known.get(program)
        if known is not None and known[0] == age:
            return known[1]
        # several may wait for one check; that one of them is cancelled must not cancel it for the others
        analysis = await asyncio.shield(self._check(program, age))
        if analysis is not None and self._age(program) == age:
            self._known[program] = age, analysis
        return analysis

    def _check(self, program: str, age: int) -> asyncio.Task[Analysis | None]:
        running = self._running.get(program)
        if running is None or running[0] != age:
            task = asyncio.ensure_future(self._run(program, lambda: self._age(program) != age))
            running = self._running[program] = age, task
        return running[1]
