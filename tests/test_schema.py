"""The schemas that editors use agree with what the loader accepts."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from macros.kinds import FILES, FOLDERS
from macros.schema import schemas
from tests.lay import MINIMAL, ROOT

DATA = ROOT / "data"


class Yaml12(yaml.SafeLoader):
    """What editors read: the core schema of YAML 1.2."""


Yaml12.yaml_implicit_resolvers = {}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?\d+$"), list("-0123456789"))
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^\d+\.\d+$"), list("0123456789")
)


def name_of(path: Path, data: Path) -> str:
    inside = path.relative_to(data)
    kind = FOLDERS.get(inside.parts[0])
    return kind.name if kind else inside.stem


def test_committed_schemas_are_those_the_models_make() -> None:
    there = {p.stem: p.read_text("utf-8") for p in (DATA / ".schemas").glob("*.json")}
    assert there == schemas()


@pytest.mark.parametrize("name", schemas())
def test_schemas_are_draft_07(name: str) -> None:
    schema = json.loads(schemas()[name])
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    text = json.dumps(schema)
    assert "$defs" not in text
    assert '"hidden"' not in text


@pytest.mark.parametrize("data", [DATA, MINIMAL], ids=["data", "minimal"])
def test_files_that_the_loader_accepts_satisfy_their_schema(data: Path) -> None:
    found = []
    for path in sorted(data.rglob("*.yaml")):
        validator = jsonschema.Draft7Validator(json.loads(schemas()[name_of(path, data)]))
        value = yaml.load(path.read_text("utf-8"), Loader=Yaml12)  # noqa: S506 - a safe loader
        found += [f"{path.name}: {e.json_path} {e.message}" for e in validator.iter_errors(value)]
    assert found == []


def test_description_and_owner_are_needed_in_the_editor_too() -> None:
    assert {"description", "owner", "title"} <= set(json.loads(schemas()["role"])["required"])


def test_every_schema_is_mapped_to_its_files_in_the_editor() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    mapped = {Path(schema).stem for schema in settings["yaml.schemas"]}
    assert mapped == {*(kind.name for kind in FOLDERS.values()), *(f[:-5] for f in FILES)}


def test_bounds_are_said_in_the_words_of_draft_07() -> None:
    months = json.loads(schemas()["policy"])["definitions"]["ReviewCycle"]["properties"]
    assert months["every_months"]["minimum"] == 1
    assert months["every_months"]["maximum"] == 120
