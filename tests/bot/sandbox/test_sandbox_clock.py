"""The workspace's clock can be moved; its timestamps never go back."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.clock import SandboxClock
from bot.sandbox.clock_moves import target
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, ask, on_stage

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_it_runs_on_from_where_it_was_moved_to() -> None:
    clock = SandboxClock()
    clock.move_to(NOON)

    first, second = clock.now(), clock.now()

    assert NOON <= first <= second < NOON + timedelta(seconds=1)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an instant with a zone"):
        SandboxClock().move_to(datetime(2026, 12, 1))  # noqa: DTZ001


@given(st.lists(MOMENTS, max_size=20))
def test_timestamps_only_ever_grow_whatever_the_clock_does(moments: list[datetime]) -> None:
    clock = SandboxClock(NOON)
    stamps = [clock.timestamp()]
    for moment in moments:
        clock.move_to(moment)
        stamps += [clock.timestamp(), clock.timestamp()]

    assert stamps == sorted(set(stamps), key=lambda stamp: [int(part) for part in stamp.split(".")])
    assert all(len(stamp.partition(".")[2]) == 6 for stamp in stamps)


@pytest.mark.parametrize(
    ("wish", "instant"),
    [
        ({"move_to": "2026-12-24T18:00:00+01:00"}, "2026-12-24T17:00:00+00:00"),
        ({"move_to": "2026-12-24T18:00:00Z"}, "2026-12-24T18:00:00+00:00"),
        ({"move_to": "2026-12-24T18:00:00"}, "2026-12-24T17:00:00+00:00"),
        ({"days": 3}, "2026-12-04T12:00:00+00:00"),
        ({"days": 120}, "2027-03-31T11:00:00+00:00"),
        ({"next_morning": True}, "2026-12-02T08:00:00+00:00"),
        ({"next_morning": True, "at": "09:30"}, "2026-12-02T08:30:00+00:00"),
        ({"next_morning": True, "at": "15:00"}, "2026-12-01T14:00:00+00:00"),
        ({"next_morning": True, "zone": "Europe/London", "at": "09:30"}, "2026-12-02T09:30:00+00:00"),
    ],
    ids=str,
)
def test_where_a_wish_leads_from_noon_on_the_first_of_december(wish: Json, instant: str) -> None:
    assert target(wish, NOON) == datetime.fromisoformat(instant)


@pytest.mark.parametrize("wish", [{}, {"move_to": "morgen"}, {"next_morning": True, "at": "neun"}, {"hours": 2}])
def test_a_wish_nobody_understands_changes_nothing(hall: Sandbox, wish: Json) -> None:
    before = hall.clock.now()

    answer = ask(f"{hall.url}/sandbox/clock", wish)

    assert answer["ok"] is False
    assert before <= hall.clock.now() < before + timedelta(seconds=5)


async def test_the_answer_to_a_move_waits_for_those_who_act_on_it(sandbox: Sandbox) -> None:
    """The listener runs where it was registered, not in the sandbox's thread."""
    happened: list[Any] = []

    async def morning(now: datetime) -> None:
        await asyncio.sleep(0.05)
        happened.append((now.date().isoformat(), asyncio.get_running_loop() is here))

    here = asyncio.get_running_loop()
    sandbox.on_clock_moved(morning)
    async with on_stage(sandbox) as stage:
        answer = await stage.post("clock", {"move_to": "2026-12-24T09:00:00+01:00"})

    assert happened == [("2026-12-24", True)]
    assert answer["now"].startswith("2026-12-24T08:00:0")


def test_a_listener_registered_outside_any_loop_is_awaited_too(sandbox: Sandbox) -> None:
    happened: list[str] = []

    async def morning(now: datetime) -> None:
        happened.append(now.date().isoformat())

    sandbox.on_clock_moved(morning)
    ask(f"{sandbox.url}/sandbox/clock", {"move_to": "2026-12-24T09:00:00+01:00"})

    assert happened == ["2026-12-24"]
