"""if, match, try, with, assert: what is joined, what is folded, what is not reached."""

from __future__ import annotations

from revealing import follow


def test_a_branch_without_else_keeps_the_old_value() -> None:
    follow(
        """
        a = 1
        if flag:
            a = 2
        reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_inside_an_arm_only_its_own_value_is_there() -> None:
    follow(
        """
        if flag:
            a = 1
            reveal(a)  # revealed: Constant[1]
        else:
            a = 2
            reveal(a)  # revealed: Constant[2]
        """
    )


def test_constant_conditions_are_folded() -> None:
    follow(
        """
        USE_SOFTMAX = False
        a = 1
        if USE_SOFTMAX:
            a = 2
            reveal(a)  # revealed: never
        elif "a" == "a":
            a = 3
        else:
            a = 4
        reveal(a)  # revealed: Constant[3]
        if __name__ == "__main__":
            reveal(a)  # revealed: Constant[3]
        else:
            reveal(a)  # revealed: never
        """
    )


def test_a_name_bound_in_one_arm_only() -> None:
    follow(
        """
        if flag:
            a = 1
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_code_after_raise_is_not_reached() -> None:
    follow(
        """
        def f():
            raise NotImplementedError
            reveal(1)  # revealed: never
        def g():
            return 1
            reveal(1)  # revealed: never
        g()
        reveal(2)  # revealed: Constant[2]
        """
    )


def test_a_walrus_in_a_condition() -> None:
    follow(
        """
        if (a := 3) > 2:
            reveal(a)  # revealed: Constant[3]
        reveal(a)  # revealed: Constant[3]
        """
    )


def test_a_container_changed_in_one_arm_is_not_known() -> None:
    follow(
        """
        d = {"a": 1}
        if flag:
            d["a"] = 2
        reveal(d["a"])  # revealed: Unknown
        """
    )


def test_try_body_and_handler_join() -> None:
    follow(
        """
        try:
            a = 1
            unseen()
        except ValueError:
            a = 2
        reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_a_handler_may_come_before_or_after_the_effects_of_the_body() -> None:
    follow(
        """
        a = 0
        try:
            a = 1
            unseen()
        except Exception as error:
            reveal(a)  # revealed: Constant[0] | Constant[1]
            reveal(error)  # revealed: Unknown
        """
    )


def test_try_else_and_finally() -> None:
    follow(
        """
        try:
            a = 1
        except ValueError:
            a = 2
        else:
            a = 3
        finally:
            b = 4
        reveal(a)  # revealed: Constant[2] | Constant[3]
        reveal(b)  # revealed: Constant[4]
        """
    )


def test_a_handler_that_leaves_does_not_join() -> None:
    follow(
        """
        import sys
        def f():
            try:
                a = 1
            except ValueError:
                return 2
            except KeyError:
                raise
            return a
        reveal(f())  # revealed: Constant[1] | Constant[2]
        """
    )


def test_return_in_try_with_finally() -> None:
    follow(
        """
        def f():
            try:
                return 1
            finally:
                unseen()
        reveal(f())  # revealed: Constant[1]
        """
    )


def test_code_after_a_try_that_returns_is_not_reached() -> None:
    follow(
        """
        def f():
            try:
                return 1
            except ValueError:
                return 2
            finally:
                unseen()
            reveal(3)  # revealed: never
        reveal(f())  # revealed: Constant[1] | Constant[2]
        """
    )


def test_try_with_only_finally() -> None:
    follow(
        """
        try:
            a = 1
        finally:
            b = 2
        reveal((a, b))  # revealed: Tuple[Constant[1], Constant[2]]
        """
    )


def test_except_star() -> None:
    follow(
        """
        try:
            a = 1
        except* ValueError:
            a = 2
        reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_with_runs_its_body() -> None:
    follow(
        """
        with tf.device("/cpu:0"), strategy.scope() as scope:
            a = 1
            reveal(scope)  # revealed: Unknown
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_async_with_and_for() -> None:
    follow(
        """
        async def f():
            async with lock as held:
                a = 1
            async for item in source:
                a = 2
            reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_match_on_a_known_value() -> None:
    follow(
        """
        kind = "binary"
        match kind:
            case "multi":
                a = 1
            case "binary":
                a = 2
            case _:
                a = 3
        reveal(a)  # revealed: Constant[2]
        """
    )


def test_match_on_an_unknown_value() -> None:
    follow(
        """
        match kind:
            case "multi":
                a = 1
            case "binary":
                a = 2
            case _:
                a = 3
        reveal(a)  # revealed: Constant[1] | Constant[2] | Constant[3]
        """
    )


def test_match_without_a_fitting_case() -> None:
    follow(
        """
        a = 0
        match kind:
            case "multi":
                a = 1
        reveal(a)  # revealed: Constant[0] | Constant[1]
        match "b":
            case "a":
                a = 7
        reveal(a)  # revealed: Constant[0] | Constant[1]
        """
    )


def test_match_patterns_that_are_not_followed_are_possible() -> None:
    follow(
        """
        match kind:
            case {"name": name}:
                reveal(name)  # revealed: Unknown
                a = 1
            case [first, *rest]:
                reveal(first)  # revealed: Unknown
                a = 2
            case "x" | "y":
                a = 3
            case int():
                a = 4
            case None:
                a = 5
            case other if other:
                a = 6
            case other:
                reveal(other)  # revealed: Unknown
                a = 7
        reveal(a)  # revealed: Constant[1] | Constant[2] | Constant[3] | Constant[4] | Constant[5] | Constant[6] | Constant[7]
        """  # noqa: E501
    )


def test_match_alternatives_on_a_known_value() -> None:
    follow(
        """
        match "binary":
            case "binary" | "multi_label":
                a = 1
            case _:
                a = 2
        reveal(a)  # revealed: Constant[1] | Constant[2]
        """
    )


def test_sys_exit_is_not_followed_but_harmless() -> None:
    follow(
        """
        import sys
        if flag:
            sys.exit(1)
        reveal(1)  # revealed: Constant[1]
        """
    )


def test_a_long_elif_chain() -> None:
    arms = "\n".join(f"elif kind == {n}:\n    a = 1" for n in range(2, 120))
    follow(f"if kind == 1:\n    a = 1\n{arms}\nelse:\n    a = 1\nreveal(a)  # revealed: Constant[1]\n")


def test_branches_join() -> None:
    follow(
        """
        if flag:
            a = "softmax"
        elif other:
            a = "sigmoid"
        else:
            a = None
        reveal(a)  # revealed: Constant['sigmoid'] | Constant['softmax'] | Constant[None]
        """
    )


def test_nested_branches() -> None:
    follow(
        """
        if p:
            if q:
                a = 1
            else:
                a = 2
        else:
            a = 3
        reveal(a)  # revealed: Constant[1] | Constant[2] | Constant[3]
        """
    )


def test_an_arm_that_raises_or_returns_does_not_join() -> None:
    follow(
        """
        if kind == "a":
            a = 1
        elif kind == "b":
            a = 2
        else:
            raise ValueError(kind)
        reveal(a)  # revealed: Constant[1] | Constant[2]
        def f(flag):
            if flag:
                return 1
            reveal(a)  # revealed: Constant[1] | Constant[2]
            return 2
        reveal(f(unbound))  # revealed: Constant[1] | Constant[2]
        """
    )


def test_a_capture_pattern_rebinds_a_known_name() -> None:
    follow(
        """
        name = "softmax"
        match config:
            case {"name": name}:
                reveal(name)  # revealed: Unknown
        """
    )


def test_assert_narrows() -> None:
    follow(
        """
        flag = ask()
        a = 1 if flag else 2
        assert flag
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_assert_false_ends_here() -> None:
    follow(
        """
        def f():
            assert False, "not yet"
            reveal(1)  # revealed: never
        f()
        """
    )
