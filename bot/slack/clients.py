"""The one aiohttp session by which everything is sent, and the clients that share it.

`AsyncWebClient` as shipped would read the CA bundle anew for each call and open a connection each time, and it
repeats a post whose connection broke after Slack had stored it. So: one TLS context, one session, no retries.
"""

import ssl
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

CALL_SECONDS = 10
CONNECT_SECONDS = 5
IN_FLIGHT = 64  # more buys little and is impolite


async def open_session() -> aiohttp.ClientSession:
    """A session for all clients. It alone holds the time limits: a client's own `timeout` is ignored with a session."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=IN_FLIGHT, ssl=ssl.create_default_context()),
        timeout=aiohttp.ClientTimeout(total=CALL_SECONDS, connect=CONNECT_SECONDS),
    )


def web_client(token: str | None, session: aiohttp.ClientSession | None, base_url: str) -> AsyncWebClient:
    """A client that asks once and never again; every retry belongs to the outbox."""
    client = AsyncWebClient(token=token, base_url=base_url, timeout=CALL_SECONDS, session=session, retry_handlers=[])
    if is_loopback(base_url):
        # The SDK takes HTTPS_PROXY from the environment and knows no NO_PROXY.
        client.proxy = None
    return client


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
