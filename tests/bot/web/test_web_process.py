"""The web part as a process: beside the others or in one with them, on a free port, and gone within seconds."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.web.server import address_of, listening_socket
from tests.bot.web.visitor import Answer, Visitor

GIVE_UP = 60.0


@pytest.fixture
def workspace() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def free_port() -> int:
    with listening_socket("127.0.0.1", 0) as sock:
        return int(sock.getsockname()[1])


def surroundings(workspace: Sandbox, folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.installation.bot_token,
        "SLACK_APP_TOKEN": workspace.installation.app_token,
        "DATABASE_URL": f"sqlite:///{folder / 'taktgeber.db'}",
        "TAKTGEBER_LOG_LEVEL": "INFO",
        "TAKTGEBER_TICK_SECONDS": "0.5",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


@contextmanager
def process(word: str, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`taktgeber WORD`; ended by SIGTERM, it must end by itself and in order."""
    with log.open("wb") as file:
        running = subprocess.Popen([sys.executable, "-m", "bot.cli", word], env=env, stdout=file, stderr=file)
        try:
            yield running
        finally:
            running.send_signal(signal.SIGTERM)
            code = running.wait(timeout=GIVE_UP)
    assert code == 0, log.read_text()


def answered(visitor: Visitor, path: str, status: int) -> Answer:
    """The answer once it is of this status; processes take their time to come up."""
    give_up = time.monotonic() + GIVE_UP
    while time.monotonic() < give_up:
        try:
            answer = visitor.opens(path)
        except OSError:
            time.sleep(0.05)
            continue
        if answer.status == status:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{path} is never {status}")


def test_one_process_of_each_kind(workspace: Sandbox, tmp_path: Path) -> None:
    port = free_port()
    env = surroundings(workspace, tmp_path, port)
    visitor = Visitor(f"http://127.0.0.1:{port}")
    with ExitStack() as running:
        running.enter_context(process("web", env, tmp_path / "web.log"))
        assert answered(visitor, "/livez", 200).text == '{"status":"ok"}'
        assert answered(visitor, "/healthz", 503).text.count("no_rounds") == 1
        running.enter_context(process("listen", env, tmp_path / "listen.log"))
        running.enter_context(process("work", env, tmp_path / "work.log"))
        assert answered(visitor, "/healthz", 200).text == '{"status":"ok","database":"ok","engine":[]}'
        assert visitor.opens("/calendar/1-secret.ics").status == 404
    said = (tmp_path / "web.log").read_text()
    assert "resource=/calendar/{token}.ics" in said
    assert "secret" not in said


def test_everything_in_one_process(workspace: Sandbox, tmp_path: Path) -> None:
    port = free_port()
    with process("run", surroundings(workspace, tmp_path, port), tmp_path / "run.log"):
        answered(Visitor(f"http://127.0.0.1:{port}"), "/healthz", 200)


def test_a_client_that_keeps_its_connection_does_not_hold_up_the_end(workspace: Sandbox, tmp_path: Path) -> None:
    port = free_port()
    env = surroundings(workspace, tmp_path, port)
    with ExitStack() as running, socket.socket() as idle, socket.socket() as slow:
        running.enter_context(process("web", env, tmp_path / "web.log"))
        answered(Visitor(f"http://127.0.0.1:{port}"), "/livez", 200)
        for sock, words in ((idle, b""), (slow, b"GET /livez HTTP/1.1\r\nHost: x\r\n")):
            sock.connect(("127.0.0.1", port))
            sock.sendall(words)


@pytest.mark.parametrize("word", ["web", "run"])
def test_a_port_that_is_taken_is_said_before_anything_else(workspace: Sandbox, tmp_path: Path, word: str) -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert address_of(taken) == f"http://127.0.0.1:{port}"
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", word],
            env=surroundings(workspace, tmp_path, port),
            capture_output=True,
            text=True,
            timeout=GIVE_UP,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        f"Port {port} of 127.0.0.1 is taken. Set PORT to a free one, or end what listens there.\n",
    )
    assert not (tmp_path / "taktgeber.db").exists()
