"""Writes to partners outside by mail: one a day at most, with all that is theirs and whose time has come.

It asks on their behalf nobody inside, starts no clock and changes no task: whoever is responsible inside is asked as
ever. Nothing is written to who wants no mail, who has no address, or while the ball is with somebody else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from jobs.asking import AGAIN
from jobs.company import Company, company_in
from jobs.isolation import each_workspace
from jobs.lines import party_in
from jobs.mail_notices import PartnerItem, PartnerMail, Stage
from jobs.partner_links import LinksOfPartner
from jobs.rules.ladder import Step
from jobs.rules.partner_mail import MAIL_AT, Expected, stage_on
from jobs.rules.slots import local_day, nudge_window
from storage import history, mailing, outbox, partners
from storage.database import Database
from storage.mailing import MAIL
from storage.outbox import Draft, ShownTask
from storage.outbox_tables import Outgoing
from storage.partner_tables import Partner
from storage.people import lock_workspace
from storage.tables import Task, TaskEvent, Workspace

_STAGES: tuple[Stage, ...] = ("heads_up", "due", "again")
_RENEWS = ("promised", "moved", "reopened", "ball")
"""After these a task is expected anew, whatever was written about it before."""


@dataclass(frozen=True)
class Wanted:
    """A task that a partner is to be written to about, and how far it has come."""

    task: Task
    stage: int


def set_up(session: Session, workspace_id: int, *, mails: bool) -> None:
    """Whether this company's partners are written to from now on: there is a mail server, or there is none."""
    workspace = session.get_one(Workspace, workspace_id)
    if workspace.mails_partners != mails:
        workspace.mails_partners = mails


def mail_partners(database: Database, now: datetime) -> None:
    """Writes down today's mail of every company whose hour has come."""

    def look(session: Session) -> list[int]:
        return [one for one in mailing.workspaces_that_mail(session) if _mails(session, one, now)]

    each_workspace(database, database.read(look), partial(mail_for_workspace, now=now))


def mail_for_workspace(session: Session, workspace_id: int, now: datetime) -> None:
    """Writes down one company's mail of the day; does nothing while another process does."""
    workspace = lock_workspace(session, workspace_id)
    if workspace is None or not workspace.mails_partners:
        return
    today = local_day(now, workspace.zone)
    for partner, items in _mails(session, workspace_id, now):
        _write(session, partner, items, today, nudge_window(today, MAIL_AT, workspace.zone).open_until, now)


def _mails(session: Session, workspace_id: int, now: datetime) -> list[tuple[Partner, list[Wanted]]]:
    """Who is to be written to now, and about what: nobody outside the company's hours, nobody twice a day."""
    workspace = session.get_one(Workspace, workspace_id)
    today = local_day(now, workspace.zone)
    if not nudge_window(today, MAIL_AT, workspace.zone).is_open(now):
        return []
    reachable = [one for one in partners.partners_of(session, workspace_id).values() if _is_reachable(one)]
    told = outbox.reasons_used(session, workspace_id, [_reason(one, today) for one in reachable])
    left = {one.name: one for one in reachable if _reason(one, today) not in told}
    found = partners.open_tasks_with(session, workspace_id, list(left)) if left else []
    theirs = [task for task in found if _is_theirs(task, today)]
    wanted = _wanted(session, company_in(session, workspace_id), theirs, today) if theirs else []
    by_name = {name: [one for one in wanted if one.task.activity.partner == name] for name in left}
    return [(left[name], items) for name, items in by_name.items() if items]


def _is_reachable(partner: Partner) -> bool:
    return partner.email is not None and partner.stopped_at is None


def _reason(partner: Partner, today: date) -> str:
    return f"{MAIL} / {partner.id} / {today}"


def _write(
    session: Session, partner: Partner, items: Sequence[Wanted], today: date, until: datetime, now: datetime
) -> None:
    draft = Draft(
        workspace_id=partner.workspace_id,
        kind=MAIL,
        reason=_reason(partner, today),
        data={"on": str(today), "items": [{"task": one.task.id, "stage": _STAGES[one.stage]} for one in items]},
        priority=AGAIN,
        expires_at=until,
        partner_id=partner.id,
        tasks=[ShownTask(one.task.id, one.task.step, asks=False) for one in items],
    )
    outbox.enqueue(session, draft, now)


def _wanted(session: Session, company: Company, theirs: Sequence[Task], today: date) -> list[Wanted]:
    """What has come further than what was written about it so far; nothing on days on which nobody works."""
    if not company.workdays.works_on(today):
        return []
    ids = [task.id for task in theirs]
    renewed = _renewals(session, ids)
    written = mailing.mails_about(session, ids)
    wanted = []
    for task in theirs:
        event = renewed.get(task.id)
        stage = stage_on(Expected(task.due_on, task.activity.lead, _put_off(event)), today, company.workdays)
        if stage is not None and stage > _written(task, written, event):
            wanted.append(Wanted(task, stage))
    return wanted


def _is_theirs(task: Task, today: date) -> bool:
    """Whether the partner is to do something about it now: it was begun, the ball is theirs, nobody wants it quiet."""
    quiet = task.snoozed_until is not None and task.snoozed_until > today
    return task.ended is None and task.step >= Step.HEADS_UP and party_in(task) == "partner" and not quiet


def _renewals(session: Session, task_ids: Sequence[int]) -> dict[int, TaskEvent]:
    """The last event of each task since which it is expected anew."""
    events = history.events_of(session, task_ids, _RENEWS)
    return {event.task_id: event for event in events if event.kind != "ball" or event.data.get("with") == "partner"}


def _put_off(event: TaskEvent | None) -> date | None:
    if event is None or event.kind != "promised":
        return None
    return date.fromisoformat(event.data["until"])


def _written(task: Task, written: Iterable[Outgoing], since: TaskEvent | None) -> int:
    """How far a task had come when it was last written about; -1 where it was not."""
    after = [row for row in written if since is None or row.created_at > since.at]
    stages = (item["stage"] for row in after for item in row.data["items"] if item["task"] == task.id)
    return max((_STAGES.index(stage) for stage in stages), default=-1)


def partner_mail_notice(
    session: Session, company: Company, row: Outgoing, tasks: Sequence[Task], now: datetime, *, again: bool
) -> PartnerMail | None:
    """The mail as things stand now; None when nothing in it is the partner's to do any more."""
    partner = session.get_one(Partner, row.partner_id)
    theirs = [task for task in tasks if _belongs(task, partner) and (again or _is_theirs(task, company.today(now)))]
    if not theirs:
        return None
    links = LinksOfPartner.read(session, partner, now, makes=not again)
    stages: dict[int, Any] = {item["task"]: item["stage"] for item in row.data["items"]}
    first = theirs[0]
    contact = company.responsible(first, first.activity, company.today(now))
    return PartnerMail(
        company=company.workspace.name,
        partner=partner.name,
        contact=contact.name if contact else None,
        on=date.fromisoformat(row.data["on"]),
        items=tuple(_item(task, stages[task.id], links) for task in theirs),
        stop=links.stop(),
    )


def _belongs(task: Task, partner: Partner) -> bool:
    return task.activity.partner == partner.name and task.workspace_id == partner.workspace_id


def _item(task: Task, stage: Stage, links: LinksOfPartner) -> PartnerItem:
    return PartnerItem(
        title=task.activity.title,
        due_on=task.due_on,
        stage=stage,
        instructions=task.activity.instructions,
        material_link=task.activity.material_link,
        links=links.about(task, max(task.due_on, task.promised_until or task.due_on)),
    )
