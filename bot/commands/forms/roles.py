"""The form that gives one role to somebody."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.cards.card import Aside, Bold, Card, Rich
from bot.cards.form import Field, Form, PersonInput
from bot.cards.roles import DUTIES, role_words
from bot.commands.ask import Ask
from bot.commands.forms.entry import FormEntry
from bot.commands.forms.reading import Fields, FormReading
from bot.translations.phrases import phrases_for
from jobs.use_cases import roles
from jobs.use_cases.own_answers import RoleHolder


def _build(session: Session, ask: Ask, ref: str, entered: Fields | None) -> Form:
    """Every role may be left open but the coordination."""
    del entered
    phrases, name = phrases_for(ask.reader), roles.role_named(ref)
    line = roles.role(session, ask.actor, name, ask.now)
    may_be_open = name != "coordinate"
    about: Rich = phrases.rich("modal.role.about", role=Bold(role_words(name, phrases)), does=phrases.say(DUTIES[name]))
    return Form(
        phrases.say("modal.role.title"),
        phrases.say("modal.role.submit"),
        (
            Aside(about),
            Field(
                "holder",
                phrases.say("modal.role.holder"),
                _chosen(line.holder),
                phrases.say("modal.role.holder.hint") if may_be_open else None,
                optional=may_be_open,
            ),
            Field("deputy", phrases.say("modal.role.deputy"), _chosen(line.deputy), optional=True),
        ),
    )


def _chosen(holder: RoleHolder | None) -> PersonInput:
    """Whoever has left can't be chosen again."""
    return PersonInput(holder.person if holder is not None and holder.presence != "left" else None)


def _submit(form: FormReading) -> Card:
    name = roles.role_named(form.ref)
    roles.role(form.session, form.ask.actor, name, form.ask.now)
    holder, deputy = form.person_if_any("holder", guests=False), form.person_if_any("deputy", guests=False)
    form.check()
    given = roles.assign(form.session, form.ask.actor, name, holder, deputy, form.ask.now)
    return card_of(given, form.ask.actor)


ROLE_FORMS: dict[str, FormEntry] = {
    "role": FormEntry(_build, _submit, {"coordination": "holder", "holder": "holder", "role": "deputy"})
}
