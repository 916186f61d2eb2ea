"""Slack as a messenger: posts once, updates, and looks up what was posted by the outbox id in its metadata.

The conversation with a person is known to us only from Slack's answer to the first post (asking for it otherwise
would need `im:write` or `im:read`). If that very first answer is lost, there is nowhere to look: the look-up answers
"not there" and the outbox posts again. The second answer names the conversation, so a twin is found and deleted at
once.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.cards.card import Card
from bot.slack.blocks import message_of
from bot.slack.failures import translated
from bot.translations.phrases import phrases_for
from jobs.messenger import Destination, OutcomeUnknown, Receipt, TryLater, Undeliverable
from jobs.notices import Composed

log = structlog.get_logger(__name__)

EVENT_TYPE = "taktgeber_notice"
PAGE = 200
# Slack's clock may run behind ours, and the first try was noted before the call.
LOOK_BACK = timedelta(seconds=120)


class SlackMessenger:
    """Fulfils jobs.messenger.Messenger. `client_for` answers the client of a workspace or raises Undeliverable."""

    def __init__(self, client_for: Callable[[str], AsyncWebClient], card_for: Callable[[Composed], Card]) -> None:
        self._client_for = client_for
        self._card_for = card_for
        self._sought_blindly: dict[int, datetime] = {}

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
            sent = _sent(answer)
        since = self._sought_blindly.pop(outbox_id, None)
        return sent if since is None else await self._without_twin(client, sent, outbox_id, since)

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
        channel = _conversation(to)
        if channel is None:
            self._sought_blindly.update(dict.fromkeys(wanted, since))
            return {}
        with translated():
            found = [entry async for entry in _posted(client, channel, since) if entry[0] in wanted]
        # History runs backwards, so the oldest of twins, the one that was read first, is kept.
        return {outbox_id: _receipt(channel, ts) for outbox_id, ts in found}

    def _message(self, composed: Composed) -> dict[str, Any]:
        return message_of(self._card_for(composed), folded=phrases_for(composed.reader).say("slack.folded"))

    async def _without_twin(self, client: AsyncWebClient, sent: Receipt, outbox_id: int, since: datetime) -> Receipt:
        """The receipt that is left after every later copy of a message was deleted."""
        try:
            with translated():
                copies = [ts async for found, ts in _posted(client, sent.route, since) if found == outbox_id]
                for ts in copies[:-1]:
                    await client.chat_delete(channel=sent.route, ts=ts)
        except (TryLater, Undeliverable, OutcomeUnknown) as failure:
            log.warning("a second copy may stand", action="messenger.twin", outbox_id=outbox_id, why=failure.why)
            return sent
        return _receipt(sent.route, copies[-1]) if copies else sent


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


def _conversation(to: Destination) -> str | None:
    """Where to look: a person's direct message only once its id is known, a conversation always."""
    if to.route is not None:
        return to.route
    return to.external_id if to.external_id[:1] in ("C", "G", "D") else None
