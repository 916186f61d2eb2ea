"""A small company to tell stories about: Otto owns, Dora stands in, Clara coordinates, Max decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from storage.database import Database
from storage.tables import Activity, ActivityDeputy, Address, Channel, Person, Role, Workspace

PEOPLE = ("Otto", "Dora", "Clara", "Max", "Gast")


@dataclass(frozen=True)
class Ids:
    workspace: int
    people: dict[str, int]
    activities: dict[str, int]

    def __getattr__(self, name: str) -> int:
        return self.people[name.capitalize()]


def found(database: Database, *activities: dict[str, Any]) -> Ids:
    """Founds the company with these activities."""
    return database.write(lambda session: _found(session, activities))


def _found(session: Session, activities: Sequence[dict[str, Any]]) -> Ids:
    workspace = Workspace(platform="slack", external_id="T1", name="Muster GmbH", subdivision="BY", conversation="C1")
    session.add(workspace)
    session.flush()
    people = {name: _person(session, workspace, name) for name in PEOPLE}
    session.add(Role(workspace_id=workspace.id, name="coordinate", holder_id=people["Clara"], deputy_id=people["Max"]))
    session.add(Role(workspace_id=workspace.id, name="decide", holder_id=people["Max"]))
    channel = Channel(workspace_id=workspace.id, name="Newsletter", silence_limit=35)
    session.add(channel)
    session.flush()
    made = {fields["title"]: _activity(session, workspace, channel.id, people, **fields) for fields in activities}
    return Ids(workspace.id, people, made)


def _person(session: Session, workspace: Workspace, name: str) -> int:
    person = Person(workspace_id=workspace.id, name=name, standing="guest" if name == "Gast" else "member")
    person.nudge_at = time(9, 0)
    session.add(person)
    session.flush()
    number = PEOPLE.index(name) + 1
    session.add(
        Address(
            person_id=person.id,
            platform="slack",
            workspace_external_id="T1",
            external_id=f"U{number}",
            handle=name.lower(),
        )
    )
    return person.id


def _activity(
    session: Session,
    workspace: Workspace,
    channel_id: int,
    people: dict[str, int],
    *,
    title: str,
    cadence: str,
    starts: date,
    owner: str = "Otto",
    deputies: Sequence[str] = ("Dora",),
    **fields: Any,
) -> int:
    activity = Activity(
        workspace_id=workspace.id,
        title=title,
        cadence=cadence,
        starts_on=starts,
        owner_id=people[owner],
        channel_id=channel_id,
        **fields,
    )
    activity.deputies = [
        ActivityDeputy(position=position, person_id=people[name]) for position, name in enumerate(deputies)
    ]
    session.add(activity)
    session.flush()
    return activity.id


def berlin(text: str) -> datetime:
    """An instant by the clocks of Berlin: `2026-12-01 09:00`."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))
