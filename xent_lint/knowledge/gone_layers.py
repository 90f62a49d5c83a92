"""Filled in next."""

from __future__ import annotations

from xent_lint.knowledge.specs import Spec

ENTRIES: tuple[Spec, ...] = ()
