"""The form of rich text (docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from bot.sandbox.checks import anything, flag, listing, number, one_of, shape, string, typed, whole

_STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
_PART = typed(
    {
        "text": shape({"type": anything, "text": string(40_000)}, {"style": _STYLE}),
        "link": shape(
            {"type": anything, "url": string(3000)}, {"text": string(40_000, 0), "unsafe": flag, "style": _STYLE}
        ),
        "user": shape({"type": anything, "user_id": string(50)}, {"style": _STYLE}),
        "usergroup": shape({"type": anything, "usergroup_id": string(50)}, {"style": _STYLE}),
        "channel": shape({"type": anything, "channel_id": string(50)}, {"style": _STYLE}),
        "emoji": shape(
            {"type": anything, "name": string(255)},
            {"unicode": string(255), "skin_tone": whole(1, 6), "style": _STYLE},
        ),
        "broadcast": shape({"type": anything, "range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
        "color": shape({"type": anything, "value": string(50)}, {"style": _STYLE}),
        "date": shape(
            {"type": anything, "timestamp": number, "format": string(255)},
            {"url": string(3000), "fallback": string(3000), "style": _STYLE},
        ),
    }
)
_PARTS = listing(_PART, 1000, 0)
_SECTION = shape({"type": anything, "elements": _PARTS})
_ELEMENT = typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": shape(
            {
                "type": anything,
                "elements": listing(typed({"rich_text_section": _SECTION}), 1000),
                "style": one_of("bullet", "ordered"),
            },
            {"indent": whole(0, 8), "offset": whole(0, 10_000), "border": whole(0, 1)},
        ),
        "rich_text_preformatted": shape(
            {"type": anything, "elements": _PARTS}, {"border": whole(0, 1), "language": string(50)}
        ),
        "rich_text_quote": shape({"type": anything, "elements": _PARTS}, {"border": whole(0, 1)}),
    }
)
RICH_TEXT = shape({"type": one_of("rich_text"), "elements": listing(_ELEMENT, 1000)}, {"block_id": string(255)})
