"""Secret links: made for one purpose, shown again to whom they belong, withdrawn, opened by whoever has them."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from jobs.rules.signing import is_genuine, link_id_in, token_for
from storage import links
from storage.partner_tables import Link
from storage.tables import Workspace

Purpose = Literal["calendar", "company_calendar", "partner_done", "partner_needs", "partner_later", "partner_stop"]
Closed = Literal["unknown", "expired", "used", "revoked"]


class LinkClosed(Exception):
    """The link opens nothing: forged or never made, over, used before, or withdrawn.

    `link` is there for a genuine one, whose holder may be told whom to ask.
    """

    def __init__(self, why: Closed, link: Link | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.link = link


@dataclass(frozen=True)
class LinkFor:
    """What a link opens, and for whom. Without `expires_at` it is good until it is withdrawn."""

    workspace_id: int
    purpose: Purpose
    person_id: int | None = None
    partner_id: int | None = None
    task_id: int | None = None
    expires_at: datetime | None = None


def make(session: Session, wanted: LinkFor, now: datetime) -> str:
    """A new link; answers the secret part of its address."""
    link = Link(
        workspace_id=wanted.workspace_id,
        purpose=wanted.purpose,
        person_id=wanted.person_id,
        partner_id=wanted.partner_id,
        task_id=wanted.task_id,
        made_at=now,
        expires_at=wanted.expires_at,
    )
    session.add(link)
    session.flush()
    return token_of(session, link)


def token_of(session: Session, link: Link) -> str:
    """The secret part of a link's address, which is the same every time."""
    workspace = session.get_one(Workspace, link.workspace_id)
    return token_for(workspace.link_key or _first_key(session, workspace), link.id, link.purpose)


def _first_key(session: Session, workspace: Workspace) -> str:
    """A key nobody can guess. Two who make the first link of a company at once agree on one."""
    session.refresh(workspace, with_for_update=True)
    key = workspace.link_key or secrets.token_hex(32)
    workspace.link_key = key
    session.flush()
    return key


def opened(session: Session, token: str, purposes: tuple[Purpose, ...], now: datetime) -> Link:
    """The link behind an address, if it still opens one of these; raises LinkClosed.

    A forged link is told nothing but that it is unknown.
    """
    link = session.get(Link, link_id_in(token) or 0)
    key = session.get_one(Workspace, link.workspace_id).link_key if link else None
    if link is None or key is None or link.purpose not in purposes or not is_genuine(key, token, link.purpose):
        raise LinkClosed("unknown")
    if link.revoked_at is not None:
        raise LinkClosed("revoked", link)
    if link.used_at is not None:
        raise LinkClosed("used", link)
    if link.expires_at is not None and link.expires_at <= now:
        raise LinkClosed("expired", link)
    return link


def use(session: Session, link: Link, now: datetime) -> None:
    """The link does what it is for, now and never again; LinkClosed where a second press was faster."""
    if not links.use(session, link.id, now):
        raise LinkClosed("used", link)


def revoke(link: Link, now: datetime) -> None:
    """Withdraws a link for good."""
    link.revoked_at = link.revoked_at or now
