"""An absence by form: opened by one word, brought up to date while it is filled in, confirmed in its place."""

import asyncio
from datetime import date
from typing import Any

from sqlalchemy import select

from bot.sandbox.server import Sandbox
from storage.cover_tables import Absence
from storage.database import Database
from tests.bot.slack.slack_company import Company, play


def words_of(view: dict[str, Any]) -> list[str]:
    """What a modal says beside its fields."""
    said = []
    for block in view["blocks"]:
        if block["type"] == "rich_text":
            said.append("".join(_words(one) for section in block["elements"] for one in section["elements"]))
        if block["type"] == "context":
            said += [one.get("text", "") for one in block["elements"]]
    return said


def _words(element: dict[str, Any]) -> str:
    return str(element.get("text") or element.get("user_id"))


async def shows(company: Company, member: str, line: str) -> list[str]:
    """The modal's words once the line is among them; a preview comes a moment after the entry."""
    said: list[str] = []
    for _ in range(200):
        said = words_of(await company.modal(member))
        if line in said:
            return said
        await asyncio.sleep(0.02)
    raise AssertionError(f"{line!r} is not among {said}")


async def enter(company: Company, member: str, field: str, value: str) -> None:
    answer = await company.visitors.act(
        member, "choose", container="modal", block_id=field, action_id="value", option=value
    )
    assert answer["acked"], answer


def absences(database: Database) -> list[tuple[date, date | None]]:
    return database.read(lambda session: [(one.first_on, one.last_on) for one in session.scalars(select(Absence))])


def test_a_form_shows_what_follows_while_it_is_filled_in(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        assert await company.command("weg") is None
        form = await company.modal()
        assert [block["block_id"] for block in form["blocks"] if block["type"] == "input"] == ["from", "to", "deputy"]
        said = words_of(form)
        assert said[1:2] == ["In den nächsten 13 Wochen fallen 14 Termine in diese Zeit."]

        await enter(company, "UOTTO", "to", "2026-12-09")
        said = await shows(company, "UOTTO", "Zwei Termine fallen in diese Zeit.")
        assert said[-1].splitlines() == [
            "Newsletter · #1 · fällig Di., 1. Dezember: UDORA",
            "Newsletter · #2 · fällig Di., 8. Dezember: UDORA",
        ]
        await enter(company, "UOTTO", "from", "2026-12-10")
        await shows(company, "UOTTO", "Das Ende liegt vor dem Anfang. Wähle einen späteren Tag.")
        await enter(company, "UOTTO", "to", "2026-12-16")
        await enter(company, "UOTTO", "deputy", "UMAX")
        await shows(company, "UOTTO", "Newsletter · #3 · fällig Di., 15. Dezember: UMAX")
        assert absences(sqlite_database) == []

        await company.visitors.act("UOTTO", "submit")
        confirmed = words_of(await company.modal())
        assert confirmed == [
            "Notiert: Du bist von Do., 10. Dezember bis Mi., 16. Dezember nicht da. Ein Termin fällt in diese Zeit.",
            "Newsletter · #3 · fällig Di., 15. Dezember: UMAX",
        ]
        assert absences(sqlite_database) == [(date(2026, 12, 10), date(2026, 12, 16))]

    play(sandbox, sqlite_database, story)


def test_in_a_direct_message_a_button_opens_the_form(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.write("bin weg", "UCLARA")
        said = await company.until_said("Dazu gehört ein kurzes Formular.", "UCLARA")
        place = {"conversation": await company.direct_message("UCLARA"), "ts": said["ts"]}
        await company.visitors.act("UCLARA", "press", **place, action_id="form-away")
        await company.settled()
        form = await company.modal("UCLARA")
        fields = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
        assert (form["title"]["text"], fields) == ("Abwesenheit eintragen", ["person", "from", "to", "deputy"])

        await enter(company, "UCLARA", "person", "UOTTO")
        await shows(company, "UCLARA", "In den nächsten 13 Wochen fallen 14 Termine in diese Zeit.")
        await company.visitors.act("UCLARA", "submit")
        assert "<@UOTTO> bekommt dazu keine Nachricht von mir." in words_of(await company.modal("UCLARA"))

    play(sandbox, sqlite_database, story)


def test_the_coordinators_word_holds_at_once_and_a_press_takes_it_back(
    sandbox: Sandbox, sqlite_database: Database
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        said = await company.command("weg <@UOTTO> heute bis fr", "UCLARA")
        assert said["text"].splitlines()[0] == (
            "Notiert: Otto Brandt ist von Di., 1. Dezember bis Fr., 4. Dezember nicht da. "
            "Ein Termin fällt in diese Zeit."
        )
        await company.round()
        assert (await company.nudge("UDORA"))["text"].splitlines()[0] == "Jetzt bei dir: Newsletter"

        answer = (await company.visitors.messages("UCLARA", "CMARKETING"))[-1]
        place = {"conversation": "CMARKETING", "ts": answer["ts"]}
        await company.visitors.act("UCLARA", "press", **place, action_id="back")
        await company.settled()
        assert absences(sqlite_database) == []
        await company.round()
        assert (await company.nudge("UOTTO"))["text"].splitlines()[0] == "Jetzt bei dir: Newsletter"

    play(sandbox, sqlite_database, story)


async def answered(company: Company) -> dict[str, str]:
    """Where the newest answer stands that only Otto sees."""
    await company.settled()
    message = (await company.visitors.messages("UOTTO", "CMARKETING"))[-1]
    return {"conversation": "CMARKETING", "ts": message["ts"]}


def test_what_is_known_is_listed_and_changed_in_a_form(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command("weg 7.12. bis 11.12.")
        listed = await company.command("weg")
        assert listed["text"] == "Bei dir ist eingetragen:\nMo., 7. Dezember bis Fr., 11. Dezember"

        await company.visitors.act("UOTTO", "press", **await answered(company), action_id="form-absence")
        await company.settled()
        await shows(company, "UOTTO", "Ein Termin fällt in diese Zeit.")
        await enter(company, "UOTTO", "to", "2026-12-07")
        await shows(company, "UOTTO", "In diese Zeit fällt kein Termin.")
        await company.visitors.act("UOTTO", "submit")
        assert words_of(await company.modal()) == [
            "Geändert: Du bist jetzt am Mo., 7. Dezember nicht da. In diese Zeit fällt kein Termin."
        ]
        assert absences(sqlite_database) == [(date(2026, 12, 7), date(2026, 12, 7))]

    play(sandbox, sqlite_database, story)


def test_a_calendar_is_connected_from_the_list(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command("weg kalender")
        await company.visitors.act("UOTTO", "press", **await answered(company), action_id="form-absence_calendar")
        await company.settled()
        for address in ("http://calendar.example.com/x", "https://calendar.example.com/s3cr3t/basic.ics"):
            await company.visitors.act("UOTTO", "submit", values={"address": {"value": address}})
        said = words_of(await company.modal())
        assert said[0].startswith("Verbunden mit calendar.example.com. ")
        assert "s3cr3t" not in " ".join(said)

    play(sandbox, sqlite_database, story)
