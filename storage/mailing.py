"""Queries about mail to partners: who can be written to, and what they were written."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.outbox_tables import Outgoing, OutgoingTask
from storage.partner_tables import Partner
from storage.tables import Workspace

MAIL = "partner_mail"
_NOT_SAID = ("stale",)
_REACHABLE = (Partner.email.is_not(None), Partner.stopped_at.is_(None))


def workspaces_that_mail(session: Session) -> list[int]:
    """Workspaces with a mail server and somebody to write to; not those that are still being set up."""
    ready = (Workspace.mails_partners.is_(True), Workspace.held_since.is_(None))
    query = select(Workspace.id).join(Partner, Partner.workspace_id == Workspace.id).where(*ready, *_REACHABLE)
    return list(session.scalars(query.distinct().order_by(Workspace.id)))


def mails_about(session: Session, task_ids: Sequence[int]) -> list[Outgoing]:
    """Every mail in which one of these tasks was asked about, or could not be."""
    showing = select(OutgoingTask.outbox_id).where(OutgoingTask.task_id.in_(task_ids))
    query = select(Outgoing).where(Outgoing.id.in_(showing), Outgoing.kind == MAIL, Outgoing.state.not_in(_NOT_SAID))
    return list(session.scalars(query.order_by(Outgoing.id)))
