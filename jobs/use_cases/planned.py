"""What runs in a company, as whoever plans it sees it: read once for all that a form asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from operator import itemgetter

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.cadence import ShiftPolicy, next_due_dates, parse_cadence
from jobs.rules.calendar_words import fold
from jobs.rules.turns import FEWEST, Rotation
from jobs.turns import Turns
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.plan import ActivityPlan, Plan
from jobs.use_cases.plan_export import stored_plan
from jobs.use_cases.plan_rows import PlanRows, load_rows
from jobs.use_cases.planners import check_planner
from jobs.use_cases.refusals import Refused
from storage import plans
from storage.turns_of_owners import turns_kept

TOLD = 3
"""Dates that an accepted cadence is echoed with."""


@dataclass(frozen=True)
class ActivityFacts:
    """An activity that has not ended; `plan` says it by the messenger's ids."""

    id: int
    plan: ActivityPlan
    owner: PersonRef | None
    deputies: tuple[PersonRef, ...]
    turns: tuple[PersonRef, ...] = ()

    @property
    def title(self) -> str:
        return self.plan.title


@dataclass(frozen=True)
class Planned:
    """The activities that have not ended, by title, and what a new one can belong to. Lives as long as its session."""

    today: date
    activities: tuple[ActivityFacts, ...]
    plan: Plan
    company: Company
    _session: Session
    _rows: PlanRows

    @property
    def channels(self) -> dict[int, str]:
        return {channel.id: name for name, channel in self._rows.channels.items()}

    @property
    def goals(self) -> dict[int, str]:
        return {goal.id: name for name, goal in self._rows.goals.items()}

    @property
    def first_start(self) -> date:
        """From when a new activity runs: today's work was planned without it."""
        return self.today + timedelta(days=1)

    def find(self, activity_id: int | None) -> ActivityFacts:
        """The activity behind a key; Refused("gone") for one that has ended or is not of this workspace."""
        found = next((one for one in self.activities if one.id == activity_id), None)
        if found is None:
            raise Refused("gone")
        return found

    def beginning_with(self, words: str) -> tuple[ActivityFacts, ...]:
        """The activities whose title begins so; the one that is called exactly so stands alone."""
        begins = tuple(one for one in self.activities if fold(one.title).startswith(fold(words)))
        return tuple(one for one in begins if fold(one.title) == fold(words)) or begins

    def check_title(self, title: str, activity_id: int | None) -> None:
        """Refused for no title, and for that of another activity. A new one may take up where one of its name ended."""
        if not title:
            raise Refused("title_missing")
        for row in self._rows.activities.values():
            in_the_way = row.state != "ended" or (activity_id is not None and row.title == title)
            if row.id != activity_id and in_the_way and fold(row.title) == fold(title):
                raise Refused("title_used", text=row.title)

    def next_due(self, wanted: ActivityPlan) -> tuple[date, ...]:
        """The next days on which an activity would be due, by the calendars of the company and of its owner.

        Those on which it is done already or rests are left out.
        """
        return tuple(islice((due for _, due in self._coming(wanted)), TOLD))

    def next_turns(self, wanted: ActivityPlan) -> tuple[tuple[date, PersonRef], ...]:
        """Whose turns are next, each with the first day on which they would have something to do."""
        people = tuple(row.id for one in wanted.turns if (row := self._rows.people.get(one)) is not None)
        if wanted.turn_every is None or len(people) < FEWEST:
            return ()
        turns = Turns(Rotation(people, wanted.turn_every, wanted.starts), self._turns_kept(wanted))
        whose = ((due, self.company.ref(turns.give(nominal))) for nominal, due in self._coming(wanted))
        first = (next(days) for _, days in groupby(whose, key=itemgetter(1)))
        return tuple(islice(((due, person) for due, person in first if person is not None), TOLD))

    def _turns_kept(self, wanted: ActivityPlan) -> dict[date, int]:
        row = self._rows.activities.get(wanted.title)
        return turns_kept(self._session, row.id) if row is not None else {}

    def _coming(self, wanted: ActivityPlan) -> Iterator[tuple[date, date]]:
        """The next dates of the rule, each with the day it is due on."""
        row = self._rows.activities.get(wanted.title)
        running = row if row is not None and row.state != "ended" else None
        over = plans.nominal_dates_ended(self._session, running.id) if running else set()
        resting = running.paused_until if running and running.state == "paused" else None
        policy: ShiftPolicy = wanted.non_working  # type: ignore[assignment]
        owner = self._rows.people.get(wanted.owner or "")
        calendar = self.company.workdays_for_shift(owner.id if owner else None)
        cadence = parse_cadence(wanted.cadence)
        found = next_due_dates(cadence, wanted.starts, self.today, policy, self.company.workdays, calendar)
        return ((day, due) for day, due in found if day not in over and (resting is None or due > resting))


def planned(session: Session, actor: Actor, now: datetime) -> Planned:
    """What runs, for whoever may change it; the refusal of everybody else names who may."""
    company = company_of(session, actor)
    check_planner(company, actor)
    rows = load_rows(session, company.workspace)
    plan = stored_plan(rows)
    facts = (_facts(one, rows, company) for one in plan.activities)
    return Planned(
        today=company.today(now),
        activities=tuple(sorted(facts, key=lambda one: fold(one.title))),
        plan=plan,
        company=company,
        _session=session,
        _rows=rows,
    )


def _facts(plan: ActivityPlan, rows: PlanRows, company: Company) -> ActivityFacts:
    row = rows.activities[plan.title]
    deputies = (company.ref(deputy.person_id) for deputy in row.deputies)
    turns = (company.ref(turn.person_id) for turn in row.turns) if plan.turns else ()
    return ActivityFacts(
        row.id,
        plan,
        company.ref(row.owner_id),
        tuple(one for one in deputies if one is not None),
        tuple(one for one in turns if one is not None),
    )
