"""A database of the version before: whoever activities name as their partner is one afterwards."""

from datetime import date
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

import storage.migrations
from storage.database import open_database
from storage.partners import partners_of
from storage.schema import migrate, without_foreign_keys

ROWS = [(1, "Fotos", "Studio Nord"), (1, "Flyer", "Studio Nord"), (1, "Texte", None), (2, "Messe", "Messebau")]


def test_partners_that_activities_name_are_entered_once(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'taktgeber.db'}")
    config = Config()
    config.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    with without_foreign_keys(database) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for number in (1, 2):
            company = {"platform": "slack", "external_id": f"T{number}", "name": "", "language": "de"}
            connection.execute(text(_insert("workspace", [*company, *_SETTINGS])), {**company, **_SETTINGS})
        for workspace_id, title, partner in ROWS:
            activity = {"workspace_id": workspace_id, "title": title, "partner": partner, **_ACTIVITY}
            connection.execute(text(_insert("activity", list(activity))), activity)

    migrate(database)

    found = database.read(lambda session: [list(partners_of(session, number)) for number in (1, 2)])
    assert found == [["Studio Nord"], ["Messebau"]]
    database.close()


_SETTINGS = {
    "formality": "du",
    "zone": "Europe/Berlin",
    "country": "DE",
    "holiday_categories": "public",
    "eves": "half",
    "retrospective_at": "09:30:00.000000",
    "last_number": 0,
}
_ACTIVITY = {
    "instructions": "",
    "cadence": "monthly on day 1",
    "starts_on": str(date(2026, 12, 1)),
    "lead": 3,
    "tolerance": 2,
    "non_working": "before",
    "state": "active",
}


def _insert(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{one}' for one in columns)})"  # noqa: S608
