"""What was answered about a hand-over: agreed, taken on, stepped back from, given to somebody else."""

from collections.abc import Iterator
from typing import assert_never

from bot.cards.card import Aside, Bold, Card, Mention, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.task import SHOWN_TASKS, folded, task_rich
from bot.translations.phrases import Phrases
from jobs.use_cases.handover_answers import Declined, HandedOver, HandOverAnswer, StandInChanged, TakenOn


def handed_over_card(answer: HandOverAnswer, phrases: Phrases) -> Card:
    """The answer in the reader's words."""
    match answer:
        case HandedOver():
            return card_of_parts(_handed_over(answer, phrases))
        case TakenOn():
            return card_of_parts(_taken_on(answer, phrases))
        case Declined():
            return card_of_parts((Paragraph(_declined(answer, phrases)),))
        case StandInChanged():
            return card_of_parts((Paragraph(_changed(answer, phrases)),))
        case _ as never:
            assert_never(never)


def _handed_over(answer: HandedOver, phrases: Phrases) -> Iterator[Part]:
    if answer.told:
        people: Rich = phrases.listed_rich([(Mention(person),) for person in answer.told])
        said = "answer.handed_over.own" if answer.own else "answer.handed_over"
        yield Paragraph(phrases.rich(said, n=len(answer.told), who=people, away=Mention(answer.who)))
    else:
        yield Paragraph(phrases.rich("answer.handed_over.nobody"))
    if answer.left:
        yield Aside(phrases.rich("answer.handed_over.left", n=answer.left))


def _taken_on(answer: TakenOn, phrases: Phrases) -> Iterator[Part]:
    head: Rich = phrases.rich("answer.taken_on", who=Mention(answer.who))
    shown = (task_rich(task, phrases) for task in answer.tasks[:SHOWN_TASKS])
    yield Paragraph(joined((head, *shown), "\n"))
    yield from folded(len(answer.tasks), phrases)


def _declined(answer: Declined, phrases: Phrases) -> Rich:
    title = Bold(answer.task.title)
    if answer.by is None:
        return phrases.rich("answer.declined.nobody", title=title)
    said = "answer.declined.last_resort" if answer.last_resort else "answer.declined"
    return phrases.rich(said, title=title, who=Mention(answer.by))


def _changed(answer: StandInChanged, phrases: Phrases) -> Rich:
    title, who = Bold(answer.task.title), Mention(answer.by)
    if answer.own:
        return phrases.rich("answer.stand_in.own", title=title, who=who)
    return phrases.rich("answer.stand_in", title=title, who=who, away=Mention(answer.who))
