"""The document control list as a table."""

from collections.abc import Iterator

from macros.exports import as_csv, export
from macros.parts import Desk
from macros.views.documents import DOCUMENTS, Document, documents

_COLUMNS = (
    *("code", "id", "title", "kind", "category", "owner", "approvers", "audience", "version"),
    *("effective", "approved on", "approved by role", "seal", "next review", "retention years"),
    "status",
)


@export("documents.csv", page="documents.md")
def table(desk: Desk) -> str:
    return as_csv(_COLUMNS, (list(_row(d)) for d in documents(desk.book, desk.today)))


def _row(document: Document) -> Iterator[object]:
    d = document
    yield from (d.code, d.id, d.title, DOCUMENTS[d.kind], d.category, d.owner)
    yield from ("; ".join(d.approvers), d.audience, d.version, d.effective, d.approved_on)
    yield from ("; ".join(d.approved_by), d.seal, d.next_review, d.keep_years, d.status)
