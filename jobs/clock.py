"""The only place that asks the time, and the only one that knows APScheduler.

APScheduler is a bell, not a memory: one interval job whose missed rings don't matter, because what is due stands in the
database. The bell alone stops when the system clock is set back, so a watchdog on the monotonic clock rings too.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

log = structlog.get_logger(__name__)

_INTERVALS_BEFORE_ALARM = 3


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never run backwards and go on while the machine sleeps."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class ShiftedClock:
    """Runs at real speed from an instant of one's choice; for operators' single ticks and for demos."""

    def __init__(self, start: datetime) -> None:
        self._real = SystemClock()
        self._start = start
        self._since = self._real.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._real.monotonic() - self._since)

    def monotonic(self) -> float:
        return self._real.monotonic()


class Bell:
    """Rings `on_ring` every so many seconds, in a thread of its own, whatever the system clock does."""

    def __init__(self, on_ring: Callable[[], None], every: float = 5.0) -> None:
        self._on_ring = on_ring
        self._every = every
        self._rung_at = time.monotonic()
        self._ringing = threading.Lock()
        self._stopped = threading.Event()
        self._scheduler = self._new_scheduler()
        self._watchdog = threading.Thread(target=self._watch, name="bell-watchdog", daemon=True)

    def start(self) -> None:
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Waits for a ring under way and rings no more."""
        self._stopped.set()
        self._scheduler.shutdown(wait=True)
        self._watchdog.join()

    def _new_scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        scheduler.add_job(self._ring, "interval", seconds=self._every, id="bell", next_run_time=datetime.now(UTC))
        return scheduler

    def _ring(self) -> None:
        if not self._ringing.acquire(blocking=False):
            return
        try:
            self._on_ring()
        except Exception:
            # An exception that leaves here would end the ringing for good.
            log.exception("the round failed; the next one tries again", action="bell.failed")
        finally:
            self._rung_at = time.monotonic()
            self._ringing.release()

    def _watch(self) -> None:
        while not self._stopped.wait(self._every):
            if time.monotonic() - self._rung_at > _INTERVALS_BEFORE_ALARM * self._every:
                log.warning("the bell was late; was the system clock changed?", action="bell.late")
                self._ring()
                self._reset()

    def _reset(self) -> None:
        self._scheduler.reschedule_job("bell", trigger="interval", seconds=self._every)
        self._scheduler.modify_job("bell", next_run_time=datetime.now(UTC))
