"""A nudge says what is needed first, then why, then what helps, then how to answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Link, Mention, Paragraph, Part, Rich, plain
from bot.cards.nudge import nudge_card
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef, TaskLine
from jobs.notices import Nudge, NudgeItem, Tone, Turn
from jobs.rules.shortage import SmallOffer
from jobs.rules.turns import Every
from tests.bot.cards.readers import CLARA, DORA, DUE, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE


def nudge(*items: NudgeItem, reader: PersonRef = OTTO, on: date = DUE) -> Nudge:
    return Nudge(reader, on, items)


def actions(card: Card) -> list[Actions]:
    return [part for part in card.parts if isinstance(part, Actions)]


def sentence(card: Card) -> Rich:
    """What stands below the task's own line."""
    text = next(part.text for part in card.parts if isinstance(part, Paragraph))
    return text[text.index("\n") + 1 :]


def test_a_task_due_today_with_all_that_helps() -> None:
    item = NudgeItem(
        NEWSLETTER,
        "due",
        instructions="Thema, Text, Bild",
        small_version="Ein Bild, zwei Sätze",
        material_link="https://example.org/material",
        lesson="Betreff vorab abstimmen",
        deputy=DORA,
        small_offer="button",
    )

    assert nudge_card(nudge(item), GERMAN) == Card(
        summary=(
            "Heute dran: Newsletter\n"
            "Newsletter · #12 · fällig Di., 1. Dezember\n"
            "Heute ist es so weit.\n"
            "Ablauf: Thema, Text, Bild\n"
            "Material: öffnen (https://example.org/material)\n"
            "Wenn es eng wird, genügt die Kurzversion: Ein Bild, zwei Sätze\n"
            "Vom letzten Mal: Betreff vorab abstimmen"
        ),
        parts=(
            Heading("Heute dran: Newsletter"),
            Paragraph(
                (Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember", "\n", "Heute ist es so weit.")
            ),
            Aside(("Ablauf: ", "Thema, Text, Bild")),
            Aside(("Material: ", Link("öffnen", "https://example.org/material"))),
            Aside(("Wenn es eng wird, genügt die Kurzversion: ", "Ein Bild, zwei Sätze")),
            Aside(("Vom letzten Mal: ", "Betreff vorab abstimmen")),
            Actions(
                ref="12",
                buttons=(
                    Button("Erledigt", "done", "12", primary=True, description="Erledigt: Newsletter"),
                    Button("Bin dran", "on_it", "12", description="Bin dran: Newsletter"),
                    Button("Blockiert", "blocked", "12", description="Blockiert: Newsletter"),
                    Button("Später", "later", "12", description="Später: Newsletter"),
                    Button("Kurzversion erledigt", "small", "12", description="Kurzversion erledigt: Newsletter"),
                ),
                menu=(
                    Button("Verschieben", "move", "12"),
                    Button("Auslassen", "skip", "12"),
                    Button("Übergeben", "hand_over", "12"),
                ),
            ),
        ),
    )


def test_the_deputy_is_asked_in_english() -> None:
    item = NudgeItem(NEWSLETTER, "take_over")

    assert nudge_card(nudge(item, reader=DORA), ENGLISH) == Card(
        summary=(
            "Can you step in? Newsletter\n"
            "Newsletter · #12 · due Tue, 1 December\n"
            "Otto was asked first and has not replied so far. Can you take it this time?"
        ),
        parts=(
            Heading("Can you step in? Newsletter"),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · due ", "Tue, 1 December", "\n"),
                    *(Mention(OTTO), " was asked first and has not replied so far. Can you take it this time?"),
                )
            ),
            Actions(
                ref="12",
                buttons=(
                    Button("Take Over", "take_over", "12", primary=True, description="Take Over: Newsletter"),
                    Button("Done", "done", "12", description="Done: Newsletter"),
                    Button("Blocked", "blocked", "12", description="Blocked: Newsletter"),
                ),
            ),
        ),
    )


BEFORE, AFTER = DUE - timedelta(days=3), DUE + timedelta(days=1)
HANDED = replace(NEWSLETTER, holder=DORA)
NOBODYS = replace(NEWSLETTER, owner=None)


@pytest.mark.parametrize(
    ("tone", "task", "reader", "on", "phrases", "first_line", "words"),
    [
        ("heads_up", NEWSLETTER, OTTO, BEFORE, GERMAN, "Kommt auf dich zu: Newsletter",
         "In drei Tagen ist es so weit, hier schon einmal zum Einplanen."),
        ("heads_up", NEWSLETTER, OTTO, DUE - timedelta(days=1), GERMAN, "Kommt auf dich zu: Newsletter",
         "Morgen ist es so weit."),
        ("heads_up", NEWSLETTER, OTTO, BEFORE, POLITE, "Kommt auf Sie zu: Newsletter",
         "In drei Tagen ist es so weit, hier schon einmal zum Einplanen."),
        ("due", NEWSLETTER, OTTO, DUE, GERMAN, "Heute dran: Newsletter", "Heute ist es so weit."),
        ("due", NEWSLETTER, OTTO, AFTER, GERMAN, "Noch offen: Newsletter",
         "Offen seit Di., 1. Dezember. Eine kurze Rückmeldung genügt."),
        ("again", NEWSLETTER, OTTO, AFTER, GERMAN, "Noch offen: Newsletter",
         "Offen seit Di., 1. Dezember. Eine kurze Rückmeldung genügt."),
        ("take_over", NEWSLETTER, DORA, AFTER, GERMAN, "Kannst du einspringen? Newsletter",
         "Zuerst war Otto gefragt, bisher ohne Rückmeldung. Kannst du diesmal übernehmen?"),
        ("take_over", HANDED, CLARA, AFTER, GERMAN, "Kannst du einspringen? Newsletter",
         "Zuerst war Dora gefragt, bisher ohne Rückmeldung. Kannst du diesmal übernehmen?"),
        ("take_over", NOBODYS, DORA, AFTER, POLITE, "Können Sie einspringen? Newsletter",
         "Können Sie diesmal übernehmen?"),
        ("deputy_asked", NEWSLETTER, OTTO, AFTER, GERMAN, "Noch offen: Newsletter",
         "Damit es weitergeht, ist Dora gefragt worden. Antworten kannst du trotzdem."),
        ("resumed", NEWSLETTER, OTTO, AFTER, GERMAN, "Wie sieht es aus? Newsletter",
         "Wie vereinbart frage ich noch einmal nach. Ein Tipp genügt."),
        ("cover", NEWSLETTER, DORA, DUE, GERMAN, "Jetzt bei dir: Newsletter",
         "Otto ist nicht da, der Termin liegt deshalb jetzt bei dir."),
        ("cover", HANDED, DORA, DUE, GERMAN, "Jetzt bei dir: Newsletter", "Der Termin liegt jetzt bei dir."),
        ("small_version", NEWSLETTER, OTTO, AFTER, GERMAN, "Kurzversion genügt: Newsletter",
         "Vereinbart ist die Kurzversion, sie genügt diesmal."),
    ],
)  # fmt: skip
def test_every_tone_says_what_is_needed_without_blame(
    tone: Tone, task: TaskLine, reader: PersonRef, on: date, phrases: Phrases, first_line: str, words: str
) -> None:
    card = nudge_card(nudge(NudgeItem(task, tone, deputy=DORA), reader=reader, on=on), phrases)

    assert card.parts[0] == Heading(first_line)
    assert plain(sentence(card)) == words


@pytest.mark.parametrize(
    ("tone", "small_version", "offer", "told", "buttons", "menu"),
    [
        ("heads_up", "Ein Bild", "menu", False, "done on_it blocked later", "small move skip hand_over"),
        ("heads_up", "Ein Bild", "words", True, "done on_it blocked later", "small move skip hand_over"),
        ("due", "Ein Bild", "button", True, "done on_it blocked later small", "move skip hand_over"),
        ("again", "Ein Bild", "button", True, "done on_it blocked later small", "move skip hand_over"),
        ("cover", "Ein Bild", "button", True, "done on_it blocked later small", "move skip hand_over"),
        ("take_over", "Ein Bild", "button", True, "take_over done blocked small", ""),
        ("take_over", None, "button", False, "take_over done blocked", ""),
        ("due", None, "button", False, "done on_it blocked later", "small move skip hand_over"),
    ],
)
def test_the_small_version_comes_out_of_the_menu_when_time_runs_short(
    tone: Tone, small_version: str | None, offer: SmallOffer, told: bool, buttons: str, menu: str
) -> None:
    card = nudge_card(nudge(NudgeItem(NEWSLETTER, tone, small_version=small_version, small_offer=offer)), GERMAN)

    offered = Aside(("Wenn es eng wird, genügt die Kurzversion: ", "Ein Bild")) in card.parts
    [group] = actions(card)
    assert offered is told
    assert " ".join(one.intent for one in group.buttons) == buttons
    assert " ".join(one.intent for one in group.menu) == menu


@pytest.mark.parametrize(
    ("every", "phrases", "words"),
    [
        ("task", GERMAN, "Heute ist es so weit. Diesmal bist du dran, danach Dora."),
        ("week", GERMAN, "Heute ist es so weit. Du bist diese Woche dran, danach Dora."),
        ("month", GERMAN, "Heute ist es so weit. Du bist diesen Monat dran, danach Dora."),
        ("quarter", GERMAN, "Heute ist es so weit. Du bist dieses Quartal dran, danach Dora."),
        ("month", POLITE, "Heute ist es so weit. Sie sind diesen Monat dran, danach Dora."),
        ("month", ENGLISH, "Today is the day. It is your turn this month, Dora comes next."),
    ],
)
def test_whose_turn_it_is_is_told_along_with_what_is_due(every: Every, phrases: Phrases, words: str) -> None:
    card = nudge_card(nudge(NudgeItem(NEWSLETTER, "due", turn=Turn(every, DORA))), phrases)

    assert plain(sentence(card)) == words


def test_the_agreed_small_version_is_told_rather_than_offered() -> None:
    item = NudgeItem(NEWSLETTER, "small_version", small_version="Ein Bild")

    asides = [part for part in nudge_card(nudge(item), GERMAN).parts if isinstance(part, Aside)]

    assert asides == [Aside(("Kurzversion: ", "Ein Bild"))]


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (replace(NEWSLETTER, ended="done", ended_on=DUE, ended_by=DORA), "Erledigt von Dora am Di., 1. Dezember"),
        (replace(NEWSLETTER, ended="done"), "Erledigt"),
        (
            replace(NEWSLETTER, ended="small", ended_on=DUE, ended_by=OTTO),
            "Erledigt in der Kurzversion von Otto am Di., 1. Dezember",
        ),
        (
            replace(NEWSLETTER, ended="skipped", ended_on=DUE, ended_by=CLARA, note="Messe"),
            "Diesmal ausgelassen von Clara am Di., 1. Dezember (Messe)",
        ),
        (
            replace(NEWSLETTER, ended="done", note="x" * 2_000),
            f"Erledigt ({'x' * 299}…)",
        ),
        (
            replace(NEWSLETTER, ended="paused", ended_on=DUE, ended_by=CLARA),
            "Pausiert von Clara am Di., 1. Dezember",
        ),
        (
            replace(NEWSLETTER, ended="lapsed", ended_on=DUE),
            "Ausgefallen, weiter geht es mit dem nächsten Termin",
        ),
        (replace(NEWSLETTER, promised_until=date(2026, 12, 4)), "Otto ist dran, bis Fr., 4. Dezember"),
        (replace(HANDED, promised_until=date(2026, 12, 4)), "Dora ist dran, bis Fr., 4. Dezember"),
        (replace(NOBODYS, promised_until=date(2026, 12, 4)), "In Arbeit bis Fr., 4. Dezember"),
        (replace(NEWSLETTER, snoozed_until=date(2026, 12, 4)), "Nächste Erinnerung am Fr., 4. Dezember"),
        (
            replace(NEWSLETTER, stall_reason="approval"),
            "Blockiert: Freigabe fehlt. Die Koordination weiß Bescheid",
        ),
        (HANDED, "Liegt jetzt bei Dora"),
        (NEWSLETTER, "Dazu gibt es eine neuere Erinnerung"),
    ],
)
def test_what_was_answered_shows_its_outcome_instead_of_buttons(task: TaskLine, words: str) -> None:
    card = nudge_card(nudge(NudgeItem(task, "due", lesson="egal", answered=True)), GERMAN)

    assert [plain(part.text) for part in card.parts if isinstance(part, Aside)] == [words]
    assert actions(card) == []


DONE = replace(NEWSLETTER, ended="done", ended_on=DUE, ended_by=OTTO)
OPEN = NudgeItem(LINKEDIN, "due")


@pytest.mark.parametrize(
    ("items", "first_line"),
    [
        ((OPEN, NudgeItem(NEWSLETTER, "again"), OPEN), "Drei Termine brauchen dich"),
        ((NudgeItem(DONE, "due", answered=True), OPEN, OPEN), "Zwei Termine brauchen dich"),
        ((NudgeItem(DONE, "due", answered=True), OPEN), "Heute dran: LinkedIn"),
        ((NudgeItem(DONE, "due", answered=True),), "Erledigt: Newsletter"),
        ((NudgeItem(replace(DONE, ended="small"), "due", answered=True),), "Erledigt: Newsletter"),
        ((NudgeItem(replace(DONE, ended="skipped"), "due", answered=True),), "Alles beantwortet"),
        ((NudgeItem(DONE, "due", answered=True), NudgeItem(DONE, "due", answered=True)), "Alles beantwortet"),
    ],
)
def test_the_first_line_counts_what_still_waits(items: tuple[NudgeItem, ...], first_line: str) -> None:
    assert nudge_card(nudge(*items), GERMAN).parts[0] == Heading(first_line)


def test_only_the_first_open_task_has_a_primary_button() -> None:
    items = (NudgeItem(DONE, "due", answered=True), OPEN, NudgeItem(replace(NEWSLETTER, id=13), "due"))

    card = nudge_card(nudge(*items), GERMAN)

    assert [(group.ref, [one.primary for one in group.buttons]) for group in actions(card)] == [
        ("15", [True, False, False, False]),
        ("13", [False, False, False, False]),
    ]


def test_what_does_not_fit_a_message_is_folded() -> None:
    items = tuple(NudgeItem(replace(NEWSLETTER, id=number), "due") for number in range(1, 12))

    last: Part = nudge_card(nudge(*items), GERMAN).parts[-1]

    assert last == Aside(("… und ", "3", " weitere Termine: /takt liste"))
    assert len(actions(nudge_card(nudge(*items), GERMAN))) == 8


def test_the_summary_stays_within_its_limit() -> None:
    items = (NudgeItem(NEWSLETTER, "due", instructions="x" * 5_000),)

    summary = nudge_card(nudge(*items), GERMAN).summary

    assert (len(summary), summary[-1]) == (3_500, "…")


def test_what_was_asked_before_comes_along_below() -> None:
    coming = replace(LINKEDIN, due_on=DUE + timedelta(days=2), planned_on=DUE + timedelta(days=2))
    card = nudge_card(
        Nudge(OTTO, DUE, (NudgeItem(NEWSLETTER, "due"),), waiting=(NudgeItem(coming, "heads_up"),)), GERMAN
    )

    assert card.summary == (
        "Heute dran: Newsletter\n"
        "Newsletter · #12 · fällig Di., 1. Dezember\n"
        "Heute ist es so weit.\n"
        "Davon weißt du schon, es ist nur noch offen:\n"
        "LinkedIn · #15 · fällig Do., 3. Dezember"
    )
    assert [(one.ref, [button.primary for button in one.buttons]) for one in actions(card)] == [
        ("12", [True, False, False, False]),
        ("15", [False, False, False, False]),
    ]


def test_a_message_whose_questions_went_on_to_a_newer_one_says_only_so() -> None:
    gone = (NudgeItem(NEWSLETTER, "due", answered=True, newer=True),)
    card = nudge_card(
        Nudge(OTTO, DUE, gone, waiting=(NudgeItem(LINKEDIN, "heads_up", answered=True, newer=True),)), GERMAN
    )

    assert card == Card(
        "Weiter geht es in der neueren Nachricht\n"
        "Newsletter · #12 · fällig Di., 1. Dezember\n"
        "LinkedIn · #15 · fällig Di., 1. Dezember",
        (
            Heading("Weiter geht es in der neueren Nachricht"),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember"),
                    "\n",
                    *(Bold("LinkedIn"), " · #", "15", " · fällig ", "Di., 1. Dezember"),
                )
            ),
        ),
    )


def test_with_its_own_questions_answered_the_heading_names_what_still_waits() -> None:
    done = replace(NEWSLETTER, ended="done", ended_on=DUE, ended_by=OTTO)
    card = nudge_card(
        Nudge(OTTO, DUE, (NudgeItem(done, "due", answered=True),), waiting=(NudgeItem(LINKEDIN, "again"),)), GERMAN
    )

    assert card.parts[0] == Heading("Noch offen: LinkedIn")
