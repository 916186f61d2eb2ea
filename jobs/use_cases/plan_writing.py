"""Writes a plan into the rows. What it no longer names is only taken away where nothing of the past belongs to it."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy.orm import Session

from jobs.use_cases.plan import ActivityPlan, CompanyPlan, GoalPlan, PersonPlan, Plan
from jobs.use_cases.plan_changes import PlanChange, metric_name
from jobs.use_cases.plan_rows import PlanRows
from storage import partners
from storage.columns import Base
from storage.cover_tables import Absence, ClosingDay
from storage.learning_tables import Goal, Metric
from storage.partner_tables import Partner
from storage.tables import Activity, ActivityDeputy, ActivityTurn, Channel, Role, Workspace

Key = TypeVar("Key")
Row = TypeVar("Row", bound=Base)


class PlanWriter:
    """Writes one plan into the rows of one workspace."""

    def __init__(self, session: Session, rows: PlanRows) -> None:
        self._session = session
        self._rows = rows
        self._workspace_id = rows.workspace.id

    def write(self, plan: Plan, changes: Iterable[PlanChange]) -> None:
        """Writes what the plan says; the changes say what has ended."""
        _write_company(self._rows.workspace, plan.company)
        for settings in plan.people:
            self._write_person(settings)
        self._write_roles(plan)
        for goal in plan.goals:
            self._write_goal(goal)
        self._write_channels(plan)
        self._write_partners(plan)
        for activity in plan.activities:
            self._write_activity(activity)
        self._write_days(plan)
        self._session.flush()
        ended = (change for change in changes if change.kind == "ended")
        # Metrics first: the database takes a goal's metrics along, and there must be none left to take.
        for change in sorted(ended, key=lambda change: change.noun != "metric"):
            self._end(change)
            self._session.flush()

    def _row(self, rows: dict[Key, Row], key: Key, fresh: Row) -> Row:
        """The row of that name, or else the fresh one."""
        if key not in rows:
            rows[key] = fresh
            self._session.add(fresh)
        return rows[key]

    def _write_person(self, settings: PersonPlan) -> None:
        person = self._rows.people[settings.external_id]
        person.deputy_id = self._rows.id_of(settings.deputy)
        person.nudge_at = settings.nudge_at
        person.weekdays = ",".join(settings.days)
        person.zone = settings.zone
        person.country = settings.country
        person.subdivision = settings.region
        person.language = settings.language

    def _write_roles(self, plan: Plan) -> None:
        for part in plan.roles:
            fresh = Role(workspace_id=self._workspace_id, name=part.name)
            role = self._row(self._rows.roles, part.name, fresh)
            role.holder_id = self._rows.id_of(part.holder)
            role.deputy_id = self._rows.id_of(part.deputy)

    def _write_goal(self, part: GoalPlan) -> None:
        goal = self._row(self._rows.goals, part.name, Goal(workspace_id=self._workspace_id, name=part.name))
        goal.priority = part.priority
        self._session.flush()
        for one in part.metrics:
            fresh = Metric(goal_id=goal.id, name=one.name)
            metric = self._row(self._rows.metrics, (part.name, one.name), fresh)
            metric.unit = one.unit
            metric.target = one.target

    def _write_channels(self, plan: Plan) -> None:
        for part in plan.channels:
            fresh = Channel(workspace_id=self._workspace_id, name=part.name)
            channel = self._row(self._rows.channels, part.name, fresh)
            channel.silence_limit = part.silence_limit
        self._session.flush()

    def _write_partners(self, plan: Plan) -> None:
        """Those the plan lists, and those who are only named by what they do."""
        for part in plan.partners:
            partner = self._partner(part.name)
            partners.readdress(self._session, partner, part.email)
            partner.language = part.language
            partner.inside_contact_id = self._rows.id_of(part.contact)
        for activity in plan.activities:
            if activity.partner:
                self._partner(activity.partner)

    def _partner(self, name: str) -> Partner:
        return self._row(self._rows.partners, name, Partner(workspace_id=self._workspace_id, name=name))

    def _write_activity(self, part: ActivityPlan) -> None:
        fresh = Activity(workspace_id=self._workspace_id, title=part.title, state="active")
        activity = self._row(self._rows.activities, part.title, fresh)
        channel, goal = self._rows.channels.get(part.channel or ""), self._rows.goals.get(part.goal or "")
        activity.channel_id = channel.id if channel else None
        activity.goal_id = goal.id if goal else None
        activity.owner_id = self._rows.id_of(part.owner)
        activity.inside_contact_id = self._rows.id_of(part.inside_contact)
        _write_facts(activity, part)
        if activity.state == "ended":
            activity.state = "active"
            activity.made_until = None
        self._write_deputies(activity, part)
        self._write_turns(activity, part)

    def _write_deputies(self, activity: Activity, part: ActivityPlan) -> None:
        wanted = [self._rows.people[external].id for external in part.deputies]
        if [deputy.person_id for deputy in activity.deputies] == wanted:
            return
        activity.deputies.clear()
        # Positions and people are both unique: new rows would collide with the old ones in one flush.
        self._session.flush()
        activity.deputies.extend(
            ActivityDeputy(position=position, person_id=person_id) for position, person_id in enumerate(wanted)
        )

    def _write_turns(self, activity: Activity, part: ActivityPlan) -> None:
        activity.turn_every = part.turn_every
        wanted = [self._rows.people[external].id for external in part.turns]
        if [turn.person_id for turn in activity.turns] == wanted:
            return
        activity.turns.clear()
        self._session.flush()  # as with deputies
        activity.turns.extend(
            ActivityTurn(position=position, person_id=person_id) for position, person_id in enumerate(wanted)
        )

    def _write_days(self, plan: Plan) -> None:
        for closed in plan.closing_days:
            fresh = ClosingDay(workspace_id=self._workspace_id, first_on=closed.first_on)
            closing = self._row(self._rows.closings, closed.first_on, fresh)
            closing.last_on = closed.last_on
            closing.name = closed.name
        for away in plan.absences:
            person_id = self._rows.people[away.person].id
            gone = Absence(workspace_id=self._workspace_id, person_id=person_id, first_on=away.first_on)
            absence = self._row(self._rows.absences, (away.person, away.first_on), gone)
            absence.last_on = away.last_on

    def _end(self, change: PlanChange) -> None:
        if change.noun == "activity":
            activity = self._rows.activities[change.name]
            activity.state, activity.paused_until, activity.pause_reason = "ended", None, None
        else:
            self._session.delete(self._ended_row(change))

    def _ended_row(self, change: PlanChange) -> Base:
        rows = self._rows
        by_name: dict[str, dict[str, Base]] = {
            "role": {**rows.roles},
            "goal": {**rows.goals},
            "metric": {metric_name(*names): metric for names, metric in rows.metrics.items()},
            "channel": {**rows.channels},
            "closing_day": {str(first): closing for first, closing in rows.closings.items()},
        }
        return by_name[change.noun][change.name]


def _write_company(workspace: Workspace, part: CompanyPlan) -> None:
    workspace.language = part.language
    workspace.formality = part.formality
    workspace.zone = part.zone
    workspace.country = part.country
    workspace.subdivision = part.region
    workspace.holiday_categories = ",".join(("public", *part.categories))
    workspace.eves = part.eves
    workspace.retrospective_at = part.retrospective_at
    if workspace.conversation != part.conversation:
        workspace.conversation = part.conversation
        workspace.conversation_route = None  # it led to the old one


def _write_facts(activity: Activity, part: ActivityPlan) -> None:
    activity.cadence = part.cadence
    activity.starts_on = part.starts
    activity.lead = part.lead
    activity.tolerance = part.tolerance
    activity.non_working = part.non_working
    activity.small_version = part.small_version
    activity.instructions = part.instructions
    activity.material_link = part.material
    activity.partner = part.partner
    activity.escalation = dict(part.escalation) or None
