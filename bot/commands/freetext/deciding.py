"""From what the parts of a text come to, to what the whole of it means; where they disagree, nothing is certain."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from bot.commands.freetext.meanings import MEANINGS, Meaning, Reading, Unsure
from bot.commands.freetext.outcomes import Outcome
from bot.commands.freetext.signals import Signal
from bot.commands.freetext.words_of_stalls import ILLNESS
from jobs.facts import StallReason
from jobs.rules.calendar_words import fold

T = TypeVar("T")

_WITH_A_DAY = frozenset({"on_it", "later", "move", "take_over", "hand_over"})
_WITH_A_NOTE = frozenset({"done", "small", "blocked", "skip"})
_ENDING = frozenset({"done", "small", "skip"})
_ABSORBED_BY: dict[Meaning, frozenset[Meaning]] = {
    "done": frozenset({"small"}),
    "blocked": frozenset({"later", "move", "skip", "take_over", "hand_over"}),
    "on_it": frozenset({"take_over"}),
}
"""What gives way to what stands beside it: whoever has no time and asks to skip, asks to skip."""
_SPOILS_DONE = frozenset(
    {
        Signal.NOT,
        Signal.WITHOUT,
        Signal.PARTIAL,
        Signal.WINK,
        Signal.MUST,
        Signal.LACK,
        Signal.NEED,
        Signal.ONLY,
        Signal.QUESTION,
    }
)
_NOT_UNDERSTOOD = frozenset({Signal.UNKNOWN, Signal.ADVERBIAL})
_WORTH_A_NOTE = frozenset(
    {
        Signal.UNKNOWN,
        Signal.ADVERBIAL,
        Signal.LINK,
        Signal.PERSON,
        Signal.LEADER,
        Signal.PARTY,
        Signal.WHO,
        Signal.ANSWER,
    }
)
_ANY_DAY = frozenset(
    {Signal.TODAY, Signal.WEEKDAY, Signal.AHEAD, Signal.THIS, Signal.SPAN, Signal.STRANGE_DAY, Signal.HOUR}
)
_ADDRESS = frozenset({Signal.PERSON, Signal.LEADER, Signal.ACK, Signal.PLEASE, Signal.QUESTION})
_ILLNESS = frozenset(fold(word) for word in ILLNESS.split(","))


def decide(outcomes: Sequence[Outcome], text: str, today: date) -> Reading | Unsure:
    """What a text means, if all of it agrees."""
    meaning = _meaning(outcomes)
    tasks = _tasks(outcomes)
    if meaning is None or len(tasks) > 1 or _is_spoilt(meaning, outcomes) or _is_loosely_named(outcomes):
        return _unsure(outcomes, tasks)
    days = _days(meaning, outcomes, today)
    reasons = _reasons(outcomes) if meaning == "blocked" else ()
    people = _people(outcomes) if meaning == "hand_over" else ()
    if len(days) > 1 or len(reasons) > 1 or len(people) > 1:
        return _unsure(outcomes, tasks)
    return Reading(meaning, _only(tasks), _only(days), _only(reasons), _only(people), _note(meaning, outcomes, text))


def _meaning(outcomes: Sequence[Outcome]) -> Meaning | None:
    """The one firm meaning that is left once others have given way to it."""
    if any(one.is_doubt for one in outcomes):
        return None
    firm = {one.firm for one in outcomes if one.firm}
    if len(firm) > 1 and any(Signal.BRIEF in one.signals for one in outcomes):  # "kurz: …" only announces something
        return None
    left = [meaning for meaning in MEANINGS if meaning in firm and not firm & _ABSORBED_BY.get(meaning, frozenset())]
    if set(left) == {"on_it", "blocked"} and all(_is_mild(one) for one in outcomes if one.firm == "blocked"):
        left.remove("blocked")
    if not left and {one.is_promise for one in outcomes if one.is_maybe} == {True, False} and _all_promised(outcomes):
        return "on_it"
    if left == ["done"] and any(one.rule and one.is_maybe and one.rule.meanings == ("small",) for one in outcomes):
        return "small"
    return left[0] if len(left) == 1 else None


def _all_promised(outcomes: Sequence[Outcome]) -> bool:
    """Whether there is only a promise, and the day of it: "I'll do it, by Friday"."""
    return all(one.is_promise or one.is_bare_day for one in outcomes if one.is_maybe)


def _is_mild(blocked: Outcome) -> bool:
    """No time today, or a mere explanation: whoever names a day beside it means that day."""
    return blocked.clause.joint == "because" or blocked.reasons == ("time",)


def _is_spoilt(meaning: Meaning, outcomes: Sequence[Outcome]) -> bool:
    """Whether something beside the meaning takes it back."""
    return (
        any(_asks(one, meaning, outcomes) for one in outcomes)
        or any(one.clause.joint == "because" and one.firm not in {None, "blocked"} for one in outcomes)
        or _is_about_something_else(meaning, outcomes)
        or any(_is_of_another_day(one, meaning) for one in outcomes)
        or (meaning in {"done", "small"} and _is_not_all_done(meaning, outcomes))
    )


def _asks(one: Outcome, meaning: Meaning, outcomes: Sequence[Outcome]) -> bool:
    """Whether a part is a question, and no request: "can you do that, Clara?" is one in two parts."""
    if Signal.QUESTION not in one.signals or (one.rule and Signal.QUESTION in one.rule.bears):
        return False
    return not (meaning == "hand_over" and one.signals <= _ADDRESS and one.clause.people and _is_next_to(one, outcomes))


def _is_about_something_else(meaning: Meaning, outcomes: Sequence[Outcome]) -> bool:
    """What stands before must be understood, "brochure: done" is about no task; what stands behind is a note."""
    before = True
    for one in outcomes:
        before = before and one.firm is None
        if not one.is_note or not one.signals & _NOT_UNDERSTOOD:
            continue
        if before and (meaning in _ENDING or _is_label(one)):
            return True
        if meaning in _ENDING and one.clause.joint == "colon":
            return True
        if meaning in {"done", "small"} and _is_label(one) and not _tasks(outcomes):
            return True
    return False


def _is_label(one: Outcome) -> bool:
    """One or two unknown words, as a name would be."""
    unknown = sum(Signal.UNKNOWN in piece.signals for piece in one.clause.pieces)
    return unknown <= 2 and all(Signal.UNKNOWN in piece.signals or not piece.signals for piece in one.clause.pieces)


def _is_not_all_done(meaning: Meaning, outcomes: Sequence[Outcome]) -> bool:
    spoiling = _SPOILS_DONE - {Signal.ONLY} if meaning == "small" else _SPOILS_DONE
    if any(one.is_maybe and one.candidates != ("small",) for one in outcomes):
        return True
    if any(_takes_something_back(one) for one in outcomes if one.is_note):
        return True
    return any(one.signals & spoiling for one in outcomes)


def _takes_something_back(note: Outcome) -> bool:
    """Whether it isn't quite finished: "…, but it's late", "…, Max is still reading", "…, Max has to approve it"."""
    still = bool(note.signals & {Signal.YET, Signal.STILL}) and Signal.EXTRA not in note.signals
    return still or note.clause.joint == "but" or "approval" in note.reasons


def _is_loosely_named(outcomes: Sequence[Outcome]) -> bool:
    """Whether only a word of a title stands in a note: "we are at the trade fair" needn't be about the one task."""
    notes = (one for one in outcomes if one.is_note and not _is_understood(one))
    after = (one for one in _after_the_meaning(outcomes) if one.is_note)
    return any(not task.whole for one in (*notes, *after) for task in one.clause.tasks)


def _after_the_meaning(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    first = next((at for at, one in enumerate(outcomes) if one.firm), len(outcomes))
    return outcomes[first + 1 :]


def _is_understood(one: Outcome) -> bool:
    return not one.signals & _NOT_UNDERSTOOD and one.clause.joint != "because"


def _tasks(outcomes: Iterable[Outcome]) -> tuple[int, ...]:
    """The tasks that are meant: those that all mentions have in common, or all of them."""
    mentions = [task.task_ids for one in outcomes for task in one.clause.tasks]
    if not mentions:
        return ()
    common = frozenset.intersection(*mentions)
    return tuple(sorted(common if len(common) == 1 else frozenset.union(*mentions)))


def _days(meaning: Meaning, outcomes: Sequence[Outcome], today: date) -> tuple[date, ...]:
    """The day beside the meaning, in the same part or in one of its own; an hour alone is one of today."""
    if meaning not in _WITH_A_DAY:
        return ()
    saying = [one for one in outcomes if one.firm in {meaning, "on_it"}]
    bare = [one for one in outcomes if one.is_bare_day]
    days = dict.fromkeys(day for one in (*saying, *bare) for day in one.clause.days)
    if meaning == "on_it" and not days and any(Signal.HOUR in one.signals for one in saying):
        days[today] = None
    return tuple(days)


def _is_of_another_day(one: Outcome, meaning: Meaning) -> bool:
    """A day in a note is that of something else, and "next week" alone is none, except to be reminded on its first."""
    if meaning not in _WITH_A_DAY:
        return one.is_bare_day
    if one.is_note and one.clause.joint != "because":
        return bool(one.signals & _ANY_DAY)
    return one.is_bare_day and Signal.SPAN in one.signals and meaning != "later"


def _reasons(outcomes: Iterable[Outcome]) -> tuple[StallReason, ...]:
    return tuple(dict.fromkeys(reason for one in outcomes if one.firm == "blocked" for reason in one.reasons))


def _people(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Who it is handed to: named with it, or addressed right before or behind it."""
    named = dict.fromkeys(who for one in outcomes if one.firm == "hand_over" for who in one.clause.people)
    addressed = dict.fromkeys(
        who for one in outcomes if one.signals <= _ADDRESS and _is_next_to(one, outcomes) for who in one.clause.people
    )
    return tuple(named or addressed)


def _is_next_to(one: Outcome, outcomes: Sequence[Outcome]) -> bool:
    """Before a request it is an address; behind it only after a comma: a name on its own line is a signature."""
    at = next(number for number, other in enumerate(outcomes) if other is one)
    before, behind = outcomes[at - 1 : at] if at else (), outcomes[at + 1 : at + 2]
    return any(other.firm == "hand_over" for other in behind) or (
        one.clause.joint == "comma" and any(other.firm == "hand_over" for other in before)
    )


def _note(meaning: Meaning, outcomes: Sequence[Outcome], text: str) -> str:
    """The text, where it says more than the reading. Nothing about anybody's health is kept."""
    kept = " ".join(text.split())
    ill = any(word in _ILLNESS for one in outcomes for piece in one.clause.pieces for word in piece.word.split())
    if meaning not in _WITH_A_NOTE or ill:
        return ""
    several = len({one.firm for one in outcomes if one.firm}) > 1
    return kept if several or any(one.signals & _WORTH_A_NOTE for one in outcomes) else ""


def _unsure(outcomes: Sequence[Outcome], tasks: tuple[int, ...]) -> Unsure:
    """What was understood nevertheless."""
    said = {meaning for one in outcomes for meaning in one.candidates}
    days = tuple(dict.fromkeys(day for one in outcomes for day in one.clause.days))
    reasons = tuple(dict.fromkeys(reason for one in outcomes for reason in one.reasons))
    return Unsure(
        tuple(meaning for meaning in MEANINGS if meaning in said),
        tasks[0] if len(tasks) == 1 else None,
        days[0] if len(days) == 1 else None,
        reasons[0] if len(reasons) == 1 else None,
    )


def _only(found: tuple[T, ...]) -> T | None:
    return found[0] if found else None
