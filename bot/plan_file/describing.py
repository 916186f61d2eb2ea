"""From a plan, where people are persons, to a plan file, where they have the names that people know them by."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from bot.plan_file.naming import Directory
from bot.plan_file.schema import PlanFile
from jobs.use_cases.plan import ActivityPlan, KnownPerson, Plan, RolePlan

Names = Callable[[str], str]

_KEYS = {"external_id": "slack", "first_on": "from", "last_on": "to"}


class NobodyCoordinates(ValueError):
    """A plan without a coordinator cannot be written as a file, because no file may be without one."""

    def __init__(self) -> None:
        super().__init__("nobody coordinates yet; import a plan file with a coordinator first")


def describe(plan: Plan, known: Mapping[str, KnownPerson]) -> PlanFile:
    """The plan file that resolves to this plan, as long as everyone in it is known and can be asked.

    Raises NobodyCoordinates. An activity whose owner is gone is written as the coordinator's, who answers for it.
    """
    directory = Directory(known)

    def name(external_id: str) -> str:
        person = known.get(external_id)
        return directory.name_of(person) if person else external_id

    roles = {role.name: role for role in plan.roles}
    coordinator = roles.pop("coordinate", None)
    if coordinator is None:
        raise NobodyCoordinates
    return PlanFile.model_validate(
        {
            "company": {"coordinator": _holders(coordinator, plan, name), **_entry(plan.company, name)},
            "roles": {role.name: _holders(role, plan, name) for role in roles.values()},
            "activities": [_activity(one, coordinator, name) for one in plan.activities],
            **{
                section: [_entry(one, name) for one in getattr(plan, section)]
                for section in ("people", "goals", "channels", "partners", "closing_days", "absences")
            },
        }
    )


def _holders(role: RolePlan, plan: Plan, name: Names) -> dict[str, str]:
    """A deputy who is the holder's own goes without saying."""
    own = next((person.deputy for person in plan.people if person.external_id == role.holder), None)
    deputy = {"deputy": name(role.deputy)} if role.deputy and role.deputy != own else {}
    return {"holder": name(role.holder), **deputy}


def _activity(activity: ActivityPlan, coordinator: RolePlan, name: Names) -> dict[str, Any]:
    entry = {"owner": name(coordinator.holder), **_entry(activity, name)}
    people, every = entry.pop("turns", None), entry.pop("turn_every", None)
    rotation = {"rotation": {"people": people, "every": every}} if people else {}
    return entry | rotation | ({"escalation": dict(activity.escalation)} if activity.escalation else {})


def _entry(part: Any, name: Names) -> dict[str, Any]:
    """The fields that say something, under the keys of the file."""
    values = ((field, getattr(part, field.name)) for field in fields(part))
    return {
        _KEYS.get(field.name, field.name): _value(value, name if field.metadata.get("person") else None, name)
        for field, value in values
        if value not in (None, "", ())
    }


def _value(value: Any, person: Names | None, name: Names) -> Any:
    if isinstance(value, tuple):
        return [_value(one, person, name) for one in value]
    if is_dataclass(value):
        return _entry(value, name)
    return person(value) if person else value
