"""What a partner has said, told to whoever answers inside; whose ball it is, in every message about a task."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.ball import ball_choices, ball_sentence
from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Paragraph, plain
from bot.cards.escalation import escalation_card
from bot.cards.nudge import nudge_card
from bot.cards.partner import partner_said_card
from bot.cards.retrospective import retrospective_card
from bot.cards.task import outcome
from bot.cards.tasklist import task_list_card
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.facts import Ball, TaskLine
from jobs.notices import Escalation, EscalationItem, Nudge, NudgeItem, Tone
from jobs.partner_notices import PartnerSaid
from jobs.rules.ball import Party
from jobs.use_cases.answers import TaskList
from tests.bot.cards.readers import CLARA, DUE, ENGLISH, GERMAN, NEWSLETTER, OTTO
from tests.bot.cards.test_cards_retrospective import QUIET

PHOTOS = replace(NEWSLETTER, title="Fotos", partner="Studio Nord", ball=Ball("partner", 3))
DONE = PartnerSaid(
    OTTO,
    "Studio Nord",
    "done",
    replace(PHOTOS, ball=Ball("partner"), ended="done", ended_on=DUE),
)
NEEDS = PartnerSaid(OTTO, "Studio Nord", "needs", replace(PHOTOS, ball=Ball("material")), words="Das Logo")
LATER = PartnerSaid(OTTO, "Studio Nord", "later", replace(PHOTOS, promised_until=DUE), until=date(2026, 12, 3))


def test_what_was_reported_as_done_can_be_opened_again() -> None:
    assert partner_said_card(DONE, GERMAN) == Card(
        summary=(
            "Studio Nord meldet: Fotos ist erledigt\n"
            "Fotos · #12 · fällig Di., 1. Dezember\n"
            "Studio Nord hat das als erledigt gemeldet, alle Erinnerungen dazu ruhen.\n"
            "Fehlt doch noch etwas, geht es mit einem Tipp dort weiter, wo es stand."
        ),
        parts=(
            Heading("Studio Nord meldet: Fotos ist erledigt"),
            Paragraph(
                (
                    *(Bold("Fotos"), " · #", "12", " · fällig ", "Di., 1. Dezember", "\n"),
                    *("Studio Nord", " hat das als erledigt gemeldet, alle Erinnerungen dazu ruhen."),
                )
            ),
            Aside(("Fehlt doch noch etwas, geht es mit einem Tipp dort weiter, wo es stand.",)),
            Actions("12", (Button("Wieder öffnen", "reopen", "12", description="Wieder öffnen: Fotos"),)),
        ),
    )


@pytest.mark.parametrize(
    ("notice", "phrases", "summary"),
    [
        (
            NEEDS,
            GERMAN,
            ("Studio Nord braucht etwas von uns: Fotos\nFotos · #12 · fällig Di., 1. Dezember\n„Das Logo“"),
        ),
        (
            LATER,
            GERMAN,
            (
                "Studio Nord braucht noch Zeit: Fotos\n"
                "Fotos · #12 · fällig Di., 1. Dezember\n"
                "Studio Nord macht das bis Do., 3. Dezember. So lange ist Ruhe, danach frage ich hier nach."
            ),
        ),
        (
            LATER,
            ENGLISH,
            (
                "Studio Nord needs more time: Fotos\n"
                "Fotos · #12 · due Tue, 1 December\n"
                "Studio Nord will do this by Thu, 3 December. Until then it is quiet, afterwards I ask here."
            ),
        ),
        (
            replace(DONE, standing=False, task=PHOTOS),
            GERMAN,
            (
                "Studio Nord meldet: Fotos ist erledigt\n"
                "Fotos · #12 · fällig Di., 1. Dezember\n"
                "Studio Nord hat das als erledigt gemeldet, alle Erinnerungen dazu ruhen.\n"
                "Seitdem ist es weitergegangen."
            ),
        ),
    ],
)
def test_what_a_partner_needs_or_puts_off(notice: PartnerSaid, phrases: Phrases, summary: str) -> None:
    card = partner_said_card(notice, phrases)
    assert card.summary == summary
    assert len(blocks_of(card)) <= MESSAGE_BLOCKS


def test_what_a_partner_needs_can_be_answered_and_given_back() -> None:
    [actions] = [part for part in partner_said_card(NEEDS, GERMAN).parts if isinstance(part, Actions)]
    assert [one.label for one in actions.buttons] == ["Erledigt", "Bin dran", "Blockiert", "Später"]
    assert actions.menu[-1] == Button("Liegt beim Partner", "ball_partner", "12")


@pytest.mark.parametrize(
    ("ball", "german", "english"),
    [
        (None, "", ""),
        (Ball("partner"), "Der Ball liegt bei Studio Nord.", "The ball is with Studio Nord."),
        (Ball("partner", 0), "Der Ball liegt bei Studio Nord.", "The ball is with Studio Nord."),
        (
            Ball("partner", 1),
            "Der Ball liegt bei Studio Nord, seit einem Arbeitstag.",
            "The ball has been with Studio Nord for one working day.",
        ),
        (
            Ball("partner", 3),
            "Der Ball liegt bei Studio Nord, seit 3 Arbeitstagen.",
            "The ball has been with Studio Nord for 3 working days.",
        ),
        (
            Ball("owner", 2),
            "Der Ball liegt bei uns, seit 2 Arbeitstagen.",
            "The ball has been with us for 2 working days.",
        ),
        (
            Ball("approval", 2),
            "Gewartet wird auf die Freigabe, seit 2 Arbeitstagen.",
            "It has waited for approval for 2 working days.",
        ),
        (Ball("material"), "Gewartet wird auf Material.", "It waits for material."),
    ],
)
def test_whose_ball_it_is(ball: Ball | None, german: str, english: str) -> None:
    task = replace(PHOTOS, ball=ball)
    assert (plain(ball_sentence(task, GERMAN)), plain(ball_sentence(task, ENGLISH))) == (german, english)


@pytest.mark.parametrize(
    ("task", "labels"),
    [
        (NEWSLETTER, []),
        (PHOTOS, ["Liegt bei uns"]),
        (replace(PHOTOS, ball=Ball("owner")), ["Liegt beim Partner"]),
        (replace(PHOTOS, ball=None), ["Liegt beim Partner"]),
    ],
)
def test_only_a_partners_task_can_be_handed_to_whoever_does_not_have_it(task: TaskLine, labels: list[str]) -> None:
    assert [one.label for one in ball_choices(task, GERMAN)] == labels


@pytest.mark.parametrize(
    ("tone", "sentence"),
    [
        ("due", "Heute ist es so weit. Der Ball liegt bei Studio Nord, seit 3 Arbeitstagen."),
        (
            "again",
            (
                "Offen seit Di., 1. Dezember, von Studio Nord war noch nichts zu hören. "
                "Der Ball liegt bei Studio Nord, seit 3 Arbeitstagen."
            ),
        ),
    ],
)
def test_a_nudge_about_a_partners_task_says_whose_ball_it_is(tone: Tone, sentence: str) -> None:
    card = nudge_card(Nudge(OTTO, DUE, (NudgeItem(PHOTOS, tone),)), GERMAN)
    assert card.summary.splitlines()[1:] == ["Fotos · #12 · fällig Di., 1. Dezember", sentence]


def test_the_coordinator_learns_whose_ball_it_is() -> None:
    item = EscalationItem(PHOTOS, "silence", (OTTO,), 2, None, ())
    assert escalation_card(Escalation(CLARA, DUE, (item,)), GERMAN).summary.splitlines()[1:] == [
        "Fotos · #12 · fällig Di., 1. Dezember",
        "Gefragt: Otto. Seit zwei Tagen ohne Rückmeldung. Der Ball liegt bei Studio Nord, seit 3 Arbeitstagen.",
    ]


def test_a_list_says_it_where_nothing_else_is_agreed() -> None:
    card = task_list_card(TaskList(DUE, (PHOTOS, replace(NEWSLETTER, promised_until=DUE))), OTTO, GERMAN)
    assert [part.text for part in card.parts if isinstance(part, Aside)] == [
        ("Der Ball liegt bei ", "Studio Nord", ", seit ", "3", " Arbeitstagen."),
        outcome(replace(NEWSLETTER, promised_until=DUE), OTTO, GERMAN),
    ]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (DONE.task, "Erledigt gemeldet von Studio Nord am Di., 1. Dezember"),
        (LATER.task, "Studio Nord macht das, bis Di., 1. Dezember"),
        (replace(LATER.task, ball=Ball("owner")), "Otto ist dran, bis Di., 1. Dezember"),
    ],
)
def test_what_became_of_it_names_the_partner(task: TaskLine, expected: str) -> None:
    assert plain(outcome(task, OTTO, GERMAN) or ()) == expected


@pytest.mark.parametrize(
    ("waiting", "phrases", "lines"),
    [
        ((), GERMAN, []),
        ((("owner", 29),), GERMAN, []),
        (
            (("approval", 9), ("partner", 3), ("owner", 2)),
            GERMAN,
            ["Gewartet wurde 14 Arbeitstage: 9 auf Freigabe, 3 auf Partner und 2 auf uns selbst"],
        ),
        (
            (("approval", 9), ("material", 3)),
            ENGLISH,
            ["Waited for 12 working days: 9 for approval and 3 for material"],
        ),
        ((("partner", 1),), GERMAN, ["Gewartet wurde einen Arbeitstag: 1 auf Partner"]),
    ],
)
def test_the_month_says_for_whom_the_work_waited(
    waiting: tuple[tuple[Party, int], ...], phrases: Phrases, lines: list[str]
) -> None:
    """Parties and no names; that work waits for whoever does it goes without saying."""
    summary = retrospective_card(replace(QUIET, waiting=waiting), "Muster GmbH", phrases).summary
    assert [line for line in summary.splitlines() if line.startswith(("Gewartet", "Waited"))] == lines
