"""JSON in, JSON out, for the page and for tests."""

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeAlias, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.records import JsonObject
from bot.sandbox.refusal import ImpossibleError

T = TypeVar("T")
Handler: TypeAlias = Callable[[T, Request], Awaitable[JsonObject]]


class NotFoundError(LookupError):
    """There is no such member, conversation or message."""


def answering(handler: Handler[T]) -> Callable[[T, Request], Awaitable[Response]]:
    """Turn what a handler returns or raises into a JSON answer: 404 for what is not there, 400 for nonsense."""

    @wraps(handler)
    async def answer(self: T, request: Request) -> Response:
        try:
            return JSONResponse(await handler(self, request))
        except ImpossibleError as impossible:
            return JSONResponse(impossible.answer())
        except NotFoundError as missing:
            return JSONResponse({"ok": False, "error": str(missing)}, status_code=404)
        except (ValueError, TypeError) as wrong:
            return JSONResponse({"ok": False, "error": str(wrong)}, status_code=400)

    return answer


async def read_object(request: Request) -> JsonObject:
    """The request's body as a JSON object. Raises ValueError or TypeError if it is none."""
    content: Any = json.loads(await request.body() or b"{}")
    if not isinstance(content, dict):
        raise TypeError('Send a JSON object, for example {"as": "UOTTO", "do": "home"}.')
    return content
