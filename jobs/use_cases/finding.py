"""Which task or person is meant: by number, by the beginning of a title, or because only one can be meant."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.composing import candidates as candidates_for
from jobs.facts import PersonRef, TaskLine
from jobs.lines import task_line as line_of
from jobs.rules.slots import local_day
from jobs.rules.workdays import Workdays
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor, TaskList
from jobs.use_cases.refusals import Refused
from storage import outbox, tasks
from storage.tables import Task

SOON = timedelta(days=14)


def find_task(session: Session, actor: Actor, reference: str | None, now: datetime, among: Sequence[int] = ()) -> int:
    """The id of the task that is meant; Refused when there is none, or more than one.

    Without a reference one of `among` is meant, if there are any: the tasks of the message that was answered.
    """
    company = company_of(session, actor)
    if reference is None:
        return _only_open(session, actor, company, now, among)
    word = reference.strip().removeprefix("#")
    if word.isdecimal():
        return _by_number(session, actor, company, int(word), now)
    return _by_title(session, actor, company, reference, now)


def _only_open(session: Session, actor: Actor, company: Company, now: datetime, among: Sequence[int]) -> int:
    own = _own(session, actor, company, now)
    today = company.today(now)
    pressing = [task for task in own if task.step >= 0 or task.due_on <= today] or own
    pressing = _open_among(session, actor, company, among, now) or pressing
    if not pressing:
        raise Refused("no_open_task")
    if len(pressing) > 1:
        raise Refused("which_task", candidates=tuple(line_of(task, company) for task in pressing))
    return pressing[0].id


def _open_among(session: Session, actor: Actor, company: Company, task_ids: Sequence[int], now: datetime) -> list[Task]:
    """Those of the tasks that are open and the actor's; what is over is said to be, and no other task meant instead."""
    found = tasks.tasks_by_id(session, task_ids).values() if task_ids else ()
    own = [task for task in found if task.workspace_id == actor.workspace_id and is_own(company, actor, task, now)]
    still = sorted((task for task in own if task.ended is None), key=lambda task: task.due_on)
    if own and not still:
        raise Refused("already_ended", task=line_of(own[0], company))
    return still


def shown_in(session: Session, actor: Actor, receipt: str) -> tuple[int, ...]:
    """The tasks of one of our own messages, found by its receipt; none for any other message."""
    return tuple(outbox.tasks_with_receipt(session, actor.workspace_id, receipt))


def _by_number(session: Session, actor: Actor, company: Company, number: int, now: datetime) -> int:
    task = tasks.task_by_number(session, actor.workspace_id, number) if number < 2**31 else None
    if task is None or (actor.is_guest and not is_own(company, actor, task, now)):
        raise Refused("no_such_task", text=str(number))
    return task.id


def _by_title(session: Session, actor: Actor, company: Company, beginning: str, now: datetime) -> int:
    wanted = beginning.strip().casefold()
    nearest = _nearest_visible(session, actor, company, now)
    fitting = [task for task in nearest if task.activity.title.casefold().startswith(wanted)]
    exact = [task for task in fitting if task.activity.title.casefold() == wanted]
    found = exact or fitting
    if not wanted or not found:
        raise Refused("no_such_task", text=beginning)
    if len(found) > 1:
        raise Refused("ambiguous_task", text=beginning, candidates=tuple(line_of(task, company) for task in found))
    return found[0].id


def nameable(session: Session, actor: Actor, now: datetime) -> tuple[TaskLine, ...]:
    """The tasks that the actor's words may be about: of every activity they see the nearest open one."""
    company = company_of(session, actor)
    return tuple(line_of(task, company) for task in _nearest_visible(session, actor, company, now))


def _nearest_visible(session: Session, actor: Actor, company: Company, now: datetime) -> list[Task]:
    nearest: dict[int, Task] = {}
    for task in tasks.open_tasks(session, actor.workspace_id, company.today(now) + timedelta(days=91)):
        if not actor.is_guest or is_own(company, actor, task, now):
            nearest.setdefault(task.activity_id, task)
    return list(nearest.values())


def colleagues(session: Session, actor: Actor) -> tuple[str, ...]:
    """What people here are called, as somebody may write it."""
    company = company_of(session, actor)
    there = (person.id for person in company.people.values() if person.standing in ("member", "guest"))
    return tuple(name for one in there if one != actor.person.id for name in _names(company, one)[:2])


def open_tasks(session: Session, actor: Actor, now: datetime) -> TaskList:
    """The actor's own open tasks of the next two weeks, overdue ones first."""
    company = company_of(session, actor)
    lines = tuple(line_of(task, company) for task in _own(session, actor, company, now))
    return TaskList(local_day(now, actor.zone), lines)


def _own(session: Session, actor: Actor, company: Company, now: datetime) -> list[Task]:
    until = company.today(now) + SOON
    # Whoever coordinates may be responsible for everything.
    near = None if company.coordinates(actor.person.id) else actor.person.id
    rows = tasks.open_tasks(session, actor.workspace_id, until, near)
    return [task for task in rows if _is_theirs_now(company, actor, task, now)]


def _is_theirs_now(company: Company, actor: Actor, task: Task, now: datetime) -> bool:
    """Whether it stands on somebody's list: they are responsible on the day it is due, or were asked to act."""
    day = max(task.due_on, company.today(now))
    responsible = company.responsible(task, task.activity, day)
    return actor.person.id in (responsible.id if responsible else None, task.asked_id)


def is_own(company: Company, actor: Actor, task: Task, now: datetime) -> bool:
    """Whether a person has a say in a task: as holder, owner, deputy, or because they are responsible or asked."""
    activity, person_id = task.activity, actor.person.id
    # The cheap questions first: most people answer for what they own.
    if person_id == task.asked_id or company.has_part(person_id, task, activity):
        return True
    responsible = company.responsible(task, activity, company.today(now))
    return responsible is not None and responsible.id == person_id


def task_line(session: Session, actor: Actor, task_id: int) -> TaskLine:
    """The facts of a task of the actor's workspace; Refused("gone") for any other id."""
    company = company_of(session, actor)
    return line_of(_of_workspace(session, actor, task_id), company)


def hold(session: Session, actor: Actor, task_id: int) -> None:
    """Keeps everybody else from changing a task until the transaction ends, so that what is read of it stays true."""
    tasks.task_for_change(session, task_id, actor.workspace_id)


def candidates(session: Session, actor: Actor, task_id: int, now: datetime) -> tuple[PersonRef, ...]:
    """People a task can be handed to, its deputies first."""
    return candidates_for(company_of(session, actor), _of_workspace(session, actor, task_id), now)


def _of_workspace(session: Session, actor: Actor, task_id: int) -> Task:
    task = tasks.task_by_id(session, task_id)
    if task is None or task.workspace_id != actor.workspace_id:
        raise Refused("gone")
    return task


def find_person(session: Session, actor: Actor, reference: str) -> PersonRef:
    """A colleague by mention, handle or name; Refused when nobody, or more than one, fits."""
    company = company_of(session, actor)
    wanted = reference.strip().removeprefix("<@").removesuffix(">").partition("|")[0].removeprefix("@").casefold()
    fitting = [
        person.id
        for person in company.people.values()
        if person.standing in ("member", "guest") and wanted in _names(company, person.id)
    ]
    ref = company.ref(fitting[0]) if len(fitting) == 1 else None
    if ref is None:
        raise Refused("person_unknown", text=reference)
    return ref


def colleague(session: Session, actor: Actor, external_id: str, *, guests: bool = True) -> PersonRef:
    """Somebody chosen from the messenger's list of people; the refusal says why they can't take anything on."""
    company = company_of(session, actor)
    chosen = (one for one, address in company.addresses.items() if address.external_id == external_id)
    ref = company.ref(next(chosen, None))
    if ref is None:
        raise Refused("person_unknown", text=external_id)
    match company.people[ref.id].standing:
        case "external":
            raise Refused("person_outside", person=ref)
        case "deactivated":
            raise Refused("person_left", person=ref)
        case "guest" if not guests:
            raise Refused("person_guest", person=ref)
        case _:
            return ref


def _names(company: Company, person_id: int) -> tuple[str, ...]:
    person, address = company.people[person_id], company.addresses.get(person_id)
    ids = (address.external_id, address.handle) if address else ()
    return tuple(name.casefold() for name in (person.name, *person.name.split()[:1], *ids) if name)


def today(session: Session, actor: Actor, now: datetime) -> tuple[date, Workdays]:
    """The actor's local day and the company's working days, for reading dates."""
    return local_day(now, actor.zone), company_of(session, actor).workdays
