"""What Slack delivers is read once, and what nobody may answer to is dropped."""

import copy
from typing import Any

import pytest

from bot.slack.blocks import Choice
from bot.slack.incoming_text import typed_text
from bot.slack.payloads import (
    CommandGiven,
    Erased,
    Filled,
    HomeOpened,
    MemberChanged,
    Pressed,
    Removed,
    Submitted,
    Who,
    Wrote,
    read_command,
    read_entry,
    read_event,
    read_press,
    read_submission,
)

OTTO = Who("T1", "UOTTO")

COMMAND = {
    "team_id": "T1",
    "channel_id": "C1",
    "channel_name": "marketing",
    "user_id": "UOTTO",
    "command": "/takt",
    "text": "übergeben 12 &lt;alles&gt; <@UDORA|dora>",
    "response_url": "https://hooks.example/1",
    "trigger_id": "1.2.abc",
    "is_enterprise_install": "false",
}
PRESS: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "UOTTO", "username": "otto", "team_id": "T1"},
    "team": {"id": "T1", "domain": "firma"},
    "container": {"type": "message", "message_ts": "1700.1", "channel_id": "D1", "is_ephemeral": False},
    "channel": {"id": "D1", "name": "directmessage"},
    "message": {"ts": "1700.1", "bot_id": "B1"},
    "trigger_id": "1.2.abc",
    "response_url": "https://hooks.example/2",
    "actions": [{"type": "button", "action_id": "done", "block_id": "task:12", "value": "12", "action_ts": "1700.2"}],
}
SUBMISSION: dict[str, Any] = {
    "type": "view_submission",
    "user": {"id": "UOTTO", "team_id": "T1"},
    "team": {"id": "T1"},
    "view": {
        "id": "V1",
        "hash": "1.ab",
        "type": "modal",
        "callback_id": "blocked",
        "private_metadata": '{"form": "blocked", "ref": "12"}',
        "blocks": [
            {"type": "context", "block_id": "about"},
            *({"type": "input", "block_id": name} for name in ("reason", "note", "empty")),
        ],
        "app_installed_team_id": "T1",
        "state": {
            "values": {
                "reason": {"value": {"type": "static_select", "selected_option": {"value": "material"}}},
                "note": {"value": {"type": "plain_text_input", "value": "  Fotos fehlen "}},
                "to": {"value": {"type": "datepicker", "selected_date": "2026-12-01"}},
                "at": {"value": {"type": "timepicker", "selected_time": "09:00"}},
                "person": {"value": {"type": "users_select", "selected_user": "UDORA"}},
                "people": {"value": {"type": "multi_users_select", "selected_users": ["UDORA", "UMAX"]}},
                "where": {"value": {"type": "conversations_select", "selected_conversation": "C1"}},
                "some": {"value": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}},
                "none": {"value": {"type": "checkboxes", "selected_options": []}},
                "empty": {"value": {"type": "plain_text_input", "value": None}},
                "unchosen": {"value": {"type": "static_select", "selected_option": None}},
                "blank": {"value": {"type": "plain_text_input", "value": "   "}},
            }
        },
    },
}


def event(**facts: Any) -> dict[str, Any]:
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": facts}


MESSAGE = event(type="message", user="UOTTO", text="erledigt", ts="1700.3", channel="D1", channel_type="im", team="T1")


def changed(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with one place changed; `…` as the value takes the place away."""
    copied = copy.deepcopy(body)
    *parents, last = path.split(".")
    node = copied
    for name in parents:
        node = node[name]
    node[last] = value
    if value is ...:
        del node[last]
    return copied


def test_a_command_is_its_plain_words_with_people_marked() -> None:
    assert read_command(COMMAND) == CommandGiven(
        OTTO, "übergeben 12 <alles> <@UDORA>", "1.2.abc", "https://hooks.example/1", "command:1.2.abc"
    )


@pytest.mark.parametrize("missing", ["team_id", "user_id"])
def test_a_command_of_nobody_is_dropped(missing: str) -> None:
    assert read_command(changed(COMMAND, missing, ...)) is None


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("liste", "liste"),
        ("  verschieben\u00a012   morgen ", "verschieben 12 morgen"),
        ("&amp;lt; bleibt", "&lt; bleibt"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<@U1> und <@U2|dora>", "<@U1> und <@U2>"),
        ("in <#C1|marketing> <#C2|> <#C3>", "in #marketing #C2 #C3"),
        ("<https://x.de/a?b=1&amp;c=2|x.de> <https://y.de>", "https://x.de/a?b=1&c=2 https://y.de"),
        ("<mailto:otto@x.de|otto@x.de>", "otto@x.de"),
        ("<!channel> <!here|@here> <!subteam^S1|@team> <!subteam^S1>", "@channel @here @team @subteam"),
        ("zwei\nZeilen", "zwei\nZeilen"),
        ("\u202eumgedreht\x00", "umgedreht"),
    ],
)
def test_text_arrives_as_it_was_typed(sent: str, typed: str) -> None:
    assert typed_text(sent) == typed


def test_a_press_is_a_choice_with_a_key_that_repeats_with_it() -> None:
    pressed = Pressed(
        who=OTTO,
        choice=Choice("done", "12"),
        place="message",
        trigger_id="1.2.abc",
        response_url="https://hooks.example/2",
        key="T1:D1:1700.2:UOTTO:done",
    )
    assert read_press(PRESS) == pressed
    assert read_press(changed(PRESS, "trigger_id", "9.9.other")) == Pressed(
        **{**vars(pressed), "trigger_id": "9.9.other"}
    )


def test_a_menu_brings_its_choice_in_the_value() -> None:
    action = {
        "type": "overflow",
        "action_id": "menu",
        "selected_option": {"text": {"type": "plain_text", "text": "Auslassen"}, "value": "skip:12"},
        "action_ts": "1700.2",
    }
    pressed = read_press(changed(PRESS, "actions", [action]))
    assert pressed is not None
    assert (pressed.choice, pressed.key) == (Choice("skip", "12"), "T1:D1:1700.2:UOTTO:menu")


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("container", {"type": "message", "is_ephemeral": True, "channel_id": "C1"}, "answer"),
        ("actions", [{"type": "button", "action_id": "done", "block_id": "answer:12", "value": "12"}], "answer"),
        ("container", {"type": "view", "view_id": "V1"}, "modal"),
    ],
)
def test_a_press_knows_where_it_happened(path: str, value: Any, place: str) -> None:
    pressed = read_press(changed(PRESS, path, value))
    assert pressed is not None
    assert pressed.place == place


def test_a_press_in_the_app_home_has_no_response_url() -> None:
    body = changed(changed(PRESS, "container", {"type": "view", "view_id": "V7"}), "response_url", ...)
    pressed = read_press({**body, "view": {"id": "V7", "type": "home", "app_installed_team_id": "T1"}})
    assert pressed is not None
    assert (pressed.place, pressed.response_url, pressed.key) == ("home", None, "T1:V7:1700.2:UOTTO:done")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("user.team_id", "T2"),
        ("user.id", ...),
        ("team.id", ...),
        ("actions", []),
        ("actions", [{"type": "datepicker", "action_id": "on", "selected_date": "2026-12-01"}]),
    ],
)
def test_presses_of_strangers_and_of_nothing_are_dropped(path: str, value: Any) -> None:
    assert read_press(changed(PRESS, path, value)) is None


def test_a_form_brings_its_filled_fields_by_name() -> None:
    fields = {
        "reason": "material",
        "note": "Fotos fehlen",
        "to": "2026-12-01",
        "at": "09:00",
        "person": "UDORA",
        "people": "UDORA,UMAX",
        "where": "C1",
        "some": "a,b",
    }
    filled = Filled(OTTO, "blocked", "12", ("reason", "note", "empty"), fields, "V1", "1.ab")
    assert read_submission(SUBMISSION) == Submitted(filled, "T1:view:V1:blocked:1.ab")


def entry(**action: Any) -> dict[str, Any]:
    return {**SUBMISSION, "type": "block_actions", "actions": [action]}


def test_an_entry_in_a_form_is_told_from_a_button_in_it() -> None:
    typed = entry(type="plain_text_input", block_id="note", action_id="value", value="Fotos fehlen")
    button = entry(type="button", block_id="answer:12", action_id="done", value="12")
    sent = read_submission(SUBMISSION)
    assert sent is not None
    assert (read_entry(typed), read_entry(button), read_entry({**typed, "view": None})) == (sent.filled, None, None)
    assert read_press(typed) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("view.private_metadata", ""),
        ("view.private_metadata", "kein JSON"),
        ("view.private_metadata", "[]"),
        ("view.private_metadata", '{"form": "blocked"}'),
        ("view.private_metadata", '{"form": "blocked", "ref": 12}'),
        ("view.app_installed_team_id", "T2"),
        ("user.team_id", "T2"),
    ],
)
def test_forms_of_strangers_and_of_others_are_dropped(path: str, value: Any) -> None:
    assert read_submission(changed(SUBMISSION, path, value)) is None


def test_a_message_is_read_with_its_place() -> None:
    assert read_event(MESSAGE) == Wrote(OTTO, "erledigt", "D1", "1700.3", None, "event:Ev1")


@pytest.mark.parametrize(
    ("path", "value", "text", "thread_ts"),
    [
        ("event.thread_ts", "1690.0", "erledigt", "1690.0"),
        ("event.thread_ts", "1700.3", "erledigt", None),  # the first message of a thread answers nothing
        ("event.subtype", "file_share", "erledigt", None),
        ("event.user_team", "T1", "erledigt", None),
        ("event.text", "", "", None),
    ],
)
def test_threads_and_files_are_followed(path: str, value: str, text: str, thread_ts: str | None) -> None:
    assert read_event(changed(MESSAGE, path, value)) == Wrote(OTTO, text, "D1", "1700.3", thread_ts, "event:Ev1")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("event.bot_id", "B1"),
        ("event.user", ...),
        ("event.user_team", "T2"),
        ("event.team", "T2"),
        ("event.channel_type", "channel"),
        *(
            ("event.subtype", subtype)
            for subtype in ("bot_message", "me_message", "channel_join", "thread_broadcast", "reminder_add", "unknown")
        ),
    ],
)
def test_bots_strangers_and_other_subtypes_are_dropped(path: str, value: Any) -> None:
    assert read_event(changed(MESSAGE, path, value)) is None


def edited(after: dict[str, Any], before: str = "erledigt") -> dict[str, Any]:
    return event(
        type="message",
        subtype="message_changed",
        channel="D1",
        channel_type="im",
        hidden=True,
        message={"type": "message", "user": "UOTTO", "ts": "1700.3", **after},
        previous_message={"type": "message", "user": "UOTTO", "ts": "1700.3", "text": before},
    )


def test_an_edited_message_is_read_again() -> None:
    wrote = Wrote(OTTO, "erledigt 12", "D1", "1700.3", "1690.0", "event:Ev1", edited=True)
    assert read_event(edited({"text": "erledigt 12", "thread_ts": "1690.0"})) == wrote


@pytest.mark.parametrize(
    "after",
    [
        {"text": "erledigt"},  # a preview was added, the words are the same
        {"text": "Fällig", "bot_id": "B1"},
        {"text": "This message was deleted.", "subtype": "tombstone", "user": "USLACKBOT"},
    ],
)
def test_an_edit_that_says_nothing_new_is_dropped(after: dict[str, Any]) -> None:
    assert read_event(edited(after)) is None


@pytest.mark.parametrize(
    ("previous", "read"),
    [
        ({"user": "UOTTO", "text": "erledigt"}, Erased(OTTO, "D1", "1700.3", None, "event:Ev1")),
        (
            {"user": "UOTTO", "text": "erledigt", "thread_ts": "1690.0"},
            Erased(OTTO, "D1", "1700.3", "1690.0", "event:Ev1"),
        ),
        ({"user": "UTAKT", "text": "Fällig", "bot_id": "B1"}, None),
        ({"user": "UEXT", "text": "hallo", "user_team": "T2"}, None),
        ({"text": "hallo"}, None),
    ],
)
def test_a_deleted_message_names_its_author_and_its_place(previous: dict[str, Any], read: object) -> None:
    facts = {"type": "message", "subtype": "message_deleted", "channel": "D1", "channel_type": "im"}
    body = event(**facts, deleted_ts="1700.3", previous_message={"type": "message", "ts": "1700.3", **previous})
    assert read_event(body) == read


@pytest.mark.parametrize(
    ("facts", "read"),
    [
        ({"type": "app_home_opened", "user": "UOTTO", "channel": "D1", "tab": "home"}, HomeOpened(OTTO, "D1", None)),
        (
            {"type": "app_home_opened", "user": "UOTTO", "channel": "D1", "tab": "home", "view": {"hash": "1.ab"}},
            HomeOpened(OTTO, "D1", "1.ab"),
        ),
        ({"type": "app_home_opened", "user": "UOTTO", "channel": "D1", "tab": "messages"}, None),
        ({"type": "user_change", "user": {"id": "UOTTO"}}, MemberChanged("T1", {"id": "UOTTO"})),
        ({"type": "team_join", "user": {"id": "UNEU"}}, MemberChanged("T1", {"id": "UNEU"})),
        ({"type": "app_uninstalled"}, Removed("T1", "app_uninstalled")),
        ({"type": "tokens_revoked", "tokens": {"bot": ["UTAKT"]}}, Removed("T1", "tokens_revoked")),
        ({"type": "reaction_added", "user": "UOTTO"}, None),
        ({}, None),
    ],
)
def test_other_events(facts: dict[str, Any], read: object) -> None:
    assert read_event(event(**facts)) == read


@pytest.mark.parametrize("read", [read_command, read_press, read_submission, read_event])
@pytest.mark.parametrize("body", [{}, {"event": None, "user": "U1", "actions": None, "view": 7, "team": []}])
def test_nonsense_is_dropped_and_breaks_nothing(read: Any, body: dict[str, Any]) -> None:
    assert read(body) is None
