"""The weekly look ahead as a card: each gap with what is missing and what closes it. It is Monday, 7 December 2026."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph, plain
from bot.cards.coverage import coverage_card, share_words
from bot.slack.blocks import MESSAGE_BLOCKS, blocks_of
from bot.translations.phrases import Phrases
from jobs.cover_notices import Away, CoverageAhead, CoverGap, DataEnd
from jobs.facts import PersonRef
from jobs.rules.availability import Span
from jobs.rules.coverage import Share
from tests.bot.cards.readers import CLARA, DORA, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE

MAX = PersonRef(4, "Max", "U4")
MONDAY = date(2026, 12, 7)
DAY = date(2026, 12, 28)
DAYS = Span(date(2026, 12, 21), date(2027, 1, 8))
MORE_DAYS = Span(date(2026, 12, 28))
FAIR = replace(NEWSLETTER, id=16, number=16, title="Messe", due_on=DAY, planned_on=DAY)
NOBODY = CoverGap(
    task=replace(NEWSLETTER, due_on=DAY, planned_on=DAY),
    activity_id=7,
    kind="nobody",
    away=(Away(OTTO, DAYS), Away(DORA, DAYS), Away(CLARA, MORE_DAYS), Away(MAX, None)),
    left=None,
    further=2,
)
LAST_RESORT = CoverGap(
    task=replace(LINKEDIN, due_on=DAY, planned_on=DAY),
    activity_id=8,
    kind="coordinator",
    away=(Away(OTTO, DAYS),),
    left=CLARA,
    closed=True,
)
ALONE = CoverGap(task=FAIR, activity_id=9, kind="alone", away=(), left=OTTO)
AHEAD = CoverageAhead(CLARA, MONDAY, (NOBODY, LAST_RESORT, ALONE), 4, Share(23, 32), (DataEnd("school", DAY),))


def button(label: str, intent: str, ref: str, title: str, *, primary: bool = False) -> Button:
    return Button(label, intent, ref, primary=primary, description=f"{label}: {title}")


def test_each_gap_says_what_is_missing_and_has_the_means_that_fit() -> None:
    assert coverage_card(AHEAD, GERMAN) == Card(
        summary=(
            "Vorausschau: Neun Termine brauchen noch jemanden\n"
            "Newsletter · #12 · fällig Mo., 28. Dezember\n"
            "An diesem Tag ist niemand da. Nicht da: Otto und Dora (von Mo., 21. Dezember bis Fr., 8. Januar), "
            "Clara (ab Mo., 28. Dezember bis auf Weiteres), Max (nicht zu erreichen). "
            "Das gilt auch für zwei weitere Termine dieser Maßnahme.\n"
            "LinkedIn · #15 · fällig Mo., 28. Dezember\n"
            "Da wäre nur noch die Koordination: Clara. Nicht da: Otto (von Mo., 21. Dezember bis Fr., 8. Januar). "
            "Die Firma ist dann geschlossen.\n"
            "Messe · #16 · fällig Mo., 28. Dezember\n"
            "In den Schulferien ist hier nur Otto vorgesehen, ohne Vertretung.\n"
            "Besetzt sind 23 von 32 Terminen der nächsten 13 Wochen (71 %).\n"
            "Dazu kommen vier weitere Termine: /takt team\n"
            "Schulferien sind nur bis 2026 bekannt. Bitte halte Taktgeber aktuell."
        ),
        parts=(
            Heading("Vorausschau: Neun Termine brauchen noch jemanden"),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Mo., 28. Dezember", "\n"),
                    *("An diesem Tag ist niemand da.", " ", "Nicht da: "),
                    *(Mention(OTTO), " und ", Mention(DORA), " (", "von Mo., 21. Dezember bis Fr., 8. Januar", ")"),
                    *(", ", Mention(CLARA), " (", "ab Mo., 28. Dezember bis auf Weiteres", ")"),
                    *(", ", Mention(MAX), " (nicht zu erreichen)", "."),
                    *(" ", "Das gilt auch für ", "zwei", " weitere Termine dieser Maßnahme."),
                )
            ),
            Actions(
                "12",
                (
                    button("Neu zuteilen", "reassign", "12", "Newsletter", primary=True),
                    button("Vertretung festlegen", "form-activity", "7", "Newsletter"),
                ),
            ),
            Paragraph(
                (
                    *(Bold("LinkedIn"), " · #", "15", " · fällig ", "Mo., 28. Dezember", "\n"),
                    *("Da wäre nur noch die Koordination: ", Mention(CLARA), "."),
                    *(" ", "Nicht da: ", Mention(OTTO), " (", "von Mo., 21. Dezember bis Fr., 8. Januar", ")", "."),
                    *(" ", "Die Firma ist dann geschlossen."),
                )
            ),
            Actions(
                "15",
                (
                    button("Neu zuteilen", "reassign", "15", "LinkedIn"),
                    button("Vertretung festlegen", "form-activity", "8", "LinkedIn"),
                ),
            ),
            Paragraph(
                (
                    *(Bold("Messe"), " · #", "16", " · fällig ", "Mo., 28. Dezember", "\n"),
                    *("In den Schulferien ist hier nur ", Mention(OTTO), " vorgesehen, ohne Vertretung."),
                )
            ),
            Actions("16", (button("Vertretung festlegen", "form-activity", "9", "Messe"),)),
            Aside(("Besetzt sind ", "23", " von ", "32", " Terminen der nächsten 13 Wochen (", "71", " %).")),
            Aside(("Dazu kommen ", "vier", " weitere Termine: /takt team")),
            Aside(("Schulferien sind nur bis ", "2026", " bekannt. Bitte halte Taktgeber aktuell.")),
        ),
    )


def test_the_same_in_english() -> None:
    assert coverage_card(replace(AHEAD, more=1), ENGLISH).summary == (
        "Looking ahead: six tasks still need somebody\n"
        "Newsletter · #12 · due Mon, 28 December\n"
        "Nobody is there that day. Away: Otto and Dora (from Mon, 21 December to Fri, 8 January), "
        "Clara (from Mon, 28 December until further notice), Max (can’t be reached). "
        "The same holds for two more tasks of this activity.\n"
        "LinkedIn · #15 · due Mon, 28 December\n"
        "Only the coordination would be left: Clara. Away: Otto (from Mon, 21 December to Fri, 8 January). "
        "The company is closed then.\n"
        "Messe · #16 · due Mon, 28 December\n"
        "During the school holidays only Otto is set down for this, without a deputy.\n"
        "23 of 32 tasks of the next 13 weeks are covered (71%).\n"
        "There is one more task: /takt team\n"
        "School holidays are known until 2026 only. Please keep Taktgeber up to date."
    )


def test_where_nobody_was_ever_set_down_nobody_is_away() -> None:
    nobody, last_resort = replace(NOBODY, away=(), further=0), replace(LAST_RESORT, away=(), closed=False)
    notice = CoverageAhead(CLARA, MONDAY, (nobody, last_resort), 0, Share(0, 2))

    assert coverage_card(notice, GERMAN).summary == (
        "Vorausschau: Zwei Termine brauchen noch jemanden\n"
        "Newsletter · #12 · fällig Mo., 28. Dezember\n"
        "Dafür ist noch niemand vorgesehen.\n"
        "LinkedIn · #15 · fällig Mo., 28. Dezember\n"
        "Außer der Koordination ist niemand vorgesehen: Clara.\n"
        "Besetzt sind 0 von 2 Terminen der nächsten 13 Wochen."
    )


def test_a_single_person_alone_is_helped_first_with_a_deputy() -> None:
    card = coverage_card(CoverageAhead(CLARA, MONDAY, (ALONE,), 0, Share(1, 1)), GERMAN)

    assert card.summary.splitlines()[0] == "Vorausschau: Ein Termin braucht noch jemanden"
    assert card.parts[2:] == (
        Actions("16", (button("Vertretung festlegen", "form-activity", "9", "Messe", primary=True),)),
        Aside(("Alle Termine der nächsten 13 Wochen sind besetzt.",)),
    )


def test_what_was_settled_says_by_whom_or_how_without_a_button() -> None:
    found = replace(NOBODY, settled=True, left=MAX, away=(), further=0)
    done = replace(ALONE, settled=True, task=replace(FAIR, ended="skipped"))
    notice = CoverageAhead(CLARA, MONDAY, (found, done), 0, Share(4, 4))

    assert coverage_card(notice, GERMAN) == Card(
        summary=(
            "Vorausschau: Für alles ist jemand gefunden\n"
            "Newsletter · #12 · fällig Mo., 28. Dezember\n"
            "Inzwischen ist Max dafür da.\n"
            "Messe · #16 · fällig Mo., 28. Dezember\n"
            "Diesmal ausgelassen\n"
            "Alle Termine der nächsten 13 Wochen sind besetzt."
        ),
        parts=(
            Heading("Vorausschau: Für alles ist jemand gefunden"),
            Paragraph((Bold("Newsletter"), " · #", "12", " · fällig ", "Mo., 28. Dezember")),
            Aside(("Inzwischen ist ", Mention(MAX), " dafür da.")),
            Paragraph((Bold("Messe"), " · #", "16", " · fällig ", "Mo., 28. Dezember")),
            Aside(("Diesmal ausgelassen",)),
            Aside(("Alle Termine der nächsten 13 Wochen sind besetzt.",)),
        ),
    )


@pytest.mark.parametrize(
    ("phrases", "words"),
    [
        (
            POLITE,
            (
                "Vorausschau: Die Kalenderdaten reichen nicht mehr lange\n"
                "Feiertage sind nur bis 2100 bekannt. Bitte halten Sie Taktgeber aktuell.\n"
                "Schulferien sind nur bis 2029 bekannt. Bitte halten Sie Taktgeber aktuell."
            ),
        ),
        (
            ENGLISH,
            (
                "Looking ahead: the calendar data will run out soon\n"
                "Public holidays are known until 2100 only. Please keep Taktgeber up to date.\n"
                "School holidays are known until 2029 only. Please keep Taktgeber up to date."
            ),
        ),
    ],
)
def test_the_end_of_the_calendars_alone(phrases: Phrases, words: str) -> None:
    ends = (DataEnd("public", date(2100, 12, 31)), DataEnd("school", date(2029, 9, 10)))

    assert coverage_card(CoverageAhead(CLARA, MONDAY, (), 0, Share(0, 0), ends), phrases).summary == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 1), "Der eine Termin der nächsten 13 Wochen ist noch nicht besetzt."),
        (Share(3, 4), "Besetzt sind 3 von 4 Terminen der nächsten 13 Wochen."),
        (Share(4, 5), "Besetzt sind 4 von 5 Terminen der nächsten 13 Wochen (80 %)."),
        (Share(1199, 1200), "Besetzt sind 1.199 von 1.200 Terminen der nächsten 13 Wochen (99 %)."),
        (Share(5, 5), "Alle Termine der nächsten 13 Wochen sind besetzt."),
    ],
)
def test_the_share_has_a_percentage_only_where_there_are_enough(share: Share, words: str) -> None:
    assert plain(share_words(share, GERMAN)) == words


def test_it_fits_into_a_message() -> None:
    assert len(blocks_of(coverage_card(AHEAD, GERMAN))) <= MESSAGE_BLOCKS
