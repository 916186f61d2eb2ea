"""Mail as a messenger: hands each message to the mail server once. What was handed over can't be changed.

Nor can it be looked up. So a message whose answer was lost goes out a second time, recognisable as the same, and never
a third: better twice than not at all, and better lost than a heap of copies with somebody outside.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from email.errors import HeaderParseError
from email.message import EmailMessage

from bot.cards.card import Card
from bot.cards.partner_mail import page_of
from bot.mail import smtp
from bot.mail.composing import Envelope, mail_of
from bot.mail.server import MailRoute
from bot.translations.phrases import phrases_for
from jobs.mail_notices import PartnerMail
from jobs.messenger import Destination, OutcomeUnknown, Receipt, Undeliverable
from jobs.notices import Composed

ROUTE = "mail"


class MailMessenger:
    """Fulfils jobs.messenger.Messenger for partners outside. It remembers of which messages it never had an answer."""

    def __init__(self, route: MailRoute, card_for: Callable[[Composed], Card]) -> None:
        self._route = route
        self._card_for = card_for
        self._doubtful: set[int] = set()

    async def send(self, composed: Composed, to: Destination, outbox_id: int) -> Receipt:
        mail = self._mail(composed, to, outbox_id)
        recipient = mail["To"].addresses[0].addr_spec
        try:
            await smtp.post(self._route.server, self._route.sender.addr_spec, recipient, mail.as_bytes())
        except OutcomeUnknown as fault:
            if outbox_id in self._doubtful:
                raise Undeliverable(f"{fault.why}, twice; perhaps it arrived all the same") from None
            self._doubtful.add(outbox_id)
            raise
        self._doubtful.discard(outbox_id)
        return Receipt(mail["Message-ID"], ROUTE)

    async def update(self, composed: Composed, to: Destination, receipt: str) -> None:
        """Nothing: what was mailed stays as it is, and its links say what has become of it."""

    async def look_up(
        self,
        to: Destination,  # noqa: ARG002  # the protocol's
        outbox_ids: Iterable[int],  # noqa: ARG002
        since: datetime,  # noqa: ARG002
    ) -> dict[int, Receipt]:
        raise Undeliverable("a mail that was handed over can't be looked up")

    def _mail(self, composed: Composed, to: Destination, outbox_id: int) -> EmailMessage:
        notice = composed.notice
        if not isinstance(notice, PartnerMail):
            raise Undeliverable(f"{type(notice).__name__} is not for mail")
        envelope = Envelope(
            to=to.external_id,
            company=notice.company,
            workspace=to.workspace_external_id,
            outbox_id=outbox_id,
            language=phrases_for(composed.reader).language,
            made_at=composed.made_at,
            stop=page_of(notice.stop),
        )
        try:
            return mail_of(self._card_for(composed), envelope, self._route)
        except (ValueError, HeaderParseError):
            raise Undeliverable("the address can't be written to") from None
