"""Runs the real engine through the months before the demo begins, with people who answer by the script."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.demo.script import Line, line_for
from bot.wiring import PLATFORM
from jobs.delivery import Delivery
from jobs.facts import PersonRef
from jobs.messenger import Destination, Messenger, Receipt
from jobs.notices import Composed, Nudge, NudgeItem
from jobs.rules.availability import Span
from jobs.rules.slots import wall_instant
from jobs.tick import tick
from jobs.use_cases import absences, reply, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.outbox_tables import Outgoing

ZONE = "Europe/Berlin"
_ROUNDS = (time(9, 0), time(10, 0))  # the second is nine o'clock in London
_UNBLOCKED_AFTER = 3


@dataclass
class Watched:
    """A messenger that remembers whom it nudged about what, and passes everything on, or nowhere."""

    inner: Messenger | None
    nudged: list[tuple[PersonRef, NudgeItem]] = field(default_factory=list)

    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        if isinstance(composed.notice, Nudge):
            self.nudged += [(composed.notice.reader, item) for item in composed.notice.items]
        if self.inner is None:
            return Receipt(f"past/{outbox_id}", to.route or to.external_id)
        return await self.inner.send(composed, to, outbox_id)

    async def update(self, composed: Composed, to: Destination, receipt: str) -> None:
        if self.inner is not None and not receipt.startswith("past/"):
            await self.inner.update(composed, to, receipt)

    async def look_up(self, to: Destination, outbox_ids: Iterable[int], since: datetime) -> dict[int, Receipt]:
        return await self.inner.look_up(to, outbox_ids, since) if self.inner else {}


class Past:
    """Plays the past day by day. `move_to` puts the clock that the delivery reads."""

    def __init__(
        self,
        database: Database,
        workspace_id: int,
        delivery: Delivery,
        watched: Watched,
        move_to: Callable[[datetime], object],
    ) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._delivery = delivery
        self._watched = watched
        self._move_to = move_to
        self._later: dict[date, list[Callable[[Session], object]]] = defaultdict(list)

    async def play(self, first: date, until: date) -> None:
        """Plays every weekday from the first up to, not including, the last."""
        day = first
        while day < until:
            if day.weekday() < 5:
                await self._day(day)
            day += timedelta(days=1)

    async def _day(self, day: date) -> None:
        self._watched.nudged.clear()
        for at in _ROUNDS:
            now = wall_instant(day, at, ZONE)
            self._move_to(now)
            tick(self._database, now)
            await self._delivery.deliver_all()
        now = wall_instant(day, time(14, 0), ZONE)
        self._move_to(now)
        self._answer(day, now)
        tick(self._database, now)
        await self._delivery.deliver_all()

    def _answer(self, day: date, now: datetime) -> None:
        for promised in self._later.pop(day, []):
            self._try(promised)
        for reader, item in list(self._watched.nudged):
            line = line_for(item.task.title, item.task.planned_on, item.tone)
            self._act(line, self._actor(reader), item, now)

    def _act(self, line: Line, actor: Actor, item: NudgeItem, now: datetime) -> None:
        finish = partial(_done, actor=actor, task_id=item.task.id, note=line.note)
        match line.act:
            case "done":
                self._try(partial(finish, now=now))
            case "small":
                self._try(lambda s: reply.small(s, actor, item.task.id, now, "button"))
            case "skip":
                self._try(lambda s: steer.skip(s, actor, item.task.id, now, "form", line.note))
            case "take_over":
                self._try(lambda s: steer.take_over(s, actor, item.task.id, now, "button"))
                self._try(partial(finish, now=now))
            case "blocked":
                self._try(lambda s: reply.blocked(s, actor, item.task.id, now, "form", line.reason))
                later = now + timedelta(days=_UNBLOCKED_AFTER)
                self._later[_weekday(later.date())].append(partial(finish, now=later))
            case "nothing":
                pass

    def _actor(self, person: PersonRef) -> Actor:
        return Actor(
            self._workspace_id, person, coordinates=False, is_guest=False, language="de", formality="du", zone=ZONE
        )

    def _try(self, work: Callable[[Session], object]) -> None:
        """The script is rigid; where the engine had moved on meanwhile, life went on too."""
        try:
            self._database.write(work)
        except Refused:
            return


def _done(session: Session, *, actor: Actor, task_id: int, note: str, now: datetime) -> None:
    reply.done(session, actor, task_id, now, "button", note)


def _weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


def plan_holiday(database: Database, team: str, external_id: str, span: Span, now: datetime) -> None:
    """Somebody says when they are away, so that the demo shows the hand-over on its eve."""

    def work(session: Session) -> None:
        actor = find_actor(session, PLATFORM, team, external_id)
        absences.away(session, actor, AbsenceWish((span,)), now, "command")

    database.write(work)


def forget_receipts_of_the_past(database: Database) -> None:
    """What was never posted anywhere can't be updated later."""

    def work(session: Session) -> None:
        unposted = update(Outgoing).where(Outgoing.receipt.like("past/%")).values(receipt=None, refresh_at=None)
        session.execute(unposted)

    database.write(work)
