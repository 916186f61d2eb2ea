"""The company of the benchmark: 25 people, 60 activities; 16 of the people own three that are due each Tuesday."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.outbox_tables import Outgoing
from storage.tables import Activity, Address, Task, TaskEvent

TEAM = "T0BENCH"
DATABASE = "taktgeber.db"
PEOPLE = tuple(f"U{number:02}" for number in range(1, 26))
ANSWERING = PEOPLE[:16]
FIRST_TUESDAY = date(2026, 9, 1)
"""Its following twelve Tuesdays are working days everywhere."""

_BERLIN = ZoneInfo("Europe/Berlin")
_KINDS = ("LinkedIn-Beitrag", "Instagram-Foto", "Website-Neuigkeit")
_RARER = ("monthly on working day 3", "every 2 weeks on thu", "monthly on last fri", "quarterly on day 15")


@dataclass(frozen=True)
class Due:
    """A task that somebody owns."""

    id: int
    number: int


def tuesday(week: int) -> date:
    return FIRST_TUESDAY + timedelta(weeks=week)


def nine_o_clock(day: date) -> datetime:
    return datetime.combine(day, time(9), _BERLIN).astimezone(UTC)


def members() -> list[dict[str, Any]]:
    """The people as Slack's directory lists them; every fifth reads English."""
    return [
        {
            "id": user,
            "team_id": TEAM,
            "name": user.lower(),
            "profile": {"real_name": f"Person {user[1:]}"},
            "tz": "Europe/Berlin",
            "locale": "en-US" if number % 5 == 4 else "de-DE",
        }
        for number, user in enumerate(PEOPLE)
    ]


def write_plan(file: Path) -> None:
    """The company's rhythm as a plan file. Who coordinates is not among those who answer."""
    coordinator, decider = _handle(16), _handle(17)
    plan = {
        "company": {"language": "de", "region": "BY", "coordinator": coordinator, "conversation": "#marketing"},
        "people": [{"slack": _handle(number), "deputy": _handle(number + 1)} for number in range(len(PEOPLE))],
        "roles": {"plan": coordinator, "prioritise": coordinator, "decide": decider, "learn": coordinator},
        "goals": [{"name": "Sichtbarkeit", "priority": 1}],
        "channels": [{"name": name, "silence_limit": 10} for name in ("LinkedIn", "Instagram", "Website")],
        "activities": [*_weekly(), *_rarer()],
    }
    file.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _weekly() -> list[dict[str, Any]]:
    return [
        _activity(f"{kind} {number + 1}", number, "every week on tue")
        | {"instructions": "Ein Bild, drei Sätze, eine Frage am Ende.", "small_version": "Ein Foto, zwei Sätze."}
        for number in range(len(ANSWERING))
        for kind in _KINDS
    ]


def _rarer() -> list[dict[str, Any]]:
    others = len(PEOPLE) - len(ANSWERING)
    return [
        _activity(f"Bericht {number + 1}", len(ANSWERING) + number % others, _RARER[number % len(_RARER)])
        for number in range(12)
    ]


def _activity(title: str, owner: int, cadence: str) -> dict[str, Any]:
    return {
        "title": title,
        "channel": "LinkedIn",
        "goal": "Sichtbarkeit",
        "owner": _handle(owner),
        "deputies": [_handle(owner + 1), _handle(owner + 2)],
        "cadence": cadence,
        "starts": FIRST_TUESDAY,
    }


def _handle(number: int) -> str:
    return f"@{PEOPLE[number % len(PEOPLE)].lower()}"


def due_on(session: Session, day: date) -> dict[str, list[Due]]:
    """The open tasks of that day by the Slack id of their owner."""
    query = (
        select(Address.external_id, Task.id, Task.number)
        .select_from(Task)
        .join(Activity, Activity.id == Task.activity_id)
        .join(Address, Address.person_id == Activity.owner_id)
        .where(Task.due_on == day, Task.ended.is_(None))
        .order_by(Task.number)
    )
    found: dict[str, list[Due]] = {}
    for user, task_id, number in session.execute(query):
        found.setdefault(user, []).append(Due(task_id, number))
    return found


def answers_on_record(session: Session) -> dict[tuple[str, int, str, str], int]:
    """How often each answer stands in the history: who, which task, what, through which door.

    Whose ball it is then follows from the answer, and is none of its own.
    """
    query = (
        select(Address.external_id, Task.number, TaskEvent.kind, TaskEvent.door, func.count())
        .select_from(TaskEvent)
        .join(Task, Task.id == TaskEvent.task_id)
        .join(Address, Address.person_id == TaskEvent.person_id)
        .where(TaskEvent.door.in_(("command", "button", "form", "message")), TaskEvent.kind != "ball")
        .group_by(Address.external_id, Task.number, TaskEvent.kind, TaskEvent.door)
    )
    return {(user, number, kind, door): count for user, number, kind, door, count in session.execute(query)}


def states_of_notices(session: Session) -> set[str]:
    return set(session.scalars(select(Outgoing.state).distinct()))
