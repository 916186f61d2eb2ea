"""Lessons and decisions: typed, pressed, in forms, and followed when their message changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, PersonInput, TextInput
from bot.commands.ask import Answer, Ask, OpenForm
from bot.commands.forms.reading import FieldErrors
from bot.commands.messages import read, read_again, read_erased
from jobs.facts import PersonRef
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.learning_tables import Decision, Lesson
from storage.tables import Activity
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, NOW, Office
from tests.jobs.measures import actor_of

CLARA, DORA, MAX = PersonRef(3, "Clara", "U3"), PersonRef(2, "Dora", "U2"), PersonRef(4, "Max", "U4")
GUEST = ["Als Gast siehst du nur deine eigenen Termine.", "Deine Termine zeigt: /takt liste"]


def lines_of(answer: Answer | None) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


def lessons(office: Office) -> list[tuple[str, str]]:
    """Every lesson that is kept: activity and text."""

    def work(session: Session) -> list[tuple[str, str]]:
        rows = session.query(Activity.title, Lesson.text).join(Lesson, Lesson.activity_id == Activity.id)
        return [(title, text) for title, text in rows.order_by(Lesson.id)]

    return office.database.read(work)


def decisions(office: Office) -> list[tuple[str, int | None, date, str]]:
    """Every decision: text, whose it is, until when, and its state."""

    def work(session: Session) -> list[tuple[str, int | None, date, str]]:
        rows = session.query(Decision).order_by(Decision.id)
        return [(row.text, row.owner_id, row.due_on, row.state) for row in rows]

    return office.database.read(work)


# Lessons


def test_a_lesson_is_confirmed_with_when_it_comes_back(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.says("erkenntnis newsletter: Kurze Betreffzeilen wirken") == Card(
        "Notiert. Die nächste Erinnerung an Newsletter bringt es wieder mit. Nächster Termin: Di., 1. Dezember.\n"
        "Erkenntnis: Kurze Betreffzeilen wirken",
        (
            Paragraph(
                (
                    "Notiert. Die nächste Erinnerung an ",
                    Bold("Newsletter"),
                    " bringt es wieder mit.",
                    " ",
                    "Nächster Termin: ",
                    "Di., 1. Dezember",
                    ".",
                )
            ),
            Aside(("Erkenntnis: ", "Kurze Betreffzeilen wirken")),
        ),
    )


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("lesson news Kurz wirkt", ("Newsletter", "Kurz wirkt")),
        ("erkenntnis NEWSLETTER - Kurz wirkt", ("Newsletter", "Kurz wirkt")),
        ("erkenntnis linkedin beitrag Bilder helfen\nsehr", ("LinkedIn Beitrag", "Bilder helfen\nsehr")),
        ("erkenntnis LinkedIn S Bilder helfen", ("LinkedIn Story", "Bilder helfen")),
        ("erkenntnis #1 Kurz wirkt", ("Newsletter", "Kurz wirkt")),
        ("erkenntnis #1: 3 Bilder reichen", ("Newsletter", "3 Bilder reichen")),
        ("erkenntnis newsletter <@U2> früher fragen <@U99>", ("Newsletter", "Dora früher fragen")),
    ],
)
def test_a_lesson_goes_to_the_activity_that_is_named(
    sqlite_database: Database, line: str, kept: tuple[str, str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY)

    office.says(line)

    assert lessons(office) == [kept]


@pytest.mark.parametrize(
    ("line", "ref"),
    [
        ("erkenntnis Kurz wirkt", "/Kurz wirkt"),
        ("erkenntnis linkedin Bilder helfen", "/linkedin Bilder helfen"),
        ("erkenntnis ne Kurz wirkt", "/ne Kurz wirkt"),
        ("erkenntnis 1 Bild reicht", "/1 Bild reicht"),
        ("erkenntnis newsletter", "1/"),
        ("erkenntnis #1", "1/"),
        ("erkenntnis " + "x" * 600, "/" + "x" * 500),
    ],
)
def test_without_an_activity_that_is_meant_it_is_asked_for(sqlite_database: Database, line: str, ref: str) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY)

    assert office.says(line) == OpenForm("lesson", ref)
    assert lessons(office) == []


def test_in_the_thread_of_a_nudge_its_activity_is_meant(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)
    task = office.task("LinkedIn Beitrag")

    def written(session: Session) -> Answer:
        ask = Ask(actor_of(session, "Otto"), "erkenntnis Kurz wirkt", NOW, "message", (task.id,))
        return read(session, ask)

    sqlite_database.write(written)

    assert lessons(office) == [("LinkedIn Beitrag", "Kurz wirkt")]


def test_the_latest_lessons_with_activity_and_date(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, language="en")
    office.says("lesson newsletter Short works")
    office.says("lesson linkedin Pictures help")

    assert office.says("lesson", "Dora") == Card(
        "Lessons\n"
        "LinkedIn Beitrag · Tuesday, 1 December 2026\n"
        "Pictures help\n"
        "Newsletter · Tuesday, 1 December 2026\n"
        "Short works",
        (
            Heading("Lessons"),
            Paragraph((Bold("LinkedIn Beitrag"), " · ", "Tuesday, 1 December 2026", "\n", "Pictures help")),
            Paragraph((Bold("Newsletter"), " · ", "Tuesday, 1 December 2026", "\n", "Short works")),
            Actions("lessons", (Button("Keep Lesson", "form-lesson", ""),)),
        ),
    )


def test_no_lesson_yet(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert lines_of(office.says("erkenntnis")) == [
        "Erkenntnisse",
        "Noch ist keine Erkenntnis festgehalten. Was beim letzten Mal gut lief oder nicht, hilft beim nächsten.",
    ]
    assert office.opens("lesson") == Form(
        "Erkenntnis festhalten",
        None,
        (Paragraph(("Noch gibt es keine Maßnahme, zu der eine Erkenntnis gehören könnte.",)),),
    )


def test_the_form_of_a_lesson_knows_what_was_typed(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)

    assert office.opens("lesson", "2/Bilder/Texte helfen") == Form(
        "Erkenntnis festhalten",
        "Festhalten",
        (
            Field(
                "activity",
                "Maßnahme",
                ChoiceInput((Choice("1", "Newsletter"), Choice("2", "LinkedIn Beitrag")), "2"),
            ),
            Field(
                "text",
                "Was hat sich gezeigt?",
                TextInput("Bilder/Texte helfen", lines=True, limit=500),
                "Steht beim nächsten Mal in der Erinnerung.",
            ),
        ),
    )
    office.submits("lesson", "", {"activity": "2", "text": "Bilder helfen"})
    assert lessons(office) == [("LinkedIn Beitrag", "Bilder helfen")]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {},
            {
                "activity": "Diese Maßnahme gibt es nicht mehr. Bitte aus der Liste auswählen.",
                "text": "Der Text fehlt noch. Ein paar Worte genügen.",
            },
        ),
        (
            {"activity": "99", "text": "Kurz wirkt"},
            {"activity": "Diese Maßnahme gibt es nicht mehr. Bitte aus der Liste auswählen."},
        ),
    ],
)
def test_the_form_of_a_lesson_tells_its_faults(
    sqlite_database: Database, fields: dict[str, str], errors: dict[str, str]
) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    with pytest.raises(FieldErrors) as raised:
        office.submits("lesson", "", fields)

    assert raised.value.errors == errors
    assert lessons(office) == []


def test_guests_neither_read_nor_write_lessons(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    for line in ("erkenntnis", "erkenntnis newsletter Kurz wirkt"):
        assert lines_of(office.says(line, "Gast")) == GUEST
    assert lines_of(office.submits("lesson", "", {"activity": "1", "text": "x"}, "Gast")) == GUEST
    with pytest.raises(Refused, match="guest"):
        office.opens("lesson", "", "Gast")


# Decisions


def test_a_decision_is_confirmed_with_owner_and_day(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert office.says("beschluss Newsletter kürzen @dora bis fr", "Clara") == Card(
        "Festgehalten: Newsletter kürzen\n"
        "Dora · bis Fr., 4. Dezember\n"
        "Damit ist ein Beschluss offen, drei sind das Höchste. Alle zeigt: /takt beschluss",
        (
            Paragraph(
                (
                    "Festgehalten: ",
                    Bold("Newsletter kürzen"),
                    "\n",
                    Mention(DORA),
                    " · bis ",
                    "Fr., 4. Dezember",
                )
            ),
            Aside(("Damit ist ein Beschluss offen, drei sind das Höchste. Alle zeigt: /takt beschluss",)),
        ),
    )


FOUR_WEEKS = date(2026, 12, 29)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("beschluss Kürzen", ("Kürzen", 3, FOUR_WEEKS)),
        ("decide Kürzen <@U2>", ("Kürzen", 2, FOUR_WEEKS)),
        ("decide Kürzen @dora until 15.12.", ("Kürzen", 2, date(2026, 12, 15))),
        ("decide Kürzen until 15.12. @dora.", ("Kürzen", 2, date(2026, 12, 15))),
        ("beschluss Kürzen bis zum 15. Dezember", ("Kürzen", 3, date(2026, 12, 15))),
        ("beschluss Kürzen bis +3", ("Kürzen", 3, date(2026, 12, 4))),
        ("beschluss Bis Seite 3 kürzen bis fr", ("Bis Seite 3 kürzen", 3, date(2026, 12, 4))),
        ("beschluss Bilder bis auf weiteres intern", ("Bilder bis auf weiteres intern", 3, FOUR_WEEKS)),
        ("beschluss <@U1> fragen\nund kürzen <@U2>", ("Otto fragen\nund kürzen", 2, FOUR_WEEKS)),
        ("beschluss Mail an info@muster.de", ("Mail an info@muster.de", 3, FOUR_WEEKS)),
    ],
)
def test_owner_and_day_stand_at_the_end(sqlite_database: Database, line: str, expected: tuple[str, int, date]) -> None:
    office = Office(sqlite_database)

    office.says(line, "Clara")

    assert decisions(office) == [(*expected, "open")]


@pytest.mark.parametrize(
    ("language", "who", "line", "expected"),
    [
        (
            "de",
            "Otto",
            "beschluss Kürzen",
            ["Beschlüsse halten hier fest: Max und Clara", "Was gerade beschlossen ist, zeigt: /takt beschluss"],
        ),
        (
            "en",
            "Otto",
            "decide Shorten",
            ["Decisions are recorded here by: Max and Clara", "What has been decided is shown by: /takt decide"],
        ),
        (
            "de",
            "Clara",
            "beschluss @dora bis fr",
            ["Der Text fehlt noch.", "Zum Beispiel: /takt beschluss Newsletter kürzen @dora bis fr"],
        ),
        (
            "en",
            "Clara",
            "decide Shorten until fridya",
            ["I can't read “fridya” as a day.", "For example: /takt decide Shorten the newsletter @dora until fri"],
        ),
        (
            "de",
            "Clara",
            "beschluss Kürzen bis 31.2.",
            [
                "Den Tag „31.2.“ gibt es nicht.",
                "Zum Beispiel: /takt beschluss Newsletter kürzen @dora bis fr",
            ],
        ),
        (
            "de",
            "Max",
            "beschluss Kürzen bis 1.11.2026",
            [
                "Sonntag, 1. November 2026 liegt nicht in der Zukunft.",
                "Zum Beispiel: /takt beschluss Newsletter kürzen @dora bis fr",
            ],
        ),
        (
            "de",
            "Max",
            "beschluss Kürzen @niemand",
            [
                "Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da.",
                "Zum Beispiel: /takt beschluss Newsletter kürzen @dora bis fr",
            ],
        ),
    ],
)
def test_what_is_refused_writes_nothing_down(
    sqlite_database: Database, language: str, who: str, line: str, expected: list[str]
) -> None:
    office = Office(sqlite_database, language=language)

    assert lines_of(office.says(line, who)) == expected
    assert decisions(office) == []


def means(decision_id: int, text: str) -> Actions:
    return Actions(
        f"decision {decision_id}",
        (
            Button("Erledigt", "decision_done", str(decision_id), description=f"Erledigt: {text}"),
            Button("Fallen lassen", "decision_drop", str(decision_id), description=f"Fallen lassen: {text}"),
        ),
    )


def test_the_open_ones_with_their_buttons(sqlite_database: Database) -> None:
    office = Office(sqlite_database)
    office.says("beschluss Kürzen @dora bis fr", "Clara")
    office.says("beschluss Bilder", "Max")

    head = Heading("Offene Beschlüsse")
    shorten = Paragraph((Bold("Kürzen"), "\n", Mention(DORA), " · bis ", "Fr., 4. Dezember"))
    pictures = Paragraph((Bold("Bilder"), "\n", Mention(MAX), " · bis ", "Di., 29. Dezember"))
    words = "Offene Beschlüsse\nKürzen\nDora · bis Fr., 4. Dezember\nBilder\nMax · bis Di., 29. Dezember"
    new = Actions("decisions", (Button("Beschluss festhalten", "form-decision", ""),))
    assert office.says("beschluss", "Clara") == Card(
        words, (head, shorten, means(1, "Kürzen"), pictures, means(2, "Bilder"), new)
    )
    assert office.says("decide", "Dora") == Card(words, (head, shorten, means(1, "Kürzen"), pictures))
    assert office.says("decide") == Card(words, (head, shorten, pictures))


def test_a_decision_whose_day_has_passed_says_so_without_blame(sqlite_database: Database) -> None:
    office = Office(sqlite_database)
    office.says("beschluss Kürzen", "Clara")
    sqlite_database.write(lambda session: session.query(Decision).update({"due_on": date(2026, 11, 27)}))

    assert lines_of(office.says("beschluss"))[2:] == ["Clara · war für Fr., 27. November vorgesehen"]


def test_a_fourth_one_shows_the_three(sqlite_database: Database) -> None:
    office = Office(sqlite_database)
    for text in ("Eins", "Zwei", "Drei"):
        office.says(f"beschluss {text} bis fr", "Clara")

    card = office.says("beschluss Vier", "Clara")

    assert isinstance(card, Card)
    assert card.parts == (
        Paragraph(
            (
                (
                    "Drei Beschlüsse sind offen, das ist das Höchste. "
                    "Ist einer erledigt oder fallen gelassen, ist wieder Platz."
                ),
            )
        ),
        Heading("Offene Beschlüsse"),
        *(
            part
            for number, text in enumerate(("Eins", "Zwei", "Drei"), 1)
            for part in (
                Paragraph((Bold(text), "\n", Mention(CLARA), " · bis ", "Fr., 4. Dezember")),
                means(number, text),
            )
        ),
        Aside(("Danach geht zum Beispiel: ", "/takt beschluss Newsletter kürzen @dora bis fr")),
    )
    assert len(decisions(office)) == 3
    assert office.submits("decision", "", {"text": "Vier", "owner": "U2", "until": "2026-12-04"}, "Max") == card


@pytest.mark.parametrize(
    ("intent", "said", "state"),
    [("decision_done", "Erledigt: Kürzen", "done"), ("decision_drop", "Fallen gelassen: Kürzen", "dropped")],
)
def test_a_press_closes_it_once(sqlite_database: Database, intent: str, said: str, state: str) -> None:
    office = Office(sqlite_database)
    office.says("beschluss Kürzen @dora", "Clara")

    assert lines_of(office.presses(intent, "1", "Dora")) == [
        said,
        "Offene Beschlüsse",
        "Gerade ist kein Beschluss offen.",
    ]
    assert lines_of(office.presses("decision_done", "1", "Clara")) == [
        "Dieser Beschluss ist schon abgeschlossen.",
        "Was noch offen ist, zeigt: /takt beschluss",
    ]
    assert decisions(office) == [("Kürzen", 2, FOUR_WEEKS, state)]


@pytest.mark.parametrize("intent", ["decision_done", "decision_drop"])
@pytest.mark.parametrize(
    ("who", "closes"), [("Otto", False), ("Dora", True), ("Clara", True), ("Max", True), ("Gast", False)]
)
def test_owner_coordinators_and_deciders_may_close(
    sqlite_database: Database, intent: str, who: str, closes: bool
) -> None:
    office = Office(sqlite_database)
    office.says("beschluss Kürzen @dora", "Clara")

    answer = lines_of(office.presses(intent, "1", who))

    assert (decisions(office)[0][3] != "open") == closes
    if who == "Otto":
        assert answer == [
            "Was aus diesem Beschluss wird, sagen: Dora, Max und Clara",
            "Alle offenen zeigt: /takt beschluss",
        ]


@pytest.mark.parametrize("ref", ["", "x", "2", "-1", "99999999999", "1; drop table decision"])
def test_a_forged_press_finds_nothing(sqlite_database: Database, ref: str) -> None:
    office = Office(sqlite_database)
    office.says("beschluss Kürzen", "Clara")

    assert lines_of(office.presses("decision_done", ref, "Clara"))[0] == "Das gibt es hier nicht mehr."


def test_the_form_of_a_decision_begins_with_its_writer_and_four_weeks(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert office.opens("decision", "", "Clara") == Form(
        "Beschluss festhalten",
        "Festhalten",
        (
            Field("text", "Was ist beschlossen?", TextInput(lines=True, limit=500)),
            Field("owner", "Wer kümmert sich darum?", PersonInput(CLARA)),
            Field("until", "Bis wann?", DayInput(FOUR_WEEKS)),
        ),
    )
    office.submits("decision", "", {"text": "Kürzen", "owner": "U2", "until": "2026-12-04"}, "Clara")
    assert decisions(office) == [("Kürzen", 2, date(2026, 12, 4), "open")]
    with pytest.raises(Refused, match="not_deciding"):
        office.opens("decision")


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {},
            {
                "text": "Der Text fehlt noch. Ein paar Worte genügen.",
                "owner": "Es fehlt noch, wer gemeint ist. Bitte aus der Liste auswählen.",
                "until": "Es fehlt noch der Tag. Wähle einen Tag aus.",
            },
        ),
        (
            {"text": "Kürzen", "owner": "U2", "until": "2026-11-01"},
            {"until": "Sonntag, 1. November 2026 liegt nicht in der Zukunft. Wähle einen kommenden Tag."},
        ),
    ],
)
def test_the_form_of_a_decision_tells_its_faults(
    sqlite_database: Database, fields: dict[str, str], errors: dict[str, str]
) -> None:
    office = Office(sqlite_database)

    with pytest.raises(FieldErrors) as raised:
        office.submits("decision", "", fields, "Clara")

    assert raised.value.errors == errors
    assert decisions(office) == []


# Messages that change


def say(database: Database, text: str, work: Callable[[Session, Ask], Answer | None] = read) -> Answer | None:
    """Clara writes a message, or changes or deletes it."""

    def said(session: Session) -> Answer | None:
        actor = replace(actor_of(session, "Clara"), message="D1/17.1")
        return work(session, Ask(actor, text, NOW, "message"))

    return database.write(said)


def test_an_edited_message_stands_for_what_it_says_now(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    say(sqlite_database, "beschluss Kürzen @dora")
    office.says("beschluss Bleibt", "Clara")

    edited = say(sqlite_database, "beschluss Stark kürzen @dora", read_again)

    assert lines_of(edited)[:2] == ["Zurückgenommen: Kürzen", "Festgehalten: Stark kürzen"]
    assert [text for text, *_ in decisions(office)] == ["Bleibt", "Stark kürzen"]
    turned = say(sqlite_database, "erkenntnis newsletter Kurz wirkt", read_again)
    assert lines_of(turned)[0] == "Zurückgenommen: Stark kürzen"
    assert [text for text, *_ in decisions(office)] == ["Bleibt"]
    assert lessons(office) == [("Newsletter", "Kurz wirkt")]


def test_a_deleted_message_takes_its_lesson_along(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    say(sqlite_database, "erkenntnis newsletter Kurz wirkt")

    assert lines_of(say(sqlite_database, "", read_erased)) == ["Zurückgenommen: Kurz wirkt"]
    assert lessons(office) == []
    assert say(sqlite_database, "", read_erased) is None


def test_a_decision_that_was_closed_since_stays(sqlite_database: Database) -> None:
    office = Office(sqlite_database)
    say(sqlite_database, "beschluss Kürzen")
    office.presses("decision_done", "1", "Clara")

    assert say(sqlite_database, "", read_erased) is None
    assert [state for *_, state in decisions(office)] == ["done"]
