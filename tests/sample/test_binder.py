"""The binder of the worked example."""

from macros.binder.binders import role_binder
from macros.load import load
from tests.lay import ROOT, TODAY


def test_a_role_reads_its_required_policies_first() -> None:
    book = load(ROOT / "data").book
    binder = role_binder(book, TODAY, "medical-assistant")
    titles = [chapter.title for chapter in binder.chapters]
    assert titles[:3] == ["Medical assistant", "What you read and sign", "Procedures"]
    codes = [section.title[:6] for section in binder.chapters[1].sections]
    assert codes == ["GOV-01", "PAT-04", "PRV-05", "PRV-08", "SAF-01", "SAF-03"]
