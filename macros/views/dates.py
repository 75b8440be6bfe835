"""What is due when."""

from datetime import MAXYEAR, date, timedelta

from dateutil.relativedelta import relativedelta

from macros.model.handbook import Handbook
from macros.model.law import Regulation, StateQuestion
from macros.model.people import Role
from macros.model.policy import Policy
from macros.model.practice import Defaults


def defaults(book: Handbook) -> Defaults:
    """What holds where a record says nothing."""
    return book.practice.defaults if book.practice else Defaults()


def next_review(book: Handbook, policy: Policy) -> date | None:
    """The day the next review of a policy is due.

    It is counted from the intended date, so that late reviews do not drift.
    A review counts from the first day of the warning window on; an earlier one changes nothing.
    """
    if policy.review is None or not policy.revisions:
        return None
    months = policy.review.every_months
    if not policy.reviews:
        return _after(policy.revisions[-1].effective, months, 1)
    last = policy.reviews[0]
    if last.on < last.due - timedelta(days=defaults(book).warning_days):
        return last.due
    times = 1
    while _after(last.due, months, times) <= last.on < date.max:
        times += 1
    return _after(last.due, months, times)


def _after(day: date, months: int, times: int) -> date:
    # Counted from the anchor each time: January 31 leads to March 31, not to March 28.
    # A day at the end of all calendars means "never", and so does every day after it.
    far = day.year + months * times // 12 >= MAXYEAR - 1
    return date.max if far else day + relativedelta(months=months * times)


def next_recheck(book: Handbook, regulation: Regulation) -> date:
    """The day a regulation is to be read again."""
    months = regulation.recheck_months or defaults(book).recheck_months
    return _after(regulation.verified_on, months, 1)


def next_reading(role: Role) -> date | None:
    """The day a role description is to be read again, if it says when it last was and how often."""
    if role.reviewed_on is None or role.review_every_months is None:
        return None
    return _after(role.reviewed_on, role.review_every_months, 1)


def next_look(book: Handbook, question: StateQuestion) -> date | None:
    """The day the answer to a question of State law is to be looked up again, if there is one."""
    if question.answer is None or question.answered_on is None:
        return None
    months = question.recheck_months or defaults(book).recheck_months
    return _after(question.answered_on, months, 1)
