"""The monthly retrospective: figures about activities and channels. It names no person."""

from collections.abc import Callable, Iterator

from bot.cards.card import Aside, Bold, Card, Heading, Paragraph, Part, Rich, card_of_parts, joined
from bot.cards.task import reason_words
from bot.translations.phrases import PhraseId, Phrases
from jobs.notices import ChannelSilence, NextTask, RetrospectiveFigures
from jobs.rules.ball import Party
from jobs.rules.retrospective import PERCENT_FROM, next_month

_PARTIES: dict[Party, PhraseId] = {
    "owner": "retro.waiting.owner",
    "approval": "retro.waiting.approval",
    "partner": "retro.waiting.partner",
    "material": "retro.waiting.material",
}
SHOWN_NEXT = 12
SHOWN_REASONS = 2


def retrospective_card(figures: RetrospectiveFigures, company: str, phrases: Phrases) -> Card:
    """The month in one sentence, then what ran, where it was silent, what comes, and the bot about itself."""
    return card_of_parts(_parts(figures, company, phrases))


def _parts(figures: RetrospectiveFigures, company: str, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("retro.head", company=company, month=phrases.month(figures.month)))
    yield Paragraph((_sentence(figures, phrases),))
    yield from _section(phrases.say("retro.ran"), list(_ran(figures, phrases)))
    yield from _section(
        phrases.say("retro.gaps"), [*_gaps(figures, phrases), *_waiting(figures, phrases), *_stalls(figures, phrases)]
    )
    coming = phrases.month_name(next_month(figures.month))
    yield from _section(phrases.say("retro.next", month=coming), list(_next(figures.next_month, phrases)))
    yield from _section(phrases.say("retro.bot"), [phrases.listed(list(_bot(figures, phrases)))])
    yield Aside(phrases.rich("retro.definitions"))


def _section(title: str, lines: list[str]) -> Iterator[Part]:
    if lines:
        body: list[Rich] = [(line,) for line in lines]
        yield Paragraph(joined([(Bold(title),), *body], "\n"))


def _sentence(figures: RetrospectiveFigures, phrases: Phrases) -> str:
    month = phrases.month_name(figures.month)
    if figures.expected == 0:
        return _nothing_expected(figures, month, phrases)
    beat = _beat(figures, month, phrases)
    worst = max(figures.silences, key=lambda silence: silence.longest_days, default=None)
    if worst is None or worst.longest_days <= 0:
        return phrases.say("retro.beat_alone", beat=beat)
    return phrases.say("retro.beat_and_silence", n=worst.longest_days, beat=beat, channel=worst.channel)


def _nothing_expected(figures: RetrospectiveFigures, month: str, phrases: Phrases) -> str:
    if figures.paused:
        return phrases.say("retro.all_paused", month=month)
    return phrases.say("retro.nothing_planned", month=month)


def _beat(figures: RetrospectiveFigures, month: str, phrases: Phrases) -> str:
    kept, expected = figures.kept_in_time, figures.expected
    if expected < PERCENT_FROM:
        return phrases.say("retro.beat_count", month=month, kept=kept, expected=expected)
    percent = round(100 * kept / expected)
    return phrases.say("retro.beat_percent", month=month, percent=percent, kept=kept, expected=expected)


def _ran(figures: RetrospectiveFigures, phrases: Phrases) -> Iterator[str]:
    """A line for each way a task can go, without those that didn't occur."""
    lines: tuple[tuple[int, Callable[[int], str]], ...] = (
        (figures.kept_in_time, lambda n: phrases.say("retro.ran.kept", n=n)),
        (figures.done - figures.kept_in_time, lambda n: phrases.say("retro.ran.late", n=n)),
        (figures.by_deputy, lambda n: phrases.say("retro.ran.by_deputy", n=n)),
        (figures.small, lambda n: phrases.say("retro.ran.small", n=n)),
        (figures.moved, lambda n: phrases.say("retro.ran.moved", n=n)),
        (figures.paused, lambda n: phrases.say("retro.ran.paused", n=n)),
        (figures.skipped, lambda n: phrases.say("retro.ran.skipped", n=n)),
        (figures.lapsed, lambda n: phrases.say("retro.ran.lapsed", n=n)),
        (figures.still_open, lambda n: phrases.say("retro.ran.open", n=n)),
    )
    return (words(count) for count, words in lines if count > 0)


def _gaps(figures: RetrospectiveFigures, phrases: Phrases) -> Iterator[str]:
    return (_gap(silence, phrases) for silence in figures.silences if silence.longest_days > 0)


def _gap(silence: ChannelSilence, phrases: Phrases) -> str:
    days, channel, limit = silence.longest_days, silence.channel, silence.limit
    if limit is None:
        return phrases.say("retro.gap", n=days, channel=channel)
    if days > limit:
        return phrases.say("retro.gap_beyond", n=days, channel=channel, limit=limit)
    return phrases.say("retro.gap_within", n=days, channel=channel, limit=limit)


def _stalls(figures: RetrospectiveFigures, phrases: Phrases) -> Iterator[str]:
    top = sorted(figures.stall_reasons, key=lambda reason: -reason[1])[:SHOWN_REASONS]
    words = [phrases.say("retro.stall", n=count, reason=reason_words(reason, phrases)) for reason, count in top]
    if words:
        yield phrases.say("retro.stalls", n=len(words), reasons=phrases.listed(words))


def _waiting(figures: RetrospectiveFigures, phrases: Phrases) -> Iterator[str]:
    """Whom the work waited for; that it only waited to be done by whoever does it goes without saying."""
    if all(party == "owner" for party, _ in figures.waiting):
        return
    parties = [phrases.say(_PARTIES[party], n=days) for party, days in figures.waiting]
    total = sum(days for _, days in figures.waiting)
    yield phrases.say("retro.waiting", n=total, parties=phrases.listed(parties))


def _next(tasks: tuple[NextTask, ...], phrases: Phrases) -> Iterator[str]:
    for task in tasks[:SHOWN_NEXT]:
        day = phrases.day(task.on)
        if task.covered:
            yield phrases.say("retro.next_task", day=day, title=task.title)
        else:
            yield phrases.say("retro.next_uncovered", day=day, title=task.title)
    if len(tasks) > SHOWN_NEXT:
        yield phrases.say("retro.next_more", n=len(tasks) - SHOWN_NEXT)


def _bot(figures: RetrospectiveFigures, phrases: Phrases) -> Iterator[str]:
    if figures.nudges_sent == 0:
        yield phrases.say("retro.bot.silent")
    else:
        yield phrases.say("retro.bot.sent", n=figures.nudges_sent)
    if figures.nudges_answered:
        yield phrases.say("retro.bot.answered", n=figures.nudges_answered)
    if figures.nudges_undelivered:
        yield phrases.say("retro.bot.undelivered", n=figures.nudges_undelivered)
