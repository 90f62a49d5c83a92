"""At every limit the answer is unknown, never a guess and never a crash."""

from __future__ import annotations

import re

import pytest
from revealing import follow, run

from xent_lint.analysis import limits


def alternatives(count: int) -> str:
    """`a` with so many values under different conditions."""
    arms = "\n".join(f"if ask({n}):\n    a = {n}" for n in range(1, count))
    return f"a = 0\n{arms}\n"


def test_as_many_alternatives_as_allowed() -> None:
    program = alternatives(limits.MAX_ALTERNATIVES)
    shown = " | ".join(sorted(f"Constant[{n}]" for n in range(limits.MAX_ALTERNATIVES)))
    follow(f"{program}reveal(a)  # revealed: {shown}\n")


def test_too_many_alternatives_are_unknown() -> None:
    follow(f"{alternatives(limits.MAX_ALTERNATIVES + 1)}reveal(a)  # revealed: Unknown\n")


def test_too_many_combinations_are_unknown() -> None:
    programs = "".join(alternatives(8).replace("a = ", f"{name} = ") for name in "abc")
    follow(f"{programs}reveal(a + b + c)  # revealed: Unknown\n")


def test_too_many_alternatives_of_heads_make_no_observation() -> None:
    program = alternatives(limits.MAX_ALTERNATIVES + 1).replace("a = 0", "a = None")
    names = iter("relu elu selu tanh softplus softsign gelu swish mish".split())
    program = re.sub(r"a = \d", lambda match: f"a = '{next(names)}'", program)
    text = f"{program}m = keras.Sequential([layers.Dense(3, a)])\nm.compile(loss='binary_crossentropy')\n"
    assert not run(text).applied


def test_calls_as_deep_as_allowed_and_deeper() -> None:
    depth = limits.MAX_CALL_DEPTH + 4
    chain = "\n".join(f"def f{n}():\n    return f{n + 1}()" for n in range(depth))
    end = f"def f{depth}():\n    return 7\nreveal(f0())  # revealed: Unknown\n"
    end += f"reveal(f{depth - 3}())  # revealed: Constant[7]\n"
    follow(f"{chain}\n{end}")


def test_recursion_without_end() -> None:
    follow(
        """
        def f(n):
            return f(n + 1)
        reveal(f(0))  # revealed: Unknown
        """
    )


def test_recursion_over_methods_and_lambdas() -> None:
    follow(
        """
        class A:
            def f(self):
                return self.g()
            def g(self):
                return self.f()
        reveal(A().f())  # revealed: Unknown
        h = lambda n: h(n - 1)
        reveal(h(5))  # revealed: Unknown
        """
    )


def test_a_class_whose_init_makes_itself() -> None:
    follow(
        """
        class Node:
            def __init__(self, depth):
                self.child = Node(depth - 1)
        reveal(Node(3))  # revealed: Instance[Node]
        """
    )


def test_a_class_derived_from_itself_or_in_a_circle() -> None:
    follow(
        """
        class A:
            x = 1
        class A(A):
            y = 2
        reveal((A.x, A.y))  # revealed: Tuple[Constant[1], Constant[2]]
        """
    )


def test_a_list_that_holds_itself() -> None:
    assert run("a = []\na.append(a)\nb = a[0][0]\nc = [a, a] + a\nd = tuple(a)\n").analysis is not None


def test_a_dict_that_holds_itself_given_away() -> None:
    assert run("d = {}\nd['d'] = d\nunseen(d, [d], (d,))\ne = dict(d)\nf = {**d}\n").analysis is not None


def test_a_partial_of_itself() -> None:
    text = """
        import functools
        p = print
        for _ in unbound:
            p = functools.partial(p, 1)
        p()
        reveal(1)  # revealed: Constant[1]
        """
    follow(text)


def test_long_known_loops_are_cut() -> None:
    follow(
        """
        n = 0
        for i in range(200):
            n += 1
        reveal(n)  # revealed: Unknown
        """
    )


def test_nested_loops_stay_within_the_budget() -> None:
    # each call stores something, so that no result can be remembered
    text = "seen = {}\ndef f0():\n    seen['x'] = 1\n" + "".join(
        f"def f{n}():\n    f{n - 1}()\n    return f{n - 1}()\n" for n in range(1, 15)
    )
    followed = run(
        text + "f14()\n" + "m = keras.Sequential([layers.Dense(3)])\nm.compile(loss='binary_crossentropy')\n"
    )
    assert followed.analysis.cut
    assert followed.analysis.steps <= limits.MAX_STEPS + 1
    assert not followed.applied


def test_an_entry_that_uses_up_its_budget_does_not_starve_the_others() -> None:
    calls = "seen = {}\ndef f0():\n    seen['x'] = 1\n" + "".join(
        f"def f{n}():\n    f{n - 1}()\n    return f{n - 1}()\n" for n in range(1, 15)
    )
    text = f"{calls}def slow():\n    f14()\ndef quick(a=1):\n    reveal(a)  # revealed: Constant[1]\n"
    found = run(text)
    assert found.analysis.cut
    assert "Constant[1]" in found.found.values()


def test_findings_before_the_budget_ends_are_kept() -> None:
    loops = "".join(f"{'    ' * d}for i{d} in range(20):\n" for d in range(6)) + "    " * 6 + "pass\n"
    text = f"m = keras.Sequential([layers.Dense(3)])\nm.compile(loss='binary_crossentropy')\n{loops}"
    assert len(run(text).applied) == 1


def test_exponential_choices_stay_within_the_budget() -> None:
    text = "a = 0\n" + "".join(f"if ask({n}):\n    a = a + {2**n}\n" for n in range(40)) + "reveal(a)\n"
    assert "Unknown" in run(text).found.values()


def test_doubling_calls_stay_within_the_budget() -> None:
    text = "def f0():\n    return 1\n" + "".join(
        f"def f{n}():\n    return f{n - 1}() + f{n - 1}()\n" for n in range(1, 15)
    )
    analysis = run(f"{text}f14()\n").analysis
    assert analysis.steps <= limits.MAX_STEPS + 1


def test_huge_strings() -> None:
    follow(
        """
        s = "ab"
        for _ in range(20):
            s = s + s
        reveal(s)  # revealed: Unknown
        reveal("ab".replace("", "x" * 5))  # revealed: Unknown
        reveal(2 ** 10)  # revealed: Unknown
        """
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n# only a comment\n",
        "pass\n",
        "break_ = 1\n",
        "...\n",
        "'''docstring'''\n",
        "lambda: (yield)\n",
        "x = [*a, *b, **{}]\n".replace("**{}", "*{}"),
        "print(*a, **b, c=1)\n",
        "class A(B, metaclass=M): pass\n",
        "class A(*bases, **kw): pass\n",
        "class A:\n    x = x\n",
        "del a, b[0], c.d\n",
        "global a\na = 1\n",
        "def f():\n    nonlocal_ = 1\n    global g\n    del g\n",
        "a: int\n",
        "a = b = c = d[0] = e.f = 1\n",
        "(a, b), *c = d\n",
        "for a.b in c: pass\n",
        "for a[0] in [1, 2]: pass\n",
        "with a as (b, c), d as e.f: pass\n",
        "with (a as b, c as d): pass\n",
        "x = a if b else c if d else e\n",
        "x = not a and b or c\n",
        "x = a @ b // c ** d << e >> f & g | h ^ i\n",
        "x @= a\nx **= 2\nx >>= 1\n",
        "x = ~a\n",
        "x = a[1:2, ..., None, ::3]\n",
        "x = a[b][c](d)(e).f\n",
        "x = {**a, 'b': {**c}}\n",
        "x = {*a, b}\n",
        "x = {a: b for a, b in c if d if e for f in g}\n",
        "x = (a for a in b)\n",
        "x = [a async for a in b]\n",
        "async def f():\n    x = [await a async for a in b]\n    async with c: pass\n    return x\n",
        "def f(a, b=a, /, c=1, *d, e, f=2, **g): pass\n",
        "def f(): return (yield from g())\n",
        "x = f'{a!r:>{b}} {c=}'\n",
        "x = b'a' f'{b}'\n".replace("b'a'", "'a'"),
        "raise\n",
        "raise A from B\n",
        "assert a, b\n",
        "import a.b.c, d as e\n",
        "from . import a\nfrom .. import b as c\nfrom .d import *\n",
        "try:\n    pass\nfinally:\n    pass\n",
        "@a\n@b.c(d)\n@(e := f)\ndef g(): pass\n",
        "@property\ndef f(self): pass\n",
        "super()\nsuper(A, b).c()\n",
        "def f():\n    super().g()\n",
        "class A:\n    def f(self):\n        return super().f(super)\n",
        "match a:\n    case [1, *_, {'b': c, **d}, A(e, f=g), -1 | 'x' | None as h]: pass\n",
        "type_ = 1\nmatch type_:\n    case 1 if (y := 2): pass\n",
        "a = 1,\n",
        "a, = b\n",
        "[] = ()\n",
        "__all__ = ['a'] + b.__all__\n",
        "exec('x = 1')\neval('x')\nglobals()['a'] = 1\nlocals()\nvars(a)\n",
        "keras.layers.Dense(3)(keras.layers.Dense)(4)\n",
        "keras.Sequential(3)\nkeras.Sequential('abc')\nkeras.Sequential([None, 1, 'a'])\n",
        "keras.Sequential([None, 1, 'a'])(x)\nkeras.Sequential(3).compile(loss='mse')\n",
        "keras.Model(1)\nkeras.Model()\nkeras.Model(1, 2)(3)\nkeras.Model(*a, **b)\n",
        "m = keras.Sequential()\nm.pop()\nm.add()\nm.add(1, 2)\nm.compile('a', 'b', 'c', 'd', 'e')\nm()\n",
        "m = keras.Sequential()\nm.compile(loss=[])\nm.compile(loss={})\nm.compile(loss={1: 2})\nm.compile(loss=m)\n",
        "keras.losses.BinaryCrossentropy(1, 2, 3, 4, 5, 6, 7)(1)\nkeras.losses.BinaryCrossentropy()()\n",
        "keras.losses.BinaryCrossentropy(from_logits='auto')(y, p)\n",
        "tf.nn.softmax()\ntf.nn.softmax(1, 2, 3, 4, 5)\ntf.nn.softmax(logits=tf.nn.softmax)\n",
        "keras.losses.get()\nkeras.losses.get({'class_name': 3})\nkeras.losses.get({'class_name': 'X', 'config': 1})\n",
        "keras.applications.ResNet50(include_top=x, classes='a')(y)\n",
        "layers.Lambda(layers.Lambda(lambda: 1))(x)\nlayers.TimeDistributed(3)(x)\nlayers.Bidirectional()(x)\n",
        "layers.Activation(layers.Activation)(x)\nlayers.Activation(3)(x)\nlayers.Dense(3, activation=3)(x)\n",
        "layers.Reshape(('a',))(x)\nlayers.Concatenate()([])\nlayers.Add()(3)\nlayers.Average()(())\n",
        "class M(keras.Model):\n    def call(self): return self\nm = M()\nm.compile(loss='bce')\nm(1, 2, 3)\n",
        "class M(keras.Model):\n    def call(self, x): return self(x)\nM().compile(loss='binary_crossentropy')\n",
        "class M(keras.Sequential):\n    pass\nM(3).compile(loss='binary_crossentropy')\n",
        "a = [[]] * 3\na[0].append(a)\na[0][0][0].append(1)\n",
        "x = (lambda x: x(x))(lambda x: x(x))\n",
        "x = len(len)\ny = range(1, 2, 0)\nz = zip()\nw = enumerate(1, 2)\nv = dict([1])\n",
        "x = 'a'.format(**b)\ny = '{0.__class__}'.format('a')\nz = '{:d}'.format('a')\n",
        "x = int('9' * 5000)\ny = float('nan')\nz = y == y\n",
        "x = '\\ud800'\ny = b'\\xff'\n",
        "if (x := [y := 1, y**2]): pass\n",
    ],
)
def test_odd_programs_are_no_crash(text: str) -> None:
    assert not run(text).analysis.cut


def test_a_file_of_many_functions_ends() -> None:
    text = "".join(f"def f{n}(a=1):\n    return [a for _ in range(20)]\n" for n in range(300))
    assert run(text).analysis.steps <= limits.MAX_TOTAL_STEPS + limits.MAX_ENTRY_STEPS


def test_a_model_inside_itself() -> None:
    follow(
        """
        m = keras.Sequential([layers.Dense(3)])
        m.add(m)
        m.compile(loss="binary_crossentropy")
        n = keras.Sequential()
        n.add(n)
        n.compile(loss="binary_crossentropy")
        reveal(1)  # revealed: Constant[1]
        """
    )


def test_format_widths_and_powers_take_no_memory() -> None:
    follow(
        """
        reveal("%100000000000000d" % 1)  # revealed: Unknown
        reveal("{:>100000000000000}".format(1))  # revealed: Unknown
        n = 10
        for _ in range(24):
            n = n * n
        reveal(n)  # revealed: Unknown
        """
    )
