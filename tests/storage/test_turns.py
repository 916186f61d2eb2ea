"""Writers take turns, and nobody pushes in."""

import threading
from time import sleep

import pytest

from storage.turns import Turns


def test_whoever_came_first_goes_first_and_who_comes_back_goes_last() -> None:
    turns, order = Turns(), list[str]()
    with turns:
        waiting = [comes(turns, name, order) for name in ("Otto", "Dora", "Clara")]
    with turns:
        order.append("again")
    for one in waiting:
        one.join()
    assert order == ["Otto", "Dora", "Clara", "again"]


def test_work_that_fails_gives_its_turn_away() -> None:
    turns, order = Turns(), list[str]()

    def fails() -> None:
        with turns:
            waiting.append(comes(turns, "Otto", order))
            raise ValueError

    waiting: list[threading.Thread] = []
    with pytest.raises(ValueError):  # noqa: PT011
        fails()
    waiting[0].join()
    assert order == ["Otto"]


def test_never_two_at_once() -> None:
    turns, inside, most = Turns(), 0, 0

    def works() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns:
                inside += 1
                most = max(most, inside)
                sleep(0)
                inside -= 1

    threads = [threading.Thread(target=works) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def comes(turns: Turns, name: str, order: list[str]) -> threading.Thread:
    """Somebody who waits for their turn by the time this returns."""

    def work() -> None:
        with turns:
            order.append(name)

    before = len(turns._waiting)
    thread = threading.Thread(target=work)
    thread.start()
    while len(turns._waiting) == before:
        sleep(0.001)
    return thread
