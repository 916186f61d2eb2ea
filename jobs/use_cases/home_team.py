"""What a home page shows of the team: the rhythm of every activity at a glance, and who is away.

Figures are about activities; people stand in it as owners and as away, without a cause and without a comparison.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.rhythm import Beat, beat_of
from jobs.rules.slots import local_day
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import PersonAway
from jobs.use_cases.coverage import away
from storage import plans, rhythm
from storage.tables import Activity
from storage.turns_of_owners import turns_ahead

BEATS_SHOWN = 8


@dataclass(frozen=True)
class ActivityRhythm:
    """An activity with its latest beats, oldest first, and what comes next."""

    title: str
    beats: tuple[Beat, ...]
    next_on: date | None
    owner: PersonRef | None
    paused_until: date | None = None


@dataclass(frozen=True)
class TeamPart:
    """Activities in the order of what comes next; absences in the order in which they begin."""

    on: date
    rhythm: tuple[ActivityRhythm, ...]
    away: tuple[PersonAway, ...]


def team_part(session: Session, company: Company, actor: Actor, now: datetime) -> TeamPart:
    """The team's part, for members only."""
    today = local_day(now, actor.zone)
    return TeamPart(today, _rhythm(session, company, company.today(now)), away(company, today))


def _rhythm(session: Session, company: Company, today: date) -> tuple[ActivityRhythm, ...]:
    beats: dict[int, list[Beat]] = defaultdict(list)
    for one in rhythm.last_occurrences(session, company.workspace.id, today, BEATS_SHOWN):
        beats[one.activity_id].append(beat_of(one.ended, by_deputy=one.by_deputy))
    due = rhythm.next_due_dates(session, company.workspace.id, today)
    running = (one for one in plans.activities_of(session, company.workspace.id).values() if one.state != "ended")
    turns = turns_ahead(session, company.workspace.id, today)
    found = (
        _activity(company, one, tuple(beats[one.id]), due.get(one.id), turns.get(one.id) or one.owner_id)
        for one in running
    )
    return tuple(sorted(found, key=lambda one: (one.next_on or date.max, one.title)))


def _activity(
    company: Company, activity: Activity, beats: tuple[Beat, ...], next_on: date | None, owner_id: int | None
) -> ActivityRhythm:
    paused_until = activity.paused_until if activity.state == "paused" else None
    return ActivityRhythm(activity.title, beats, next_on, company.ref(owner_id), paused_until)
