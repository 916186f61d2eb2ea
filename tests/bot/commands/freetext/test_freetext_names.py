"""Which task and which person is meant."""

import pytest

from bot.commands.freetext.reading import Reading, Titled, Unsure
from tests.bot.commands.freetext.scoring import read

NEWSLETTER = Titled(1, 1, "Newsletter")
POST = Titled(2, 2, "LinkedIn Beitrag")
STORY = Titled(3, 3, "LinkedIn Story")
FAIR = Titled(4, 12, "Pressemitteilung Messe")
CASE = Titled(5, 20, "Case Study Müller & Söhne")
TASKS = (NEWSLETTER, POST, STORY, FAIR, CASE)


def done_of(text: str, *tasks: Titled) -> Titled | str | None:
    """What a text finishes; "?" where that is asked about."""
    reading = read(text, tasks or TASKS)
    if isinstance(reading, Unsure):
        return "?"
    assert reading.meaning == "done"
    return next((task for task in TASKS if task.task_id == reading.task_id), None)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("ist raus", None),
        ("Newsletter ist raus", NEWSLETTER),
        ("der Newsleter ist raus", NEWSLETTER),
        ("unser News-Letter ist raus", NEWSLETTER),
        ("#12 ist raus", FAIR),
        ("Nr. 12 ist raus", FAIR),
        ("12 ist raus", FAIR),
        ("12: erledigt", FAIR),
        ("erledigt 12", FAIR),
        ("erledigt 12, siehe Anhang", FAIR),
        ("LinkedIn-Beitrag ist raus", POST),
        ("linkedinbeitrag ist raus", POST),
        ("Linked In Beitrag ist raus", POST),
        ("die Story ist raus", STORY),
        ("die LinkedIn-Story ist raus", STORY),
        ("Pressemitteilung ist raus", FAIR),
        ("Presse-Mitteilung ist raus", FAIR),
        ("die Mitteilung ist raus", FAIR),
        ("Case Study ist online", CASE),
        ("Mueller ist online", CASE),
        ("CASE STUDY MÜLLER & SÖHNE ist online", CASE),
        ("„Newsletter“ ist raus", NEWSLETTER),
        ("Newsletter: erledigt", NEWSLETTER),
        ("erledigt: Newsletter", NEWSLETTER),
        ("erledigt, Newsletter", NEWSLETTER),
    ],
)
def test_a_task_is_named_by_number_title_or_a_word_of_its_own(text: str, task: Titled | None) -> None:
    assert done_of(text) == task


@pytest.mark.parametrize(
    "text",
    [
        "LinkedIn ist raus",  # two have that word
        "Newsletter und Story sind raus",
        "Newsletter ist raus, Story auch",
        "#99 ist raus",
        "Facebook ist raus",
        "Facebook: erledigt",
        "erledigt: Facebook",
        "erledigt, Facebook",
        "Seminar ist erledigt",
        "auf der Messe erledigt",
        "ist raus, wir sind auf der Messe",
        "in der Story erledigt",
        "2 Bilder sind raus",
        "erledigt 2 von 3",
    ],
)
def test_what_names_no_task_or_several_finishes_none(text: str) -> None:
    assert done_of(text) == "?"


def test_of_two_with_one_title_the_first_is_meant() -> None:
    assert done_of("Newsletter ist raus", NEWSLETTER, Titled(9, 9, "Newsletter")) == NEWSLETTER


@pytest.mark.parametrize("title", ["Online", "Freigabe", "Do", "Done", "fertig", "nicht", "!", "", "2"])
def test_a_title_that_is_a_word_of_its_own_turns_no_sentence_round(title: str) -> None:
    task = Titled(7, 7, title)

    assert done_of("ist noch nicht fertig", task) == "?"
    assert done_of("Do the approval online?", task) == "?"
    reading = read("ist raus", (task,))
    assert isinstance(reading, Reading)
    assert reading.task_id is None


NAMES = ("Dora Klein", "Max Mayr", "Anna-Lena Huber", "Jörg Ernst", "Will Turner", "May Sommer")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Dora macht das", "Dora"),
        ("Dora Klein macht das", "Dora Klein"),
        ("DORA macht das", "DORA"),
        ("Joerg macht das", "Joerg"),
        ("Anna-Lena macht das", "Anna Lena"),
        ("@dora.klein kannst du das machen?", "@dora.klein"),
        ("<@U123> macht das", "<@U123>"),
        ("<@U123|dora> macht das", "<@U123|dora>"),
        ("@Will macht das", "@Will"),
        ("@somebody kannst du das machen?", "@somebody"),
        ("mach du das bitte", None),
        ("mach du das bitte\nMax", None),
    ],
)
def test_a_person_stands_as_they_were_typed(text: str, person: str | None) -> None:
    reading = read(text, (), NAMES)

    assert isinstance(reading, Reading)
    assert (reading.meaning, reading.person) == ("hand_over", person)


@pytest.mark.parametrize(
    "text",
    [
        "Klein macht das",  # a family name is no first name
        "Erika macht das",
        "Dora oder Max macht das",
        "Will does it",  # or is it to be done?
        "will do it tomorrow",
        "@channel macht das",
        "Dora macht das nicht",
        "macht Dora das?",
        "kannst du das Dora schicken?",
        "erledigt Dora",
        "Dora ist raus",
    ],
)
def test_who_is_meant_is_asked_rather_than_guessed(text: str) -> None:
    assert isinstance(read(text, (), NAMES), Unsure)
