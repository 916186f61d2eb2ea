"""Whose ball it is, in one sentence; and the choice with which it is handed on."""

from bot.cards.card import Button, Rich
from bot.cards.task import choice
from bot.translations.phrases import PhraseId, Phrases
from jobs.facts import TaskLine
from jobs.rules.ball import Party

_LIES: dict[Party, PhraseId] = {
    "owner": "ball.owner",
    "approval": "ball.approval",
    "partner": "ball.partner",
    "material": "ball.material",
}
_SINCE: dict[Party, PhraseId] = {
    "owner": "ball.owner.since",
    "approval": "ball.approval.since",
    "partner": "ball.partner.since",
    "material": "ball.material.since",
}


def ball_sentence(task: TaskLine, phrases: Phrases) -> Rich:
    """Who has to do the next thing, and since when; nothing where that goes without saying."""
    if task.ball is None or not task.is_open:
        return ()
    partner = task.partner or ""
    if not task.ball.days:
        return phrases.rich(_LIES[task.ball.party], None, partner=partner)
    return phrases.rich(_SINCE[task.ball.party], n=task.ball.days, partner=partner)


def with_ball(text: Rich, task: TaskLine, phrases: Phrases) -> Rich:
    """The text and, where it is worth saying, whose ball it is."""
    sentence = ball_sentence(task, phrases)
    return (*text, " ", *sentence) if sentence else text


def ball_choices(task: TaskLine, phrases: Phrases) -> tuple[Button, ...]:
    """For a partner's task: the ball goes to whoever doesn't have it."""
    if task.partner is None:
        return ()
    if task.ball is not None and task.ball.party == "partner":
        return (choice(phrases.say("button.ball_ours"), "ball_ours", task),)
    return (choice(phrases.say("button.ball_partner"), "ball_partner", task),)
