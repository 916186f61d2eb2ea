"""The signature of a secret link: nobody without the company's key can make one, or turn one into another."""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256

_TOKEN = re.compile(r"([0-9]{1,9})-([A-Za-z0-9_-]{43})")


def token_for(key: str, link_id: int, purpose: str) -> str:
    """The secret part of a link's address; the same for the same link every time."""
    return f"{link_id}-{_signature(key, link_id, purpose)}"


def link_id_in(token: str) -> int | None:
    """Which link a token claims to be; None for what can't be one. Says nothing about whether it is genuine."""
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found else None


def is_genuine(key: str, token: str, purpose: str) -> bool:
    """Whether the token was made with this key for this purpose; takes the same time whatever is wrong with it."""
    link_id = link_id_in(token)
    return link_id is not None and hmac.compare_digest(token, token_for(key, link_id, purpose))


def _signature(key: str, link_id: int, purpose: str) -> str:
    signed = hmac.new(bytes.fromhex(key), f"{purpose}/{link_id}".encode(), sha256).digest()
    return urlsafe_b64encode(signed).decode().rstrip("=")
