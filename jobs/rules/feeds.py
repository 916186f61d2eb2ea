"""How often a calendar is read, when its failures are told, and what of an address may be shown."""

from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

CalendarFault = Literal["not_found", "forbidden", "not_a_calendar", "too_large", "unreachable", "not_public"]


READ_EVERY = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)
TOLD_AFTER = 3
LOOPBACK = "127.0.0.1"
"""Named in tests and on the machine of whoever tries things out; whether it is read is a setting."""

_FOR_GOOD: tuple[CalendarFault, ...] = ("not_found", "forbidden", "not_a_calendar", "too_large", "not_public")


def pause_after(faults: int) -> timedelta:
    """How long to wait after so many failures in a row: an hour twice, then ever longer, a day at the most."""
    doubled = min(max(faults - 2, 0), 10)
    return min(READ_EVERY * (1 << doubled), LONGEST_PAUSE)


def is_told(fault: CalendarFault, faults: int, *, ever_read: bool) -> bool:
    """Three failures in a row, or the very first one where waiting won't help: the address was named just now."""
    return faults == TOLD_AFTER or (not ever_read and fault in _FOR_GOOD and faults == 1)


def cleaned(text: str) -> str | None:
    """An address as it is fetched; None for what is none, or isn't kept secret on its way."""
    address = text.strip().strip("<>")
    address = f"https{address[6:]}" if address.lower().startswith("webcal:") else address
    address = f"https{address[7:]}" if address.lower().startswith("webcals:") else address
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    if not named or parts.username is not None or any(one.isspace() for one in address):
        return None
    return address if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname == LOOPBACK) else None


def host_of(address: str) -> str:
    """All of an address that is shown: where it leads to. The secret stands behind it."""
    return urlsplit(address).hostname or ""
