"""What must happen before a change is approved, and after."""

from collections.abc import Iterable, Iterator

from macros.kinds import BY_NAME
from macros.model.growth import Training
from macros.model.people import Role
from macros.model.work import Procedure
from macros.problems import Problem, summary
from macros.views.cover import in_role
from macros.views.training import given, takers

from .change import Authority, Change, Duty, Group, PolicyChange
from .names import named, table
from .policies import Both

# What of a procedure is walked through again when it changes.
_WALKED = {"steps", "flow", "trigger", "needs", "done_when", "performed_by"}


def before(
    both: Both,
    touched: Iterable[Authority],
    policies: Iterable[PolicyChange],
    others: Iterable[Change],
    problems: list[Problem],
) -> list[Duty]:
    """What is still to be done before the change is approved, by whom."""
    found = [Duty(_capital(row.decides), f"Decide: {row.what}") for row in touched]
    found += _to_approve(list(policies))
    found += _owners(both, others)
    if problems:
        found.append(Duty("Whoever made the change", f"Mend what is new: {summary(problems)}"))
    return found


def _to_approve(policies: list[PolicyChange]) -> Iterator[Duty]:
    """What is to be numbered, approved or looked at again, each person once."""
    unsaid = [p.change.title for p in policies if p.words and p.material is None]
    if unsaid:
        said = f"Say which version each becomes, and whether people sign again: {'; '.join(unsaid)}"
        yield Duty("Whoever records the approval", said)
    asked: dict[str, list[str]] = {}
    for policy in policies:
        found = policy.approving
        if found.state in ("waiting", "part"):
            people = f" ({', '.join(found.people)})" if found.people else ""
            version = f", version {policy.version_after}" if policy.effective else ""
            name = f"{policy.change.title}{version}"
            asked.setdefault(f"{_capital(found.who)}{people}", []).append(name)
    yield from (Duty(who, f"Approve {'; '.join(names)}") for who, names in asked.items())
    for policy in policies:
        for doubt in policy.approving.doubts:
            who = _capital(policy.approving.who)
            yield Duty(who, f"Look at the approval of {policy.change.title}: {doubt}")


def _owners(both: Both, others: Iterable[Change]) -> Iterator[Duty]:
    """Records that somebody keeps true: the owner agrees, by the older handbook."""
    asked: dict[str, list[str]] = {}
    for change in others:
        for book in (both.base, both.head):
            record = table(book, BY_NAME[change.kind]).get(change.id)
            if owner := getattr(record, "owner", None):
                asked.setdefault(owner, []).append(f"{named(change.kind)} “{change.title}”")
                break
    for owner, things in asked.items():
        yield Duty(_capital(both.names.the([owner])), f"Agree to: {', '.join(things)}")


def after(both: Both, policies: list[PolicyChange], others: list[Change]) -> list[Duty]:
    """What is to be done once it is approved: reading, signing, training, testing."""
    found: list[Duty] = []
    for policy in policies:
        found += _readings(policy)
    material = {p.change.id for p in policies if p.material}
    walked = {c.id for c in others if c.kind == "procedure" and _is_walked(c)}
    found += _trainings(both, material, {c.id for c in others if c.kind == "procedure"})
    found += _tests(both, material, walked)
    return found


def _readings(policy: PolicyChange) -> Iterator[Duty]:
    name = policy.change.title
    if policy.material and policy.readers:
        what = "Read and sign" if policy.signs else "Read"
        again = " again" if policy.change.fate == "changed" else ""
        yield Duty(groups(policy.readers), f"{what} {name}{again}")
    elif policy.newly:
        yield Duty(groups(policy.newly), f"Read {name} for the first time")


def groups(found: Iterable[Group]) -> str:
    """Roles with the number of people in each, those with nobody at the end."""
    rows = list(found)
    held = [f"{row.title} ({row.people})" for row in rows if row.people]
    vacant = [row.title for row in rows if not row.people]
    text = ", ".join(held)
    if vacant:
        text += f"{'; ' if held else ''}nobody today: {', '.join(vacant)}"
    return text


def _is_walked(change: Change) -> bool:
    return change.fate == "new" or any(d.path[0] in _WALKED for d in change.differences)


def _trainings(both: Both, policies: set[str], procedures: set[str]) -> Iterator[Duty]:
    for training in given(both.head):
        taught = policies.intersection(training.policies) or procedures.intersection(
            training.procedures
        )
        if taught and "material-change" in training.triggers:
            roles = [role for role, _ in takers(both.head, training)]
            yield Duty(_capital(both.names.the([training.given_by])), _teach(both, training, roles))


def _teach(both: Both, training: Training, roles: list[Role]) -> str:
    people = {h.person.id for role in roles for h in in_role(both.head, role.id, both.today)}
    number = f"{len(people)} {'person' if len(people) == 1 else 'people'}"
    return f"Give the training “{training.title}” to {number}: what it teaches changes"


def _tests(both: Both, policies: set[str], walked: set[str]) -> Iterator[Duty]:
    for procedure in both.head.procedures.values():
        if procedure.status != "active":
            continue
        if procedure.id in walked:
            why = "it changes"
        elif policies.intersection(procedure.policies):
            why = "a policy it carries out changes"
        else:
            continue
        if not _tested(both, procedure):
            who = _capital(both.names.the([procedure.owner]))
            yield Duty(who, f"Walk through “{procedure.title}”: {why}")


def _tested(both: Both, procedure: Procedure) -> bool:
    """Whether the change itself says that somebody has walked through it since."""
    old = both.base.procedures.get(procedure.id)
    return procedure.last_tested is not None and (
        old is not None and procedure.last_tested != old.last_tested
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
