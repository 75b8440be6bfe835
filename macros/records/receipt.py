"""What somebody is told who wrote signatures down."""

from collections.abc import Iterator

from macros.model.handbook import Handbook
from macros.model.signature import Signature
from macros.problems import counted

from .chain import FILE
from .plans import Plan


def receipt(book: Handbook, made: Plan, folder: str, *, of_list: bool) -> Iterator[str]:
    """A line for each signature, and what to do with the file in a folder of this name."""
    yield from (f"Written: {_signed(book, one)}." for one in made.new)
    if of_list and made.there:
        yield f"{counted(len(made.there), 'line is', 'lines are')} there already, and skipped."
    else:
        yield from (f"There already: {_signed(book, one)}." for one in made.there)
    if not (made.new or made.there):
        why = "the list is empty" if of_list else "nothing is due then"
        yield f"There is nothing to write down: {why}."
    if made.new:
        lines = counted(len(made.new), "line")
        yield f"{folder}/{FILE} has {lines} more. Commit and push it there."


def _signed(book: Handbook, one: Signature) -> str:
    policy = book.policies.get(one.policy)
    code = policy.code if policy else one.policy
    name, what = book.people[one.person].name, f"{code} version {one.version}"
    if one.method == "withdrawn":
        return f"the signature of {name} for {what} is taken back"
    return f"{name} signed {what} on {one.on}"
