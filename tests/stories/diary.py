"""What everyone heard from the bot, one line a message, read from the workspace."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Address, Task
from tests.stories.office import BERLIN, Office


@dataclass(frozen=True)
class Question:
    """One task in a nudge that somebody got."""

    outbox_id: int
    member_id: str
    tone: str
    task_id: int
    number: int
    title: str
    planned_on: date


def questions_since(database: Database, since: datetime) -> list[Question]:
    """Everything that people were asked in nudges since an instant, in the order of sending."""
    return database.read(lambda session: _questions(session, since))


def _questions(session: Session, since: datetime) -> list[Question]:
    sent = (
        select(Outgoing, Address.external_id)
        .join(Address, Address.person_id == Outgoing.recipient_id)
        .where(Outgoing.kind == "nudge", Outgoing.sent_at >= since)
        .order_by(Outgoing.id)
    )
    about = select(Task.id, Task.number, Activity.title, Task.planned_on).join(Task.activity)
    tasks = {found.id: found for found in session.execute(about)}
    return [
        Question(row.id, member, item["tone"], item["task"], *tasks[item["task"]][1:])
        for row, member in session.execute(sent)
        for item in row.data["items"]
    ]


def heard(office: Office) -> list[str]:
    """Every message of the bot in the whole workspace, sorted: `2026-09-01 09:00 otto nudge: Newsletter=due`.

    What came without the outbox stands there as `said`, with its words.
    """
    meanings = office.database.read(_meanings)
    found = []
    for conversation, message in _of_the_bot(office):
        payload = (message["metadata"] or {}).get("event_payload") or {}
        meaning = meanings.get(payload.get("outbox_id", 0), f"said: {message['text']}")
        found.append(f"{_minute(message)} {_receiver(conversation)} {meaning}")
    return sorted(found)


def whispered(office: Office) -> list[str]:
    """When and to whom the bot showed something that nobody else sees."""
    every = office.get("everything")["conversations"]
    return sorted(
        f"{_minute(message)} {message['ephemeral_for'].removeprefix('U').lower()}"
        for conversation in every
        for message in conversation["messages"]
        if message["ephemeral"]
    )


def _of_the_bot(office: Office) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for conversation in office.get("everything")["conversations"]:
        for message in conversation["messages"]:
            if message["bot"] and not message["ephemeral"]:
                yield conversation, message


def _minute(message: dict[str, Any]) -> str:
    at = datetime.fromtimestamp(float(message["ts"]), UTC).astimezone(BERLIN)
    return f"{at:%Y-%m-%d %H:%M}"


def _receiver(conversation: dict[str, Any]) -> str:
    if conversation["kind"] != "im":
        return f"#{conversation['name']}"
    return str(conversation["with"]).removeprefix("U").lower()


def _meanings(session: Session) -> dict[int, str]:
    """Per message of the outbox its kind, and the tasks in it with their tone or cause."""
    titles = {task.id: task.title for task in session.execute(select(Task.id, Activity.title).join(Task.activity))}
    return {row.id: f"{row.kind}: {_about(row, titles)}" for row in session.scalars(select(Outgoing))}


def _about(row: Outgoing, titles: dict[int, str]) -> str:
    if row.kind == "left" or "items" not in row.data:
        return row.reason.removeprefix(f"{row.kind} / ")
    items = row.data["items"]
    return ", ".join(sorted(f"{titles[item['task']]}={item.get('tone') or item['cause']}" for item in items))
