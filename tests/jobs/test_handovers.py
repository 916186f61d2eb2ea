"""An absence from its eve to the return: who is told what and when, who answers, and what goes on all the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from jobs.cover_notices import CoverageAhead, HandedTask, HandingOver, Returned, StandingIn, StandInTask, Uncovered
from jobs.facts import TaskLine
from jobs.handovers import tell_handovers
from jobs.messenger import TryLater
from jobs.notices import Notice
from jobs.rehearsal import rehearse
from jobs.rules.availability import Span
from jobs.use_cases import absences, handovers, reply, steer
from jobs.use_cases.absence_foresight import AbsenceWish
from jobs.use_cases.handover_answers import Declined, HandedOver, StandInChanged, TakenOn
from jobs.use_cases.handovers import Leave
from jobs.use_cases.refusals import Refused
from storage import history
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, ActivityDeputy, Person, Task, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.hearing import CLARA, DORA, MAX, NEWSLETTER, OTTO, said, task_id
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine

AWAY = Span(date(2026, 12, 14), date(2026, 12, 18))
"""Monday to Friday; the Friday before is the eve."""

ALONE: dict[str, Any] = {**NEWSLETTER, "title": "Allein", "deputies": ()}
LATER: dict[str, Any] = {**NEWSLETTER, "title": "Plakat", "cadence": "monthly on day 17"}
EVE = "2026-12-11 09:00"


def otto_goes(
    database: Database, *activities: dict[str, Any], at: str = "2026-12-07 12:00", span: Span = AWAY, who: str = "Otto"
) -> Engine:
    """Somebody enters an absence; the days until then have passed without anything to say."""
    found(database, *(activities or (NEWSLETTER,)))
    engine = Engine(database, berlin("2026-12-07 08:00"))
    engine.now()
    engine.clock.at = berlin(at)
    goes(engine, span, who)
    return engine


def goes(engine: Engine, span: Span = AWAY, who: str = "Otto", by: str | None = None) -> None:
    def work(session: Session) -> None:
        actor = actor_of(session, by or who)
        wish = AbsenceWish((span,), actor_of(session, who).person.id)
        absences.away(session, actor, wish, engine.clock.now(), "command")

    engine.database.write(work)


def comes_back(engine: Engine, who: str = "Otto") -> None:
    engine.database.write(lambda session: absences.back(session, actor_of(session, who), engine.clock.now(), "command"))


def confirms(engine: Engine, who: str = "Otto", of: int = OTTO.id, first: date = AWAY.first) -> HandedOver:
    return engine.database.write(
        lambda session: handovers.confirm(session, actor_of(session, who), Leave(of, first), engine.clock.now())
    )


def accepts(engine: Engine, who: str = "Dora", of: int = OTTO.id, first: date = AWAY.first) -> TakenOn:
    return engine.database.write(
        lambda session: handovers.accept(
            session, actor_of(session, who), Leave(of, first), engine.clock.now(), "button"
        )
    )


def declines(engine: Engine, title: str = "Newsletter", who: str = "Dora") -> Declined:
    return engine.database.write(
        lambda session: handovers.decline(
            session, actor_of(session, who), task_id(session, title), engine.clock.now(), "button"
        )
    )


def names(engine: Engine, person: int, title: str = "Newsletter", who: str = "Otto") -> StandInChanged:
    return engine.database.write(
        lambda session: handovers.change_stand_in(
            session,
            actor_of(session, who),
            Leave(OTTO.id, AWAY.first),
            task_id(session, title),
            person,
            engine.clock.now(),
            "form",
        )
    )


def does(engine: Engine, who: str, title: str = "Newsletter") -> None:
    engine.database.write(
        lambda session: reply.done(
            session, actor_of(session, who), task_id(session, title), engine.clock.now(), "button"
        )
    )


def shown(engine: Engine, kind: type[Notice]) -> Notice:
    """A message as it looks now."""
    engine.now()
    ours = [one.notice for one in engine.messenger.sent if isinstance(one.notice, kind)]
    updates = [notice for _, notice in engine.messenger.updated if isinstance(notice, kind)]
    return (ours + updates)[-1]


def days(engine: Engine, *moments: str) -> dict[str, list[tuple[str, str, list[str]]]]:
    """What goes out at each of these moments, where anything does; the forecast is another story."""
    heard = {moment: told(engine, f"2026-12-{moment}") for moment in moments}
    return {moment: what for moment, what in heard.items() if what}


def told(engine: Engine, at: str) -> list[tuple[str, str, list[str]]]:
    return [one for one in said(engine.at(berlin(at))) if one[1] != "CoverageAhead"]


def events(database: Database, title: str = "Newsletter") -> list[tuple[str, int | None]]:
    kinds = ["accepted", "declined", "covered", "given_back"]

    def read(session: Session) -> list[tuple[str, int | None]]:
        found_events = history.events_of(session, [task_id(session, title)], kinds)
        return [(event.kind, event.person_id) for event in found_events]

    return database.read(read)


# --- the eve ---------------------------------------------------------------------------------------------------------


def test_a_holiday_from_its_eve_to_the_return(database: Database) -> None:
    engine = otto_goes(database)
    assert days(engine, "08 09:00", "10 09:00", "11 08:59", "11 09:00", "11 09:30") == {
        "11 09:00": [("U1", "HandingOver", ["Newsletter=Dora"])]
    }
    confirms(engine)
    assert days(engine, "11 09:31") == {"11 09:31": [("U2", "StandingIn", ["Newsletter=asked"])]}
    accepts(engine)
    assert days(engine, "14 09:00", "15 09:00") == {"15 09:00": [("U2", "Nudge", ["Newsletter=due"])]}
    does(engine, "Dora")
    assert days(engine, "16 09:00", "18 09:00", "21 08:59", "21 09:00", "22 09:00") == {
        "21 09:00": [("U1", "Returned", ["Newsletter=done"])]
    }
    assert events(database) == [("accepted", DORA.id)]


def test_without_an_answer_the_deputy_is_told_on_the_first_day(database: Database) -> None:
    engine = otto_goes(database, LATER)
    assert days(engine, "11 09:00", "11 17:00", "12 09:00", "14 08:59", "14 09:00", "15 09:00") == {
        "11 09:00": [("U1", "HandingOver", ["Plakat=Dora"])],
        "14 09:00": [("U2", "StandingIn", ["Plakat=asked"])],
    }


def test_what_the_eve_shows(sqlite_database: Database) -> None:
    engine = otto_goes(sqlite_database, {**NEWSLETTER, "material_link": "https://example.org/n"}, ALONE, LATER)
    sqlite_database.write(lambda session: away_too(session, DORA.id, date(2026, 12, 17)))
    engine.at(berlin(EVE))
    assert handing_over(engine) == HandingOver(
        reader=OTTO,
        on=date(2026, 12, 11),
        first=AWAY.first,
        span=AWAY,
        tasks=(
            HandedTask(line(engine, "Newsletter"), DORA, material_link="https://example.org/n"),
            HandedTask(line(engine, "Allein"), CLARA, last_resort=True),
            HandedTask(line(engine, "Plakat"), CLARA, last_resort=True),
        ),
    )


def away_too(session: Session, person_id: int, first: date, last: date | None = None) -> None:
    wish = AbsenceWish((Span(first, last or first),), person_id)
    absences.away(session, actor_of(session, "Clara"), wish, berlin("2026-12-07 12:00"), "command")


def line(engine: Engine, title: str) -> TaskLine:
    task = engine.database.read(lambda session: session.get_one(Task, task_id(session, title)))
    return TaskLine(task.id, task.number, title, task.due_on, task.planned_on, OTTO, None)


def part_time(session: Session) -> None:
    session.get_one(Person, OTTO.id).weekdays = "mon,tue,wed"


def early(session: Session) -> None:
    session.get_one(Person, OTTO.id).nudge_at = berlin("2026-12-11 08:15").time()


def nothing(session: Session) -> None:
    return


@pytest.mark.parametrize(
    ("entered", "span", "condition", "told"),
    [
        ("2026-12-07 12:00", AWAY, nothing, "11 09:00"),
        ("2026-12-07 12:00", AWAY, early, "11 08:15"),
        ("2026-12-07 12:00", AWAY, part_time, "09 09:00"),
        ("2026-12-07 12:00", Span(date(2026, 12, 12), AWAY.last), nothing, "11 09:00"),
        ("2026-12-07 12:00", Span(date(2026, 12, 15), None), nothing, "14 09:00"),
        ("2026-12-11 12:00", AWAY, nothing, "11 12:00"),
        ("2026-12-11 18:30", AWAY, nothing, None),
        ("2026-12-13 12:00", AWAY, nothing, None),
        ("2026-12-14 08:00", AWAY, nothing, None),
        ("2026-12-14 12:00", AWAY, nothing, None),
        ("2026-12-07 12:00", Span(date(2026, 12, 8), date(2026, 12, 11)), nothing, None),
    ],
    ids=[
        "the last working day before",
        "at their own slot",
        "their own working days",
        "a weekend at the beginning belongs to it",
        "without an end",
        "entered on the eve: at once",
        "entered when the eve is over",
        "entered at the weekend",
        "entered on its first morning",
        "entered on its first day",
        "nothing falls into it",
    ],
)
def test_when_somebody_is_asked_to_look_at_it(
    database: Database, entered: str, span: Span, condition: Callable[[Session], None], told: str | None
) -> None:
    found(database, NEWSLETTER)
    database.write(condition)
    engine = Engine(database, berlin("2026-12-07 08:00"))
    engine.now()
    engine.clock.at = berlin(entered)
    goes(engine, span)
    moments = [
        "09 09:00",
        "10 09:00",
        "11 08:15",
        "11 09:00",
        "11 12:00",
        "11 18:30",
        "13 12:00",
        "14 09:00",
        "14 12:00",
    ]
    later = [moment for moment in moments if f"2026-12-{moment}" >= entered]
    asked = {moment for moment, what in days(engine, *later).items() for one in what if one[1] == "HandingOver"}
    assert asked == ({told} if told else set())


def test_adjacent_absences_are_one(database: Database) -> None:
    engine = otto_goes(database, LATER)
    goes(engine, Span(date(2026, 12, 21), date(2026, 12, 23)))
    assert days(engine, "11 09:00", "14 09:00", "17 09:00") == {
        "11 09:00": [("U1", "HandingOver", ["Plakat=Dora"])],
        "14 09:00": [("U2", "StandingIn", ["Plakat=asked"])],
        "17 09:00": [("U2", "Nudge", ["Plakat=due"])],
    }
    does(engine, "Dora", "Plakat")
    assert days(engine, "18 09:00", "21 09:00", "24 08:59", "24 09:00") == {
        "24 09:00": [("U1", "Returned", ["Plakat=done"])]
    }


# --- who may, and what follows ---------------------------------------------------------------------------------------


def test_confirming_tells_the_deputies_in_their_working_time_and_twice_changes_nothing(database: Database) -> None:
    engine = otto_goes(database, NEWSLETTER, {**LATER, "deputies": ("Max",)}, ALONE)
    engine.at(berlin(EVE))
    answer = confirms(engine)
    assert (answer.told, answer.left, answer.own) == ((DORA, MAX), 1, True)
    assert days(engine, "11 09:01", "11 10:00") == {
        "11 09:01": [
            ("U2", "StandingIn", ["Newsletter=asked"]),
            ("U4", "StandingIn", ["Plakat=asked"]),
            ("U3", "Uncovered", ["Allein"]),
        ]
    }
    assert confirms(engine) == answer
    assert days(engine, "11 10:01", "14 09:00") == {}


def test_what_is_confirmed_in_the_evening_is_told_on_the_next_working_day(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    engine.clock.at = berlin("2026-12-11 19:00")
    confirms(engine)
    assert days(engine, "11 19:01", "12 10:00", "14 08:59", "14 09:00") == {
        "14 09:00": [("U2", "StandingIn", ["Newsletter=asked"])]
    }


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda engine: confirms(engine, "Dora"), "absence_of_others"),
        (lambda engine: confirms(engine, first=date(2026, 12, 1)), "gone"),
        (lambda engine: confirms(engine, "Clara", of=99), "gone"),
        (lambda engine: names(engine, MAX.id, who="Dora"), "absence_of_others"),
        (lambda engine: names(engine, OTTO.id), "person_unknown"),
        (lambda engine: names(engine, 5), "person_unknown"),
        (lambda engine: names(engine, MAX.id, title="Weit weg"), "gone"),
        (lambda engine: accepts(engine, "Max"), "gone"),
        (lambda engine: accepts(engine, "Otto"), "gone"),
        (lambda engine: declines(engine, who="Otto"), "not_yours"),
        (lambda engine: declines(engine, who="Max"), "not_yours"),
        (lambda engine: declines(engine, who="Gast"), "not_yours"),
    ],
    ids=[
        "a colleague confirms",
        "an absence that isn't there",
        "a person who isn't there",
        "a colleague names somebody",
        "whoever goes stands in for themselves",
        "a guest stands in",
        "a task that doesn't fall into it",
        "somebody accepts what isn't theirs",
        "whoever goes accepts",
        "whoever goes declines",
        "somebody else declines",
        "a guest declines",
    ],
)
def test_who_may_not(sqlite_database: Database, act: Callable[[Engine], object], code: str) -> None:
    engine = otto_goes(sqlite_database, NEWSLETTER, {**NEWSLETTER, "title": "Weit weg", "cadence": "monthly on day 28"})
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    with pytest.raises(Refused) as refused:
        act(engine)
    assert refused.value.refusal.code == code


def test_what_begins_earlier_after_all_stays_confirmed_and_is_not_asked_again(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    engine.clock.at = berlin("2026-12-11 09:30")
    goes(engine, Span(date(2026, 12, 12), date(2026, 12, 13)))
    assert days(engine, "11 09:31") == {}
    confirms(engine)
    assert days(engine, "11 09:32", "11 12:00", "14 09:00") == {
        "11 09:32": [("U2", "StandingIn", ["Newsletter=asked"])]
    }
    assert (handing_over(engine).confirmed, handing_over(engine).span) == (True, Span(date(2026, 12, 12), AWAY.last))


def test_the_coordinator_may_confirm_for_somebody_else(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    assert confirms(engine, "Clara").own is False
    assert days(engine, "11 10:00") == {"11 10:00": [("U2", "StandingIn", ["Newsletter=asked"])]}


def test_somebody_else_is_named_for_one_task_and_it_comes_back_with_its_owner(database: Database) -> None:
    engine = otto_goes(database, NEWSLETTER, LATER)
    engine.at(berlin(EVE))
    assert names(engine, MAX.id).by == MAX
    assert [(one.task.title, one.by) for one in handing_over(engine).tasks] == [("Newsletter", MAX), ("Plakat", DORA)]
    confirms(engine)
    assert days(engine, "11 10:00") == {
        "11 10:00": [("U4", "StandingIn", ["Newsletter=asked"]), ("U2", "StandingIn", ["Plakat=asked"])]
    }
    accepts(engine, "Max")
    engine.clock.at = berlin("2026-12-11 15:00")
    comes_back(engine)
    assert events(database) == [("covered", OTTO.id), ("accepted", MAX.id), ("given_back", OTTO.id)]
    assert days(engine, "14 09:00", "15 09:00") == {"15 09:00": [("U1", "Nudge", ["Newsletter=due"])]}


def handing_over(engine: Engine) -> HandingOver:
    notice = shown(engine, HandingOver)
    assert isinstance(notice, HandingOver)
    return notice


# --- yes and no ------------------------------------------------------------------------------------------------------


def test_accepting_stands_in_every_card_once(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    assert accepts(engine) == accepts(engine)
    assert events(database) == [("accepted", DORA.id)]
    notice = shown(engine, StandingIn)
    assert notice == StandingIn(
        DORA, date(2026, 12, 11), OTTO, AWAY.first, AWAY, (StandInTask(line(engine, "Newsletter"), "accepted", DORA),)
    )
    assert handing_over(engine).tasks == (HandedTask(line(engine, "Newsletter"), DORA, accepted=True),)


@pytest.mark.parametrize("does_it", [steer.take_over, reply.on_it], ids=["takes it over", "is on it"])
def test_whoever_does_it_has_said_yes(sqlite_database: Database, does_it: Callable[..., object]) -> None:
    engine = otto_goes(sqlite_database)
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    sqlite_database.write(
        lambda session: does_it(session, actor_of(session, "Dora"), task_id(session), engine.clock.now(), "button")
    )
    assert [one.state for one in standing_in(engine).tasks] == ["accepted"]
    assert [one.accepted for one in handing_over(engine).tasks] == [True]


def add_deputy(session: Session, title: str = "Newsletter") -> None:
    """Max stands in where Dora can't."""
    activity = session.query(Activity).filter_by(title=title).one()
    activity.deputies.append(ActivityDeputy(position=1, person_id=MAX.id))


def test_whoever_can_not_is_replaced_by_the_next_in_line(database: Database) -> None:
    found(database, NEWSLETTER)
    database.write(add_deputy)
    engine = Engine(database, berlin("2026-12-07 08:00"))
    goes(engine)
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    assert declines(engine) == Declined(line(engine, "Newsletter"), MAX, last_resort=False)
    assert declines(engine) == Declined(line(engine, "Newsletter"), MAX, last_resort=False)
    assert events(database) == [("declined", DORA.id)]
    assert days(engine, "11 10:01", "11 10:30", "14 09:00", "15 09:00") == {
        "11 10:01": [("U4", "StandingIn", ["Newsletter=asked"])],
        "15 09:00": [("U4", "Nudge", ["Newsletter=due"])],
    }


def test_what_everybody_declines_reaches_the_coordinator_and_is_asked_of_them(database: Database) -> None:
    engine = otto_goes(database, NEWSLETTER, LATER)
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    assert declines(engine) == Declined(line(engine, "Newsletter"), CLARA, last_resort=True)
    declines(engine, "Plakat")
    assert days(engine, "11 10:01", "11 10:02", "14 09:00", "15 09:00") == {
        "11 10:01": [("U3", "Uncovered", ["Newsletter", "Plakat"])],
        "15 09:00": [("U3", "Nudge", ["Newsletter=due"])],
    }


def test_what_is_declined_later_is_told_together(database: Database) -> None:
    engine = otto_goes(database, NEWSLETTER, LATER, ALONE)
    engine.at(berlin(EVE))
    confirms(engine)
    assert days(engine, "11 10:00")["11 10:00"][-1] == ("U3", "Uncovered", ["Allein"])
    declines(engine)
    engine.at(berlin("2026-12-11 10:02"))
    declines(engine, "Plakat")
    assert days(engine, "11 10:03", "11 10:16", "11 10:17", "11 12:00") == {
        "11 10:17": [("U3", "Uncovered", ["Newsletter", "Plakat"])]
    }


def test_a_task_that_was_declined_can_be_given_to_the_same_person_after_all(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    declines(engine)
    names(engine, DORA.id, who="Clara")
    assert standing_in(engine).tasks == (StandInTask(holding(engine), "asked", DORA),)


def holding(engine: Engine) -> TaskLine:
    task = line(engine, "Newsletter")
    return TaskLine(task.id, task.number, task.title, task.due_on, task.planned_on, OTTO, DORA)


# --- nobody ----------------------------------------------------------------------------------------------------------


def test_what_nobody_covers_is_told_once_and_only_to_the_coordination(database: Database) -> None:
    engine = otto_goes(database, {**ALONE, "cadence": "monthly on day 17"})
    heard = days(engine, "11 09:00", "14 09:00", "15 09:00", "16 09:00", "17 09:00")
    assert heard == {
        "11 09:00": [("U1", "HandingOver", ["Allein=Clara"])],
        "14 09:00": [("U3", "Uncovered", ["Allein"])],
        "17 09:00": [("U3", "Nudge", ["Allein=due"])],
    }
    notice = shown(engine, Uncovered)
    assert notice == Uncovered(
        CLARA,
        date(2026, 12, 14),
        OTTO,
        AWAY,
        (HandedTask(line(engine, "Allein"), CLARA, last_resort=True),),
    )


def test_the_coordinator_goes_and_their_deputy_learns_what_stays(database: Database) -> None:
    clara = {**ALONE, "owner": "Clara", "cadence": "monthly on day 17"}
    engine = otto_goes(database, clara, who="Clara")
    assert days(engine, "11 09:00", "14 09:00") == {
        "11 09:00": [("U3", "HandingOver", ["Allein=Max"])],
        "14 09:00": [("U4", "Uncovered", ["Allein"])],
    }


# --- late, cut short, called off --------------------------------------------------------------------------------------


def test_entered_late_the_deputy_is_told_at_once_and_what_is_due_is_asked_by_a_nudge(database: Database) -> None:
    found(database, NEWSLETTER, LATER)
    engine = Engine(database, berlin("2026-12-14 08:00"))
    engine.now()
    assert days(engine, "15 09:00") == {"15 09:00": [("U1", "Nudge", ["Newsletter=due"])]}
    engine.clock.at = berlin("2026-12-15 11:00")
    goes(engine, Span(date(2026, 12, 15), date(2026, 12, 18)))
    assert days(engine, "15 11:00", "15 12:00", "16 09:00", "17 09:00") == {
        "15 11:00": [("U2", "Nudge", ["Newsletter=cover"]), ("U2", "StandingIn", ["Plakat=asked"])],
        "16 09:00": [("U2", "Nudge", ["Newsletter=again"])],
        "17 09:00": [("U2", "Nudge", ["Plakat=due"]), ("U3", "Escalation", ["Newsletter=silence"])],
    }


def standing_in(engine: Engine) -> StandingIn:
    notice = shown(engine, StandingIn)
    assert isinstance(notice, StandingIn)
    return notice


def test_called_off_the_cards_say_so(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    confirms(engine)
    engine.at(berlin("2026-12-11 10:00"))
    comes_back(engine)
    assert (handing_over(engine).span, standing_in(engine).span) == (None, None)
    assert days(engine, "11 10:01", "14 09:00", "15 09:00") == {"15 09:00": [("U1", "Nudge", ["Newsletter=due"])]}


def test_shortened_the_cards_show_the_days_as_they_are(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    engine.at(berlin("2026-12-14 09:00"))
    engine.clock.at = berlin("2026-12-15 08:00")
    comes_back(engine)
    task = line(engine, "Newsletter")
    assert standing_in(engine) == StandingIn(
        *(DORA, date(2026, 12, 14), OTTO, AWAY.first, Span(AWAY.first, AWAY.first)),
        (StandInTask(task, "elsewhere", OTTO),),
    )


def test_an_eve_that_is_called_off_before_its_slot_is_silent(database: Database) -> None:
    engine = otto_goes(database)
    engine.clock.at = berlin("2026-12-11 08:00")
    comes_back(engine)
    assert days(engine, "11 09:00", "14 09:00") == {}


def test_back_earlier_the_return_is_told_at_once(database: Database) -> None:
    engine = otto_goes(database, {**NEWSLETTER, "cadence": "monthly on day 14"}, LATER)
    engine.at(berlin(EVE))
    engine.at(berlin("2026-12-14 09:00"))
    does(engine, "Dora")
    engine.clock.at = berlin("2026-12-16 11:00")
    comes_back(engine)
    assert days(engine, "16 11:00", "16 12:00", "17 09:00", "21 09:00") == {
        "16 11:00": [("U1", "Returned", ["Newsletter=done"])],
        "17 09:00": [("U1", "Nudge", ["Plakat=due"])],
        "21 09:00": [("U1", "Nudge", ["Plakat=again"])],
    }


def test_a_long_absence_is_told_of_once(sqlite_database: Database) -> None:
    weekly = {**NEWSLETTER, "cadence": "every week on wed"}
    engine = otto_goes(sqlite_database, weekly, ALONE, span=Span(AWAY.first, None))
    heard = [
        kind for day in range(0, 120, 7) for _, kind, _ in told(engine, f"{AWAY.first + timedelta(days=day)} 09:00")
    ]
    assert (heard.count("StandingIn"), heard.count("Uncovered")) == (1, 1)


# --- the return ------------------------------------------------------------------------------------------------------


def test_what_the_return_tells(database: Database) -> None:
    engine = otto_goes(database, NEWSLETTER, LATER)
    engine.at(berlin("2026-12-14 09:00"))
    engine.at(berlin("2026-12-15 09:00"))
    does(engine, "Dora")
    [*_, sent] = engine.at(berlin("2026-12-21 09:00"))
    assert isinstance(sent.notice, Returned)
    assert (sent.notice.reader, sent.notice.thanks) == (OTTO, (DORA,))
    assert [task.title for task in sent.notice.ended] == ["Newsletter"]
    assert [task.title for task in sent.notice.still_open] == ["Plakat"]


def test_when_nothing_happened_nothing_is_said(database: Database) -> None:
    engine = otto_goes(database, {**NEWSLETTER, "cadence": "monthly on day 28"})
    moments = [f"{day} 09:00" for day in range(11, 25)]
    assert days(engine, *moments) == {}


# --- together ---------------------------------------------------------------------------------------------------------


def test_two_engines_at_once_write_everything_once(database: Database) -> None:
    otto_goes(database, NEWSLETTER, ALONE)
    for at in (berlin(EVE), berlin("2026-12-14 09:00")):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _, now=at: tell_handovers(database, now), range(4)))
    rows = database.read(lambda session: session.query(Outgoing.kind, Outgoing.recipient_id).all())
    kinds = [(kind, recipient) for kind, recipient in rows if kind != "coverage"]
    assert sorted(kinds) == [("handover", OTTO.id), ("standin", DORA.id), ("uncovered", CLARA.id)]


def test_taps_that_come_at_once_count_once(database: Database) -> None:
    engine = otto_goes(database)
    engine.at(berlin(EVE))
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: confirms(engine), range(4)))) == 1
    engine.at(berlin("2026-12-11 10:00"))
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: accepts(engine), range(4)))) == 1
        assert len({answer.by for answer in pool.map(lambda _: declines(engine), range(4))}) == 1
    assert events(database) == [("accepted", DORA.id), ("declined", DORA.id)]


def test_a_deputy_who_goes_too_hands_on_and_nobody_is_told_twice(database: Database) -> None:
    found(database, LATER)
    database.write(lambda session: add_deputy(session, "Plakat"))
    engine = Engine(database, berlin("2026-12-07 08:00"))
    goes(engine)
    goes(engine, Span(date(2026, 12, 16), date(2026, 12, 18)), "Dora")
    assert days(engine, "11 09:00", "14 09:00", "15 09:00", "16 09:00", "17 09:00", "21 09:00") == {
        "11 09:00": [("U1", "HandingOver", ["Plakat=Max"])],
        "14 09:00": [("U4", "StandingIn", ["Plakat=asked"])],
        "15 09:00": [("U2", "HandingOver", ["Plakat=Max"])],
        "17 09:00": [("U4", "Nudge", ["Plakat=due"])],
        "21 09:00": [("U1", "Nudge", ["Plakat=cover"]), ("U1", "Returned", ["Plakat=open"])],
    }


def test_whoever_stands_in_and_goes_hands_over_what_they_took(database: Database) -> None:
    found(database, LATER)
    database.write(lambda session: add_deputy(session, "Plakat"))
    engine = Engine(database, berlin("2026-12-07 08:00"))
    goes(engine)
    engine.at(berlin("2026-12-11 09:00"))
    engine.at(berlin("2026-12-14 09:00"))
    engine.clock.at = berlin("2026-12-15 08:00")
    goes(engine, Span(date(2026, 12, 16), date(2026, 12, 18)), "Dora")
    assert days(engine, "15 09:00", "16 09:00") == {
        "15 09:00": [("U4", "StandingIn", ["Plakat=asked"]), ("U2", "HandingOver", ["Plakat=Max"])]
    }


# --- delivery --------------------------------------------------------------------------------------------------------


def test_a_hand_over_that_does_not_arrive_on_the_eve_never_arrives(database: Database) -> None:
    engine = otto_goes(database, LATER)
    engine.messenger.fails = [(TryLater("the messenger is down", after=3600), False)] * 20
    assert engine.at(berlin(EVE)) == []
    engine.messenger.fails = []
    assert days(engine, "11 19:00", "12 09:00", "14 08:00", "14 09:00") == {
        "14 09:00": [("U2", "StandingIn", ["Plakat=asked"])]
    }


def test_what_could_not_be_delivered_on_the_first_day_is_told_on_the_next(database: Database) -> None:
    engine = otto_goes(database, LATER)
    engine.at(berlin(EVE))
    engine.messenger.fails = [(TryLater("the messenger is down", after=3600), False)] * 20
    assert engine.at(berlin("2026-12-14 09:00")) == []
    engine.messenger.fails = []
    assert days(engine, "14 19:00", "15 09:00", "16 09:00") == {"15 09:00": [("U2", "StandingIn", ["Plakat=asked"])]}


def test_a_return_that_could_not_be_told_is_told_the_day_after(database: Database) -> None:
    engine = otto_goes(database)
    days(engine, "11 09:00", "14 09:00", "15 09:00")
    does(engine, "Dora")
    engine.messenger.fails = [(TryLater("the messenger is down", after=3600), False)] * 20
    assert days(engine, "21 09:00", "21 10:30", "21 17:00") == {}
    engine.messenger.fails = []
    assert days(engine, "21 19:00", "22 09:00", "23 09:00") == {"22 09:00": [("U1", "Returned", ["Newsletter=done"])]}


def test_whoever_goes_before_it_arrives_is_not_asked_to_stand_in(database: Database) -> None:
    engine = otto_goes(database, LATER)
    engine.at(berlin(EVE))
    engine.messenger.fails = [(TryLater("the messenger is down", after=3600), False)] * 20
    assert days(engine, "14 09:00") == {}
    engine.clock.at = berlin("2026-12-14 09:30")
    goes(engine, Span(date(2026, 12, 14), date(2026, 12, 15)), "Dora")
    engine.messenger.fails = []
    assert days(engine, "14 11:00", "15 09:00", "16 09:00", "17 09:00") == {
        "16 09:00": [("U2", "StandingIn", ["Plakat=asked"])],
        "17 09:00": [("U2", "Nudge", ["Plakat=due"])],
    }


def test_nothing_is_said_while_the_company_is_set_up(database: Database) -> None:
    def hold(session: Session, ids: Ids) -> None:
        session.get_one(Workspace, ids.workspace).held_since = berlin("2026-12-07 08:00")

    ids = found(database, NEWSLETTER)
    engine = Engine(database, berlin("2026-12-07 08:00"))
    engine.now()
    goes(engine)
    database.write(lambda session: hold(session, ids))
    assert days(engine, "11 09:00", "14 09:00", "15 09:00") == {}


def test_the_preview_foresees_it(sqlite_database: Database) -> None:
    engine = otto_goes(sqlite_database, LATER, ALONE)
    foreseen = {
        day: sqlite_database.read(
            lambda session, on=day: [  # type: ignore[misc]
                (one.to.name if one.to else "", type(one.notice).__name__)
                for one in rehearse(session, 1, date(2026, 12, on), engine.clock.now())
                if not isinstance(one.notice, CoverageAhead)
            ]
        )
        for day in (10, 11, 14)
    }
    assert foreseen == {
        10: [],
        11: [("Otto", "HandingOver")],
        14: [("Dora", "StandingIn"), ("Clara", "Uncovered")],
    }
    assert told(engine, EVE) == [("U1", "HandingOver", ["Allein=Clara", "Plakat=Dora"])]
