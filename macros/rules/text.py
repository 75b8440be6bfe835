"""Text: nothing live, nothing private, nothing unfinished, nothing that cannot be kept."""

import re
from collections.abc import Iterator

from macros.decode import did_you_mean
from macros.links import INTERNAL, is_safe, targets
from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.model.record import At, Record
from macros.model.walk import Leaf, LeafKind

from . import marks
from .marks import Mark
from .rule import Findings, rule


def _hits(
    book: Handbook, mark: Mark, kinds: tuple[LeafKind, ...] = ("prose", "phrase", "text")
) -> Iterator[tuple[At, Leaf, re.Match[str]]]:
    for words in book.wording:
        if not mark.may_be_in(words.lower) or not mark.pattern.search(words.text):
            continue
        for leaf in words.leaves:
            if leaf.kind in kinds and (found := mark.pattern.search(str(leaf.value))):
                yield words.record.at(*leaf.path).showing(found[0].split("\n")[0]), leaf, found


@rule("TXT001", fix="Delete the tag, and use Markdown: **bold**, lists, [text](https://…).")
def no_html(book: Handbook) -> Findings:
    """No text holds HTML.

    Pages are read by staff who trust them; a tag can hide text or run a program.
    What looks like a tag is shown as text, and has to go.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: What you may say <b>about</b> a patient.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: What you may say **about** a patient.
    ```
    """
    for at, _, found in _hits(book, marks.HTML):
        yield at, f"there is HTML in the text: {found[0]!r}"


@rule("TXT002", fix="Use https://…, or a link inside the handbook such as [text](policy:id).")
def links_are_safe(book: Handbook) -> Findings:
    """Every link leads to a page of the handbook or to a secure address.

    Other kinds of link can run a program, break when a page moves, or load pictures from outside.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: See [the rule](javascript:alert(1)).
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: See [the office manager](role:office-manager).
    ```
    """
    for record, leaf, target, image in _links(book):
        at = record.at(*leaf.path).showing(target)
        if image:
            yield at, f"there is a picture in the text: {target!r}"
        elif not is_safe(target):
            yield at, f"the link {target!r} is not safe"


@rule("TXT008", fix="Use an id that exists: the name of the file without .yaml.")
def links_resolve(book: Handbook) -> Findings:
    """Every link inside the handbook leads to something that exists.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: Ask the [office manager](role:ofice-manager).
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: Ask the [office manager](role:office-manager).
    ```
    """
    for record, leaf, target, _ in _links(book):
        kind, _, record_id = target.partition(":")
        record_id = record_id.partition("#")[0]
        if kind in INTERNAL and not book.knows(kind, record_id):
            hint = did_you_mean(record_id, book.known.get(kind, ()))
            at = record.at(*leaf.path).showing(target)
            yield at, f"the link {target!r} leads to no {kind}{hint}"


def _links(book: Handbook) -> Iterator[tuple[Record, Leaf, str, bool]]:
    for words in book.wording:
        for leaf in words.leaves if _has_link(words.text) else ():
            if leaf.kind in ("prose", "phrase"):
                for target, image in targets(str(leaf.value)):
                    yield words.record, leaf, target, image


def _has_link(text: str) -> bool:
    return "](" in text or "]:" in text


@rule("TXT003", fix="Write it in words; braces and code fences have a meaning on pages.")
def no_template_marks(book: Handbook) -> Findings:
    """No text holds the marks of a template.

    Double braces and the like ask the page builder to compute something.
    Here they are never carried out, only shown, so they are a slip or an attempt.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: "{{ practice.name }} keeps things private."
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: The practice keeps things private.
    ```
    """
    for at, _, found in _hits(book, marks.TEMPLATE):
        yield at, f"there is a template mark in the text: {found[0].strip()!r}"


@rule("TXT004", fix="Write the text, or leave the key out until it is known.")
def no_placeholders(book: Handbook) -> Findings:
    """No text waits to be written.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: TBD by the office manager.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: What you may say about a patient, and to whom.
    ```
    """
    for at, _, found in _hits(book, marks.UNFINISHED):
        # A role's description has a rule of its own, ROL001.
        if at.path != ("description",):
            yield at, f"the text is not finished: {found[0]!r}"


@rule("TXT005", fix="Take it out, and tell the privacy official: it stays in the file's history.")
def no_private_numbers(book: Handbook) -> Findings:
    """No file holds a number that belongs to a person.

    The handbook is read by all staff and kept for years.
    Social security numbers, birth dates, record, license and card numbers have no place in it.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: Ask for the number, for example 123-45-6789.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: Ask for two identifiers.
    ```
    """
    for what, mark in marks.PRIVATE.items():
        for at, _, found in _hits(book, mark):
            if what != "a card number" or marks.is_card(found[0]):
                yield at, f"this looks like {what}"


@rule("TXT006", fix="Take it out, change the password today, and keep it in the password manager.")
def no_secrets(book: Handbook) -> Findings:
    """No file holds a password or a key.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: "The Wi-Fi password is sunshine2026."
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: The Wi-Fi password is in the password manager.
    ```
    """
    for at, _, _ in _hits(book, marks.SECRET):
        yield at, "this looks like a password or a key"


@rule(
    "TXT007", fix="Say what is done and by when, in words the office can keep.", severity="warning"
)
def promises_can_be_kept(book: Handbook) -> Findings:
    """A policy promises what an office can keep.

    "Always" and "immediately" are broken by the first exception,
    and a broken promise in writing weighs more than none.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: Calls are always answered immediately.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: Calls are answered the same day.
    ```
    """
    for at, _, found in _hits(book, marks.PROMISE, ("prose", "phrase")):
        if isinstance(at.record, Policy) and at.path[0] not in ("reviews", "revisions"):
            yield at, f"{found[0]!r} is hard to keep"
