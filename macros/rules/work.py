"""Procedures, forms, checklists, emergency cards and words."""

from datetime import date

from macros.kinds import BY_NAME
from macros.model.handbook import Handbook
from macros.views.cover import acting

from .rule import Findings, rule

# The first one may be the one who needs help.
_CALLED = 2
# Kinds that can be retired while something still points at them.
_ENDING = ("policy", "procedure", "form", "checklist")


@rule("REF005", fix="Point at what replaced it, or take the reference out.")
def nothing_leans_on_what_is_over(book: Handbook) -> Findings:
    """What is in force points at nothing that is retired.

    Bad:

    ```yaml title="data/forms/complaint.yaml"
    title: Complaint
    status: retired
    owner: office-manager
    purpose: A patient complains.
    fields:
      - id: what
        label: What happened
    kept: In the complaint log.
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    forms:
      - complaint
    ```

    Good:

    ```yaml title="data/forms/complaint.yaml"
    title: Complaint
    owner: office-manager
    purpose: A patient complains.
    fields:
      - id: what
        label: What happened
    kept: In the complaint log.
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    forms:
      - complaint
    ```
    """
    for record, leaf in book.references:
        if leaf.ref is None or leaf.ref.kind not in _ENDING:
            continue
        target = getattr(book, BY_NAME[leaf.ref.kind].table).get(str(leaf.value))
        if target is None or target.status != "retired":
            continue
        if getattr(record, "status", "active") not in ("retired", "in-review", "planned"):
            yield record.at(*leaf.path), f"{leaf.ref.kind} {target.id!r} is retired"


@rule("PRC001", fix="Add the role to `performed_by`, or give the step to another role.")
def actors_perform(book: Handbook) -> Findings:
    """Every role that acts in a procedure is named among those that perform it.

    The page of a role lists its procedures by this.

    Bad:

    ```yaml title="data/procedures/fax.yaml"
    title: Sending a fax
    owner: office-manager
    performed_by:
      - office-manager
    policies:
      - notice
    trigger: Somebody asks for a fax.
    steps:
      - id: send
        actor: owner-physician
        text: Send it.
    done_when: The report says that it arrived.
    ```

    ```yaml title="data/roles/office-manager.yaml"
    responsibilities:
      - id: fax
        text: Send faxes.
        procedures:
          - fax
    ```

    Good:

    ```yaml title="data/procedures/fax.yaml"
    title: Sending a fax
    owner: office-manager
    performed_by:
      - office-manager
    policies:
      - notice
    trigger: Somebody asks for a fax.
    steps:
      - id: send
        actor: office-manager
        text: Send it.
    done_when: The report says that it arrived.
    ```

    ```yaml title="data/roles/office-manager.yaml"
    responsibilities:
      - id: fax
        text: Send faxes.
        procedures:
          - fax
    ```
    """
    for procedure in book.procedures.values():
        for index, step in enumerate(procedure.steps):
            if step.actor not in procedure.performed_by:
                message = f"actor {step.actor!r} is not among `performed_by`"
                yield procedure.at("steps", index, "actor"), message


@rule("FOR001", fix="Add `fields`, or the address of the official form under `official`.")
def form_can_be_filled_in(book: Handbook) -> Findings:
    """A form has fields, or leads to an official one; a choice has something to choose from.

    Bad:

    ```yaml title="data/forms/complaint.yaml"
    title: Complaint
    owner: office-manager
    purpose: A patient complains.
    kept: In the complaint log.
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    forms:
      - complaint
    ```

    Good:

    ```yaml title="data/forms/complaint.yaml"
    title: Complaint
    owner: office-manager
    purpose: A patient complains.
    fields:
      - id: what
        label: What happened
    kept: In the complaint log.
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    forms:
      - complaint
    ```
    """
    for form in book.forms.values():
        if not form.fields and not form.official:
            yield form.at("fields"), f"form {form.id!r} has nothing to fill in"
        for index, field in enumerate(form.fields):
            if (field.kind == "choice") != bool(field.choices):
                message = f"field {field.id!r} is {field.kind!r}, and its choices do not fit"
                yield form.at("fields", index), message


@rule("CHK001", fix="Give it `frequency` and `start`, or `trigger` with the event that starts it.")
def checklist_has_an_occasion(book: Handbook) -> Findings:
    """A checklist comes round on a rhythm with a first day, or starts with an event.

    Bad:

    ```yaml title="data/checklists/opening.yaml"
    title: Opening
    owner: office-manager
    summary: The office is ready.
    frequency: daily
    items:
      - id: lights
        text: Switch on the lights.
        role: office-manager
    ```

    Good:

    ```yaml title="data/checklists/opening.yaml"
    title: Opening
    owner: office-manager
    summary: The office is ready.
    frequency: daily
    start: 2026-01-05
    items:
      - id: lights
        text: Switch on the lights.
        role: office-manager
    ```
    """
    for checklist in book.checklists.values():
        if checklist.frequency and checklist.start is None:
            yield checklist.at("start"), f"{checklist.frequency} checklist has no first day"
        if checklist.frequency is None and checklist.trigger is None:
            yield checklist.at("frequency"), f"checklist {checklist.id!r} has no occasion"


@rule(
    "EMG001",
    fix="Name a second role under `call`, or give the first one a backup.",
    needs=("role", "person"),
)
def somebody_answers_in_an_emergency(book: Handbook, today: date) -> Findings:
    """An emergency card names at least two people to call.

    The first one may be the one on the floor.

    Bad:

    ```yaml title="data/emergencies.yaml"
    emergencies:
      - id: fire
        title: Fire
        call_911: true
        steps:
          - id: out
            text: Get everybody out.
        call:
          - office-manager
    ```

    Good:

    ```yaml title="data/emergencies.yaml"
    emergencies:
      - id: fire
        title: Fire
        call_911: true
        steps:
          - id: out
            text: Get everybody out.
        call:
          - office-manager
          - owner-physician
    ```
    """
    for card in book.emergencies.values():
        people = {person.id for role in card.call for person in acting(book, role, today)}
        if len(people) < _CALLED:
            yield card.at("call"), f"card {card.id!r} names {len(people)} to call, not two"


@rule("GLO001", fix="Join the two, or drop the other word from one of them.")
def words_mean_one_thing(book: Handbook) -> Findings:
    """A word stands once in the glossary, as a term or as another word for one.

    Bad:

    ```yaml title="data/glossary.yaml"
    terms:
      - id: phi
        term: PHI
        meaning: Protected health information.
      - id: health-information
        term: Health information
        meaning: What we know about a patient.
        also_known_as:
          - phi
    ```

    Good:

    ```yaml title="data/glossary.yaml"
    terms:
      - id: phi
        term: PHI
        meaning: What we know about a patient.
        also_known_as:
          - protected health information
    ```
    """
    seen: dict[str, str] = {}
    for term in book.terms.values():
        words = [(("term",), term.term)]
        words += [(("also_known_as", i), w) for i, w in enumerate(term.also_known_as)]  # type: ignore[misc]
        for path, word in words:
            first = seen.setdefault(word.casefold(), term.id)
            if first != term.id:
                yield term.at(*path), f"{word!r} stands under {first!r} already"
