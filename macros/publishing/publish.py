"""Publishing an edition, from the first question to the moment in which it appears."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from macros.formats import commit_words
from macros.history import UnknownError, past
from macros.load import Loaded, load
from macros.model.edition import Despite, Edition
from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.model.practice import Website
from macros.model.record import Audience
from macros.problems import Problem
from macros.published import published
from macros.rules import check

from .address import stranger_at
from .appear import appear
from .deploy import deploy
from .despite import misplaced, stopping
from .draft import Draft, tag_of
from .ground import Ground, ground, shelf, tip, unfit
from .made import made
from .name import out_of_order, unusable
from .record import filled, held_back, waiting
from .refusal import RefusedError
from .scratch import scratch
from .since import changes_since

_FOLDER = "data"
Stranger = Callable[[str], bool | None]


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants published: which edition, for whom, and where."""

    edition: str
    today: date
    audience: Audience = "staff"
    branch: str = ""
    remote: str = ""
    despite: tuple[Despite, ...] = ()
    dry_run: bool = False

    @property
    def target(self) -> str:
        """The branch that is published; each audience has one of its own."""
        usual = "gh-pages" if self.audience == "staff" else f"gh-pages-{self.audience}"
        return self.branch or usual


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was published, or would be, and what people should know about it.

    `held_back` are not in it; `waiting` stand in it in their words before. `stranger` says whether
    the address of `site` lets strangers in: None where nobody asked, or it did not answer.
    `skipped` says which tags tell of no edition, and why.
    """

    edition: Edition
    held_back: tuple[Policy, ...]
    waiting: tuple[Policy, ...]
    warnings: tuple[Problem, ...]
    site: Website | None
    stranger: bool | None
    is_asked: bool
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """The handbook as it lies there, and what is wrong with it."""

    loaded: Loaded
    problems: list[Problem]

    @property
    def main(self) -> str:
        """The branch of which editions are made."""
        practice = self.loaded.book.practice
        return practice.branch if practice else "main"

    @property
    def site(self) -> Website | None:
        """Where staff read the published handbook."""
        practice = self.loaded.book.practice
        return practice.site if practice else None


def publish(project: Path, ask: Ask, stranger: Stranger = stranger_at) -> Outcome:
    """Publish an edition; RefusedError and FailedError say why not, and leave all as it was."""
    data = project / _FOLDER
    loaded, seen = load(data, _FOLDER), past(data, _FOLDER)
    read = _Read(loaded, check(loaded, ask.today, seen))
    reasons = [*unusable(ask.edition, ask.today), *misplaced(read.problems, ask.despite)]
    stops = stopping(read.problems, ask.despite)
    try:
        where = ground(project, ask.target, ask.remote)
        reasons += [*filter(None, [seen.unasked]), *unfit(where, read.main)]
        with scratch(where) as place:
            begun = _begun(where, place, ask)
            reasons += _of_shelf(where, place, ask, begun)
            stops = stopping(read.problems, begun.despite) if begun else stops
            if reasons or stops:
                raise RefusedError(reasons, stops)
            edition = begun or _edition(where, place, ask, loaded.book)
            draft = Draft(where, place, edition, ask.audience, _path(ask, read.site))
            return _carried_out(draft, ask, read, stranger)
    except UnknownError as unknown:
        raise RefusedError([*reasons, str(unknown)], stops) from None


def _begun(where: Ground, place: Path, ask: Ask) -> Edition | None:
    """The record of this edition, if it has one: it was made for others before, or interrupted."""
    found = (one for one in published(place).editions if one.edition == ask.edition)
    return next((one for one in found if one.commit == where.commit), None)


def _of_shelf(where: Ground, place: Path, ask: Ask, begun: Edition | None) -> Iterator[str]:
    """Why an edition cannot be laid beside what was published before."""
    there = shelf(where)
    if there.foreign:
        yield (
            f"the branch {where.branch!r} holds something else than editions;"
            " choose another with --branch"
        )
    for other in sorted(there.audiences - {ask.audience}):
        yield (
            f"the branch {where.branch!r} holds the site for {other}, and this one is for"
            f" {ask.audience}: each needs a place of its own; choose it with --branch"
        )
    tagged = tip(place, f"refs/tags/{tag_of(ask.edition)}")
    if ask.edition in there.editions:
        yield f"edition {ask.edition} is published already, and an edition never changes"
    elif tagged and not begun:
        yield (
            f"the tag {tag_of(ask.edition)} exists already, of another commit,"
            f" {commit_words(tagged)}; choose the next name"
        )
    else:
        known = [] if begun else [one.edition for one in published(place).editions]
        yield from out_of_order(ask.edition, [*known, *there.editions])


def _edition(where: Ground, place: Path, ask: Ask, book: Handbook) -> Edition:
    """The record of a new edition."""
    before = next(iter(published(place).editions), None)
    begun = Edition(
        edition=ask.edition,
        on=ask.today,
        commit=where.commit,
        before=before.edition if before else "",
        despite=ask.despite,
        changes=changes_since(place / where.inside / _FOLDER, before, book, ask.today),
    )
    return filled(begun, book)


def _carried_out(draft: Draft, ask: Ask, read: _Read, stranger: Stranger) -> Outcome:
    book, site = read.loaded.book, read.site
    deploy(draft)
    commit = made(draft)
    asked = bool(site and not site.open and ask.audience == "staff")
    answer = stranger(site.address) if site and asked else None
    if not ask.dry_run:
        appear(draft, commit)
    return Outcome(
        edition=draft.edition,
        held_back=tuple(held_back(book)),
        waiting=tuple(waiting(book, ask.today)),
        warnings=tuple(p for p in read.problems if _calls(p)),
        site=site,
        stranger=answer,
        is_asked=asked,
        skipped=published(draft.place).skipped,
    )


def _calls(problem: Problem) -> bool:
    """Whether a warning asks for work; form is mended by a command."""
    return problem.severity == "warning" and not problem.rule.startswith("FRM")


def _path(ask: Ask, site: Website | None) -> str:
    """The path at which the site lies on its host; of the others' sites nobody wrote it down."""
    known = site and ask.audience == "staff"
    return f"{urlsplit(site.address).path.rstrip('/')}/" if site and known else "/"
