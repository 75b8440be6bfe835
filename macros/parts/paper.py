"""Parts about what can be printed and saved."""

from macros.binder.pen import Pen
from macros.binder.policies import printed

from .part import Desk, Values, part


@part
def binder_list(desk: Desk) -> Values:
    policies = printed(Pen(desk.book, desk.today))
    shelves = {policy.category for policy in policies}
    laws = {i for policy in policies for i in policy.satisfies}
    return {
        "categories": [c for c in desk.book.categories.values() if c.id in shelves],
        "roles": [r for r in desk.table("role") if r.status == "active"],
        "regulations": [r for r in desk.table("regulation") if r.id in laws],
    }


@part
def binder_form(desk: Desk) -> Values:
    practice = desk.book.practice
    return {"repository": practice.repository if practice else None}
