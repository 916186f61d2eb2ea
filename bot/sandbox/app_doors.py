"""The addresses an app uses beside the Web API: uploads, files, and response_urls."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.clock import stopwatch
from bot.sandbox.file_shapes import mime_type
from bot.sandbox.refusal import Refused
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.traffic import Kind
from bot.sandbox.world import World


class AppDoors:
    """Takes what the app sends to addresses it was given before."""

    def __init__(self, world: World, response_urls: ResponseUrls) -> None:
        self._world = world
        self._response_urls = response_urls

    async def upload(self, request: Request) -> Response:
        """The bytes of an announced file, as the raw body."""
        content, start = await request.body(), stopwatch()
        file = self._world.uploads.receive(request.path_params["secret"], content)
        status, text = (404, "not found") if file is None else (200, f"OK - {len(content)}")
        name = file.name if file else "unknown"
        self._log("upload", name, {"bytes": len(content)}, text, status, start)
        return PlainTextResponse(text, status_code=status)

    async def file(self, request: Request) -> Response:
        """A finished file, for the page to show."""
        return self._file(request.path_params["file_id"])

    async def download(self, request: Request) -> Response:
        """A finished file, for a person to keep under its name."""
        return self._file(request.path_params["file_id"], keep=True)

    def _file(self, file_id: str, *, keep: bool = False) -> Response:
        file = self._world.uploads.finished(file_id)
        if file is None or file.content is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        # An SVG or a page may hold scripts; it is only looked at.
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
        if keep:
            headers["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(file.name, safe='')}"
        return Response(file.content, media_type=mime_type(file.name), headers=headers)

    async def response(self, request: Request) -> Response:
        """One post to a response_url."""
        start = stopwatch()
        try:
            body = await request.json()
            self._response_urls.answer(request.path_params["secret"], body)
        except ValueError:
            body, answer, status = None, Refused("invalid_json").answer(), 400
        except Refused as refusal:
            gone = refusal.error in ("expired_url", "used_url")
            answer, status = refusal.answer(), 404 if gone else 400
        else:
            answer, status = {"ok": True}, 200
        self._log("web", "response_url", body, answer, status, start)
        return JSONResponse(answer, status_code=status)

    def _log(self, kind: Kind, what: str, request: Any, response: Any, status: int, start: float) -> None:
        self._world.traffic.add(
            at=self._world.clock.now(),
            direction="out",
            kind=kind,
            what=what,
            request=request,
            response=response,
            status=status,
            ms=(stopwatch() - start) * 1000,
        )
