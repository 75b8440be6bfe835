"""Whether a change may be merged, in words, and what the people who decide must know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .changes.change import Report
from .forge import MARK, ROOM
from .formats import ended, listed
from .problems import Problem, counted, errors
from .review.markdown import as_markdown, escaped

# So many of anything are named; a list that nobody reads to its end helps nobody.
_NAMED = 10
_FILES = 3
# For the words that whoever posts the comment sets above it.
_SPARE = 1_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: the report, what must be mended, and what is good to know.

    `unbuilt` says why a site cannot be built, `machinery` are changed files of the program,
    `stale` says that the file is out of date which asks people to look.
    """

    report: Report
    problems: Sequence[Problem]
    objections: Sequence[str] = ()
    unbuilt: Sequence[str] = ()
    machinery: Sequence[str] = ()
    stale: bool = False

    @property
    def merges(self) -> bool:
        """Whether nothing stands against it."""
        return not (errors(self.problems) or self.objections or self.unbuilt)

    @property
    def lead(self) -> str:
        """The sentence that says it."""
        if self.merges:
            return "May be merged: the handbook hangs together, and its site can be built."
        return "Cannot be merged yet:"

    def reasons(self) -> Iterator[str]:
        """What stands against it, each with what to do."""
        yield from _few([_mend(problem) for problem in errors(self.problems)], "problem")
        yield from _few(self.objections, "objection")
        yield from _few([f"The site cannot be built: {said}" for said in self.unbuilt], "reason")

    def notes(self) -> Iterator[str]:
        """What does not stand against it, and what somebody must know who decides."""
        if self.report.authority:
            deciders = dict.fromkeys(row.decides for row in self.report.authority)
            yield f"It touches who may approve. That is decided by {listed(list(deciders))}."
        if self.machinery:
            more = len(self.machinery) - _FILES
            files = [*self.machinery[:_FILES], *([f"{more} more"] if more > 0 else [])]
            yield (
                f"It changes the program that checks it: {listed(files)}."
                " Somebody who reads such files must look."
            )
        yield from _waiting(self.report)
        if self.stale:
            yield (
                "The file .github/CODEOWNERS, which asks people to look, is out of date:"
                " python -m scripts.codeowners, or the commit that mends form, writes it anew."
            )
        warnings = len(self.problems) - len(errors(self.problems))
        if warnings:
            yield f"{counted(warnings, 'warning')}, which can wait."


def _few(rows: Sequence[str], noun: str) -> Iterator[str]:
    yield from rows[:_NAMED]
    if len(rows) > _NAMED:
        yield f"And {counted(len(rows) - _NAMED, f'more {noun}')}."


def _mend(problem: Problem) -> str:
    place = f"{problem.place.file}, line {problem.place.line}"
    return f"{place}: {ended(problem.message)} {problem.fix}".strip()


def _waiting(report: Report) -> Iterator[str]:
    """The policies whose new words staff do not read yet."""
    names = [p.change.title for p in report.policies if p.approving.state in ("waiting", "part")]
    if names:
        it = "it is" if len(names) == 1 else "they are"
        yield f"Until {it} approved, staff do not read what is new: {'; '.join(names)}."


def as_text(verdict: Verdict) -> str:
    """Write it for a terminal."""
    rows = [*verdict.reasons(), verdict.report.sentence, *verdict.notes()]
    # One line each, whatever a file is called: a forge takes some lines for commands.
    return "\n".join([verdict.lead, *(f"- {' '.join(row.split())}" for row in rows)])


def as_comment(verdict: Verdict) -> str:
    """Write it above the report, so that both fit a comment on a pull request."""
    rows = [f"- {escaped(row)}" for row in (*verdict.reasons(), *verdict.notes())]
    above = "\n".join([f"**{escaped(verdict.lead)}**", *(["", *rows] if rows else [])])
    below = as_markdown(verdict.report, ROOM - _SPARE - len(above.encode()))
    return below.replace(MARK, f"{MARK}\n\n{above}", 1)
