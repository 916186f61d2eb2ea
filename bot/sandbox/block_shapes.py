"""The form of each block (docs.slack.dev/reference/block-kit/blocks)."""

from typing import Any

from bot.sandbox.checks import (
    Check,
    Problems,
    anything,
    at_least_one,
    exactly_one,
    flag,
    listing,
    number,
    one_of,
    problem,
    shape,
    string,
    typed,
    whole,
)
from bot.sandbox.element_shapes import (
    ACCESSORY,
    ACTION,
    BUTTON,
    CONTEXT_ACTION,
    CONTEXT_ELEMENT,
    IDENTIFIER,
    IMAGE,
    INPUT,
    SLACK_FILE,
    URL,
    plain,
    text,
)
from bot.sandbox.rich_text_shapes import RICH_TEXT


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None, *more: Check) -> Check:
    return shape({"type": one_of(kind), **required}, {"block_id": IDENTIFIER, **(optional or {})}, *more)


_CELLS: dict[str, Check] = {
    "raw_text": shape({"type": anything, "text": string(10_000)}),
    "raw_number": shape({"type": anything, "value": number}, {"text": string(10_000)}),
    "rich_text": RICH_TEXT,
}
_TABLE_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
_DATA_CELLS = {**_CELLS, "action_cell": shape({"type": anything, "element": BUTTON}, {"fallback": typed(_CELLS)})}

_LABEL = string(20)
_POINT = shape({"label": _LABEL, "value": number})


def _series_cover_categories(value: Any, pointer: str) -> Problems:
    """Names are unique, and every series has one value for every category, in the same order."""
    categories = value["axis_config"]["categories"]
    for place, series in enumerate(value["series"]):
        if [point["label"] for point in series["data"]] != categories:
            yield problem("labels must match the categories", f"{pointer}/series/{place}/data")
    names = [series["name"] for series in value["series"]]
    if len(set(names)) != len(names):
        yield problem("names of series must be unique", f"{pointer}/series")


_AXES = shape({"categories": listing(_LABEL, 20)}, {"x_label": string(50), "y_label": string(50)})
_SERIES = shape({"name": _LABEL, "data": listing(_POINT, 20)})
_PLOT = shape({"type": anything, "series": listing(_SERIES, 12), "axis_config": _AXES}, None, _series_cover_categories)
_CHART = typed(
    {
        "pie": shape({"type": anything, "segments": listing(_POINT, 12)}),
        "bar": _PLOT,
        "line": _PLOT,
        "area": _PLOT,
    }
)

_CARD = _block(
    "card",
    {},
    {
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": listing(BUTTON, 3),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
_TASK_STATUS = one_of("pending", "in_progress", "complete", "error")
_TASK_CARD = _block(
    "task_card",
    {"task_id": string(255), "title": string(3000)},
    {"details": anything, "output": anything, "sources": anything, "status": _TASK_STATUS},
)

_SIMPLE: dict[str, Check] = {
    "divider": _block("divider", {}),
    "header": _block("header", {"text": plain(150)}),
    "section": _block(
        "section",
        {},
        {"text": text(3000), "fields": listing(text(2000), 10), "accessory": ACCESSORY, "expand": flag},
        at_least_one("text", "fields"),
    ),
    "context": _block("context", {"elements": listing(CONTEXT_ELEMENT, 10)}),
    "actions": _block("actions", {"elements": listing(ACTION, 25)}),
    "input": _block(
        "input",
        {"label": plain(2000), "element": INPUT},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block(
        "image",
        {"alt_text": string(2000)},
        {"image_url": URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "video": _block(
        "video",
        {"alt_text": string(2000), "title": plain(199), "thumbnail_url": URL, "video_url": URL},
        {
            "title_url": URL,
            "description": plain(199),
            "author_name": string(49),
            "provider_name": string(255),
            "provider_icon_url": URL,
        },
    ),
    "file": _block("file", {"external_id": string(255), "source": one_of("remote")}),
    "rich_text": RICH_TEXT,
    "markdown": _block("markdown", {"text": string(12_000)}),
    "alert": _block(
        "alert",
        {"text": text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "table": _block(
        "table",
        {"rows": listing(listing(typed(_CELLS), 20), 100)},
        {"column_settings": listing(_TABLE_COLUMN, 20, 0)},
    ),
    "data_table": _block(
        "data_table",
        {"caption": string(3000), "rows": listing(listing(typed(_DATA_CELLS), 20), 201)},
        {"row_header_column_index": whole(0, 19), "page_size": whole(1, 100)},
    ),
    "data_visualization": _block("data_visualization", {"title": string(50), "chart": _CHART}),
    "card": _CARD,
    "carousel": _block("carousel", {"elements": listing(typed({"card": _CARD}), 10)}),
    "plan": _block("plan", {"title": string(3000)}, {"tasks": listing(typed({"task_card": _TASK_CARD}), 50, 0)}),
    "task_card": _TASK_CARD,
    "context_actions": _block("context_actions", {"elements": listing(CONTEXT_ACTION, 5)}),
}
_INSIDE = {n: c for n, c in _SIMPLE.items() if n not in ("card", "carousel", "data_table", "alert", "file")}
_CONTAINER = _block(
    "container",
    {"child_blocks": listing(typed(_INSIDE), 10)},
    {
        "title": text(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": text(150),
        "icon": IMAGE,
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    exactly_one("title", "rich_text_title"),
)
BLOCKS: dict[str, Check] = {**_SIMPLE, "container": _CONTAINER}

_EVERYWHERE = {
    "divider",
    "header",
    "section",
    "context",
    "actions",
    "input",
    "image",
    "video",
    "rich_text",
    "card",
}
_PUBLISHED = {"table", "data_table", "data_visualization", "carousel", "container"}
_POSTED = {"markdown", "file", "plan", "task_card", "context_actions"}
SURFACES: dict[str, Check] = {
    "message": typed({n: c for n, c in BLOCKS.items() if n in _EVERYWHERE | _PUBLISHED | _POSTED}),
    "home": typed({n: c for n, c in BLOCKS.items() if n in _EVERYWHERE | _PUBLISHED}),
    "modal": typed({n: c for n, c in BLOCKS.items() if n in _EVERYWHERE | {"alert"}}),
}
"""Which blocks stand where; the other ones are of an unsupported type there."""
