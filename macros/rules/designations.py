"""Posts that law asks for, and duties that are kept apart."""

from datetime import date
from itertools import combinations

from macros.model.handbook import Handbook
from macros.views.apart import backed, watched
from macros.views.cover import holders, staffed

from .rule import Findings, rule


@rule(
    "DES001",
    fix="Name a role that somebody holds, or that somebody covers.",
    needs=("role", "person"),
)
def post_is_filled(book: Handbook, today: date) -> Findings:
    """Every post that law asks for lies with a role that somebody holds or covers.

    An inspector asks for a name, on that day.

    Bad:

    ```yaml title="data/designations.yaml"
    designations:
      - id: privacy-official
        title: Privacy official
        role: scribe
        backup: office-manager
        duty: Answers for the privacy of our patients.
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

    ```yaml title="data/designations.yaml"
    designations:
      - id: privacy-official
        title: Privacy official
        role: office-manager
        backup: owner-physician
        duty: Answers for the privacy of our patients.
    ```
    """
    for post in book.designations.values():
        role = book.roles.get(post.role)
        if role and role.status == "active" and not staffed(book, role.id, today):
            message = f"post {post.id!r} lies with {post.role!r}, which nobody holds or covers"
            yield post.at("role"), message


@rule("DES002", fix="Add `backup` with another role that somebody holds.", needs=("role", "person"))
def post_has_a_backup(book: Handbook, today: date) -> Findings:
    """Every post that law asks for has a backup, held by somebody else.

    Deadlines run while the holder is on vacation.

    Bad:

    ```yaml title="data/designations.yaml"
    designations:
      - id: privacy-official
        title: Privacy official
        role: office-manager
        duty: Answers for the privacy of our patients.
    ```

    Good:

    ```yaml title="data/designations.yaml"
    designations:
      - id: privacy-official
        title: Privacy official
        role: office-manager
        backup: owner-physician
        duty: Answers for the privacy of our patients.
    ```
    """
    for post in book.designations.values():
        if post.backup is None or post.backup == post.role:
            yield post.at("backup"), f"post {post.id!r} has no backup"
        elif {post.role, post.backup} <= book.roles.keys() and not backed(book, post, today):
            message = f"backup {post.backup!r} of post {post.id!r} is held by nobody else"
            yield post.at("backup"), message


@rule(
    "DES003",
    fix="Give the post to another role, or move the department below somebody else.",
    needs=("role", "person", "department"),
)
def post_is_kept_from_departments(book: Handbook, today: date) -> Findings:
    """Who holds a post stays out of the departments it watches.

    A compliance contact who supervises billing would check their own work.
    It is judged over people, with the assignments and absences of the day.

    Bad:

    ```yaml title="data/designations.yaml"
    designations:
      - id: compliance-contact
        title: Compliance contact
        role: office-manager
        backup: owner-physician
        duty: Hears concerns about billing.
        kept_from:
          - practice
    ```

    Good:

    ```yaml title="data/designations.yaml"
    designations:
      - id: compliance-contact
        title: Compliance contact
        role: office-manager
        backup: owner-physician
        duty: Hears concerns about billing.
    ```
    """
    for post in book.designations.values():
        for role, why in watched(book, post, today):
            message = f"post {post.id!r} is kept from {role.department!r}, but its holder {why}"
            yield post.at("kept_from"), message


@rule(
    "DES004",
    fix="Give one of the two roles to somebody else.",
    needs=("role", "person"),
)
def duties_are_kept_apart(book: Handbook, today: date) -> Findings:
    """Duties that are kept apart lie with different people.

    Who takes in the money does not count it; who orders does not pay.
    It is judged over people: two roles in one hand are one hand.

    Bad:

    ```yaml title="data/designations.yaml"
    separations:
      - id: order-and-pay
        title: Ordering and paying
        roles:
          - owner-physician
          - office-manager
        reason: One person could order for themselves.
    ```

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 2021-03-01
      - role: owner-physician
        kind: acting
        from: 2026-01-05
    ```

    Good:

    ```yaml title="data/designations.yaml"
    separations:
      - id: order-and-pay
        title: Ordering and paying
        roles:
          - owner-physician
          - office-manager
        reason: One person could order for themselves.
    ```
    """
    for apart in book.separations.values():
        for one, two in combinations(apart.roles, 2):
            both = {h.person.id for h in holders(book, one, today)} & {
                h.person.id for h in holders(book, two, today)
            }
            for person in sorted(both):
                yield apart.at("roles"), f"{person!r} holds both {one!r} and {two!r}"
