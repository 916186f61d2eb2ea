"""Which absences are known, for whoever may change them, and the one that is about to be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.rules.availability import Span
from jobs.rules.nudging import today_of
from jobs.use_cases.absence_foresight import subject_of
from jobs.use_cases.absence_rows import ahead, entry_of, meant_by
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import AbsenceList, PersonAway


@dataclass(frozen=True)
class AbsenceInHand:
    """An absence that is about to be changed: whose it is, its days, who was named to stand in."""

    id: int
    who: PersonRef
    own: bool
    span: Span
    deputy: PersonRef | None


def listed(session: Session, actor: Actor, now: datetime, person_id: int | None = None) -> AbsenceList:
    """The absences that are not over: the actor's or one person's, and everybody's for whoever coordinates."""
    company = company_of(session, actor)
    person = subject_of(company, actor, person_id)
    today = today_of(company.targets[person.id], now)
    everyone = actor.coordinates and person_id is None
    others = [one for one in company.targets if everyone and one != person.id and company.is_here(one)]
    return AbsenceList(
        on=today,
        who=person,
        own=person.id == actor.person.id,
        absences=tuple(entry_of(one) for one in ahead(company, person.id, today)),
        others=tuple(sorted(_others(company, others, now), key=lambda one: (one.span.first, one.person.name))),
    )


def _others(company: Company, people: Sequence[int], now: datetime) -> list[PersonAway]:
    today = {one: today_of(company.targets[one], now) for one in people}
    found = ((company.ref(one), known) for one in people for known in ahead(company, one, today[one]))
    return [PersonAway(person, known.span, known.id) for person, known in found if person is not None]


def in_hand(session: Session, actor: Actor, absence_id: int | None, now: datetime) -> AbsenceInHand:
    """The absence that is about to be changed; Refused for what is over, or not the actor's to change."""
    company = company_of(session, actor)
    person, known = meant_by(company, actor, absence_id, now)
    return AbsenceInHand(known.id, person, person.id == actor.person.id, known.span, company.ref(known.deputy_id))
