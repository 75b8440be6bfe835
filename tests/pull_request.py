"""A pull request as a practice makes one, in a real repository."""

import shutil
from pathlib import Path

from tests.approving import approve_all
from tests.lay import MINIMAL, put
from tests.repository import Repository

RECORDS = """\
title: Copies of records
code: PRV-02
summary: What you do when a patient asks for a copy of the chart.
owner: office-manager
status: active
applies_to:
  - roles:
      - front-desk
      - medical-assistant
acknowledge: true
sign_by: 14
review:
  every_months: 12
  basis: practice
what_you_do:
  - Take the request in writing and date it.
  - Hand it to the office manager the same day.
sections:
  - id: why
    heading: Why we do this
    body: |
      A chart belongs to the life of the patient it tells about.
  - id: how-fast
    heading: How fast we answer
    body: |
      - We give the copy within 30 days of the request.
      - If we need longer, we write to the patient within those 30 days and say why.
      - The copy costs no more than $6.50.
  - id: when-things-go-wrong
    heading: When things go wrong
    body: |
      Tell the office manager, who calls the patient.
  - id: records
    heading: Records
    body: |
      The request stays in the chart for six years.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
"""
ROLE = """\
title: {title}
owner: office-manager
department: practice
reports_to: office-manager
backup: office-manager
description: |
  {description}
responsibilities:
{responsibilities}
authority:
  - Reschedule a visit.
must_not:
  - Give advice on an illness.
exposure:
  bloodborne: {blood}
"""
DUTY = "  - id: {}\n    text: {}\n"
ROOM = DUTY.format("room", "Bring patients to their room and take their pulse.")
CALL = DUTY.format("call-back", "Call patients back within two hours when they left a message.")
GREET = DUTY.format("greet", "Greet everybody who comes in.")
COPY = DUTY.format("copy", "Hand out copies of charts.") + "    procedures:\n      - copies\n"
PERSON = "name: {}\nassignments:\n  - role: {}\n    from: {}\n"
TRAINING = """\
title: Privacy in practice
owner: office-manager
summary: You can hand out a copy of a chart to the right person.
given_by: office-manager
roles:
  - front-desk
triggers:
  - material-change
basis: practice
policies:
  - records
evidence: The list of who took part, in the training folder.
"""
PROCEDURE = """\
title: Hand out a copy
owner: office-manager
performed_by:
  - front-desk
policies:
  - records
trigger: A patient asks for a copy.
steps:
  - id: date
    actor: front-desk
    text: Date the request.
done_when: The patient has the copy.
"""
FILES = {
    "policies/privacy/records.yaml": RECORDS,
    "roles/medical-assistant.yaml": ROLE.format(
        title="Medical assistant",
        description="You make visits run well.",
        responsibilities=(ROOM + CALL).rstrip(),
        blood="some",
    ),
    "roles/front-desk.yaml": ROLE.format(
        title="Front desk",
        description="You are the first face that patients see.",
        responsibilities=(GREET + COPY).rstrip(),
        blood="none",
    ),
    "people/jo-park.yaml": PERSON.format("Jo Park", "medical-assistant", "2022-05-02"),
    "people/robin-lee.yaml": PERSON.format("Robin Lee", "medical-assistant", "2023-02-06"),
    "people/kim-doyle.yaml": PERSON.format("Kim Doyle", "front-desk", "2021-09-07"),
    "training/privacy.yaml": TRAINING,
    "procedures/copies.yaml": PROCEDURE,
}
NOTICE = "policies/privacy/notice.yaml"
COPIES = "policies/privacy/records.yaml"


class PullRequest:
    """A repository with a handbook on `main`, and changes to it that are not committed."""

    def __init__(self, folder: Path, data: str = "data") -> None:
        self.repository = Repository(folder, data=data)
        shutil.copytree(MINIMAL, self.data)
        for name, text in FILES.items():
            put(self.data, name, text)
        self.edit(NOTICE, "We keep them to ourselves.", "We keep them to ourselfs.")
        approve_all(self.data)
        self.base = self.repository.commit("2026-11-02")

    @property
    def data(self) -> Path:
        return self.repository.data

    def text(self, name: str) -> str:
        return (self.data / name).read_text("utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is there."""
        text = self.text(name)
        assert old in text, old
        self.repository.write(name, text.replace(old, new))

    def version(self, name: str, version: str, effective: str, change: str, again: str) -> None:
        """Propose a version."""
        lines = (
            f'  - version: "{version}"',
            f"    effective: {effective}",
            f"    material: {again}",
            f"    change: {change}",
        )
        self.edit(name, "revisions:\n", "\n".join(["revisions:", *lines, ""]))

    def realistic(self) -> None:
        """A deadline, a section that moves, a duty that moves, a person who leaves, a typo."""
        self.edit(COPIES, "the copy within 30 days", "the copy within 15 days")
        self.edit(COPIES, "within those 30 days", "within those 15 days")
        text = self.text(COPIES)
        start, end = text.index("  - id: when-things"), text.index("  - id: records")
        wrong = text[start:end]
        moved = text.replace(wrong, "").replace("  - id: how-fast", f"{wrong}  - id: how-fast")
        self.repository.write(COPIES, moved)
        change = "Copies go out within 15 days."
        self.version(COPIES, "2.0", "2026-12-01", change, "true")
        self.edit(NOTICE, "ourselfs", "ourselves")
        self.version(NOTICE, "1.1", "2026-11-21", "A typing error is mended.", "false")
        self.edit("roles/medical-assistant.yaml", CALL, "")
        self.edit(
            "roles/medical-assistant.yaml", "  - Reschedule a visit.\n", "  - Open a window.\n"
        )
        self.edit("roles/front-desk.yaml", GREET, GREET + CALL)
        self.edit("people/jo-park.yaml", "2022-05-02", "2022-05-02\n    to: 2026-12-31")
        self.edit("purpose.yaml", "mission:", "# What we are here for.\nmission:")
