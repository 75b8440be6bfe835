"""Files change in place: comments stay where they belong, and a write is whole or nothing."""

import os
from pathlib import Path

import pytest

from macros import edit
from macros.edit import in_key_order, top_level, write
from macros.model.people import Person
from macros.model.practice import Department
from macros.source import read_text
from macros.tree import Keys

PERSON = """\
# Ann is the first.
# The office knows her well.
assignments:
  # Since the move.
  - from: 2021-03-01
    # The role she asked for.
    role: office-manager
  - kind: acting
    role: nurse
    from: 2022-01-01

# Her name as she wants it shown.
name: Ann
"""
ORDERED = """\
# Ann is the first.
# The office knows her well.
# Her name as she wants it shown.
name: Ann
assignments:
  # Since the move.
  - role: office-manager
    # The role she asked for.
    from: 2021-03-01
  - role: nurse
    kind: acting
    from: 2022-01-01
"""


def tree_of(text: str) -> Keys:
    tree = read_text(text).tree
    assert isinstance(tree, Keys)
    return tree


def test_keys_move_with_the_lines_below_them() -> None:
    text = "works:\n  - monday\nname: Ann\n"
    assert in_key_order(text, tree_of(text), Person) == "name: Ann\nworks:\n  - monday\n"


def test_the_first_key_of_an_item_takes_over_the_hyphen() -> None:
    text = (
        "departments:\n  - title: A\n    id: a\n    head: x\n    product: P\n"
        "  - title: B\n    id: b\n"
    )
    assert in_key_order(text, tree_of(text), Department, "departments") == (
        "departments:\n  - id: a\n    title: A\n    product: P\n    head: x\n"
        "  - id: b\n    title: B\n"
    )


def test_no_comment_and_no_value_is_lost() -> None:
    done = in_key_order(PERSON, tree_of(PERSON), Person)
    assert sorted(filter(str.strip, done.replace("- ", "  ").splitlines())) == sorted(
        filter(str.strip, PERSON.replace("- ", "  ").splitlines())
    )
    assert tree_of(done) == tree_of(PERSON)
    assert list(tree_of(done)) == ["name", "assignments"]


def test_what_is_in_order_stays_byte_for_byte() -> None:
    assert in_key_order(ORDERED, tree_of(ORDERED), Person) == ORDERED


def test_blank_lines_stay_between_records() -> None:
    text = "departments:\n  - title: A\n    id: a\n\n  - id: b\n    title: B\n"
    assert in_key_order(text, tree_of(text), Department, "departments") == (
        "departments:\n  - id: a\n    title: A\n\n  - id: b\n    title: B\n"
    )


def test_top_level_gives_each_key_its_lines() -> None:
    text = "# head\na: 1\n# about b\nb:\n  - 2\n"
    assert top_level(text, tree_of(text)) == {"a": "a: 1\n", "b": "# about b\nb:\n  - 2\n"}


def test_write_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write(path, "a: é\n")
    assert path.read_bytes() == "a: é\n".encode()
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        edit.write(path, "a: \ud800\n")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
