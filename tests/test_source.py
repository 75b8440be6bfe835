"""Files that cannot be read get a message with a place, and never an exception."""

import os
from pathlib import Path

import pytest

from macros.events import DEEPEST
from macros.source import LARGEST, read, read_text
from macros.tree import Items, Keys, key_spot, quoted, spot

# What stands in the file, and the whole message expected.
REFUSED = {
    "empty": ("", "x.yaml:1:1: FIL014 the file is empty"),
    "only a comment": ("# later\n", "x.yaml:1:1: FIL014 the file is empty"),
    "tab": ("a:\n\t- b\n", "x.yaml:2:1: FIL007 the line is indented with a tab"),
    "NUL": ("a: b\x00\n", "x.yaml:1:5: FIL005 there is an invisible control character (U+0000)"),
    "escaped control": (
        'a: "\\e[31m"\n',
        "x.yaml:1:4: FIL005 there is an invisible control character (U+001B)",
    ),
    "direction override": (
        "a: b\u202ec\n",
        "x.yaml:1:5: FIL005 there is an invisible control character (U+202E)",
    ),
    "conflict": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n",
        "x.yaml:2:1: FIL006 two versions of the file collide here ('<<<<<<<')",
    ),
    "alias": ("a: *b\n", "x.yaml:1:4: FIL010 '*b' points at another part of the file"),
    "anchor": ("a: &b c\n", "x.yaml:1:4: FIL010 '&b' names a part of the file"),
    "tag": (
        "a: !!python/object:os.system b\n",
        (
            "x.yaml:1:4: FIL010 the tag 'tag:yaml.org,2002:python/object:os.system'"
            " stands before the value"
        ),
    ),
    "merge": ("<<:\n  a: 1\n", "x.yaml:1:1: FIL010 '<<' merges another part of the file"),
    "twice": (
        "a: 1\nb: 2\na: 3\n",
        "x.yaml:3:1: FIL011 key `a` stands here a second time; the first is in line 1",
    ),
    "documents": ("a: 1\n---\nb: 2\n", "x.yaml:2:1: FIL013 a second document starts here"),
    "colon": (
        "a: b: c\n",
        (
            "x.yaml:1:5: FIL008 a colon followed by a space stands inside the text\n"
            "    fix: Put the whole text in double quotes, or start it on the next line after `|`."
        ),
    ),
    "open quote": (
        'a: "b\nc: d\n',
        (
            "x.yaml:1:4: FIL008 a quotation mark is opened here and not closed\n"
            "    fix: Close it, or take out the quotation mark."
        ),
    ),
    "braces": (
        "a: {{ b }}\n",
        (
            "x.yaml:1:5: FIL008 a key starts with a bracket; a key is a plain word\n"
            "    fix: Put text that starts with a bracket or brace in double quotes."
        ),
    ),
    "link first": (
        "a: [b](javascript:1)\n",
        (
            "x.yaml:1:4: FIL008 the text starts with a bracket or brace,"
            " which have a meaning in YAML\n    fix: Put the whole text in double quotes."
        ),
    ),
    "at sign": (
        "a: @b\n",
        (
            "x.yaml:1:4: FIL008 the text starts with a character that has a meaning in YAML\n"
            "    fix: Put the whole text in double quotes."
        ),
    ),
    "forgotten colon": (
        "a: 1\nb\n",
        (
            "x.yaml:2:1: FIL008 this line is neither `key: value` nor a list item\n"
            "    fix: Add the colon, or indent the line so that it belongs to the text above."
        ),
    ),
    "brackets": (
        "[" * 100_000,
        f"x.yaml:1:41: FIL009 more than {DEEPEST} levels lie in one another",
    ),
    "hyphens": (
        "- " * 100_000 + "a",
        f"x.yaml:1:81: FIL009 more than {DEEPEST} levels lie in one another",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_say_where_and_what(case: str, tmp_path: Path) -> None:
    text, message = REFUSED[case]
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    assert [str(p) for p in read(path, "x.yaml").problems] == [message]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("title: café\n".encode("latin-1"), "x.yaml:1:11: FIL004 the byte 0xe9 is not UTF-8 text"),
        (
            "a: b\n".encode("utf-16"),
            "x.yaml:1:1: FIL004 the file is stored as UTF-16, not as UTF-8",
        ),
        (
            b"a" * (LARGEST + 1),
            "x.yaml:1:1: FIL003 the file has 2,000,001 bytes; the most that is read is 2,000,000",
        ),
    ],
)
def test_bytes_that_are_no_text(raw: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    assert [str(p) for p in read(path, "x.yaml").problems] == [message]


def test_a_file_of_50_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert [p.rule for p in read(path, "x.yaml").problems] == ["FIL003"]


def test_links_and_folders_are_not_files(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "broken.yaml").symlink_to(tmp_path / "nowhere")
    said = {p.name: [str(x) for x in read(p, p.name).problems] for p in tmp_path.iterdir()}
    link = "this is a link to another file, not a file"
    assert said == {
        "folder.yaml": ["folder.yaml:1:1: FIL002 this is a folder with the name of a file"],
        "loop.yaml": [f"loop.yaml:1:1: FIL002 {link}"],
        "broken.yaml": [f"broken.yaml:1:1: FIL002 {link}"],
    }


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert [p.rule for p in read(tmp_path / "none.yaml", "none.yaml").problems] == ["FIL002"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: b\n", encoding="utf-8")
    path.chmod(0)
    assert [p.rule for p in read(path, "x.yaml").problems] == ["FIL001"]


def test_every_scalar_is_the_text_that_stands_there() -> None:
    text = "a: no\nb: 1.10\nc: 9:30\nd: 2026-11-21\ne: 0123\nf: true\ng: on\nh: 1_000\n"
    assert read_text(text).tree == {
        "a": "no",
        "b": "1.10",
        "c": "9:30",
        "d": "2026-11-21",
        "e": "0123",
        "f": "true",
        "g": "on",
        "h": "1_000",
    }


def test_empty_values_and_lists_are_absent() -> None:
    source = read_text('a:\nb: ~\nc: null\nd: []\ne: {}\nf: ""\ng: "  "\nh: "null"\n')
    assert source.tree == {"h": "null"}
    assert len(source.empty) == 7


def test_places_of_keys_values_and_missing_keys() -> None:
    tree = read_text("a: 1\nb:\n  - c: 2\n    d: |\n      text\n").tree
    assert isinstance(tree, Keys)
    assert isinstance(tree["b"], Items)
    assert spot(tree, ("a",)) == (1, 4)
    assert spot(tree, ("b", 0, "d")) == (4, 8)
    assert key_spot(tree, ("b", 0, "d")) == (4, 5)
    assert spot(tree, ("b", 0, "missing")) == (3, 5)
    assert spot(tree, ("missing",)) == (1, 1)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n")
    source = read(path, "x.yaml")
    assert (source.tree, source.problems) == ({"a": "1", "b": ["c"]}, [])


@pytest.mark.parametrize(
    "text",
    ["Dr. O'Hara", "no", "1.10", "9:30", "a: b", "x #y", "- z", "null", "[a]", "Ann", 'é\\"'],
)
def test_quoted_text_is_read_back(text: str) -> None:
    assert read_text(f"a: {quoted(text)}\n").tree == {"a": text}
