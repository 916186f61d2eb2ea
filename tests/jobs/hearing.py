"""What the messenger tells of the people of the small company, and what they are told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.cover_notices import HandingOver, Returned, StandingIn, Uncovered
from jobs.facts import PersonRef
from jobs.notices import DecisionWanted, Escalation, Left, NobodyThere, Nudge, Unreached
from jobs.use_cases import people
from jobs.use_cases.people import Profile, Standing
from storage.database import Database
from storage.tables import Activity, Task
from tests.jobs.company import PEOPLE, berlin, found
from tests.jobs.recorder import Engine, Sent

NEWSLETTER: dict[str, Any] = {
    "title": "Newsletter",
    "cadence": "monthly on day 15",
    "starts": date(2026, 12, 1),
    "lead": 0,
}
POST: dict[str, Any] = {**NEWSLETTER, "title": "Beitrag"}
OTTO, DORA, CLARA, MAX = (PersonRef(number, name, f"U{number}") for number, name in enumerate(PEOPLE[:4], 1))


def profile(who: str, standing: Standing = "member", **facts: Any) -> Profile:
    number = PEOPLE.index(who) + 1
    return replace(Profile(f"U{number}", who.lower(), who, None, None, standing), **facts)


def hear(database: Database, now: datetime, *profiles: Profile) -> None:
    """The messenger tells of somebody."""
    database.write(lambda session: people.learn(session, "slack", "T1", "", profiles, now, strangers=False))


def change(database: Database, at: str, who: str, standing: Standing = "member", **facts: Any) -> None:
    hear(database, berlin(at), profile(who, standing, **facts))


def said(sent: Iterable[Sent]) -> list[tuple[str, str, list[str]]]:
    """To whom, what kind of message, and what it is about."""
    return [(one.to, type(one.notice).__name__, about(one)) for one in sent]


def about(one: Sent) -> list[str]:
    match one.notice:
        case Nudge(items=items):
            return [f"{item.task.title}={item.tone}" for item in items]
        case Escalation(items=items):
            return [f"{item.task.title}={item.cause}" for item in items]
        case DecisionWanted(item=item):
            return [item.task.title]
        case Left(person=person):
            return [person.name]
        case HandingOver(tasks=handed):
            return [f"{one.task.title}={one.by.name if one.by else 'nobody'}" for one in handed]
        case StandingIn(tasks=taken):
            return [f"{one.task.title}={one.state}" for one in taken]
        case Uncovered(tasks=left):
            return [one.task.title for one in left]
        case Returned(ended=ended, still_open=still_open):
            return [f"{task.title}={task.ended or 'open'}" for task in (*ended, *still_open)]
        case NobodyThere(tasks=tasks) | Unreached(tasks=tasks):
            return [task.title for task in tasks]
        case _:
            return []


def asked_on_the_15th(database: Database, *activities: dict[str, Any]) -> Engine:
    """Otto has been asked at nine on Tuesday the 15th."""
    found(database, *(activities or (NEWSLETTER,)))
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    engine.at(berlin("2026-12-15 09:00"))
    return engine


def task_id(session: Session, title: str = "Newsletter") -> int:
    query = select(Task.id).join(Task.activity).where(Activity.title == title).order_by(Task.due_on).limit(1)
    return session.scalars(query).one()
