"""What became of a call: tried again only when it certainly wasn't done."""

import ssl
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from multidict import CIMultiDict, CIMultiDictProxy
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from yarl import URL

from bot.slack.failures import HOPELESS_ERRORS, PASSING_ERRORS, RATE_LIMITS, UNKNOWN_ERRORS, failure_of, translated
from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable

KEY = ConnectionKey("slack.com", 443, True, True, None, None, None)
REQUEST = aiohttp.RequestInfo(URL("https://slack.com/api/x"), "POST", CIMultiDictProxy(CIMultiDict()), URL("https://x"))
TOKEN = "xoxb-secret"


def answer(status: int, data: Any, headers: dict[str, str] | None = None) -> SlackApiError:
    response = AsyncSlackResponse(
        client=AsyncWebClient(token=TOKEN),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={"headers": {"Authorization": f"Bearer {TOKEN}"}},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError(  # type: ignore[no-untyped-call]
        f"failed with {TOKEN}", response
    )


def no_slack_answer(status: int) -> SlackApiError:
    """What slack_sdk raises for a body that is no JSON: the response is aiohttp's own."""
    return SlackApiError("no JSON", SimpleNamespace(status=status))  # type: ignore[no-untyped-call]


def refused(error: str) -> SlackApiError:
    return answer(200, {"ok": False, "error": error})


def outcome(fault: Exception) -> tuple[type[Exception], str, float, bool]:
    failure = failure_of(fault)
    return (
        type(failure),
        failure.why,
        getattr(failure, "after", 0.0),
        getattr(failure, "whole_workspace", False),
    )


@pytest.mark.parametrize(
    ("fault", "why", "after", "whole_workspace"),
    [
        (answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"}), "ratelimited", 7.0, True),
        (answer(429, {"ok": False, "error": "rate_limited"}, {}), "ratelimited", 30.0, True),
        (answer(429, "Too many", {"Retry-After": "bald"}), "ratelimited", 30.0, True),
        (answer(429, None, {"Retry-After": "-5"}), "ratelimited", 30.0, True),
        (refused("ratelimited"), "ratelimited", 30.0, True),
        (refused("rate_limited"), "ratelimited", 30.0, True),
        (refused("team_added_to_org"), "team_added_to_org", 60.0, False),
        (refused("a_name_nobody_knows"), "a_name_nobody_knows", 60.0, False),
        (
            aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "Name or service not known")),
            "unreachable: ClientConnectorDNSError",
            0.0,
            False,
        ),
        (
            aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(111, "refused")),
            "unreachable: ClientConnectorError",
            0.0,
            False,
        ),
        (
            aiohttp.ClientConnectorCertificateError(KEY, ssl.SSLCertVerificationError("self-signed")),
            "unreachable: ClientConnectorCertificateError",
            0.0,
            False,
        ),
        (
            aiohttp.ClientConnectorSSLError(KEY, OSError("no shared cipher")),
            "unreachable: ClientConnectorSSLError",
            0.0,
            False,
        ),
        (
            aiohttp.ClientProxyConnectionError(KEY, OSError(111, "refused")),
            "unreachable: ClientProxyConnectionError",
            0.0,
            False,
        ),
        (aiohttp.ClientHttpProxyError(REQUEST, (), status=407), "unreachable: ClientHttpProxyError", 0.0, False),
        (aiohttp.ConnectionTimeoutError(), "unreachable: ConnectionTimeoutError", 0.0, False),
        (aiohttp.InvalidURL("slack"), "unreachable: InvalidURL", 0.0, False),
    ],
)
def test_certainly_not_done_is_tried_again(fault: Exception, why: str, after: float, whole_workspace: bool) -> None:
    assert outcome(fault) == (TryLater, why, after, whole_workspace)


@pytest.mark.parametrize("error", sorted(HOPELESS_ERRORS))
def test_what_only_a_human_can_change_is_undeliverable(error: str) -> None:
    assert outcome(refused(error)) == (Undeliverable, error, 0.0, False)


def test_the_names_the_bot_meets_in_practice_are_hopeless() -> None:
    assert {
        "channel_not_found",
        "user_disabled",
        "is_archived",
        "not_in_channel",
        "missing_scope",
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "invalid_blocks",
        "msg_too_long",
        "messages_tab_disabled",
        "message_limit_exceeded",
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
    } <= HOPELESS_ERRORS


def test_no_name_has_two_meanings() -> None:
    groups = [HOPELESS_ERRORS, PASSING_ERRORS, RATE_LIMITS, UNKNOWN_ERRORS]
    assert len(frozenset().union(*groups)) == sum(map(len, groups))


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        *((refused(error), error) for error in sorted(UNKNOWN_ERRORS)),
        (answer(500, {"ok": False, "error": "internal_error"}), "unreadable answer, HTTP 500"),
        (answer(500, {"ok": False, "error": "channel_not_found"}), "unreadable answer, HTTP 500"),
        (answer(502, "Bad gateway"), "unreadable answer, HTTP 502"),
        (answer(503, None), "unreadable answer, HTTP 503"),
        (answer(504, ["?"]), "unreadable answer, HTTP 504"),
        (answer(200, {}), "unreadable answer, HTTP 200"),
        (answer(403, {"ok": False}), "unreadable answer, HTTP 403"),
        (no_slack_answer(200), "unreadable answer, HTTP 200"),
        (TimeoutError(), "no answer: TimeoutError"),
        (aiohttp.SocketTimeoutError(), "no answer: SocketTimeoutError"),
        (aiohttp.ServerDisconnectedError(), "no answer: ServerDisconnectedError"),
        (aiohttp.ClientOSError(104, "reset by peer"), "no answer: ClientOSError"),
        (aiohttp.ClientPayloadError("cut short"), "no answer: ClientPayloadError"),
        (ConnectionResetError(104, "reset by peer"), "no answer: ConnectionResetError"),
        (BrokenPipeError(32, "broken pipe"), "no answer: BrokenPipeError"),
        (SlackRequestError("?"), "no answer: SlackRequestError"),
        (AttributeError("'str' object has no attribute 'get'"), "no answer: AttributeError"),
        (KeyError("ts"), "no answer: KeyError"),
        (ValueError("not JSON"), "no answer: ValueError"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "no answer: UnicodeDecodeError"),
    ],
)
def test_perhaps_done_is_unknown(fault: Exception, why: str) -> None:
    assert outcome(fault) == (OutcomeUnknown, why, 0.0, False)


def test_a_translated_fault_never_tells_a_token() -> None:
    with pytest.raises(Undeliverable) as raised, translated():
        raise refused("invalid_auth")
    assert str(raised.value) == "invalid_auth"
    assert raised.value.__cause__ is not None


def test_a_mistake_of_our_own_before_the_call_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError
