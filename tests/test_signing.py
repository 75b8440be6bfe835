"""Who has yet to sign what, over the days of a practice."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.load import load
from macros.model.handbook import Handbook
from macros.model.people import Absence, Assignment, Exposure, Person, Role
from macros.model.policy import ApprovedCopy, Policy, Revision, Scope
from macros.model.signature import Signature
from macros.views.signing import unsigned
from macros.words import seal, text
from tests.approving import approval, keep
from tests.signing import keys, person, signed

FIRST = ("1.0", "2026-03-02", True)
MINOR = ("1.1", "2026-05-01", False)
MATERIAL = ("2.0", "2026-07-01", True)
LATER = ("2.1", "2026-09-01", False)


def left(
    data: Path, day: str, *signatures: Signature, who: str = "kim-lane"
) -> tuple[str, str, str] | None:
    """The version of the policy on keys that somebody has yet to sign, since when and by when."""
    found = unsigned(load(data).book, signatures, date.fromisoformat(day), {who})
    rows = [one for one in found if one.policy.id == "keys"]
    assert len(rows) <= 1
    return (rows[0].revision.version, str(rows[0].since), str(rows[0].due)) if rows else None


def test_nobody_signs_before_it_holds_or_before_they_start(data: Path) -> None:
    keys(data, FIRST)
    person(data, "kim-lane", "scribe 2026-04-06")
    assert left(data, "2026-03-01", who="sam-rivers") is None
    assert left(data, "2026-03-02", who="sam-rivers") == ("1.0", "2026-03-02", "2026-03-11")
    assert left(data, "2026-04-05") is None
    # Day 1 is the first day of work, so day 10 is nine days later.
    assert left(data, "2026-04-06") == ("1.0", "2026-04-06", "2026-04-15")


def test_a_minor_version_is_not_signed_again_and_a_material_one_is(data: Path) -> None:
    keys(data, LATER, MATERIAL, MINOR, FIRST)
    person(data, "kim-lane", "scribe 2026-04-06")
    first = signed("kim-lane", "1.0", "2026-04-07")
    for day in ("2026-04-07", "2026-05-01", "2026-06-30"):
        assert left(data, day, first) is None
    assert left(data, "2026-07-01", first) == ("2.0", "2026-07-01", "2026-07-10")
    assert left(data, "2026-09-15", first) == ("2.1", "2026-07-01", "2026-07-10")
    # A signature of any version since the last material one counts.
    for version, day in (("2.0", "2026-08-01"), ("2.1", "2026-09-02")):
        assert left(data, "2026-09-15", first, signed("kim-lane", version, day)) is None
    minor = signed("kim-lane", "1.1", "2026-05-02")
    assert left(data, "2026-06-01", minor) is None
    assert left(data, "2026-07-01", minor) == ("2.0", "2026-07-01", "2026-07-10")


def test_a_signature_counts_from_its_day_on_and_for_its_words_only(data: Path) -> None:
    keys(data, MATERIAL, FIRST)
    person(data, "kim-lane", "scribe 2026-04-06")
    early = signed("kim-lane", "2.0", "2026-06-20")
    assert left(data, "2026-06-25", early) == ("1.0", "2026-04-06", "2026-04-15")
    assert left(data, "2026-07-01", early) is None
    assert left(data, "2026-07-01", signed("kim-lane", "2.0", "2026-07-02")) is not None
    assert left(data, "2026-07-01", signed("sam-rivers", "2.0", "2026-06-20")) is not None
    taken_back = early.model_copy(update={"method": "withdrawn"})
    assert left(data, "2026-07-01", early, taken_back) is not None
    assert left(data, "2026-07-01", early, taken_back, early) is None


@pytest.mark.parametrize("kind", ["locum", "student", "per-diem", "contract", "volunteer"])
def test_whoever_works_here_signs_however_they_are_hired(data: Path, kind: str) -> None:
    keys(data, FIRST)
    person(data, "kim-lane", f"scribe 2026-04-06 to:2026-04-20 kind:{kind}")
    assert left(data, "2026-04-10") == ("1.0", "2026-04-06", "2026-04-15")
    assert left(data, "2026-04-20") is not None
    assert left(data, "2026-04-21") is None


def test_a_second_role_adds_what_only_it_reads(data: Path) -> None:
    keys(data, FIRST, scope="roles: [scribe]")
    person(data, "kim-lane", "office-manager 2024-01-02", "scribe 2026-06-01")
    assert left(data, "2026-05-31") is None
    assert left(data, "2026-06-01") == ("1.0", "2026-06-01", "2026-06-10")
    assert left(data, "2026-06-01", who="sam-rivers") is None


def test_a_change_of_role_starts_no_new_days_where_both_read_it(data: Path) -> None:
    keys(data, FIRST)
    person(data, "kim-lane", "office-manager 2026-03-09 to:2026-03-31", "scribe 2026-04-01")
    assert left(data, "2026-04-10") == ("1.0", "2026-03-09", "2026-03-18")


def test_who_comes_back_has_new_days_and_what_was_signed_counts(data: Path) -> None:
    keys(data, FIRST)
    person(data, "kim-lane", "scribe 2026-03-02 to:2026-03-31", "scribe 2026-06-01")
    assert left(data, "2026-06-02") == ("1.0", "2026-06-01", "2026-06-10")
    assert left(data, "2026-06-02", signed("kim-lane", "1.0", "2026-03-03")) is None


def test_leave_pauses_the_days(data: Path) -> None:
    keys(data, MATERIAL, FIRST)
    # Five days pass, then leave, then five more.
    person(data, "kim-lane", "scribe 2026-04-06", away="2026-04-11 2026-05-10")
    assert left(data, "2026-05-01") == ("1.0", "2026-04-06", "2026-05-15")
    # Due before the leave begins: it stays due.
    person(data, "kim-lane", "scribe 2026-03-23", away="2026-04-11 2026-05-10")
    assert left(data, "2026-05-01") == ("1.0", "2026-03-23", "2026-04-01")
    # The last day is the one before the leave begins.
    person(data, "kim-lane", "scribe 2026-04-01", away="2026-04-11 2026-05-10")
    assert left(data, "2026-05-01") == ("1.0", "2026-04-01", "2026-04-10")
    # The new version takes effect while away: all days come after.
    person(data, "kim-lane", "scribe 2026-03-23", away="2026-06-20 2026-07-31")
    assert left(data, "2026-07-05") == ("2.0", "2026-07-01", "2026-08-10")
    book = load(data).book
    (one,) = unsigned(
        book, [signed("kim-lane", "1.0", "2026-03-24", "notice")], date(2026, 7, 5), {"kim-lane"}
    )
    assert one.away_until(date(2026, 7, 5)) == date(2026, 7, 31)
    assert one.away_until(date(2026, 8, 1)) is None
    assert [one.late(date(2026, 8, day)) for day in (9, 10, 11)] == [0, 0, 1]


def test_leave_without_end_is_never_late(data: Path) -> None:
    keys(data, FIRST)
    person(data, "kim-lane", "scribe 2026-04-06", away="2026-04-08 9999-12-31")
    assert left(data, "2026-12-31") == ("1.0", "2026-04-06", "9999-12-31")


def test_recommended_reading_and_what_nobody_signs_is_not_asked(data: Path) -> None:
    keys(data, FIRST, scope="everyone: true\n    reading: recommended")
    assert left(data, "2026-04-10", who="sam-rivers") is None
    keys(data, FIRST)
    path = data / "policies/privacy/keys.yaml"
    path.write_text(
        path.read_text("utf-8").replace("acknowledge: true\nsign_by: 10\n", ""), "utf-8"
    )
    for copy in (data / "approved/keys").iterdir():
        copy.unlink()
    keys_without = path.read_text("utf-8")
    assert "acknowledge" not in keys_without
    assert left(data, "2026-04-10", who="sam-rivers") is None


def test_a_retired_policy_is_not_signed_from_its_day_on(data: Path) -> None:
    keys(data, FIRST, more="retired_on: 2026-06-01\n")
    path = data / "policies/privacy/keys.yaml"
    path.write_text(path.read_text("utf-8").replace("status: active", "status: retired"), "utf-8")
    assert left(data, "2026-05-31", who="sam-rivers") is not None
    assert left(data, "2026-06-01", who="sam-rivers") is None


def test_words_that_nobody_approved_are_not_signed(data: Path) -> None:
    keys(data, MATERIAL, FIRST)
    (data / "approved/keys/2.0.md").unlink()
    assert left(data, "2026-07-05", who="sam-rivers") == ("1.0", "2026-03-02", "2026-03-11")


def test_who_is_newly_covered_has_days_from_then_on(data: Path) -> None:
    """A minor version that names another role starts the days of its holders."""
    keys(data, MINOR, FIRST)
    path = data / "policies/privacy/keys.yaml"
    text = (data / "approved/keys/1.0.md").read_text("utf-8")
    narrow = text.replace("Required: everyone", "Required: role `office-manager`")
    assert narrow != text
    keep(data, "keys", "1.0", narrow)
    said = path.read_text("utf-8")
    head, mark, first = said.rpartition('version: "1.0"')
    path.write_text(head + mark + first.replace(seal(text), seal(narrow)), "utf-8")
    person(data, "kim-lane", "scribe 2024-01-02")
    assert left(data, "2026-04-10") is None
    assert left(data, "2026-05-02") == ("1.1", "2026-05-01", "2026-05-10")
    assert left(data, "2026-05-02", who="sam-rivers") == ("1.1", "2026-03-02", "2026-03-11")


def test_another_location_signs_its_own(data: Path) -> None:
    practice = data / "practice.yaml"
    text = practice.read_text("utf-8")
    place = text[text.index("  - id:") : text.index("\n", text.index("phone:")) + 1]
    first = place.split("id: ")[1].split("\n")[0]
    practice.write_text(text.replace(place, place + place.replace(first, "annex")), "utf-8")
    keys(data, FIRST, scope="locations: [annex]")
    person(data, "kim-lane", "scribe 2026-04-06 location:annex")
    person(data, "lee-park", f"scribe 2026-04-06 location:{first}")
    assert left(data, "2026-04-10") is not None
    assert left(data, "2026-04-10", who="lee-park") is None
    assert left(data, "2026-04-10", who="sam-rivers") is not None


def test_what_was_written_down_late_is_due_from_then_on(data: Path) -> None:
    keys(data, FIRST)
    path = data / "policies/privacy/keys.yaml"
    text = path.read_text("utf-8").replace("recorded_on: 2026-03-02", "recorded_on: 2026-03-20")
    path.write_text(text, "utf-8")
    assert left(data, "2026-04-10", who="sam-rivers") == ("1.0", "2026-03-20", "2026-03-29")


def test_every_day_of_a_year_agrees_with_a_count_day_by_day(data: Path) -> None:
    """The due day found by spans is the one found by walking through the calendar."""
    keys(data, MATERIAL, FIRST)
    person(data, "kim-lane", "scribe 2026-02-02 to:2026-11-30", away="2026-07-04 2026-07-20")
    book = load(data).book
    absent = {date(2026, 7, 4) + timedelta(days=n) for n in range(17)}
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        effective = max((d for d in (date(2026, 3, 2), date(2026, 7, 1)) if d <= day), default=None)
        here = date(2026, 2, 2) <= day <= date(2026, 11, 30)
        rows = [u for u in unsigned(book, (), day, {"kim-lane"}) if u.policy.id == "keys"]
        assert bool(rows) == bool(here and effective)
        if rows and effective:
            counted, due = 0, effective - timedelta(days=1)
            while counted < 10:
                due += timedelta(days=1)
                counted += due not in absent
            assert rows[0].due == due


# The same over made-up lives, against an answer found by walking through the calendar.

START = date(2026, 1, 1)
# Close together, so that leave, posts and versions meet.
OFFSETS = st.integers(0, 30)
SPANS = st.tuples(OFFSETS, st.integers(0, 8))


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def role(role_id: str) -> Role:
    return Role(
        id=role_id, title=role_id, department="practice", exposure=Exposure(bloodborne="none")
    )


class Made(NamedTuple):
    """A life in which a scribe signs one policy and a janitor does not."""

    posts: list[tuple[str, int, int]]
    away: list[tuple[int, int]]
    versions: list[tuple[int, bool]]
    signed: list[tuple[int, int]]
    sign_by: int

    def book(self) -> Handbook:
        person = Person(
            id="kim-lane",
            name="Kim Lane",
            assignments=tuple(
                Assignment(**{"role": name, "from": day(a), "to": day(a + n)})
                for name, a, n in self.posts
            ),
            away=tuple(Absence(**{"from": day(a), "to": day(a + n)}) for a, n in self.away),
        )
        draft = Policy(
            id="keys", title="Keys", code="PRV-02", summary="Keys.", owner="scribe",
            status="active", applies_to=(Scope(roles=("scribe",)),), acknowledge=True,
            sign_by=self.sign_by, category="privacy",
        )  # fmt: skip
        kept = text(draft)
        revisions = tuple(
            Revision(version=f"{n}.0", effective=day(a), material=material, change="More.",
                     approved=(approval("kim-lane", "scribe", day(a)),), seal=seal(kept))
            for n, (a, material) in enumerate(self.versions)
        )[::-1]  # fmt: skip
        copies = {r.version: ApprovedCopy(r.version, kept) for r in revisions}
        return Handbook(
            roles={name: role(name) for name in ("scribe", "janitor")},
            people={"kim-lane": person},
            policies={"keys": draft.model_copy(update={"revisions": revisions})},
            approved={"keys": copies},
        )

    def left(self, today: date) -> tuple[str, date, date] | None:
        """The version, the first day and the due day, by walking through the calendar."""
        there = [n for n, (a, _) in enumerate(self.versions) if day(a) <= today]
        if not there or not self.works(today):
            return None
        base = max((n for n in there if self.versions[n][1]), default=0)
        if any(base <= n <= there[-1] and day(on) <= today for n, on in self.signed):
            return None
        since = today
        while self.works(since - timedelta(days=1)) and since > day(self.versions[base][0]):
            since -= timedelta(days=1)
        due, counted = since - timedelta(days=1), 0
        while counted < self.sign_by:
            due += timedelta(days=1)
            counted += not any(day(a) <= due <= day(a + n) for a, n in self.away)
        return f"{there[-1]}.0", since, due

    def works(self, today: date) -> bool:
        spans = ((a, n) for name, a, n in self.posts if name == "scribe")
        return any(day(a) <= today <= day(a + n) for a, n in spans)


LIVES = st.builds(
    Made,
    st.lists(
        st.tuples(st.sampled_from(["scribe", "janitor"]), OFFSETS, st.integers(0, 12)), max_size=4
    ),
    st.lists(SPANS, max_size=3),
    st.lists(OFFSETS, min_size=1, max_size=4, unique=True).flatmap(
        lambda days: st.tuples(*(st.tuples(st.just(d), st.booleans()) for d in sorted(days)))
    ).map(list),
    st.lists(st.tuples(st.integers(0, 3), OFFSETS), max_size=2),
    st.integers(1, 15),
)  # fmt: skip


@settings(max_examples=300)
@given(LIVES, st.lists(OFFSETS, min_size=5, max_size=10))
def test_any_life_on_any_day_agrees_with_the_calendar(made: Made, offsets: list[int]) -> None:
    book = made.book()
    signatures = [signed("kim-lane", f"{n}.0", str(day(on))) for n, on in made.signed]
    for today in map(day, offsets):
        rows = unsigned(book, signatures, today)
        found = [(one.revision.version, one.since, one.due) for one in rows]
        expected = made.left(today)
        assert found == ([expected] if expected else [])
