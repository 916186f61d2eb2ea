"""Otto's holiday, from the day he enters it to the day he is back: what everybody sees, presses and hears."""

import re
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.stories.diary import heard
from tests.stories.office import Member, Office, Post
from tests.stories.test_day import group, task_of

EVE = "2026-09-18"


@pytest.fixture
def office(database: Database, database_url: str) -> Iterator[Office]:
    """Otto has said on Thursday that he is away next week; it is Friday, nine o'clock."""
    with Office(database, database_url, "2026-09-17 08:00") as opened:
        opened.time_is("2026-09-17 10:00")
        opened.person("otto").says("/takt weg 21.9. bis 25.9.")
        opened.time_is(f"{EVE} 08:59")
        opened.time_is(f"{EVE} 09:00")
        yield opened


def again(member: Member, post: Post) -> Post:
    """A message as it looks now."""
    [found] = [one for one in member.reads() if one.ts == post.ts]
    return found


def newest(member: Member, beginning: str) -> Post:
    """Their newest message that begins so."""
    return next(post for post in reversed(member.reads()) if post.text.startswith(beginning))


def about_cover(office: Office) -> list[str]:
    """What was said about absences, and what was asked about Otto's work, from the eve on; without the year."""
    lines = (line.removeprefix("2026-") for line in heard(office) if line >= EVE)
    kinds = re.compile(r"(.* (?:handover|standin|uncovered|returned)):.*")
    about = (match[1] if (match := kinds.fullmatch(line)) else line for line in lines)
    return [line for line in about if not re.search(r"nudge: (?!LinkedIn|Newsletter)|escalation|coverage", line)]


def test_a_holiday_from_its_eve_to_the_return(office: Office) -> None:
    otto, dora, max_ = office.person("otto"), office.person("dora"), office.person("max")
    linkedin, newsletter = task_of(office, "2026-09-22"), task_of(office, "2026-09-25", "Newsletter")

    card = otto.last()
    assert card.text == (
        "Passt die Übergabe so?\n"
        "Du bist von Mo., 21. September bis Fr., 25. September nicht da. Das fällt in diese Zeit:\n"
        f"LinkedIn-Beitrag · #{linkedin.number} · fällig Di., 22. September\n"
        "Vertretung: Dora Klein\n"
        "Material: öffnen (https://example.com/bilder)\n"
        f"Newsletter · #{newsletter.number} · fällig Fr., 25. September\n"
        "Vertretung: Dora Klein"
    )

    otto.presses("form-stand_in", card, group(newsletter))
    form = otto.form()
    [who] = [block for block in form["blocks"] if block["type"] == "input"]
    [max_s] = [one["value"] for one in who["element"]["options"] if one["text"]["text"].startswith("Max")]
    otto.submits(person={"value": max_s})
    otto.closes()
    office.round()
    assert again(otto, card).text.splitlines()[-1].startswith("Vertretung: Max")

    otto.presses("confirm_handover", again(otto, card), "task:handover")
    office.round()
    assert again(otto, card).text.splitlines()[0] == "Die Übergabe ist geregelt"
    assert again(otto, card).buttons() == {}
    doras, maxs = newest(dora, "Kannst du Otto Brandt vertreten?"), newest(max_, "Kannst du Otto Brandt vertreten?")
    assert doras.text.splitlines()[2] == f"LinkedIn-Beitrag · #{linkedin.number} · fällig Di., 22. September"
    assert maxs.text.splitlines()[2] == f"Newsletter · #{newsletter.number} · fällig Fr., 25. September"

    dora.presses("accept_standin", doras, "task:standin")
    max_.presses("decline_standin", maxs, group(newsletter))
    office.round()
    office.time_is(f"{EVE} 09:30")
    assert again(dora, doras).text.splitlines()[0] == "Danke, du vertrittst Otto Brandt"
    assert again(max_, maxs).text.splitlines()[-1] == "Von dir abgesagt, liegt jetzt bei Dora Klein"
    assert again(otto, card).text.splitlines()[3] == "Vertretung: Dora Klein, hat schon zugesagt"
    dora.presses("accept_standin", newest(dora, "Kannst du Otto Brandt vertreten?"), "task:standin")

    for day in range(21, 26):
        office.time_is(f"2026-09-{day} 09:00")
        if day == 22:
            dora.presses("done", newest(dora, "Heute dran: LinkedIn-Beitrag"), group(linkedin))
    dora.presses("small", newest(dora, "Heute dran: Newsletter"), group(newsletter))
    office.time_is("2026-09-28 08:59")
    office.time_is("2026-09-28 09:00")
    assert newest(otto, "Willkommen zurück").text == (
        "Willkommen zurück\n"
        "Dank Dora Klein ist es inzwischen weitergegangen.\n"
        "Das ist inzwischen passiert:\n"
        f"LinkedIn-Beitrag · #{linkedin.number} · fällig Di., 22. September\n"
        "Erledigt von Dora Klein am Di., 22. September\n"
        f"Newsletter · #{newsletter.number} · fällig Fr., 25. September\n"
        "Erledigt in der Kurzversion von Dora Klein am Fr., 25. September\n"
        "Aus dieser Zeit ist nichts mehr offen."
    )
    assert about_cover(office) == [
        "09-18 09:00 dora standin",
        "09-18 09:00 max standin",
        "09-18 09:00 otto handover",
        "09-18 09:30 dora standin",
        "09-21 09:00 dora nudge: LinkedIn-Beitrag=heads_up, Website-Neuigkeit=heads_up",
        "09-22 09:00 dora nudge: LinkedIn-Beitrag=due",
        "09-23 09:00 dora nudge: Newsletter=heads_up, Website-Neuigkeit=due",
        "09-25 09:00 dora nudge: Newsletter=due",
        "09-28 09:00 otto nudge: LinkedIn-Beitrag=heads_up",
        "09-28 09:00 otto returned",
    ]


def test_without_a_tap_the_holiday_is_covered_all_the_same(office: Office) -> None:
    office.time_is("2026-09-21 09:00")
    office.time_is("2026-09-22 09:00")
    assert about_cover(office) == [
        "09-18 09:00 otto handover",
        "09-21 09:00 dora nudge: LinkedIn-Beitrag=heads_up, Website-Neuigkeit=heads_up",
        "09-21 09:00 dora standin",
        "09-22 09:00 dora nudge: LinkedIn-Beitrag=due",
    ]


def test_a_holiday_that_is_called_off_takes_its_messages_back(office: Office) -> None:
    otto, dora = office.person("otto"), office.person("dora")
    card = otto.last()
    otto.presses("confirm_handover", card, "task:handover")
    office.round()
    asked = dora.last()
    otto.says("/takt zurück")
    office.round()
    assert again(otto, card).text == (
        "Keine Übergabe mehr nötig\nAb Mo., 21. September bist du doch da, deshalb bleibt alles bei dir."
    )
    assert again(dora, asked).text == (
        "Otto Brandt ist doch da\nOtto Brandt ist ab Mo., 21. September doch da und behält die Termine."
    )
    office.time_is("2026-09-21 09:00")
    assert again(dora, asked).buttons() == {}
