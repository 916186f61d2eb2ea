"""Learns from a messenger's directory who belongs to a company, and keeps up with changes.

What is heard twice, or late, changes nothing: a description older than the one that is known is not believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from jobs.company import Company, load_company
from jobs.leaving import pass_on_reports, release_promises, take_back_left, tell_left
from jobs.rules.nudging import next_slot
from storage import homes, outdated, tasks
from storage.people import addresses_of, person_at, workspace_by_external_id
from storage.tables import Address, Person, Workspace

Standing = Literal["member", "guest", "external", "deactivated"]


@dataclass(frozen=True)
class Profile:
    """A person as a messenger describes them; zone and language as far as it knows.

    `as_of` is when they last changed there: of two descriptions the later one holds.
    """

    external_id: str
    handle: str
    name: str
    zone: str | None
    language: Literal["de", "en"] | None
    standing: Standing
    as_of: datetime | None = None


@dataclass(frozen=True)
class _Change:
    """What was known of somebody before, and what is now."""

    person_id: int
    before: Profile
    after: Profile

    @property
    def left(self) -> bool:
        return _is_here(self.before) and not _is_here(self.after)

    @property
    def came_back(self) -> bool:
        return _is_here(self.after) and not _is_here(self.before)

    @property
    def reads_differently(self) -> bool:
        """Whether messages that were sent before would say something else now: of them, to them, or whom to ask."""
        facts = [(one.name, one.language, one.standing) for one in (self.before, self.after)]
        return facts[0] != facts[1]


def learn(
    session: Session,
    platform: str,
    workspace_external_id: str,
    workspace_name: str,
    profiles: Sequence[Profile],
    now: datetime,
    *,
    strangers: bool = True,
) -> None:
    """Adds and updates people; the workspace is created on first sight. Nobody is written to because they are new.

    Without `strangers` external people are followed, but not added.
    """
    workspace = _workspace(session, platform, workspace_external_id, workspace_name)
    changes = []
    for profile in profiles:
        person = person_at(session, platform, workspace_external_id, profile.external_id)
        if person is not None:
            changes += _update(session, person, profile)
        elif strangers or profile.standing != "external":
            changes += _add(session, workspace, profile)
    if changes:
        _follow_up(session, load_company(session, workspace), changes, now)


def _workspace(session: Session, platform: str, external_id: str, name: str) -> Workspace:
    workspace = workspace_by_external_id(session, platform, external_id)
    if workspace is None:
        workspace = Workspace(platform=platform, external_id=external_id, name=name)
        session.add(workspace)
        session.flush()
    elif name:
        workspace.name = name
    return workspace


def _add(session: Session, workspace: Workspace, profile: Profile) -> list[_Change]:
    """Writes somebody down who was unknown; another process may have been faster, perhaps with an older description."""
    place = {"platform": workspace.platform, "workspace_external_id": workspace.external_id}
    address = Address(external_id=profile.external_id, **place)
    person = Person(workspace_id=workspace.id, addresses=[address])
    _write(person, address, profile)
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        known_since = person_at(session, workspace.platform, workspace.external_id, profile.external_id)
        return _update(session, known_since, profile) if known_since else []
    return []


def _update(session: Session, person: Person, profile: Profile) -> list[_Change]:
    """Writes a later description down; empty when it says nothing new."""
    # Held and read anew: of two descriptions that come at once the later one must win, whichever is written first.
    session.refresh(person, with_for_update=True)
    address = addresses_of(session, [person.id])[person.id]
    session.refresh(address)
    if profile.as_of is not None and address.as_of is not None and profile.as_of < address.as_of:
        return []
    before = _described(person, address)
    _write(person, address, profile)
    after = _described(person, address)
    session.flush()
    return [_Change(person.id, before, after)] if before != after else []


def _described(person: Person, address: Address) -> Profile:
    return Profile(
        external_id=address.external_id,
        handle=address.handle,
        name=person.name,
        zone=person.messenger_zone,
        language=person.messenger_language,  # type: ignore[arg-type]
        standing=person.standing,  # type: ignore[arg-type]
    )


def _write(person: Person, address: Address, profile: Profile) -> None:
    person.name, person.standing = profile.name, profile.standing
    # A messenger says no zone of a closed account, and no language of a stranger: what was known stays.
    person.messenger_zone = profile.zone or person.messenger_zone
    person.messenger_language = profile.language or person.messenger_language
    address.handle, address.as_of = profile.handle, profile.as_of or address.as_of


def _is_here(profile: Profile) -> bool:
    return profile.standing in ("member", "guest")


def _follow_up(session: Session, company: Company, changes: Sequence[_Change], now: datetime) -> None:
    """Who must act, when, and in which words: found anew by the engine. What a leaver owned is offered to others.

    Whoever comes back is asked from their next slot on, in one message like every day, and not before.
    """
    workspace_id = company.workspace.id
    if all(change.came_back for change in changes):
        slots = (next_slot(company.targets[change.person_id], now) for change in changes)
        tasks.look_again_at_all(session, workspace_id, now, at=min(slots))
    else:
        tasks.look_again_at_all(session, workspace_id, now)
    if any(change.reads_differently for change in changes):
        outdated.want_refresh(session, tasks.asked_ids(session, workspace_id), now)
    for change in changes:
        if change.after.standing != "member":
            pass_on_reports(session, company, change.person_id, now)
        if change.left:
            release_promises(session, company, change.person_id, now)
            tell_left(session, company, change.person_id, now)
        elif change.came_back:
            take_back_left(session, company, change.person_id, now)
    homes.want_refresh(session, workspace_id, now)


def known(session: Session, platform: str, workspace_external_id: str, external_id: str) -> bool:
    """Whether this messenger id was learned before."""
    return person_at(session, platform, workspace_external_id, external_id) is not None


def remember_route(session: Session, platform: str, workspace_external_id: str, external_id: str, route: str) -> None:
    """Keeps the messenger's own way to a person."""
    person = person_at(session, platform, workspace_external_id, external_id)
    if person is not None:
        addresses_of(session, [person.id])[person.id].route = route
