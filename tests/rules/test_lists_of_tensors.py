"""Lists of which it is known what every item is, and not how many there are."""

from __future__ import annotations

import pytest
from linting import judged

MODEL = "m = keras.Sequential([layers.Dense(3)])\np = keras.Sequential([layers.Dense(3, activation='softmax')])\n"
LOSS = "keras.losses.categorical_crossentropy"


@pytest.mark.parametrize(
    "head",
    [
        "tf.stack([m(x) for x in xs], axis=1)",
        "tf.reduce_mean(tf.stack([m(x) for _ in range(n)]), axis=0)",
        "tf.concat([m(x) for x in xs if x is not None], axis=0)",
        "[m(x) for x in xs][-1]",
        "tf.stack([z for z in [m(x) for x in xs]])",
    ],
)
def test_made_by_a_comprehension(head: str) -> None:
    judged(f"{MODEL}def step(xs, y, n, x):\n    return {LOSS}(y, {head})  # expect: XEN101\n")


def test_made_in_a_loop() -> None:
    judged(
        MODEL
        + "def step(xs, y):\n"
        + "    outs = []\n"
        + "    for x in xs:\n"
        + "        outs.append(m(x))\n"
        + f"    last = {LOSS}(y, outs[-1])  # expect: XEN101\n"
        + "    for out, target in zip(outs, y):\n"
        + f"        {LOSS}(target, out)  # expect: XEN101\n"
        + "    for n, out in enumerate(outs):\n"
        + f"        {LOSS}(y[n], out)  # expect: XEN101\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "outs.append(m(x) if ask(x) else p(x))",
        "outs.append(m(x))\n        outs.append(p(x))",
        "outs.append(m(x))\n        outs.append(x)",
        "outs.append(m(x))\n        outs[0] = x",
        "outs.append(m(x))\n        outs.extend(x)",
        "outs.append(m(x))\n        fill(outs)",
    ],
)
def test_items_that_differ(body: str) -> None:
    judged(
        MODEL
        + "def step(xs, y):\n"
        + "    outs = []\n"
        + "    for x in xs:\n"
        + f"        {body}\n"
        + f"    return {LOSS}(y, tf.stack(outs)), {LOSS}(y, outs[-2])\n"
    )
