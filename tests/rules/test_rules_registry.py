"""Codes, names, order, and the page of each rule."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from xent_lint import rules
from xent_lint.check import check
from xent_lint.diagnostics import PAIR_ORDER
from xent_lint.files import Disk
from xent_lint.fixing import fix
from xent_lint.rules.registry import Rule, all_rules
from xent_lint.settings import Settings
from xent_lint.source import Source

SECTIONS = ["What it does", "Why is this bad?", "Example", "Use instead", "Fix safety", "References"]
NOT_RULES = {"registry", "wording"}
ON_COMMENTS = {"XEN900": "xent_lint.rules.unused_noqa"}
"""Rules that judge no observation, and the modules of their pages."""
KNOWN = ["XEN101", "XEN102", "XEN103", "XEN104", "XEN107", "XEN201"]
SHOWN_ONLY = {"XEN103", "XEN107", "XEN900"}
"""Codes of which no fix is ever applied: which way out is right, the author knows."""

EVERYTHING = Settings(select=("XEN", *ON_COMMENTS))

ALL = list(all_rules().values())


def module_of(rule: Rule) -> str:
    """The module that holds a rule's one check, or its page."""
    if rule.code in ON_COMMENTS:
        assert (rule.pair_check, rule.check) == (None, None)
        return ON_COMMENTS[rule.code]
    checks = [check for check in (rule.pair_check, rule.check) if check is not None]
    assert len(checks) == 1
    return checks[0].__module__


def section(rule: Rule, title: str) -> str:
    """The text of one section of a rule's page."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", rule.documentation, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1].strip()


def program(rule: Rule, title: str) -> str:
    """The one program in a section."""
    found = re.findall(r"```python\n(.*?)```", section(rule, title), re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def lint(text: str) -> list[str]:
    """The codes found in a program."""
    return [each.code for each in check(Source(filename="example.py", text=text), EVERYTHING)]


def test_every_rule_of_this_stage_is_there() -> None:
    assert set(KNOWN) <= set(all_rules())
    assert {code for code in all_rules() if code not in PAIR_ORDER} == {
        *("XEN202", "XEN203", "XEN204"),
        *("XEN301", "XEN302", "XEN303"),
        *ON_COMMENTS,
    }


def test_every_module_is_one_rule() -> None:
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)} - NOT_RULES
    assert {module_of(rule).rpartition(".")[2] for rule in ALL} == modules
    assert len(modules) == len(ALL)


def test_names_are_unique_and_spoken() -> None:
    assert len({rule.name for rule in ALL}) == len(ALL)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name) for rule in ALL)


def test_codes_have_the_prefix_and_a_place_in_the_order() -> None:
    assert all(re.fullmatch(r"XEN\d{3}", code) for code in all_rules())
    assert all(rule.code == code for code, rule in all_rules().items())
    assert len(set(PAIR_ORDER)) == len(PAIR_ORDER)


def test_rules_are_asked_in_the_order_of_the_catalogue() -> None:
    assert PAIR_ORDER == ("XEN105", "XEN104", "XEN103", "XEN106", "XEN102", "XEN101", "XEN107", "XEN201")
    asked = [code for code in all_rules() if code in PAIR_ORDER]
    assert asked == [code for code in PAIR_ORDER if code in asked]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_severity_follows_the_group(rule: Rule) -> None:
    assert rule.severity.value == ("warning" if rule.code.startswith(("XEN2", "XEN9")) else "error")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_page_has_its_sections_in_order(rule: Rule) -> None:
    assert re.findall(r"^## (.*)$", rule.documentation, re.MULTILINE) == SECTIONS
    assert all(section(rule, title) for title in SECTIONS)
    title = rule.documentation.strip().splitlines()[0]
    assert title and not title.endswith(".")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_page_is_the_docstring_of_the_module(rule: Rule) -> None:
    assert rule.documentation == importlib.import_module(module_of(rule)).__doc__


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_example_is_flagged_with_exactly_this_code(rule: Rule) -> None:
    beside = {"XEN201"} if rule.code not in PAIR_ORDER else set()  # it may be said of the same pair as well
    found = lint(program(rule, "Example"))
    assert [code for code in found if code not in beside] == [rule.code]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_what_to_use_instead_is_clean(rule: Rule) -> None:
    assert lint(program(rule, "Use instead")) == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_the_fix_writes_what_to_use_instead(rule: Rule) -> None:
    example = Source(filename="example.py", text=program(rule, "Example"))
    fixed = fix(example, EVERYTHING, Disk(), check, unsafe=True)
    assert (fixed.errors, fixed.remarks) == ((), ())
    if rule.code in SHOWN_ONLY:
        assert fixed.source == example
        assert any(each.message for found in fixed.remaining for each in found.fixes)
    else:
        assert fixed.source.text == program(rule, "Use instead")


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_both_programs_are_python_and_name_their_imports(rule: Rule) -> None:
    for title in ("Example", "Use instead"):
        text = program(rule, title)
        compile(text, title, "exec")
        assert "import" in text
