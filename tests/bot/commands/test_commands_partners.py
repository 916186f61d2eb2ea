"""Partners typed and in forms: who sees, who changes, what is refused; and the ball in words."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.form import Choice, ChoiceInput, Field, Form, PersonInput, TextInput
from bot.commands.ask import Answer, OpenForm
from bot.commands.forms.reading import FieldErrors
from jobs.facts import PersonRef
from jobs.rules.ladder import Step
from jobs.use_cases import partners as own_word
from storage.database import Database
from storage.partner_tables import Partner
from storage.tables import Activity, Task
from tests.bot.commands.office import LINKEDIN, NEWSLETTER, NOW, Office

OTTO = PersonRef(1, "Otto", "U1")
PHOTOS: dict[str, Any] = {**NEWSLETTER, "title": "Fotos", "partner": "Studio Nord"}
SPEECHES = (
    Choice("de-du", "Deutsch, per Du"),
    Choice("de-sie", "Deutsch, per Sie"),
    Choice("en", "Englisch"),
)


def office_of(database: Database, *activities: dict[str, Any]) -> Office:
    """Otto answers for the studio, whose photos were asked about; nobody has entered an address for the printers."""
    office = Office(database, *(activities or (PHOTOS,)))

    def work(session: Session) -> None:
        row = {
            "workspace_id": office.ids.workspace,
            "email": "buero@nord.example",
            "inside_contact_id": office.ids.otto,
        }
        session.add(Partner(name="Studio Nord", **row))
        session.add(Partner(name="Druckerei Süd", workspace_id=office.ids.workspace))
        first = session.query(Task).join(Activity).where(Activity.partner == "Studio Nord").first()
        if first is not None:
            first.step = Step.DUE

    database.write(work)
    return office


def said(answer: Answer | None) -> list[str]:
    assert isinstance(answer, Card)
    return answer.summary.splitlines()


def rows(office: Office) -> dict[str, tuple[str | None, str | None, str, int | None]]:
    """Every partner: address, language, form of address, contact."""

    def read(session: Session) -> dict[str, tuple[str | None, str | None, str, int | None]]:
        found = session.query(Partner).order_by(Partner.id)
        return {one.name: (one.email, one.language, one.formality, one.inside_contact_id) for one in found}

    return office.database.read(read)


def test_the_list_of_whoever_coordinates(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    edit, remove = "Ändern", "Entfernen"

    assert office.says("partner", "Clara") == Card(
        "Zwei Partner arbeiten mit\n"
        "Druckerei Süd · ohne E-Mail\n"
        "Gerade ist dort nichts offen.\n"
        "Studio Nord · buero@nord.example · Kontakt bei uns: Otto\n"
        "• Fotos · #1 · fällig Di., 1. Dezember · Der Ball liegt bei Studio Nord.\n"
        "Von dort kam noch keine Rückmeldung.",
        (
            Heading("Zwei Partner arbeiten mit"),
            Paragraph(
                (Bold("Druckerei Süd"), " · ", "ohne E-Mail", "\n", "Gerade ist dort nichts offen."),
            ),
            Actions(
                "partner 2",
                (
                    Button(edit, "form-partner", "2", description="Ändern: Druckerei Süd"),
                    Button(remove, "form-partner_remove", "2", description="Entfernen: Druckerei Süd"),
                ),
            ),
            Paragraph(
                (
                    *(
                        Bold("Studio Nord"),
                        " · ",
                        "buero@nord.example",
                        " · ",
                        "Kontakt bei uns: ",
                        Mention(OTTO),
                        "\n",
                    ),
                    *("• ", Bold("Fotos"), " · #", "1", " · fällig ", "Di., 1. Dezember", " · "),
                    *("Der Ball liegt bei ", "Studio Nord", ".", "\n", "Von dort kam noch keine Rückmeldung."),
                )
            ),
            Actions(
                "partner 1",
                (
                    Button(edit, "form-partner", "1", description="Ändern: Studio Nord"),
                    Button(remove, "form-partner_remove", "1", description="Entfernen: Studio Nord"),
                ),
            ),
            Actions("partners", (Button("Neuer Partner", "form-partner", "new"),)),
        ),
    )


def test_everybody_else_sees_the_list_without_buttons_and_guests_nothing(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    seen = office.says("partners", "Otto")
    assert isinstance(seen, Card)
    assert said(seen) == said(office.says("partner", "Clara"))
    assert [part for part in seen.parts if isinstance(part, Actions)] == []
    assert said(office.says("partner", "Gast")) == [
        "Als Gast siehst du nur deine eigenen Termine.",
        "Deine Termine zeigt: /takt liste",
    ]


def test_a_company_without_partners_is_told_what_one_is(sqlite_database: Database) -> None:
    assert said(Office(sqlite_database, NEWSLETTER).says("partner", "Clara")) == [
        "Noch ist kein Partner eingetragen",
        (
            "Ein Partner ist jemand von außen, der einen Teil der Arbeit macht, etwa eine Agentur. "
            "Für ihn antwortet jemand von uns."
        ),
    ]


def test_when_a_partner_was_last_heard_and_that_they_want_no_mail(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    sqlite_database.write(lambda session: own_word.partner_needs(session, 1, 1, NOW, "Logo"))
    sqlite_database.write(lambda session: own_word.partner_stop(session, 1, NOW))
    assert said(office.says("partner", "Dora"))[3:] == [
        "Studio Nord · buero@nord.example, möchte keine Mails · Kontakt bei uns: Otto",
        "• Fotos · #1 · fällig Di., 1. Dezember · Gewartet wird auf Material.",
        "Zuletzt gehört am Di., 1. Dezember.",
    ]


# The forms


def test_the_form_of_a_partner(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    assert office.presses("form-partner", "1", "Clara") == OpenForm("partner", "1")
    assert office.opens("partner", "1", "Clara") == Form(
        "Partner ändern",
        "Speichern",
        (
            Field("name", "Name", TextInput("Studio Nord")),
            Field(
                "email",
                "E-Mail",
                TextInput("buero@nord.example", limit=254),
                "Ohne Adresse geht nichts hinaus, dann fragt nur der Kontakt bei uns nach.",
                optional=True,
            ),
            Field("speech", "Sprache und Anrede", ChoiceInput(SPEECHES), optional=True),
            Field(
                "contact",
                "Kontakt bei uns",
                PersonInput(OTTO),
                "Bleibt das leer, antwortet, wem die Maßnahme gehört.",
                optional=True,
            ),
        ),
    )
    assert office.opens("partner", "new", "Clara").title == "Neuer Partner"


def test_a_new_partner(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    fields = {"name": " Foto  Ost ", "email": "post@ost.example", "speech": "en", "contact": "U2"}
    assert said(office.submits("partner", "new", fields, "Clara")) == [
        "Neu dabei: Foto Ost",
        "Foto Ost · post@ost.example · Kontakt bei uns: Dora",
        "Gerade ist dort nichts offen.",
        "Noch gehört keine Maßnahme dazu. Eintragen lässt sich das bei der Maßnahme, unter: /takt ändern",
    ]
    assert rows(office)["Foto Ost"] == ("post@ost.example", "en", "sie", 2)


def test_another_name_takes_the_activities_along(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    fields = {"name": "Nordlicht", "email": "", "speech": "de-du", "contact": ""}
    assert said(office.submits("partner", "1", fields, "Clara")) == [
        "Gespeichert: Nordlicht",
        "Nordlicht · ohne E-Mail",
        "• Fotos · #1 · fällig Di., 1. Dezember · Der Ball liegt bei Nordlicht.",
        "Von dort kam noch keine Rückmeldung.",
        "Vorher: Studio Nord. Eine Maßnahme läuft unter dem neuen Namen weiter.",
    ]
    assert rows(office) == {"Nordlicht": (None, "de", "du", None), "Druckerei Süd": (None, None, "sie", None)}
    assert sqlite_database.read(lambda session: session.query(Activity.partner).all()) == [("Nordlicht",)]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": ""}, {"name": "Der Name fehlt noch. Ein paar Worte genügen."}),
        (
            {"name": "druckerei süd"},
            {"name": "Einen Partner „druckerei süd“ gibt es schon. Ein anderer Name hilft."},
        ),
        (
            {"email": "nord"},
            {"email": "„nord“ ist keine E-Mail-Adresse. Sie sieht zum Beispiel so aus: name@example.org"},
        ),
        (
            {"email": "a@nord.example\nBcc: b@nord.example"},
            {
                "email": (
                    "„a@nord.example Bcc: b@nord.example“ ist keine E-Mail-Adresse. "
                    "Sie sieht zum Beispiel so aus: name@example.org"
                )
            },
        ),
        (
            {"contact": "U5"},
            {"contact": "Gast ist hier zu Gast und kann das nicht übernehmen. Bitte jemand anderen auswählen."},
        ),
    ],
)
def test_what_can_not_be_entered_is_said_beside_its_field(
    sqlite_database: Database, fields: dict[str, str], errors: dict[str, str]
) -> None:
    office = office_of(sqlite_database)
    before = rows(office)
    entered = {"name": "Studio Nord", "email": "", "speech": "", "contact": "", **fields}
    with pytest.raises(FieldErrors) as found:
        office.submits("partner", "1", entered, "Clara")
    assert found.value.errors == errors
    assert rows(office) == before


@pytest.mark.parametrize(
    ("who", "line"), [("Otto", "Das kann nur die Koordination."), ("Gast", "Das kann nur die Koordination.")]
)
@pytest.mark.parametrize(("form", "ref"), [("partner", "new"), ("partner", "1"), ("partner_remove", "2")])
def test_only_whoever_coordinates_changes_partners(
    sqlite_database: Database, form: str, ref: str, who: str, line: str
) -> None:
    office = office_of(sqlite_database)
    before = rows(office)
    fields = {"name": "Nordlicht", "email": "", "speech": "", "contact": ""}
    assert said(office.sends(form, ref, fields, who))[0] == line
    assert rows(office) == before


@pytest.mark.parametrize("ref", ["", "0", "-1", "999", "1; drop table partner"])
@pytest.mark.parametrize("form", ["partner", "partner_remove"])
def test_a_key_that_means_nothing_is_refused(sqlite_database: Database, form: str, ref: str) -> None:
    office = office_of(sqlite_database)
    fields = {"name": "Nordlicht", "email": "", "speech": "", "contact": ""}
    assert said(office.sends(form, ref, fields, "Clara"))[0] == "Das gibt es hier nicht mehr."


def test_a_partner_of_another_company_is_nobodys(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    office.neighbours_task()
    sqlite_database.write(lambda session: session.add(Partner(workspace_id=2, name="Fremde")))
    assert said(office.sends("partner_remove", "3", {}, "Clara"))[0] == "Das gibt es hier nicht mehr."
    assert said(office.says("partner", "Clara"))[0] == "Zwei Partner arbeiten mit"


def test_a_partner_whom_activities_name_stays(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    assert office.opens("partner_remove", "1", "Clara") == Form(
        "Partner entfernen",
        None,
        (
            Paragraph(("Bei diesen Maßnahmen arbeitet ", Bold("Studio Nord"), " noch mit:")),
            Paragraph(("• ", "Fotos")),
            Aside(("Dort zuerst einen anderen Partner eintragen oder das Feld leeren, mit: /takt ändern",)),
        ),
    )
    assert said(office.submits("partner_remove", "1", {}, "Clara")) == [
        "„Studio Nord“ arbeitet noch mit bei: Fotos.",
        "Dort zuerst einen anderen Partner eintragen oder das Feld leeren, mit: /takt ändern",
    ]
    assert said(office.submits("partner_remove", "2", {}, "Clara")) == ["Druckerei Süd steht nicht mehr in der Liste."]
    assert list(rows(office)) == ["Studio Nord"]


# The partner of an activity


def details(office: Office, **fields: str) -> Answer:
    plan = {"instructions": "", "material": "", "lead": "3", "tolerance": "2", "non_working": "before"}
    return office.sends("activity_details", "1", {**plan, "starts": "2026-12-01", **fields}, "Clara")


def test_an_activity_chooses_among_those_who_are_known(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    fields = {field.name: field for field in office.opens("activity_details", "1", "Clara").fields}
    known = (Choice("2", "Druckerei Süd"), Choice("1", "Studio Nord"))
    assert fields["partner"] == Field("partner", "Partner von außen", ChoiceInput(known, "1"), optional=True)

    details(office, partner="2", partner_new="")

    assert sqlite_database.read(lambda session: session.query(Activity.partner).all()) == [("Druckerei Süd",)]


@pytest.mark.parametrize(
    ("entered", "expected", "known"),
    [
        ("Foto Ost", "Foto Ost", ["Studio Nord", "Druckerei Süd", "Foto Ost"]),
        ("DRUCKEREI SÜD", "Druckerei Süd", ["Studio Nord", "Druckerei Süd"]),
    ],
)
def test_whoever_is_new_is_entered_along_with_it(
    sqlite_database: Database, entered: str, expected: str, known: list[str]
) -> None:
    office = office_of(sqlite_database)
    details(office, partner="1", partner_new=entered)
    assert sqlite_database.read(lambda session: session.query(Activity.partner).all()) == [(expected,)]
    assert list(rows(office)) == known


# The ball


@pytest.mark.parametrize(
    ("words", "waiting_for", "answer"),
    [
        ("ball 1 wir", "owner", "Notiert: Bei Fotos (#1) liegt der Ball bei uns."),
        ("ball 1 bei uns", "owner", "Notiert: Bei Fotos (#1) liegt der Ball bei uns."),
        ("ball Fotos partner", "partner", "Notiert: Bei Fotos (#1) liegt der Ball beim Partner."),
        ("ball beim Partner", "partner", "Notiert: Bei Fotos (#1) liegt der Ball beim Partner."),
        ("ball 1 Freigabe", "approval", "Notiert: Fotos (#1) wartet auf die Freigabe."),
        ("ball 1 approval", "approval", "Notiert: Fotos (#1) wartet auf die Freigabe."),
        ("ball 1 material", "material", "Notiert: Fotos (#1) wartet auf Material."),
    ],
)
def test_the_ball_is_handed_on_in_words(sqlite_database: Database, words: str, waiting_for: str, answer: str) -> None:
    office = office_of(sqlite_database)
    assert said(office.says(words)) == [answer]
    assert office.task("Fotos").waiting_for == waiting_for


def test_whose_ball_it_is_can_be_asked(sqlite_database: Database) -> None:
    office = office_of(sqlite_database, PHOTOS, LINKEDIN)
    assert said(office.says("ball fotos", "Dora")) == [
        "Fotos · #1 · fällig Di., 1. Dezember",
        "Der Ball liegt bei Studio Nord. Zuständig ist Otto.",
        "Weitergeben geht zum Beispiel so: /takt ball 1 partner",
    ]
    [number] = [office.task("LinkedIn Beitrag").number]
    assert said(office.says("ball linkedin", "Dora"))[1] == "Zuständig ist Otto."
    assert said(office.says(f"ball {number} partner")) == [
        "Bei „LinkedIn Beitrag“ arbeitet kein Partner mit.",
        "Ein Partner lässt sich bei der Maßnahme eintragen, mit: /takt ändern",
    ]


def test_a_party_nobody_knows_is_refused_with_those_there_are(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    assert said(office.says("ball 1 Chefetage")) == [
        "Wer mit „Chefetage“ gemeint ist, weiß ich nicht.",
        "Es gibt partner, wir, freigabe und material, zum Beispiel: /takt ball 12 partner",
    ]
    assert office.task("Fotos").waiting_for is None


def test_a_message_about_the_ball_is_followed_when_it_is_deleted(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    assert said(office.writes("ball 1 freigabe", message="m1")) == ["Notiert: Fotos (#1) wartet auf die Freigabe."]
    assert said(office.erases("m1")) == ["Zurückgenommen: Fotos (#1) steht wieder da, wo es vorher war."]
    assert office.task("Fotos").waiting_for is None


def test_what_a_partner_reported_is_opened_again_by_a_button(sqlite_database: Database) -> None:
    office = office_of(sqlite_database)
    sqlite_database.write(lambda session: own_word.partner_done(session, 1, 1, NOW))
    assert said(office.presses("done", "1"))[0] == (
        "Fotos (#1) ist schon abgeschlossen. Erledigt gemeldet von Studio Nord am Di., 1. Dezember."
    )
    assert said(office.presses("reopen", "1")) == ["Wieder offen: Fotos (#1). Der Ball liegt bei Studio Nord."]
    assert said(office.presses("reopen", "1"))[0] == (
        "Für Fotos (#1) gilt gerade keine Meldung eines Partners, deshalb bleibt alles, wie es ist."
    )
    assert office.task("Fotos").ended is None


@pytest.mark.parametrize(("who", "line"), [("Gast", "Das gibt es hier nicht mehr."), ("Max", None), ("Dora", None)])
def test_opening_again_is_for_those_whose_task_it_is(sqlite_database: Database, who: str, line: str | None) -> None:
    office = office_of(sqlite_database)
    sqlite_database.write(lambda session: own_word.partner_done(session, 1, 1, NOW))
    first = said(office.presses("reopen", "1", who))[0]
    assert first == (line or "Wieder offen: Fotos (#1). Der Ball liegt bei Studio Nord.")
    assert (office.task("Fotos").ended is None) == (line is None)


def test_a_sentence_about_a_partner_is_no_command(sqlite_database: Database) -> None:
    """Whoever begins with the word says something about a task."""
    office = office_of(sqlite_database)
    office.writes("Partner hat noch nicht geliefert")
    assert office.task("Fotos").stall_reason == "partner"
    assert date(2026, 12, 1) == office.task("Fotos").due_on
