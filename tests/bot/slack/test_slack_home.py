"""The App Home shows what needs somebody now, and follows what they do in it."""

from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.sandbox.server import Sandbox
from bot.slack.app import build_app
from storage.database import Database
from tests.bot.slack.slack_company import Company, play


def lines(view: dict[str, Any]) -> list[str]:
    """What stands in a view, a line for each block; buttons by their intents."""
    return [_line(block) for block in view["blocks"]]


def _line(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return str(block["text"]["text"])
        case "rich_text":
            return "".join(part.get("text", part["type"]) for part in block["elements"][0]["elements"])
        case "actions":
            return " ".join(element["action_id"] for element in block["elements"])
        case "context":
            return "".join(element["text"] for element in block["elements"])
        case other:
            return str(other)


AHEAD = "\n".join(
    f"Newsletter · #{number} · fällig {day}"
    for number, day in enumerate(
        [
            "Di., 15. Dezember",
            "Di., 22. Dezember",
            "Di., 29. Dezember",
            "Di., 5. Januar",
            "Di., 12. Januar",
            "Di., 19. Januar",
            "Di., 26. Januar",
        ],
        start=3,
    )
)
NEXT_TASK = ["Newsletter · #2 · fällig Di., 8. Dezember", "done on_it blocked later menu"]


async def home(company: Company, member: str = "UOTTO") -> dict[str, Any]:
    view = (await company.visitors.state(member))["home"]
    assert view is not None
    return dict(view["view"])


async def look(company: Company, member: str = "UOTTO") -> list[str]:
    """Opens the App Home and waits until the bot has published it."""
    before = len(await company.visitors.calls("views.publish"))
    await company.visitors.act(member, "home")
    for _ in range(100):
        await company.settled()
        if len(await company.visitors.calls("views.publish")) > before:
            break
    return lines(await home(company, member))


def test_it_shows_what_needs_me_now_and_what_comes(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        assert await look(company) == [
            "2 offene Termine",
            "Newsletter · #1 · fällig Di., 1. Dezember",
            "done on_it blocked later menu",
            *NEXT_TASK,
            "divider",
            "Die nächsten Wochen",
            AHEAD,
            "Stand: 09:00 Uhr",
        ]

    play(sandbox, sqlite_database, story)


def test_somebody_without_tasks_learns_what_happens_next(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        shown = await look(company, "UEMMA")
        assert (shown[0], shown[-1]) == ("Nothing is open right now", "Updated 08:00")

    play(sandbox, sqlite_database, story)


def test_a_press_in_it_changes_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await look(company)
        await company.visitors.act("UOTTO", "press", container="home", action_id="done", value="1")
        await company.settled()
        assert company.task().ended == "done"
        assert lines(await home(company))[:3] == ["Ein offener Termin", *NEXT_TASK]
        assert (await company.visitors.state("UOTTO"))["modal"] is None

    play(sandbox, sqlite_database, story)


def test_a_refusal_in_it_is_shown_on_top(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await look(company)
        await company.command("erledigt 1", "UDORA")
        await company.visitors.act("UOTTO", "press", container="home", action_id="later", value="1")
        await company.settled()
        assert lines(await company.modal())[0] == (
            "Newsletter (#1) ist schon abgeschlossen. Erledigt von user am Di., 1. Dezember."
        )

    play(sandbox, sqlite_database, story)


def test_a_form_can_be_opened_from_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await look(company)
        await company.visitors.act("UOTTO", "press", container="home", action_id="blocked", value="1")
        await company.settled()
        assert (await company.modal())["title"]["text"] == "Stillstand melden"

    play(sandbox, sqlite_database, story)


def test_the_newer_of_two_home_tabs_stays(sandbox: Sandbox, sqlite_database: Database) -> None:
    """Slack refuses what was published over an older state; then it is read again."""

    async def story(company: Company) -> None:
        await company.round()
        await look(company)
        await company.visitors.order_fault("error", "views.publish", error="hash_conflict", times=1)
        assert (await look(company))[0] == "2 offene Termine"
        hashes = [call.get("hash") is not None for call in await company.visitors.calls("views.publish")]
        assert hashes == [False, True, False]

    play(sandbox, sqlite_database, story)


def test_a_home_tab_that_cannot_be_published_breaks_nothing(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.visitors.order_fault("unavailable", "views.publish")
        await company.visitors.act("UOTTO", "home")
        assert (await company.command("liste"))["response_type"] == "ephemeral"

    play(sandbox, sqlite_database, story)


def test_opening_it_tells_where_somebodys_direct_message_is(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await look(company)
        address = company.address("UOTTO")
        assert address is not None
        assert address.route == await company.direct_message()

    play(sandbox, sqlite_database, story)


def test_what_is_pressed_in_a_modal_is_answered_on_top_of_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    pressed = {
        "type": "block_actions",
        "user": {"id": "UOTTO", "team_id": "TSANDBOX"},
        "team": {"id": "TSANDBOX"},
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "type": "modal"},
        "trigger_id": "1.2.x",
        "actions": [{"type": "button", "action_id": "done", "block_id": "task:1", "value": "1", "action_ts": "1.0"}],
    }

    async def story(company: Company) -> None:
        await company.round()
        app = build_app(company.services)
        await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=pressed))
        await company.settled()
        (call,) = await company.visitors.calls("views.push")
        assert lines(call["view"])[0].startswith("Notiert: Newsletter ist erledigt.")

    play(sandbox, sqlite_database, story)
