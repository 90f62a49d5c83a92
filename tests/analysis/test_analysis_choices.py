"""Correlated choices: one unknown condition is one branch, however often and wherever it is asked."""

from __future__ import annotations

import pytest
from revealing import follow


def test_the_same_flag_twice() -> None:
    follow(
        """
        flag = ask()
        a = "softmax" if flag else None
        if flag:
            reveal(a)  # revealed: Constant['softmax']
        else:
            reveal(a)  # revealed: Constant[None]
        reveal(a)  # revealed: Constant['softmax'] | Constant[None]
        """
    )


def test_the_negation_is_the_other_arm() -> None:
    follow(
        """
        flag = ask()
        a = "softmax" if flag else None
        if not flag:
            reveal(a)  # revealed: Constant[None]
        if not not flag:
            reveal(a)  # revealed: Constant['softmax']
        """
    )


def test_different_flags_are_independent() -> None:
    follow(
        """
        p, q = ask(), ask()
        a = 1 if p else 2
        if q:
            reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_two_parameters_are_independent() -> None:
    follow(
        """
        def f(p, q):
            a = 1 if p else 2
            if q:
                reveal(a)  # revealed: Constant[1] | Constant[2]
            elif p:
                reveal(a)  # revealed: Constant[1]
            else:
                reveal(a)  # revealed: Constant[2]
        """
    )


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("n == 2", "n == 2", "Constant[1]"),
        ("n == 2", "2 == n", "Constant[1] | Constant[2]"),
        ("n == 2", "n != 2", "Constant[2]"),
        ("n == 2", "not n == 2", "Constant[2]"),
        ("n == 2", "n == 3", "Constant[1] | Constant[2]"),
        ("n > 1", "n <= 1", "Constant[2]"),
        ("n < 1", "n >= 1", "Constant[2]"),
        ("n is None", "n is not None", "Constant[2]"),
        ("n in (1, 2)", "n not in (1, 2)", "Constant[2]"),
        ("n in ('a', 'b')", "n in ('a', 'b')", "Constant[1]"),
        ("n in ('a', 'b')", "n in ('a', 'c')", "Constant[1] | Constant[2]"),
        ("n.flag", "n.flag", "Constant[1]"),
        ("n.flag", "n.other", "Constant[1] | Constant[2]"),
        ("n.flag", "not n.flag", "Constant[2]"),
        ("n['k']", "n['k']", "Constant[1]"),
        ("n['k']", "n['j']", "Constant[1] | Constant[2]"),
        ("n.a.b == 'c'", "n.a.b == 'c'", "Constant[1]"),
        ("n + 1 == 2", "n + 1 == 2", "Constant[1]"),
        ("n()", "n()", "Constant[1] | Constant[2]"),
    ],
)
def test_the_same_question_asked_twice(first: str, second: str, shown: str) -> None:
    follow(
        f"""
        def f(n):
            a = 1 if {first} else 2
            if {second}:
                reveal(a)  # revealed: {shown}
        """
    )


def test_a_flag_assigned_anew_is_another_flag() -> None:
    follow(
        """
        flag = ask()
        a = 1 if flag else 2
        flag = ask()
        if flag:
            reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_a_flag_kept_under_another_name() -> None:
    follow(
        """
        flag = ask()
        a = 1 if flag else 2
        kept = flag
        flag = False
        if kept:
            reveal(a)  # revealed: Constant[1]
        """
    )


def test_an_attribute_assigned_anew_is_another_flag() -> None:
    follow(
        """
        def f(config):
            a = 1 if config.flag else 2
            config.flag = ask()
            if config.flag:
                reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_early_return() -> None:
    follow(
        """
        def f(flag):
            a = 1 if flag else 2
            if flag:
                return
            reveal(a)  # revealed: Constant[2]
        """
    )


def test_early_return_correlates_results() -> None:
    follow(
        """
        def head(binary):
            if binary:
                return layers.Dense(1, "sigmoid")
            return layers.Dense(3, "softmax")
        def loss(binary):
            if binary:
                return "binary_crossentropy"
            return "categorical_crossentropy"
        def build(binary):
            h = head(binary)(x)
            if loss(binary) == "binary_crossentropy":
                reveal(h)  # revealed: Tensor[probabilities sigmoid units=1]
            else:
                reveal(h)  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_a_raise_correlates() -> None:
    follow(
        """
        def f(flag):
            a = 1 if flag else 2
            if not flag:
                raise ValueError
            reveal(a)  # revealed: Constant[1]
        """
    )


def test_a_chosen_constant_carries_its_choice() -> None:
    follow(
        """
        def f(flag):
            if flag:
                act, loss = "softmax", "categorical"
            else:
                act, loss = "sigmoid", "binary"
            if act == "softmax":
                reveal(loss)  # revealed: Constant['categorical']
            if loss == "binary":
                reveal(act)  # revealed: Constant['sigmoid']
        """
    )


def test_an_object_of_settings() -> None:
    follow(
        """
        class Config:
            def __init__(self, flag):
                self.act = "softmax" if flag else None
                self.logits = not flag
        def f(flag):
            c = Config(flag)
            if flag:
                reveal((c.act, c.logits))  # revealed: Tuple[Constant['softmax'], Unknown]
            if c.logits:
                reveal(c.act)  # revealed: Constant[None]
            else:
                reveal(c.act)  # revealed: Constant['softmax']
        """
    )


def test_a_dict_entry_chosen_by_an_unknown_key() -> None:
    follow(
        """
        def f(kind):
            act = {"multi": "softmax", "binary": "sigmoid"}[kind]
            loss = {"multi": "categorical", "binary": "binary"}[kind]
            if act == "softmax":
                reveal(loss)  # revealed: Constant['categorical']
            if loss == "binary":
                reveal(act)  # revealed: Constant['sigmoid']
        """
    )


def test_a_choice_made_in_each_round_is_another_one() -> None:
    follow(
        """
        made = []
        for n in [1, 2]:
            made.append("a" if ask(n) else "b")
        if made[0] == "a":
            reveal(made[1])  # revealed: Constant['a'] | Constant['b']
        """
    )


def test_equal_after_the_join_is_one_value() -> None:
    follow(
        """
        flag = ask()
        a = 1
        if flag:
            a = 2
        if flag:
            a = 1
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_compound_conditions_are_branches_of_their_own() -> None:
    follow(
        """
        def f(p, q):
            a = 1 if p else 2
            if p and q:
                reveal(a)  # revealed: Constant[1] | Constant[2]
            if p and True:
                reveal(a)  # revealed: Constant[1] | Constant[2]
            if False and p:
                reveal(a)  # revealed: never
        """
    )


def test_contradicting_arms_are_not_reached() -> None:
    follow(
        """
        def f(p):
            if p:
                if not p:
                    reveal(1)  # revealed: never
            elif p:
                reveal(2)  # revealed: never
        """
    )


def test_two_calls_have_their_own_parameters() -> None:
    follow(
        """
        def pick(flag):
            return 1 if flag else 2
        p, q = ask(), ask()
        a, b = pick(p), pick(q)
        if p:
            reveal((a, b))  # revealed: Tuple[Constant[1], Constant[1] | Constant[2]]
        """
    )


def test_alternatives_that_are_all_unknown_keep_their_choices() -> None:
    follow(
        """
        def f(flag):
            if flag:
                a = unseen()
                b = 1
            else:
                a = other()
                b = 2
            if flag:
                reveal((a, b))  # revealed: Tuple[Unknown, Constant[1]]
        """
    )


def test_a_while_condition_is_asked_anew_in_each_round() -> None:
    follow(
        """
        def f(q):
            a = 0
            while q.has():
                a = 1
            if q.has():
                reveal(a)  # revealed: Constant[0] | Constant[1]
        """
    )


@pytest.mark.parametrize("spelling", ["from config import FLAG", "import config\nFLAG = config.FLAG"])
def test_an_imported_flag_is_not_known(spelling: str) -> None:
    follow(
        f"""
{spelling}
a = 1 if FLAG else 2
reveal(a)  # revealed: Constant[1] | Constant[2]
if FLAG:
    reveal(a)  # revealed: Constant[1]
reveal(1 if FLAG is None else 2)  # revealed: Constant[1] | Constant[2]
reveal(1 if FLAG == "x" else 2)  # revealed: Constant[1] | Constant[2]
"""
    )


def test_flags_of_a_flag_library() -> None:
    follow(
        """
        from absl import flags
        FLAGS = flags.FLAGS
        def main():
            a = "softmax" if FLAGS.softmax else None
            reveal(a)  # revealed: Constant['softmax'] | Constant[None]
            if FLAGS.softmax:
                reveal(a)  # revealed: Constant['softmax']
        """
    )


def test_attributes_of_a_librarys_objects_are_not_known() -> None:
    follow(
        """
        layer = layers.Dense(3)
        reveal(1 if layer.use_bias else 2)  # revealed: Constant[1] | Constant[2]
        model = keras.Sequential([layer])
        reveal(1 if model.built else 2)  # revealed: Constant[1] | Constant[2]
        loss = keras.losses.BinaryCrossentropy()
        reveal(1 if loss.from_logits else 2)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_functions_and_classes_of_the_tables_are_true() -> None:
    follow(
        """
        loss = keras.losses.BinaryCrossentropy
        reveal(1 if loss else 2)  # revealed: Constant[1]
        reveal(1 if loss is None else 2)  # revealed: Constant[2]
        """
    )
