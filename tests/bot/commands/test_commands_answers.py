"""How answers read: whole cards."""

from datetime import date

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.help import HelpEntry, help_card
from bot.commands.registry import COMMANDS
from jobs.facts import PersonRef, Reader
from storage.database import Database
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, TRADE_FAIR, Office

OTTO = PersonRef(1, "Otto", "U1")


def shown(answer: object) -> str:
    assert isinstance(answer, Card)
    return answer.summary


def test_a_task_that_is_done_is_confirmed_with_the_next_date(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.says("erledigt 1 Link folgt") == Card(
        "Notiert: Newsletter ist erledigt. Nächster Termin: Do., 31. Dezember.\nNotiz: Link folgt",
        (
            Paragraph(
                (
                    "Notiert: ",
                    Bold("Newsletter"),
                    " ist erledigt.",
                    " ",
                    "Nächster Termin: ",
                    "Do., 31. Dezember",
                    ".",
                )
            ),
            Aside(("Notiz: ", "Link folgt")),
        ),
    )


@pytest.mark.parametrize(
    ("line", "german", "english"),
    [
        (
            "small 1",
            (
                "Notiert: Newsletter ist in der Kurzversion erledigt, der Rhythmus hält. "
                "Nächster Termin: Do., 31. Dezember."
            ),
            "Noted: Newsletter is done in the small version, the rhythm holds. Next task: Thu, 31 December.",
        ),
        (
            "on 1 fr",
            "Notiert: Du bist an Newsletter dran. Bis Fr., 4. Dezember frage ich nicht nach.",
            "Noted: you are on Newsletter. I won't ask before Fri, 4 December.",
        ),
        (
            "blocked 1 material",
            (
                "Notiert: Bei Newsletter geht es nicht weiter (Material fehlt). "
                "Die Koordination erfährt es und hilft weiter."
            ),
            "Noted: Newsletter is blocked (material is missing). The coordinator gets to know and helps.",
        ),
        (
            "later 1 mo",
            (
                "Notiert: Die nächste Erinnerung an Newsletter kommt am Mo., 7. Dezember. "
                "Fällig bleibt der Termin am Di., 1. Dezember."
            ),
            "Noted: the next nudge for Newsletter comes on Mon, 7 December. The task stays due on Tue, 1 December.",
        ),
        (
            "move 1 4.12.",
            "Notiert: Newsletter ist jetzt am Fr., 4. Dezember fällig, nur dieses eine Mal.",
            "Noted: Newsletter is now due on Fri, 4 December, this one time only.",
        ),
        (
            "handover 1 dora",
            "Notiert: Newsletter liegt jetzt bei Dora. Die Nachricht dazu geht in der Arbeitszeit hinaus.",
            "Noted: Newsletter is now with Dora, who is told within working hours.",
        ),
        (
            "take 1",
            "Danke: Newsletter liegt jetzt bei dir, fällig am Di., 1. Dezember.",
            "Thank you: Newsletter is now with you, due on Tue, 1 December.",
        ),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_change_is_echoed_in_one_line(
    sqlite_database: Database, language: str, line: str, german: str, english: str
) -> None:
    office = Office(sqlite_database, NEWSLETTER, language=language)

    assert shown(office.says(line)) == (german if language == "de" else english)


def test_the_list_shows_what_is_open_with_the_buttons_of_a_nudge(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    office.says("dran 1 bis fr")

    assert (
        office.says("")
        == office.says("list")
        == office.presses("list", "")
        == Card(
            "Ein offener Termin\nNewsletter · #1 · fällig Di., 1. Dezember\nOtto ist dran, bis Fr., 4. Dezember",
            (
                Heading("Ein offener Termin"),
                Paragraph((Bold("Newsletter"), " · #", "1", " · fällig ", "Di., 1. Dezember")),
                Aside((Mention(OTTO), " ist dran, bis ", "Fr., 4. Dezember")),
                Actions(
                    "1",
                    (
                        Button("Erledigt", "done", "1", primary=True, description="Erledigt: Newsletter"),
                        Button("Bin dran", "on_it", "1", description="Bin dran: Newsletter"),
                        Button("Blockiert", "blocked", "1", description="Blockiert: Newsletter"),
                        Button("Später", "later", "1", description="Später: Newsletter"),
                    ),
                    (
                        Button("Kurzversion erledigt", "small", "1"),
                        Button("Verschieben", "move", "1"),
                        Button("Auslassen", "skip", "1"),
                        Button("Übergeben", "hand_over", "1"),
                    ),
                ),
            ),
        )
    )


def test_an_empty_list_teaches(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.says("", "Max") == Card(
        "Gerade ist nichts offen\n"
        "Sobald etwas fällig wird, melde ich mich. Den Monat zeigt /takt plan, alles andere /takt hilfe.",
        (
            Heading("Gerade ist nichts offen"),
            Paragraph(
                ("Sobald etwas fällig wird, melde ich mich. Den Monat zeigt /takt plan, alles andere /takt hilfe.",)
            ),
        ),
    )


def test_the_plan_goes_week_by_week_and_tells_what_was_shifted(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, TRADE_FAIR)

    assert shown(office.says("plan")).splitlines() == [
        "Plan für Dezember 2026",
        "Woche ab Mo., 30. November",
        "#1 Newsletter · Di., 1. Dezember · Otto",
        "Woche ab Mo., 14. Dezember",
        "#5 Messe · Fr., 18. Dezember · Clara · verlegt von So., 20. Dezember",
        "Woche ab Mo., 28. Dezember",
        "#2 Newsletter · Do., 31. Dezember · Otto · verlegt von Fr., 1. Januar",
    ]
    assert shown(office.says("plan januar")).splitlines()[0] == "Plan für Januar 2027"


def test_a_dry_run_tells_when_to_whom_and_why(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)

    assert office.says("probe 3.12.", "Clara") == Card(
        "Probe für Donnerstag, 3. Dezember 2026\n"
        "09:00 an Otto\nHeute dran: LinkedIn Beitrag\n"
        "Weil diese Person dann zuständig ist oder gefragt wird",
        (
            Heading("Probe für Donnerstag, 3. Dezember 2026"),
            Paragraph((Bold("09:00"), " an ", Mention(OTTO), "\n", "Heute dran: LinkedIn Beitrag")),
            Aside(("Weil diese Person dann zuständig ist oder gefragt wird",)),
        ),
    )
    assert shown(office.says("", "Otto")).splitlines()[1] == "LinkedIn Beitrag · #1 · fällig Do., 3. Dezember"


def test_the_retrospective_without_a_month_is_the_last_one(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert shown(office.says("retro")) == shown(office.says("rückblick november"))
    assert shown(office.says("retro")).splitlines()[0] == "Muster GmbH: Rückblick auf November 2026"


@pytest.mark.parametrize("language", ["de", "en"])
def test_help_names_every_command(sqlite_database: Database, language: str) -> None:
    office = Office(sqlite_database, NEWSLETTER, language=language)
    reader = Reader(language, "du", "Europe/Berlin")

    card = office.says("hilfe", "Clara")

    assert card == help_card([HelpEntry(one.usage, one.does) for one in COMMANDS], reader)
    assert card == office.writes("Help", "Clara")
    words = {line.split()[1] for line in shown(card).splitlines() if line.startswith("/takt")}
    assert words == {(one.words_de if language == "de" else one.words_en)[0] for one in COMMANDS}


@pytest.mark.parametrize("who", ["Otto", "Gast"])
def test_help_leaves_out_what_somebody_may_not_use(sqlite_database: Database, who: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    barred = {"Otto": ("coordinator",), "Gast": ("coordinator", "members")}[who]
    usable = [HelpEntry(one.usage, one.does) for one in COMMANDS if one.who not in barred]

    assert len(usable) < len(COMMANDS)
    assert office.says("hilfe", who) == help_card(usable, Reader("de", "du", "Europe/Berlin"))


def test_a_long_note_is_kept_shortened_and_said_to_be(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    lines = shown(office.says("done 1 " + "x" * 4000)).splitlines()

    assert office.task("Newsletter").note == "x" * 2000
    assert lines[1:] == [
        f"Notiz: {'x' * 299}…",
        "Der Text war zu lang, behalten sind die ersten 2.000 Zeichen.",
    ]


def test_markup_in_what_people_write_stays_plain_text(sqlite_database: Database) -> None:
    note = "<!channel> *fett* _kursiv_ ~weg~ {title} & <http://a|b>"
    office = Office(sqlite_database, {**NEWSLETTER, "title": "*News* {0} <!here>"})

    card = office.says(f"done 1 {note}")

    assert isinstance(card, Card)
    assert card.parts[1] == Aside(("Notiz: ", note))
    assert card.parts[0] == Paragraph(
        ("Notiert: ", Bold("*News* {0} <!here>"), " ist erledigt.", " ", "Nächster Termin: ", "Do., 31. Dezember", ".")
    )
    assert office.task("*News* {0} <!here>").note == note


def test_what_is_not_understood_is_asked_with_buttons(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    card = office.writes("Guten Morgen")
    nothing_open = office.writes("rückblik", "Max")

    assert isinstance(card, Card)
    assert card.summary.splitlines() == [
        "Das habe ich nicht verstanden. Geht es um einen dieser Termine?",
        "Newsletter · #1 · fällig Di., 1. Dezember",
        "Ein Wort genügt, zum Beispiel: erledigt 12. Alle Wörter zeigt: hilfe",
    ]
    assert [[button.intent for button in part.buttons] for part in card.parts if isinstance(part, Actions)] == [
        ["done", "on_it", "blocked", "later"]
    ]
    assert shown(nothing_open).splitlines() == [
        "Das habe ich nicht verstanden, und offen ist bei dir gerade nichts.",
        "Gemeint war vielleicht: rückblick",
        "Ein Wort genügt, zum Beispiel: erledigt 12. Alle Wörter zeigt: hilfe",
    ]


@pytest.mark.parametrize(
    ("text", "said", "buttons"),
    [
        ("ist der Newsletter raus?", "Da bin ich nicht sicher. Was gilt für Newsletter (#1)?", None),
        ("noch nicht fertig", "Da bin ich nicht sicher. Was gilt für Newsletter (#1)?", ["on_it", "blocked", "later"]),
    ],
)
def test_what_is_uncertain_is_asked_back_with_the_likely_answers(
    sqlite_database: Database, text: str, said: str, buttons: list[str] | None
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    card = office.writes(text)

    assert isinstance(card, Card)
    assert card.summary.splitlines() == [said, "Nichts davon? Dann bleibt alles, wie es ist."]
    [offered] = [part for part in card.parts if isinstance(part, Actions)]
    assert [button.intent for button in offered.buttons] == (buttons or ["done", "on_it", "blocked", "later"])
    assert office.task("Newsletter").version == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Newsletter ist raus", {"ended": "done"}),
        ("hab leider nur die Kurzversion geschafft", {"ended": "small"}),
        ("fertig werde ich erst Freitag", {"promised_until": date(2026, 12, 4)}),
        ("warte noch auf die Freigabe", {"stall_reason": "approval"}),
        ("erinnere mich morgen nochmal", {"snoozed_until": date(2026, 12, 2)}),
        ("verschieben wir auf den 15.12.", {"due_on": date(2026, 12, 15)}),
        ("Dora übernimmt das", {"holder_id": 2}),
        ("the newsletter is out", {"ended": "done"}),
        ("waiting for the photos", {"stall_reason": "material"}),
        ("can't do it before Friday", {"promised_until": date(2026, 12, 4)}),
    ],
)
def test_a_sentence_of_ones_own_is_understood(
    sqlite_database: Database, text: str, expected: dict[str, object]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    office.writes(text)

    task = office.task("Newsletter")
    assert {name: getattr(task, name) for name in expected} == expected
