"""Lessons: attached to an activity, listed, and told again in its next nudge."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.making import make_tasks
from jobs.use_cases import lessons, reply
from jobs.use_cases.learning_answers import ActivityLine, LessonKept, LessonLine, Lessons
from jobs.use_cases.refusals import Refused
from storage import tasks
from storage.database import Database
from storage.lessons import last_lesson
from storage.tables import Activity, Task
from tests.jobs.company import Ids, berlin, found
from tests.jobs.measures import actor_of

NOW = berlin("2026-12-01 10:00")
NEWSLETTER = {"title": "Newsletter", "cadence": "monthly on day 1", "starts": date(2026, 12, 1)}
POST = {"title": "Beitrag", "cadence": "every week on thu", "starts": date(2026, 12, 3)}


def company(database: Database) -> Ids:
    ids = found(database, NEWSLETTER, POST)
    make_tasks(database, NOW)
    return ids


def learn(database: Database, activity_id: int, text: str, now: datetime = NOW, who: str = "Otto") -> LessonKept:
    return database.write(lambda session: lessons.add(session, actor_of(session, who), activity_id, text, now))


def finish(database: Database, nth: int, note: str, now: datetime) -> None:
    """Ends the nth newsletter with a note."""

    def work(session: Session) -> None:
        task = newsletters(session)[nth]
        reply.done(session, actor_of(session, "Otto"), task.id, now, "button", note)

    database.write(work)


def newsletters(session: Session) -> list[Task]:
    query = select(Task).join(Activity).where(Activity.title == "Newsletter").order_by(Task.nominal_on)
    return list(session.scalars(query))


def told_next(database: Database, nth: int = 2) -> str | None:
    """What the nth newsletter's nudge says of last time."""
    return database.read(lambda session: last_lesson(session, newsletters(session)[nth]))


def test_a_lesson_is_kept_and_says_when_it_comes_back(database: Database) -> None:
    ids = company(database)

    assert learn(database, ids.activities["Newsletter"], " Kurz wirkt ") == LessonKept(
        LessonLine("Newsletter", "Kurz wirkt", date(2026, 12, 1)), next_on=date(2026, 12, 1), shortened=False
    )


def test_a_long_lesson_is_shortened(sqlite_database: Database) -> None:
    ids = company(sqlite_database)

    kept = learn(sqlite_database, ids.activities["Newsletter"], "x" * 501)

    assert (kept.lesson.text, kept.shortened) == ("x" * 500, True)


def test_the_latest_ten_are_listed_newest_first(sqlite_database: Database) -> None:
    ids = company(sqlite_database)
    for number in range(11):
        title = "Newsletter" if number % 2 else "Beitrag"
        learn(sqlite_database, ids.activities[title], f"Nummer {number}", NOW + timedelta(days=number))

    listed = sqlite_database.read(lambda session: lessons.latest(session, actor_of(session, "Dora")))

    assert listed == Lessons(
        tuple(
            LessonLine("Newsletter" if number % 2 else "Beitrag", f"Nummer {number}", date(2026, 12, 1 + number))
            for number in range(10, 0, -1)
        )
    )


def test_the_newest_of_lesson_and_note_is_told_next_time(database: Database) -> None:
    """Whatever was said last, whether on its own or with a task that was done."""
    ids = company(database)
    assert told_next(database) is None

    finish(database, 0, "Bild fehlte", NOW)
    assert told_next(database) == "Bild fehlte"

    learn(database, ids.activities["Newsletter"], "Bilder vorab", NOW + timedelta(hours=1))
    learn(database, ids.activities["Beitrag"], "Gehört woanders hin", NOW + timedelta(hours=2))
    assert told_next(database) == "Bilder vorab"

    finish(database, 1, "Mit Bild, lief gut", NOW + timedelta(hours=3))
    assert told_next(database) == "Mit Bild, lief gut"
    assert told_next(database, nth=1) == "Bilder vorab"


def test_a_lesson_alone_is_told_too(sqlite_database: Database) -> None:
    ids = company(sqlite_database)

    learn(sqlite_database, ids.activities["Newsletter"], "Bilder vorab")

    assert told_next(sqlite_database, nth=0) == "Bilder vorab"


@pytest.mark.parametrize(
    ("who", "title", "text", "code"),
    [
        ("Gast", "Newsletter", "Kurz wirkt", "guest"),
        ("Otto", "Newsletter", "  ", "words_missing"),
        ("Otto", "Beendet", "Kurz wirkt", "gone"),
        ("Otto", "nichts", "Kurz wirkt", "gone"),
    ],
)
def test_what_is_refused(sqlite_database: Database, who: str, title: str, text: str, code: str) -> None:
    ids = found(sqlite_database, NEWSLETTER, {**POST, "title": "Beendet", "state": "ended"})

    with pytest.raises(Refused, match=code):
        learn(sqlite_database, ids.activities.get(title, 999), text, who=who)


def test_the_tasks_of_a_thread_name_their_activity_if_it_is_one(sqlite_database: Database) -> None:
    ids = company(sqlite_database)

    def among(*task_ids: int) -> ActivityLine | None:
        return sqlite_database.read(
            lambda session: lessons.activity_among(session, actor_of(session, "Otto"), task_ids)
        )

    first, second = (task.id for task in sqlite_database.read(newsletters)[:2])
    post = sqlite_database.read(lambda session: tasks.open_tasks(session, ids.workspace, date(2026, 12, 3)))[-1].id
    assert among() is None
    assert among(first, second) == ActivityLine(ids.activities["Newsletter"], "Newsletter")
    assert among(first, post) is None
