"""The buttons with which somebody answers for a task."""

from bot.cards.ball import ball_choices
from bot.cards.card import Actions
from bot.cards.task import button, choice
from bot.translations.phrases import Phrases
from jobs.facts import TaskLine


def reply_actions(task: TaskLine, phrases: Phrases, *, primary: bool, offers_small: bool = False) -> Actions:
    """Four buttons, and behind the menu what is chosen rarely; in the order of every message.

    The small version comes out of the menu when it is offered.
    """
    small = phrases.say("button.small")
    return Actions(
        ref=str(task.id),
        buttons=(
            button(phrases.say("button.done"), "done", task, phrases, primary=primary),
            button(phrases.say("button.on_it"), "on_it", task, phrases),
            button(phrases.say("button.blocked"), "blocked", task, phrases),
            button(phrases.say("button.later"), "later", task, phrases),
            *((button(small, "small", task, phrases),) if offers_small else ()),
        ),
        menu=(
            *(() if offers_small else (choice(small, "small", task),)),
            choice(phrases.say("button.move"), "move", task),
            choice(phrases.say("button.skip"), "skip", task),
            choice(phrases.say("button.hand_over"), "hand_over", task),
            *ball_choices(task, phrases),
        ),
    )
