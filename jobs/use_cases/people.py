"""Learns from a messenger's directory who belongs to a company, and keeps up with changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from storage import homes, tasks
from storage.people import addresses_of, person_at, workspace_by_external_id
from storage.tables import Address, Person, Workspace


@dataclass(frozen=True)
class Profile:
    """A person as a messenger describes them; zone and language as far as it knows."""

    external_id: str
    handle: str
    name: str
    zone: str | None
    language: Literal["de", "en"] | None
    standing: Literal["member", "guest", "external", "deactivated"]


def learn(
    session: Session,
    platform: str,
    workspace_external_id: str,
    workspace_name: str,
    profiles: Sequence[Profile],
    now: datetime,
    *,
    only_known: bool = False,
) -> None:
    """Adds and updates people; the workspace is created on first sight.

    Whoever is deactivated stops being asked at once: the engine looks at all open tasks again.
    """
    workspace = _workspace(session, platform, workspace_external_id, workspace_name)
    changed = False
    for profile in profiles:
        person = person_at(session, platform, workspace_external_id, profile.external_id)
        if person is None and only_known:
            continue
        changed |= _store(session, workspace, person, profile)
    if changed:
        tasks.look_again_at_all(session, workspace.id, now)
        homes.want_refresh(session, workspace.id, now)


def _workspace(session: Session, platform: str, external_id: str, name: str) -> Workspace:
    workspace = workspace_by_external_id(session, platform, external_id)
    if workspace is None:
        workspace = Workspace(platform=platform, external_id=external_id, name=name)
        session.add(workspace)
        session.flush()
    elif name:
        workspace.name = name
    return workspace


def _store(session: Session, workspace: Workspace, person: Person | None, profile: Profile) -> bool:
    """Writes a profile down; True when somebody's standing changed."""
    if person is None:
        person = Person(workspace_id=workspace.id, name=profile.name, standing=profile.standing)
        session.add(person)
        session.flush()
        session.add(
            Address(
                person_id=person.id,
                platform=workspace.platform,
                workspace_external_id=workspace.external_id,
                external_id=profile.external_id,
                handle=profile.handle,
            )
        )
    changed = person.standing != profile.standing
    person.name, person.standing = profile.name, profile.standing
    person.messenger_zone = profile.zone or person.messenger_zone
    person.messenger_language = profile.language or person.messenger_language
    session.flush()
    addresses_of(session, [person.id])[person.id].handle = profile.handle
    return changed


def known(session: Session, platform: str, workspace_external_id: str, external_id: str) -> bool:
    """Whether this messenger id was learned before."""
    return person_at(session, platform, workspace_external_id, external_id) is not None


def remember_route(session: Session, platform: str, workspace_external_id: str, external_id: str, route: str) -> None:
    """Keeps the messenger's own way to a person."""
    person = person_at(session, platform, workspace_external_id, external_id)
    if person is not None:
        addresses_of(session, [person.id])[person.id].route = route
