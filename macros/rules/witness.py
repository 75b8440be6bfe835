"""What git, as an independent witness, knows of approved copies and of what was deleted."""

from datetime import date
from shlex import quote

from macros.model.handbook import Handbook
from macros.model.past import Alteration, Gone, Past, Witness
from macros.model.policy import Policy
from macros.problems import Place
from macros.views.retention import copy_kept_until, kept_after, kept_until

from .rule import Findings, rule

_DIGITS = 10


@rule(
    "GIT001",
    fix="Bring back the first words: run the command that is named; or, in the browser, open that"
    " commit, open the file there, and copy its text over this one. Other words are a new version.",
)
def approved_copy_reads_as_it_appeared(book: Handbook, past: Past) -> Findings:
    """An approved copy reads today as it did when it appeared.

    The copy shows what was in force on any day, so it is written once and never touched again.
    Git keeps every text a file ever had, and tells what became of the copy since.
    """
    for (policy, version), copy in past.copies.items():
        if not copy.stands:
            what = f"version {version!r} of {policy!r} appeared on {copy.since}"
            message = f"{what} and {_altered(copy)}; {_back(book, copy.commit, copy.path)}"
            yield Place(copy.path), message


def _altered(copy: Witness) -> str:
    last = copy.altered[-1] if copy.altered else Alteration()
    if last.on is None:
        return "was altered since, in a change that is not committed"
    return f"was altered on {last.on} (commit {last.commit[:_DIGITS]})"


def _back(book: Handbook, commit: str, path: str) -> str:
    """Where the text of a file can be had again."""
    address = book.practice.repository if book.practice else None
    seen = f" ({address.removesuffix('/')}/blob/{commit[:_DIGITS]}/{path})" if address else ""
    return f"`git checkout {commit[:_DIGITS]} -- {quote(path)}` brings it back{seen}"


@rule(
    "GIT002",
    fix="Bring the file back: run the command that is named; or, in the browser, open that commit,"
    " open the file there, and copy its text into a new file of the same name."
    " A policy that is no longer followed is retired, and stays.",
    needs=("policy", "regulation"),
)
def nothing_is_deleted_before_its_day(book: Handbook, today: date, past: Past) -> Findings:
    """Policies and approved copies stay until the day to which they are kept.

    That is six years after a policy or a version was last in force (45 CFR 164.316),
    or longer where a regulation that the policy carries out asks for it.
    A policy that was never approved may go on any day, and so may what only the sample held.
    """
    last = {gone.id: gone.policy for gone in past.gone if not gone.version}
    for gone in past.gone:
        policy = book.policies.get(gone.id) or last.get(gone.id)
        if not gone.version and policy and _was_a_draft(policy, past):
            continue
        until = _kept_until(book, policy, gone)
        # What had not ended was in force until it went.
        final = until or (kept_after(book, policy, gone.on) if gone.on else date.max)
        if today <= final:
            message = f"{_name(gone, policy)} {_kept(gone, until)} and was {_end(gone)}"
            yield Place(gone.path), f"{message}; {_back(book, gone.kept_in, gone.path)}"


def _was_a_draft(policy: Policy, past: Past) -> bool:
    return policy.status == "in-review" and not past.ever_approved(policy.id)


def _kept_until(book: Handbook, policy: Policy | None, gone: Gone) -> date | None:
    """The last day on which something is kept; None where it had not ended."""
    if policy is None:
        return kept_after(book, None, gone.written)
    if gone.version:
        return copy_kept_until(book, policy, gone.version)
    return kept_until(book, policy)


def _name(gone: Gone, policy: Policy | None) -> str:
    if gone.version:
        return f"the approved copy of version {gone.version!r} of {gone.id!r}"
    return f"policy {gone.id!r} ({policy.code})" if policy else f"policy {gone.id!r}"


def _kept(gone: Gone, until: date | None) -> str:
    if until:
        return f"is kept until {until}"
    return "is the newest" if gone.version else "was not retired"


def _end(gone: Gone) -> str:
    if gone.on is None:
        return "deleted in a change that is not committed"
    return f"deleted on {gone.on} (commit {gone.commit[:_DIGITS]})"


@rule(
    "GIT003",
    fix="Open the commit, see what was changed and why,"
    " and record a review of the policy that says so.",
    severity="warning",
    needs=("policy",),
)
def alteration_was_looked_into(book: Handbook, past: Past) -> Findings:
    """An approved copy that read differently for a time was looked into.

    Its first words are back, but somebody may have followed the others meanwhile.
    A review of the policy on or after the last day of the other words settles it.
    """
    for (policy_id, version), copy in past.copies.items():
        policy = book.policies.get(policy_id)
        reviewed = max((r.on for r in policy.reviews), default=date.min) if policy else date.min
        ends = [a.until or a.on or date.max for a in copy.altered]
        if copy.stands and ends and reviewed < max(ends):
            read = "; ".join(map(_differently, copy.altered))
            yield Place(copy.path), f"version {version!r} of {policy_id!r} read differently {read}"


def _differently(other: Alteration) -> str:
    until = f" to {other.until}" if other.until else ""
    return f"from {other.on}{until} (commit {other.commit[:_DIGITS]})"
