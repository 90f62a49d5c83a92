"""User functions: binding of arguments, results, closures, scopes."""

from __future__ import annotations

import pytest
from revealing import follow


@pytest.mark.parametrize(
    ("parameters", "arguments", "shown"),
    [
        ("a, b", "1, 2", "Constant[1], Constant[2]"),
        ("a, b", "b=1, a=2", "Constant[2], Constant[1]"),
        ("a, b=3", "1", "Constant[1], Constant[3]"),
        ("a, /, b", "1, b=2", "Constant[1], Constant[2]"),
        ("a, *, b=2", "1", "Constant[1], Constant[2]"),
        ("a, *, b", "1, b=3", "Constant[1], Constant[3]"),
        ("a=1, b=2", "", "Constant[1], Constant[2]"),
        ("a, b", "*[1, 2]", "Constant[1], Constant[2]"),
        ("a, b", "**{'a': 1, 'b': 2}", "Constant[1], Constant[2]"),
        ("a, b=2", "1, **unbound", "Constant[1], Unknown"),
        ("a, b=2", "1, *unbound", "Constant[1], Unknown"),
        ("a, b=2", "*unbound", "Unknown, Unknown"),
        ("a, *, b=2", "*unbound", "Unknown, Constant[2]"),
        ("a, *b", "1, 2, 3", "Constant[1], Tuple[Constant[2], Constant[3]]"),
        ("a, *b", "1", "Constant[1], Tuple[]"),
        ("a, *b", "1, *unbound", "Constant[1], Unknown"),
        ("a, **b", "1, x=2", "Constant[1], Dict['x': Constant[2]]"),
        ("a, **b", "1, **{'x': 2}", "Constant[1], Dict['x': Constant[2]]"),
        ("a, **b", "1, **unbound", "Constant[1], Dict[?]"),
        ("*a, b=1", "2, 3", "Tuple[Constant[2], Constant[3]], Constant[1]"),
        ("a, b: int = 4", "1", "Constant[1], Constant[4]"),
        ("a, b", "1", "Constant[1], Unknown"),
    ],
)
def test_binding(parameters: str, arguments: str, shown: str) -> None:
    follow(
        f"""
        def f({parameters}):
            return (a, b)
        reveal(f({arguments}))  # revealed: Tuple[{shown}]
        """
    )


def test_defaults_are_evaluated_at_the_definition() -> None:
    follow(
        """
        act = "softmax"
        def f(a=act):
            return a
        act = "relu"
        reveal(f())  # revealed: Constant['softmax']
        """
    )


def test_a_free_name_is_read_at_the_call() -> None:
    follow(
        """
        def f():
            return act
        act = "relu"
        reveal(f())  # revealed: Constant['relu']
        act = "softmax"
        reveal(f())  # revealed: Constant['softmax']
        """
    )


def test_a_mutable_default_is_one_object() -> None:
    follow(
        """
        def f(a=[]):
            a.append(1)
            return len(a)
        f()
        reveal(f())  # revealed: Constant[2]
        """
    )


def test_a_builder_with_a_default_activation() -> None:
    follow(
        """
        def head(units, act="softmax"):
            return layers.Dense(units, activation=act)
        reveal(head(3)(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(head(3, None)(x))  # revealed: Tensor[logits units=3]
        reveal(head(act="sigmoid", units=1)(x))  # revealed: Tensor[probabilities sigmoid units=1]
        """
    )


def test_a_function_without_return_gives_none() -> None:
    follow(
        """
        def f():
            pass
        reveal(f())  # revealed: Constant[None]
        def g(flag):
            if flag:
                return 1
        reveal(g(unbound))  # revealed: Constant[1] | Constant[None]
        """
    )


def test_several_results() -> None:
    follow(
        """
        def build():
            return layers.Dense(1), "binary_crossentropy"
        layer, loss = build()
        reveal(layer(x))  # revealed: Tensor[logits units=1]
        reveal(loss)  # revealed: Constant['binary_crossentropy']
        """
    )


def test_local_names_do_not_leak() -> None:
    follow(
        """
        a = 1
        def f():
            a = 2
            return a
        reveal(f())  # revealed: Constant[2]
        reveal(a)  # revealed: Constant[1]
        """
    )


def test_global_and_nonlocal() -> None:
    follow(
        """
        a = 1
        def f():
            global a
            a = 2
        f()
        reveal(a)  # revealed: Constant[2]
        def outer():
            b = 1
            def inner():
                nonlocal b
                b = 2
            inner()
            return b
        reveal(outer())  # revealed: Constant[2]
        def counter():
            global new
            new = 3
        counter()
        reveal(new)  # revealed: Constant[3]
        """
    )


def test_global_declared_but_also_read() -> None:
    follow(
        """
        model = None
        def setup():
            global model
            model = layers.Dense(3)
        def use():
            return model(x)
        setup()
        reveal(use())  # revealed: Tensor[logits units=3]
        """
    )


def test_closures_keep_their_names() -> None:
    follow(
        """
        def make(units):
            def build(act):
                return layers.Dense(units, activation=act)
            return build
        three = make(3)
        one = make(1)
        reveal(three("softmax")(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(one("sigmoid")(x))  # revealed: Tensor[probabilities sigmoid units=1]
        """
    )


def test_a_loss_factory() -> None:
    follow(
        """
        def make_loss(from_logits):
            return keras.losses.BinaryCrossentropy(from_logits=from_logits)
        reveal(make_loss(True))  # revealed: Loss[BinaryCrossentropy from_logits=True]
        reveal(make_loss(unbound))  # revealed: Unknown
        """
    )


def test_recursion_is_cut_and_unknown() -> None:
    follow(
        """
        def deep(n):
            if n == 0:
                return 0
            return deep(n - 1)
        reveal(deep(1))  # revealed: Constant[0]
        reveal(deep(50))  # revealed: Unknown
        def loop(n):
            return loop(n)
        reveal(loop(1))  # revealed: Unknown
        def ping(n):
            return pong(n)
        def pong(n):
            return ping(n)
        reveal(ping(1))  # revealed: Unknown
        """
    )


def test_recursion_on_an_unknown_condition() -> None:
    follow(
        """
        def f(n):
            if n > 0:
                return f(n - 1)
            return 1
        reveal(f(unbound))  # revealed: Constant[1] | Unknown
        """
    )


def test_a_function_passed_as_an_argument() -> None:
    follow(
        """
        def apply(f, a):
            return f(a)
        def head(h):
            return layers.Dense(3, "softmax")(h)
        reveal(apply(head, x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(apply(layers.Dense(2), x))  # revealed: Tensor[logits units=2]
        """
    )


def test_the_last_definition_counts() -> None:
    follow(
        """
        def f():
            return 1
        def f():
            return 2
        reveal(f())  # revealed: Constant[2]
        """
    )


def test_functions_defined_under_a_branch() -> None:
    follow(
        """
        flag = ask()
        if flag:
            def f():
                return 1
        else:
            def f():
                return 2
        reveal(f())  # revealed: Constant[1] | Constant[2]
        if flag:
            reveal(f())  # revealed: Constant[1]
        """
    )


def test_calls_of_alternatives_have_the_effects_of_each() -> None:
    follow(
        """
        flag = ask()
        def f(d):
            d["a"] = 1
        def g(d):
            d["a"] = 2
        d = {}
        h = f if flag else g
        h(d)
        if flag:
            reveal(d["a"])  # revealed: Constant[1]
        """
    )


def test_a_result_with_alternatives_is_bound_to_its_choice() -> None:
    follow(
        """
        def build(flag):
            if flag:
                return "softmax", "categorical_crossentropy"
            return "sigmoid", "binary_crossentropy"
        act, loss = build(unbound)
        reveal(act)  # revealed: Constant['sigmoid'] | Constant['softmax']
        reveal(loss if act == "softmax" else None)  # revealed: Constant['categorical_crossentropy'] | Constant[None]
        """
    )


def test_type_parameters_and_annotations_are_harmless() -> None:
    follow(
        """
        def f(a: "int" = 1, *args: int, **kwargs: str) -> "Tensor":
            b: int = a
            return b
        reveal(f())  # revealed: Constant[1]
        """
    )


def test_a_call_with_too_many_arguments_is_no_crash() -> None:
    follow(
        """
        def f(a):
            return a
        reveal(f(1, 2, 3))  # revealed: Constant[1]
        reveal(f())  # revealed: Unknown
        reveal(f(b=1))  # revealed: Unknown
        """
    )


def test_name_resolution_skips_class_scopes() -> None:
    follow(
        """
        units = 1
        class A:
            units = 2
            def f(self):
                return units
        reveal(A().f())  # revealed: Constant[1]
        """
    )


def test_a_shadowed_builtin_is_the_users() -> None:
    follow(
        """
        def len(a):
            return 7
        reveal(len([1]))  # revealed: Constant[7]
        """
    )


def test_a_function_that_changes_its_argument() -> None:
    follow(
        """
        def grow(items):
            items.append(1)
        a = []
        grow(a)
        reveal(a)  # revealed: List[Constant[1]]
        """
    )


def test_the_same_function_called_twice_keeps_its_results_apart() -> None:
    follow(
        """
        def build():
            config = {}
            return config
        a = build()
        b = build()
        a["x"] = 1
        reveal(b)  # revealed: Dict[]
        """
    )
