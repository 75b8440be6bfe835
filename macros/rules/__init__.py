"""What must hold: every rule, and the one function that asks them all."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date

from macros.decode import origin
from macros.load import Loaded
from macros.model.past import Past
from macros.model.record import At
from macros.pause import collector_paused
from macros.problems import Place, Problem, Severity, in_order
from macros.views.lasting import unended

from . import (  # noqa: F401 - importing a module declares its rules
    approval,
    approvers,
    calendar,
    designations,
    form,
    law,
    law_intervals,
    law_training,
    onboarding,
    org,
    people,
    policy,
    policy_history,
    reading,
    references,
    roles,
    shape,
    state,
    text,
    training,
    witness,
    work,
)
from .rule import RULES, Rule

__all__ = ["RULES", "Rule", "check"]


NOT_ASKED = Past("nobody asked git")


def check(loaded: Loaded, today: date, past: Past = NOT_ASKED) -> list[Problem]:
    """Every problem of a handbook on a day, sorted by place; with its past, what git knows too.

    What could not be read is reported once: no rule complains about a value that was left out.
    What is wrong only because something ran out is a warning: it never stops an urgent change.
    """
    with collector_paused():
        return in_order(_not_twice(_asked(loaded, today, past)))


def _asked(loaded: Loaded, today: date, past: Past) -> list[Problem]:
    problems = [_completed(problem) for problem in loaded.problems]
    lasting = unended(loaded.book, today)
    for rule in RULES.values():
        found = list(rule.findings(loaded.book, today, past))
        lasts = found if lasting is None else rule.findings(lasting, today, past)
        still = {_spot(finding[0]) for finding in lasts}
        for at, message, *more in found:
            if _left_out(at):
                continue
            ran_out = _spot(at) not in still
            severity: Severity = "warning" if ran_out else rule.severity
            place = at if isinstance(at, Place) else origin(at.record).place(at)
            fix = more[0] if more else rule.fix
            problems.append(Problem(place, rule.id, message, fix, severity))
    return problems


def _not_twice(problems: list[Problem]) -> list[Problem]:
    """Leave out that a value is empty where a rule says what it should have held."""
    asked = {p.place for p in problems if not p.rule.startswith("FRM")}
    return [p for p in problems if p.rule != "FRM004" or p.place not in asked]


def _spot(at: At | Place) -> Hashable:
    return at if isinstance(at, Place) else (at.record.id, at.path)


def _left_out(at: At | Place) -> bool:
    return isinstance(at, At) and bool(at.path) and at.path[0] in origin(at.record).dropped


def _completed(problem: Problem) -> Problem:
    """A problem met while reading, with the fix and the severity of its rule."""
    rule = RULES[problem.rule]
    return replace(problem, fix=problem.fix or rule.fix, severity=rule.severity)
