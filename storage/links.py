"""Secret links: found by their key, used at most once, withdrawn for good."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.database import changed_one
from storage.partner_tables import Link


def links_of(session: Session, workspace_id: int, purpose: str, person_id: int | None = None) -> list[Link]:
    """What is valid of this purpose, newest first; of one person, or of nobody in particular."""
    query = select(Link).where(
        Link.workspace_id == workspace_id,
        Link.purpose == purpose,
        Link.person_id.is_(None) if person_id is None else Link.person_id == person_id,
        Link.revoked_at.is_(None),
    )
    return list(session.scalars(query.order_by(Link.id.desc())))


def links_of_partner(session: Session, partner_id: int, now: datetime) -> list[Link]:
    """What a partner can still use, oldest first."""
    unused = (Link.used_at.is_(None), Link.revoked_at.is_(None))
    still_good = or_(Link.expires_at.is_(None), Link.expires_at > now)
    query = select(Link).where(Link.partner_id == partner_id, *unused, still_good).order_by(Link.id)
    return list(session.scalars(query))


def use(session: Session, link_id: int, now: datetime) -> bool:
    """Marks a link as used; False when somebody was first, or it was withdrawn meanwhile."""
    change = (
        update(Link)
        .where(Link.id == link_id, Link.used_at.is_(None), Link.revoked_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return changed_one(session.execute(change))
