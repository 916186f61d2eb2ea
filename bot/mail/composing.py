"""A card as an e-mail, with headers that say in whose name it is written and what kind of mail it is.

The identity of a mail is made of its workspace and its number in the outbox. A second copy, after an answer that was
lost, has the same, and mail programs that know the first don't show it again.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime

from bot.cards.card import Card, Heading
from bot.mail.bodies import html_text, plain_text
from bot.mail.server import MailRoute

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9]+")
_SUBJECT = 200


@dataclass(frozen=True)
class Envelope:
    """What an e-mail needs beside its words. `company` is in whose name it is written; `stop` is a page of ours."""

    to: str
    company: str
    workspace: str
    outbox_id: int
    language: str
    made_at: datetime
    stop: str


class _OneLine(UnstructuredHeader, BaseHeader):
    """A header whose value is an address: broken over lines it would be encoded, and no program would read it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _OneLine)
    return registry


POLICY = EmailPolicy(linesep="\r\n", cte_type="7bit", header_factory=_registry(), raise_on_defect=False)


def mail_of(card: Card, envelope: Envelope, route: MailRoute) -> EmailMessage:
    """The whole e-mail. Raises ValueError where its recipient is no address that can be written to."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _sender(envelope, route)
    mail["To"] = Address(addr_spec=_ascii(envelope.to))
    mail["Subject"] = _subject(card)
    mail["Date"] = format_datetime(envelope.made_at)
    mail["Message-ID"] = message_id(envelope.workspace, envelope.outbox_id, route.sender.domain)
    # No answering machine is to answer, no list to forward it (RFC 3834, and the word that Exchange understands).
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["List-Unsubscribe"] = f"<{route.public_url}{envelope.stop}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(plain_text(card, route.public_url), cte="quoted-printable")
    html = html_text(card, route.public_url, envelope.language)
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = envelope.language
    return mail


def message_id(workspace: str, outbox_id: int, domain: str) -> str:
    """The same for the same message every time."""
    return f"<taktgeber.{_NOT_IN_AN_ID.sub('', workspace)}.{outbox_id}@{domain}>"


def _sender(envelope: Envelope, route: MailRoute) -> Address:
    """In the company's name, unless whoever runs this has named another."""
    name = route.sender.display_name or _one_line(envelope.company)
    return Address(name, addr_spec=route.sender.addr_spec)


def _ascii(address: str) -> str:
    """The address as every server understands it; a domain with umlauts has a second spelling."""
    name, at, domain = address.rpartition("@")
    spelled = f"{name}{at}{domain.encode('idna').decode()}"
    if not spelled.isascii() or not name:
        raise ValueError("an address that not every server understands")
    return spelled


def _subject(card: Card) -> str:
    return next(_one_line(part.text)[:_SUBJECT] for part in card.parts if isinstance(part, Heading))


def _one_line(text: str) -> str:
    return " ".join(text.split())
