"""The links by which a partner answers: the same for the same purpose as long as they are good for anything.

So a mail that is sent again says the same, and the links of an older copy work. They are only ever made where a mail is
about to go out.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from sqlalchemy.orm import Session

from jobs import links
from jobs.links import LinkFor, Purpose
from jobs.mail_notices import PartnerLinks
from storage.links import links_of_partner
from storage.partner_tables import Link, Partner
from storage.tables import Task

_GOOD_FOR = timedelta(days=30)


@dataclass
class LinksOfPartner:
    """A partner's links. Where none are to be made, those that don't exist are an empty text."""

    session: Session
    partner: Partner
    now: datetime
    makes: bool
    _known: dict[tuple[str, int | None], Link] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, partner: Partner, now: datetime, *, makes: bool) -> Self:
        found = links_of_partner(session, partner.id, now)
        return cls(session, partner, now, makes, {(link.purpose, link.task_id): link for link in found})

    def about(self, task: Task, day: date) -> PartnerLinks:
        """The three ways to answer about a task that is expected on that day."""
        until = datetime.combine(day, time(), UTC) + _GOOD_FOR
        return PartnerLinks(
            done=self.token("partner_done", task.id, until),
            needs=self.token("partner_needs", task.id, until),
            later=self.token("partner_later", task.id, until),
        )

    def stop(self) -> str:
        """The way to end all mail; good for as long as they get any."""
        return self.token("partner_stop", None)

    def token(self, purpose: Purpose, task_id: int | None, until: datetime | None = None) -> str:
        link = self._known.get((purpose, task_id))
        if link is not None:
            return self._again(link, until)
        if not self.makes:
            return ""
        wanted = LinkFor(
            self.partner.workspace_id, purpose, partner_id=self.partner.id, task_id=task_id, expires_at=until
        )
        return links.make(self.session, wanted, self.now)

    def _again(self, link: Link, until: datetime | None) -> str:
        """A task that was moved is asked about for longer, and so are its links good."""
        if self.makes and until is not None and link.expires_at is not None and link.expires_at < until:
            link.expires_at = until
        return links.token_of(self.session, link)
