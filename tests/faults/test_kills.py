"""kill -9 at random moments while 200 nudges are due: none is lost, none arrives twice, on both databases.

TAKTGEBER_KILLS sets how many kills (8 by default, 50 in `make faults`); the moments come from a printed seed.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.database import Database
from storage.outbox_tables import Outgoing
from storage.tables import Activity, Address, Person, Task, Workspace

PEOPLE = 200
KILLS = int(os.environ.get("TAKTGEBER_KILLS", "8"))
NINE = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)
STEP = timedelta(seconds=40)  # beyond lease and settle time of the worker before


@pytest.fixture
def workspace_url(tmp_path: Path) -> Iterator[str]:
    """A workspace of 200 people, in a process of its own."""
    members = [{"id": f"U{number:04}", "name": f"person{number}"} for number in range(PEOPLE)]
    file = tmp_path / "members.json"
    file.write_text(json.dumps({"members": members}))
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox", "--port", "0", "--members", str(file)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)
    process.stdout.close()


def everyone_owns_something(session: Session, team: str) -> None:
    workspace = Workspace(platform="slack", external_id=team, name="Kill AG", subdivision="BY", last_number=PEOPLE)
    session.add(workspace)
    session.flush()
    for number in range(PEOPLE):
        person = Person(workspace_id=workspace.id, name=f"Person {number}", nudge_at=wall(9))
        session.add(person)
        session.flush()
        address = Address(
            person_id=person.id, platform="slack", workspace_external_id=team, external_id=f"U{number:04}"
        )
        activity = Activity(
            workspace_id=workspace.id,
            title=f"Beitrag {number}",
            cadence="monthly on day 15",
            starts_on=date(2026, 12, 1),
            owner_id=person.id,
            lead=0,
            made_until=date(2027, 12, 31),
        )
        session.add_all((address, activity))
        session.flush()
        due = date(2026, 12, 15)
        session.add(
            Task(
                workspace_id=workspace.id,
                activity_id=activity.id,
                number=number + 1,
                nominal_on=due,
                planned_on=due,
                due_on=due,
                next_at=NINE,
            )
        )


def start_worker(database_url: str, workspace_url: str, at: datetime) -> "subprocess.Popen[str]":
    surroundings = {
        **os.environ,
        "DATABASE_URL": database_url,
        "SLACK_API_URL": f"{workspace_url}/api/",
        "SLACK_BOT_TOKEN": "xoxb-sandbox-bot-token",
        "SLACK_APP_TOKEN": "xapp-1-sandbox-app-token",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", at.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    worker.stdin.write("go\n")
    worker.stdin.flush()
    return worker


def end(worker: "subprocess.Popen[str]") -> int:
    code = worker.wait(timeout=120)
    for stream in (worker.stdin, worker.stdout):
        if stream is not None:
            stream.close()
    return code


def team_of(workspace_url: str) -> str:
    with urlopen(f"{workspace_url}/sandbox/state?as=U0000") as answer:
        return str(json.load(answer)["team"]["id"])


def delivered(workspace_url: str) -> Counter[int]:
    """How often each outbox id stands in the workspace."""
    with urlopen(f"{workspace_url}/sandbox/everything") as answer:
        world: dict[str, Any] = json.load(answer)
    messages = [message for one in world["conversations"] for message in one["messages"] if not message.get("deleted")]
    return Counter(message["metadata"]["event_payload"]["outbox_id"] for message in messages)


def states(database: Database) -> dict[str, int]:
    query = select(Outgoing.state, func.count()).group_by(Outgoing.state)
    found = database.read(lambda session: [(state, count) for state, count in session.execute(query)])
    return dict(found)


def test_no_nudge_is_lost_and_none_doubled(database: Database, database_url: str, workspace_url: str) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201  shown when the test fails
    moments = random.Random(seed)
    database.write(lambda session: everyone_owns_something(session, team_of(workspace_url)))
    for number in range(KILLS):
        worker = start_worker(database_url, workspace_url, NINE + number * STEP)
        time.sleep(moments.uniform(0.003, 0.35))
        worker.kill()
        assert end(worker) == -signal.SIGKILL
    for number in range(KILLS, KILLS + 4):
        assert end(start_worker(database_url, workspace_url, NINE + number * STEP)) == 0
    assert states(database) == {"sent": PEOPLE}
    arrived = delivered(workspace_url)
    assert len(arrived) == PEOPLE
    assert {outbox_id: count for outbox_id, count in arrived.items() if count != 1} == {}
