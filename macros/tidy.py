"""Mends the form of a data file: key order, lists, quotes, sentences; never what it says."""

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from .edit import in_key_order
from .kinds import FILES, FOLDERS, Kind
from .markdown import to_html
from .model.walk import Shape, shapes
from .source import read, read_text
from .tree import NOT_TEXT, Items, Keys, Source, Value

_TEXTUAL = ("text", "phrase", "prose", "ref")
_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_LISTED = re.compile(r"\s+|[-*+] |\d+[.)] |>")
# A sentence ends here, unless the word before it is one that carries a period.
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bNo\.)"
    r"(?<!\ba\.m\.)(?<!\bp\.m\.)(?<!\be\.g\.)(?<!\bi\.e\.) +(?=[A-Z\"“])"
)


def tidied(path: Path, inside: str) -> str | None:
    """The text of a data file in good form, or None where there is nothing to mend.

    A file that cannot be read is left alone,
    and so is one of which a comment or a value would not survive.
    """
    return mended(read(path, inside, inside), inside)


def mended(source: Source, inside: str) -> str | None:
    """The same, of a text that would stand in the file `inside` data/."""
    kinds = _kinds(inside)
    if source.problems or not isinstance(source.tree, Keys) or not kinds:
        return None
    text = _rewritten(source, kinds)
    for kind in kinds:
        tree = read_text(text).tree
        if isinstance(tree, Keys):
            text = in_key_order(text, tree, kind.record, kind.key)
    return text if text != source.text and _says_the_same(source.text, text) else None


def _kinds(inside: str) -> tuple[Kind, ...]:
    folder = FOLDERS.get(inside.split("/", maxsplit=1)[0])
    return FILES.get(inside) or ((folder,) if folder else ())


def _rewritten(source: Source, kinds: tuple[Kind, ...]) -> str:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    theirs = yaml.load(source.text)
    ours = source.tree
    assert isinstance(ours, Keys)  # noqa: S101 - the caller has looked
    for kind in kinds:
        if not kind.key:
            _group(ours, theirs, kind.record)
        elif isinstance(rows := ours.get(kind.key), Items):
            _list(
                rows, theirs[kind.key], Shape(many=True, kind="other", part=kind.record, ref=None)
            )
    out = io.StringIO()
    yaml.dump(theirs, out)
    return out.getvalue()


def _group(ours: Keys, theirs: CommentedMap, model: type[BaseModel]) -> None:
    theirs.fa.set_block_style()
    known = dict(shapes(model).values())
    for key in ours.places:
        form, value = known.get(key), ours.get(key)
        if value is None:
            del theirs[key]
        elif form is not None:
            _value(value, theirs, key, form)


def _list(ours: Items, theirs: CommentedSeq, form: Shape) -> None:
    theirs.fa.set_block_style()
    if len(ours) == len(theirs):
        for index, value in enumerate(ours):
            _value(value, theirs, index, form)


def _value(value: Value, parent: Any, step: str | int, form: Shape) -> None:  # noqa: ANN401
    there = parent[step]
    if isinstance(value, Items) and isinstance(there, CommentedSeq):
        _list(value, there, form)
    elif isinstance(value, Keys) and isinstance(there, CommentedMap) and form.part:
        _group(value, there, form.part)
    elif isinstance(value, str) and form.kind in _TEXTUAL:
        parent[step] = _text(value, there, form)


def _text(value: str, there: object, form: Shape) -> object:
    if form.kind in ("prose", "phrase"):
        lines = _lines(value)
        if len(lines) > 1:
            return LiteralScalarString("\n".join(lines) + "\n")
    if not isinstance(there, str) or NOT_TEXT.fullmatch(value):
        bare = not isinstance(there, str) and not NOT_TEXT.fullmatch(value)
        return there if bare else DoubleQuotedScalarString(value)
    return there


def _lines(text: str) -> list[str]:
    """One sentence a line; lists and quotations stay as they are."""
    found: list[str] = []
    for line in text.strip("\n").splitlines():
        found += [line.rstrip()] if _LISTED.match(line) else _SENTENCE.split(line.strip())
    return found


def _says_the_same(old: str, new: str) -> bool:
    before, after = read_text(old), read_text(new)
    if after.problems or Counter(_comments(old)) != Counter(_comments(new)):
        return False
    return _alike(before.tree, after.tree)


def _comments(text: str) -> list[str]:
    # Too many rather than too few: a `#` inside a text is compared as well.
    return [found.strip() for found in _COMMENT.findall(text)]


def _alike(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, Keys) and isinstance(other, Keys):
        return one.keys() == other.keys() and all(_alike(one[k], other[k]) for k in one)
    if isinstance(one, Items) and isinstance(other, Items):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_alike(a, b) for a, b in pairs)
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _shown(one) == _shown(other)
    return one is other


def _shown(text: str) -> list[str]:
    return str(to_html(text)).split()
