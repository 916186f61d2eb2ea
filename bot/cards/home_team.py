"""The team's part of a home page: the rhythm at a glance in symbols that need no colour, and who is away."""

from collections.abc import Iterator
from datetime import date

from bot.cards.absence import when
from bot.cards.card import Aside, Bold, Divider, Heading, Paragraph, Part, Rich, cut, joined
from bot.cards.home_words import TITLE_LIMIT
from bot.translations.phrases import Phrases
from jobs.rules.rhythm import Beat, kept_of
from jobs.use_cases.cover_answers import PersonAway
from jobs.use_cases.home_team import ActivityRhythm, TeamPart

SHOWN_ACTIVITIES = 25
SHOWN_AWAY = 12
SYMBOLS: dict[Beat, str] = {"kept": "●", "partly": "◐", "paused": "○", "lapsed": "✕", "open": "·"}
_GAP = "\u2002"


def team_parts(team: TeamPart, phrases: Phrases) -> Iterator[Part]:
    """A line for every activity below the legend, then the absences of the next weeks."""
    yield Divider()
    yield Heading(phrases.say("home.rhythm"))
    if team.rhythm:
        yield Aside(_legend(phrases))
        yield Paragraph(joined((_activity(one, team.on, phrases) for one in team.rhythm[:SHOWN_ACTIVITIES]), "\n"))
        if len(team.rhythm) > SHOWN_ACTIVITIES:
            yield Aside(phrases.rich("home.rhythm.more", n=len(team.rhythm) - SHOWN_ACTIVITIES))
    else:
        yield Paragraph(phrases.rich("home.rhythm.empty"))
    yield from _absences(team, phrases)


def _legend(phrases: Phrases) -> Rich:
    return phrases.rich(
        "home.rhythm.legend",
        kept=SYMBOLS["kept"],
        partly=SYMBOLS["partly"],
        paused=SYMBOLS["paused"],
        lapsed=SYMBOLS["lapsed"],
        open=SYMBOLS["open"],
    )


def _activity(one: ActivityRhythm, today: date, phrases: Phrases) -> Rich:
    """Symbols, then the same in words."""
    facts: list[Rich] = [(Bold(cut(one.title, TITLE_LIMIT)),)]
    kept, expected = kept_of(one.beats)
    if expected:
        facts.append((phrases.say("home.rhythm.kept", kept=kept, expected=expected),))
    facts.append((_next(one, today, phrases),))
    facts.append((one.owner.name if one.owner else phrases.say("home.rhythm.nobody"),))
    symbols = "".join(SYMBOLS[beat] for beat in one.beats)
    return ((f"{symbols}{_GAP}",) if symbols else ()) + joined(facts, " · ")


def _next(one: ActivityRhythm, today: date, phrases: Phrases) -> str:
    if one.paused_until is not None:
        return phrases.say("team.paused", day=phrases.day(one.paused_until))
    if one.next_on is None:
        return phrases.say("home.rhythm.no_next")
    if one.next_on == today:
        return phrases.say("home.rhythm.today")
    day = phrases.day(one.next_on, today)
    return phrases.say("home.rhythm.next", day=day) if one.beats else phrases.say("home.rhythm.first", day=day)


def _absences(team: TeamPart, phrases: Phrases) -> Iterator[Part]:
    if not team.away:
        yield Aside(phrases.rich("team.all_there"))
        return
    head: Rich = (Bold(phrases.say("team.away")),)
    yield Paragraph(joined([head, *(_away(one, team.on, phrases) for one in team.away[:SHOWN_AWAY])], "\n"))
    if len(team.away) > SHOWN_AWAY:
        yield Aside(phrases.rich("home.away.more", n=len(team.away) - SHOWN_AWAY))


def _away(one: PersonAway, today: date, phrases: Phrases) -> Rich:
    return phrases.rich("team.absence", who=one.person.name, when=when(one.span, today, phrases))
