"""Programs with real findings, and the real command on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

SAFE = """\
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.fit(x, y)
"""
"""XEN201, a warning with a safe fix."""

UNSAFE = """\
import keras

model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""
"""XEN102, an error (tf.keras would make it a warning) with an unsafe fix."""

SHOWN = """\
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss="binary_crossentropy")
"""
"""XEN103, an error with fixes that are only shown."""


def notebook(*cells: str, indent: int | None = 1) -> str:
    """The JSON of a notebook with a page of text and these cells of code, each a list of lines."""
    code = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    page: dict[str, Any] = {"cell_type": "markdown", "source": ["# 제목 😀"]}
    return json.dumps({"cells": [page, *code]}, indent=indent, ensure_ascii=False) + "\n"


def xent_lint(*arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real program, its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "xent_lint", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=environment_of(**environment),
    )


def environment_of(**environment: str) -> dict[str, str]:
    """This process's environment without what asks for colours, and with this package."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**inherited, "PYTHONPATH": str(ROOT), **environment}


def ruff(*arguments: str) -> str:
    """What the installed ruff prints for the same kind of question."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60).stdout
