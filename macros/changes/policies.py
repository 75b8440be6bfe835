"""What becomes of each policy: its words, its readers, its numbers, its review, its approval."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from macros.decode import origin
from macros.formats import BASIS, listed
from macros.model.cut import renewed
from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.model.policy import Approval, Policy, Revision
from macros.views.approving import approvers_of, may_approve
from macros.views.cover import in_role
from macros.views.dates import next_review
from macros.views.reading import readers
from macros.views.redline import redline
from macros.views.standing import approved, changed, kept, missing, under_way
from macros.words import FIELDS, text

from .change import Approving, Change, Consent, Fate, Group, PolicyChange
from .fields import Difference, differences, said
from .names import Names, label_of
from .numbers import numbers

# Of a new policy, told by sentences of their own and not field by field.
_TOLD = {"revisions", "satisfies"}
_SEEN_IN_WORDS = set(FIELDS) - {"acknowledge", "sign_by"}


@dataclass(frozen=True, slots=True)
class Both:
    """Two handbooks, and the day on which people are counted."""

    base: Handbook
    head: Handbook
    today: date
    names: Names


def policy_change(both: Both, before: Policy | None, after: Policy) -> PolicyChange:
    """What a reader, an approver and a keeper of a policy must know."""
    was, now = _version(both.base, before), _newest(both, before, after)
    told = before is not None and text(before) == text(after) and not _sealed(both, before, after)
    passages = [] if told else redline(_words_before(both.base, before), text(after))
    fresh = bool(now and (was is None or now.version != was.version) and not told)
    material = now.material if now and fresh else None if passages else False
    reading = readers(both.head, after)
    signs = bool(material) and after.acknowledge
    concerned = reading if material else []
    return PolicyChange(
        change=_change(both, before, after, words=bool(passages)),
        version_before=was.version if was else "",
        version_after=now.version if now else "",
        effective=now.effective if now and fresh else None,
        material=material,
        says=str(now.change) if now and fresh else "",
        approving=approving(both, before, after),
        passages=tuple(passages),
        numbers=tuple(numbers(passages) if before else ()),
        newly=_groups(both, _others(reading, _readers(both, before))) if before else (),
        no_longer=_groups(both, _others(_readers(both, before), reading)),
        readers=_groups(both, concerned),
        signs=signs,
        signers=_people(both, concerned) if signs else frozenset(),
        laws_gone=tuple(_laws(both, before, after)),
        laws_new=tuple(both.names.of("regulation", r) for r in _laws_new(before, after)),
        review=_review(both, before, after),
    )


def _version(book: Handbook, policy: Policy | None) -> Revision | None:
    """The newest version that was approved, or else the newest that was proposed."""
    if policy is None:
        return None
    done = approved(book, policy)
    return done[0] if done else next(iter(policy.revisions), None)


def _newest(both: Both, before: Policy | None, after: Policy) -> Revision | None:
    newest = next(iter(after.revisions), None)
    return newest or _version(both.base, before)


def _words_before(base: Handbook, before: Policy | None) -> str:
    """What staff read before: the approved words, or the draft where nothing was approved."""
    if before is None:
        return ""
    done = approved(base, before)
    return (kept(base, before, done[0]) if done else None) or text(before)


def _sealed(both: Both, before: Policy, after: Policy) -> bool:
    """Whether the change approves words that were under way before."""
    was, now = approved(both.base, before), approved(both.head, after)
    return [r.version for r in was] != [r.version for r in now]


def _change(both: Both, before: Policy | None, after: Policy, *, words: bool) -> Change:
    fate: Fate = "changed" if before else "new"
    notes = list(_notes(both, before, after))
    left: list[Difference] = []
    if before is None:
        left = [d for d in said(after, both.names) if d.path[0] not in {*FIELDS, *_TOLD}]
    else:
        hidden = _SEEN_IN_WORDS if words else set()
        dropped = origin(before).dropped | origin(after).dropped
        left = [
            d
            for d in differences(before, after, both.names)
            if d.path[0] not in hidden | dropped and not _is_told(d)
        ]
        if not words and text(before) != text(after):
            notes.append("The words go back to those that were approved.")
    return Change("policy", after.id, label_of(after), fate, tuple(notes), tuple(left))


def _is_told(found: Difference) -> bool:
    """Whether a sentence of its own tells it: a new version, an approval, a review, a law."""
    top, *inner = found.path
    if top == "revisions":
        sealed = "approved" in inner or "seal" in inner
        return found.what == "added" and (sealed or inner == ["1"])
    if top == "reviews":
        return found.what == "added"
    return top == "review" or (top == "satisfies" and found.what != "order")


def _notes(both: Both, before: Policy | None, after: Policy) -> Iterator[str]:
    names = both.names
    if before and before.category != after.category:
        was, now = (names.of("category", p.category) for p in (before, after))
        yield f"Moves from {was} to {now}; it is the same policy."
    was_retired = before is not None and before.status == "retired"
    if after.status == "retired" and not was_retired:
        on = f" on {names.day(after.retired_on)}" if after.retired_on else ""
        by = after.replaced_by
        instead = f"; {names.of('policy', by)} replaces it" if by else ""
        yield f"It is retired{on}{instead}."
    for side, policy in (("before", before), ("now", after)):
        if policy and (keys := sorted(origin(policy).dropped)):
            yield f"`{', '.join(keys)}` cannot be read {side} and is not compared."


def _readers(both: Both, before: Policy | None) -> list[Role]:
    # By the roles of today: what a role's own change brings is told with the role.
    return readers(both.head, before) if before else []


def _others(ones: list[Role], others: list[Role]) -> list[Role]:
    known = {role.id for role in others}
    return [role for role in ones if role.id not in known]


def _groups(both: Both, roles: list[Role]) -> tuple[Group, ...]:
    """The roles, most people first; or everyone in a word."""
    active = [r for r in both.head.roles.values() if r.status == "active"]
    if len(roles) > 1 and len(roles) == len(active):
        return (Group("", "Everyone", len(_people(both, roles))),)
    found = (Group(r.id, r.title, len(_people(both, [r]))) for r in roles)
    return tuple(sorted(found, key=lambda g: (-g.people, g.title)))


def _people(both: Both, roles: list[Role]) -> frozenset[str]:
    return frozenset(h.person.id for r in roles for h in in_role(both.head, r.id, both.today))


def _laws(both: Both, before: Policy | None, after: Policy) -> Iterator[str]:
    """Each law that a policy carried out and does not name now, and who else carries it out."""
    for law in before.satisfies if before else ():
        if law in after.satisfies:
            continue
        active = (p for p in both.head.policies.values() if p.status == "active")
        others = [p.code for p in active if p.id != after.id and law in p.satisfies]
        left = f"{listed(others)} still does" if others else "no other policy does"
        yield f"{both.names.of('regulation', law)} ({left})"


def _laws_new(before: Policy | None, after: Policy) -> list[str]:
    return [law for law in after.satisfies if before is None or law not in before.satisfies]


def _review(both: Both, before: Policy | None, after: Policy) -> str:
    """Whether the next review comes earlier or later, and why."""
    names = both.names
    if before is None or (before.review, before.reviews) == (after.review, after.reviews):
        return ""
    was, now = next_review(both.base, before), next_review(both.head, after)
    told = []
    if before.review != after.review:
        cycles = [_cycle(p) for p in (before, after)]
        longer = bool(
            before.review
            and (not after.review or after.review.every_months > before.review.every_months)
        )
        told.append(f"reviewed {cycles[0]} → {cycles[1]}{' (less often)' if longer else ''}")
    new = [review for review in after.reviews if review not in before.reviews]
    told += [
        f"reviewed on {names.day(r.on)} by {names.of('person', r.by)},"
        f" {r.outcome.replace('-', ' ')}" + (f": {r.note}" if r.note else "")
        for r in new
    ]
    if any(review not in after.reviews for review in before.reviews):
        told.append("a review that was recorded is gone or told otherwise")
    if was != now:
        days = [names.day(day) if day else "no day" for day in (was, now)]
        pushed = was is not None and (now is None or now > was) and not new
        told.append(f"next review {days[0]} → {days[1]}{' (pushed out)' if pushed else ''}")
    return "; ".join(told)


def _cycle(policy: Policy) -> str:
    found = policy.review
    return f"every {found.every_months} months ({BASIS[found.basis]})" if found else "never"


def approving(both: Both, before: Policy | None, after: Policy) -> Approving:
    """Who approves what the policy says now; by the handbook before the change, where it knew."""
    judge, judged = judged_by(both, before, after)
    asked = approvers_of(judge, judged)
    retires = after.status == "retired" and (before is None or before.status != "retired")
    open_ = under_way(both.head, after) is not None or changed(both.head, after)
    new = fresh(before, after)
    if not (open_ or new or retires) or (after.status == "retired" and not retires):
        return Approving("none")
    if asked is None:
        return Approving("waiting", "somebody, and the handbook does not say who")
    given = [row for revision in new for row in revision.approved]
    names = both.names
    people = {p.name for r in asked.roles for p in may_approve(judge, judged, r, both.today)}
    return Approving(
        _consent(judge, judged, after, waits=open_ or not new),
        names.the(asked.roles, "or" if asked.need == "any" else "and"),
        tuple(sorted(people)),
        tuple(f"{_yes(names, row)}: {row.evidence}" for row in given),
        tuple(doubts(both, before, after)),
    )


def doubts(both: Both, before: Policy | None, after: Policy) -> Iterator[str]:
    """The approvals that the change brings, and that the rules before it do not bear out."""
    judge, judged = judged_by(both, before, after)
    for revision in fresh(before, after):
        for row in revision.approved:
            if not _may(judge, judged, row):
                yield _doubt(both.names, row)


def judged_by(both: Both, before: Policy | None, after: Policy) -> tuple[Handbook, Policy]:
    """The handbook whose rules hold, and the policy as it stands there.

    A new policy is approved as its category's were: it cannot bring approvers of its own.
    """
    if before is not None and approvers_of(both.base, before):
        return both.base, before
    if after.category in both.base.categories:
        return both.base, renewed(after, {"approvers": None, "sole_approver": None})
    return both.head, after


def _consent(judge: Handbook, judged: Policy, after: Policy, *, waits: bool) -> Consent:
    """How far the newest version has come, counting those who could approve it."""
    newest = next(iter(after.revisions), None)
    valid = [row for row in newest.approved if _may(judge, judged, row)] if newest else []
    left = missing(judge, judged, tuple(valid))
    if not waits and not left:
        return "given"
    return "part" if valid and left else "waiting"


def _may(judge: Handbook, judged: Policy, given: Approval) -> bool:
    """Whether somebody could approve in a role, on that day."""
    asked = approvers_of(judge, judged)
    roles = (*asked.roles, asked.deputy) if asked else ()
    people = {person.id for person in may_approve(judge, judged, given.role, given.on)}
    return given.role in roles and given.person in people


def _yes(names: Names, given: Approval) -> str:
    role = names.of("role", given.role)
    return f"{names.of('person', given.person)} as {role} on {names.day(given.on)}"


def _doubt(names: Names, given: Approval) -> str:
    said = f"{names.of('person', given.person)} could not approve it as"
    role = f"{names.of('role', given.role)} on {names.day(given.on)}"
    return f"{said} {role}, by the handbook before this change"


def fresh(before: Policy | None, after: Policy) -> list[Revision]:
    """The versions whose approval the change brings."""
    known = {r.version: r.approved for r in before.revisions} if before else {}
    return [r for r in after.revisions if r.approved and known.get(r.version) != r.approved]
