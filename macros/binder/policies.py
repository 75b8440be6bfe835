"""Policies as a binder shows them: in full, in the words that are in force."""

from collections.abc import Iterable

from macros.kinds import kind_of
from macros.model.handbook import Handbook
from macros.model.policy import Policy, Revision, Scope
from macros.model.record import Record
from macros.pages import ordered
from macros.views.approving import approvers_of
from macros.views.dates import next_review
from macros.views.reading import Reading
from macros.views.standing import in_force

from .document import Block, Box, Bullets, Paragraph, Run, Runs, Section
from .pen import DASH, Pen, anchor, joined, kept, paragraph, text

BASIS = {
    "law": "the law asks for it",
    "guidance": "guidance advises it",
    "contract": "a contract asks for it",
    "practice": "our own choice",
}
OUTCOMES = {"no-change": "No change", "changed": "Changed", "retire": "To be retired"}


def printed(pen: Pen) -> list[Policy]:
    """The policies that are in force on the day, by code."""
    found = [p for p in pen.book.policies.values() if in_force_now(pen, p)]
    return sorted(found, key=lambda policy: policy.code)


def in_force_now(pen: Pen, policy: Policy) -> Revision | None:
    """The version of an active policy that is in force."""
    return in_force(pen.book, policy, pen.today) if policy.status == "active" else None


def policy_table(pen: Pen, policies: Iterable[Policy]) -> tuple[Block, ...]:
    """The document control list of some policies."""
    return pen.table(
        ("Policy", "Version", "In force since", "Owner", "Next review by"),
        (36, 10, 18, 18, 18),
        (_row(pen, policy) for policy in policies),
    )


def _row(pen: Pen, policy: Policy) -> tuple[Runs, ...]:
    revision = in_force_now(pen, policy)
    due = next_review(pen.book, policy)
    return (
        pen.name("policy", policy.id),
        text(revision.version if revision else DASH),
        text(pen.day(revision.effective) if revision else DASH),
        pen.name("role", policy.owner),
        text(pen.day(due) if due else DASH),
    )


def signing_table(pen: Pen, readings: Iterable[Reading]) -> tuple[Block, ...]:
    """What somebody reads, with room to sign on paper."""
    header = ("Policy", "Version", "Why you read it", "Sign by", "Read: initials and day")
    return pen.table(header, (34, 10, 18, 14, 24), (_signing(pen, one) for one in readings))


def _signing(pen: Pen, reading: Reading) -> tuple[Runs, ...]:
    policy = reading.policy
    revision = in_force_now(pen, policy)
    signed = reading.duty == "required" and policy.acknowledge
    return (
        pen.name("policy", policy.id),
        text(revision.version if revision else DASH),
        text(f"{reading.duty.capitalize()}: {reading.reason}"),
        text(f"Day {policy.sign_by}" if signed else DASH),
        (),
    )


def policy_section(pen: Pen, policy: Policy) -> Section:
    """One policy on pages of its own."""
    at = anchor("policy", policy.id)
    return Section(
        f"{policy.code} {policy.title}",
        at,
        (
            *_status(pen, policy),
            Paragraph(pen.phrase(policy.summary), "lead"),
            *notice(pen, policy),
            *_what_you_do(pen, policy),
        ),
        kept(
            *_text(pen, policy),
            pen.section("What goes with it", f"{at}-see-also", *_see_also(pen, policy)),
            pen.section(
                "What our State says",
                f"{at}-state-law",
                *pen.state_law(policy.state_questions, policy.owner),
            ),
            pen.section("Whom it concerns", f"{at}-scope", *_scope(pen, policy)),
            pen.section("Exceptions", f"{at}-exceptions", *_exceptions(pen, policy)),
            pen.section("Behind this policy", f"{at}-behind", *_behind(pen, policy)),
            pen.section("History", f"{at}-history", *_history(pen, policy)),
        ),
        running(pen, policy),
    )


def notice(pen: Pen, policy: Policy) -> tuple[Paragraph, ...]:
    """What each policy of a category says first: that it is not a contract."""
    category = pen.book.categories.get(policy.category)
    if category is None or category.notice is None:
        return ()
    read = category.counsel_read_on
    day = pen.said(f" Counsel last read these policies on {pen.day(read)}.") if read else ""
    return (Paragraph((*pen.phrase(category.notice), *text(day)), "note"),)


def words_section(pen: Pen, policy: Policy, running: str, *facts: Block) -> Section:
    """The words of one version on pages of their own, and nothing that came from elsewhere."""
    at = anchor("policy", policy.id)
    return Section(
        f"{policy.code} {policy.title}",
        at,
        (*facts, Paragraph(pen.phrase(policy.summary), "lead"), *_what_you_do(pen, policy)),
        kept(
            *_text(pen, policy),
            pen.section("Whom it concerns", f"{at}-scope", *_scope(pen, policy)),
            pen.section("Exceptions", f"{at}-exceptions", *_exceptions(pen, policy)),
        ),
        running,
    )


def _text(pen: Pen, policy: Policy) -> tuple[Section | None, ...]:
    at = anchor("policy", policy.id)
    return (
        *(Section(s.heading, f"{at}-{s.id}", pen.prose(s.body)) for s in policy.sections),
        pen.section("How we check it", f"{at}-how-checked", *pen.prose(policy.how_checked)),
        pen.section("Questions people ask", f"{at}-questions", sections=_questions(pen, policy)),
        pen.section("Test yourself", f"{at}-self-check", *_self_check(pen, policy)),
    )


def running(pen: Pen, policy: Policy) -> str:
    """What stands at the top of each page of a policy."""
    revision = in_force_now(pen, policy)
    name = f"{policy.code} {policy.title}"
    if revision is None:
        return name
    return f"{name} · version {revision.version} · in force since {pen.day(revision.effective)}"


def _status(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    revision, due = in_force_now(pen, policy), next_review(pen.book, policy)
    if revision is None:
        return (Paragraph(text(pen.said("Not in force")), "note"),)
    since = f"In force since {pen.day(revision.effective)} · version {revision.version}"
    review = f" · next review by {pen.day(due)}" if due else ""
    return (Paragraph(text(since + review), "note"),)


def _what_you_do(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    lines = pen.lines(policy.what_you_do)
    return (Box(pen.said("What you do"), lines),) if lines else ()


def _questions(pen: Pen, policy: Policy) -> tuple[Section, ...]:
    at = anchor("policy", policy.id)
    return tuple(
        Section(question.asked, f"{at}-question-{number}", pen.prose(question.answered))
        for number, question in enumerate(policy.questions, start=1)
    )


def _self_check(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    items = tuple(
        (
            Paragraph(pen.phrase(check.question)),
            Paragraph((Run("Answer: ", strong=True), *pen.phrase(check.answer)), "note"),
        )
        for check in policy.self_check
    )
    return (Bullets(items, "numbers"),) if items else ()


def _see_also(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    labels = {
        "procedure": "Procedure",
        "checklist": "Checklist",
        "form": "Form",
        "emergency": "Emergency card",
        "training": "Training",
    }
    lines = [
        (*text(f"{pen.said(labels[kind])}: "), *pen.name(kind, record.id))
        for kind in labels
        for record in companions(pen.book, policy, kind)
    ]
    lines += [
        (*text(f"{attachment.title}: "), *pen.phrase(attachment.kept))
        for attachment in policy.attachments
    ]
    items = tuple((Paragraph(line),) for line in lines)
    return (Bullets(items),) if items else ()


def companions(book: Handbook, policy: Policy, kind: str) -> list[Record]:
    """The records of a kind that go with a policy: it names them, or they name it."""
    if kind == "form":
        return ordered(book.forms[i] for i in policy.forms if i in book.forms)
    users = [r for r in book.users.get(("policy", policy.id), ()) if kind_of(r).name == kind]
    named = [r for r in users if policy.id in getattr(r, "policies", ())]
    return ordered(r for r in named if getattr(r, "status", "active") == "active")


def _scope(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    lines = [_scope_line(pen, scope) for scope in policy.applies_to]
    if policy.acknowledge and policy.sign_by:
        days = f"{policy.sign_by} day{'' if policy.sign_by == 1 else 's'}"
        lines.append(text(f"Sign within {days} of your first day."))
    items = tuple((Paragraph(line),) for line in lines)
    return (Bullets(items),) if items else ()


def _scope_line(pen: Pen, scope: Scope) -> Runs:
    practice = pen.book.practice
    places = {place.id: place.name for place in practice.locations} if practice else {}
    departments = pen.names("department", scope.departments)
    whom = joined(
        filter(
            None,
            (
                text("Everyone" if scope.everyone else ""),
                pen.names("role", scope.roles),
                (*text("everyone in "), *departments) if departments else (),
                text(", ".join(f"everyone at {places.get(i, i)}" for i in scope.locations)),
            ),
        ),
        "; ",
    )
    return (*whom, *text(f": reading is {scope.reading}"))


def _exceptions(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    items = tuple(
        (
            Paragraph(
                (
                    *pen.name("role", one.who),
                    *text(f" until {pen.day(one.until)}: "),
                    *pen.phrase(one.reason),
                )
            ),
        )
        for one in policy.exceptions
        if one.until >= pen.today
    )
    return (Bullets(items),) if items else ()


def _behind(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    approvers, review = approvers_of(pen.book, policy), policy.review
    months = f"{review.every_months} months ({BASIS[review.basis]})" if review else ""
    who: Runs = ()
    if approvers:
        need = "one of them" if approvers.need == "any" else "all of them"
        many = f" ({need})" if len(approvers.roles) > 1 else ""
        who = (*pen.names("role", approvers.roles), *text(many), *_deputy(pen, approvers.deputy))
    return pen.facts(
        ("Owner", pen.name("role", policy.owner)),
        ("Approved by", who),
        ("Approved alone because", pen.phrase(policy.sole_approver)),
        ("Rests on", pen.law(policy.satisfies)),
        ("Reviewed every", text(months)),
    )


def _deputy(pen: Pen, role: str | None) -> Runs:
    name = pen.name("role", role)
    return (*text("; deputy "), *name) if name else ()


def _history(pen: Pen, policy: Policy) -> tuple[Block, ...]:
    versions = pen.table(
        ("Version", "In force since", "What changed", "Sign again"),
        (12, 24, 48, 16),
        (
            (
                text(revision.version),
                text(pen.day(revision.effective)),
                pen.phrase(revision.change),
                text("Yes" if revision.material else "No need"),
            )
            for revision in policy.revisions
            if revision.effective <= pen.today
        ),
    )
    reviews = tuple(
        Paragraph(
            (
                *text(f"Reviewed on {pen.day(review.on)} by "),
                *(pen.name("person", review.by) or text("somebody no longer listed")),
                *text(f": {OUTCOMES[review.outcome].lower()}. "),
                *pen.phrase(review.note),
            ),
            "note",
        )
        for review in policy.reviews
    )
    return (*versions, *reviews)


def category_chapter(pen: Pen, title: str, at: str, policies: list[Policy]) -> Section:
    """A category: its list, then every policy in full."""
    lead = () if policies else (paragraph(pen.said("No policy of this category is in force.")),)
    sections = tuple(policy_section(pen, policy) for policy in policies)
    return Section(title, at, (*lead, *policy_table(pen, policies)), sections, title)
