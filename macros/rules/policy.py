"""Policies: owned, approved by somebody else, for somebody, and complete."""

from collections import defaultdict
from datetime import date

from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.views.approving import approvers_of, approving_roles, can_approve
from macros.views.cover import acting, staffed

from .rule import Findings, rule


def _active(book: Handbook) -> list[Policy]:
    return [policy for policy in book.policies.values() if policy.status == "active"]


@rule("POL001", fix="Use the letters of the category and a number that is free.")
def policy_code_is_its_own(book: Handbook) -> Findings:
    """Every policy has a code of its own that starts with the letters of its category.

    People say the code on the phone and look for it in the binder.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    code: SAF-01
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    code: PRV-01
    ```
    """
    codes: dict[str, list[Policy]] = defaultdict(list)
    for policy in book.policies.values():
        category = book.categories.get(policy.category)
        if category and not policy.code.startswith(f"{category.code}-"):
            message = f"`code` {policy.code!r} does not start with {category.code!r}"
            yield policy.at("code"), message
        if earlier := codes[policy.code]:
            yield policy.at("code"), f"`code` {policy.code!r} belongs to {earlier[0].id!r}"
        codes[policy.code].append(policy)


@rule("POL002", fix="Add `applies_to`: everyone, or the roles or departments it concerns.")
def policy_concerns_somebody(book: Handbook) -> Findings:
    """Every active policy says whom it concerns.

    Reading lists are made of this; a policy for nobody is read by nobody.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    applies_to:
      - reading: required
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    applies_to:
      - everyone: true
        reading: required
    ```
    """
    for policy in _active(book):
        if not policy.applies_to:
            yield policy.at("applies_to"), f"policy {policy.id!r} concerns nobody"
        for index, scope in enumerate(policy.applies_to):
            if not (scope.everyone or scope.roles or scope.departments or scope.locations):
                yield policy.at("applies_to", index), "this part of the scope names nobody"


@rule(
    "POL003",
    fix="Choose an owner that somebody holds, or give the role a backup.",
    needs=("role", "person"),
)
def policy_owner_is_staffed(book: Handbook, today: date) -> Findings:
    """The owner of every active policy is held by somebody, or covered.

    The owner answers questions about a policy and reviews it.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
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

    ```yaml title="data/policies/privacy/notice.yaml"
    owner: office-manager
    ```
    """
    for policy in _active(book):
        owner = book.roles.get(policy.owner)
        if owner and owner.status == "active" and not staffed(book, owner.id, today):
            message = f"owner {policy.owner!r} is held by nobody and covered by nobody"
            yield policy.at("owner"), message


@rule("POL004", fix="Add `review` with `every_months` and its `basis`.")
def policy_is_reviewed(book: Handbook) -> Findings:
    """Every active policy says how often it is reviewed, and who asks for that.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    review:
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    review:
      every_months: 12
      basis: practice
    ```
    """
    for policy in _active(book):
        if policy.review is None:
            yield policy.at("review"), f"policy {policy.id!r} is never reviewed"


@rule("POL007", fix="Add `what_you_do` with three to six lines, and `sections` with the text.")
def policy_says_what_to_do(book: Handbook) -> Findings:
    """Every active policy says what a reader does, and has a text.

    A person in a hurry reads the box; a person with a question reads the text.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    what_you_do:
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    what_you_do:
      - Look only at the charts you need for your work.
    ```
    """
    for policy in _active(book):
        if not policy.what_you_do:
            yield policy.at("what_you_do"), f"policy {policy.id!r} does not say what to do"
        if not policy.sections:
            yield policy.at("sections"), f"policy {policy.id!r} has no text"


@rule(
    "POL008",
    fix="Give the policy another owner or approver, or say why in `sole_approver`.",
    needs=("role", "person", "category"),
)
def owner_and_approver_differ(book: Handbook, today: date) -> Findings:
    """Somebody other than its owner can approve every active policy.

    Two pairs of eyes see what one overlooks.
    It is judged over people, with the assignments of the day.
    Where a practice has only one person who can approve, it says so and the page shows it.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    owner: owner-physician
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    owner: owner-physician
    sole_approver: The owner physician is the only physician here.
    ```
    """
    for policy in _active(book):
        if approvers_of(book, policy) is None:
            continue
        if not any(acting(book, role, today) for role in approving_roles(book, policy)):
            yield policy.at("approvers"), f"nobody can approve policy {policy.id!r}"
        elif not can_approve(book, policy, today) and not policy.sole_approver:
            message = f"only its owner {policy.owner!r} can approve policy {policy.id!r}"
            yield policy.at("owner"), message


@rule("POL010", fix="Write both `acknowledge: true` and `sign_by`, or neither.")
def signing_has_a_deadline(book: Handbook) -> Findings:
    """A policy that is signed says by which day, and only such a policy does.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    acknowledge: false
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    acknowledge: true
    sign_by: 1
    ```
    """
    for policy in _active(book):
        if policy.acknowledge and policy.sign_by is None:
            yield policy.at("sign_by"), "readers sign, but `sign_by` does not say by when"
        if not policy.acknowledge and policy.sign_by is not None:
            yield policy.at("sign_by"), "`sign_by` is set, but `acknowledge` is not true"
