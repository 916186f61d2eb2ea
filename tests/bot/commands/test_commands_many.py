"""Lists that are longer than a message has room for."""

from dataclasses import replace
from datetime import date, timedelta

from bot.cards.answers import card_of
from bot.cards.card import Actions, Aside, Card
from jobs.facts import Ending, PersonRef, TaskLine
from jobs.use_cases.answers import Actor, MonthPlan, PlannedTask, Replied, TaskList

OTTO = PersonRef(1, "Otto", "U1")
ACTOR = Actor(1, OTTO, coordinates=False, is_guest=False, language="de", formality="du", zone="Europe/Berlin")
FIRST = date(2026, 12, 1)
TASK = TaskLine(1, 1, "Newsletter", due_on=FIRST, planned_on=FIRST, owner=OTTO, holder=None)


def tasks(count: int) -> tuple[TaskLine, ...]:
    return tuple(replace(TASK, id=number, number=number) for number in range(1, count + 1))


def buttoned(card: Card) -> list[str]:
    return [part.ref for part in card.parts if isinstance(part, Actions)]


def test_the_first_eight_tasks_have_buttons_and_the_others_lines() -> None:
    card = card_of(TaskList(FIRST, tasks(33)), ACTOR)

    assert buttoned(card) == [str(number) for number in range(1, 9)]
    assert card.summary.splitlines()[0] == "33 offene Termine"
    assert card.summary.count("Newsletter · #") == 30
    assert card.parts[-2:] == (
        Aside(("Für diese genügt die Nummer, zum Beispiel: /takt erledigt ", "9")),
        Aside(("… und ", "3", " weitere")),
    )


def test_only_the_first_task_has_the_accented_button() -> None:
    card = card_of(TaskList(FIRST, tasks(3)), ACTOR)

    assert [part.buttons[0].primary for part in card.parts if isinstance(part, Actions)] == [True, False, False]


def test_a_long_plan_is_folded_and_counts_all_that_nobody_covers() -> None:
    planned = tuple(
        PlannedTask(replace(task, due_on=FIRST + timedelta(days=task.number % 28)), None, None) for task in tasks(45)
    )

    card = card_of(MonthPlan(FIRST, planned), ACTOR)

    assert card.summary.count("noch niemand da") == 41
    assert card.parts[-2:] == (
        Aside(("… und ", "5", " weitere")),
        Aside(
            (
                "Für ",
                "45",
                " Termine ist noch niemand da. Wer einen übernimmt, schreibt: /takt übernehmen und die Nummer",
            )
        ),
    )


def test_a_plan_says_what_became_of_ended_tasks() -> None:
    endings: tuple[Ending, ...] = ("done", "small", "skipped", "paused", "lapsed")
    ended = tuple(PlannedTask(replace(TASK, ended=ending), OTTO, None) for ending in endings)

    card = card_of(MonthPlan(FIRST, ended), ACTOR)

    assert [line.rsplit(" · ", 1)[1] for line in card.summary.splitlines()[2:]] == [
        "erledigt",
        "Kurzversion erledigt",
        "ausgelassen",
        "pausiert",
        "ausgefallen",
    ]
    assert not any(isinstance(part, Aside) for part in card.parts)


def test_the_polite_form_addresses_politely() -> None:
    polite = replace(ACTOR, formality="sie")

    card = card_of(Replied("taken", TASK, person=OTTO), polite)

    assert card.summary == "Danke: Newsletter liegt jetzt bei Ihnen, fällig am Di., 1. Dezember."


def test_a_date_far_from_the_task_is_said_with_its_year() -> None:
    card = card_of(Replied("done", TASK, next_on=date(2027, 12, 1)), ACTOR)

    assert card.summary == "Notiert: Newsletter ist erledigt. Nächster Termin: Mi., 1. Dezember 2027."
