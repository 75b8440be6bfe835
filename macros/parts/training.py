"""Parts about training: what is taught, to whom, when, and what asks for it."""

from macros.model.growth import Training
from macros.views.training import occasions, rests_on, takers, trainings_of

from .part import Desk, Values, part


@part
def training_index(desk: Desk) -> Values:
    found = [training for training in desk.table("training") if training.status == "active"]
    return {"rows": [(training, _told(desk, training)) for training in found]}


@part
def training_page(desk: Desk, training_id: str) -> Values:
    training = desk.book.trainings[training_id]
    return {
        "training": training,
        "told": _told(desk, training),
        "takers": takers(desk.book, training),
        "paths": _paths(desk, training),
    }


def _told(desk: Desk, training: Training) -> Values:
    """What pages tell of a training: its occasions, the interval apart, and what it rests on."""
    found = occasions(desk.book, training, desk.today)
    return {
        "occasions": found,
        "events": [occasion for occasion in found if occasion.trigger != "interval"],
        "rounds": [occasion for occasion in found if occasion.trigger == "interval"],
        "regulations": rests_on(desk.book, training, desk.today),
    }


def _paths(desk: Desk, training: Training) -> list[str]:
    """The onboarding paths that have a task with a training."""
    return [
        path.id
        for path in desk.table("onboarding")
        if path.status == "active"
        and any(training.id in task.trainings for phase in path.phases for task in phase.tasks)
    ]


@part
def training_matrix(desk: Desk) -> Values:
    trainings = [training for training in desk.table("training") if training.status == "active"]
    told = {training.id: _told(desk, training) for training in trainings}
    more = [
        (role, taken)
        for role in desk.table("role")
        if role.status == "active"
        for taken in trainings_of(desk.book, role)
        if not taken.training.everyone
    ]
    return {"everyone": [t for t in trainings if t.everyone], "more": more, "told": told}
