"""Mail to partners: when it goes out and about what, that there is one a day at most, and when there is none."""

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobs.links import LinkClosed
from jobs.mail_notices import PartnerItem, PartnerLinks, PartnerMail
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable
from jobs.notices import Unreached
from jobs.rehearsal import Foreseen, rehearse
from jobs.use_cases import balls, partner_list, partner_visits, partners, reply, steer
from jobs.use_cases.actors import find_actor
from jobs.use_cases.answers import Actor
from jobs.use_cases.partner_list import Wanted
from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.partner_tables import Link, Partner
from storage.tables import Person, Task, Workspace
from tests.jobs.company import Ids, berlin, found
from tests.jobs.recorder import Engine, Sent

PHOTOS: dict[str, Any] = {
    "title": "Fotos",
    "cadence": "monthly on day 15",
    "starts": date(2026, 12, 1),
    "lead": 2,
    "partner": "Agentur Blau",
    "instructions": "Fünf Bilder, quer",
    "material_link": "https://drive.example.org/fotos",
}
TEXTS: dict[str, Any] = {**PHOTOS, "title": "Texte", "instructions": "", "material_link": None, "lead": 0}
BLUE = "blau@example.org"


def company(database: Database, *activities: dict[str, Any], **partner: Any) -> Ids:
    """Otto answers inside for the agency, which has an address; there is a mail server."""
    ids = found(database, *(activities or (PHOTOS,)))
    row = {"name": "Agentur Blau", "email": BLUE, "workspace_id": ids.workspace, "inside_contact_id": ids.otto}

    def work(session: Session) -> None:
        session.add(Partner(**{**row, **partner}))
        session.get_one(Workspace, ids.workspace).mails_partners = True

    database.write(work)
    return ids


def begun(database: Database, *activities: dict[str, Any], **partner: Any) -> tuple[Ids, Engine]:
    """On Tuesday the 1st, long before anything is due."""
    ids = company(database, *activities, **partner)
    engine = Engine(database, berlin("2026-12-01 08:00"))
    engine.now()
    return ids, engine


def mails(sent: list[Sent]) -> list[PartnerMail]:
    return [one.notice for one in sent if isinstance(one.notice, PartnerMail)]


def about(sent: list[Sent]) -> list[list[tuple[str, str]]]:
    """Mail by mail, what it is about and how far that has come."""
    return [[(item.title, item.stage) for item in mail.items] for mail in mails(sent)]


def written(engine: Engine, first: int, last: int, wall: str = "09:00") -> dict[int, list[list[tuple[str, str]]]]:
    """The days of December on which something was written, and what."""
    found = {number: about(engine.at(berlin(f"2026-12-{number:02} {wall}"))) for number in range(first, last + 1)}
    return {number: one for number, one in found.items() if one}


def actor(session: Session, user: str = "U1") -> Actor:
    return find_actor(session, "slack", "T1", user)


def task(session: Session, title: str = "Fotos") -> Task:
    query = select(Task).join(Task.activity).where(Task.activity.has(title=title)).order_by(Task.due_on)
    return session.scalars(query.limit(1)).one()


def partner_id(session: Session) -> int:
    return session.scalars(select(Partner.id)).one()


def test_the_heads_up_the_due_day_and_once_more(database: Database) -> None:
    """The 15th is a Tuesday; nobody ever answers."""
    _, engine = begun(database)
    assert written(engine, 9, 31) == {
        11: [[("Fotos", "heads_up")]],
        15: [[("Fotos", "due")]],
        16: [[("Fotos", "again")]],
    }


def test_the_whole_notice(database: Database) -> None:
    _, engine = begun(database)
    [sent] = [one for one in engine.at(berlin("2026-12-11 09:00")) if isinstance(one.notice, PartnerMail)]
    [mail] = mails([sent])
    links = mail.items[0].links
    assert (sent.to, mail) == (
        BLUE,
        PartnerMail(
            company="Muster GmbH",
            partner="Agentur Blau",
            contact="Otto",
            on=date(2026, 12, 11),
            items=(
                PartnerItem(
                    title="Fotos",
                    due_on=date(2026, 12, 15),
                    stage="heads_up",
                    instructions="Fünf Bilder, quer",
                    material_link="https://drive.example.org/fotos",
                    links=links,
                ),
            ),
            stop=mail.stop,
        ),
    )
    assert len({links.done, links.needs, links.later, mail.stop, ""}) == 5


def test_everything_of_one_day_is_one_mail(database: Database) -> None:
    _, engine = begun(database, PHOTOS, TEXTS)
    assert written(engine, 9, 17) == {
        11: [[("Fotos", "heads_up")]],
        15: [[("Fotos", "due"), ("Texte", "due")]],
        16: [[("Fotos", "again"), ("Texte", "again")]],
    }


def test_never_twice_a_day_and_never_at_night(database: Database) -> None:
    _, engine = begun(database)
    day = [about(engine.at(berlin(f"2026-12-11 {hour:02}:30"))) for hour in range(6, 24)]
    assert [one for one in day if one] == [[[("Fotos", "heads_up")]]]
    assert about(engine.at(berlin("2026-12-11 09:30"))) == []
    assert day.index([[("Fotos", "heads_up")]]) == 3


def test_what_was_missed_is_made_up_for_once(database: Database) -> None:
    """The machine was off from the 10th to the evening of the 17th."""
    _, engine = begun(database)
    assert written(engine, 17, 17, "20:00") == {}
    assert written(engine, 18, 31) == {18: [[("Fotos", "again")]]}


@pytest.mark.parametrize(
    "partner",
    [{"email": None}, {"stopped_at": berlin("2026-12-01 08:00")}, {"name": "Agentur Rot"}],
)
def test_nobody_else_is_written_to(database: Database, partner: dict[str, Any]) -> None:
    _, engine = begun(database, **partner)
    assert written(engine, 9, 17) == {}


def test_without_a_mail_server_not_even_a_row_is_made(database: Database) -> None:
    ids = company(database)

    def off(session: Session) -> None:
        session.get_one(Workspace, ids.workspace).mails_partners = False

    database.write(off)
    engine = Engine(database, berlin("2026-12-11 09:00"))
    engine.now()
    rows = select(func.count()).select_from(Outgoing).where(Outgoing.kind == "partner_mail")
    assert database.read(lambda session: session.scalar(rows)) == 0


def test_a_partner_who_has_finished_hears_no_more(database: Database) -> None:
    _, engine = begun(database)
    written(engine, 11, 11)
    at = berlin("2026-12-11 10:00")
    database.write(lambda session: partners.partner_done(session, partner_id(session), task(session).id, at))
    assert written(engine, 12, 31) == {}


def test_what_they_need_is_not_theirs_until_it_is_handed_back(database: Database) -> None:
    _, engine = begun(database)
    written(engine, 11, 11)
    at = berlin("2026-12-11 10:00")

    def needs(session: Session) -> None:
        partners.partner_needs(session, partner_id(session), task(session).id, at, "Die Freigabe fehlt")

    database.write(needs)
    assert written(engine, 12, 16) == {}
    back = berlin("2026-12-16 15:00")
    database.write(lambda session: balls.partners(session, actor(session), task(session).id, back, "button"))
    assert written(engine, 17, 31) == {17: [[("Fotos", "again")]]}


def test_the_day_they_named_counts(database: Database) -> None:
    _, engine = begun(database)
    written(engine, 11, 11)
    at, day = berlin("2026-12-11 10:00"), date(2026, 12, 17)
    database.write(lambda session: partners.partner_later(session, partner_id(session), task(session).id, at, day))
    assert written(engine, 12, 31) == {17: [[("Fotos", "due")]], 18: [[("Fotos", "again")]]}


def test_what_is_moved_is_asked_for_anew(database: Database) -> None:
    _, engine = begun(database)
    assert written(engine, 11, 15) == {11: [[("Fotos", "heads_up")]], 15: [[("Fotos", "due")]]}
    at, day = berlin("2026-12-15 10:00"), date(2026, 12, 29)
    database.write(lambda session: steer.move(session, actor(session), task(session).id, at, "button", day))
    assert written(engine, 16, 31) == {
        24: [[("Fotos", "heads_up")]],
        29: [[("Fotos", "due")]],
        30: [[("Fotos", "again")]],
    }


def test_while_somebody_inside_is_on_it_the_partner_is_left_alone(database: Database) -> None:
    _, engine = begun(database)
    written(engine, 11, 11)
    at, day = berlin("2026-12-11 10:00"), date(2026, 12, 16)
    database.write(lambda session: reply.on_it(session, actor(session), task(session).id, at, "button", day))
    assert written(engine, 12, 31) == {}


def test_what_ends_while_the_mail_waits_is_left_out(database: Database) -> None:
    _, engine = begun(database, PHOTOS, {**TEXTS, "lead": 2})
    engine.messenger.fails = [(TryLater("away"), False)] * 6
    engine.at(berlin("2026-12-11 09:00"))
    engine.messenger.fails = []
    at = berlin("2026-12-11 10:00")
    database.write(lambda session: partners.partner_done(session, partner_id(session), task(session).id, at))
    assert about(engine.at(berlin("2026-12-11 11:00"))) == [[("Texte", "heads_up")]]


def test_a_second_copy_has_the_same_links(database: Database) -> None:
    """No answer came, and a mail can't be looked up."""
    ids, engine = begun(database)
    early(database, ids)
    engine.at(berlin("2026-12-11 08:30"))
    engine.messenger.fails = [(OutcomeUnknown("lost"), True)]
    engine.messenger.hides = Undeliverable("can't be looked up")
    copies = [mail for minute in range(6) for mail in mails(engine.at(berlin(f"2026-12-11 09:0{minute}")))]
    [later] = mails(engine.at(berlin("2026-12-15 09:00")))
    assert copies == [copies[0]] * 2
    assert (later.items[0].links, later.stop) == (copies[0].items[0].links, copies[0].stop)


def early(database: Database, ids: Ids) -> None:
    """Otto is asked half an hour before partners are written to."""

    def work(session: Session) -> None:
        session.get_one(Person, ids.otto).nudge_at = time(8, 30)

    database.write(work)


def test_a_link_that_was_used_is_followed_by_a_new_one(database: Database) -> None:
    _, engine = begun(database)
    [first] = mails(engine.at(berlin("2026-12-11 09:00")))

    def used(session: Session) -> None:
        session.get_one(Link, int(first.items[0].links.later.split("-")[0])).used_at = berlin("2026-12-11 10:00")

    database.write(used)
    [second] = mails(engine.at(berlin("2026-12-15 09:00")))
    then, now = first.items[0].links, second.items[0].links
    assert (now.done, now.needs, now.later == then.later) == (then.done, then.needs, False)


def test_links_end_thirty_days_after_the_day_they_are_about(database: Database) -> None:
    _, engine = begun(database)
    engine.at(berlin("2026-12-11 09:00"))
    ends = database.read(lambda session: {link.purpose: link.expires_at for link in session.scalars(select(Link))})
    on = date(2027, 1, 14)
    assert {name: end.date() if end else None for name, end in ends.items()} == {
        "partner_done": on,
        "partner_needs": on,
        "partner_later": on,
        "partner_stop": None,
    }


def test_an_address_that_is_refused_is_told_to_whoever_answers_inside(database: Database) -> None:
    ids, engine = begun(database)
    early(database, ids)
    engine.at(berlin("2026-12-11 08:30"))
    engine.messenger.fails = [(Undeliverable("recipient refused: 550"), False)]
    [told] = engine.at(berlin("2026-12-11 09:00"))
    assert isinstance(told.notice, Unreached)
    assert (told.to, told.notice.partner, told.notice.why) == (
        "U1",
        "Agentur Blau",
        "recipient refused: 550",
    )
    assert written(engine, 12, 14) == {}


def test_a_dry_run_foresees_the_mail_without_its_secrets(database: Database) -> None:
    ids, _ = begun(database)
    now = berlin("2026-12-01 10:00")

    def foreseen(session: Session) -> list[Foreseen]:
        return [
            one
            for one in rehearse(session, ids.workspace, date(2026, 12, 11), now)
            if isinstance(one.notice, PartnerMail)
        ]

    [one] = database.write(foreseen)
    assert isinstance(one.notice, PartnerMail)
    assert (one.at, one.to, one.partner, one.notice.stop) == (berlin("2026-12-11 09:00"), None, "Agentur Blau", "")
    assert one.notice.items[0].links == PartnerLinks("", "", "")
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Link))) == 0


def test_the_links_of_an_old_address_open_nothing(database: Database) -> None:
    _, engine = begun(database)
    [mail] = mails(engine.at(berlin("2026-12-11 09:00")))
    wanted = Wanted("Agentur Blau", "neu@example.org", None, "sie", None)
    at = berlin("2026-12-11 10:00")

    def save(session: Session) -> None:
        partner_list.save(session, actor(session, "U3"), partner_id(session), wanted, at)

    database.write(save)
    with pytest.raises(LinkClosed, match="unknown"):
        database.read(lambda session: partner_visits.look(session, mail.items[0].links.done, at))
    [again] = engine.at(berlin("2026-12-15 09:00"))[-1:]
    assert again.to == "neu@example.org"
