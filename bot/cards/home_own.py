"""The reader's own part of a home page: what needs them now, with the buttons of a nudge, and their next weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.cards.absence import when
from bot.cards.ball import with_ball
from bot.cards.card import Actions, Aside, Bold, Button, Heading, Mention, Paragraph, Part, Rich, cut, joined
from bot.cards.home_words import TITLE_LIMIT
from bot.cards.nudge import actions, sentence
from bot.cards.task import SHOWN_TASKS, folded, task_rich
from bot.cards.tasklist import state_of
from bot.translations.phrases import Phrases
from jobs.notices import Nudge, NudgeItem
from jobs.rules.availability import Span
from jobs.use_cases.home_own import AheadTask, OwnPart, Week

SHOWN_AHEAD = 24
_WEEK = timedelta(days=7)


def needed_parts(nudge: Nudge, phrases: Phrases) -> Iterator[Part]:
    """What waits for an answer, then what was answered and is still open; with nothing at all, what will happen."""
    waiting = [item for item in nudge.items if not item.answered]
    if waiting:
        yield Heading(phrases.say("nudge.head.several", n=len(waiting)))
    elif nudge.items:
        yield Heading(phrases.say("nudge.head.answered"))
    else:
        yield Heading(phrases.say("home.quiet"))
        yield Paragraph(phrases.rich("home.quiet.next"))
    for item in nudge.items[:SHOWN_TASKS]:
        yield from _needed(item, nudge, phrases, primary=item in waiting[:1])
    yield from folded(len(nudge.items), phrases)


def _needed(item: NudgeItem, nudge: Nudge, phrases: Phrases, *, primary: bool) -> Iterator[Part]:
    line = _with_owner(item, nudge, phrases)
    state = state_of(item.task, nudge.reader, phrases) if item.answered else None
    if state is not None:
        yield Paragraph(line)
        yield Aside(state)
    else:
        yield Paragraph((*line, "\n", *with_ball(sentence(item, nudge, phrases), item.task, phrases)))
    yield actions(item, phrases, primary=primary)


def _with_owner(item: NudgeItem, nudge: Nudge, phrases: Phrases) -> Rich:
    """Whom the reader stands in for; the question to step in says it already."""
    owner = item.task.owner
    line = task_rich(item.task, phrases)
    if owner is None or owner.id == nudge.reader.id or item.tone == "take_over":
        return line
    return (*line, " · ", *phrases.rich("home.covers", who=Mention(owner)))


def weeks_parts(own: OwnPart, phrases: Phrases) -> Iterator[Part]:
    """Week by week, as far as there is room."""
    yield Heading(phrases.say("home.weeks"))
    if not own.weeks:
        yield Paragraph(phrases.rich("home.weeks.nothing_else" if own.needed.items else "home.weeks.empty"))
    today = own.needed.on
    room = SHOWN_AHEAD
    for week in own.weeks:
        lines = _lines(week, today, phrases)[:room]
        room -= len(lines)
        if lines:
            yield Paragraph(joined([(Bold(_week_words(week, today, phrases)),), *lines], "\n"))
    more = sum(len(week.tasks) + len(week.away) for week in own.weeks) - SHOWN_AHEAD
    if more > 0:
        yield Aside(phrases.rich("home.more", n=more))
    if any(week.away for week in own.weeks):
        yield Actions("absences", (Button(phrases.say("button.absences"), "absences", ""),))


def _week_words(week: Week, today: date, phrases: Phrases) -> str:
    if week.monday <= today:
        return phrases.say("home.week.this")
    if week.monday <= today + _WEEK:
        return phrases.say("home.week.next")
    return phrases.say("answer.plan.week", day=phrases.day(week.monday))


def _lines(week: Week, today: date, phrases: Phrases) -> list[Rich]:
    """Tasks and absences in the order of their days; an absence stands before the tasks of its first day."""
    away = [(max(span.first, today), 0, _away(span, today, phrases)) for span in week.away]
    tasks = [(one.task.due_on, 1, _task(one, phrases)) for one in week.tasks]
    return [line for _, _, line in sorted([*away, *tasks], key=lambda entry: entry[:2])]


def _away(span: Span, today: date, phrases: Phrases) -> Rich:
    return phrases.rich("home.away.own", when=when(span, today, phrases))


def _task(ahead: AheadTask, phrases: Phrases) -> Rich:
    task = ahead.task
    title, day = cut(task.title, TITLE_LIMIT), phrases.day(task.due_on)
    line: Rich = phrases.rich("home.weeks.task", day=day, title=title, number=task.number)
    if ahead.covers is None:
        return line
    return (*line, " · ", *phrases.rich("home.covers", who=Mention(ahead.covers)))
