"""The recorded table against the installed libraries, measured anew. Other versions are named in what fails."""

from __future__ import annotations

from dataclasses import replace

import measured as anew
import pytest

from xent_lint.knowledge.measured import measured
from xent_lint.prove.record import disagreements


def test_the_recorded_table_is_what_tensorflow_does() -> None:
    assert list(disagreements(measured(), anew.on_tensorflow())) == []


@pytest.mark.parametrize("backend", ["tf_keras", "jax", "torch"])
def test_the_recorded_table_is_what_the_other_backends_do(backend: str) -> None:
    anew.skip_without(backend)
    assert list(disagreements(measured(), anew.elsewhere(backend))) == []


def test_a_rescue_that_is_recorded_where_there_is_none_is_seen() -> None:
    """Every row of XEN201 on TensorFlow that says something else than rescued, edited to say it."""
    table = measured()
    rows = [row for row in table.rows if (row.backend, row.code) == ("tensorflow", "XEN201") and row.kind != "rescued"]
    assert rows
    for row in rows:
        wrong = replace(row, kind="rescued", text="rescued by the backend")
        lying = replace(table, rows=tuple(wrong if each is row else each for each in table.rows))
        assert any(row.key in line for line in disagreements(lying, anew.on_tensorflow()))
