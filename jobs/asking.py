"""Writes decided questions into the outbox: one bundled nudge per person and day, escalations, decisions.

The reasons are civil (person and local date, never an instant), so a second process or a second round writes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.rules.ladder import Ask, Step
from jobs.rules.nudging import Target, opening, quiet_from, today_of
from storage import outbox, outdated, tasks
from storage.outbox import Draft, ShownTask
from storage.tables import Task

URGENT, FIRST, MEANS, AGAIN, REPORT, MONTHLY = 5, 10, 15, 20, 30, 40
"""Priorities: a first nudge goes out before repetitions, repetitions before reports."""

IMMEDIATE_CARDS_A_DAY = 2
ASIDES_WAIT = timedelta(minutes=2)
"""How long a mere information leaves the slot to the day's nudge, which takes it along if there is one."""

Decided = tuple[Task, Ask]


@dataclass(frozen=True)
class Item:
    """A task in a nudge. Only an item that asks starts the clock of its step."""

    task: Task
    tone: str
    step: int
    asks: bool


def enqueue_nudges(session: Session, company: Company, decided: Sequence[Decided], now: datetime) -> None:
    """One message for each person with everything they are asked about now."""
    bundles: dict[int, list[Item]] = defaultdict(list)
    covers: dict[int, list[Item]] = defaultdict(list)
    for task, ask in decided:
        people = covers if ask.cause == "cover" else bundles
        people[ask.person_id].append(Item(task, ask.cause, int(ask.step), asks=True))
    for task, ask in decided:
        if ask.step == Step.DEPUTY:
            _tell_who_was_silent(session, company, task, bundles, now)
    for person_id, items in bundles.items():
        today = today_of(company.targets[person_id], now)
        together = [*items, *covers.pop(person_id, [])]
        together += _waiting_asides(session, company, person_id, but={item.task.id for item in together})
        _enqueue_nudge(session, company, person_id, together, f"nudge / {person_id} / {today}", now)
    for person_id, items in covers.items():
        # Somebody became responsible in the middle of the day: told now, apart from the daily bundle.
        reason = f"cover / {person_id} / {today_of(company.targets[person_id], now)} / {_state(items[0].task)}"
        _enqueue_nudge(session, company, person_id, items, reason, now)


def _tell_who_was_silent(
    session: Session, company: Company, task: Task, bundles: dict[int, list[Item]], now: datetime
) -> None:
    """Whoever was asked so far learns that the deputy is asked now: in today's bundle, or in the message they have.

    Where their own slot is still to come, because it is later or in another zone, they learn it then.
    """
    outdated.want_refresh(session, [task.id], now)
    target = company.targets.get(task.asked_id or 0)
    if target is None or not target.available(today_of(target, now)):
        return
    today = today_of(target, now)
    reason = f"nudge / {target.id} / {today}"
    free = not outbox.reasons_used(session, company.workspace.id, [reason])
    at = opening(target, today, now)
    if free and at <= now:
        bundles[target.id].append(Item(task, "deputy_asked", task.step, asks=False))
    elif free:
        _enqueue_aside(session, company, task, target, at, now)


def _enqueue_aside(session: Session, company: Company, task: Task, target: Target, at: datetime, now: datetime) -> None:
    draft = Draft(
        workspace_id=company.workspace.id,
        kind="nudge",
        reason=f"{_asides_for(target.id)}{task.id} / {task.version}",
        data={"items": [{"task": task.id, "tone": "deputy_asked"}]},
        priority=AGAIN,
        expires_at=quiet_from(target, today_of(target, at)),
        recipient_id=target.id,
        tasks=[ShownTask(task.id, task.step, asks=False)],
        not_before=at + ASIDES_WAIT,
    )
    outbox.enqueue(session, draft, now)


def _waiting_asides(session: Session, company: Company, person_id: int, but: set[int]) -> list[Item]:
    """What waited for this person's slot goes into the bundle, so that one message is enough."""
    withdrawn = outbox.take_back(session, company.workspace.id, _asides_for(person_id), "told in the day's nudge")
    about = {item["task"] for data in withdrawn for item in data["items"]} - but
    found = tasks.tasks_by_id(session, sorted(about)).values()
    still = (task for task in found if task.ended is None and task.step == Step.DEPUTY)
    return [Item(task, "deputy_asked", task.step, asks=False) for task in still]


def _asides_for(person_id: int) -> str:
    return f"aside / {person_id} / "


def _enqueue_nudge(
    session: Session, company: Company, person_id: int, items: Sequence[Item], reason: str, now: datetime
) -> None:
    target = company.targets[person_id]
    is_first = any(item.tone in ("heads_up", "due", "cover") for item in items)
    waiting = _still_waiting(session, company, person_id, but={item.task.id for item in items})
    draft = Draft(
        workspace_id=company.workspace.id,
        kind="nudge",
        reason=reason,
        data={"items": [{"task": item.task.id, "tone": item.tone} for item in items], "waiting": waiting},
        priority=FIRST if is_first else AGAIN,
        expires_at=quiet_from(target, today_of(target, now)),
        recipient_id=person_id,
        tasks=[
            *(ShownTask(item.task.id, item.step, item.asks) for item in items),
            *(ShownTask(task_id, Step.NONE, asks=False) for task_id in waiting),
        ],
    )
    if outbox.enqueue(session, draft, now) is None:
        raise AssertionError(f"a second message for {reason} was decided")
    outdated.want_refresh(session, [item.task.id for item in items if item.task.step >= Step.HEADS_UP], now)


def _still_waiting(session: Session, company: Company, person_id: int, but: set[int]) -> list[int]:
    """What this person was asked about before: the newest message has everything, and the older ones fold."""
    asked = tasks.waiting_for(session, company.workspace.id, person_id)
    return [task.id for task in asked if task.id not in but and task.step <= Step.DEPUTY]


def _state(task: Task) -> str:
    """The task as it is now. The same person may be asked about it again today, if it went to others in between."""
    return f"{task.id}.{task.version}"


def enqueue_escalations(session: Session, company: Company, decided: Sequence[Decided], now: datetime) -> None:
    """Stalls reach the coordinator in one message a day; what is blocked has a card of its own, within the budget."""
    by_person: dict[int, list[Decided]] = defaultdict(list)
    for task, ask in decided:
        by_person[ask.person_id].append((task, ask))
    left = immediate_cards_left(session, company.workspace.id, now)
    for person_id, asks in by_person.items():
        at_once = [one for one in asks if one[1].cause == "blocked"][: left(person_id)]
        for one in at_once:
            _enqueue_means(session, company, "blocked", f"blocked / {_state(one[0])}", [one], now)
        together = [one for one in asks if one not in at_once]
        if together:
            _enqueue_bundle_of_means(session, company, person_id, together, now)


def immediate_cards_left(session: Session, workspace_id: int, now: datetime) -> Callable[[int], int]:
    """How many cards a person may still get today outside their daily slot."""
    used = outbox.counts_of_kind(session, workspace_id, "blocked", now - timedelta(hours=12))
    return lambda person_id: max(0, IMMEDIATE_CARDS_A_DAY - used.get(person_id, 0))


def _enqueue_bundle_of_means(
    session: Session, company: Company, person_id: int, asks: Sequence[Decided], now: datetime
) -> None:
    reason = f"escalation / {person_id} / {today_of(company.targets[person_id], now)}"
    _enqueue_means(session, company, "escalation", _unused(session, company, reason, asks[0][0]), asks, now)


def _unused(session: Session, company: Company, reason: str, task: Task) -> str:
    """The reason, or, where a message went out for it before, the same with the task as it is now."""
    used = outbox.reasons_used(session, company.workspace.id, [reason])
    return f"{reason} / {_state(task)}" if used else reason


def _enqueue_means(
    session: Session, company: Company, kind: str, reason: str, asks: Sequence[Decided], now: datetime
) -> None:
    person_id = asks[0][1].person_id
    target = company.targets[person_id]
    draft = Draft(
        workspace_id=company.workspace.id,
        kind=kind,
        reason=reason,
        data={"items": [{"task": task.id, "cause": ask.cause} for task, ask in asks]},
        priority=URGENT if kind == "blocked" else MEANS,
        expires_at=quiet_from(target, today_of(target, now)),
        recipient_id=person_id,
        tasks=[ShownTask(task.id, int(ask.step), asks=True) for task, ask in asks],
    )
    outbox.enqueue(session, draft, now)
    outdated.want_refresh(session, [task.id for task, _ in asks], now)


def enqueue_decisions(session: Session, company: Company, decided: Sequence[Decided], now: datetime) -> None:
    """Whoever decides is told once each time a task comes to them: it may go on in between, and stall anew."""
    for task, ask in decided:
        reason = f"decision / {task.id} / {task.due_on} / {ask.person_id}"
        draft = Draft(
            workspace_id=company.workspace.id,
            kind="decision",
            reason=_unused(session, company, reason, task),
            data={"items": [{"task": task.id, "cause": ask.cause}]},
            priority=MEANS,
            expires_at=now + timedelta(days=3),
            recipient_id=ask.person_id,
            tasks=[ShownTask(task.id, int(ask.step), asks=True)],
        )
        outbox.enqueue(session, draft, now)


def enqueue_nobody(session: Session, company: Company, found: Sequence[Task], now: datetime) -> None:
    """The coordinator's chain is told which tasks have nobody, in the working hours of the first of it who is there.

    Where all of them are away, the first who can be reached finds it there.
    """
    chain = (*company.in_charge("coordinate"), *company.in_charge("decide"))
    reachable = [company.targets[one] for one in chain if company.targets[one].facts.reachable]
    there = (target for target in reachable if target.available(today_of(target, now)))
    recipient = next(there, next(iter(reachable), None))
    if recipient is None:
        return
    today = today_of(recipient, now)
    # Whoever is away anyway hears of it once a week.
    since = today if recipient.available(today) else today - timedelta(days=today.weekday())
    draft = Draft(
        workspace_id=company.workspace.id,
        kind="nobody",
        reason=f"nobody / {recipient.id} / {since} / {found[0].id}",
        data={"items": [{"task": task.id} for task in found]},
        priority=REPORT,
        expires_at=now + timedelta(days=7),
        recipient_id=recipient.id,
        tasks=[ShownTask(task.id, task.step, asks=False) for task in found],
        not_before=max(now, opening(recipient, today, now)),
    )
    outbox.enqueue(session, draft, now)
