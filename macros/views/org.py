"""The org chart as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from macros.model.handbook import Handbook
from macros.model.people import Role

from .cover import Holder, cover, in_role, vacant


@dataclass(frozen=True, slots=True)
class Post:
    """A role in the chart: who works in it, who covers it while it is vacant, what is below it."""

    role: Role
    people: tuple[Holder, ...]
    covered_by: Role | None
    below: tuple["Post", ...]

    @property
    def vacant(self) -> bool:
        """Whether nobody fills the post."""
        return not any(holder.fills for holder in self.people)

    def all(self) -> Iterator["Post"]:
        """The post itself and every post below it."""
        yield self
        for post in self.below:
            yield from post.all()


def org_tree(book: Handbook, today: date) -> list[Post]:
    """The posts that report to nobody, each with the posts below it; one, in a sound handbook."""
    below: dict[str | None, list[Role]] = {}
    for role in book.roles.values():
        if role.status == "active":
            below.setdefault(role.reports_to, []).append(role)
    return [_post(book, role, below, today) for role in below.get(None, [])]


def _post(book: Handbook, role: Role, below: dict[str | None, list[Role]], today: date) -> Post:
    posts = [_post(book, lower, below, today) for lower in below.get(role.id, [])]
    # The largest branches first, then by title, so that the chart stays where it was.
    posts.sort(key=lambda post: (-len(list(post.all())), post.role.title))
    covered = cover(book, role.id, today) if vacant(book, role.id, today) else None
    people = tuple(in_role(book, role.id, today))
    return Post(role, people, book.roles.get(covered or ""), tuple(posts))


def branches(book: Handbook, root: Post) -> list[tuple[str, Post]]:
    """The tree cut by department: each department's posts below the root they hang from."""
    found = []
    for department in book.departments.values():
        cut = _within(root, department.id)
        if cut is not None:
            found.append((department.id, cut))
    return found


def _within(post: Post, department: str) -> Post | None:
    """The part of a tree that leads to posts of one department."""
    below = tuple(cut for lower in post.below if (cut := _within(lower, department)))
    if not below and post.role.department != department:
        return None
    return Post(post.role, post.people, post.covered_by, below)


def reports(book: Handbook, role: Role) -> list[Role]:
    """The active roles that report to a role."""
    found = [r for r in book.roles.values() if r.reports_to == role.id and r.status == "active"]
    return sorted(found, key=lambda r: r.title)
