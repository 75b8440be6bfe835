"""Whatever stands in a file: a message or text on a page, never a crash and never live."""

import html
import io
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from macros.agenda import Agenda, as_markdown
from macros.binder.binders import role_binder, whole
from macros.binder.docx import as_docx
from macros.binder.evidence import evidence
from macros.binder.html import as_html
from macros.calendars import as_calendar
from macros.load import load
from macros.markdown import to_heading, to_html, to_inline_html
from macros.model.record import Phrase, Prose
from macros.model.walk import leaves
from macros.parts import PARTS, Desk
from macros.rules import check
from macros.site import made
from macros.views.due import due_items
from tests.approving import approve_all
from tests.lay import ROOT, TODAY, Lay, problems

DATA = ROOT / "data"
# So many files of each folder have every kind of value, and are quick to read.
_SOME = 3
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "*em*{: onclick=alert(1) }",
    "![x](https://evil.example/pixel.png)",
    '[x](https://evil.example/" onmouseover="alert(1))',
    "{{ 7*7 }}",
    "{% for x in () %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a | b | c",
    "# no heading",
    "R&D <b>bold</b>",
    "x\n\n## y\n\n    code\n\n```\n<script>\n```",
    "::: warning",
)

# Shown as text, or as a link that only leads away; nothing to complain about.
HARMLESS = ("a | b | c", "# no heading", '[x](https://evil.example/" onmouseover="alert(1))')


class Live(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe", "style", "object", "embed", "form", "base", "meta"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in ("href", "src") and _runs(value or "")):
                self.found.append(f"{tag} {name}={value}")


def _runs(address: str) -> bool:
    bare = re.sub(r"[\s\x00-\x1f]", "", address).casefold()
    return bare.startswith(("javascript:", "data:", "vbscript:", "http:"))


def live(page: str) -> list[str]:
    parser = Live()
    parser.feed(page)
    parser.close()
    return parser.found


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_live_in_markdown(text: str) -> None:
    for shown in (to_html(text), to_inline_html(text)):
        assert live(shown) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, "(", ")", "<", ">", '"', "`", "\n", "x"]), max_size=6))
def test_no_mixture_is_live_in_markdown(pieces: list[str]) -> None:
    assert live(to_html("".join(pieces))) == []


@pytest.mark.parametrize("text", [" ".join(text.split()) for text in HOSTILE])
def test_a_heading_shows_every_character(text: str) -> None:
    heading = str(to_heading(text))
    assert not re.search(r"[<>{}\[\]*_`|\\]", heading)
    shown = markdown.markdown(f"# {heading} {{ #top }}", extensions=["attr_list", "toc"])
    assert html.unescape(shown) == f'<h1 id="top">{text}</h1>'


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_policy_is_named_or_harmless(text: str, lay: Lay) -> None:
    body = "\n".join(f"      {line}" for line in text.splitlines())
    section = f"sections:\n  - id: why\n    heading: Why\n    body: |\n{body}\n"
    found = lay({"policies/privacy/notice.yaml": section})
    harmless = text in HARMLESS
    assert bool([p for p in found if p.severity == "error"]) != harmless, found


def some_of_it(folder: Path) -> Path:
    """A part of the sample: everything of who is who, and a few files of each other folder."""
    for name in FILES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / name, target)
        kept = DATA / "approved" / target.stem
        if name.startswith("policies/") and kept.is_dir():
            shutil.copytree(kept, folder / "approved" / target.stem)
    return folder


def _few() -> Iterator[str]:
    folders = sorted({path.parent for path in DATA.rglob("*.yaml")})
    for found in (sorted(folder.glob("*.yaml")) for folder in folders):
        whole = found[0].parent in (DATA, DATA / "roles", DATA / "people")
        chosen = found if whole else found[:: -(-len(found) // _SOME)]
        yield from (path.relative_to(DATA).as_posix() for path in chosen)


FILES = sorted(_few())


@dataclass
class _Page:
    url: str = "some/page/"
    edit_url: str | None = "https://forge.example/edit/x"


def _fill_everything(data: Path) -> Iterator[tuple[str, str]]:
    """Every part for every record, without the check that would refuse the data first."""
    loaded = load(data)
    # The words as they stand now are approved, so that they are on pages whatever they hold.
    found = made(loaded, TODAY, "staff")
    desk = Desk(replace(found, book=loaded.book, preview=True))
    versions = {f"{i}/{e.revision.version}" for i, all_ in found.versions.items() for e in all_}
    tables: dict[str, Iterable[str]] = {
        "role_page": loaded.book.roles,
        "person_page": loaded.book.people,
        "policy_page": loaded.book.policies,
        "policy_version": dict.fromkeys(versions),
        "procedure_page": loaded.book.procedures,
        "onboarding_page": loaded.book.onboarding,
        "checklist_page": loaded.book.checklists,
        "emergency_page": loaded.book.emergencies,
        "form_page": loaded.book.forms,
        "regulation_page": loaded.book.regulations,
        "training_page": loaded.book.trainings,
        "reading_page": loaded.book.roles,
        "what_if_page": [
            *(f"role-{role}" for role in loaded.book.roles),
            *(f"person-{person}" for person in loaded.book.people),
        ],
    }
    for name in PARTS:
        if name in ("data_page", "rule_page"):
            continue
        for record_id in tables.get(name, {"": None}):
            arguments = (record_id,) if name in tables else ()
            yield name, desk.fill(name, _Page(), *arguments)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real data with something hostile in every single text of every record."""
    data = tmp_path_factory.mktemp("poisoned") / "data"
    shutil.copytree(DATA, data)
    chosen = random.Random(1)  # noqa: S311 - for variety, not for secrets
    texts = {
        str(leaf.value)
        for record in load(data).book.records()
        for leaf in leaves(record)
        # Phone numbers, times and codes have a form of their own, which refuses more than this.
        if leaf.kind in ("prose", "phrase", "text")
        and re.search("[a-z]{2} .*[a-z]{2}", str(leaf.value))
    }
    for path in data.rglob("*.yaml"):
        lines = []
        for line in path.read_text("utf-8").splitlines():
            match = re.fullmatch(r"(\s*(?:- )?(?:\w+: )?)(.+)", line)
            if match and match[2] in texts:
                hostile = chosen.choice(HOSTILE).split("\n")[0].replace("\\", "").replace('"', "'")
                lines.append(f'{match[1]}"{match[2][:9].strip(chr(34))} {hostile}"')
            else:
                lines.append(line)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    approve_all(data)
    return data


def test_every_hostile_text_is_refused(poisoned: Path) -> None:
    found = problems(poisoned)
    assert {"TXT001", "TXT002", "TXT003"} <= {p.rule for p in found}
    assert len([p for p in found if p.rule.startswith("TXT")]) > 500


def test_nothing_hostile_is_live_on_any_page(poisoned: Path) -> None:
    pages = 0
    for name, text in _fill_everything(poisoned):
        pages += 1
        shown = markdown.markdown(text, extensions=["attr_list", "tables", "toc"])
        assert live(shown) == [], name
    assert pages > 60


def test_nothing_hostile_is_live_in_the_list_of_what_is_due(poisoned: Path) -> None:
    book = load(poisoned).book
    agenda = Agenda(book, TODAY, due_items(book, TODAY))
    assert len(agenda.shown) > 10
    assert live(markdown.markdown(as_markdown(agenda))) == []
    assert len(Calendar.from_ical(as_calendar(agenda)).events) == len(agenda.shown)


def test_nothing_hostile_is_live_in_any_document(poisoned: Path) -> None:
    book = load(poisoned).book
    made = [whole(book, TODAY), role_binder(book, TODAY, "office-manager"), evidence(book, TODAY)]
    for document in made:
        text = as_html(document)
        head, _, body = text.partition("</head>")
        assert live(body) == []
        # The style sheet holds titles as strings; none of them ends it early.
        assert head.count("<style>") == head.count("</style>") == 1
        assert head.rstrip().endswith("</style>")
        assert not re.search(r"alert\(1\)(?!</title>)", head.partition("<style>")[2])
        assert docx.Document(io.BytesIO(as_docx(document))).paragraphs


PIECES = st.sampled_from(
    [b"\t", b"\x00", b"\xff", b"[", b"{", b"- ", b": ", b"\n", b"&a ", b"*a", b"!!x ", b"'", b'"']
    + [b"|", b">", b"#", b"---\n", b"<<: ", b"  ", b"null", b"\xef\xbb\xbf", b"9" * 30, b"\r"]
    + [text.encode() for text in HOSTILE]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(FILES),
    at=st.floats(0, 1),
    length=st.integers(0, 200),
    piece=st.one_of(PIECES, st.binary(max_size=8)),
)
def test_any_change_to_any_file_gives_messages_and_never_a_crash(
    tmp_path: Path, name: str, at: float, length: int, piece: bytes
) -> None:
    data = tmp_path / "data"
    if not data.exists():
        some_of_it(data)
    path = data / name
    before = path.read_bytes()
    start = int(at * len(before))
    path.write_bytes(before[:start] + piece + before[start + length :])
    try:
        loaded = load(data)
        for problem in check(loaded, TODAY):
            assert str(problem).startswith("data/")
            assert problem.place.line >= 1
            assert problem.place.column >= 1
            assert problem.fix
    finally:
        path.write_bytes(before)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(st.integers(0, 5000), min_size=1, max_size=4), name=st.sampled_from(FILES))
def test_any_line_may_be_missing(tmp_path: Path, lines: list[int], name: str) -> None:
    data = tmp_path / "data"
    if not data.exists():
        some_of_it(data)
    path = data / name
    before = path.read_text("utf-8")
    kept = before.splitlines(keepends=True)
    for line in lines:
        del kept[line % len(kept) : line % len(kept) + 1]
        kept = kept or ["\n"]
    path.write_text("".join(kept), encoding="utf-8")
    try:
        assert all(p.fix for p in problems(data))
    finally:
        path.write_text(before, encoding="utf-8")


def test_records_with_markdown_types_reach_templates() -> None:
    """Plain text and Markdown are different types all the way to the page."""
    policy = load(DATA).book.policies["phone-and-texting"]
    assert isinstance(policy.summary, Phrase)
    assert isinstance(policy.sections[0].body, Prose)
    assert type(policy.title) is str
