"""Which broken rules stop an edition, and which of them somebody may publish against."""

from collections.abc import Collection, Iterable, Iterator

from macros.decode import did_you_mean
from macros.model.edition import Despite
from macros.problems import Problem, errors
from macros.rules import RULES

# A policy without approved words is on no page: it holds back itself, and nothing else.
HOLDS_BACK = "APR001"
# No reason makes up for these: people read, sign and rely on an edition for years.
_NEVER = {
    "staff would read words that nobody who may has approved": (
        *("APR004", "APR005", "APR007", "APR009", "GIT001", "GIT002"),
    ),
    "a page could harm whoever opens it": ("TXT001", "TXT002", "TXT003"),
    "what is published cannot be called back": ("TXT005", "TXT006"),
}
_UNREAD = "what cannot be read is on no page, and nobody would miss it"


def never(rule: str) -> str:
    """Why nobody may publish against a rule; empty where somebody may."""
    if RULES[rule].check is None:
        return _UNREAD
    return next((reason for reason, rules in _NEVER.items() if rule in rules), "")


def stopping(problems: Iterable[Problem], accepted: Collection[Despite]) -> list[Problem]:
    """The problems that stop an edition: errors against which nobody may publish, or nobody does.

    What is wrong by the calendar alone is a warning, and stops nothing.
    """
    passed = {HOLDS_BACK, *(one.rule for one in accepted)}
    return [p for p in errors(problems) if p.rule not in passed or never(p.rule)]


def misplaced(problems: Collection[Problem], accepted: Iterable[Despite]) -> Iterator[str]:
    """Why somebody cannot publish against the rules that they name."""
    broken = {p.rule for p in errors(problems)}
    for rule in (one.rule for one in accepted):
        if rule not in RULES:
            yield f"--despite {rule}: there is no such rule{did_you_mean(rule, RULES)}"
        elif rule not in broken:
            yield f"--despite {rule}: this rule is not broken, or its warnings stop nothing"
        elif reason := never(rule):
            yield f"--despite {rule}: nobody publishes against this rule, because {reason}"
