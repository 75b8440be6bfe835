"""The training matrix as a table for spreadsheets."""

from collections.abc import Iterator

from macros.exports import as_csv, export
from macros.formats import BASIS
from macros.parts import Desk
from macros.views.training import Taken, occasions, rests_on, trainings_of

_HEADER = (
    *("role", "role_title", "training", "training_title", "taken_because", "occasions"),
    *("within_days", "every_months", "interval_basis", "regulations", "citations", "keep_years"),
)


@export("training/matrix.csv", page="training/matrix.md")
def training_matrix(desk: Desk) -> str:
    """A row for each training that each role takes."""
    return as_csv(_HEADER, _rows(desk))


def _rows(desk: Desk) -> Iterator[list[object]]:
    for role in desk.table("role"):
        if role.status == "active":
            for taken in trainings_of(desk.book, role):
                yield [role.id, role.title, *_row(desk, taken)]


def _row(desk: Desk, taken: Taken) -> list[object]:
    training, reason = taken
    found = occasions(desk.book, training, desk.today)
    regulations = rests_on(desk.book, training, desk.today)
    return [
        training.id,
        training.title,
        reason,
        "; ".join(occasion.words for occasion in found if occasion.trigger != "interval"),
        training.within_days,
        training.every_months,
        next((BASIS[o.basis] for o in found if o.trigger == "interval"), None),
        "; ".join(regulation.id for regulation in regulations),
        "; ".join(regulation.citation for regulation in regulations),
        training.keep_years,
    ]
