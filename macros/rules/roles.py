"""Roles: the first duty of the validator."""

import re
from datetime import date

from macros.decode import did_you_mean
from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.views.cover import staffed

from .rule import Findings, rule

_FILLER = re.compile(
    r"(to ?do|tbd|tba|tbc|n/?a|none|nothing|unknown|x+|description|lorem ipsum.*|fill (me )?in"
    r"|coming soon|placeholder|to be (done|defined|written|determined|added|completed)"
    r"|job description( goes)? here|same as above|test)[\s.!…]*",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Whether a text is only a placeholder: no letters, or words that promise a text later."""
    bare = re.sub(r"[\s*_`#<>\[\](){}-]+", " ", text).strip()
    return not re.search(r"[^\W\d_]{2}", bare) or bool(_FILLER.fullmatch(bare))


def _roles(book: Handbook) -> list[Role]:
    return [*book.roles.values(), *(r for r in book.torn if isinstance(r, Role))]


@rule("ROL001", fix="Say in two or three sentences what the job is for.")
def role_has_a_description(book: Handbook) -> Findings:
    """Every role has a description.

    A new hire reads it on the first day.
    An empty one, a placeholder or the mere title again tells nobody what the job is for.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    description: TBD
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    description: You run the office and answer for the privacy of our patients.
    ```
    """
    for role in _roles(book):
        if role.description is None:
            yield role.at("description"), f"role {role.id!r} has no description"
        elif says_nothing(role.description) or role.description.strip(" .") in (
            role.title,
            role.id,
        ):
            said = role.description[:40]
            yield role.at("description"), f"role {role.id!r} has no description, only {said!r}"


@rule(
    "ROL002", fix="Name the role that keeps this description true: the id of a file in data/roles/."
)
def role_has_an_owner(book: Handbook) -> Findings:
    """Every role has an owner that exists.

    The owner is the role that keeps the description true when the work changes.
    Without one, job descriptions grow old and nobody notices.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    owner: practice-owner
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    owner: owner-physician
    ```
    """
    for role in _roles(book):
        if role.owner is None:
            yield role.at("owner"), f"role {role.id!r} has no owner"
        elif not book.knows("role", role.owner):
            hint = did_you_mean(role.owner, book.known["role"])
            yield role.at("owner"), f"owner {role.owner!r} is not a role{hint}"


@rule(
    "ROL003",
    fix="Assign somebody to the owner, give it a backup that is held, or choose another owner.",
    needs=("role", "person"),
)
def role_owner_is_staffed(book: Handbook, today: date) -> Findings:
    """The owner of every role is held by somebody, or covered.

    An owner that nobody holds and nobody covers is an owner on paper.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    owner: scribe
    ```

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    owner: scribe
    ```

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    backup: office-manager
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```
    """
    for role in book.roles.values():
        owner = book.roles.get(role.owner or "")
        if role.status != "retired" and owner:
            if owner.status == "retired":
                yield role.at("owner"), f"owner {role.owner!r} is a retired role"
            elif not staffed(book, owner.id, today):
                message = f"owner {role.owner!r} is held by nobody and covered by nobody"
                yield role.at("owner"), message


@rule("ROL004", fix="Name another role as the backup.")
def role_does_not_back_itself_up(book: Handbook) -> Findings:
    """No role is its own backup.

    On the day the holder is away, the work would wait for the holder.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    backup: office-manager
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    backup: owner-physician
    ```
    """
    for role in book.roles.values():
        if role.backup == role.id:
            yield role.at("backup"), f"role {role.id!r} is its own backup"


@rule("ROL005", fix="Name another role, or take the step away.")
def role_leads_to_another(book: Handbook) -> Findings:
    """A role leads to other roles, to each of them once.

    People read here which job they could grow into; their own is no step.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    leads_to:
      - role: office-manager
        takes: Another year in the same job.
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    leads_to:
      - role: owner-physician
        takes: A license as a physician.
    ```
    """
    for role in book.roles.values():
        named: set[str] = {role.id}
        for position, step in enumerate(role.leads_to):
            if step.role in named:
                again = "itself" if step.role == role.id else f"{step.role!r} twice"
                yield role.at("leads_to", position, "role"), f"role {role.id!r} leads to {again}"
            named.add(step.role)
