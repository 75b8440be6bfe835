"""What a rule is, and how one is declared."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from macros.model.handbook import Handbook
from macros.model.past import Past
from macros.model.record import At
from macros.problems import Place, Severity

# A finding stands at a value of a record, or at a place: of a file that is gone, say.
# It may say what to do, where the fix of its rule is not exact enough.
Findings = Iterator[tuple[At | Place, str] | tuple[At | Place, str, str]]
Check = Callable[..., Findings]

RULES: dict[str, "Rule"] = {}

_BLOCK = re.compile(r'```yaml title="(?P<file>[^"]+)"\n(?P<text>.*?)```', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold: permanent id, title, reason, examples, fix, and its question.

    `needs` names kinds of record; the question is asked only when all of them could be read.
    A rule without a question is answered while files are read.
    """

    id: str
    title: str
    reason: str
    bad: dict[str, str]
    good: dict[str, str]
    fix: str
    severity: Severity
    needs: frozenset[str] = frozenset()
    check: Check | None = None

    def findings(self, book: Handbook, today: date, past: Past) -> Findings:
        """Ask the question of a handbook, on a day, and of git where that can say something."""
        if self.check is None or self.needs & book.incomplete:
            return iter(())
        wanted = inspect.signature(self.check).parameters
        if "past" in wanted and not past.known:
            return iter(())
        given = {"today": today, "past": past}
        return self.check(book, **{name: value for name, value in given.items() if name in wanted})


def rule(
    rule_id: str, *, fix: str, severity: Severity = "error", needs: tuple[str, ...] = ()
) -> Callable[[Check], Check]:
    """Declare the function below as the question of a rule; its docstring is the rule's page."""

    def declare(check: Check) -> Check:
        made = _described(rule_id, check, fix, severity)
        _add(replace(made, needs=frozenset(needs), check=check))
        return check

    return declare


def fault(
    rule_id: str, *, fix: str, severity: Severity = "error"
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare a rule that is answered while files are read."""

    def declare(described: Callable[[], None]) -> Callable[[], None]:
        _add(_described(rule_id, described, fix, severity))
        return described

    return declare


def _add(made: Rule) -> None:
    if made.id in RULES:
        raise ValueError(made.id)
    RULES[made.id] = made


def _described(rule_id: str, by: Callable[..., Any], fix: str, severity: Severity) -> Rule:
    """A rule as its docstring tells it: title, reason, examples."""
    head, _, examples = (inspect.getdoc(by) or "").partition("\nBad:\n")
    title, _, reason = head.partition("\n")
    bad, _, good = examples.partition("\nGood:\n")
    return Rule(rule_id, title.strip(), reason.strip(), _blocks(bad), _blocks(good), fix, severity)


def _blocks(text: str) -> dict[str, str]:
    return {found["file"]: found["text"] for found in _BLOCK.finditer(text)}
