"""The pages behind a partner's links: looking changes nothing, sending does one thing once, and nothing else opens."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs import links
from jobs.mail_notices import PartnerMail
from storage.database import Database
from storage.partner_tables import Link, Partner
from storage.tables import Task, TaskEvent, Workspace
from tests.bot.web.visitor import Answer, StandingClock, Visitor, served
from tests.jobs.company import berlin, found
from tests.jobs.recorder import Engine

NOW = berlin("2026-12-11 10:00")
PHOTOS: dict[str, Any] = {
    "title": "Fotos",
    "cadence": "monthly on day 15",
    "starts": date(2026, 12, 1),
    "lead": 2,
    "partner": "Agentur Blau",
    "instructions": "Fünf Bilder, quer",
    "material_link": "https://drive.example.org/fotos",
}
TEXTS: dict[str, Any] = {**PHOTOS, "title": "Texte <b>", "material_link": "javascript:alert(1)", "instructions": ""}
OTHERS: dict[str, Any] = {**PHOTOS, "title": "Geheim", "partner": "Agentur Rot"}


@dataclass(frozen=True)
class Agency:
    """The partner, who was written to at nine about two things, and looks at the links an hour later."""

    database: Database
    visitor: Visitor
    clock: StandingClock
    mail: PartnerMail

    def link(self, way: str, item: int = 0) -> str:
        token = self.mail.stop if way == "stop" else getattr(self.mail.items[item].links, way)
        return f"/p/{token}"

    def looks(self, way: str) -> Answer:
        return self.visitor.opens(self.link(way))

    def sends(self, way: str, **form: str) -> Answer:
        return self.visitor.sends(self.link(way), form)

    def remembered(self) -> list[object]:
        """Everything that a link could change."""

        def work(session: Session) -> list[object]:
            used = [(link.id, link.used_at) for link in session.scalars(select(Link).order_by(Link.id))]
            events = [(one.task_id, one.kind) for one in session.scalars(select(TaskEvent).order_by(TaskEvent.id))]
            ended = [
                (one.id, one.ended, one.promised_until, one.waiting_for)
                for one in session.scalars(select(Task).order_by(Task.id))
            ]
            stopped = list(session.scalars(select(Partner.stopped_at)))
            return [used, events, ended, stopped]

        return self.database.read(work)

    def task(self, title: str = "Fotos") -> Task:
        query = select(Task).join(Task.activity).where(Task.activity.has(title=title)).order_by(Task.due_on).limit(1)
        return self.database.read(lambda session: session.scalars(query).one())


@pytest.fixture
def agency(sqlite_database: Database) -> Iterator[Agency]:
    with agency_of(sqlite_database) as opened:
        yield opened


@contextmanager
def agency_of(database: Database, **partner: str) -> Iterator[Agency]:
    ids = found(database, PHOTOS, TEXTS, OTHERS)
    about = {"workspace_id": ids.workspace, "inside_contact_id": ids.otto, "email": "x@example.org"}

    def work(session: Session) -> None:
        session.add(Partner(**{**about, "name": "Agentur Blau", **partner}))
        session.add(Partner(**{**about, "name": "Agentur Rot"}))
        session.get_one(Workspace, ids.workspace).mails_partners = True

    database.write(work)
    engine = Engine(database, berlin("2026-12-10 08:00"))
    engine.now()
    sent = engine.at(berlin("2026-12-11 09:00"))
    [mail] = [
        one.notice for one in sent if isinstance(one.notice, PartnerMail) and one.notice.partner == "Agentur Blau"
    ]
    clock = StandingClock(NOW)
    with served(database, clock) as visitor:
        yield Agency(database, visitor, clock, mail)


def words(answer: Answer) -> str:
    """What a page says, a line for each of its parts."""
    body = answer.text.partition("<main>")[2].partition("</main>")[0]
    lines = (unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in body.split("\n"))
    return "\n".join(line for line in lines if line)


def hrefs(answer: Answer) -> list[str]:
    return re.findall(r'href="([^"]*)"', answer.text)


def test_the_page_that_reports_it_as_done(agency: Agency) -> None:
    page = agency.looks("done")
    assert (page.status, words(page)) == (
        200,
        (
            "Ist „Fotos“ erledigt?\n"
            "Muster GmbH hat Fotos mit Ihnen bis Dienstag, 15. Dezember 2026 geplant.\n"
            "Fünf Bilder, quer\n"
            "Material: https://drive.example.org/fotos\n"
            "Ja, erledigt\n"
            "Oder etwas anderes sagen: Es fehlt noch etwas · Es wird später\n"
            "Bei Fragen hilft Otto weiter.\n"
            "Was sonst noch offen ist\n"
            "Texte <b> · bis Di., 15. Dezember"
        ),
    )
    assert hrefs(page) == [
        "https://drive.example.org/fotos",
        agency.link("needs"),
        agency.link("later"),
        agency.link("done", 1),
    ]


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (
            "needs",
            (
                "Was fehlt für „Fotos“?\n"
                "Muster GmbH hat Fotos mit Ihnen bis Dienstag, 15. Dezember 2026 geplant.\n"
                "Fünf Bilder, quer\n"
                "Material: https://drive.example.org/fotos\n"
                "Ihre Nachricht an Muster GmbH\n"
                "Zum Beispiel ein Text, eine Freigabe oder ein Zugang\n"
                "Nachricht senden\n"
                "Oder etwas anderes sagen: Ist erledigt · Es wird später\n"
                "Bei Fragen hilft Otto weiter.\n"
                "Was sonst noch offen ist\n"
                "Texte <b> · bis Di., 15. Dezember"
            ),
        ),
        (
            "later",
            (
                "Bis wann ist „Fotos“ fertig?\n"
                "Muster GmbH hat Fotos mit Ihnen bis Dienstag, 15. Dezember 2026 geplant.\n"
                "Fünf Bilder, quer\n"
                "Material: https://drive.example.org/fotos\n"
                "Neuer Tag\n"
                "Bis dahin fragt niemand nach.\n"
                "Tag mitteilen\n"
                "Oder etwas anderes sagen: Ist erledigt · Es fehlt noch etwas\n"
                "Bei Fragen hilft Otto weiter.\n"
                "Was sonst noch offen ist\n"
                "Texte <b> · bis Di., 15. Dezember"
            ),
        ),
        (
            "stop",
            (
                "Keine E-Mails mehr von Muster GmbH?\n"
                "Taktgeber schreibt Ihnen dann nicht mehr. Was geplant ist, bespricht Muster GmbH direkt mit Ihnen.\n"
                "Keine E-Mails mehr"
            ),
        ),
    ],
)
def test_the_other_pages(agency: Agency, way: str, said: str) -> None:
    assert words(agency.looks(way)) == said


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
@pytest.mark.parametrize("way", ["done", "needs", "later", "stop"])
def test_looking_changes_nothing(agency: Agency, way: str, method: str) -> None:
    """Programs that check mail open every link in it."""
    before = agency.remembered()
    statuses = {agency.visitor.opens(agency.link(way), method).status for _ in range(2)}
    assert (agency.remembered(), statuses) == (before, {200} if method in ("GET", "HEAD") else {405})


@pytest.mark.parametrize(
    ("way", "form", "said"),
    [
        ("done", {}, "Danke\nFotos ist als erledigt gemeldet. Muster GmbH weiß Bescheid."),
        (
            "needs",
            {"words": "Die <i>Freigabe</i> fehlt"},
            "Danke\nIhre Nachricht zu Fotos ist bei Muster GmbH angekommen. Dort kümmert sich jemand darum.",
        ),
        (
            "later",
            {"day": "2026-12-17"},
            "Danke\nMuster GmbH rechnet jetzt bis Donnerstag, 17. Dezember 2026 mit Fotos.",
        ),
        ("later", {"day": "17.12."}, "Danke\nMuster GmbH rechnet jetzt bis Donnerstag, 17. Dezember 2026 mit Fotos."),
    ],
)
def test_what_is_sent_is_done_once(agency: Agency, way: str, form: dict[str, str], said: str) -> None:
    first = agency.sends(way, **form)
    after = agency.remembered()
    second = agency.sends(way, **form)
    others = "\nWas sonst noch offen ist\nTexte <b> · bis Di., 15. Dezember"
    assert (first.status, words(first)) == (200, said + others)
    assert (second.status, words(second)) == (200, ALREADY)
    assert (agency.remembered(), words(agency.looks(way))) == (after, ALREADY)


ALREADY = (
    "Das ist schon angekommen\n"
    "Über diesen Link kam schon eine Antwort, und er gilt nur einmal. "
    "Hat sich etwas geändert, sagen Sie es bitte direkt bei Muster GmbH."
)
NOTHING_LEFT = (
    "Hier ist nichts mehr zu tun\n"
    "Das hat sich bei Muster GmbH inzwischen erledigt. Bei Fragen melden Sie sich bitte direkt dort."
)


def test_what_was_sent_is_what_is_remembered(agency: Agency) -> None:
    agency.sends("needs", words="Die <i>Freigabe</i>\nfehlt")
    agency.sends("later", day="2026-12-17")
    agency.sends("done")
    kinds = ("needs", "promised", "done")
    query = select(TaskEvent).where(TaskEvent.kind.in_(kinds)).order_by(TaskEvent.id)
    events = agency.database.read(lambda session: list(session.scalars(query)))
    assert [(one.kind, one.door, one.data.get("text"), one.data.get("until")) for one in events] == [
        ("needs", "mail", "Die <i>Freigabe</i> fehlt", None),
        ("promised", "mail", None, "2026-12-17"),
        ("done", "mail", None, None),
    ]
    assert agency.task().ended == "done"


@pytest.mark.parametrize(
    ("way", "form", "error"),
    [
        ("needs", {}, "Bitte schreiben Sie kurz, was fehlt."),
        ("needs", {"words": " \n "}, "Bitte schreiben Sie kurz, was fehlt."),
        ("later", {}, "Bitte nennen Sie einen Tag."),
        ("later", {"day": "irgendwann"}, "Das ließ sich nicht als Tag lesen. So geht es: 15.1.2027"),
        ("later", {"day": "31.2.2027"}, "Das ließ sich nicht als Tag lesen. So geht es: 15.1.2027"),
        ("later", {"day": "2026-12-10"}, "Dieser Tag ist schon vorbei."),
        ("later", {"day": "2027-02-10"}, "Das ist mehr als 60 Tage hin. Bitte sprechen Sie so etwas direkt ab."),
    ],
)
def test_what_can_t_be_taken_is_asked_again(agency: Agency, way: str, form: dict[str, str], error: str) -> None:
    before = agency.remembered()
    page = agency.sends(way, **form)
    assert (page.status, re.findall(r'class="error">([^<]*)<', page.text)) == (422, [error])
    assert agency.remembered() == before


def test_what_was_typed_stays_and_is_no_markup(agency: Agency) -> None:
    page = agency.sends("later", day='"><script>alert(1)</script>')
    assert "<script" not in page.text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page.text


def test_the_last_mail(agency: Agency) -> None:
    said = (
        "Das war die letzte E-Mail\n"
        "Taktgeber schreibt Ihnen für Muster GmbH nicht mehr. "
        "Wenn Sie es sich anders überlegen, sagen Sie dort Bescheid."
    )
    assert (words(agency.sends("stop")), words(agency.sends("stop")), words(agency.looks("stop"))) == (said,) * 3


def test_a_mail_program_ends_the_mail_by_itself(agency: Agency) -> None:
    """RFC 8058: one POST, no cookies, no page."""
    assert agency.sends("stop", **{"List-Unsubscribe": "One-Click"}).status == 200
    stopped = agency.database.read(
        lambda session: session.scalars(select(Partner.stopped_at).where(Partner.name == "Agentur Blau")).one()
    )
    assert stopped == NOW


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: f"9{token}",
        lambda token: token.partition("-")[0],
        lambda token: f"1-{'A' * (len(token) - 2)}",
        lambda token: f"..%2F{token}",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_link_opens_nothing(agency: Agency, forge: Callable[[str], str], method: str) -> None:
    before = agency.remembered()
    page = agency.visitor.opens("/p/" + forge(agency.mail.items[0].links.done), method)
    assert (page.status, "Muster" in page.text, agency.remembered()) == (404, False, before)


def test_a_link_of_one_purpose_is_none_of_another(agency: Agency) -> None:
    def calendar(session: Session) -> str:
        workspace_id = session.scalars(select(Workspace.id)).one()
        return links.make(session, links.LinkFor(workspace_id, "calendar"), NOW)

    assert agency.visitor.opens(f"/p/{agency.database.write(calendar)}").status == 404
    assert agency.visitor.opens(f"/calendar/{agency.mail.items[0].links.done}.ics").status == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_ends_thirty_days_after_the_day_it_was_about(agency: Agency, method: str) -> None:
    agency.clock.at = datetime.combine(date(2027, 1, 14), datetime.min.time(), NOW.tzinfo) + timedelta(hours=1)
    before = agency.remembered()
    page = agency.visitor.opens(agency.link("done"), method)
    assert (page.status, words(page), agency.remembered()) == (
        410,
        "Dieser Link ist abgelaufen\nEr hat nichts geändert. Bitte melden Sie sich direkt bei Muster GmbH.",
        before,
    )


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_was_withdrawn(agency: Agency, method: str) -> None:
    def withdraw(session: Session) -> None:
        for link in session.scalars(select(Link)):
            links.revoke(link, NOW)

    agency.database.write(withdraw)
    page = agency.visitor.opens(agency.link("done"), method)
    assert (page.status, words(page)) == (
        410,
        (
            "Dieser Link gilt nicht mehr\n"
            "Er wurde zurückgezogen und hat nichts geändert. Bitte melden Sie sich direkt bei Muster GmbH."
        ),
    )
    assert agency.task().ended is None


def ended(task: Task, session: Session) -> None:
    task.ended = "skipped"


def given_to_others(task: Task, session: Session) -> None:
    task.activity.partner = "Agentur Rot"


@pytest.mark.parametrize("change", [ended, given_to_others])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_over_meanwhile_or_theirs_no_more(
    agency: Agency, change: Callable[[Task, Session], None], method: str
) -> None:
    task_id = agency.task().id

    def work(session: Session) -> None:
        task = session.get_one(Task, task_id)
        session.refresh(task, ["activity"])
        change(task, session)

    agency.database.write(work)
    before = agency.remembered()
    page = agency.visitor.opens(agency.link("needs"), method, b"words=x")
    assert (page.status, words(page), agency.remembered()) == (200, NOTHING_LEFT, before)


@pytest.mark.parametrize(
    ("origin", "status"),
    [("null", 200), ("https://evil.example", 403), ("http://127.0.0.1", 403), ("", 403)],
)
def test_what_a_page_of_somebody_else_sends_is_refused(agency: Agency, origin: str, status: int) -> None:
    sent = agency.visitor.opens(agency.link("done"), "POST", b"", Origin=origin)
    assert (sent.status, agency.task().ended) == (status, "done" if status == 200 else None)


def test_what_our_own_page_sends_is_taken(agency: Agency) -> None:
    assert agency.visitor.opens(agency.link("done"), "POST", b"", Origin=agency.visitor.url).status == 200


def test_two_presses_at_once_are_one(database: Database) -> None:
    query = select(TaskEvent.kind).where(TaskEvent.kind == "done")
    with agency_of(database) as agency, ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda _: words(agency.sends("done")), range(8)))
        done = database.read(lambda session: list(session.scalars(query)))
    assert sorted(page.partition("\n")[0] for page in pages) == ["Danke", *["Das ist schon angekommen"] * 7]
    assert done == ["done"]


def test_headers_keep_the_secret_of_the_address(agency: Agency) -> None:
    page = agency.looks("done")
    policy = page.header("Content-Security-Policy") or ""
    assert (page.header("Referrer-Policy"), page.header("Cache-Control"), "form-action 'self'" in policy) == (
        "no-referrer",
        "no-store",
        True,
    )


def test_in_the_language_of_the_partner(sqlite_database: Database) -> None:
    with agency_of(sqlite_database, language="en") as agency:
        assert words(agency.looks("needs")).split("\n")[:2] == [
            "What is missing for “Fotos”?",
            "Muster GmbH has planned Fotos with you by Tuesday, 15 December 2026.",
        ]


def test_friends_are_addressed_as_such(sqlite_database: Database) -> None:
    with agency_of(sqlite_database, formality="du") as agency:
        assert words(agency.looks("done")).split("\n")[1] == (
            "Muster GmbH hat Fotos mit dir bis Dienstag, 15. Dezember 2026 geplant."
        )
