"""How every card names a task, and what it says became of it."""

from collections.abc import Iterator

from bot.cards.card import Aside, Bold, Button, Mention, Part, Rich, cut, joined
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import Ending, PersonRef, StallReason, TaskLine

SHOWN_NOTE = 300
SHOWN_TASKS = 8
"""With six parts for each at most, this stays within a message of fifty blocks."""

_OUTCOMES: dict[Ending, PhraseId] = {
    "done": "outcome.done",
    "small": "outcome.small",
    "skipped": "outcome.skipped",
    "paused": "outcome.paused",
    "lapsed": "outcome.lapsed",
}
_REASONS: dict[StallReason, PhraseId] = {
    "approval": "reason.approval",
    "material": "reason.material",
    "time": "reason.time",
    "partner": "reason.partner",
    "topic": "reason.topic",
    "absence": "reason.absence",
    "priority": "reason.priority",
    "technology": "reason.technology",
}


def task_rich(task: TaskLine, phrases: Phrases) -> Rich:
    """Title, number and due date in one line."""
    day = phrases.day(task.due_on)
    return phrases.rich("task.line", title=Bold(task.title), number=task.number, day=day)


def with_sentence(task: TaskLine, sentence: Rich, phrases: Phrases) -> Rich:
    """The task's line and a sentence about it below."""
    return (*task_rich(task, phrases), "\n", *sentence)


def reason_words(reason: StallReason, phrases: Phrases) -> str:
    return phrases.say(_REASONS[reason])


def outcome(task: TaskLine, reader: PersonRef, phrases: Phrases) -> Rich | None:
    """What became of a task that `reader` was asked about, without a full stop; None when the task doesn't tell."""
    if task.ended is not None:
        return joined(_ending(task, task.ended, phrases), " ")
    if task.promised_until is not None:
        return _promised(task, phrases.day(task.promised_until), phrases)
    if task.snoozed_until is not None:
        return phrases.rich("outcome.snoozed", day=phrases.day(task.snoozed_until))
    if task.holder is not None and task.holder.id != reader.id:
        return phrases.rich("outcome.with", who=Mention(task.holder))
    if task.due_on != task.planned_on and task.stall_reason is None:
        return phrases.rich("outcome.moved", day=phrases.day(task.due_on))
    return None


def _ending(task: TaskLine, ended: Ending, phrases: Phrases) -> Iterator[Rich]:
    yield (phrases.say(_OUTCOMES[ended]),)
    if ended == "lapsed":
        return
    if task.ended_by is not None:
        yield phrases.rich("outcome.by", who=Mention(task.ended_by))
    elif task.ball is not None:
        yield phrases.rich("outcome.by_partner", partner=task.partner or "")
    if task.ended_on is not None:
        yield phrases.rich("outcome.on", day=phrases.day(task.ended_on))
    if task.note:
        yield phrases.rich("outcome.note", note=cut(task.note, SHOWN_NOTE))


def _promised(task: TaskLine, day: str, phrases: Phrases) -> Rich:
    if task.ball is not None and task.ball.party == "partner":
        return phrases.rich("outcome.promised_by_partner", day=day, partner=task.partner or "")
    who = task.holder or task.owner
    if who is None:
        return phrases.rich("outcome.promised_by_nobody", day=day)
    return phrases.rich("outcome.promised", who=Mention(who), day=day)


def button(label: str, intent: str, task: TaskLine, phrases: Phrases, *, primary: bool = False) -> Button:
    """A button about a task; its description says to screen readers which of several it belongs to."""
    about = phrases.say("button.about", label=label, title=task.title)
    return Button(label, intent, str(task.id), primary=primary, description=about)


def choice(label: str, intent: str, task: TaskLine) -> Button:
    """An entry of a task's menu."""
    return Button(label, intent, str(task.id))


def folded(tasks: int, phrases: Phrases) -> Iterator[Part]:
    """Small print for the tasks that a message has no room for."""
    if tasks > SHOWN_TASKS:
        yield Aside(phrases.rich("task.more", n=tasks - SHOWN_TASKS))
