"""Queries about a company and its people."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from storage.cover_tables import Absence, ClosingDay
from storage.tables import Address, Person, Role, Workspace

# Every answer asks these, and putting a query together costs as much as running it: so they are put together once.
_WORKSPACE_ID: BindParameter[int] = bindparam("workspace_id")
_WORKSPACE_AT = select(Workspace).where(
    Workspace.platform == bindparam("platform"), Workspace.external_id == bindparam("external_id")
)
_PERSON_AT = (
    select(Person)
    .join(Address, Address.person_id == Person.id)
    .where(
        Address.platform == bindparam("platform"),
        Address.workspace_external_id == bindparam("workspace_external_id"),
        Address.external_id == bindparam("external_id"),
    )
)
_PEOPLE = select(Person).where(Person.workspace_id == _WORKSPACE_ID).order_by(Person.id)
_ADDRESSES = (
    select(Address)
    .join(Person, Person.id == Address.person_id)
    .where(Person.workspace_id == _WORKSPACE_ID)
    .order_by(Address.id.desc())
)
_ABSENCES = select(Absence).where(Absence.workspace_id == _WORKSPACE_ID, ~Absence.dismissed).order_by(Absence.id)
_CLOSINGS = select(ClosingDay).where(ClosingDay.workspace_id == _WORKSPACE_ID).order_by(ClosingDay.first_on)
_ROLES = select(Role).where(Role.workspace_id == _WORKSPACE_ID)


def workspace_by_external_id(session: Session, platform: str, external_id: str) -> Workspace | None:
    return session.scalars(_WORKSPACE_AT, {"platform": platform, "external_id": external_id}).one_or_none()


def all_workspaces(session: Session) -> list[Workspace]:
    return list(session.scalars(select(Workspace).order_by(Workspace.id)))


def lock_workspace(session: Session, workspace_id: int) -> Workspace | None:
    """The workspace, ours alone until the transaction ends; None while another process works on it."""
    query = select(Workspace).where(Workspace.id == workspace_id).with_for_update(skip_locked=True)
    return session.scalars(query).one_or_none()


def people_of(session: Session, workspace_id: int) -> list[Person]:
    return list(session.scalars(_PEOPLE, {"workspace_id": workspace_id}))


def person_at(session: Session, platform: str, workspace_external_id: str, external_id: str) -> Person | None:
    """Whom a messenger's id means."""
    place = {"platform": platform, "workspace_external_id": workspace_external_id, "external_id": external_id}
    return session.scalars(_PERSON_AT, place).one_or_none()


def addresses_of(session: Session, person_ids: Sequence[int]) -> dict[int, Address]:
    """Where each of these people is reached."""
    query = select(Address).where(Address.person_id.in_(person_ids)).order_by(Address.id.desc())
    return {address.person_id: address for address in session.scalars(query)}


def addresses_in(session: Session, workspace_id: int) -> dict[int, Address]:
    """Where everyone in a workspace is reached."""
    found = session.scalars(_ADDRESSES, {"workspace_id": workspace_id})
    return {address.person_id: address for address in found}


def absences_of(session: Session, workspace_id: int) -> list[Absence]:
    return list(session.scalars(_ABSENCES, {"workspace_id": workspace_id}))


def closings_of(session: Session, workspace_id: int) -> list[ClosingDay]:
    return list(session.scalars(_CLOSINGS, {"workspace_id": workspace_id}))


def roles_of(session: Session, workspace_id: int) -> dict[str, Role]:
    return {role.name: role for role in session.scalars(_ROLES, {"workspace_id": workspace_id})}
