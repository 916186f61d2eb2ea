"""One run: the three apps side by side, and week after week the same answers to each of them in turn."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from storage.database import Database, open_database
from tests.bench.answering import Answer, Person
from tests.bench.company import (
    ANSWERING,
    DATABASE,
    Due,
    answers_on_record,
    due_on,
    nine_o_clock,
    states_of_notices,
    tuesday,
)
from tests.bench.figures import APPS, Figures, Measured
from tests.bench.slack import Envelope, Slack

ROOT = Path(__file__).parents[2]

Times = list[tuple[str, float]]


@dataclass
class Subject:
    """A running app."""

    process: asyncio.subprocess.Process
    log: Path

    async def cpu(self) -> float:
        """The seconds of CPU that it has used so far."""
        return float(await self.order("cpu"))

    async def order(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        return await self.answer()

    async def answer(self) -> str:
        assert self.process.stdout is not None
        answer = (await self.process.stdout.readline()).decode().strip()
        assert answer, self.log.read_text()
        return answer

    def faults(self) -> list[dict[str, Any]]:
        """What it logged as an error. A clock that is moved by a week looks to the audit like an engine that slept."""
        lines = (json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{"))
        faults = (line for line in lines if line["level"] in ("error", "critical"))
        return [line for line in faults if line.get("action") != "audit.finding"]


@dataclass
class Outcome:
    """What came of a run."""

    figures: Figures = field(default_factory=Figures)
    given: Counter[Answer] = field(default_factory=Counter)
    on_record: dict[Answer, int] = field(default_factory=dict)
    notices: set[str] = field(default_factory=set)
    faults: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass
class Run:
    """The apps, their Slack, and the memory of ours."""

    slack: Slack
    subjects: dict[str, Subject]
    database: Database
    outcome: Outcome = field(default_factory=Outcome)

    async def week(self, number: int) -> dict[str, Measured]:
        """Sixteen people answer ours at once; then each of the others gets exactly the envelopes that ours got."""
        people = await self._people(number)
        await asyncio.gather(*(person.asked() for person in people))
        await self.slack.comes_to_rest()
        answering = [person.answers_everything() for person in people]
        measured = {"ours": await self._measure("ours", answering, [person.took for person in people])}
        for person in people:
            self.outcome.given += person.answers
        for name in ("bare", "peer"):
            times: list[Times] = [[] for _ in people]
            replays = [self._replay(name, person.sent, into) for person, into in zip(people, times, strict=True)]
            measured[name] = await self._measure(name, replays, times)
        return measured

    async def _people(self, week: int) -> list[Person]:
        """Those who answer, each with the tasks that are due that Tuesday, once the engine has made them."""
        await self.subjects["ours"].order(f"move {nine_o_clock(tuesday(week)).isoformat()}")
        due: dict[str, list[Due]] = {}
        while not due.keys() >= set(ANSWERING):
            await asyncio.sleep(0.05)
            due = self.database.read(lambda session: due_on(session, tuesday(week)))
        return [Person(self.slack, self.database, user, due[user]) for user in ANSWERING]

    async def _measure(self, name: str, work: list[Coroutine[Any, Any, None]], times: list[Times]) -> Measured:
        """CPU counts until the app has come to rest, so that what it does after its acknowledgements is in it."""
        before = await self.subjects[name].cpu()
        await asyncio.gather(*work)
        await self.slack.comes_to_rest()
        cpu = await self.subjects[name].cpu() - before
        return Measured(tuple(one for each in times for one in each), cpu)

    async def _replay(self, name: str, sent: list[tuple[Envelope, ...]], into: Times) -> None:
        for together in sent:
            seconds = await self.slack.deliver_together(name, together)
            into += [(one.act, took) for one, took in zip(together, seconds, strict=True)]

    async def opening(self) -> None:
        """Everyone looks at their App Home once."""
        await asyncio.gather(*(Person(self.slack, self.database, user, []).opens_home() for user in ANSWERING))

    def closing(self) -> Outcome:
        outcome = self.outcome
        outcome.on_record = self.database.read(answers_on_record)
        outcome.notices = self.database.read(states_of_notices)
        outcome.faults = {name: subject.faults() for name, subject in self.subjects.items()}
        return outcome


async def run(folder: Path, rounds: int, seconds: float) -> Outcome:
    """So many rounds, and no further one after so many seconds.

    The first week warms everything up: it counts only for what is lost or doubled.
    """
    end = perf_counter() + seconds
    async with AsyncExitStack() as parts:
        slack = await parts.enter_async_context(Slack())
        starting = (parts.enter_async_context(started(name, slack, folder)) for name in APPS)
        subjects = dict(zip(APPS, await asyncio.gather(*starting), strict=True))
        database = open_database(f"sqlite:///{folder / DATABASE}")
        parts.callback(database.close)
        running = Run(slack, subjects, database)
        await running.opening()
        await running.week(0)
        for week in range(1, rounds + 1):
            running.outcome.figures.rounds.append(await running.week(week))
            if perf_counter() > end:
                break
        return running.closing()


@asynccontextmanager
async def started(name: str, slack: Slack, folder: Path) -> AsyncIterator[Subject]:
    log = folder / f"{name}.log"
    instant = nine_o_clock(tuesday(0)).isoformat()
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.subject", name, slack.url, str(folder), instant),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            cwd=ROOT,
        )
    subject = Subject(process, log)
    assert await subject.answer() == "ready"
    await slack.connected(name)
    yield subject
    assert process.stdin is not None
    process.stdin.close()
    assert await process.wait() == 0, log.read_text()
