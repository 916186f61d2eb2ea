"""Closing days in Slack: typed, looked at, changed in a form that shows what follows, and only then entered."""

from datetime import date

from sqlalchemy import select

from bot.sandbox.server import Sandbox
from storage.cover_tables import ClosingDay
from storage.database import Database
from tests.bot.slack.slack_company import Company, play
from tests.bot.slack.test_slack_absences import enter, shows, words_of

CHRISTMAS = "Geschlossen von Mo., 21. Dezember bis Mi., 6. Januar (Weihnachten). Für diese Termine heißt das:"
LONGER = "Geschlossen von Mo., 21. Dezember bis Fr., 8. Januar (Weihnachten). Für diese Termine heißt das:"


def closed(database: Database) -> list[tuple[date, date, str]]:
    query = select(ClosingDay)
    return database.read(lambda session: [(one.first_on, one.last_on, one.name) for one in session.scalars(query)])


def test_they_are_entered_with_one_press_after_a_look(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        said = await company.command("betriebsferien 21.12. bis 6.1. Weihnachten", "UCLARA")
        assert said["text"].splitlines()[0] == CHRISTMAS
        assert closed(sqlite_database) == []

        answer = (await company.visitors.messages("UCLARA", "CMARKETING"))[-1]
        place = {"conversation": "CMARKETING", "ts": answer["ts"]}
        await company.visitors.act("UCLARA", "press", **place, action_id="close_days")
        await company.settled()
        assert closed(sqlite_database) == [(date(2026, 12, 21), date(2027, 1, 6), "Weihnachten")]

    play(sandbox, sqlite_database, story)


def test_what_was_typed_is_changed_in_a_form_that_shows_what_follows(
    sandbox: Sandbox, sqlite_database: Database
) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await company.command("betriebsferien 21.12. bis 6.1. Weihnachten", "UCLARA")
        answer = (await company.visitors.messages("UCLARA", "CMARKETING"))[-1]
        place = {"conversation": "CMARKETING", "ts": answer["ts"]}
        await company.visitors.act("UCLARA", "press", **place, action_id="form-closing")
        await company.settled()
        await shows(company, "UCLARA", CHRISTMAS)

        await enter(company, "UCLARA", "to", "2027-01-08")
        await shows(company, "UCLARA", LONGER)
        assert closed(sqlite_database) == []

        await company.visitors.act("UCLARA", "submit")
        confirmed = words_of(await company.modal("UCLARA"))
        assert confirmed[0] == (
            "Eingetragen: von Mo., 21. Dezember bis Fr., 8. Januar ist geschlossen (Weihnachten). "
            "Das ist aus den Terminen geworden:"
        )
        assert closed(sqlite_database) == [(date(2026, 12, 21), date(2027, 1, 8), "Weihnachten")]

    play(sandbox, sqlite_database, story)
