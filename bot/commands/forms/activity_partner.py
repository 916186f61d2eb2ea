"""Which partner works on an activity: one of those the company knows, or a new one by name."""

from bot.cards.form import Field, TextInput
from bot.commands.forms.activity_fields import TITLE_LIMIT, belonging, chosen
from bot.commands.forms.reading import FormReading
from bot.plan_file import values
from bot.translations.phrases import Phrases
from jobs.rules.calendar_words import fold
from jobs.use_cases.planned import Planned


def partner_fields(running: Planned, now: str | None, phrases: Phrases) -> tuple[Field, ...]:
    """A choice as soon as there is something to choose from, and a line for somebody new."""
    label, hint = phrases.say("activity.partner"), phrases.say("activity.partner.hint")
    known = _known(running)
    if not known:
        return (Field("partner", label, TextInput(limit=TITLE_LIMIT), hint, optional=True),)
    [choice] = belonging("partner", label, known, now)
    new, other = phrases.say("activity.partner.new"), phrases.say("activity.partner.new.hint")
    return (choice, Field("partner_new", new, TextInput(limit=TITLE_LIMIT), other, optional=True))


def chosen_partner(form: FormReading, running: Planned) -> str | None:
    """The partner's name; a new one that is known already, however it is spelled, is that one."""
    known = _known(running)
    new = values.one_line(form.text("partner_new" if known else "partner"))[:TITLE_LIMIT]
    if new:
        return next((name for name in known.values() if fold(name) == fold(new)), new)
    return chosen(form, "partner", known) if known else None


def _known(running: Planned) -> dict[int, str]:
    rows = sorted(running.company.partners.values(), key=lambda one: fold(one.name))
    return {row.id: row.name for row in rows}
