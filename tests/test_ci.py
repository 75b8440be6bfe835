"""What a pull request is told: the command on whole projects, and the gate by itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

from macros.changes.gate import objections
from macros.changes.names import Names
from macros.changes.policies import Both
from macros.changes.report import Side, report
from macros.content import machinery
from macros.forge import MARK, ROOM
from macros.insert import without_keys
from macros.load import load
from macros.problems import Place, Problem
from macros.snapshot import NoRevisionError, branch_point, revision, touched
from macros.verdict import Verdict, as_comment, as_text
from tests.lay import ROOT, TODAY
from tests.pull_request import COPIES, NOTICE, PullRequest
from tests.test_validate import run

SCRIPT = str(ROOT / "scripts" / "ci.py")
SENTENCE = (
    "2 policies, 2 roles and 1 person change; the owner physician must approve both"
    " policies; 3 people must read and sign again."
)
FILES = ["machinery.txt", "review.docx", "review.html", "review.json", "review.md", "summary.txt"]
MAYBE = """\
    approved:
      - person: {person}
        role: {role}
        on: 2026-11-20
        method: review
        evidence: Here.
        recorded_by: {person}
        recorded_on: 2026-11-20
"""


@pytest.fixture
def made(tmp_path: Path) -> PullRequest:
    """A practice with two policies, four roles and five people, on `main`."""
    return PullRequest(tmp_path / "practice")


def program(made: PullRequest) -> Path:
    """The rest of a checkout, beside the data, and committed."""
    place = made.repository.folder
    for name in ("handbook", "macros"):
        skipped = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(ROOT / name, place / name, ignore=skipped)
    shutil.copy(ROOT / "mkdocs.yml", place)
    (place / ".gitignore").write_text("/build/\n")
    made.repository.commit()
    return place


def ci(place: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run(SCRIPT, "--project", str(place), *arguments, env=env)


def refused(made: PullRequest) -> tuple[str, ...]:
    """What the gate says to what is not committed."""
    before = revision(made.data, "main", made.data.parent.parent / "before")
    loaded = [load(before.data), load(made.data)]
    both = Both(loaded[0].book, loaded[1].book, TODAY, Names(loaded[0].book, loaded[1].book))
    return objections(both)


def approve(made: PullRequest, name: str, change: str, person: str, role: str) -> None:
    """Write an approval below the sentence that says what changed."""
    line = f"    change: {change}\n"
    made.edit(name, line, line + MAYBE.format(person=person, role=role))


def also(made: PullRequest, person: str, role: str) -> None:
    """Put somebody into a role."""
    path = f"people/{person}.yaml"
    made.repository.write(path, f"{made.text(path)}  - role: {role}\n    from: 2026-11-01\n")


def test_a_realistic_change_may_be_merged(made: PullRequest) -> None:
    place = program(made)
    made.repository.git("switch", "--quiet", "--create", "copies")
    made.realistic()
    made.repository.commit()
    made.repository.write("../mkdocs.yml", f"{(place / 'mkdocs.yml').read_text('utf-8')}# .\n")
    done = ci(place)
    assert (done.returncode, done.stderr) == (
        0,
        f"The report and the preview are in {place / 'build' / 'ci'}.\n",
    )
    folder = place / "build" / "ci"
    summary = (folder / "summary.txt").read_text("utf-8")
    assert summary == (
        "May be merged: the handbook hangs together, and its site can be built.\n"
        f"- {SENTENCE}\n"
        "- It changes the program that checks it: mkdocs.yml."
        " Somebody who reads such files must look.\n"
        "- Until they are approved, staff do not read what is new: PRV-02 Copies of records;"
        " PRV-01 Who may know what about a patient.\n"
        "- The file .github/CODEOWNERS, which asks people to look, is out of date:"
        " python -m scripts.codeowners, or the commit that mends form, writes it anew.\n"
        "- 2 warnings, which can wait.\n"
    )
    assert done.stdout.endswith(summary)
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == FILES
    assert (folder / "machinery.txt").read_text("utf-8") == "mkdocs.yml\n"
    comment = (folder / "review.md").read_text("utf-8")
    assert comment.startswith(f"{MARK}\n\n**May be merged: the handbook hangs together")
    assert comment.count(MARK) == 1
    # What is being written stands in the preview alone, which opens from a folder.
    pages = ("site/policies/records/index.html", "preview/policies/records.html")
    site, preview = ((folder / page).read_text("utf-8") for page in pages)
    assert "within 15 days" not in site
    assert "within 15 days" in preview
    assert '<a href="../roles/front-desk.html"' in preview

    ask = place / "handbook" / "ask.md"
    ask.write_text(f"{ask.read_text('utf-8')}\n[Nowhere](nowhere.md)\n", "utf-8")
    assert ci(place).returncode == 1
    assert as_list(place)[:2] == [
        "Cannot be merged yet:",
        (
            "- The site cannot be built: Doc file 'ask.md' contains a link 'nowhere.md', but the"
            " target is not found among documentation files."
        ),
    ]
    assert not (folder / "preview").exists()


def test_broken_data_still_gives_the_report(made: PullRequest) -> None:
    place = made.repository.folder
    (place / "mkdocs.yml").write_text("site_name: Never built\n")
    made.repository.commit()
    made.realistic()
    made.edit("roles/front-desk.yaml", "owner: office-manager", "owner: ofice-manager")
    stale = place / "build" / "ci" / "preview"
    stale.mkdir(parents=True)
    done = ci(place, "--base", "main", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert done.stdout.startswith(
        "::error file=data/roles/front-desk.yaml,line=2,col=8,title=ROL002::owner 'ofice-manager'"
    )
    assert as_list(place)[:3] == [
        "Cannot be merged yet:",
        (
            "- data/roles/front-desk.yaml, line 2: owner 'ofice-manager' is not a role; did you"
            " mean 'office-manager'? Name the role that keeps this description true: the id of"
            " a file in data/roles/."
        ),
        f"- {SENTENCE}",
    ]
    assert not stale.exists()


def as_list(place: Path) -> list[str]:
    return (place / "build" / "ci" / "summary.txt").read_text("utf-8").splitlines()


def test_what_cannot_be_compared_is_said_with_the_remedy(made: PullRequest, tmp_path: Path) -> None:
    place = made.repository.folder
    (place / "mkdocs.yml").write_text("site_name: Never built\n")
    made.repository.commit()
    done = ci(place, "--base", "nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "Nothing can be compared: there is no revision 'nowhere' here; `git log` names what"
            " there is, and `git fetch origin nowhere` may bring it.\n"
        ),
    )
    shallow = tmp_path / "shallow"
    made.repository.git("switch", "--quiet", "--create", "copies")
    made.repository.commit()
    made.repository.git("switch", "--quiet", "main")
    few = ("--depth=1", "--no-single-branch", "--branch=copies")
    made.repository.git("clone", "--quiet", *few, place.as_uri(), str(shallow))
    done = ci(shallow)
    assert (done.returncode, done.stderr) == (
        2,
        (
            "Nothing can be compared: nobody can tell where this branch left the main one;"
            " this clone holds only the newest commits: `git fetch --unshallow` brings the"
            " others.\n"
        ),
    )


def test_a_branch_is_compared_with_where_it_left(made: PullRequest) -> None:
    made.repository.git("switch", "--quiet", "--create", "copies")
    made.repository.write("new.txt", "New.")
    made.repository.commit()
    made.repository.git("switch", "--quiet", "main")
    made.repository.write("other.txt", "Other.")
    made.repository.commit()
    made.repository.git("switch", "--quiet", "copies")
    made.repository.write("draft.txt", "Not committed.")
    assert branch_point(made.data) == made.base
    assert touched(made.data, made.base) == ["draft.txt", "new.txt"]
    assert touched(made.repository.folder, made.base) == ["data/draft.txt", "data/new.txt"]
    made.repository.git("branch", "--move", "main", "trunk")
    with pytest.raises(NoRevisionError, match="no branch main or master here; say with --base"):
        branch_point(made.data)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("data/roles/nurse.yaml", True),
        ("data/approved/notice/1.0.md", True),
        ("handbook/about/index.md", True),
        (".github/CODEOWNERS", True),
        ("data/.schemas/role.json", False),
        ("handbook/assets/extra.js", False),
        (".github/workflows/check.yml", False),
        ("mkdocs.yml", False),
        ("data", False),
    ],
)
def test_words_are_told_from_the_program(file: str, *, words: bool) -> None:
    assert machinery([file]) == ([] if words else [file])


def test_an_approval_by_who_could_is_let_through(made: PullRequest) -> None:
    made.realistic()
    approve(made, COPIES, "Copies go out within 15 days.", "alex-stone", "owner-physician")
    assert refused(made) == ()


def test_nobody_becomes_an_approver_and_approves_in_one_change(made: PullRequest) -> None:
    made.realistic()
    also(made, "kim-doyle", "owner-physician")
    approve(made, COPIES, "Copies go out within 15 days.", "kim-doyle", "owner-physician")
    assert refused(made) == (
        (
            "PRV-02 Copies of records: Kim Doyle could not approve it as Owner physician"
            " on November 20, 2026, by the handbook before this change."
        ),
    )


def test_a_policy_that_is_retired_gets_no_approval_either(made: PullRequest) -> None:
    made.edit(NOTICE, "status: active", "status: retired\nretired_on: 2026-10-01")
    made.repository.commit()
    made.version(NOTICE, "1.1", "2026-03-01", "Backdated.", "false")
    approve(made, NOTICE, "Backdated.", "kim-doyle", "front-desk")
    assert refused(made) == (
        (
            "PRV-01 Who may know what about a patient: Kim Doyle could not approve it as Front desk"
            " on November 20, 2026, by the handbook before this change."
        ),
    )


def test_nobody_brings_a_category_and_approves_by_it(made: PullRequest) -> None:
    shelf = made.text("categories.yaml").partition("categories:\n")[2]
    shelf = shelf.replace("privacy", "ours").replace("PRV", "OUR").replace("Privacy", "Ours")
    shelf = shelf.replace("owner-physician", "front-desk")
    made.repository.write("categories.yaml", f"{made.text('categories.yaml')}\n{shelf}")
    text = made.text(COPIES).replace("PRV-02", "OUR-01")
    text = text.replace("person: alex-stone", "person: kim-doyle")
    text = text.replace("role: owner-physician", "role: front-desk")
    made.repository.write("policies/ours/fresh.yaml", text)
    assert refused(made) == (
        (
            "OUR-01 Copies of records: the approval of version 1.0 cannot be judged, because nobody"
            " was named before this change who approves policies in Ours."
            " Bring that first, the approval after it."
        ),
    )


def test_approvals_of_what_could_not_be_read_are_refused(made: PullRequest) -> None:
    text = made.text(COPIES)
    made.repository.write(COPIES, "title: [")
    made.repository.commit()
    made.repository.write(COPIES, text)
    assert refused(made) == (
        (
            "PRV-02 Copies of records: the approval of version 1.0 cannot be judged, because the"
            " policy could not be read before. Mend it first."
        ),
    )


def test_approved_words_are_never_altered(made: PullRequest) -> None:
    copy = "approved/notice/1.0.md"
    made.repository.write(copy, made.text(copy).replace("ourselfs", "ourselves"))
    assert refused(made) == (
        (
            "The approved words of Who may know what about a patient, version 1.0, are"
            " altered. They stay as they are; other words are a new version."
        ),
    )


def test_an_approval_is_not_taken_away(made: PullRequest) -> None:
    unsealed = without_keys(made.text(NOTICE), ("revisions", 0), "approved", "seal")
    made.repository.write(NOTICE, unsealed)
    assert refused(made) == (
        (
            "PRV-01 Who may know what about a patient: the approval of version 1.0 is taken away."
            " What was approved stays so; other words are a new version."
        ),
    )
    made.repository.delete("approved/notice/1.0.md")
    assert refused(made) == ()  # what is deleted too early, git itself bears witness of: GIT002


def test_the_sample_does_not_judge_the_practice(made: PullRequest) -> None:
    made.edit("practice.yaml", "name: Example", "sample: true\nname: Example")
    made.repository.commit()
    made.edit("practice.yaml", "sample: true\n", "")
    also(made, "kim-doyle", "owner-physician")
    made.version(NOTICE, "1.1", "2026-12-01", "Ours.", "true")
    approve(made, NOTICE, "Ours.", "kim-doyle", "owner-physician")
    assert refused(made) == ()
    made.repository.commit()
    made.edit("practice.yaml", "name: Example", "sample: true\nname: Example")
    assert refused(made) == (
        "It says that this is the sample, whose approvals nobody judges. It is not any more.",
    )


def test_a_long_report_leaves_room_for_the_verdict(made: PullRequest) -> None:
    made.realistic()
    loaded = load(made.data)
    empty = report(Side(loaded, []), Side(loaded, []), TODAY)
    place = Place("data/roles/front-desk.yaml", 2, 8)
    many = [Problem(place, "ROL002", f"problem {n} calls @everybody") for n in range(500)]
    verdict = Verdict(empty, many, unbuilt=["a link\n::leads nowhere"])
    text = as_comment(verdict)
    assert len(text.encode()) <= ROOM
    assert "@" not in text
    assert "And 490 more problems." in text
    assert as_text(verdict).splitlines()[11:14] == [
        "- And 490 more problems.",
        "- The site cannot be built: a link ::leads nowhere",
        "- Nothing a reader would notice changes.",
    ]
