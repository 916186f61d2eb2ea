"""One mail handed to a real server, and what becomes of it when the server won't, can't or falls silent."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.mail import smtp
from bot.mail.server import MailServer
from bot.mail.smtp import greet, post
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable
from tests.bot.mail.post_office import CERTIFICATE, PostOffice, opened

MAIL = b"From: takt@example.org\r\nTo: foto@example.org\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n"


def send(server: MailServer, recipient: str = "foto@example.org") -> None:
    asyncio.run(post(server, "takt@example.org", recipient, MAIL))


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine trusts the certificate of the office."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    smtp.tls_context.cache_clear()
    yield
    smtp.tls_context.cache_clear()


def test_a_mail_is_taken() -> None:
    office = PostOffice()
    with opened(office) as server:
        send(server)
    assert office.envelopes == [("takt@example.org", ["foto@example.org"])]
    assert [mail["Subject"] for mail in office.mails] == ["Hallo"]


@pytest.mark.parametrize(
    ("office", "failure", "why"),
    [
        (
            PostOffice(to_recipient=["550 5.1.1 foto@example.org unknown, pw geheim"]),
            Undeliverable,
            "recipient refused: 550 5.1.1",
        ),
        (PostOffice(to_recipient=["450 greylisted"]), TryLater, "recipient refused: 450"),
        (PostOffice(to_message=["554 5.7.1 spam"]), Undeliverable, "message refused: 554 5.7.1"),
        (PostOffice(to_message=["451 4.3.0 later"]), TryLater, "message refused: 451 4.3.0"),
        (PostOffice(to_sender="550 5.7.1 not yours"), TryLater, "the mail server refuses us: 550 5.7.1"),
        (PostOffice(tricks=["hangs up"]), OutcomeUnknown, "the mail server did not confirm: SMTPServerDisconnected"),
    ],
)
def test_what_a_server_may_say_instead(office: PostOffice, failure: type[Exception], why: str) -> None:
    with opened(office) as server, pytest.raises(failure) as caught:
        send(server)
    assert str(caught.value) == why


def test_who_says_nothing_after_the_message_may_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.5)
    office = PostOffice(tricks=["says nothing"])
    with opened(office) as server, pytest.raises(OutcomeUnknown):
        send(server)
    assert len(office.mails) == 1


def test_who_is_not_there_has_nothing() -> None:
    with opened(PostOffice()) as server:
        pass
    with pytest.raises(TryLater) as caught:
        send(server)
    assert str(caught.value) == "the mail server can't be reached: SMTPConnectError"


@pytest.mark.parametrize("encryption", ["tls", "starttls"])
@pytest.mark.usefixtures("trusting")
def test_signing_in_on_an_encrypted_line(encryption: str) -> None:
    office = PostOffice(user="takt@example.org", password="ge heim/ß")
    with opened(office, encryption) as server:  # type: ignore[arg-type]
        send(server)
        asyncio.run(greet(server))
    assert (office.encrypted, office.signed_in) == ([True], [True])


@pytest.mark.parametrize("encryption", ["tls", "starttls"])
def test_a_server_that_nobody_vouches_for_gets_no_password(encryption: str) -> None:
    office = PostOffice(user="takt", password="geheim")
    with opened(office, encryption) as server:  # type: ignore[arg-type]
        with pytest.raises(TryLater):
            send(server)
        with pytest.raises(TryLater):
            asyncio.run(greet(server))
    assert office.mails == []


def test_a_server_without_encryption_gets_no_password() -> None:
    office = PostOffice()
    with opened(office) as server, pytest.raises(TryLater) as caught:
        send(MailServer(server.host, server.port, "starttls", "takt", "geheim"))
    assert (str(caught.value), office.mails) == ("the mail server can't be reached: SMTPException", [])


@pytest.mark.usefixtures("trusting")
def test_a_wrong_password_is_the_operators_business() -> None:
    office = PostOffice(user="takt", password="richtig")
    with opened(office, "starttls") as server:
        wrong = MailServer(server.host, server.port, "starttls", "takt", "falsch")
        with pytest.raises(TryLater) as caught:
            send(wrong)
    assert (caught.value.why, caught.value.after) == ("the mail server refuses us: 535 5.7.8", 900.0)
