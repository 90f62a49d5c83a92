"""The few NumPy functions of the tables: they exist, aliases are the same, and they do what their role says."""

from __future__ import annotations

import numpy as np
import pytest

from xent_lint.analysis.signature import parse_signature
from xent_lint.knowledge.numpy_ops import ENTRIES
from xent_lint.knowledge.specs import OpRole, OpSpec

VALUES = np.array([[-1.6, 0.4], [0.5, 1.5]])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_does_what_its_role_says(entry: OpSpec) -> None:
    function = getattr(np, entry.name.rpartition(".")[2])
    assert parse_signature(entry.signature)[0].name == entry.input
    for alias in entry.aliases:
        assert np.array_equal(getattr(np, alias.rpartition(".")[2])(VALUES), function(VALUES))
    if entry.role is OpRole.COMPARE:
        assert set(np.unique(function(VALUES, 0.5))) <= {False, True}
        return
    result = function(VALUES, (4,)) if entry.name == "numpy.reshape" else function(VALUES)
    if entry.role is OpRole.ROUND:
        assert np.array_equal(result, np.floor(VALUES + 0.5) - ((VALUES % 2) == 0.5))
    elif entry.role in (OpRole.RESHAPE, OpRole.IDENTITY):
        assert sorted(np.ravel(result)) == sorted(VALUES.ravel())
    elif entry.role is OpRole.AVERAGE:
        assert float(result) == pytest.approx(VALUES.sum() / VALUES.size)
    elif entry.role is OpRole.SELECT:
        assert result == VALUES.max()
    else:
        assert entry.role is OpRole.ARGMAX
        assert np.ravel(result)[-1] == (1 if entry.name == "numpy.argsort" else 3)
