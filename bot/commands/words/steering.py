"""How people change a task's course, typed: move, skip, handover, take."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.commands.grammar import named_task, task_and_day
from bot.commands.openable import openable
from jobs.use_cases import finding, steer
from jobs.use_cases.refusals import Refused

_BEFORE_A_PERSON = ("an", "to")


def _move(session: Session, ask: Ask, words: str) -> Answer:
    task_id, day = task_and_day(session, ask, words)
    if day is None:
        raise Refused("date_missing", task=finding.task_line(session, ask.actor, task_id))
    return card_of(steer.move(session, ask.actor, task_id, ask.now, ask.door, day), ask.actor)


def _skip(session: Session, ask: Ask, words: str) -> Answer:
    named = named_task(session, ask, words)
    if not named.rest:
        raise Refused("reason_missing", task=finding.task_line(session, ask.actor, named.task_id))
    skipped = steer.skip(session, ask.actor, named.task_id, ask.now, ask.door, named.rest)
    return card_of(skipped, ask.actor, named.rest)


def _hand_over(session: Session, ask: Ask, words: str) -> Answer:
    task_id, to = _task_and_person(session, ask, words)
    if not to:
        return openable(session, ask, OpenForm("reassign", str(task_id)))
    person = finding.find_person(session, ask.actor, to)
    return card_of(steer.reassign(session, ask.actor, task_id, ask.now, ask.door, person.id), ask.actor)


def _task_and_person(session: Session, ask: Ask, words: str) -> tuple[int, str]:
    """A person alone is about the only open task."""
    to = _person(words)
    if to.startswith(("@", "<@")):
        return named_task(session, ask, "").task_id, to
    named = named_task(session, ask, words)
    return named.task_id, _person(named.rest)


def _person(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest.strip() if rest and first.casefold() in _BEFORE_A_PERSON else words.strip()


def _take(session: Session, ask: Ask, words: str) -> Answer:
    named = named_task(session, ask, words)
    return card_of(steer.take_over(session, ask.actor, named.task_id, ask.now, ask.door), ask.actor)


STEERING = (
    Command(("verschieben",), ("move",), "command.move.usage", "command.move", _move),
    Command(("auslassen",), ("skip",), "command.skip.usage", "command.skip", _skip),
    Command(
        ("übergeben",),
        ("handover", "hand over"),
        "command.hand_over.usage",
        "command.hand_over",
        _hand_over,
        opens_form=True,
    ),
    Command(
        ("übernehmen", "übernehme", "übernehme ich", "ich übernehme"),
        ("take", "take over"),
        "command.take.usage",
        "command.take",
        _take,
    ),
)
