"""Absences, pauses and cover as three kinds of readers see them: du, Sie, English."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.cover import cover_card
from bot.translations.phrases import Phrases
from jobs.rules.availability import Span
from jobs.use_cases.cover_answers import (
    AbsenceNoted,
    AbsenceOver,
    CoverAnswer,
    CoveredTask,
    KnownAbsence,
    Paused,
    PausedActivity,
    Resumed,
    WhichAbsence,
    WhichPaused,
)
from tests.bot.cards.readers import CLARA, DORA, DUE, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE

HORIZON = date(2027, 3, 2)
ONE_DAY = Span(DUE, DUE)
NOTED = AbsenceNoted(DUE, HORIZON, OTTO, own=True, spans=(ONE_DAY,), tasks=())
OVER = AbsenceOver(DUE, OTTO, own=True, span=Span(DUE, HORIZON), running=True)
WHICH = WhichAbsence(DUE, OTTO, own=True, absences=(KnownAbsence(1, ONE_DAY), KnownAbsence(2, Span(HORIZON))))

CARDS: list[tuple[CoverAnswer, str, str, str]] = [
    (
        NOTED,
        "Notiert: Du bist am Di., 1. Dezember nicht da. In diese Zeit fällt kein Termin.",
        "Notiert: Sie sind am Di., 1. Dezember nicht da. In diese Zeit fällt kein Termin.",
        "Noted: you are away on Tue, 1 December. No task falls into this time.",
    ),
    (
        replace(
            NOTED,
            own=False,
            spans=(Span(DUE, HORIZON),),
            tasks=(CoveredTask(NEWSLETTER, DORA), CoveredTask(LINKEDIN, None, (DORA, CLARA))),
            joined=True,
        ),
        (
            "Notiert: Otto ist von Di., 1. Dezember bis Di., 2. März nicht da. Zwei Termine fallen in diese Zeit.\n"
            "Newsletter · #12 · fällig Di., 1. Dezember: Dora\n"
            "Noch ist niemand da für:\n"
            "LinkedIn · #15 · fällig Di., 1. Dezember, auch nicht da: Dora und Clara\n"
            "Weitergeben geht zum Beispiel so: /takt übergeben 15 @dora\n"
            "Eine schon eingetragene Abwesenheit schließt daran an, beide gelten jetzt als eine.\n"
            "Otto bekommt dazu keine Nachricht von mir."
        ),
        "",
        (
            "Noted: Otto is away from Tue, 1 December to Tue, 2 March. Two tasks fall into this time.\n"
            "Newsletter · #12 · due Tue, 1 December: Dora\n"
            "Nobody is there yet for:\n"
            "LinkedIn · #15 · due Tue, 1 December, also away: Dora and Clara\n"
            "To hand it over, for example: /takt handover 15 @dora\n"
            "An absence noted before adjoins it; both count as one now.\n"
            "Otto gets no message from me about this."
        ),
    ),
    (
        replace(NOTED, spans=(Span(DUE, date(2027, 3, 3)),), tasks=(CoveredTask(NEWSLETTER, None),)),
        (
            "Notiert: Du bist von Di., 1. Dezember bis Mi., 3. März nicht da. "
            "In den nächsten 13 Wochen fällt ein Termin in diese Zeit.\n"
            "Noch ist niemand da für:\n"
            "Newsletter · #12 · fällig Di., 1. Dezember, ohne Vertretung\n"
            "Weitergeben geht zum Beispiel so: /takt übergeben 12 @dora"
        ),
        (
            "Notiert: Sie sind von Di., 1. Dezember bis Mi., 3. März nicht da. "
            "In den nächsten 13 Wochen fällt ein Termin in diese Zeit.\n"
            "Noch ist niemand da für:\n"
            "Newsletter · #12 · fällig Di., 1. Dezember, ohne Vertretung\n"
            "Weitergeben geht zum Beispiel so: /takt übergeben 12 @dora"
        ),
        (
            "Noted: you are away from Tue, 1 December to Wed, 3 March. "
            "In the next 13 weeks one task falls into this time.\n"
            "Nobody is there yet for:\n"
            "Newsletter · #12 · due Tue, 1 December, no deputy\n"
            "To hand it over, for example: /takt handover 12 @dora"
        ),
    ),
    (
        replace(OVER, returned=(NEWSLETTER,), stayed=(CoveredTask(LINKEDIN, DORA),)),
        (
            "Willkommen zurück. Ab heute frage ich dich wieder.\n"
            "Wieder bei dir:\nNewsletter · #12 · fällig Di., 1. Dezember\n"
            "Schon angefangen, deshalb bleibt es dort:\nLinkedIn · #15 · fällig Di., 1. Dezember: Dora"
        ),
        (
            "Willkommen zurück. Ab heute frage ich Sie wieder.\n"
            "Wieder bei Ihnen:\nNewsletter · #12 · fällig Di., 1. Dezember\n"
            "Schon angefangen, deshalb bleibt es dort:\nLinkedIn · #15 · fällig Di., 1. Dezember: Dora"
        ),
        (
            "Welcome back. From today on I'll ask you again.\n"
            "Back with you:\nNewsletter · #12 · due Tue, 1 December\n"
            "Already begun, so it stays there:\nLinkedIn · #15 · due Tue, 1 December: Dora"
        ),
    ),
    (
        replace(OVER, own=False, returned=(NEWSLETTER,) * 10),
        "Notiert: Otto ist ab heute wieder da.\n"
        "Wieder bei Otto:\n" + "Newsletter · #12 · fällig Di., 1. Dezember\n" * 8 + "… und 2 weitere",
        "",
        "Noted: Otto is back from today on.\n"
        "Back with Otto:\n" + "Newsletter · #12 · due Tue, 1 December\n" * 8 + "… and 2 more",
    ),
    (
        replace(OVER, running=False),
        "Notiert: Du bist von Di., 1. Dezember bis Di., 2. März doch da.",
        "Notiert: Sie sind von Di., 1. Dezember bis Di., 2. März doch da.",
        "Noted: you are not away from Tue, 1 December to Tue, 2 March after all.",
    ),
    (
        replace(OVER, own=False, running=False, span=Span(HORIZON)),
        "Notiert: Otto ist ab Di., 2. März bis auf Weiteres doch da.",
        "",
        "Noted: Otto is not away from Tue, 2 March until further notice after all.",
    ),
    (
        WHICH,
        "Bei dir sind mehrere Abwesenheiten eingetragen. Welche entfällt?",
        "Bei Ihnen sind mehrere Abwesenheiten eingetragen. Welche entfällt?",
        "Several absences of yours are noted. Which one is cancelled?",
    ),
    (
        replace(WHICH, own=False),
        "Bei Otto sind mehrere Abwesenheiten eingetragen. Welche entfällt?",
        "",
        "Several absences of Otto are noted. Which one is cancelled?",
    ),
    (
        Paused(DUE, 7, "Newsletter", HORIZON, "Umbau", None, None),
        "Notiert: Newsletter pausiert bis Di., 2. März und läuft danach von selbst weiter.\nGrund: Umbau",
        "",
        "Noted: Newsletter is paused until Tue, 2 March and then goes on by itself.\nReason: Umbau",
    ),
    (
        Paused(DUE, 7, "Newsletter", HORIZON, "Umbau", 1, date(2027, 7, 1)),
        (
            "Notiert: Newsletter pausiert bis Di., 2. März und läuft danach von selbst weiter. Ein Termin ruht. "
            "Nächster Termin: Do., 1. Juli 2027.\nGrund: Umbau"
        ),
        "",
        (
            "Noted: Newsletter is paused until Tue, 2 March and then goes on by itself. One task rests. "
            "Next task: Thu, 1 July 2027.\nReason: Umbau"
        ),
    ),
    (
        Resumed(DUE, "Newsletter", (NEWSLETTER,) * 9, DUE),
        "Notiert: Newsletter läuft wieder. Nächster Termin: Di., 1. Dezember.\n"
        "Wieder offen:\n" + "Newsletter · #12 · fällig Di., 1. Dezember\n" * 8 + "… und ein weiterer",
        "",
        "Noted: Newsletter goes on. Next task: Tue, 1 December.\n"
        "Open again:\n" + "Newsletter · #12 · due Tue, 1 December\n" * 8 + "… and one more",
    ),
    (
        Resumed(DUE, "Newsletter", (), None),
        "Notiert: Newsletter läuft wieder.",
        "",
        "Noted: Newsletter goes on.",
    ),
    (
        WhichPaused(DUE, (PausedActivity(7, "Newsletter", HORIZON), PausedActivity(8, "LinkedIn", HORIZON))),
        (
            "Mehrere Maßnahmen pausieren. Welche soll weiterlaufen?\n"
            "Newsletter: bis Di., 2. März\nLinkedIn: bis Di., 2. März"
        ),
        "",
        (
            "Several activities are paused. Which one is to go on?\n"
            "Newsletter: until Tue, 2 March\nLinkedIn: until Tue, 2 March"
        ),
    ),
]


@pytest.mark.parametrize(("answer", "du", "sie", "english"), CARDS)
def test_every_answer_reads_well_for_every_reader(answer: CoverAnswer, du: str, sie: str, english: str) -> None:
    """Where nobody is spoken to, du and Sie are the same."""

    def said(phrases: Phrases) -> str:
        return cover_card(answer, "", phrases).summary

    assert (said(GERMAN), said(POLITE), said(ENGLISH)) == (du, sie or du, english)
