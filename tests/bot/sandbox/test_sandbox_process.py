"""The sandbox begins at once, ends without a trace, and also runs as a process of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sample import read_workspace
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.stage import Json, ask, call, client_of

ROOT = Path(__file__).parents[3]


def test_it_starts_in_a_blink_and_leaves_no_thread_and_no_socket() -> None:
    threads, sockets = set(threading.enumerate()), _open_sockets()

    started = time.perf_counter()
    sandbox = Sandbox()
    sandbox.start()
    starting = time.perf_counter() - started
    assert call(sandbox, "auth.test")["ok"]
    started = time.perf_counter()
    sandbox.stop()
    stopping = time.perf_counter() - started

    assert (starting < 0.5, stopping < 1.0) == (True, True)
    assert set(threading.enumerate()) == threads
    assert _open_sockets() == sockets
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", sandbox.port), 1).close()


def _open_sockets() -> set[str]:
    """The sockets of this process. Other files do not count: the event loop keeps a pipe for the next one."""
    targets = set()
    for file in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            targets.add(str(file.readlink()))
    return {target for target in targets if target.startswith("socket:")}


def test_a_port_that_is_taken_is_named(hall: Sandbox) -> None:
    with pytest.raises(OSError, match=f"127.0.0.1:{hall.port} is not free; choose another port"):
        Sandbox(port=hall.port)


def test_the_addresses_are_known_before_the_start() -> None:
    sandbox = Sandbox()
    sandbox.start()

    assert sandbox.api_url == f"http://127.0.0.1:{sandbox.port}/api/"
    assert client_of(sandbox).base_url == sandbox.api_url
    sandbox.stop()


COMPANY: Json = {
    "members": [{"id": "UANNA", "name": "anna", "real_name": "Anna Alt", "tz": "Europe/Vienna"}],
    "conversations": [{"id": "CNEWS", "name": "news", "members": ["UANNA", "UTAKT"]}],
}


def test_as_a_process_it_prints_its_address_and_ends_when_told(tmp_path: Path) -> None:
    company = tmp_path / "company.json"
    company.write_text(json.dumps(COMPANY), encoding="utf-8")
    command = [sys.executable, "-W", "error", "-m", "bot.sandbox", "--port", "0", "--members", str(company)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        state = ask(f"{address}/sandbox/state?as=UANNA")
        os.kill(process.pid, signal.SIGTERM)
        _, complaints = process.communicate(timeout=10)

    assert [(m["id"], m["tz"]) for m in state["members"] if not m["is_bot"]] == [("UANNA", "Europe/Vienna")]
    assert [c["name"] for c in state["conversations"]] == ["news", ""]
    assert (process.returncode, complaints) == (0, "")


def test_a_bare_list_of_members_is_a_company_too(tmp_path: Path) -> None:
    company = tmp_path / "company.json"
    company.write_text(json.dumps([{"name": "anna"}]), encoding="utf-8")

    workspace = read_workspace(company, SandboxClock())

    assert "UTAKT" in workspace.members
    assert [(m.name, m.real_name) for m in workspace.people()] == [("anna", "Anna")]
