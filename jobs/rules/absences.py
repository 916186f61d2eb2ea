"""How the absences of one person stand together. Whether they were said at once or one by one makes no difference."""

from collections.abc import Iterable
from datetime import date, timedelta

from jobs.rules.availability import Span
from jobs.rules.workdays import NoWorkingDay, Workdays


def merged(spans: Iterable[Span], workdays: Workdays) -> tuple[Span, ...]:
    """The same absences in as few spans as possible, in order; `workdays` are the person's own.

    Two spans become one where they overlap, and where no working day lies between them: whoever is away until Friday
    and from Monday on is away over the weekend too.
    """
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.first):
        if found and _touches(found[-1], span, workdays):
            found[-1] = Span(found[-1].first, _later(found[-1].last, span.last))
        else:
            found.append(span)
    return tuple(found)


def ended(span: Span, today: date) -> Span | None:
    """What remains of an absence when the person is there from today on; None where nothing does."""
    if span.last is not None and span.last < today:
        return span
    return Span(span.first, today - timedelta(days=1)) if span.first < today else None


def within(inner: Span, outer: Span) -> bool:
    """Whether every day of the one is a day of the other."""
    if inner.first < outer.first:
        return False
    return outer.last is None or (inner.last is not None and inner.last <= outer.last)


def _touches(earlier: Span, later: Span, workdays: Workdays) -> bool:
    if earlier.last is None or (later.first - earlier.last).days <= 1:
        return True
    try:
        return workdays.next(earlier.last) >= later.first
    except NoWorkingDay:
        return True


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
