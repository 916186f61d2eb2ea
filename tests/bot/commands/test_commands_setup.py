"""A company set up in the messenger: the forms as they follow each other, what they say, and who may."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from bot.cards.card import Actions, Aside, Bold, Button, Card, Heading, Mention, Paragraph
from bot.cards.form import Choice, ChoiceGroup, ChoiceInput, ChoicesInput, ConversationInput, Field, Form, PersonInput
from bot.cards.regions import REGIONS, ZONES, region_choices, zone_choices
from bot.cards.setup import appointed_card, greeting_card
from bot.commands.ask import OpenForm
from bot.commands.forms.reading import FieldErrors
from bot.translations.phrases import Phrases
from jobs.facts import PersonRef
from jobs.notices import Appointed
from jobs.rules.calendar_words import fold
from jobs.rules.regions import Region, check_region
from jobs.use_cases.starter import SILENCE_LIMITS, STARTERS
from storage.database import Database
from storage.tables import Activity, Person, Workspace
from tests.bot.cards.readers import ENGLISH, GERMAN, POLITE
from tests.bot.commands.newcomers import SET_UP, Newcomers

OTTO, CLARA, MAX = PersonRef(1, "Otto", "U1"), PersonRef(3, "Clara", "U3"), PersonRef(4, "Max", "U4")
CHOSEN = "linkedin website"
OWNED = {"owner_linkedin": "U1", "owner_website": "U3"}


def shown(answer: object) -> str:
    assert isinstance(answer, Card)
    return answer.summary


def up_to_the_look_ahead(office: Newcomers) -> None:
    office.sends("setup", "setup", SET_UP, "Clara")
    office.sends("starter", "setup", {"activities": "linkedin,website"}, "Clara")
    office.sends("owners", CHOSEN, OWNED, "Clara")


@pytest.fixture
def held(sqlite_database: Database) -> Newcomers:
    """Set up with two activities, and not switched on."""
    office = Newcomers(sqlite_database)
    up_to_the_look_ahead(office)
    return office


def test_the_greeting_says_what_it_does_and_that_nothing_happens_yet() -> None:
    assert greeting_card(GERMAN) == Card(
        "Hallo, ich bin Taktgeber\n"
        "Ich sorge dafür, dass euer Marketing im Alltag nicht liegen bleibt.\n"
        "Ich erinnere, wenn etwas ansteht: eine Nachricht am Tag genügt.\n"
        "Ein Tipp reicht als Rückmeldung.\n"
        "Stockt etwas oder fehlt jemand, hole ich Hilfe dazu.\n"
        "Bis du einschaltest, bekommt außer dir niemand eine Nachricht. Einrichten dauert etwa fünf Minuten.",
        (
            Heading("Hallo, ich bin Taktgeber"),
            Paragraph(("Ich sorge dafür, dass euer Marketing im Alltag nicht liegen bleibt.",)),
            Paragraph(
                (
                    "Ich erinnere, wenn etwas ansteht: eine Nachricht am Tag genügt.",
                    "\n",
                    "Ein Tipp reicht als Rückmeldung.",
                    "\n",
                    "Stockt etwas oder fehlt jemand, hole ich Hilfe dazu.",
                )
            ),
            Actions("setup", (Button("Einrichten", "form-setup", "setup", primary=True),)),
            Aside(
                ("Bis du einschaltest, bekommt außer dir niemand eine Nachricht. Einrichten dauert etwa fünf Minuten.",)
            ),
        ),
    )


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (
            GERMAN,
            [
                "Du koordinierst ab jetzt",
                (
                    "Clara hat Taktgeber für euer Marketing eingerichtet und eingeschaltet. "
                    "Die Koordination liegt bei dir."
                ),
                (
                    "Du hörst von mir, wenn etwas stockt, "
                    "und kannst dann neu zuteilen, verkleinern, verschieben oder pausieren."
                ),
                "Der Plan: /takt plan. Ändern: /takt ändern. Einstellungen: /takt einrichten",
            ],
        ),
        (
            POLITE,
            [
                "Sie koordinieren ab jetzt",
                (
                    "Clara hat Taktgeber für Ihr Marketing eingerichtet und eingeschaltet. "
                    "Die Koordination liegt bei Ihnen."
                ),
                (
                    "Sie hören von mir, wenn etwas stockt, "
                    "und können dann neu zuteilen, verkleinern, verschieben oder pausieren."
                ),
                "Der Plan: /takt plan. Ändern: /takt ändern. Einstellungen: /takt einrichten",
            ],
        ),
        (
            ENGLISH,
            [
                "You coordinate from now on",
                "Clara has set Taktgeber up for your marketing and switched it on. You are the coordinator.",
                "You hear from me when something stalls, and can then reassign, make it smaller, move it or pause.",
                "The plan: /takt plan. Changes: /takt edit. Settings: /takt setup",
            ],
        ),
    ],
)
def test_whoever_coordinates_learns_what_that_means(phrases: Phrases, expected: list[str]) -> None:
    assert appointed_card(Appointed(MAX, CLARA), phrases).summary.splitlines() == expected


NOTHING_YET = Card(
    "Noch ist nichts eingerichtet\n"
    "In etwa fünf Minuten steht der Rhythmus: wer koordiniert, was läuft, wer es macht. Ein Startplan liegt bereit.\n"
    "Bis zum Einschalten bekommt niemand eine Nachricht.",
    (
        Heading("Noch ist nichts eingerichtet"),
        Paragraph(
            (
                (
                    "In etwa fünf Minuten steht der Rhythmus: wer koordiniert, was läuft, wer es macht. "
                    "Ein Startplan liegt bereit."
                ),
            )
        ),
        Actions("setup", (Button("Einrichten", "form-setup", "setup", primary=True),)),
        Aside(("Bis zum Einschalten bekommt niemand eine Nachricht.",)),
    ),
)
WAITING = Card(
    "Eingerichtet, aber noch nicht eingeschaltet\n"
    "Zwei Maßnahmen warten darauf, dass es losgeht.\n"
    "Bis zum Einschalten bekommt niemand eine Nachricht.",
    (
        Heading("Eingerichtet, aber noch nicht eingeschaltet"),
        Paragraph(("Zwei", " Maßnahmen warten darauf, dass es losgeht.")),
        Actions(
            "setup",
            (
                Button("Die ersten vier Wochen", "form-switch_on", "setup", primary=True),
                Button("Startplan", "form-starter", "setup"),
                Button("Neue Maßnahme", "form-activity", "new"),
                Button("Einstellungen", "form-setup", "setup"),
            ),
        ),
        Aside(("Bis zum Einschalten bekommt niemand eine Nachricht.",)),
    ),
)


def test_until_it_is_set_up_everything_leads_there(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)

    assert office.says("", "Otto") == NOTHING_YET
    assert office.writes("hallo, wer bist du?", "Otto") == NOTHING_YET
    assert office.says("einrichten", "Otto") == OpenForm("setup", "setup")
    assert (
        shown(office.says("neu", "Otto"))
        == "Taktgeber ist hier noch nicht eingerichtet.\nSo geht es los: /takt einrichten"
    )
    assert shown(office.says("", "Gast")).startswith("Gerade ist nichts offen")


def test_until_it_is_on_the_way_goes_on_for_whoever_may(held: Newcomers) -> None:
    for who in ("Clara", "Max"):
        assert held.says("", who) == WAITING
        assert held.says("einrichten", who) == WAITING
    assert (
        shown(held.says("", "Otto")) == "Clara richtet Taktgeber gerade ein. Bis zum Einschalten bleibt es hier still."
    )
    assert shown(held.sends("setup", "setup", SET_UP, "Otto")).startswith("Dafür ist hier zuständig: Clara und Max")


def test_without_any_activity_the_starter_plan_comes_first(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    office.sends("setup", "setup", SET_UP, "Clara")

    assert office.says("einrichten", "Clara") == Card(
        "Eingerichtet, aber noch nicht eingeschaltet\n"
        "Es fehlt nur noch, was laufen soll.\n"
        "Bis zum Einschalten bekommt niemand eine Nachricht.",
        (
            Heading("Eingerichtet, aber noch nicht eingeschaltet"),
            Paragraph(("Es fehlt nur noch, was laufen soll.",)),
            Actions(
                "setup",
                (
                    Button("Startplan", "form-starter", "setup", primary=True),
                    Button("Neue Maßnahme", "form-activity", "new"),
                    Button("Einstellungen", "form-setup", "setup"),
                ),
            ),
            Aside(("Bis zum Einschalten bekommt niemand eine Nachricht.",)),
        ),
    )


SPEECHES = (Choice("de-du", "Deutsch, per Du"), Choice("de-sie", "Deutsch, per Sie"), Choice("en", "Englisch"))
FIRST = Form(
    "Taktgeber einrichten",
    "Weiter",
    (
        Field(
            "coordinator",
            "Wer koordiniert?",
            PersonInput(CLARA),
            "Hört von mir, wenn etwas stockt, und kann dann helfen.",
        ),
        Field("deputy", "Wer vertritt?", PersonInput(), optional=True),
        Field(
            "conversation",
            "Wo erscheint der Monatsrückblick?",
            ConversationInput(),
            "Taktgeber muss dort Mitglied sein: /invite @Taktgeber. Ohne Angabe geht er an die Koordination.",
            optional=True,
        ),
        Field("region", "Welche Feiertage gelten?", ChoiceInput(region_choices("DE", GERMAN))),
        Field("zone", "Zeitzone", ChoiceInput(zone_choices(("Europe/Berlin",), GERMAN), "Europe/Berlin")),
        Field("speech", "Sprache und Anrede", ChoiceInput(SPEECHES, "de-du")),
    ),
)


def test_whoever_begins_is_suggested_as_coordinator(sqlite_database: Database) -> None:
    assert Newcomers(sqlite_database).opens("setup", "setup", "Clara") == FIRST


def test_later_the_form_shows_what_holds(held: Newcomers) -> None:
    coordinator, deputy, conversation, region, zone, speech = FIRST.fields
    settings = Form(
        "Einstellungen",
        "Weiter",
        (
            coordinator,
            replace(deputy, input=PersonInput(MAX)),
            replace(conversation, input=ConversationInput("C1")),
            replace(region, input=ChoiceInput(region_choices("DE", GERMAN), "DE-BY")),
            zone,
            speech,
        ),
    )
    assert held.opens("setup", "setup", "Clara") == settings
    held.sends("switch_on", "setup", {}, "Clara")
    assert held.opens("setup", "setup", "Max") == replace(settings, submit="Speichern")


def test_what_holds_and_is_offered_to_nobody_else_stays(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    up_to_the_look_ahead(office)
    elsewhere = update(Workspace).values(country="FR", subdivision="57", zone="America/New_York")
    sqlite_database.write(lambda session: session.execute(elsewhere))
    form = office.opens("setup", "setup", "Clara")
    region, zone = form.fields[3].input, form.fields[4].input
    assert isinstance(region, ChoiceInput)
    assert isinstance(zone, ChoiceInput)

    assert (region.choices[0], region.value) == (ChoiceGroup("Wie bisher", (Choice("FR-57", "FR-57"),)), "FR-57")
    assert (zone.choices[:2], zone.value) == (
        (Choice("Europe/Berlin", "Berlin"), Choice("America/New_York", "New York")),
        "America/New_York",
    )
    same = {**SET_UP, "region": "FR-57", "zone": "America/New_York"}
    assert office.sends("setup", "setup", same, "Clara") == OpenForm("switch_on", "setup")
    assert (office.workspace().country, office.workspace().zone) == ("FR", "America/New_York")


def test_every_fault_of_the_settings_stands_beside_its_field(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    gone = update(Person).where(Person.name == "Dora").values(standing="deactivated")
    sqlite_database.write(lambda session: session.execute(gone))

    with pytest.raises(FieldErrors) as refused:
        office.sends(
            "setup", "setup", {"coordinator": "U5", "deputy": "U2", "region": "DE-XX", "zone": "Mars/Base"}, "Clara"
        )
    assert refused.value.errors == {
        "coordinator": "Gast ist hier zu Gast und kann das nicht übernehmen. Bitte jemand anderen auswählen.",
        "deputy": "Das Konto von Dora ist abgeschaltet. Bitte jemand anderen auswählen.",
        "region": "Hier ist noch nichts ausgewählt. Bitte aus der Liste auswählen.",
        "zone": "Hier ist noch nichts ausgewählt. Bitte aus der Liste auswählen.",
        "speech": "Hier ist noch nichts ausgewählt. Bitte aus der Liste auswählen.",
    }
    with pytest.raises(FieldErrors) as refused:
        office.sends("setup", "setup", {**SET_UP, "deputy": "U3"}, "Clara")
    assert refused.value.errors == {"deputy": "Clara kann sich nicht selbst vertreten. Bitte jemand anderen auswählen."}
    assert office.workspace().held_since is None


def test_the_starter_plan_offers_what_does_not_run_yet(held: Newcomers) -> None:
    offered = (
        Choice("newsletter", "Newsletter", "drei Meldungen an alle, die euch kennen · monatlich am 2. Donnerstag"),
        Choice("instagram", "Instagram-Foto", "ein Bild aus der Woche · jede Woche am Donnerstag"),
        Choice("reviews", "Bewertungen beantworten", "danken, klären, um neue bitten · jede Woche am Montag"),
        Choice("partner", "Partnergespräch", "mit Agentur, Druckerei oder Fotografin · monatlich am 2. Dienstag"),
        Choice(
            "figures", "Kennzahlen erfassen", "Besuche, Anfragen, Abos: drei Zahlen genügen · monatlich am 2. Werktag"
        ),
        Choice("photos", "Bildvorrat auffüllen", "zehn neue Fotos aus dem Betrieb · monatlich am 3. Freitag"),
        Choice("fair", "Messekontakte nachfassen", "wer war da, wer wartet auf uns? · vierteljährlich am 1. Mittwoch"),
    )
    suggested = ("newsletter", "instagram", "reviews", "partner", "figures", "photos")

    assert held.opens("starter", "setup", "Clara") == Form(
        "Startplan",
        "Weiter",
        (
            Paragraph(
                (
                    (
                        "Ein Anfang für einen kleinen Betrieb. Was nicht passt, einfach abwählen; "
                        "später lässt sich alles ändern."
                    ),
                )
            ),
            Field("activities", "Was soll regelmäßig laufen?", ChoicesInput(offered, suggested), optional=True),
        ),
    )
    assert held.sends("starter", "setup", {}, "Clara") == OpenForm("switch_on", "setup")
    assert held.sends("starter", "setup", {"activities": "fair,nonsense"}, "Clara") == OpenForm("owners", "fair")


def test_where_everything_runs_the_starter_plan_says_so(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    office.sends("setup", "setup", SET_UP, "Clara")
    everything = " ".join(one.key for one in STARTERS)
    office.sends("owners", everything, {f"owner_{one.key}": "U1" for one in STARTERS}, "Clara")

    assert office.opens("starter", "setup", "Clara") == Form(
        "Startplan", None, (Paragraph(("Alles aus dem Startplan läuft schon.",)),)
    )


def test_each_chosen_activity_asks_for_its_owner(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    office.sends("setup", "setup", SET_UP, "Clara")

    assert office.opens("owners", "linkedin fair nonsense", "Clara") == Form(
        "Wer macht was?",
        "Weiter",
        (
            Aside(("Vorgeschlagen ist immer die Koordination. Ein leeres Feld lässt die Maßnahme erst einmal weg.",)),
            Field(
                "owner_linkedin",
                "LinkedIn-Beitrag",
                PersonInput(CLARA),
                "ein Einblick für Kunden und Bewerber · jede Woche am Dienstag",
                optional=True,
            ),
            Field(
                "owner_fair",
                "Messekontakte nachfassen",
                PersonInput(CLARA),
                "wer war da, wer wartet auf uns? · vierteljährlich am 1. Mittwoch",
                optional=True,
            ),
        ),
    )
    with pytest.raises(FieldErrors) as refused:
        office.sends("owners", "linkedin fair", {"owner_linkedin": "U5", "owner_fair": "U9"}, "Clara")
    assert refused.value.errors == {
        "owner_linkedin": "Gast ist hier zu Gast und kann das nicht übernehmen. Bitte jemand anderen auswählen.",
        "owner_fair": (
            "Wer gemeint ist, ist nicht eindeutig, nicht bekannt oder gerade nicht da. Bitte aus der Liste auswählen."
        ),
    }


def test_what_is_adopted_is_complete(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    office.sends("setup", "setup", {**SET_UP, "speech": "en"}, "Clara")
    office.sends("owners", "linkedin website", {"owner_linkedin": "U1"}, "Clara")
    [post] = sqlite_database.read(lambda session: session.scalars(select(Activity)).all())

    assert (post.title, post.cadence, post.owner_id, post.starts_on, post.lead, post.tolerance) == (
        "LinkedIn Post",
        "every week on tue",
        OTTO.id,
        date(2026, 12, 1),
        1,
        2,
    )
    assert (post.small_version, post.instructions) == (
        "A photo, two sentences.",
        "A picture from everyday work · Three sentences and a question · Publish it and answer comments",
    )


LOOK_AHEAD = Form(
    "Die ersten vier Wochen",
    "Einschalten",
    (
        Paragraph(("Noch geht nichts hinaus. Passt der Plan so?",)),
        Paragraph(("Die erste Erinnerung geht gleich hinaus, an ", Mention(OTTO), " und ", Mention(CLARA), ".")),
        Paragraph(
            (
                *(Bold("Woche ab Mo., 30. November"), "\n"),
                *("Di., 1. Dezember", " · ", "LinkedIn-Beitrag", " · ", Mention(OTTO), "\n"),
                *("Mi., 2. Dezember", " · ", "Website-Neuigkeit", " · ", Mention(CLARA)),
            )
        ),
        Paragraph(
            (
                *(Bold("Woche ab Mo., 7. Dezember"), "\n"),
                *("Di., 8. Dezember", " · ", "LinkedIn-Beitrag", " · ", Mention(OTTO)),
            )
        ),
        Paragraph(
            (
                *(Bold("Woche ab Mo., 14. Dezember"), "\n"),
                *("Di., 15. Dezember", " · ", "LinkedIn-Beitrag", " · ", Mention(OTTO), "\n"),
                *("Mi., 16. Dezember", " · ", "Website-Neuigkeit", " · ", Mention(CLARA)),
            )
        ),
        Paragraph(
            (
                *(Bold("Woche ab Mo., 21. Dezember"), "\n"),
                *("Di., 22. Dezember", " · ", "LinkedIn-Beitrag", " · ", Mention(OTTO)),
            )
        ),
        Aside(
            (
                (
                    "Passt etwas nicht, lässt es sich vorher ändern: /takt ändern oder /takt neu. "
                    "Hierher zurück führt /takt einrichten."
                ),
            )
        ),
    ),
)


def test_the_first_four_weeks_are_shown_before_anything_goes_out(held: Newcomers) -> None:
    assert held.opens("switch_on", "setup", "Clara") == LOOK_AHEAD
    assert held.outbox() == []


def test_an_empty_plan_leads_back_instead_of_on(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    office.sends("setup", "setup", SET_UP, "Clara")

    assert office.opens("switch_on", "setup", "Clara") == Form(
        "Die ersten vier Wochen",
        None,
        (
            Paragraph(
                (("Noch ist nichts geplant. Der Startplan hilft für den Anfang, eine einzige Maßnahme genügt auch."),)
            ),
            Actions(
                "setup",
                (
                    Button("Startplan", "form-starter", "setup", primary=True),
                    Button("Neue Maßnahme", "form-activity", "new"),
                ),
            ),
        ),
    )
    assert shown(office.sends("switch_on", "setup", {}, "Clara")) == (
        "Noch ist keine Maßnahme geplant.\nEine einzige genügt für den Anfang: /takt neu"
    )


def test_switched_on_it_says_who_is_asked_first_and_a_second_press_does_no_harm(held: Newcomers) -> None:
    ways = "Der Plan: /takt plan. Ändern: /takt ändern oder /takt neu. Alles Weitere: /takt hilfe"

    assert held.submits("switch_on", "setup", {}, "Clara") == Card(
        f"Der Takt läuft\nDie erste Erinnerung geht gleich hinaus, an Otto und Clara.\n{ways}",
        (
            Heading("Der Takt läuft"),
            Paragraph(("Die erste Erinnerung geht gleich hinaus, an ", Mention(OTTO), " und ", Mention(CLARA), ".")),
            Aside((ways,)),
        ),
    )
    assert held.submits("switch_on", "setup", {}, "Clara") == Card(
        f"Der Takt läuft schon\n{ways}", (Heading("Der Takt läuft schon"), Aside((ways,)))
    )
    assert held.says("einrichten", "Clara") == OpenForm("setup", "setup")
    assert shown(held.says("einrichten", "Gast")).startswith("Als Gast siehst du nur deine eigenen Termine.")


def test_another_coordinator_gets_to_know_it(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database)
    office.sends("setup", "setup", {**SET_UP, "coordinator": "U4", "deputy": ""}, "Clara")
    office.sends("owners", CHOSEN, OWNED, "Clara")

    assert shown(office.submits("switch_on", "setup", {}, "Clara")).splitlines()[2] == (
        "Max koordiniert und bekommt dazu eine Nachricht."
    )
    assert office.outbox() == [("appointed", MAX.id)]
    saved = shown(office.submits("setup", "setup", {**SET_UP, "coordinator": "U3", "deputy": "U4"}, "Max"))
    assert saved == (
        "Die Einstellungen gelten\n"
        "Was sich dadurch verschiebt, plane ich gleich neu.\n"
        "Clara koordiniert ab jetzt und bekommt dazu eine Nachricht."
    )


def test_the_same_way_in_english(sqlite_database: Database) -> None:
    office = Newcomers(sqlite_database, "en")
    office.sends("setup", "setup", {**SET_UP, "speech": "en"}, "Clara")
    assert [field.label for field in office.opens("setup", "setup", "Clara").fields] == [
        "Who coordinates?",
        "Who stands in?",
        "Where does the monthly retrospective appear?",
        "Which public holidays apply?",
        "Time zone",
        "Language and form of address",
    ]
    office.sends("owners", "linkedin", {"owner_linkedin": "U1"}, "Clara")
    weeks = office.opens("switch_on", "setup", "Clara")
    assert (weeks.title, weeks.submit, weeks.parts[1]) == (
        "The First Four Weeks",
        "Switch On",
        Paragraph(("The first nudge goes out in a moment, to ", Mention(OTTO), ".")),
    )
    assert shown(office.submits("switch_on", "setup", {}, "Clara")).splitlines()[0] == "The rhythm is on"


@pytest.mark.parametrize("phrases", [GERMAN, ENGLISH], ids=["de", "en"])
def test_every_region_exists_and_stands_in_its_readers_order(phrases: Phrases) -> None:
    for key in REGIONS:
        country, _, part = key.partition("-")
        assert check_region(Region(country, part)) == Region(country, part)
    groups = region_choices("DE-BY", phrases)
    assert [len(group.choices) for group in groups] == [17, 10, 27]
    for group in groups:
        names = [fold(choice.label) for choice in group.choices[1:]]
        assert names == sorted(names)


def test_zones_are_named_by_their_city() -> None:
    german, english = ({one.value: one.label for one in zone_choices((), phrases)} for phrases in (GERMAN, ENGLISH))
    assert (german["Europe/Vienna"], english["Europe/Vienna"]) == ("Wien", "Vienna")
    assert set(german) == set(ZONES)


def test_every_channel_of_the_starter_plan_bears_its_own_rhythm() -> None:
    assert {one.channel for one in STARTERS} - {None} == set(SILENCE_LIMITS)
    assert len(STARTERS) <= 10
