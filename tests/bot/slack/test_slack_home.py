"""The App Home shows what needs somebody now, and follows what they do in it; however much there is, it fits."""

import asyncio
import json
from datetime import date, timedelta
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.commands.forms.registry import FORMS
from bot.commands.intents import FORM_PREFIX, INTENTS
from bot.sandbox.server import Sandbox
from bot.slack.app import build_app
from jobs.making import make_tasks
from storage.cover_tables import Absence
from storage.database import Database
from storage.learning_tables import Decision
from storage.tables import Activity, Address, Person, Role, Task, Workspace
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


LEGEND = (
    "● erledigt, ◐ Kurzversion oder Vertretung, ○ vereinbarte Pause, ✕ ausgefallen, · noch offen. "
    "Rechts steht das Neueste."
)
TEAM = [
    "divider",
    "Der Rhythmus im Team",
    LEGEND,
    "·\u2002Newsletter · heute · Otto Brandt",
    "In den nächsten vier Wochen sind alle da.",
    "Stand: Di., 1. Dezember, 09:00 Uhr",
]
DUE = [
    "Ein Termin braucht dich",
    "Newsletter · #1 · fällig Di., 1. Dezember\nHeute ist es so weit.",
    "done on_it blocked later menu",
]


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
            *DUE,
            "divider",
            "form-away help",
            "Deine nächsten vier Wochen",
            "Nächste Woche\nDi., 8. Dezember · Newsletter · #2",
            "Woche ab Mo., 14. Dezember\nDi., 15. Dezember · Newsletter · #3",
            "Woche ab Mo., 21. Dezember\nDi., 22. Dezember · Newsletter · #4",
            *TEAM,
        ]

    play(sandbox, sqlite_database, story)


def test_somebody_without_tasks_learns_what_happens_next(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        shown = await look(company, "UEMMA")
        assert (shown[0], shown[-1]) == ("Nothing is waiting for you", "Updated Tue, 1 December, 08:00")

    play(sandbox, sqlite_database, story)


def test_a_press_in_it_changes_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await look(company)
        await company.visitors.act("UOTTO", "press", container="home", action_id="done", value="1")
        await company.settled()
        assert company.task().ended == "done"
        assert lines(await home(company))[0] == "Gerade wartet nichts auf dich"
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
        assert (await look(company))[:3] == DUE
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


def test_help_is_shown_on_top_of_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await look(company)
        await company.visitors.act("UOTTO", "press", container="home", action_id="help")
        await company.settled()
        assert lines(await company.modal())[0] == "Das verstehe ich"

    play(sandbox, sqlite_database, story)


def test_an_absence_can_be_entered_from_it(sandbox: Sandbox, sqlite_database: Database) -> None:
    async def story(company: Company) -> None:
        await look(company)
        await company.visitors.act("UOTTO", "press", container="home", action_id="form-away")
        await company.settled()
        assert (await company.modal())["title"]["text"] == "Abwesenheit eintragen"

    play(sandbox, sqlite_database, story)


@pytest.mark.parametrize("member", ["UOTTO", "UCLARA", "UEMMA"])
def test_nothing_in_it_leads_nowhere(sandbox: Sandbox, sqlite_database: Database, member: str) -> None:
    async def story(company: Company) -> None:
        await company.round()
        await look(company, member)
        view = await home(company, member)
        assert [one for one in pressable(view) if one not in INTENTS and one not in OPENING] == []

    play(sandbox, sqlite_database, story)


OPENING = {f"{FORM_PREFIX}{name}" for name in FORMS}


def pressable(view: dict[str, Any]) -> list[str]:
    """The intents of everything that can be pressed or chosen in a view."""
    elements = [element for block in view["blocks"] for element in block.get("elements", ()) if "action_id" in element]
    chosen = [option["value"].partition(":")[0] for element in elements for option in element.get("options", ())]
    return [*chosen, *(element["action_id"].partition(":")[0] for element in elements if element["type"] == "button")]


LONG = "Ein sehr langer Titel mit *Sternen*, <Klammern> & einem Link https://example.com/ " + "x" * 110


def make_big(session: Session) -> None:
    """Sixty activities, twenty-five people, all absent, nothing in order; Otto coordinates and owns half of it."""
    workspace = session.scalars(select(Workspace)).one()
    people = {address.handle: address.person_id for address in session.scalars(select(Address))}
    for number in range(25 - len(people)):
        person = Person(workspace_id=workspace.id, name=f"Person {number} " + "y" * 150)
        session.add(person)
        session.flush()
        address = Address(
            person_id=person.id, platform="slack", workspace_external_id="TSANDBOX", external_id=f"UP{number:03}"
        )
        session.add(address)
        people[f"p{number}"] = person.id
    for person_id in people.values():
        for week in range(3):
            gone = date(2026, 12, 14) + timedelta(days=21 * week)
            session.add(Absence(workspace_id=workspace.id, person_id=person_id, first_on=gone, last_on=gone))
    for role in session.scalars(select(Role)):
        role.holder_id = people["otto"] if role.name == "coordinate" else None
    for number in range(60):
        session.add(
            Activity(
                workspace_id=workspace.id,
                title=f"{number} {LONG}"[:200],
                cadence="every week on tue" if number % 2 else "every week on mon",
                starts_on=date(2026, 12, 1),
                owner_id=people["otto"] if number < 30 else people["dora"],
                small_version="z" * 3000,
            )
        )
    for number in range(3):
        due = date(2026, 12, 4)
        session.add(
            Decision(
                workspace_id=workspace.id,
                text=f"{number} {LONG}" * 2,
                owner_id=people["otto"],
                due_on=due,
                state="open",
                made_on=due,
            )
        )


def make_urgent(session: Session) -> None:
    """Thirty open tasks for Otto, twenty stalled ones of Dora's."""
    otto = session.scalars(select(Address.person_id).where(Address.external_id == "UOTTO")).one()
    mine = session.scalars(
        select(Task.id).join(Activity).where(Activity.owner_id == otto).order_by(Task.due_on).limit(30)
    )
    session.execute(update(Task).where(Task.id.in_(mine.all())).values(due_on=date(2026, 11, 30)))
    others = session.scalars(
        select(Task.id).join(Activity).where(Activity.owner_id != otto).order_by(Task.due_on).limit(20)
    )
    session.execute(
        update(Task).where(Task.id.in_(others.all())).values(step=4, stall_reason="approval", note="n" * 2000)
    )


def test_however_much_there_is_it_fits(sandbox: Sandbox, sqlite_database: Database) -> None:
    """Slack takes a hundred blocks and 250,000 characters, and refuses the whole page beyond."""

    async def story(company: Company) -> None:
        company.database.write(make_big)
        await asyncio.to_thread(make_tasks, company.database, company.services.clock.now())
        company.database.write(make_urgent)
        shown = await look(company)
        view = await home(company)
        assert len(view["blocks"]) <= 85
        assert len(json.dumps(view)) < 100_000
        assert shown[0] == "30 Termine brauchen dich"
        assert "20 Termine brauchen deine Hilfe" in shown
        assert [line for line in shown if "weitere" in line and len(line) < 60] == [
            "… und 22 weitere Termine: /takt liste",
            "15 weitere rücken nach, sobald hier etwas geklärt ist.",
            "… und 41 weitere: /takt plan",
            "87 weitere rücken nach, sobald hier etwas geklärt ist.",
            "… und 36 weitere Maßnahmen: /takt team",
            "… und 13 weitere Abwesenheiten: /takt team",
        ]
        assert shown[-1] == "Stand: Di., 1. Dezember, 09:00 Uhr"

    play(sandbox, sqlite_database, story)
