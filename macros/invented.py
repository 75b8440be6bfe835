"""An invented handbook of any size: sound, seeded, and alike on every machine."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from . import invented_words as said
from . import words
from .model.policy import Policy
from .tree import quoted

DAY = date(2026, 11, 21)
MOST_DEPARTMENTS = 20
ROLES_EACH = 4
MOST_PEOPLE = 240
REGULATIONS = 12
FOR_EVERYBODY = 8

Rows = dict[str, Any]


def handbook(policies: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Path below data/ and text of every file of a handbook with so many policies.

    Departments, roles and people grow up to the size of a large practice and then stay;
    procedures, forms and checklists grow with the policies.
    """
    yield from _Inventor(policies, Random(seed)).files()  # noqa: S311 - not a secret


class _Inventor:
    def __init__(self, policies: int, random: Random) -> None:
        self.random = random
        self.count = policies
        departments = max(2, min(MOST_DEPARTMENTS, policies // 5))
        self.departments = [f"department-{n}" for n in range(1, departments + 1)]
        self.roles = [
            (f"role-{n}-{m}", department)
            for n, department in enumerate(self.departments, start=1)
            for m in range(1, ROLES_EACH + 1)
        ]
        self.policies = [f"policy-{n}" for n in range(1, policies + 1)]
        self.procedures = [f"procedure-{n}" for n in range(1, max(1, policies // 3) + 1)]
        self.forms = [f"form-{n}" for n in range(1, max(1, policies // 5) + 1)]
        self.checklists = [f"checklist-{n}" for n in range(1, max(1, policies // 10) + 1)]
        self.regulations = [f"regulation-{n}" for n in range(1, REGULATIONS + 1)]

    def files(self) -> Iterator[tuple[str, str]]:
        yield "practice.yaml", as_yaml(_PRACTICE)
        yield "purpose.yaml", as_yaml(_PURPOSE)
        yield "departments.yaml", as_yaml({"departments": list(self._departments())})
        yield "categories.yaml", as_yaml({"categories": list(self._categories())})
        yield "emergencies.yaml", as_yaml({"emergencies": list(self._emergencies())})
        yield "topics.yaml", as_yaml({"topics": list(self._topics())})
        yield "glossary.yaml", as_yaml({"terms": list(self._terms())})
        yield "onboarding/core.yaml", as_yaml(self._core())
        yield from self._folder("roles", ["director", *(r for r, _ in self.roles)], self._role)
        people = max(len(self.roles) + 1, min(MOST_PEOPLE, self.count // 5))
        yield from self._folder("people", [f"person-{n}" for n in range(people)], self._person)
        yield from self._folder("regulations", self.regulations, self._regulation)
        for number, policy in enumerate(self.policies):
            yield from self._approved(policy, number)
        yield from self._folder("procedures", self.procedures, self._procedure)
        yield from self._folder("forms", self.forms, self._form)
        yield from self._folder("checklists", self.checklists, self._checklist)

    def _folder(self, folder: str, ids: list[str], make: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
        for number, record_id in enumerate(ids):
            yield f"{folder}/{record_id}.yaml", as_yaml(make(number))

    def _sentence(self) -> str:
        pick = self.random.choice
        when = f" {pick(said.WHEN)}" if self.random.random() < 0.7 else ""  # noqa: PLR2004 - most
        why = f", {pick(said.WHY)}" if self.random.random() < 0.5 else ""  # noqa: PLR2004 - half
        sentence = f"{pick(said.WHO)} {pick(said.DOES)} {pick(said.WHAT)}{when}{why}."
        return sentence[0].upper() + sentence[1:]

    def _order(self) -> str:
        return f"Check {self.random.choice(said.WHAT)} {self.random.choice(said.WHEN)}."

    def _name(self, number: int) -> str:
        how, about = self.random.choice(said.HOW), self.random.choice(said.ABOUT)
        return f"{how.capitalize()} {about} {number + 1}"

    def _prose(self, number: int) -> str:
        if number % 2 == 0:
            return "\n".join(self._sentence() for _ in range(4)) + "\n"
        role, policy = self.random.choice(self.roles)[0], self.random.choice(self.policies)
        lines = [self._sentence(), "", *(f"- {self._sentence()}" for _ in range(2))]
        lines.append(f"- Ask the [role](role:{role}), and read the [policy](policy:{policy}).")
        lines += ["", f"This is **what counts**: {self._sentence().lower()}"]
        return "\n".join(lines) + "\n"

    def _departments(self) -> Iterator[Rows]:
        for number, department in enumerate(self.departments, start=1):
            title, product = f"Department {number}", self._sentence()
            yield {"id": department, "title": title, "product": product, "head": f"role-{number}-1"}

    def _categories(self) -> Iterator[Rows]:
        for number in range(len(self.departments)):
            yield {
                "id": f"category-{number + 1}",
                "title": f"Category {number + 1}",
                "code": f"C{chr(ord('A') + number)}",
                "summary": self._sentence(),
                "approvers": {"roles": ["director"]},
            }

    def _role(self, number: int) -> Rows:
        if number == 0:
            owner, department, above, backup = "role-1-1", self.departments[0], {}, "role-1-1"
        else:
            role, department = self.roles[number - 1]
            head = f"role-{department.split('-')[1]}-1"
            above = {"reports_to": "director" if role == head else head}
            owner, backup = "director", above["reports_to"]
        duties = [{"id": f"duty-{n}", "text": self._order(), "often": "Each day"} for n in range(6)]
        return {
            "title": f"Role {number}",
            "owner": owner,
            "department": department,
            **above,
            "backup": backup,
            "description": f"{self._sentence()}\n{self._sentence()}\n",
            "purpose": [self._sentence() for _ in range(2)],
            "responsibilities": duties,
            "exposure": {"bloodborne": "none"},
        }

    def _person(self, number: int) -> Rows:
        roles = ["director", *(role for role, _ in self.roles)]
        job = {"role": roles[number % len(roles)], "from": date(2021, 1 + number % 12, 4)}
        return {"name": f"Person Number{number}", "assignments": [job]}

    def _regulation(self, number: int) -> Rows:
        return {
            "title": f"Regulation {number + 1}",
            "citation": f"Part {number + 1}",
            "summary": self._sentence(),
            "basis": "law",
            "status": "in-force",
            "requirements": [{"id": f"ask-{n}", "text": self._sentence()} for n in range(3)],
            "confidence": "secondary",
            "verified_on": date(2026, 6, 1),
        }

    def _policy(self, number: int) -> Rows:
        shelf, place = number % len(self.departments), number // len(self.departments)
        scope: Rows = {"departments": [self.departments[shelf]]}
        if number < FOR_EVERYBODY:
            scope = {"everyone": True}
        begun = date(2026, 1, 5) + timedelta(days=number % 300)
        review = {"due": begun, "on": begun, "by": "person-0", "outcome": "changed"}
        sections = [
            {"id": key, "heading": heading, "body": self._prose(n)}
            for n, (key, heading) in enumerate(said.SECTIONS.items())
        ]
        return {
            "title": self._name(number),
            "code": f"C{chr(ord('A') + shelf)}-{place + 1:02}",
            "also_known_as": [
                f"rule {number + 1}",
                f"{self.random.choice(said.ABOUT)} {number + 1}",
            ],
            "summary": self._sentence(),
            "owner": self.roles[number % len(self.roles)][0],
            "status": "active",
            "applies_to": [scope],
            "satisfies": [self.regulations[number % REGULATIONS]],
            "review": {"every_months": 24, "basis": "practice"},
            "reviews": [review],
            "what_you_do": [self._order() for _ in range(4)],
            "sections": sections,
            "forms": [self.forms[number % len(self.forms)]],
            "revisions": [
                {"version": "2.0", "effective": begun, "material": True, "change": "More detail."},
                {
                    "version": "1.0",
                    "effective": begun - timedelta(days=700),
                    "material": True,
                    "change": "First version.",
                },
            ][: 1 if number % 4 else 2],
        }

    def _approved(self, policy: str, number: int) -> Iterator[tuple[str, str]]:
        """A policy and the copies of its approved words; every fourth has an older version."""
        rows = self._policy(number)
        kept = words.text(Policy.model_validate(rows))
        for revision in rows["revisions"]:
            day = revision["effective"]
            revision["approved"] = [
                {
                    "person": "person-0",
                    "role": "director",
                    "on": day,
                    "method": "meeting",
                    "evidence": "Minutes of the day.",
                    "recorded_by": "person-0",
                    "recorded_on": day,
                }
            ]
            revision["seal"] = words.seal(kept)
            yield f"approved/{policy}/{revision['version']}.md", kept
        folder = f"policies/category-{number % len(self.departments) + 1}"
        yield f"{folder}/{policy}.yaml", as_yaml(rows)

    def _procedure(self, number: int) -> Rows:
        doers = [self.roles[(number + n) % len(self.roles)][0] for n in range(2)]
        steps = [
            {"id": f"step-{n}", "actor": doers[n % 2], "text": f"{self._order()}"} for n in range(8)
        ]
        return {
            "title": self._name(number),
            "owner": doers[0],
            "performed_by": doers,
            "policies": [self.policies[3 * number % self.count]],
            "trigger": self._sentence(),
            "needs": [self._sentence()],
            "steps": steps,
            "done_when": self._sentence(),
        }

    def _form(self, number: int) -> Rows:
        return {
            "title": self._name(number),
            "owner": self.roles[number % len(self.roles)][0],
            "purpose": self._sentence(),
            "fields": [{"id": f"field-{n}", "label": f"Field {n}"} for n in range(8)],
            "kept": self._sentence(),
        }

    def _checklist(self, number: int) -> Rows:
        items = [
            {
                "id": f"item-{n}",
                "text": self._order(),
                "role": self.roles[(number + n) % len(self.roles)][0],
                "procedures": [self.procedures[(8 * number + n) % len(self.procedures)]],
            }
            for n in range(8)
        ]
        return {
            "title": self._name(number),
            "owner": self.roles[number % len(self.roles)][0],
            "summary": self._sentence(),
            "frequency": "monthly",
            "start": date(2026, 1, 5),
            "items": items,
        }

    def _emergencies(self) -> Iterator[Rows]:
        for number in range(6):
            steps = [{"id": f"step-{n}", "text": self._order()} for n in range(5)]
            card = {"id": f"emergency-{number + 1}", "title": f"Emergency {number + 1}"}
            yield {**card, "steps": steps, "call": ["director", "role-1-1"]}

    def _topics(self) -> Iterator[Rows]:
        for number, (role, _) in enumerate(self.roles):
            asked = {"id": f"topic-{number + 1}", "ask": f"Whom do I ask about {number + 1}"}
            yield {**asked, "role": role, "policies": [self.random.choice(self.policies)]}

    def _terms(self) -> Iterator[Rows]:
        for number in range(40):
            name = {"id": f"term-{number + 1}", "term": f"Term {number + 1}"}
            yield {**name, "meaning": self._sentence()}

    def _core(self) -> Rows:
        marks = ("mission-and-values", "privacy", "records-access", "shadow-shift")
        tasks = [
            {"id": mark, "text": self._order(), "offset": 0, "who": "newcomer", "marks": [mark]}
            for mark in marks
        ]
        return {
            "title": "Your first days",
            "owner": "director",
            "everyone": True,
            "helper": "director",
            "welcome": self._sentence(),
            "phases": [{"id": "day-1", "aim": self._sentence(), "tasks": tasks}],
        }


_WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday"]
_OFFICE = {"id": "main", "name": "Main", "address": "1 Example Street", "phone": "(555) 010-0100"}
_PRACTICE = {
    "name": "Invented Practice",
    "state": "Lakeland",
    "repository": "https://forge.example/practice/handbook",
    "locations": [_OFFICE],
    "working_days": _WEEK,
}
_PURPOSE = {
    "mission": "We do our work well.",
    "vision": "Others want to work as we do.",
    "values": [
        {
            "id": "care",
            "name": "Care",
            "statement": "We take care.",
            "behaviors": ["You ask when you are not sure.", "You put things back."],
        }
    ],
}


def as_yaml(rows: Rows) -> str:
    """Plain values in the house form of YAML."""
    return "".join(f"{line}\n" for line in _group(rows, ""))


def _group(rows: Rows, before: str) -> Iterator[str]:
    for key, value in rows.items():
        if isinstance(value, dict):
            yield f"{before}{key}:"
            yield from _group(value, f"{before}  ")
        elif isinstance(value, list):
            yield f"{before}{key}:"
            for item in value:
                yield from _item(item, f"{before}  ")
        elif isinstance(value, str) and value.endswith("\n"):
            yield f"{before}{key}: |"
            yield from (f"{before}  {line}" if line else "" for line in value.splitlines())
        else:
            yield f"{before}{key}: {_single(value)}"


def _item(item: object, before: str) -> Iterator[str]:
    if isinstance(item, dict):
        first, *rest = _group(item, f"{before}  ")
        yield f"{before}- {first.strip()}"
        yield from rest
    else:
        yield f"{before}- {_single(item)}"


def _single(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)
