"""Where cover is missing in the weeks ahead: each gap with what is missing and what closes it."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.absence import when
from bot.cards.card import (
    Actions,
    Aside,
    Button,
    Card,
    Heading,
    Mention,
    Paragraph,
    Part,
    Rich,
    card_of_parts,
    joined,
)
from bot.cards.stall import reassign_button, settled
from bot.cards.task import task_rich, with_sentence
from bot.translations.phrases import PhraseId, Phrases
from jobs.cover_notices import Away, CoverageAhead, CoverGap, DataEnd
from jobs.facts import PersonRef
from jobs.rules.availability import Span
from jobs.rules.coverage import GapKind, Share

DEPUTIES = "form-activity"
_ENDS: dict[str, PhraseId] = {"public": "home.gap.holidays", "school": "coverage.school_ends"}
_MISSING: dict[GapKind, PhraseId] = {
    "nobody": "coverage.nobody",
    "coordinator": "coverage.coordinator",
    "alone": "coverage.alone",
}
_EMPTY: dict[GapKind, PhraseId] = {
    "nobody": "coverage.nobody.empty",
    "coordinator": "coverage.coordinator.empty",
    "alone": "coverage.alone",
}


def coverage_card(notice: CoverageAhead, phrases: Phrases) -> Card:
    """The gaps with the means to close them, then how well the rest is covered, then what will be unknown soon."""
    return card_of_parts(_parts(notice, phrases))


def _parts(notice: CoverageAhead, phrases: Phrases) -> Iterator[Part]:
    yield Heading(_heading(notice, phrases))
    first = next(iter(notice.waiting), None)
    for gap in notice.gaps:
        if gap.settled:
            yield from _settled(gap, notice.reader, phrases)
        else:
            yield Paragraph(with_sentence(gap.task, missing(gap, notice.on, phrases), phrases))
            yield Actions(str(gap.task.id), tuple(_means(gap, phrases, primary=gap is first)))
    if notice.gaps:
        yield Aside(share_words(notice.share, phrases))
    if notice.more > 0:
        yield Aside(phrases.rich("coverage.more", n=notice.more))
    yield from ends_asides(notice.ends, phrases)


def _heading(notice: CoverageAhead, phrases: Phrases) -> str:
    open_gaps = sum(1 + gap.further for gap in notice.waiting) + max(0, notice.more)
    if open_gaps:
        return phrases.say("coverage.head", n=open_gaps)
    return phrases.say("coverage.head.settled" if notice.gaps else "coverage.head.ends")


def _means(gap: CoverGap, phrases: Phrases, *, primary: bool) -> Iterator[Button]:
    """Where somebody is there, but alone, only the activity itself can be helped."""
    if gap.kind != "alone":
        yield reassign_button(gap.task, phrases, primary=primary)
    label = phrases.say("button.coverage_deputies")
    about = phrases.say("button.about", label=label, title=gap.task.title)
    yield Button(label, DEPUTIES, str(gap.activity_id), primary=primary and gap.kind == "alone", description=about)


def _settled(gap: CoverGap, reader: PersonRef, phrases: Phrases) -> Iterator[Part]:
    if gap.task.is_open and gap.left is not None:
        yield Paragraph(task_rich(gap.task, phrases))
        yield Aside(phrases.rich("coverage.settled", who=Mention(gap.left)))
    else:
        yield from settled(gap.task, reader, phrases)


def missing(gap: CoverGap, on: date, phrases: Phrases) -> Rich:
    """What is missing, in a sentence or two."""
    return joined(_sentences(gap, on, phrases), " ")


def _sentences(gap: CoverGap, on: date, phrases: Phrases) -> Iterator[Rich]:
    left: Rich = (Mention(gap.left),) if gap.left else ()
    yield phrases.rich((_MISSING if gap.away else _EMPTY)[gap.kind], who=left)
    if gap.away:
        yield phrases.rich("coverage.away", who=away_words(gap.away, on, phrases))
    if gap.closed:
        yield phrases.rich("coverage.closed")
    if gap.further:
        yield phrases.rich("coverage.further", n=gap.further)


def away_words(away: Sequence[Away], on: date, phrases: Phrases) -> Rich:
    """Everybody who isn't there; those who are away on the same days are named together."""
    together: dict[Span | None, list[PersonRef]] = {}
    for one in away:
        together.setdefault(one.span, []).append(one.person)
    return joined((_away(people, span, on, phrases) for span, people in together.items()), ", ")


def _away(people: Sequence[PersonRef], span: Span | None, on: date, phrases: Phrases) -> Rich:
    who: Rich = phrases.listed_rich([(Mention(person),) for person in people])
    if span is None:
        return phrases.rich("coverage.away.gone", who=who)
    return phrases.rich("coverage.away.span", who=who, when=when(span, on, phrases))


def share_words(share: Share, phrases: Phrases) -> Rich:
    """Of how many tasks somebody is there; in percent only where there are enough of them."""
    if share.covered == share.tasks:
        return phrases.rich("coverage.share.all")
    facts = {"covered": phrases.number(share.covered)}
    if share.percent is None:
        return phrases.rich("coverage.share", n=share.tasks, **facts)
    return phrases.rich("coverage.share.percent", n=share.tasks, **facts, percent=str(share.percent))


def ends_asides(ends: Sequence[DataEnd], phrases: Phrases) -> Iterator[Part]:
    """Until when the calendars are known, where that is soon."""
    for end in ends:
        yield Aside(phrases.rich(_ENDS[end.kind], year=str(end.until.year)))
