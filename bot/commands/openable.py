"""Whether a form about a task may be opened: what it is about has to be open, and the actor's to see."""

from typing import cast

from sqlalchemy.orm import Session

from bot.commands.ask import Ask, OpenForm
from jobs.facts import TaskLine
from jobs.rules.rights import Action
from jobs.use_cases import changing, finding
from jobs.use_cases.refusals import Refused

HIGHEST_KEY = 2**31 - 1


def openable(session: Session, ask: Ask, form: OpenForm) -> OpenForm:
    """The form itself; Refused for a task that has ended, or that the actor may not see or not change in that way."""
    task = seen_task(session, ask, form.ref)
    changing.check(session, ask.actor, task.id, ask.now, cast("Action", form.form))
    return form


def seen_task(session: Session, ask: Ask, ref: str) -> TaskLine:
    """The task behind an untrusted key; Refused("gone") for everything that isn't the actor's to see."""
    key = key_of(ref)
    if key is None:
        raise Refused("gone")
    task = finding.task_line(session, ask.actor, key)
    try:
        finding.find_task(session, ask.actor, str(task.number), ask.now)
    except Refused as hidden:
        raise Refused("gone") from hidden
    return task


def key_of(ref: str) -> int | None:
    """The key of a row, or None for a text that can't be one."""
    if not (ref.isascii() and ref.isdecimal() and len(ref) <= 10):
        return None
    return int(ref) if int(ref) <= HIGHEST_KEY else None
