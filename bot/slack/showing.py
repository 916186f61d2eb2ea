"""What an answer looks like in Slack: a card stays a card, a form becomes a view."""

from dataclasses import replace

from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot.cards.card import Actions, Aside, Button, Card, Paragraph
from bot.commands.ask import Answer, Ask, Document, OpenForm
from bot.commands.forms.reading import Fields
from bot.commands.forms.refilling import refilled
from bot.commands.forms.registry import build
from bot.commands.intents import FORM_PREFIX
from bot.commands.refusing import or_refusal
from bot.slack.forms import form_view
from bot.slack.payloads import Filled
from bot.translations.phrases import phrases_for

Shown = Card | View | Document


def shown(session: Session, ask: Ask, answer: Answer) -> Shown:
    """The answer, with a form built as it stands now; a form that may not be opened says why."""
    if not isinstance(answer, OpenForm):
        return answer
    return _view(session, ask, answer, None)


def shown_anew(session: Session, ask: Ask, filled: Filled, faults: dict[str, str] | None = None) -> Shown:
    """A form that somebody has begun to fill in, with what they entered and what follows from it.

    Faults stand above the fields: it is too late to have them beside.
    """
    opened = OpenForm(filled.form, filled.ref)  # type: ignore[arg-type]  # the registry refuses other names
    return _view(session, ask, opened, filled.fields, faults)


def _view(
    session: Session, ask: Ask, opened: OpenForm, entered: Fields | None, faults: dict[str, str] | None = None
) -> Shown:
    form = or_refusal(session, ask, lambda: build(session, ask, opened, entered))
    if isinstance(form, Card):
        return form
    phrases = phrases_for(ask.reader)
    parts = refilled(form, entered).parts if entered is not None else form.parts
    if faults:
        parts = (Aside(phrases.rich("modal.again", faults=" ".join(faults.values()))), *parts)
    return form_view(opened, replace(form, parts=parts), phrases)


def way_to(session: Session, ask: Ask, answer: OpenForm) -> Card:
    """A button to a form, for where no form can be opened at once: a message brings no trigger."""
    form = or_refusal(session, ask, lambda: build(session, ask, answer))
    if isinstance(form, Card):
        return form
    words = phrases_for(ask.reader).say("modal.press")
    button = Button(form.title, f"{FORM_PREFIX}{answer.form}", answer.ref, primary=True)
    return Card(words, (Paragraph((words,)), Actions(answer.form, (button,))))
