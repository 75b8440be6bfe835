"""Rules in words: for the command line, and for the page of each rule."""

from .rule import RULES, Rule


def listing() -> str:
    """One rule a line: id, severity, title."""
    return "\n".join(f"{r.id}  {r.severity:<7}  {r.title}" for r in in_order())


def in_order() -> list[Rule]:
    """All rules by id."""
    return sorted(RULES.values(), key=lambda rule: rule.id)


def explanation(rule: Rule) -> str:
    """What a rule wants and why, with its examples and its fix, as plain text."""
    parts = [f"{rule.id} ({rule.severity}): {rule.title}", rule.reason]
    for word, blocks in (("Bad", rule.bad), ("Good", rule.good)):
        for file, text in blocks.items():
            indented = "\n".join(f"    {line}" for line in text.rstrip().splitlines())
            parts.append(f"{word}, in {file}:\n\n{indented}")
    parts.append(f"Fix: {rule.fix}")
    return "\n\n".join(part for part in parts if part)
