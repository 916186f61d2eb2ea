"""Small checks that together describe the form of a JSON structure, and say in Slack's words what breaks it.

A check takes a value and its JSON pointer and yields what is wrong with it. The wording is Slack's own, as its
answers show it in `response_metadata.messages`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Problems: TypeAlias = Iterator[str]
Check: TypeAlias = Callable[[Any, str], Problems]
Fields: TypeAlias = Mapping[str, Check]


def problem(text: str, pointer: str) -> str:
    return f"[ERROR] {text} [json-pointer:{pointer}]"


def string(longest: int, shortest: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, str):
            yield problem("must provide a string", pointer)
        elif len(value) > longest:
            yield problem(f"must be less than {longest + 1} characters", pointer)
        elif len(value) < shortest:
            yield problem(f"must be more than {shortest - 1} characters", pointer)

    return check


def whole(least: int, most: int) -> Check:
    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must provide an integer", pointer)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", pointer)

    return check


def number(value: Any, pointer: str) -> Problems:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield problem("must provide a number", pointer)


def flag(value: Any, pointer: str) -> Problems:
    if not isinstance(value, bool):
        yield problem("must provide a boolean", pointer)


def anything(_value: Any, _pointer: str) -> Problems:
    """What Slack takes without a look, or what nobody has published a rule for."""
    return iter(())


def one_of(*allowed: str) -> Check:
    def check(value: Any, pointer: str) -> Problems:
        if value not in allowed:
            yield problem("must be a valid enum value", pointer)

    return check


def matching(pattern: str, meaning: str) -> Check:
    """A string of a certain form, such as a date."""
    compiled = re.compile(pattern)

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield problem(f"must be {meaning}", pointer)

    return check


def listing(item: Check, most: int, least: int = 1) -> Check:
    """An array of so many items, each of which passes."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, list):
            yield problem("must provide an array", pointer)
            return
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", pointer)
        for place, one in enumerate(value):
            yield from item(one, f"{pointer}/{place}")

    return check


def shape(required: Fields, optional: Fields | None = None, *more: Check) -> Check:
    """An object with these fields and no others. `more` looks at the whole once its fields are sound."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, dict):
            yield problem("must provide an object", pointer)
            return
        found = [problem(f"missing required field: {name}", pointer) for name in required if name not in value]
        found += [problem(f"invalid additional property: {n}", pointer) for n in value if n not in known]
        for name, field in known.items():
            if name in value:
                found.extend(field(value[name], f"{pointer}/{name}"))
        if not found:
            for look in more:
                found.extend(look(value, pointer))
        yield from found

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of several forms it has."""

    def check(value: Any, pointer: str) -> Problems:
        if not isinstance(value, dict):
            yield problem("must provide an object", pointer)
        elif "type" not in value:
            yield problem("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            yield problem(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            yield from kinds[value["type"]](value, pointer)

    return check


def exactly_one(*names: str) -> Check:
    """Of these fields of an object there is one."""

    def check(value: Any, pointer: str) -> Problems:
        if sum(name in value for name in names) != 1:
            yield problem(f"exactly one of these is required: {', '.join(names)}", pointer)

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Any, pointer: str) -> Problems:
        if not any(value.get(name) for name in names):
            yield problem(f"missing required field: {' or '.join(names)}", pointer)

    return check
