"""Gives a task to whoever stands in for somebody, so that it comes back if the absence ends early."""

from jobs.facts import PersonRef
from jobs.rules.availability import Span
from jobs.use_cases.changing import Changing
from jobs.use_cases.steer import give
from jobs.use_cases.task_state import state_of
from storage import history


def cover(changing: Changing, person: PersonRef, span: Span, deputy_id: int) -> None:
    """The deputy has the task from now on; what stood before is kept with the event.

    Whoever had said that they can't is asked again.
    """
    absence = {"person": person.id, "first": str(span.first), "last": str(span.last) if span.last else None}
    before = state_of(changing.task)
    give(changing, deputy_id)
    changing.task.declined = [one for one in changing.task.declined or () if one != deputy_id] or None
    who = changing.actor.person.id
    about = {"to": deputy_id, "absence": absence, "state": before}
    history.record(
        changing.session, changing.task, "covered", changing.now, door=changing.door, person_id=who, data=about
    )
