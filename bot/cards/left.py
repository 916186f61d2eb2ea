"""What somebody owned whose account was closed: each of it with a button that gives it to somebody else."""

from collections.abc import Iterator
from typing import cast

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
    card_of_parts,
    joined,
)
from bot.cards.roles import role_button, role_words
from bot.cards.stall import reassign_button, settled
from bot.cards.task import task_rich
from bot.translations.phrases import Phrases
from jobs.facts import TaskLine
from jobs.notices import Left, LeftActivity, LeftRole, LeftTurns
from jobs.use_cases.plan import RoleName

GIVE = "form-activity_owner"
SHOWN_ACTIVITIES = 12
SHOWN_HELD = 6
SHOWN_TURNS = 10
"""Two parts for each: together with what stands around them this stays within a message of fifty blocks."""


def left_card(notice: Left, phrases: Phrases) -> Card:
    """Activities first, then single tasks; what somebody else has now shows who, without a button."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: Left, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(notice, phrases))
    if notice.back:
        yield Paragraph(phrases.rich("left.back", who=Mention(notice.person)))
    elif notice.waiting:
        yield Paragraph(phrases.rich("left.why"))
    first = next(iter(notice.waiting), None)
    for activity in notice.activities[:SHOWN_ACTIVITIES]:
        yield from _activity(activity, notice, phrases, primary=activity is first)
    for task in notice.tasks[:SHOWN_HELD]:
        yield from _task(task, notice, phrases, primary=task is first)
    yield from _folded(notice, phrases)
    yield from _roles(notice, phrases)
    yield from _turns(notice, phrases)


def _heading(notice: Left, phrases: Phrases) -> str:
    name = notice.person.name
    if notice.back:
        return phrases.say("left.head.back", name=name)
    return phrases.say("left.head" if notice.waiting else "left.head.settled", name=name)


def _activity(activity: LeftActivity, notice: Left, phrases: Phrases, *, primary: bool) -> Iterator[Part]:
    if activity in notice.waiting:
        yield Paragraph((*_line(activity, phrases), "\n", *_meanwhile(activity, phrases)))
        yield Actions(f"activity-{activity.id}", (_give(activity, phrases, primary=primary),))
        return
    yield Paragraph(_line(activity, phrases))
    if activity.ended:
        yield Aside(phrases.rich("left.ended"))
    elif activity.owner is not None:
        yield Aside(phrases.rich("outcome.with", who=Mention(activity.owner)))


def _line(activity: LeftActivity, phrases: Phrases) -> Rich:
    if activity.next_on is None:
        return (Bold(activity.title),)
    return phrases.rich("left.activity", title=Bold(activity.title), day=phrases.day(activity.next_on))


def _meanwhile(activity: LeftActivity, phrases: Phrases) -> Rich:
    if activity.by is not None:
        return phrases.rich("left.covered", who=Mention(activity.by))
    return phrases.rich("left.uncovered" if activity.next_on else "left.not_yet")


def _give(activity: LeftActivity, phrases: Phrases, *, primary: bool) -> Button:
    label = phrases.say("button.reassign")
    about = phrases.say("button.about", label=label, title=activity.title)
    return Button(label, GIVE, str(activity.id), primary=primary, description=about)


def _task(task: TaskLine, notice: Left, phrases: Phrases, *, primary: bool) -> Iterator[Part]:
    if task in notice.waiting:
        yield Paragraph(task_rich(task, phrases))
        yield Actions(str(task.id), (reassign_button(task, phrases, primary=primary),))
    else:
        yield from settled(task, notice.reader, phrases)


def _folded(notice: Left, phrases: Phrases) -> Iterator[Part]:
    activities, tasks = len(notice.activities) - SHOWN_ACTIVITIES, len(notice.tasks) - SHOWN_HELD
    if activities > 0:
        yield Aside(phrases.rich("left.more", n=activities))
    if tasks > 0:
        yield Aside(phrases.rich("answer.more", n=tasks))


def _roles(notice: Left, phrases: Phrases) -> Iterator[Part]:
    if notice.roles:
        yield Paragraph(joined((_role(role, phrases) for role in notice.roles), "\n"))
    waiting = [role for role in notice.roles if role in notice.waiting]
    if waiting:
        yield Aside(phrases.rich("roles.change"))
        yield Actions("roles", tuple(role_button(cast("RoleName", role.name), phrases) for role in waiting))


def _turns(notice: Left, phrases: Phrases) -> Iterator[Part]:
    shown = notice.turns[:SHOWN_TURNS]
    if shown:
        yield Paragraph(joined((_turn(one, notice, phrases) for one in shown), "\n"))
    waiting = [one for one in shown if one in notice.waiting]
    if waiting:
        yield Actions("turns", tuple(_change(one, phrases) for one in waiting))


def _turn(one: LeftTurns, notice: Left, phrases: Phrases) -> Rich:
    who = Mention(notice.person)
    return phrases.rich("left.turns" if one.still else "left.turns.settled", title=Bold(one.title), who=who)


def _change(one: LeftTurns, phrases: Phrases) -> Button:
    label = phrases.say("button.about", label=phrases.say("button.activity_turns"), title=one.title)
    return Button(label, "form-activity_turns", str(one.id))


def _role(role: LeftRole, phrases: Phrases) -> Rich:
    who: Rich = (Mention(role.holder),) if role.holder else phrases.rich("roles.open")
    return phrases.rich("left.role", role=Bold(role_words(cast("RoleName", role.name), phrases)), who=who)
