"""Goals and readings, typed and in the form: whole cards, and tables of what is understood as a number."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Paragraph
from bot.cards.form import Choice, ChoiceGroup, ChoiceInput, Field, Form, TextInput
from bot.commands.amounts import read_amount, read_only_amount
from bot.commands.ask import Answer, OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.use_cases.learning_answers import MetricLine
from jobs.use_cases.refusals import Refused
from storage.database import Database
from storage.learning_tables import Metric, Reading
from storage.tables import Role
from tests.bot.commands.office import Office
from tests.jobs.measures import measured

VISITS = MetricLine(1, "Website-Besuche", "Sichtbarkeit", "Besuche", 5000.0)
RATE = MetricLine(2, "Öffnungsrate", "Sichtbarkeit", "%")
REQUESTS = MetricLine(3, "Anfragen", "Neukunden")
MONTHS = ("Dezember", "November", "Oktober", "September", "August", "Juli")


def office_of(database: Database, language: str = "de") -> Office:
    office = Office(database, language=language)
    assert list(measured(database, office.ids).values()) == [1, 2, 3, 4]
    return office


def lines_of(answer: Answer) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


def stored(office: Office) -> dict[tuple[str, date], float]:
    """Every reading: metric and month → value."""

    def work(session: Session) -> dict[tuple[str, date], float]:
        rows = session.query(Metric.name, Reading.month, Reading.value).join(Reading)
        return {(name, month): value for name, month, value in rows}

    return office.database.read(work)


def test_the_goals_with_what_was_measured(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    office.says("kennzahl website 4800 oktober")
    office.says("kennzahl website 5200,5")
    office.says("kennzahl öff 12 % oktober")

    assert office.says("ziele") == Card(
        "Ziele und Kennzahlen\n"
        "1. Sichtbarkeit\n"
        "Website-Besuche · Ziel: 5.000 Besuche\n"
        "Oktober 4.800 · November 5.200,5\n"
        "Öffnungsrate · in %\n"
        "Oktober 12\n"
        "Für November fehlt noch ein Messwert.\n"
        "2. Neukunden\n"
        "Anfragen · Ziel: 12,5\n"
        "noch kein Messwert\n"
        "Anfragen Messe\n"
        "noch kein Messwert",
        (
            Heading("Ziele und Kennzahlen"),
            Paragraph(
                (
                    Bold("1. Sichtbarkeit"),
                    "\n",
                    "Website-Besuche · Ziel: 5.000 Besuche",
                    "\n",
                    "Oktober 4.800 · November 5.200,5",
                    "\n",
                    "Öffnungsrate · in %",
                    "\n",
                    "Oktober 12",
                    "\n",
                    "Für November fehlt noch ein Messwert.",
                )
            ),
            Paragraph(
                (
                    Bold("2. Neukunden"),
                    "\n",
                    "Anfragen · Ziel: 12,5",
                    "\n",
                    "noch kein Messwert",
                    "\n",
                    "Anfragen Messe",
                    "\n",
                    "noch kein Messwert",
                )
            ),
            Actions("goals", (Button("Messwert eintragen", "form-metric", "", primary=True),)),
        ),
    )


def test_without_goals_it_says_where_they_stand(sqlite_database: Database) -> None:
    office = Office(sqlite_database, language="en")

    assert lines_of(office.says("goals")) == [
        "Goals and Metrics",
        "No goal has been set down yet. Goals and their metrics stand in the plan file.",
    ]
    assert lines_of(office.says("metric", "Clara")) == [
        "There is no metric yet that a reading could belong to.",
        (
            "Goals and metrics stand in the plan file. Once they are there, this works for example: "
            "/takt metric Website visits 1250"
        ),
    ]


def test_a_reading_is_echoed_with_its_month_in_words(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)

    assert office.says("kennzahl website 5200") == Card(
        "Notiert: Website-Besuche im November 2026: 5.200 Besuche.\n"
        "Ziel: 5.000 Besuche\n"
        "Für einen anderen Monat schreib ihn dazu, zum Beispiel: /takt kennzahl Website-Besuche 5200 Oktober",
        (
            Paragraph(("Notiert: ", Bold("Website-Besuche"), " im ", "November 2026", ": ", "5.200 Besuche", ".")),
            Aside(("Ziel: ", "5.000 Besuche")),
            Aside(
                (
                    "Für einen anderen Monat schreib ihn dazu, zum Beispiel: /takt kennzahl ",
                    "Website-Besuche",
                    " ",
                    "5200",
                    " ",
                    "Oktober",
                )
            ),
        ),
    )


@pytest.mark.parametrize(
    ("language", "line", "echo"),
    [
        ("de", "kennzahl anfragen messe 3 dez", ["Notiert: Anfragen Messe im Dezember 2026: 3."]),
        ("en", "metric anfragen messe 3 dec", ["Noted: Anfragen Messe in December 2026: 3."]),
        (
            "de",
            "kennzahl website 5300 nov",
            ["Notiert: Website-Besuche im November 2026: 5.300 Besuche. Vorher stand dort: 5.200,5 Besuche."],
        ),
        (
            "en",
            "metric website 5300 nov",
            ["Noted: Website-Besuche in November 2026: 5,300 Besuche. Before, it said: 5,200.5 Besuche."],
        ),
        (
            "de",
            "kennzahl website 5200,5 nov",
            ["Notiert: Website-Besuche im November 2026: 5.200,5 Besuche. Das stand schon so da."],
        ),
        (
            "en",
            "metric website 5200.5 nov",
            ["Noted: Website-Besuche in November 2026: 5,200.5 Besuche. It said so already."],
        ),
    ],
)
def test_a_correction_says_what_it_was_before(
    sqlite_database: Database, language: str, line: str, echo: list[str]
) -> None:
    office = office_of(sqlite_database, language)
    office.says("metric website 5200,5")

    assert lines_of(office.says(line))[:1] == echo


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kennzahl Website-Besuche 5200", ("Website-Besuche", date(2026, 11, 1), 5200)),
        ("KENNZAHL website 5200.", ("Website-Besuche", date(2026, 11, 1), 5200)),
        ("metric website: 5200 besuche", ("Website-Besuche", date(2026, 11, 1), 5200)),
        ("messwert web = 1.250,5 Besuche im Oktober", ("Website-Besuche", date(2026, 10, 1), 1250.5)),
        ("metric web 1,250.5 for october 2026", ("Website-Besuche", date(2026, 10, 1), 1250.5)),
        ("kennzahl web 5200 2026-09", ("Website-Besuche", date(2026, 9, 1), 5200)),
        ("kennzahl web 5200 9/2026", ("Website-Besuche", date(2026, 9, 1), 5200)),
        ("kennzahl web -5", ("Website-Besuche", date(2026, 11, 1), -5)),
        ("kennzahl oeffnungsrate 12%", ("Öffnungsrate", date(2026, 11, 1), 12)),
        ("kennzahl öffnungsrate 12,5 Prozent für dezember", ("Öffnungsrate", date(2026, 12, 1), 12.5)),
        ("kennzahl anfragen 0", ("Anfragen", date(2026, 11, 1), 0)),
        ("kennzahl anfragen messe 7", ("Anfragen Messe", date(2026, 11, 1), 7)),
        ("kennzahl anfragen m 7", ("Anfragen Messe", date(2026, 11, 1), 7)),
    ],
)
def test_a_line_records_what_it_says(sqlite_database: Database, line: str, expected: tuple[str, date, float]) -> None:
    office = office_of(sqlite_database)

    office.says(line)

    name, month, value = expected
    assert stored(office) == {(name, month): value}


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        (
            "de",
            "kennzahl web 1.250",
            [
                "„1.250“ kann 1250 oder 1,25 heißen.",
                "Ohne Tausenderpunkt ist es eindeutig, zum Beispiel: /takt kennzahl Website-Besuche 1250",
            ],
        ),
        (
            "en",
            "metric web 1,250",
            [
                "“1,250” may mean 1250 or 1.25.",
                "Without a separator it is clear, for example: /takt metric Website-Besuche 1250",
            ],
        ),
        (
            "de",
            "kennzahl web viel",
            [
                "„viel“ lese ich nicht als Zahl.",
                "Verstanden wird zum Beispiel: /takt kennzahl Website-Besuche 1250 oder mit Komma 1250,5",
            ],
        ),
        (
            "de",
            "kennzahl web 1.25.000 november",
            [
                "„1.25.000“ lese ich nicht als Zahl.",
                "Verstanden wird zum Beispiel: /takt kennzahl Website-Besuche 1250 oder mit Komma 1250,5",
            ],
        ),
        (
            "de",
            "kennzahl web 12 %",
            [
                "Website-Besuche wird nicht in Prozent gemessen, sondern in: Besuche",
                "Die Zahl allein genügt, zum Beispiel: /takt kennzahl Website-Besuche 1250",
            ],
        ),
        (
            "de",
            "kennzahl web 1 250",
            ["„250“ lese ich nicht als Monat.", "Zum Beispiel: /takt kennzahl Website-Besuche 1250 november"],
        ),
        (
            "de",
            "kennzahl web 5200 klicks",
            ["„klicks“ lese ich nicht als Monat.", "Zum Beispiel: /takt kennzahl Website-Besuche 1250 november"],
        ),
        (
            "de",
            "kennzahl web 9999999999999",
            [
                "Diese Zahl ist größer, als ich sie aufbewahren kann.",
                "Eine größere Einheit hilft, zum Beispiel Tausend statt Stück: /takt kennzahl Website-Besuche 1250",
            ],
        ),
        (
            "de",
            "kennzahl web 5 januar 2027",
            [
                "Januar 2027 liegt noch vor uns.",
                (
                    "Ein Messwert gehört zu diesem Monat oder einem früheren, zum Beispiel: "
                    "/takt kennzahl Website-Besuche 1250"
                ),
            ],
        ),
        (
            "de",
            "kennzahl web 5 2020-01",
            [
                "Januar 2020 liegt zu weit zurück.",
                (
                    "Messwerte der letzten drei Jahre lassen sich eintragen, zum Beispiel: "
                    "/takt kennzahl Website-Besuche 1250"
                ),
            ],
        ),
        (
            "de",
            "kennzahl klicks 12",
            [
                "Eine Kennzahl „klicks“ kenne ich nicht.",
                (
                    "Der Anfang des Namens genügt, zum Beispiel: /takt kennzahl Website-Besuche 1250. "
                    "Alle Namen zeigt: /takt ziele"
                ),
            ],
        ),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_refused_with_an_example(
    sqlite_database: Database, language: str, line: str, expected: list[str]
) -> None:
    office = office_of(sqlite_database, language)

    assert lines_of(office.says(line)) == expected
    assert stored(office) == {}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Otto", None),
        ("Dora", None),
        ("Clara", None),
        ("Max", None),
        ("Gast", ["Als Gast siehst du nur deine eigenen Termine.", "Deine Termine zeigt: /takt liste"]),
    ],
)
def test_whoever_measures_or_coordinates_may(sqlite_database: Database, who: str, expected: list[str] | None) -> None:
    office = office_of(sqlite_database)

    for answer in (office.says("kennzahl web 5", who), office.submits("metric", "", REPORTED, who)):
        assert (lines_of(answer) == expected) == (expected is not None)
    assert bool(stored(office)) == (expected is None)


REPORTED = {"metric": "1", "value": "5", "month": "2026-10"}


def test_everybody_else_learns_who_may(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    sqlite_database.write(
        lambda session: session.query(Role).filter(Role.name == "measure").update({"holder_id": office.ids.max})
    )
    refused = [
        "Messwerte tragen hier ein: Max, Dora und Clara",
        "Wie die Kennzahlen stehen, zeigt: /takt ziele",
    ]

    assert lines_of(office.says("kennzahl web 5")) == refused
    assert lines_of(office.submits("metric", "", REPORTED)) == refused
    with pytest.raises(Refused, match="not_measuring"):
        office.opens("metric")
    assert not any(isinstance(part, Actions) for part in office.says("ziele").parts)  # type: ignore[union-attr]
    assert stored(office) == {}


def test_several_metrics_are_asked_for_with_everything_else_known(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)

    assert office.says("kennzahl anf 7,5 dez") == Card(
        "„anf“ passt auf mehrere Kennzahlen. Welche ist gemeint?\n"
        "Der ganze Name geht auch, zum Beispiel: /takt kennzahl Anfragen 7,5",
        (
            Paragraph(("„", "anf", "“ passt auf mehrere Kennzahlen. Welche ist gemeint?")),
            Actions(
                "metric",
                (
                    Button("Anfragen (Neukunden)", "form-metric", "3/7.5/2026-12"),
                    Button("Anfragen Messe (Neukunden)", "form-metric", "4/7.5/2026-12"),
                ),
            ),
            Aside(("Der ganze Name geht auch, zum Beispiel: /takt kennzahl ", "Anfragen", " ", "7,5")),
        ),
    )
    assert office.presses("form-metric", "4/7.5/2026-12") == OpenForm("metric", "4/7.5/2026-12")
    assert stored(office) == {}


@pytest.mark.parametrize(
    ("line", "ref"),
    [("kennzahl", ""), ("kennzahl web", "1//"), ("metric anfragen", "3//"), ("metric anfr", "//")],
)
def test_what_is_missing_is_asked_in_the_form(sqlite_database: Database, line: str, ref: str) -> None:
    office = office_of(sqlite_database)

    assert office.says(line) == OpenForm("metric", ref)


def form(chosen: str | None, value: str, months: tuple[tuple[str, str], ...], month: str, *last: Aside) -> Form:
    metrics = ChoiceInput(
        (
            ChoiceGroup("Sichtbarkeit", (Choice("1", "Website-Besuche"), Choice("2", "Öffnungsrate"))),
            ChoiceGroup("Neukunden", (Choice("3", "Anfragen"), Choice("4", "Anfragen Messe"))),
        ),
        chosen,
    )
    return Form(
        "Messwert eintragen",
        "Eintragen",
        (
            Field("metric", "Kennzahl", metrics, previews=True),
            *last,
            Field(
                "value",
                "Wert",
                TextInput(value, limit=60),
                "Zum Beispiel 1250 oder 1250,5, ohne Tausenderpunkt",
            ),
            Field("month", "Monat", ChoiceInput(tuple(Choice(*one) for one in months), month)),
        ),
    )


LAST_SIX = tuple((f"2026-{12 - number:02}", f"{name} 2026") for number, name in enumerate(MONTHS))


def test_the_form_asks_which_metric_how_much_and_when(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)

    assert office.opens("metric") == form(None, "", LAST_SIX, "2026-11")


def test_the_form_shows_the_last_reading_of_the_metric_that_is_chosen(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    office.says("kennzahl web 5200 oktober")
    last = Aside(("Zuletzt: ", "Oktober", " ", "5.200 Besuche", " · ", "Ziel: ", "5.000 Besuche"))

    assert office.opens("metric", "1//") == form("1", "", LAST_SIX, "2026-11", last)
    assert office.opens("metric", "", entered={"metric": "1"}) == form("1", "", LAST_SIX, "2026-11", last)
    assert office.opens("metric", "1//", entered={"metric": "2"}) == form(
        "2", "", LAST_SIX, "2026-11", Aside(("noch kein Messwert",))
    )


def test_the_form_knows_what_was_typed_already(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)

    assert office.opens("metric", "4/7.5/2026-03") == form(
        "4", "7,5", (*LAST_SIX, ("2026-03", "März 2026")), "2026-03", Aside(("noch kein Messwert",))
    )


@pytest.mark.parametrize("ref", ["x", "99/viel/2026-13", "1" * 30, "//////", "-1/1.250/"])
def test_a_forged_key_opens_an_empty_form(sqlite_database: Database, ref: str) -> None:
    office = office_of(sqlite_database)

    opened = office.opens("metric", ref)

    assert [field.name for field in opened.fields] == ["metric", "value", "month"]


def test_the_form_records_what_it_says(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)

    card = office.submits("metric", "", {"metric": "2", "value": "12,5 %", "month": "2026-10"})

    assert lines_of(card) == ["Notiert: Öffnungsrate im Oktober 2026: 12,5 %."]
    assert stored(office) == {("Öffnungsrate", date(2026, 10, 1)): 12.5}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"metric": "99", "value": "", "month": ""},
            {
                "metric": "Eine Kennzahl „99“ kenne ich nicht.",
                "value": "Die Zahl fehlt noch.",
                "month": "„“ lese ich nicht als Monat. Bitte aus der Liste auswählen.",
            },
        ),
        ({"metric": "1", "value": "1.250", "month": "2026-11"}, {"value": "„1.250“ kann 1250 oder 1,25 heißen."}),
        ({"metric": "1", "value": "5200 viel", "month": "2026-11"}, {"value": "„5200 viel“ lese ich nicht als Zahl."}),
        (
            {"metric": "1", "value": "12 %", "month": "2026-11"},
            {"value": "Website-Besuche wird nicht in Prozent gemessen, sondern in: Besuche"},
        ),
        (
            {"metric": "1", "value": "9999999999999", "month": "2026-11"},
            {"value": "Diese Zahl ist größer, als ich sie aufbewahren kann."},
        ),
        ({"metric": "1", "value": "5", "month": "2027-02"}, {"month": "Februar 2027 liegt noch vor uns."}),
    ],
)
def test_the_form_tells_its_faults_beside_the_fields(
    sqlite_database: Database, fields: dict[str, str], errors: dict[str, str]
) -> None:
    office = office_of(sqlite_database)

    with pytest.raises(FieldErrors) as raised:
        office.submits("metric", "", fields)

    assert raised.value.errors == errors
    assert stored(office) == {}


@pytest.mark.parametrize(
    ("text", "metrics", "expected"),
    [
        ("5200", [VISITS], (5200, "")),
        ("5200 november", [VISITS], (5200, "november")),
        ("5200besuche", [VISITS], (5200, "")),
        ("5200 Besuche, november", [VISITS], (5200, "november")),
        ("5200 besucher", [VISITS], (5200, "besucher")),
        ("5200.", [VISITS], (5200, "")),
        ("5200, november", [VISITS], (5200, "november")),
        ("12%", [RATE], (12, "")),
        ("12 per cent", [RATE], (12, "")),
        ("12 % november", [RATE], (12, "november")),
        ("12 %", [REQUESTS], (12, "")),
        ("−3,5", [VISITS], (-3.5, "")),
    ],
)
def test_a_value_ends_where_its_unit_does(text: str, metrics: list[MetricLine], expected: tuple[float, str]) -> None:
    assert read_amount(text, metrics) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number_missing"),
        ("   ", "number_missing"),
        ("%", "number_unknown"),
        ("zwölf", "number_unknown"),
        ("12 13", "number_unknown"),
        ("12/13", "number_unknown"),
        ("12k", "number_unknown"),
        ("1.250", "number_ambiguous"),
        ("12 %", "unit_other"),
        ("12 Prozent", "unit_other"),
    ],
)
def test_a_value_alone_is_a_number_with_its_unit_at_the_most(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_only_amount(text, [VISITS])
