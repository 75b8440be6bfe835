"""Strict YAML: plain values, and the place of each.

Every scalar is read as text: what `no`, `1.10` or `9:30` means is for the model to say,
so nothing is lost on the way and no two programs can disagree about it.
Meaning that hides in syntax (anchors, tags, merge keys, several documents) is refused.
"""

import re
from pathlib import Path

import yaml

from .events import CONTROL, Builder, GiveUpError
from .tree import Source, offset_spot
from .yaml_words import in_plain_words

LARGEST = 2_000_000

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7}|={7})( |$)", re.MULTILINE)
_CONFLICT_MARKS = ("<" * 7, ">" * 7, "|" * 7, "=" * 7)
_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path, shown: str, inside: str = "") -> Source:
    """Read a YAML file; whatever is wrong with it becomes a problem, never an exception."""
    source = Source(shown, inside)
    try:
        raw = _bytes(path, source)
        if raw is not None and _decode(raw, source):
            _parse(source)
    except OSError as error:
        source.say("FIL001", f"the file cannot be read: {error.strerror or 'unknown reason'}")
    return source


def read_plain(path: Path, shown: str, inside: str = "") -> Source:
    """Read a file that is text and no YAML; what is wrong with it becomes a problem."""
    source = Source(shown, inside)
    try:
        raw = _bytes(path, source)
        if raw is not None:
            _decode(raw, source)
    except OSError as error:
        source.say("FIL001", f"the file cannot be read: {error.strerror or 'unknown reason'}")
    return source


def read_text(text: str) -> Source:
    """Read YAML that is in no file."""
    source = Source("", text=text)
    if _refused(text, source):
        _parse(source)
    return source


def _bytes(path: Path, source: Source) -> bytes | None:
    if path.is_symlink():
        source.say("FIL002", "this is a link to another file, not a file")
    elif not path.is_file():
        source.say("FIL002", "this is a folder with the name of a file")
    elif (size := path.stat().st_size) > LARGEST:
        source.say("FIL003", f"the file has {size:,} bytes; the most that is read is {LARGEST:,}")
    else:
        return path.read_bytes()
    return None


def _decode(raw: bytes, source: Source) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        source.say("FIL004", "the file is stored as UTF-16, not as UTF-8")
        return False
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = offset_spot(before, len(before))
        byte = raw[error.start]
        source.say("FIL004", f"the byte 0x{byte:02x} is not UTF-8 text", line, column)
        return False
    source.text = text
    return _refused(text, source)


def _refused(text: str, source: Source) -> bool:
    # A quick look first: every file is asked, and hardly one has anything to find.
    printable = text.replace("\n", "").isprintable()
    if not printable and (found := CONTROL.search(text)):
        source.control(found[0], *offset_spot(text, found.start()))
    elif any(mark in text for mark in _CONFLICT_MARKS) and (found := _CONFLICT.search(text)):
        line, column = offset_spot(text, found.start())
        source.say("FIL006", f"two versions of the file collide here ({found[1]!r})", line, column)
    elif "\t" in text and (found := _TAB.search(text)):
        line, column = offset_spot(text, found.end() - 1)
        source.say("FIL007", "the line is indented with a tab", line, column)
    elif not text.strip():
        source.say("FIL014", "the file is empty")
    else:
        return True
    return False


def _parse(source: Source) -> None:
    loader = _Loader(source.text)
    try:
        Builder(source).build(loader)
    except yaml.MarkedYAMLError as error:
        line, column, message, fix = in_plain_words(error, source.text)
        source.tree = None
        source.say("FIL008", message, line, column, fix)
    except yaml.YAMLError:
        source.tree = None
        source.say("FIL008", "this is not YAML")
    except GiveUpError:
        source.tree = None
    finally:
        loader.dispose()
