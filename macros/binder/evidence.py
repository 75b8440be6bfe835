"""The evidence pack: what an auditor or a carrier asks for, in one document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.model.past import Alteration, Gone, Past, Witness
from macros.model.policy import Approval, Policy, Revision
from macros.views.approving import approvers_of
from macros.views.dates import next_review
from macros.views.law import in_scope
from macros.views.retention import YEARS, copy_kept_until, kept_for
from macros.views.standing import approved

from .binders import document
from .document import Block, Bullets, Document, Paragraph, Run, Runs, Section
from .pen import DASH, Pen, joined, kept, of, paragraph, text
from .people import designations
from .policies import OUTCOMES, in_force_now, policy_section, printed

METHODS = {
    "review": "in review of the change",
    "paper": "on a signed sheet",
    "meeting": "in a meeting",
}


def evidence(
    book: Handbook, today: date, regulation: str | None = None, past: Past | None = None
) -> Document:
    """What is in force, who approved it when and how, and the law behind it.

    `past` is what git can say to the readers of this pack.
    """
    policies = [p for p in printed(Pen(book, today)) if regulation in (None, *p.satisfies)]
    laws = [r for r in book.regulations.values() if regulation in (None, r.id)]
    pen = Pen(book, today, of("policy", policies))
    chapters = kept(
        _approvals(pen, policies),
        _reviews(pen, policies),
        _crosswalk(pen, laws),
        _designations(pen, laws if regulation else None),
        _witnessed(pen, policies, past),
        _retention(pen, policies, laws),
        _words(pen, policies),
    )
    law = book.regulations.get(regulation or "")
    about = f"{law.title}, {law.citation}" if law else pen.said("All policies in force")
    return document(pen, pen.said("Evidence pack"), chapters, (pen.said("What it shows"), about))


def _approvals(pen: Pen, policies: list[Policy]) -> Section:
    title = pen.said("Policies and their approval")
    nothing = (paragraph(pen.said("No policy is in force.")),)
    table = pen.table(
        ("Policy", "Version", "In force since", "Approved by", "Next review by"),
        (34, 10, 18, 20, 18),
        (_current(pen, policy) for policy in policies),
    )
    sections = tuple(
        Section(f"{p.code} {p.title}", f"approval-{p.id}", _versions(pen, p)) for p in policies
    )
    return Section(title, "approvals", table or nothing, sections, title)


def _current(pen: Pen, policy: Policy) -> tuple[Runs, ...]:
    revision, due = in_force_now(pen, policy), next_review(pen.book, policy)
    people = joined(person(pen, a.person) for a in revision.approved) if revision else ()
    return (
        pen.name("policy", policy.id),
        text(revision.version if revision else DASH),
        text(pen.day(revision.effective) if revision else DASH),
        people or text(pen.said("Not written down")),
        text(pen.day(due) if due else DASH),
    )


def person(pen: Pen, person_id: str) -> Runs:
    """Somebody by name, who may have left the handbook since."""
    return pen.name("person", person_id) or text(pen.said("somebody no longer listed"))


def _versions(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    """Each version with its approvals; work under way is nobody's evidence."""
    approvers = approvers_of(pen.book, policy)
    facts = pen.facts(
        ("Owner", pen.name("role", policy.owner)),
        ("Who approves", pen.names("role", approvers.roles) if approvers else ()),
        ("Approved alone because", pen.phrase(policy.sole_approver)),
    )
    rows = (row for revision in approved(pen.book, policy) for row in _revision(pen, revision))
    header = ("Version", "Approved by", "Where it can be seen", "Recorded")
    return (*facts, *pen.table(header, (24, 28, 24, 24), rows))


def _revision(pen: Pen, revision: Revision) -> list[tuple[Runs, ...]]:
    when = "in force since" if revision.effective <= pen.today else "takes effect on"
    version: Runs = (
        Run(revision.version, strong=True),
        *text(f", {when} {pen.day(revision.effective)}"),
        *text(f". Seal {revision.seal}"),
    )
    return [(version, *_approval(pen, revision, approval)) for approval in revision.approved]


def _approval(pen: Pen, revision: Revision, approval: Approval) -> tuple[Runs, ...]:
    # A yes that came after the day it took effect only ratifies an earlier one.
    late = approval.on <= revision.effective < approval.recorded_on
    return (
        (
            *person(pen, approval.person),
            *text(" as "),
            *(pen.name("role", approval.role) or text(approval.role)),
            *text(f" on {pen.day(approval.on)}, {METHODS[approval.method]}"),
        ),
        pen.phrase(approval.evidence),
        (
            *person(pen, approval.recorded_by),
            *text(f", {pen.day(approval.recorded_on)}"),
            *((Run(f". {pen.said('Recorded late')}", strong=True),) if late else ()),
        ),
    )


def _reviews(pen: Pen, policies: list[Policy]) -> Section:
    title = pen.said("Reviews")
    rows = (
        (
            pen.name("policy", policy.id),
            text(pen.day(review.due)),
            (*text(f"{pen.day(review.on)}, "), *person(pen, review.by)),
            (*text(f"{OUTCOMES[review.outcome]}. "), *pen.phrase(review.note)),
        )
        for policy in policies
        for review in policy.reviews
    )
    table = pen.table(("Policy", "Due", "Reviewed", "Outcome"), (28, 16, 22, 34), rows)
    nothing = (paragraph(pen.said("No review has taken place yet.")),)
    return Section(title, "reviews", table or nothing, (), title)


def _crosswalk(pen: Pen, laws: list[Regulation]) -> Section:
    """Regulations and the policies that carry them out; what concerns us comes first."""
    title = pen.said("Which law, which policy")
    met = carried_out(pen)
    rows = [(*in_scope(pen.book, law, pen.today), law) for law in laws]
    rows.sort(key=lambda row: (not row[0], row[2].id in met, row[2].title))
    table = pen.table(
        ("Regulation", "How binding", "Concerns us", "Carried out by"),
        (34, 12, 24, 30),
        (
            _law(pen, law, met.get(law.id, ()), concerns=concerns, why=why)
            for concerns, why, law in rows
        ),
    )
    nothing = (paragraph(pen.said("No regulation is listed yet.")),)
    return Section(title, "crosswalk", table or nothing, (), title)


def carried_out(pen: Pen) -> Mapping[str, Sequence[str]]:
    """The policies in force that carry out each regulation, by its id."""
    found: dict[str, list[str]] = defaultdict(list)
    for policy in printed(pen):
        for law in policy.satisfies:
            found[law].append(policy.id)
    return dict(found)


def _law(
    pen: Pen, law: Regulation, met_by: Sequence[str], *, concerns: bool, why: str
) -> tuple[Runs, ...]:
    policies = pen.names("policy", met_by)
    if not policies and law.gap:
        owner = pen.name("role", law.gap.owner) or text(law.gap.owner)
        until = text(f" closes the gap by {pen.day(law.gap.by)}. ")
        policies = (*text("None yet: "), *owner, *until, *pen.phrase(law.gap.plan))
    checked = f". {law.citation}. Last checked on {pen.day(law.verified_on)}"
    return (
        (Run(law.title, strong=True), *text(checked)),
        text(law.basis.capitalize() if law.mandatory else f"{law.basis.capitalize()}, no duty"),
        text(f"{'Yes' if concerns else 'Not in scope'}: {why}"),
        policies or text(pen.said("None")),
    )


def _designations(pen: Pen, laws: list[Regulation] | None) -> Section | None:
    """The posts that the law names: all of them, or those that some regulations ask for."""
    posts = pen.book.designations.values()
    asked = {i for law in laws or () for i in law.designations}
    wanted = [
        p.id
        for p in posts
        if laws is None or p.id in asked or any(law.id in p.regulations for law in laws)
    ]
    blocks = designations(pen, wanted)
    title = pen.said("Posts the law names")
    return Section(title, "posts", blocks, (), title) if blocks else None


def _witnessed(pen: Pen, policies: list[Policy], past: Past | None) -> Section:
    """What git, which nobody here can quietly change, saw of the approved copies."""
    title = pen.said("What the record of changes witnesses")
    lead = paragraph(
        pen.said(
            "The approved words of each version are kept in a file of their own."
            " The record of changes (git) shows when a copy appeared and whether it was altered."
        )
    )
    if past is None or not past.known:
        reason = past.reason if past else pen.said("the record was not asked")
        words = pen.said("What it witnesses cannot be said here")
        return Section(title, "witness", (lead, paragraph(f"{words}: {reason}.")), (), title)
    header = ("Policy", "Version", "Copy kept since", "Commit", "Altered since")
    rows = (
        _witness(pen, policy, revision.version, past.copies.get((policy.id, revision.version)))
        for policy in policies
        for revision in approved(pen.book, policy)
    )
    table = pen.table(header, (34, 10, 18, 18, 20), rows)
    lost = [gone for gone in past.gone if not _was_a_draft(past, gone)]
    items = tuple((paragraph(_deleted(pen, gone)),) for gone in lost)
    note = (paragraph(pen.said("No longer there:")), Bullets(items)) if items else ()
    return Section(title, "witness", (lead, *table, *note), (), title)


def _witness(pen: Pen, policy: Policy, version: str, seen: Witness | None) -> tuple[Runs, ...]:
    name = pen.name("policy", policy.id)
    if seen is None:
        return name, text(version), text(pen.said("No copy was seen")), (), ()
    altered = "; ".join(alteration(pen, one) for one in seen.altered)
    since, commit = text(pen.day(seen.since)), text(seen.commit[:12])
    return name, text(version), since, commit, text(altered or pen.said("No"))


def alteration(pen: Pen, one: Alteration) -> str:
    """Other words than those a copy appeared with, and how long they stood."""
    if one.on is None:
        return pen.said("Other words, in no commit yet")
    until = f" until {pen.day(one.until)}" if one.until else ""
    return f"Other words since {pen.day(one.on)} ({one.commit[:12]}){until}"


def _was_a_draft(past: Past, gone: Gone) -> bool:
    """Whether it is the file of a policy that nobody ever approved, which may go on any day."""
    draft = gone.policy is not None and gone.policy.status == "in-review"
    return draft and not past.ever_approved(gone.id)


def _deleted(pen: Pen, gone: Gone) -> str:
    when = f"deleted on {pen.day(gone.on)}" if gone.on else "deleted, in no commit yet"
    return f"{gone.path}, {when}"


def _retention(pen: Pen, policies: list[Policy], laws: list[Regulation]) -> Section:
    title = pen.said("How long it is kept")
    asked = pen.table(
        ("Regulation", "Records", "Years", "Counted from"),
        (30, 34, 8, 28),
        (
            (text(law.title), pen.phrase(r.what), text(str(r.years)), pen.phrase(r.after))
            for law in laws
            for r in law.retention
        ),
    )
    retired = [p for p in pen.book.policies.values() if p.status == "retired"]
    rows = (
        row for policy in [*policies, *_about(retired, laws)] for row in _kept_until(pen, policy)
    )
    versions = pen.table(
        ("Policy", "Version", "Last day in force", "Kept at least until"), (40, 12, 24, 24), rows
    )
    lead = text(
        f"Every version is kept for {YEARS} years after its last day in force,"
        " or longer where a regulation it carries out asks for it."
    )
    below = kept(
        pen.section("Versions of policies", "retention-versions", *versions),
        pen.section("What regulations ask us to keep", "retention-asked", *asked),
    )
    return Section(title, "retention", (Paragraph(lead),), below, title)


def _about(policies: Iterable[Policy], laws: list[Regulation]) -> list[Policy]:
    known = {law.id for law in laws}
    return [p for p in policies if not p.satisfies or known.intersection(p.satisfies)]


def _kept_until(pen: Pen, policy: Policy) -> Iterable[tuple[Runs, ...]]:
    """The versions of a policy that took effect, with the day until which each is kept."""
    following: date | None = policy.retired_on
    for revision in approved(pen.book, policy):
        if revision.effective > pen.today:
            continue
        last = following - timedelta(days=1) if following else None
        following = revision.effective
        name, version = pen.name("policy", policy.id), text(revision.version)
        until = copy_kept_until(pen.book, policy, revision.version)
        if last is None or until is None:
            later = text(f"{kept_for(pen.book, policy)[0]} years after its last day")
            yield name, version, text(pen.said("In force")), later
        else:
            yield name, version, text(pen.day(last)), text(pen.day(until))


def _words(pen: Pen, policies: list[Policy]) -> Section | None:
    if not policies:
        return None
    title = pen.said("The policies in full")
    lead = paragraph(pen.said("The words below are those that staff read on this day."))
    sections = tuple(policy_section(pen, policy) for policy in policies)
    return Section(title, "words", (lead,), sections, title)
