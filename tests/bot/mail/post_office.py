"""A real mail server on this machine that keeps what it is given, and refuses, tarries or hangs up on demand."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.mail.server import MailServer

CERTIFICATE = Path(__file__).parent / "localhost.pem"
"""For the name localhost, with its key: good for tests and nothing else."""

Trick = Literal["hangs up", "says nothing"]


@dataclass
class PostOffice:
    """What it answers to the recipient and to the message, and how often; `tricks` come after it has kept a message."""

    to_sender: str | None = None
    to_recipient: list[str] = field(default_factory=list)
    to_message: list[str] = field(default_factory=list)
    tricks: list[Trick] = field(default_factory=list)
    user: str | None = None
    password: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    signed_in: list[bool] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_sender is None:
            envelope.mail_from = address
        return self.to_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_message:
            return self.to_message.pop(0)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        assert server.transport is not None
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        self.signed_in.append(bool(session.authenticated))
        if self.tricks:
            await self._trick(self.tricks.pop(0), server)
        return "250 OK"

    async def _trick(self, trick: Trick, server: SMTP) -> None:
        if trick == "says nothing":
            await asyncio.sleep(3600)
        assert server.transport is not None
        server.transport.close()

    def knows(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        known = (given.login.decode(), given.password.decode()) == (self.user, self.password)
        return AuthResult(success=known, handled=False)


@contextmanager
def opened(office: PostOffice, encryption: Literal["tls", "starttls", "none"] = "none") -> Iterator[MailServer]:
    """The office at work on a port of its own; answers how it is reached."""
    tls = None
    if encryption != "none":
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(CERTIFICATE)
    port = _free_port()
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls if encryption == "tls" else None,
        tls_context=tls if encryption == "starttls" else None,
        require_starttls=encryption == "starttls",
        authenticator=office.knows if office.user else None,
        auth_require_tls=encryption == "starttls",
    )
    controller.start()
    try:
        yield MailServer("localhost", port, encryption, office.user, office.password if office.user else None)
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
