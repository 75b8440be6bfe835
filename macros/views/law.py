"""Which regulations concern the practice, why, and how binding they are."""

from collections.abc import Iterable
from datetime import date

from macros.formats import day_words
from macros.model.handbook import Handbook
from macros.model.law import Applies, Regulation
from macros.model.practice import Practice
from macros.model.record import Basis

# What binds most comes first.
STRENGTH: tuple[Basis, ...] = ("law", "contract", "guidance", "practice")


def strongest(regulations: Iterable[Regulation]) -> Basis:
    """How binding the most binding of some regulations is; our own choice, if there is none."""
    found: set[Basis] = {regulation.basis for regulation in regulations}
    return next((basis for basis in STRENGTH if basis in found), "practice")


def in_scope(book: Handbook, regulation: Regulation, today: date) -> tuple[bool, str]:
    """Whether a regulation concerns the practice on a day, and the reason in words."""
    if regulation.status != "in-force":
        return False, f"it is {regulation.status}"
    if regulation.from_day and today < regulation.from_day:
        return False, f"it takes effect on {_day(book, regulation.from_day)}"
    if regulation.until and today > regulation.until:
        return False, f"it ended on {_day(book, regulation.until)}"
    return _applies(book, regulation)


def holds(regulation: Regulation, today: date) -> bool:
    """Whether a regulation is in force on a day, for whomever it concerns."""
    begun = regulation.from_day is None or regulation.from_day <= today
    ended = regulation.until is not None and regulation.until < today
    return regulation.status == "in-force" and begun and not ended


def standing(book: Handbook, regulation: Regulation, today: date) -> str:
    """Where a regulation stands with the practice, in a few words that stand alone."""
    if in_scope(book, regulation, today)[0]:
        return "Concerns us"
    if not holds(regulation, today):
        return "Not in force"
    small = _too_small(book, regulation) and regulation.jurisdiction == "federal"
    return "Not in scope federally" if small else "Not in scope"


def _day(book: Handbook, day: date) -> str:
    return day_words(day, book.practice.formats.dates) if book.practice else day.isoformat()


def _applies(book: Handbook, regulation: Regulation) -> tuple[bool, str]:
    rule, practice = regulation.applies, book.practice
    if rule is None or practice is None:
        return True, "it concerns every practice"
    reasons = []
    if rule.headcount and rule.at_least:
        count = _count(practice, rule)
        reasons.append(f"it starts at {rule.at_least} people, and we count {count}")
        if _too_small(book, regulation):
            return False, reasons[0]
    if rule.services:
        offered = [s for s in rule.services if s in practice.services]
        if not offered:
            return False, f"we do not offer {' or '.join(map(_words, rule.services))}"
        reasons.append(f"we offer {' and '.join(map(_words, offered))}")
    return True, " and ".join(reasons) or "it concerns every practice"


def _count(practice: Practice, rule: Applies) -> int:
    return next((c.count for c in practice.headcounts if c.id == rule.headcount), 0)


def _too_small(book: Handbook, regulation: Regulation) -> bool:
    """Whether a regulation starts at more people than the practice counts."""
    rule, practice = regulation.applies, book.practice
    if rule is None or practice is None or rule.headcount is None or rule.at_least is None:
        return False
    return _count(practice, rule) < rule.at_least


def _words(service: str) -> str:
    return service.replace("-", " ")
