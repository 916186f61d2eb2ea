"""The Chromium that browser tests drive: the system's own. Run as a program, it installs one where that is possible."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Where a Chromium is, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Makes sure that there is a Chromium; answers a process's exit code."""
    if chromium():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        sys.stdout.write("The browser tests need Chromium; installing Debian's package…\n")
        sys.stdout.flush()
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, env=environment)
    if chromium():
        return 0
    sys.stderr.write(
        "The browser tests need Chromium. Install it (on Debian: apt-get install chromium), then try again.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
