"""Somebody's tasks as a calendar file (RFC 5545): a day of its own for each, which blocks nobody's time.

It names nobody: a calendar is easily shared.
"""

from datetime import timedelta

from bot.cards.task import reason_words
from bot.translations.phrases import Phrases
from jobs.facts import TaskLine
from jobs.use_cases.own_answers import OwnCalendar

FILENAME = "taktgeber.ics"
PRODUCT = "-//Taktgeber//Taktgeber//EN"


def calendar_file(calendar: OwnCalendar, phrases: Phrases) -> bytes:
    """The file. A task keeps its UID wherever it is moved, so that importing again replaces it."""
    from icalendar import Calendar, Event

    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", phrases.say("calendar.name"))
    for task in calendar.tasks:
        event = Event()
        event.add("uid", f"task-{task.id}@{calendar.workspace}.taktgeber")
        event.add("dtstamp", calendar.made_at)
        event.add("dtstart", task.due_on)
        event.add("dtend", task.due_on + timedelta(days=1))
        event.add("summary", phrases.say("calendar.title", title=task.title, number=task.number))
        event.add("description", _state(task, phrases))
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    return bytes(file.to_ical())


def _state(task: TaskLine, phrases: Phrases) -> str:
    if task.stall_reason is not None:
        return phrases.say("calendar.blocked", reason=reason_words(task.stall_reason, phrases))
    if task.promised_until is not None:
        return phrases.say("calendar.promised", day=phrases.day(task.promised_until))
    if task.snoozed_until is not None:
        return phrases.say("calendar.snoozed", day=phrases.day(task.snoozed_until))
    return phrases.say("calendar.open", day=phrases.day(task.due_on))
