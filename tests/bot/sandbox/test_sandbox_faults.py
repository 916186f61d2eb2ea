"""What can go wrong between an app and Slack, as a real client lives through it."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.faults import Faults
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, ask, bolt_app, call, client_of, connected, on_stage


async def outcome_of_post(sandbox: Sandbox, channel: str = "UOTTO") -> tuple[Any, ...]:
    """How one chat.postMessage ended for its caller."""
    try:
        answer = await client_of(sandbox).chat_postMessage(channel=channel, text="Fällig")
    except SlackApiError as error:
        return error.response.status_code, error.response["error"], error.response.headers.get("Retry-After")
    except aiohttp.ClientError as error:
        return (type(error).__name__,)
    return answer.status_code, "ok"


def stored(sandbox: Sandbox) -> int:
    return len(sandbox.workspace.im_with("UOTTO").messages)


@pytest.mark.parametrize(
    ("fault", "outcome", "kept"),
    [
        ({"kind": "rate_limit", "retry_after": 7}, (429, "ratelimited", "7"), 0),
        ({"kind": "error", "error": "channel_not_found"}, (200, "channel_not_found", None), 0),
        ({"kind": "error"}, (200, "internal_error", None), 0),
        ({"kind": "unavailable"}, (503, "service_unavailable", None), 0),
        ({"kind": "drop_before_storing"}, ("ServerDisconnectedError",), 0),
        ({"kind": "drop_after_storing"}, ("ServerDisconnectedError",), 1),
        ({"kind": "error_after_storing"}, (500, "internal_error", None), 1),
        ({"kind": "error_after_storing", "status": 200, "error": "fatal_error"}, (200, "fatal_error", None), 1),
    ],
    ids=lambda value: value.get("kind") if isinstance(value, dict) else None,
)
async def test_a_fault_strikes_once_and_leaves_what_it_leaves(
    sandbox: Sandbox, fault: Json, outcome: tuple[Any, ...], kept: int
) -> None:
    async with on_stage(sandbox) as stage:
        await stage.post("faults", {"method": "chat.postMessage", "times": 1, **fault})

        assert await outcome_of_post(sandbox) == outcome
        assert stored(sandbox) == kept
        assert await outcome_of_post(sandbox) == (200, "ok")
        assert stored(sandbox) == kept + 1


@pytest.mark.parametrize(("kind", "kept_early"), [("slow_before", 0), ("slow_after", 1)])
async def test_a_slow_answer_is_slow_before_or_after_the_work(sandbox: Sandbox, kind: str, kept_early: int) -> None:
    async with on_stage(sandbox) as stage:
        await stage.post("faults", {"method": "chat.postMessage", "kind": kind, "seconds": 0.3, "times": 1})
        impatient = client_of(sandbox)
        impatient.timeout = 0.1  # type: ignore[assignment]
        with pytest.raises(TimeoutError):
            await impatient.chat_postMessage(channel="UOTTO", text="x")

        assert stored(sandbox) == kept_early


async def test_a_fault_can_hit_one_conversation_by_whatever_name(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        await stage.post("faults", {"kind": "error", "error": "is_archived", "channel": "UOTTO"})
        direct = sandbox.workspace.im_with("UOTTO").id

        outcomes = [await outcome_of_post(sandbox, where) for where in ("UOTTO", direct, "UCLARA", "CMARKETING")]

    assert outcomes == [(200, "is_archived", None)] * 2 + [(200, "ok")] * 2


async def test_a_method_that_was_not_meant_is_spared(sandbox: Sandbox) -> None:
    async with on_stage(sandbox) as stage:
        await stage.post("faults", {"method": "chat.update", "kind": "unavailable"})

        assert await outcome_of_post(sandbox) == (200, "ok")


@pytest.mark.parametrize(("share", "hits"), [(0.1, 10), (0.25, 25), (1.0, 100)])
def test_a_share_of_the_calls_is_spread_evenly(share: float, hits: int) -> None:
    faults = Faults()
    faults.order({"kind": "error", "share": share})

    struck = [faults.strike("chat.postMessage", frozenset()) is not None for _ in range(100)]

    assert sum(struck) == hits
    assert sum(struck[:50]) == hits // 2


def test_faults_are_listed_until_used_up_and_can_be_cleared(sandbox: Sandbox) -> None:
    address = f"{sandbox.url}/sandbox/faults"
    ask(address, {"kind": "error", "times": 1})
    ask(address, {"kind": "rate_limit", "method": "views.publish"})
    call(sandbox, "auth.test")

    assert [(f["kind"], f["times"]) for f in ask(address)["faults"]] == [("rate_limit", None)]
    ask(address, method="DELETE")
    assert ask(address) == {"faults": []}


@pytest.mark.parametrize(
    ("order", "complaint"),
    [
        ({"kind": "gremlins"}, "The kind of a fault is one of rate_limit, error, "),
        ({"kind": "error", "times": "3"}, "These are numbers: times."),
        ({"kind": "error", "often": 3}, "A fault has no often. It has: method, kind, "),
    ],
)
def test_an_order_that_makes_no_sense_says_so(hall: Sandbox, order: Json, complaint: str) -> None:
    answer = ask(f"{hall.url}/sandbox/faults", order)

    assert (answer["ok"], answer["error"].startswith(complaint)) == (False, True)


async def test_a_stop_does_not_wait_for_a_slow_answer() -> None:
    sandbox = Sandbox()
    sandbox.start()
    async with aiohttp.ClientSession() as session:
        body = {"method": "auth.test", "kind": "slow_before", "seconds": 60}
        await (await session.post(f"{sandbox.url}/sandbox/faults", json=body)).read()
        async with session.get(f"{sandbox.url}/sandbox/events"):
            slow = asyncio.ensure_future(_post(session, f"{sandbox.api_url}auth.test"))
            await asyncio.sleep(0.1)
            started = time.perf_counter()
            await asyncio.to_thread(sandbox.stop)
            took = time.perf_counter() - started
            answer = await slow

    assert (answer, took < 1.0) == ({"ok": False, "error": "not_authed"}, True)


async def test_a_stop_does_not_wait_for_an_acknowledgement() -> None:
    sandbox = Sandbox()
    sandbox.start()
    app = bolt_app(sandbox)

    @app.command("/takt")
    async def takt() -> None:
        await asyncio.sleep(0)

    async with connected(sandbox, app) as stage:
        acting = asyncio.ensure_future(stage.act("UOTTO", "slash", conversation="CMARKETING", text="/takt"))
        await asyncio.sleep(0.2)
        started = time.perf_counter()
        await asyncio.to_thread(sandbox.stop)
        took = time.perf_counter() - started
        outcome = await acting

    assert (outcome["error"], took < 1.0) == ("dispatch_failed", True)


async def _post(session: aiohttp.ClientSession, address: str) -> Json:
    async with session.post(address, json={}) as answer:
        content: Json = await answer.json()
        return content
