"""What one person does at nine o'clock, through every door there is, as Slack tells it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from storage.database import Database
from tests.bench.company import TEAM, Due, answers_on_record
from tests.bench.slack import LOST_AFTER, Envelope, JsonObject, Slack, conversation_with

Answer = tuple[str, int, str, str]
"""Who, about which task, what, through which door."""

PATIENT = 0.5
"""Seconds after which an acknowledgement doesn't mean that the work is done."""


@dataclass
class Person:
    """Somebody with three tasks that are due. Keeps what was sent, so that others can be sent the same."""

    slack: Slack
    database: Database
    user: str
    due: list[Due]
    answers: Counter[Answer] = field(default_factory=Counter)
    sent: list[tuple[Envelope, ...]] = field(default_factory=list)
    took: list[tuple[str, float]] = field(default_factory=list)

    async def opens_home(self) -> None:
        """Looks at the App Home, which from then on is kept up to date beside everything else."""
        event = {"type": "app_home_opened", "user": self.user, "channel": conversation_with(self.user), "tab": "home"}
        await self.slack.deliver("ours", Envelope("home", "events_api", self._told(event)))
        await self.slack.home(self.user)

    async def asked(self) -> None:
        """Waits for the morning's message, which names all three tasks, and keeps its buttons in mind."""
        self._buttons = {
            (intent, task.id): await self.slack.button(self.user, intent, str(task.id))
            for task in self.due
            for intent in ("done", "on_it", "blocked")
        }

    async def answers_everything(self) -> None:
        """Eight answers and a look at the list, one after the other, as somebody does who waits for each."""
        first, second, third = self.due
        await self._types("", None)
        await self._types(f"dran {first.number}", (first, "on_it"))
        await self._presses("on_it", second)
        await self._types(f"blockiert {first.number} zeit", (first, "blocked"))
        await self._presses("blocked", second, opens_form=True)
        await self._fills_in(second)
        await self._writes(f"dran {third.number}", third, "on_it")
        await self._types(f"erledigt {first.number} lief gut", (first, "done"))
        await self._writes(f"erledigt {second.number}", second, "done")
        await self._presses("done", third)

    async def _types(self, words: str, answer: tuple[Due, str] | None) -> None:
        payload = {
            **self._common(),
            "team_id": TEAM,
            "team_domain": "muster",
            "channel_id": conversation_with(self.user),
            "channel_name": "directmessage",
            "user_id": self.user,
            "user_name": self.user.lower(),
            "command": "/takt",
            "text": words,
            "is_enterprise_install": "false",
        }
        envelope = Envelope("command", "slash_commands", payload)
        await self._send(envelope, answer=(*answer, "command") if answer else None)

    async def _presses(self, intent: str, task: Due, *, opens_form: bool = False) -> None:
        message, button = self._buttons[intent, task.id]
        channel = conversation_with(self.user)
        payload = {
            **self._interactive("block_actions"),
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": False},
            "channel": {"id": channel, "name": "directmessage"},
            "message": message | {"user": "U00", "bot_id": "B0", "team": TEAM},
            "state": {"values": {}},
            "actions": [button | {"action_ts": self.slack.stamp()}],
        }
        answer = None if opens_form else (task, intent, "button")
        await self._send(Envelope("press", "interactive", payload), answer=answer)

    async def _fills_in(self, task: Due) -> None:
        """Sends off the form that has come, with its first choice and without what may be left out."""
        view = await self.slack.form(self.user)
        view = view | {"state": {"values": _filled(view["blocks"])}, "app_installed_team_id": TEAM, "bot_id": "B0"}
        payload = self._interactive("view_submission") | {"view": view, "response_urls": []}
        await self._send(Envelope("form", "interactive", payload), answer=(task, "blocked", "form"))

    async def _writes(self, words: str, task: Due, answer: str) -> None:
        """A direct message, of which Slack tells twice, as it does when an acknowledgement was slow."""
        ts = self.slack.stamp()
        event = {
            "type": "message",
            "channel": conversation_with(self.user),
            "channel_type": "im",
            "user": self.user,
            "team": TEAM,
            "text": words,
            "ts": ts,
            "event_ts": ts,
        }
        envelope = Envelope("message", "events_api", self._told(event))
        await self._send(envelope, envelope, answer=(task, answer, "message"))

    async def _send(self, *envelopes: Envelope, answer: tuple[Due, str, str] | None) -> None:
        self.sent.append(envelopes)
        seconds = await self.slack.deliver_together("ours", envelopes)
        self.took += [(one.act, took) for one, took in zip(envelopes, seconds, strict=True)]
        if answer is None:
            return
        task, what, door = answer
        self.answers[self.user, task.number, what, door] += 1
        if max(seconds) > PATIENT:
            await self._is_on_record(self.user, task.number, what, door)

    async def _is_on_record(self, *answer: *Answer) -> None:
        """An app that is slow may acknowledge before it has done what was asked; the next answer builds on this one."""
        for _ in range(int(LOST_AFTER / PATIENT)):
            if self.database.read(answers_on_record).get(answer, 0) >= self.answers[answer]:
                return
            await asyncio.sleep(PATIENT)
        raise AssertionError(f"{answer} took no effect")

    def _told(self, event: JsonObject) -> JsonObject:
        return {
            "token": "unused",
            "team_id": TEAM,
            "api_app_id": "A0",
            "event": event,
            "type": "event_callback",
            "event_id": self.slack.fresh("Ev"),
            "event_time": 1788246000,
            "authorizations": [{"team_id": TEAM, "user_id": "U00", "is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
        }

    def _interactive(self, kind: str) -> JsonObject:
        user = {"id": self.user, "username": self.user.lower(), "name": self.user.lower(), "team_id": TEAM}
        team = {"id": TEAM, "domain": "muster"}
        return {**self._common(), "type": kind, "user": user, "team": team, "enterprise": None}

    def _common(self) -> JsonObject:
        trigger = self.slack.fresh("trigger-")
        self.slack.triggers[trigger] = self.user
        said = f"{self.slack.url}/said/{self.user}"
        return {"token": "unused", "api_app_id": "A0", "trigger_id": trigger, "response_url": said}


def _filled(blocks: list[JsonObject]) -> JsonObject:
    return {
        block["block_id"]: {block["element"]["action_id"]: _entered(block["element"])}
        for block in blocks
        if block["type"] == "input"
    }


def _entered(element: JsonObject) -> JsonObject:
    chosen: dict[str, Any] = {"type": element["type"]}
    if "options" in element:
        return chosen | {"selected_option": element["options"][0]}
    return chosen | {"value": element.get("initial_value")}
