"""Which addresses may be fetched: public ones over https. What a name stands for is asked at the moment of connecting.

Without that, anybody who may name a calendar could have the bot read what only its own network can reach.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.calendars.faults import Unreadable


def check_address(address: str, *, allows_loopback: bool) -> None:
    """Raises Unreadable for what is no public https address by its look alone."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if allows_loopback and host == "127.0.0.1" and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https" or not host or parts.username is not None:
        raise Unreadable("not_public")
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise Unreadable("not_public")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the internet, and to no machine or network of our own."""
    inner = [address]
    if isinstance(address, IPv6Address):
        inner += [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one is not None]
    return all(one.is_global and not one.is_multicast and not _wraps(one) for one in inner)


def _wraps(address: IPv4Address | IPv6Address) -> bool:
    """Whether it stands for an IPv4 address behind a translator, 64:ff9b::/96."""
    return isinstance(address, IPv6Address) and int(address) >> 32 == int(IPv6Address("64:ff9b::")) >> 32


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


class PublicResolver(AbstractResolver):
    """Resolves a name to its public addresses alone; one with none other can't be reached."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        public = [one for one in found if (address := _literal(one["host"])) is not None and is_public(address)]
        if found and not public:
            raise Unreadable("not_public")
        return public

    async def close(self) -> None:
        await self._resolver.close()
