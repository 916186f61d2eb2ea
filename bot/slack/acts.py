"""What is done within the transaction of one act: the words, presses, forms and messages of one person."""

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands import intents, messages, registry
from bot.commands.ask import Answer, Ask, Document, OpenForm
from bot.commands.forms.registry import submit
from bot.commands.openable import key_of, seen_task
from bot.slack.payloads import Pressed, Submitted
from bot.slack.showing import Shown, shown, way_to
from jobs.facts import TaskLine
from jobs.use_cases import finding, setup
from jobs.use_cases.refusals import Refused


def obey(session: Session, ask: Ask) -> Shown:
    """A slash command."""
    setup.greet(session, ask.actor, ask.now)
    return shown(session, ask, registry.answer(session, ask))


def press(session: Session, ask: Ask, pressed: Pressed) -> Shown | None:
    """A button; None when nothing has to be said, because the message or the App Home will show what changed."""
    about_task = intents.is_about_task(pressed.choice.intent)
    # Held before it is read: of two presses at once the second must see what the first one did.
    if about_task and (key := key_of(pressed.choice.ref)) is not None:
        finding.hold(session, ask.actor, key)
    before = _line(session, ask, pressed.choice.ref) if about_task else None
    answer = intents.press(session, ask, pressed.choice.intent, pressed.choice.ref)
    stays = pressed.place in ("message", "home")
    if stays and before is not None and _line(session, ask, pressed.choice.ref) != before:
        return None
    return shown(session, ask, answer)


def _line(session: Session, ask: Ask, ref: str) -> TaskLine | None:
    try:
        return seen_task(session, ask, ref)
    except Refused:
        return None


def send_off(session: Session, ask: Ask, sent: Submitted) -> Shown:
    """A form."""
    filled = sent.filled
    return shown(session, ask, submit(session, ask, filled.form, filled.ref, filled.fields))


def read(session: Session, ask: Ask) -> Card | Document | None:
    """A direct message, or a reply in the thread of one of ours. Whoever comes first is answered by the greeting."""
    if setup.greet(session, ask.actor, ask.now) and registry.command_of(ask.text)[0] is None:
        return None
    return _said(session, ask, messages.read(session, ask))


def read_again(session: Session, ask: Ask) -> Card | Document:
    """A message whose words were changed."""
    return _said(session, ask, messages.read_again(session, ask))


def read_erased(session: Session, ask: Ask) -> Card | None:
    """A message that was deleted."""
    return messages.read_erased(session, ask)


def _said(session: Session, ask: Ask, answer: Answer) -> Card | Document:
    return way_to(session, ask, answer) if isinstance(answer, OpenForm) else answer
