"""The file of signatures: the chain, what git saw of it, and two who write at once."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.finding import RefusedError
from macros.model.signature import Signature
from macros.records.chain import FILE, HEADER, appended, hash_of, ledger, new
from macros.records.store import alone, append, read
from tests.lay import ROOT
from tests.repository import Repository
from tests.signing import signed


def written(number: int) -> bytes:
    """A file of so many signatures."""
    return appended(new(), [one(n) for n in range(number)])


def one(number: int) -> Signature:
    return signed(f"person-{number}", f"{number % 4}.0", str(date(2026, 3, 1 + number % 28)))


FIVE = written(5)
LINES = FIVE.splitlines(keepends=True)

signatures = st.builds(
    signed,
    st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}\.[0-9]{1,3}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str),
)


def faults(content: bytes) -> list[tuple[int, str]]:
    return [(line, message) for line, message in ledger(content).faults]


def test_a_person_can_read_the_file_and_work_out_its_hashes() -> None:
    header, first, second = written(2).decode().splitlines()
    assert header == ("person,role,policy,version,seal,on,method,recorded_by,recorded_on,before")
    assert first == (
        "person-0,scribe,keys,0.0,s1:0123456789abcdef,2026-03-01,paper,sam-rivers,2026-03-01,"
        "h1:8724c73d2ce14c2e046f27d3268db218"
    )
    assert second.endswith(f",{hash_of(first.encode())}")


@given(st.lists(signatures, max_size=5), st.lists(signatures, max_size=5))
def test_what_is_written_is_read_and_earlier_bytes_stay(
    earlier: list[Signature], later: list[Signature]
) -> None:
    before = appended(new(), earlier)
    after = appended(before, later)
    assert after.startswith(before)
    found = ledger(after)
    assert found.faults == ()
    assert list(found.signatures.values()) == [*earlier, *later]


@given(st.integers(0, len(FIVE) - len(LINES[-1]) - 1), st.integers(1, 255))
def test_any_other_byte_in_an_earlier_line_is_found(position: int, change: int) -> None:
    altered = bytearray(FIVE)
    altered[position] ^= change
    assert ledger(bytes(altered)).faults


@given(st.data())
def test_lines_moved_put_in_taken_out_or_doubled_are_found(data: st.DataObject) -> None:
    lines = LINES[:]
    kind = data.draw(st.sampled_from(["move", "put in", "take out", "double"]))
    place = data.draw(st.integers(1, len(lines) - 2))
    if kind == "move":
        other = data.draw(st.integers(1, len(lines) - 1).filter(lambda n: n != place))
        lines[place], lines[other] = lines[other], lines[place]
    elif kind == "put in":
        lines.insert(place, appended(new(), [data.draw(signatures)]).splitlines(keepends=True)[1])
    elif kind == "take out":
        del lines[place]
    else:
        lines.insert(place, lines[place])
    assert ledger(b"".join(lines)).faults


@given(st.binary(max_size=60))
def test_any_bytes_at_all_are_read_without_falling_over(content: bytes) -> None:
    ledger(content)
    ledger(FIVE + content)
    ledger(new() + content)


def test_what_is_wrong_is_named_with_its_line() -> None:
    changed = (
        "it does not carry the hash of line 3: that line was changed,"
        " or one between them was taken out"
    )
    assert faults(FIVE.replace(b"person-1", b"person-9")) == [(4, changed)]
    assert faults(b"".join([*LINES[:3], *LINES[4:]])) == [(4, changed)]
    swapped = [*LINES[:2], LINES[3], LINES[2], *LINES[4:]]
    told = "it was written below line {}, and stands below line {}: {}"
    moved = "lines were moved, put in or taken out"
    assert faults(b"".join(swapped)) == [
        (3, told.format(4, 2, moved)),
        (4, told.format(2, 3, moved)),
        (5, told.format(3, 4, moved)),
    ]
    assert faults(FIVE[:-1]) == [
        (6, "the last line has no end: it was cut off, or not written by us")
    ]
    assert faults(b"")[0] == (1, f"the first line is not {HEADER.decode()}")
    assert faults(b"\xef\xbb\xbf" + FIVE)[0] == (1, f"the first line is not {HEADER.decode()}")
    windows = FIVE.replace(b"\n", b"\r\n")
    assert (2, "the line ends as on Windows: another program saved the file") in faults(windows)
    quoted = FIVE.replace(b"person-4", b'"person-4"')
    assert faults(quoted) == [(6, "`person` '\"person-4\"' cannot be read")]
    assert faults(FIVE + b"\n")[0] == (7, "the line is empty")


# What a hash in each line cannot see, and git can.


@pytest.fixture
def records(tmp_path: Path) -> Repository:
    """A records repository with five signatures, each committed on a day of its own."""
    made = Repository(tmp_path / "records", data=".")
    for number in range(6):
        made.write(FILE, written(number))
        made.commit(f"2026-03-0{number + 1}")
    return made


def problems(records: Repository) -> tuple[str, ...]:
    return read(records.folder).problems


def test_git_saw_the_file_grow(records: Repository) -> None:
    found = read(records.folder)
    assert (found.kept.reason, found.kept.altered, found.problems) == ("", (), ())
    assert found.kept.content == FIVE
    records.write(FILE, written(7))
    assert read(records.folder).problems == ()


def test_the_end_and_the_last_line_are_seen_by_git_alone(records: Repository) -> None:
    for content, said in (
        (written(4), "line 6 is gone"),
        (written(2), "lines 4 to 6 are gone"),
        (FIVE.replace(b"person-4", b"person-5"), "line 6 is not as it was written"),
        (b"".join(LINES[:5]) + written(9).splitlines(keepends=True)[1], "line 6 is not as it was"),
    ):
        records.write(FILE, content)
        assert any(f"git kept it otherwise: {said}" in one for one in problems(records)), said


def test_a_whole_chain_made_anew_is_seen_by_git_alone(records: Repository) -> None:
    forged = appended(new(), [one(n) for n in (0, 1, 3, 4)])
    assert faults(forged) == []
    records.write(FILE, forged)
    said = f"records/{FILE}:  git kept it otherwise: line 4 is not as it was written"
    assert problems(records) == (said.replace("  ", " "),)
    commit = records.commit("2026-04-01")
    assert problems(records) == (said.replace("  ", " "),)
    told = f"commit {commit[:8]} of 2026-04-01: line 4 is not as it was written"
    assert read(records.folder).kept.altered == (told,)
    # More lines on top of it do not make it good; the lines that git kept do.
    records.write(FILE, appended(forged, [one(8)]))
    records.commit("2026-04-02")
    assert problems(records) != ()
    records.write(FILE, FIVE)
    records.commit("2026-04-03")
    assert (problems(records), read(records.folder).kept.altered) == ((), (told,))


def test_a_file_deleted_and_brought_back_is_told(records: Repository) -> None:
    records.delete(FILE)
    commit = records.commit("2026-04-01")
    with pytest.raises(RefusedError, match="there is no records/acknowledgements"):
        read(records.folder)
    records.write(FILE, FIVE)
    records.commit("2026-04-02")
    found = read(records.folder)
    assert found.problems == ()
    assert found.kept.altered == (f"commit {commit[:8]} of 2026-04-01: lines 1 to 6 are gone",)


def test_where_git_cannot_be_asked_it_says_so(tmp_path: Path, records: Repository) -> None:
    plain = tmp_path / "plain" / "records"
    plain.mkdir(parents=True)
    (plain / FILE).write_bytes(written(3))
    assert read(plain).kept.reason == "this folder is not a git repository"
    origin = records.folder.as_uri()
    shallow = Repository(tmp_path / "clone")
    shallow.git("clone", "--quiet", "--depth=1", origin, "records")
    said = read(shallow.folder / "records").kept.reason
    assert said == "the history was fetched in part only (shallow clone)"
    # In a repository that does not keep it, such as the handbook's own, git has seen nothing.
    inner = shallow.folder / "inner"
    inner.mkdir()
    (inner / FILE).write_bytes(written(3))
    assert "commit" in read(inner).kept.reason


def test_a_line_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(FIVE)
    found = read(tmp_path)
    tmp_path.chmod(0o500)
    try:
        (tmp_path / "probe").touch()
    except OSError:
        with pytest.raises(RefusedError, match="cannot be written"):
            append(tmp_path, found, [one(6)])
    finally:
        tmp_path.chmod(0o700)
    assert (tmp_path / FILE).read_bytes() == FIVE
    with alone(tmp_path):
        append(tmp_path, found, [one(6)])
    assert read(tmp_path).ledger.content == appended(FIVE, [one(6)])
    assert sorted(p.name for p in tmp_path.glob("*.tmp")) == []


WRITER = """
import sys
from pathlib import Path
from macros.records.store import alone, append, read
from tests.test_records import one
folder, first = Path(sys.argv[1]), int(sys.argv[2])
for number in range(first, first + 15):
    with alone(folder):
        found = read(folder)
        assert not found.problems, found.problems
        append(folder, found, [one(number)])
"""


def test_two_who_write_at_once_lose_no_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(new())
    starts = (0, 100, 200)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(start)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for start in starts
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    found = read(tmp_path)
    assert found.problems == ()
    people = [one.person for one in found.signatures]
    assert sorted(people) == sorted(f"person-{s + n}" for s in starts for n in range(15))


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(new())
    before = new()
    for number, wait in enumerate((0.0, 0.01, 0.03, 0.08, 0.15), start=1):
        running = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(number * 100)],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while (tmp_path / FILE).read_bytes() == before and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(wait)
        running.kill()
        running.wait()
        after = (tmp_path / FILE).read_bytes()
        assert after.startswith(before)
        assert after != before, "it wrote nothing"
        assert ledger(after).faults == ()
        before = after
    # Nobody waits for a lock that a dead writer held.
    with alone(tmp_path):
        append(tmp_path, read(tmp_path), [one(999)])


def test_a_merge_keeps_the_lines_of_both(records: Repository) -> None:
    """Two people committed at once: the line of one is written again below that of the other."""
    records.git("checkout", "--quiet", "-b", "mine")
    records.write(FILE, appended(FIVE, [one(7)]))
    records.commit("2026-04-01")
    records.git("checkout", "--quiet", "main")
    theirs = appended(FIVE, [one(8)])
    records.write(FILE, theirs)
    records.commit("2026-04-02")
    for first, second in (("main", "mine"), ("mine", "main")):
        records.git("checkout", "--quiet", "-B", "both", first)
        strategy = "ours" if first == "main" else "theirs"
        records.git("merge", "--quiet", "--no-commit", "--no-ff", "-X", strategy, second)
        records.write(FILE, theirs)
        records.commit("2026-04-03")
        said = (
            f"records/{FILE}: a merge left out what git kept, to be written down again:"
            " person-7 keys 3.0 (paper)"
        )
        assert problems(records) == (said,)
        records.write(FILE, appended(theirs, [one(7)]))
        assert problems(records) == ()
        records.commit("2026-04-04")
        assert problems(records) == ()
        assert read(records.folder).kept.altered == ()


def test_lines_are_not_lost_in_a_merge_that_prefers_an_older_branch(records: Repository) -> None:
    records.git("checkout", "--quiet", "-b", "older", "HEAD~2")
    records.git("merge", "--quiet", "-s", "ours", "--no-edit", "main")
    assert (records.folder / FILE).read_bytes() == written(3)
    records.git("checkout", "--quiet", "-B", "main", "older")
    assert problems(records) != ()
