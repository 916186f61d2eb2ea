"""An absence that is known has other days, another deputy, or is restored: what comes back, what is handed on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.making import make_tasks
from jobs.rules.availability import Span
from jobs.use_cases import absence_list, absences, coverage, reply, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.answers import Actor, TakenBack
from jobs.use_cases.cover_answers import AbsenceNoted, AbsenceOver
from jobs.use_cases.refusals import Refused
from jobs.use_cases.retract import retract
from jobs.use_cases.task_state import state_of
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import TaskEvent
from tests.jobs.company import berlin
from tests.jobs.test_absences import NEWSLETTER, POST, Story, covers, day, span

MESSAGE = "D1/1700.1"


def changed(
    story: Story, who: str, to: Span, *, of: str = "otto", deputy: str | None = None, nth: int = 0
) -> AbsenceNoted:
    """The person's nth absence in the order of the days becomes this one."""
    deputy_id = story.ids.people[deputy.title()] if deputy else None

    def work(session: Session, actor: Actor, now: datetime) -> AbsenceNoted:
        of_person = Absence.person_id == story.ids.people[of.title()]
        rows = session.scalars(select(Absence).where(of_person, ~Absence.dismissed).order_by(Absence.first_on)).all()
        return absences.change(session, actor, rows[nth].id, AbsenceWish((to,), None, deputy_id), now, "form")

    return story.does(who, work)


def holders(story: Story, title: str = "Beitrag") -> list[int | None]:
    """Who has the first three tasks."""
    return [story.task(title, nth).holder_id for nth in range(3)]


FIRST_TWO_WEEKS = ("12-01", "12-11")
DAYS: list[tuple[str, tuple[str, str | None], tuple[str, str | None], list[str], list[str]]] = [
    # what changes, before, after, tasks that come back by their day, tasks that the deputy has then
    ("the end comes sooner", FIRST_TWO_WEEKS, ("12-01", "12-04"), ["12-10"], ["12-03"]),
    ("the beginning comes later", FIRST_TWO_WEEKS, ("12-07", "12-11"), ["12-03"], ["12-10"]),
    ("both ends", ("12-01", "12-18"), ("12-07", "12-11"), ["12-03", "12-17"], ["12-10"]),
    ("a single day is left", FIRST_TWO_WEEKS, ("12-10", "12-10"), ["12-03"], ["12-10"]),
    ("the end comes later", FIRST_TWO_WEEKS, ("12-01", "12-18"), [], ["12-03", "12-10", "12-17"]),
    ("the beginning comes sooner", ("12-07", "12-11"), FIRST_TWO_WEEKS, [], ["12-03", "12-10"]),
    ("other days altogether", ("12-01", "12-04"), ("12-14", "12-18"), ["12-03"], ["12-17"]),
    ("an open end is closed", ("12-07", None), ("12-07", "12-11"), ["12-17"], ["12-10"]),
    ("an end is opened", ("12-07", "12-11"), ("12-07", None), [], ["12-10", "12-17"]),
    ("nothing", FIRST_TWO_WEEKS, FIRST_TWO_WEEKS, [], ["12-03", "12-10"]),
]


@pytest.mark.parametrize(("_what", "before", "after", "back", "handed"), DAYS, ids=[row[0] for row in DAYS])
def test_what_falls_out_comes_back_and_what_falls_in_is_handed_over(
    database: Database,
    _what: str,
    before: tuple[str, str | None],
    after: tuple[str, str | None],
    back: list[str],
    handed: list[str],
) -> None:
    story = Story(database, POST)
    story.away("otto", span(*before), deputy="max")

    answer = changed(story, "otto", span(*after), deputy="max")

    near = [day("12-03"), day("12-10"), day("12-17")]
    assert answer.changed
    assert answer.spans == (span(*after),)
    assert [line.due_on for line in answer.returned if line.due_on in near] == [day(one) for one in back]
    assert [due for due, holder in zip(near, holders(story), strict=True) if holder == story.ids.max] == [
        day(one) for one in handed
    ]
    assert story.rows() == [(story.ids.otto, *(day(one) if one else None for one in after))]


def test_a_change_holds_for_todays_nudges_within_one_round(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    story.away("otto", span("12-01", "12-04"))
    assert story.at("2026-12-01 09:00") == [("U2", [("Newsletter", "due")])]

    changed(story, "otto", span("12-02", "12-04"))
    assert story.at("2026-12-01 09:30") == [("U1", [("Newsletter", "cover")])]

    changed(story, "otto", span("12-01", "12-04"))
    assert story.at("2026-12-01 10:00") == [("U2", [("Newsletter", "cover")])]


def test_of_what_falls_out_the_deputy_keeps_what_they_have_begun(database: Database) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-11"), deputy="max")
    begun = story.task("Beitrag", 1).id
    story.does("max", lambda session, actor, now: reply.on_it(session, actor, begun, now, "button"))

    answer = changed(story, "otto", span("12-01", "12-04"), deputy="max")

    assert answer.returned == ()
    assert [(one.task.due_on, one.by.name if one.by else None) for one in answer.stayed] == [(day("12-10"), "Max")]
    assert holders(story) == [story.ids.max, story.ids.max, None]


@pytest.mark.parametrize(("deputy", "holder", "by"), [("dora", "dora", "Dora"), (None, None, "Dora")])
def test_another_deputy_has_what_the_first_one_has_not_begun(
    database: Database, deputy: str | None, holder: str | None, by: str
) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-11"), deputy="max")

    answer = changed(story, "otto", span("12-01", "12-11"), deputy=deputy)

    assert covers(answer) == [("Beitrag", day("12-03"), by), ("Beitrag", day("12-10"), by)]
    assert answer.returned == ()
    assert holders(story)[:2] == [story.ids.people[holder.title()] if holder else None] * 2


def test_what_grows_together_is_one(database: Database) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-02"), span("12-08", "12-09"))

    answer = changed(story, "otto", span("12-01", "12-07"))

    assert (answer.spans, answer.joined) == ((span("12-01", "12-09"),), True)
    assert story.rows() == [(story.ids.otto, day("12-01"), day("12-09"))]


def test_an_absence_that_runs_keeps_its_first_day(database: Database) -> None:
    story = Story(database, POST)
    story.away("otto", span("11-30", "12-11"), deputy="max")

    changed(story, "otto", span("11-30", "12-04"), deputy="max")

    assert story.rows() == [(story.ids.otto, day("11-30"), day("12-04"))]
    assert holders(story) == [story.ids.max, None, None]


def test_tasks_that_are_made_later_go_to_the_deputy_who_was_named_too(database: Database) -> None:
    """Thirteen weeks ahead are known; of an absence without end the rest comes week by week."""
    story = Story(database, POST)
    story.away("otto", span("12-01"), deputy="max")

    make_tasks(database, berlin("2026-12-15 08:00"))

    def asked_in_march(session: Session, actor: Actor, now: datetime) -> list[tuple[date, int | None, str | None]]:
        from jobs.company import load_company
        from storage import tasks
        from storage.tables import Workspace

        company = load_company(session, session.get_one(Workspace, actor.workspace_id))
        late = [
            one for one in tasks.open_tasks(session, actor.workspace_id, date(2027, 3, 31)) if one.due_on.month == 3
        ]
        found = [(one, company.responsible(one, one.activity, one.due_on)) for one in late]
        return [(one.due_on, one.holder_id, by.name if by else None) for one, by in found]

    assert story.does("clara", asked_in_march) == [
        (date(2027, 3, 4), None, "Max"),
        (date(2027, 3, 11), None, "Max"),
        (date(2027, 3, 18), None, "Max"),
    ]
    story.back("otto")
    assert [name for _, _, name in story.does("clara", asked_in_march)] == ["Otto"] * 3


def test_whoever_was_named_stands_in_for_what_has_no_task_yet_too(database: Database) -> None:
    later: dict[str, Any] = {"title": "Messe", "cadence": "yearly on 1 oct", "starts": date(2027, 10, 1)}
    story = Story(database, POST, later)
    story.away("otto", span("12-01"), deputy="max")

    shown = story.does("clara", coverage.team)

    assert [(one.title, one.now.name if one.now else None) for one in shown.activities] == [
        ("Beitrag", "Max"),
        ("Messe", "Max"),
    ]


@pytest.mark.parametrize(
    ("who", "to", "deputy", "code"),
    [
        ("dora", span("12-02", "12-03"), None, "absence_of_others"),
        ("otto", span("12-02", "12-03"), "otto", "own_deputy"),
        ("otto", Span(day("12-02"), date(2029, 1, 1)), None, "date_too_far"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    database: Database, who: str, to: Span, deputy: str | None, code: str
) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-11"), deputy="max")

    with pytest.raises(Refused) as refused:
        changed(story, who, to, deputy=deputy)

    assert refused.value.refusal.code == code
    assert story.rows() == [(story.ids.otto, day("12-01"), day("12-11"))]


def test_the_coordinator_changes_anybodys(database: Database) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-11"))

    answer = changed(story, "clara", span("12-02", "12-03"))

    assert (answer.own, answer.who.name) == (False, "Otto")
    assert story.rows() == [(story.ids.otto, day("12-02"), day("12-03"))]


def test_what_is_over_is_changed_no_more(database: Database) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-02"))
    story.at("2026-12-03 08:00")

    with pytest.raises(Refused) as refused:
        changed(story, "otto", span("12-01", "12-11"))

    assert refused.value.refusal.code == "gone"


def test_the_list_holds_what_is_not_over_and_others_for_the_coordinator_alone(database: Database) -> None:
    story = Story(database, POST)
    story.away("clara", span("11-02", "11-03"), span("12-07", "12-08"))
    story.away("clara", span("12-03"), of="dora")
    story.away("otto", span("12-01", "12-02"), span("12-21", "12-22"))

    lists = {who: story.does(who, absence_list.listed) for who in ("clara", "dora", "max")}

    assert [one.span for one in lists["clara"].absences] == [span("12-07", "12-08")]
    assert [(one.person.name, one.span) for one in lists["clara"].others] == [
        ("Otto", span("12-01", "12-02")),
        ("Dora", span("12-03")),
        ("Otto", span("12-21", "12-22")),
    ]
    assert ([one.span for one in lists["dora"].absences], lists["dora"].others) == ([span("12-03")], ())
    assert (lists["max"].absences, len(lists["max"].others)) == ((), 4)


def writes_back(story: Story, who: str = "otto") -> AbsenceOver:
    def work(session: Session, actor: Actor, now: datetime) -> AbsenceOver:
        over = absences.back(session, replace(actor, message=MESSAGE), now, "message")
        assert isinstance(over, AbsenceOver)
        return over

    return story.does(who, work)


def takes_back(story: Story, who: str = "otto") -> TakenBack:
    return story.does(who, lambda session, actor, now: retract(session, actor, MESSAGE, now))


@pytest.mark.parametrize(
    "spans",
    [[span("11-30", "12-11")], [span("12-01", "12-11")], [span("12-02", "12-04")], [span("12-01")]],
    ids=["running", "since today", "to come", "without end"],
)
def test_that_somebody_was_back_is_taken_back_exactly(database: Database, spans: Sequence[Span]) -> None:
    story = Story(database, POST, NEWSLETTER)
    story.away("otto", *spans, deputy="max")
    rows, states = story.rows(), [state_of(story.task("Beitrag", nth)) for nth in range(3)]
    writes_back(story)
    assert holders(story) == [None, None, None]

    taken = takes_back(story)

    assert (story.rows(), [state_of(story.task("Beitrag", nth)) for nth in range(3)]) == (rows, states)
    assert [(one.restored, one.span) for one in taken.absences] == [(True, spans[0])]
    assert {line.id for line in taken.tasks} >= {story.task("Beitrag").id}
    assert takes_back(story) == TakenBack(())


def test_taken_back_after_the_next_round_whoever_stood_in_is_asked_again(database: Database) -> None:
    """That Otto has been asked meanwhile is nothing anybody has built upon."""
    story = Story(database, NEWSLETTER)
    story.away("otto", span("12-01", "12-04"), deputy="max")
    assert story.at("2026-12-01 09:00") == [("U4", [("Newsletter", "due")])]
    writes_back(story)
    assert story.at("2026-12-01 09:10") == [("U1", [("Newsletter", "due")])]

    takes_back(story)

    assert story.task("Newsletter").holder_id == story.ids.max
    assert [line.title for line in story.back("otto").returned] == ["Newsletter"]


def entered_anew(story: Story) -> object:
    return story.away("otto", span("12-03", "12-03"))


def answered(story: Story) -> object:
    task_id = story.task("Beitrag").id
    return story.does("otto", lambda session, actor, now: reply.on_it(session, actor, task_id, now, "button"))


def moved_on(story: Story) -> object:
    task_id = story.task("Beitrag").id
    return story.does(
        "clara", lambda session, actor, now: steer.move(session, actor, task_id, now, "form", day("12-04"))
    )


@pytest.mark.parametrize(
    ("built", "code"),
    [(entered_anew, "absence_changed"), (answered, "went_on"), (moved_on, "went_on")],
)
def test_what_has_been_built_upon_stays(database: Database, built: Callable[[Story], object], code: str) -> None:
    story = Story(database, POST)
    story.away("otto", span("12-01", "12-11"), deputy="max")
    writes_back(story)
    built(story)
    rows = story.rows()

    with pytest.raises(Refused) as refused:
        takes_back(story)

    assert refused.value.refusal.code == code
    assert story.rows() == rows


def test_the_history_names_the_message_that_gave_a_task_back(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    story.away("otto", span("12-01", "12-04"), deputy="max")
    writes_back(story)
    takes_back(story)

    query = select(TaskEvent).where(TaskEvent.task_id == story.task("Newsletter").id).order_by(TaskEvent.id)
    events: list[Any] = list(database.read(lambda session: session.scalars(query).all()))
    assert [(one.kind, one.source) for one in events] == [
        ("made", None),
        ("covered", None),
        ("given_back", MESSAGE),
        ("retracted", None),
    ]
