"""Loops over known and unknown things, with break, continue and else."""

from __future__ import annotations

from revealing import follow


def test_a_known_loop_is_unrolled() -> None:
    follow(
        """
        total = 0
        for n in [1, 2, 3]:
            total += n
            reveal(n)  # revealed: Constant[1] / Constant[2] / Constant[3]
        reveal(total)  # revealed: Constant[6]
        reveal(n)  # revealed: Constant[3]
        """
    )


def test_a_loop_over_a_range_builds_a_list() -> None:
    follow(
        """
        a = []
        for n in range(3):
            a.append(n)
        reveal(a)  # revealed: List[Constant[0], Constant[1], Constant[2]]
        """
    )


def test_a_loop_over_tuples() -> None:
    follow(
        """
        for units, act in [(8, "relu"), (3, "softmax")]:
            pass
        reveal((units, act))  # revealed: Tuple[Constant[3], Constant['softmax']]
        """
    )


def test_a_loop_over_zip_and_enumerate() -> None:
    follow(
        """
        for n, (a, b) in enumerate(zip([1, 2], "xy")):
            pass
        reveal((n, a, b))  # revealed: Tuple[Constant[1], Constant[2], Constant['y']]
        """
    )


def test_an_empty_loop_does_not_run() -> None:
    follow(
        """
        a = 0
        for n in []:
            a = 1
            reveal(n)  # revealed: never
        else:
            b = 2
        reveal((a, b))  # revealed: Tuple[Constant[0], Constant[2]]
        """
    )


def test_a_loop_of_unknown_length_may_run_or_not() -> None:
    follow(
        """
        a = 0
        for n in unbound:
            a = 1
        reveal(a)  # revealed: Constant[0] | Constant[1]
        reveal(n)  # revealed: Unknown
        """
    )


def test_the_second_round_sees_what_the_first_assigned() -> None:
    follow(
        """
        a = 0
        for _ in unbound:
            reveal(a)  # revealed: Constant[0] / Constant[1]
            b = a
            a = 1
        reveal(b)  # revealed: Constant[0] | Constant[1]
        """
    )


def test_a_list_that_grows_in_an_unknown_loop() -> None:
    follow(
        """
        a = []
        for n in unbound:
            a.append(n)
        reveal(len(a))  # revealed: Unknown
        """
    )


def test_while_with_an_unknown_condition() -> None:
    follow(
        """
        a = 0
        while unbound():
            a = 1
        reveal(a)  # revealed: Constant[0] | Constant[1]
        """
    )


def test_while_false_does_not_run() -> None:
    follow(
        """
        a = 0
        while False:
            a = 1
            reveal(a)  # revealed: never
        reveal(a)  # revealed: Constant[0]
        """
    )


def test_break_leaves_early() -> None:
    follow(
        """
        for n in [1, 2, 3]:
            if n == 2:
                break
        reveal(n)  # revealed: Constant[2]
        """
    )


def test_continue_skips_the_rest() -> None:
    follow(
        """
        a = []
        for n in [1, 2, 3]:
            if n == 2:
                continue
            a.append(n)
        reveal(a)  # revealed: List[Constant[1], Constant[3]]
        """
    )


def test_else_runs_without_break() -> None:
    follow(
        """
        for n in [1, 2]:
            pass
        else:
            a = 1
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_return_inside_a_loop() -> None:
    follow(
        """
        def find(names):
            for name in names:
                if name == "b":
                    return name
            return None
        reveal(find(["a", "b", "c"]))  # revealed: Constant['b']
        reveal(find(["a"]))  # revealed: Constant[None]
        reveal(find(unbound))  # revealed: Constant[None] | Unknown
        """
    )


def test_break_leaves_only_the_inner_loop() -> None:
    follow(
        """
        a = []
        for n in [1, 2]:
            for m in [10, 20]:
                break
            a.append(n * m)
        reveal(a)  # revealed: List[Constant[10], Constant[20]]
        """
    )


def test_break_and_try() -> None:
    follow(
        """
        for n in [1, 2, 3]:
            try:
                unseen(n)
            except ValueError:
                continue
            break
        reveal(n)  # revealed: Constant[1] | Constant[2] | Constant[3]
        """
    )


def test_a_long_known_loop_is_not_unrolled_but_runs() -> None:
    follow(
        """
        a = 0
        for n in range(100):
            a = "x"
        reveal(a)  # revealed: Constant['x']
        """
    )


def test_a_huge_range_is_of_unknown_length() -> None:
    follow(
        """
        a = 0
        for n in range(100000):
            a = "x"
        reveal(a)  # revealed: Constant['x'] | Constant[0]
        """
    )


def test_layers_from_a_loop() -> None:
    follow(
        """
        h = x
        for units in [64, 32, 3]:
            h = layers.Dense(units)(h)
        reveal(h)  # revealed: Tensor[logits units=3]
        """
    )


def test_the_last_round_decides_the_head() -> None:
    follow(
        """
        sizes = [64, 32, 3]
        h = x
        for i, units in enumerate(sizes):
            last = i == len(sizes) - 1
            h = layers.Dense(units, activation="softmax" if last else "relu")(h)
        reveal(h)  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_an_object_made_in_each_round_is_another_one() -> None:
    follow(
        """
        made = []
        for n in range(2):
            made.append([])
        made[0].append(1)
        reveal(made)  # revealed: List[List[Constant[1]], List[]]
        """
    )


def test_a_value_that_grows_in_an_unknown_loop_is_not_known() -> None:
    follow(
        """
        n = 0
        for _ in unbound:
            n += 1
        reveal(n)  # revealed: Unknown
        """
    )


def test_while_true_ends_only_by_break() -> None:
    follow(
        """
        while True:
            a = 1
            if unbound():
                break
            a = 2
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_while_true_without_break_never_ends() -> None:
    follow(
        """
        def f():
            while True:
                unseen()
            reveal(1)  # revealed: never
        """
    )


def test_while_counting_is_not_guessed() -> None:
    follow(
        """
        n = 0
        while n < 10:
            n += 1
        reveal(n)  # revealed: Unknown
        """
    )


def test_break_under_an_unknown_condition() -> None:
    follow(
        """
        for n in [1, 2, 3]:
            if unbound(n):
                break
        reveal(n)  # revealed: Constant[1] | Constant[2] | Constant[3]
        """
    )


def test_continue_under_an_unknown_condition() -> None:
    follow(
        """
        a = 0
        for n in [1, 2]:
            if unbound(n):
                continue
            a = n
        reveal(a)  # revealed: Constant[0] | Constant[1] | Constant[2]
        """
    )


def test_else_does_not_run_after_break() -> None:
    follow(
        """
        a = 0
        for n in [1, 2]:
            if n == 1:
                break
        else:
            a = 1
            reveal(a)  # revealed: never
        reveal(a)  # revealed: Constant[0]
        """
    )


def test_else_after_a_possible_break() -> None:
    follow(
        """
        a = 0
        for n in [1, 2]:
            if unbound(n):
                a = 2
                break
        else:
            a = 1
        reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_while_else() -> None:
    follow(
        """
        a = 0
        while unbound():
            a = 1
            break
        else:
            a = 2
        reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_while_whose_condition_changes() -> None:
    follow(
        """
        going = True
        a = 0
        while going:
            a = 1
            going = False
        reveal(a)  # revealed: Constant[1]
        """
    )
