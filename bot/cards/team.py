"""Who covers what, who is away, where cover is missing in the weeks ahead, and what comes up there."""

from collections.abc import Iterator

from bot.cards.absence import when
from bot.cards.card import Aside, Bold, Card, Heading, Mention, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.closings import known_line
from bot.cards.coverage import away_words, ends_asides, share_words
from bot.cards.regions import REGIONS, region_key
from bot.cards.task import task_rich
from bot.translations.phrases import PhraseId, Phrases
from jobs.cover_notices import CoverGap
from jobs.facts import PersonRef
from jobs.rules.coverage import GapKind
from jobs.use_cases.cover_answers import ActivityCover, PersonAway, SchoolBreak, Team

SHOWN_ACTIVITIES = 30
SHOWN_AWAY = 20
SHOWN_GAPS = 10
SHOWN_AHEAD = 6
"""Every list is one part and a line for what is left out, so the whole stays far within a message of fifty blocks."""

_HEADS: dict[GapKind, PhraseId] = {
    "nobody": "team.gaps",
    "coordinator": "team.gaps.coordinator",
    "alone": "team.gaps.alone",
}


def team_card(team: Team, phrases: Phrases) -> Card:
    """Activities first, then people, then what is missing, the gravest before the rest, then the calendar."""
    parts = (_activities, _away, _gaps, _ahead)
    return card_of_parts(part for tell in parts for part in tell(team, phrases))


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
    if one.then is not None:
        yield phrases.rich("team.then", who=_who(one.then))
    if one.deputies:
        yield phrases.rich("team.deputies", who=joined((_who(deputy) for deputy in one.deputies), ", "))
    elif one.then is None:
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
    for kind, head in _HEADS.items():
        yield from _gaps_of([gap for gap in team.gaps if gap.kind == kind], head, team, phrases)
    yield Aside(share_words(team.share, phrases))
    if (first := team.gaps[0]).kind != "alone":
        yield Aside(phrases.rich("team.take", number=first.task.number))


def _gaps_of(gaps: list[CoverGap], head: PhraseId, team: Team, phrases: Phrases) -> Iterator[Part]:
    if gaps:
        lines = (_gap(gap, team, phrases) for gap in gaps[:SHOWN_GAPS])
        yield Paragraph(joined(((Bold(phrases.say(head)),), *lines), "\n"))
    if len(gaps) > SHOWN_GAPS:
        yield Aside(phrases.rich("answer.more", n=len(gaps) - SHOWN_GAPS))


def _gap(gap: CoverGap, team: Team, phrases: Phrases) -> Rich:
    """The task, who is left, who is away, and whether it is closed."""
    return joined(_gap_facts(gap, team, phrases), " · ")


def _gap_facts(gap: CoverGap, team: Team, phrases: Phrases) -> Iterator[Rich]:
    yield task_rich(gap.task, phrases)
    if gap.left is not None:
        yield _who(gap.left)
    if gap.away:
        yield phrases.rich("team.gap.away", who=away_words(gap.away, team.on, phrases))
    if gap.closed:
        yield phrases.rich("team.gap.closed")


def _ahead(team: Team, phrases: Phrases) -> Iterator[Part]:
    """What lies ahead: closing days, school holidays, and the end of what is known."""
    if not team.activities:
        return
    lines = [known_line(closing, team.on, phrases) for closing in team.closings]
    yield from _listed("team.closings", lines, phrases)
    yield from _listed("team.breaks", [_break(one, team, phrases) for one in team.breaks], phrases)
    yield from ends_asides(team.ends, phrases)


def _listed(head: PhraseId, lines: list[Rich], phrases: Phrases) -> Iterator[Part]:
    if lines:
        yield Paragraph(joined(((Bold(phrases.say(head)),), *lines[:SHOWN_AHEAD]), "\n"))
    if len(lines) > SHOWN_AHEAD:
        yield Aside(phrases.rich("answer.more", n=len(lines) - SHOWN_AHEAD))


def _break(one: SchoolBreak, team: Team, phrases: Phrases) -> Rich:
    key = region_key(one.country, one.subdivision)
    region = phrases.say(REGIONS[key]) if key in REGIONS else key
    return phrases.rich("team.break", region=region, when=when(one.span, team.on, phrases))


def _who(person: PersonRef) -> Rich:
    return (Mention(person),)
