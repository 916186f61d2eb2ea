"""Help, not blame: what stalls, why, and the means to settle it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph, plain
from bot.cards.decision import decision_card
from bot.cards.escalation import escalation_card
from bot.cards.nobody import nobody_card
from bot.cards.unreached import unreached_card
from jobs.facts import PersonRef, TaskLine
from jobs.notices import DecisionWanted, Escalation, EscalationItem, NobodyThere, Unreached
from tests.bot.cards.readers import CLARA, DORA, DUE, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE

MAX = PersonRef(4, "Max", "U4")
OLGA = PersonRef(5, "Olga")
ASKED = (OTTO, DORA)
SILENT = EscalationItem(
    NEWSLETTER, "silence", asked=ASKED, silent_days=5, small_version="Ein Bild", candidates=(DORA, MAX, OLGA, CLARA)
)
BARE = EscalationItem(NEWSLETTER, "silence", asked=(), silent_days=0, small_version=None, candidates=())
DONE = replace(NEWSLETTER, ended="done", ended_on=DUE, ended_by=DORA)


def escalation(*items: EscalationItem) -> Escalation:
    return Escalation(CLARA, date(2026, 12, 4), items)


def test_silence_with_the_means_to_act() -> None:
    assert escalation_card(escalation(SILENT), GERMAN) == Card(
        summary=(
            "Braucht deine Hilfe: Newsletter\n"
            "Newsletter · #12 · fällig Di., 1. Dezember\n"
            "Gefragt: Otto und Dora. Seit fünf Tagen ohne Rückmeldung.\n"
            "Kurzversion: Ein Bild\n"
            "Übernehmen könnten: Max, Olga und Clara"
        ),
        parts=(
            Heading("Braucht deine Hilfe: Newsletter"),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember", "\n"),
                    *("Gefragt: ", Mention(OTTO), " und ", Mention(DORA), "."),
                    *(" ", "Seit ", "fünf", " Tagen ohne Rückmeldung."),
                )
            ),
            Aside(("Kurzversion: ", "Ein Bild")),
            Aside(("Übernehmen könnten: ", Mention(MAX), ", ", Mention(OLGA), " und ", Mention(CLARA))),
            Actions(
                ref="12",
                buttons=(
                    Button("Neu zuteilen", "reassign", "12", primary=True, description="Neu zuteilen: Newsletter"),
                    Button("Kurzversion", "shrink", "12", description="Kurzversion: Newsletter"),
                    Button("Verschieben", "move", "12", description="Verschieben: Newsletter"),
                ),
                menu=(
                    Button("Auslassen", "skip", "12"),
                    Button("Pausieren", "pause", "12"),
                    Button("Entscheiden lassen", "ask_decider", "12"),
                    Button("Erledigt", "done", "12"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (BARE, "Noch ohne Rückmeldung."),
        (replace(BARE, asked=(OTTO,), silent_days=1), "Gefragt: Otto. Seit einem Tag ohne Rückmeldung."),
        (replace(BARE, cause="postponed"),
         "Dreimal verschoben. Vielleicht passt ein anderer Tag, eine andere Person oder die Kurzversion."),
        (replace(BARE, cause="blocked"), "Es geht nicht weiter, der Grund ist noch offen."),
        (replace(BARE, cause="blocked", task=replace(NEWSLETTER, stall_reason="approval")),
         "Es geht nicht weiter: Freigabe fehlt."),
        (replace(BARE, cause="blocked", task=replace(NEWSLETTER, stall_reason="approval", note="liegt bei Max")),
         "Es geht nicht weiter: Freigabe fehlt (liegt bei Max)."),
    ],
)  # fmt: skip
def test_every_cause_is_told_in_one_sentence(item: EscalationItem, words: str) -> None:
    card = escalation_card(escalation(item), GERMAN)

    assert [part for part in card.parts if isinstance(part, Aside)] == []
    assert card.summary.splitlines()[2:] == [words]


@pytest.mark.parametrize(
    ("items", "first_line"),
    [
        ((SILENT, BARE), "Zwei Termine brauchen deine Hilfe"),
        ((SILENT, replace(BARE, task=DONE, answered=True)), "Braucht deine Hilfe: Newsletter"),
        ((replace(BARE, task=DONE, answered=True),), "Geklärt: Newsletter"),
        ((replace(BARE, answered=True), replace(BARE, answered=True)), "Alles geklärt"),
    ],
)
def test_the_first_line_counts_what_still_needs_help(items: tuple[EscalationItem, ...], first_line: str) -> None:
    assert escalation_card(escalation(*items), GERMAN).parts[0] == Heading(first_line)


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (DONE, "Erledigt von Dora am Di., 1. Dezember"),
        (replace(NEWSLETTER, holder=DORA), "Liegt jetzt bei Dora"),
        (replace(NEWSLETTER, stall_reason="time"), "Hier ist nichts mehr zu tun"),
        (NEWSLETTER, "Hier ist nichts mehr zu tun"),
    ],
)
def test_what_is_settled_shows_how_and_has_no_buttons(task: TaskLine, words: str) -> None:
    card = escalation_card(escalation(replace(SILENT, task=task, answered=True)), GERMAN)

    assert [plain(part.text) for part in card.parts if isinstance(part, Aside)] == [words]
    assert not any(isinstance(part, Actions) for part in card.parts)


def test_more_than_eight_tasks_are_folded() -> None:
    items = tuple(replace(SILENT, task=replace(NEWSLETTER, id=number)) for number in range(1, 10))

    card = escalation_card(escalation(*items), GERMAN)

    assert card.parts[0] == Heading("Neun Termine brauchen deine Hilfe")
    assert card.parts[-1] == Aside(("… und ein weiterer Termin: /takt liste",))
    assert [part.ref for part in card.parts if isinstance(part, Actions)] == list("12345678")


def test_who_decides_is_asked_politely_with_three_means() -> None:
    card = decision_card(DecisionWanted(MAX, replace(BARE, asked=(OTTO,), silent_days=8), CLARA), POLITE)

    assert card == Card(
        summary=(
            "Ihre Entscheidung ist gefragt: Newsletter\n"
            "Newsletter · #12 · fällig Di., 1. Dezember\n"
            "Gefragt: Otto. Seit acht Tagen ohne Rückmeldung.\n"
            "Mit Clara ist es noch nicht geklärt. Was soll mit diesem Termin geschehen?"
        ),
        parts=(
            Heading("Ihre Entscheidung ist gefragt: Newsletter"),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember", "\n"),
                    *("Gefragt: ", Mention(OTTO), ".", " ", "Seit ", "acht", " Tagen ohne Rückmeldung."),
                )
            ),
            Paragraph(
                ("Mit ", Mention(CLARA), " ist es noch nicht geklärt. Was soll mit diesem Termin geschehen?"),
            ),
            Actions(
                ref="12",
                buttons=(
                    Button("Neu zuteilen", "reassign", "12", primary=True, description="Neu zuteilen: Newsletter"),
                    Button("Verschieben", "move", "12", description="Verschieben: Newsletter"),
                    Button("Auslassen", "skip", "12", description="Auslassen: Newsletter"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("wanted", "summary"),
    [
        (
            DecisionWanted(MAX, replace(BARE, task=DONE, answered=True), CLARA),
            "Geklärt: Newsletter\nNewsletter · #12 · fällig Di., 1. Dezember\nErledigt von Dora am Di., 1. Dezember",
        ),
        (
            DecisionWanted(MAX, BARE, None),
            (
                "Deine Entscheidung ist gefragt: Newsletter\n"
                "Newsletter · #12 · fällig Di., 1. Dezember\n"
                "Noch ohne Rückmeldung.\n"
                "Es ist noch nicht geklärt. Was soll mit diesem Termin geschehen?"
            ),
        ),
    ],
)
def test_a_decision_that_is_made_or_has_no_coordinator(wanted: DecisionWanted, summary: str) -> None:
    assert decision_card(wanted, GERMAN).summary == summary


def test_tasks_that_nobody_can_be_asked_about() -> None:
    card = nobody_card(NobodyThere(CLARA, (DONE, NEWSLETTER, LINKEDIN)), ENGLISH)

    assert card.parts == (
        Heading("Nobody is there for two tasks"),
        Paragraph(("Everyone planned for this is away or cannot be reached. Who could take it?",)),
        Paragraph((Bold("Newsletter"), " · #", "12", " · due ", "Tue, 1 December")),
        Aside(("Done", " ", "by ", Mention(DORA), " ", "on ", "Tue, 1 December")),
        Paragraph((Bold("Newsletter"), " · #", "12", " · due ", "Tue, 1 December")),
        Actions("12", (Button("Reassign", "reassign", "12", primary=True, description="Reassign: Newsletter"),)),
        Paragraph((Bold("LinkedIn"), " · #", "15", " · due ", "Tue, 1 December")),
        Actions("15", (Button("Reassign", "reassign", "15", description="Reassign: LinkedIn"),)),
    )


@pytest.mark.parametrize(
    ("tasks", "first_line"),
    [((NEWSLETTER,), "Niemand da: Newsletter"), ((DONE,), "Alles geklärt")],
)
def test_one_task_or_none_that_nobody_can_be_asked_about(tasks: tuple[TaskLine, ...], first_line: str) -> None:
    assert nobody_card(NobodyThere(CLARA, tasks), GERMAN).parts[0] == Heading(first_line)


@pytest.mark.parametrize(
    ("person", "conversation", "summary"),
    [
        (OTTO, None,
         ("Nicht zugestellt: Mitteilung an Otto\n"
         "Der Messenger nennt als Grund: user_disabled. Solange das so ist, kommt bei Otto nichts an. "
         "Bitte prüfe das Konto oder teile neu zu, was offen ist.")),
        (None, "C1",
         ("Nicht zugestellt: Mitteilung an C1\n"
         "Der Messenger nennt als Grund: user_disabled. "
         "Bitte lade Taktgeber in diese Unterhaltung ein oder wähle eine andere.")),
        (None, None,
         "Eine Mitteilung ließ sich nicht zustellen\nDer Messenger nennt als Grund: user_disabled."),
    ],
)  # fmt: skip
def test_what_was_not_delivered_says_why_and_what_to_do(
    person: PersonRef | None, conversation: str | None, summary: str
) -> None:
    assert unreached_card(Unreached(CLARA, person, conversation, (), "user_disabled"), GERMAN).summary == summary


def test_the_tasks_of_an_undelivered_message_can_be_reassigned() -> None:
    card = unreached_card(Unreached(CLARA, OTTO, None, (NEWSLETTER,), "user_disabled"), GERMAN)

    assert card.parts[-1] == Actions(
        "12", (Button("Neu zuteilen", "reassign", "12", primary=True, description="Neu zuteilen: Newsletter"),)
    )
