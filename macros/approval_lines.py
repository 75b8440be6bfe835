"""The lines of YAML that record an approval, a version or a review, as people paste them."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from .form import key_order
from .insert import with_item, with_keys
from .model.policy import Approval, Policy, Revision
from .model.walk import shapes
from .tree import quoted


def record_lines(part: BaseModel) -> list[str]:
    """The keys of a part that say something, one a line, in the order of its model."""
    values = part.model_dump(exclude_defaults=True)
    return [
        f"{key}: {_value(values[name], key)}"
        for name, (key, _) in shapes(type(part)).items()
        if name in values
    ]


def _value(value: object, key: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    # A version looks like a number, so it is always in quotes.
    return (
        f'"{value}"'
        if key == "version"
        else quoted(str(value))
        if isinstance(value, str)
        else str(value)
    )


def item_lines(keys: Sequence[str], indent: str = "") -> list[str]:
    """The keys of a list item, the first behind its hyphen."""
    head, *rest = keys
    return [f"{indent}- {head}", *(f"{indent}  {line}" for line in rest)]


def approved_lines(given: Iterable[Approval], seal: str) -> list[str]:
    """The keys `approved` and `seal` of a version."""
    rows = [line for one in given for line in item_lines(record_lines(one), "  ")]
    return ["approved:", *rows, f"seal: {quoted(seal)}"]


def pasted_lines(revision: Revision, given: Approval, seal: str) -> list[str]:
    """What to paste: below a version, or below its last approval where it has some."""
    if revision.approved:
        return item_lines(record_lines(given), "  ")
    return approved_lines([given], seal)


def with_approval(text: str, index: int, given: Approval, seal: str | None) -> str:
    """The text of a policy's file with an approval of one of its versions.

    `seal` is None where the version has one already, with an earlier approval.
    """
    where = ("revisions", index)
    if seal is None:
        return with_item(text, (*where, "approved"), record_lines(given), last=True)
    approved, sealed = approved_lines([given], seal)[:-1], approved_lines([given], seal)[-1:]
    keys = {"approved": approved, "seal": sealed}
    return with_keys(text, where, keys, key_order(Revision))


def with_listed(text: str, key: str, part: BaseModel, *, there: bool) -> str:
    """The text of a policy's file with a part put first into one of its lists.

    `there` says whether the list exists already.
    """
    lines = record_lines(part)
    if there:
        return with_item(text, (key,), lines)
    block = [f"{key}:", *item_lines(lines, "  ")]
    return with_keys(text, (), {key: block}, key_order(Policy))
