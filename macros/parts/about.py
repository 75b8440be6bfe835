"""Parts about the handbook itself: its data and its rules."""

from macros.kinds import BY_NAME, KINDS
from macros.markdown import to_html
from macros.reference import groups
from macros.rules import RULES
from macros.rules.explain import in_order

from .part import Desk, Values, part


@part
def data_index(desk: Desk) -> Values:
    del desk
    return {"kinds": [(kind, (kind.record.__doc__ or "").strip()) for kind in KINDS]}


@part
def data_page(desk: Desk, name: str) -> Values:
    del desk
    kind = BY_NAME[name]
    return {"kind": kind, "groups": groups(kind)}


@part
def rule_index(desk: Desk) -> Values:
    del desk
    return {"rules": in_order()}


@part
def rule_page(desk: Desk, rule_id: str) -> Values:
    del desk
    rule = RULES[rule_id]
    examples = [("Bad", list(rule.bad.items())), ("Good", list(rule.good.items()))]
    return {"rule": rule, "reason": to_html(rule.reason), "examples": examples}
