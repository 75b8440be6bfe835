"""The binder of the worked example."""

from macros.binder.binders import role_binder
from macros.load import load
from macros.views.reading import reading_list
from macros.views.standing import as_in_force
from tests.lay import ROOT, TODAY


def test_a_role_reads_its_required_policies_first() -> None:
    book = load(ROOT / "data").book
    binder = role_binder(book, TODAY, "medical-assistant")
    titles = [chapter.title for chapter in binder.chapters]
    assert titles[:3] == ["Medical assistant", "What you read and sign", "Procedures"]
    codes = [section.title.split()[0] for section in binder.chapters[1].sections]
    read = reading_list(as_in_force(book, TODAY), book.roles["medical-assistant"])
    assert codes == [one.policy.code for one in read]
    first = [one.duty for one in read].index("recommended")
    assert {one.duty for one in read[:first]} == {"required"}
    assert {one.duty for one in read[first:]} == {"recommended"}
