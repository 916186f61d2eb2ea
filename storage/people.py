"""Queries about a company and its people."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Absence, Address, ClosingDay, Person, Role, Workspace


def workspace_by_external_id(session: Session, platform: str, external_id: str) -> Workspace | None:
    query = select(Workspace).where(Workspace.platform == platform, Workspace.external_id == external_id)
    return session.scalars(query).one_or_none()


def all_workspaces(session: Session) -> list[Workspace]:
    return list(session.scalars(select(Workspace).order_by(Workspace.id)))


def lock_workspace(session: Session, workspace_id: int) -> Workspace | None:
    """The workspace, ours alone until the transaction ends; None while another process works on it."""
    query = select(Workspace).where(Workspace.id == workspace_id).with_for_update(skip_locked=True)
    return session.scalars(query).one_or_none()


def people_of(session: Session, workspace_id: int) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.workspace_id == workspace_id).order_by(Person.id)))


def person_at(session: Session, platform: str, workspace_external_id: str, external_id: str) -> Person | None:
    """Whom a messenger's id means."""
    query = (
        select(Person)
        .join(Address, Address.person_id == Person.id)
        .where(
            Address.platform == platform,
            Address.workspace_external_id == workspace_external_id,
            Address.external_id == external_id,
        )
    )
    return session.scalars(query).one_or_none()


def addresses_of(session: Session, person_ids: Sequence[int]) -> dict[int, Address]:
    """Where each of these people is reached."""
    query = select(Address).where(Address.person_id.in_(person_ids)).order_by(Address.id.desc())
    return {address.person_id: address for address in session.scalars(query)}


def absences_of(session: Session, workspace_id: int) -> list[Absence]:
    return list(session.scalars(select(Absence).where(Absence.workspace_id == workspace_id).order_by(Absence.id)))


def closings_of(session: Session, workspace_id: int) -> list[ClosingDay]:
    query = select(ClosingDay).where(ClosingDay.workspace_id == workspace_id).order_by(ClosingDay.first_on)
    return list(session.scalars(query))


def roles_of(session: Session, workspace_id: int) -> dict[str, Role]:
    return {role.name: role for role in session.scalars(select(Role).where(Role.workspace_id == workspace_id))}
