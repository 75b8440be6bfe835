"""What our State says: an answer says where it comes from, and is looked at again."""

from datetime import date

from macros.model.handbook import Handbook
from macros.views.dates import next_look

from .rule import Findings, rule

_PROOF = ("source", "answered_by", "answered_on")


@rule(
    "LAW008", fix="Add `source`, `answered_by` and `answered_on`; without an answer, none of them."
)
def answer_says_where_it_comes_from(book: Handbook) -> Findings:
    """An answer about State law names its source, who found it, and on which day.

    A question nobody has answered yet is no problem: pages say that it is open.

    Bad:

    ```yaml title="data/state.yaml"
    questions:
      - id: minor-consent
        question: When may somebody under 18 consent alone?
        answer: From 16 on.
    ```

    Good:

    ```yaml title="data/state.yaml"
    questions:
      - id: minor-consent
        question: When may somebody under 18 consent alone?
        answer: From 16 on.
        source: Lakeland Code 12-34
        answered_by: sam-rivers
        answered_on: 2026-10-01
    ```
    """
    for question in book.state_questions.values():
        there = [key for key in _PROOF if getattr(question, key) is not None]
        lacking = [key for key in _PROOF if key not in there]
        if question.answer and lacking:
            yield question.at("answer"), f"the answer to {question.id!r} has no {_keys(lacking)}"
        elif there and not question.answer:
            message = f"{question.id!r} has {_keys(there)}, but no `answer`"
            yield question.at(there[0]), message


def _keys(keys: list[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


@rule(
    "DUE006",
    fix="Look the answer up again, and set `answered_on` to that day.",
    severity="warning",
)
def answers_are_looked_up_again(book: Handbook, today: date) -> Findings:
    """Every answer about State law was looked up again in time.

    Legislatures meet every year, and nobody tells the practice what they changed.

    Bad:

    ```yaml title="data/state.yaml"
    questions:
      - id: minor-consent
        question: When may somebody under 18 consent alone?
        answer: From 16 on.
        source: Lakeland Code 12-34
        answered_by: sam-rivers
        answered_on: 2025-10-01
    ```

    Good:

    ```yaml title="data/state.yaml"
    questions:
      - id: minor-consent
        question: When may somebody under 18 consent alone?
        answer: From 16 on.
        source: Lakeland Code 12-34
        answered_by: sam-rivers
        answered_on: 2025-12-01
    ```
    """
    for question in book.state_questions.values():
        if (due := next_look(book, question)) and due < today:
            message = f"the answer to {question.id!r} was to be looked up again on {due}"
            yield question.at("answered_on"), message
