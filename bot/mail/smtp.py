"""One mail handed to a mail server, and what became of it: certainly not taken, hopeless, or unknown.

The line runs where the message itself has been sent: before, nothing can have been delivered; after, an answer that is
lost means that it perhaps was. Of what a server says only its numbers are repeated, because the rest may hold anything.
"""

import asyncio
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPTimeoutError,
)

from bot.mail.server import MailServer
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable

TIMEOUT = 10.0
"""Seconds for everything about one mail: longer, and the sender's lease on it could end meanwhile."""
_OWN_FAULT_AFTER = 900.0
_ENHANCED = re.compile(r"\d\.\d{1,3}\.\d{1,3}")
_PERMANENT = 500
_GOODBYE = 1.0
_SILENT = "the mail server was silent for too long"


async def post(server: MailServer, sender: str, recipient: str, message: bytes) -> None:
    """Hands over one mail; returning means that the server has taken it. Raises the three failures of a messenger."""
    client = _client(server)
    handed_over = asyncio.Event()
    try:
        async with asyncio.timeout(TIMEOUT):
            await _begin(client, sender, recipient)
            handed_over.set()
            await _hand_over(client, message)
    except TimeoutError:
        raise OutcomeUnknown(_SILENT) if handed_over.is_set() else TryLater(_SILENT) from None
    finally:
        await _leave(client)


async def greet(server: MailServer) -> None:
    """Connects and signs in, and sends nothing; raises TryLater with what is wrong."""
    client = _client(server)
    try:
        async with asyncio.timeout(TIMEOUT):
            with _before_anything_is_sent():
                await client.connect()
    except TimeoutError:
        raise TryLater(_SILENT) from None
    finally:
        await _leave(client)


async def _begin(client: SMTP, sender: str, recipient: str) -> None:
    with _before_anything_is_sent():
        await client.connect()
        await client.mail(sender)
        await client.rcpt(recipient)


async def _hand_over(client: SMTP, message: bytes) -> None:
    try:
        await client.data(message)
    except SMTPDataError as fault:
        raise _refused("message", fault) from None
    except (SMTPException, OSError) as fault:
        raise OutcomeUnknown(f"the mail server did not confirm: {type(fault).__name__}") from None


async def _leave(client: SMTP) -> None:
    """Says good-bye, as far as there is anybody to say it to."""
    with suppress(SMTPException, OSError):
        await client.quit(timeout=_GOODBYE)
    client.close()


def _client(server: MailServer) -> SMTP:
    encrypted = server.encryption != "none"
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        timeout=TIMEOUT,
        use_tls=server.encryption == "tls",
        start_tls=server.encryption == "starttls",
        tls_context=tls_context() if encrypted else None,
    )


@cache
def tls_context() -> ssl.SSLContext:
    """One context for all mail; the certificates of servers are checked against what the machine trusts."""
    return ssl.create_default_context()


@contextmanager
def _before_anything_is_sent() -> Iterator[None]:
    """Whatever fails here, the mail is certainly not on its way."""
    try:
        yield
    except SMTPRecipientRefused as fault:
        raise _refused("recipient", fault) from None
    except SMTPResponseException as fault:
        # Who may not sign in or send can't send to anybody: the operator's business, and mended without the partner.
        raise TryLater(f"the mail server refuses us: {_numbers(fault)}", _OWN_FAULT_AFTER) from None
    except SMTPTimeoutError:
        raise TryLater(_SILENT) from None
    except (SMTPException, OSError) as fault:
        raise TryLater(f"the mail server can't be reached: {type(fault).__name__}") from None
    except ValueError:  # after OSError, because a certificate that is no good is both
        raise Undeliverable("the address can't be written to") from None


def _refused(what: str, fault: SMTPResponseException) -> TryLater | Undeliverable:
    why = f"{what} refused: {_numbers(fault)}"
    return Undeliverable(why) if fault.code >= _PERMANENT else TryLater(why)


def _numbers(fault: SMTPResponseException) -> str:
    enhanced = _ENHANCED.match(str(fault.message))
    return f"{fault.code} {enhanced[0]}" if enhanced else str(fault.code)
