"""Through which server mail goes out, as one address in the settings says it."""

from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Encryption = Literal["tls", "starttls", "none"]

_PORTS = {"smtps": 465, "smtp": 587}
_LOCAL = ("localhost", "127.0.0.1", "::1")
_EXPECTED = "use smtps://USER:PASSWORD@HOST:465 or smtp://USER:PASSWORD@HOST:587"


@dataclass(frozen=True)
class MailServer:
    """`tls` from the first byte on, `starttls` before anything else is said, `none` only within one machine."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MailRoute:
    """How mail goes out: through which server, from which address; `public_url` is where its links lead."""

    server: MailServer
    sender: Address
    public_url: str


def parse_server(url: str) -> MailServer:
    """The server behind an address; raises ValueError that says what to write and repeats no password."""
    parts = urlsplit(url.strip())
    port = _port(parts)
    if parts.scheme not in _PORTS or not parts.hostname or port is None or parts.path not in ("", "/"):
        raise ValueError(f"{_EXPECTED}; encode special characters of the password (@ is %40)")
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    if (user is None) != (password is None):
        raise ValueError(f"a user goes with a password; {_EXPECTED}")
    return MailServer(parts.hostname, port, _encryption(parts), user, password)


def parse_sender(text: str) -> Address:
    """The address that mail comes from, with or without a name; raises ValueError that says what to write."""
    name, bracket, rest = text.strip().rpartition("<")
    plain = rest.removesuffix(">") if bracket else text.strip()
    try:
        sender = Address(name.strip().strip('"'), addr_spec=plain)
    except (HeaderParseError, ValueError, IndexError):
        raise ValueError("name one address, like takt@example.org or Muster GmbH <takt@example.org>") from None
    if "." not in sender.domain and sender.domain not in _LOCAL:
        raise ValueError("the address needs a whole domain, like takt@example.org")
    return sender


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None


def _encryption(parts: SplitResult) -> Encryption:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not asked:
        return "tls" if parts.scheme == "smtps" else "starttls"
    if asked != {"starttls": "no"} or parts.scheme != "smtp":
        raise ValueError("after the ? only starttls=no is understood, and only with smtp://")
    if parts.hostname not in _LOCAL:
        raise ValueError("starttls=no is for a server on this very machine; mail to any other goes encrypted")
    return "none"
