"""A request read into a visit, within limits: a small form, sent within seconds, in a language we speak."""

import asyncio
from datetime import datetime
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from bot.translations.phrases import LANGUAGES
from bot.web.resource import Visit

LARGEST_BODY = 16 * 1024
MOST_FIELDS = 20
SLOWEST_BODY = 10.0
"""Seconds. Whoever sends a form slower than that only holds a connection."""


async def read_visit(request: Request, now: datetime) -> Visit:
    """The whole visit; raises HTTPException for what is too large, too slow or no form."""
    visit = visitor_of(request, now)
    if request.method != "POST":
        return visit
    return Visit(visit.method, visit.path, now, visit.language, _form(await _body(request)), visit.headers)


def visitor_of(request: Request, now: datetime) -> Visit:
    """The visit as far as it is known without its body."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    language = preferred(headers.get("accept-language", ""))
    return Visit(request.method, request.path_params, now, language, {}, headers)


def preferred(accepted: str) -> str:
    """Which of our languages a browser likes best by its Accept-Language.

    English where it knows others only, German where it says nothing of use.
    """
    ranked = sorted((pair for pair in map(_ranked, accepted.split(",")) if pair[0] > 0), key=lambda pair: -pair[0])
    wanted = [language for _, language in ranked if language not in ("", "*")]
    return next((language for language in wanted if language in LANGUAGES), "en" if wanted else "de")


def _ranked(part: str) -> tuple[float, str]:
    name, _, rest = part.partition(";")
    quality = rest.partition("q=")[2].strip()
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight, name.strip().lower().partition("-")[0]


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise HTTPException(413)
    except TimeoutError:
        raise HTTPException(408) from None
    except ClientDisconnect:
        raise HTTPException(400) from None
    return bytes(body)


def _form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(400) from None
    return dict(pairs)
