"""What people answer to a nudge, typed: done, small, on, blocked, later."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from bot.commands.grammar import Named, named_task, names_number, task_and_day
from bot.commands.openable import openable
from bot.commands.reasons import split_reason
from jobs.use_cases import finding, reply
from jobs.use_cases.refusals import Refused


def _finished(session: Session, ask: Ask, words: str) -> Named:
    """What was finished. A title alone never means a task weeks ahead: said twice, it would end the next one too."""
    named = named_task(session, ask, words)
    task = finding.task_line(session, ask.actor, named.task_id)
    today, _ = finding.today(session, ask.actor, ask.now)
    if task.due_on > today + finding.SOON and not names_number(words):
        raise Refused("no_such_task", text=words.removesuffix(named.rest).strip(), candidates=(task,))
    return named


def _done(session: Session, ask: Ask, words: str) -> Answer:
    named = _finished(session, ask, words)
    replied = reply.done(session, ask.actor, named.task_id, ask.now, ask.door, named.rest)
    return card_of(replied, ask.actor, named.rest)


def _small(session: Session, ask: Ask, words: str) -> Answer:
    named = _finished(session, ask, words)
    replied = reply.small(session, ask.actor, named.task_id, ask.now, ask.door, named.rest)
    return card_of(replied, ask.actor, named.rest)


def _on_it(session: Session, ask: Ask, words: str) -> Answer:
    task_id, day = task_and_day(session, ask, words)
    return card_of(reply.on_it(session, ask.actor, task_id, ask.now, ask.door, day), ask.actor)


def _later(session: Session, ask: Ask, words: str) -> Answer:
    task_id, day = task_and_day(session, ask, words)
    return card_of(reply.later(session, ask.actor, task_id, ask.now, ask.door, day), ask.actor)


def _blocked(session: Session, ask: Ask, words: str) -> Answer:
    named = _blocked_task(session, ask, words)
    reason, note = split_reason(named.rest)
    if reason is None and note:
        raise Refused("reason_unknown", text=note, task=finding.task_line(session, ask.actor, named.task_id))
    if reason is None:
        return openable(session, ask, OpenForm("blocked", str(named.task_id)))
    replied = reply.blocked(session, ask.actor, named.task_id, ask.now, ask.door, reason, note)
    return card_of(replied, ask.actor, note)


def _blocked_task(session: Session, ask: Ask, words: str) -> Named:
    """A reason alone is about the only open task."""
    reason, _ = split_reason(words)
    return Named(named_task(session, ask, "").task_id, words) if reason else named_task(session, ask, words)


FINISHING = (
    Command(("erledigt", "fertig"), ("done",), "command.done.usage", "command.done", _done),
    Command(
        ("kurz", "kurzversion", "kurzversion erledigt"),
        ("small", "small version", "small version done"),
        "command.small.usage",
        "command.small",
        _small,
    ),
)
REPLIES = (
    *FINISHING,
    Command(("dran", "bin dran", "ich bin dran"), ("on", "on it"), "command.on_it.usage", "command.on_it", _on_it),
    Command(("blockiert",), ("blocked",), "command.blocked.usage", "command.blocked", _blocked, opens_form=True),
    Command(("später",), ("later",), "command.later.usage", "command.later", _later),
)
