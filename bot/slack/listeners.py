"""One listener for each kind of request: parse once, call one use case, answer.

Slack waits three seconds for an acknowledgement, and a trigger lives as long. What takes longer is acknowledged all the
same and shown when it is there; a form that takes longer opens empty and is filled in place.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards.card import Card
from bot.commands import intents, registry
from bot.commands.ask import Document
from bot.commands.forms.reading import FieldErrors
from bot.slack import acts
from bot.slack.apologies import Apologies
from bot.slack.directory import profile_of
from bot.slack.forms import placed
from bot.slack.home import publish_home
from bot.slack.inbound import Place, act, learn
from bot.slack.payloads import (
    Body,
    Erased,
    Filled,
    HomeOpened,
    MemberChanged,
    Removed,
    Wrote,
    read_command,
    read_entry,
    read_event,
    read_press,
    read_submission,
)
from bot.slack.previews import Previews
from bot.slack.replies import (
    Spot,
    ephemeral,
    hand_out,
    open_view,
    patience,
    phrases_of,
    present,
    say,
    spot_of,
)
from bot.slack.services import Services
from bot.slack.showing import Shown, shown_anew
from bot.slack.views import card_view, waiting_view

log = structlog.get_logger(__name__)
T = TypeVar("T")


class Listeners:
    """Everything Slack can tell us, over the registries of words, buttons and forms."""

    def __init__(self, services: Services, apologies: Apologies) -> None:
        self._services = services
        self._apologies = apologies
        self._previews = Previews(services)

    async def on_command(self, ack: AsyncAck, body: Body) -> None:
        """A slash command; its answer travels with the acknowledgement and only its sender sees it."""
        given = read_command(body)
        if given is None:
            await ack()
            return
        work = asyncio.ensure_future(act(self._services, given.who, given.key, "command", acts.obey, text=given.text))
        spot = Spot(given.who, given.trigger_id, given.response_url)
        if registry.opens_form(given.text):
            spot = await self._with_form(work, spot)
        if spot.opening is None and await _ready(work, self._services.patience.acknowledge):
            answer = work.result()
            if isinstance(answer, Card):
                await ack(ephemeral(self._services, given.who, answer))
                return
            self._start(self._show(spot, answer))
            await ack()
            return
        self._start(self._show_late(work, body, spot))
        await ack(patience(self._services, given.who) if spot.opening is None else "")

    async def on_press(self, ack: AsyncAck, body: Body) -> None:
        """A button or a choice from a menu. The message it stands in is brought up to date by the outbox."""
        entry = read_entry(body)
        if entry is not None:
            self._previews.want(entry)
            await ack()
            return
        pressed = read_press(body)
        if pressed is not None:
            work = asyncio.ensure_future(
                act(self._services, pressed.who, pressed.key, "button", partial(acts.press, pressed=pressed))
            )
            spot = spot_of(pressed)
            if intents.opens_form(pressed.choice.intent):
                spot = await self._with_form(work, spot)
            if spot.opening is None and await _ready(work, self._services.patience.acknowledge):
                self._start(self._show(spot, work.result()))
            else:
                self._start(self._show_late(work, body, spot))
            if pressed.place == "home":
                self._start(publish_home(self._services, pressed.who))
        await ack()

    async def on_submission(self, ack: AsyncAck, body: Body) -> None:
        """A form. All its faults are shown at once; what it did is shown in its place."""
        sent = read_submission(body)
        if sent is None:
            await ack(response_action="clear")
            return
        work = asyncio.ensure_future(act(self._services, sent.who, sent.key, "form", partial(acts.send_off, sent=sent)))
        if not await _ready(work, self._services.patience.acknowledge):
            spot = Spot(sent.who, view_id=sent.filled.view_id)
            self._start(self._show_late(work, body, spot, sent.filled))
            await ack(response_action="update", view=waiting_view(phrases_of(self._services, sent.who)).to_dict())
            return
        try:
            await self._replace(ack, sent.filled, work.result())
        except FieldErrors as faults:
            await ack(response_action="errors", errors=placed(sent.filled.inputs, faults.errors))

    async def on_event(self, ack: AsyncAck, body: Body) -> None:
        """Something happened in the workspace."""
        match read_event(body):
            case Wrote() as wrote:
                work = acts.read_again if wrote.edited else acts.read
                await self._read(wrote, work, wrote.text)
            case Erased() as erased:
                await self._read(erased, acts.read_erased, "")
            case HomeOpened(who, conversation, view_hash):
                self._start(publish_home(self._services, who, view_hash=view_hash, route=conversation))
            case MemberChanged(workspace, user) if workspace == self._services.installation.team_id:
                await self._keep_up(user)
            case Removed(_, how):
                log.error("the app was removed from its workspace", action="slack.removed", how=how)
            case _:
                pass
        await ack()

    async def _replace(self, ack: AsyncAck, filled: Filled, answer: Shown | None) -> None:
        """Shows what a form came to in its place; one that was sent off twice is just closed."""
        if isinstance(answer, Document):
            self._start(hand_out(self._services, filled.who, answer))
            answer = answer.card
        if answer is None:
            await ack(response_action="clear")
            return
        view = card_view(answer, phrases_of(self._services, filled.who)) if isinstance(answer, Card) else answer
        await ack(response_action="update", view=view.to_dict())

    async def _with_form(self, work: asyncio.Future[T], spot: Spot) -> Spot:
        """The place for a form; a database that takes its time doesn't let the trigger expire.

        Nor does a modal that is slow to open hold up the acknowledgement.
        """
        if await _ready(work, self._services.patience.form):
            return spot
        waiting = waiting_view(phrases_of(self._services, spot.who))
        opening = asyncio.ensure_future(open_view(self._services, spot, waiting))
        return replace(spot, opening=opening, trigger_id="")

    async def _show(self, spot: Spot, answer: Shown | None) -> None:
        if answer is not None:
            await present(self._services, spot, answer)

    async def _show_late(self, work: asyncio.Future[Any], body: Body, spot: Spot, filled: Filled | None = None) -> None:
        """Shows what comes after the acknowledgement, an apology included."""
        try:
            await self._show(spot, await work)
        except FieldErrors as faults:
            if filled is not None:
                anew = partial(shown_anew, filled=filled, faults=faults.errors)
                await self._show(spot, await act(self._services, spot.who, None, "form", anew))
        except Exception as error:  # noqa: BLE001  nobody else would hear of it
            await self._show(spot, self._apologies.afterwards(error, body, spot.who))

    async def _read(self, wrote: Wrote | Erased, work: Any, text: str) -> None:
        place = Place(wrote.conversation, wrote.ts, wrote.thread_ts)
        answer = await act(self._services, wrote.who, wrote.key, "message", work, text=text, place=place)
        if isinstance(answer, Document):
            self._start(hand_out(self._services, wrote.who, answer, wrote.conversation))
            answer = answer.card
        if answer is not None:
            self._start(say(self._services, wrote.who, wrote.conversation, answer, wrote.thread_ts))

    async def _keep_up(self, user: Body) -> None:
        profile = profile_of(user, self._services.installation.team_id)
        if profile is not None:
            await self._services.in_thread(partial(learn, self._services, [profile], strangers=False))
            self._services.after_change()

    def _start(self, errand: Coroutine[Any, Any, None]) -> None:
        self._services.errands.start(errand)


async def _ready(work: asyncio.Future[T], seconds: float) -> bool:
    done, _ = await asyncio.wait({work}, timeout=seconds)
    return bool(done)
