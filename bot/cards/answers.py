"""What a use case answered, as a card for whoever asked."""

from collections.abc import Iterator
from datetime import date

from bot.cards.absence import over_card
from bot.cards.absence_feeds import feed_card
from bot.cards.card import Aside, Bold, Card, Mention, Paragraph, Part, Rich, card_of_parts, cut, joined
from bot.cards.closings import closing_card
from bot.cards.cover import cover_card
from bot.cards.foreseen import preview_card
from bot.cards.handed_over import handed_over_card
from bot.cards.learning import learning_card
from bot.cards.own import own_card
from bot.cards.partner import partner_card
from bot.cards.pauses import pause_taken_back
from bot.cards.planned import plan_card
from bot.cards.retrospective import retrospective_card
from bot.cards.task import SHOWN_NOTE, reason_words
from bot.cards.tasklist import task_list_card
from bot.translations.phrases import PhraseId, Phrases, phrases_for
from jobs.facts import PersonRef, Reader
from jobs.use_cases.answers import (
    Actor,
    Change,
    MonthPlan,
    Preview,
    Replied,
    RetrospectiveShown,
    SubjectAnswer,
    TakenBack,
    TaskList,
    UseCaseAnswer,
)
from jobs.use_cases.closing_answers import ClosingForeseen, ClosingNoted, ClosingOver, Closings
from jobs.use_cases.feed_answers import FeedConnected, FeedRemoved, Feeds
from jobs.use_cases.handover_answers import Declined, HandedOver, StandInChanged, TakenOn
from jobs.use_cases.learning_answers import Decisions, Goals, LessonKept, Lessons, Recorded, WhichMetric
from jobs.use_cases.own_answers import CalendarLinks, CalendarSnapshot, OwnData, Roles
from jobs.use_cases.partner_answers import BallLies, PartnerRemoved, Partners, PartnerSaved, Reopened

_CHANGES: dict[Change, PhraseId] = {
    "done": "answer.done",
    "small": "answer.small",
    "on_it": "answer.on_it",
    "blocked": "answer.blocked",
    "later": "answer.later",
    "moved": "answer.moved",
    "skipped": "answer.skipped",
    "taken": "answer.taken",
    "reassigned": "answer.reassigned",
    "shrunk": "answer.shrunk",
    "passed_on": "answer.passed_on",
    "ball_owner": "answer.ball.owner",
    "ball_approval": "answer.ball.approval",
    "ball_partner": "answer.ball.partner",
    "ball_material": "answer.ball.material",
}
_NOTED: frozenset[Change] = frozenset({"done", "small", "blocked", "skipped"})
_TELLS_NEXT: frozenset[Change] = frozenset({"done", "small", "skipped"})


def card_of(answer: UseCaseAnswer, actor: Actor, given: str = "") -> Card:
    """The answer in the actor's language. `given` is the note as it was written: a shortened one is said to be so."""
    reader = Reader(actor.language, actor.formality, actor.zone)
    phrases = phrases_for(reader)
    match answer:
        case Replied():
            return card_of_parts(_replied(answer, given.strip(), phrases))
        case TakenBack():
            return card_of_parts(_taken_back(answer, phrases))
        case TaskList():
            return task_list_card(answer, actor.person, phrases)
        case MonthPlan():
            return plan_card(answer, phrases)
        case RetrospectiveShown(figures, _, company):
            return retrospective_card(figures, company, phrases)
        case Preview():
            return preview_card(answer, reader, phrases)
        case _:
            return _of_subject(answer, given.strip(), phrases)


def _of_subject(answer: SubjectAnswer, given: str, phrases: Phrases) -> Card:
    """What one subject answers, by that subject's own cards."""
    match answer:
        case ClosingForeseen() | ClosingNoted() | ClosingOver() | Closings():
            return closing_card(answer, phrases)
        case HandedOver() | TakenOn() | Declined() | StandInChanged():
            return handed_over_card(answer, phrases)
        case Goals() | Recorded() | WhichMetric() | LessonKept() | Lessons() | Decisions():
            return learning_card(answer, phrases)
        case Partners() | PartnerSaved() | PartnerRemoved() | Reopened() | BallLies():
            return partner_card(answer, phrases)
        case Feeds() | FeedConnected() | FeedRemoved():
            return feed_card(answer, phrases)
        case Roles() | CalendarSnapshot() | CalendarLinks() | OwnData():
            return own_card(answer, phrases)
        case _:
            return cover_card(answer, given, phrases)


def _replied(answer: Replied, given: str, phrases: Phrases) -> Iterator[Part]:
    yield Paragraph(joined(_sentences(answer, phrases), " "))
    note = answer.task.note if answer.change in _NOTED else None
    if note:
        yield Aside(phrases.rich("answer.note", note=cut(note, SHOWN_NOTE)))
    if note and len(given) > len(note):
        yield Aside(phrases.rich("answer.shortened", limit=phrases.number(len(note))))


def _taken_back(answer: TakenBack, phrases: Phrases) -> Iterator[Part]:
    for task in answer.tasks:
        yield Paragraph(phrases.rich("answer.taken_back", title=Bold(task.title), number=task.number))
    for words in answer.words:
        yield Paragraph(phrases.rich("answer.words_taken_back", text=words))
    for absence in answer.absences:
        yield from over_card(absence, phrases).parts
    for pause in answer.pauses:
        yield Paragraph(pause_taken_back(pause, phrases))


def _sentences(answer: Replied, phrases: Phrases) -> Iterator[Rich]:
    task = answer.task
    yield phrases.rich(
        _CHANGES[answer.change],
        title=Bold(task.title),
        number=task.number,
        day=_day(answer.on or task.due_on, answer, phrases),
        due=_day(task.due_on, answer, phrases),
        who=_who(answer.person, phrases),
        reason=reason_words(task.stall_reason, phrases) if task.stall_reason else "",
    )
    if answer.next_on is not None and answer.change in _TELLS_NEXT:
        yield phrases.rich("answer.next", day=_day(answer.next_on, answer, phrases))


def _day(day: date, answer: Replied, phrases: Phrases) -> str:
    """A day far from the task's own is said with its year."""
    return phrases.day(day, answer.task.due_on)


def _who(person: PersonRef | None, phrases: Phrases) -> Rich:
    return (Mention(person),) if person else (phrases.say("answer.nobody"),)
