"""What gives a text away: HTML, templates, private numbers, secrets, promises."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A pattern, and pieces in lower case of which one is in every match.

    Looking for the pieces first spares most files the slower pattern; no pieces means none known.
    """

    pattern: re.Pattern[str]
    pieces: tuple[str, ...] = ()

    def may_be_in(self, lower: str) -> bool:
        """Whether the pattern is worth trying on a text, given in lower case."""
        # A loop, because a generator takes three times as long, and this is asked of every record.
        for piece in self.pieces:
            if piece in lower:
                return True
        return not self.pieces


HTML = Mark(
    re.compile(r"<[/!?]?[a-zA-Z][^>\n]{0,60}>?|<!--|&#?[xX]?[0-9a-zA-Z]{2,8};"),
    ("<", "&"),
)
TEMPLATE = Mark(
    re.compile(r"\{\{|\}\}|\{%|%\}|\{#|\{:|^\s*(:::|```)", re.MULTILINE),
    ("{", "}", ":::", "```"),
)
UNFINISHED = Mark(
    re.compile(
        r"\b(TODO|TBD|TBA|FIXME|XXX+)\b"
        r"|(?i:lorem ipsum|\bfill (this|me) in\b|\binsert [\w ]{1,20} here\b|\bcoming soon\b"
        r"|\bto be (determined|defined|written)\b)|\?\?\?|\[(?i:name|date|practice)\]"
    ),
    (
        "todo",
        "tbd",
        "tba",
        "fixme",
        "xxx",
        "lorem",
        "fill ",
        "insert ",
        "coming soon",
        "to be de",
        "to be wr",
        "???",
        "[name]",
        "[date]",
        "[practice]",
    ),
)
SECRET = Mark(
    re.compile(
        r"(?i:\b(password|passcode|passphrase|api[ _-]?key|access key|secret|token)\b)"
        r"(?i:\s*(?:is|:|=)\s*)[\"'`]?(?=[^\s\"'`]*\d)[^\s\"'`]{6,}"
        r"|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{20,}|\bAKIA[0-9A-Z]{16}\b"
    ),
    (
        "password",
        "passcode",
        "passphrase",
        "api",
        "access key",
        "secret",
        "token",
        "private key",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "akia",
    ),
)
PROMISE = Mark(
    re.compile(
        r"\b(always|immediately|guarantee[ds]?|at all times|around the clock|instantly"
        r"|without exception|under no circumstances|zero tolerance)\b|\b24/7|\b100 ?%",
        re.IGNORECASE,
    ),
    (
        "always",
        "immediately",
        "guarantee",
        "at all times",
        "around the clock",
        "instantly",
        "without exception",
        "under no circ",
        "zero tol",
        "24/7",
        "100",
    ),
)

_DAY = r"(on )?(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
# What each number is, as a message calls it.
PRIVATE = {
    "a social security number": Mark(re.compile(r"\d{3}-\d{2}-\d{4}(?!\d)")),
    "a birth date": Mark(
        re.compile(rf"(?i:\b(born|date of birth|birth ?date|dob)\b)\W{{1,4}}{_DAY}"),
        ("born", "birth", "dob"),
    ),
    "a patient's record number": Mark(
        re.compile(
            r"(?i:\b(MRN|(medical )?record (number|no\.?)|chart (number|no\.?)))\W{1,3}\d{4,}"
        ),
        ("mrn", "record n", "chart n"),
    ),
    "a license number": Mark(
        re.compile(r"(?i:\b(license|npi|dea)( (number|no\.?))?)\W{1,3}[A-Z]{0,3}\d{5,}"),
        ("license", "npi", "dea"),
    ),
    "a card number": Mark(re.compile(r"\d(?:[ -]?\d){12,18}(?!\d)")),
}
_CARD_DIGITS = 13


def is_card(text: str) -> bool:
    """Whether digits pass the check that card numbers pass (Luhn, ISO/IEC 7812-1)."""
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    doubled = [sum(divmod(d * 2, 10)) for d in digits[1::2]]
    return len(digits) >= _CARD_DIGITS and (sum(digits[::2]) + sum(doubled)) % 10 == 0
