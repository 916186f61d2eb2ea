"""Who coordinates, plans, prioritises, decides, measures and learns; and who may therefore do what."""

from datetime import datetime

from sqlalchemy.orm import Session

from jobs.company import Company
from jobs.facts import PersonRef
from jobs.leaving import show_successors
from jobs.rules.nudging import today_of
from jobs.use_cases.actors import company_of
from jobs.use_cases.answers import Actor
from jobs.use_cases.own_answers import Presence, RoleHolder, RoleLine, Roles
from jobs.use_cases.plan import ROLE_NAMES, RoleName
from jobs.use_cases.planners import check_setter, may_set_up
from jobs.use_cases.refusals import RefusalCode, Refused
from storage import homes, plans, tasks
from storage.people import roles_of
from storage.tables import Role


def role_named(name: str) -> RoleName:
    """The role behind an untrusted name; Refused("gone") if there is none."""
    if name not in ROLE_NAMES:
        raise Refused("gone")
    return name


def has_role(company: Company, actor: Actor, role: RoleName) -> bool:
    """Whether the actor may do what belongs to a role: as its holder or deputy, or by coordinating."""
    return actor.person.id in (*company.in_charge(role), *company.in_charge("coordinate"))


def check_role(company: Company, actor: Actor, role: RoleName, code: RefusalCode) -> None:
    """Refused in this way, with the names of those who may, for everybody else."""
    if not has_role(company, actor, role):
        able = entitled(company, role)
        raise Refused(code if able else "not_set_up", people=able)


def entitled(company: Company, role: RoleName) -> tuple[PersonRef, ...]:
    """Whoever may do what belongs to a role: holder, deputy, then the coordinators, as far as they are still here."""
    ids = dict.fromkeys((*company.in_charge(role), *company.in_charge("coordinate")))
    refs = (company.ref(one) for one in ids)
    return tuple(ref for ref in refs if ref is not None)


def roles(session: Session, actor: Actor, now: datetime, changed: RoleName | None = None) -> Roles:
    """All six roles with who holds them and who stands in."""
    company = _company(session, actor)
    lines = tuple(_line(company, name, now) for name in ROLE_NAMES)
    return Roles(lines, may_set_up(company, actor), changed)


def role(session: Session, actor: Actor, name: RoleName, now: datetime) -> RoleLine:
    """One role, for whoever may give it to somebody else."""
    company = _company(session, actor)
    check_setter(company, actor)
    return _line(company, name, now)


def _company(session: Session, actor: Actor) -> Company:
    if actor.is_guest:
        raise Refused("guest")
    return company_of(session, actor)


def _line(company: Company, name: RoleName, now: datetime) -> RoleLine:
    row = company.roles.get(name)
    if row is None:
        return RoleLine(name, None, None)
    return RoleLine(name, _holder(company, row.holder_id, now), _holder(company, row.deputy_id, now))


def _holder(company: Company, person_id: int | None, now: datetime) -> RoleHolder | None:
    ref = company.ref(person_id)
    return RoleHolder(ref, _presence(company, ref.id, now)) if ref else None


def _presence(company: Company, person_id: int, now: datetime) -> Presence:
    target = company.targets[person_id]
    if not target.facts.active:
        return "left"
    return "there" if target.available(today_of(target, now)) else "away"


def assign(
    session: Session, actor: Actor, name: RoleName, holder: PersonRef | None, deputy: PersonRef | None, now: datetime
) -> Roles:
    """Gives a role to somebody; without a holder it is open again. Somebody always coordinates."""
    plans.workspace_for_change(session, actor.workspace_id)
    company = _company(session, actor)
    check_setter(company, actor)
    _check_people(company, name, holder, deputy)
    _write(session, actor.workspace_id, name, holder, deputy)
    # Who coordinates or decides is part of every ladder.
    tasks.look_again_at_all(session, actor.workspace_id, now)
    show_successors(session, actor.workspace_id, now)
    homes.want_refresh(session, actor.workspace_id, now, first=actor.person.id)
    return roles(session, actor, now, changed=name)


def _check_people(company: Company, name: RoleName, holder: PersonRef | None, deputy: PersonRef | None) -> None:
    for person in (holder, deputy):
        if person is not None and company.people[person.id].standing != "member":
            raise Refused("person_guest", person=person)
    if holder is None and name == "coordinate":
        raise Refused("coordination_open")
    if holder is None and deputy is not None:
        raise Refused("holder_missing")
    if holder is not None and deputy is not None and holder.id == deputy.id:
        raise Refused("role_twice", person=holder)


def _write(
    session: Session, workspace_id: int, name: RoleName, holder: PersonRef | None, deputy: PersonRef | None
) -> None:
    known = roles_of(session, workspace_id).get(name)
    if holder is None:
        if known is not None:
            session.delete(known)
    else:
        row = known or Role(workspace_id=workspace_id, name=name)
        row.holder_id, row.deputy_id = holder.id, deputy.id if deputy else None
        session.add(row)
    session.flush()
