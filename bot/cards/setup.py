"""The way to the first nudge: the greeting, the invitation, the look ahead and what switching on comes to."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.cards.card import (
    Actions,
    Aside,
    Bold,
    Button,
    Card,
    Heading,
    Mention,
    Paragraph,
    Part,
    Rich,
    Span,
    card_of_parts,
    joined,
)
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from jobs.notices import Appointed
from jobs.rehearsal import FirstNudge
from jobs.rules.slots import local_day
from jobs.use_cases.answers import PlannedTask
from jobs.use_cases.settings import SettingsSaved
from jobs.use_cases.setup import FirstWeeks, Invitation, SwitchedOn

SHOWN_A_WEEK = 25


def greeting_card(phrases: Phrases) -> Card:
    """What the bot does in three short lines, that nothing happens yet, and where it begins."""
    lines = ("greeting.reminds", "greeting.replies", "greeting.helps")
    return card_of_parts(
        (
            Heading(phrases.say("greeting.head")),
            Paragraph(phrases.rich("greeting")),
            Paragraph(joined((phrases.rich(line) for line in lines), "\n")),
            Actions("setup", (_setup(phrases),)),
            Aside(phrases.rich("greeting.quiet")),
        )
    )


def appointed_card(notice: Appointed, phrases: Phrases) -> Card:
    """What coordinating means, and by whom it was set up."""
    by = phrases.rich("appointed.by", who=Mention(notice.by)) if notice.by else phrases.rich("appointed.nobody")
    return card_of_parts(
        (
            Heading(phrases.say("appointed.head")),
            Paragraph(by),
            Paragraph(phrases.rich("appointed.means")),
            Aside(phrases.rich("appointed.ways")),
        )
    )


def invitation_parts(invitation: Invitation, phrases: Phrases) -> Iterator[Part]:
    """What stands in place of everything else until the rhythm is on."""
    if not invitation.may:
        yield Paragraph(phrases.rich("invitation.others", who=_who(invitation.by, phrases)))
        return
    if invitation.stage == "new":
        yield Heading(phrases.say("invitation.new"))
        yield Paragraph(phrases.rich("invitation.new.what"))
        yield Actions("setup", (_setup(phrases),))
    else:
        yield Heading(phrases.say("invitation.held"))
        yield from _going_on(invitation.activities, phrases)
    yield Aside(phrases.rich("invitation.quiet"))


def invitation_card(invitation: Invitation, phrases: Phrases) -> Card:
    return card_of_parts(invitation_parts(invitation, phrases))


def _going_on(activities: int, phrases: Phrases) -> Iterator[Part]:
    starter = Button(phrases.say("button.starter"), "form-starter", "setup", primary=not activities)
    others = (
        Button(phrases.say("button.activity_new"), "form-activity", "new"),
        Button(phrases.say("button.settings"), "form-setup", "setup"),
    )
    if not activities:
        yield Paragraph(phrases.rich("invitation.held.empty"))
        yield Actions("setup", (starter, *others))
        return
    look = Button(phrases.say("button.first_weeks"), "form-switch_on", "setup", primary=True)
    yield Paragraph(phrases.rich("invitation.held.ready", n=activities))
    yield Actions("setup", (look, starter, *others))


def _setup(phrases: Phrases) -> Button:
    return Button(phrases.say("button.setup"), "form-setup", "setup", primary=True)


def settings_card(saved: SettingsSaved, phrases: Phrases) -> Card:
    """Settings that hold from now on."""
    return card_of_parts(_settings(saved, phrases))


def _settings(saved: SettingsSaved, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("setup.saved"))
    yield Paragraph(phrases.rich("setup.saved.from_now"))
    if saved.appointed is not None:
        yield Paragraph(phrases.rich("setup.saved.appointed", who=Mention(saved.appointed)))
    yield Actions("feeds", (Button(phrases.say("button.feeds"), "feeds", ""),))


def weeks_parts(weeks: FirstWeeks, phrases: Phrases) -> Iterator[Part]:
    """Who would be nudged first, and four weeks day by day."""
    yield Paragraph(phrases.rich("weeks.quiet"))
    if weeks.first is not None:
        yield Paragraph(_first(weeks.first, weeks.at, phrases))
    if not weeks.tasks:
        yield Paragraph(phrases.rich("weeks.none"))
    ordered = sorted(weeks.tasks, key=lambda one: (one.task.due_on, one.task.number))
    for monday, week in groupby(ordered, key=lambda one: _monday(one.task.due_on)):
        yield Paragraph(joined(_week(monday, list(week), phrases), "\n"))
    yield Aside(phrases.rich("weeks.change"))


def empty_weeks_parts(phrases: Phrases) -> Iterator[Part]:
    """What is still missing before anything can be looked at or switched on."""
    yield Paragraph(phrases.rich("weeks.empty"))
    starter = Button(phrases.say("button.starter"), "form-starter", "setup", primary=True)
    yield Actions("setup", (starter, Button(phrases.say("button.activity_new"), "form-activity", "new")))


def switched_on_card(switched: SwitchedOn, phrases: Phrases) -> Card:
    """That the rhythm is on, when the first nudge goes out and to whom."""
    return card_of_parts(_switched_on(switched, phrases))


def _switched_on(switched: SwitchedOn, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("weeks.on.again" if switched.again else "weeks.on"))
    if switched.first is not None:
        yield Paragraph(_first(switched.first, switched.at, phrases))
    if switched.appointed is not None:
        yield Paragraph(phrases.rich("weeks.on.coordinator", who=Mention(switched.appointed)))
    yield Aside(phrases.rich("weeks.on.ways"))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date, tasks: list[PlannedTask], phrases: Phrases) -> Iterator[Rich]:
    head: tuple[Span, ...] = (Bold(phrases.say("weeks.week", day=phrases.day(monday))),)
    yield head
    for one in tasks[:SHOWN_A_WEEK]:
        who = (Mention(one.responsible),) if one.responsible else (Bold(phrases.say("weeks.nobody")),)
        yield phrases.rich("weeks.line", day=phrases.day(one.task.due_on), title=one.task.title, who=who)
    if len(tasks) > SHOWN_A_WEEK:
        yield phrases.rich("weeks.more", n=len(tasks) - SHOWN_A_WEEK)


def _first(first: FirstNudge, at: datetime, phrases: Phrases) -> Rich:
    who = phrases.listed_rich([(Mention(person),) for person in first.to])
    if first.at <= at:
        return phrases.rich("weeks.first.now", who=who)
    day = phrases.day(local_day(first.at, phrases.zone))
    return phrases.rich("weeks.first", day=day, clock=phrases.clock(first.at), who=who)


def _who(person: PersonRef | None, phrases: Phrases) -> Rich:
    return (Mention(person),) if person else (phrases.say("activity.nobody"),)
