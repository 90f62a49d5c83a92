"""User classes: attributes, methods, inheritance, properties, dataclasses."""

from __future__ import annotations

from revealing import follow


def test_attributes_set_by_init() -> None:
    follow(
        """
        class Config:
            def __init__(self, units, act="softmax"):
                self.units = units
                self.act = act
        c = Config(3)
        reveal((c.units, c.act))  # revealed: Tuple[Constant[3], Constant['softmax']]
        d = Config(act=None, units=1)
        reveal((d.units, d.act))  # revealed: Tuple[Constant[1], Constant[None]]
        """
    )


def test_objects_are_kept_apart() -> None:
    follow(
        """
        class A:
            pass
        a, b = A(), A()
        a.x = 1
        b.x = 2
        reveal((a.x, b.x))  # revealed: Tuple[Constant[1], Constant[2]]
        alias = a
        alias.x = 3
        reveal(a.x)  # revealed: Constant[3]
        """
    )


def test_class_attributes_and_their_overriding() -> None:
    follow(
        """
        class A:
            act = "softmax"
            def get(self):
                return self.act
        a = A()
        reveal((A.act, a.act, a.get()))  # revealed: Tuple[Constant['softmax'], Constant['softmax'], Constant['softmax']]
        a.act = None
        reveal((A.act, a.get()))  # revealed: Tuple[Constant['softmax'], Constant[None]]
        A.act = "sigmoid"
        reveal(A().get())  # revealed: Constant['sigmoid']
        """
    )


def test_methods_see_and_change_self() -> None:
    follow(
        """
        class Trainer:
            def __init__(self):
                self.model = None
            def build(self):
                self.model = layers.Dense(3)
                return self
            def run(self):
                return self.model(x)
        t = Trainer()
        t.build()
        reveal(t.run())  # revealed: Tensor[logits units=3]
        reveal(Trainer().build().run())  # revealed: Tensor[logits units=3]
        """
    )


def test_an_attribute_never_assigned_is_unknown() -> None:
    follow(
        """
        class A:
            pass
        reveal(A().missing)  # revealed: Unknown
        """
    )


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


def test_an_unknown_class_decorator_makes_the_class_unknown() -> None:
    follow(
        """
        import gin
        @gin.configurable
        class A:
            def f(self):
                return 1
        reveal(A().f())  # revealed: Unknown
        """
    )


def test_call_makes_an_object_callable() -> None:
    follow(
        """
        class Head:
            def __call__(self, h):
                return layers.Dense(3)(h)
        reveal(Head()(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_methods_as_values() -> None:
    follow(
        """
        class A:
            def __init__(self):
                self.units = 3
            def head(self, h):
                return layers.Dense(self.units)(h)
        f = A().head
        reveal(f(x))  # revealed: Tensor[logits units=3]
        reveal(A.head(A(), x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_function_kept_in_an_attribute_gets_no_self() -> None:
    follow(
        """
        def head(h):
            return layers.Dense(3)(h)
        class A:
            def __init__(self, f):
                self.f = f
        reveal(A(head).f(x))  # revealed: Tensor[logits units=3]
        reveal(A(lambda h: layers.Dense(2)(h)).f(x))  # revealed: Tensor[logits units=2]
        """
    )


def test_setattr_and_getattr() -> None:
    follow(
        """
        class A:
            pass
        a = A()
        setattr(a, "act", "softmax")
        reveal(getattr(a, "act"))  # revealed: Constant['softmax']
        reveal(getattr(a, "act", None))  # revealed: Constant['softmax']
        reveal(getattr(a, unbound))  # revealed: Unknown
        """
    )


def test_an_object_given_to_unknown_code_keeps_its_attributes() -> None:
    follow(
        """
        class A:
            def __init__(self):
                self.act = "softmax"
        a = A()
        look_at(a)
        reveal(a.act)  # revealed: Constant['softmax']
        """
    )


def test_nested_classes_and_class_level_code() -> None:
    follow(
        """
        class A:
            units = [1, 2, 3]
            last = units[-1]
            class B:
                act = "softmax"
        reveal((A.last, A.B.act, A().B().act))  # revealed: Tuple[Constant[3], Constant['softmax'], Constant['softmax']]
        """
    )


def test_classes_made_in_a_function_are_kept_apart() -> None:
    follow(
        """
        def make(value):
            class A:
                act = value
            return A
        reveal((make("softmax")().act, make(None)().act))  # revealed: Tuple[Constant['softmax'], Constant[None]]
        """
    )


def test_getattr_fallbacks_of_a_class_are_not_guessed() -> None:
    follow(
        """
        class Config:
            def __getattr__(self, name):
                return "softmax"
        reveal(Config().missing)  # revealed: Unknown
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


def test_class_and_self_attributes_through_type() -> None:
    follow(
        """
        class A:
            act = "softmax"
            def f(self):
                return type(self).act, self.__class__.act
        reveal(A().f())  # revealed: Tuple[Constant['softmax'], Constant['softmax']]
        """
    )


def test_augmented_assignment_of_an_attribute() -> None:
    follow(
        """
        class A:
            def __init__(self):
                self.n = 1
                self.items = []
        a = A()
        a.n += 1
        a.items += [1]
        reveal((a.n, a.items))  # revealed: Tuple[Constant[2], List[Constant[1]]]
        """
    )


def test_an_attribute_assigned_in_a_branch() -> None:
    follow(
        """
        class A:
            def __init__(self, flag):
                if flag:
                    self.act = "softmax"
                else:
                    self.act = None
        reveal(A(True).act)  # revealed: Constant['softmax']
        reveal(A(unbound).act)  # revealed: Constant['softmax'] | Constant[None]
        """
    )
