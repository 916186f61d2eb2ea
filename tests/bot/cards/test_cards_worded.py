"""One door for every notice: the right card, in its reader's language, within a messenger's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards.card import Card, Heading
from bot.cards.worded import card_for
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from jobs.calendar_notices import CalendarUnreadable
from jobs.cover_notices import HandedTask, HandingOver, Returned, StandingIn, StandInTask, Uncovered
from jobs.facts import Reader
from jobs.notices import (
    Appointed,
    Composed,
    DecisionWanted,
    Escalation,
    EscalationItem,
    Greeting,
    Left,
    LeftActivity,
    NobodyThere,
    Notice,
    Nudge,
    NudgeItem,
    RetrospectivePosted,
    Turn,
    Unreached,
)
from jobs.pause_notices import PauseOver, RunsAgain
from jobs.rules.availability import Span
from tests.bot.cards.readers import CLARA, DORA, DUE, NEWSLETTER, OTTO
from tests.bot.cards.test_cards_retrospective import OCTOBER

STALLED = EscalationItem(NEWSLETTER, "silence", (OTTO,), 5, "Ein Bild", (DORA,))
FULL = NudgeItem(NEWSLETTER, "due", "Thema, Text", "Ein Bild", "https://example.org", "Betreff abstimmen")
WEEK = Span(DUE, DUE)
HANDED = HandedTask(NEWSLETTER, CLARA, last_resort=True)
TURN = Turn("month", DORA)
MANY = [replace(NEWSLETTER, id=number) for number in range(1, 31)]


def worded(notice: Notice, language: str = "de", formality: str = "du") -> Card:
    reader = Reader(language, formality, "Europe/Berlin")
    return card_for(Composed(notice, reader, datetime(2026, 12, 1, 8, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("notice", "german", "polite", "english"),
    [
        (
            Nudge(OTTO, date(2026, 11, 26), (replace(FULL, tone="heads_up"),)),
            "Kommt auf dich zu: Newsletter",
            "Kommt auf Sie zu: Newsletter",
            "Coming up: Newsletter",
        ),
        (
            Escalation(CLARA, DUE, (STALLED,)),
            "Braucht deine Hilfe: Newsletter",
            "Braucht Ihre Hilfe: Newsletter",
            "Needs your help: Newsletter",
        ),
        (
            DecisionWanted(CLARA, STALLED, None),
            "Deine Entscheidung ist gefragt: Newsletter",
            "Ihre Entscheidung ist gefragt: Newsletter",
            "Your decision is wanted: Newsletter",
        ),
        (
            NobodyThere(CLARA, (NEWSLETTER,)),
            "Niemand da: Newsletter",
            "Niemand da: Newsletter",
            "Nobody there: Newsletter",
        ),
        (
            Unreached(CLARA, OTTO, None, (), "user_disabled"),
            "Nicht zugestellt: Mitteilung an Otto",
            "Nicht zugestellt: Mitteilung an Otto",
            "Not delivered: message to Otto",
        ),
        (
            Left(CLARA, OTTO, (LeftActivity(1, "Newsletter", OTTO, DUE, DORA),), ()),
            "Otto ist nicht mehr dabei",
            "Otto ist nicht mehr dabei",
            "Otto has left",
        ),
        (
            CalendarUnreadable(OTTO, 1, OTTO, "calendar.example.com", "forbidden"),
            "Deinen Kalender kann ich gerade nicht lesen",
            "Ihren Kalender kann ich gerade nicht lesen",
            "I can't read your calendar at the moment",
        ),
        (
            HandingOver(OTTO, DUE, DUE, WEEK, (HANDED,)),
            "Passt die Übergabe so?",
            "Passt die Übergabe so?",
            "Does this hand-over work?",
        ),
        (
            StandingIn(DORA, DUE, OTTO, DUE, WEEK, (StandInTask(NEWSLETTER, "asked", DORA),)),
            "Kannst du Otto vertreten?",
            "Können Sie Otto vertreten?",
            "Can you cover for Otto?",
        ),
        (
            Uncovered(CLARA, DUE, OTTO, WEEK, (HANDED,)),
            "Noch ohne Vertretung: Newsletter",
            "Noch ohne Vertretung: Newsletter",
            "Nobody stands in yet: Newsletter",
        ),
        (
            Returned(OTTO, DUE, (), (NEWSLETTER,), ()),
            "Willkommen zurück",
            "Willkommen zurück",
            "Welcome back",
        ),
        (
            PauseOver(CLARA, (RunsAgain("Newsletter", NEWSLETTER, OTTO),), coordinates=True),
            "Ab heute läuft wieder: Newsletter",
            "Ab heute läuft wieder: Newsletter",
            "Running again from today: Newsletter",
        ),
        (
            Greeting(CLARA),
            "Hallo, ich bin Taktgeber",
            "Hallo, ich bin Taktgeber",
            "Hello, I am Taktgeber",
        ),
        (
            Appointed(CLARA, OTTO),
            "Du koordinierst ab jetzt",
            "Sie koordinieren ab jetzt",
            "You coordinate from now on",
        ),
        (
            RetrospectivePosted("Muster GmbH", OCTOBER),
            "Muster GmbH: Rückblick auf Oktober 2026",
            "Muster GmbH: Rückblick auf Oktober 2026",
            "Muster GmbH: looking back on October 2026",
        ),
    ],
)
def test_every_notice_begins_with_what_is_needed(notice: Notice, german: str, polite: str, english: str) -> None:
    cards = worded(notice), worded(notice, formality="sie"), worded(notice, language="en")

    assert [card.parts[0] for card in cards] == [Heading(german), Heading(polite), Heading(english)]
    assert [card.summary.splitlines()[0] for card in cards] == [german, polite, english]


@pytest.mark.parametrize(
    "notice",
    [
        Nudge(OTTO, DUE, tuple(replace(FULL, task=task) for task in MANY)),
        Nudge(OTTO, DUE, tuple(replace(FULL, task=task, small_offer="button", turn=TURN) for task in MANY)),
        Escalation(CLARA, DUE, tuple(replace(STALLED, task=task) for task in MANY)),
        NobodyThere(CLARA, tuple(MANY)),
        Unreached(CLARA, OTTO, None, tuple(MANY), "user_disabled"),
    ],
    ids=lambda notice: type(notice).__name__,
)
def test_the_fullest_message_still_fits(notice: Notice) -> None:
    card = worded(notice)

    assert len(blocks_of(card, limit=10 * MESSAGE_BLOCKS)) <= MESSAGE_BLOCKS
    assert len(card.summary) <= 3_500
