"""The address of a mail server, and the address mail comes from; what is wrong is said without repeating a password."""

import pytest

from bot.mail.server import MailServer, parse_sender, parse_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://takt:geheim@mail.example.org", MailServer("mail.example.org", 465, "tls", "takt", "geheim")),
        ("smtps://takt:geheim@mail.example.org:4650/", MailServer("mail.example.org", 4650, "tls", "takt", "geheim")),
        ("smtp://a%40b.de:p%3A%2F@mail.example.org", MailServer("mail.example.org", 587, "starttls", "a@b.de", "p:/")),
        ("smtp://mail.example.org:25", MailServer("mail.example.org", 25, "starttls")),
        ("smtp://localhost:1025?starttls=no", MailServer("localhost", 1025, "none")),
        ("smtp://[::1]:1025?starttls=no", MailServer("::1", 1025, "none")),
    ],
)
def test_a_server_is_named_by_one_address(url: str, server: MailServer) -> None:
    assert parse_server(url) == server


_EXPECTED = (
    "use smtps://USER:PASSWORD@HOST:465 or smtp://USER:PASSWORD@HOST:587; "
    "encode special characters of the password (@ is %40)"
)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mail.example.org:587", _EXPECTED),
        ("https://takt:geheim@mail.example.org", _EXPECTED),
        ("smtp://", _EXPECTED),
        ("smtp://takt:geheim@:587", _EXPECTED),
        ("smtp://takt:gehe/im@mail.example.org", _EXPECTED),
        ("smtp://takt:geheim@mail.example.org:port", _EXPECTED),
        ("smtp://takt:geheim@mail.example.org:70000", _EXPECTED),
        (
            "smtp://takt@mail.example.org",
            "a user goes with a password; use smtps://USER:PASSWORD@HOST:465 or smtp://USER:PASSWORD@HOST:587",
        ),
        (
            "smtp://takt:geheim@mail.example.org?starttls=no",
            "starttls=no is for a server on this very machine; mail to any other goes encrypted",
        ),
        (
            "smtp://takt:geheim@mail.example.org?starttls=maybe",
            "after the ? only starttls=no is understood, and only with smtp://",
        ),
        ("smtps://localhost?starttls=no", "after the ? only starttls=no is understood, and only with smtp://"),
    ],
)
def test_what_is_wrong_with_a_server_is_said(url: str, fault: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        parse_server(url)
    assert str(caught.value) == fault
    assert "geheim" not in repr(caught.value.__cause__)


def test_a_password_shows_nowhere() -> None:
    assert "geheim" not in repr(parse_server("smtps://takt:geheim@mail.example.org"))


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("takt@example.org", "takt@example.org"),
        (" Muster GmbH <takt@example.org> ", "Muster GmbH <takt@example.org>"),
        ('"Muster, Söhne" <takt@example.org>', '"Muster, Söhne" <takt@example.org>'),
        ("takt@localhost", "takt@localhost"),
    ],
)
def test_mail_comes_from_one_address(text: str, sender: str) -> None:
    assert str(parse_sender(text)) == sender


@pytest.mark.parametrize(
    "text", ["takt", "takt@", "@example.org", "a@b.de, c@d.de", "takt@example", "Muster GmbH", "<>"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"like takt@example\.org"):
        parse_sender(text)
