"""Which pages a handbook has: address, title, data file, and the macro that fills each."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .decode import origin
from .kinds import BY_NAME, KINDS, Kind
from .model.handbook import Handbook
from .model.people import Person, Role
from .model.record import Record
from .rules.explain import in_order
from .views.standing import Version

Versions = Mapping[str, Sequence[Version]]
NO_VERSIONS: Versions = {}
# Where the records of a kind have a page each; the folder's index is written by hand.
FOLDERS = {
    "role": "roles",
    "person": "people",
    "policy": "policies",
    "procedure": "procedures",
    "onboarding": "onboarding",
    "checklist": "checklists",
    "emergency": "emergencies",
    "form": "forms",
    "regulation": "regulations",
    "training": "training",
}
# Where the records of a kind share a page: its path, and what stands before an id in the anchor.
SHARED = {
    "department": ("roles/index.md", ""),
    "category": ("policies/index.md", ""),
    "designation": ("people/index.md", "post-"),
    "separation": ("people/index.md", "apart-"),
    "topic": ("ask.md", ""),
    "term": ("glossary.md", ""),
    "state-question": ("regulations/state.md", ""),
    "element": ("regulations/compliance-program.md", ""),
    "contact": ("ask.md", "contact-"),
}
# The pages by hand that list those records.
INDEXES = {f"{folder}/index.md" for folder in FOLDERS.values()}
READING_FOLDER = "reading"
RULE_FOLDER = "about/rules"
DATA_FOLDER = "about/data"
GONE_FOLDER = "what-if"


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page.

    `path` is that of its Markdown below handbook/; `part` fills it, for `argument`;
    `data` the file below data/ that its pencil opens, empty where there is none.
    A `lesser` one goes with its index; one that is not `searched` only repeats what others say,
    and one that is not `chained` has no previous and no next.
    """

    path: str
    title: str
    part: str
    argument: str
    data: str = ""
    lesser: bool = False
    searched: bool = True
    chained: bool = True

    @property
    def call(self) -> str:
        """The macro that fills it, as a hand-written page would call it."""
        return f'{self.part}("{self.argument}")'

    @property
    def index(self) -> str:
        """The path of the hand-written page of its folder."""
        folder = posixpath.dirname(self.path)
        return f"{folder if self.chained else posixpath.dirname(folder)}/index.md"


def pages(book: Handbook, versions: Versions = NO_VERSIONS) -> Iterator[Page]:
    """Every generated page, in the order in which each folder is read.

    `versions` holds the approved versions of each policy; with more than one, each has its page.
    """
    for kind in KINDS:
        if folder := FOLDERS.get(kind.name):
            for record in in_reading_order(book, kind):
                path, part = f"{folder}/{record.id}.md", f"{kind.name}_page"
                yield Page(path, title(record), part, record.id, _data_file(record))
    yield from _version_pages(book, versions)
    for role in in_reading_order(book, BY_NAME["role"]):
        if isinstance(role, Role) and role.status == "active":
            path, name = f"{READING_FOLDER}/{role.id}.md", f"Reading list: {role.title}"
            yield Page(path, name, "reading_page", role.id, lesser=True, searched=False)
    yield from _gone(book)
    for kind in KINDS:
        path = f"{DATA_FOLDER}/{kind.name}.md"
        yield Page(path, kind.name.capitalize(), "data_page", kind.name, lesser=True)
    for rule in in_order():
        path = f"{RULE_FOLDER}/{rule.id.lower()}.md"
        yield Page(path, rule.id, "rule_page", rule.id, lesser=True)


def _version_pages(book: Handbook, versions: Versions) -> Iterator[Page]:
    for policy_id, found in versions.items():
        if len(found) == 1 and found[0].standing == "in-force":
            continue
        policy = book.policies[policy_id]
        for shown in found:
            version = shown.revision.version
            name = f"{title(policy)}, version {version}"
            path, argument = version_path(policy_id, version), f"{policy_id}/{version}"
            yield Page(path, name, "policy_version", argument, searched=False, chained=False)


def version_path(policy_id: str, version: str) -> str:
    """The page of one version of a policy, for good."""
    return f"policies/{policy_id}/{version}.md"


def _gone(book: Handbook) -> Iterator[Page]:
    """What breaks without each person, and without anybody in each role."""
    for word, end in (("person", "gone"), ("role", "vacant")):
        for record in in_reading_order(book, BY_NAME[word]):
            if getattr(record, "status", "active") == "active":
                named = f"If {title(record)} were {end}"
                path, key = gone(word, record.id), f"{word}-{record.id}"
                yield Page(path, named, "what_if_page", key, lesser=True)


def gone(kind: str, record_id: str) -> str:
    """The path of the page that says what breaks without a person or a role."""
    return f"{GONE_FOLDER}/{kind}-{record_id}.md"


def in_reading_order(book: Handbook, kind: Kind) -> list[Record]:
    """The records of a kind as an index lists them: policies by code, cards as written."""
    records: list[Record] = list(getattr(book, kind.table).values())
    return records if kind.name == "emergency" else ordered(records)


def ordered(records: Iterable[Record]) -> list[Record]:
    """Records of one kind in the order in which an index lists them."""
    return sorted(records, key=_sorted_by)


def _sorted_by(record: Record) -> tuple[str, str]:
    """Policies by code, people by the last word of their name, everything else by title."""
    name = str(getattr(record, "code", title(record))).casefold()
    return (name.split()[-1] if isinstance(record, Person) else name, name)


def title(record: Record) -> str:
    """What a record is called on pages."""
    names = ("title", "name", "term", "ask", "question")
    return next(str(getattr(record, name)) for name in names if name in type(record).model_fields)


def find(book: Handbook, kind: str, record_id: str) -> Record | None:
    """The record a reference means, if it is in this handbook."""
    found = getattr(book, BY_NAME[kind].table).get(record_id) if kind in BY_NAME else None
    return found if isinstance(found, Record) else None


def address(kind: str, record_id: str) -> tuple[str, str]:
    """The page on which a record stands, and its anchor there."""
    if kind in FOLDERS:
        return f"{FOLDERS[kind]}/{record_id}.md", ""
    path, prefix = SHARED[kind]
    return path, prefix + record_id


def url(path: str, *, directories: bool = True) -> str:
    """The address of a page below the site's root, as MkDocs builds it; a file is where it is."""
    if not path.endswith(".md"):
        return path
    bare = path.removesuffix(".md")
    if posixpath.basename(bare) == "index":
        folder = posixpath.dirname(bare)
        end = "" if directories else "index.html"
        return f"{folder}/{end}" if folder else end
    return f"{bare}/" if directories else f"{bare}.html"


def relative(target: str, current: str) -> str:
    """A link from the page at one address to another below the same root."""
    # Every link of every page asks; posixpath.relpath would look up the working folder twice each.
    start, goal = current.split("/")[:-1], [step for step in target.split("/") if step]
    same = 0
    while same < min(len(start), len(goal)) and start[same] == goal[same]:
        same += 1
    link = "/".join([".."] * (len(start) - same) + goal[same:]) or "."
    return f"{link}/" if target.endswith("/") or not target else link


def _data_file(record: Record) -> str:
    return origin(record).source.inside
