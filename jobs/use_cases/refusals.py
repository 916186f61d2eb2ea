"""Why something that was asked for is not done. A refusal is an answer, not a fault: it is worded for the person."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jobs.facts import PersonRef, TaskLine

RefusalCode = Literal[
    "stranger",  # nobody we know in this workspace
    "deactivated",
    "guest",  # a guest asks for more than their own tasks
    "no_such_task",
    "no_open_task",
    "which_task",  # several are open, none was named: candidates
    "ambiguous_task",  # the beginning of a title fits several: candidates
    "not_yours",
    "already_ended",  # task says by whom and when
    "went_on",  # a message that was edited or deleted too late: its effect has been built upon
    "date_missing",
    "date_unknown",
    "date_impossible",
    "date_past",
    "date_too_far",
    "reason_missing",
    "reason_unknown",
    "person_missing",
    "person_unknown",
    "nobody_decides",
    "month_unknown",
    "unknown_word",
    "coordinator_only",
    "absence_words",  # words that name neither days nor people; they are kept nowhere
    "absence_of_others",
    "absence_backwards",
    "absence_changed",  # the end of an absence can't be taken back: other days were entered since
    "address_unknown",  # no address of a calendar that would stay secret on its way
    "own_deputy",
    "not_away",
    "no_such_activity",
    "ambiguous_activity",  # the beginning of a title fits several: candidates
    "not_paused",  # the activity called `text` runs
    "nothing_paused",
    "reserved",  # only `people` may
    "not_set_up",  # nobody coordinates yet
    "title_missing",
    "title_used",
    "person_guest",
    "person_outside",
    "person_left",
    "deputy_is_owner",
    "link_unknown",
    "nothing_planned",
    "choice_missing",
    "metric_unknown",
    "no_metrics",
    "number_missing",
    "number_unknown",
    "number_ambiguous",  # may be either of `values`
    "number_too_large",
    "unit_other",  # a percentage of what is measured in `text`
    "month_ahead",
    "month_long_ago",
    "not_measuring",
    "not_deciding",
    "not_your_decision",
    "words_missing",
    "activity_unknown",
    "decision_closed",
    "coordination_open",  # nobody would coordinate
    "holder_missing",  # a deputy alone
    "role_twice",
    "closing_words",  # words that don't begin with one span of days
    "closing_open",  # closing days without a last one
    "closing_long",
    "no_partner",  # a ball for a partner where there is none
    "party_unknown",
    "partner_unnamed",
    "partner_known",  # another one is called so
    "partner_in_use",  # by the activities of these `names`
    "email_unknown",
    "not_reported",  # opened again, or ended by somebody inside
    "gone",  # what a button was about does not exist, or is not of this workspace
]


@dataclass(frozen=True)
class Refusal:
    """What stands in the way, with the facts that help to go on."""

    code: RefusalCode
    text: str = ""
    task: TaskLine | None = None
    candidates: tuple[TaskLine, ...] = ()
    on: date | None = None
    person: PersonRef | None = None
    people: tuple[PersonRef, ...] = ()
    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()


class Refused(Exception):
    """Ends a use case; nothing it did is kept. `example` names a phrase with a line that would have worked."""

    def __init__(self, code: RefusalCode, **facts: object) -> None:
        super().__init__(code)
        self.example: str | None = None
        self.refusal = Refusal(code, **facts)  # type: ignore[arg-type]
