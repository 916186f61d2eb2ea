"""The messenger against a workspace that answers late, wrongly or not at all."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Actions, Button, Card, Paragraph
from bot.sandbox.installation import BOT_TOKEN
from bot.sandbox.server import Sandbox
from bot.slack.clients import is_loopback, open_session, web_client
from bot.slack.messenger import SlackMessenger
from jobs.facts import PersonRef, Reader
from jobs.messenger import Destination, OutcomeUnknown, Receipt, TryLater, Undeliverable
from jobs.notices import Composed, Nudge
from tests.bot.slack.slack_visitors import Visitors, visiting

OTTO = Destination("TSANDBOX", "UOTTO")
MARKETING = Destination("TSANDBOX", "CMARKETING")


@dataclass
class Office:
    messenger: SlackMessenger
    visitors: Visitors
    composed: Composed
    since: Any

    async def texts(self, conversation: str, member: str = "UOTTO") -> list[str]:
        return [message["text"] for message in await self.visitors.messages(member, conversation)]

    async def send(self, to: Destination = OTTO, outbox_id: int = 7) -> Receipt:
        return await self.messenger.send(self.composed, to, outbox_id)

    async def look_up(self, to: Destination, *outbox_ids: int) -> dict[int, Receipt]:
        return await self.messenger.look_up(to, outbox_ids, self.since)

    async def direct_message(self, member: str = "UOTTO") -> str:
        conversations = (await self.visitors.state(member))["conversations"]
        return next(str(c["id"]) for c in conversations if c["kind"] == "im")


def words_of(composed: Composed) -> Card:
    assert isinstance(composed.notice, Nudge)
    words = f"Fällig am {composed.notice.on:%d.%m.} <!channel>"
    return Card(words, (Paragraph((words,)), Actions("12", (Button("Erledigt", "done", "12", primary=True),))))


def nudge(on: date = date(2026, 12, 1)) -> Nudge:
    return Nudge(PersonRef(1, "Otto Brandt", "UOTTO"), on, ())


@asynccontextmanager
async def office(sandbox: Sandbox, patience: float = 10) -> AsyncIterator[Office]:
    limits = aiohttp.ClientTimeout(total=patience)
    async with aiohttp.ClientSession(timeout=limits) as session, visiting(sandbox) as visitors:
        client = web_client(BOT_TOKEN, session, sandbox.api_url)
        now = sandbox.clock.now()
        composed = Composed(nudge(), Reader("de", "du", "Europe/Berlin"), now)
        yield Office(SlackMessenger(lambda _: client, words_of), visitors, composed, now)


def run(sandbox: Sandbox, story: Callable[[Office], Awaitable[None]], patience: float = 10) -> None:
    async def play() -> None:
        async with office(sandbox, patience) as there:
            await story(there)

    asyncio.run(play())


def test_a_post_carries_its_outbox_id_and_nothing_unfurls(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        receipt = await there.send()
        (call,) = await there.visitors.calls("chat.postMessage")
        assert {name: call[name] for name in call if name != "blocks"} == {
            "channel": "UOTTO",
            "text": "Fällig am 01.12. &lt;!channel&gt;",
            "metadata": {"event_type": "taktgeber_notice", "event_payload": {"outbox_id": 7}},
            "mrkdwn": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        direct = await there.direct_message()
        (message,) = await there.visitors.messages("UOTTO", direct)
        assert receipt == Receipt(f"{direct}/{message['ts']}", direct)

    run(sandbox, story)


def test_a_known_conversation_is_used_instead_of_the_person(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        first = await there.send()
        await there.send(Destination("TSANDBOX", "UOTTO", first.route), 8)
        assert [call["channel"] for call in await there.visitors.calls("chat.postMessage")] == ["UOTTO", first.route]

    run(sandbox, story)


def test_an_update_changes_the_message_and_keeps_its_outbox_id(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        receipt = await there.send()
        later = Composed(nudge(date(2026, 12, 2)), there.composed.reader, there.composed.made_at)
        for _ in range(2):
            await there.messenger.update(later, OTTO, receipt.value)
        assert await there.texts(receipt.route) == ["Fällig am 02.12. &lt;!channel&gt;"]
        assert await there.look_up(Destination("TSANDBOX", "UOTTO", receipt.route), 7) == {7: receipt}

    run(sandbox, story)


@pytest.mark.parametrize("receipt", ["DNONE/1.0", "CMARKETING/1700000000.000100"])
def test_an_update_of_what_is_gone_is_hopeless(sandbox: Sandbox, receipt: str) -> None:
    async def story(there: Office) -> None:
        with pytest.raises(Undeliverable):
            await there.messenger.update(there.composed, OTTO, receipt)

    run(sandbox, story)


@pytest.mark.parametrize("kind", ["drop_after_storing", "error_after_storing"])
def test_a_post_stored_without_an_answer_is_never_repeated_and_is_found(sandbox: Sandbox, kind: str) -> None:
    """slack_sdk's own client would post again when the connection breaks."""

    async def story(there: Office) -> None:
        route = (await there.send(outbox_id=6)).route
        known = Destination("TSANDBOX", "UOTTO", route)
        await there.visitors.order_fault(kind, times=1)
        with pytest.raises(OutcomeUnknown):
            await there.send(known)
        assert len(await there.texts(route)) == 2
        assert set(await there.look_up(known, 6, 7, 8)) == {6, 7}

    run(sandbox, story)


def test_an_answer_that_comes_too_late_is_unknown(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        await there.visitors.order_fault("slow_after", seconds=3, times=1)
        with pytest.raises(OutcomeUnknown) as raised:
            await there.send()
        assert raised.value.why == "no answer: TimeoutError"
        assert len(await there.texts(await there.direct_message())) == 1

    run(sandbox, story, patience=0.3)


@pytest.mark.parametrize(
    ("fault", "failure", "why"),
    [
        ({"kind": "rate_limit", "retry_after": 7}, TryLater, "ratelimited"),
        ({"kind": "unavailable"}, OutcomeUnknown, "unreadable answer, HTTP 503"),
        ({"kind": "error", "error": "internal_error"}, OutcomeUnknown, "internal_error"),
        ({"kind": "error", "error": "user_disabled"}, Undeliverable, "user_disabled"),
        ({"kind": "drop_before_storing"}, OutcomeUnknown, "no answer: ServerDisconnectedError"),
    ],
)
def test_a_refused_post_is_made_once(
    sandbox: Sandbox, fault: dict[str, Any], failure: type[Exception], why: str
) -> None:
    async def story(there: Office) -> None:
        await there.visitors.order_fault(**fault)
        with pytest.raises(failure) as raised:
            await there.send()
        assert raised.value.why == why  # type: ignore[attr-defined]
        assert getattr(raised.value, "after", 0) == fault.get("retry_after", 0)
        assert len(await there.visitors.calls("chat.postMessage")) == 1

    run(sandbox, story)


@pytest.mark.parametrize("wrong", ["missing_scope", "not_in_channel", "token_revoked", "account_inactive"])
def test_what_the_workspace_forbids_is_hopeless(sandbox: Sandbox, wrong: str) -> None:
    async def story(there: Office) -> None:
        to = OTTO
        if wrong == "missing_scope":
            sandbox.installation.scopes.remove("chat:write")
        elif wrong == "not_in_channel":
            to = Destination("TSANDBOX", "CALLGEMEIN")
        else:
            sandbox.installation.state = "revoked" if wrong == "token_revoked" else "uninstalled"
        with pytest.raises(Undeliverable) as raised:
            await there.send(to)
        assert raised.value.why == wrong

    run(sandbox, story)


def test_a_deactivated_person_is_still_posted_to_as_slack_does(sandbox: Sandbox) -> None:
    """Slack refuses nothing here: who may be asked is decided by what the directory learned, not by an error."""

    async def story(there: Office) -> None:
        await there.visitors.change_member("UOTTO", deleted=True)
        assert (await there.send()).route.startswith("D")

    run(sandbox, story)


def test_a_workspace_without_a_token_is_hopeless() -> None:
    def nobody(workspace: str) -> AsyncWebClient:
        raise Undeliverable(f"not installed in {workspace}")

    composed = Composed(nudge(), Reader("de", "du", "Europe/Berlin"), None)  # type: ignore[arg-type]
    with pytest.raises(Undeliverable, match="not installed in TSANDBOX"):
        asyncio.run(SlackMessenger(nobody, words_of).send(composed, OTTO, 1))


def test_a_look_up_pages_through_the_conversation_and_reads_only_notices_of_ours(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.messenger.PAGE", 2)

    async def story(there: Office) -> None:
        receipts = {n: await there.send(outbox_id=n) for n in range(1, 6)}
        route = receipts[1].route
        await there.visitors.act("UOTTO", "write", conversation=route, text="ja")
        known = Destination("TSANDBOX", "UOTTO", route)
        assert await there.look_up(known, 1, 3, 5, 99) == {n: receipts[n] for n in (1, 3, 5)}
        assert len(await there.visitors.calls("conversations.history")) == 3

    run(sandbox, story)


def test_a_look_up_reaches_two_minutes_back_and_no_further(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        receipt = await there.send()
        known = Destination("TSANDBOX", "UOTTO", receipt.route)
        sent = there.since
        look_up = there.messenger.look_up
        assert await look_up(known, [7], sent + timedelta(seconds=119)) == {7: receipt}
        assert await look_up(known, [7], sent + timedelta(seconds=130)) == {}

    run(sandbox, story)


def test_a_look_up_that_fails_says_so_instead_of_answering_nothing(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        sandbox.installation.scopes.remove("im:history")
        with pytest.raises(Undeliverable) as raised:
            await there.look_up(MARKETING, 7)
        assert raised.value.why == "missing_scope"
        await there.visitors.order_fault("rate_limit", "conversations.history", retry_after=60)
        with pytest.raises(TryLater):
            await there.look_up(MARKETING, 7)

    run(sandbox, story)


def test_the_first_message_to_a_person_is_found_although_its_answer_was_lost(sandbox: Sandbox) -> None:
    """No answer ever named the conversation, so it is asked for."""

    async def story(there: Office) -> None:
        await there.visitors.order_fault("drop_after_storing", times=1)
        with pytest.raises(OutcomeUnknown):
            await there.send()
        direct = await there.direct_message()
        (first,) = await there.visitors.messages("UOTTO", direct)
        assert await there.look_up(OTTO, 7) == {7: Receipt(f"{direct}/{first['ts']}", direct)}

    run(sandbox, story)


def test_a_conversation_that_was_only_named_cannot_be_searched(sandbox: Sandbox) -> None:
    async def story(there: Office) -> None:
        assert await there.look_up(Destination("TSANDBOX", "#marketing"), 7) == {}

    run(sandbox, story)


# Real transport faults, before and after bytes were written.


async def tried(url: str, session: aiohttp.ClientSession) -> Exception:
    messenger = SlackMessenger(lambda _: web_client("xoxb-1", session, url), words_of)
    composed = Composed(nudge(), Reader("de", "du", "Europe/Berlin"), None)  # type: ignore[arg-type]
    with pytest.raises((TryLater, Undeliverable, OutcomeUnknown)) as raised:
        await messenger.send(composed, OTTO, 1)
    return raised.value


@asynccontextmanager
async def answering(raw: bytes | None, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server that reads a request and then writes these bytes, or breaks the connection for None."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if raw is None:
            no_farewell = struct.pack("ii", 1, 0)  # makes the close a reset
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_farewell)
            writer.transport.abort()
            return
        writer.write(raw)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


def http(status: str, kind: str, body: bytes, length: int | None = None) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length or len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize(
    ("raw", "failure"),
    [
        (None, OutcomeUnknown("no answer: ClientOSError")),
        (b"", OutcomeUnknown("no answer: ServerDisconnectedError")),
        (b"no HTTP\r\n\r\n", OutcomeUnknown("no answer: ClientResponseError")),
        (http("200 OK", "application/json", b'{"ok": tr'), OutcomeUnknown("unreadable answer, HTTP 200")),
        (http("200 OK", "application/json", b'{"ok"', 900), OutcomeUnknown("no answer: ClientPayloadError")),
        (http("200 OK", "application/json", b'["ok"]'), OutcomeUnknown("no answer: AttributeError")),
        (http("200 OK", "application/json", b"null"), OutcomeUnknown("unreadable answer, HTTP 200")),
        (http("200 OK", "application/json", b'{"ok": true}'), OutcomeUnknown("an answer without a receipt")),
        (http("200 OK", "application/json", b'{"ok": "\xff"}'), OutcomeUnknown("no answer: UnicodeDecodeError")),
        (http("200 OK", "text/html", b"<h1>Portal</h1>"), OutcomeUnknown("unreadable answer, HTTP 200")),
        (http("200 OK", "text/plain", b"ok"), OutcomeUnknown("no answer: AttributeError")),
        (http("502 Bad Gateway", "text/plain", b"bad"), OutcomeUnknown("unreadable answer, HTTP 502")),
        (http("503 No", "text/html", b"<h1>No</h1>"), OutcomeUnknown("unreadable answer, HTTP 503")),
        (http("429 Slow", "text/html", b"slow"), TryLater("ratelimited", 30.0, whole_workspace=True)),
    ],
)
def test_what_came_after_the_request_was_written(raw: bytes | None, failure: Exception) -> None:
    async def story() -> Exception:
        async with answering(raw) as port, await open_session() as session:
            return await tried(f"http://127.0.0.1:{port}/api/", session)

    found = asyncio.run(story())
    assert (type(found), vars(found)) == (type(failure), vars(failure))


def test_refused_unknown_and_mistyped_hosts_never_got_the_message(unused_port: int) -> None:
    async def story() -> list[str]:
        urls = (f"http://127.0.0.1:{unused_port}/api/", "http://taktgeber.invalid/api/", "slack/api/")
        async with await open_session() as session:
            return [repr(await tried(url, session)) for url in urls]

    assert asyncio.run(story()) == [
        "TryLater('unreachable: ClientConnectorError')",
        "TryLater('unreachable: ClientConnectorDNSError')",
        "TryLater('unreachable: InvalidUrlClientError')",
    ]


@pytest.fixture
def unused_port() -> int:
    async def probe() -> int:
        async with answering(b"") as port:
            return port

    return asyncio.run(probe())


def test_the_shared_session_limits_the_time_of_every_call() -> None:
    async def story() -> tuple[float | None, float | None, int]:
        async with await open_session() as session:
            assert isinstance(session.connector, aiohttp.TCPConnector)
            return session.timeout.total, session.timeout.connect, session.connector.limit

    assert asyncio.run(story()) == (10, 5, 64)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8080/api/", True),
        ("http://localhost/api/", True),
        ("http://[::1]/api/", True),
        ("https://slack.com/api/", False),
        ("slack", False),
    ],
)
def test_only_this_machine_is_reached_past_a_proxy(url: str, loopback: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")

    async def story() -> str | None:
        async with await open_session() as session:
            return web_client("xoxb-1", session, url).proxy

    assert is_loopback(url) is loopback
    assert asyncio.run(story()) == (None if loopback else "http://proxy.invalid:3128")
