"""A company of twenty-five people in three Länder lives through a year with the real engine; chance decides the rest.

Everything people do goes through the use cases; what they do is drawn from a seed. Time jumps from one instant at which
something is due to the next.
"""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobs.company import Company, company_in
from jobs.delivery import Delivery, Pace
from jobs.facts import PersonRef
from jobs.messenger import Destination, Receipt, TryLater
from jobs.notices import Composed, DecisionWanted, Escalation, Nudge
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.rules.slots import wall_instant
from jobs.tick import tick
from jobs.use_cases import absences, people, reply, roles, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.people import Profile
from jobs.use_cases.refusals import Refused
from storage import outbox, tasks
from storage.cover_tables import ClosingDay
from storage.database import Database
from storage.tables import (
    Activity,
    ActivityDeputy,
    ActivityTurn,
    Address,
    Channel,
    Person,
    Role,
    Task,
    Workspace,
)
from tests.jobs.recorder import HandClock, Recorder, Sent

T = TypeVar("T")
Deed = tuple[datetime, int, Callable[[], object]]

BEGINS, ENDS = date(2027, 1, 4), date(2027, 12, 31)
STAFF = 25
LAENDER = ("BY", "NW", "SN")
ZONES = (None,) * 9 + ("Europe/Lisbon", "America/New_York")
WEEKDAYS = ("mon,tue,wed,thu,fri",) * 4 + ("mon,tue,wed,thu", "tue,wed,thu", "mon,wed,fri")
NUDGED_AT = (time(9), time(9), time(10))
CADENCES = {
    "every week on {weekday}": 3,
    "every 2 weeks on {weekday}": 4,
    "monthly on day {day}": 14,
    "monthly on working day 3": 4,
    "monthly on last working day": 4,
    "monthly on 2nd tue": 2,
    "quarterly on day 10": 12,
    "quarterly on last working day": 8,
    "yearly on 24 nov": 3,
    "yearly on 3 jun": 3,
    "14 days after completion, at most 21": 2,
    "every working day": 1,
}
DAILY_FROM = date(2027, 11, 2)
ANSWERS_AT = (time(11), time(16))
CLARA, MAX, EMIL = 1, 2, 3
"""Who coordinates, who stands in and decides, and who coordinates from July on; numbers of people."""


@dataclass
class Unsteady(Recorder):
    """A messenger that now and then is not to be reached; nothing is lost by that."""

    chance: random.Random = field(default_factory=random.Random)

    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        if self.chance.random() < 0.02:
            raise TryLater("not to be reached", after=600)
        return self._keep(composed, to, outbox_id)


class Inline(Executor):
    """Works where it is asked to: a year needs no second thread, and waiting for one costs more than the work."""

    def submit(self, work: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(work(*args, **named))
        return done


@dataclass(frozen=True)
class Addressed:
    """A message with the company as it was when it went out."""

    sent: Sent
    person_id: int | None
    company: Company


class Year:
    """The company, its engine and its people's next deeds."""

    def __init__(self, database: Database, seed: int, begins: date = BEGINS, ends: date = ENDS) -> None:
        self.database = database
        self.begins = begins
        self.ends = ends
        self.chance = random.Random(seed)
        self.clock = HandClock(wall_instant(begins, time(8), "Europe/Berlin"))
        self.messenger = Unsteady(self.clock, chance=random.Random(seed + 1))
        self.delivery = Delivery(
            database,
            self.messenger,
            self.clock,
            pace=Pace(spacing=0.0),
            executor=Inline(),
            pause=self.clock.pause,
        )
        self.deeds: list[Deed] = []
        self.numbers = count()
        self.rounds = 0
        self.refused = 0
        self.told: list[Addressed] = []
        self.workspace_id = database.write(partial(_found, chance=self.chance, begins=begins))
        self.ids = database.read(lambda session: {one.name: one.id for one in session.scalars(select(Person))})
        self._foresee_absences()
        self._foresee_changes()

    def live(self) -> None:
        """Until the evening of the last day."""
        end = wall_instant(self.ends, time(20), "Europe/Berlin")
        loop = asyncio.new_event_loop()
        try:
            self._round(loop)
            while (at := self._next_instant()) < end:
                self.clock.at = max(at, self.clock.at)
                while self.deeds and self.deeds[0][0] <= self.clock.now():
                    heappop(self.deeds)[2]()
                self._round(loop)
        finally:
            loop.close()

    def _next_instant(self) -> datetime:
        def work(session: Session) -> list[datetime | None]:
            return [
                session.scalar(select(func.min(Task.next_at))),
                outbox.next_attention(session),
                session.scalar(select(func.min(Workspace.next_retrospective_at))),
            ]

        now = self.clock.now()
        daily = now.replace(hour=9, minute=0, second=0, microsecond=0)
        due = [one for one in self.database.read(work) if one is not None and one > now]
        deed = [self.deeds[0][0]] if self.deeds else []
        return min([*due, *deed, daily if daily > now else daily + timedelta(days=1)])

    def _round(self, loop: asyncio.AbstractEventLoop) -> None:
        """Looks and delivers until nothing is left to do at this instant, then lets people read what they got."""
        first = len(self.messenger.sent)
        for _ in range(6):
            self.rounds += 1
            tick(self.database, self.clock.now())
            loop.run_until_complete(self.delivery.deliver_all())
            due = self.database.read(lambda session: session.scalar(select(func.min(Task.next_at))))
            if due is None or due > self.clock.now():
                break
        else:
            raise AssertionError("the engine does not come to rest")
        fresh = self.messenger.sent[first:]
        if fresh:
            self._read(fresh)

    def _read(self, fresh: list[Sent]) -> None:
        company = self.database.read(self._company)
        by_address = {address.external_id: one for one, address in company.addresses.items()}
        for one in fresh:
            person_id = by_address.get(one.to)
            self.told.append(Addressed(one, person_id, company))
            if person_id is not None:
                self._react(one, person_id, company)

    def _company(self, session: Session) -> Company:
        company = company_in(session, self.workspace_id)
        assert company.targets  # read while the session is there
        company.workdays.works_on(BEGINS)
        session.expunge_all()
        return company

    # What people do ---------------------------------------------------------------------------------

    def _react(self, sent: Sent, person_id: int, company: Company) -> None:
        match sent.notice:
            case Nudge(items=items):
                for item in items:
                    if not item.answered and item.tone != "deputy_asked":
                        self._plan_answer(person_id, item.task.id, company)
            case Escalation(items=items):
                for one in items:
                    if self.chance.random() < 0.75:
                        self._plan(person_id, company, partial(self._settle, one.task.id, one.candidates))
            case DecisionWanted(item=item):
                self._plan(person_id, company, partial(self._settle, item.task.id, item.candidates))
            case _:
                pass

    def _plan(self, person_id: int, company: Company, deed: Callable[[Session, Actor, datetime], object]) -> None:
        """At the next hour of answering, or one of a later day."""
        target = company.targets[person_id]
        day = today_of(target, self.clock.now()) + timedelta(days=self.chance.choice((0, 0, 0, 1)))
        hours = [at for hour in ANSWERS_AT if (at := wall_instant(day, hour, "Europe/Berlin")) > self.clock.now()]
        late = self.clock.now() + timedelta(hours=1)
        self._push(self.chance.choice(hours or [late]), partial(self._act, person_id, deed))

    def _push(self, at: datetime, deed: Callable[[], object]) -> None:
        heappush(self.deeds, (at, next(self.numbers), deed))

    def _act(self, person_id: int, deed: Callable[[Session, Actor, datetime], object]) -> None:
        """Whoever has left or is away does nothing; what has become impossible since is refused politely."""
        now = self.clock.now()

        def work(session: Session) -> None:
            company = company_in(session, self.workspace_id)
            target = company.targets[person_id]
            if target.available(today_of(target, now)):
                address = company.addresses[person_id].external_id
                deed(session, find_actor(session, "slack", "T1", address), now)

        try:
            self.database.write(work)
        except Refused:
            self.refused += 1

    def _plan_answer(self, person_id: int, task_id: int, company: Company) -> None:
        days = timedelta(days=self.chance.randint(1, 4))
        drawn = self.chance.random()
        if drawn < 0.62:
            deed: Any = lambda s, who, now: reply.done(s, who, task_id, now, "button")  # noqa: E731
        elif drawn < 0.67:
            deed = lambda s, who, now: reply.small(s, who, task_id, now, "button")  # noqa: E731
        elif drawn < 0.77:
            deed = lambda s, who, now: reply.on_it(s, who, task_id, now, "button", now.date() + days)  # noqa: E731
        elif drawn < 0.84:
            deed = lambda s, who, now: reply.later(s, who, task_id, now, "button", now.date() + days)  # noqa: E731
        elif drawn < 0.88:
            deed = lambda s, who, now: reply.blocked(s, who, task_id, now, "button", "time")  # noqa: E731
        else:
            return
        self._plan(person_id, company, deed)

    def _settle(
        self, task_id: int, candidates: tuple[PersonRef, ...], session: Session, actor: Actor, now: datetime
    ) -> None:
        """The coordinator, or whoever decides, uses one of their means."""
        to = candidates[0].id if candidates else None
        match self.chance.randrange(4):
            case 0 if to is not None:
                steer.reassign(session, actor, task_id, now, "button", to)
            case 1:
                steer.shrink(session, actor, task_id, now, "button")
            case 2:
                steer.move(session, actor, task_id, now, "button", now.date() + timedelta(days=3))
            case _:
                steer.skip(session, actor, task_id, now, "button", "Diesmal nicht")

    # What befalls them ------------------------------------------------------------------------------

    def _foresee_absences(self) -> None:
        """Holidays are said weeks ahead; other days in the morning or at noon of the day itself."""
        for person_id in self.ids.values():
            days = (self.ends - self.begins).days
            for _ in range(max(1, days // 120)):
                first = self.begins + timedelta(days=self.chance.randint(20, days))
                span = Span(first, first + timedelta(days=self.chance.choice((2, 4, 9, 13, 18))))
                self._will_be_away(person_id, first - timedelta(days=self.chance.randint(3, 20)), time(13), span)
            for _ in range(max(1, days // 90)):
                first = self.begins + timedelta(days=self.chance.randint(1, days - 5))
                span = Span(first, first + timedelta(days=self.chance.randint(0, 4)))
                self._will_be_away(person_id, first, self.chance.choice((time(7, 40), time(12))), span)
                if self.chance.random() < 0.2:
                    self._at(first + timedelta(days=1), time(8, 10), partial(self._is_back, person_id))

    def _will_be_away(self, person_id: int, on: date, at: time, span: Span) -> None:
        self._at(on, at, partial(self._is_away, person_id, AbsenceWish((span,))))

    def _at(self, on: date, at: time, deed: Callable[[], object]) -> None:
        self._push(wall_instant(on, at, "Europe/Berlin"), deed)

    def _is_away(self, person_id: int, wish: AbsenceWish) -> None:
        self._say(person_id, lambda session, actor, now: absences.away(session, actor, wish, now, "command"))

    def _is_back(self, person_id: int) -> None:
        self._say(person_id, lambda session, actor, now: absences.back(session, actor, now, "command"))

    def _say(self, person_id: int, deed: Callable[[Session, Actor, datetime], object]) -> None:
        now = self.clock.now()

        def work(session: Session) -> None:
            address = company_in(session, self.workspace_id).addresses[person_id].external_id
            deed(session, find_actor(session, "slack", "T1", address), now)

        try:
            self.database.write(work)
        except Refused:
            self.refused += 1

    def _foresee_changes(self) -> None:
        """Two people leave, and their work is given to others a week later; somebody else coordinates from July on."""
        for number, day in ((9, date(2027, 6, 8)), (17, date(2027, 8, 24))):
            self._at(day, time(10), partial(self._leaves, number))
            self._at(day + timedelta(days=7), time(10), partial(self._is_succeeded, number, number + 1))
        self._at(date(2027, 7, 1), time(11), self._coordination_changes)

    def _leaves(self, number: int) -> None:
        profile = Profile(f"U{number}", f"p{number}", f"P{number:02}", None, None, "deactivated")
        now = self.clock.now()
        self.database.write(lambda session: people.learn(session, "slack", "T1", "", [profile], now, strangers=False))

    def _is_succeeded(self, number: int, by: int) -> None:
        left, heir, now = self.ids[f"P{number:02}"], self.ids[f"P{by:02}"], self.clock.now()

        def work(session: Session) -> None:
            for activity in session.scalars(select(Activity).where(Activity.owner_id == left)):
                activity.owner_id = heir
            session.flush()
            tasks.look_again_at_all(session, self.workspace_id, now)

        self.database.write(work)

    def _coordination_changes(self) -> None:
        def work(session: Session, actor: Actor, now: datetime) -> None:
            company = company_in(session, self.workspace_id)
            emil, max_ = company.ref(self.ids[f"P{EMIL:02}"]), company.ref(self.ids[f"P{MAX:02}"])
            roles.assign(session, actor, "coordinate", emil, max_, now)

        self._say(self.ids[f"P{MAX:02}"], work)


# The company -----------------------------------------------------------------------------------------


def _found(session: Session, chance: random.Random, begins: date) -> int:
    workspace = Workspace(platform="slack", external_id="T1", name="Muster GmbH", subdivision="BY", conversation="C1")
    session.add(workspace)
    session.flush()
    staff = [_person(session, workspace.id, number, chance) for number in range(1, STAFF + 1)]
    role = partial(Role, workspace_id=workspace.id)
    session.add(role(name="coordinate", holder_id=staff[CLARA - 1], deputy_id=staff[MAX - 1]))
    session.add(role(name="decide", holder_id=staff[MAX - 1], deputy_id=staff[CLARA - 1]))
    channels = [Channel(workspace_id=workspace.id, name=f"Kanal {number}", silence_limit=30) for number in range(5)]
    session.add_all(channels)
    session.add(
        ClosingDay(
            workspace_id=workspace.id, first_on=date(2027, 12, 24), last_on=date(2028, 1, 2), name="Betriebsferien"
        )
    )
    session.flush()
    number = 0
    for cadence, many in CADENCES.items():
        for _ in range(many):
            number += 1
            activity = _activity(workspace.id, number, cadence, staff, chance.choice(channels).id, chance)
            activity.starts_on = max(begins, activity.starts_on)
            session.add(activity)
    session.flush()
    return workspace.id


def _person(session: Session, workspace_id: int, number: int, chance: random.Random) -> int:
    person = Person(
        workspace_id=workspace_id,
        name=f"P{number:02}",
        subdivision=LAENDER[number % 3],
        country="DE",
        zone=chance.choice(ZONES),
        weekdays=chance.choice(WEEKDAYS),
        nudge_at=chance.choice(NUDGED_AT),
    )
    session.add(person)
    session.flush()
    place = {"platform": "slack", "workspace_external_id": "T1"}
    session.add(Address(person_id=person.id, external_id=f"U{number}", handle=f"p{number}", **place))
    return person.id


def _activity(
    workspace_id: int, number: int, cadence: str, staff: list[int], channel_id: int, chance: random.Random
) -> Activity:
    day, weekday = chance.randint(1, 31), chance.choice(("mon", "tue", "wed", "thu", "fri"))
    owner, *others = chance.sample(staff, 4)
    activity = Activity(
        workspace_id=workspace_id,
        title=f"Maßnahme {number:02}",
        cadence=cadence.format(day=day, weekday=weekday),
        starts_on=DAILY_FROM if cadence == "every working day" else BEGINS,
        owner_id=owner,
        channel_id=channel_id,
        lead=chance.choice((0, 2, 3, 5)),
        tolerance=chance.choice((1, 2, 5)),
        small_version="Ein Bild, zwei Sätze" if chance.random() < 0.5 else None,
    )
    deputies = others[: chance.choice((0, 1, 1, 2))]
    activity.deputies = [ActivityDeputy(position=place, person_id=one) for place, one in enumerate(deputies)]
    if number % 12 == 0:
        activity.turn_every = "task"
        activity.turns = [ActivityTurn(position=place, person_id=one) for place, one in enumerate((owner, *others))]
    if number % 15 == 0:
        activity.partner, activity.inside_contact_id = "Agentur Nord", others[2]
    return activity
