"""Who may speak to the bot, and how it keeps up with who they are."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.sandbox.records import Member
from bot.sandbox.server import Sandbox
from storage.database import Database
from storage.tables import Person
from tests.bot.slack.slack_company import Company, play


def person(company: Company, member: str) -> Person | None:
    address = company.address(member)
    if address is None:
        return None
    return company.database.read(
        lambda session: session.scalars(select(Person).where(Person.id == address.person_id)).one()
    )


async def joined(company: Company, member: str, **facts: Any) -> None:
    """Somebody appears in the workspace; the bot has seen the event when this returns."""
    await company.visitors.change_member(member, **facts)
    await asyncio.sleep(0.2)
    await company.settled()


NINA = ("Nina Neu", "en", "America/New_York", "member")


def facts_of(someone: Person | None) -> tuple[str, str | None, str | None, str] | None:
    if someone is None:
        return None
    return someone.name, someone.messenger_language, someone.messenger_zone, someone.standing


def test_a_newcomer_is_learned_and_left_alone(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await joined(company, "UNEU", name="nina", real_name="Nina Neu", locale="en-US", tz="America/New_York")
        assert facts_of(person(company, "UNEU")) == NINA
        await company.round()
        assert await company.visitors.messages("UNEU", await company.direct_message("UNEU")) == []
        sandbox.workspace.conversations["CMARKETING"].members.append("UNEU")
        assert "Nothing is open" in (await company.command("liste", "UNEU"))["text"]
        assert await company.visitors.calls("users.info") == []

    play(sandbox, sqlite_database, story)


def unheard(sandbox: Sandbox) -> None:
    """Somebody of whom the bot was never told."""
    sandbox.workspace.put_member(Member("UNEU", "nina", "Nina Neu", tz="America/New_York", locale="en-US"))
    sandbox.workspace.conversations["CMARKETING"].members.append("UNEU")


def test_whoever_was_missed_is_learned_at_first_contact(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        unheard(sandbox)
        assert "Nothing is open" in (await company.command("liste", "UNEU"))["text"]
        assert facts_of(person(company, "UNEU")) == NINA
        await company.command("liste", "UNEU")
        assert len(await company.visitors.calls("users.info")) == 1

    play(sandbox, sqlite_database, story)


def test_a_stranger_in_the_directory_is_not_even_written_down(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await joined(company, "UEXT", name="extern", real_name="Externe Agentur", is_stranger=True, team_id="TOTHER")
        assert person(company, "UEXT") is None

    play(sandbox, sqlite_database, story)


def test_an_external_person_gets_no_answer_and_changes_nothing(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await joined(company, "UEXT", name="extern", real_name="Externe Agentur", is_stranger=True, team_id="TOTHER")
        sandbox.workspace.conversations["CMARKETING"].members.append("UEXT")
        assert await company.command("erledigt 1", "UEXT") is None
        assert company.task().ended is None
        stranger = person(company, "UEXT")
        assert stranger is not None
        assert stranger.standing == "external"

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"deleted": True}, {"standing": "deactivated"}),
        ({"is_restricted": True}, {"standing": "guest"}),
        ({"real_name": "Otto Brandt-Klein"}, {"name": "Otto Brandt-Klein"}),
        ({"tz": "Europe/Vienna", "locale": "en-GB"}, {"messenger_zone": "Europe/Vienna", "messenger_language": "en"}),
    ],
)
def test_changes_in_the_directory_are_followed(
    sandbox: Sandbox, sqlite_database: Database, facts: dict[str, Any], expected: dict[str, str]
) -> None:
    async def story(company: Company) -> None:
        rung = len(company.rung)
        await joined(company, "UOTTO", **facts)
        otto = person(company, "UOTTO")
        assert {name: getattr(otto, name) for name in expected} == expected
        assert len(company.rung) == rung + 1

    play(sandbox, sqlite_database, story)


def test_a_profile_that_cannot_be_fetched_is_apologised_for(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        unheard(sandbox)
        await company.visitors.order_fault("unavailable", "users.info", times=1)
        assert (await company.command("liste", "UNEU"))["text"].startswith("Das hat nicht geklappt.")
        assert (await company.command("liste", "UNEU"))["text"].startswith("Nothing is open")

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize(
    ("wish", "told"), [("uninstall", {"tokens_revoked", "app_uninstalled"}), ("revoke", {"tokens_revoked"})]
)
def test_a_removed_app_is_told_to_whoever_runs_it(
    sandbox: Sandbox, sqlite_database: Database, wish: str, told: set[str]
) -> None:
    async def story(company: Company) -> None:
        with capture_logs() as logs:
            await company.visitors.change_app(do=wish)
            await asyncio.sleep(0.3)
        assert {line["how"] for line in logs if line.get("action") == "slack.removed"} == told

    play(sandbox, sqlite_database, story)
