"""The built site: every record has its page, every link leads somewhere, nothing leaves."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from macros.kinds import KINDS
from macros.load import load
from macros.pages import FOLDERS, SHARED, address, pages, url
from macros.rules import RULES
from tests.approving import approve_all
from tests.lay import MINIMAL, ROOT, put
from tests.repository import Repository
from tests.site import Built, build, project

BOOK = load(ROOT / "data").book


def test_a_strict_build_has_no_warning(built: Built) -> None:
    assert "WARNING" not in built.log


def test_every_record_has_its_place(built: Built) -> None:
    places = [
        address(kind.name, record_id)
        for kind in KINDS
        if kind.name in (*FOLDERS, *SHARED)
        for record_id in getattr(BOOK, kind.table)
    ]
    missing = [
        (path, anchor)
        for path, anchor in places
        if url(path) not in built.pages or (anchor and anchor not in built.pages[url(path)].anchors)
    ]
    assert (len(places) > 100, missing) == (True, [])


def test_every_rule_and_every_kind_has_a_page(built: Built) -> None:
    assert {f"about/rules/{rule_id.lower()}/" for rule_id in RULES} <= set(built.pages)
    assert {f"about/data/{kind.name}/" for kind in KINDS} <= set(built.pages)


def test_every_link_and_every_anchor_exists(built: Built) -> None:
    assert built.dead_links() == []


def test_every_generated_page_has_a_pencil_that_opens_its_file(built: Built) -> None:
    base = "https://github.com/example/willow-bend-handbook/edit/main"
    for page in pages(BOOK):
        if page.data:
            assert f"{base}/data/{page.data}" in built.pages[url(page.path)].links
    assert f"{base}/handbook/policies/index.md" in built.pages["policies/"].links


def test_nothing_is_loaded_from_outside(built: Built) -> None:
    outside = {
        load
        for page in built.pages.values()
        for load in page.loads
        if urlsplit(load).scheme or load.startswith("//")
    }
    assert outside == set()
    for path in built.folder.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", path.read_text("utf-8")), path
    assert "api.github.com" not in built.pages[""].text


def test_search_knows_roles_policies_and_people(built: Built) -> None:
    index = json.loads((built.folder / "search" / "search_index.json").read_text("utf-8"))
    titles = {entry["title"] for entry in index["docs"]}
    assert {BOOK.roles["medical-assistant"].title, BOOK.people["maria-delgado"].name} <= titles


def test_the_navigation_stays_flat(built: Built) -> None:
    """Records are reached through their index, so a page's size does not grow with their number."""
    page = built.pages["roles/medical-assistant/"].text
    sidebar = page[page.index('class="md-nav md-nav--primary') : page.index("md-content")]
    assert "roles/billing-lead" not in sidebar
    assert "triage-nurse" not in sidebar


def test_previous_and_next_stay_inside_a_section(built: Built) -> None:
    text = built.pages["roles/medical-assistant/"].text
    found = re.findall(r'<a href="([^"]+)" class="md-footer__link', text)
    assert len(found) == 2
    assert all(re.fullmatch(r"\.\./[a-z-]+/", link) for link in found)


def test_breadcrumbs_say_where_a_page_is(built: Built) -> None:
    text = built.pages["policies/phone-and-texting/"].text
    path = text[text.index("md-path__list") :]
    words = re.findall(r'md-ellipsis">\s*([^<]+?)\s*<', path[: path.index("</nav>")])
    assert words == ["Home", "How we work", "Policies"]


def test_checkboxes_have_labels(built: Built) -> None:
    page = built.pages["checklists/opening/"]
    assert page.boxes == len(BOOK.checklists["opening"].items)


def test_the_vacant_post_and_the_acting_one_are_on_the_chart(built: Built) -> None:
    text = built.pages["org-chart/"].text
    assert 'class="hb-vacant"' in text
    assert "vacant" in text
    assert "(acting)" in text


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return project(tmp_path / "checkout", MINIMAL)


def test_the_smallest_handbook_builds(place: Path, tmp_path: Path) -> None:
    done = build(place, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "git: this folder is not a git repository, so nobody looked" in done.stderr
    assert Built(tmp_path / "site", "").dead_links() == []


def test_bad_data_is_refused_with_the_list_of_the_validator(place: Path, tmp_path: Path) -> None:
    put(place / "data", "roles/office-manager.yaml", "owner: nobody\nbackup: office-manager\n")
    done = build(place, tmp_path / "site")
    assert done.returncode == 1
    assert "data/roles/office-manager.yaml:2:8: ROL002 owner 'nobody' is not a role" in done.stderr
    assert "ROL004 role 'office-manager' is its own backup" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site" / "index.html").exists()


def test_an_early_deletion_is_refused(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    project(repository.folder, MINIMAL)
    repository.commit()
    repository.delete("policies/privacy/notice.yaml")
    repository.commit("2026-02-02")
    done = build(repository.folder, tmp_path / "site")
    assert done.returncode == 1
    place = "data/policies/privacy/notice.yaml:1:1"
    assert f"{place}: GIT002 policy 'notice' (PRV-01) was not retired" in done.stderr
    assert not (tmp_path / "site" / "index.html").exists()


def test_warnings_print_and_do_not_stop_the_build(place: Path, tmp_path: Path) -> None:
    put(place / "data", "people/sam-rivers.yaml", "works: [monday]\n")
    done = build(place, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "data/people/sam-rivers.yaml:2:8: FRM002 warning" in done.stderr


def test_what_is_for_managers_is_not_in_the_site_for_staff(place: Path, tmp_path: Path) -> None:
    put(
        place / "data",
        "policies/privacy/notice.yaml",
        "audience: managers\nquestions:\n"
        "  - asked: Who reads the secret marmalade list?\n    answered: Managers.\n",
    )
    put(
        place / "data",
        "roles/office-manager.yaml",
        "description: You keep the [list](policy:notice) and run the office.\n",
    )
    approve_all(place / "data")
    for audience, seen in (("staff", False), ("managers", True)):
        site = tmp_path / audience
        done = build(place, site, {"AUDIENCE": audience})
        assert done.returncode == 0, done.stderr
        everything = "".join(
            path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".json")
        )
        assert ("secret marmalade" in everything) == seen
        assert ("Who may know what about a patient" in everything) == seen


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("AUDIENCE", "everybody", "AUDIENCE is 'everybody', not one of public, staff"),
        ("HANDBOOK_TODAY", "soon", "HANDBOOK_TODAY is not a date like 2026-11-21"),
    ],
)
def test_a_wrong_setting_is_said_in_words(
    variable: str, value: str, said: str, place: Path, tmp_path: Path
) -> None:
    done = build(place, tmp_path / "site", {variable: value})
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_anchors_and_addresses_survive_new_titles(place: Path, tmp_path: Path) -> None:
    build(place, tmp_path / "before")
    put(
        place / "data",
        "policies/privacy/notice.yaml",
        "title: Privacy\nsections:\n"
        "  - id: why\n    heading: The reason\n    body: People trust us.\n",
    )
    put(place / "data", "roles/office-manager.yaml", "title: Practice manager\n")
    build(place, tmp_path / "after")
    before, after = (Built(tmp_path / name, "").pages for name in ("before", "after"))
    assert set(before) == set(after)
    for page in ("policies/notice/", "roles/office-manager/", "roles/"):
        assert before[page].anchors == after[page].anchors


def test_a_new_file_is_a_new_page_in_index_and_search(place: Path, tmp_path: Path) -> None:
    text = (place / "data/policies/privacy/notice.yaml").read_text("utf-8")
    text = text.replace("Who may know what about a patient", "Lost keys").replace(
        "PRV-01", "PRV-02"
    )
    (place / "data/policies/privacy/lost-keys.yaml").write_text(
        text.replace("sign_by: 1", "sign_by: 9").replace("acknowledge: true\nsign_by: 9\n", ""),
        encoding="utf-8",
    )
    approve_all(place / "data")
    done = build(place, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    pages = Built(tmp_path / "site", "").pages
    assert "lost-keys/" in pages["policies/"].links
    assert "Lost keys" in (tmp_path / "site/search/search_index.json").read_text("utf-8")


def test_two_builds_of_one_day_are_the_same_bytes(place: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "elsewhere", MINIMAL)
    for folder, site in ((place, "one"), (other, "two")):
        assert build(folder, tmp_path / site).returncode == 0
    one, two = (
        {
            p.relative_to(tmp_path / s): p.read_bytes()
            for p in (tmp_path / s).rglob("*")
            if p.is_file()
        }
        for s in ("one", "two")
    )
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
