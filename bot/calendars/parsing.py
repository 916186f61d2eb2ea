"""Reads an iCalendar file into entries, as Google, Outlook and Nextcloud write them.

Whether an entry counts is not said here. A file may be anybody's: what recurs by the hour, or without ever matching a
day, is left out or given up.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING, Any

from bot.calendars.faults import Unreadable
from jobs.rules.calendar_entries import CalendarEntry, EntryState

if TYPE_CHECKING:
    from icalendar import Calendar
    from icalendar.cal import Component

RECURRING_AHEAD = timedelta(weeks=26)
NEAR = timedelta(days=731)
MOST_ENTRIES = 2_000
EXPANDING_SECONDS = 5.0
"""Some rules are looked for through all of the calendar's years before they turn out to match no day."""

_BUSY_STATUS = "X-MICROSOFT-CDO-BUSYSTATUS"
_FREE_STATUSES = ("FREE", "TENTATIVE", "WORKINGELSEWHERE")
_BY_DAY = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_A_DAY = timedelta(days=1)
_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError)
"""What comes of a file that is written wrongly."""


def read_entries(content: bytes, today: date) -> tuple[CalendarEntry, ...]:
    """The entries from yesterday on; raises Unreadable for what is no calendar, or too much of one."""
    calendar = _calendar(content)
    found: list[CalendarEntry] = []
    until = monotonic() + EXPANDING_SECONDS
    for events in _by_uid(calendar).values():
        try:
            found += [one for one in _entries(calendar, events, today) if _is_near(one, today)]
        except _BROKEN:
            continue  # one that is written wrongly spoils no other
        if len(found) > MOST_ENTRIES or monotonic() > until:
            raise Unreadable("too_large")
    return tuple(found)


def _calendar(content: bytes) -> "Calendar":
    from icalendar import Calendar

    try:
        found = Calendar.from_ical(content.decode("utf-8-sig", errors="replace"))
    except _BROKEN:
        raise Unreadable("not_a_calendar") from None  # what the fault says may be what the file says
    if not isinstance(found, Calendar):
        raise Unreadable("not_a_calendar")
    return found


def _by_uid(calendar: "Calendar") -> dict[str, list["Component"]]:
    """An entry that recurs, together with the occurrences that were changed."""
    found: dict[str, list[Component]] = {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        if _moment(event, "DTSTART") is not None:
            found.setdefault(str(event.get("UID") or f"without {number}"), []).append(event)
    return found


def _entries(calendar: "Calendar", events: list["Component"], today: date) -> Iterator[CalendarEntry]:
    if all(_state(event) == "free" for event in events):
        return
    if not any("RRULE" in event or "RDATE" in event for event in events):
        yield from (entry for event in events if (entry := _entry(event, _changed_day(event))) is not None)
        return
    by_day = [event for event in events if _recurs_by_day(event)]
    for event in _occurrences(calendar, by_day, today - _A_DAY):
        entry = _entry(event, _changed_day(event) or str(_moment(event, "DTSTART")))
        if entry is not None:
            yield entry


def _occurrences(calendar: "Calendar", events: list["Component"], first: date) -> Iterable["Component"]:
    """Every occurrence for half a year."""
    from icalendar import Calendar
    from recurring_ical_events import of

    alone = Calendar()
    for component in (*calendar.walk("VTIMEZONE"), *events):
        alone.add_component(component)
    return list(of(alone, skip_bad_series=True).between(first, first + RECURRING_AHEAD))


def _recurs_by_day(event: "Component") -> bool:
    """Whether every rule by which it recurs can be followed: at most once a day."""
    rules = event.get("RRULE", [])
    return all(isinstance(rule, dict) and _is_by_day(rule) for rule in (rules if isinstance(rules, list) else [rules]))


def _is_by_day(rule: Any) -> bool:
    often = str(next(iter(rule.get("FREQ", [])), "")).upper()
    steps = rule.get("INTERVAL", [1])
    return often in _BY_DAY and not any(part in rule for part in _WITHIN_A_DAY) and all(step >= 1 for step in steps)


def _entry(event: "Component", occurrence: str) -> CalendarEntry | None:
    begins = _moment(event, "DTSTART")
    if begins is None:
        return None
    uid = str(event.get("UID") or begins)
    # A key says nothing of the entry, and fits whatever an identifier looks like.
    key = sha256(f"{uid}\n{occurrence}".encode()).hexdigest()[:40]
    return CalendarEntry(key, begins, _end(event, begins), _state(event), str(event.get("SUMMARY") or ""))


def _changed_day(event: "Component") -> str:
    """Which occurrence it is, by the day on which it was meant to begin."""
    return str(_moment(event, "RECURRENCE-ID") or "")


def _moment(event: "Component", name: str) -> date | datetime | None:
    moment = _value(event, name)
    return moment if isinstance(moment, date) else None


def _value(event: "Component", name: str) -> object:
    """What a property says in Python's own terms; None if it is missing, or written wrongly."""
    from icalendar.error import BrokenCalendarProperty

    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _end(event: "Component", begins: date | datetime) -> date | datetime:
    """Without an end a day lasts a day, and a time no time at all."""
    end = _moment(event, "DTEND")
    if end is not None and isinstance(end, datetime) == isinstance(begins, datetime):
        return end
    duration = _value(event, "DURATION")
    if isinstance(duration, timedelta):
        return begins + duration
    return begins if isinstance(begins, datetime) else begins + _A_DAY


def _state(event: "Component") -> EntryState:
    """What the calendar says of somebody's time: Outlook's own mark, or else whether it shows as free."""
    mark = str(event.get(_BUSY_STATUS) or "").upper()
    if str(event.get("STATUS") or "").upper() in ("CANCELLED", "TENTATIVE") or mark in _FREE_STATUSES:
        return "free"
    if mark == "OOF":
        return "out_of_office"
    return "free" if str(event.get("TRANSP") or "").upper() == "TRANSPARENT" else "busy"


def _is_near(entry: CalendarEntry, today: date) -> bool:
    """Whether it isn't over, and begins and ends within a time that an absence may be about."""
    begins, ends = (one.date() if isinstance(one, datetime) else one for one in (entry.begins, entry.ends))
    return today - NEAR <= begins and today - _A_DAY <= ends <= today + NEAR
