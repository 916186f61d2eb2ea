"""The home page: first what needs its reader now, then what comes, then what the team does.

It stays within a hundred blocks whatever the company's size: every part shows so much and says how to see the rest.
"""

from collections.abc import Iterator

from bot.cards.card import Actions, Button, Card, Divider, Part, card_of_parts
from bot.cards.home_coordination import settling_parts, stall_parts
from bot.cards.home_own import needed_parts, weeks_parts
from bot.cards.home_team import team_parts
from bot.cards.setup import invitation_parts
from bot.translations.phrases import Phrases
from jobs.use_cases.home import Home


def home_card(home: Home, phrases: Phrases) -> Card:
    """The page in its reader's words."""
    return card_of_parts(_parts(home, phrases))


def _parts(home: Home, phrases: Phrases) -> Iterator[Part]:
    if home.invitation is not None:
        yield from invitation_parts(home.invitation, phrases)
        return
    needed = home.own.needed
    helps = home.coordination is not None and bool(home.coordination.stalls)
    if needed.items or not helps:
        yield from needed_parts(needed, phrases)
    if home.coordination is not None:
        nothing_asked = all(item.answered for item in needed.items)
        yield from stall_parts(home.coordination, phrases, primary=nothing_asked)
    yield Divider()
    yield _shortcuts(home, phrases)
    yield from weeks_parts(home.own, phrases)
    if home.coordination is not None:
        yield from settling_parts(home.coordination, phrases)
    if home.team is not None:
        yield from team_parts(home.team, phrases)


def _shortcuts(home: Home, phrases: Phrases) -> Actions:
    """What is begun here rather than typed."""
    buttons = [Button(phrases.say("button.away"), "form-away", "")]
    if home.may_plan:
        buttons.append(Button(phrases.say("button.activity_new"), "form-activity", "new"))
    if home.may_set_up:
        buttons.append(Button(phrases.say("button.settings"), "form-setup", "setup"))
    return Actions("shortcuts", (*buttons, Button(phrases.say("button.help"), "help", "")))
