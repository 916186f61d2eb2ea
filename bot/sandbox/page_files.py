"""The page's own files, read afresh at every request so that an edit shows at once."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

PAGE = Path(__file__).parent / "page"


def page_file(name: str) -> Response:
    """The file `name` of the page's directory, and nothing outside of it.

    Read here and not by a file server of the framework, whose worker threads would outlive a stop.
    """
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return PlainTextResponse(f"The page has no file {name}.", status_code=404)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": "no-cache"})


async def index(_: Request) -> Response:
    return page_file("index.html")


async def static(request: Request) -> Response:
    return page_file(request.path_params["name"])
