"""Tasks as a calendar (RFC 5545), to subscribe to or as a file: a day of its own for each, which blocks nobody's time.

Somebody's own names nobody, the company's only who is responsible: a calendar is easily shared.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cards.task import reason_words
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import TaskLine
from jobs.use_cases.own_answers import Calendar, CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event

FILENAME = "taktgeber.ics"
PRODUCT = "-//Taktgeber//Taktgeber//EN"
LOOK_AGAIN = timedelta(minutes=15)


def calendar_file(calendar: Calendar, phrases: Phrases) -> bytes:
    """The file. A task keeps its UID wherever it is moved, so that a calendar replaces what it knew of it."""
    from icalendar import Calendar as File

    name = phrases.say("calendar.name", company=calendar.company) if calendar.company else phrases.say("calendar.own")
    file = File()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    file.add("x-wr-timezone", phrases.zone)
    file.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", f"PT{LOOK_AGAIN // timedelta(minutes=1)}M")
    for entry in calendar.entries:
        file.add_component(_event(entry, calendar, phrases))
    return bytes(file.to_ical())


def _event(entry: CalendarEntry, calendar: Calendar, phrases: Phrases) -> "Event":
    from icalendar import Event

    task = entry.task
    event = Event()
    event.add("uid", f"task-{task.id}@{calendar.workspace}.taktgeber")
    event.add("dtstamp", calendar.made_at)
    event.add("sequence", entry.version)
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + timedelta(days=1))
    event.add("summary", _title(entry, phrases, names=calendar.company is not None))
    event.add("description", _state(task, phrases))
    event.add("transp", "TRANSPARENT")
    return event


def _title(entry: CalendarEntry, phrases: Phrases, *, names: bool) -> str:
    task = entry.task
    title = phrases.say("calendar.title", title=task.title, number=task.number)
    if names:
        who = entry.responsible.name if entry.responsible else phrases.say("calendar.nobody")
        title = phrases.say("calendar.title.who", title=title, who=who)
    return title if task.is_open else phrases.say("calendar.title.done", title=title)


def _state(task: TaskLine, phrases: Phrases) -> str:
    if task.ended is not None:
        return _ending(task, phrases)
    if task.stall_reason is not None:
        return phrases.say("calendar.blocked", reason=reason_words(task.stall_reason, phrases))
    if task.promised_until is not None:
        return phrases.say("calendar.promised", day=phrases.day(task.promised_until))
    if task.snoozed_until is not None:
        return phrases.say("calendar.snoozed", day=phrases.day(task.snoozed_until))
    return phrases.say("calendar.open", day=phrases.day(task.due_on))


def _ending(task: TaskLine, phrases: Phrases) -> str:
    day = phrases.day(task.ended_on or task.due_on)
    said = PhraseId("calendar.small") if task.ended == "small" else PhraseId("calendar.done")
    return phrases.say(said, day=day)
