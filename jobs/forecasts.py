"""The cover of the weeks ahead, and the weekly message about it to whoever coordinates, where something is missing.

Who would act is asked of `Company.chain` for every open task; nothing is decided or changed here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy.orm import Session

from jobs.asking import REPORT
from jobs.company import Company, load_company
from jobs.cover_notices import Away, CoverageAhead, CoverGap
from jobs.data_ends import data_ends
from jobs.facts import PersonRef
from jobs.isolation import each_workspace
from jobs.lines import task_line
from jobs.making import WEEKS_AHEAD
from jobs.rules.availability import Span
from jobs.rules.coverage import Gap, Share, Watched, first_gaps, gaps_in, share_of
from jobs.rules.nudging import Target, opening, today_of
from jobs.rules.slots import local_day, wall_instant
from storage import coverage, outbox, plans, tasks
from storage.database import Database
from storage.outbox import Draft, ShownTask
from storage.outbox_tables import Outgoing
from storage.people import lock_workspace
from storage.tables import Activity, Task

AHEAD = timedelta(weeks=WEEKS_AHEAD)
SHOWN_GAPS = 3
_A_DAY = timedelta(days=1)
_KEPT = timedelta(days=4)


@dataclass(frozen=True)
class Forecast:
    """Gaps in the order in which they matter, and of how many tasks somebody is there."""

    gaps: tuple[Gap, ...]
    share: Share
    tasks: Mapping[int, Task]


def forecast(company: Company, rows: Iterable[Task], today: date) -> Forecast:
    """Who would be there for each of these open tasks on its day, or today where that is over."""
    known = {row.id: row for row in rows}
    watched = [_watched(company, row, today) for row in known.values()]
    regions = {person.id: company.region_of(person) for person in company.people.values()}
    closed = [Span(first, last) for first, last in company.closings]
    return Forecast(gaps_in(watched, regions, closed), share_of(watched), known)


def _watched(company: Company, row: Task, today: date) -> Watched:
    return Watched(row.id, row.activity_id, max(row.due_on, today), company.chain(row, row.activity))


def cover_gap(company: Company, row: Task, gap: Gap, further: int = 0) -> CoverGap:
    """The gap with people and days, as messages and answers show it."""
    people = ((company.ref(one.person_id), one.span) for one in gap.missing)
    away = tuple(Away(person, span) for person, span in people if person is not None)
    return CoverGap(
        task=task_line(row, company),
        activity_id=row.activity_id,
        kind=gap.kind,
        away=away,
        left=company.ref(gap.left_id),
        closed=gap.closed,
        further=further,
    )


def tell_coverage(database: Database, now: datetime) -> None:
    """Writes down every weekly message whose time has come."""
    each_workspace(
        database,
        database.read(lambda session: coverage.workspaces_to_forecast(session, now)),
        partial(tell_for_workspace, now=now),
    )


def tell_for_workspace(session: Session, workspace_id: int, now: datetime) -> None:
    """Looks at one workspace's cover once a week, and says when it is to be looked at next.

    Until the week's slot has come it is looked for anew each day, because people come and go.
    """
    workspace = lock_workspace(session, workspace_id)
    if workspace is None:
        return
    planned = workspace.next_coverage_at
    if planned is not None and planned > now:
        return  # another round was here between our looking and our locking
    company = load_company(session, workspace)
    slot = week_slot(company, now, begins=planned is None)
    if slot is None:
        workspace.next_coverage_at = now + _A_DAY if planned else _next_week(workspace.zone, now)
    elif slot[1] > now:
        workspace.next_coverage_at = min(slot[1], now + _A_DAY)
    else:
        _tell(session, company, slot[0], now)
        workspace.next_coverage_at = _next_week(slot[0].zone, now)


def week_slot(company: Company, now: datetime, *, begins: bool) -> tuple[Target, datetime] | None:
    """Who coordinates on their first working day of the week, and when they may be spoken to; None where nobody does.

    A day that was missed is made up for; but where everything only `begins`, a week that is under way stays without.
    """
    for person_id in company.in_charge("coordinate"):
        target = company.targets[person_id]
        today = today_of(target, now)
        monday = today - timedelta(days=today.weekday())
        first = target.workdays.at_or_after(monday)
        day = max(first, today)
        if not target.available(day) or (begins and first < today):
            continue
        return target, opening(target, day, now)
    return None


def _next_week(zone: str, now: datetime) -> datetime:
    today = local_day(now, zone)
    return wall_instant(today + timedelta(days=7 - today.weekday()), time(), zone)


def _tell(session: Session, company: Company, target: Target, now: datetime) -> None:
    week = f"{today_of(target, now):%G-W%V}"
    told = [f"coverage / {one} / {week}" for one in company.in_charge("coordinate")]
    if outbox.reasons_used(session, company.workspace.id, told):
        return
    today = company.today(now)
    found = forecast(company, _rows(session, company, today), today)
    if not found.gaps and not data_ends(company, _running(session, company), today):
        return
    first = first_gaps(found.gaps, SHOWN_GAPS)
    draft = Draft(
        workspace_id=company.workspace.id,
        kind="coverage",
        reason=f"coverage / {target.id} / {week}",
        data={"gaps": [gap.key for gap, _ in first]},
        priority=REPORT,
        expires_at=now + _KEPT,
        recipient_id=target.id,
        tasks=[ShownTask(gap.key, found.tasks[gap.key].step, asks=False) for gap, _ in first],
    )
    outbox.enqueue(session, draft, now)


def coverage_notice(
    session: Session, company: Company, row: Outgoing, reader: PersonRef, now: datetime, *, again: bool
) -> CoverageAhead | None:
    """The gaps of a week's message as they stand now; one that was closed before it went out is left out."""
    today = company.today(now)
    found = forecast(company, _rows(session, company, today), today)
    shown = tasks.tasks_by_id(session, row.data["gaps"])
    alike = {gap.key: further for gap, further in first_gaps(found.gaps, len(found.gaps))}
    standing = {gap.key: gap for gap in found.gaps}
    gaps = [
        cover_gap(company, shown[key], standing[key], alike.get(key, 0))
        if key in standing
        else _settled(company, shown[key])
        for key in row.data["gaps"]
        if key in shown and (again or key in standing)
    ]
    ends = data_ends(company, _running(session, company), today)
    if not gaps and not ends:
        return None
    told = sum(1 + gap.further for gap in gaps if not gap.settled)
    on = local_day(row.created_at, company.reader(reader.id).zone)
    return CoverageAhead(reader, on, tuple(gaps), len(found.gaps) - told, found.share, ends)


def _settled(company: Company, task: Task) -> CoverGap:
    by = company.responsible(task, task.activity, task.due_on)
    return CoverGap(task_line(task, company), task.activity_id, "nobody", (), by, settled=True)


def _rows(session: Session, company: Company, today: date) -> list[Task]:
    return tasks.open_tasks(session, company.workspace.id, today + AHEAD)


def _running(session: Session, company: Company) -> list[Activity]:
    return [one for one in plans.activities_of(session, company.workspace.id).values() if one.state != "ended"]
