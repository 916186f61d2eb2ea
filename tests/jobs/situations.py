"""Reads situations written as stories of a few lines, lives through each with the real engine, and tells what happened.

A situation is a title and, indented, its lines:

    given deputies Dora, Emil          facts that differ from the company below
    15. 12:00  otto away 15.-18.       what somebody does; days are of December 2026, `6.1.` is of January 2027
    15. 12:00  -> dora: cover          everything the engine says about the task, in order: to whom, in which tone
    16. 12:00  end                     when we stop looking; whose the task is then
    history    asked otto, asked dora  everything that was written down after the task was made

Otto owns the Newsletter, due on Tuesday the 15th, without a heads-up; Dora stands in; Clara coordinates, Max is her
deputy and decides; Emil is a colleague, Gast a guest. What else the bot says (hand-over, coverage, return) is left out.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from jobs.company import company_in
from jobs.notices import DecisionWanted, Escalation, Left, NobodyThere, Notice, Nudge
from jobs.rules.availability import Span
from jobs.tick import tick
from jobs.use_cases import absences, handovers, people, reply, roles, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.people import Profile, Standing
from storage import outbox
from storage.cover_tables import ClosingDay
from storage.database import Database
from storage.tables import Activity, ActivityDeputy, ActivityTurn, Address, Person, Role, Task, TaskEvent
from tests.jobs.company import PEOPLE, Ids, berlin, found
from tests.jobs.recorder import Engine

EVERYONE = (*PEOPLE, "Emil")
START = "2026-12-07 08:00"


@dataclass
class Situation:
    title: str
    given: list[str] = field(default_factory=list)
    lines: list[tuple[datetime, str]] = field(default_factory=list)
    history: str = ""

    @property
    def expected(self) -> list[str]:
        """What is said, and whose the task is in the end."""
        return [f"{_when(at)}  {text}" for at, text in self.lines if text.startswith(("->", "end"))]


def situations(text: str) -> Iterator[Situation]:
    """The situations of a file; lines that begin with # are headings."""
    current: Situation | None = None
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            if current:
                yield current
            current = Situation(line.strip())
        elif current is not None:
            _read(current, line.strip())
    if current:
        yield current


def _read(situation: Situation, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "given":
        situation.given.append(rest.strip())
    elif word == "history":
        situation.history = rest.strip()
    else:
        day, at, text = re.fullmatch(r"(\S+) (\d\d:\d\d)\s+(.*)", line).groups()  # type: ignore[union-attr]
        situation.lines.append((berlin(f"{_day(day)} {at}"), text))


def _day(text: str) -> date:
    number, month = re.fullmatch(r"(\d+)\.(?:(\d+)\.)?", text).groups()  # type: ignore[union-attr]
    return date(2027, int(month), int(number)) if month else date(2026, 12, int(number))


def _when(at: datetime) -> str:
    local = at.astimezone(berlin(START).tzinfo)
    return f"{local.day}.{f'{local.month}.' if local.month != 12 else ''} {local:%H:%M}"


class Told:
    """One situation on its way."""

    def __init__(self, database: Database, situation: Situation) -> None:
        self.database = database
        self.situation = situation
        self.said: list[str] = []
        activity: dict[str, Any] = {
            "title": "Newsletter",
            "cadence": "monthly on day 15",
            "starts": date(2026, 12, 8),
            "lead": 0,
        }
        self.ids = found(database, activity)
        self.activity_id = self.ids.activities["Newsletter"]
        database.write(self._set_the_scene)
        self.engine = Engine(database, berlin(START))

    def _set_the_scene(self, session: Session) -> None:
        _add_emil(session, self.ids)
        for fact in self.situation.given:
            _give(session, self.ids, session.get_one(Activity, self.activity_id), fact)

    def live(self) -> tuple[list[str], str]:
        """Everything that was said, with whose the task is in the end; and the history."""
        self.round()
        for at, text in self.situation.lines:
            self.advance(at)
            if text.startswith("end"):
                self.said.append(f"{_when(at)}  end {self._whose()}".rstrip())
            elif not text.startswith("->"):
                who, _, deed = text.partition(" ")
                self.database.write(lambda session, who=who, deed=deed: self._do(session, who, deed))  # type: ignore[misc]
                self.round()
        return self.said, self._history()

    def advance(self, to: datetime) -> None:
        """Through every instant at which anything is due."""
        while (at := self._next_instant()) and at < to:
            self.engine.clock.at = at
            self.round()
        if self.engine.clock.now() < to:
            self.engine.clock.at = to
            self.round()

    def _next_instant(self) -> datetime | None:
        now = self.engine.clock.now()
        due = self.database.read(
            lambda session: (session.scalar(select(func.min(Task.next_at))), outbox.next_attention(session))
        )
        return min((one for one in due if one is not None and one > now), default=None)

    def round(self) -> None:
        """Rounds until nothing is left to do at this instant."""
        for _ in range(5):
            tick(self.database, self.engine.clock.now())
            before = len(self.engine.messenger.sent)
            done = asyncio.run(self.engine.delivery.deliver_all())
            for one in self.engine.messenger.sent[before:]:
                who = EVERYONE[int(one.to.removeprefix("U")) - 1].lower() if one.to.startswith("U") else one.to
                self.said += [f"{_when(one.at)}  -> {who}: {text}" for text in _words(one.notice)]
            if not done:
                return
        raise AssertionError("the engine does not come to rest")

    def task(self, session: Session) -> Task:
        query = select(Task).options(joinedload(Task.activity)).where(Task.activity_id == self.activity_id)
        return session.scalars(query.order_by(Task.nominal_on).limit(1)).one()

    def _whose(self) -> str:
        def work(session: Session) -> str:
            task, company = self.task(session), company_in(session, self.ids.workspace)
            if task.ended is not None:
                return task.ended
            day = max(task.due_on, company.today(self.engine.clock.now()))
            responsible = company.responsible(task, task.activity, day)
            return responsible.name.lower() if responsible else "nobody"

        return self.database.read(work)

    def _history(self) -> str:
        def work(session: Session) -> str:
            task_id = self.task(session).id
            events = session.scalars(select(TaskEvent).where(TaskEvent.task_id == task_id).order_by(TaskEvent.id))
            return ", ".join(_event(session, one) for one in events if one.kind != "made")

        return self.database.read(work)

    def _do(self, session: Session, who: str, deed: str) -> None:
        now, ids = self.engine.clock.now(), self.ids
        if deed in ("leaves", "returns"):
            standing: Standing = "deactivated" if deed == "leaves" else "member"
            handle = f"U{EVERYONE.index(who.title()) + 1}"
            profile = Profile(handle, who, who.title(), None, None, standing)
            people.learn(session, "slack", "T1", "", [profile], now, strangers=False)
            return
        actor = find_actor(session, "slack", "T1", f"U{EVERYONE.index(who.title()) + 1}")
        _act(session, actor, self.task(session).id, ids, deed, now)


def _act(session: Session, actor: Actor, task_id: int, ids: Ids, deed: str, now: datetime) -> None:
    word, *rest = deed.split()
    match word:
        case "done" | "blocked" | "on_it" | "later" | "takes" | "moves" | "gives" | "declines":
            _about_task(word)(session, actor, task_id, ids, rest, now)
        case "away":
            _away(session, actor, ids, rest, now)
        case "says":  # clara says otto away 15.
            _away(session, actor, ids, rest[2:], now, of=ids.people[rest[0].title()])
        case "back":
            absences.back(session, actor, now, "command")
        case "coordinates":
            holder, clara = company_in(session, ids.workspace).ref(actor.person.id), ids.clara
            boss = find_actor(session, "slack", "T1", f"U{EVERYONE.index('Clara') + 1}")
            deputy = company_in(session, ids.workspace).ref(clara)
            roles.assign(session, boss, "coordinate", holder, deputy, now)
        case _:
            raise ValueError(deed)


Deed = Callable[[Session, Actor, int, Ids, list[str], datetime], object]


def _about_task(word: str) -> Deed:
    deeds: dict[str, Deed] = {
        "done": lambda s, who, task, _ids, _rest, now: reply.done(s, who, task, now, "command"),
        "blocked": lambda s, who, task, _ids, _rest, now: reply.blocked(s, who, task, now, "command", "time"),
        "on_it": lambda s, who, task, _ids, rest, now: reply.on_it(s, who, task, now, "command", _day(rest[0])),
        "later": lambda s, who, task, _ids, rest, now: reply.later(s, who, task, now, "command", _day(rest[0])),
        "takes": lambda s, who, task, _ids, _rest, now: steer.take_over(s, who, task, now, "command"),
        "moves": lambda s, who, task, _ids, rest, now: steer.move(s, who, task, now, "command", _day(rest[0])),
        "gives": lambda s, who, task, ids, rest, now: steer.reassign(
            s, who, task, now, "command", ids.people[rest[0].title()]
        ),
        "declines": lambda s, who, task, _ids, _rest, now: handovers.decline(s, who, task, now, "command"),
    }
    return deeds[word]


def _away(session: Session, actor: Actor, ids: Ids, words: list[str], now: datetime, of: int | None = None) -> None:
    """`15.`, `15.-18.`, `15.-`, several, and `deputy emil`."""
    deputy = ids.people[words[-1].title()] if "deputy" in words else None
    days = words[: words.index("deputy")] if "deputy" in words else words
    absences.away(session, actor, AbsenceWish(tuple(map(_span, days)), of, deputy), now, "command")


def _span(text: str) -> Span:
    first, dash, last = text.partition("-")
    end = _day(last) if last else None
    return Span(_day(first), end if dash else _day(first))


def _event(session: Session, event: TaskEvent) -> str:
    if event.kind != "asked":
        return event.kind
    return f"asked {session.get_one(Person, event.person_id).name.lower()}"


def _words(notice: Notice) -> list[str]:
    """What a notice says about the task; nothing for what this table is not about."""
    match notice:
        case Nudge(items=items):
            return [item.tone for item in items]
        case Escalation(items=items):
            return [f"settle ({item.cause})" for item in items]
        case DecisionWanted(item=item):
            return [f"decide ({item.cause})"]
        case NobodyThere():
            return ["nobody"]
        case Left(person=person):
            return [f"left {person.name.lower()}"]
        case _:
            return []


def _add_emil(session: Session, ids: Ids) -> None:
    emil = Person(workspace_id=ids.workspace, name="Emil", nudge_at=time(9))
    session.add(emil)
    session.flush()
    place = {"platform": "slack", "workspace_external_id": "T1"}
    session.add(Address(person_id=emil.id, external_id=f"U{len(EVERYONE)}", handle="emil", **place))
    session.flush()
    ids.people["Emil"] = emil.id


def _give(session: Session, ids: Ids, activity: Activity, fact: str) -> None:
    """One fact of the scene."""
    word, _, rest = fact.partition(" ")
    named = [ids.people[name] for name in re.split(r",? ", rest) if name in ids.people]
    if word in ids.people:
        _give_person(session, session.get_one(Person, ids.people[word]), rest)
    elif word in ("decider", "coordinator"):
        _fill(session, "decide" if word == "decider" else "coordinate", named)
    elif word == "general":
        session.get_one(Person, ids.otto).deputy_id = named[0]
    elif word == "closed":
        first, last = rest.split("-")
        session.add(ClosingDay(workspace_id=ids.workspace, first_on=_day(first), last_on=_day(last)))
    else:
        _give_activity(activity, word, rest, named)
    session.flush()


def _give_activity(activity: Activity, word: str, rest: str, named: list[int]) -> None:
    match word:
        case "owner":
            activity.owner_id = named[0]
        case "deputies":
            activity.deputies = [ActivityDeputy(position=place, person_id=one) for place, one in enumerate(named)]
        case "contact":
            activity.partner, activity.inside_contact_id = "Agentur Nord", named[0]
        case "turns":
            activity.turn_every = "task"
            activity.turns = [ActivityTurn(position=place, person_id=one) for place, one in enumerate(named)]
        case "cadence":
            activity.cadence = rest
        case "lead":
            activity.lead = int(rest)
        case _:
            raise ValueError(word)


def _fill(session: Session, role: str, people_ids: list[int]) -> None:
    """The role's holder and deputy; nobody in it without any."""
    row = session.scalars(select(Role).where(Role.name == role)).one()
    if not people_ids:
        session.delete(row)
        return
    row.holder_id, row.deputy_id = (*people_ids, None)[:2]


def _give_person(session: Session, person: Person, fact: str) -> None:
    word, _, rest = fact.partition(" ")
    match word:
        case "works":
            person.weekdays = rest
        case "in" if "/" in rest:
            person.zone = rest
        case "in":
            person.subdivision = rest
        case "at":
            person.nudge_at = time.fromisoformat(rest)
        case "unreachable":
            session.execute(update(Address).where(Address.person_id == person.id).values(person_id=_nobody(session)))
        case _:
            raise ValueError(fact)
    session.flush()


def _nobody(session: Session) -> int:
    """Somebody outside the company, to whom an address can be moved away."""
    outside = Person(workspace_id=session.scalars(select(Person.workspace_id)).first(), name="-", standing="external")
    session.add(outside)
    session.flush()
    return outside.id
