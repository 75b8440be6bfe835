"""Lines that are added to YAML: they say what they should, and every other byte stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.form import key_order
from macros.insert import LayoutError, with_item, with_keys, with_value, without_keys
from macros.model.policy import Revision

ORDER = key_order(Revision)
SEAL = {"approved": ["approved:", "  - person: kim"], "seal": ['seal: "s1:0"']}
ADDED = ("approved:", "  - person: kim", 'seal: "s1:0"')

FILE = """\
# The file.
title: Keys  # also doors
"status": 'in-review'
summary: |
  Who has a key?

  Né à l'école.

# The versions, newest first.
revisions:
  # Said on the phone.
  - version: "1.1"
    effective: 2026-02-02
    material: false
    # Why it changed.
    change: >-
      More
      doors.

  # The first one.
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First.
    approved:
      # Sam.
      - person: sam
        role: manager  # since May
    seal: "s1:1"
# The end.
"""
FLAT = FILE.replace("\n  #", "\n#").replace("\n  - v", "\n- v").replace("\n    ", "\n  ")
WAYS = ("", "\n")


def same_but(before: str, after: str) -> list[str]:
    """The lines that are new, all others being as they were."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    added, rest = [], iter(old)
    waiting = next(rest, None)
    for line in new:
        if line == waiting:
            waiting = next(rest, None)
        else:
            added.append(line)
    assert waiting is None, f"gone: {waiting!r}"
    return added


@pytest.mark.parametrize("text", [FILE, FLAT, FILE.replace("\n", "\r\n"), "\ufeff" + FILE])
def test_keys_are_added_and_nothing_else_moves(text: str) -> None:
    end = "\r\n" if "\r\n" in text else "\n"
    made = with_keys(text, ("revisions", 0), SEAL, ORDER)
    indent = "  " if "\n- v" in text else "    "
    assert same_but(text, made) == [f"{indent}{line}{end}" for line in ADDED]
    assert f"doors.{end}{indent}approved:" in made
    assert without_keys(made, ("revisions", 0), "approved", "seal") == text


def test_keys_come_where_their_order_has_them() -> None:
    text = 'a: 1\nrevisions:\n  - version: "1.0"\n    # Why.\n    change: x\nz: 2'
    made = with_keys(text, ("revisions", 0), {"material": ["material: true"]}, ORDER)
    assert made == text.replace("    # Why.", "    material: true\n    # Why.")
    order = ("b", "c", "d", "e")
    added = {"c": ["c: 1"], "b": ["b: 1"]}
    assert with_keys("x: 1\nc-: 2\nd: 1\ne: 1\n", (), added, order) == (
        "x: 1\nc-: 2\nc: 1\nb: 1\nd: 1\ne: 1\n"
    )
    # Keys out of order do not mislead each other.
    mixed = with_keys("x: 1\nd: 1\ny: 1\nb-: 1\n", (), {"z": ["z: 1"], "c": ["c: 1"]}, order)
    assert mixed == "x: 1\nc: 1\nd: 1\ny: 1\nb-: 1\nz: 1\n"


@pytest.mark.parametrize("text", [FILE, FLAT])
def test_an_item_comes_first_and_comments_stay_with_theirs(text: str) -> None:
    indent = "" if "\n- v" in text else "  "
    made = with_item(text, ("revisions",), ['version: "2.0"', "change: New."])
    assert same_but(text, made) == [f'{indent}- version: "2.0"\n', f"{indent}  change: New.\n"]
    assert f"change: New.\n{indent}# Said on the phone.\n{indent}- version: " in made


@pytest.mark.parametrize("text", [FILE, FLAT])
def test_an_item_comes_last(text: str) -> None:
    made = with_item(text, ("revisions", 1, "approved"), ["person: kim", "role: x"], last=True)
    indent = "    " if "\n- v" in text else "      "
    assert same_but(text, made) == [f"{indent}- person: kim\n", f"{indent}  role: x\n"]
    assert "since May\n" + indent + "- person: kim\n" in made


def test_at_the_end_of_a_file_comments_and_blank_lines_stay_the_end() -> None:
    text = "rows:\n  - a: |\n      Yes.\n\n      No.\n\n\n# The end.\n"
    assert with_item(text, ("rows",), ["a: b"], last=True) == text.replace(
        "No.\n", "No.\n  - a: b\n"
    )
    assert with_keys(text, ("rows", 0), {"b": ["b: 1"]}, ()) == text.replace(
        "No.\n", "No.\n    b: 1\n"
    )


@pytest.mark.parametrize(
    "ending", ["change: x", "change: |\n      x", "change: >\n      x\n      y"]
)
@pytest.mark.parametrize("blank", ["", "\n", "\n\n"])
def test_the_end_of_a_file_is_as_it_was(ending: str, blank: str) -> None:
    text = f'status: active\nrevisions:\n  - version: "1.0"\n    {ending}{blank}'
    made = with_keys(text, ("revisions", 0), {"seal": ["seal: x"]}, ORDER)
    assert made == text.rstrip("\n") + "\n    seal: x\n" + "\n" * (len(blank) - 1)
    first = with_item(text, ("revisions",), ["version: y"])
    assert first.endswith(f"    {ending}{blank}")
    assert with_value(text, "status", "active", "retired") == text.replace("active", "retired")


@pytest.mark.parametrize("written", ["active", '"active"', "'active'"])
@pytest.mark.parametrize("rest", ["", "  # for now", "\nb: active", "\r\nb: c\r\n"])
def test_a_value_is_changed_in_its_place(written: str, rest: str) -> None:
    text = f"a: active\nstatus:   {written}{rest}"
    new = written.replace("active", "retired")
    assert with_value(text, "status", "active", "retired") == f"a: active\nstatus:   {new}{rest}"


REVISION = '  - version: "1.0"\n'


@pytest.mark.parametrize(
    "text",
    [
        'revisions: [{version: "1.0", change: x}]\n',
        'revisions:\n  - {version: "1.0", change: x}\n',
        '{revisions: [{version: "1.0"}]}\n',
        "revisions:\n",
        "revisions: one\n",
        "title: x\n",
        "- revisions\n",
        "",
        "revisions: [\n",
        f"revisions:\n{REVISION}...\n",
    ],
)
def test_what_is_not_laid_out_by_lines_is_refused_in_words(text: str) -> None:
    for last in (False, True):
        if not (text.endswith("...\n") or "- {" in text) or (last and "..." in text):
            with pytest.raises(LayoutError, match="the file"):
                with_item(text, ("revisions",), ["version: x"], last=last)
    with pytest.raises(LayoutError, match="the file"):
        with_keys(text, ("revisions", 0), SEAL, ORDER)


def test_a_hyphen_in_a_line_of_its_own_is_refused_or_understood() -> None:
    text = 'revisions:\n  -\n    version: "1-0"\n'
    with pytest.raises(LayoutError, match="not laid out line by line"):
        with_item(text, ("revisions",), ["version: x"])
    assert with_keys(text, ("revisions", 0), {"seal": ["seal: x"]}, ORDER) == text + "    seal: x\n"


def test_a_key_behind_the_hyphen_is_not_taken_out() -> None:
    with pytest.raises(LayoutError):
        without_keys("a:\n  - b: 1\n    c: 2\n", ("a", 0), "b")


@pytest.mark.parametrize("text", ["status: retired\n", "status: |\n  active\n", "x: active\n"])
def test_a_value_that_is_not_there_is_refused_in_words(text: str) -> None:
    with pytest.raises(LayoutError):
        with_value(text, "status", "active", "retired")


PIECES = st.lists(
    st.sampled_from(
        [
            "# c",
            "  # c",
            "    # c",
            "",
            "    change: x",
            "    change: |\n      a\n\n      # b",
            "    k: 'y'",
        ]
    ),
    max_size=6,
)


@given(before=PIECES, after=PIECES, end=st.sampled_from(["", "\n", "\n\n", "\n# end", "\nz: 1\n"]))
def test_whatever_stands_around_it_stays(before: list[str], after: list[str], end: str) -> None:
    lines = ["revisions:", '  - version: "2.0"', *before, '  - version: "1.0"', *after]
    text = "\n".join(lines) + end
    for index in (0, 1):
        try:
            made = with_keys(text, ("revisions", index), SEAL, ORDER)
        except LayoutError:
            # Only what no YAML reader takes, such as a key twice.
            assert len(before) != len(set(before)) or len(after) != len(set(after)) or _twice(lines)
        else:
            assert same_but(text + "\n", made + "\n")[:3] == [f"    {line}\n" for line in ADDED]


def _twice(lines: list[str]) -> bool:
    return sum("change:" in line for line in lines) > 1
