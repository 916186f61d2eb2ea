"""The web process as an ASGI application: every resource answered in a thread, within limits, with strict headers.

Add a resource by adding its tuple to RESOURCES. What goes wrong ends here, as a page with a number that finds the log
line; neither the log nor the page holds anything of an address, a form or an answer.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.logs import places
from bot.web.calendars import CALENDARS
from bot.web.health import HEALTH
from bot.web.pages import nothing_here, told
from bot.web.partners import PARTNERS
from bot.web.resource import Resource, Site, Visit
from bot.web.visiting import read_visit, visitor_of
from storage.failures import DatabaseUnreachable

log = structlog.get_logger(__name__)

RESOURCES: tuple[Resource, ...] = (*HEALTH, *CALENDARS, *PARTNERS)
TRY_AGAIN_SECONDS = "60"
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_DEFAULTS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}


def build_app(site: Site, executor: Executor, resources: tuple[Resource, ...] = RESOURCES) -> Starlette:
    """The application. Its threads are the executor's, so that whoever made it can wait for them at the end."""

    async def elsewhere(request: Request, fault: Exception) -> Response:
        return _finished("-", request, _elsewhere(visitor_of(request, site.clock.now()), fault))

    routes = [
        Route(one.path, _endpoint(one, site, executor), methods=list(one.methods), name=one.path) for one in resources
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: elsewhere})
    app.router.redirect_slashes = False  # it would build the address from what the visitor calls this host
    return app


def _endpoint(resource: Resource, site: Site, executor: Executor) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        now = site.clock.now()
        try:
            visit = await read_visit(request, now)
            response = await asyncio.get_running_loop().run_in_executor(executor, resource.answer, site, visit)
        except HTTPException as fault:
            response = _elsewhere(visitor_of(request, now), fault)
        except DatabaseUnreachable as fault:
            response = _apology(resource, visitor_of(request, now), fault, status=503)
        except Exception as fault:  # noqa: BLE001  # the last place where somebody can be told
            response = _apology(resource, visitor_of(request, now), fault, status=500)
        return _finished(resource.path, request, response)

    return endpoint


def _elsewhere(visit: Visit, fault: Exception) -> Response:
    """The page for a request that no resource takes."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    if status == 404:
        return nothing_here(visit.phrases)
    response = told(visit.phrases, "web.refused", "web.refused.why", status=status)
    response.headers.update(getattr(fault, "headers", None) or {})
    return response


def _apology(resource: Resource, visit: Visit, fault: Exception, status: int) -> Response:
    number = secrets.token_hex(3).upper()
    log.error(
        "a page failed",
        action="web.failed",
        number=number,
        resource=resource.path,
        fault=type(fault).__name__,
        where=places(fault),
    )
    response = told(visit.phrases, "web.failed", "web.failed.why", status=status, number=number)
    response.headers["Retry-After"] = TRY_AGAIN_SECONDS
    return response


def _finished(path: str, request: Request, response: Response) -> Response:
    """Every answer gets the strict headers, and a line in the log that names the resource and never the address."""
    response.headers.update(_HEADERS)
    for name, value in _DEFAULTS.items():
        response.headers.setdefault(name, value)
    log.info("answered", action="web.answered", resource=path, method=request.method, status=response.status_code)
    return response
