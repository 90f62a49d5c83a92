"""User classes: inheritance, properties, kinds of methods, dataclasses."""

from __future__ import annotations

from revealing import follow


def test_inheritance_and_super() -> None:
    follow(
        """
        class Base:
            act = None
            def __init__(self, units):
                self.units = units
            def head(self):
                return layers.Dense(self.units, activation=self.act)
        class Soft(Base):
            act = "softmax"
            def __init__(self):
                super().__init__(3)
        class Old(Base):
            def __init__(self):
                super(Old, self).__init__(2)
        class Older(Base):
            def __init__(self):
                Base.__init__(self, 4)
        reveal(Soft().head()(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(Old().head()(x))  # revealed: Tensor[logits units=2]
        reveal(Older().head()(x))  # revealed: Tensor[logits units=4]
        reveal(Base(1).head()(x))  # revealed: Tensor[logits units=1]
        """
    )


def test_overriding_and_calling_the_overridden_method() -> None:
    follow(
        """
        class A:
            def f(self):
                return 1
        class B(A):
            def f(self):
                return super().f() + 1
        class C(B):
            def f(self):
                return super().f() + 1
        reveal((A().f(), B().f(), C().f()))  # revealed: Tuple[Constant[1], Constant[2], Constant[3]]
        """
    )


def test_a_template_method_finds_the_overriding() -> None:
    follow(
        """
        class A:
            def run(self):
                return self.activation()
            def activation(self):
                return None
        class B(A):
            def activation(self):
                return "softmax"
        reveal(A().run())  # revealed: Constant[None]
        reveal(B().run())  # revealed: Constant['softmax']
        """
    )


def test_multiple_inheritance() -> None:
    follow(
        """
        class A:
            def f(self):
                return "A"
        class B:
            def f(self):
                return "B"
            def g(self):
                return "gB"
        class C(A, B):
            pass
        reveal((C().f(), C().g()))  # revealed: Tuple[Constant['A'], Constant['gB']]
        """
    )


def test_an_unknown_base_may_define_anything() -> None:
    follow(
        """
        from elsewhere import Base
        class A(make()):
            def f(self):
                return self.act
            def own(self):
                return 1
        reveal(A().f())  # revealed: Unknown
        reveal(A().own())  # revealed: Constant[1]
        class B(Base):
            def f(self):
                return self.act
        reveal(B().f())  # revealed: Unknown
        """
    )


def test_properties() -> None:
    follow(
        """
        import functools
        class A:
            def __init__(self):
                self._act = "softmax"
            @property
            def act(self):
                return self._act
            @act.setter
            def act(self, value):
                self._act = value
            @functools.cached_property
            def head(self):
                return layers.Dense(3, activation=self.act)
        reveal(A().act)  # revealed: Constant['softmax']
        reveal(A().head(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_staticmethod_and_classmethod() -> None:
    follow(
        """
        class A:
            act = "softmax"
            @staticmethod
            def head(units):
                return layers.Dense(units)
            @classmethod
            def soft(cls, units):
                return layers.Dense(units, activation=cls.act)
            @classmethod
            def make(cls):
                return cls()
        class B(A):
            act = "sigmoid"
        reveal(A.head(3)(x))  # revealed: Tensor[logits units=3]
        reveal(A().head(3)(x))  # revealed: Tensor[logits units=3]
        reveal(A.soft(2)(x))  # revealed: Tensor[probabilities softmax units=2]
        reveal(B.soft(2)(x))  # revealed: Tensor[probabilities sigmoid units=2]
        reveal(B().soft(2)(x))  # revealed: Tensor[probabilities sigmoid units=2]
        reveal(B.make())  # revealed: Instance[B]
        """
    )


def test_dataclasses() -> None:
    follow(
        """
        import dataclasses
        from dataclasses import dataclass, field
        @dataclass
        class Config:
            units: int
            act: str = "softmax"
            names: list = field(default_factory=list)
            def head(self):
                return layers.Dense(self.units, activation=self.act)
        reveal(Config(3).head()(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(Config(act=None, units=1).head()(x))  # revealed: Tensor[logits units=1]
        reveal(Config(**unbound).act)  # revealed: Unknown
        @dataclasses.dataclass(frozen=True)
        class More(Config):
            extra: int = 5
        reveal((More(2).act, More(2).extra, More(2, None, [], 6).extra))  # revealed: Tuple[Constant['softmax'], Constant[5], Constant[6]]
        """  # noqa: E501
    )


def test_a_dataclass_default_factory_is_not_the_field_object() -> None:
    follow(
        """
        from dataclasses import dataclass, field
        @dataclass
        class Config:
            sizes: list = field(default_factory=lambda: [1, 2])
            act: str = field(default="softmax")
        reveal(Config().sizes)  # revealed: Unknown
        reveal(Config().act)  # revealed: Unknown
        """
    )


def test_an_abstract_method_raises() -> None:
    follow(
        """
        import abc
        class A(abc.ABC):
            @abc.abstractmethod
            def head(self):
                raise NotImplementedError
            def build(self):
                return self.head()
        class B(A):
            def head(self):
                return layers.Dense(3)
        reveal(B().build()(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_diamond() -> None:
    follow(
        """
        class A:
            def f(self):
                return "A"
        class B(A):
            pass
        class C(A):
            def f(self):
                return "C"
        class D(B, C):
            pass
        reveal(D().f())  # revealed: Constant['C']
        """
    )


def test_a_property_setter_is_run_or_unknown() -> None:
    follow(
        """
        class A:
            def __init__(self):
                self._act = "softmax"
            @property
            def act(self):
                return self._act
            @act.setter
            def act(self, value):
                self._act = "set " + value
        a = A()
        a.act = "x"
        reveal(a._act)  # revealed: Constant['set x']
        """
    )


def test_dataclass_post_init() -> None:
    follow(
        """
        from dataclasses import dataclass
        @dataclass
        class Config:
            logits: bool = True
            def __post_init__(self):
                self.act = None if self.logits else "softmax"
        reveal(Config().act)  # revealed: Constant[None]
        """
    )


def test_named_tuples_and_attrs_are_not_guessed() -> None:
    follow(
        """
        from collections import namedtuple
        from typing import NamedTuple
        Point = namedtuple("Point", "act")
        reveal(Point("softmax").act)  # revealed: Unknown
        class P(NamedTuple):
            act: str = "softmax"
        reveal(P("sigmoid").act)  # revealed: Unknown
        import attr
        @attr.s
        class C:
            act = attr.ib(default="softmax")
        reveal(C().act)  # revealed: Unknown
        """
    )
