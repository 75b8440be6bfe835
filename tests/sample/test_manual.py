"""The manual a real practice would adopt: how long, how plain, how honest, and of one mind."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pytest

from macros.load import load
from macros.model.law import Regulation
from macros.model.policy import Policy
from macros.model.record import Record
from macros.model.walk import leaves, wording
from macros.views.dates import next_review
from macros.views.reading import reading_list, signed_by
from tests.lay import ROOT
from tests.sample import prose
from tests.sample.prose import Duration, durations, sentences

BOOK = load(ROOT / "data").book
POLICIES = [p for p in BOOK.policies.values() if p.status == "active"]
NAMED = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
TOPS = ("owner-physician", "director-of-operations", "it-support")
VAGUE = re.compile(
    r"\b(as appropriate|from time to time|etc\.|as needed|as necessary|in a timely manner|timely"
    r"|reasonable efforts|where applicable|if applicable|and/or|utilize[sd]?|shall|ensures?"
    r"|in accordance with|pursuant to|best practices?|stakeholders?|please|going forward)\b",
    re.IGNORECASE,
)
PROMISES = re.compile(
    r"\b(at all times|24/7|guarantees?|zero tolerance|without exception|immediately)\b",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"\b(\w*(?:organis|authoris|recognis|prioritis)\w*|programmes?|licence|behaviour\w*|colour\w*"
    r"|favour\w*|centres?|cancell(?:ed|ing)|practis(?:e|ed|ing)|whilst|cheques?|judgement"
    r"|enquir\w+|labelled|fulfil)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"')
LAW = re.compile(
    r"\b(federal (?:\w+ ){0,3}(?:law|rule|rules)|the law|OSHA|DEA|HIPAA|the rules?)\b",
    re.IGNORECASE,
)
GUIDANCE = re.compile(r"\b(CDC|OIG|inspector general)\b")
OBLIGES = re.compile(r"\b(requires?|the law (?:says|asks)|is required|must by law|obliges?)\b")
OURS = re.compile(
    r"\b(our own|own (?:choice|goals?|rule)|we chose|our goals?|the goal is)\b", re.IGNORECASE
)


def numbers_of(texts: Iterable[str]) -> set[Duration]:
    return {found for text in texts for found in durations(text)}


def asked_by(regulation: Regulation) -> set[Duration]:
    """The spans of time that a regulation names."""
    kept = {(r.years, "year") for r in regulation.retention if r.years}
    return kept | durations(wording(regulation).text)


LAWS = set[Duration]().union(*map(asked_by, BOOK.regulations.values()))
STATE = numbers_of(q.answer or "" for q in BOOK.state_questions.values())


def test_inventory() -> None:
    assert len(POLICIES) == 65
    assert len(BOOK.procedures) >= 40
    assert len(BOOK.terms) >= 120
    assert sum(1 for p in POLICIES if p.self_check) >= 10
    assert [p.id for p in BOOK.policies.values() if p.status == "retired"] == ["faxing"]


@NAMED
def test_a_policy_has_all_its_parts(policy: Policy) -> None:
    assert 3 <= len(policy.what_you_do) <= 6
    assert {"why", "when-things-go-wrong", "records"} <= {s.id for s in policy.sections}
    assert policy.how_checked
    assert 2 <= len(policy.questions) <= 5
    assert len(policy.also_known_as) >= 8


@NAMED
def test_a_policy_is_short_and_plain(policy: Policy) -> None:
    assert 250 <= prose.length(prose.passages(policy)) <= 800
    assert prose.grade(prose.everything(policy)) <= 9


def _all_text() -> Iterator[tuple[str, str]]:
    for record in BOOK.records():
        for leaf in wording(record).leaves:
            if "also_known_as" not in leaf.path and "aliases" not in leaf.path:
                # What we say to patients may be polite.
                yield f"{type(record).__name__} {record.id}", QUOTED.sub("", str(leaf.value))


@pytest.mark.parametrize("pattern", [VAGUE, PROMISES, BRITISH], ids=["vague", "promise", "british"])
def test_nobody_has_to_guess_what_is_meant(pattern: re.Pattern[str]) -> None:
    found = {(where, hit[0]) for where, text in _all_text() for hit in pattern.finditer(text)}
    assert found == set()


@NAMED
def test_what_a_policy_calls_law_is_law(policy: Policy) -> None:
    """A span of time in a sentence that speaks of law stands in a regulation or a State answer."""
    claimed = {
        (number, sentence)
        for text in prose.everything(policy)
        for sentence in sentences(text)
        if LAW.search(sentence) and not OURS.search(sentence)
        for number in durations(sentence) - LAWS - STATE
    }
    assert claimed == set()


@NAMED
def test_every_number_is_law_or_our_own_choice(policy: Policy) -> None:
    satisfied = (BOOK.regulations[i] for i in policy.satisfies)
    known = set[Duration]().union(*map(asked_by, satisfied))
    known |= numbers_of(BOOK.state_questions[i].answer or "" for i in policy.state_questions)
    ours = numbers_of(prose.passages(policy)) - known
    assert not ours or any(OURS.search(text) for text in prose.everything(policy)), ours


@NAMED
def test_guidance_is_never_called_law(policy: Policy) -> None:
    found = [
        sentence
        for text in prose.everything(policy)
        for sentence in sentences(text)
        if GUIDANCE.search(sentence) and OBLIGES.search(sentence)
    ]
    assert found == []


@NAMED
def test_an_interval_is_called_law_only_where_a_law_sets_it(policy: Policy) -> None:
    laws = [BOOK.regulations[i] for i in policy.satisfies]
    assert policy.review is not None
    if policy.review.basis == "law":
        assert any(law.basis == "law" and law.review_months for law in laws)


def test_no_month_has_more_than_six_reviews() -> None:
    due = Counter(
        day.strftime("%Y-%m") for p in POLICIES if (day := next_review(BOOK, p)) is not None
    )
    assert {month: count for month, count in due.items() if count > 6} == {}


def test_the_units_are_of_one_temperature_everywhere() -> None:
    found = defaultdict(set)
    for where, text in _all_text():
        for span in re.findall(r"-?\d+(?:-| to )[+-]?\d+ °F \([^)]*\)", text):
            found[span].add(where)
    assert set(found) == {"36-46 °F (2-8 °C)", "-58 to +5 °F (-50 to -15 °C)"}


def test_a_form_is_kept_as_long_as_its_policies_say() -> None:
    """Where a sentence of a policy links a form and names years, they are those of the form."""
    wrong = []
    for policy in POLICIES:
        for line in "\n".join(prose.passages(policy)).splitlines():
            for form_id in re.findall(r"\(form:([a-z0-9-]+)\)", line):
                years = {n for n, unit in durations(line) if unit == "year"}
                form = BOOK.forms[form_id]
                if "kept" in line and years and form.keep_years and form.keep_years not in years:
                    wrong.append((policy.id, form_id, form.keep_years, line))
    assert wrong == []


@pytest.mark.parametrize("record", BOOK.procedures.values(), ids=lambda one: one.id)
def test_a_procedure_says_who_when_and_when_to_stop(record: Record) -> None:
    steps = BOOK.procedures[record.id].steps
    assert 4 <= len(steps) <= 14
    assert any(step.within for step in steps)
    assert any(step.evidence for step in steps)
    assert any(step.stop_if for step in steps)


@pytest.mark.parametrize("role_id", BOOK.roles)
def test_a_role_is_complete(role_id: str) -> None:
    role = BOOK.roles[role_id]
    assert 5 <= len(role.responsibilities) <= 12
    for part in ("purpose", "authority", "must_not", "competencies", "qualifications", "hours"):
        assert getattr(role, part), part
    assert all(duty.often for duty in role.responsibilities)
    # These three lead nowhere else in a practice of this size.
    assert bool(role.leads_to) != (role_id in TOPS)
    if role.status == "active":
        assert any(leaf.ref for leaf in leaves(role) if "responsibilities" in leaf.path)


@pytest.mark.parametrize("role_id", [r.id for r in BOOK.roles.values() if r.status == "active"])
def test_nobody_signs_more_than_six_policies_on_day_one(role_id: str) -> None:
    read = reading_list(BOOK, BOOK.roles[role_id])
    assert 3 <= sum(r.signs and signed_by(r.policy, 1) for r in read) <= 6


def test_a_medical_assistant_reads_nothing_about_payroll_or_coding() -> None:
    role = BOOK.roles["medical-assistant"]
    read = {r.policy.id for r in reading_list(BOOK, role) if r.duty == "required"}
    assert read.isdisjoint(
        {"money-and-projects", "coding-accuracy", "overpayments", "credentialing", "hiring"}
    )
    assert {"scope-and-standing-orders", "vaccine-storage", "medications"} <= read
