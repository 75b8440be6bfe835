"""Editions over simulated years: what appears, what stays, what is refused, and in which words."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from macros.published import as_record, published
from macros.publishing.ground import Ground
from macros.publishing.made import _refuse_loss
from macros.publishing.refusal import FailedError
from macros.site import site
from scripts import publish as command
from tests.browser import axe, opened
from tests.publishing import POLICY, Publisher, refused
from tests.repository import git

ROLE = """\
title: Biller
owner: office-manager
department: practice
reports_to: office-manager
backup: office-manager
status: planned
description: |
  You send bills and chase claims.
exposure:
  bloodborne: none
"""
SITE = (
    "Nobody asked whether the site wants a sign-in:"
    " data/practice.yaml names no address under `site`.\n"
)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    """Three editions in two years, at a remote too: a role comes with the second and goes again."""
    made = Publisher(tmp_path_factory.mktemp("published"))
    for edition, day, text in (
        ("2026.01", "2026-01-12", None),
        ("2027.05", "2027-05-03", ROLE),
        ("2028.11", "2028-11-20", None),
    ):
        path = made.data / "roles" / "biller.yaml"
        if text:
            path.write_text(text, "utf-8")
        else:
            path.unlink(missing_ok=True)
        made.repository.commit(day)
        made.push()
        done = made.publish(edition, "--push", "origin", day=day)
        assert (done.returncode, done.stderr) == (0, "")
    return made


@pytest.fixture
def run(
    practice: Publisher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator["Run"]:
    """Run the command in this process, and see that what is refused changes nothing."""
    before = practice.ref("refs")
    yield Run(practice, monkeypatch, capsys)
    practice.repository.git("switch", "--quiet", "main")
    assert practice.ref("refs") == before
    assert not list((practice.folder / ".git" / "handbook-publish").glob("run-*"))


class Run:
    def __init__(
        self,
        practice: Publisher,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.practice, self.monkeypatch, self.capsys = practice, monkeypatch, capsys

    def __call__(self, *arguments: str, day: str = "2028-11-25", audience: str = "staff") -> str:
        """What the command says when it refuses."""
        self.monkeypatch.setenv("HANDBOOK_TODAY", day)
        self.monkeypatch.setenv("AUDIENCE", audience)
        assert command.main([*arguments, "--project", str(self.practice.folder)]) == 1
        return self.capsys.readouterr().err


def test_each_edition_has_a_folder_a_place_in_the_list_and_a_tag(practice: Publisher) -> None:
    names = practice.repository.git("ls-tree", "--name-only", "gh-pages").splitlines()
    assert names == [
        *(".htaccess", ".nojekyll", "2026.01", "2027.05", "2028.11"),
        *("404.html", "_headers", "index.html", "latest", "robots.txt", "versions.json"),
    ]
    listed = json.loads(practice.show("gh-pages:versions.json"))
    assert [(v["version"], v["aliases"], v["properties"]) for v in listed] == [
        ("2028.11", ["latest"], {"audience": "staff"}),
        ("2027.05", [], {"audience": "staff"}),
        ("2026.01", [], {"audience": "staff"}),
    ]
    assert practice.ref("refs/tags/edition").splitlines() == [
        practice.repository.git("rev-parse", f"refs/tags/edition/{name}")
        for name in ("2026.01", "2027.05", "2028.11")
    ]
    assert practice.repository.git("log", "--format=%s", "gh-pages").splitlines() == [
        "Edition 2028.11",
        "Edition 2027.05",
        "Edition 2026.01",
    ]


def test_the_record_lies_in_the_edition_and_in_its_tag(practice: Publisher) -> None:
    editions = published(practice.data)
    assert [one.edition for one in editions.editions] == ["2028.11", "2027.05", "2026.01"]
    assert editions.skipped == ()
    record = editions.editions[1]
    assert record.model_dump(mode="json", exclude={"policies", "changes"}) == {
        "edition": "2027.05",
        "on": "2027-05-03",
        "commit": practice.repository.git("rev-parse", "edition/2027.05^{commit}"),
        "before": "2026.01",
        "despite": [],
        "held_back": [],
    }
    assert [(p.id, p.version, p.seal) for p in record.policies] == [
        ("notice", "1.0", "s1:0c80da16ce705f4d")
    ]
    assert practice.show("gh-pages:2027.05/edition.json") + "\n" == as_record(record)
    told = practice.repository.git("cat-file", "tag", "edition/2027.05")
    assert told.endswith(f"\n\nEdition 2027.05\n\n{as_record(record)}".rstrip())


def test_older_editions_stay_byte_for_byte(practice: Publisher) -> None:
    def folder(commit: str, name: str) -> str:
        return practice.repository.git("rev-parse", f"{commit}:{name}")

    for name, since in (("2026.01", "gh-pages~2"), ("2027.05", "gh-pages~1")):
        assert folder("gh-pages", name) == folder(since, name)
    assert folder("gh-pages", "latest") == folder("gh-pages", "2028.11")
    assert folder("gh-pages~1", "latest") == folder("gh-pages~1", "2027.05")


def test_the_remote_has_the_same(practice: Publisher) -> None:
    for ref in ("refs/heads/gh-pages", "refs/tags/edition"):
        assert practice.ref(ref) == practice.ref(ref, at_remote=True)


def test_each_edition_has_its_own_policy_for_browsers(practice: Publisher) -> None:
    blocks = re.findall(
        r"^(/\S*)\n  Content-Security-Policy: (.*)",
        practice.show("gh-pages:_headers"),
        re.MULTILINE,
    )
    scopes = [scope for scope, _ in blocks]
    assert scopes == ["/", "/index.html", "/2026.01/*", "/2027.05/*", "/2028.11/*", "/latest/*"]
    assert all("unsafe" not in said and len(said) < 1900 for _, said in blocks)
    for name in ("2026.01", "latest"):
        own = practice.show(f"gh-pages:{name}/_headers").splitlines()[1]
        assert dict(blocks)[f"/{name}/*"] in own


def test_a_published_edition_never_changes_and_the_newest_stays_the_newest(run: Run) -> None:
    said = "edition 2027.05 is published already, and an edition never changes"
    assert run("2027.05") == refused("2027.05", said)
    said = "edition 2028.11 is newer, and an edition is the newest when it is published"
    assert run("2028.10") == refused("2028.10", said)


def test_a_name_that_would_lock_all_later_ones_is_refused(run: Run) -> None:
    said = "edition 2062.11 is more than a month ahead; today it would be 2028.11"
    assert run("2062.11") == refused("2062.11", said)


def test_all_that_is_wrong_is_said_at_once(run: Run) -> None:
    path = run.practice.data / "roles" / "office-manager.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("owner: owner-physician", "owner: nobody"), "utf-8")
    said = run(
        "2028-12", "--despite", "LAW001", "--reason", "x", "--despite", "LAWS", "--reason", "y"
    )
    path.write_text(text, "utf-8")
    assert said == (
        refused(
            "2028-12",
            "'2028-12' is not the name of an edition: it is a year and a month, like 2028.11,"
            " and 2028.11.2 for the second of a month",
            "--despite LAW001: this rule is not broken, or its warnings stop nothing",
            "--despite LAWS: there is no such rule; did you mean 'LAW008'?",
            "these files are not as they were committed: data/roles/office-manager.yaml;"
            " commit them, or put them elsewhere",
            "1 problem to mend first:",
        )
        + "data/roles/office-manager.yaml:2:8: ROL002 owner 'nobody' is not a role\n    fix: "
        + "Name the role that keeps this description true: the id of a file in data/roles/.\n"
    )


def test_only_what_was_taken_over_is_published(run: Run) -> None:
    run.practice.repository.git("switch", "--quiet", "--detach")
    run.practice.repository.git("commit", "--quiet", "--allow-empty", "--message", "Try")
    for more, place in (((), "'main'"), (("--push", "origin"), "'main' of origin")):
        assert run("2028.11.2", *more) == refused(
            "2028.11.2",
            f"what is checked out was not taken over into {place}: an edition is made of that"
            " branch, after approval; `git switch main` and `git pull` go there",
        )


def test_another_audience_needs_another_place(run: Run) -> None:
    assert run("2028.11.2", "--branch", "gh-pages", audience="managers") == refused(
        "2028.11.2",
        "the branch 'gh-pages' holds the site for staff, and this one is for managers:"
        " each needs a place of its own; choose it with --branch",
    )


def test_a_branch_that_holds_something_else_is_left_alone(run: Run) -> None:
    assert run("2028.11.2", "--branch", "main") == refused(
        "2028.11.2",
        "the branch 'main' holds something else than editions; choose another with --branch",
    )


def test_a_remote_that_does_not_answer_is_named(run: Run) -> None:
    assert run("2028.11.2", "--push", "nowhere") == refused(
        "2028.11.2",
        "nowhere could not be asked: git says: 'nowhere' does not appear to be a git repository",
    )


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FIL022", "what cannot be read is on no page, and nobody would miss it"),
        ("APR004", "staff would read words that nobody who may has approved"),
    ],
)
def test_some_rules_are_never_broken_on_purpose(run: Run, rule: str, why: str) -> None:
    name = "roles/office-manager.yaml" if rule == "FIL022" else POLICY
    line = "title: Office manager\n" if rule == "FIL022" else "0c80da16ce705f4d"
    path = run.practice.data / name
    text = path.read_text("utf-8")
    path.write_text(text.replace(line, "" if rule == "FIL022" else "0c80da16ce705f4e"), "utf-8")
    said = run("2028.11.2", "--despite", rule, "--reason", "Now.")
    path.write_text(text, "utf-8")
    assert f"- --despite {rule}: nobody publishes against this rule, because {why}\n" in said


def test_without_the_whole_history_nothing_is_published(
    practice: Publisher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HANDBOOK_TODAY", "2028-11-25")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", practice.folder.as_uri(), str(shallow))
    assert command.main(["2028.12", "--project", str(shallow)]) == 1
    assert capsys.readouterr().err == refused(
        "2028.12",
        "only the newest commits are here; `git fetch --unshallow` brings the others,"
        " which prove that no approved copy was altered",
    )


def test_a_new_clone_builds_upon_what_the_remote_has(
    practice: Publisher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HANDBOOK_TODAY", "2028-11-25")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--no-tags", str(practice.folder), str(clone))
    said = "edition 2026.01 is published already, and an edition never changes"
    for more in ((), ("--push", "origin")):
        assert command.main(["2026.01", "--project", str(clone), *more]) == 1
        assert capsys.readouterr().err == refused("2026.01", said)


def test_each_despite_has_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["2028.12", "--despite", "LAW001"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith(
        "each --despite RULE has its --reason TEXT, in the same order\n"
    )


def test_no_edition_is_lost_whatever_happened_on_the_way(practice: Publisher) -> None:
    base = practice.ref("refs/heads/gh-pages")
    where = Ground(practice.folder, "", "", "gh-pages", "", base, base, {}, {})
    with pytest.raises(FailedError, match=r"the folder 2026\.01 would not stay"):
        _refuse_loss(where, {})


def test_a_dry_run_does_everything_and_changes_nothing(practice: Publisher) -> None:
    before = practice.ref("refs")
    done = practice.publish("2028.11.2", "--dry-run", "--push", "origin", day="2028-11-25")
    commit = practice.repository.git("rev-parse", "main")[:8]
    assert done.returncode == 0
    first, said, overdue, *rest = done.stdout.splitlines(keepends=True)
    assert first == (
        "Edition 2028.11.2 could be published; nothing was changed: 1 policy in force on"
        f" November 25, 2028, made from commit {commit}, for staff.\n"
    )
    assert said == "To look after, though it stops nothing (1 warning):\n"
    assert "DUE001 warning: " in overdue
    assert rest == [SITE, "origin would get it on the branch gh-pages.\n"]
    assert practice.ref("refs") == before


def test_the_public_reads_what_holds(practice: Publisher) -> None:
    done = practice.publish("2028.11", day="2028-11-25", env={"AUDIENCE": "public"})
    assert done.returncode == 0, done.stderr
    assert "in force on November 20, 2028" in done.stdout
    listed = json.loads(practice.show("gh-pages-public:versions.json"))
    assert [v["version"] for v in listed] == ["2028.11"]
    record = json.loads(practice.show("gh-pages-public:2028.11/edition.json"))
    assert (record["policies"], record["on"]) == ([], "2028-11-20")
    home = practice.show("gh-pages-public:2028.11/index.html")
    # No list of what held before, and yet a word on a page that no longer holds.
    assert '"version": null' in home
    assert "Not the current edition." in home
    assert "robots.txt" not in practice.repository.git("ls-tree", "--name-only", "gh-pages-public")
    practice.repository.git("update-ref", "-d", "refs/heads/gh-pages-public")


def test_a_build_says_when_its_record_cannot_be_used(practice: Publisher) -> None:
    with pytest.raises(
        ValueError, match=r"HANDBOOK_EDITION is 'x\.json', not the record of an edition"
    ):
        site(practice.data, {"HANDBOOK_EDITION": "x.json"})


def test_a_site_knows_the_editions_as_its_audience_may(practice: Publisher) -> None:
    found = site(practice.data, {"HANDBOOK_TODAY": "2028-11-25"})
    assert [one.edition for one in found.published] == ["2028.11", "2027.05", "2026.01"]
    assert found.edition is None
    told = site(practice.data, {"AUDIENCE": "public", "HANDBOOK_TODAY": "2028-11-25"}).published
    assert [one.policies for one in told] == [(), (), ()]


def test_the_build_of_an_edition_knows_none_that_came_later(
    practice: Publisher, tmp_path: Path
) -> None:
    record = tmp_path / "edition.json"
    record.write_text(practice.show("gh-pages:2027.05/edition.json"), "utf-8")
    found = site(practice.data, {"HANDBOOK_EDITION": str(record), "HANDBOOK_TODAY": "2027-05-03"})
    assert [one.edition for one in found.published] == ["2027.05", "2026.01"]
    assert found.edition == found.published[0]


@pytest.fixture(scope="module")
def address(practice: Publisher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The published branch, served with the headers that it asks a host for."""
    folder = practice.laid_out(tmp_path_factory.mktemp("served") / "site")
    blocks = re.split(r"^(?=/)", (folder / "_headers").read_text("utf-8"), flags=re.MULTILINE)
    said = {lines[0].rstrip("*"): lines[1:] for b in blocks if (lines := b.splitlines())}

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            best = max((s for s in said if self.path.startswith(s)), key=len, default="")
            for name, _, value in (line.strip().partition(": ") for line in said[best]):
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def watched(page: Page) -> list[str]:
    """What the page asks of others, and what it is refused, as it happens."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda m: found.append(m.text) if "Refused" in m.text else None)
    page.on("request", lambda r: None if "//127.0.0.1" in r.url else found.append(r.url))
    return found


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_former_edition_says_so_and_leads_to_the_same_page(
    browser: Browser, address: str, width: int
) -> None:
    with opened(browser, width) as page:
        found = watched(page)
        page.goto(f"{address}2027.05/policies/notice/#why")
        link = page.get_by_role("link", name="Read this page in edition 2028.11")
        banner = page.locator("[data-md-component=outdated]")
        link.wait_for()
        assert banner.inner_text().split("Read")[0].strip() == (
            "Not the current edition. This is edition 2027.05, published on May 3, 2027."
        )
        assert axe(page) == []
        link.click()
        page.wait_for_url(f"{address}latest/policies/notice/#why")
        page.wait_for_load_state("networkidle")
        assert not banner.is_visible()
        assert found == []


@pytest.mark.browser
def test_a_page_that_is_gone_leads_to_the_first_page(browser: Browser, address: str) -> None:
    with opened(browser, 390) as page:
        page.goto(f"{address}2027.05/roles/biller/")
        name = "Edition 2028.11 has no such page; go to its first page"
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"{address}latest/")


@pytest.mark.browser
def test_a_tab_that_stays_open_learns_of_a_newer_edition(browser: Browser, address: str) -> None:
    """The theme asks once for each tab; what it was told then does not hold for ever."""
    with opened(browser, 1280) as page:
        page.goto(f"{address}2027.05/")
        page.evaluate("sessionStorage.setItem('/2027.05/.__outdated', 'false')")
        page.goto(f"{address}2027.05/purpose/")
        page.locator("[data-md-component=outdated]").wait_for(state="visible")


@pytest.mark.browser
def test_the_selector_offers_every_edition(browser: Browser, address: str) -> None:
    with opened(browser, 1280) as page:
        found = watched(page)
        page.goto(address)
        page.wait_for_url(f"{address}latest/")
        page.locator(".md-version").hover()
        links = page.locator(".md-version__link")
        assert links.all_inner_texts() == ["2028.11", "2027.05", "2026.01"]
        assert axe(page) == []
        links.last.click()
        page.wait_for_url(f"{address}2026.01/")
        page.locator("[data-md-component=outdated]").wait_for(state="visible")
        assert found == []


@pytest.mark.browser
@pytest.mark.parametrize(("edition", "there"), [("2027.05", True), ("latest", False)])
def test_search_stays_in_its_edition(
    browser: Browser, address: str, edition: str, *, there: bool
) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{address}{edition}/")
        page.locator("input[name=query]").click()
        page.keyboard.type("biller" if there else "privacy")
        page.locator(".md-search-result__link").first.wait_for()
        links = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
        assert all(link.startswith(f"{address}{edition}/") for link in links)
        assert any("/roles/biller/" in link for link in links) == there


@pytest.mark.browser
def test_wrong_addresses_lead_to_the_current_edition(browser: Browser, address: str) -> None:
    with opened(browser, 390) as page:
        page.goto(f"{address}404.html")
        assert axe(page) == []
        page.get_by_role("link", name="Go to the current edition").click()
        page.wait_for_url(f"{address}latest/")
