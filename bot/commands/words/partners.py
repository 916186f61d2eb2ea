"""Partners, typed: who does part of the work outside, and whose ball a task is."""

from sqlalchemy.orm import Session

from bot.cards.answers import card_of
from bot.commands.ask import Answer, Ask
from bot.commands.command import Command
from bot.commands.grammar import Named, named_task
from bot.commands.openable import seen_task
from jobs.rules.ball import Party
from jobs.rules.calendar_words import fold
from jobs.use_cases import balls, partner_list, reopening
from jobs.use_cases.refusals import Refused

_PARTIES: dict[str, Party] = {
    "partner": "partner",
    "wir": "owner",
    "uns": "owner",
    "intern": "owner",
    "we": "owner",
    "us": "owner",
    "freigabe": "approval",
    "approval": "approval",
    "material": "material",
}
_BEFORE_A_PARTY = ("bei", "beim", "an", "auf", "zu", "with", "to", "for", "the", "der", "die")


def _partners(session: Session, ask: Ask, words: str) -> Answer:
    """Further words say nothing more."""
    del words
    return card_of(partner_list.partners(session, ask.actor, ask.now), ask.actor)


def _ball(session: Session, ask: Ask, words: str) -> Answer:
    """Whose ball it is; with a party behind the task: whose it is from now on. A party alone is about the only task."""
    alone = _party(words) is not None
    named = Named(named_task(session, ask, "").task_id, words) if alone else named_task(session, ask, words)
    if not named.rest:
        return card_of(balls.whose(session, ask.actor, named.task_id, ask.now), ask.actor)
    party = _party(named.rest)
    if party is None:
        raise Refused("party_unknown", text=named.rest)
    return card_of(balls.hand(session, ask.actor, named.task_id, ask.now, ask.door, party), ask.actor)


def _party(words: str) -> Party | None:
    """The party that the words name, and nothing else."""
    named = [word for word in fold(words).strip(" .,:;").split() if word not in _BEFORE_A_PARTY]
    return _PARTIES.get(named[0]) if len(named) == 1 else None


def press_reopen(session: Session, ask: Ask, ref: str) -> Answer:
    """The button under what a partner has reported as done."""
    task = seen_task(session, ask, ref)
    return card_of(reopening.reopen(session, ask.actor, task.id, ask.now, ask.door), ask.actor)


BALLS = (Command(("ball",), ("ball",), "command.ball.usage", "command.ball", _ball, example="command.ball.example"),)
PARTNERS = (
    *BALLS,
    Command(("partner",), ("partners",), "command.partner.usage", "command.partner", _partners, "members", alone=True),
)
