"""Which law, which policy: as a table for spreadsheets, and both ways for other programs."""

import json
from collections.abc import Iterable

from macros.exports import as_csv, export
from macros.formats import BASIS
from macros.markdown import to_plain
from macros.model.law import Regulation
from macros.model.record import Record
from macros.pages import title
from macros.parts import Desk
from macros.views.crosswalk import Crossing, Rest, crossings, rests

_PAGE = "regulations/crosswalk.md"
_TABLES = ("policies", "procedures", "trainings", "designations", "forms")
_HEADER = (
    *("regulation", "title", "citation", "basis", "jurisdiction", "status", "standing", "why"),
    *(*_TABLES, "missing", "gap_owner", "gap_by", "gap_plan"),
)


@export("regulations/crosswalk.csv", page=_PAGE)
def crosswalk_table(desk: Desk) -> str:
    """A row for each regulation, gaps first."""
    return as_csv(_HEADER, (_row(crossing) for crossing in _crossings(desk)))


@export("regulations/crosswalk.json", page=_PAGE)
def crosswalk_both_ways(desk: Desk) -> str:
    """From each regulation to what carries it out, and from each policy to what it rests on."""
    made = {
        "today": desk.today.isoformat(),
        "regulations": [_entry(crossing) for crossing in _crossings(desk)],
        "policies": [_rest(rest) for rest in rests(desk.book, desk.today)],
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _crossings(desk: Desk) -> list[Crossing]:
    found = crossings(desk.book, desk.today, desk.site.loaded.book)
    return sorted(found, key=lambda crossing: not crossing.is_gap)


def _row(crossing: Crossing) -> list[object]:
    regulation, gap = crossing.regulation, crossing.regulation.gap
    names = ("; ".join(map(title, getattr(crossing, table))) for table in _TABLES)
    planned = [gap.owner, gap.by, to_plain(gap.plan)] if gap else [None, None, None]
    return [
        *(str(value) for value in _about(regulation).values()),
        *(crossing.standing, crossing.why, *names, "; ".join(crossing.missing), *planned),
    ]


def _about(regulation: Regulation) -> dict[str, str]:
    return {
        "id": regulation.id,
        "title": regulation.title,
        "citation": regulation.citation,
        "basis": regulation.basis,
        "jurisdiction": regulation.jurisdiction,
        "status": regulation.status,
    }


def _entry(crossing: Crossing) -> dict[str, object]:
    gap = crossing.regulation.gap
    return {
        **_about(crossing.regulation),
        "concerns_us": crossing.concerns,
        "standing": crossing.standing,
        "why": crossing.why,
        **{table: _named(getattr(crossing, table)) for table in _TABLES},
        "missing": list(crossing.missing),
        "gap": gap and {"owner": gap.owner, "by": gap.by.isoformat(), "plan": to_plain(gap.plan)},
    }


def _named(records: Iterable[Record]) -> list[dict[str, str]]:
    return [{"id": record.id, "title": title(record)} for record in records]


def _rest(rest: Rest) -> dict[str, object]:
    review = rest.policy.review
    return {
        "id": rest.policy.id,
        "code": rest.policy.code,
        "title": rest.policy.title,
        "basis": BASIS[rest.basis],
        "regulations": [_about(regulation) for regulation in rest.regulations],
        "review": review and {"every_months": review.every_months, "basis": BASIS[review.basis]},
    }
