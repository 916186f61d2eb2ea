"""Mail is off unless a server is named; what is wrong or missing is told at once, and no password shows."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.mail.server import MailRoute, MailServer, parse_sender
from bot.operations.doctor import Diagnosis, examine
from bot.settings import Settings, SettingsFaults, read_settings
from jobs.clock import SystemClock
from tests.bot.mail.post_office import PostOffice, opened

SERVER = "smtps://takt:geheim@mail.example.org"


@pytest.fixture(autouse=True)
def bare_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SMTP_URL", "MAIL_FROM", "PUBLIC_URL"):
        monkeypatch.delenv(f"TAKTGEBER_{name}", raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"TAKTGEBER_{name.upper()}", value)
    return read_settings()


@pytest.mark.parametrize("given", [{}, {"smtp_url": ""}, {"mail_from": "takt@example.org"}])
def test_without_a_server_there_is_no_mail(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    assert read(monkeypatch, **given).for_mail() is None


def test_with_everything_mail_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, smtp_url=SERVER, mail_from="takt@example.org", public_url="https://takt.example.org/")
    server = MailServer("mail.example.org", 465, "tls", "takt", "geheim")
    assert settings.for_mail() == MailRoute(server, parse_sender("takt@example.org"), "https://takt.example.org")
    assert "geheim" not in repr(settings)


def test_what_a_server_needs_beside_it_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsFaults) as caught:
        read(monkeypatch, smtp_url=SERVER).for_mail()
    assert caught.value.faults == (
        "TAKTGEBER_MAIL_FROM is missing; name the address that mail to partners comes from",
        "TAKTGEBER_PUBLIC_URL is missing; name where partners reach the web process: their mail holds links",
    )


def test_all_faults_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsFaults) as caught:
        read(monkeypatch, smtp_url="mail.example.org:geheim", mail_from="takt", public_url="takt.example.org")
    assert [fault.partition(":")[0] for fault in caught.value.faults] == [
        "TAKTGEBER_PUBLIC_URL",
        "TAKTGEBER_SMTP_URL",
        "TAKTGEBER_MAIL_FROM",
    ]
    assert "geheim" not in str(caught.value)


def diagnosed(folder: Path, **mail: Any) -> list[Diagnosis]:
    """What the doctor says about mail."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{folder / 'none.db'}", **mail)  # type: ignore[call-arg]
    return [one for one in examine(settings, SystemClock()) if one.subject == "mail"]


def test_the_doctor_says_what_mail_needs_beside_its_server(tmp_path: Path) -> None:
    found = diagnosed(tmp_path, smtp_url=SecretStr(SERVER), mail_from="takt@example.org")
    missing = "TAKTGEBER_PUBLIC_URL is missing"
    assert found == [
        Diagnosis("mail", missing, f"{missing}; name where partners reach the web process: their mail holds links")
    ]
    assert diagnosed(tmp_path) == []


def test_the_doctor_knocks_at_the_mail_server(tmp_path: Path) -> None:
    with opened(PostOffice()) as server:
        url = SecretStr(f"smtp://localhost:{server.port}?starttls=no")
        mail = {"smtp_url": url, "mail_from": "takt@example.org", "public_url": "http://127.0.0.1:1"}
        there = diagnosed(tmp_path, **mail)
    gone = diagnosed(tmp_path, **mail)
    assert there == [Diagnosis("mail", f"localhost:{server.port} takes mail from takt@example.org")]
    assert gone == [
        Diagnosis(
            "mail",
            f"localhost:{server.port}: the mail server can't be reached: SMTPConnectError",
            "Check TAKTGEBER_SMTP_URL: host, port, user and password, and that this machine may reach it.",
        )
    ]
