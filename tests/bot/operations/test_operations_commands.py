"""What operators type: check, preview, tick, and what they are told when something is wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.demo.running import PLAN
from bot.sandbox.server import Sandbox
from jobs.clock import SystemClock
from storage.database import open_database
from storage.schema import head
from storage.tables import Workspace

BAD_TOKEN = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}


@pytest.fixture(scope="module")
def workspace() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def surroundings(workspace: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.installation.bot_token,
        "SLACK_APP_TOKEN": workspace.installation.app_token,
        "DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('commands') / 'taktgeber.db'}",
        "TAKTGEBER_LOG_LEVEL": "WARNING",
        "PORT": "0",
    }


def taktgeber(surroundings: dict[str, str], *words: str) -> tuple[int, str]:
    """Exit code and everything said."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_from_a_plan_to_the_first_nudge(workspace: Sandbox, surroundings: dict[str, str]) -> None:
    assert taktgeber(surroundings, "migrate") == (
        0,
        f"The database was at version none and is at {head()} now.\n",
    )
    code, said = taktgeber(surroundings, "plan", "import", str(PLAN), "--yes")
    assert (code, said.splitlines()[-1].split()[1:]) == (0, ["changes", "are", "in", "force."])
    assert taktgeber(surroundings, "plan", "import", str(PLAN), "--yes") == (0, "Nothing was changed.\n")

    tomorrow = SystemClock().now().date() + timedelta(days=1)
    assert taktgeber(surroundings, "preview", str(tomorrow))[0] == 0

    code, said = taktgeber(surroundings, "tick", "--at", "2030-01-08T09:00+01:00")
    assert code == 0, said
    messages = [one for each in workspace.workspace.conversations.values() for one in each.messages]
    assert f"Sent or updated {len(messages)} messages.\n" == said
    assert len(messages) > 0


def test_an_exported_plan_imports_without_a_change(surroundings: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    assert taktgeber(surroundings, "plan", "export", str(file)) == (0, f"Written to {file}.\n")
    assert taktgeber(surroundings, "plan", "import", str(file), "--yes") == (0, "Nothing was changed.\n")


def test_an_import_switches_on_what_was_still_being_set_up(surroundings: dict[str, str]) -> None:
    database = open_database(surroundings["DATABASE_URL"])
    now = SystemClock().now()
    database.write(lambda session: session.execute(update(Workspace).values(held_since=now)))

    assert taktgeber(surroundings, "plan", "import", str(PLAN), "--yes") == (
        0,
        "Nothing was changed.\nThe set-up in the messenger had not come to its end; the rhythm is switched on now.\n",
    )
    assert database.read(lambda session: session.scalars(select(Workspace.held_since)).all()) == [None]
    database.close()


@pytest.mark.parametrize(
    ("words", "changed", "expected"),
    [
        (("preview", "tomorrow"), {}, "'tomorrow' is not understood; expected a date like 2026-12-01."),
        (("preview", "2099-12-01"), {}, "2099-12-01 is too far ahead; the plan is made for the next 13 weeks."),
        (("preview", "2020-01-01"), {}, "2020-01-01 is in the past; name today or a day to come."),
        (
            ("tick", "--at", "2026-12-01T09:00"),
            {},
            "'2026-12-01T09:00' is not understood; expected an instant with its zone, like 2026-12-01T09:00+01:00.",
        ),
        (
            ("tick",),
            BAD_TOKEN,
            "Slack refuses SLACK_BOT_TOKEN (invalid_auth). Copy it again from OAuth & Permissions of your Slack app.",
        ),
        (
            ("run",),
            {"DATABASE_URL": "postgresql://me:secret@127.0.0.1:1/takt"},
            (
                "The database postgresql+psycopg://me:***@127.0.0.1:1/takt can't be reached. Check DATABASE_URL, that "
                "the server runs, and that the folder of a SQLite file exists and is writable."
            ),
        ),
        (
            ("run",),
            BAD_TOKEN,
            "Slack refuses SLACK_BOT_TOKEN (invalid_auth). Copy it again from OAuth & Permissions of your Slack app.",
        ),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(
    surroundings: dict[str, str], words: tuple[str, ...], changed: dict[str, str], expected: str
) -> None:
    assert taktgeber({**surroundings, **changed}, *words) == (2, f"{expected}\n")
