"""A notice as the mail that arrives: its whole text, its headers, and what happens when no answer comes."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from bot.cards.worded import card_for
from bot.dispatching import EachItsWay
from bot.mail.messenger import MailMessenger
from bot.mail.server import MailRoute, MailServer, parse_sender
from jobs.facts import PersonRef, Reader
from jobs.mail_notices import PartnerItem, PartnerLinks, PartnerMail
from jobs.messenger import Destination, OutcomeUnknown, Receipt, Undeliverable
from jobs.notices import Composed, Greeting, Notice
from tests.bot.mail.post_office import PostOffice, opened

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
GERMAN, ENGLISH = Reader("de", "sie", "Europe/Berlin"), Reader("en", "sie", "Europe/Berlin")
PHOTOS = PartnerItem(
    title="Fotos für den Newsletter",
    due_on=date(2026, 12, 4),
    stage="heads_up",
    instructions="Fünf Bilder, quer\nje höchstens 2 MB",
    material_link="https://drive.example.org/x?a=1&b=2",
    links=PartnerLinks("1-done", "2-needs", "3-later"),
)
TEXT = PartnerItem(
    "<b>Text</b>", date(2026, 12, 1), "due", "", "javascript:alert(1)", PartnerLinks("4-d", "5-n", "6-l")
)
MAIL = PartnerMail("Müller & Söhne", "Agentur Blau", "Otto Brandt", date(2026, 12, 1), (PHOTOS,), "9-stop")
TO = Destination("T1", "foto@bücher.example", platform="mail")


def composed(notice: Notice = MAIL, reader: Reader = GERMAN) -> Composed:
    return Composed(notice, reader, NOW)


def messenger(server: MailServer, sender: str = "takt@example.org") -> MailMessenger:
    return MailMessenger(MailRoute(server, parse_sender(sender), "https://takt.example.org"), card_for)


def sent(notice: Notice = MAIL, reader: Reader = GERMAN, sender: str = "takt@example.org") -> EmailMessage:
    office = PostOffice()
    with opened(office) as server:
        receipt = asyncio.run(messenger(server, sender).send(composed(notice, reader), TO, 17))
    assert receipt == Receipt("<taktgeber.T1.17@example.org>", "mail")
    [mail] = office.mails
    return mail


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_the_headers_say_what_kind_of_mail_it_is() -> None:
    mail = sent()
    kept = {name: str(value) for name, value in mail.items() if name not in ("Content-Type", "MIME-Version", "X-Peer")}
    assert kept == {
        "From": "Müller & Söhne <takt@example.org>",
        "To": "foto@xn--bcher-kva.example",
        "Subject": "Müller & Söhne: Fotos für den Newsletter bis Fr., 4. Dezember",
        "Date": "Tue, 01 Dec 2026 08:00:00 +0000",
        "Message-ID": "<taktgeber.T1.17@example.org>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": "<https://takt.example.org/p/9-stop>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": "de",
    }


def test_the_whole_mail_in_german() -> None:
    assert words(sent()) == (
        "Guten Tag,\n\n"
        "Müller & Söhne hat Folgendes mit Ihnen geplant:\n\n"
        "Fotos für den Newsletter\nbis Freitag, 4. Dezember 2026\n\n"
        "Fünf Bilder, quer\nje höchstens 2 MB\n\n"
        "Material: https://drive.example.org/x?a=1&b=2\n\n"
        "Ist erledigt:\nhttps://takt.example.org/p/1-done\n\n"
        "Es fehlt noch etwas:\nhttps://takt.example.org/p/2-needs\n\n"
        "Es wird später:\nhttps://takt.example.org/p/3-later\n\n"
        "- - -\n\n"
        "Bei Fragen hilft Otto Brandt weiter.\n\n"
        "Diese E-Mail hat Taktgeber im Auftrag von Müller & Söhne geschrieben. "
        "Antworten darauf liest niemand; was Sie über die Links sagen, kommt an.\n\n"
        "Keine E-Mails mehr bekommen:\nhttps://takt.example.org/p/9-stop\n"
    )


def test_several_things_in_one_mail_in_english() -> None:
    mail = sent(replace(MAIL, items=(PHOTOS, TEXT), contact=None), ENGLISH)
    assert mail["Subject"] == "Müller & Söhne: two things for you"
    assert words(mail) == (
        "Hello,\n\n"
        "Müller & Söhne has planned the following with you:\n\n"
        "Fotos für den Newsletter\nby Friday, 4 December 2026\n\n"
        "Fünf Bilder, quer\nje höchstens 2 MB\n\n"
        "Material: https://drive.example.org/x?a=1&b=2\n\n"
        "It is done:\nhttps://takt.example.org/p/1-done\n\n"
        "Something is missing:\nhttps://takt.example.org/p/2-needs\n\n"
        "It will be later:\nhttps://takt.example.org/p/3-later\n\n"
        "- - -\n\n"
        "<b>Text</b>\ntoday, Tuesday, 1 December 2026\n\n"
        "Material: javascript:alert(1)\n\n"
        "It is done:\nhttps://takt.example.org/p/4-d\n\n"
        "Something is missing:\nhttps://takt.example.org/p/5-n\n\n"
        "It will be later:\nhttps://takt.example.org/p/6-l\n\n"
        "- - -\n\n"
        "Taktgeber wrote this e-mail on behalf of Müller & Söhne. "
        "Nobody reads replies to it; what you say by the links arrives.\n\n"
        "Get no more e-mails:\nhttps://takt.example.org/p/9-stop\n"
    )


def test_the_html_says_the_same_and_fetches_nothing() -> None:
    shown = html(sent(replace(MAIL, items=(TEXT,))))
    assert [one for one in ("<b>", "<img", "<script", "<link", " src=", "url(", '="javascript') if one in shown] == []
    assert "&lt;b&gt;Text&lt;/b&gt;" in shown
    assert [one.partition('"')[0] for one in shown.split('href="')[1:]] == [
        "https://takt.example.org/p/4-d",
        "https://takt.example.org/p/5-n",
        "https://takt.example.org/p/6-l",
        "https://takt.example.org/p/9-stop",
    ]


@pytest.mark.parametrize(
    ("stage", "subject"),
    [
        ("heads_up", "Müller & Söhne: Text bis Di., 1. Dezember"),
        ("due", "Müller & Söhne: Text ist heute dran"),
        ("again", "Müller & Söhne: Text ist noch offen"),
    ],
)
def test_the_subject_says_how_far_it_is(stage: str, subject: str) -> None:
    item = replace(TEXT, title="Text", stage=stage)  # type: ignore[arg-type]
    assert sent(replace(MAIL, items=(item,)))["Subject"] == subject


def test_a_name_that_was_chosen_goes_before_the_companys() -> None:
    assert sent(sender="Takt <takt@example.org>")["From"] == "Takt <takt@example.org>"


def test_no_title_and_no_name_adds_a_header() -> None:
    sly = "Text\r\nBcc: alle@example.org\r\n\r\nKauft"
    mail = sent(replace(MAIL, company=sly, items=(replace(TEXT, title=sly),)))
    assert mail["Bcc"] is None
    assert mail["From"].addresses[0].addr_spec == "takt@example.org"


@pytest.mark.parametrize(
    "address", ["", "@", "foto", "a b@example.org", "a@b@c", "ö@example.org", "a@example.org\r\nX: y"]
)
def test_what_is_no_address_is_undeliverable(address: str) -> None:
    office = PostOffice()
    with opened(office) as server, pytest.raises(Undeliverable) as caught:
        asyncio.run(messenger(server).send(composed(), Destination("T1", address, platform="mail"), 1))
    assert (str(caught.value), office.envelopes) == ("the address can't be written to", [])


def test_a_message_without_an_answer_is_tried_twice_and_recognisable() -> None:
    async def three_times(mail: MailMessenger) -> list[str]:
        outcomes = []
        for _ in range(3):
            try:
                await mail.send(composed(), TO, 17)
            except (OutcomeUnknown, Undeliverable) as fault:
                outcomes.append(f"{type(fault).__name__}: {fault}")
        return outcomes

    lost = "the mail server did not confirm: SMTPServerDisconnected"
    office = PostOffice(tricks=["hangs up", "hangs up"])
    with opened(office) as server:
        outcomes = asyncio.run(three_times(messenger(server)))
    assert outcomes == [
        f"OutcomeUnknown: {lost}",
        f"Undeliverable: {lost}, twice; perhaps it arrived all the same",
    ]
    assert {mail["Message-ID"] for mail in office.mails} == {"<taktgeber.T1.17@example.org>"}


def test_mail_can_neither_be_looked_up_nor_changed() -> None:
    mail = messenger(MailServer("localhost", 1, "none"))
    asyncio.run(mail.update(composed(), TO, "<taktgeber.T1.17@example.org>"))
    with pytest.raises(Undeliverable):
        asyncio.run(mail.look_up(TO, [17], NOW))


def test_only_what_is_for_partners_is_mailed() -> None:
    with pytest.raises(Undeliverable, match="Greeting is not for mail"):
        asyncio.run(messenger(MailServer("localhost", 1, "none")).send(composed(Greeting(PersonRef(1, "Otto"))), TO, 1))


def test_each_message_goes_its_way() -> None:
    async def ways(one: EachItsWay) -> None:
        await one.update(composed(), TO, "x")
        with pytest.raises(Undeliverable, match="slack is not set up here"):
            await one.send(composed(), Destination("T1", "U1"), 1)

    asyncio.run(ways(EachItsWay({"mail": messenger(MailServer("localhost", 1, "none"))})))
