"""Decorators, partial, lambdas, generators and other callables."""

from __future__ import annotations

from revealing import follow


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


CACHING = """
import functools
def lazy(function):
    attribute = "_cache_" + function.__name__
    @property
    @functools.wraps(function)
    def wrapper(self):
        if not hasattr(self, attribute):
            setattr(self, attribute, function(self))
        return getattr(self, attribute)
    return wrapper
"""


def test_a_property_that_remembers() -> None:
    follow(
        CACHING
        + """
class Net:
    def __init__(self, size):
        self.size = size
        reveal(self.units)  # revealed: Constant[7]
        reveal(self.units)  # revealed: Constant[7]
    @lazy
    def units(self):
        return self.size
net = Net(7)
reveal(net.units)  # revealed: Constant[7]
reveal(net._cache_units)  # revealed: Constant[7]
reveal(lazy.__name__ + Net.__name__)  # revealed: Constant['lazyNet']
"""
    )


def test_an_attribute_that_may_be_there() -> None:
    follow(
        """
        class Net:
            def __init__(self):
                if ask():
                    self._size = 3
        net = Net()
        reveal(hasattr(net, "_size"))  # revealed: Unknown
        reveal(hasattr(net, "_other"))  # revealed: Constant[False]
        reveal(hasattr(net, "other"))  # revealed: Unknown
        setattr(net, ask(), 4)
        reveal(hasattr(net, "_other"))  # revealed: Unknown
        """
    )
