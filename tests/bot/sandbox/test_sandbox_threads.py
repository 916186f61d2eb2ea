"""Replies in threads: written, edited and deleted, with the events that Slack sends for them."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, Stage, bolt_app, client_of, connected, on_stage, until

PASSING = ("client_msg_id", "event_ts", "blocks", "bot_profile")
"""What differs from run to run."""


def listening(sandbox: Sandbox) -> AsyncApp:
    """An app that takes every message event."""
    app = bolt_app(sandbox)

    @app.event("message")
    async def take(ack: Any) -> None:
        await ack()

    return app


def steady(content: Any) -> Any:
    if not isinstance(content, dict):
        return content
    return {name: steady(value) for name, value in content.items() if name not in PASSING}


class Company:
    """Otto, his direct message with an app, and every message event the app is sent about it, its own included."""

    def __init__(self, sandbox: Sandbox, stage: Stage) -> None:
        self.sandbox = sandbox
        self.stage = stage
        self.place = sandbox.workspace.im_with("UOTTO").id

    async def says(self, text: str, thread_ts: str | None = None) -> str:
        """The app writes."""
        posted = await client_of(self.sandbox).chat_postMessage(channel=self.place, text=text, thread_ts=thread_ts)
        return str(posted["ts"])

    async def acts(self, do: str, **details: Any) -> Json:
        return await self.stage.act("UOTTO", do, conversation=self.place, **details)

    async def replies(self, text: str, thread_ts: str) -> str:
        """Otto writes in a thread."""
        assert (await self.acts("write", text=text, thread_ts=thread_ts))["ok"]
        return str((await self.stage.messages("UOTTO", self.place, thread=thread_ts))[-1]["ts"])

    async def thread(self, parent: str) -> list[tuple[str, str]]:
        found = await self.stage.messages("UOTTO", self.place, thread=parent)
        return [(m["user"], m["text"]) for m in found]

    async def events(self, count: int) -> list[Json]:
        """The message events in the order they happened, once there are `count`, without what is the same in all."""
        await until(lambda: self.sandbox.world.traffic.count("socket") == count)
        sent = [entry for entry in (await self.stage.get("traffic"))["entries"] if entry["kind"] == "socket"]
        events = sorted((entry["request"]["payload"]["event"] for entry in sent), key=lambda event: event["event_ts"])
        assert {(event["channel"], event["channel_type"]) for event in events} == {(self.place, "im")}
        return [{k: v for k, v in steady(e).items() if k not in ("channel", "channel_type")} for e in events]


async def test_a_reply_is_edited_and_deleted_and_stays_in_its_thread(sandbox: Sandbox) -> None:
    async with connected(sandbox, listening(sandbox)) as stage:
        company = Company(sandbox, stage)
        parent = await company.says("Fällig")
        reply = await company.replies("erledigt", parent)
        await company.acts("edit", ts=reply, text="doch nicht")
        after_edit = await company.thread(parent)
        await company.acts("delete", ts=reply)
        after_deletion = await company.thread(parent)
        _, written, edited, deleted = await company.events(4)

    first = {
        "type": "message",
        "user": "UOTTO",
        "text": "erledigt",
        "ts": reply,
        "thread_ts": parent,
        "parent_user_id": "UTAKT",
        "team": "TSANDBOX",
    }
    stamp = edited["message"]["edited"]["ts"]
    second = {**first, "text": "doch nicht", "edited": {"user": "UOTTO", "ts": stamp}}
    assert written == first
    assert edited == {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "ts": edited["ts"],
        "message": {**second, "source_team": "TSANDBOX", "user_team": "TSANDBOX"},
        "previous_message": first,
    }
    assert deleted == {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": deleted["ts"],
        "deleted_ts": reply,
        "previous_message": second,
    }
    assert stamp.endswith(".000000")
    assert after_edit == [("UTAKT", "Fällig"), ("UOTTO", "doch nicht")]
    assert after_deletion == [("UTAKT", "Fällig")]


async def test_a_deleted_parent_leaves_a_tombstone_that_goes_with_its_last_reply(sandbox: Sandbox) -> None:
    async with connected(sandbox, listening(sandbox)) as stage:
        company = Company(sandbox, stage)
        await company.acts("write", text="weiß jemand mehr?")
        [parent] = [m["ts"] for m in await stage.messages("UOTTO", company.place)]
        answer = await company.says("ich", thread_ts=parent)
        await company.acts("delete", ts=parent)
        left = await stage.messages("UOTTO", company.place)
        await client_of(sandbox).chat_delete(channel=company.place, ts=answer)
        _, _, buried, emptied, gone = await company.events(5)
        nothing = await stage.messages("UOTTO", company.place)

    thread = {
        "reply_count": 1,
        "reply_users_count": 1,
        "reply_users": ["UTAKT"],
        "latest_reply": answer,
        "is_locked": False,
    }
    tombstone = {
        "type": "message",
        "subtype": "tombstone",
        "hidden": True,
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "ts": parent,
        "thread_ts": parent,
        "subscribed": False,
        **thread,
    }
    asked = {"type": "message", "user": "UOTTO", "text": "weiß jemand mehr?", "ts": parent, "thread_ts": parent}
    assert buried == {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "ts": buried["ts"],
        "message": tombstone,
        "previous_message": {**asked, "team": "TSANDBOX", "subscribed": True, **thread},
    }
    assert (emptied["subtype"], emptied["deleted_ts"]) == ("message_deleted", answer)
    empty = {"reply_count": 0, "reply_users_count": 0, "reply_users": [], "latest_reply": "0000000000.000000"}
    assert gone == {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": gone["ts"],
        "deleted_ts": parent,
        "previous_message": {**tombstone, **empty},
    }
    assert [(m["text"], m["deleted"], m["reply_count"]) for m in left] == [("This message was deleted.", True, 1)]
    assert nothing == []


async def test_a_reply_to_a_reply_belongs_to_the_same_thread(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        company = Company(sandbox, stage)
        parent = await company.says("Fällig")
        first = await company.replies("wann?", parent)
        await company.acts("write", text="und wo?", thread_ts=first)
        await company.says("morgen, hier", thread_ts=first)
        thread = await company.thread(parent)
        main = await stage.messages("UOTTO", company.place)

    assert thread == [("UTAKT", "Fällig"), ("UOTTO", "wann?"), ("UOTTO", "und wo?"), ("UTAKT", "morgen, hier")]
    assert [(m["text"], m["reply_count"], m["latest_reply"] > first) for m in main] == [("Fällig", 3, True)]


async def test_what_only_one_person_sees_has_no_thread(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        company = Company(sandbox, stage)
        posted = await client_of(sandbox).chat_postEphemeral(channel=company.place, user="UOTTO", text="psst")
        answer = await company.acts("write", text="was?", thread_ts=posted["message_ts"])

    assert answer["error"] == "thread_not_found"


async def test_replies_are_unread_until_their_thread_was_seen(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        company = Company(sandbox, stage)
        parent = await company.says("Fällig")
        await company.acts("seen")
        await company.replies("wann?", parent)

        async def unread() -> tuple[int, int, int, int]:
            state = await stage.get("state", **{"as": "UOTTO"})
            [place] = [c for c in state["conversations"] if c["id"] == company.place]
            [otto] = [m for m in state["members"] if m["id"] == "UOTTO"]
            [head] = await stage.messages("UOTTO", company.place)
            return place["unread"], place["unread_replies"], head["unread_replies"], otto["unread"]

        before = await unread()
        await company.says("morgen", thread_ts=parent)
        news = await unread()
        await company.acts("seen")
        main_seen = await unread()
        await company.acts("seen", thread_ts=parent)
        thread_seen = await unread()

    assert (before, news, main_seen, thread_seen) == ((0, 0, 0, 0), (0, 1, 1, 1), (0, 1, 1, 1), (0, 0, 0, 0))


async def test_a_thread_in_a_channel_is_news_to_those_who_wrote_in_it(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        where = {"conversation": "CMARKETING"}
        await stage.act("UCLARA", "write", **where, text="Frage")
        [parent] = [m["ts"] for m in await stage.messages("UCLARA", "CMARKETING")]
        await stage.act("UOTTO", "write", **where, text="Antwort", thread_ts=parent)
        await stage.act("UDORA", "write", **where, text="noch eine", thread_ts=parent)
        told = {}
        for member in ("UCLARA", "UOTTO", "UDORA", "UMAX"):
            [head] = await stage.messages(member, "CMARKETING")
            told[member] = head["unread_replies"]

    assert told == {"UCLARA": 2, "UOTTO": 1, "UDORA": 0, "UMAX": 0}
