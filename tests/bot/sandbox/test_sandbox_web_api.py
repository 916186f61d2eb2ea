"""The Web API answers as Slack's does: who may call, with which arguments, and what comes back."""

import time
from typing import Any
from urllib.request import Request, urlopen

import pytest

from bot.sandbox.installation import SCOPES
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, ask, call, form, home, section

IDS = {"event_type": "nudge", "event_payload": {"outbox": 7}}


def refusal(error: str, *messages: str, **extra: Any) -> Json:
    answer: Json = {"ok": False, "error": error, **extra}
    return answer | ({"response_metadata": {"messages": list(messages)}} if messages else {})


def post_to(sandbox: Sandbox, channel: str, **arguments: Any) -> Json:
    answer = call(sandbox, "chat.postMessage", channel=channel, **{"text": "hallo", **arguments})
    assert answer["ok"], answer
    return answer


def without_volatile(message: Json) -> Json:
    return {k: v for k, v in message.items() if k not in ("ts", "bot_profile", "edited")}


# --- who may call ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", None, "not_authed"),
        ("auth.test", "xoxb-somebody-else", "invalid_auth"),
        ("auth.test", "xapp-1-sandbox-app-token", "not_allowed_token_type"),
        ("apps.connections.open", "xoxb-sandbox-bot-token", "not_allowed_token_type"),
        ("apps.connections.open", "xapp-1-other", "invalid_auth"),
    ],
)
def test_only_the_right_token_opens_a_method(hall: Sandbox, method: str, token: str | None, error: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    assert ask(hall.api_url + method, {}, headers=headers) == refusal(error)


def test_an_unknown_method_is_named(hall: Sandbox) -> None:
    assert call(hall, "chat.shout") == refusal("unknown_method", req_method="chat.shout")


def test_the_app_learns_who_it_is(hall: Sandbox) -> None:
    assert call(hall, "auth.test") == {
        "ok": True,
        "url": f"{hall.url}/",
        "team": "Sandkasten",
        "user": "takt",
        "team_id": "TSANDBOX",
        "user_id": "UTAKT",
        "bot_id": "BTAKT",
        "is_enterprise_install": False,
    }


def test_a_form_with_the_token_in_it_and_get_work_too(hall: Sandbox) -> None:
    body = form(token=hall.installation.bot_token, channel="UOTTO", text="hallo", blocks='[{"type": "divider"}]')
    with urlopen(Request(f"{hall.api_url}chat.postMessage", body), timeout=5) as answer:
        assert answer.headers["X-OAuth-Scopes"] == ",".join(SCOPES)
    address = f"{hall.api_url}users.info?token={hall.installation.bot_token}&user=UOTTO"
    assert ask(address)["user"]["name"] == "otto"


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("text/plain", b"x", "invalid_post_type"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(hall: Sandbox, kind: str, body: bytes, error: str) -> None:
    request = Request(f"{hall.api_url}auth.test", body, {"Content-Type": kind})
    with urlopen(request, timeout=5) as answer:
        assert answer.read() == b'{"ok":false,"error":"%s"}' % error.encode()


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("conversations.open", {"users": "UOTTO,UDORA"}, "mpim:write"),
        ("conversations.list", {}, "channels:read,groups:read,im:read,mpim:read"),
        ("conversations.history", {"channel": "CMARKETING"}, "channels:history"),
        ("team.info", {}, "team:read"),
        ("files.info", {"file": "F1"}, "files:read"),
        ("chat.postMessage", {"channel": "UOTTO", "text": "x", "username": "Boss"}, "chat:write.customize"),
    ],
)
def test_a_scope_that_was_not_granted_is_missing(hall: Sandbox, method: str, arguments: Json, needed: str) -> None:
    expected = refusal("missing_scope", needed=needed, provided=",".join(SCOPES))

    assert call(hall, method, **arguments) == expected


@pytest.mark.parametrize(
    ("method", "arguments", "message"),
    [
        ("chat.postMessage", {"text": "x"}, "[ERROR] missing required field: channel"),
        ("chat.postMessage", {"channel": "", "text": "x"}, "[ERROR] missing required field: channel"),
        ("chat.postMessage", {"channel": "UOTTO", "txt": "x"}, "[ERROR] unexpected argument: txt"),
        ("chat.postMessage", {"channel": {"id": "U"}}, "[ERROR] must provide a string [json-pointer:/channel]"),
        ("chat.postMessage", {"channel": "U", "mrkdwn": "ja"}, "[ERROR] must provide a boolean [json-pointer:/mrkdwn]"),
        ("users.list", {"limit": "viele"}, "[ERROR] must provide a number [json-pointer:/limit]"),
        ("views.publish", {"user_id": "UOTTO", "view": "{"}, "[ERROR] must provide JSON [json-pointer:/view]"),
        ("views.publish", {"user_id": "UNOBODY", "view": home(section("x"))}, "invalid `user_id`"),
        ("views.open", {"view": {"type": "modal"}}, "[ERROR] missing required field: title [json-pointer:/view]"),
    ],
)
def test_wrong_arguments_are_named(hall: Sandbox, method: str, arguments: Json, message: str) -> None:
    answer = call(hall, method, **arguments)

    assert (answer["error"], message in answer["response_metadata"]["messages"]) == ("invalid_arguments", True)


def test_after_uninstalling_nothing_works(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/app", {"do": "uninstall"})
    assert call(sandbox, "auth.test") == refusal("account_inactive")

    ask(f"{sandbox.url}/sandbox/app", {"do": "revoke"})
    assert call(sandbox, "auth.test") == refusal("token_revoked")

    ask(f"{sandbox.url}/sandbox/app", {"do": "install"})
    assert call(sandbox, "auth.test")["ok"]


# --- posting ---------------------------------------------------------------------------------------------------------


def test_a_message_to_a_person_opens_their_direct_message(sandbox: Sandbox) -> None:
    answer = post_to(sandbox, "UOTTO", metadata=IDS)

    assert answer["channel"].startswith("D")
    assert without_volatile(answer["message"]) == {
        "type": "message",
        "user": "UTAKT",
        "text": "hallo",
        "bot_id": "BTAKT",
        "app_id": "ASANDBOX",
        "team": "TSANDBOX",
        "metadata": IDS,
    }
    assert post_to(sandbox, "UOTTO")["channel"] == answer["channel"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "UNOBODY", "text": "x"}, "channel_not_found"),
        ({"channel": "USLACKBOT", "text": "x"}, "channel_not_found"),
        ({"channel": "CNOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "#nowhere", "text": "x"}, "channel_not_found"),
        ({"channel": "CALLGEMEIN", "text": "x"}, "not_in_channel"),
        ({"channel": "UOTTO"}, "no_text"),
        ({"channel": "UOTTO", "text": "", "blocks": []}, "no_text"),
        ({"channel": "UOTTO", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "UOTTO", "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"channel": "UOTTO", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "UOTTO", "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        (
            {"channel": "UOTTO", "text": "x", "metadata": {"event_type": "x", "event_payload": {"a": {"b": {}}}}},
            "invalid_metadata_format",
        ),
        ({"channel": "UOTTO", "text": "x", "metadata": {**IDS, "more": 1}}, "invalid_metadata_schema"),
        (
            {"channel": "UOTTO", "text": "x", "metadata": {"event_type": "x", "event_payload": {"a": "x" * 9000}}},
            "metadata_too_large",
        ),
        ({"channel": "UOTTO", "text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ],
)
def test_what_cannot_be_posted_is_refused(hall: Sandbox, arguments: Json, error: str) -> None:
    assert call(hall, "chat.postMessage", **arguments) == refusal(error)


def test_an_archived_channel_takes_no_messages(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/conversations", {"id": "CMARKETING", "archived": True})

    assert call(sandbox, "chat.postMessage", channel="CMARKETING", text="x") == refusal("is_archived")


def test_a_channel_can_be_named(sandbox: Sandbox) -> None:
    assert post_to(sandbox, "#marketing")["channel"] == "CMARKETING"


def test_a_private_channel_without_the_app_is_invisible(sandbox: Sandbox) -> None:
    secret = {"id": "CSECRET", "name": "geheim", "kind": "private", "members": ["UMAX"]}
    ask(f"{sandbox.url}/sandbox/conversations", secret)

    assert call(sandbox, "chat.postMessage", channel="CSECRET", text="x") == refusal("channel_not_found")


def test_posting_to_a_deactivated_person_succeeds_as_in_slack(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/members", {"id": "UOTTO", "deleted": True})

    assert post_to(sandbox, "UOTTO")["ok"]


def test_a_person_of_another_company_cannot_be_written_to(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/members", {"id": "UOTTO", "is_stranger": True, "team_id": "TOTHER"})

    assert call(sandbox, "chat.postMessage", channel="UOTTO", text="x") == refusal("channel_not_found")


def test_text_above_40000_characters_is_cut_with_a_warning(hall: Sandbox) -> None:
    answer = post_to(hall, "UOTTO", text="x" * 40_001)

    assert (len(answer["message"]["text"]), answer["warning"], answer["response_metadata"]) == (
        40_000,
        "message_truncated",
        {"warnings": ["message_truncated"]},
    )


def test_a_reply_to_a_reply_goes_to_the_parent_of_both(sandbox: Sandbox) -> None:
    parent = post_to(sandbox, "UOTTO")
    place, ts = parent["channel"], parent["ts"]
    reply = post_to(sandbox, place, text="eins", thread_ts=ts)
    post_to(sandbox, place, text="zwei", thread_ts=reply["ts"])

    thread = call(sandbox, "conversations.replies", channel=place, ts=ts)
    assert [(m["text"], m["thread_ts"]) for m in thread["messages"]] == [("hallo", ts), ("eins", ts), ("zwei", ts)]
    assert (thread["messages"][0]["reply_count"], thread["has_more"]) == (2, False)
    history = call(sandbox, "conversations.history", channel=place)
    assert [m["text"] for m in history["messages"]] == ["hallo"]


def test_two_hundred_messages_take_less_than_a_second(sandbox: Sandbox) -> None:
    """Counted in time of the processor, client included, so that a busy machine does not matter."""
    started = time.process_time()
    for _ in range(200):
        post_to(sandbox, "UOTTO", blocks=[section("x")], metadata=IDS)
    assert time.process_time() - started < 1.0


# --- changing --------------------------------------------------------------------------------------------------------


def test_an_update_replaces_what_it_names_and_keeps_the_rest(sandbox: Sandbox) -> None:
    posted = post_to(sandbox, "UOTTO", blocks=[section("alt", block_id="b")], metadata=IDS)
    place, ts = posted["channel"], posted["ts"]

    def update(**changes: Any) -> Json:
        message: Json = call(sandbox, "chat.update", channel=place, ts=ts, **changes)["message"]
        told = {name: message.get(name) for name in ("text", "metadata")}
        return told | {"blocks": [b["text"]["text"] for b in message.get("blocks", [])], "edited": "edited" in message}

    with_blocks = update(text="Erledigt", blocks=[section("neu", block_id="b")])
    assert with_blocks == {"text": "Erledigt", "metadata": IDS, "blocks": ["neu"], "edited": False}
    bare_metadata = update(metadata={})
    assert bare_metadata == {"text": "Erledigt", "metadata": None, "blocks": ["neu"], "edited": False}
    text_alone = update(text="Nur Text")
    assert text_alone == {"text": "Nur Text", "metadata": None, "blocks": [], "edited": True}


def test_what_cannot_be_updated_is_refused(sandbox: Sandbox) -> None:
    posted = post_to(sandbox, "UOTTO")
    place, ts = posted["channel"], posted["ts"]
    act = {"as": "UOTTO", "do": "write", "conversation": place, "text": "meins"}
    ask(f"{sandbox.url}/sandbox/act", act)
    theirs = ask(f"{sandbox.url}/sandbox/messages?as=UOTTO&conversation={place}")["messages"][-1]["ts"]

    def update(**changes: Any) -> str:
        arguments = {"channel": place, "ts": ts, "text": "neu", **changes}
        return str(call(sandbox, "chat.update", **arguments)["error"])

    assert update(channel="UOTTO") == "channel_not_found"
    assert update(ts="1.000001") == "message_not_found"
    assert update(ts=theirs) == "cant_update_message"
    assert update(text="x" * 4001) == "msg_too_long"
    assert update(text=None) == "no_text"
    assert update(text="") == "no_text"
    assert call(sandbox, "chat.delete", channel=place, ts=theirs) == refusal("cant_delete_message")


def test_a_deleted_message_is_gone_and_one_with_replies_leaves_a_tombstone(sandbox: Sandbox) -> None:
    alone, parent = post_to(sandbox, "UOTTO"), post_to(sandbox, "UOTTO", text="oben")
    place = alone["channel"]
    post_to(sandbox, place, text="unten", thread_ts=parent["ts"])

    assert call(sandbox, "chat.delete", channel=place, ts=alone["ts"]) == {
        "ok": True,
        "channel": place,
        "ts": alone["ts"],
    }
    call(sandbox, "chat.delete", channel=place, ts=parent["ts"])

    history = call(sandbox, "conversations.history", channel=place)["messages"]
    assert [(m["subtype"], m["text"], m["user"]) for m in history] == [
        ("tombstone", "This message was deleted.", "USLACKBOT")
    ]
    assert call(sandbox, "chat.delete", channel=place, ts=alone["ts"]) == refusal("message_not_found")


def test_an_ephemeral_message_is_seen_by_one_person_and_kept_by_no_history(sandbox: Sandbox) -> None:
    sandbox.installation.scopes.append("channels:history")
    answer = call(sandbox, "chat.postEphemeral", channel="CMARKETING", user="UOTTO", text="psst")
    assert set(answer) == {"ok", "message_ts"}

    def seen_by(who: str) -> list[str]:
        shown = ask(f"{sandbox.url}/sandbox/messages?as={who}&conversation=CMARKETING")["messages"]
        return [m["text"] for m in shown if m["ephemeral"]]

    assert (seen_by("UOTTO"), seen_by("UCLARA")) == (["psst"], [])
    assert call(sandbox, "conversations.history", channel="CMARKETING")["messages"] == []
    updating = {"channel": "CMARKETING", "ts": answer["message_ts"], "text": "x"}
    assert call(sandbox, "chat.update", **updating) == refusal("message_not_found")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "CALLGEMEIN", "user": "UOTTO"}, "not_in_channel"),
        ({"channel": "CMARKETING", "user": "UNOBODY"}, "user_not_found"),
        ({"channel": "CMARKETING", "user": "USLACKBOT"}, "user_not_in_channel"),
        ({"channel": "UOTTO", "user": "UOTTO"}, "channel_not_found"),
    ],
)
def test_an_ephemeral_message_needs_both_in_the_channel(hall: Sandbox, arguments: Json, error: str) -> None:
    assert call(hall, "chat.postEphemeral", text="x", **arguments) == refusal(error)


def test_a_permalink_names_conversation_and_message(sandbox: Sandbox) -> None:
    posted = post_to(sandbox, "UOTTO")
    place, ts = posted["channel"], posted["ts"]

    answer = call(sandbox, "chat.getPermalink", channel=place, message_ts=ts)

    assert answer == {
        "ok": True,
        "channel": place,
        "permalink": f"{sandbox.url}/archives/{place}/p{ts.replace('.', '')}",
    }


# --- reading ---------------------------------------------------------------------------------------------------------


def test_metadata_is_shown_only_to_those_who_ask_for_it(sandbox: Sandbox) -> None:
    place = post_to(sandbox, "UOTTO", metadata=IDS)["channel"]

    def shown(**arguments: Any) -> Any:
        return call(sandbox, "conversations.history", channel=place, **arguments)["messages"][0].get("metadata")

    assert (shown(), shown(include_all_metadata=True)) == (None, IDS)


def test_a_history_comes_in_pages_newest_first(sandbox: Sandbox) -> None:
    places = [post_to(sandbox, "UOTTO", text=str(n))["channel"] for n in range(5)]
    place = places[0]

    pages, cursor = [], ""
    while True:
        page = call(sandbox, "conversations.history", channel=place, limit=2, cursor=cursor)
        pages.append([m["text"] for m in page["messages"]])
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    assert call(sandbox, "conversations.history", channel=place, cursor="%") == refusal("invalid_cursor")


def test_a_span_excludes_its_ends_unless_inclusive(sandbox: Sandbox) -> None:
    posted = [post_to(sandbox, "UOTTO", text=str(n)) for n in range(4)]
    place = posted[0]["channel"]
    ends = {"oldest": posted[1]["ts"], "latest": posted[3]["ts"]}

    def texts(**arguments: Any) -> list[str]:
        answer = call(sandbox, "conversations.history", channel=place, **arguments)
        return [m["text"] for m in answer["messages"]]

    assert texts(**ends) == ["2"]
    assert texts(**ends, inclusive=True) == ["3", "2", "1"]


def test_a_user_is_described_in_their_zone_and_language(hall: Sandbox) -> None:
    user = call(hall, "users.info", user="UEMMA", include_locale=True)["user"]
    facts = ("id", "team_id", "name", "real_name", "deleted", "tz", "locale", "is_bot", "is_restricted")

    assert {name: user[name] for name in facts} == {
        "id": "UEMMA",
        "team_id": "TSANDBOX",
        "name": "emma",
        "real_name": "Emma Hughes",
        "deleted": False,
        "tz": "Europe/London",
        "locale": "en-GB",
        "is_bot": False,
        "is_restricted": False,
    }
    assert call(hall, "users.info", user="UNOBODY") == refusal("user_not_found")


@pytest.mark.parametrize(("day", "offset"), [("2026-07-01T12:00:00+00:00", 7200), ("2026-12-01T12:00:00+00:00", 3600)])
def test_the_offset_follows_summer_time(sandbox: Sandbox, day: str, offset: int) -> None:
    ask(f"{sandbox.url}/sandbox/clock", {"move_to": day})

    assert call(sandbox, "users.info", user="UOTTO")["user"]["tz_offset"] == offset


def test_a_deactivated_account_has_no_zone_and_a_stranger_no_locale(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/members", {"id": "UOTTO", "deleted": True})
    ask(f"{sandbox.url}/sandbox/members", {"id": "UDORA", "is_stranger": True, "team_id": "TOTHER"})

    gone = call(sandbox, "users.info", user="UOTTO", include_locale=True)["user"]
    stranger = call(sandbox, "users.info", user="UDORA", include_locale=True)["user"]

    assert (gone["deleted"], "tz" in gone, "locale" in gone) == (True, False, False)
    assert (stranger["is_stranger"], stranger["team_id"], "locale" in stranger) == (True, "TOTHER", False)


def test_members_come_in_pages(hall: Sandbox) -> None:
    first = call(hall, "users.list", limit=5)
    second = call(hall, "users.list", limit=5, cursor=first["response_metadata"]["next_cursor"])

    names = [member["name"] for member in [*first["members"], *second["members"]]]
    assert names == ["slackbot", "clara", "otto", "dora", "max", "olga", "emma", "takt"]
    assert second["response_metadata"] == {"next_cursor": ""}


def test_with_wider_scopes_conversations_can_be_looked_at(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/app", {"scopes": ["channels:read", "im:read", "im:write", "team:read"]})

    opened = call(sandbox, "conversations.open", users="UOTTO")["channel"]["id"]
    listed = call(sandbox, "conversations.list", types="public_channel,im")["channels"]

    assert [(c["id"], c["is_im"]) for c in listed] == [("CMARKETING", False), ("CALLGEMEIN", False), (opened, True)]
    assert call(sandbox, "conversations.info", channel="CMARKETING")["channel"]["is_member"]
    assert call(sandbox, "conversations.members", channel=opened)["members"] == ["UOTTO", "UTAKT"]
    assert call(sandbox, "team.info")["team"]["id"] == "TSANDBOX"


def test_opening_a_direct_message_tells_what_posting_hides(sandbox: Sandbox) -> None:
    ask(f"{sandbox.url}/sandbox/app", {"scopes": ["im:write"]})
    ask(f"{sandbox.url}/sandbox/members", {"id": "UOTTO", "deleted": True})

    assert call(sandbox, "conversations.open", users="UOTTO") == refusal("user_disabled")
    assert call(sandbox, "conversations.open", users="UNOBODY") == refusal("user_not_found")
