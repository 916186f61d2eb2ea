"""What a reply in free words comes to: what was certainly meant is done, everything else is asked back with buttons."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.doubt import Doubt
from bot.commands.ask import Answer, Ask, FormName, OpenForm
from bot.commands.freetext.meanings import Meaning, Reading, Titled, Unsure
from bot.commands.freetext.reading import read_reply
from bot.commands.openable import openable
from jobs.use_cases import finding, reply, steer
from jobs.use_cases.refusals import Refused

Act = Callable[[Session, Ask, int, Reading], Answer]


def understood(session: Session, ask: Ask) -> Reading | Unsure:
    """What the actor's words mean, seen from the tasks and colleagues that they may speak of."""
    nearest = finding.nameable(session, ask.actor, ask.now)
    titled = [Titled(task.id, task.number, task.title) for task in nearest]
    today, workdays = finding.today(session, ask.actor, ask.now)
    return read_reply(ask.text, titled, finding.colleagues(session, ask.actor), today, workdays)


def act_on(session: Session, ask: Ask, reading: Reading) -> Answer:
    """Does what was meant; Refused where no task was named and more than one could be."""
    task_id = reading.task_id or finding.find_task(session, ask.actor, None, ask.now, ask.about)
    return _ACTS[reading.meaning](session, ask, task_id, reading)


def doubt(session: Session, ask: Ask, unsure: Unsure) -> Doubt | None:
    """What to ask back about one task; None where it isn't even clear which one is meant."""
    try:
        task_id = unsure.task_id or finding.find_task(session, ask.actor, None, ask.now, ask.about)
    except Refused:
        return None
    return Doubt(finding.task_line(session, ask.actor, task_id), tuple(unsure.meanings))


def _done(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    _not_far_ahead(session, ask, task_id, reading)
    replied = reply.done(session, ask.actor, task_id, ask.now, ask.door, reading.note)
    return card_of(replied, ask.actor, reading.note)


def _small(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    _not_far_ahead(session, ask, task_id, reading)
    replied = reply.small(session, ask.actor, task_id, ask.now, ask.door, reading.note)
    return card_of(replied, ask.actor, reading.note)


def _not_far_ahead(session: Session, ask: Ask, task_id: int, reading: Reading) -> None:
    """A title alone never means a task weeks ahead: said twice, it would end the next one too."""
    task = finding.task_line(session, ask.actor, task_id)
    today, _ = finding.today(session, ask.actor, ask.now)
    if reading.task_id is not None and task.due_on > today + finding.SOON and f"#{task.number}" not in ask.text:
        raise Refused("no_such_task", text=task.title, candidates=(task,))


def _on_it(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    return card_of(reply.on_it(session, ask.actor, task_id, ask.now, ask.door, reading.day), ask.actor)


def _later(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    return card_of(reply.later(session, ask.actor, task_id, ask.now, ask.door, reading.day), ask.actor)


def _take_over(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    del reading
    return card_of(steer.take_over(session, ask.actor, task_id, ask.now, ask.door), ask.actor)


def _blocked(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    if reading.reason is None:
        return _form(session, ask, "blocked", task_id)
    replied = reply.blocked(session, ask.actor, task_id, ask.now, ask.door, reading.reason, reading.note)
    return card_of(replied, ask.actor, reading.note)


def _move(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    if reading.day is None:
        return _form(session, ask, "move", task_id)
    return card_of(steer.move(session, ask.actor, task_id, ask.now, ask.door, reading.day), ask.actor)


def _skip(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    if not reading.note:
        return _form(session, ask, "skip", task_id)
    skipped = steer.skip(session, ask.actor, task_id, ask.now, ask.door, reading.note)
    return card_of(skipped, ask.actor, reading.note)


def _hand_over(session: Session, ask: Ask, task_id: int, reading: Reading) -> Answer:
    if reading.person is None:
        return _form(session, ask, "reassign", task_id)
    person = finding.find_person(session, ask.actor, reading.person)
    return card_of(steer.reassign(session, ask.actor, task_id, ask.now, ask.door, person.id), ask.actor)


def _form(session: Session, ask: Ask, form: FormName, task_id: int) -> OpenForm:
    return openable(session, ask, OpenForm(form, str(task_id)))


_ACTS: dict[Meaning, Act] = {
    "done": _done,
    "small": _small,
    "on_it": _on_it,
    "later": _later,
    "take_over": _take_over,
    "blocked": _blocked,
    "move": _move,
    "skip": _skip,
    "hand_over": _hand_over,
}
