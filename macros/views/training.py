"""Who is trained in what, on which occasions, and what asks for it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from macros.model.growth import Training
from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.model.people import Role
from macros.model.record import Basis, Trigger

from .law import in_scope, strongest

_OCCASIONS: dict[Trigger, str] = {
    "hire": "when you start",
    "interval": "again and again",
    "material-change": "when what it teaches changes",
    "new-hazard": "when there is a new hazard",
    "new-task": "when you take on a new task",
}


class Taken(NamedTuple):
    """A training that a role takes, and why."""

    training: Training
    reason: str


class Occasion(NamedTuple):
    """When a training is due, what asks for it then, and how binding that is."""

    trigger: Trigger
    words: str
    basis: Basis
    regulations: tuple[Regulation, ...]


def trainings_of(book: Handbook, role: Role) -> list[Taken]:
    """The active trainings a role takes, those at the start first, each with the reason."""
    found = [
        Taken(training, reason)
        for training in given(book)
        if (reason := why_taken(training, role)) is not None
    ]
    return sorted(found, key=lambda t: ("hire" not in t.training.triggers, t.training.title))


def takers(book: Handbook, training: Training) -> list[tuple[Role, str]]:
    """The active roles that take a training, each with the reason."""
    return [
        (role, reason)
        for role in book.roles.values()
        if role.status == "active" and (reason := why_taken(training, role)) is not None
    ]


def given(book: Handbook) -> list[Training]:
    """The trainings that are given today."""
    return [t for t in book.trainings.values() if t.status == "active"]


def why_taken(training: Training, role: Role) -> str | None:
    """Why a role takes a training, if it does; what is nearest to the role is the reason."""
    if role.id in training.roles:
        return "your role"
    if role.department in training.departments:
        return "your department"
    if training.exposed and role.exposure.bloodborne != "none":
        return "exposure to blood"
    return "everyone" if training.everyone else None


def occasions(book: Handbook, training: Training, today: date) -> list[Occasion]:
    """When a training is due; an occasion that nothing in scope asks for is our own choice."""
    asking = rests_on(book, training, today)
    return [_occasion(training, trigger, asking) for trigger in training.triggers]


def rests_on(book: Handbook, training: Training, today: date) -> list[Regulation]:
    """The regulations behind a training that concern the practice on a day."""
    named = [book.regulations[r] for r in training.regulations if r in book.regulations]
    return [regulation for regulation in named if in_scope(book, regulation, today)[0]]


def _occasion(training: Training, trigger: Trigger, asking: list[Regulation]) -> Occasion:
    found = tuple(r for r in asking if _asked(training, trigger, r))
    return Occasion(trigger, _words(training, trigger), strongest(found), found)


def _asked(training: Training, trigger: Trigger, regulation: Regulation) -> bool:
    """Whether a regulation asks for a training on an occasion.

    Who trains more often than a regulation asks does so by choice.
    """
    months = regulation.training_months
    if trigger == "interval" and months:
        return training.every_months is not None and training.every_months >= months
    return trigger in regulation.training_triggers


def _words(training: Training, trigger: Trigger) -> str:
    days = training.within_days
    if trigger == "interval" and training.every_months:
        return f"every {training.every_months} months"
    if trigger != "hire" or days is None:
        return _OCCASIONS[trigger]
    return f"when you start, within {days} days" if days else "on your first day"


def unmet(book: Handbook, regulation: Regulation) -> Iterator[str]:
    """What a regulation asks to be taught that no active training covers, in words."""
    teaching = [t for t in given(book) if regulation.id in t.regulations]
    if not teaching and (regulation.training_months or regulation.training_triggers):
        yield "no active training teaches it"
        return
    covered = {trigger for training in teaching for trigger in training.triggers}
    for trigger in regulation.training_triggers:
        # Its months say more about the interval than the word does.
        if trigger not in covered and not (trigger == "interval" and regulation.training_months):
            yield f"no training for it is due {_OCCASIONS[trigger]}"
    yield from _too_seldom(regulation, [t.every_months for t in teaching if t.every_months])


def _too_seldom(regulation: Regulation, months: list[int]) -> Iterator[str]:
    allowed = regulation.training_months
    if allowed and not months:
        yield f"no training for it comes round every {allowed} months"
    elif allowed and min(months) > allowed:
        yield f"its training comes round every {min(months)} months, not every {allowed}"
