"""Parts about policies: the register, a policy, and each of its versions."""

from datetime import timedelta
from typing import Any

from macros.approval_lines import pasted_lines
from macros.model.policy import Approval, Policy, Revision
from macros.model.record import Phrase, Record
from macros.model.work import Procedure
from macros.pages import ordered, version_path
from macros.views import approving, standing
from macros.views.dates import next_review
from macros.views.redline import redline
from macros.views.retention import retirement
from macros.words import seal, text

from .part import Desk, Values, part


def _state(desk: Desk, policy: Policy) -> tuple[str, str]:
    """The state of a policy: its color's name, and its words."""
    if standing.retired(policy, desk.today):
        return "old", "Retired"
    if policy.status == "in-review":
        return "old", "In review, not in force"
    if standing.in_force(desk.whole, desk.whole.policies[policy.id], desk.today) is None:
        return "warn", "Not yet in force"
    due = next_review(desk.book, policy)
    return ("late", "In force, review overdue") if due and due < desk.today else ("ok", "In force")


@part
def policy_register(desk: Desk) -> Values:
    rows = [
        (policy, *_state(desk, policy), next_review(desk.book, policy))
        for policy in desk.table("policy")
    ]
    shown = {policy.category for policy, *_ in rows}
    categories = [c for c in desk.book.categories.values() if c.id in shown]
    return {"rows": rows, "categories": categories}


@part
def policy_page(desk: Desk, policy_id: str) -> Values:
    book = desk.book
    policy = book.policies[policy_id]
    state, word = _state(desk, policy)
    raw = desk.whole.policies[policy_id]
    revision = standing.in_force(desk.whole, raw, desk.today)
    coming = standing.coming(desk.whole, raw, desk.today)
    return {
        "policy": policy,
        "category": book.categories.get(policy.category),
        "state": state,
        "word": word,
        "revision": revision,
        "coming": coming,
        "coming_page": version_path(policy_id, coming.version) if coming else "",
        "due": next_review(book, policy),
        "approvers": approving.approvers_of(book, policy),
        "late": revision is not None and standing.recorded_late(desk.whole, raw, revision),
        "ratify_by": standing.to_ratify(book, policy, revision) if revision else None,
        "ended": retirement(desk.whole, raw),
        "versions": [(r, page_of(desk, policy_id, r.version)) for r in policy.revisions],
        "work": _work(desk, policy) if desk.site.preview else None,
        "procedures": _procedures(desk, policy_id),
        "emergencies": [c for c in book.emergencies.values() if policy_id in c.policies],
    }


def page_of(desk: Desk, policy_id: str, version: str) -> str:
    """The page of a version, where it has one of its own."""
    found = desk.site.versions.get(policy_id, ())
    alone = len(found) == 1 and found[0].standing == "in-force"
    shown = not alone and any(e.revision.version == version for e in found)
    return version_path(policy_id, version) if shown else ""


def _work(desk: Desk, policy: Policy) -> dict[str, Any] | None:
    """What is under way in a policy: the waiting version, its changes, and how it is approved."""
    book = desk.whole
    # The words as they are written, nothing left out for the audience: they are what is sealed.
    raw = book.policies[policy.id]
    waiting = standing.under_way(book, raw)
    if waiting is None and not standing.changed(book, raw):
        return None
    done = standing.approved(book, raw)
    before = standing.kept(book, raw, done[0]) if done else None
    left = standing.missing(book, raw, waiting.approved) if waiting else []
    people = [p for role in left for p in approving.may_approve(book, raw, role, desk.today)]
    return {
        "revision": waiting,
        "since": done[0] if done else None,
        "passages": redline(before, text(raw)) if before else [],
        "seal": seal(text(raw)),
        "roles": left,
        "people": people,
        "lines": _lines(desk, waiting, left, people, text(raw)) if waiting else [],
    }


def _lines(
    desk: Desk, waiting: Revision, roles: list[str], people: list[Any], words: str
) -> list[str]:
    given = Approval.model_construct(
        person=people[0].id if people else "…",
        role=roles[0] if roles else "…",
        on=desk.today,
        method="review",
        evidence=Phrase("…"),
        recorded_by="…",
        recorded_on=desk.today,
    )
    return pasted_lines(waiting, given, seal(words))


def _procedures(desk: Desk, policy_id: str) -> list[Record]:
    """The procedures that carry out a policy, as an index lists them."""
    users = desk.book.users.get(("policy", policy_id), ())
    return ordered([u for u in users if isinstance(u, Procedure) and policy_id in u.policies])


@part
def policy_version(desk: Desk, address: str) -> Values:
    policy_id, _, version = address.partition("/")
    found = desk.site.versions[policy_id]
    place = next(n for n, e in enumerate(found) if e.revision.version == version)
    shown, newer = found[place], found[place - 1] if place else None
    now = next((e for e in found if e.standing == "in-force"), None)
    raw = desk.whole.policies[policy_id]
    return {
        "policy": shown.policy,
        "category": desk.book.categories.get(shown.policy.category),
        "revision": shown.revision,
        "standing": shown.standing,
        "retired": standing.retired(desk.book.policies[policy_id], desk.today),
        "until": newer.revision.effective - timedelta(days=1) if newer else None,
        "now": now.revision if now else None,
        "newer": newer.revision if newer else None,
        "newer_page": version_path(policy_id, newer.revision.version) if newer else "",
        # As this audience may read them, so that nothing hidden shows in the changes.
        "passages": redline(text(shown.policy), text(newer.policy)) if newer else [],
        "late": standing.recorded_late(desk.whole, raw, shown.revision),
    }
