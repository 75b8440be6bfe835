"""What must hold: every rule, and the one function that asks them all."""

from dataclasses import replace
from datetime import date

from macros.decode import origin
from macros.load import Loaded
from macros.model.record import At
from macros.problems import Problem, in_order

from . import (  # noqa: F401 - importing a module declares its rules
    calendar,
    form,
    law,
    onboarding,
    org,
    people,
    policy,
    reading,
    references,
    roles,
    shape,
    text,
    work,
)
from .rule import RULES, Rule

__all__ = ["RULES", "Rule", "check"]


def check(loaded: Loaded, today: date) -> list[Problem]:
    """Every problem of a handbook on a day, sorted by place.

    What could not be read is reported once: no rule complains about a value that was left out.
    """
    problems = list(loaded.problems)
    for rule in RULES.values():
        for at, message in rule.findings(loaded.book, today):
            if not _left_out(at):
                place = origin(at.record).place(at)
                problems.append(Problem(place, rule.id, message))
    return in_order(map(_completed, _not_twice(problems)))


def _not_twice(problems: list[Problem]) -> list[Problem]:
    """Leave out that a value is empty where a rule says what it should have held."""
    asked = {p.place for p in problems if not p.rule.startswith("FRM")}
    return [p for p in problems if p.rule != "FRM004" or p.place not in asked]


def _left_out(at: At) -> bool:
    return bool(at.path) and at.path[0] in origin(at.record).dropped


def _completed(problem: Problem) -> Problem:
    rule = RULES[problem.rule]
    return replace(problem, fix=problem.fix or rule.fix, severity=rule.severity)
