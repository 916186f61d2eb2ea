"""Every form: opened by its name and the key of what it is about, and sent off again."""

from typing import cast

from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, FormName, OpenForm
from bot.commands.forms.absence_feeds import FEED_FORMS
from bot.commands.forms.absences import ABSENCE_FORMS
from bot.commands.forms.activities import ACTIVITY_FORMS
from bot.commands.forms.closings import CLOSING_FORMS
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.goals import GOAL_FORMS
from bot.commands.forms.handover import HANDOVER_FORMS
from bot.commands.forms.learning import LEARNING_FORMS
from bot.commands.forms.partners import PARTNER_FORMS
from bot.commands.forms.pauses import PAUSE_FORMS
from bot.commands.forms.reading import Fields, FormReading, field_errors
from bot.commands.forms.roles import ROLE_FORMS
from bot.commands.forms.setup import SETUP_FORMS
from bot.commands.forms.tasks import TASK_FORMS
from bot.commands.refusing import or_refusal
from jobs.use_cases.refusals import Refused

FORMS: dict[str, FormEntry] = {
    **TASK_FORMS,
    **ABSENCE_FORMS,
    **FEED_FORMS,
    **HANDOVER_FORMS,
    **PAUSE_FORMS,
    **CLOSING_FORMS,
    **ACTIVITY_FORMS,
    **SETUP_FORMS,
    **GOAL_FORMS,
    **LEARNING_FORMS,
    **ROLE_FORMS,
    **PARTNER_FORMS,
}


def build(session: Session, ask: Ask, opened: OpenForm, entered: Fields | None = None) -> Form:
    """The form as it stands for this person; Refused for what isn't theirs to see or to ask for."""
    return _entry(opened.form).build(session, ask, opened.ref, entered)


def openable(name: str, ref: str) -> OpenForm:
    """The form of that name; Refused("gone") if there is none. Building it says whether it is the actor's to see."""
    _entry(name)
    return OpenForm(cast("FormName", name), ref)


def submit(session: Session, ask: Ask, form: str, ref: str, fields: Fields) -> Answer:
    """What a form comes to; FieldErrors when its fields have to be looked at again."""
    return or_refusal(session, ask, lambda: _submit(session, ask, form, ref, fields))


def _submit(session: Session, ask: Ask, form: str, ref: str, fields: Fields) -> Answer:
    entry = _entry(form)
    try:
        return entry.submit(FormReading(session, ask, ref, fields))
    except Refused as refused:
        place = entry.places.get(refused.refusal.code.partition("_")[0])
        if place is None:
            raise
        raise field_errors(ask, {place: refused.refusal}) from refused


def _entry(form: str) -> FormEntry:
    if form not in FORMS:
        raise Refused("gone")
    return FORMS[form]
