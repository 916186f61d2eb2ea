"""How a line of words is taken apart: the task that is meant, days, months. What isn't understood is refused."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from jobs.rules.calendar_words import fold
from jobs.rules.dates import DateError, parse_date, parse_month
from jobs.use_cases import finding
from jobs.use_cases.refusals import RefusalCode, Refused

SHORTEST_BEGINNING = 3
"""Followed by more words, a shorter beginning of a title is rather a word of the note: "done in time"."""

_WORD = re.compile(r"\s*([^\W\d_]+)(?![^\W\d_]|-[^\W\d_])")  # "IT-Tipp" is one word, and not this kind
_NUMBER = re.compile(r"#?([0-9]{1,10})[.,:;!?]?")
_SEPARATORS = ",:;.!-–"
_BEFORE_A_DAY = ("until", "till", "bis", "zum", "auf", "am", "to", "on", "ab", "from")
_DATE_FAULTS: dict[str, RefusalCode] = {
    "unknown": "date_unknown",
    "impossible": "date_impossible",
    "past": "date_past",
}


class Misread(Refused):
    """Words that weren't understood; `hint` is what would have been."""

    def __init__(self, code: RefusalCode, hint: str | None, **facts: object) -> None:
        super().__init__(code, **facts)
        self.hint = hint


@dataclass(frozen=True)
class Named:
    """A task and the words behind it."""

    task_id: int
    rest: str


def split_words(text: str, count: int = 1) -> tuple[str, str]:
    """The first words in their folded spelling, and what follows them; ("", text) where there are fewer."""
    words, end = [], 0
    for _ in range(count):
        found = _WORD.match(text, end)
        if found is None:
            return "", text.strip()
        words.append(fold(found[1]))
        end = found.end()
    return " ".join(words), text[end:].strip()


def named_task(session: Session, ask: Ask, words: str) -> Named:
    """The task that the words begin with: a number, the beginning of a title, or none for the only open one.

    Behind punctuation stands a note, unless it is a number or a title and nothing else: "done, link follows" is about
    the only open task, even where there is a task called "LinkedIn".
    """
    rest = words.lstrip(_SEPARATORS).strip()
    if not rest:
        return Named(finding.find_task(session, ask.actor, None, ask.now, ask.about), "")
    first = rest.split(maxsplit=1)
    number = _NUMBER.fullmatch(first[0])
    if number:
        return Named(finding.find_task(session, ask.actor, number[1], ask.now), first[1] if len(first) > 1 else "")
    if words[0] in _SEPARATORS:
        return _title_or_note(session, ask, rest)
    by_title = _by_title(session, ask, rest)
    if by_title is None:
        raise Refused("no_such_task", text=rest, candidates=finding.open_tasks(session, ask.actor, ask.now).tasks)
    return by_title


def _title_or_note(session: Session, ask: Ask, words: str) -> Named:
    try:
        return Named(finding.find_task(session, ask.actor, words, ask.now), "")
    except Refused:
        return Named(finding.find_task(session, ask.actor, None, ask.now, ask.about), words)


def names_number(words: str) -> bool:
    """Whether the words begin with a task's number."""
    first = words.lstrip(_SEPARATORS).split(maxsplit=1)[:1]
    return bool(first and _NUMBER.fullmatch(first[0]))


def _by_title(session: Session, ask: Ask, words: str) -> Named | None:
    """The longest beginning of the words that names a task.

    Where a beginning fits no title, no longer one does; so a long note costs no more than a short one.
    """
    longest: Named | Refused | None = None
    for found in re.finditer(r"\S+", words):
        beginning, rest = words[: found.end()].rstrip(_SEPARATORS), words[found.end() :].strip()
        if len(beginning) < min(SHORTEST_BEGINNING, len(words)):
            continue
        try:
            longest = Named(finding.find_task(session, ask.actor, beginning, ask.now), rest)
        except Refused as refused:
            if refused.refusal.code == "no_such_task":
                break
            longest = refused
    if isinstance(longest, Refused):
        raise longest
    return longest


def task_and_day(session: Session, ask: Ask, words: str) -> tuple[int, date | None]:
    """A task and a day, either of which may be missing; a day alone is about the only open task."""
    if not words:
        return named_task(session, ask, "").task_id, None
    try:
        day = read_day(session, ask, words)
    except Misread as misread:
        return _task_then_day(session, ask, words, misread)
    return named_task(session, ask, "").task_id, day


def _task_then_day(session: Session, ask: Ask, words: str, misread: Misread) -> tuple[int, date | None]:
    try:
        named = named_task(session, ask, words)
    except Refused as refused:
        if refused.refusal.code == "no_such_task" and misread.refusal.code != "date_unknown":
            raise misread from refused
        raise
    return named.task_id, read_day(session, ask, named.rest) if named.rest else None


def read_day(session: Session, ask: Ask, text: str) -> date:
    """The day that is meant, seen from the actor's today; Refused with an example that would do."""
    today, workdays = finding.today(session, ask.actor, ask.now)
    try:
        return parse_date(without_connective(text), today, workdays)
    except DateError as fault:
        over = parse_date(without_connective(text), today, workdays, allow_past=True) if fault.code == "past" else None
        raise Misread(_DATE_FAULTS[fault.code], fault.example, text=text, on=over) from fault


def without_connective(text: str) -> str:
    """The day behind "until", "bis" and their kind."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and fold(first) in _BEFORE_A_DAY else text.strip()


def read_month(session: Session, ask: Ask, text: str, *, ahead: bool) -> date:
    """The first of the month that is meant. A name alone is the nearest one ahead, or the last one."""
    today, _ = finding.today(session, ask.actor, ask.now)
    try:
        year, month = parse_month(text, today, prefer="future" if ahead else "past")
    except DateError as fault:
        raise Misread("month_unknown", fault.example, text=text) from fault
    return date(year, month, 1)
