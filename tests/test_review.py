"""The report on a change, from a repository to the page that a provider reads."""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Browser

from macros.changes.change import Report
from macros.changes.report import Side, report
from macros.forge import ROOM
from macros.load import load
from macros.review.markdown import as_markdown
from macros.snapshot import revision
from scripts import review
from tests.approving import approve_all
from tests.lay import ROOT, TODAY
from tests.pull_request import COPIES, NOTICE, PullRequest

GOLDEN = Path(__file__).parent / "golden"
AGAIN = "python -m tests.test_review writes these files again"
COMMIT = "5f0c9a1e"
ENDINGS = {"markdown": "md", "html": "html", "text": "txt"}


@pytest.fixture
def request_(tmp_path: Path) -> PullRequest:
    """A practice with two policies, four roles and five people, on `main`."""
    return PullRequest(tmp_path / "practice")


class Said:
    """Runs the command on a pull request."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(
        self, made: PullRequest, base: str = "main", *more: str, kind: str = "text", code: int = 0
    ) -> str:
        arguments = ["--base", base, "--data", str(made.data), "--today", TODAY.isoformat()]
        assert review.main([*arguments, "--format", kind, *more]) == code
        shown = self.capsys.readouterr()
        return shown.err if code else shown.out

    def data(self, made: PullRequest, base: str = "main", *more: str) -> Any:  # noqa: ANN401
        return json.loads(self(made, base, *more, kind="json"))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def compared(made: PullRequest) -> Report:
    """The report on what is not committed, without the command."""
    before = revision(made.data, "main", made.data.parent / "before")
    base, head = (Side(loaded, []) for loaded in (load(before.data), load(made.data)))
    return report(base, head, TODAY)


@pytest.mark.parametrize("kind", ["markdown", "html", "text"])
def test_a_realistic_pull_request(request_: PullRequest, said: Said, kind: str) -> None:
    request_.realistic()
    text = said(request_, kind=kind).replace(request_.base[:8], COMMIT)
    assert text == (GOLDEN / f"review.{ENDINGS[kind]}").read_text("utf-8"), AGAIN


def test_nothing_a_reader_would_notice(request_: PullRequest, said: Said) -> None:
    request_.edit("purpose.yaml", "mission: ", "# Why we are here.\nmission: >-\n  ")
    request_.edit(COPIES, "within 30 days of the request", "within 30 days\n        of the request")
    text = said(request_)
    assert text.startswith("Nothing a reader would notice changes.\n")
    assert "Only the form of the file changed: policies/privacy/records.yaml, purpose.yaml" in text


def test_what_touches_who_may_approve_comes_first(request_: PullRequest, said: Said) -> None:
    request_.repository.write("../CODEOWNERS", "* @alex\n")
    request_.repository.commit()
    request_.edit(
        "people/sam-rivers.yaml", "from: 2021-03-01", "from: 2021-03-01\n    to: 2026-12-31"
    )
    request_.edit(
        "people/kim-doyle.yaml",
        "    from: 2021-09-07\n",
        "    from: 2021-09-07\n  - role: owner-physician\n    from: 2026-12-01\n",
    )
    request_.edit("categories.yaml", "        - owner-physician", "        - office-manager")
    request_.edit(NOTICE, "owner: office-manager", "owner: front-desk")
    request_.repository.write("../CODEOWNERS", "* @kim\n")
    lines = said(request_).splitlines()
    assert lines.index("This touches who may approve (Look here first)") < 7
    start = lines.index("This touches who may approve (Look here first)")
    assert lines[start + 2 : start + 13] == [
        "It is decided by the owner physician (Alex Stone), as before this change.",
        "- Policies in Privacy: the owner physician approves → the office manager approves.",
        "- PRV-01 Who may know what about a patient is owned by the front desk, not by the office",
        "  manager; owners do not approve what they own.",
        "- Kim Doyle works as the owner physician from December 1, 2026.",
        "- Sam Rivers works as the office manager until December 31, 2026; no end was named",
        "  before.",
        "- From January 1, 2027 nobody is the office manager; the owner physician (Alex Stone and",
        "  Kim Doyle) covers.",
        "- `CODEOWNERS`, which says who is asked to review changes, is changed.",
        "",
    ]


def test_approvals_are_judged_by_the_handbook_before(request_: PullRequest, said: Said) -> None:
    """Nobody makes himself an approver and approves in one change."""
    request_.realistic()
    request_.edit(
        "people/kim-doyle.yaml",
        "    from: 2021-09-07\n",
        "    from: 2021-09-07\n  - role: owner-physician\n    from: 2026-11-01\n",
    )
    given = (
        "    approved:\n      - person: kim-doyle\n        role: owner-physician\n"
        "        on: 2026-11-20\n        method: review\n        evidence: Here.\n"
        "        recorded_by: kim-doyle\n        recorded_on: 2026-11-20\n"
    )
    change = "    change: Copies go out within 15 days.\n"
    request_.edit(COPIES, change, change + given)
    policy = next(p for p in said.data(request_)["policies"] if p["change"]["id"] == "records")
    assert policy["approving"]["doubts"] == [
        (
            "Kim Doyle could not approve it as Owner physician on November 20, 2026,"
            " by the handbook before this change"
        )
    ]
    assert policy["approving"]["people"] == ["Alex Stone"]


def test_new_approvers_do_not_approve_themselves(request_: PullRequest, said: Said) -> None:
    request_.realistic()
    request_.edit("categories.yaml", "        - owner-physician", "        - front-desk")
    fresh = request_.text(COPIES).replace("PRV-02", "PRV-03")
    fresh = fresh.replace("status:", "approvers:\n  roles:\n    - front-desk\nstatus:")
    request_.repository.write("policies/privacy/fresh.yaml", fresh)
    approve_all(request_.data)
    found = said.data(request_)
    assert "PRV-03 Copies of records is new and brings approvers of its own" in str(
        found["authority"]
    )
    for policy in found["policies"]:
        assert policy["approving"]["state"] == "waiting"
        assert policy["approving"]["who"] == "the owner physician"
        assert "Kim Doyle could not approve it" in policy["approving"]["doubts"][0]


def test_a_policy_that_is_approved_already(request_: PullRequest, said: Said) -> None:
    request_.realistic()
    approve_all(request_.data)
    text = said(request_)
    assert text.startswith(
        "2 policies, 2 roles and 1 person change; what it says is approved already;"
    )
    assert "Alex Stone as Owner physician" in text
    assert "must approve" not in text


def test_approved_words_that_are_altered(request_: PullRequest, said: Said) -> None:
    request_.edit("approved/records/1.0.md", "30 days", "90 days")
    request_.repository.delete("approved/notice/1.0.md")
    found = [row["what"] for row in said.data(request_)["authority"]]
    assert found == [
        "The approved words of Who may know what about a patient, version 1.0, are deleted.",
        "The approved words of Copies of records, version 1.0, are altered.",
    ]


def test_readers_laws_and_reviews(request_: PullRequest, said: Said) -> None:
    law = (ROOT / "data/regulations/hipaa-access.yaml").read_text("utf-8")
    request_.repository.write("regulations/hipaa-access.yaml", law)
    request_.edit(COPIES, "review:\n", "satisfies:\n  - hipaa-access\nreview:\n")
    approve_all(request_.data)
    request_.repository.commit()
    request_.edit(COPIES, "satisfies:\n  - hipaa-access\n", "")
    request_.edit(COPIES, "      - medical-assistant\n", "      - office-manager\n")
    request_.edit(COPIES, "every_months: 12", "every_months: 24")
    [policy] = said.data(request_)["policies"]
    assert [group["title"] for group in policy["newly"]] == ["Office manager"]
    assert [(g["title"], g["people"]) for g in policy["no_longer"]] == [("Medical assistant", 2)]
    assert policy["laws_gone"] == [
        "Patients' right to their records (HIPAA) (no other policy does)"
    ]
    assert policy["review"] == (
        "reviewed every 12 months (our own choice) → every 24 months (our own choice) (less often);"
        " next review January 5, 2027 → January 5, 2028 (pushed out)"
    )
    assert policy["material"] is None


def test_a_policy_moved_to_another_category_is_the_same(request_: PullRequest, said: Said) -> None:
    rows = request_.text("categories.yaml").partition("categories:\n")[2]
    other = (
        rows.replace("privacy", "front").replace("Privacy", "Front office").replace("PRV", "FRO")
    )
    request_.repository.write("categories.yaml", f"categories:\n{rows}\n{other}")
    request_.repository.commit()
    (request_.data / "policies/front").mkdir()
    (request_.data / COPIES).rename(request_.data / "policies/front/records.yaml")
    found = said.data(request_)
    [policy] = found["policies"]
    assert policy["change"]["notes"] == [
        "Moves from Privacy to Front office; it is the same policy."
    ]
    assert policy["passages"] == []
    assert [row["what"] for row in found["authority"]] == [
        (
            "PRV-02 Copies of records moves from Privacy to Front office,"
            " whose approvers then approve it."
        )
    ]


def test_new_and_deleted(request_: PullRequest, said: Said) -> None:
    text = request_.text(COPIES).replace("PRV-02", "PRV-03").replace("Copies of", "Keeping")
    text = text[: text.index("    approved:")]
    request_.repository.write("policies/privacy/keeping.yaml", text)
    request_.repository.delete(COPIES)
    request_.repository.delete("people/kim-doyle.yaml")
    found = said.data(request_)
    [policy] = found["policies"]
    assert (policy["change"]["fate"], policy["version_after"]) == ("new", "1.0")
    gone = {row["id"]: row["notes"] for row in found["others"] if row["fate"] == "gone"}
    assert gone == {
        "records": ["Its file is deleted. A policy is retired, and its file stays."],
        "kim-doyle": [
            "It is deleted.",
            "Kim Doyle is no longer listed in the role: the front desk.",
            (
                "From November 22, 2026 nobody is the front desk;"
                " the office manager (Sam Rivers) covers."
            ),
        ],
    }


@pytest.mark.parametrize("side", ["base", "head"])
def test_broken_data_on_either_side(request_: PullRequest, said: Said, side: str) -> None:
    whole = request_.text(COPIES), request_.text("roles/front-desk.yaml")
    request_.repository.write(COPIES, "title: [\n")
    request_.edit("roles/front-desk.yaml", "exposure:", "reports_tu: nobody\nexposure:")
    if side == "base":
        request_.repository.commit()
        request_.repository.write(COPIES, whole[0])
        request_.repository.write("roles/front-desk.yaml", whole[1])
    found = said.data(request_)
    [row] = [row for row in found["others"] if row["fate"] == "unread"]
    when = "before" if side == "base" else "now"
    assert row["id"] == "records"
    assert "cannot be read now" in row["notes"][0] or "could not be read before" in row["notes"][0]
    assert when in row["notes"][0]
    problems = found["mended"] if side == "base" else found["problems"]
    assert {"FIL008", "FIL021"} <= {problem["rule"] for problem in problems}


def test_no_handbook_before(request_: PullRequest, said: Said) -> None:
    request_.repository.git("checkout", "--quiet", "--orphan", "empty")
    request_.repository.git("rm", "-r", "--quiet", "--cached", ".")
    request_.repository.git("commit", "--quiet", "--allow-empty", "--message", "Nothing")
    found = said.data(request_, "HEAD")
    assert {row["change"]["fate"] for row in found["policies"]} == {"new"}


def test_a_shallow_clone_and_revisions_that_are_not_there(
    request_: PullRequest, said: Said, tmp_path: Path
) -> None:
    request_.realistic()
    request_.repository.commit("2026-11-20")
    shallow = tmp_path / "shallow"
    address = f"file://{request_.repository.folder}"
    request_.repository.git("clone", "--quiet", "--depth=1", address, str(shallow))
    request_.repository.data = shallow / "data"
    assert said(request_, "HEAD").startswith("Nothing a reader would notice changes.")
    assert said(request_, request_.base, code=1) == (
        f"There is no report: there is no revision '{request_.base}' here;"
        " this clone holds only the newest commits: `git fetch --unshallow`, or"
        f" `git fetch --depth=1 origin {request_.base}`, brings it.\n"
    )


def test_words_of_a_revision_start_no_option(request_: PullRequest, said: Said) -> None:
    assert "there is no revision '--all'" in said(request_, "main", "--head=--all", code=1)


def test_two_revisions_in_a_subfolder(tmp_path: Path, said: Said) -> None:
    made = PullRequest(tmp_path / "practice", data="office/handbook")
    made.realistic()
    head = made.repository.commit("2026-11-20")
    made.repository.write(COPIES, "nobody looks here")
    text = said(made, "main~1", "--head", head)
    assert text.startswith("2 policies, 2 roles and 1 person change;")
    assert f"main~1 ({made.base[:8]}), and {head[:8]}." in text


def test_outside_a_repository(data: Path, said: Said, request_: PullRequest) -> None:
    request_.repository.data = data
    assert said(request_, code=1) == "There is no report: this folder is not a git repository.\n"


def test_a_comment_that_would_be_too_long_says_what_it_left_out(
    request_: PullRequest, said: Said
) -> None:
    rows = "".join(
        f"  - id: term-{n}\n    term: Term {n}\n    meaning: {'Words that go on. ' * 30}\n"
        for n in range(200)
    )
    request_.repository.write("glossary.yaml", f"terms:\n{rows}")
    request_.realistic()
    text = said(request_, kind="markdown")
    assert 60_000 < len(text.encode()) <= ROOM
    assert "<del>30</del> <ins>15</ins> days" in text
    assert text.count("<details") == text.count("</details>")
    assert text.endswith("`python -m scripts.review` shows all of it._\n")
    assert "parts of this report are left out here" in text


def test_even_a_tiny_comment_is_whole(request_: PullRequest) -> None:
    request_.realistic()
    found = compared(request_)
    for room in range(600, 4000, 100):
        text = as_markdown(found, room)
        assert len(text.encode()) <= room
        assert text.count("<details") == text.count("</details>")
        assert not text.rstrip().splitlines()[-1].startswith("#")


HOSTILE = "<script>alert(1)</script> @everyone #1 [x](javascript:x) `a` | b https://example.org"


def test_words_of_the_data_do_nothing_in_a_report(request_: PullRequest, said: Said) -> None:
    request_.realistic()
    request_.edit("roles/front-desk.yaml", "title: Front desk", f"title: {HOSTILE!r}")
    request_.edit(COPIES, "Take the request in writing and date it.", f"'{HOSTILE}'")
    page, comment = said(request_, kind="html"), said(request_, kind="markdown")
    assert "<script" not in page
    assert "href" not in page
    for mark in ("<script", "@everyone", " #1", "[x](", "https://", " `a`"):
        assert mark not in comment.replace(f"\\{mark.strip()}", "")


def test_a_page_needs_nothing_else(request_: PullRequest, said: Said) -> None:
    request_.realistic()
    page = said(request_, kind="html")
    assert not re.findall(r"(?:src|href)=|url\(|@import", page)


@pytest.mark.browser
def test_a_page_on_a_phone_and_on_two_sheets(
    request_: PullRequest, said: Said, browser: Browser, tmp_path: Path
) -> None:
    request_.realistic()
    path = tmp_path / "review.html"
    said(request_, "main", "--output", str(path), kind="html")
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    page.close()
    assert 1 <= sheets <= 2


def test_counsel_accepts_or_rejects_every_change(
    request_: PullRequest, said: Said, tmp_path: Path
) -> None:
    request_.realistic()
    paths = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for path in paths:
        said(request_, "main", "--output", str(path), kind="docx")
    assert paths[0].read_bytes() == paths[1].read_bytes(), "the same change gives the same bytes"
    file = docx.Document(str(paths[0]))
    styles = {p.text: p.style.name for p in file.paragraphs if p.style is not None}
    assert styles["PRV-02 Copies of records \u00b7 Waits for approval"] == "Heading 2"
    lines = {accepted(p): rejected(p) for p in file.paragraphs}
    assert lines["We give the copy within 15 days of the request."] == (
        "We give the copy within 30 days of the request."
    )
    # What stands around a change is there too, in its words.
    same = "The copy costs no more than $6.50."
    assert lines[same] == same
    body = file.element.body
    marks = [*body.iter(qn("w:ins")), *body.iter(qn("w:del"))]
    assert {(m.get(qn("w:author")), m.get(qn("w:date"))) for m in marks} == {
        ("Handbook", "2026-11-21T12:00:00Z")
    }
    ids = [m.get(qn("w:id")) for m in (*marks, *body.iter(qn("w:bookmarkStart")))]
    assert len(ids) == len(set(ids))
    properties = file.core_properties
    assert (properties.title, properties.modified and properties.modified.date()) == (
        "What changes, Example Family Practice",
        TODAY,
    )


def test_a_line_that_goes_takes_its_paragraph_along(
    request_: PullRequest, said: Said, tmp_path: Path
) -> None:
    request_.edit(COPIES, "      - The copy costs no more than $6.50.\n", "")
    request_.version(COPIES, "1.1", "2026-12-01", "Copies are free.", "false")
    said(request_, "main", "--output", str(tmp_path / "made.docx"), kind="docx")
    file = docx.Document(str(tmp_path / "made.docx"))
    (gone,) = (p for p in file.paragraphs if "6.50" in rejected(p))
    assert accepted(gone) == ""
    assert gone._p.get_or_add_pPr().find(f"{qn('w:rPr')}/{qn('w:del')}") is not None  # noqa: SLF001 - to see it


def accepted(line: Any) -> str:  # noqa: ANN401 - a paragraph of python-docx
    """What a paragraph says with its changes accepted."""
    return "".join(t.text for t in line._p.iter(qn("w:t")))  # noqa: SLF001 - it reads no changes


def rejected(line: Any) -> str:  # noqa: ANN401 - the same
    """What it says with its changes rejected."""
    every = line._p.iter(qn("w:t"), qn("w:delText"))  # noqa: SLF001 - the same
    return "".join(t.text for t in every if t.getparent().getparent().tag != qn("w:ins"))


def test_word_needs_a_file_to_write_into(
    request_: PullRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        review.main(["--base", "main", "--data", str(request_.data), "--format", "docx"])
    assert stopped.value.code == 2
    assert "--format docx needs --output FILE" in capsys.readouterr().err


def write_again(folder: Path) -> None:
    """Write the files that a reviewer reads."""
    made = PullRequest(folder)
    made.realistic()
    for kind, ending in ENDINGS.items():
        path = GOLDEN / f"review.{ending}"
        where = ["--base", "main", "--data", str(made.data), "--today", TODAY.isoformat()]
        review.main([*where, "--format", kind, "--output", str(path)])
        path.write_text(path.read_text("utf-8").replace(made.base[:8], COMMIT), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_again(Path(folder))
