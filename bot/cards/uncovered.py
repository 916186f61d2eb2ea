"""What falls into an absence and has nobody: for whoever coordinates, with the means to help it on."""

from collections.abc import Iterator

from bot.cards.absence import when
from bot.cards.card import Actions, Aside, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts
from bot.cards.stall import move_button, reassign_button, settled
from bot.cards.task import SHOWN_TASKS, choice, folded, outcome, task_rich, with_sentence
from bot.translations.phrases import Phrases
from jobs.cover_notices import HandedTask, Uncovered
from jobs.facts import TaskLine


def uncovered_card(notice: Uncovered, phrases: Phrases) -> Card:
    """Each task with its means; what is settled shows how."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: Uncovered, phrases: Phrases) -> Iterator[Part]:
    waiting = notice.waiting
    yield Heading(_heading([one.task.title for one in waiting], phrases))
    if notice.span is not None and waiting:
        days = when(notice.span, notice.on, phrases)
        yield Paragraph(phrases.rich("uncovered.intro", n=len(waiting), who=Mention(notice.who), when=days))
    for one in notice.tasks[:SHOWN_TASKS]:
        if one in waiting:
            yield Paragraph(with_sentence(one.task, _otherwise(one, notice, phrases), phrases))
            yield _means(one.task, phrases, primary=one is waiting[0])
        else:
            yield from _settled(one, notice, phrases)
    yield from folded(len(notice.tasks), phrases)


def _heading(titles: list[str], phrases: Phrases) -> str:
    if not titles:
        return phrases.say("escalation.head.all_settled")
    if len(titles) == 1:
        return phrases.say("uncovered.head.one", title=titles[0])
    return phrases.say("uncovered.head.several", n=len(titles))


def _otherwise(one: HandedTask, notice: Uncovered, phrases: Phrases) -> Rich:
    """Who would have it as things stand."""
    if one.by is None:
        return phrases.rich("left.uncovered")
    if one.by.id == notice.reader.id:
        return phrases.rich("uncovered.yours")
    return phrases.rich("uncovered.with", who=Mention(one.by))


def _means(task: TaskLine, phrases: Phrases, *, primary: bool) -> Actions:
    return Actions(
        ref=str(task.id),
        buttons=(reassign_button(task, phrases, primary=primary), move_button(task, phrases)),
        menu=(
            choice(phrases.say("button.skip"), "skip", task),
            choice(phrases.say("button.pause"), "pause", task),
        ),
    )


def _settled(one: HandedTask, notice: Uncovered, phrases: Phrases) -> Iterator[Part]:
    if one.by is None or outcome(one.task, notice.reader, phrases) or not one.task.is_open:
        yield from settled(one.task, notice.reader, phrases)
        return
    yield Paragraph(task_rich(one.task, phrases))
    yield Aside(phrases.rich("outcome.with", who=Mention(one.by)))
