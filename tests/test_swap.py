"""One id in place of another: the tokens at the known places change, and no other byte."""

from pathlib import Path

import pytest

from macros.source import read, read_text
from macros.swap import Names, Swap, UnusualError, swapped
from macros.tree import Keys, Source

NAMES = Names("role", "nurse", "scribe")


def source_of(text: str) -> tuple[Source, Keys]:
    source = read_text(text)
    assert isinstance(source.tree, Keys), source.problems
    return source, source.tree


def put(text: str, *places: tuple[tuple[str | int, ...], str]) -> str:
    source, tree = source_of(text)
    swaps = [Swap(tree, path, what) for path, what in places]  # type: ignore[arg-type] # one of three
    return swapped(source, swaps, NAMES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("owner: nurse\n", "owner: scribe\n"),
        ('owner:   "nurse"  # the nurse\n', 'owner:   "scribe"  # the nurse\n'),
        ("owner: 'nurse'", "owner: 'scribe'"),
        ("# nurse\r\nowner: nurse\r\nnurse: é\r\n", "# nurse\r\nowner: scribe\r\nnurse: é\r\n"),
        ("owner:\n  nurse\n", "owner:\n  scribe\n"),
        ("a: é€😀\nowner: nurse\n", "a: é€😀\nowner: scribe\n"),
    ],
)
def test_a_value_changes_where_it_stands(before: str, after: str) -> None:
    assert put(before, (("owner",), "value")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("r:\n  - nurse\n  - scribe\nz: 1\n", "r:\n  - scribe\nz: 1\n"),
        ("r:\r\n  - nurse\r\n  - scribe\r\n", "r:\r\n  - scribe\r\n"),
        (
            "r:\n  # why\n  - nurse # since May\n  - scribe\n",
            "r:\n  # why\n  # since May\n  - scribe\n",
        ),
        ("r: [nurse, scribe]\n", "r: [scribe]\n"),
        ('r:\n- "nurse"\n- scribe', "r:\n- scribe"),
    ],
)
def test_an_item_goes_and_its_comment_stays(before: str, after: str) -> None:
    assert put(before, (("r", 0), "item")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("r:\n  - scribe\n  - nurse", "r:\n  - scribe\n"),
        ("r: [scribe, nurse]\n", "r: [scribe]\n"),
        ("r:\n  - scribe\n  - nurse\n\n# end\n", "r:\n  - scribe\n\n# end\n"),
    ],
)
def test_the_last_item_goes(before: str, after: str) -> None:
    assert put(before, (("r", 1), "item")) == after


def test_only_links_of_the_text_change() -> None:
    before = (
        "body: |\n  Ask the [nurse](role:nurse), not role:nurse or [x](role:nurse-lead).\n"
        "  [Her](role:nurse#do-it) too.\n  [n]: role:nurse\nother: See [x](role:nurse).\n"
    )
    after = (
        "body: |\n  Ask the [nurse](role:scribe), not role:nurse or [x](role:nurse-lead).\n"
        "  [Her](role:scribe#do-it) too.\n  [n]: role:scribe\nother: See [x](role:nurse).\n"
    )
    assert put(before, (("body",), "links")) == after


def test_several_places_of_a_file_change_at_once() -> None:
    before = "owner: nurse\nr:\n  - nurse\n  - scribe\nbody: See [x](role:nurse).\n"
    places = ((("owner",), "value"), (("r", 0), "item"), (("body",), "links"))
    after = "owner: scribe\nr:\n  - scribe\nbody: See [x](role:scribe).\n"
    assert put(before, *places) == after


@pytest.mark.parametrize("text", ['owner: "n\\x75rse"\n', "owner: |-\n  nurse\n"])
def test_what_is_written_unusually_is_left_to_people(text: str) -> None:
    with pytest.raises(UnusualError):
        put(text, (("owner",), "value"))


def test_a_link_over_two_lines_of_a_folded_text_is_left_to_people() -> None:
    with pytest.raises(UnusualError):
        put('body: "See [x](ro\\\n  le:nurse)."\n', (("body",), "links"))


def test_a_name_that_looks_like_something_else_is_quoted() -> None:
    source, tree = source_of("owner: nurse\n")
    text = swapped(source, [Swap(tree, ("owner",), "value")], Names("role", "nurse", "007"))
    assert text == 'owner: "007"\n'


def test_a_mark_at_the_start_of_the_file_moves_no_place(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfowner: nurse\n")
    source = read(path, "a.yaml")
    assert isinstance(source.tree, Keys)
    assert swapped(source, [Swap(source.tree, ("owner",), "value")], NAMES) == "owner: scribe\n"
