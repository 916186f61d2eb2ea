"""The events an app is told: which of them, in what wrapping, and again when nobody acknowledged."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.sandbox.message_shapes import message_shape
from bot.sandbox.records import Conversation, JsonObject, Member, Message
from bot.sandbox.shapes import user_shape, view_shape
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World

_MESSAGE_EVENTS = {
    "im": ("message.im", "im:history", "im"),
    "channel": ("message.channels", "channels:history", "channel"),
    "private": ("message.groups", "groups:history", "group"),
}
_SCOPES = {"user_change": "users:read", "team_join": "users:read"}


class AppEvents:
    """Tells the app what happened, without making anybody wait for it. Lives on the sandbox's loop."""

    def __init__(self, world: World, sockets: Sockets) -> None:
        self._world = world
        self._sockets = sockets
        self._tasks: set[asyncio.Task[None]] = set()

    def message_posted(self, conversation: Conversation, message: Message) -> None:
        """A new message. With files its event has a subtype, which its later forms don't have."""
        shape = message_shape(message, self._world, metadata=True)
        subtype = {"subtype": "file_share"} if message.files else {}
        self._message(conversation, shape | subtype | {"event_ts": message.ts})

    def message_changed(self, conversation: Conversation, before: JsonObject, after: Message) -> None:
        """`before` is the message's shape as it was. A tombstone belongs to no team."""
        shape = message_shape(after, self._world, metadata=True)
        source = {} if after.is_tombstone else {"source_team": shape["team"], "user_team": shape["team"]}
        self._hidden(conversation, "message_changed", message=shape | source, previous_message=before)

    def message_deleted(self, conversation: Conversation, before: JsonObject) -> None:
        self._hidden(conversation, "message_deleted", previous_message=before, deleted_ts=before["ts"])

    def home_opened(self, member: Member, conversation: Conversation, tab: str) -> None:
        """The person looks at the app: its `home` tab, or the `messages` tab."""
        event: JsonObject = {"type": "app_home_opened", "user": member.id, "channel": conversation.id, "tab": tab}
        home = self._world.views.homes.get(member.id)
        if home is not None and tab == "home":
            event["view"] = view_shape(home, self._world)
        self.tell("app_home_opened", event | {"event_ts": self._world.clock.timestamp()})

    def member_changed(self, member: Member, *, joined: bool) -> None:
        name = "team_join" if joined else "user_change"
        user = user_shape(member, self._world, locale=True)
        stamp = {"cache_ts": member.updated, "event_ts": self._world.clock.timestamp()}
        self.tell(name, {"type": name, "user": user, **stamp})

    def joined_channel(self, conversation: Conversation, member: Member, inviter: Member) -> None:
        """Somebody came into a channel. Slack writes C for a private one too (docs.slack.dev, the event's page)."""
        scope = "groups:read" if conversation.kind == "private" else "channels:read"
        event: JsonObject = {"type": "member_joined_channel", "user": member.id, "channel": conversation.id}
        event |= {"channel_type": "C", "team": member.team_id, "inviter": inviter.id}
        self.tell("member_joined_channel", event | {"event_ts": self._world.clock.timestamp()}, scope)

    def uninstalled(self) -> None:
        self.tell("app_uninstalled", {"type": "app_uninstalled", "event_ts": self._world.clock.timestamp()})

    def tokens_revoked(self) -> None:
        tokens = {"oauth": [], "bot": [self._world.installation.bot_user_id]}
        stamp = self._world.clock.timestamp()
        self.tell("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": stamp})

    def tell(self, subscription: str, event: JsonObject, scope: str | None = None, *, shared: bool = False) -> None:
        """Send `event` if the app subscribed to it and was granted the scope it needs.

        `shared` says that it happened in a conversation with another company.
        """
        installation = self._world.installation
        needed = scope or _SCOPES.get(subscription)
        if subscription not in installation.events or (needed and not installation.granted(needed)):
            return
        self._start(self._deliver(self._wrapped(event, shared=shared)))

    def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()

    def _message(self, conversation: Conversation, event: JsonObject) -> None:
        subscription, scope, channel_type = _MESSAGE_EVENTS[conversation.kind]
        bot = self._world.installation.bot_user_id
        if conversation.kind == "im" or bot in conversation.members:
            place = {"channel": conversation.id, "channel_type": channel_type}
            self.tell(subscription, event | place, scope, shared=self._world.workspace.is_shared(conversation))

    def _hidden(self, conversation: Conversation, subtype: str, **content: Any) -> None:
        stamp = self._world.clock.timestamp()
        event = {"type": "message", "subtype": subtype, "hidden": True, "ts": stamp, "event_ts": stamp}
        self._message(conversation, event | content)

    def _wrapped(self, event: JsonObject, *, shared: bool) -> JsonObject:
        world = self._world
        event_id = world.workspace.ids.new("Ev")
        return {
            "token": world.installation.verification_token,
            "team_id": world.workspace.team_id,
            "context_team_id": world.workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": world.installation.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": world.clock.epoch(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": world.workspace.team_id,
                    "user_id": world.installation.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": shared,
            "event_context": f"4-{event_id}",
        }

    def _start(self, delivery: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(delivery)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, payload: JsonObject) -> None:
        """Once, and again after each delay, until it is acknowledged. The event id stays the same."""
        result = await self._attempt(payload, 0, "")
        for attempt, delay in enumerate(self._world.timing.retry_delays, start=1):
            if result.acked:
                return
            await asyncio.sleep(delay)
            reason = "timeout" if result.outcome == "timeout" else "connection_failed"
            result = await self._attempt(payload, attempt, reason)

    async def _attempt(self, payload: JsonObject, attempt: int, reason: str) -> Any:
        extra = {"retry_attempt": attempt, "retry_reason": reason}
        return await self._sockets.deliver("events_api", payload, answerable=False, **extra)
