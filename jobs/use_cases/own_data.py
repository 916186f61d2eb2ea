"""Tells people what is stored about them: the gist to read, and everything as data to keep.

Nothing in it is about anybody else: where another person stands in a row, there is nothing, and in what somebody wrote
the others' names are left out.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.rules.feeds import host_of
from jobs.rules.slots import local_day
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.own_answers import Away, OwnData, OwnRole
from jobs.use_cases.plan import ROLE_NAMES
from storage import own_data as stored
from storage import plans
from storage.columns import Base
from storage.cover_tables import Absence, AbsenceFeed, HandOver
from storage.own_data import OwnEvent
from storage.tables import Activity, Task

ABOUT_OTHERS = frozenset({"deputy_id"})
"""Columns of a person that say something about somebody else."""

_TOLD_OF_EVENTS = ("note", "reason", "until", "to")


def own_data(session: Session, actor: Actor, now: datetime) -> OwnData:
    """What is stored about the actor. Everybody may ask, guests too."""
    company = company_of(session, actor)
    person = company.people[actor.person.id]
    activities = tuple(plans.activities_of(session, actor.workspace_id).values())
    everything = _everything(session, company, person.id, activities, now)
    today = local_day(now, actor.zone)
    address = company.addresses.get(person.id)
    return OwnData(
        name=person.name,
        handle=address.handle if address else "",
        language=actor.language,
        zone=actor.zone,
        nudge_at=person.nudge_at,
        weekdays=tuple(day for day in person.weekdays.split(",") if day),
        roles=_roles(company, person.id),
        owned=tuple(one.title for one in activities if one.owner_id == person.id and one.state != "ended"),
        deputised=tuple(one.title for one in activities if _stands_in(one, person.id) and one.state != "ended"),
        turns=tuple(one.title for one in activities if _takes_turns(one, person.id) and one.state != "ended"),
        absences=_absences_to_come(company, person.id, today),
        events=len(everything["history"]),
        messages=len(everything["messages"]),
        contributions=sum(len(everything[what]) for what in ("readings", "lessons", "decisions")),
        everything=everything,
    )


def _roles(company: Company, person_id: int) -> tuple[OwnRole, ...]:
    held = ((name, company.roles.get(name)) for name in ROLE_NAMES)
    return tuple(
        OwnRole(name, as_deputy=row.holder_id != person_id)
        for name, row in held
        if row is not None and person_id in (row.holder_id, row.deputy_id)
    )


def _stands_in(activity: Activity, person_id: int) -> bool:
    return person_id in [deputy.person_id for deputy in activity.deputies]


def _takes_turns(activity: Activity, person_id: int) -> bool:
    return person_id in [turn.person_id for turn in activity.turns]


def _absences_to_come(company: Company, person_id: int, today: date) -> tuple[Away, ...]:
    spans = (Away(one.first_on, one.last_on) for one in company.absences if one.person_id == person_id)
    coming = (span for span in spans if span.last is None or span.last >= today)
    return tuple(sorted(coming, key=lambda span: span.first))


def _everything(
    session: Session, company: Company, person_id: int, activities: Iterable[Activity], now: datetime
) -> dict[str, Any]:
    without_others = _Censor(company, person_id)
    return {
        "made_at": _plain(now),
        "person": _columns(company.people[person_id], but=ABOUT_OTHERS),
        "addresses": [_columns(one) for one in stored.addresses_of_person(session, person_id)],
        "roles": [{"name": one.name, "as_deputy": one.as_deputy} for one in _roles(company, person_id)],
        "absences": [_absence(one) for one in stored.absences_of_person(session, person_id)],
        "calendars": [_feed(one, person_id) for one in stored.feeds_with(session, person_id)],
        "hand_overs": [_hand_over(one, person_id) for one in stored.hand_overs_of(session, person_id)],
        "links": [_fields(one) for one in stored.links_of_person(session, person_id)],
        "activities": [{"title": one.title, "as": parts} for one, parts in _parts_in(activities, person_id)],
        "contact_for": [one.name for one in company.partners.values() if one.inside_contact_id == person_id],
        "tasks": [_task(one, person_id) for one in stored.tasks_with(session, person_id)],
        "history": [_event(one, without_others) for one in stored.events_by(session, person_id)],
        "messages": [_fields(one) for one in stored.messages_to(session, person_id)],
        "readings": [_fields(one) for one in stored.readings_by(session, person_id)],
        "lessons": [
            {**_fields(one), "text": without_others(one.text)} for one in stored.lessons_by(session, person_id)
        ],
        "decisions": [
            {
                "text": without_others(one.text),
                "due_on": _plain(one.due_on),
                "made_on": _plain(one.made_on),
                "ended_on": _plain(one.ended_on),
                "state": one.state,
                "as": _named(owner=one.owner_id == person_id, maker=one.made_by_id == person_id),
            }
            for one in stored.decisions_with(session, person_id)
        ],
    }


def _absence(row: Absence) -> dict[str, Any]:
    days = {"first_on": _plain(row.first_on), "last_on": _plain(row.last_on)}
    return {**days, "ended": True} if row.dismissed else days


def _feed(row: AbsenceFeed, person_id: int) -> dict[str, Any]:
    """A calendar from which absences are read; where it leads to, and not the secret behind."""
    parts = {"owner": row.person_id, "connected": row.made_by_id}
    return {
        "host": host_of(row.address),
        "as": [part for part, one in parts.items() if one == person_id],
        "made_at": _plain(row.made_at),
        "read_at": _plain(row.read_at),
    }


def _hand_over(one: HandOver, person_id: int) -> dict[str, Any]:
    parts = _named(away=one.person_id == person_id, confirmed=one.confirmed_by_id == person_id)
    first = _plain(one.first_on) if one.person_id == person_id else None
    return {"first_on": first, "confirmed_at": _plain(one.confirmed_at), "as": parts}


def _parts_in(activities: Iterable[Activity], person_id: int) -> Iterator[tuple[Activity, list[str]]]:
    for one in activities:
        parts = _named(
            owner=one.owner_id == person_id,
            deputy=_stands_in(one, person_id),
            turns=_takes_turns(one, person_id),
            inside_contact=one.inside_contact_id == person_id,
        )
        if parts:
            yield one, parts


def _task(task: Task, person_id: int) -> dict[str, Any]:
    parts = _named(
        turn=task.turn_id == person_id,
        holder=task.holder_id == person_id,
        asked=task.asked_id == person_id,
        ended=task.ended_by_id == person_id,
    )
    return {"number": task.number, "title": task.activity.title, "due_on": _plain(task.due_on), "as": parts}


def _named(**parts: bool) -> list[str]:
    return [name for name, is_theirs in parts.items() if is_theirs]


def _event(event: OwnEvent, without_others: "_Censor") -> dict[str, Any]:
    told = {name: event.data[name] for name in _TOLD_OF_EVENTS if isinstance(event.data.get(name), str)}
    return {**_fields(event), "data": {name: without_others(text) for name, text in told.items()}}


def _columns(row: Base, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    names = (column.key for column in row.__table__.columns)
    return {name: _plain(getattr(row, name)) for name in names if name not in but}


def _fields(one: object) -> dict[str, Any]:
    return {name: _plain(value) for name, value in vars(one).items()}


def _plain(value: object) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value


class _Censor:
    """Leaves the other people of the company out of a text: mentions, handles, names."""

    def __init__(self, company: Company, person_id: int) -> None:
        others = [one for one in company.people.values() if one.id != person_id]
        handles = (company.addresses[one.id].handle for one in others if one.id in company.addresses)
        names = sorted({one.name for one in others if one.name}, key=len, reverse=True)
        tagged = [f"@{handle}" for handle in handles if handle]
        words = "|".join(rf"{re.escape(word)}\b" for word in sorted(tagged, key=len, reverse=True))
        called = "|".join(rf"\b{re.escape(name)}\b" for name in names)
        own = company.addresses.get(person_id)
        mention = rf"<@(?!{re.escape(own.external_id)}[>|])[^<>]*>" if own else "<@[^<>]*>"
        self._others = re.compile("|".join(filter(None, (mention, words, called))), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._others.sub("", text)
