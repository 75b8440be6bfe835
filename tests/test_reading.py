"""Reading lists: how long they take, and what else a role works by."""

from pathlib import Path

from macros.agenda import Agenda, as_rows, opening
from macros.load import load
from macros.pages import pages
from macros.site import made
from macros.views.due import due_items
from macros.views.reading import minutes, reading_list, working_papers
from macros.views.standing import as_in_force, in_force
from tests.lay import ROOT, TODAY, put
from tests.site import Built

BOOK = load(ROOT / "data").book
NOTICE = "policies/privacy/notice.yaml"


def test_two_hundred_words_take_a_minute(data: Path) -> None:
    policy = load(data).book.policies["notice"]
    assert minutes([policy]) == 1
    body = "    body: |\n      See [the words](policy:notice) here.\n" + "      word word\n" * 200
    put(data, NOTICE, f"sections:\n  - id: why\n    heading: Why\n{body}")
    longer = load(data).book.policies["notice"]
    # 400 words, the 4 of the sentence with a link, and the 48 of title, summary and box.
    assert (minutes([longer]), minutes([longer, longer]), minutes([])) == (3, 5, 0)


def test_a_role_works_by_what_it_performs_ticks_and_is_called_for() -> None:
    papers = working_papers(BOOK, "medical-assistant")
    assert {p.id for p in papers.procedures} >= {"patient-visit", "exposure-first-hour"}
    ticked = {c.id for c in papers.checklists}
    assert {"opening", "closing"} <= ticked
    assert all(
        any(item.role == "medical-assistant" for item in BOOK.checklists[i].items) for i in ticked
    )
    assert all("medical-assistant" in card.call for card in papers.emergencies)


def test_only_active_roles_have_a_reading_list(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "status: planned\n")
    found = [page.path for page in pages(load(data).book) if page.part == "reading_page"]
    assert found == ["reading/owner-physician.md"]


def test_the_page_names_everything_and_is_signed_at_its_foot(built: Built) -> None:
    text = built.pages["reading/front-desk-lead/"].text
    role = BOOK.roles["front-desk-lead"]
    for item in reading_list(as_in_force(BOOK, TODAY), role):
        line = text[text.index(f'data-item="policy-{item.policy.id}"') :]
        line = line[: line.index("</li>")]
        revision = in_force(BOOK, item.policy, TODAY)
        assert revision is not None
        assert f"<span>version {revision.version} </span>" in line
        assert f"<span>{minutes([item.policy])} minutes </span>" in line
        assert f"<span>for {item.reason}</span>" in line
        assert (f"sign by day {item.policy.sign_by}" in line) == item.signs
    assert "They are not the acknowledgment" in text
    assert "<span>Name </span><span>Signature </span><span>Date</span>" in text


def test_reading_lists_are_linked_and_do_not_crowd_the_search(built: Built) -> None:
    assert "../../reading/medical-assistant/" in built.pages["roles/medical-assistant/"].links
    assert "../../reading/medical-assistant/" in built.pages["onboarding/medical-assistant/"].links
    assert "../../reading/" in built.pages["onboarding/core/"].links
    index = (built.folder / "search" / "search_index.json").read_text("utf-8")
    assert '"reading/"' in index
    assert '"reading/medical-assistant/"' not in index


def test_the_due_page_links_to_each_record_and_to_the_files(built: Built) -> None:
    page = built.pages["due/"]
    book = made(load(ROOT / "data"), TODAY, "staff").book
    agenda = Agenda(book, TODAY, due_items(book, TODAY), within=90)
    assert f">{opening(agenda)}</p>" in page.text
    records = {f"../{row['page']}" for row in as_rows(agenda)}
    assert "../policies/document-control/" in records
    files = {"../due.csv", "../calendars/all.ics"}
    roles = {f"../calendars/{role.id}.ics" for role in BOOK.roles.values()}
    assert records | files | roles <= set(page.links)


def test_the_list_of_documents_links_to_each(built: Built) -> None:
    found = set(built.pages["documents/"].links)
    assert {f"../policies/{policy}/" for policy in BOOK.policies} <= found
    assert {f"../forms/{form}/" for form in BOOK.forms} <= found
    assert {f"../roles/{role}/" for role in BOOK.roles} | {"../documents.csv"} <= found
