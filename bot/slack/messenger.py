"""Slack as a messenger: posts once, updates, and looks up what was posted by the outbox id in its metadata.

A person's conversation is known from Slack's answer to the first post. If that very first answer is lost, the look-up
asks for the conversation with `conversations.open`, which changes nothing and is why the app has `im:write`.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.cards.card import Card
from bot.slack.blocks import message_of
from bot.slack.failures import translated
from bot.translations.phrases import phrases_for
from jobs.messenger import Destination, OutcomeUnknown, Receipt
from jobs.notices import Composed

EVENT_TYPE = "taktgeber_notice"
PAGE = 200
# Slack's clock may run behind ours, and the first try was noted before the call.
LOOK_BACK = timedelta(seconds=120)


class SlackMessenger:
    """Fulfils jobs.messenger.Messenger. `client_for` answers the client of a workspace or raises Undeliverable."""

    def __init__(self, client_for: Callable[[str], AsyncWebClient], card_for: Callable[[Composed], Card]) -> None:
        self._client_for = client_for
        self._card_for = card_for

    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        client = self._client_for(to.workspace_external_id)
        message = self._message(composed)
        with translated():
            answer = await client.chat_postMessage(
                channel=to.route or to.external_id,
                **message,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"outbox_id": outbox_id}},
                mrkdwn=False,
                unfurl_links=False,
                unfurl_media=False,
            )
            return _sent(answer)

    async def update(self, composed: Composed, to: Destination, receipt: str) -> None:
        client = self._client_for(to.workspace_external_id)
        channel, _, ts = receipt.partition("/")
        message = self._message(composed)
        with translated():
            # Unlike a post, an update would by default turn names in the text into links.
            await client.chat_update(channel=channel, ts=ts, **message, parse="none")

    async def look_up(self, to: Destination, outbox_ids: Iterable[int], since: datetime) -> dict[int, Receipt]:
        client = self._client_for(to.workspace_external_id)
        wanted = set(outbox_ids)
        with translated():
            channel = await _conversation(client, to)
            if channel is None:
                return {}
            found = [entry async for entry in _posted(client, channel, since) if entry[0] in wanted]
        # History runs backwards, so the oldest of twins, the one that was read first, is kept.
        return {outbox_id: _receipt(channel, ts) for outbox_id, ts in found}

    def _message(self, composed: Composed) -> dict[str, Any]:
        return message_of(self._card_for(composed), folded=phrases_for(composed.reader).say("slack.folded"))


async def _posted(client: AsyncWebClient, channel: str, since: datetime) -> AsyncIterator[tuple[int, str]]:
    """Outbox id and `ts` of our messages in a conversation, newest first."""
    oldest = f"{(since - LOOK_BACK).timestamp():.6f}"
    cursor: str | None = None
    while True:
        page = await client.conversations_history(
            channel=channel, oldest=oldest, include_all_metadata=True, limit=PAGE, cursor=cursor
        )
        for message in page["messages"]:
            if (outbox_id := _outbox_id(message)) is not None:
                yield outbox_id, str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def _outbox_id(message: dict[str, Any]) -> int | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE or "bot_id" not in message:
        return None
    outbox_id = (metadata.get("event_payload") or {}).get("outbox_id")
    return outbox_id if isinstance(outbox_id, int) else None


def _sent(answer: AsyncSlackResponse) -> Receipt:
    channel, ts = answer.get("channel"), answer.get("ts")
    if not isinstance(channel, str) or not isinstance(ts, str):
        raise OutcomeUnknown("an answer without a receipt")
    return _receipt(channel, ts)


def _receipt(channel: str, ts: str) -> Receipt:
    return Receipt(value=f"{channel}/{ts}", route=channel)


async def _conversation(client: AsyncWebClient, to: Destination) -> str | None:
    """Where to look. A conversation that was only ever named (`#marketing`) can't be found without `channels:read`."""
    known = to.route or to.external_id
    if known[:1] in ("C", "G", "D"):
        return known
    if known[:1] not in ("U", "W"):
        return None
    answer = await client.conversations_open(users=known)
    return str(answer["channel"]["id"])
