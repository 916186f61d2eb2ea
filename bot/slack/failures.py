"""What became of a call to Slack: certainly not done and worth another try, hopeless, or unknown.

Only what certainly never reached Slack, or what Slack itself refused, may be tried again blindly. Everything else may
have been carried out although no answer came. Error names follow the method pages of docs.slack.dev.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from jobs.messenger import OutcomeUnknown, TryLater, Undeliverable

Failure = TryLater | Undeliverable | OutcomeUnknown

DEFAULT_RETRY_AFTER = 30.0
LATER = 60.0

# "It's possible some aspect of the operation succeeded before the error was raised", says every method's page.
UNKNOWN_ERRORS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed"})
RATE_LIMITS = frozenset({"ratelimited", "rate_limited"})
PASSING_ERRORS = frozenset({"team_added_to_org", "external_channel_migrating", "streaming_state_conflict"})
_NOBODY_THERE = {
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "messages_tab_disabled",
    "not_in_channel",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
}
_NOT_ALLOWED = {
    "access_denied",
    "accesslimited",
    "account_inactive",
    "app_access_restricted",
    "app_missing_action_url",
    "as_user_not_supported",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "invalid_auth",
    "message_limit_exceeded",
    "method_not_supported_for_channel_type",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "restricted_action",
    "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "slack_connect_canvas_sharing_blocked",
    "slack_connect_file_link_sharing_blocked",
    "slack_connect_lists_sharing_blocked",
    "team_access_not_granted",
    "team_not_found",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
}
_NOT_POSSIBLE = {
    "attachment_payload_limit_exceeded",
    "block_mismatch",
    "cannot_reply_to_message",
    "cant_broadcast_message",
    "cant_delete_message",
    "cant_update_message",
    "deprecated_endpoint",
    "edit_window_closed",
    "invalid_arg_name",
    "invalid_arguments",
    "invalid_array_arg",
    "invalid_attachments",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_charset",
    "invalid_cursor",
    "invalid_form_data",
    "invalid_json",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "invalid_post_type",
    "invalid_ts_latest",
    "invalid_ts_oldest",
    "json_not_object",
    "markdown_text_conflict",
    "message_not_found",
    "metadata_must_be_sent_from_app",
    "metadata_too_large",
    "method_deprecated",
    "missing_charset",
    "missing_file_data",
    "missing_post_type",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_dual_broadcast_content_update",
    "no_text",
    "superfluous_charset",
    "too_many_attachments",
    "too_many_contact_cards",
    "unknown_method",
}
HOPELESS_ERRORS = frozenset(_NOBODY_THERE | _NOT_ALLOWED | _NOT_POSSIBLE)

# Nothing was written yet: the name is unknown, nobody listens, the certificate is wrong, the proxy says no, or no
# connection stood in time. Once it stands, running out of time is another exception.
_NEVER_ARRIVED = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)
# slack_sdk raises the last four when an answer is not the JSON object it expects.
_PERHAPS_DONE = (
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
    SlackClientError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


@contextmanager
def translated() -> Iterator[None]:
    """Turns whatever a call to Slack raises inside into one of the three failures."""
    try:
        yield
    except (*_NEVER_ARRIVED, *_PERHAPS_DONE) as fault:
        raise failure_of(fault) from fault


def failure_of(fault: Exception) -> Failure:
    """What an exception of a call means for the message. Its words never hold a token or an address."""
    if isinstance(fault, SlackApiError):
        return _failure_of_answer(fault.response)
    if isinstance(fault, _NEVER_ARRIVED):
        return TryLater(f"unreachable: {type(fault).__name__}")
    return OutcomeUnknown(f"no answer: {type(fault).__name__}")


def error_name(fault: SlackApiError) -> str:
    """Slack's name for the error, empty when the answer was not Slack's."""
    data = getattr(fault.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _failure_of_answer(response: Any) -> Failure:
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    data = getattr(response, "data", None)
    error = data.get("error") if isinstance(data, dict) else None
    if status == 429 or error in RATE_LIMITS:
        # The limit is per method and workspace (docs.slack.dev, rate limits).
        return TryLater("ratelimited", _retry_after(response), whole_workspace=True)
    if not isinstance(error, str) or not isinstance(status, int) or status >= 500:
        return OutcomeUnknown(f"unreadable answer, HTTP {status}")
    return _failure_named(error)


def _failure_named(error: str) -> Failure:
    if error in UNKNOWN_ERRORS:
        return OutcomeUnknown(error)
    if error in HOPELESS_ERRORS:
        return Undeliverable(error)
    # Slack said no, so trying again can't double anything, and a name nobody has listed yet must not lose a message.
    return TryLater(error, LATER)


def _retry_after(response: Any) -> float:
    """Seconds to wait, by the answer's header; half a minute when it says nothing readable."""
    try:
        seconds = float(response.headers.get("Retry-After", DEFAULT_RETRY_AFTER))
    except (AttributeError, TypeError, ValueError):
        return DEFAULT_RETRY_AFTER
    return seconds if 0 <= seconds < 86_400 else DEFAULT_RETRY_AFTER
