"""A form as a modal of Block Kit.

A field's name is its block_id, so that errors find their way back. What a form was opened for stands in its
private_metadata, which is visible to the person and looked at again by the use case.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from bot.cards.card import Card
from bot.cards.form import (
    Choice,
    ChoiceGroup,
    ChoiceInput,
    ChoicesInput,
    ClockInput,
    ConversationInput,
    DayInput,
    Field,
    Form,
    PeopleInput,
    PersonInput,
    TextInput,
)
from bot.commands.ask import OpenForm
from bot.slack.blocks import SAID, VIEW_BLOCKS, blocks_of
from bot.slack.escaping import clean, cut
from bot.translations.phrases import Phrases

FIELD = "value"
TITLE_LIMIT = 24
OPTIONS_LIMIT = 100
OPTION_LIMIT = 75
LABEL_LIMIT = 2_000
ON_ENTERING = DispatchActionConfig(trigger_actions_on=["on_character_entered"])
WHERE_A_BOT_MAY_POST = ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True)


def form_view(opened: OpenForm, form: Form, phrases: Phrases) -> View:
    """The modal, ready to be opened."""
    return View(
        type="modal",
        callback_id=opened.form,
        title=_title(form.title),
        submit=_title(form.submit) if form.submit else None,
        close=_title(phrases.say("modal.cancel" if form.submit else "modal.close")),
        private_metadata=json.dumps({"form": opened.form, "ref": opened.ref}, ensure_ascii=False),
        blocks=list(_blocks(form))[:VIEW_BLOCKS],
    )


def placed(names: Iterable[str], faults: dict[str, str]) -> dict[str, str]:
    """The faults by the inputs of the view they belong to.

    One that fits no input goes to the first: Slack shows "trouble connecting" for keys that it doesn't know.
    """
    known = list(names)
    found: dict[str, str] = {}
    for name, words in faults.items():
        at = name if name in known else known[0]
        found[at] = f"{found[at]} {words}" if at in found else words
    return found


def _blocks(form: Form) -> Iterator[Block]:
    for is_field, parts in groupby(form.parts, key=lambda part: isinstance(part, Field)):
        if is_field:
            yield from (_input(part) for part in parts if isinstance(part, Field))
        else:
            shown = tuple(part for part in parts if not isinstance(part, Field))
            yield from blocks_of(Card("", shown), VIEW_BLOCKS, group=SAID)


def _input(field: Field) -> InputBlock:
    return InputBlock(
        block_id=field.name,
        label=PlainTextObject(text=cut(field.label, LABEL_LIMIT)),
        hint=PlainTextObject(text=cut(field.hint, LABEL_LIMIT)) if field.hint else None,
        optional=field.optional,
        dispatch_action=field.previews or None,
        element=_element(field),
    )


def _element(field: Field) -> InputInteractiveElement:
    match field.input:
        case TextInput(value, lines, limit):
            return PlainTextInputElement(
                action_id=FIELD,
                initial_value=cut(value, limit) or None,
                multiline=lines or None,
                max_length=limit,
                dispatch_action_config=ON_ENTERING if field.previews else None,
            )
        case DayInput(value):
            return DatePickerElement(action_id=FIELD, initial_date=value.isoformat() if value else None)
        case ClockInput(value):
            return TimePickerElement(action_id=FIELD, initial_time=f"{value:%H:%M}" if value else None)
        case ChoiceInput():
            return _choice(field.input)
        case ChoicesInput(choices, values):
            chosen = [_option(one) for one in choices if one.value in values]
            return CheckboxesElement(
                action_id=FIELD, options=[_option(one) for one in choices], initial_options=chosen or None
            )
        case PersonInput(value):
            return UserSelectElement(action_id=FIELD, initial_user=value.external_id if value else None)
        case PeopleInput(values):
            ids = [one.external_id for one in values if one.external_id]
            return UserMultiSelectElement(action_id=FIELD, initial_users=ids or None)
        case ConversationInput(value):
            return ConversationSelectElement(action_id=FIELD, initial_conversation=value, filter=WHERE_A_BOT_MAY_POST)


def _choice(given: ChoiceInput) -> StaticSelectElement:
    flat: list[Choice] = []
    groups: list[OptionGroup] = []
    for one in given.choices:
        if isinstance(one, ChoiceGroup):
            flat.extend(one.choices)
            options = [_option(choice) for choice in one.choices[:OPTIONS_LIMIT]]
            groups.append(OptionGroup(label=PlainTextObject(text=cut(one.label, OPTION_LIMIT)), options=options))
        else:
            flat.append(one)
    initial = next((_option(choice) for choice in flat if choice.value == given.value), None)
    if groups:
        return StaticSelectElement(action_id=FIELD, option_groups=groups, initial_option=initial)
    options = [_option(choice) for choice in flat[:OPTIONS_LIMIT]]
    return StaticSelectElement(action_id=FIELD, options=options, initial_option=initial)


def _option(choice: Choice) -> Option:
    shown = " ".join(clean(choice.label).split()) or choice.value
    said = " ".join(clean(choice.description or "").split())
    return Option(
        text=PlainTextObject(text=cut(shown[:1].upper() + shown[1:], OPTION_LIMIT)),
        value=choice.value,
        description=PlainTextObject(text=cut(said, OPTION_LIMIT)) if said else None,
    )


def _title(words: str) -> PlainTextObject:
    return PlainTextObject(text=cut(words, TITLE_LIMIT))
