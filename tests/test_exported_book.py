"""handbook.json says what the pages say, follows its schema, and keeps to its audience."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from macros.exported.book import handbook, handbook_schema, schema
from macros.kinds import KINDS
from macros.links import only_known
from macros.model.record import Audience
from macros.parts import Desk
from macros.site import site
from tests.lay import MINIMAL, ROOT
from tests.levels import KINDS as MARKED
from tests.levels import LEVELS, STAFF_WORDS, fill, marker, name
from tests.site import Built

VALIDATOR = jsonschema.Draft202012Validator(
    handbook_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def desk(data: Path, audience: Audience) -> Desk:
    return Desk(site(data, {"AUDIENCE": audience, "HANDBOOK_TODAY": "2026-11-21"}))


def written(data: Path, audience: Audience) -> Any:  # noqa: ANN401 - JSON is anything
    return json.loads(handbook(desk(data, audience)))


def wrong(value: object) -> list[str]:
    return [f"{e.json_path} {e.message}" for e in VALIDATOR.iter_errors(value)]


@pytest.mark.parametrize("audience", LEVELS)
@pytest.mark.parametrize("folder", [ROOT / "data", MINIMAL], ids=["data", "minimal"])
def test_it_follows_its_schema(folder: Path, audience: Audience) -> None:
    assert wrong(written(folder, audience)) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See [a](policy:no), [b](policy:yes#x).", "See a, [b](policy:yes#x)."),
        ("[a]( <policy:no#why> 'Why')", "a"),
        ("See [a][a].\n\n[a]: policy:no", "See [a][a].\n\n[a]: #"),
        ("[a [b]](policy:no)", "[a [b]](#)"),
        ("See [us](https://example.org/no).", "See [us](https://example.org/no)."),
        ("The platform:no and 7:50.", "The platform:no and 7:50."),
    ],
)
def test_links_to_what_is_hidden_become_words(text: str, left: str) -> None:
    assert only_known(text, lambda _, known: known == "yes") == left


@pytest.mark.parametrize("audience", LEVELS)
def test_nothing_above_its_audience_is_in_it(data: Path, audience: Audience) -> None:
    fill(data)
    written_down = handbook(desk(data, audience))
    assert wrong(json.loads(written_down)) == []
    text = written_down.casefold()
    above = LEVELS[LEVELS.index(audience) + 1 :]
    own = [level for level in LEVELS if level not in above]
    secret = [w for a in above for k in MARKED for w in (marker(a, k), name(a, k))]
    known = [w for a in own for k in MARKED for w in (marker(a, k), name(a, k))]
    assert [word for word in secret if word in text] == []
    assert [word for word in known if word not in text] == []
    inward = [word for word in STAFF_WORDS if word in text]
    assert inward == ([] if audience == "public" else list(STAFF_WORDS))


def test_the_schema_is_sound_and_the_same_for_everybody() -> None:
    jsonschema.Draft202012Validator.check_schema(handbook_schema())
    texts = {schema(desk(MINIMAL, audience)) for audience in LEVELS}
    assert texts == {json.dumps(handbook_schema(), indent=1, ensure_ascii=False) + "\n"}


def test_the_schema_refuses_what_does_not_belong() -> None:
    good = written(MINIMAL, "owner")
    assert wrong({**good, "secrets": {}}) == [
        "$ Additional properties are not allowed ('secrets' was unexpected)"
    ]
    del good["roles"]["owner-physician"]["title"]
    good["people"]["sam-rivers"]["assignments"][0]["from"] = "soon"
    assert sorted(wrong(good)) == [
        "$.people['sam-rivers'].assignments[0].from 'soon' is not a 'date'",
        "$.roles['owner-physician'] 'title' is a required property",
    ]


def test_days_and_keys_are_those_of_the_files_and_nothing_is_null() -> None:
    whole = written(MINIMAL, "owner")
    assert whole["people"]["sam-rivers"] == {
        "id": "sam-rivers",
        "name": "Sam Rivers",
        "works": [],
        "away": [],
        "assignments": [{"role": "office-manager", "kind": "permanent", "from": "2021-03-01"}],
    }
    assert (whole["format"], whole["day"], whole["audience"]) == (1, "2026-11-21", "owner")
    assert whole["policies"]["notice"]["category"] == "privacy"
    assert set(whole) == {"format", "day", "audience", *(kind.table for kind in KINDS)}
    assert "null" not in handbook(desk(MINIMAL, "owner"))


def test_it_lies_at_the_top_of_the_site(built: Built) -> None:
    whole = json.loads((built.folder / "handbook.json").read_text("utf-8"))
    assert (whole["audience"], wrong(whole)) == ("staff", [])
    assert (built.folder / "handbook.schema.json").is_file()
