"""How the program logs: one line an event, with a stable `action`, never a token or a secret link."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_SECRET = re.compile(r"\b(xox[a-z]|xapp)-[\w-]+")
_LINK = re.compile(r"\b([0-9]{1,9})-[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
_ROOT = Path(__file__).parents[1]


def set_up_logs(level: str, form: str) -> None:
    """Sends every log of the process, libraries included, through one pipeline to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        blank_secrets,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("alembic", "apscheduler", "slack_bolt", "slack_sdk", "aiohttp.access", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def blank_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces whatever looks like a Slack token or the secret part of a link."""
    for key, value in event.items():
        if isinstance(value, str) and "-" in value:
            event[key] = _LINK.sub(r"\1-…", _SECRET.sub(r"\1-…", value))
    return event


def places(error: Exception) -> str:
    """Where in our own code an error happened, outermost first: file, line and function, and no values."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT) and ".venv" not in frame.filename]
    return " > ".join(f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno} {frame.name}" for frame in own)
