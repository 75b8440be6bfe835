"""Where the boxes and lines of an org chart lie: numbers only, drawn by a template."""

import textwrap
from dataclasses import dataclass

from .views.cover import Holder
from .views.org import Post

WIDTH, GAP, INDENT, LINE = 190, 16, 26, 17
_LETTERS = 21


@dataclass(frozen=True, slots=True)
class Box:
    """A post as drawn: its place in pixels, and its lines of text."""

    post: Post
    x: int
    y: int
    height: int
    title: tuple[str, ...]
    note: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]


def in_columns(root: Post) -> Chart:
    """The root on top, a column for each post below it, and everything further down indented."""
    if len(root.below) <= 1:
        return in_one_column(root)
    widths = [WIDTH + INDENT * (_depth(post) - 1) for post in root.below]
    total = sum(widths) + GAP * (len(widths) - 1)
    top = _box(root, (total - WIDTH) // 2, 0)
    start, half = top.height + 2 * GAP, top.height + GAP
    boxes, lines, x = [top], [], 0
    for post, width in zip(root.below, widths, strict=True):
        column, strokes = _column(post, x, start)
        boxes += column
        lines += [f"M{total // 2} {top.height}V{half}H{x + WIDTH // 2}V{start}", *strokes]
        x += width + GAP
    height = max(box.y + box.height for box in boxes)
    return Chart(total, height, tuple(boxes), tuple(lines))


def in_one_column(root: Post) -> Chart:
    """Every post on a line of its own, indented below the one it reports to: fits a phone."""
    boxes, lines = _column(root, 0, 0)
    last = boxes[-1]
    width = max(box.x for box in boxes) + WIDTH
    return Chart(width, last.y + last.height, tuple(boxes), tuple(lines))


def _depth(post: Post) -> int:
    return 1 + max((_depth(lower) for lower in post.below), default=0)


def _column(post: Post, x: int, y: int) -> tuple[list[Box], list[str]]:
    """A post and, indented below it, the posts under it, with the lines that join them."""
    box = _box(post, x, y)
    boxes, lines = [box], []
    below = y + box.height + GAP
    for lower in post.below:
        inner, strokes = _column(lower, x + INDENT, below)
        middle = below + inner[0].height // 2
        lines += [f"M{x + INDENT // 2} {y + box.height}V{middle}H{x + INDENT}", *strokes]
        boxes += inner
        below = max(b.y + b.height for b in inner) + GAP
    return boxes, lines


def _box(post: Post, x: int, y: int) -> Box:
    title = tuple(textwrap.wrap(post.role.title, _LETTERS))
    note = tuple(_note(post))
    return Box(post, x, y, LINE * (len(title) + len(note)) + GAP, title, note)


def _note(post: Post) -> list[str]:
    if post.vacant:
        cover = f"vacant, covered by: {post.covered_by.title}" if post.covered_by else "vacant"
        return textwrap.wrap(cover, _LETTERS)
    return [line for h in post.people for line in textwrap.wrap(_name(h), _LETTERS)]


def _name(holder: Holder) -> str:
    kind = holder.assignment.kind
    return holder.person.name if kind == "permanent" else f"{holder.person.name} ({kind})"
