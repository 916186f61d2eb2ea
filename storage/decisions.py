"""Queries about decisions: what was agreed, who does it, until when."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.learning_tables import Decision


def open_decisions(session: Session, workspace_id: int) -> list[Decision]:
    """What is still to be done, nearest first."""
    query = (
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.state == "open")
        .order_by(Decision.due_on, Decision.id)
    )
    return list(session.scalars(query))


def decision_for_change(session: Session, decision_id: int, workspace_id: int) -> Decision | None:
    """A decision of this workspace, locked until the transaction ends."""
    query = (
        select(Decision)
        .where(Decision.id == decision_id, Decision.workspace_id == workspace_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one_or_none()


def forget_said(session: Session, workspace_id: int, source: str, person_id: int) -> list[str]:
    """Forgets what somebody wrote down in one message, unless it was closed since, and answers it."""
    said = (Decision.workspace_id == workspace_id, Decision.source == source[:120], Decision.made_by_id == person_id)
    forgotten = delete(Decision).where(*said, Decision.state == "open").returning(Decision.text)
    return list(session.scalars(forgotten))
