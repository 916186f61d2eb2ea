"""`/healthz` and `/livez`: whether the bot does its work, for whoever watches it. Nothing of a company stands in them.

`/livez` says that this process answers; `/healthz` asks the database too, and whether due work is being claimed.
"""

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from starlette.responses import JSONResponse, Response

from bot.web.resource import Resource, Site, Visit
from jobs.audit import Finding, audit
from storage.failures import DatabaseUnreachable, SchemaMismatch
from storage.schema import require_current

ALIVE = '{"status":"ok"}'


@dataclass(frozen=True)
class Health:
    """The first thing that is wrong hides what can't be known because of it."""

    database: str
    findings: tuple[Finding, ...] = ()

    @property
    def is_well(self) -> bool:
        return self.database == "ok" and not self.findings


def answer_live(site: Site, visit: Visit) -> Response:
    """Whoever reads the answer knows already: the process takes requests."""
    del site, visit
    return Response(ALIVE, media_type="application/json")


def answer_health(site: Site, visit: Visit) -> Response:
    """200 while all is well, 503 with the codes of what isn't."""
    health = _health(site, visit)
    told = {
        "status": "ok" if health.is_well else "failing",
        "database": health.database,
        "engine": [{"code": one.code, "count": one.count} for one in health.findings],
    }
    return JSONResponse(told, 200 if health.is_well else 503)


def _health(site: Site, visit: Visit) -> Health:
    try:
        site.database.read(require_current)
        return Health("ok", audit(site.database, visit.now, site.tick_seconds))
    except DatabaseUnreachable:
        return Health("unreachable")
    except SchemaMismatch:
        return Health("another_version")
    except DBAPIError:
        return Health("failing")


HEALTH = (Resource("/livez", answer_live), Resource("/healthz", answer_health))
