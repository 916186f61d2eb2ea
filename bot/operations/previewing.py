"""`taktgeber preview DATE`: every message of a day, to whom and why, without sending any."""

from datetime import date, datetime
from functools import partial

from rich.console import Console
from rich.panel import Panel
from rich.text import Text
from sqlalchemy.orm import Session

from bot.cards.worded import card_for
from jobs.company import load_company
from jobs.facts import Reader
from jobs.notices import Composed
from jobs.rehearsal import Foreseen, rehearse
from jobs.rules.slots import local_time
from storage.database import Database
from storage.people import all_workspaces
from storage.tables import Workspace


def preview(database: Database, on: date, now: datetime, console: Console) -> int:
    """Prints the day's messages in the order of their time; answers how many they are."""
    messages = database.write(partial(_rehearse, on=on, now=now))
    for message, reader in messages:
        console.print(_panel(message, reader))
    if not messages:
        console.print(f"No message would go out on {on:%A, %d %B %Y}.")
    return len(messages)


def _rehearse(session: Session, on: date, now: datetime) -> list[tuple[Foreseen, Reader]]:
    foreseen = []
    for workspace_id in [workspace.id for workspace in all_workspaces(session)]:
        for message in rehearse(session, workspace_id, on, now):
            company = load_company(session, session.get_one(Workspace, workspace_id))
            foreseen.append((message, company.reader(message.to.id if message.to else None)))
    return foreseen


def _panel(message: Foreseen, reader: Reader) -> Panel:
    card = card_for(Composed(message.notice, reader, message.at))
    to = message.to.name if message.to else message.partner or message.conversation
    title = Text(f"{local_time(message.at, reader.zone):%H:%M} {reader.zone} → {to}")
    return Panel(Text(card.summary), title=title, subtitle=Text(message.why), title_align="left")
