"""Who may set a company up, and who may change its plan. As long as nobody coordinates, any member may begin."""

from jobs.company import Company
from jobs.use_cases.answers import Actor
from jobs.use_cases.refusals import Refused


def may_set_up(company: Company, actor: Actor) -> bool:
    """Whether this person may begin the set-up, go on with it, or change the settings."""
    able = company.in_charge("coordinate")
    if not able:
        return not actor.is_guest
    return actor.person.id in able or _has_begun(company, actor)


def check_setter(company: Company, actor: Actor) -> None:
    """Refused for everybody who may not; the refusal names those who may."""
    if not may_set_up(company, actor):
        _refuse(company, company.in_charge("coordinate"))


def may_plan(company: Company, actor: Actor) -> bool:
    """Whether this person may change the plan."""
    able = _planners(company)
    return actor.person.id in able or (bool(able) and _has_begun(company, actor))


def check_planner(company: Company, actor: Actor) -> None:
    """Refused for everybody but the coordination and whoever plans; the refusal names them."""
    if not may_plan(company, actor):
        _refuse(company, _planners(company))


def _planners(company: Company) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*company.in_charge("coordinate"), *company.in_charge("plan"))))


def _has_begun(company: Company, actor: Actor) -> bool:
    """Whoever began the set-up goes on with it, also where somebody else will coordinate."""
    workspace = company.workspace
    return workspace.held_since is not None and workspace.held_by_id == actor.person.id


def _refuse(company: Company, able: tuple[int, ...]) -> None:
    people = tuple(ref for ref in map(company.ref, able) if ref is not None)
    raise Refused("reserved", people=people) if people else Refused("not_set_up")
