"""Calls of which nothing comes are not followed for ever; all others are."""

from __future__ import annotations

import pytest
from revealing import follow, run

from xent_lint.analysis import limits

SCORES = """
def score(labels, boxes):
    total = 0
    for label in labels:
        for box in boxes:
            for other in boxes:
                total = max(total, overlap(label, box, other) * area(label) - area(box) + area(other))
    return total

def scores(batches):
    for batch in batches:
        for image in batch:
            for crop in image:
                print(score(crop, image), score(image, batch), score(batch, crop))

scores(load())
model = keras.Sequential([layers.Dense(3)])
model.compile(loss="categorical_crossentropy")
"""


def test_a_score_in_loops_leaves_steps_for_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = run(SCORES)
    monkeypatch.setattr(limits, "MAX_FRUITLESS_STEPS", 10**9)
    slow = run(SCORES)
    assert quick.applied == slow.applied != []
    assert quick.analysis.steps < slow.analysis.steps / 3


def test_what_a_call_makes_for_itself_does_not_outlive_it(monkeypatch: pytest.MonkeyPatch) -> None:
    program = SCORES.replace("total = 0\n", "total, seen = 0, []\n    add = lambda x: seen.append(x)\n")
    program = program.replace("            for other", "            add(box)\n            for other")
    quick = run(program)
    monkeypatch.setattr(limits, "MAX_FRUITLESS_STEPS", 10**9)
    slow = run(program)
    assert quick.applied == slow.applied != []
    assert quick.analysis.steps < slow.analysis.steps / 3


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is followed a second time that may be left alone."""
    monkeypatch.setattr(limits, "MAX_FRUITLESS_STEPS", 1)


@pytest.mark.usefixtures("impatient")
def test_the_same_constant_again() -> None:
    follow(
        """
        def kind(x):
            return "binary"
        kind(a)
        reveal(kind(b))  # revealed: Constant['binary']
        """
    )


@pytest.mark.usefixtures("impatient")
def test_other_constants_are_another_call() -> None:
    follow(
        """
        def double(n):
            return n + n
        double(1)
        reveal(double(2))  # revealed: Constant[4]
        """
    )


@pytest.mark.usefixtures("impatient")
def test_what_a_call_writes_is_written_again() -> None:
    follow(
        """
        count = 0
        class Counter:
            def __init__(self):
                self.count = 0
                self.seen = []
            def add(self, x):
                self.count = self.count + 1
                self.seen.append(2)
        def add(x):
            global count
            count = count + 1
        counter = Counter()
        counter.add(a)
        counter.add(b)
        add(a)
        add(b)
        reveal(counter.count)  # revealed: Constant[2]
        reveal(len(counter.seen))  # revealed: Constant[2]
        reveal(count)  # revealed: Constant[2]
        """
    )


@pytest.mark.usefixtures("impatient")
def test_what_meets_a_model_is_followed_again() -> None:
    seen = run(
        """
        def train(x):
            model.compile(loss="categorical_crossentropy")
        model = keras.Sequential([layers.Dense(3)])
        train(a)
        model = keras.Sequential([layers.Dense(4)])
        train(a)
        """
    )
    heads = [pair.head.units for each in seen.analysis.observations if hasattr(each, "pairs") for pair in each.pairs]
    assert heads == [3, 4]
