"""Who covers what, who is away, and where nobody is there."""

from collections.abc import Iterator

from bot.cards.absence import when
from bot.cards.card import Aside, Bold, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.task import task_rich
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from jobs.use_cases.cover_answers import ActivityCover, PersonAway, Team

SHOWN_ACTIVITIES = 30
SHOWN_AWAY = 20
SHOWN_GAPS = 3


def team_card(team: Team, phrases: Phrases) -> Card:
    """Activities first, then people, then what is missing, the nearest gaps before the number of the others."""
    return card_of_parts((*_activities(team, phrases), *_away(team, phrases), *_gaps(team, phrases)))


def _activities(team: Team, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("team.head"))
    if not team.activities:
        yield Paragraph(phrases.rich("team.empty"))
        return
    yield Paragraph(joined((_cover(one, team, phrases) for one in team.activities[:SHOWN_ACTIVITIES]), "\n"))
    if len(team.activities) > SHOWN_ACTIVITIES:
        yield Aside(phrases.rich("answer.more", n=len(team.activities) - SHOWN_ACTIVITIES))


def _cover(one: ActivityCover, team: Team, phrases: Phrases) -> Rich:
    return joined(_facts(one, team, phrases), " · ")


def _facts(one: ActivityCover, team: Team, phrases: Phrases) -> Iterator[Rich]:
    owner = _who(one.owner) if one.owner else (phrases.say("team.no_owner"),)
    yield phrases.rich("team.owner", title=Bold(one.title), who=owner)
    if one.deputies:
        yield phrases.rich("team.deputies", who=joined((_who(deputy) for deputy in one.deputies), ", "))
    else:
        yield (phrases.say("team.no_deputy"),)
    if one.now is None:
        yield (Bold(phrases.say("team.nobody_now")),)
    elif one.now != one.owner:
        yield phrases.rich("team.now", who=_who(one.now))
    if one.paused_until is not None:
        yield phrases.rich("team.paused", day=phrases.day(one.paused_until, team.on))


def _away(team: Team, phrases: Phrases) -> Iterator[Part]:
    if not team.away:
        yield Paragraph(phrases.rich("team.all_there"))
        return
    lines = (_absence(one, team, phrases) for one in team.away[:SHOWN_AWAY])
    yield Paragraph(joined(((Bold(phrases.say("team.away")),), *lines), "\n"))
    if len(team.away) > SHOWN_AWAY:
        yield Aside(phrases.rich("answer.more", n=len(team.away) - SHOWN_AWAY))


def _absence(one: PersonAway, team: Team, phrases: Phrases) -> Rich:
    return phrases.rich("team.absence", who=_who(one.person), when=when(one.span, team.on, phrases))


def _gaps(team: Team, phrases: Phrases) -> Iterator[Part]:
    if not team.activities:
        return
    if not team.gaps:
        yield Paragraph(phrases.rich("team.no_gaps"))
        return
    lines = (task_rich(task, phrases) for task in team.gaps[:SHOWN_GAPS])
    yield Paragraph(joined(((Bold(phrases.say("team.gaps")),), *lines), "\n"))
    if len(team.gaps) > SHOWN_GAPS:
        yield Aside(phrases.rich("answer.more", n=len(team.gaps) - SHOWN_GAPS))
    yield Aside(phrases.rich("team.take", number=team.gaps[0].number))


def _who(person: PersonRef) -> Rich:
    return (Mention(person),)
