"""Activities planned in the messenger: the forms as they look, what they come to, and who may."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.form import Choice, ChoiceInput, DayInput, Field, Form, PeopleInput, PersonInput, TextInput
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from storage.database import Database
from storage.tables import Activity, Person, Role, Workspace
from tests.bot.commands.office import LINKEDIN, LINKEDIN_STORY, NEWSLETTER, TRADE_FAIR, Office

OTTO, DORA, CLARA = PersonRef(1, "Otto", "U1"), PersonRef(2, "Dora", "U2"), PersonRef(3, "Clara", "U3")
EVENING = {"title": "Kundenabend", "cadence": "alle 2 Wochen am Do", "owner": "U1", "deputies": "U2,U4"}


def shown(answer: object) -> str:
    assert isinstance(answer, Card)
    return answer.summary


def faults(office: Office, form: str, ref: int | str, fields: dict[str, str]) -> dict[str, str]:
    with pytest.raises(FieldErrors) as refused:
        office.sends(form, ref, fields, "Clara")
    return refused.value.errors


def person_is(office: Office, name: str, **facts: str) -> None:
    change = update(Person).where(Person.id == office.ids.people[name]).values(**facts)
    office.database.write(lambda session: session.execute(change))


NEW = Form(
    "Neue Maßnahme",
    "Anlegen",
    (
        Field("title", "Titel", TextInput("Kundenabend")),
        Field(
            "cadence",
            "Rhythmus",
            TextInput(""),
            "Zum Beispiel: jeden Dienstag · alle 2 Wochen am Do · monatlich am 3. Werktag",
            previews=True,
        ),
        Paragraph(("Hier stehen gleich die nächsten Termine.",)),
        Field("owner", "Wer ist verantwortlich?", PersonInput(CLARA), previews=True),
        Field("deputies", "Wer vertritt, in dieser Reihenfolge?", PeopleInput(), optional=True),
        Field("channel", "Kanal", ChoiceInput((Choice("1", "Newsletter"),)), optional=True),
        Field(
            "small",
            "Kurzversion",
            TextInput("", lines=True, limit=3_000),
            "Was in zehn Minuten geht, wenn die Woche voll ist. Der Rhythmus hält trotzdem.",
            optional=True,
        ),
    ),
)


def test_a_new_activity_begins_with_its_title_and_whoever_asks(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert office.says("neu Kundenabend", "Clara") == OpenForm("activity", "new Kundenabend")
    assert office.opens("activity", "new Kundenabend", "Clara") == NEW
    assert office.presses("form-activity", "new", "Clara") == OpenForm("activity", "new")


def test_a_changed_activity_shows_what_holds(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "small_version": "Ein Bild"})
    title, cadence, _, owner, deputies, channel, small = NEW.parts
    assert isinstance(title, Field)
    assert isinstance(cadence, Field)
    assert isinstance(owner, Field)
    assert isinstance(deputies, Field)
    assert isinstance(channel, Field)
    assert isinstance(small, Field)

    assert office.opens("activity", "1", "Clara") == Form(
        "Maßnahme ändern",
        "Speichern",
        (
            replace(title, input=TextInput("Newsletter")),
            replace(cadence, input=TextInput("monatlich am 1.")),
            Paragraph(
                (
                    (
                        "Verstanden: monatlich am 1.\n"
                        "Nächste Termine: Di., 1. Dezember · Do., 31. Dezember · Mo., 1. Februar"
                    ),
                )
            ),
            replace(owner, input=PersonInput(OTTO)),
            replace(deputies, input=PeopleInput((DORA,))),
            replace(channel, input=ChoiceInput((Choice("1", "Newsletter"),), "1")),
            replace(small, input=TextInput("Ein Bild", lines=True, limit=3_000)),
            Actions(
                "activity 1",
                (
                    Button("Mehr angeben", "form-activity_details", "1"),
                    Button("Abwechseln", "form-activity_turns", "1"),
                    Button("Beenden", "form-activity_end", "1"),
                ),
            ),
        ),
    )


ECHOES = [
    ("", "Hier stehen gleich die nächsten Termine.", "The next dates will show up here."),
    (
        "jeden Dienstag",
        "Verstanden: jede Woche am Dienstag\nNächste Termine: Di., 8. Dezember · Di., 15. Dezember · Di., 22. Dezember",
        "Understood: every week on Tuesday\nNext dates: Tue, 8 December · Tue, 15 December · Tue, 22 December",
    ),
    (
        "jede Woche am Di und Do",
        (
            "Verstanden: jede Woche am Dienstag und Donnerstag\n"
            "Nächste Termine: Do., 3. Dezember · Di., 8. Dezember · Do., 10. Dezember"
        ),
        (
            "Understood: every week on Tuesday and Thursday\n"
            "Next dates: Thu, 3 December · Tue, 8 December · Thu, 10 December"
        ),
    ),
    (
        "every 2 weeks on thu",
        (
            "Verstanden: alle 2 Wochen am Donnerstag\n"
            "Nächste Termine: Do., 3. Dezember · Do., 17. Dezember · Do., 31. Dezember"
        ),
        "Understood: every 2 weeks on Thursday\nNext dates: Thu, 3 December · Thu, 17 December · Thu, 31 December",
    ),
    (
        # New Year's Day is a Friday in 2027: it moves.
        "zweiwöchentlich am Freitag",
        (
            "Verstanden: alle 2 Wochen am Freitag\n"
            "Nächste Termine: Fr., 4. Dezember · Fr., 18. Dezember · Do., 31. Dezember"
        ),
        "Understood: every 2 weeks on Friday\nNext dates: Fri, 4 December · Fri, 18 December · Thu, 31 December",
    ),
    (
        "monatlich am 3. Arbeitstag",
        ("Verstanden: monatlich am 3. Werktag\nNächste Termine: Do., 3. Dezember · Do., 7. Januar · Mi., 3. Februar"),
        "Understood: monthly on working day 3\nNext dates: Thu, 3 December · Thu, 7 January · Wed, 3 February",
    ),
    (
        "letzter Freitag im Monat",
        (
            "Verstanden: monatlich am letzten Freitag\n"
            "Nächste Termine: Do., 24. Dezember · Fr., 29. Januar · Fr., 26. Februar"
        ),
        "Understood: monthly on last Friday\nNext dates: Thu, 24 December · Fri, 29 January · Fri, 26 February",
    ),
    (
        "quartalsweise am 2. Dienstag",
        (
            "Verstanden: vierteljährlich am 2. Dienstag\n"
            "Nächste Termine: Di., 8. Dezember · Di., 9. März · Di., 8. Juni 2027"
        ),
        "Understood: quarterly on 2nd Tuesday\nNext dates: Tue, 8 December · Tue, 9 March · Tue, 8 June 2027",
    ),
    (
        "every year on 1 may",
        ("Verstanden: jährlich am 1.5.\nNächste Termine: Fr., 30. April · Fr., 28. April 2028 · Mo., 30. April 2029"),
        "Understood: yearly on 1 May\nNext dates: Fri, 30 April · Fri, 28 April 2028 · Mon, 30 April 2029",
    ),
    (
        "werktags",
        "Verstanden: jeden Werktag\nNächste Termine: Mi., 2. Dezember · Do., 3. Dezember · Fr., 4. Dezember",
        "Understood: every working day\nNext dates: Wed, 2 December · Thu, 3 December · Fri, 4 December",
    ),
    (
        "14 Tage nach Abschluss, höchstens 21",
        (
            "Verstanden: 14 Tage nach Abschluss, höchstens 21\n"
            "Nächste Termine, wenn jeder an seinem Tag fertig wird: "
            "Mi., 2. Dezember · Mi., 16. Dezember · Mi., 30. Dezember"
        ),
        (
            "Understood: 14 days after completion, at most 21\n"
            "Next dates, if each is finished on its day: Wed, 2 December · Wed, 16 December · Wed, 30 December"
        ),
    ),
    (
        "Dienstag 9 Uhr",
        (
            "Eine Uhrzeit gehört nicht dazu; wann gefragt wird, stellt jede Person selbst ein. "
            "Ohne Uhrzeit: jede Woche am Dienstag"
        ),
        "A time is no part of it; when people are asked is their own setting. Without a time: every week on Tuesday",
    ),
    (
        "jeden diesntag",
        ("Das Wort „diesntag“ kenne ich in einem Rhythmus nicht. Verstanden wird zum Beispiel: jede Woche am Dienstag"),
        "I don't know the word “diesntag” in a rhythm. Understood is, for example: every week on Tuesday",
    ),
    (
        "jeden Tag",
        "Das träfe auch freie Tage. Gemeint ist vielleicht: jeden Werktag",
        "That would include days off. Perhaps this was meant: every working day",
    ),
    (
        "stündlich",
        "Öfter als einmal am Tag geht es nicht. Gemeint ist vielleicht: jeden Werktag",
        "More often than once a day isn't possible. Perhaps this was meant: every working day",
    ),
    (
        "zweimal pro Woche",
        "An welchen Tagen, fehlt noch. Zum Beispiel: jede Woche am Montag und Donnerstag",
        "On which days is still missing. For example: every week on Monday and Thursday",
    ),
    (
        "biweekly",
        "Das lässt sich auf zwei Arten lesen. Eindeutig ist zum Beispiel: alle 2 Wochen am Dienstag",
        "That can be read in two ways. Clear would be, for example: every 2 weeks on Tuesday",
    ),
    (
        "alle 2 Wochen",
        "Der Tag fehlt noch. Zum Beispiel: alle 2 Wochen am Dienstag",
        "The day is still missing. For example: every 2 weeks on Tuesday",
    ),
    (
        "letzter Freitag",
        "Wie oft, fehlt noch. Zum Beispiel: monatlich am letzten Freitag",
        "How often is still missing. For example: monthly on last Friday",
    ),
    (
        "jeden 5. Montag im Monat",
        "Einen fünften gibt es nicht in jedem Monat. Gemeint ist vielleicht: monatlich am letzten Montag",
        "Not every month has a fifth one. Perhaps this was meant: monthly on last Monday",
    ),
    (
        "31. Februar",
        "Den Tag gibt es nicht. Möglich ist: jährlich am 29.2.",
        "There is no such day. Possible is: yearly on 29 February",
    ),
    (
        "alle 10 Tage",
        "Dieser Abstand geht nicht. Möglich ist: 10 Tage nach Abschluss",
        "That interval isn't possible. Possible is: 10 days after completion",
    ),
    (
        "14 Tage nach Abschluss, höchstens 7",
        "Die zweite Zahl ist kleiner als die erste. Möglich ist: 14 Tage nach Abschluss, höchstens 21",
        "The second number is smaller than the first. Possible is: 14 days after completion, at most 21",
    ),
    (
        "am 15.",
        "Das lese ich noch nicht als Rhythmus. Verstanden wird zum Beispiel: jede Woche am Dienstag",
        "I can't read that as a rhythm yet. Understood is, for example: every week on Tuesday",
    ),
]


@pytest.mark.parametrize(("language", "column"), [("de", 1), ("en", 2)])
def test_while_somebody_types_the_form_says_what_it_comes_to(
    sqlite_database: Database, language: str, column: int
) -> None:
    office = Office(sqlite_database, language=language)

    echoed = {}
    for row in ECHOES:
        echo = office.opens("activity", "new", "Clara", {"cadence": row[0], "owner": "U1"}).parts[2]
        assert isinstance(echo, Paragraph)
        echoed[row[0]] = "".join(str(span) for span in echo.text)

    assert echoed == {row[0]: row[column] for row in ECHOES}


def test_the_dates_move_off_the_holidays_of_the_owners_region(sqlite_database: Database) -> None:
    office = Office(sqlite_database, LINKEDIN)

    person_is(office, "Dora", subdivision="BE")
    entered = {"cadence": "jährlich am 6. Januar"}

    epiphany = [office.opens("activity", "1", "Clara", {**entered, "owner": owner}).parts[2] for owner in ("U1", "U2")]

    assert epiphany == [
        Paragraph(
            (
                (
                    "Verstanden: jährlich am 6.1.\n"
                    "Nächste Termine: Di., 5. Januar · Mi., 5. Januar 2028 · Fr., 5. Januar 2029"
                ),
            )
        ),
        Paragraph(
            (
                (
                    "Verstanden: jährlich am 6.1.\n"
                    "Nächste Termine: Mi., 6. Januar · Do., 6. Januar 2028 · Fr., 5. Januar 2029"
                ),
            )
        ),
    ]


def test_what_was_added_is_confirmed_with_its_next_dates(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert office.submits("activity", "new", EVENING, "Clara") == Card(
        "Angelegt: Kundenabend\n"
        "Rhythmus: alle 2 Wochen am Donnerstag\n"
        "Verantwortlich: Otto\n"
        "Vertretung: Dora und Max\n"
        "Nächste Termine: Do., 3. Dezember · Do., 17. Dezember · Do., 31. Dezember",
        (
            Heading("Angelegt: Kundenabend"),
            Paragraph(
                (
                    "Rhythmus",
                    ": ",
                    "alle 2 Wochen am Donnerstag",
                    "\n",
                    "Verantwortlich",
                    ": ",
                    Mention(OTTO),
                    "\n",
                    "Vertretung",
                    ": ",
                    Mention(DORA),
                    " und ",
                    Mention(PersonRef(4, "Max", "U4")),
                )
            ),
            Paragraph(("Nächste Termine: ", "Do., 3. Dezember · Do., 17. Dezember · Do., 31. Dezember")),
            Actions(
                "activity 1",
                (
                    Button("Mehr angeben", "form-activity_details", "1"),
                    Button("Abwechseln", "form-activity_turns", "1"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "de",
            [
                "Geändert: Rundbrief",
                "Titel: Newsletter → Rundbrief",
                "Rhythmus: monatlich am 1. → monatlich am 3. Werktag",
                "Verantwortlich: Otto → Dora",
                "Vertretung: Dora → niemand",
                "Kanal: Newsletter → nichts",
                "Kurzversion: nichts → Ein Bild",
                "Nächste Termine: Do., 3. Dezember · Do., 7. Januar · Mi., 3. Februar",
                "Di., 1. Dezember bleibt, weil schon danach gefragt wurde oder es heute so weit ist.",
            ],
        ),
        (
            "en",
            [
                "Changed: Rundbrief",
                "Title: Newsletter → Rundbrief",
                "Rhythm: monthly on day 1 → monthly on working day 3",
                "Owner: Otto → Dora",
                "Deputies: Dora → nobody",
                "Channel: Newsletter → nothing",
                "Small version: nothing → Ein Bild",
                "Next dates: Thu, 3 December · Thu, 7 January · Wed, 3 February",
                "Tue, 1 December stays, because somebody was asked about it already or it is today.",
            ],
        ),
    ],
)
def test_a_change_says_from_what_to_what(sqlite_database: Database, language: str, expected: list[str]) -> None:
    office = Office(sqlite_database, NEWSLETTER, language=language)
    changed = {"title": " Rundbrief ", "cadence": "monatlich am 3. Werktag", "owner": "U2", "small": "Ein Bild"}

    assert office.submits("activity", 1, changed, "Clara").summary.splitlines() == expected


def test_nothing_changed_is_said_as_well(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)
    same = {"title": "Newsletter", "cadence": "monatlich am 1.", "owner": "U1", "deputies": "U2", "channel": "1"}

    assert shown(office.submits("activity", 1, same, "Clara")) == (
        "Unverändert: Newsletter\nNächste Termine: Di., 1. Dezember · Do., 31. Dezember · Mo., 1. Februar"
    )


def test_every_fault_stands_beside_its_field_at_once(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN)

    person_is(office, "Dora", standing="deactivated")
    person_is(office, "Gast", standing="external")

    assert faults(office, "activity", "new", {"title": " newsletter", "cadence": "ab und zu", "deputies": "U5"}) == {
        "title": "Eine Maßnahme „Newsletter“ gibt es schon. Sie braucht einen anderen Titel.",
        "cadence": (
            "Das Wort „ab“ kenne ich in einem Rhythmus nicht. Verstanden wird zum Beispiel: jede Woche am Dienstag"
        ),
        "owner": "Es fehlt noch, wer gemeint ist. Bitte aus der Liste auswählen.",
        "deputies": "Gast gehört nicht zu eurem Team. Bitte jemand anderen auswählen.",
    }
    assert faults(office, "activity", 2, {"title": "Newsletter", "owner": "U2", "deputies": "U2", "channel": "99"}) == {
        "title": "Eine Maßnahme „Newsletter“ gibt es schon. Sie braucht einen anderen Titel.",
        "cadence": "Der Rhythmus fehlt noch. Zum Beispiel: jede Woche am Dienstag",
        "owner": "Das Konto von Dora ist abgeschaltet. Bitte jemand anderen auswählen.",
        "deputies": "Das Konto von Dora ist abgeschaltet. Bitte jemand anderen auswählen.",
        "channel": "Das gibt es hier nicht mehr.",
    }
    assert faults(office, "activity", "new", {**EVENING, "title": "", "deputies": "U4,U1"}) == {
        "title": "Der Titel fehlt noch. Ein paar Worte genügen.",
        "deputies": "Otto kann sich nicht selbst vertreten. Bitte jemand anderen auswählen.",
    }
    assert faults(office, "activity_details", 1, {"material": "P:\\Bilder", "starts": "2026-11-01"}) == {
        "material": "„P:\\Bilder“ ist kein Link. Ein Link beginnt mit https://.",
        "starts": "Sonntag, 1. November 2026 liegt nicht in der Zukunft. Wähle einen kommenden Tag.",
    }


def test_the_second_page_holds_what_an_activity_runs_well_without(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "lead": 12, "instructions": "Thema, Text"})
    form = office.opens("activity_details", "1", "Clara")
    leads = form.parts[3]
    assert isinstance(leads, Field)
    assert isinstance(leads.input, ChoiceInput)

    assert (form.title, form.submit, form.parts[0]) == ("Mehr zur Maßnahme", "Speichern", Aside(("Newsletter",)))
    assert [(field.name, field.label, field.optional) for field in form.fields] == [
        ("instructions", "Was ist zu tun?", True),
        ("material", "Link zum Material", True),
        ("lead", "Vorher erinnern", False),
        ("tolerance", "Gilt noch als pünktlich", False),
        ("non_working", "Wenn der Tag frei ist", False),
        ("starts", "Läuft seit oder ab", False),
        ("partner", "Partner von außen", True),
    ]
    assert (leads.input.value, leads.input.choices[:2], leads.input.choices[-1]) == (
        "12",
        (Choice("0", "erst am Tag selbst"), Choice("1", "einen Arbeitstag vorher")),
        Choice("12", "12 Arbeitstage vorher"),
    )
    assert form.fields[-2].input == DayInput(date(2026, 12, 1))


def test_the_second_page_changes_only_what_was_changed_on_it(sqlite_database: Database) -> None:
    office = Office(sqlite_database, {**NEWSLETTER, "instructions": "Lang. " * 600})
    prefilled = office.opens("activity_details", "1", "Clara").fields[0].input
    assert isinstance(prefilled, TextInput)
    fields = {
        "instructions": ("Lang. " * 600)[:2_999] + "…",  # as much as the field holds
        "material": "https://example.org/bilder",
        "lead": "5",
        "tolerance": "0",
        "non_working": "after",
        "starts": "2026-12-01",
        "partner": "Agentur Nord",
    }

    assert office.submits("activity_details", 1, fields, "Clara").summary.splitlines() == [
        "Geändert: Newsletter",
        "Material: nichts → https://example.org/bilder",
        "Erste Erinnerung: 3 Arbeitstage vorher → 5 Arbeitstage vorher",
        "Gilt noch als pünktlich: 2 Arbeitstage danach → nur am Tag selbst",
        "Wenn der Tag frei ist: am letzten Arbeitstag davor → am nächsten Arbeitstag danach",
        "Partner: nichts → Agentur Nord",
        "Nächste Termine: Di., 1. Dezember · Mo., 4. Januar · Mo., 1. Februar",
    ]
    kept = sqlite_database.read(lambda session: session.get_one(Activity, 1))
    assert (kept.instructions, kept.lead, kept.partner) == ("Lang. " * 600, 5, "Agentur Nord")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", OpenForm("activity_choose", "")),
        ("news", OpenForm("activity", "1")),
        ("LINKEDIN BEITRAG", OpenForm("activity", "2")),
        ("linkedin", OpenForm("activity_choose", "linkedin")),
        ("flyer", OpenForm("activity_choose", "flyer")),
    ],
)
def test_an_activity_is_named_or_chosen(sqlite_database: Database, words: str, expected: OpenForm) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY)

    assert office.says(f"ändern {words}", "Clara") == expected


def test_the_choice_shows_those_that_fit_or_else_all(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, LINKEDIN, LINKEDIN_STORY)
    linkedin = (Choice("2", "LinkedIn Beitrag"), Choice("3", "LinkedIn Story"))

    def form(*choices: Choice) -> Form:
        field = Field("activity", "Welche Maßnahme?", ChoiceInput(choices))
        return Form("Maßnahme auswählen", "Weiter", (field,))

    assert office.opens("activity_choose", "linkedin", "Clara") == form(*linkedin)
    assert office.opens("activity_choose", "flyer", "Clara") == form(*linkedin, Choice("1", "Newsletter"))
    assert office.sends("activity_choose", "", {"activity": "3"}, "Clara") == OpenForm("activity", "3")


def test_without_any_activity_the_choice_leads_to_a_new_one(sqlite_database: Database) -> None:
    office = Office(sqlite_database)

    assert office.opens("activity_choose", "", "Clara") == Form(
        "Maßnahme auswählen",
        None,
        (
            Paragraph(("Es läuft noch keine Maßnahme.",)),
            Actions("new", (Button("Neue Maßnahme", "form-activity", "new", primary=True),)),
        ),
    )


def test_an_end_is_asked_for_once_and_says_what_becomes_of_tasks(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert office.opens("activity_end", "1", "Clara") == Form(
        "Maßnahme beenden",
        "Beenden",
        (
            Paragraph(
                (
                    "Nach ",
                    Bold("Newsletter"),
                    " fragt dann niemand mehr. Was war, bleibt im Verlauf und im Monatsrückblick.",
                )
            ),
            Paragraph(("Ein offener Termin wird geschlossen; ist er überfällig, zählt er als Ausfall.",)),
            Aside(("Soll sie nur eine Zeit lang ruhen, ist eine Pause besser: Sie gilt nicht als Ausfall.",)),
        ),
    )
    assert office.submits("activity_end", 1, {}, "Clara") == Card(
        "Beendet: Newsletter\n"
        "Niemand wird mehr danach gefragt. Was war, bleibt im Verlauf.\n"
        "Ein offener Termin ist geschlossen.",
        (
            Heading("Beendet: Newsletter"),
            Paragraph(("Niemand wird mehr danach gefragt. Was war, bleibt im Verlauf.",)),
            Aside(("Ein offener Termin ist geschlossen.",)),
        ),
    )
    assert shown(office.sends("activity_end", 1, {}, "Clara")).startswith("Das gibt es hier nicht mehr.")


FORMS = ("activity", "activity_details", "activity_choose", "activity_end")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", ["Otto", "Gast"])
def test_everybody_else_learns_who_may(sqlite_database: Database, who: str, form: str) -> None:
    office = Office(sqlite_database, NEWSLETTER)

    assert shown(office.sends(form, 1, {**EVENING, "activity": "1"}, who)) == (
        "Dafür ist hier zuständig: Clara und Max\nEin kurzes Wort dorthin genügt."
    )
    assert sqlite_database.read(lambda session: session.scalar(select(func.count(Activity.id)))) == 1


def test_whoever_plans_may_as_well(sqlite_database: Database) -> None:
    office = Office(sqlite_database, NEWSLETTER, TRADE_FAIR)
    plans = Role(workspace_id=office.ids.workspace, name="plan", holder_id=office.ids.otto)
    sqlite_database.write(lambda session: session.add(plans))

    assert office.says("neu", "Otto") == OpenForm("activity", "new")
    assert shown(office.says("neu", "Dora")).splitlines()[0] == "Dafür ist hier zuständig: Clara, Max und Otto"
    assert shown(office.submits("activity", "new", EVENING, "Otto")).startswith("Angelegt: Kundenabend")


@pytest.mark.parametrize("key", ["", "999", "0", "1; drop table activity", "²"])
@pytest.mark.parametrize("form", FORMS[:2])
def test_a_key_that_means_nothing_here_is_refused(sqlite_database: Database, form: str, key: str) -> None:
    office = Office(sqlite_database)
    office.neighbours_task()

    assert shown(office.sends(form, key, EVENING, "Clara")).startswith("Das gibt es hier nicht mehr.")


def test_an_activity_of_another_company_is_not_here(sqlite_database: Database) -> None:
    office = Office(sqlite_database)
    office.neighbours_task()
    flyer = sqlite_database.read(lambda session: session.scalar(select(Activity.id).where(Activity.title == "Flyer")))

    assert shown(office.sends("activity", flyer or 0, EVENING, "Clara")).startswith("Das gibt es hier nicht mehr.")
    assert sqlite_database.read(lambda session: session.scalar(select(func.count(Workspace.id)))) == 2
