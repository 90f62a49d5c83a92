"""Constants, strings made of constants, operators and conditional expressions."""

from __future__ import annotations

import pytest
from revealing import follow


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("3", "3"),
        ("-3", "-3"),
        ("+3", "3"),
        ("0x1F", "31"),
        ("1_000", "1000"),
        ("1e-3", "0.001"),
        ("2j", "2j"),
        ("'soft' 'max'", "'softmax'"),
        ("'soft' + 'max'", "'softmax'"),
        ("r'a\\d'", "'a\\\\d'"),
        ("b'a' b'b'", "b'ab'"),
        ("u'softmax'", "'softmax'"),
        ("'''softmax'''", "'softmax'"),
        ("f'soft{\"max\"}'", "'softmax'"),
        ("f'{{}}'", "'{}'"),
        ("f'{1 + 2}units'", "'3units'"),
        ("f'{True}'", "'True'"),
        ("f'a' 'b' f'{1}'", "'ab1'"),
        ("rf'{1}\\d'", "'1\\\\d'"),
        ("'%s_crossentropy' % 'binary'", "'binary_crossentropy'"),
        ("'{}_crossentropy'.format('binary')", "'binary_crossentropy'"),
        ("'{kind}_crossentropy'.format(kind='binary')", "'binary_crossentropy'"),
        ("'SoftMax'.lower()", "'softmax'"),
        ("' softmax '.strip()", "'softmax'"),
        ("'soft_max'.replace('_', '')", "'softmax'"),
        ("'softmax'.startswith('soft')", "True"),
        ("1 + 2 * 3", "7"),
        ("7 // 2", "3"),
        ("7 % 2", "1"),
        ("1 / 2", "0.5"),
        ("int('3')", "3"),
        ("int(3.7)", "3"),
        ("str(3)", "'3'"),
        ("float('0.5')", "0.5"),
        ("bool([])", "False"),
        ("bool([0])", "True"),
        ("len([1, 2, 3])", "3"),
        ("len('abc')", "3"),
        ("len({'a': 1})", "1"),
        ("len(range(4))", "4"),
        ("not 0", "True"),
        ("not []", "True"),
        ("not 'a'", "False"),
        ("None", "None"),
        ("...", "Ellipsis"),
        ("1 == 1.0", "True"),
        ("1 < 2", "True"),
        ("2 >= 3", "False"),
        ("'a' != 'b'", "True"),
        ("'a' in 'abc'", "True"),
        ("'a' in ['a', 'b']", "True"),
        ("'c' not in ('a', 'b')", "True"),
        ("'a' in {'a': 1}", "True"),
        ("'a' in {'b', 'c'}", "False"),
        ("None is None", "True"),
        ("3 is None", "False"),
        ("[] is not None", "True"),
        ("keras.layers.Dense is None", "False"),
        ("layers.Dense(3) is None", "False"),
        ("1 if True else 2", "1"),
        ("1 if 0 else 2", "2"),
        ("1 if None else 2", "2"),
        ("1 if 'a' == 'b' else 2", "2"),
        ("None or 'softmax'", "'softmax'"),
        ("'softmax' or None", "'softmax'"),
        ("'' or 'softmax'", "'softmax'"),
        ("None and 'softmax'", "None"),
        ("1 and 2", "2"),
        ("(x := 3)", "3"),
        ("__name__", "'__main__'"),
        ("(3)", "3"),
    ],
)
def test_folded(expression: str, value: str) -> None:
    follow(f"reveal({expression})  # revealed: Constant[{value}]\n")


@pytest.mark.parametrize(
    "expression",
    [
        "unbound",
        "f'{unbound}'",
        "f'{0.123:.2f}'",
        "f'{1!r}'",
        "'a' + unbound",
        "'%s' % unbound",
        "unbound + 1",
        "-unbound",
        "not unbound",
        "unbound == 1",
        "1 / 0",
        "'a' - 1",
        "'a' < 1",
        "int('x')",
        "len(3)",
        "'{} {}'.format('a')",
        "'x' * 10",
        "9" * 50,
        "unbound(1)",
        "unbound.name",
        "unbound[0]",
        "(await f())",
        "input()",
        "open('x').read()",
        "'abc'.encode()",
        "lambda_ is None",
        "[1, 2] == [1, 2]",
    ],
)
def test_not_folded(expression: str) -> None:
    follow(f"reveal({expression})  # revealed: Unknown\n")


def test_a_conditional_expression_on_an_unknown_has_two_values() -> None:
    follow(
        """
        a = "softmax" if flag else None
        reveal(a)  # revealed: Constant['softmax'] | Constant[None]
        reveal("linear" if flag else None)  # revealed: Constant['linear'] | Constant[None]
        """
    )


def test_equal_arms_are_one_value() -> None:
    follow("reveal(1 if flag else 1)  # revealed: Constant[1]\n")


def test_numbers_of_different_types_are_different_constants() -> None:
    follow(
        """
        reveal(1 if flag else True)  # revealed: Constant[1] | Constant[True]
        reveal(0.0 if flag else -0.0)  # revealed: Constant[-0.0] | Constant[0.0]
        """
    )


def test_or_with_an_unknown_left_side() -> None:
    follow(
        """
        reveal(unbound or "softmax")  # revealed: Constant['softmax'] | Unknown
        reveal(unbound and "softmax")  # revealed: Constant['softmax'] | Unknown
        """
    )


def test_or_among_alternatives() -> None:
    follow(
        """
        a = None if flag else "softmax"
        reveal(a or "sigmoid")  # revealed: Constant['sigmoid'] | Constant['softmax']
        """
    )


def test_chained_comparison() -> None:
    follow(
        """
        reveal(0 < n < 3)  # revealed: Unknown
        """
    )


def test_chained_assignment_and_swap() -> None:
    follow(
        """
        a = b = 3
        reveal(a)  # revealed: Constant[3]
        a, b = 1, 2
        a, b = b, a
        reveal((a, b))  # revealed: Tuple[Constant[2], Constant[1]]
        """
    )


def test_annotated_and_augmented_assignment() -> None:
    follow(
        """
        units: int = 3
        declared: int
        units += 1
        reveal(units)  # revealed: Constant[4]
        name = "soft"
        name += "max"
        reveal(name)  # revealed: Constant['softmax']
        reveal(declared)  # revealed: Unknown
        """
    )


def test_a_use_before_the_assignment_sees_nothing_of_it() -> None:
    follow(
        """
        reveal(units)  # revealed: Unknown
        units = 3
        """
    )


def test_isinstance_is_not_guessed() -> None:
    follow("reveal(1 if isinstance(x, str) else 2)  # revealed: Constant[1] | Constant[2]\n")


def test_a_huge_string_is_unknown() -> None:
    follow(
        """
        a = "x" "y"
        for _ in range(20):
            a = a + a
        reveal(a)  # revealed: Unknown
        """
    )


def test_debug_is_true() -> None:
    follow("reveal(__debug__)  # revealed: Constant[True]\n")
