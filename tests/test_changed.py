"""What changed: page, feed and home say it to those who may read it, and a choice shortens it."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from macros.exported.feed import feed
from macros.load import load
from macros.model.edition import Despite, Edition, EditionChange, EditionPolicy
from macros.model.record import Audience
from macros.parts import Desk
from macros.parts.part import Where
from macros.site import made
from tests.browser import axe, opened, served
from tests.lay import MINIMAL, TODAY
from tests.levels import fill
from tests.site import Built, build, project

GOLDEN = Path(__file__).parent / "golden" / "changed.md"
ATOM = "{http://www.w3.org/2005/Atom}"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ADDRESS = "https://handbook.example/"
# The site among editions, whatever the tags around the project say.
HOOK = """\
from pathlib import Path

from pydantic import TypeAdapter

from macros import site
from macros.plugin import handbook
from macros.model.edition import Edition

records = TypeAdapter(tuple[Edition, ...]).validate_json(Path("published.json").read_bytes())


def among_editions(*asked):
    found = site.site(*asked)
    return site.made(found.loaded, found.today, found.audience, published=records)


handbook.site = among_editions
"""


def policy(policy_id: str, audience: Audience = "staff") -> EditionPolicy:
    return EditionPolicy(
        id=policy_id,
        code="PRV-01",
        title="Who may know what about a patient",
        audience=audience,
        version="1.0",
        effective=date(2026, 1, 5),
        approved_on=date(2026, 1, 5),
        seal="s1:0c80da16ce705f4d",
    )


def change(kind: str, record_id: str, says: str, **more: object) -> EditionChange:
    rest = {"title": record_id.replace("-", " ").capitalize(), "audience": "staff", **more}
    return EditionChange.model_validate({"kind": kind, "id": record_id, "says": says, **rest})


FIRST = Edition(
    edition="2026.01", on=date(2026, 1, 12), commit=COMMIT, policies=(policy("notice"),)
)
SECOND = Edition(
    edition="2026.05",
    on=date(2026, 5, 4),
    commit=COMMIT,
    before="2026.01",
    policies=(policy("notice"), policy("wombat-managers-policy", "managers")),
    held_back=("quokkamanagersheld",),
    despite=(Despite(rule="POL003", reason="The fair is tomorrow."),),
    changes=(
        change("policy", "notice", "Tell it <b>within the hour</b>.", version="2.0", material=True),
        change("policy", "wombat-managers-policy", "Quokkamanagerssays.", audience="managers"),
        # It was for staff once.
        change("form", "wombat-managers-form", "Quokkamanagersform."),
        change("procedure", "gone", "No longer in the handbook.", roles=("office-manager",)),
        change("role", "office-manager", "New: “Count the keys”.", roles=("office-manager",)),
        change("purpose", "purpose", "Changed: “We look after people”."),
    ),
)
THIRD = Edition(
    edition="2026.11",
    on=date(2026, 11, 2),
    commit=COMMIT,
    before="2026.05",
    policies=(policy("notice"),),
    changes=(
        change(
            *("policy", "wombat-staff-policy", "New: What you may say."),
            version="1.0",
            material=True,
            roles=("owner-physician",),
        ),
        change("policy", "notice", "One word.", version="2.1", roles=("owner-physician",)),
    ),
)
PUBLISHED = (THIRD, SECOND, FIRST)


class Here:
    url = "changed/"
    edit_url = None


def desk(data: Path, *published: Edition, audience: Audience = "staff", address: str = "") -> Desk:
    site = made(load(data), TODAY, audience, published=published)
    return Desk(site, address=address)


def page(found: Desk, name: str = "what_changed", where: Where | None = None) -> str:
    return found.fill(name, where or Here())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = project(tmp_path_factory.mktemp("changed") / "checkout", MINIMAL)
    fill(place / "data")
    return place


@pytest.fixture(scope="module")
def site(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site for staff of a small handbook that was published three times."""
    # The pages about the program are many and take the most time.
    for index in ("about/rules/index.md", "about/data/index.md"):
        text = "---\naudience: owner\n---\n\n# About the program\n"
        (place / "handbook" / index).write_text(text, encoding="utf-8")
    records = [edition.model_dump(mode="json") for edition in PUBLISHED]
    (place / "published.json").write_text(json.dumps(records), "utf-8")
    (place / "published.py").write_text(HOOK, "utf-8")
    settings = (place / "mkdocs.yml").read_text("utf-8")
    more = f"site_url: {ADDRESS}\nhooks:\n  - published.py\n"
    (place / "mkdocs.yml").write_text(more + settings, "utf-8")
    folder = tmp_path_factory.mktemp("changed-site") / "site"
    done = build(place, folder)
    assert done.returncode == 0, done.stderr
    return Built(folder, done.stderr)


@pytest.fixture(scope="module")
def served_site(site: Built) -> Iterator[str]:
    with served(site.folder) as address:
        yield address


@pytest.fixture
def opened_page(browser: Browser, served_site: str) -> Iterator[Page]:
    with opened(browser, 390) as page:
        page.goto(f"{served_site}changed/")
        yield page


def test_the_page_is_as_it_was_looked_at(place: Path) -> None:
    assert page(desk(place / "data", *PUBLISHED)) == GOLDEN.read_text("utf-8")


def test_without_an_edition_the_page_says_so(data: Path) -> None:
    text = page(desk(data))
    assert "<p>No edition has been published yet. Once one is," in text
    assert "<form" not in text
    assert "Edition" not in page(desk(data), "home")


def test_the_home_page_names_the_edition_and_counts_its_changes(place: Path) -> None:
    home = page(desk(place / "data", *PUBLISHED), "home")
    day = '<time datetime="2026-11-02">November 2, 2026</time>'
    line = f'Edition 2026.11, in force since {day} · <a href="./">2 changes</a></p>'
    assert f'<p class="hb-note">{line}' in home
    assert (
        f"in force since {day.replace('-11-02', '-01-12').replace('November 2', 'January 12')}</p>"
        in page(desk(place / "data", FIRST), "home")
    )


def test_an_edition_in_which_a_reader_notices_nothing_says_so(data: Path) -> None:
    quiet = SECOND.model_copy(update={"changes": SECOND.changes[1:2]})
    text = page(desk(data, quiet, FIRST))
    assert "<p>Nothing in it changed that a reader would notice.</p>" in text
    assert "<p>The first edition: all of it was new.</p>" in text


@pytest.mark.parametrize("audience", ["public", "staff", "managers", "owner"])
def test_an_edition_tells_each_audience_what_it_may_know(place: Path, audience: Audience) -> None:
    edition = desk(place / "data", *PUBLISHED, audience=audience).site.published[1]
    above = {"wombat-managers-policy", "wombat-managers-form"}
    told = {c.id for c in SECOND.changes} - (above if audience == "staff" else set())
    assert {row.id for row in edition.changes} == (set() if audience == "public" else told)
    assert len(edition.policies) == (
        2 if audience in ("managers", "owner") else audience == "staff"
    )
    # Nobody knows today for whom a policy was that is gone.
    assert edition.held_back == (("quokkamanagersheld",) if audience == "owner" else ())
    assert bool(edition.despite) == (audience != "public")


def test_nothing_for_managers_is_in_any_file_for_staff(site: Built) -> None:
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    words = b"quokkamanagers", b"wombat-managers", b"Quokkamanagers", b"Wombat managers"
    assert [path for path in files if any(word in path.read_bytes() for word in words)] == []
    assert site.dead_links() == []
    assert "Tell it &lt;b&gt;within the hour&lt;/b&gt;." in site.pages["changed/"].text


def test_search_finds_the_page_and_not_its_old_sentences(site: Built) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    found = [doc for doc in index["docs"] if doc["location"].startswith("changed/")]
    assert [doc["location"] for doc in found] == ["changed/"]
    text = " ".join(doc["text"] for doc in found)
    assert "Count the keys" not in text
    assert "Office manager" not in text


def entries(text: str) -> list[ET.Element]:
    return ET.fromstring(text).findall(f"{ATOM}entry")  # noqa: S314 - our own file


def only(element: ET.Element, name: str) -> str:
    [found] = element.findall(f"{ATOM}{name}")
    return found.text or ""


def test_the_feed_is_what_atom_asks_for(site: Built, place: Path) -> None:
    text = (site.folder / "changed.xml").read_text("utf-8")
    assert text == feed(desk(place / "data", *PUBLISHED, address=ADDRESS))
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert root.tag == f"{ATOM}feed"
    assert only(root, "title") == "Example Family Practice Handbook: what changed"
    assert only(root[[e.tag for e in root].index(f"{ATOM}author")], "name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{ADDRESS}changed/", "self": f"{ADDRESS}changed.xml"}
    found = entries(text)
    assert [only(entry, "title") for entry in found] == [
        "Edition 2026.11: 2 changes, 1 policy to sign",
        "Edition 2026.05: 4 changes, 1 policy to sign",
        "Edition 2026.01",
    ]
    days = [datetime.fromisoformat(only(node, "updated")) for node in (root, *found)]
    assert [day.date() for day in days] == [THIRD.on, THIRD.on, SECOND.on, FIRST.on]
    assert all(day.utcoffset() is not None for day in days)
    ids = [only(node, "id") for node in (root, *found)]
    assert len(set(ids)) == 4
    assert all(name.startswith("urn:uuid:") for name in ids)
    link = found[1].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{ADDRESS}changed/#edition-2026-05"
    said = only(found[1], "content")
    assert (
        f'<li><a href="{ADDRESS}policies/notice/"><strong>Notice</strong></a>, version 2.0.' in said
    )
    assert "Tell it &lt;b&gt;within the hour&lt;/b&gt;. Sign again.</li>" in said
    assert "<li><strong>Gone</strong>. No longer in the handbook.</li>" in said


def test_the_names_in_a_feed_stay_and_are_of_one_audience(place: Path) -> None:
    data = place / "data"
    ids = [only(entry, "id") for entry in entries(feed(desk(data, *PUBLISHED)))]
    later = feed(desk(data, SECOND, FIRST, address="https://elsewhere.example/"))
    assert [only(entry, "id") for entry in entries(later)] == ids[1:]
    other = entries(feed(desk(data, *PUBLISHED, audience="managers")))
    assert not {only(entry, "id") for entry in other} & set(ids)


def test_a_feed_without_an_address_or_an_edition_is_whole(data: Path) -> None:
    text = feed(desk(data))
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert (entries(text), only(root, "updated")[:10]) == ([], TODAY.isoformat())
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": "changed/"}


def test_each_page_names_the_feed(site: Built) -> None:
    told = '<link rel="alternate" type="application/atom+xml" title="What changed" href="'
    assert f'{told}../changed.xml">' in site.pages["changed/"].text
    assert f'{told}../../changed.xml">' in site.pages["policies/notice/"].text


def counted(page: Page) -> str:
    return page.locator("[data-changed-count]").inner_text()


@pytest.mark.browser
def test_a_role_and_an_edition_shorten_the_page(opened_page: Page) -> None:
    page = opened_page
    assert counted(page) == "6 changes in 3 editions."
    page.get_by_label("My role").select_option("Office manager")
    assert counted(page) == "4 changes concern you as office manager in 3 editions."
    assert page.locator("h2:visible").all_inner_texts()[0].startswith("Edition 2026.05")
    page.get_by_label("The edition I signed last").select_option("2026.05")
    assert counted(page) == "No change concerns you as office manager since edition 2026.05."
    assert page.locator("[data-edition]:visible").count() == 0
    page.get_by_label("My role").select_option("Owner physician")
    assert counted(page) == "2 changes concern you as owner physician since edition 2026.05."
    page.get_by_label("The edition I signed last").select_option("2026.01")
    assert counted(page) == "4 changes concern you as owner physician since edition 2026.01."
    assert "2 of 4 changes" in page.locator("[data-edition='2026.05']").inner_text()


@pytest.mark.browser
def test_a_choice_stays_on_the_device_and_calls_itself_nothing_more(opened_page: Page) -> None:
    page = opened_page
    page.get_by_label("My role").select_option("Owner physician")
    page.get_by_label("The edition I signed last").select_option("2026.05")
    page.reload()
    assert counted(page) == "2 changes concern you as owner physician since edition 2026.05."
    kept = "Object.keys(localStorage).filter(k => k.startsWith('handbook:'))"
    assert sorted(page.evaluate(kept)) == ["handbook:/:changed:role", "handbook:/:changed:since"]
    page.get_by_label("My role").select_option("All roles")
    page.get_by_label("The edition I signed last").select_option("None: show all")
    assert page.evaluate(kept) == []
    words = page.locator("article").inner_text().casefold()
    assert "it signs nothing" in words
    assert "acknowledg" not in words


@pytest.mark.browser
def test_the_page_is_whole_without_scripts(browser: Browser, served_site: str) -> None:
    with opened(browser, 390, java_script_enabled=False) as page:
        page.goto(f"{served_site}changed/")
        assert page.locator(".hb-changed li:visible").count() == 6
        assert not page.get_by_label("My role").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_for_everybody(browser: Browser, served_site: str, scheme: str) -> None:
    with opened(browser, 390, color_scheme=scheme) as page:
        page.goto(f"{served_site}changed/")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
