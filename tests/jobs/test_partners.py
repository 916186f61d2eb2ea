"""Partners without a seat: who answers for them inside, what they say themselves, and whose ball it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.company import load_company
from jobs.facts import Ball, TaskLine
from jobs.notices import Nudge
from jobs.partner_notices import PartnerSaid
from jobs.rehearsal import rehearse
from jobs.retrospectives import figures_from_json, figures_of, figures_to_json
from jobs.use_cases import balls, own_data, partners, reopening, reply, steer
from jobs.use_cases.answers import Actor
from jobs.use_cases.partner_answers import PartnerTask
from jobs.use_cases.refusals import Refused
from storage import history
from storage.database import Database
from storage.partner_tables import Partner
from storage.tables import Activity, Task, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.hearing import DORA, said
from tests.jobs.measures import actor_of
from tests.jobs.recorder import Engine

PHOTOS: dict[str, Any] = {
    "title": "Fotos",
    "cadence": "monthly on day 15",
    "starts": date(2026, 12, 1),
    "lead": 3,
    "partner": "Studio Nord",
    "instructions": "Fünf Bilder, quer",
    "material_link": "https://drive.example.org/fotos",
}
LINE = TaskLine(
    id=1,
    number=1,
    title="Fotos",
    due_on=date(2026, 12, 15),
    planned_on=date(2026, 12, 15),
    owner=DORA,
    holder=None,
    partner="Studio Nord",
    ball=Ball("partner"),
)
NORD, SUED = 1, 2


def company(database: Database, *activities: dict[str, Any], contact: str | None = "Dora") -> Ids:
    """Otto owns, Dora is the studio's inside contact."""
    ids = found(database, *(activities or (PHOTOS,)))

    def work(session: Session) -> None:
        contact_id = ids.people[contact] if contact else None
        session.add(Partner(workspace_id=ids.workspace, name="Studio Nord", inside_contact_id=contact_id))
        session.add(Partner(workspace_id=ids.workspace, name="Druckerei Süd"))

    database.write(work)
    return ids


def begun(database: Database, *activities: dict[str, Any], contact: str | None = "Dora") -> Engine:
    """Thursday the 10th: the heads-up has gone out."""
    company(database, *activities, contact=contact)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    engine.at(berlin("2026-12-10 09:00"))
    return engine


def task(session: Session) -> Task:
    return session.scalars(select(Task).order_by(Task.due_on).limit(1)).one()


def state(database: Database) -> dict[str, Any]:
    """What of the task is not as it was made."""
    names = ("ended", "ended_by_id", "waiting_for", "promised_until", "snoozed_until", "stall_reason", "by_deputy")
    return database.read(
        lambda session: {name: getattr(task(session), name) for name in names if getattr(task(session), name)}
    )


def happened(database: Database) -> list[tuple[str, str, int | None, dict[str, Any]]]:
    """The history since the task was made; what was before is left out."""

    def read(session: Session) -> list[tuple[str, str, int | None, dict[str, Any]]]:
        events = history.events_of(session, [task(session).id])
        return [
            (one.kind, one.door, one.person_id, {key: value for key, value in one.data.items() if key != "before"})
            for one in events
            if one.kind not in ("made", "asked")
        ]

    return database.read(read)


# Who answers inside


@pytest.mark.parametrize(
    ("facts", "contact", "expected"),
    [
        pytest.param({"inside_contact_id": 3}, "Dora", "Clara", id="the activity's own contact"),
        pytest.param({}, "Dora", "Dora", id="or else the partner's"),
        pytest.param({}, None, "Otto", id="or else the owner"),
        pytest.param({"partner": None}, "Dora", None, id="no partner, no contact"),
        pytest.param({"partner": "Unbekannt"}, "Dora", "Otto", id="a partner nobody has entered"),
    ],
)
def test_who_answers_inside(
    sqlite_database: Database, facts: dict[str, Any], contact: str | None, expected: str | None
) -> None:
    ids = company(sqlite_database, {**PHOTOS, **facts}, contact=contact)

    def read(session: Session) -> int | None:
        at_once = load_company(session, session.get_one(Workspace, ids.workspace))
        return at_once.contact_for(session.scalars(select(Activity)).one())

    assert sqlite_database.read(read) == (ids.people[expected] if expected else None)


def test_the_inside_contact_is_asked_and_told_whose_ball_it_is(database: Database) -> None:
    company(database)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()

    [first] = engine.at(berlin("2026-12-10 09:00"))
    [due] = engine.at(berlin("2026-12-15 09:00"))

    assert isinstance(first.notice, Nudge)
    assert isinstance(due.notice, Nudge)
    assert [(item.task, item.tone) for item in first.notice.items] == [
        (replace(LINE, ball=Ball("partner", 0)), "heads_up")
    ]
    assert [(item.task, item.tone) for item in due.notice.items] == [(replace(LINE, ball=Ball("partner", 3)), "due")]


def test_the_silence_of_a_partner_climbs_the_ladder_of_their_inside_contact(database: Database) -> None:
    engine = begun(database)
    days = {day: said(engine.at(berlin(f"2026-12-{day} 09:00"))) for day in ("15", "16", "17", "18")}
    assert days == {
        "15": [("U2", "Nudge", ["Fotos=due"])],
        "16": [("U2", "Nudge", ["Fotos=again"])],
        "17": [("U3", "Escalation", ["Fotos=silence"])],
        "18": [],
    }


def test_a_contact_who_is_no_owner_finds_the_task_among_their_own(database: Database) -> None:
    engine = begun(database)
    said_by_dora = database.write(
        lambda session: reply.done(session, actor_of(session, "Dora"), 1, engine.clock.now(), "button")
    )
    assert said_by_dora.task.ended_by == DORA
    assert state(database) == {"ended": "done", "ended_by_id": 2}


# Whose ball it is


def at(wall: str = "2026-12-10 10:00") -> Any:
    return berlin(wall)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        pytest.param(lambda s, a: balls.ours(s, a, 1, at(), "button"), "owner", id="ours"),
        pytest.param(lambda s, a: balls.hand(s, a, 1, at(), "command", "approval"), "approval", id="approval"),
        pytest.param(lambda s, a: reply.on_it(s, a, 1, at(), "button"), "owner", id="on it"),
        pytest.param(lambda s, a: reply.blocked(s, a, 1, at(), "button", "material"), "material", id="blocked"),
        pytest.param(lambda s, a: reply.later(s, a, 1, at(), "button"), None, id="later: still theirs"),
        pytest.param(lambda s, a: steer.move(s, a, 1, at(), "form", date(2026, 12, 18)), None, id="moved"),
        pytest.param(lambda s, a: reply.done(s, a, 1, at(), "button"), None, id="over"),
    ],
)
def test_a_reply_from_inside_hands_the_ball_on_and_the_history_says_so(
    database: Database, act: Callable[[Session, Actor], object], expected: str | None
) -> None:
    begun(database)
    database.write(lambda session: act(session, actor_of(session, "Dora")) and None)
    assert state(database).get("waiting_for") == expected
    turned = [(kind, data) for kind, _, _, data in happened(database) if kind == "ball"]
    assert turned == ([("ball", {"with": expected})] if expected else [])


def test_what_somebody_said_of_the_ball_stays_until_it_is_said_otherwise(database: Database) -> None:
    begun(database)
    database.write(lambda session: balls.ours(session, actor_of(session, "Dora"), 1, at(), "button"))
    database.write(lambda session: reply.later(session, actor_of(session, "Dora"), 1, at(), "button"))
    assert state(database)["waiting_for"] == "owner"
    database.write(lambda session: balls.partners(session, actor_of(session, "Dora"), 1, at(), "button"))
    assert state(database)["waiting_for"] == "partner"


def test_a_stall_that_is_over_gives_the_ball_back(database: Database) -> None:
    begun(database)
    database.write(lambda session: reply.blocked(session, actor_of(session, "Dora"), 1, at(), "button", "approval"))
    database.write(lambda session: reply.later(session, actor_of(session, "Dora"), 1, at(), "button"))
    kinds = [(kind, data.get("with")) for kind, _, _, data in happened(database)]
    assert kinds == [("ball", "approval"), ("blocked", None), ("ball", "partner"), ("later", None)]


def test_without_a_partner_no_ball_can_be_theirs(sqlite_database: Database) -> None:
    begun(sqlite_database, {**PHOTOS, "partner": None})
    with pytest.raises(Refused) as refused:
        sqlite_database.write(lambda session: balls.partners(session, actor_of(session, "Otto"), 1, at(), "button"))
    assert (refused.value.refusal.code, refused.value.refusal.text) == ("no_partner", "Fotos")


# What partners say themselves


def seen_by(database: Database, partner: int, engine: Engine) -> tuple[PartnerTask, ...]:
    return database.read(lambda session: partners.partner_tasks(session, partner, engine.clock.now()))


def test_a_partner_sees_their_own_open_tasks_from_the_heads_up_on(database: Database) -> None:
    company(
        database,
        PHOTOS,
        {**PHOTOS, "title": "Flyer", "partner": "Druckerei Süd"},
        {**PHOTOS, "title": "Texte", "partner": None},
    )
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    assert seen_by(database, NORD, engine) == seen_by(database, SUED, engine) == ()

    engine.at(berlin("2026-12-10 09:00"))

    assert seen_by(database, NORD, engine) == (
        PartnerTask(
            id=1,
            title="Fotos",
            due_on=date(2026, 12, 15),
            instructions="Fünf Bilder, quer",
            material_link="https://drive.example.org/fotos",
            contact="Dora",
        ),
    )
    assert [one.title for one in seen_by(database, SUED, engine)] == ["Flyer"]
    assert seen_by(database, 99, engine) == ()


def test_done_ends_the_task_and_is_told_once_to_the_inside_contact(database: Database) -> None:
    engine = begun(database)
    replied = database.write(lambda session: partners.partner_done(session, NORD, 1, at()))

    told = engine.at(berlin("2026-12-10 10:01"))

    assert (replied.said, replied.on) == ("done", date(2026, 12, 10))
    assert state(database) == {"ended": "done", "waiting_for": "partner"}
    assert happened(database) == [("done", "mail", None, {"partner": NORD})]
    ended = replace(LINE, ended="done", ended_on=date(2026, 12, 10))
    assert [(one.to, one.notice) for one in told] == [("U2", PartnerSaid(DORA, "Studio Nord", "done", ended))]
    assert engine.at(berlin("2026-12-15 09:00")) == []


def test_done_outside_of_working_hours_is_told_in_the_morning(database: Database) -> None:
    engine = begun(database)
    engine.at(berlin("2026-12-11 21:00"))
    database.write(lambda session: partners.partner_done(session, NORD, 1, engine.clock.now()))
    assert engine.now() == []
    assert engine.at(berlin("2026-12-12 09:00")) == []
    assert said(engine.at(berlin("2026-12-14 09:00"))) == [("U2", "PartnerSaid", [])]


def test_what_was_reported_and_is_not_so_goes_on_where_it_stood(database: Database) -> None:
    engine = begun(database)
    engine.at(berlin("2026-12-15 09:00"))
    database.write(lambda session: partners.partner_done(session, NORD, 1, at("2026-12-15 10:00")))
    [told] = engine.at(berlin("2026-12-15 10:01"))

    again = database.write(
        lambda session: reopening.reopen(session, actor_of(session, "Dora"), 1, at("2026-12-15 11:00"), "button")
    )
    engine.at(berlin("2026-12-15 11:01"))

    assert again.task == LINE
    assert state(database) == {}
    assert [kind for kind, *_ in happened(database)] == ["done", "reopened"]
    updated = [notice for _, notice in engine.messenger.updated if isinstance(notice, PartnerSaid)]
    assert isinstance(told.notice, PartnerSaid)
    assert updated[-1] == replace(told.notice, task=LINE, standing=False)
    assert said(engine.at(berlin("2026-12-16 09:00"))) == [("U2", "Nudge", ["Fotos=again"])]


@pytest.mark.parametrize(("who", "code"), [("Max", "not_reported"), ("Gast", "not_yours")])
def test_only_what_a_partner_has_reported_is_opened_again(sqlite_database: Database, who: str, code: str) -> None:
    begun(sqlite_database)
    sqlite_database.write(lambda session: reply.done(session, actor_of(session, "Dora"), 1, at(), "button"))
    with pytest.raises(Refused) as refused:
        sqlite_database.write(lambda session: reopening.reopen(session, actor_of(session, who), 1, at(), "button"))
    assert refused.value.refusal.code == code


def test_what_a_partner_needs_is_said_inside_at_once_and_the_ball_comes_back(database: Database) -> None:
    engine = begun(database)
    database.write(lambda session: partners.partner_needs(session, NORD, 1, at(), "  Das Logo \n als SVG "))

    told = engine.at(berlin("2026-12-10 10:01"))

    assert state(database) == {"waiting_for": "material"}
    assert happened(database) == [
        ("ball", "mail", None, {"with": "material"}),
        ("needs", "mail", None, {"partner": NORD, "text": "Das Logo als SVG"}),
    ]
    line = replace(LINE, ball=Ball("material"))
    assert [(one.to, one.notice) for one in told] == [
        ("U2", PartnerSaid(DORA, "Studio Nord", "needs", line, words="Das Logo als SVG"))
    ]
    assert said(engine.at(berlin("2026-12-15 09:00"))) == [("U2", "Nudge", ["Fotos=due"])]


def test_later_is_quiet_until_that_day_and_then_the_inside_contact_is_asked(database: Database) -> None:
    engine = begun(database)
    engine.at(berlin("2026-12-15 09:00"))
    until = date(2026, 12, 17)
    database.write(lambda session: partners.partner_later(session, NORD, 1, at("2026-12-15 10:00"), until))

    told = engine.at(berlin("2026-12-15 10:01"))
    days = {day: said(engine.at(berlin(f"2026-12-{day} 09:00"))) for day in ("16", "17", "18")}

    line = replace(LINE, promised_until=until)
    assert [(one.to, one.notice) for one in told] == [
        ("U2", PartnerSaid(DORA, "Studio Nord", "later", line, until=until))
    ]
    assert happened(database) == [("promised", "mail", None, {"partner": NORD, "until": "2026-12-17"})]
    assert days == {"16": [], "17": [], "18": [("U2", "Nudge", ["Fotos=resumed"])]}


def test_who_stops_gets_no_mail_and_the_work_goes_on(database: Database) -> None:
    engine = begun(database)
    database.write(lambda session: partners.partner_stop(session, NORD, at()))
    database.write(lambda session: partners.partner_stop(session, NORD, at("2026-12-11 10:00")))
    assert database.read(lambda session: session.get_one(Partner, NORD).stopped_at) == at()
    assert said(engine.at(berlin("2026-12-15 09:00"))) == [("U2", "Nudge", ["Fotos=due"])]


SAYINGS: dict[str, Callable[[Session, int, int], object]] = {
    "done": lambda session, partner, task_id: partners.partner_done(session, partner, task_id, at()),
    "needs": lambda session, partner, task_id: partners.partner_needs(session, partner, task_id, at(), "Logo"),
    "later": lambda session, partner, task_id: partners.partner_later(
        session, partner, task_id, at(), date(2026, 12, 17)
    ),
    "see": lambda session, partner, task_id: partners.partner_task(session, partner, task_id, at()),
}


@pytest.mark.parametrize("saying", SAYINGS)
@pytest.mark.parametrize(
    ("partner", "task_id", "code"),
    [
        pytest.param(SUED, 1, "gone", id="another partner's task"),
        pytest.param(NORD, 999, "gone", id="no task"),
        pytest.param(99, 1, "gone", id="no partner"),
        pytest.param(NORD, 2, "gone", id="not begun"),
    ],
)
def test_a_partner_can_say_nothing_about_what_is_not_theirs(
    sqlite_database: Database, saying: str, partner: int, task_id: int, code: str
) -> None:
    begun(sqlite_database)
    before = happened(sqlite_database)
    with pytest.raises(Refused) as refused:
        sqlite_database.write(lambda session: SAYINGS[saying](session, partner, task_id))
    assert refused.value.refusal.code == code
    assert happened(sqlite_database) == before


@pytest.mark.parametrize("saying", SAYINGS)
def test_what_is_over_is_over_for_partners_too(sqlite_database: Database, saying: str) -> None:
    begun(sqlite_database)
    sqlite_database.write(lambda session: reply.done(session, actor_of(session, "Dora"), 1, at(), "button"))
    with pytest.raises(Refused) as refused:
        sqlite_database.write(lambda session: SAYINGS[saying](session, NORD, 1))
    assert refused.value.refusal.code == "already_ended"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda s: partners.partner_later(s, NORD, 1, at(), date(2026, 12, 9)), "date_past"),
        (lambda s: partners.partner_later(s, NORD, 1, at(), date(2027, 4, 1)), "date_too_far"),
        (lambda s: partners.partner_needs(s, NORD, 1, at(), " \n "), "words_missing"),
        (lambda s: partners.partner_stop(s, 99, at()), "gone"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    sqlite_database: Database, act: Callable[[Session], object], code: str
) -> None:
    begun(sqlite_database)
    with pytest.raises(Refused) as refused:
        sqlite_database.write(lambda session: act(session) and None)
    assert refused.value.refusal.code == code
    assert (state(sqlite_database), happened(sqlite_database)) == ({}, [])


# The month


def test_the_month_says_for_whom_the_work_waited(database: Database) -> None:
    """Asked on Thursday the 10th; the studio needs something on the 14th, gets it on the 16th, is done on the 21st."""
    engine = begun(database)
    engine.at(berlin("2026-12-14 09:00"))
    database.write(lambda session: partners.partner_needs(session, NORD, 1, at("2026-12-14 10:00"), "Logo"))
    engine.at(berlin("2026-12-16 09:00"))
    database.write(
        lambda session: balls.partners(session, actor_of(session, "Dora"), 1, at("2026-12-16 10:00"), "button")
    )
    database.write(lambda session: partners.partner_done(session, NORD, 1, at("2026-12-21 10:00")))

    def waiting(session: Session, wall: str) -> tuple[tuple[str, int], ...]:
        workspace = session.scalars(select(Workspace)).one()
        return figures_of(session, load_company(session, workspace), date(2026, 12, 1), at(wall)).waiting

    assert database.read(lambda session: waiting(session, "2027-01-04 09:30")) == (("partner", 5), ("material", 2))
    assert database.read(lambda session: waiting(session, "2026-12-15 09:30")) == (("partner", 2), ("material", 1))


def test_figures_of_months_before_there_were_clocks_can_still_be_read(sqlite_database: Database) -> None:
    begun(sqlite_database)

    def kept(session: Session) -> dict[str, Any]:
        workspace = session.scalars(select(Workspace)).one()
        return figures_to_json(figures_of(session, load_company(session, workspace), date(2026, 12, 1), at()))

    stored = sqlite_database.read(kept)
    del stored["waiting"]
    assert figures_from_json(stored).waiting == ()


@pytest.mark.parametrize(("who", "names"), [("Dora", ["Studio Nord"]), ("Otto", [])])
def test_the_inside_contact_finds_it_among_what_is_stored_about_them(
    sqlite_database: Database, who: str, names: list[str]
) -> None:
    begun(sqlite_database)
    told = sqlite_database.read(lambda session: own_data.own_data(session, actor_of(session, who), at()))
    assert told.everything["contact_for"] == names


def test_what_waits_for_the_morning_is_foreseen(sqlite_database: Database) -> None:
    engine = begun(sqlite_database)
    engine.at(berlin("2026-12-11 21:00"))
    now = engine.clock.now()
    sqlite_database.write(lambda session: partners.partner_done(session, NORD, 1, now))
    found = sqlite_database.read(lambda session: rehearse(session, 1, date(2026, 12, 14), now))
    assert [(one.at, one.to, type(one.notice)) for one in found] == [(berlin("2026-12-14 09:00"), DORA, PartnerSaid)]
