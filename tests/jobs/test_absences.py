"""Somebody is away, and there again: who is asked meanwhile, which tasks change hands, and what comes back."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any, TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.notices import Nudge
from jobs.rules.availability import Span
from jobs.use_cases import absences, reply, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import AbsenceNoted, AbsenceOver
from jobs.use_cases.refusals import Refused
from jobs.use_cases.task_state import state_of
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Activity, Person, Task, TaskEvent, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.recorder import Engine, Sent

T = TypeVar("T")
NEWSLETTER: dict[str, Any] = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)}
POST: dict[str, Any] = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3)}
TUESDAY = date(2026, 12, 1)
_USERS = {"otto": "U1", "dora": "U2", "clara": "U3", "max": "U4"}


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def span(first: str, last: str | None = None) -> Span:
    return Span(day(first), day(last) if last else None)


class Story:
    """The company, its engine, and what people there do at the engine's time."""

    def __init__(self, database: Database, *activities: dict[str, Any], at: str = "2026-12-01 08:00") -> None:
        self.database = database
        self.ids: Ids = found(database, *activities)
        self.engine = Engine(database, berlin(at))
        self.engine.now()

    @property
    def now(self) -> datetime:
        return self.engine.clock.now()

    def does(self, who: str, work: Callable[[Session, Actor, datetime], T]) -> T:
        return self.database.write(
            lambda session: work(session, find_actor(session, "slack", "T1", _USERS[who]), self.now)
        )

    def away(self, who: str, *spans: Span, of: str | None = None, deputy: str | None = None) -> AbsenceNoted:
        wish = AbsenceWish(
            spans, self.ids.people[of.title()] if of else None, self.ids.people[deputy.title()] if deputy else None
        )
        return self.does(who, lambda session, actor, now: absences.away(session, actor, wish, now, "command"))

    def back(self, who: str) -> AbsenceOver:
        over = self.does(who, lambda session, actor, now: absences.back(session, actor, now, "command"))
        assert isinstance(over, AbsenceOver)
        return over

    def at(self, text: str) -> list[tuple[str, list[tuple[str, str]]]]:
        return said(self.engine.at(berlin(text)))

    def task(self, title: str, nth: int = 0) -> Task:
        query = select(Task).join(Activity).where(Activity.title == title).order_by(Task.nominal_on)
        return self.database.read(lambda session: session.scalars(query).all()[nth])

    def rows(self) -> list[tuple[int, date, date | None]]:
        """Everybody's absences: whose, from when until when."""
        query = select(Absence).order_by(Absence.person_id, Absence.first_on)
        return self.database.read(
            lambda session: [(one.person_id, one.first_on, one.last_on) for one in session.scalars(query)]
        )


def said(sent: Sequence[Sent]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who was asked what."""
    return [
        (one.to, [(item.task.title, item.tone) for item in one.notice.items])
        for one in sent
        if isinstance(one.notice, Nudge)
    ]


def covers(noted: AbsenceNoted) -> list[tuple[str, date, str | None]]:
    return [(one.task.title, one.task.due_on, one.by.name if one.by else None) for one in noted.tasks]


def test_whoever_stands_in_is_asked_at_once_and_no_longer_when_the_person_is_back(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    assert story.at("2026-12-01 09:00") == [("U1", [("Newsletter", "due")])]
    assert story.at("2026-12-01 10:00") == []

    story.away("otto", span("12-01", "12-04"))
    assert story.at("2026-12-01 10:00") == [("U2", [("Newsletter", "cover")])]

    story.back("otto")
    assert story.at("2026-12-01 10:30") == [("U1", [("Newsletter", "cover")])]
    assert story.rows() == []


def test_away_and_back_all_day_long_holds_nothing_up(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    story.at("2026-12-01 09:00")

    asked = []
    for hour in range(10, 14):
        story.away("otto", span("12-01", "12-01"))
        asked += story.at(f"2026-12-01 {hour}:00")
        story.back("otto")
        asked += story.at(f"2026-12-01 {hour}:30")

    assert [to for to, _ in asked] == ["U2", "U1"] * 4


def test_an_absence_to_come_changes_nothing_before_it_begins(database: Database) -> None:
    story = Story(database, {**NEWSLETTER, "lead": 0})
    story.away("otto", span("12-02", "12-04"))

    assert story.at("2026-12-01 09:00") == [("U1", [("Newsletter", "due")])]
    assert story.at("2026-12-02 09:00") == [("U2", [("Newsletter", "cover")])]


def test_the_deputy_who_is_named_has_the_tasks_and_the_message_says_so(database: Database) -> None:
    story = Story(database, NEWSLETTER, POST)
    assert story.at("2026-12-01 09:00") == [("U1", [("Newsletter", "due"), ("Beitrag", "heads_up")])]

    noted = story.away("otto", span("12-01", "12-04"), deputy="max")

    assert covers(noted) == [("Newsletter", day("12-01"), "Max"), ("Beitrag", day("12-03"), "Max")]
    assert story.at("2026-12-01 10:00") == [("U4", [("Beitrag", "heads_up"), ("Newsletter", "cover")])]
    [shown] = [notice for receipt, notice in story.engine.messenger.updated if receipt.startswith("D-U1")]
    assert isinstance(shown, Nudge)
    assert [(item.task.holder.name if item.task.holder else None, item.answered) for item in shown.items] == [
        ("Max", True),
        ("Max", True),
    ]
    assert story.task("Beitrag", 1).holder_id is None


def test_the_history_says_for_which_absence_a_task_changed_hands(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    before = state_of(story.task("Newsletter"))

    story.away("clara", span("12-01"), of="otto", deputy="max")

    query = select(TaskEvent).where(TaskEvent.kind == "covered", TaskEvent.task_id == story.task("Newsletter").id)
    [event] = database.read(lambda session: session.scalars(query).all())
    assert (event.task_id, event.person_id, event.door, event.data) == (
        story.task("Newsletter").id,
        story.ids.clara,
        "command",
        {
            "to": story.ids.max,
            "absence": {"person": story.ids.otto, "first": "2026-12-01", "last": None},
            "state": before,
        },
    )


def test_back_early_everything_stands_as_it_stood_before(database: Database) -> None:
    story = Story(database, NEWSLETTER, POST)
    story.at("2026-12-01 09:00")
    before = {title: state_of(story.task(title)) for title in ("Newsletter", "Beitrag")}
    story.away("otto", span("12-01", "12-11"), deputy="max")
    assert {title: story.task(title).holder_id for title in before} == dict.fromkeys(before, story.ids.max)

    over = story.back("otto")

    assert [(line.title, line.due_on) for line in over.returned] == [
        ("Newsletter", day("12-01")),
        ("Beitrag", day("12-03")),
        ("Beitrag", day("12-10")),
    ]
    assert over.stayed == ()
    assert {title: state_of(story.task(title)) for title in before} == before
    query = select(TaskEvent.kind).where(TaskEvent.task_id == story.task("Newsletter").id).order_by(TaskEvent.id)
    assert database.read(lambda session: session.scalars(query).all()) == ["made", "asked", "covered", "given_back"]


def test_a_deputy_who_was_asked_has_begun_nothing(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    story.away("otto", span("12-01", "12-04"), deputy="max")
    assert story.at("2026-12-01 09:00") == [("U4", [("Newsletter", "due")])]

    assert [line.title for line in story.back("otto").returned] == ["Newsletter"]
    assert story.at("2026-12-01 10:00") == [("U1", [("Newsletter", "due")])]


@pytest.mark.parametrize(
    ("who", "begins"),
    [
        ("max", lambda session, actor, task_id, now: reply.on_it(session, actor, task_id, now, "button")),
        ("max", lambda session, actor, task_id, now: reply.blocked(session, actor, task_id, now, "form", "material")),
        ("clara", lambda session, actor, task_id, now: steer.move(session, actor, task_id, now, "form", day("12-02"))),
        ("clara", lambda session, actor, task_id, now: steer.shrink(session, actor, task_id, now, "button")),
    ],
    ids=["on it", "blocked", "moved", "made smaller"],
)
def test_what_somebody_has_begun_stays_with_the_deputy(
    database: Database, who: str, begins: Callable[[Session, Actor, int, datetime], object]
) -> None:
    story = Story(database, NEWSLETTER)
    story.away("otto", span("12-01", "12-04"), deputy="max")
    task_id = story.task("Newsletter").id
    story.does(who, lambda session, actor, now: begins(session, actor, task_id, now))

    over = story.back("otto")

    assert over.returned == ()
    assert [(one.task.title, one.by.name if one.by else None) for one in over.stayed] == [("Newsletter", "Max")]
    assert story.task("Newsletter").holder_id == story.ids.max


def test_a_task_that_went_on_to_somebody_else_is_no_longer_spoken_of(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    story.away("otto", span("12-01", "12-04"), deputy="max")
    task_id = story.task("Newsletter").id
    story.does("dora", lambda session, actor, now: steer.take_over(session, actor, task_id, now, "button"))

    over = story.back("otto")

    assert (over.returned, over.stayed) == ((), ())
    assert story.task("Newsletter").holder_id == story.ids.dora


def test_only_the_persons_own_tasks_go_to_the_deputy(database: Database) -> None:
    """Dora has one of Otto's, and stands in for Clara: neither is Otto's or hers to hand on."""
    fair = {"title": "Messe", "cadence": "monthly on day 2", "starts": date(2026, 12, 2), "owner": "Clara"}
    story = Story(database, NEWSLETTER, POST, fair)
    handed = story.task("Beitrag").id
    story.does("otto", lambda session, actor, now: steer.reassign(session, actor, handed, now, "form", story.ids.dora))
    story.away("clara", span("12-02", "12-02"))

    otto = story.away("otto", span("12-01", "12-04"), deputy="max")
    dora = story.away("dora", span("12-01", "12-04"), deputy="max")

    assert covers(otto) == [("Newsletter", day("12-01"), "Max")]
    assert covers(dora) == [("Messe", day("12-02"), "Max"), ("Beitrag", day("12-03"), "Max")]
    assert {title: story.task(title).holder_id for title in ("Newsletter", "Messe", "Beitrag")} == {
        "Newsletter": story.ids.max,
        "Messe": None,
        "Beitrag": story.ids.max,
    }
    assert [line.title for line in story.back("dora").returned] == ["Beitrag"]
    assert story.task("Beitrag").holder_id == story.ids.dora


def test_a_deputy_who_is_away_as_well_gets_only_what_they_can_do(database: Database) -> None:
    story = Story(database, NEWSLETTER, POST)
    story.away("max", span("12-03", "12-08"))

    noted = story.away("otto", span("12-01", "12-11"), deputy="max")

    assert covers(noted) == [
        ("Newsletter", day("12-01"), "Max"),
        ("Beitrag", day("12-03"), "Dora"),
        ("Beitrag", day("12-10"), "Max"),
    ]
    assert [story.task("Beitrag", nth).holder_id for nth in range(2)] == [None, story.ids.max]


def test_said_again_a_handed_task_still_falls_into_the_absence(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    first = story.away("otto", span("12-01", "12-04"), deputy="max")

    again = story.away("otto", span("12-01", "12-04"))

    assert covers(first) == covers(again) == [("Newsletter", day("12-01"), "Max")]
    assert not again.joined


def test_what_nobody_covers_is_told_with_its_deputies(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    for who in ("dora", "max", "clara"):
        story.away(who, span("12-01", "12-04"))

    noted = story.away("otto", span("12-01", "12-01"))

    assert [(one.by, [deputy.name for deputy in one.deputies]) for one in noted.tasks] == [(None, ["Dora"])]


def test_an_overdue_task_falls_into_an_absence_that_is_running(database: Database) -> None:
    story = Story(database, {**NEWSLETTER, "lead": 0})
    story.at("2026-12-01 09:00")
    story.at("2026-12-03 08:00")

    assert covers(story.away("otto", span("12-03", "12-04"))) == [("Newsletter", day("12-01"), "Dora")]
    assert story.back("otto").running
    assert covers(story.away("otto", span("12-04", "12-04"))) == []


def test_a_preview_changes_nothing(database: Database) -> None:
    story = Story(database, NEWSLETTER, POST)
    wish = AbsenceWish((span("12-01", "12-11"),), None, story.ids.max)
    before = {title: state_of(story.task(title)) for title in ("Newsletter", "Beitrag")}

    foreseen = story.does("otto", lambda session, actor, now: absences.foresee(session, actor, wish, now))

    assert covers(foreseen) == [
        ("Newsletter", day("12-01"), "Max"),
        ("Beitrag", day("12-03"), "Max"),
        ("Beitrag", day("12-10"), "Max"),
    ]
    assert (story.rows(), {title: state_of(story.task(title)) for title in before}) == ([], before)
    noted = story.away("otto", *wish.spans, deputy="max")
    assert (noted.tasks, noted.spans) == (foreseen.tasks, foreseen.spans)


@pytest.mark.parametrize(
    ("spans", "rows"),
    [
        ([span("12-07", "12-11"), span("12-14", "12-15")], [("12-07", "12-15")]),
        ([span("12-14", "12-15"), span("12-07", "12-08"), span("12-09", "12-11")], [("12-07", "12-15")]),
        ([span("12-07", "12-08"), span("12-10")], [("12-07", "12-08"), ("12-10", None)]),
        ([span("12-07", "12-08"), span("12-10"), span("12-09", "12-09")], [("12-07", None)]),
        ([span("12-07"), span("12-01", "12-02")], [("12-01", "12-02"), ("12-07", None)]),
        ([span("12-08", "12-08"), span("12-07", "12-11")], [("12-07", "12-11")]),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_absences_that_touch_are_one_row(
    database: Database, spans: list[Span], rows: list[tuple[str, str | None]], at_once: bool
) -> None:
    story = Story(database, NEWSLETTER)
    story.away("dora", span("12-07", "12-11"))

    if at_once:
        story.away("otto", *spans)
    else:
        for one in spans:
            story.away("otto", one)

    otto = [(first, last) for person, first, last in story.rows() if person == story.ids.otto]
    assert otto == [(day(first), day(last) if last else None) for first, last in rows]
    assert (story.ids.dora, day("12-07"), day("12-11")) in story.rows()


def test_said_by_two_at_once_absences_that_touch_are_one_row(database: Database) -> None:
    story = Story(database, NEWSLETTER)
    spans = [span(f"12-{number:02}", f"12-{number:02}") for number in range(7, 12)]

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda one: story.away("clara", one, of="otto"), spans))

    assert story.rows() == [(story.ids.otto, day("12-07"), day("12-11"))]


def test_what_a_plan_file_brought_twice_is_over_at_once(database: Database) -> None:
    story = Story(database, NEWSLETTER)

    def import_both(session: Session) -> None:
        for first, last in (("11-30", "12-02"), ("12-01", "12-04")):
            session.add(
                Absence(
                    workspace_id=story.ids.workspace,
                    person_id=story.ids.otto,
                    first_on=day(first),
                    last_on=day(last),
                )
            )

    database.write(import_both)

    over = story.back("otto")

    assert (over.span, over.running) == (span("11-30", "12-04"), True)
    assert story.rows() == [(story.ids.otto, day("11-30"), day("11-30"))]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (lambda ids: AbsenceWish((span("12-01"),), ids.dora), "absence_of_others"),
        (lambda ids: AbsenceWish((span("12-01"),), ids.dora + 1000), "absence_of_others"),
        (lambda ids: AbsenceWish((span("12-01"),), None, ids.otto), "own_deputy"),
        (lambda ids: AbsenceWish((span("12-01"),), None, ids.dora + 1000), "person_unknown"),
        (lambda _: AbsenceWish((Span(TUESDAY, date(2028, 12, 2)),)), "date_too_far"),
        (lambda _: AbsenceWish((Span(date(2028, 12, 2)),)), "date_too_far"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, wish: Callable[[Ids], AbsenceWish], code: str) -> None:
    story = Story(database, NEWSLETTER)

    with pytest.raises(Refused) as refused:
        story.does("otto", lambda session, actor, now: absences.away(session, actor, wish(story.ids), now, "form"))

    assert (refused.value.refusal.code, story.rows()) == (code, [])


def test_the_coordinator_enters_nobody_who_has_left(database: Database) -> None:
    story = Story(database, NEWSLETTER)

    with pytest.raises(Refused) as refused:
        story.does(
            "clara",
            lambda session, actor, now: absences.away(
                session, actor, AbsenceWish((span("12-01"),), story.ids.dora + 1000), now, "form"
            ),
        )

    assert refused.value.refusal.code == "person_unknown"


def test_an_absence_of_another_company_is_nobodys(database: Database) -> None:
    story = Story(database, NEWSLETTER)

    def neighbours_absence(session: Session) -> int:
        workspace = Workspace(platform="slack", external_id="T2", name="Andere GmbH")
        session.add(workspace)
        session.flush()
        absence = Absence(workspace_id=workspace.id, person_id=story.ids.dora, first_on=TUESDAY)
        session.add(absence)
        session.flush()
        return absence.id

    absence_id = database.write(neighbours_absence)

    with pytest.raises(Refused) as refused:
        story.does("clara", lambda session, actor, now: absences.back_from(session, actor, absence_id, now, "button"))

    assert refused.value.refusal.code == "gone"


def test_days_are_the_persons_own(database: Database) -> None:
    """When it is Wednesday in Auckland already, somebody there who is back today was away until Tuesday."""
    story = Story(database, NEWSLETTER, at="2026-12-01 13:00")
    story.away("otto", span("11-30", "12-04"))
    database.write(lambda session: _moves(session, story.ids.otto))

    over = story.back("otto")

    assert (over.on, story.rows()) == (day("12-02"), [(story.ids.otto, day("11-30"), day("12-01"))])


def _moves(session: Session, person_id: int) -> None:
    session.get_one(Person, person_id).zone = "Pacific/Auckland"
