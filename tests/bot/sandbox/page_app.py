"""An app of its own for trying the page: it answers every kind of element in the simplest way that can be seen."""

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, actions, button, home, modal, plain, section


def options(**texts: str) -> list[Json]:
    return [{"text": plain(text), "value": value} for value, text in texts.items()]


def entry(block_id: str, label: str, kind: str, *, optional: bool = False, **more: Any) -> Json:
    element = {"type": kind, "action_id": f"{block_id}_value", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": optional}


def activity_form() -> Json:
    """A modal with every kind of input the page draws."""
    return modal(
        entry("title", "Titel", "plain_text_input"),
        entry("how", "Anleitung", "plain_text_input", multiline=True, optional=True),
        entry("rhythm", "Rhythmus", "static_select", options=options(w="jede Woche", m="jeden Monat")),
        entry("owner", "Verantwortlich", "users_select", initial_user="UOTTO"),
        entry("deputies", "Vertretung", "multi_users_select", optional=True),
        entry("day", "Erster Termin", "datepicker", initial_date="2026-12-01"),
        entry("time", "Uhrzeit", "timepicker", initial_time="09:00"),
        entry("shift", "Wenn der Tag frei ist", "radio_buttons", options=options(b="davor", a="danach")),
        entry("channels", "Kanäle", "checkboxes", options=options(n="Newsletter", l="LinkedIn")),
        actions(button("deeper")),
        callback_id="form",
        title=plain("Neue Maßnahme"),
    )


def short(state: Json) -> Any:
    """What stands in one element of `state.values`, without Slack's wrapping."""
    content = next(value for name, value in state.items() if name != "type")
    if isinstance(content, list):
        return [one["value"] if isinstance(one, dict) else one for one in content]
    return content["value"] if isinstance(content, dict) else content


class PageApp:
    """Connects to a sandbox over Socket Mode, from a thread of its own, and remembers what reached it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.client = WebClient(sandbox.installation.bot_token, base_url=sandbox.api_url)
        self.heard: list[tuple[str, Any]] = []
        self.submitted: list[Json] = []
        self.visits: list[tuple[str, str]] = []
        """Who entered which tab of the app."""
        self._news = threading.Condition()
        self.released = threading.Event()
        """What begins with `slow` is answered only after this."""
        self.form = activity_form()
        """What `/takt new` and the button `form` open."""
        self.reshape: Callable[[Json], Json | None] = lambda _: None
        """From a modal in which something was touched, what the app puts in its place."""
        self.written: list[tuple[str, str]] = []
        """What people wrote, changed and deleted: the event's subtype, and the text."""
        self._slack = AsyncWebClient(sandbox.installation.bot_token, base_url=sandbox.api_url)
        self._app_token = sandbox.installation.app_token

    def post(self, to: str, text: str, *blocks: Json) -> str:
        """Send a message; answers its `ts`."""
        return str(self.client.chat_postMessage(channel=to, text=text, blocks=list(blocks) or None)["ts"])

    def connect(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._wait_for(self._connect())

    def close(self) -> None:
        self._wait_for(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait_for(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _end(self) -> None:
        """Leave the sandbox, and let what has begun come to its end."""
        await self._handler.close_async()  # type: ignore[no-untyped-call]
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        if unfinished:
            await asyncio.wait(unfinished, timeout=5)

    def hears(self, *expected: tuple[str, Any]) -> bool:
        """Whether exactly this has reached the app, in this order, at the latest after some seconds."""
        with self._news:
            return self._news.wait_for(lambda: self.heard == list(expected), 10)

    def reads(self, *expected: str) -> bool:
        """Whether events of exactly these subtypes came of what people wrote, at the latest after some seconds."""
        with self._news:
            return self._news.wait_for(lambda: [kind for kind, _ in self.written] == list(expected), 10)

    def is_visited(self, *expected: tuple[str, str]) -> bool:
        """Whether exactly these people opened exactly these tabs, in this order, at the latest after some seconds."""
        with self._news:
            return self._news.wait_for(lambda: self.visits == list(expected), 10)

    def _hear(self, what: str, content: Any) -> None:
        with self._news:
            self.heard.append((what, content))
            self._news.notify_all()

    async def _connect(self) -> None:
        app = AsyncApp(client=self._slack, process_before_response=True)
        app.command("/takt")(self._command)
        app.action("deeper")(self._deeper)
        app.action("form")(self._open)
        app.action(re.compile(""))(self._touched)
        app.view("form")(self._submit)
        app.event("app_home_opened")(self._home)
        app.event("message")(self._listen)
        opener = AsyncWebClient(self._app_token, base_url=self._slack.base_url)
        self._handler = AsyncSocketModeHandler(app, self._app_token, web_client=opener, ping_interval=5)
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def _command(self, ack: AsyncAck, body: Json) -> None:
        self._hear("command", body["text"])
        if body["text"] == "silent":
            await asyncio.sleep(1)
        elif body["text"] == "new":
            await self._slack.views_open(trigger_id=body["trigger_id"], view=self.form)
            await ack()
        else:
            await ack(text=f"verstanden: {body['text']}")

    async def _deeper(self, ack: AsyncAck, body: Json) -> None:
        title = body["view"]["state"]["values"].get("title")
        self._hear("deeper", title and short(title["title_value"]))
        name = "Zweites Fenster" if title else "Drittes Fenster"
        above = {"type": "modal", "title": plain(name), "blocks": [section("weiter"), actions(button("deeper"))]}
        await self._slack.views_push(trigger_id=body["trigger_id"], view=above)
        await ack()

    async def _open(self, ack: AsyncAck, body: Json) -> None:
        await self._slack.views_open(trigger_id=body["trigger_id"], view=self.form)
        await ack()

    async def _touched(self, ack: AsyncAck, body: Json) -> None:
        [action] = body["actions"]
        chosen = next((action[name] for name in action if name.startswith("selected_")), action.get("value"))
        self._hear(action["action_id"], short({"it": chosen}) if isinstance(chosen, dict | list) else chosen)
        if action["action_id"].startswith("slow"):
            await asyncio.to_thread(self.released.wait, 2)
        await ack()
        if body.get("view", {}).get("type") == "modal" and (other := self.reshape(body["view"])):
            await self._slack.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=other)
        if "message" in body:
            text = f"gehört: {action['action_id']}"
            place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
            await self._slack.chat_update(**place, text=text, blocks=[section(text)])

    async def _submit(self, ack: AsyncAck, view: Json) -> None:
        values = {
            block: short(state) for block, entries in view["state"]["values"].items() for state in entries.values()
        }
        self.submitted.append(values)
        if values["title"] == "Newsletter":
            await ack(response_action="errors", errors={"title": "Diesen Titel gibt es schon."})
        else:
            await ack()

    async def _home(self, ack: AsyncAck, event: Json) -> None:
        await ack()
        with self._news:
            self.visits.append((event["user"], event["tab"]))
            self._news.notify_all()
        if event["tab"] == "home":
            self._hear("home", event["user"])
            header = {"type": "header", "text": plain("Heute")}
            view = home(header, section(f"Für <@{event['user']}>"), actions(button("plan")))
            await self._slack.views_publish(user_id=event["user"], view=view)

    async def _listen(self, ack: AsyncAck, event: Json) -> None:
        await ack()
        message = event.get("message") or event.get("previous_message") or event
        with self._news:
            self.written.append((event.get("subtype", "message"), message["text"]))
            self._news.notify_all()
