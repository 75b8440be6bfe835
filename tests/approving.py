"""Approving every policy of a test's handbook, as if the right person had done it in time."""

from datetime import date
from pathlib import Path

from macros.approval_lines import with_approval
from macros.decode import origin
from macros.load import load
from macros.model.handbook import Handbook
from macros.model.policy import Approval, Policy, Revision
from macros.views.approving import approvers_of, may_approve
from macros.words import seal, text


def approve_all(data: Path) -> None:
    """Give every version of every policy that is or was in force an approval that fits."""
    for policy in load(data).book.policies.values():
        if policy.status != "in-review" and not origin(policy).dropped:
            _approve(load(data).book, policy, data)


def _approve(book: Handbook, policy: Policy, data: Path) -> None:
    path = data / origin(policy).source.inside
    words = text(policy)
    for index, revision in enumerate(policy.revisions):
        said = path.read_text("utf-8")
        if revision.seal:
            said = said.replace(revision.seal, seal(words))
        elif not revision.approved and (given := _given(book, policy, revision)):
            said = with_approval(said, index, given, seal(words))
        path.write_text(said, "utf-8")
        keep(data, policy.id, revision.version, words)


def keep(data: Path, policy: str, version: str, words: str) -> None:
    """Write an approved copy."""
    copy = data / "approved" / policy / f"{version}.md"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(words, "utf-8")


def _given(book: Handbook, policy: Policy, revision: Revision) -> Approval | None:
    asked = approvers_of(book, policy)
    for role in asked.roles if asked else ():
        if people := may_approve(book, policy, role, revision.effective):
            return approval(people[0].id, role, revision.effective)
    return None


def approval(person: str, role: str, day: date) -> Approval:
    """An approval that a test gives."""
    return Approval(
        person=person,
        role=role,
        on=day,
        method="meeting",
        evidence="Minutes of the day.",
        recorded_by=person,
        recorded_on=day,
    )
