"""A company whose people were learned from the messenger's directory, and in which nobody has set anything up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.use_cases import people
from jobs.use_cases.people import Profile
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Workspace
from tests.bot.commands.office import NOW, Office

NAMES = ("Otto", "Dora", "Clara", "Max", "Gast")


class Newcomers(Office):
    """The same people as everywhere, with the same ids; `Gast` is a guest."""

    def __init__(self, database: Database, language: str = "de") -> None:
        self.database = database
        profiles = [
            Profile(f"U{number}", name.lower(), name, "Europe/Berlin", language, _standing(name))  # type: ignore[arg-type]
            for number, name in enumerate(NAMES, 1)
        ]
        database.write(lambda session: people.learn(session, "slack", "T1", "Muster GmbH", profiles, NOW))

    def workspace(self) -> Workspace:
        return self.database.read(lambda session: session.scalars(select(Workspace)).one())

    def outbox(self) -> list[tuple[str, int | None]]:
        """Everything that was ever to be said: its kind and to whom."""

        def work(session: Session) -> list[tuple[str, int | None]]:
            return [(row.kind, row.recipient_id) for row in session.scalars(select(Outgoing).order_by(Outgoing.id))]

        return self.database.read(work)


def _standing(name: str) -> str:
    return "guest" if name == "Gast" else "member"


SET_UP = {
    "coordinator": "U3",
    "deputy": "U4",
    "conversation": "C1",
    "region": "DE-BY",
    "zone": "Europe/Berlin",
    "speech": "de-du",
}
"""Clara coordinates, Max stands in."""
