"""What our own check refuses, whoever a forge asks to look: approvals that cannot be ones."""

from collections.abc import Iterator

from macros.formats import listed
from macros.model.handbook import Handbook
from macros.model.policy import Policy

from .names import label_of
from .policies import Both, doubts, fresh, judged_by


def objections(both: Both) -> tuple[str, ...]:
    """Why approvals stand against a change, by the handbook before it: each in a sentence.

    When the sample makes room for a practice, nobody of the sample judges.
    """
    if _begins(both.base, both.head):
        return ()
    found = [_returns(both), _altered(both), _taken(both), _doubted(both), _unjudged(both)]
    return tuple(dict.fromkeys(said for rows in found for said in rows))


def _begins(base: Handbook, head: Handbook) -> bool:
    """Whether this is the change with which the sample goes, or the very first one."""
    return (_is_sample(base) and not _is_sample(head)) or not any(base.known.values())


def _is_sample(book: Handbook) -> bool:
    return bool(book.practice and book.practice.sample)


def _returns(both: Both) -> Iterator[str]:
    """What calls itself the sample could next be taken over with anybody's approvals."""
    if _is_sample(both.head) and not _is_sample(both.base):
        yield "It says that this is the sample, whose approvals nobody judges. It is not any more."


def _altered(both: Both) -> Iterator[str]:
    """Approved words are written once: other words are another version."""
    for policy, copies in both.base.approved.items():
        now = both.head.approved.get(policy, {})
        name = both.names.of("policy", policy)
        for version, copy in copies.items():
            if version in now and now[version].text != copy.text:
                yield (
                    f"The approved words of {name}, version {version}, are altered."
                    " They stay as they are; other words are a new version."
                )


def _taken(both: Both) -> Iterator[str]:
    """Approvals that stood, and are gone while the words stay that were approved."""
    for before, after in _changed(both):
        left = {revision.version for revision in after.revisions if revision.approved}
        copies = both.head.approved.get(after.id, {})
        for revision in before.revisions if before else ():
            if revision.approved and revision.version in copies.keys() - left:
                yield (
                    f"{label_of(after)}: the approval of version {revision.version} is taken away."
                    " What was approved stays so; other words are a new version."
                )


def _doubted(both: Both) -> Iterator[str]:
    for before, after in _changed(both):
        for doubt in doubts(both, before, after):
            yield f"{label_of(after)}: {doubt}."


def _unjudged(both: Both) -> Iterator[str]:
    """Approvals about which the handbook before says nothing, so that nobody can bear them out."""
    for before, after in _changed(both):
        versions = [revision.version for revision in fresh(before, after)]
        if not versions:
            continue
        said = f"{label_of(after)}: the approval of version {listed(versions)} cannot be judged"
        if before is None and both.base.knows("policy", after.id):
            yield f"{said}, because the policy could not be read before. Mend it first."
        elif judged_by(both, before, after)[0] is both.head:
            yield f"{said}, because {_shelf(both, after)} Bring that first, the approval after it."


def _changed(both: Both) -> Iterator[tuple[Policy | None, Policy]]:
    """Every policy that is not the same before and after; those that retired are among them."""
    for after in both.head.policies.values():
        before = both.base.policies.get(after.id)
        if before is not after:
            yield before, after


def _shelf(both: Both, after: Policy) -> str:
    category = both.names.of("category", after.category)
    return f"nobody was named before this change who approves policies in {category}."
