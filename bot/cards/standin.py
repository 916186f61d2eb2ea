"""For whoever stands in: who is away, what they take meanwhile, and a tap to say yes or that it can't be."""

from collections.abc import Iterator

from bot.cards.absence import when
from bot.cards.card import Actions, Aside, Button, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.cards.handover import where_it_stands
from bot.cards.task import SHOWN_TASKS, button, folded, outcome, task_rich
from bot.translations.phrases import Phrases
from jobs.cover_notices import StandingIn, StandInTask

ACCEPT = "accept_standin"
DECLINE = "decline_standin"


def standin_card(notice: StandingIn, phrases: Phrases) -> Card:
    """Every task with where it stands; what was said since shows instead of the buttons."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: StandingIn, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(notice, phrases))
    if notice.span is None:
        yield Paragraph(phrases.rich("standin.off", who=Mention(notice.who), day=phrases.day(notice.first)))
        return
    yield Paragraph(phrases.rich("standin.intro", who=Mention(notice.who), when=when(notice.span, notice.on, phrases)))
    for one in notice.tasks[:SHOWN_TASKS]:
        yield Paragraph(task_rich(one.task, phrases))
        yield from _task(one, notice, phrases)
    yield from folded(len(notice.tasks), phrases)
    if any(_waits(one) for one in notice.tasks):
        accept = Button(phrases.say("button.accept_standin"), ACCEPT, f"{notice.who.id}/{notice.first}", primary=True)
        yield Actions("standin", (accept,))


def _waits(one: StandInTask) -> bool:
    return one.task.is_open and one.state == "asked"


def _heading(notice: StandingIn, phrases: Phrases) -> str:
    name = notice.who.name
    if notice.span is None:
        return phrases.say("standin.head.off", name=name)
    if any(_waits(one) for one in notice.tasks):
        return phrases.say("standin.head", name=name)
    taken = any(one.task.is_open and one.state == "accepted" for one in notice.tasks)
    return phrases.say("standin.head.accepted" if taken else "standin.head.settled", name=name)


def _task(one: StandInTask, notice: StandingIn, phrases: Phrases) -> Iterator[Part]:
    if not one.task.is_open:
        yield Aside(outcome(one.task, notice.reader, phrases) or phrases.rich("escalation.nothing_to_do"))
    elif one.state in ("declined", "elsewhere"):
        yield Aside(_elsewhere(one, phrases))
    else:
        yield from where_it_stands(one.task, notice.reader, one.material_link, phrases)
        said_yes = one.state == "accepted"
        if said_yes:
            yield Aside(phrases.rich("standin.accepted"))
        label = phrases.say("button.decline_standin.after_all" if said_yes else "button.decline_standin")
        yield Actions(str(one.task.id), (button(label, DECLINE, one.task, phrases),))


def _elsewhere(one: StandInTask, phrases: Phrases) -> Rich:
    said_no = one.state == "declined"
    if one.by is None:
        return phrases.rich("standin.declined.nobody" if said_no else "left.uncovered")
    return phrases.rich("standin.declined" if said_no else "outcome.with", who=Mention(one.by))
