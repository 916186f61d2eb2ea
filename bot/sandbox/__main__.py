"""`python -m bot.sandbox --port 8080 [--members FILE.json]`: the sandbox as a process of its own."""

import argparse
import signal
import sys
from pathlib import Path

from bot.sandbox.clock import SandboxClock
from bot.sandbox.sample import read_workspace
from bot.sandbox.server import Sandbox


def main() -> None:
    """Serve until the process is told to end; the first line printed is the address."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="0 takes any free port (default 8080)")
    parser.add_argument("--members", type=Path, help="a JSON file with members and conversations")
    chosen = parser.parse_args()
    clock = SandboxClock()
    workspace = read_workspace(chosen.members, clock) if chosen.members else None
    signals = {signal.SIGTERM, signal.SIGINT}
    # Blocked before the server's thread exists, as threads inherit the mask: only sigwait() may take them.
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    with Sandbox(workspace, clock, port=chosen.port) as sandbox:
        sys.stdout.write(f"{sandbox.url}\n")
        sys.stdout.flush()
        signal.sigwait(signals)


if __name__ == "__main__":
    main()
