"""Every App Home that was opened shows what anybody has done anywhere: once, in order, and without pestering Slack."""

import asyncio
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.sandbox.server import Sandbox
from bot.slack.homes import HomeKeeper
from storage.database import Database
from storage.tables import Person
from tests.bot.slack.slack_company import BERLIN, Company, play
from tests.bot.slack.test_slack_home import home, lines, look

ALL = ("UOTTO", "UDORA", "UCLARA")


class Keeping:
    """The keeper of a story, whose pauses pass at once and are counted."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.pauses: list[float] = []
        self.keeper = HomeKeeper(company.services, pause=self._pause)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.later(seconds)

    async def round(self) -> int:
        """A few seconds later; how many pages were taken."""
        self.later(3)
        return await self.keeper.round()

    def later(self, seconds: float) -> None:
        clock = self.company.visitors.sandbox.clock
        clock.move_to(clock.now() + timedelta(seconds=seconds))

    async def opened(self, *members: str) -> None:
        """These people open their App Home, and everything is up to date."""
        for member in members:
            await look(self.company, member)
        await self.round()

    async def published(self) -> list[str]:
        """For whom something was published since the last time this was asked."""
        calls = await self.company.visitors.calls("views.publish")
        fresh = calls[getattr(self, "_seen", 0) :]
        self._seen = len(calls)
        return [call["user_id"] for call in fresh]

    async def head(self, member: str) -> str:
        return lines(await home(self.company, member))[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


async def days_go_by(company: Company, *mornings: str) -> None:
    for morning in mornings:
        company.visitors.sandbox.clock.move_to(at(f"{morning} 09:00"))
        await company.round()


def page_of(company: Company, member: str) -> tuple[str | None, datetime | None]:
    """The stored name of a page, and since when it is wished for."""
    address = company.address(member)
    assert address is not None
    person = company.database.read(lambda session: session.get_one(Person, address.person_id))
    return person.home_version, person.home_stale_at


def test_a_press_in_one_persons_message_changes_the_pages_of_all(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await days_go_by(company, "2026-12-01", "2026-12-02", "2026-12-03")
        await keeping.opened(*ALL)
        assert [await keeping.head(member) for member in ALL] == [
            "Zwei Termine brauchen dich",
            "Ein Termin braucht dich",
            "Gerade wartet nichts auf dich",
        ]
        await keeping.published()

        await company.press("take_over", "UDORA")
        await keeping.round()

        assert await keeping.published() == ["UDORA", "UCLARA", "UOTTO"]
        assert [await keeping.head(member) for member in ALL] == [
            "Ein Termin braucht dich",
            "Ein Termin braucht dich",
            "Gerade wartet nichts auf dich",
        ]
        assert lines(await home(company, "UDORA"))[1].startswith("Newsletter · #1 · fällig Di., 1. Dezember · für user")

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize("words", ["/takt erledigt 1", "erledigt"])
def test_words_change_pages_too(sandbox: Sandbox, sqlite_database: Database, words: str) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UOTTO")
        if words.startswith("/takt "):
            await company.command(words.removeprefix("/takt "))
        else:
            await company.write(words)
            await company.until_said_after(words)
        await keeping.round()
        assert await keeping.head("UOTTO") == "Gerade wartet nichts auf dich"

    play(sandbox, sqlite_database, story)


def test_what_the_engine_does_changes_pages_too(sandbox: Sandbox, sqlite_database: Database) -> None:
    """A week later the newsletter has lapsed, and the next one is asked about."""

    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        assert "·\u2002Newsletter · heute · Otto Brandt" in lines(await home(company, "UCLARA"))
        await days_go_by(company, "2026-12-08")
        await keeping.round()
        assert "✕·\u2002Newsletter · 0 von 1 · heute · Otto Brandt" in lines(await home(company, "UCLARA"))

    play(sandbox, sqlite_database, story)


def test_several_changes_become_one(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        await keeping.published()
        await company.command("später 1")
        await company.command("dran 1")
        await company.command("erledigt 1")
        assert await keeping.round() == 1
        assert await keeping.published() == ["UCLARA"]

    play(sandbox, sqlite_database, story)


def test_who_never_opened_it_is_left_alone(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await company.command("erledigt 1")
        assert await keeping.round() == 0
        assert await keeping.published() == []

    play(sandbox, sqlite_database, story)


def test_looking_changes_nothing(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened(*ALL)
        for words in ("", "plan", "team", "hilfe"):
            await company.command(words)
        assert await keeping.round() == 0

    play(sandbox, sqlite_database, story)


def test_a_press_in_the_page_is_published_once_and_at_once(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UOTTO", "UCLARA")
        await keeping.published()
        await company.visitors.act("UOTTO", "press", container="home", action_id="done", value="1")
        await company.settled()
        assert await keeping.published() == ["UOTTO"]
        await keeping.round()
        assert await keeping.published() == ["UCLARA"]

    play(sandbox, sqlite_database, story)


def test_pages_are_published_evenly_spaced(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened(*ALL)
        keeping.pauses.clear()
        await company.command("erledigt 1")
        await keeping.round()
        assert keeping.pauses == [1.0, 1.0, 1.0]

    play(sandbox, sqlite_database, story)


def test_what_somebody_else_published_meanwhile_is_not_lost(sandbox: Sandbox, sqlite_database: Database) -> None:
    """The other process was faster: what it wrote is read anew, and its name is the one that is replaced."""

    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        name, _ = page_of(company, "UCLARA")
        await company.command("erledigt 1")
        await company.visitors.order_fault("error", "views.publish", error="hash_conflict", times=1)
        await keeping.round()

        hashes = [call.get("hash") for call in await company.visitors.calls("views.publish")]
        assert hashes[-2:] == [name, None]
        assert page_of(company, "UCLARA") == ((await home(company, "UCLARA"))["hash"], None)
        assert "●\u2002Newsletter · 1 von 1 · wieder am Di., 8. Dezember · Otto Brandt" in lines(
            await home(company, "UCLARA")
        )

    play(sandbox, sqlite_database, story)


def test_who_is_overtaken_twice_waits_a_moment(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        await company.command("erledigt 1")
        await company.visitors.order_fault("error", "views.publish", error="hash_conflict", times=2)
        assert await keeping.round() == 1
        assert page_of(company, "UCLARA")[1] is not None
        assert await keeping.round() == 1
        assert page_of(company, "UCLARA")[1] is None

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize("lost", ["drop_after_storing", "error_after_storing"])
def test_a_page_whose_answer_got_lost_is_published_again(
    sandbox: Sandbox, sqlite_database: Database, lost: str
) -> None:
    """Its name is unknown then: the next one replaces whatever is seen."""

    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        await company.visitors.order_fault(lost, "views.publish", times=1)
        await company.command("später 1")
        await keeping.round()
        await company.command("erledigt 1")
        keeping.later(40)
        await keeping.round()
        assert page_of(company, "UCLARA") == ((await home(company, "UCLARA"))["hash"], None)
        assert "●\u2002Newsletter · 1 von 1 · wieder am Di., 8. Dezember · Otto Brandt" in lines(
            await home(company, "UCLARA")
        )

    play(sandbox, sqlite_database, story)


def test_a_rate_limit_is_waited_out(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened(*ALL)
        await keeping.published()
        keeping.pauses.clear()
        await company.command("erledigt 1")
        await company.visitors.order_fault("rate_limit", "views.publish", retry_after=20, times=1)
        with capture_logs() as logs:
            await keeping.round()
            await keeping.round()
        assert keeping.pauses == [20.0, 1.0, 1.0, 1.0, 1.0]
        assert await keeping.published() == ["UOTTO", "UCLARA", "UDORA", "UOTTO"]
        assert [log["why"] for log in logs if log["action"] == "slack.home_put_off"] == ["ratelimited"]

    play(sandbox, sqlite_database, story)


def test_what_keeps_failing_is_tried_ever_more_rarely(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        await keeping.published()
        await company.visitors.order_fault("error", "views.publish", error="internal_error")
        await company.command("erledigt 1")
        waits = []
        for _ in range(4):
            keeping.later(3600)
            await keeping.round()
            wished = page_of(company, "UCLARA")[1]
            assert wished is not None
            waits.append(round((wished - company.services.clock.now()).total_seconds() + 1))
        assert waits == [30, 60, 120, 240]
        assert await keeping.published() == ["UCLARA"] * 4

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize("error", ["user_not_found", "account_inactive", "invalid_arguments"])
def test_what_is_hopeless_is_given_up_until_it_is_opened_again(
    sandbox: Sandbox, sqlite_database: Database, error: str
) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UCLARA")
        await company.visitors.order_fault("error", "views.publish", error=error, times=1)
        await company.command("später 1")
        with capture_logs() as logs:
            await keeping.round()
        assert [log["why"] for log in logs if log["action"] == "slack.home_given_up"] == [error]
        assert page_of(company, "UCLARA") == (None, None)

        await company.command("erledigt 1")
        assert await keeping.round() == 0
        assert (await look(company, "UCLARA"))[0] == "Gerade wartet nichts auf dich"
        assert page_of(company, "UCLARA")[0] == (await home(company, "UCLARA"))["hash"]

    play(sandbox, sqlite_database, story)


def test_whoever_has_left_has_no_page_any_more(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened("UDORA", "UCLARA")
        await keeping.published()
        await company.visitors.change_member("UDORA", deleted=True)
        for _ in range(100):
            if page_of(company, "UDORA")[1] is not None:
                break
            await asyncio.sleep(0.02)
        await keeping.round()
        assert await keeping.published() == ["UCLARA"]
        assert page_of(company, "UDORA") == (None, None)

    play(sandbox, sqlite_database, story)


def test_two_processes_share_the_pages(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        one, other = Keeping(company), Keeping(company)
        await company.round()
        await one.opened(*ALL)
        await one.published()
        await company.command("erledigt 1")
        one.later(3)
        await asyncio.gather(one.keeper.round(), other.keeper.round())
        assert sorted(await one.published()) == sorted(ALL)

    play(sandbox, sqlite_database, story)


def test_a_page_that_cannot_be_made_holds_up_no_other(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        keeping = Keeping(company)
        await company.round()
        await keeping.opened(*ALL)
        await keeping.published()
        address = company.address("UOTTO")
        assert address is not None
        company.database.write(lambda session: setattr(session.get_one(Person, address.person_id), "zone", "Nowhere"))
        await company.command("liste", "UDORA")
        await company.command("übernehmen 1", "UDORA")
        with capture_logs() as logs:
            await keeping.round()
        assert sorted(await keeping.published()) == ["UCLARA", "UDORA"]
        assert [log["log_level"] for log in logs if log["action"] == "slack.home_unmade"] == ["error"]

    play(sandbox, sqlite_database, story)


def test_it_works_by_itself_when_it_is_rung_and_ends_when_told(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await look(company, "UCLARA")
        await company.command("erledigt 1")
        keeper = HomeKeeper(company.services, spacing=0.0)
        working = asyncio.create_task(keeper.run())
        company.visitors.sandbox.clock.move_to(company.services.clock.now() + timedelta(seconds=3))
        await until(company, "UCLARA", "●\u2002Newsletter · 1 von 1 · wieder am Di., 8. Dezember · Otto Brandt")

        await company.command("verschieben 2 mi", "UCLARA")
        keeper.ring()
        await until(company, "UCLARA", "●\u2002Newsletter · 1 von 1 · wieder am Mi., 2. Dezember · Otto Brandt")
        working.cancel()
        assert isinstance((await asyncio.gather(working, return_exceptions=True))[0], asyncio.CancelledError)

    play(sandbox, sqlite_database, story)


async def until(company: Company, member: str, line: str) -> None:
    for _ in range(400):
        if line in lines(await home(company, member)):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{line!r} does not stand in {lines(await home(company, member))}")


def test_the_bell_may_be_rung_before_and_after_the_work(sandbox: Sandbox, sqlite_database: Database) -> None:
    keepers: list[HomeKeeper] = []

    async def story(company: Company) -> None:
        keepers.append(HomeKeeper(company.services))
        keepers[0].ring()
        working = asyncio.create_task(keepers[0].run())
        await asyncio.sleep(0)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)

    play(sandbox, sqlite_database, story)
    keepers[0].ring()
