"""The company changes: people are renamed, move, leave, come back and join, and the app is told who they are now."""

from typing import Any

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sample import sample_workspace
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, ask, bolt_app, call, connected, until

OTTO: Json = {
    "id": "UOTTO",
    "team_id": "TSANDBOX",
    "name": "otto",
    "deleted": False,
    "color": "9f69e7",
    "real_name": "Otto Brandt",
    "tz": "Europe/Berlin",
    "tz_label": "Europe/Berlin",
    "tz_offset": 3600,
    "profile": {
        "title": "Vertrieb",
        "phone": "",
        "skype": "",
        "real_name": "Otto Brandt",
        "real_name_normalized": "Otto Brandt",
        "display_name": "otto",
        "display_name_normalized": "otto",
        "first_name": "Otto",
        "last_name": "Brandt",
        "avatar_hash": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "team": "TSANDBOX",
    },
    "is_admin": False,
    "is_owner": False,
    "is_primary_owner": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
    "is_bot": False,
    "is_app_user": False,
    "is_email_confirmed": True,
    "who_can_share_contact_card": "EVERYONE",
    "locale": "de-DE",
}
KLEIN: Json = {
    "real_name": "Otto Klein",
    "profile": {
        **OTTO["profile"],
        "real_name": "Otto Klein",
        "real_name_normalized": "Otto Klein",
        "last_name": "Klein",
    },
}
LISBON: Json = {"tz": "Europe/Lisbon", "tz_label": "Europe/Lisbon", "tz_offset": 0, "locale": "pt-PT"}
GONE = {name: OTTO[name] for name in ("id", "team_id", "name", "profile", "is_bot", "is_app_user")} | {"deleted": True}


async def told(sandbox: Sandbox, *changes: Json) -> list[Json]:
    """The events about members that the app gets for these changes."""
    app, heard = bolt_app(sandbox), []
    sandbox.clock.move_to(sandbox.clock.now().replace(month=12, day=1))

    async def keep(event: Json) -> None:
        heard.append(event)

    app.event("user_change")(keep)
    app.event("team_join")(keep)
    async with connected(sandbox, app) as stage:
        for number, change in enumerate(changes, start=1):
            answer = await stage.post("members", change)
            assert answer["ok"], answer
            await until(lambda number=number: len(heard) == number)  # type: ignore[misc]
    return heard


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"real_name": "Otto Klein"}, OTTO | KLEIN),
        ({"tz": "Europe/Lisbon", "locale": "pt-PT"}, OTTO | LISBON),
        ({"is_restricted": True}, OTTO | {"is_restricted": True}),
        ({"is_ultra_restricted": True}, OTTO | {"is_restricted": True, "is_ultra_restricted": True}),
        ({"is_admin": True}, OTTO | {"is_admin": True}),
        ({"deleted": True}, GONE),
    ],
    ids=["name", "zone and language", "guest", "guest of one channel", "admin", "deactivated"],
)
async def test_a_change_is_told_with_the_whole_person(sandbox: Sandbox, change: Json, expected: Json) -> None:
    [event] = await told(sandbox, {"id": "UOTTO", **change})

    updated = sandbox.workspace.members["UOTTO"].updated
    assert event["type"] == "user_change"
    assert event["cache_ts"] == updated
    assert event["user"] == {**expected, "updated": updated}
    looked_up = call(sandbox, "users.info", user="UOTTO", include_locale=True)["user"]
    listed = [one for one in call(sandbox, "users.list", include_locale=True)["members"] if one["id"] == "UOTTO"]
    assert [looked_up] == listed == [event["user"]]


async def test_who_comes_back_is_the_same_as_before(sandbox: Sandbox) -> None:
    away, back = await told(sandbox, {"id": "UOTTO", "deleted": True}, {"id": "UOTTO", "deleted": False})

    assert (away["user"]["deleted"], "tz" in away["user"]) == (True, False)
    assert {name: value for name, value in back["user"].items() if name != "updated"} == OTTO


async def test_a_newcomer_joins_the_team_and_the_channels_they_are_given(sandbox: Sandbox) -> None:
    newcomer = {"name": "nina", "real_name": "Nina Neu", "locale": "en-GB", "channels": ["CMARKETING"]}

    [event] = await told(sandbox, newcomer)

    user = event["user"]
    facts = ("real_name", "name", "locale", "tz", "deleted", "is_restricted")
    assert event["type"] == "team_join"
    assert [user[fact] for fact in facts] == ["Nina Neu", "nina", "en-GB", "Europe/Berlin", False, False]
    state = ask(f"{sandbox.url}/sandbox/state?as={user['id']}")
    assert [(c["kind"], c["name"]) for c in state["conversations"]] == [("channel", "marketing"), ("im", "")]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"tz": "Europe/Entenhausen"}, "There is no time zone Europe/Entenhausen. They are named like Europe/Berlin."),
        ({"locale": "deutsch"}, "deutsch is no locale. They are written like de-DE."),
        ({"real_name": " "}, 'A member needs a real_name, for example "Otto Brandt".'),
        ({"name": "dora"}, "@dora is Dora Klein already."),
        ({"deleted": "yes"}, "deleted of a member is a bool."),
        ({"channels": ["CNOWHERE"]}, "There are these channels: CMARKETING, CALLGEMEIN."),
    ],
)
def test_what_nobody_can_be_is_refused(hall: Sandbox, facts: Json, why: str) -> None:
    answer = ask(f"{hall.url}/sandbox/members", {"id": "UOTTO", **facts})

    assert answer == {"ok": False, "error": why}
    assert hall.workspace.members["UOTTO"].updated <= hall.clock.epoch()


# --- invitations -----------------------------------------------------------------------------------------------------


async def test_the_app_is_invited_into_a_channel(sandbox: Sandbox) -> None:
    app, heard = bolt_app(sandbox), []

    @app.event("member_joined_channel")
    async def joined(event: Json) -> None:
        heard.append({name: value for name, value in event.items() if name != "event_ts"})

    async with connected(sandbox, app) as stage:
        await stage.post("app", {"events": ["member_joined_channel"], "scopes": ["channels:read", "chat:write"]})
        outside = call(sandbox, "chat.postMessage", channel="CALLGEMEIN", text="hallo")
        invitation = await stage.act("UOTTO", "slash", conversation="CALLGEMEIN", text="/invite @takt")
        await until(lambda: bool(heard))
        inside = call(sandbox, "chat.postMessage", channel="CALLGEMEIN", text="hallo")
        texts = await stage.texts("UDORA", "CALLGEMEIN")

    assert (outside["error"], invitation["ok"], inside["ok"]) == ("not_in_channel", True, True)
    assert heard == [
        {
            "type": "member_joined_channel",
            "user": "UTAKT",
            "channel": "CALLGEMEIN",
            "channel_type": "C",
            "team": "TSANDBOX",
            "inviter": "UOTTO",
        }
    ]
    assert texts == [("UTAKT", "<@UTAKT> has joined the channel"), ("UTAKT", "hallo")]


@pytest.mark.parametrize(("text", "place"), [("/invite @nobody", "CALLGEMEIN"), ("/invite @takt", "direct message")])
def test_who_is_not_there_and_where_nobody_can_come_is_said(hall: Sandbox, text: str, place: str) -> None:
    where = hall.workspace.im_with("UOTTO").id if place == "direct message" else place

    answer = ask(f"{hall.url}/sandbox/act", {"as": "UOTTO", "do": "slash", "conversation": where, "text": text})

    last = ask(f"{hall.url}/sandbox/messages?as=UOTTO&conversation={where}")["messages"][-1]
    assert (answer["error"], last["text"]) == (
        "user_not_found",
        f"/invite: nobody here is called {text.split('@')[1]}.",
    )


# --- the beginning ---------------------------------------------------------------------------------------------------


def begun(**settings: Any) -> Json:
    clock = SandboxClock()
    with Sandbox(sample_workspace(clock, "Hofer Holzbau"), clock, **settings) as sandbox:
        found: Json = ask(f"{sandbox.url}/sandbox/everything")
        assert ask(f"{sandbox.url}/sandbox/tour?lang=de") == {"steps": []}
    return found


def test_a_company_begins_with_people_and_channels_and_nothing_else() -> None:
    company = begun(invited_to=())

    people = ["UCLARA", "UOTTO", "UDORA", "UMAX", "UOLGA", "UEMMA"]
    shown = [(c["id"], c["kind"], c["name"], c["members"], c["messages"]) for c in company["conversations"]]
    assert shown == [
        ("CMARKETING", "channel", "marketing", people, []),
        ("CALLGEMEIN", "channel", "allgemein", people, []),
    ]
    assert (company["homes"], company["modals"]) == ({}, {})


def test_the_app_has_a_seat_in_marketing_unless_it_is_said_otherwise() -> None:
    marketing, common = begun()["conversations"]

    assert (marketing["members"][-1], "UTAKT" in common["members"]) == ("UTAKT", False)
