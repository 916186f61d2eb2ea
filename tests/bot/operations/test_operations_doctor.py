"""The doctor finds each fault and says what to do; everything in order is said too."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.operations.doctor import Diagnosis, examine
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.web.server import address_of, listening_socket
from bot.wiring import ready_database
from jobs.clock import SystemClock
from jobs.tick import tick
from storage.heartbeats import beat
from tests.bot.web.visitor import served


@pytest.fixture(scope="module")
def workspace() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def settings(workspace: Sandbox, folder: Path, **other: Any) -> Settings:
    usual = {
        "slack_bot_token": SecretStr(workspace.installation.bot_token),
        "slack_app_token": SecretStr(workspace.installation.app_token),
        "slack_api_url": workspace.api_url,
        "database_url": f"sqlite:///{folder / 'taktgeber.db'}",
    }
    return Settings(_env_file=None, **{**usual, **other})  # type: ignore[call-arg]


def faults(diagnoses: tuple[Diagnosis, ...]) -> dict[str, str]:
    return {one.subject: one.finding for one in diagnoses if not one.is_well}


def healthy(chosen: Settings) -> None:
    database = ready_database(chosen)
    tick(database, SystemClock().now())
    database.close()


def test_everything_in_order(workspace: Sandbox, tmp_path: Path) -> None:
    chosen = settings(workspace, tmp_path)
    healthy(chosen)
    diagnoses = examine(chosen, SystemClock())
    assert faults(diagnoses) == {}
    assert [one.subject for one in diagnoses] == ["database", "bot token", "scopes", "clock", "app token", "web"]


def test_a_database_that_was_never_migrated(workspace: Sandbox, tmp_path: Path) -> None:
    [database, *_] = examine(settings(workspace, tmp_path), SystemClock())
    assert database.finding.endswith("is of another version")
    assert "taktgeber migrate" in database.remedy


def test_a_database_that_does_not_answer_keeps_its_password(workspace: Sandbox, tmp_path: Path) -> None:
    chosen = settings(workspace, tmp_path, database_url="postgresql://me:secret@127.0.0.1:1/takt")
    [database, *_] = examine(chosen, SystemClock())
    assert database.finding == "postgresql+psycopg://me:***@127.0.0.1:1/takt does not answer"
    assert "secret" not in str(database)


def test_an_engine_that_stands_still(workspace: Sandbox, tmp_path: Path) -> None:
    chosen = settings(workspace, tmp_path)
    database = ready_database(chosen)
    database.write(lambda session: beat(session, datetime(2026, 1, 1, tzinfo=UTC)))
    database.close()
    assert faults(examine(chosen, SystemClock())) == {
        "engine": "No round is being made: the last was at 2026-01-01 00:00 UTC. Is `taktgeber run` or `work` running?"
    }


@pytest.mark.parametrize(
    ("field", "token", "subject"),
    [("slack_bot_token", "xoxb-wrong", "bot token"), ("slack_app_token", "xapp-wrong", "app token")],
)
def test_a_wrong_token(workspace: Sandbox, tmp_path: Path, field: str, token: str, subject: str) -> None:
    chosen = settings(workspace, tmp_path, **{field: SecretStr(token)})
    healthy(chosen)
    diagnoses = examine(chosen, SystemClock())
    assert faults(diagnoses) == {subject: "Slack refuses it: invalid_auth"}
    assert token not in str(diagnoses)


def test_missing_tokens_are_named_together(workspace: Sandbox, tmp_path: Path) -> None:
    chosen = settings(workspace, tmp_path, slack_bot_token=None, slack_app_token=None)
    healthy(chosen)
    wanted = [one.finding for one in examine(chosen, SystemClock()) if one.subject == "settings"]
    assert wanted == ["SLACK_BOT_TOKEN is missing", "SLACK_APP_TOKEN is missing"]


def test_a_missing_scope(tmp_path: Path) -> None:
    with Sandbox() as poor:
        poor.installation.scopes.remove("im:history")
        chosen = settings(poor, tmp_path)
        healthy(chosen)
        assert faults(examine(chosen, SystemClock())) == {"scopes": "missing: im:history"}


def test_slack_out_of_reach(workspace: Sandbox, tmp_path: Path) -> None:
    chosen = settings(workspace, tmp_path, slack_api_url="http://127.0.0.1:1/api/")
    healthy(chosen)
    assert set(faults(examine(chosen, SystemClock()))) == {"bot token", "app token"}


# The web


def web_of(workspace: Sandbox, folder: Path, public_url: str | None) -> Diagnosis:
    return examine(settings(workspace, folder, public_url=public_url), SystemClock())[-1]


def test_without_a_public_address_it_is_said_what_there_is_not(workspace: Sandbox, tmp_path: Path) -> None:
    assert web_of(workspace, tmp_path, None) == Diagnosis(
        "web",
        "TAKTGEBER_PUBLIC_URL is not set: calendars come as files only, and partners get no links; all else works",
    )


def test_a_public_address_is_tried(workspace: Sandbox, tmp_path: Path) -> None:
    database = ready_database(settings(workspace, tmp_path))
    with served(database, SystemClock()) as web:
        assert web_of(workspace, tmp_path, web.url) == Diagnosis("web", f"people reach it at {web.url}")
    database.close()


def test_a_public_address_that_leads_elsewhere(workspace: Sandbox, tmp_path: Path) -> None:
    remedy = "Check TAKTGEBER_PUBLIC_URL, that `taktgeber run` or `web` runs, and that the proxy passes it on."
    with listening_socket("127.0.0.1", 0) as taken:
        nobody = address_of(taken)
    assert web_of(workspace, tmp_path, nobody) == Diagnosis(
        "web", f"{nobody} does not answer: ClientConnectorError", remedy
    )
    assert web_of(workspace, tmp_path, workspace.url) == Diagnosis(
        "web", f"{workspace.url} answers, but it is not Taktgeber", remedy
    )


def test_secrets_are_not_sent_in_the_clear(workspace: Sandbox, tmp_path: Path) -> None:
    assert web_of(workspace, tmp_path, "http://takt.example.org") == Diagnosis(
        "web", "http://takt.example.org is not encrypted", "Serve it by https: its addresses are secrets."
    )
