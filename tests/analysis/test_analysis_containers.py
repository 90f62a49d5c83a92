"""Lists, tuples, dicts: reading, writing, spreading, comprehension, identity."""

from __future__ import annotations

import pytest
from revealing import follow


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("(1, 'a')", "Tuple[Constant[1], Constant['a']]"),
        ("[1, 'a']", "List[Constant[1], Constant['a']]"),
        ("()", "Tuple[]"),
        ("[]", "List[]"),
        ("{}", "Dict[]"),
        ("{'a': 1, 2: 3}", "Dict['a': Constant[1], 2: Constant[3]]"),
        ("{'a': 1, 'a': 2}", "Dict['a': Constant[2]]"),
        ("{unbound: 1}", "Dict[?]"),
        ("{**{'a': 1}, 'b': 2}", "Dict['a': Constant[1], 'b': Constant[2]]"),
        ("{'a': 1, **{'a': 2}}", "Dict['a': Constant[2]]"),
        ("{'a': 1, **unbound}", "Dict[?]"),
        ("{**unbound, 'a': 1}", "Dict['a': Constant[1], ?]"),
        ("dict(a=1)", "Dict['a': Constant[1]]"),
        ("dict({'a': 1}, b=2)", "Dict['a': Constant[1], 'b': Constant[2]]"),
        ("dict(unbound, a=1)", "Dict['a': Constant[1], ?]"),
        ("[*[1, 2], 3]", "List[Constant[1], Constant[2], Constant[3]]"),
        ("(*[1], 2)", "Tuple[Constant[1], Constant[2]]"),
        ("[*range(2)]", "List[Constant[0], Constant[1]]"),
        ("[*unbound, 1]", "List[?]"),
        ("[1] + [2]", "List[Constant[1], Constant[2]]"),
        ("[1] * 2", "List[Constant[1], Constant[1]]"),
        ("(1,) + (2,)", "Tuple[Constant[1], Constant[2]]"),
        ("[1] + unbound", "List[?]"),
        ("[1, 2, 3][0]", "Constant[1]"),
        ("[1, 2, 3][-1]", "Constant[3]"),
        ("(1, 2, 3)[1:]", "Tuple[Constant[2], Constant[3]]"),
        ("[1, 2, 3][:-1]", "List[Constant[1], Constant[2]]"),
        ("[1, 2, 3][::-1]", "List[Constant[3], Constant[2], Constant[1]]"),
        ("[1, 2, 3][7]", "Unknown"),
        ("[1, 2, 3][unbound]", "Unknown"),
        ("{'a': 1}['a']", "Constant[1]"),
        ("{'a': 1}['b']", "Unknown"),
        ("{'a': 1}.get('a')", "Constant[1]"),
        ("{'a': 1}.get('b')", "Constant[None]"),
        ("{'a': 1}.get('b', 2)", "Constant[2]"),
        ("{**unbound, 'a': 1}.get('b', 2)", "Unknown"),
        ("{'a': 1, 'b': 2}[unbound]", "Constant[1] | Constant[2]"),
        ("list((1, 2))", "List[Constant[1], Constant[2]]"),
        ("tuple([1, 2])", "Tuple[Constant[1], Constant[2]]"),
        ("list({'a': 1})", "List[Constant['a']]"),
        ("list({'a': 1}.values())", "List[Constant[1]]"),
        ("list({'a': 1}.items())", "List[Tuple[Constant['a'], Constant[1]]]"),
        ("list(zip([1, 2], 'ab'))", "List[Tuple[Constant[1], Constant['a']], Tuple[Constant[2], Constant['b']]]"),
        ("list(enumerate('a'))", "List[Tuple[Constant[0], Constant['a']]]"),
        ("list(reversed([1, 2]))", "List[Constant[2], Constant[1]]"),
        ("list(map(str, [1]))", "List[Constant['1']]"),
        ("list(unbound)", "List[?]"),
        ("[n * 2 for n in range(3)]", "List[Constant[0], Constant[2], Constant[4]]"),
        ("[n for n in range(4) if n % 2]", "List[Constant[1], Constant[3]]"),
        ("[n for n in range(4) if unbound(n)]", "List[?]"),
        ("[a + b for a in 'xy' for b in 'z']", "List[Constant['xz'], Constant['yz']]"),
        ("[n for n in unbound]", "List[?]"),
        ("{n: n for n in range(2)}", "Dict[0: Constant[0], 1: Constant[1]]"),
        ("{n: 1 for n in unbound}", "Dict[?]"),
        ("[k for k, v in {'a': 1}.items()]", "List[Constant['a']]"),
        ("sum([1, 2])", "Unknown"),
        ("sorted([2, 1])", "Unknown"),
    ],
)
def test_expression(expression: str, shown: str) -> None:
    follow(f"reveal({expression})  # revealed: {shown}\n")


def test_unpacking() -> None:
    follow(
        """
        a, (b, c) = 1, (2, 3)
        reveal((a, b, c))  # revealed: Tuple[Constant[1], Constant[2], Constant[3]]
        first, *rest = [1, 2, 3]
        reveal(first)  # revealed: Constant[1]
        reveal(rest)  # revealed: List[Constant[2], Constant[3]]
        *init, last = (1, 2, 3)
        reveal(last)  # revealed: Constant[3]
        x, y = unbound
        reveal(x)  # revealed: Unknown
        """
    )


def test_unpacking_of_unknown_parts_keeps_identity() -> None:
    follow(
        """
        p, q = unbound
        a = "softmax" if p else None
        b = 1 if p else 2
        reveal((a, b))  # revealed: Tuple[Constant['softmax'] | Constant[None], Constant[1] | Constant[2]]
        reveal(b if p else 0)  # revealed: Constant[0] | Constant[1]
        """
    )


def test_list_methods() -> None:
    follow(
        """
        a = [1]
        a.append(2)
        a.extend([3, 4])
        a.insert(0, 0)
        reveal(a)  # revealed: List[Constant[0], Constant[1], Constant[2], Constant[3], Constant[4]]
        reveal(a.pop())  # revealed: Constant[4]
        reveal(a.pop(0))  # revealed: Constant[0]
        reveal(a)  # revealed: List[Constant[1], Constant[2], Constant[3]]
        a += [5]
        a[0] = "x"
        reveal(a)  # revealed: List[Constant['x'], Constant[2], Constant[3], Constant[5]]
        b = a.copy()
        a.append(9)
        reveal(len(b))  # revealed: Constant[4]
        a.sort()
        reveal(a)  # revealed: List[?]
        """
    )


def test_clear_reverse_remove_are_not_guessed() -> None:
    follow(
        """
        a = [1, 2]
        a.reverse()
        reveal(a[0])  # revealed: Unknown
        b = [1, 2]
        b.remove(1)
        reveal(b[0])  # revealed: Unknown
        """
    )


def test_a_list_is_shared_through_an_alias() -> None:
    follow(
        """
        a = []
        b = a
        b.append(1)
        reveal(a)  # revealed: List[Constant[1]]
        c = list(a)
        c.append(2)
        reveal(a)  # revealed: List[Constant[1]]
        """
    )


def test_each_display_is_another_list() -> None:
    follow(
        """
        def make():
            return []
        a = make()
        b = make()
        a.append(1)
        reveal(b)  # revealed: List[]
        """
    )


def test_dict_methods() -> None:
    follow(
        """
        d = {"a": 1}
        d["b"] = 2
        d.update(c=3)
        d.update({"a": 9})
        reveal(d)  # revealed: Dict['a': Constant[9], 'b': Constant[2], 'c': Constant[3]]
        reveal(d.pop("a"))  # revealed: Constant[9]
        reveal(d.setdefault("z", 7))  # revealed: Constant[7]
        reveal(d)  # revealed: Dict['b': Constant[2], 'c': Constant[3], 'z': Constant[7]]
        d.update(unbound)
        reveal(d.get("b"))  # revealed: Unknown
        """
    )


def test_an_item_set_under_an_unknown_key_may_be_any() -> None:
    follow(
        """
        d = {"a": 1}
        d[unbound] = 2
        reveal(d["a"])  # revealed: Unknown
        l = [1, 2]
        l[unbound] = 3
        reveal(l[0])  # revealed: Unknown
        """
    )


def test_a_deleted_item() -> None:
    follow(
        """
        d = {"a": 1, "b": 2}
        del d["a"]
        reveal(d.get("a", 5))  # revealed: Unknown
        """
    )


def test_unseen_code_may_change_a_list_or_dict() -> None:
    follow(
        """
        a = [1]
        d = {"a": 1}
        change(a, d)
        reveal(a)  # revealed: List[?]
        reveal(d)  # revealed: Dict[?]
        """
    )


def test_known_pure_functions_change_nothing() -> None:
    follow(
        """
        import numpy as np
        a = [1]
        np.mean(a)
        print(a)
        len(a)
        reveal(a)  # revealed: List[Constant[1]]
        """
    )


def test_keywords_from_a_known_dict() -> None:
    follow(
        """
        settings = {"activation": "softmax", "units": 3}
        reveal(layers.Dense(**settings)(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(layers.Dense(3, **unbound)(x))  # revealed: Unknown
        common = dict(activation="softmax")
        reveal(layers.Dense(3, **common)(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_keywords_beside_an_unknown_dict_stay_known() -> None:
    follow(
        """
        reveal(layers.Dense(3, activation="softmax", **unbound)(x))  # revealed: Tensor[probabilities softmax units=3]
        """
    )


def test_arguments_from_a_known_list() -> None:
    follow(
        """
        given = [3, "softmax"]
        reveal(layers.Dense(*given)(x))  # revealed: Tensor[probabilities softmax units=3]
        reveal(layers.Dense(*unbound)(x))  # revealed: Unknown
        """
    )


def test_a_dict_of_functions() -> None:
    follow(
        """
        heads = {"multi": lambda: layers.Dense(3, "softmax"), "binary": lambda: layers.Dense(1, "sigmoid")}
        reveal(heads["binary"]()(x))  # revealed: Tensor[probabilities sigmoid units=1]
        """
    )


def test_a_known_dict_of_settings_by_attribute_chain() -> None:
    follow(
        """
        CONFIG = {"model": {"head": "softmax", "units": [8, 3]}}
        reveal(layers.Dense(CONFIG["model"]["units"][-1], CONFIG["model"]["head"])(x))  # revealed: Tensor[probabilities softmax units=3]
        """  # noqa: E501
    )


def test_loops_over_dict_items() -> None:
    follow(
        """
        for key, value in {"a": 1, "b": 2}.items():
            reveal((key, value))  # revealed: Tuple[Constant['a'], Constant[1]] / Tuple[Constant['b'], Constant[2]]
        """
    )


def test_a_long_list_is_unknown_not_cut() -> None:
    follow(
        """
        a = [0] * 600
        reveal(a)  # revealed: List[?]
        reveal(len(a))  # revealed: Unknown
        """
    )


def test_containers_joined_after_a_branch() -> None:
    follow(
        """
        a = []
        if flag:
            a.append(1)
        reveal(len(a))  # revealed: Unknown
        b = [1]
        if flag:
            b = [2]
        reveal(b[0])  # revealed: Constant[1] | Constant[2]
        """
    )


def test_a_comprehension_has_its_own_names() -> None:
    follow(
        """
        n = "outer"
        a = [n for n in range(3)]
        reveal(n)  # revealed: Constant['outer']
        """
    )
