"""Entry points: what nobody calls is run once with its defaults; what is called is judged at its calls only."""

from __future__ import annotations

from revealing import follow


def test_a_function_never_called_is_run_once_with_its_defaults() -> None:
    follow(
        """
        def build(units, act="softmax", *rest, key=1, **more):
            reveal((units, act, key))  # revealed: Tuple[Unknown, Constant['softmax'], Constant[1]]
            reveal(rest)  # revealed: Tuple[]
            reveal(more)  # revealed: Dict[]
        """
    )


def test_a_function_with_calls_is_judged_at_those_only() -> None:
    follow(
        """
        def build(act="softmax"):
            reveal(act)  # revealed: Constant['sigmoid'] / Constant[None]
        build("sigmoid")
        build(None)
        """
    )


def test_a_call_from_a_function_that_is_itself_never_called_counts() -> None:
    follow(
        """
        def build(act="softmax"):
            reveal(act)  # revealed: Constant['sigmoid']
        def main():
            build("sigmoid")
        """
    )


def test_a_call_that_is_defined_later_counts() -> None:
    follow(
        """
        def main():
            return build("sigmoid")
        def build(act="softmax"):
            reveal(act)  # revealed: Constant['sigmoid']
            return act
        """
    )


def test_calls_under_main_count() -> None:
    follow(
        """
        def build(act="softmax"):
            reveal(act)  # revealed: Constant['sigmoid']
        if __name__ == "__main__":
            build("sigmoid")
        """
    )


def test_a_call_in_a_dead_arm_is_no_call() -> None:
    follow(
        """
        def build(act="softmax"):
            reveal(act)  # revealed: Constant['softmax']
        if False:
            build("sigmoid")
        """
    )


def test_a_function_only_passed_on_is_run_once() -> None:
    follow(
        """
        def build(act="softmax"):
            reveal(act)  # revealed: Constant['softmax']
        register(build)
        """
    )


def test_module_state_at_the_end_is_what_functions_see() -> None:
    follow(
        """
        ACT = "softmax"
        def build():
            reveal(ACT)  # revealed: Constant['sigmoid']
        ACT = "sigmoid"
        """
    )


def test_entries_do_not_disturb_each_other() -> None:
    follow(
        """
        state = {"a": 1}
        def first():
            global ACT
            ACT = 5
            state["a"] = 2
        def second():
            reveal(state["a"])  # revealed: Constant[1]
            reveal(ACT)  # revealed: Constant[0]
        ACT = 0
        """
    )


def test_methods_of_a_class_never_instantiated() -> None:
    follow(
        """
        class Trainer:
            act = "softmax"
            def __init__(self, units, lr=0.1):
                self.units = units
                self.lr = lr
                self.head = layers.Dense(3, activation=self.act)
            def step(self, batch):
                reveal((self.units, self.lr))  # revealed: Tuple[Unknown, Constant[0.1]]
                reveal(self.head(batch))  # revealed: Tensor[probabilities softmax units=3]
                reveal(self.missing)  # revealed: Unknown
        """
    )


def test_self_attributes_are_the_join_over_all_methods() -> None:
    follow(
        """
        class Trainer:
            def __init__(self):
                self.act = None
            def use_softmax(self):
                self.act = "softmax"
            def show(self):
                reveal(self.act)  # revealed: Constant['softmax'] | Constant[None]
        """
    )


def test_visible_calls_order_the_assignments() -> None:
    follow(
        """
        class Trainer:
            def __init__(self):
                self.act = None
            def build(self):
                self.act = "softmax"
            def show(self):
                reveal(self.act)  # revealed: Constant['softmax']
        t = Trainer()
        t.build()
        t.show()
        """
    )


def test_methods_called_by_init_are_ordered() -> None:
    follow(
        """
        class Trainer:
            def __init__(self):
                self.act = "softmax"
                self.build()
            def build(self):
                reveal(self.act)  # revealed: Constant['softmax']
        """
    )


def test_attributes_of_a_base_class_are_seen() -> None:
    follow(
        """
        class Base:
            def __init__(self):
                self.act = "softmax"
        class Child(Base):
            def show(self):
                reveal(self.act)  # revealed: Constant['softmax']
        """
    )


def test_a_method_not_called_of_a_class_that_is_instantiated() -> None:
    follow(
        """
        class Trainer:
            def __init__(self, act="softmax"):
                self.act = act
            def show(self, other=1):
                reveal((self.act, other))  # revealed: Tuple[Constant['sigmoid'], Constant[1]]
        t = Trainer("sigmoid")
        """
    )


def test_instances_made_in_a_function_are_seen() -> None:
    follow(
        """
        class Trainer:
            def __init__(self, act="softmax"):
                self.act = act
            def show(self):
                reveal(self.act)  # revealed: Constant['sigmoid']
        def main():
            t = Trainer("sigmoid")
            t.show()
        """
    )


def test_static_and_class_methods_never_called() -> None:
    follow(
        """
        class A:
            act = "softmax"
            @staticmethod
            def f(units=3):
                reveal(units)  # revealed: Constant[3]
            @classmethod
            def g(cls):
                reveal(cls.act)  # revealed: Constant['softmax']
            @property
            def p(self):
                reveal(self.act)  # revealed: Constant['softmax']
                return self.act
        """
    )


def test_a_function_under_an_unknown_decorator_is_still_run_once() -> None:
    follow(
        """
        @app.command()
        def main(act="softmax"):
            reveal(act)  # revealed: Constant['softmax']
        """
    )


def test_a_function_under_a_pass_through_decorator() -> None:
    follow(
        """
        @tf.function
        def step(a, b=2):
            reveal(b)  # revealed: Constant[2]
        """
    )


def test_test_functions_and_their_fixtures() -> None:
    follow(
        """
        import unittest
        class T(unittest.TestCase):
            def setUp(self):
                self.act = "softmax"
            def test_it(self):
                reveal(self.act)  # revealed: Constant['softmax']
        """
    )


def test_a_method_called_on_an_unknown_object_is_no_visible_call() -> None:
    follow(
        """
        class Trainer:
            def show(self, act="softmax"):
                reveal(act)  # revealed: Constant['softmax']
        def main(trainer):
            trainer.show("sigmoid")
        """
    )


def test_main_with_parsed_arguments() -> None:
    follow(
        """
        import argparse
        def parse():
            parser = argparse.ArgumentParser()
            parser.add_argument("--act", default="softmax")
            return parser.parse_args()
        def main():
            args = parse()
            reveal(args.act)  # revealed: Unknown
            a = 1 if args.act == "x" else 2
            if args.act == "x":
                reveal(a)  # revealed: Constant[1]
        if __name__ == "__main__":
            main()
        """
    )


def test_a_recursive_function_never_called() -> None:
    follow(
        """
        def f(n=3):
            reveal(n)  # revealed: Constant[3] / Constant[2]
            return f(n - 1)
        """
    )


def test_functions_inside_functions_never_called() -> None:
    follow(
        """
        def outer(act="softmax"):
            def inner(units=3):
                reveal((act, units))  # revealed: Tuple[Constant['softmax'], Constant[3]]
            return inner
        """
    )


def test_a_class_defined_in_a_function() -> None:
    follow(
        """
        def make(act="softmax"):
            class A:
                def show(self):
                    reveal(act)  # revealed: Constant['softmax']
            return A
        """
    )
