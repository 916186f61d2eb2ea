"""Events reach the app in Slack's wrapping, again when nobody acknowledged, and over whichever link there is."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, Stage, bolt_app, client_of, connected, on_stage, until


class Listening:
    """An app that keeps every message event."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.app: AsyncApp = bolt_app(sandbox)
        self.events: list[Json] = []
        self.bodies: list[Json] = []
        self.app.event("message")(self._keep)

    async def _keep(self, event: Json, body: Json) -> None:
        self.events.append(event)
        self.bodies.append(body)

    def kinds(self) -> list[str]:
        return [event.get("subtype", "message") for event in self.events]


async def direct_message(sandbox: Sandbox, who: str = "UOTTO") -> tuple[str, str]:
    posted = await client_of(sandbox).chat_postMessage(channel=who, text="Fällig")
    return posted["channel"], posted["ts"]


async def test_a_direct_message_arrives_as_written(sandbox: Sandbox) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        place, parent = await direct_message(sandbox)
        await stage.act("UOTTO", "write", conversation=place, text="erledigt & @dora fragt", thread_ts=parent)
        await until(lambda: len(listening.events) == 1)

    event, body = listening.events[0], listening.bodies[0]
    assert {k: v for k, v in event.items() if k not in ("client_msg_id", "ts", "event_ts", "blocks")} == {
        "type": "message",
        "user": "UOTTO",
        "text": "erledigt &amp; <@UDORA> fragt",
        "thread_ts": parent,
        "parent_user_id": "UTAKT",
        "team": "TSANDBOX",
        "channel": place,
        "channel_type": "im",
    }
    assert [part["type"] for part in event["blocks"][0]["elements"][0]["elements"]] == ["text", "user", "text"]
    assert (body["type"], body["event_id"][:2], body["authorizations"][0]["user_id"]) == (
        "event_callback",
        "Ev",
        "UTAKT",
    )


async def test_an_edit_and_a_deletion_arrive_with_what_stood_there_before(sandbox: Sandbox) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        place, _ = await direct_message(sandbox)
        await stage.act("UOTTO", "write", conversation=place, text="erledigt")
        await until(lambda: len(listening.events) == 1)
        ts = (await stage.messages("UOTTO", place))[-1]["ts"]
        await stage.act("UOTTO", "edit", conversation=place, ts=ts, text="doch nicht")
        await until(lambda: len(listening.events) == 2)
        await stage.act("UOTTO", "delete", conversation=place, ts=ts)
        await until(lambda: len(listening.events) == 3)
        left = await stage.texts("UOTTO", place)

    _, changed, deleted = listening.events
    assert (changed["message"]["text"], changed["previous_message"]["text"], changed["message"]["edited"]["user"]) == (
        "doch nicht",
        "erledigt",
        "UOTTO",
    )
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"], deleted["hidden"]) == (ts, "doch nicht", True)
    assert listening.kinds() == ["message", "message_changed", "message_deleted"]
    assert left == [("UTAKT", "Fällig")]


async def test_what_the_app_writes_itself_comes_back_to_it(sandbox: Sandbox) -> None:
    """Bolt acknowledges these and hides them; an app without Bolt has to do that itself."""
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        place, ts = await direct_message(sandbox)
        await client_of(sandbox).chat_update(channel=place, ts=ts, text="Erledigt")
        await until(lambda: sandbox.world.traffic.count("socket") == 2)
        sent = [entry for entry in (await stage.get("traffic"))["entries"] if entry["kind"] == "socket"]

    posted, changed = (entry["request"]["payload"]["event"] for entry in sent)
    assert [entry["status"] for entry in sent] == [200, 200]
    assert (posted["text"], posted["bot_id"], posted["ts"]) == ("Fällig", "BTAKT", ts)
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed",
        "Erledigt",
        "Fällig",
    )
    assert listening.events == []


@pytest.mark.parametrize(
    "change",
    [{"events": ["app_home_opened"]}, {"scopes": ["chat:write"]}],
    ids=["not subscribed", "scope not granted"],
)
async def test_events_need_subscription_and_scope(sandbox: Sandbox, change: Json) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        await stage.post("app", change)
        await stage.act("UOTTO", "write", conversation=sandbox.workspace.im_with("UOTTO").id, text="hört mich wer")
        await asyncio.sleep(0.1)
        log = await stage.socket_log()

    assert log == []


async def test_a_message_in_a_channel_is_none_of_the_apps_business(sandbox: Sandbox) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        await stage.act("UOTTO", "write", conversation="CMARKETING", text="Mahlzeit")
        await asyncio.sleep(0.1)
        log = await stage.socket_log()

    assert log == []


async def test_somebody_of_another_company_is_recognisable(sandbox: Sandbox) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        await stage.post("app", {"events": ["message.channels"], "scopes": ["channels:history"]})
        sandbox.workspace.members["UEMMA"].is_stranger = True
        sandbox.workspace.members["UEMMA"].team_id = "TOTHER"
        await stage.act("UEMMA", "write", conversation="CMARKETING", text="erledigt")
        await until(lambda: bool(listening.events))

    event, body = listening.events[0], listening.bodies[0]
    assert (event["team"], event["user_team"], event["channel_type"]) == ("TOTHER", "TOTHER", "channel")
    assert (body["team_id"], body["is_ext_shared_channel"]) == ("TSANDBOX", True)


async def test_members_who_change_or_join_are_announced(sandbox: Sandbox) -> None:
    app, heard = bolt_app(sandbox), []

    async def keep(event: Json) -> None:
        heard.append((event["type"], event["user"]["name"], event["user"]["deleted"]))

    app.event("user_change")(keep)
    app.event("team_join")(keep)

    async with connected(sandbox, app) as stage:
        await stage.post("members", {"id": "UOTTO", "deleted": True})
        await stage.post("members", {"name": "neu", "is_restricted": True})
        await until(lambda: len(heard) == 2)
        act = await stage.act("UOTTO", "write", conversation="CMARKETING", text="bin weg")

    assert heard == [("user_change", "otto", True), ("team_join", "neu", False)]
    assert act["error"] == "user_disabled"


async def test_uninstalling_is_announced_twice_over(sandbox: Sandbox) -> None:
    app, heard = bolt_app(sandbox), []

    async def keep(event: Json) -> None:
        heard.append((event["type"], event.get("tokens")))

    app.event("app_uninstalled")(keep)
    app.event("tokens_revoked")(keep)

    async with connected(sandbox, app) as stage:
        await stage.post("app", {"do": "uninstall"})
        await until(lambda: len(heard) == 2)

    assert sorted(heard, key=str) == [
        ("app_uninstalled", None),
        ("tokens_revoked", {"oauth": [], "bot": ["UTAKT"]}),
    ]


async def deaf_link(sandbox: Sandbox, stage: Stage, received: list[Json], *, acks_from: int) -> None:
    """A link that leaves the first envelopes unacknowledged."""
    opener = AsyncWebClient(token=sandbox.installation.app_token, base_url=sandbox.api_url)
    address = (await opener.apps_connections_open(app_token=sandbox.installation.app_token))["url"]
    async with stage.session.ws_connect(address) as link:
        while True:
            envelope = await link.receive_json()
            if envelope["type"] == "events_api":
                received.append(envelope)
                if len(received) >= acks_from:
                    await link.send_json({"envelope_id": envelope["envelope_id"]})


async def test_an_event_nobody_acknowledges_is_sent_again_until_somebody_does(sandbox: Sandbox) -> None:
    received: list[Json] = []
    async with on_stage(sandbox) as stage:
        link = asyncio.create_task(deaf_link(sandbox, stage, received, acks_from=3))
        await until(lambda: sandbox.sockets == 1)
        await stage.act("UOTTO", "write", conversation=sandbox.workspace.im_with("UOTTO").id, text="erledigt")
        await until(lambda: len(received) == 3)
        await asyncio.sleep(0.3)
        link.cancel()
        await asyncio.gather(link, return_exceptions=True)

    assert [(e["retry_attempt"], e["retry_reason"]) for e in received] == [(0, ""), (1, "timeout"), (2, "timeout")]
    assert len({e["payload"]["event_id"] for e in received}) == 1
    assert len({e["envelope_id"] for e in received}) == 3


async def test_after_three_repetitions_an_event_is_lost(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        await stage.act("UOTTO", "write", conversation=sandbox.workspace.im_with("UOTTO").id, text="hört mich wer")
        await asyncio.sleep(0.3)
        log = await stage.socket_log()

    assert log == [("events_api message", 503)] * 4


async def test_an_event_can_be_delivered_twice_on_demand(sandbox: Sandbox) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        none_yet = await stage.post("sockets", {"do": "redeliver"})
        await stage.act("UOTTO", "write", conversation=sandbox.workspace.im_with("UOTTO").id, text="erledigt")
        await until(lambda: len(listening.events) == 1)
        await stage.post("sockets", {"do": "redeliver"})
        await until(lambda: len(listening.events) == 2)

    first, second = listening.bodies
    assert (none_yet["ok"], first["event_id"]) == (False, second["event_id"])


async def test_replacing_the_link_loses_nothing(sandbox: Sandbox) -> None:
    app, heard = bolt_app(sandbox), []

    @app.command("/takt")
    async def takt(ack: Any, body: Json) -> None:
        heard.append(body["text"])
        await ack()

    async with connected(sandbox, app) as stage:
        for n in range(30):
            if n % 10 == 5:
                await stage.post("sockets", {"do": "refresh"})
            outcome = await stage.act("UOTTO", "slash", conversation="CMARKETING", text=f"/takt {n}")
            assert outcome["ok"], outcome
        await until(lambda: sandbox.sockets == 1)

    assert heard == [str(n) for n in range(30)]


async def test_after_a_broken_link_the_app_comes_back(sandbox: Sandbox) -> None:
    listening = Listening(sandbox)
    async with connected(sandbox, listening.app) as stage:
        await until(lambda: sandbox.sockets == 1)
        await stage.post("sockets", {"do": "drop"})
        await until(lambda: sandbox.sockets == 0)
        await until(lambda: sandbox.sockets == 1)
        await stage.act("UOTTO", "write", conversation=sandbox.workspace.im_with("UOTTO").id, text="wieder da")
        await until(lambda: bool(listening.events))

    assert [event["text"] for event in listening.events] == ["wieder da"]


async def test_a_ticket_opens_one_link_and_ten_links_are_the_limit(sandbox: Sandbox) -> None:
    opener = AsyncWebClient(token=sandbox.installation.app_token, base_url=sandbox.api_url)

    async def ticket() -> str:
        answer = await opener.apps_connections_open(app_token=sandbox.installation.app_token)
        return str(answer["url"])

    async with on_stage(sandbox) as stage:
        used = await ticket()
        links = [await stage.session.ws_connect(used)]
        links += [await stage.session.ws_connect(await ticket()) for _ in range(10)]
        greetings = [(await link.receive_json()) for link in links]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await stage.session.ws_connect(used)
        for link in links:
            await link.close()

    assert [g.get("num_connections") for g in greetings[:10]] == list(range(1, 11))
    assert (greetings[10]["type"], greetings[10]["reason"]) == ("disconnect", "too_many_websockets")
