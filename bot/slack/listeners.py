"""One listener for each kind of request: parse once, call one use case, answer."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.cards.card import Actions, Button, Card, Paragraph
from bot.commands import forms as form_commands
from bot.commands import intents, messages, registry
from bot.commands.ask import Ask, OpenForm
from bot.commands.forms import FieldErrors
from bot.commands.openable import key_of, seen_task
from bot.slack.directory import profile_of
from bot.slack.forms import FORMS, errors_of, form_for
from bot.slack.home import publish_home
from bot.slack.inbound import act, learn
from bot.slack.payloads import (
    Body,
    HomeOpened,
    MemberChanged,
    Pressed,
    Removed,
    Submitted,
    Wrote,
    read_command,
    read_event,
    read_press,
    read_submission,
)
from bot.slack.replies import answer_press, ephemeral, open_view, phrases_of, say
from bot.slack.services import Services
from bot.slack.views import card_view
from bot.translations.phrases import Phrases, phrases_for
from jobs.notices import TaskLine
from jobs.use_cases import finding
from jobs.use_cases.refusals import Refused

log = structlog.get_logger(__name__)


class Listeners:
    """Everything Slack can tell us, over the registries of words, buttons and forms."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def on_command(self, ack: AsyncAck, body: Body) -> None:
        """A slash command; its answer travels with the acknowledgement and only its sender sees it."""
        given = read_command(body)
        if given is None:
            await ack()
            return
        answer = await act(self._services, given.who, given.key, "command", _obey, text=given.text)
        if isinstance(answer, Card):
            await ack(ephemeral(self._services, given.who, answer))
            return
        if isinstance(answer, View):
            self._start(open_view(self._services, given.who, answer, given.trigger_id, given.response_url))
        await ack()

    async def on_press(self, ack: AsyncAck, body: Body) -> None:
        """A button or a choice from a menu. The message it stands in is brought up to date by the outbox."""
        pressed = read_press(body)
        if pressed is not None:
            work = partial(_press, pressed=pressed)
            answer = await act(self._services, pressed.who, pressed.key, "button", work)
            self._echo(pressed, answer)
        await ack()

    async def on_submission(self, ack: AsyncAck, body: Body) -> None:
        """A form. All its faults are shown at once; what it did is shown in its place."""
        sent = read_submission(body)
        if sent is None:
            await ack(response_action="clear")
            return
        try:
            card = await act(self._services, sent.who, sent.key, "form", partial(_submit, sent=sent))
        except FieldErrors as faults:
            await ack(response_action="errors", errors=errors_of(sent.form, faults.errors))
            return
        if card is None:
            await ack(response_action="clear")
            return
        await ack(response_action="update", view=card_view(card, phrases_of(self._services, sent.who)).to_dict())

    async def on_event(self, ack: AsyncAck, body: Body) -> None:
        """Something happened in the workspace."""
        match read_event(body):
            case Wrote() as wrote:
                await self._read(wrote)
            case HomeOpened(who, conversation, view_hash):
                self._start(publish_home(self._services, who, view_hash=view_hash, route=conversation))
            case MemberChanged(workspace, user) if workspace == self._services.installation.team_id:
                await self._keep_up(user)
            case Removed(_, how):
                log.error("the app was removed from its workspace", action="slack.removed", how=how)
            case _:
                pass
        await ack()

    async def _read(self, wrote: Wrote) -> None:
        card = await act(
            self._services, wrote.who, wrote.key, "message", _read_words, text=wrote.text, route=wrote.conversation
        )
        if card is not None:
            self._start(say(self._services, wrote.who, wrote.conversation, card, wrote.thread_ts))

    async def _keep_up(self, user: Body) -> None:
        profile = profile_of(user, self._services.installation.team_id)
        if profile is not None:
            await self._services.in_thread(partial(learn, self._services, [profile], only_known=True))
            self._services.after_change()

    def _echo(self, pressed: Pressed, answer: Card | View | None) -> None:
        """Says what a press came to where the person looks, unless the place itself is about to show it."""
        if answer is not None:
            self._start(answer_press(self._services, pressed, answer))
        if pressed.place == "home":
            self._start(publish_home(self._services, pressed.who))

    def _start(self, errand: Coroutine[Any, Any, None]) -> None:
        self._services.errands.start(errand)


def _obey(session: Session, ask: Ask) -> Card | View:
    return _shown(session, ask, registry.answer(session, ask))


def _press(session: Session, ask: Ask, pressed: Pressed) -> Card | View | None:
    """None when nothing has to be said, because the message or the App Home will show what changed."""
    # Held before it is read: of two presses at once the second must see what the first one did.
    if (key := key_of(pressed.choice.ref)) is not None:
        finding.hold(session, ask.actor, key)
    before = _line(session, ask, pressed.choice.ref)
    answer = intents.press(session, ask, pressed.choice.intent, pressed.choice.ref)
    stays = pressed.place in ("message", "home")
    if stays and before is not None and _line(session, ask, pressed.choice.ref) != before:
        return None
    return _shown(session, ask, answer)


def _line(session: Session, ask: Ask, ref: str) -> TaskLine | None:
    try:
        return seen_task(session, ask, ref)
    except Refused:
        return None


def _submit(session: Session, ask: Ask, sent: Submitted) -> Card:
    return form_commands.submit(session, ask, sent.form, sent.task_id, sent.fields)


def _read_words(session: Session, ask: Ask) -> Card:
    answer = messages.read(session, ask)
    return answer if isinstance(answer, Card) else _way_to(answer, phrases_for(ask.reader))


def _shown(session: Session, ask: Ask, answer: Card | OpenForm) -> Card | View:
    return form_for(session, ask, answer) if isinstance(answer, OpenForm) else answer


def _way_to(form: OpenForm, phrases: Phrases) -> Card:
    """A button to a form: a message brings no trigger with which one could be opened at once."""
    ref, words = str(form.task_id), phrases.say("modal.press")
    button = Button(phrases.say(FORMS[form.form].title), form.form, ref, primary=True)
    return Card(words, (Paragraph((words,)), Actions(ref, (button,))))
