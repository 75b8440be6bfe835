"""What in a change touches who may approve; it is judged by the handbook before the change."""

from collections.abc import Iterator, Mapping

from macros.model.handbook import Handbook
from macros.model.people import Person
from macros.model.policy import Approvers, Policy
from macros.views.approving import approving_roles
from macros.views.cover import acting, backups

from .change import Authority
from .fields import differences
from .names import label_of
from .people import person_notes
from .policies import Both

_POLICY_KEYS = ("owner", "approvers", "sole_approver")
_ROLE_KEYS = ("backup", "status")


def authority(
    both: Both, owners_before: Mapping[str, str], owners_after: Mapping[str, str]
) -> list[Authority]:
    """Everything that changes who may approve, or that alters what was approved."""
    decides = _deciders(both)
    found = [
        *_copies(both),
        *_categories(both),
        *_policies(both),
        *_roles(both),
        *_people(both),
        *_files(owners_before, owners_after),
    ]
    return [Authority(what, decides) for what in dict.fromkeys(found)]


def _deciders(both: Both) -> str:
    """Who decides: those who approve by the older handbook, and the people who do that work."""
    judge = both.base if both.base.categories else both.head
    roles = dict.fromkeys(r for c in judge.categories.values() for r in c.approvers.roles)
    people = {p.name: None for r in roles for p in acting(judge, r, both.today)}
    named = f" ({', '.join(people)})" if people else ""
    since = "as before this change" if both.base.categories else "as this change says"
    return f"{both.names.the(roles, 'or')}{named}, {since}" if roles else "nobody is named"


def _copies(both: Both) -> Iterator[str]:
    """Approved words that were altered or taken away: they are never touched again."""
    for policy, versions in both.base.approved.items():
        now = both.head.approved.get(policy, {})
        name = both.names.of("policy", policy)
        for version, copy in versions.items():
            if version not in now:
                yield f"The approved words of {name}, version {version}, are deleted."
            elif now[version].text != copy.text:
                yield f"The approved words of {name}, version {version}, are altered."


def _categories(both: Both) -> Iterator[str]:
    old, new = both.base.categories, both.head.categories
    for key in [*old, *(key for key in new if key not in old)]:
        was, now = (book[key].approvers if key in book else None for book in (old, new))
        if was != now:
            name = both.names.of("category", key)
            yield f"Policies in {name}: {_who(both, was)} → {_who(both, now)}."


def _who(both: Both, asked: Approvers | None) -> str:
    if asked is None:
        return "nobody is named"
    words = both.names.the(asked.roles, "or" if asked.need == "any" else "and")
    deputy = f", with {both.names.the([asked.deputy])} as deputy" if asked.deputy else ""
    since = f", since {both.names.day(asked.since)}" if asked.since else ""
    many = len(asked.roles) > 1 and asked.need == "all"
    return f"{words} {'approve' if many else 'approves'}{deputy}{since}"


def _policies(both: Both) -> Iterator[str]:
    for after in both.head.policies.values():
        before = both.base.policies.get(after.id)
        name = label_of(after)
        if before is None and (after.approvers or after.sole_approver):
            yield f"{name} is new and brings approvers of its own: {_own(both, after)}."
        if before is None or before is after:
            continue
        if before.category != after.category:
            was, now = (both.names.of("category", p.category) for p in (before, after))
            yield f"{name} moves from {was} to {now}, whose approvers then approve it."
        for key in _POLICY_KEYS:
            if getattr(before, key) != getattr(after, key):
                yield _policy_line(both, before, after, key)


def _own(both: Both, policy: Policy) -> str:
    return _who(both, policy.approvers) if policy.approvers else "its owner may approve it alone"


def _policy_line(both: Both, before: Policy, after: Policy, key: str) -> str:
    name = label_of(after)
    if key == "owner":
        was, now = (both.names.the([p.owner]) for p in (before, after))
        return f"{name} is owned by {now}, not by {was}; owners do not approve what they own."
    if key == "approvers":
        shelf = "its category's approvers"
        was, now = (_who(both, p.approvers) if p.approvers else shelf for p in (before, after))
        return f"{name}: {was} → {now}."
    if after.sole_approver and not before.sole_approver:
        return f"{name}: its owner may approve it alone. The reason given: {after.sole_approver}"
    if before.sole_approver and not after.sole_approver:
        return f"{name}: its owner may no longer approve it alone."
    return f"{name}: the reason why its owner approves it alone is worded anew."


def _approving(both: Both) -> set[str]:
    """The roles that approve anything before or after, and those that cover them."""
    found: set[str] = set()
    for book in (both.base, both.head):
        named = {r for p in book.policies.values() if p.approvers for r in approving_roles(book, p)}
        for category in book.categories.values():
            deputy = [category.approvers.deputy] if category.approvers.deputy else []
            named.update((*category.approvers.roles, *deputy))
        found |= named | {backup for role in named for backup in backups(book, role)}
    return found


def _roles(both: Both) -> Iterator[str]:
    """Who does the work of an approving role, and who would cover it."""
    for role in sorted(_approving(both)):
        was, now = both.base.roles.get(role), both.head.roles.get(role)
        name = both.names.of("role", role)
        if was is not None and now is not None and was is not now:
            for found in differences(was, now, both.names):
                if found.path[0] in _ROLE_KEYS:
                    before, after = found.before or "nobody", found.after or "nobody"
                    yield f"{name}: {found.label.lower()}: {before} → {after}."
        elif (was is None) != (now is None):
            yield f"{name}, a role that approves, is {'new' if was is None else 'gone'}."


def _people(both: Both) -> Iterator[str]:
    roles = _approving(both)
    people = dict.fromkeys([*both.base.people, *both.head.people])
    for key in people:
        was, now = (_only(book, key, roles) for book in (both.base, both.head))
        if (was and was.assignments) != (now and now.assignments):
            yield from person_notes(was, now, both.head, both.names, both.today)


def _only(book: Handbook, person: str, roles: set[str]) -> Person | None:
    """A person with the assignments that matter for approvals alone."""
    found = book.people.get(person)
    if found is None:
        return None
    kept = tuple(a for a in found.assignments if a.role in roles)
    return found.model_copy(update={"assignments": kept}) if kept else None


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            fate = "new" if name not in before else "deleted" if name not in after else "changed"
            yield f"`{name}`, which says who is asked to review changes, is {fate}."
