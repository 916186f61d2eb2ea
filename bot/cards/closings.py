"""Company closing days: which are known, what they would do to tasks before they hold, and what they have done."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.absence import when
from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Paragraph, Part, Rich, card_of_parts, joined
from bot.translations.phrases import PhraseId, Phrases
from jobs.rules.availability import Span
from jobs.use_cases.closing_answers import (
    ClosingAnswer,
    ClosingChange,
    ClosingForeseen,
    ClosingNoted,
    ClosingOver,
    Closings,
    ClosingWish,
    KnownClosing,
    known_until,
)

SHOWN_CHANGES = 15
SHOWN_CLOSINGS = 10
CLOSE = "close_days"
FORM = "form-closing"
FORM_OFF = "form-closing_off"

_SKIPPED: dict[str, PhraseId] = {
    "rule": "closing.skipped.rule",
    "taken": "closing.skipped.taken",
    "no_working_day": "closing.skipped.no_working_day",
}
_STAYS: dict[str, PhraseId] = {"moved": "closing.stays.moved", "under_way": "closing.stays.under_way"}


def closing_card(answer: ClosingAnswer, phrases: Phrases) -> Card:
    """The answer in the reader's words."""
    match answer:
        case Closings():
            return card_of_parts(_known(answer, phrases))
        case ClosingForeseen():
            return card_of_parts(_foreseen(answer, phrases))
        case ClosingNoted():
            return card_of_parts(_noted(answer, phrases))
        case ClosingOver():
            return card_of_parts(_over(answer, phrases))


def closing_key(wish: ClosingWish) -> str:
    """The days that a button is about, as they come back untrusted."""
    return f"{wish.span.first}/{wish.span.last or wish.span.first}/{wish.id or ''}/{wish.name}"


def changes(found: Sequence[ClosingChange], on: date, phrases: Phrases) -> Iterator[Part]:
    """Every task with its old and its new day, or with why it falls away or stays."""
    if found:
        yield Paragraph(joined((_change(one, on, phrases) for one in found[:SHOWN_CHANGES]), "\n"))
    if len(found) > SHOWN_CHANGES:
        yield Aside(phrases.rich("answer.more", n=len(found) - SHOWN_CHANGES))


def foreseen(answer: ClosingForeseen, phrases: Phrases) -> Iterator[Part]:
    """What these closing days would do."""
    closed = _days("closing.closed", "closing.closed.named", answer.span, answer.name, answer.on, phrases)
    yield from _what_follows(closed, answer, "closing.would_change", "closing.nothing_changes", phrases)
    if answer.joined:
        yield Aside(phrases.rich("closing.joined"))


def would_be_over(answer: ClosingOver, phrases: Phrases) -> Iterator[Part]:
    """What would become of the tasks if the days were worked after all."""
    open_again = phrases.rich("closing.would_be_over", when=when(answer.span, answer.on, phrases))
    yield from _what_follows(open_again, answer, "closing.would_change", "closing.nothing_changes", phrases)


def _what_follows(
    sentence: Rich,
    answer: ClosingForeseen | ClosingNoted | ClosingOver,
    some: PhraseId,
    none: PhraseId,
    phrases: Phrases,
) -> Iterator[Part]:
    """What the days do to tasks. That they do nothing can only be said where all tasks are made already."""
    known = known_until(answer)
    if answer.changes or known is None:
        sentence = (*sentence, " ", *phrases.rich(some if answer.changes else none))
    yield Paragraph(sentence)
    yield from changes(answer.changes, answer.on, phrases)
    if known is not None:
        yield Aside(phrases.rich("closing.beyond", day=phrases.day(known, answer.on)))


def _known(answer: Closings, phrases: Phrases) -> Iterator[Part]:
    yield Heading(phrases.say("closing.head"))
    if not answer.closings:
        yield Paragraph(phrases.rich("closing.none"))
    for closing in answer.closings[:SHOWN_CLOSINGS]:
        yield Paragraph(known_line(closing, answer.on, phrases))
        if answer.may_change:
            yield _steps(closing.id, closing.span, answer.on, phrases)
    if len(answer.closings) > SHOWN_CLOSINGS:
        yield Aside(phrases.rich("answer.more", n=len(answer.closings) - SHOWN_CLOSINGS))
    if answer.may_change:
        yield Actions("closing", (Button(phrases.say("button.closing_new"), FORM, "", primary=True),))


def known_line(closing: KnownClosing, on: date, phrases: Phrases) -> Rich:
    """The days, and what they are called."""
    days = Bold(_span_words(closing.span, on, phrases))
    return phrases.rich("closing.line", days=days, name=closing.name) if closing.name else (days,)


def _foreseen(answer: ClosingForeseen, phrases: Phrases) -> Iterator[Part]:
    yield from foreseen(answer, phrases)
    yield Aside(phrases.rich("closing.not_yet"))
    key = closing_key(answer.wish)
    enter = Button(phrases.say("button.closing_enter"), CLOSE, key, primary=True)
    yield Actions("closing", (enter, Button(phrases.say("button.closing_edit"), FORM, key)))


def _noted(answer: ClosingNoted, phrases: Phrases) -> Iterator[Part]:
    noted = _days("closing.noted", "closing.noted.named", answer.span, answer.name, answer.on, phrases)
    yield from _done(noted, answer, phrases)
    if answer.joined:
        yield Aside(phrases.rich("closing.joined"))
    yield _steps(answer.id, answer.span, answer.on, phrases)


def _over(answer: ClosingOver, phrases: Phrases) -> Iterator[Part]:
    if not answer.done:
        yield from would_be_over(answer, phrases)
        return
    yield from _done(phrases.rich("closing.over", when=when(answer.span, answer.on, phrases)), answer, phrases)


def _done(sentence: Rich, answer: ClosingNoted | ClosingOver, phrases: Phrases) -> Iterator[Part]:
    yield from _what_follows(sentence, answer, "closing.has_changed", "closing.nothing_changed", phrases)
    if any(one.kind in ("shifted", "skipped", "returns") for one in answer.changes):
        yield Aside(phrases.rich("closing.told"))


def _steps(closing_id: int, span: Span, on: date, phrases: Phrases) -> Actions:
    days = _span_words(span, on, phrases)
    change, off = phrases.say("button.closing_edit"), phrases.say("button.closing_off")
    return Actions(
        f"closing-{closing_id}",
        (
            Button(change, FORM, str(closing_id), description=phrases.say("button.about", label=change, title=days)),
            Button(off, FORM_OFF, str(closing_id), description=phrases.say("button.about", label=off, title=days)),
        ),
    )


def _days(plain: PhraseId, named: PhraseId, span: Span, name: str, on: date, phrases: Phrases) -> Rich:
    return phrases.rich(named if name else plain, when=when(span, on, phrases), name=name)


def _span_words(span: Span, on: date, phrases: Phrases) -> str:
    first = phrases.day(span.first, on)
    if span.last is None or span.last == span.first:
        return first
    return phrases.say("closing.span", first=first, last=phrases.day(span.last, on))


def _change(one: ClosingChange, on: date, phrases: Phrases) -> Rich:
    before, after = phrases.day(one.before, on), phrases.day(one.after, on) if one.after else ""
    return phrases.rich(_phrase(one), task=_task(one, phrases), before=before, after=after)


def _phrase(one: ClosingChange) -> PhraseId:
    match one.kind:
        case "shifted":
            return PhraseId("closing.shifted")
        case "skipped":
            return _SKIPPED[one.why or "rule"]
        case "kept":
            return PhraseId("closing.kept")
        case "stays":
            return _STAYS[one.why or "moved"]
        case "returns":
            return PhraseId("closing.returns")
        case "added":
            return PhraseId("closing.added")


def _task(one: ClosingChange, phrases: Phrases) -> Rich:
    if one.number is None:
        return (Bold(one.title),)
    return phrases.rich("closing.task", title=Bold(one.title), number=one.number)
