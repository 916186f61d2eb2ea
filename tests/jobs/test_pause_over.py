"""A pause that ends by itself is told to whoever acts then, and to whoever coordinates."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from jobs.company import company_in
from jobs.facts import PersonRef
from jobs.lines import task_line
from jobs.pause_notices import PauseOver, RunsAgain
from jobs.rehearsal import rehearse
from storage.cover_tables import Absence
from storage.database import Database
from storage.tables import Person, Task, Workspace
from tests.jobs.company import berlin
from tests.jobs.hearing import CLARA, DORA, OTTO
from tests.jobs.test_pauses import PHOTOS, POST, Story, day

WEEKLY = {**POST, "lead": 0}


def told(story: Story, at: str) -> list[tuple[str, PauseOver]]:
    sent = story.engine.at(berlin(at))
    return sorted(((one.to, one.notice) for one in sent if isinstance(one.notice, PauseOver)), key=lambda one: one[0])


def receivers(story: Story, at: str) -> list[str]:
    return [to for to, _ in told(story, at)]


def runs_again(story: Story, due_on: str, by: PersonRef) -> RunsAgain:
    def found(session: Session) -> RunsAgain:
        query = select(Task).options(joinedload(Task.activity)).where(Task.due_on == day(due_on))
        line = task_line(session.scalars(query).one(), company_in(session, story.ids.workspace))
        return RunsAgain("Beitrag", line, by)

    return story.database.read(found)


def test_on_the_day_it_goes_on_the_owner_and_the_coordinator_are_told_at_their_slot(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    assert told(story, "2026-12-09 09:00") == []
    assert told(story, "2026-12-10 08:59") == []
    post = runs_again(story, "12-10", OTTO)
    assert told(story, "2026-12-10 09:00") == [
        ("U1", PauseOver(OTTO, (post,), coordinates=False)),
        ("U3", PauseOver(CLARA, (post,), coordinates=True)),
    ]
    assert told(story, "2026-12-11 09:00") == []


def test_it_is_told_along_with_what_is_due_and_not_instead(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    sent = story.engine.at(berlin("2026-12-10 09:00"))
    assert sorted((one.to, type(one.notice).__name__) for one in sent) == [
        ("U1", "Nudge"),
        ("U1", "PauseOver"),
        ("U3", "PauseOver"),
    ]


def test_what_ends_over_the_weekend_is_told_on_monday(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-11")
    assert receivers(story, "2026-12-12 09:00") == []
    assert receivers(story, "2026-12-14 09:00") == ["U1", "U3"]


def test_several_that_go_on_together_are_one_message(database: Database) -> None:
    story = Story(database, WEEKLY, {**WEEKLY, "title": "Story", "owner": "Clara"})
    for title in ("Beitrag", "Story"):
        story.pause(title, "12-09")
    found = told(story, "2026-12-10 09:00")
    assert [(to, [one.title for one in notice.activities]) for to, notice in found] == [
        ("U1", ["Beitrag"]),
        ("U3", ["Beitrag", "Story"]),
    ]


def test_whoever_stands_in_is_told_in_place_of_whoever_is_away(database: Database) -> None:
    story = Story(database, WEEKLY)
    away = Absence(
        workspace_id=story.ids.workspace, person_id=story.ids.otto, first_on=day("12-07"), last_on=day("12-18")
    )
    database.write(lambda session: session.add(away))
    story.pause("Beitrag", "12-09")
    found = told(story, "2026-12-10 09:00")
    assert [(to, [one.by for one in notice.activities]) for to, notice in found] == [("U2", [DORA]), ("U3", [DORA])]


def test_a_pause_that_somebody_ends_needs_no_notice(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    story.at("2026-12-08 09:00")
    story.resume("Beitrag")
    assert [receivers(story, f"2026-12-{number} 09:00") for number in ("08", "09", "10", "11")] == [[], [], [], []]


@pytest.mark.parametrize(
    ("until", "expected"),
    [("12-03", {"12-04": ["U1", "U3"]}), ("12-16", {"12-17": ["U1", "U3"]})],
)
def test_a_changed_pause_is_told_on_its_own_day(database: Database, until: str, expected: dict[str, list[str]]) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    story.pause("Beitrag", until)
    days = ("12-03", "12-04", "12-09", "12-10", "12-11", "12-16", "12-17", "12-18")
    found = {one: receivers(story, f"2026-{one} 09:00") for one in days}
    assert {one: to for one, to in found.items() if to} == expected


def test_a_rhythm_that_counts_from_completion_has_its_next_date(database: Database) -> None:
    story = Story(database, {**PHOTOS, "lead": 0})
    story.at("2026-12-03 09:00")
    story.pause("Fotos", "12-04")
    [(_, notice), _] = told(story, "2026-12-07 09:00")
    assert [(one.title, one.next.due_on if one.next else None) for one in notice.activities] == [
        ("Fotos", date(2026, 12, 10))
    ]


def test_what_rests_again_before_anybody_was_told_is_not_told(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    assert told(story, "2026-12-10 07:00") == []
    story.pause("Beitrag", "12-11")
    assert told(story, "2026-12-10 09:00") == []


def test_a_pause_made_longer_shows_in_what_was_told(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    told(story, "2026-12-10 09:00")
    story.pause("Beitrag", "12-30")
    story.engine.at(berlin("2026-12-10 09:05"))
    updated = [notice for _, notice in story.engine.messenger.updated if isinstance(notice, PauseOver)]
    assert [[one.paused_until for one in notice.activities] for notice in updated] == [[day("12-30")], [day("12-30")]]


def test_nothing_is_told_as_long_as_the_rhythm_is_not_on(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    database.write(lambda session: session.execute(update(Workspace).values(held_since=berlin("2026-12-01 08:00"))))
    assert told(story, "2026-12-10 09:00") == []
    assert story.state("Beitrag") == ("active", None, None)


def test_nobody_is_told_who_can_not_be_reached(database: Database) -> None:
    story = Story(database, WEEKLY)
    gone = update(Person).where(Person.id == story.ids.otto).values(standing="deactivated")
    database.write(lambda session: session.execute(gone))
    story.pause("Beitrag", "12-09")
    assert receivers(story, "2026-12-10 09:00") == ["U2", "U3"]


def test_a_dry_run_foresees_it(database: Database) -> None:
    story = Story(database, WEEKLY)
    story.pause("Beitrag", "12-09")
    now = story.engine.clock.now()
    foreseen = database.write(lambda session: rehearse(session, story.ids.workspace, day("12-10"), now))
    assert [(one.to, type(one.notice).__name__, one.at) for one in foreseen] == [
        (OTTO, "Nudge", berlin("2026-12-10 09:00")),
        (OTTO, "PauseOver", berlin("2026-12-10 09:00")),
        (CLARA, "PauseOver", berlin("2026-12-10 09:00")),
    ]
