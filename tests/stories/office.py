"""The demo's company in the local workspace, with the real bot listening over Socket Mode and time moved by hand.

People act through the workspace's own interface, exactly as the page does; nothing of the bot is replaced.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Self, TypeVar
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from bot.demo.running import PLAN, DemoClock
from bot.mail.server import MailRoute
from bot.operations import plans
from bot.sandbox.clock import SandboxClock
from bot.sandbox.sample import sample_workspace
from bot.sandbox.server import Sandbox
from bot.sandbox.timing import Timing
from bot.settings import Settings
from bot.slack.errands import Errands
from bot.slack.services import Patience
from bot.wiring import PLATFORM, connected, delivery_for, learn_people, note_mail, services_for, socket_for
from jobs.delivery import Delivery, Pace
from jobs.tick import tick
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.people import workspace_by_external_id

BERLIN = ZoneInfo("Europe/Berlin")
T = TypeVar("T")
SETTLE = timedelta(seconds=2)
SOON = timedelta(seconds=90)
ROUNDS_TO_SETTLE = 30
GIVE_UP = 60.0
"""Seconds. Stories are about what happens and not about how fast, so everybody in them has patience."""
UNHURRIED = Patience(form=GIVE_UP / 2, acknowledge=GIVE_UP / 2)


def berlin(text: str) -> datetime:
    """An instant by the clocks of Berlin: `2026-12-01 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@dataclass(frozen=True)
class Post:
    """A message as its reader sees it."""

    ts: str
    text: str
    blocks: tuple[dict[str, Any], ...]
    outbox_id: int | None
    at: datetime
    by_bot: bool

    def buttons(self) -> dict[str, list[tuple[str, str]]]:
        """Per group of buttons what can be pressed: block id → (action id, label)."""
        groups = (block for block in self.blocks if block["type"] == "actions")
        return {group["block_id"]: [_press(element) for element in group["elements"]] for group in groups}


def _press(element: dict[str, Any]) -> tuple[str, str]:
    return element["action_id"], element.get("text", {}).get("text", "…")


class Office:
    """A working day with the bot. Open it with `with`."""

    def __init__(self, database: Database, database_url: str, begins: str, plan: Path | None = PLAN) -> None:
        clock = SandboxClock(berlin(begins))
        self.sandbox = Sandbox(sample_workspace(clock), clock, timing=Timing(ack=GIVE_UP, trigger=GIVE_UP))
        self.database = database
        self.public_url: str | None = None
        self.mail: MailRoute | None = None
        self.clock = DemoClock(clock)
        self._settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=SecretStr(self.sandbox.installation.bot_token),
            slack_app_token=SecretStr(self.sandbox.installation.app_token),
            slack_api_url=self.sandbox.api_url,
            database_url=database_url,
        )
        self._plan = plan
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bot", daemon=True)
        self._parts = AsyncExitStack()
        self._conversations: dict[str, str] = {}
        self._delivery: Delivery
        self._errands: Errands

    def __enter__(self) -> Self:
        self.sandbox.start()
        self._thread.start()
        self._wait(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self._wait(self._parts.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.sandbox.stop()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)

    async def _open(self) -> None:
        connection = await self._parts.enter_async_context(connected(self._settings))
        await learn_people(connection, self.database, self.clock)
        note_mail(connection, self.database, self.mail)
        if self._plan is not None:
            self._import(self._plan, connection.installation.team_id)
        pace = Pace(spacing=0.0, settle=SETTLE.total_seconds() / 2)
        self._delivery = delivery_for(connection, self.database, self.clock, pace, self.mail)
        executor = self._parts.enter_context(ThreadPoolExecutor(4))
        services = services_for(connection, self.database, self.clock, lambda: None, executor, self.public_url)
        services = replace(services, patience=UNHURRIED)
        self._errands = services.errands
        socket = socket_for(services, self._settings, connection)
        await socket.start()
        self._parts.push_async_callback(socket.stop)

    def _import(self, file: Path, team: str) -> None:
        workspace = self.database.read(lambda session: workspace_by_external_id(session, PLATFORM, team))
        assert workspace is not None
        plan = plans.load(file, plans.known_people(self.database, workspace.id), "de")
        plans.apply(self.database, workspace.id, plan, self.clock.now())

    def conversation_with(self, member_id: str) -> str:
        """The direct message between a member and the bot, the only one there is here; it stays the same for good."""
        if member_id not in self._conversations:
            state = self.get("state", **{"as": member_id})
            [found] = [one["id"] for one in state["conversations"] if one["kind"] == "im"]
            self._conversations[member_id] = found
        return self._conversations[member_id]

    def time_is(self, text: str) -> None:
        """Moves the clock and lets everything due happen."""
        self.sandbox.clock.move_to(berlin(text))
        self.round()

    def round(self) -> None:
        """Everything that is due at this instant happens, until nothing is left to do.

        Time stands still between rounds here, so what is to be looked up or tried again gets its seconds at once.
        """
        self._round()
        self._round()
        for _ in range(ROUNDS_TO_SETTLE):
            if not self.database.read(self._is_unsettled):
                return
            self.sandbox.clock.move_to(self.clock.now() + SETTLE)
            self._round()
        raise AssertionError("the outbox does not come to rest")

    def _round(self) -> None:
        tick(self.database, self.clock.now())
        self._wait(self._delivery.deliver_all())

    def _is_unsettled(self, session: Session) -> bool:
        soon = and_(Outgoing.state == "pending", Outgoing.next_try_at <= self.clock.now() + SOON)
        query = select(exists().where(or_(soon, Outgoing.state.in_(("sending", "unknown")))))
        return bool(session.scalar(query))

    def comes_to_rest(self) -> None:
        """Waits until the bot has said what it says behind its acknowledgement."""
        self._wait(self._errands.finish(GIVE_UP))

    def person(self, name: str) -> "Member":
        return Member(self, f"U{name.upper()}")

    def channel(self, conversation: str = "CMARKETING") -> list[Post]:
        """What stands in a conversation, oldest first."""
        return self.posts("UCLARA", conversation)

    def posts(self, reader: str, conversation: str, thread: str | None = None) -> list[Post]:
        where = {"conversation": conversation} | ({"thread": thread} if thread else {})
        answer = self.get("messages", **{"as": reader}, **where)
        return [_post(message) for message in answer["messages"] if not message.get("deleted")]

    def get(self, what: str, **query: str) -> Any:
        with urlopen(f"{self.sandbox.url}/sandbox/{what}?{urlencode(query)}") as answer:
            return json.load(answer)

    def post(self, what: str, **body: Any) -> Any:
        request = Request(
            f"{self.sandbox.url}/sandbox/{what}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request) as answer:
            return json.load(answer)


def _post(message: dict[str, Any]) -> Post:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    at = datetime.fromtimestamp(float(message["ts"]), UTC)
    blocks = tuple(message.get("blocks") or ())
    return Post(message["ts"], message.get("text") or "", blocks, payload.get("outbox_id"), at, message["bot"])


@dataclass(frozen=True)
class Member:
    """Somebody of the company, and what they do."""

    office: Office
    id: str
    seen: list[str] = field(default_factory=list, compare=False)

    @property
    def conversation(self) -> str:
        """Their direct message with the bot."""
        return self.office.conversation_with(self.id)

    def reads(self) -> list[Post]:
        """Their direct messages from the bot, oldest first."""
        return self.office.posts(self.id, self.conversation)

    def last(self) -> Post:
        return self.reads()[-1]

    def act(self, do: str, **facts: Any) -> Any:
        answer = self.office.post("act", **{"as": self.id, "do": do, **facts})
        assert answer.get("ok"), answer
        return answer

    def says(self, command: str) -> Any:
        """Types a slash command; answers what only they see."""
        return self.act("slash", conversation=self.conversation, text=command)["ack"]

    def writes(self, text: str) -> Post:
        """Writes a direct message to the bot, which always answers with one."""
        return self._answered(lambda: self.act("write", conversation=self.conversation, text=text))

    def replies(self, text: str, to: Post) -> Post:
        """Writes in the thread of a message; the answer comes in that thread."""
        return self._answered(
            lambda: self.act("write", conversation=self.conversation, text=text, thread_ts=to.ts), to.ts
        )

    def wrote(self, thread: Post | None = None) -> Post:
        """Their own newest message."""
        posts = self._posts(thread.ts if thread else None)
        return next(post for post in reversed(posts) if not post.by_bot)

    def edits(self, post: Post, text: str, thread: Post | None = None) -> Post:
        """Changes the words of an own message; the bot answers to what it says now."""
        edit = {"conversation": self.conversation, "ts": post.ts, "text": text}
        return self._answered(lambda: self.act("edit", **edit), thread.ts if thread else None)

    def deletes(self, post: Post, thread: Post | None = None) -> Post:
        """Deletes an own message that had done something."""
        delete = {"conversation": self.conversation, "ts": post.ts}
        return self._answered(lambda: self.act("delete", **delete), thread.ts if thread else None)

    def _posts(self, thread: str | None) -> list[Post]:
        return self.office.posts(self.id, self.conversation, thread)

    def _answered(self, act: Callable[[], Any], thread: str | None = None) -> Post:
        before = {post.ts for post in self._posts(thread)}
        act()
        give_up = monotonic() + GIVE_UP
        while monotonic() < give_up:
            answers = [post for post in self._posts(thread) if post.ts not in before and post.by_bot]
            if answers:
                return answers[-1]
            sleep(0.01)
        raise AssertionError("nothing was answered")

    def presses(self, intent: str, post: Post, block_id: str) -> Any:
        """Presses a button of a message, or chooses it from the menu behind the buttons."""
        by_button = intent in [action for action, _ in post.buttons()[block_id]]
        place = {"conversation": self.conversation, "ts": post.ts, "block_id": block_id}
        if by_button:
            return self.act("press", action_id=intent, **place)
        [menu] = [
            element
            for block in post.blocks
            if block.get("block_id") == block_id
            for element in block["elements"]
            if element["type"] == "overflow"
        ]
        [option] = [one["value"] for one in menu["options"] if one["value"].split(":")[0] == intent]
        return self.act("choose", action_id=menu["action_id"], option=option, **place)

    def form(self) -> dict[str, Any]:
        """The form in front of them; it opens a moment after the press, by a call of its own."""
        give_up = monotonic() + GIVE_UP
        while monotonic() < give_up:
            modal = self.office.get("state", **{"as": self.id})["modal"]
            if modal is not None:
                return dict(modal["view"])
            sleep(0.01)
        raise AssertionError(f"no form opened for {self.id}")

    def closes(self) -> None:
        """Puts away the form or the answer in front of them."""
        self.act("close")

    def submits(self, **values: Any) -> Any:
        """Fills in the form that is open and sends it: block id → value of its only element."""
        return self.act("submit", values=values)


def weekdays(first: date, until: date) -> list[date]:
    """Monday to Friday from the first up to, not including, the last."""
    days = (first + timedelta(days=number) for number in range((until - first).days))
    return [day for day in days if day.weekday() < 5]


def at(day: date, wall: time) -> str:
    return f"{day} {wall:%H:%M}"
