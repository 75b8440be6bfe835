"""Every rule is tested by its own examples: Bad breaks this rule only, Good breaks nothing."""

import re
from typing import TYPE_CHECKING

import pytest

from macros.rules import RULES, Rule
from tests.lay import Lay

if TYPE_CHECKING:
    from collections.abc import Callable

WITH_EXAMPLES = sorted(rule_id for rule_id, rule in RULES.items() if rule.bad)
# What no text in a docstring can show has tests of its own in test_source.py, test_load.py
# and test_witness.py.
WITHOUT = {"FIL001", "FIL002", "FIL003", "FIL004", "FIL005", "FIL007", "FIL009", "FIL014", "FIL019"}
WITHOUT |= {"ONB005", "GIT001", "GIT002", "GIT003"}


@pytest.mark.parametrize("rule_id", WITH_EXAMPLES)
def test_bad_example_breaks_this_rule_only(rule_id: str, lay: Lay) -> None:
    found = lay(RULES[rule_id].bad, approve=_approved(rule_id))
    assert {p.rule for p in found} == {rule_id}, "\n".join(map(str, found))


@pytest.mark.parametrize("rule_id", WITH_EXAMPLES)
def test_good_example_breaks_nothing(rule_id: str, lay: Lay) -> None:
    assert lay(RULES[rule_id].good, approve=_approved(rule_id)) == []


def _approved(rule_id: str) -> bool:
    """Whether an example leaves approvals out, because its rule is about something else."""
    return not rule_id.startswith("APR") or rule_id in ("APR008", "APR009")


def test_smallest_handbook_breaks_nothing(lay: Lay) -> None:
    assert lay({}) == []


def test_only_rules_that_no_text_can_show_have_no_example() -> None:
    assert set(RULES) - set(WITH_EXAMPLES) == WITHOUT


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    is_sentence: Callable[[str], object] = re.compile(r"[A-Z\"\d].*[.:?…]", re.DOTALL).fullmatch
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.id)
    assert is_sentence(rule.title)
    assert is_sentence(rule.fix)
    assert not rule.reason or is_sentence(rule.reason)
