"""Text: nothing live, nothing private, nothing unfinished, nothing that cannot be kept."""

import re
from collections.abc import Iterator
from typing import Literal

from macros.decode import did_you_mean, origin
from macros.links import INTERNAL, is_safe, targets
from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.model.record import At, Record
from macros.model.walk import Leaf, leaves

from .rule import Findings, rule

_HTML = re.compile(r"<\s*[/!?]?\s*[a-zA-Z][^>\n]{0,60}>?|<!--|&#?[xX]?[0-9a-zA-Z]{2,8};")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|\{:|^:::|^\s*```", re.MULTILINE)
_UNFINISHED = re.compile(
    r"\b(TODO|TBD|TBA|FIXME|XXX+)\b"
    r"|(?i:lorem ipsum|\bfill (this|me) in\b|\binsert [\w ]{1,20} here\b"
    r"|\bcoming soon\b|\bto be (determined|defined|written)\b)|\?\?\?|\[(?i:name|date|practice)\]"
)
_PRIVATE = re.compile(
    r"(?P<ssn>\b\d{3}-\d{2}-\d{4}\b)"
    r"|(?P<birth>(?i:\b(born|date of birth|birth ?date|dob)\b)\W{1,4}(on )?"
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}))"
    r"|(?P<record>(?i:\b(MRN|(medical )?record (number|no\.?)|chart (number|no\.?)))\W{1,3}\d{4,})"
    r"|(?P<license>\b[A-Z]{2}\d{7}\b|(?i:\b(license|npi)( (number|no\.?))?)\W{1,3}[A-Z]{0,3}\d{5,})"
    r"|(?P<card>\b(?:\d[ -]?){13,19}\b)"
)
_PRIVATE_WORDS = {
    "ssn": "a social security number",
    "birth": "a birth date",
    "record": "a patient's record number",
    "license": "a license number",
    "card": "a card number",
}
_CARD_DIGITS = 13
_SECRET = re.compile(
    r"(?i:\b(password|passcode|passphrase|api[ _-]?key|access key|secret|token)\b)"
    r"(?i:\s*(?:is|:|=)\s*)[\"'`]?(?=[^\s\"'`]*\d)[^\s\"'`]{6,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{20,}|\bAKIA[0-9A-Z]{16}\b"
)
_PROMISE = re.compile(
    r"\b(always|immediately|guarantee[ds]?|at all times|around the clock|instantly"
    r"|without exception|under no circumstances|zero tolerance)\b|\b24/7|\b100 ?%",
    re.IGNORECASE,
)


def _hits(
    book: Handbook,
    pattern: re.Pattern[str],
    kinds: tuple[Literal["prose", "phrase", "text"], ...] = ("prose", "phrase", "text"),
) -> Iterator[tuple[At, Leaf, re.Match[str]]]:
    looked: dict[str, bool] = {}
    for record in (*book.records(), *book.torn):
        # One look at the whole file spares a look at each of its values.
        source = origin(record).source
        if source.shown not in looked:
            looked[source.shown] = bool(pattern.search(source.text))
        if not looked[source.shown]:
            continue
        for leaf in leaves(record):
            if leaf.kind in kinds and (found := pattern.search(str(leaf.value))):
                yield record.at(*leaf.path).showing(found[0].split("\n")[0]), leaf, found


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
    for at, _, found in _hits(book, _HTML):
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
    for record in (*book.records(), *book.torn):
        if "](" not in (text := origin(record).source.text) and "]:" not in text:
            continue
        for leaf in leaves(record):
            if leaf.kind in ("prose", "phrase"):
                for target, image in targets(str(leaf.value)):
                    yield record, leaf, target, image


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
    for at, _, found in _hits(book, _TEMPLATE):
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
    for at, _, found in _hits(book, _UNFINISHED):
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
    for at, _, found in _hits(book, _PRIVATE):
        kind = str(found.lastgroup)
        if kind != "card" or _is_card(found[0]):
            yield at, f"this looks like {_PRIVATE_WORDS[kind]}"


def _is_card(text: str) -> bool:
    """Whether digits pass the check that card numbers pass (Luhn, ISO/IEC 7812-1)."""
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    doubled = [sum(divmod(d * 2, 10)) for d in digits[1::2]]
    return len(digits) >= _CARD_DIGITS and (sum(digits[::2]) + sum(doubled)) % 10 == 0


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
    for at, _, _ in _hits(book, _SECRET):
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
    for at, _, found in _hits(book, _PROMISE, ("prose", "phrase")):
        if isinstance(at.record, Policy) and at.path[0] not in ("reviews", "revisions"):
            yield at, f"{found[0]!r} is hard to keep"
