"""`/calendar/{token}.ics`: a calendar to subscribe to, for whoever has its link. Reading it changes nothing.

Calendars ask again every few minutes, so what hasn't changed is answered without its content.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version

from starlette.responses import Response

from bot.cards.calendar_file import FILENAME, calendar_file
from bot.translations.phrases import phrases_for
from bot.web.pages import nothing_here
from bot.web.resource import Resource, Site, Visit
from jobs.links import LinkClosed
from jobs.use_cases import calendar
from jobs.use_cases.calendar import Published

KEPT_FOR = timedelta(minutes=10)
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def answer_calendar(site: Site, visit: Visit) -> Response:
    """The calendar as it is now, in the language of whom it belongs to."""
    try:
        published = site.database.read(partial(calendar.published, token=visit.path["token"], now=visit.now))
    except LinkClosed:
        return nothing_here(visit.phrases)
    tag = _tag(published)
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={KEPT_FOR // timedelta(seconds=1)}"}
    if _knows(visit.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    disposition = {"Content-Disposition": f'inline; filename="{FILENAME}"'}
    file = calendar_file(published.calendar, phrases_for(published.reader))
    return Response(file, headers=headers | disposition, media_type="text/calendar")


def _tag(published: Published) -> str:
    """Of what the calendar says and the program that words it; made without the file, which takes far longer.

    Weak, for the instant at which it was made is in the file too and doesn't count.
    """
    timeless = replace(published, calendar=replace(published.calendar, made_at=_ANY_TIME))
    return f'W/"{sha256(f"{_program()} {timeless!r}".encode()).hexdigest()[:32]}"'


@cache
def _program() -> str:
    return version("taktgeber")


def _knows(known: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag; strong or weak makes no difference when something is read."""
    found = {one.strip().removeprefix("W/") for one in known.split(",")}
    return tag.removeprefix("W/") in found or known.strip() == "*"


CALENDARS = (Resource("/calendar/{token}.ics", answer_calendar),)
