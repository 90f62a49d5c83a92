"""The recorded table: how it is made, whether documentation and pages show it, and whether it can be trusted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from xent_lint.adapters import record, rule_page
from xent_lint.codes import OPT_IN
from xent_lint.knowledge.measured import Measured, from_json, measured
from xent_lint.prove import measured_table
from xent_lint.prove.cases import Case, Head, Use
from xent_lint.prove.record import disagreements, merged, rows, to_text
from xent_lint.prove.results import BACKENDS, Measurement, Results, Verdict
from xent_lint.prove.table import CASES
from xent_lint.rules.registry import all_rules

ROOT = Path(__file__).parents[2]
PAIR = Case("XEN201", Head("sigmoid"), Use("keras.losses.BinaryCrossentropy", from_logits=False), "binary", "binary")
RESCUED = Verdict("rescued", "rescued by the backend")
SATURATES = Verdict("saturates", "saturates at 16.12", ceiling=16.11809539, saturates_from=15.75, vanishes_from=16.125)


def results(backend: str = "jax", version: str = "1", **verdicts: Verdict | None) -> Results:
    """Verdicts on one pair, by mode."""
    found = tuple(Measurement(PAIR, backend, mode, (), verdict) for mode, verdict in verdicts.items())
    return Results(found, {backend: {backend: version}}, {})


BOTH = results(fit=RESCUED, call=RESCUED, predict=SATURATES, graph=None)

MEASURED = sorted(set(all_rules()) - OPT_IN)
"""Rules that speak of pairs; the others speak of comments."""


def test_modes_with_one_verdict_are_one_row() -> None:
    first, second = rows(BOTH)
    assert (first.modes, first.kind, first.ceiling) == (("fit", "call"), "rescued", None)
    assert (second.modes, second.ceiling, second.vanishes_from) == (("predict",), 16.1181, 16.125)
    assert (first.code, first.pair, first.activation) == ("XEN201", PAIR.title, "sigmoid")


def test_what_was_measured_replaces_what_was_recorded_of_that_backend_only() -> None:
    recorded = merged(Measured((), {}), results("torch", fit=SATURATES))
    recorded = merged(recorded, results("jax", fit=SATURATES))
    both = merged(recorded, results("jax", "2", fit=RESCUED))
    assert [(row.backend, row.kind) for row in both.rows] == [("jax", "rescued"), ("torch", "saturates")]
    assert both.versions == {"jax": {"jax": "2"}, "torch": {"torch": "1"}}


def test_the_text_gives_the_table_back_and_has_a_row_a_line() -> None:
    table = merged(Measured((), {}), BOTH)
    text = to_text(table)
    assert from_json(json.loads(text)) == table
    assert len([line for line in text.splitlines() if '"XEN201"' in line]) == len(table.rows)


def test_a_table_that_says_otherwise_is_told_by_the_line() -> None:
    recorded = merged(Measured((), {}), BOTH)
    assert list(disagreements(recorded, BOTH)) == []
    close = replace(SATURATES, ceiling=16.2, vanishes_from=16.25)
    assert list(disagreements(recorded, results(fit=RESCUED, call=RESCUED, predict=close))) == []
    lower = replace(SATURATES, ceiling=15.4)
    (line,) = disagreements(recorded, results(fit=RESCUED, call=RESCUED, predict=lower))
    assert line == f"jax: {PAIR.key} predict: ceiling recorded as 16.1181, measured 15.4"
    (line,) = disagreements(recorded, results("jax", "2", fit=RESCUED, call=SATURATES, predict=SATURATES))
    assert "call: recorded as 'rescued by the backend', measured 'saturates at 16.12'" in line
    assert line.endswith("(recorded with {'jax': '1'}, installed is {'jax': '2'})")
    assert list(disagreements(recorded, results("torch", fit=RESCUED))) == ["torch: nothing is recorded of it"]


def test_a_pair_that_is_not_recorded_is_told() -> None:
    recorded = merged(Measured((), {}), results(fit=RESCUED))
    assert list(disagreements(recorded, BOTH)) == [
        f"jax: {PAIR.key} call: only one has it",
        f"jax: {PAIR.key} predict: only one has it",
    ]


def test_the_recorded_table_has_every_pair_and_every_backend() -> None:
    table = measured()
    assert set(table.versions) == set(BACKENDS)
    assert {row.key for row in table.rows if row.backend == "tensorflow"} == {case.key for case in CASES}
    assert {row.code for row in table.rows} - {""} == set(MEASURED)


def test_the_documentation_shows_the_recorded_table() -> None:
    text = (ROOT / record.PAGE).read_text(encoding="utf-8")
    assert record.page(text, measured()) == text, "docs/numerics.md is stale: run xent-lint prove --record"
    other = replace(measured(), rows=measured().rows[1:])
    assert record.page(text, other) != text


@pytest.mark.parametrize("code", MEASURED)
def test_the_page_of_a_rule_shows_its_part(code: str) -> None:
    page = rule_page.markdown(all_rules()[code])
    section = page.partition("\n## Measured\n")[2].replace("\\|", "|")
    own = [row for row in measured().rows if row.code == code]
    assert own
    assert all(f"`{row.pair}`" in section and row.text in section for row in own)
    assert len(rule_page.entry(all_rules()[code])["measured"]) == len(own)


def test_a_row_names_the_modes_only_where_others_do_otherwise() -> None:
    table = merged(merged(Measured((), {}), BOTH), results("torch", fit=SATURATES, call=SATURATES))
    assert measured_table.markdown(table, "XEN201")[2:] == [
        f"| `{PAIR.title}` | JAX: fit, call | rescued by the backend |",
        "|  | JAX: predict; torch | saturates at 16.12 |",
    ]
    assert measured_table.markdown(table, "XEN999") == []


def test_recording_writes_both_files_of_a_checkout(tmp_path: Path) -> None:
    for path in (record.PAGE, record.DATA):
        (tmp_path / path).parent.mkdir(parents=True)
        shutil.copy(ROOT / path, tmp_path / path)
    record.record(results("jax", "9.9", fit=SATURATES), tmp_path)
    written = from_json(json.loads((tmp_path / record.DATA).read_text()))
    assert [row.kind for row in written.rows if row.backend == "jax"] == ["saturates"]
    assert [row for row in written.rows if row.backend == "torch"] == [
        row for row in measured().rows if row.backend == "torch"
    ]
    assert "JAX (jax 9.9)" in (tmp_path / record.PAGE).read_text()
    assert sorted(path.name for path in tmp_path.rglob(".*")) == []


def test_without_a_checkout_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(record.RecordError, match="recorded in a checkout of xent-lint only"):
        record.record(BOTH, tmp_path)
    with pytest.raises(record.RecordError, match="are not there"):
        record.page("# no marks\n", measured())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("prove", "--seeds", "XEN201"), "--seeds goes with --format and --plot only"),
        (("prove", "--record", "XEN201"), "--record measures all pairs: name no code and no file"),
    ],
)
def test_misuse_is_one_line(arguments: tuple[str, ...], line: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "xent_lint", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert line in result.stderr
