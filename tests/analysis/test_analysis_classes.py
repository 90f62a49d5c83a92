"""User classes: attributes, methods, objects."""

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
        reveal((A.act, a.act))  # revealed: Tuple[Constant['softmax'], Constant['softmax']]
        reveal(a.get())  # revealed: Constant['softmax']
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


def test_setattr_with_an_unknown_name_may_set_any_attribute() -> None:
    follow(
        """
        class A:
            act = "softmax"
            def __init__(self, **kwargs):
                for key, value in kwargs.items():
                    setattr(self, key, value)
        reveal(A(**unbound).act)  # revealed: Unknown
        reveal(A(act=None).act)  # revealed: Constant[None]
        """
    )


def test_updating_the_dict_of_an_object_may_set_any_attribute() -> None:
    follow(
        """
        class A:
            def __init__(self, **kwargs):
                self.act = "softmax"
                self.__dict__.update(kwargs)
        reveal(A(**unbound).act)  # revealed: Unknown
        """
    )


def test_new_is_not_followed() -> None:
    follow(
        """
        class A:
            def __new__(cls):
                return 3
            def __init__(self):
                self.a = 1
        reveal(A())  # revealed: Unknown
        """
    )
