"""A practice in which people sign: what tests of the records share."""

from datetime import date
from pathlib import Path

from macros.model.record import Title
from macros.model.signature import Signature
from tests.approving import approve_all
from tests.lay import put

KEYS = """\
title: Keys and doors
code: PRV-02
summary: Who has a key, and what you do when one is lost.
owner: office-manager
status: active
applies_to:
  - {scope}
acknowledge: true
sign_by: 10
review:
  every_months: 12
  basis: practice
what_you_do:
  - Keep your key on you.
sections:
  - id: why
    heading: Why we do this
    body: |
      A lost key is a lock that anybody can open.
revisions:
{revisions}"""
REVISION = """\
  - version: "{version}"
    effective: {effective}
    material: {material}
    change: Another version.
"""
SCRIBE = """\
title: Scribe
owner: owner-physician
department: practice
reports_to: owner-physician
description: You write notes.
exposure:
  bloodborne: none
"""


def keys(
    data: Path, *versions: tuple[str, str, bool], scope: str = "everyone: true", more: str = ""
) -> None:
    """The policy on keys with some versions, newest first, each approved on its day."""
    revisions = "".join(
        REVISION.format(version=version, effective=effective, material=str(material).lower())
        for version, effective, material in versions
    )
    text = KEYS.format(scope=scope, revisions=revisions)
    put(data, "policies/privacy/keys.yaml", text.replace("acknowledge:", f"{more}acknowledge:"))
    approve_all(data)


def person(data: Path, person_id: str, *assignments: str, away: str = "") -> None:
    """Somebody who works here: each assignment as `role from [to] [kind] [location]`."""
    put(data, "roles/scribe.yaml", SCRIBE)
    lines = [f"name: {Title(person_id.replace('-', ' ').title())}"]
    if away:
        first, last = away.split()
        lines += ["away:", f"  - from: {first}", f"    to: {last}"]
    lines.append("assignments:")
    for assignment in assignments:
        role, first, *rest = assignment.split()
        lines += [f"  - role: {role}"]
        lines += [f"    {word}" for word in rest if ":" in word and not word.startswith("to")]
        lines += [f"    from: {first}"]
        lines += [f"    {word}" for word in rest if word.startswith("to")]
    text = "\n".join(lines).replace("kind:", "kind: ").replace("to:2", "to: 2")
    (data / "people" / f"{person_id}.yaml").write_text(
        text.replace("location:", "location: ") + "\n", "utf-8"
    )


def signed(person_id: str, version: str, on: str, policy: str = "keys") -> Signature:
    """A signature, as the records hold it."""
    return Signature(
        person=person_id,
        role="scribe",
        policy=policy,
        version=version,
        seal="s1:0123456789abcdef",
        on=date.fromisoformat(on),
        method="paper",
        recorded_by="sam-rivers",
        recorded_on=date.fromisoformat(on),
    )
