"""POST /api/<method>: reading a call, who calls, faults on demand, the answer."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import chat_methods, conversation_methods, file_methods, user_methods, view_methods
from bot.sandbox.app_events import AppEvents
from bot.sandbox.arguments import METHODS, read_arguments
from bot.sandbox.calls import Call
from bot.sandbox.clock import stopwatch
from bot.sandbox.faults import Fault
from bot.sandbox.posting import Posting
from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import Refused
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.world import World

Method: TypeAlias = Callable[[Call], JsonObject]

HANDLERS: dict[str, Method] = {
    "auth.test": user_methods.auth_test,
    "apps.connections.open": user_methods.open_connection,
    "users.info": user_methods.info,
    "users.list": user_methods.list_users,
    "team.info": user_methods.team_info,
    "bots.info": user_methods.bots_info,
    "conversations.open": conversation_methods.open_conversation,
    "conversations.info": conversation_methods.info,
    "conversations.list": conversation_methods.list_conversations,
    "conversations.history": conversation_methods.history,
    "conversations.replies": conversation_methods.replies,
    "conversations.members": conversation_methods.members,
    "chat.postMessage": chat_methods.post_message,
    "chat.update": chat_methods.update,
    "chat.delete": chat_methods.delete,
    "chat.postEphemeral": chat_methods.post_ephemeral,
    "chat.getPermalink": chat_methods.get_permalink,
    "views.open": view_methods.open_view,
    "views.push": view_methods.push_view,
    "views.update": view_methods.update_view,
    "views.publish": view_methods.publish_view,
    "files.getUploadURLExternal": file_methods.get_upload_url,
    "files.completeUploadExternal": file_methods.complete_upload,
    "files.info": file_methods.info,
}
_APP_LEVEL = {"apps.connections.open"}


@dataclass(frozen=True, slots=True)
class _Answer:
    body: JsonObject
    status: int = 200
    retry_after: int | None = None


class WebApi:
    """Answers the app's calls."""

    def __init__(
        self, world: World, posting: Posting, events: AppEvents, sockets: Sockets, cut: Callable[[str, int], None]
    ) -> None:
        self._world = world
        self._posting = posting
        self._events = events
        self._sockets = sockets
        self._cut = cut
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End every artificial delay."""
        self._closing.set()

    async def answer(self, request: Request) -> Response:
        """One HTTP request. The log gets it with its arguments, never with its token."""
        method, at, start = request.path_params["method"], self._world.clock.now(), stopwatch()
        token, given, flaw = await _read(request)
        fault = self._world.faults.strike(method, self._names(given))
        if fault is not None and fault.kind == "slow_before":
            await self._pause(fault.seconds)
        answer = self._carry_out(method, token, given, flaw, fault)
        if fault is not None and fault.kind == "slow_after":
            await self._pause(fault.seconds)
        dropped = fault is not None and fault.kind.startswith("drop")
        self._world.traffic.add(
            at=at,
            direction="out",
            kind="web",
            what=method,
            request=given,
            response=None if dropped else _blanked(answer.body),
            status=0 if dropped else answer.status,
            ms=(stopwatch() - start) * 1000,
        )
        if dropped and request.client is not None:
            self._cut(*request.client)
            # Lets the server notice that nobody listens any more before the answer is written.
            await asyncio.sleep(0)
        return self._response(method, answer)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    def _carry_out(
        self, method: str, token: str | None, given: JsonObject, flaw: str | None, fault: Fault | None
    ) -> _Answer:
        """Do what the call asks for, unless a fault comes before it or spoils the answer after it."""
        before = _before(fault)
        if before is not None:
            return before
        answer = self._outcome(method, token, given, flaw)
        if fault is not None and fault.kind == "error_after_storing":
            return _Answer({"ok": False, "error": fault.error}, fault.status or 500)
        return answer

    def _outcome(self, method: str, token: str | None, given: JsonObject, flaw: str | None) -> _Answer:
        try:
            self._admit(method, token, flaw)
            call = Call(self._world, self._posting, self._events, self._sockets, read_arguments(method, given))
            call.need(*METHODS[method].scopes)
            with self._world.workspace.lock:
                result = HANDLERS[method](call)
        except Refused as refusal:
            return _Answer(refusal.answer())
        return _Answer({"ok": True, **result, **_warned(call.warnings, result)})

    def _admit(self, method: str, token: str | None, flaw: str | None) -> None:
        """Raises Refused unless there is such a method, a readable body, and a token that opens it."""
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        if flaw is not None:
            raise Refused(flaw)
        installation = self._world.installation
        if not token:
            raise Refused("not_authed")
        if token not in (installation.bot_token, installation.app_token):
            raise Refused("invalid_auth")
        if (token == installation.app_token) != (method in _APP_LEVEL):
            raise Refused("not_allowed_token_type")
        if method not in _APP_LEVEL and installation.state != "installed":
            raise Refused("account_inactive" if installation.state == "uninstalled" else "token_revoked")

    def _names(self, given: JsonObject) -> frozenset[str]:
        """By which names the conversation of a call may be known: its id, and the member it is with."""
        wanted = next((given[k] for k in ("channel", "channel_id", "user_id") if isinstance(given.get(k), str)), "")
        conversation = self._world.workspace.conversations.get(wanted)
        if wanted[:1] in ("U", "W") and wanted in self._world.workspace.members:
            conversation = self._world.workspace.im_with(wanted)
        known = (conversation.id, conversation.with_user or "") if conversation else ()
        return frozenset({wanted, *known})

    def _response(self, method: str, answer: _Answer) -> Response:
        headers = {
            "X-OAuth-Scopes": ",".join(self._world.installation.scopes),
            "X-Slack-Req-Id": self._world.workspace.ids.secret(),
        }
        if method in METHODS:
            headers["X-Accepted-OAuth-Scopes"] = ",".join(METHODS[method].scopes)
        if answer.retry_after is not None:
            headers["Retry-After"] = str(answer.retry_after)
        return JSONResponse(answer.body, status_code=answer.status, headers=headers)


def _before(fault: Fault | None) -> _Answer | None:
    """The answer of a fault that strikes before anything is done."""
    if fault is None:
        return None
    answers = {
        "rate_limit": _Answer({"ok": False, "error": "ratelimited"}, 429, fault.retry_after),
        "error": _Answer({"ok": False, "error": fault.error}, fault.status or 200),
        "unavailable": _Answer({"ok": False, "error": "service_unavailable"}, fault.status or 503),
        "drop_before_storing": _Answer({"ok": False, "error": "dropped"}),
    }
    return answers.get(fault.kind)


def _warned(warnings: list[str], result: JsonObject) -> JsonObject:
    if not warnings:
        return {}
    metadata = {**result.get("response_metadata", {}), "warnings": warnings}
    return {"warning": ",".join(warnings), "response_metadata": metadata}


def _blanked(body: JsonObject) -> JsonObject:
    """An answer for the log: the address of a link is as good as a token."""
    return {**body, "url": "wss://…"} if str(body.get("url", "")).startswith("ws") else body


async def _read(request: Request) -> tuple[str | None, JsonObject, str | None]:
    """Token, arguments, and the name of what is wrong with the body, if anything is."""
    given: JsonObject = dict(request.query_params)
    flaw = None
    if request.method == "POST":
        body, flaw = _body(request.headers.get("content-type", ""), await request.body())
        given |= body
    in_field = given.pop("token", None)
    kind, _, in_header = request.headers.get("authorization", "").partition(" ")
    return (in_header.strip() if kind.lower() == "bearer" else in_field), given, flaw


def _body(content_type: str, raw: bytes) -> tuple[JsonObject, str | None]:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            content: Any = json.loads(raw or b"{}")
        except ValueError:
            return {}, "invalid_json"
        return (content, None) if isinstance(content, dict) else ({}, "json_not_object")
    if kind in ("application/x-www-form-urlencoded", ""):
        return dict(parse_qsl(raw.decode(), keep_blank_values=True)), None
    return {}, "invalid_post_type"
