"""a `# noqa` comment that silences nothing

## What it does
Finds codes of this linter in `# noqa` comments, of a line or a file, that silence no finding. It is off unless it is
asked for: with `--report-unused-noqa`, or `extend-select = ["XEN900"]`. Comments without codes are left alone, since
they may be meant for other linters; so are codes that are not selected in this run.

## Why is this bad?
The comment says that something is wrong where nothing is, and it would hide the next mistake that is made there.

## Example
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss)  # noqa: XEN102
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(10)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss)
```

## Fix safety
Shown only: no fix deletes a comment. The flake8 plugin has no such rule, because flake8 judges these comments itself.

## References
- Ruff: rule RUF100, unused-noqa
"""

from __future__ import annotations

from xent_lint.codes import UNUSED_NOQA
from xent_lint.diagnostics import Severity
from xent_lint.rules.registry import comment_rule

comment_rule(code=UNUSED_NOQA, name="unused-noqa", severity=Severity.WARNING, documentation=__doc__)
