"""User functions: binding of arguments, results, closures, scopes, decorators, partial, lambdas."""

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


def test_lambdas() -> None:
    follow(
        """
        f = lambda a, b=2: (a, b)
        reveal(f(1))  # revealed: Tuple[Constant[1], Constant[2]]
        reveal((lambda: 3)())  # revealed: Constant[3]
        reveal((lambda *a, **k: (a, k))(1, c=2))  # revealed: Tuple[Tuple[Constant[1]], Dict['c': Constant[2]]]
        """
    )


def test_lambdas_in_a_loop_see_the_last_value() -> None:
    follow(
        """
        fs = []
        for n in [1, 2]:
            fs.append(lambda: n)
        reveal(fs[0]())  # revealed: Constant[2]
        bound = []
        for n in [1, 2]:
            bound.append(lambda n=n: n)
        reveal(bound[0]())  # revealed: Constant[1]
        """
    )


def test_lambdas_in_a_comprehension_with_defaults() -> None:
    follow(
        """
        fs = [lambda n=n: n for n in [1, 2]]
        reveal(fs[0]())  # revealed: Constant[1]
        reveal(fs[1]())  # revealed: Constant[2]
        """
    )


def test_partial() -> None:
    follow(
        """
        import functools
        from functools import partial
        Softmax = functools.partial(layers.Dense, activation="softmax")
        reveal(Softmax(3)(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(Softmax(3, activation=None)(x))  # revealed: Tensor[logits units=3]
        Three = partial(Softmax, 3)
        reveal(Three()(x))  # revealed: Tensor[probabilities softmax units=3]
        Loss = partial(keras.losses.BinaryCrossentropy, from_logits=True)
        reveal(Loss())  # revealed: Loss[BinaryCrossentropy from_logits=True]
        def f(a, b, c=3):
            return (a, b, c)
        reveal(partial(f, 1, c=4)(2))  # revealed: Tuple[Constant[1], Constant[2], Constant[4]]
        reveal(partial(f, **unbound)(1, 2))  # revealed: Unknown
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


def test_a_known_pass_through_decorator() -> None:
    follow(
        """
        @tf.function
        def f(a):
            return a
        reveal(f(1))  # revealed: Constant[1]
        @tf.function(input_signature=[None], jit_compile=True)
        def g(a):
            return a
        reveal(g(1))  # revealed: Constant[1]
        reveal(tf.function(lambda a: a)(2))  # revealed: Constant[2]
        h = tf.function(f)
        reveal(h(3))  # revealed: Constant[3]
        """
    )


def test_an_unknown_decorator_makes_the_function_unknown() -> None:
    follow(
        """
        import gin
        @gin.configurable
        def f(a):
            return a
        reveal(f(1))  # revealed: Unknown
        @app.route("/x")
        def g(a):
            return a
        reveal(g(1))  # revealed: Unknown
        """
    )


def test_a_user_decorator_is_followed() -> None:
    follow(
        """
        import functools
        def twice(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                return (function(*args, **kwargs), function(*args, **kwargs))
            return wrapper
        @twice
        def f(a, b=2):
            return b
        reveal(f(1))  # revealed: Tuple[Constant[2], Constant[2]]
        def scaled(factor):
            def decorate(function):
                def wrapper(a):
                    return function(a) * factor
                return wrapper
            return decorate
        @scaled(10)
        def g(a):
            return a
        reveal(g(3))  # revealed: Constant[30]
        """
    )


def test_cached_functions() -> None:
    follow(
        """
        import functools
        @functools.lru_cache(maxsize=None)
        def f():
            return 1
        @functools.cache
        def g():
            return 2
        reveal((f(), g()))  # revealed: Tuple[Constant[1], Constant[2]]
        """
    )


def test_generators_are_not_values() -> None:
    follow(
        """
        def numbers():
            yield 1
            yield 2
        reveal(numbers())  # revealed: Unknown
        for n in numbers():
            reveal(n)  # revealed: Unknown
        """
    )


def test_context_managers_are_not_values() -> None:
    follow(
        """
        import contextlib
        @contextlib.contextmanager
        def scope():
            yield 1
        with scope() as s:
            a = 1
        reveal((s, a))  # revealed: Tuple[Unknown, Constant[1]]
        """
    )


def test_async_functions_are_not_called_but_awaited() -> None:
    follow(
        """
        async def f():
            return 1
        async def g():
            a = await f()
            reveal(a)  # revealed: Unknown
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
