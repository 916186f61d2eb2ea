"""How activities are planned, typed: new, edit."""

from sqlalchemy.orm import Session

from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.command import Command
from jobs.use_cases.planned import planned


def _new(session: Session, ask: Ask, words: str) -> Answer:
    """The words are the title."""
    planned(session, ask.actor, ask.now)  # said before a form opens for nothing
    return OpenForm("activity", f"new {words[:TITLE_LIMIT]}".strip())


def _edit(session: Session, ask: Ask, words: str) -> Answer:
    """An activity by the beginning of its title; where several fit, or none, they are asked for."""
    found = planned(session, ask.actor, ask.now).beginning_with(words) if words else ()
    return (
        OpenForm("activity", str(found[0].id)) if len(found) == 1 else OpenForm("activity_choose", words[:TITLE_LIMIT])
    )


TITLE_LIMIT = 200
ACTIVITIES = (
    Command(
        ("neu", "neue maßnahme"),
        ("new", "new activity"),
        "command.new.usage",
        "command.new",
        _new,
        "members",
        opens_form=True,
    ),
    Command(
        ("ändern", "maßnahme ändern", "bearbeiten"),
        ("edit", "edit activity"),
        "command.edit.usage",
        "command.edit",
        _edit,
        "members",
        opens_form=True,
    ),
)
