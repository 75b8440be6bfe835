"""Nothing above an audience is in its site: not on a page, not in the index, not in a comment."""

import gzip
import re
from pathlib import Path

import pytest

from macros.hand import audience_of, nav_without, text_without
from macros.load import load
from macros.model.record import Audience
from macros.model.walk import leaves
from macros.views.audience import for_audience
from tests.lay import MINIMAL, ROOT
from tests.levels import KINDS, LEVELS, PATIENT, STAFF_WORDS, fill, marker, name
from tests.site import Built, build, project

Sites = dict[Audience, Built]
ABOVE = {level: LEVELS[index + 1 :] for index, level in enumerate(LEVELS)}
# A page by hand for staff, and one for managers that others only meet as words in a text.
_BY_HAND = {
    "alarm.md": "# Alarm\n\nThe numbatalarm. See [the vault](vault.md#code).\n",
    "vault.md": "---\naudience: managers\n---\n\n# Vault { #code }\n\nThe quokkamanagersvault.\n",
}
_NAV = "nav:\n  - Keys:\n      - alarm.md\n      - The quokkamanagersdoor: vault.md\n"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The four sites of a handbook with records for every audience."""
    folder = tmp_path_factory.mktemp("audiences")
    place = project(folder / "checkout", MINIMAL)
    fill(place / "data")
    for file, text in _BY_HAND.items():
        (place / "handbook" / file).write_text(text, encoding="utf-8")
    # Only the owner builds the pages about the program: they are many and take the most time.
    for index in ("about/rules/index.md", "about/data/index.md"):
        text = "---\naudience: owner\n---\n\n# About the program\n"
        (place / "handbook" / index).write_text(text, encoding="utf-8")
    settings = (place / "mkdocs.yml").read_text("utf-8").replace("nav:\n", _NAV, 1)
    (place / "mkdocs.yml").write_text(
        f"site_url: https://handbook.example/\n{settings}", encoding="utf-8"
    )
    built: Sites = {}
    for level in LEVELS:
        done = build(place, folder / level, {"AUDIENCE": level})
        assert done.returncode == 0, done.stderr
        built[level] = Built(folder / level, done.stderr)
    return built


def everything(site: Built) -> dict[str, str]:
    """Every file of a site as text in small letters, with its own name in front."""
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    return {
        name: f"{name}\n{_text(path)}".casefold()
        for path in files
        if (name := path.relative_to(site.folder).as_posix())
    }


def _text(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_of_a_higher_level_is_in_any_file(sites: Sites, level: Audience) -> None:
    secret = [w for above in ABOVE[level] for w in (f"quokka{above}", f"wombat-{above}")]
    found = {
        (file, word)
        for file, text in everything(sites[level]).items()
        for word in secret
        if word in text
    }
    assert found == set()


@pytest.mark.parametrize("level", LEVELS)
def test_everything_of_its_own_level_and_below_is_there(sites: Sites, level: Audience) -> None:
    files = everything(sites[level])
    whole = "".join(files.values())
    own = [below for below in LEVELS if below not in ABOVE[level]]
    words = [w for lower in own for k in KINDS for w in (marker(lower, k), name(lower, k))]
    assert [word for word in [*words, PATIENT] if word not in whole] == []
    index = files["search/search_index.json"]
    assert [w for w in words if w.startswith("quokka") and w not in index] == []


def test_what_is_for_staff_without_saying_so_is_not_public(sites: Sites) -> None:
    public, staff = ("".join(everything(sites[level]).values()) for level in ("public", "staff"))
    words = [*STAFF_WORDS, "numbatalarm"]
    assert [word for word in words if word in public] == []
    assert [word for word in words if word not in staff] == []


def test_what_is_kept_where_and_who_is_excepted_is_not_public(sites: Sites) -> None:
    public, staff = ("".join(everything(sites[level]).values()) for level in ("public", "staff"))
    for words in (
        "in the quokkapublicform file",
        "in the quokkapublicpolicy drawer",
        "a line in the quokkapublictraining log",
        "there is a quokkapublicpolicy reason",
        "we found quokkapublicpolicy good",
    ):
        assert (words in public, words in staff) == (False, True)


@pytest.mark.parametrize("level", LEVELS)
def test_no_label_is_left_without_what_it_names(sites: Sites, level: Audience) -> None:
    torn = re.compile(
        r"([:,;]|\b(for|by|in|the)) *</(p|li|dd|td|span)>|> *, *,|<span>\s*</span>"
        r"|<(p|li|dd|td|ul|ol|dl)\b[^>]*>\s*</\4>"
    )
    found = {
        (address, match[0])
        for address, page in sites[level].pages.items()
        if not address.startswith("about/")
        for match in torn.finditer(_article(page.text))
    }
    assert found == set()


def _article(html: str) -> str:
    return html.partition("<article")[2].partition("</article>")[0]


@pytest.mark.parametrize("level", LEVELS)
def test_every_link_leads_somewhere(sites: Sites, level: Audience) -> None:
    assert sites[level].dead_links() == []


def test_the_public_sees_only_pages_that_say_something(sites: Sites) -> None:
    hand = {"", "404.html", "policies/", "procedures/", "forms/", "checklists/"}
    hand |= {"onboarding/", "training/"}
    records = {f"{'policies' if k == 'policy' else f'{k}s'}/{name('public', k)}/" for k in KINDS}
    records = {re.sub("^(onboarding|training)s/", r"\1/", record) for record in records}
    assert set(sites["public"].pages) == {*hand, *records, "forms/wombat-patient-form/"}


def test_the_public_gets_no_table_and_no_calendar(sites: Sites) -> None:
    kept = (".ics", ".csv")
    found = [[file for file in everything(sites[level]) if file.endswith(kept)] for level in LEVELS]
    assert found[0] == []
    assert {"due.csv", "documents.csv", "reading.csv", "calendars/all.ics"} <= set(found[1])


def test_the_words_of_a_link_to_a_hidden_page_stay(sites: Sites) -> None:
    staff, managers = (sites[level].pages["alarm/"].text for level in ("staff", "managers"))
    assert "The numbatalarm. See the vault.</p>" in staff
    assert 'See <a href="../vault/#code">the vault</a>' in managers


def test_a_page_by_hand_may_say_more_to_those_who_work_here(sites: Sites) -> None:
    words = "Your own list is on the page of your"
    said = [words in sites[level].pages["policies/"].text for level in LEVELS]
    assert said == [False, True, True, True]


def test_only_the_public_site_may_be_found_by_search_engines(sites: Sites) -> None:
    for level, site in sites.items():
        asks = [('<meta name="robots" content="noindex">' in p.text) for p in site.pages.values()]
        robots = site.folder / "robots.txt"
        said = robots.read_text("utf-8") if robots.exists() else ""
        header = "X-Robots-Tag: noindex" in (site.folder / "_headers").read_text("utf-8")
        closed = level != "public"
        assert (set(asks), header) == ({closed}, closed)
        assert said == ("User-agent: *\nDisallow: /\n" if closed else "")


def test_a_page_for_nobody_known_stops_the_build(tmp_path: Path) -> None:
    place = project(tmp_path / "checkout", MINIMAL)
    (place / "handbook" / "keys.md").write_text("---\naudience: boss\n---\n\n# Keys\n", "utf-8")
    done = build(place, tmp_path / "site")
    assert done.returncode == 1
    said = "handbook/keys.md: audience is 'boss', not one of public, staff, managers, owner"
    assert said in done.stderr


def test_no_reference_to_a_hidden_record_is_left(data: Path) -> None:
    fill(data)
    for level in LEVELS:
        book = for_audience(load(data).book, level)
        left = [
            (record.id, leaf.value)
            for record in book.records()
            for leaf in leaves(record)
            if leaf.ref and str(leaf.value).startswith(tuple(f"wombat-{a}" for a in ABOVE[level]))
        ]
        assert (len(book.policies), left) == ([1, 4, 5, 6][LEVELS.index(level)], [])


def test_the_owner_sees_the_handbook_unchanged() -> None:
    book = load(ROOT / "data").book
    assert for_audience(book, "owner").records() == book.records()


def test_a_navigation_loses_hidden_pages_and_what_they_leave_empty() -> None:
    nav = ["index.md", {"Keys": ["keys.md", {"Safe": "safe.md"}]}, {"Ask": [{"Us": ["ask.md"]}]}]
    assert nav_without(nav, {"ask.md"}) == ["index.md", {"Keys": ["keys.md", {"Safe": "safe.md"}]}]
    assert nav_without(nav, {"keys.md", "safe.md"}) == ["index.md", {"Ask": [{"Us": ["ask.md"]}]}]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See [the keys](../keys.md#safe).", "See the keys."),
        ("See [the keys](keys.md).", "See [the keys](keys.md)."),
        ("See [us](https://example.org/keys.md).", "See [us](https://example.org/keys.md)."),
    ],
)
def test_links_to_hidden_pages_become_words(text: str, left: str) -> None:
    assert text_without(text, "about/index.md", {"keys.md"}) == left


def test_a_page_that_says_nothing_is_for_staff() -> None:
    assert (audience_of({}), audience_of({"audience": "owner"})) == ("staff", "owner")
