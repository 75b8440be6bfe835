"""The binder and the evidence pack: one document, three ways to write it."""

import html
import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from macros.binder.binders import category, role_binder, whole
from macros.binder.document import Bullets, Document, Paragraph, Quote, Run, Section
from macros.binder.docx import as_docx
from macros.binder.evidence import evidence
from macros.binder.html import as_html
from macros.binder.plain import as_text
from macros.binder.words import blocks
from macros.load import load
from macros.model.handbook import Handbook
from macros.model.past import Alteration, Gone, Past, Witness
from macros.model.policy import Policy
from macros.model.record import Audience
from macros.site import made
from macros.views.audience import LEVELS, past_for
from tests.approving import approve_all
from tests.lay import MINIMAL, ROOT, TODAY, put
from tests.levels import fill, marker

GOLDEN = Path(__file__).parent / "golden" / "binder.html"
AGAIN = (
    "python -m scripts.binder whole --data tests/minimal --today 2026-11-21"
    " --output tests/golden/binder.html"
)
REVISIONS = """\
revisions:
  - version: "1.1"
    effective: 2026-06-01
    material: false
    change: One word.
    approved:
      - person: alex-stone
        role: owner-physician
        on: 2026-05-20
        method: paper
        evidence: Sheet 4 in the gray folder.
        recorded_by: sam-rivers
        recorded_on: 2026-06-03
    seal: s1:0123456789abcdef
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
reviews:
  - due: 2026-05-30
    on: 2026-05-12
    by: sam-rivers
    outcome: changed
    note: One word was wrong.
satisfies:
  - keep-quiet
"""
DRAFT = """\
revisions:
  - version: "2.0"
    effective: 2027-01-05
    material: true
    change: The quokka way.
"""
LAW = """\
title: Keeping quiet
citation: 1 CFR 2.3
summary: About quiet.
basis: law
status: in-force
designations:
  - keeper
retention:
  - what: Quiet policies
    of: policies
    years: 10
    after: The last day in force
requirements:
  - id: quiet
    text: Keep quiet.
confidence: verified
verified_on: 2026-11-02
"""
POST = """\
designations:
  - id: keeper
    title: Keeper of quiet
    role: office-manager
    backup: owner-physician
    duty: Keeps quiet.
"""
STATE = """\
questions:
  - id: consent
    question: Who may consent?
    answer: A parent may.
    source: Code 1.2
    answered_by: sam-rivers
    answered_on: 2026-11-02
  - id: reports
    question: What do we report?
"""


@pytest.fixture
def minimal() -> Handbook:
    return in_force_book(MINIMAL)


def in_force_book(data: Path, level: Audience = "staff") -> Handbook:
    return made(load(data), TODAY, level).book


@pytest.fixture
def approved(data: Path) -> Handbook:
    """What is in force of a handbook with approvals, a review, a law, a post and work under way."""
    put(data, "policies/privacy/notice.yaml", REVISIONS)
    put(data, "regulations/keep-quiet.yaml", LAW)
    put(data, "regulations/other.yaml", LAW.replace("Keeping quiet", "The other law"))
    put(data, "designations.yaml", POST)
    approve_all(data)
    path = data / "policies/privacy/notice.yaml"
    text = path.read_text("utf-8").replace("revisions:\n", DRAFT)
    path.write_text(text.replace("about a patient, and", "about a quokka, and"), "utf-8")
    return in_force_book(data)


def said(document: Document) -> str:
    """What a document says, as a reader of its HTML sees it, in one line."""
    body = as_html(document).partition("<main>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_binder_of_the_smallest_handbook_reads_well(minimal: Handbook) -> None:
    assert GOLDEN.read_text("utf-8") == as_html(whole(minimal, TODAY)), f"if it should: {AGAIN}"


def test_every_link_inside_a_document_leads_somewhere() -> None:
    book = in_force_book(ROOT / "data")
    laws = [policy.satisfies[0] for policy in book.policies.values() if policy.satisfies]
    documents = (
        whole(book, TODAY),
        *(category(book, TODAY, i) for i in book.categories),
        *(role_binder(book, TODAY, i) for i in book.roles),
        evidence(book, TODAY),
        *(evidence(book, TODAY, law) for law in laws),
    )
    for document in documents:
        text = as_html(document)
        anchors = re.findall(r'\bid="([^"]+)"', text)
        assert len(anchors) == len(set(anchors)), document.title
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors), document.title
        assert document.chapters, document.title


def test_only_what_is_in_force_is_printed(data: Path) -> None:
    (data / "approved/notice/1.0.md").unlink()
    assert "What you may say" not in said(whole(in_force_book(data), TODAY))
    day = date(2026, 1, 4)
    early = made(load(MINIMAL), day, "staff").book
    assert "What you may say" not in said(whole(early, day))


def test_the_practice_says_words_days_and_sheets_its_own_way(data: Path) -> None:
    formats = "formats:\n  paper: a4\n  dates: day-first\n  words:\n"
    words = "    - ours: Contents\n      theirs: What is in it\n"
    put(data, "practice.yaml", formats + words)
    text = as_html(whole(in_force_book(data), TODAY))
    assert "size: 210mm 297mm" in text
    assert '<h2 id="contents">What is in it</h2>' in text
    assert "In force since 5 January 2026" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo.", (Paragraph((Run("One two."),)),)),
        (
            "A **b** *c*.",
            (
                Paragraph(
                    (
                        Run("A "),
                        Run("b", strong=True),
                        Run(" "),
                        Run("c", emphasis=True),
                        Run("."),
                    )
                ),
            ),
        ),
        (
            "1. a\n2. b\n    - c\n\n> d",
            (
                Bullets(
                    (
                        (Paragraph((Run("a"),)),),
                        (Paragraph((Run("b"),)), Bullets(((Paragraph((Run("c"),)),),))),
                    ),
                    "numbers",
                ),
                Quote((Paragraph((Run("d"),)),)),
            ),
        ),
        (
            "See [us](https://x.example), now.",
            (
                Paragraph(
                    (
                        Run("See "),
                        Run("us", href="https://x.example"),
                        Run(" (https://x.example)"),
                        Run(", now."),
                    )
                ),
            ),
        ),
    ],
)
def test_markdown_becomes_blocks(text: str, expected: tuple[object, ...]) -> None:
    assert blocks(text, lambda target, _: (target, f" ({target})")) == expected


def test_evidence_says_who_approved_what_and_when(approved: Handbook) -> None:
    text = said(evidence(approved, TODAY))
    for words in (
        f"1.1 , in force since June 1, 2026. Seal {approved.policies['notice'].revisions[0].seal}",
        "Alex Stone as Owner physician on May 20, 2026, on a signed sheet",
        "Sheet 4 in the gray folder.",
        "Sam Rivers, June 3, 2026 . Recorded late",
        "1.0 , in force since January 5, 2026. Seal s1:",
        "Alex Stone as Owner physician on January 5, 2026, in a meeting Minutes of the day.",
        "May 30, 2026 May 12, 2026, Sam Rivers Changed. One word was wrong.",
        "Keeping quiet . 1 CFR 2.3. Last checked on November 2, 2026",
        "Law Yes: it concerns every practice PRV-01 Who may know what about a patient",
        "Keeper of quiet . Keeps quiet. Office manager: Sam Rivers Owner physician: Alex Stone",
        "PRV-01 Who may know what about a patient 1.0 May 31, 2026 June 1, 2036",
        "What it witnesses cannot be said here: the record was not asked.",
        "People tell us things that they tell nobody else.",
    ):
        assert words in text


def test_evidence_about_one_regulation_leaves_the_rest_out(approved: Handbook) -> None:
    text = said(evidence(approved, TODAY, "other"))
    assert "The other law" in text
    assert "Keeping quiet" not in text
    assert "No policy is in force." in text


def test_evidence_shows_the_approved_words(approved: Handbook) -> None:
    text = said(evidence(approved, TODAY))
    assert "What you may say about a patient, and to whom." in text
    assert "quokka" not in text, "work under way is nobody's evidence"
    assert "2.0" not in text


def test_a_version_whose_words_are_not_kept_is_no_evidence(data: Path) -> None:
    put(data, "policies/privacy/notice.yaml", REVISIONS)
    approve_all(data)
    (data / "approved/notice/1.1.md").unlink()
    text = said(evidence(in_force_book(data), TODAY))
    assert "In force since January 5, 2026 · version 1.0" in text
    assert "1.1" not in text


def _draft() -> Policy:
    policy = load(MINIMAL).book.policies["notice"]
    return policy.model_copy(update={"status": "in-review"})


def test_what_is_gone_is_named_to_those_who_knew_it() -> None:
    book = load(MINIMAL).book
    hidden = book.policies["notice"].model_copy(update={"audience": "managers"})
    day = date(2026, 1, 5)
    gone = (
        Gone("notice", "data/approved/notice/0.9.md", "0a1b", day, version="0.9"),
        Gone("wombat", "data/policies/privacy/wombat.yaml", "0a1b", day, policy=hidden),
        Gone("wombat", "data/approved/wombat/1.0.md", "0a1b", day, version="1.0"),
        Gone("unread", "data/policies/privacy/unread.yaml", "0a1b", day),
    )
    seen = Witness("data/approved/wombat/2.0.md", day, "0a1b")
    copies = {("wombat", "2.0"): seen}
    told = {level: past_for(book, level, Past(copies=copies, gone=gone)) for level in LEVELS}
    assert {level: one.gone for level, one in told.items()} == {
        "public": (),
        "staff": gone[:1],
        "managers": gone[:3],
        "owner": gone,
    }
    assert [level for level, one in told.items() if one.copies] == ["managers", "owner"]


def test_evidence_says_what_git_witnesses(approved: Handbook) -> None:
    early = Alteration(date(2026, 7, 1), "fedcba9876543210", date(2026, 7, 2))
    kept = "data/approved/notice/1.1.md"
    seen = Witness(kept, date(2026, 6, 3), "0123456789abcdef0123", (early, Alteration()))
    copies = {("notice", "1.1"): seen}
    path, written = "data/approved/notice/1.0.md", date(2026, 1, 5)
    lost = (
        Gone("notice", path, "0a1b", written, date(2026, 8, 4), "2c3d", version="1.0"),
        Gone("wombat", "data/policies/privacy/wombat.yaml", "0a1b", written),
        Gone("quokka", "data/policies/privacy/quokka.yaml", "0a1b", written, policy=_draft()),
    )
    text = said(evidence(approved, TODAY, past=Past(copies=copies, gone=lost)))
    for words in (
        "1.1 June 3, 2026 0123456789ab Other words since July 1, 2026 (fedcba987654) until",
        "until July 2, 2026; Other words, in no commit yet",
        "No longer there: data/approved/notice/1.0.md, deleted on August 4, 2026",
    ):
        assert words in text
    assert "No longer there:" in text
    assert "data/policies/privacy/wombat.yaml, deleted, in no commit yet" in text
    assert "quokka" not in text, "what nobody ever approved may go on any day"
    shallow = said(evidence(approved, TODAY, past=Past("the clone is shallow")))
    assert "cannot be said here: the clone is shallow." in shallow


def test_the_answers_of_the_state_stand_in_policies(data: Path) -> None:
    asked = "state_questions:\n  - consent\n  - reports\n"
    put(data, "policies/privacy/notice.yaml", asked)
    put(data, "state.yaml", STATE)
    text = said(whole(in_force_book(data), TODAY))
    assert "What our State says Who may consent? A parent may. Code 1.2" in text
    missing = "Not yet filled in for your State. Do not guess: ask the Office manager ."
    assert f"What do we report? {missing}" in text


def documents(book: Handbook, level: Audience) -> list[Document]:
    found = [whole(book, TODAY), *(category(book, TODAY, i) for i in book.categories)]
    found += [role_binder(book, TODAY, i) for i in book.roles]
    return found if level == "public" else [*found, evidence(book, TODAY)]


@pytest.mark.parametrize("level", LEVELS)
def test_no_binder_says_what_its_readers_may_not_know(level: Audience, data: Path) -> None:
    fill(data)
    book = in_force_book(data, level)
    below = LEVELS[: LEVELS.index(level) + 1]
    made = documents(book, level)
    texts = [as_html(one).casefold() for one in made]
    words = [_text_of(as_docx(made[0])).casefold(), *texts]
    for other in LEVELS:
        hidden = [w for w in words if f"quokka{other}" in w or f"wombat-{other}" in w]
        assert bool(hidden) == (other in below), other
    assert all(marker(one, "policy") in texts[0] for one in below)


def _text_of(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_word_reads_the_document_back(minimal: Handbook) -> None:
    made = as_docx(whole(minimal, TODAY))
    assert made == as_docx(whole(minimal, TODAY)), "the same input gives the same bytes"
    file = docx.Document(io.BytesIO(made))
    styles = {p.text: p.style.name for p in file.paragraphs if p.style is not None}
    assert styles["Handbook"] == "Title"
    assert styles["Policies: Privacy"] == "Heading 1"
    assert styles["PRV-01 Who may know what about a patient"] == "Heading 2"
    assert styles["Why we do this"] == "Heading 3"
    assert styles["Look only at the charts you need for your work."] == "List Bullet"
    heads = [part.header.paragraphs[0].text for part in file.sections]
    policy = (
        "PRV-01 Who may know what about a patient · version 1.0 · in force since January 5, 2026"
    )
    assert heads[-1] == f"Example Family Practice · Handbook\n{policy}"
    properties = file.core_properties
    assert (properties.title, properties.author) == (
        "Handbook, Example Family Practice",
        "Example Family Practice",
    )
    assert properties.created is not None
    assert properties.created.date() == TODAY
    text = _text_of(made)
    assert 'w:instr="PAGE"' in text
    assert 'w:instr="NUMPAGES"' in text
    assert text.count("<w:tblHeader/>") == 4, "roles, people, policies, history"
    names = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', text))
    assert set(re.findall(r'w:anchor="([^"]+)"', text)) <= names


def test_what_came_and_what_went_is_marked(minimal: Handbook) -> None:
    runs = (Run("In "), Run("30", change="removed"), Run("15", change="added"), Run(" days."))
    section = Section("Deadlines", "deadlines", (Paragraph(runs),))
    document = replace(whole(minimal, TODAY), chapters=(section,), short=True)
    page = as_html(document)
    assert "<p>In <del>30</del><ins>15</ins> days.</p>" in page
    assert "<nav" not in page
    assert "In 15 days." in as_text(document)


def _pdf(document: Document) -> bytes:
    try:
        from macros.binder.pdf import as_pdf  # noqa: PLC0415 - not every machine can
    except (ImportError, OSError):
        pytest.skip("WeasyPrint or Pango is missing here")
    return as_pdf(as_html(document))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_a_pdf_is_tagged_and_has_bookmarks_and_several_pages(minimal: Handbook) -> None:
    made = _pdf(whole(minimal, TODAY))
    assert made == _pdf(whole(minimal, TODAY)), "the same input gives the same bytes"
    inside = made + b"".join(
        map(_inflated, re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL))
    )
    assert len(re.findall(rb"/Type\s*/Page\b", inside)) > 5
    for words in (rb"/Marked true", rb"/StructTreeRoot", rb"/Outlines", rb"/Lang", rb"pdfuaid"):
        assert words in inside, words
    assert rb"/DisplayDocTitle true" in inside


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("role", "office-manger"),
            "'office-manger' is not a role; did you mean 'office-manager'?",
        ),
        (("category",), "say which category: privacy"),
        (("whole", "privacy"), "the whole handbook takes no id, and 'privacy' was given"),
        (("evidence", "x"), "'x' is not a regulation"),
        (("evidence", "--audience", "public"), "the evidence pack is not for the public"),
        (("whole", "--today", "soon"), "'soon' is not a date like 2026-11-21"),
        (("whole", "--data", "nowhere"), "'nowhere' is not a folder"),
    ],
)
def test_a_wrong_command_line_is_answered_in_words(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    done = run(*arguments, "--output", str(tmp_path / "x.html"))
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("error", ["ImportError('no')", "OSError('no Pango')"])
@pytest.mark.parametrize(("kind", "tool"), [("pdf", "weasyprint"), ("docx", "docx")])
def test_without_the_tools_the_command_says_how_to_get_them(
    kind: str, tool: str, error: str, tmp_path: Path
) -> None:
    (tmp_path / f"{tool}.py").write_text(f"raise {error}\n", "utf-8")
    output = tmp_path / "x"
    done = run("whole", "--format", kind, "--output", str(output), path=tmp_path)
    assert done.returncode == 2
    assert "python scripts/setup.py --paper" in done.stderr
    assert "Traceback" not in done.stderr
    assert not output.exists()


def test_the_command_writes_what_it_is_asked_for(tmp_path: Path) -> None:
    output = tmp_path / "role.html"
    done = run("role", "Office manager", "--today", "2026-11-21", "--output", str(output))
    assert (done.returncode, done.stdout) == (0, f"Written: {output}\n")
    assert output.read_text("utf-8") == as_html(
        role_binder(in_force_book(MINIMAL), TODAY, "office-manager")
    )
    missing = run("whole", "--output", str(tmp_path / "no" / "x.html"))
    assert missing.returncode == 1
    assert "cannot be written: No such file or directory" in missing.stderr


def test_a_preview_is_not_for_paper(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(data, "policies/privacy/notice.yaml", "summary: The quokka way.\n")
    monkeypatch.setenv("PREVIEW", "1")
    output = tmp_path / "x.html"
    done = run("whole", "--data", str(data), "--today", "2026-11-21", "--output", str(output))
    assert done.returncode == 0, done.stderr
    assert "quokka" not in output.read_text("utf-8")


def test_nothing_is_written_of_a_handbook_that_does_not_hang_together(
    data: Path, tmp_path: Path
) -> None:
    put(data, "roles/office-manager.yaml", "backup: nobody\n")
    output = tmp_path / "x.html"
    done = run("whole", "--data", str(data), "--output", str(output))
    assert (done.returncode, output.exists()) == (1, False)
    assert "Nothing was written: " in done.stderr


def run(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    data = () if "--data" in arguments else ("--data", str(MINIMAL))
    extra = {"PYTHONPATH": str(path)} if path else {}
    return subprocess.run(
        [sys.executable, "-m", "scripts.binder", *arguments, *data],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **extra},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
