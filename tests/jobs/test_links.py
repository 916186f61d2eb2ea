"""Secret links: made, opened, used once, withdrawn; nothing else opens anything."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from jobs import links
from jobs.links import LinkClosed, LinkFor, Purpose
from storage.database import Database
from storage.links import links_of
from storage.partner_tables import Link
from storage.tables import Workspace

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
MONTH = timedelta(days=30)


def workspace(database: Database, external_id: str = "T1") -> int:
    def work(session: Session) -> int:
        made = Workspace(platform="slack", external_id=external_id)
        session.add(made)
        session.flush()
        return made.id

    return database.write(work)


def made(database: Database, workspace_id: int, purpose: Purpose = "calendar", *, ends: bool = False) -> str:
    wanted = LinkFor(workspace_id, purpose, expires_at=NOW + MONTH if ends else None)
    return database.write(lambda session: links.make(session, wanted, NOW))


def why(database: Database, token: str, at: datetime = NOW, *, purpose: Purpose = "calendar") -> str:
    """What opening a link comes to."""
    try:
        database.read(lambda session: links.opened(session, token, (purpose,), at))
    except LinkClosed as closed:
        return closed.why
    return "open"


def test_a_link_opens_what_it_was_made_for(database: Database) -> None:
    token = made(database, workspace(database))
    assert why(database, token) == "open"
    assert why(database, token, purpose="company_calendar") == "unknown"


def test_the_same_link_can_be_shown_again(database: Database) -> None:
    company = workspace(database)
    token = made(database, company)
    again = database.write(
        lambda session: [links.token_of(session, one) for one in links_of(session, company, "calendar")]
    )
    assert again == [token]


@pytest.mark.parametrize(
    "forged",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "2" + token[1:],
        lambda token: token + "A",
        lambda token: token.replace("-", "", 1),
        lambda token: token[:0],
        lambda token: token[:1],
        lambda token: "9" * 30 + token[1:],
        lambda token: token[:2] + "A" * 43,
        lambda token: "9" * 18 + token[1:],
        lambda token: f"\u0661{token[1:]}",
        lambda token: token.swapcase(),
    ],
)
def test_a_forged_link_is_unknown(database: Database, forged: Callable[[str], str]) -> None:
    token = made(database, workspace(database))
    made(database, workspace(database, "T2"), "partner_done")
    assert why(database, forged(token)) == "unknown"


def test_a_link_of_one_company_opens_nothing_of_another(database: Database) -> None:
    one, other = workspace(database), workspace(database, "T2")
    first, second = made(database, one), made(database, other)
    assert why(database, second.split("-")[0] + "-" + first.split("-", 1)[1]) == "unknown"


def test_a_new_key_makes_all_links_of_a_company_worthless(database: Database) -> None:
    company = workspace(database)
    token = made(database, company)

    def forget(session: Session) -> None:
        session.get_one(Workspace, company).link_key = "00" * 32

    database.write(forget)
    assert why(database, token) == "unknown"


def test_a_link_ends_on_its_day(database: Database) -> None:
    token = made(database, workspace(database), ends=True)
    assert why(database, token, NOW + MONTH - timedelta(seconds=1)) == "open"
    assert why(database, token, NOW + MONTH) == "expired"


def test_a_link_does_what_it_is_for_once(database: Database) -> None:
    token = made(database, workspace(database))

    def press(session: Session) -> None:
        links.use(session, links.opened(session, token, ("calendar",), NOW), NOW)

    database.write(press)
    assert why(database, token) == "used"
    with pytest.raises(LinkClosed):
        database.write(press)


def test_of_two_who_press_at_once_one_is_told_that_it_was_used(database: Database) -> None:
    token = made(database, workspace(database))

    def late(session: Session) -> None:
        link = session.get_one(Link, int(token.split("-")[0]))
        links.use(session, link, NOW)

    database.write(late)
    with pytest.raises(LinkClosed):
        database.write(late)


def test_a_withdrawn_link_opens_nothing_and_is_not_shown_any_more(database: Database) -> None:
    company = workspace(database)
    token = made(database, company)

    def withdraw(session: Session) -> None:
        for one in links_of(session, company, "calendar"):
            links.revoke(one, NOW)

    database.write(withdraw)
    assert why(database, token) == "revoked"
    assert database.read(lambda session: links_of(session, company, "calendar")) == []


def test_no_number_of_a_link_is_given_twice(database: Database) -> None:
    """Else the address of one that was forgotten would fit another."""
    company = workspace(database)
    old = made(database, company)
    database.write(lambda session: session.delete(session.get_one(Link, int(old.split("-")[0]))))
    new = made(database, company)
    assert (new != old, why(database, old), why(database, new)) == (True, "unknown", "open")
