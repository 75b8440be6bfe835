"""References between records."""

from macros.decode import did_you_mean
from macros.kinds import BY_NAME, KINDS
from macros.model.handbook import Handbook
from macros.model.record import Record
from macros.model.walk import leaves

from .rule import Findings, fault, rule


@rule("REF001", fix="Use an id that exists: the name of the file without .yaml.")
def references_resolve(book: Handbook) -> Findings:
    """Every reference points at something that exists.

    A page would show a link that leads nowhere, and nobody would answer for the work.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    reports_to: owner-phsician
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    reports_to: owner-physician
    ```
    """
    for record in (*book.records(), *book.torn):
        for leaf in leaves(record):
            if leaf.ref is None or _is_role_owner(record, leaf.path):
                continue
            value = str(leaf.value)
            if value not in leaf.ref.words and not book.knows(leaf.ref.kind, value):
                key = next(step for step in reversed(leaf.path) if isinstance(step, str))
                known = [*leaf.ref.words, *book.known.get(leaf.ref.kind, ())]
                hint = did_you_mean(value, known)
                yield record.at(*leaf.path), f"`{key}` {value!r} is not a {leaf.ref.kind}{hint}"


def _is_role_owner(record: Record, path: tuple[str | int, ...]) -> bool:
    # The first duty of the validator has a rule of its own, ROL002.
    return path == ("owner",) and type(record).__name__.endswith("Role")


@fault("REF002", fix="Give one of the two another id.")
def ids_are_unique() -> None:
    """An id belongs to one record of its kind.

    A reference to it would mean two things, and one of the two pages would be lost.

    Bad:

    ```yaml title="data/categories.yaml"
    categories:
      - id: privacy
        title: Privacy
        code: PRV
        approvers:
          roles:
            - owner-physician
      - id: privacy
        title: Confidentiality
        code: CON
        approvers:
          roles:
            - owner-physician
    ```

    Good:

    ```yaml title="data/categories.yaml"
    categories:
      - id: privacy
        title: Privacy
        code: PRV
        approvers:
          roles:
            - owner-physician
    ```
    """


@rule("REF003", fix="Give each item of the record an id of its own.")
def inner_ids_are_unique(book: Handbook) -> Findings:
    """Inside a record, an id belongs to one item.

    Links and ticks are kept by these ids; with two alike, one tick would set both.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    sections:
      - id: why
        heading: Why we do this
        body: People tell us things that they tell nobody else.
      - id: why
        heading: Why it matters
        body: Trust is hard to win back.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    sections:
      - id: why
        heading: Why we do this
        body: People tell us things that they tell nobody else.
    ```
    """
    for record in (*book.records(), *book.torn):
        seen: set[tuple[str, str]] = set()
        for leaf in leaves(record):
            if leaf.path[-1] != "id" or leaf.path == ("id",):
                continue
            # Sections and questions may share an id, the tasks of two phases may not.
            item = (str(leaf.path[0]), str(leaf.value))
            if item in seen:
                yield record.at(*leaf.path), f"id {leaf.value!r} stands here a second time"
            seen.add(item)


# Kinds that exist only to be used by others; everything else is reached through its own index.
_USED = ("department", "category", "form", "procedure")
_EVERY_KIND = tuple(kind.name for kind in KINDS)


@rule(
    "REF004",
    fix="Point at it from where it is used, retire it, or delete the file.",
    severity="warning",
    needs=_EVERY_KIND,
)
def nothing_is_orphaned(book: Handbook) -> Findings:
    """Every department, category, form and procedure is used by something.

    What nothing points at is found by nobody at the moment it is needed.

    Bad:

    ```yaml title="data/departments.yaml"
    departments:
      - id: practice
        title: The practice
        product: People who are cared for, and an office that runs.
        head: owner-physician
      - id: research
        title: Research
        product: Studies.
        head: owner-physician
    ```

    Good:

    ```yaml title="data/departments.yaml"
    departments:
      - id: practice
        title: The practice
        product: People who are cared for, and an office that runs.
        head: owner-physician
    ```
    """
    for name in _USED:
        for record in getattr(book, BY_NAME[name].table).values():
            retired = getattr(record, "status", "active") in ("retired", "vacated", "expired")
            if (name, record.id) not in book.users and not retired:
                yield record.at(), f"nothing uses the {name} {record.id!r}"
