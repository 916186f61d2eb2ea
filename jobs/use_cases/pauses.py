"""Agreed silence: an activity rests until a day, and goes on by itself or when the coordinator says so."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.lines import task_line
from jobs.making import WEEKS_AHEAD
from jobs.pauses import PAUSE_OVER, end_pause
from jobs.rules.calendar_words import fold
from jobs.rules.rights import Standing, may
from jobs.rules.slots import local_day
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, Door
from jobs.use_cases.cover_answers import Paused, PausedActivity, Resumed, WhichPaused
from jobs.use_cases.refusals import Refused
from jobs.use_cases.resting import follow, pause_of, remember
from storage import outdated, pauses, plans, tasks
from storage.tables import Activity

LONGEST_PAUSE = timedelta(days=366)
REASON_LIMIT = 200
_ALL_KNOWN = timedelta(weeks=WEEKS_AHEAD)
_NUMBER = re.compile(r"#?([0-9]{1,9})[.,:;]?")


def choices(session: Session, actor: Actor) -> dict[int, str]:
    """What can be paused: the titles of all activities that have not ended, by their keys."""
    _check(actor)
    found = plans.activities_of(session, actor.workspace_id)
    running = [(one.id, title) for title, one in found.items() if one.state != "ended"]
    return dict(sorted(running, key=lambda one: fold(one[1])))


def named(session: Session, actor: Actor, words: str, now: datetime) -> tuple[int, str]:
    """The activity that the words begin with, by its title or the number of one of its tasks, and the words behind."""
    titles = choices(session, actor)
    split = words.split()
    number = _NUMBER.fullmatch(split[0]) if split else None
    task = tasks.task_by_number(session, actor.workspace_id, int(number[1])) if number else None
    if task is not None and task.activity_id in titles:
        return task.activity_id, " ".join(split[1:])
    found, count = _by_title(titles, split)
    if not found:
        raise Refused("no_such_activity", text=words)
    if len(found) > 1:
        company = company_of(session, actor)
        rows = pauses.nearest_tasks(session, found, company.today(now))
        candidates = tuple(task_line(row, company) for row in rows)
        raise Refused("ambiguous_activity", text=" ".join(split[:count]), candidates=candidates)
    return found[0], " ".join(split[count:])


def _by_title(titles: dict[int, str], words: Sequence[str]) -> tuple[list[int], int]:
    """The activities that as many as possible of the words begin, and how many words that are."""
    most = max((len(title.split()) for title in titles.values()), default=0)
    for count in range(min(len(words), most), 0, -1):
        beginning = fold(" ".join(words[:count])).rstrip(".,:;")
        begun = [key for key, title in titles.items() if fold(title).startswith(beginning)]
        exact = [key for key in begun if fold(titles[key]) == beginning]
        if beginning and begun:
            return exact or begun, count
    return [], 0


def activity_of(session: Session, actor: Actor, task_id: int) -> int:
    """The activity that a task of the actor's workspace belongs to."""
    task = tasks.tasks_by_id(session, [task_id]).get(task_id)
    if task is None or task.workspace_id != actor.workspace_id:
        raise Refused("gone")
    return task.activity_id


def nearest_task(session: Session, actor: Actor, activity_id: int, now: datetime) -> int | None:
    """The activity's next task, whatever became of it."""
    found = pauses.nearest_tasks(session, [activity_id], company_of(session, actor).today(now))
    return found[0].id if found else None


def paused(session: Session, actor: Actor, now: datetime) -> WhichPaused:
    """Everything that rests, what goes on first by itself before the others; Refused where nothing does."""
    _check(actor)
    found = plans.activities_of(session, actor.workspace_id).values()
    resting = [
        PausedActivity(one.id, one.title, one.paused_until)
        for one in found
        if one.state == "paused" and one.paused_until is not None
    ]
    if not resting:
        raise Refused("nothing_paused")
    return WhichPaused(
        company_of(session, actor).today(now), tuple(sorted(resting, key=lambda one: (one.until, one.title)))
    )


def pause(
    session: Session, actor: Actor, activity_id: int, until: date, reason: str, now: datetime, door: Door
) -> Paused:
    """The activity rests up to and with that day: agreed silence, no lapse. A pause that holds already is changed."""
    company, activity = _for_change(session, actor, activity_id)
    _check_end(actor, until, now)
    if not reason.strip():
        raise Refused("reason_missing")
    before = pause_of(activity, actor)
    activity.state = "paused"
    activity.paused_until = until
    activity.pause_reason = reason.strip()[:REASON_LIMIT]
    remember(activity, actor, before)
    today = company.today(now)
    followed = follow(session, actor, activity, today, now, door)
    outdated.want_refresh_of(session, actor.workspace_id, PAUSE_OVER, now)
    known = until <= today + _ALL_KNOWN
    resting = len(followed.ended) + followed.still if known else None
    next_on = tasks.next_due(session, activity.id, date.min)
    return Paused(today, activity.id, activity.title, until, activity.pause_reason, resting, next_on)


def resume(session: Session, actor: Actor, activity_id: int, now: datetime, door: Door) -> Resumed:
    """The activity goes on before its agreed day; its tasks that are still ahead are open again."""
    company, activity = _for_change(session, actor, activity_id)
    if activity.state != "paused":
        raise Refused("not_paused", text=activity.title)
    before = pause_of(activity, actor)
    end_pause(activity)
    remember(activity, actor, before)
    today = company.today(now)
    again = follow(session, actor, activity, today, now, door).again
    lines = tuple(task_line(task, company) for task in again)
    return Resumed(today, activity.title, lines, tasks.next_due(session, activity.id, date.min))


def _check(actor: Actor) -> None:
    verdict = may(Standing(own=False, coordinates=actor.coordinates, is_guest=actor.is_guest), "pause")
    if verdict != "allowed":
        raise Refused(verdict)


def _for_change(session: Session, actor: Actor, activity_id: int) -> tuple[Company, Activity]:
    """The activity, while nobody else makes tasks of it; Refused("gone") where it isn't there or has ended."""
    _check(actor)
    plans.workspace_for_change(session, actor.workspace_id)
    activity = session.get(Activity, activity_id, populate_existing=True)
    if activity is None or activity.workspace_id != actor.workspace_id or activity.state == "ended":
        raise Refused("gone")
    return company_of(session, actor), activity


def _check_end(actor: Actor, until: date, now: datetime) -> None:
    today = local_day(now, actor.zone)
    if until < today:
        raise Refused("date_past", on=until)
    if until > today + LONGEST_PAUSE:
        raise Refused("date_too_far", on=until)
