"""The eve of an absence: what falls into it, who acts for each of it, and one tap to agree."""

from collections.abc import Iterator

from bot.cards.absence import when
from bot.cards.card import (
    Actions,
    Aside,
    Button,
    Card,
    Heading,
    Link,
    Mention,
    Paragraph,
    Part,
    Rich,
    card_of_parts,
)
from bot.cards.task import SHOWN_TASKS, folded, outcome, with_sentence
from bot.cards.tasklist import state_of
from bot.translations.phrases import Phrases
from jobs.cover_notices import HandedTask, HandingOver
from jobs.facts import PersonRef, TaskLine

CONFIRM = "confirm_handover"
CHANGE = "form-stand_in"


def handover_card(notice: HandingOver, phrases: Phrases) -> Card:
    """Every task with whoever stands in; nothing to press once it is agreed to, has begun or is off."""
    return card_of_parts(_parts(notice, phrases))


def where_it_stands(task: TaskLine, reader: PersonRef, material_link: str | None, phrases: Phrases) -> Iterator[Part]:
    """Small print: what was agreed about a task or stands in its way, and where its material is."""
    state = state_of(task, reader, phrases) if _is_agreed(task) else None
    if state:
        yield Aside(state)
    if material_link:
        yield Aside(phrases.rich("nudge.material", link=Link(phrases.say("nudge.material_link"), material_link)))


def _is_agreed(task: TaskLine) -> bool:
    return bool(task.promised_until or task.snoozed_until or task.stall_reason)


def _parts(notice: HandingOver, phrases: Phrases) -> Iterator[Part]:
    asks = notice.span is not None and not notice.confirmed and not notice.begun
    yield Heading(_heading(notice, phrases, asks=asks))
    yield Paragraph(_intro(notice, phrases))
    if notice.span is None:
        return
    for one in notice.tasks[:SHOWN_TASKS]:
        yield from _task(one, notice, phrases, asks=asks)
    yield from folded(len(notice.tasks), phrases)
    if asks:
        label = phrases.say("button.confirm_handover")
        yield Actions("handover", (Button(label, CONFIRM, f"{notice.reader.id}/{notice.first}", primary=True),))
    elif notice.confirmed:
        yield Aside(phrases.rich("handover.confirmed"))


def _heading(notice: HandingOver, phrases: Phrases, *, asks: bool) -> str:
    if notice.span is None:
        return phrases.say("handover.head.off")
    return phrases.say("handover.head" if asks else "handover.head.settled")


def _intro(notice: HandingOver, phrases: Phrases) -> Rich:
    if notice.span is None:
        return phrases.rich("handover.off", day=phrases.day(notice.first))
    return phrases.rich("handover.intro", when=when(notice.span, notice.on, phrases))


def _task(one: HandedTask, notice: HandingOver, phrases: Phrases, *, asks: bool) -> Iterator[Part]:
    yield Paragraph(with_sentence(one.task, _who(one, notice, phrases), phrases))
    if not one.task.is_open:
        return
    yield from where_it_stands(one.task, notice.reader, one.material_link, phrases)
    if asks:
        label = phrases.say("button.change_stand_in")
        about = phrases.say("button.about", label=label, title=one.task.title)
        ref = f"{notice.reader.id}/{notice.first}/{one.task.id}"
        yield Actions(str(one.task.id), (Button(label, CHANGE, ref, description=about),))


def _who(one: HandedTask, notice: HandingOver, phrases: Phrases) -> Rich:
    """Who acts for it, or what became of it."""
    if not one.task.is_open:
        return outcome(one.task, notice.reader, phrases) or phrases.rich("escalation.nothing_to_do")
    if one.by is None:
        return phrases.rich("handover.nobody")
    if one.by.id == notice.reader.id:
        return phrases.rich("handover.yours")
    if one.last_resort:
        return phrases.rich("handover.last_resort", who=Mention(one.by))
    return phrases.rich("handover.accepted" if one.accepted else "handover.with", who=Mention(one.by))
