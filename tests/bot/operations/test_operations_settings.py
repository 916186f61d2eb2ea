"""Settings come from the environment; all faults are told at once, and no secret shows."""

import pytest

from bot.logs import blank_secrets
from bot.settings import SettingsFaults, read_settings


@pytest.fixture(autouse=True)
def bare_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DATABASE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)


def test_the_defaults() -> None:
    settings = read_settings()
    assert (settings.database_url, settings.slack_api_url, settings.tick_seconds) == (
        "sqlite:///taktgeber.db",
        "https://slack.com/api/",
        5.0,
    )


def test_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAKTGEBER_TICK_SECONDS", "2")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:8080/api")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-secret")
    settings = read_settings()
    assert (settings.tick_seconds, settings.slack_api_url) == (2.0, "http://127.0.0.1:8080/api/")
    assert "secret" not in repr(settings)


def test_all_faults_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "xapp-swapped",
        "SLACK_APP_TOKEN": "xoxb-swapped",
        "SLACK_API_URL": "slack.com",
        "DATABASE_URL": "mysql://localhost/takt",
        "PORT": "99999",
        "TAKTGEBER_TICK_SECONDS": "0",
        "TAKTGEBER_LOG_LEVEL": "LOUD",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFaults) as caught:
        read_settings()
    assert [fault.partition(":")[0] for fault in caught.value.faults] == list(wrong)
    assert "swapped" not in str(caught.value)


def test_missing_tokens_are_named_with_what_to_do() -> None:
    with pytest.raises(SettingsFaults) as caught:
        read_settings().for_slack()
    assert caught.value.faults == (
        "SLACK_BOT_TOKEN is missing; install your Slack app and copy its bot token (xoxb-…)",
        "SLACK_APP_TOKEN is missing; make an app-level token with connections:write (xapp-…)",
    )


@pytest.mark.parametrize("token", ["xoxb-123-abc_DEF", "xapp-1-A0-99", "xoxp-1"])
def test_no_token_reaches_a_log(token: str) -> None:
    event = blank_secrets(None, "info", {"event": f"called with {token}", "count": 3})
    assert event == {"event": f"called with {token.partition('-')[0]}-…", "count": 3}
