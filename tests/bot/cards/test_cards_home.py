"""The home page, as each of its readers sees it, word for word."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards.card import Actions, Aside, Bold, Button, Card, Divider, Heading, Mention, Paragraph, Part, plain
from bot.cards.home import home_card
from bot.cards.home_team import SYMBOLS
from bot.cards.setup import invitation_parts
from jobs.facts import PersonRef, TaskLine
from jobs.notices import EscalationItem, Nudge, NudgeItem
from jobs.rules.availability import Span
from jobs.use_cases.answers import Actor
from jobs.use_cases.cover_answers import PersonAway
from jobs.use_cases.home import Home
from jobs.use_cases.home_coordination import CoordinationPart, SetUpGap
from jobs.use_cases.home_own import AheadTask, OwnPart, Week
from jobs.use_cases.home_team import ActivityRhythm, TeamPart
from jobs.use_cases.learning_answers import DecisionLine
from jobs.use_cases.setup import Invitation
from tests.bot.cards.readers import CLARA, DORA, DUE, ENGLISH, GERMAN, LINKEDIN, NEWSLETTER, OTTO, POLITE

AT = datetime(2026, 12, 1, 8, tzinfo=UTC)
TUESDAY, FRIDAY = date(2026, 12, 8), date(2026, 12, 11)
POST = TaskLine(21, 21, "Beitrag", due_on=TUESDAY, planned_on=TUESDAY, owner=OTTO, holder=None)
EMMA = PersonRef(4, "Emma", "U4")
BLOG = ActivityRhythm("Blog", ("lapsed", "partly", "paused", "kept", "open"), TUESDAY, OTTO)
QUIET = TeamPart(DUE, (), ())
SETTLED = CoordinationPart(DUE, stalls=(), stalled=0, uncovered=(), without_cover=0, decisions=(), gaps=())
STALL = EscalationItem(LINKEDIN, "silence", asked=(OTTO,), silent_days=3, small_version=None, candidates=(DORA,))
DECISION = DecisionLine(7, "Zwei Beiträge je Woche", DORA, FRIDAY, "open", may_close=True)
SMALL_PRINT = (
    "● erledigt, ◐ Kurzversion oder Vertretung, ○ vereinbarte Pause, ✕ ausgefallen, · noch offen. "
    "Rechts steht das Neueste."
)

NO_CONVERSATION = "Für den Monatsrückblick ist noch keine Unterhaltung gewählt, bis dahin geht er an die Koordination."
TEACHING = (
    "As soon as something comes up, it appears here with buttons to answer, and you get a message. One tap is enough."
)
ALL_SETTLED = (
    "Nichts stockt, für alle Termine der nächsten 13 Wochen ist jemand da, und in der Einrichtung fehlt nichts."
)


def actor(person: PersonRef) -> Actor:
    return Actor(1, person, coordinates=False, is_guest=False, language="de", formality="du", zone="Europe/Berlin")


def own(*items: NudgeItem, reader: PersonRef = OTTO, weeks: tuple[Week, ...] = ()) -> OwnPart:
    return OwnPart(Nudge(reader, DUE, items), weeks)


def page(own: OwnPart, **parts: object) -> Home:
    return Home(actor(own.needed.reader), AT, own, **parts)  # type: ignore[arg-type]


def replies(task: TaskLine, *, primary: bool = False) -> Actions:
    """The buttons of a nudge."""
    ref, title = str(task.id), task.title
    return Actions(
        ref,
        (
            Button("Erledigt", "done", ref, primary=primary, description=f"Erledigt: {title}"),
            Button("Bin dran", "on_it", ref, description=f"Bin dran: {title}"),
            Button("Blockiert", "blocked", ref, description=f"Blockiert: {title}"),
            Button("Später", "later", ref, description=f"Später: {title}"),
        ),
        (
            Button("Kurzversion erledigt", "small", ref),
            Button("Verschieben", "move", ref),
            Button("Auslassen", "skip", ref),
            Button("Übergeben", "hand_over", ref),
        ),
    )


AWAY_BUTTON = Button("Abwesenheit eintragen", "form-away", "")
HELP_BUTTON = Button("Hilfe", "help", "")
SHORTCUTS = Actions("shortcuts", (AWAY_BUTTON, HELP_BUTTON))


def test_an_owner_sees_what_is_due_then_their_weeks_then_the_team() -> None:
    week = Week(date(2026, 12, 7), (AheadTask(POST),), (Span(date(2026, 12, 10), FRIDAY),))
    team = TeamPart(DUE, (BLOG,), (PersonAway(DORA, Span(date(2026, 12, 7), FRIDAY)),))

    assert home_card(page(own(NudgeItem(NEWSLETTER, "due"), weeks=(week,)), team=team), GERMAN) == Card(
        summary=(
            "Ein Termin braucht dich\n"
            "Newsletter · #12 · fällig Di., 1. Dezember\n"
            "Heute ist es so weit.\n"
            "Deine nächsten vier Wochen\n"
            "Nächste Woche\n"
            "Di., 8. Dezember · Beitrag · #21\n"
            "abwesend von Do., 10. Dezember bis Fr., 11. Dezember\n"
            "Der Rhythmus im Team\n"
            f"{SMALL_PRINT}\n"
            "✕◐○●·\u2002Blog · 2 von 3 · wieder am Di., 8. Dezember · Otto\n"
            "Nicht da\n"
            "Dora: von Mo., 7. Dezember bis Fr., 11. Dezember"
        ),
        parts=(
            Heading("Ein Termin braucht dich"),
            Paragraph(
                (Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember", "\n", "Heute ist es so weit.")
            ),
            replies(NEWSLETTER, primary=True),
            Divider(),
            SHORTCUTS,
            Heading("Deine nächsten vier Wochen"),
            Paragraph(
                (
                    *(Bold("Nächste Woche"), "\n"),
                    *("Di., 8. Dezember", " · ", "Beitrag", " · #", "21", "\n"),
                    *("abwesend ", "von Do., 10. Dezember bis Fr., 11. Dezember"),
                )
            ),
            Actions("absences", (Button("Abwesenheiten ändern", "absences", ""),)),
            Divider(),
            Heading("Der Rhythmus im Team"),
            Aside(
                (
                    *("●", " erledigt, ", "◐", " Kurzversion oder Vertretung, ", "○", " vereinbarte Pause, "),
                    *("✕", " ausgefallen, ", "·", " noch offen. Rechts steht das Neueste."),
                )
            ),
            Paragraph(
                ("✕◐○●·\u2002", Bold("Blog"), " · ", "2 von 3", " · ", "wieder am Di., 8. Dezember", " · ", "Otto")
            ),
            Paragraph((Bold("Nicht da"), "\n", "Dora", ": ", "von Mo., 7. Dezember bis Fr., 11. Dezember")),
        ),
    )


def test_whoever_covers_sees_for_whom_and_may_take_over() -> None:
    item = NudgeItem(NEWSLETTER, "take_over")
    due = NudgeItem(LINKEDIN, "due")
    week = Week(date(2026, 12, 7), (AheadTask(POST, covers=OTTO),))

    card = home_card(page(own(item, due, reader=DORA, weeks=(week,))), GERMAN)

    assert card == Card(
        summary=(
            "Zwei Termine brauchen dich\n"
            "Newsletter · #12 · fällig Di., 1. Dezember\n"
            "Zuerst war Otto gefragt, bisher ohne Rückmeldung. Kannst du diesmal übernehmen?\n"
            "LinkedIn · #15 · fällig Di., 1. Dezember · für Otto\n"
            "Heute ist es so weit.\n"
            "Deine nächsten vier Wochen\n"
            "Nächste Woche\n"
            "Di., 8. Dezember · Beitrag · #21 · für Otto"
        ),
        parts=(
            Heading("Zwei Termine brauchen dich"),
            Paragraph(
                (
                    *(Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember", "\n"),
                    *("Zuerst war ", Mention(OTTO)),
                    " gefragt, bisher ohne Rückmeldung. Kannst du diesmal übernehmen?",
                )
            ),
            Actions(
                "12",
                (
                    Button("Übernehme ich", "take_over", "12", primary=True, description="Übernehme ich: Newsletter"),
                    Button("Erledigt", "done", "12", description="Erledigt: Newsletter"),
                    Button("Blockiert", "blocked", "12", description="Blockiert: Newsletter"),
                ),
            ),
            Paragraph(
                (
                    *(Bold("LinkedIn"), " · #", "15", " · fällig ", "Di., 1. Dezember"),
                    *(" · ", "für ", Mention(OTTO), "\n", "Heute ist es so weit."),
                )
            ),
            replies(LINKEDIN),
            Divider(),
            SHORTCUTS,
            Heading("Deine nächsten vier Wochen"),
            Paragraph(
                (
                    *(Bold("Nächste Woche"), "\n"),
                    *("Di., 8. Dezember", " · ", "Beitrag", " · #", "21", " · ", "für ", Mention(OTTO)),
                )
            ),
        ),
    )


def test_the_coordinator_sees_what_stalls_first_and_what_to_settle() -> None:
    part = CoordinationPart(
        on=DUE,
        stalls=(STALL,),
        stalled=3,
        uncovered=(POST,),
        without_cover=5,
        decisions=(DECISION,),
        gaps=(
            SetUpGap("people", people=(OTTO, EMMA)),
            SetUpGap("role_holder", roles=("measure", "learn")),
            SetUpGap("activity_deputy", titles=("Blog", "Messe", "Flyer", "Video", "Podcast", "Brief", "Film")),
            SetUpGap("conversation"),
            SetUpGap("holidays", year=2027),
        ),
    )
    home = page(own(reader=CLARA), coordination=part, team=QUIET, may_plan=True, may_set_up=True)

    assert home_card(home, GERMAN) == Card(
        summary=(
            "Drei Termine brauchen deine Hilfe\n"
            "LinkedIn · #15 · fällig Di., 1. Dezember\n"
            "Gefragt: Otto. Seit drei Tagen ohne Rückmeldung.\n"
            "Übernehmen könnten: Dora\n"
            "Zwei weitere rücken nach, sobald hier etwas geklärt ist.\n"
            "Deine nächsten vier Wochen\n"
            "In den nächsten vier Wochen liegt kein Termin bei dir. Den ganzen Plan zeigt /takt plan.\n"
            "Für die Koordination\n"
            "Für fünf Termine der nächsten 13 Wochen ist niemand da\n"
            "Beitrag · #21 · fällig Di., 8. Dezember\n"
            "Vier weitere rücken nach, sobald hier etwas geklärt ist.\n"
            "Offene Beschlüsse\n"
            "Zwei Beiträge je Woche\n"
            "Dora · bis Fr., 11. Dezember\n"
            "Was noch fehlt\n"
            "Nicht mehr zu erreichen: Otto und Emma. Bitte teile neu zu, was dort liegt.\n"
            "Noch niemand zuständig für: Messen und Lernen\n"
            "Maßnahmen noch ohne Vertretung: Blog, Messe, Flyer, Video, Podcast und 2 weitere\n"
            f"{NO_CONVERSATION}\n"
            "Feiertage sind nur bis 2027 bekannt. Bitte halte Taktgeber aktuell.\n"
            "Der Rhythmus im Team\n"
            "Noch ist keine Maßnahme geplant. Sobald es eine gibt, zeigt diese Stelle, wie regelmäßig sie läuft.\n"
            "In den nächsten vier Wochen sind alle da."
        ),
        parts=(
            Heading("Drei Termine brauchen deine Hilfe"),
            Paragraph(
                (
                    *(Bold("LinkedIn"), " · #", "15", " · fällig ", "Di., 1. Dezember", "\n"),
                    *("Gefragt: ", Mention(OTTO), ".", " ", "Seit ", "drei", " Tagen ohne Rückmeldung."),
                )
            ),
            Aside(("Übernehmen könnten: ", Mention(DORA))),
            Actions(
                "15",
                (
                    Button("Neu zuteilen", "reassign", "15", primary=True, description="Neu zuteilen: LinkedIn"),
                    Button("Kurzversion", "shrink", "15", description="Kurzversion: LinkedIn"),
                    Button("Verschieben", "move", "15", description="Verschieben: LinkedIn"),
                ),
                (
                    Button("Auslassen", "skip", "15"),
                    Button("Pausieren", "pause", "15"),
                    Button("Entscheiden lassen", "ask_decider", "15"),
                    Button("Erledigt", "done", "15"),
                ),
            ),
            Aside(("Zwei", " weitere rücken nach, sobald hier etwas geklärt ist.")),
            Divider(),
            Actions(
                "shortcuts",
                (
                    AWAY_BUTTON,
                    Button("Neue Maßnahme", "form-activity", "new"),
                    Button("Einstellungen", "form-setup", "setup"),
                    HELP_BUTTON,
                ),
            ),
            Heading("Deine nächsten vier Wochen"),
            Paragraph(("In den nächsten vier Wochen liegt kein Termin bei dir. Den ganzen Plan zeigt /takt plan.",)),
            Divider(),
            Heading("Für die Koordination"),
            Paragraph((Bold("Für fünf Termine der nächsten 13 Wochen ist niemand da"),)),
            Paragraph((Bold("Beitrag"), " · #", "21", " · fällig ", "Di., 8. Dezember")),
            Actions("21", (Button("Neu zuteilen", "reassign", "21", description="Neu zuteilen: Beitrag"),)),
            Aside(("Vier", " weitere rücken nach, sobald hier etwas geklärt ist.")),
            Paragraph((Bold("Offene Beschlüsse"),)),
            Paragraph((Bold("Zwei Beiträge je Woche"), "\n", Mention(DORA), " · bis ", "Fr., 11. Dezember")),
            Actions(
                "decision 7",
                (
                    Button("Erledigt", "decision_done", "7", description="Erledigt: Zwei Beiträge je Woche"),
                    Button("Fallen lassen", "decision_drop", "7", description="Fallen lassen: Zwei Beiträge je Woche"),
                ),
            ),
            Paragraph(
                (
                    *(Bold("Was noch fehlt"), "\n"),
                    *("Nicht mehr zu erreichen: ", Mention(OTTO), " und ", Mention(EMMA)),
                    *(". Bitte teile neu zu, was dort liegt.", "\n"),
                    *("Noch niemand zuständig für: ", "Messen und Lernen", "\n"),
                    *("Maßnahmen noch ohne Vertretung: ", "Blog, Messe, Flyer, Video, Podcast und 2 weitere", "\n"),
                    NO_CONVERSATION,
                    "\n",
                    *("Feiertage sind nur bis ", "2027", " bekannt. Bitte halte Taktgeber aktuell."),
                )
            ),
            Divider(),
            Heading("Der Rhythmus im Team"),
            Paragraph(
                ("Noch ist keine Maßnahme geplant. Sobald es eine gibt, zeigt diese Stelle, wie regelmäßig sie läuft.",)
            ),
            Aside(("In den nächsten vier Wochen sind alle da.",)),
        ),
    )


def test_a_newcomer_learns_what_will_stand_here() -> None:
    assert home_card(page(own(reader=EMMA), team=QUIET), ENGLISH) == Card(
        summary=(
            "Nothing is waiting for you\n"
            f"{TEACHING}\n"
            "Your next four weeks\n"
            "No task is with you in the next four weeks. /takt plan shows the whole plan.\n"
            "The team’s rhythm\n"
            "No activity is planned yet. Once there is one, this place shows how regularly it runs.\n"
            "Everybody is there for the next four weeks."
        ),
        parts=(
            Heading("Nothing is waiting for you"),
            Paragraph((TEACHING,)),
            Divider(),
            Actions("shortcuts", (Button("Add Absence", "form-away", ""), Button("Help", "help", ""))),
            Heading("Your next four weeks"),
            Paragraph(("No task is with you in the next four weeks. /takt plan shows the whole plan.",)),
            Divider(),
            Heading("The team’s rhythm"),
            Paragraph(("No activity is planned yet. Once there is one, this place shows how regularly it runs.",)),
            Aside(("Everybody is there for the next four weeks.",)),
        ),
    )


def test_a_guest_sees_nothing_of_the_team() -> None:
    card = home_card(page(own(NudgeItem(NEWSLETTER, "due"), reader=EMMA)), POLITE)

    assert card.summary == (
        "Ein Termin braucht Sie\n"
        "Newsletter · #12 · fällig Di., 1. Dezember · für Otto\n"
        "Heute ist es so weit.\n"
        "Ihre nächsten vier Wochen\n"
        "Sonst liegt in den nächsten vier Wochen nichts bei Ihnen. Den ganzen Plan zeigt /takt plan."
    )


@pytest.mark.parametrize("may", [True, False])
def test_until_the_rhythm_is_on_there_is_nothing_but_the_invitation(may: bool) -> None:
    invitation = Invitation("new", may, activities=0)
    home = page(own(NudgeItem(NEWSLETTER, "due")), team=QUIET, coordination=SETTLED, invitation=invitation)

    assert home_card(home, GERMAN).parts == tuple(invitation_parts(invitation, GERMAN))


def test_what_was_answered_is_said_and_can_still_be_finished() -> None:
    promised = replace(NEWSLETTER, promised_until=FRIDAY)
    blocked = replace(LINKEDIN, stall_reason="approval")
    items = (NudgeItem(promised, "due", answered=True), NudgeItem(blocked, "due", answered=True))

    assert home_card(page(own(*items)), GERMAN).parts[:7] == (
        Heading("Alles beantwortet"),
        Paragraph((Bold("Newsletter"), " · #", "12", " · fällig ", "Di., 1. Dezember")),
        Aside((Mention(OTTO), " ist dran, bis ", "Fr., 11. Dezember")),
        replies(NEWSLETTER),
        Paragraph((Bold("LinkedIn"), " · #", "15", " · fällig ", "Di., 1. Dezember")),
        Aside(("Blockiert: ", "Freigabe fehlt", ". Die Koordination weiß Bescheid")),
        replies(LINKEDIN),
    )


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (NudgeItem(NEWSLETTER, "due"), "Heute ist es so weit."),
        (NudgeItem(NEWSLETTER, "again"), "Offen seit Di., 1. Dezember. Eine kurze Rückmeldung genügt."),
        (NudgeItem(POST, "heads_up"), "In sieben Tagen ist es so weit, hier schon einmal zum Einplanen."),
        (NudgeItem(NEWSLETTER, "small_version"), "Vereinbart ist die Kurzversion, sie genügt diesmal."),
        (NudgeItem(NEWSLETTER, "deputy_asked", deputy=DORA),
         "Damit es weitergeht, ist Dora gefragt worden. Antworten kannst du trotzdem."),
    ],
)  # fmt: skip
def test_every_tone_is_one_sentence(item: NudgeItem, sentence: str) -> None:
    paragraph = home_card(page(own(item)), GERMAN).parts[1]

    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.text).splitlines()[1:] == [sentence]


def test_where_all_is_settled_the_coordinator_hears_so() -> None:
    card = home_card(page(own(reader=CLARA), coordination=SETTLED), GERMAN)

    assert card.parts[-2:] == (
        Heading("Für die Koordination"),
        Paragraph((ALL_SETTLED,)),
    )


def test_own_tasks_stand_before_those_that_need_help_and_have_the_only_primary_button() -> None:
    part = replace(SETTLED, stalls=(STALL,), stalled=1)
    card = home_card(page(own(NudgeItem(NEWSLETTER, "due"), reader=CLARA), coordination=part), GERMAN)
    headings = [part.text for part in card.parts if isinstance(part, Heading)]

    assert headings == ["Ein Termin braucht dich", "Ein Termin braucht deine Hilfe", "Deine nächsten vier Wochen"]
    assert primaries(card.parts) == [("done", "12")]


def primaries(parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    groups = (part for part in parts if isinstance(part, Actions))
    return [(button.intent, button.ref) for group in groups for button in group.buttons if button.primary]


@pytest.mark.parametrize(
    ("rhythm", "line"),
    [
        (BLOG, "✕◐○●·\u2002Blog · 2 von 3 · wieder am Di., 8. Dezember · Otto"),
        (replace(BLOG, next_on=DUE), "✕◐○●·\u2002Blog · 2 von 3 · heute · Otto"),
        (replace(BLOG, beats=()), "Blog · beginnt am Di., 8. Dezember · Otto"),
        (replace(BLOG, beats=("open",), owner=None),
         "·\u2002Blog · wieder am Di., 8. Dezember · noch niemand zuständig"),
        (replace(BLOG, beats=("paused",), next_on=None), "○\u2002Blog · kein weiterer Termin · Otto"),
        (replace(BLOG, paused_until=FRIDAY), "✕◐○●·\u2002Blog · 2 von 3 · pausiert bis Fr., 11. Dezember · Otto"),
        (replace(BLOG, next_on=date(2027, 8, 3)),
         "✕◐○●·\u2002Blog · 2 von 3 · wieder am Di., 3. August 2027 · Otto"),
    ],
)  # fmt: skip
def test_a_rhythm_is_one_line_in_symbols_and_in_words(rhythm: ActivityRhythm, line: str) -> None:
    card = home_card(page(own(), team=TeamPart(DUE, (rhythm,), ())), GERMAN)

    assert card.summary.splitlines()[-2] == line


def test_the_symbols_differ_without_colour_and_the_legend_names_each() -> None:
    assert len(set(SYMBOLS.values())) == len(SYMBOLS) == 5
    assert [symbol for symbol in SYMBOLS.values() if symbol not in SMALL_PRINT] == []


def test_weeks_are_named_by_their_distance() -> None:
    mondays = [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)]
    weeks = tuple(Week(monday, (AheadTask(POST),)) for monday in mondays)
    shown = home_card(page(own(weeks=weeks)), GERMAN).parts[-4:]

    assert [part.text[0] for part in shown if isinstance(part, Paragraph)] == [
        Bold("Diese Woche"),
        Bold("Nächste Woche"),
        Bold("Woche ab Mo., 14. Dezember"),
        Bold("Woche ab Mo., 21. Dezember"),
    ]


def test_what_has_no_room_says_where_it_stands() -> None:
    tasks = [replace(POST, id=number, number=number) for number in range(1, 41)]
    week = Week(date(2026, 12, 7), tuple(AheadTask(task) for task in tasks))
    team = TeamPart(
        DUE,
        tuple(replace(BLOG, title=f"Blog {number}") for number in range(1, 31)),
        tuple(PersonAway(PersonRef(number, f"P{number}"), Span(DUE)) for number in range(1, 14)),
    )
    items = [NudgeItem(task, "again") for task in tasks[:9]]
    card = home_card(page(own(*items, weeks=(week,)), team=team), GERMAN)

    assert [plain(part.text) for part in card.parts if isinstance(part, Aside) and "…" in plain(part.text)] == [
        "… und ein weiterer Termin: /takt liste",
        "… und 16 weitere: /takt plan",
        "… und 5 weitere Maßnahmen: /takt team",
        "… und eine weitere Abwesenheit: /takt team",
    ]
