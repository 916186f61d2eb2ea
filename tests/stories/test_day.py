"""Single days with the bot, told in verbs: what people do, and what everyone sees afterwards."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.tables import Activity, Person, Task
from tests.stories.office import GIVE_UP, Member, Office, Post

HARMLESS = "*_~ <!channel> <@UCLARA> &amp; `x`"


@pytest.fixture
def office(database: Database, database_url: str) -> Iterator[Office]:
    """Otto has just been asked for the LinkedIn post of Tuesday, 15 September."""
    with Office(database, database_url, "2026-09-14 08:00") as opened:
        opened.time_is("2026-09-14 09:00")
        opened.time_is("2026-09-15 09:00")
        yield opened


def task_of(office: Office, planned_on: str = "2026-09-15", title: str = "LinkedIn-Beitrag") -> Task:
    query = (
        select(Task)
        .join(Task.activity)
        .where(Activity.title == title, Task.planned_on == date.fromisoformat(planned_on))
    )
    return office.database.read(lambda session: session.scalars(query).one())


def group(task: Task) -> str:
    return f"task:{task.id}"


def actions(post: Post, task: Task) -> list[str]:
    return [action for action, _ in post.buttons().get(group(task), [])]


def answers(member: Member, act: Callable[[], Any]) -> list[str]:
    """What a person is shown because of what they did."""
    before = {post.ts for post in member.reads()}
    act()
    member.office.comes_to_rest()
    return [post.text for post in member.reads() if post.ts not in before]


def name_of(office: Office, person_id: int | None) -> str:
    return office.database.read(lambda session: session.get_one(Person, person_id).name)


def standing_is(office: Office, name: str, standing: str) -> None:
    """Waits until the bot has heard of a change of somebody's account."""
    query = select(Person.standing).where(Person.name == name)
    give_up = monotonic() + GIVE_UP
    while office.database.read(lambda session: session.scalar(query)) != standing:
        assert monotonic() < give_up, f"{name} did not become {standing}"
        sleep(0.02)


def forge(office: Office, member: Member, post: Post, value: str) -> Post:
    """Puts another key into every button of a message, as somebody could who talks to Slack without its client."""
    workspace = office.sandbox.workspace
    message = workspace.conversations[member.conversation].messages[post.ts]
    blocks = json.loads(json.dumps(message.blocks))
    for block in blocks:
        for element in block.get("elements", []):
            element.update({"value": value} if element["type"] == "button" else {})
    workspace.change_message(message, blocks=blocks)
    [forged] = [one for one in member.reads() if one.ts == post.ts]
    return forged


def test_a_press_changes_the_message_that_asked(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    asked = otto.last()
    assert actions(asked, task) == ["done", "on_it", "blocked", "later", "small", "menu"]
    assert answers(otto, lambda: otto.presses("done", asked, group(task))) == []
    office.round()
    shown = otto.last()
    assert (shown.ts, shown.buttons(), shown.text.splitlines()[-1]) == (
        asked.ts,
        {},
        "Erledigt von Otto Brandt am Di., 15. September",
    )


def test_on_it_by_command_is_quiet_until_the_promised_day_is_over(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    said = otto.says("/takt dran")["text"]
    assert said == "Notiert: Du bist an LinkedIn-Beitrag dran. Bis Mi., 16. September frage ich nicht nach."
    before = otto.last().ts
    office.time_is("2026-09-16 09:00")
    assert otto.last().ts == before
    office.time_is("2026-09-17 09:00")
    assert actions(otto.last(), task) == ["done", "on_it", "blocked", "later", "small", "menu"]
    assert otto.last().ts > before


def test_a_direct_message_ends_the_only_open_task(office: Office) -> None:
    otto = office.person("otto")
    answer = otto.writes("erledigt")
    assert answer.text == "Notiert: LinkedIn-Beitrag ist erledigt. Nächster Termin: Di., 22. September."
    assert task_of(office).ended == "done"


def test_of_two_who_press_at_once_the_second_learns_who_was_first(office: Office) -> None:
    """The message says so to both, and whoever was later is told at once as well."""
    otto, dora, task = office.person("otto"), office.person("dora"), task_of(office)
    office.time_is("2026-09-16 09:00")
    office.time_is("2026-09-17 09:00")
    posts = {member.id: member.last() for member in (otto, dora)}
    before = {member.id: len(member.reads()) for member in (otto, dora)}

    def press(member: Member) -> None:
        member.presses("done", posts[member.id], group(task))

    with ThreadPoolExecutor(2) as both:
        list(both.map(press, (otto, dora)))
    office.comes_to_rest()
    office.round()
    winner = name_of(office, task_of(office).ended_by_id)
    first, second = (otto, dora) if winner == "Otto Brandt" else (dora, otto)
    ending = f"Erledigt von {winner} am Do., 17. September"
    for member in (first, second):
        [shown] = [post for post in member.reads() if post.ts == posts[member.id].ts]
        assert (shown.buttons(), shown.text.splitlines()[-1]) == ({}, ending)
    told = [[post.text.splitlines()[0] for post in member.reads()[before[member.id] :]] for member in (first, second)]
    refusal = f"LinkedIn-Beitrag (#{task.number}) ist schon abgeschlossen. {ending}."
    assert told == [[], [refusal]]


def test_a_reply_to_what_is_done_changes_nothing(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    otto.says("/takt erledigt")
    answer = otto.says(f"/takt blockiert #{task.number} Material")["text"]
    assert answer.splitlines()[0] == (
        f"LinkedIn-Beitrag (#{task.number}) ist schon abgeschlossen. Erledigt von Otto Brandt am Di., 15. September."
    )
    assert (task_of(office).ended, task_of(office).stall_reason) == ("done", None)


def test_a_guest_learns_nothing_of_the_tasks_of_others(office: Office) -> None:
    emma, task = office.person("emma"), task_of(office)
    office.post("members", id="UEMMA", is_restricted=True)
    standing_is(office, "Emma Hughes", "guest")
    office.time_is("2026-09-15 10:00")
    own = task_of(office, "2026-09-14", "Bewertungen beantworten")
    of_another = forge(office, emma, emma.last(), str(task.id))
    about_another = answers(emma, lambda: emma.presses("done", of_another, group(own)))
    of_nobody = forge(office, emma, of_another, "999999")
    about_nobody = answers(emma, lambda: emma.presses("done", of_nobody, group(own)))
    assert len(about_nobody) == 1
    assert about_another == about_nobody
    assert task_of(office).ended is None


@pytest.mark.parametrize("value", ["999999", "99999999999999999999", "-1", "1 OR 1=1", "١"])
def test_a_forged_key_means_nothing(office: Office, value: str) -> None:
    otto, task = office.person("otto"), task_of(office)
    forged = forge(office, otto, otto.last(), value)
    [told] = answers(otto, lambda: otto.presses("done", forged, group(task)))
    assert told.splitlines()[0] == "Das gibt es hier nicht mehr."
    assert task_of(office).ended is None


def test_a_note_comes_back_as_the_plain_words_it_was(office: Office) -> None:
    otto = office.person("otto")
    otto.writes(f"erledigt #{task_of(office).number} {HARMLESS}")
    office.time_is("2026-09-22 09:00")
    asked = otto.last()
    assert asked.text.splitlines()[-1] == "Vom letzten Mal: *_~ &lt;!channel&gt; &lt;@UCLARA&gt; &amp;amp; `x`"
    [small_print] = [one for block in asked.blocks for one in block.get("elements", []) if HARMLESS in str(one)]
    assert small_print == {"type": "plain_text", "text": f"Vom letzten Mal: {HARMLESS}"}


def test_the_task_of_somebody_who_left_goes_to_the_deputy(office: Office) -> None:
    dora, task = office.person("dora"), task_of(office)
    office.post("members", id="UOTTO", deleted=True)
    standing_is(office, "Otto Brandt", "deactivated")
    office.time_is("2026-09-15 11:00")
    asked = dora.last()
    assert actions(asked, task) == ["done", "on_it", "blocked", "later", "small", "menu"]
    assert asked.text.splitlines()[2] == "Otto Brandt ist nicht da, der Termin liegt deshalb jetzt bei dir."


def test_a_task_is_moved_in_a_form(office: Office) -> None:
    otto, task = office.person("otto"), task_of(office)
    otto.presses("move", otto.last(), group(task))
    assert otto.form()["callback_id"] == "move"
    otto.submits(to={"value": "2026-09-18"})
    assert (task_of(office).due_on, task_of(office, "2026-09-22").due_on) == (date(2026, 9, 18), date(2026, 9, 22))
    office.round()
    asked = otto.last()
    assert (asked.buttons(), asked.text.splitlines()[-1]) == ({}, "Verschoben auf Fr., 18. September")
    office.time_is("2026-09-16 09:00")
    assert otto.last().ts == asked.ts
    office.time_is("2026-09-18 09:00")
    assert otto.last().ts > asked.ts
    assert actions(otto.last(), task) == ["done", "on_it", "blocked", "later", "small", "menu"]


def test_the_coordinator_gives_a_stalled_task_to_somebody_else(office: Office) -> None:
    clara, max_, task = office.person("clara"), office.person("max"), task_of(office)
    for day in ("16", "17", "18"):
        office.time_is(f"2026-09-{day} 09:00")
    card = clara.last()
    assert actions(card, task) == ["reassign", "shrink", "move", "menu"]
    clara.presses("reassign", card, group(task))
    [person] = [block for block in clara.form()["blocks"] if block.get("block_id") == "person"]
    people = {one["text"]["text"]: one["value"] for one in person["element"]["options"]}
    clara.submits(person={"value": people["Max Hofer"]})
    office.round()
    assert actions(max_.last(), task) == ["done", "on_it", "blocked", "later", "small", "menu"]
    for told in (clara, office.person("otto"), office.person("dora")):
        assert (told.last().buttons(), told.last().text.splitlines()[-1]) == ({}, "Liegt jetzt bei Max Hofer")
