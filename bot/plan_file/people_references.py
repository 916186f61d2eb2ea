"""Whom a plan file names: people who exist, deputies who are somebody else, nobody listed twice."""

from collections.abc import Callable, Iterator
from itertools import chain

from bot.plan_file.faults import Fault, Path
from bot.plan_file.located import Placed, Sheet
from bot.plan_file.naming import Directory, NotFound
from bot.plan_file.references import day_key, repeated
from jobs.rules.calendar_words import fold

Key = Callable[[str], str]


def people_faults(sheet: Sheet, directory: Directory | None) -> Iterator[Fault]:
    """Every fault of this kind; without a directory names are only compared with each other."""
    key = directory.key if directory else fold
    return chain(
        _unknown(sheet, directory) if directory else (),
        repeated(sheet, sheet.texts("people", "slack"), "person_twice", key),
        _own_deputies(sheet, key),
        *(_deputies(sheet, path, key) for path, _ in sheet.entries("activities")),
        *(_turns(sheet, path, key) for path, _ in sheet.entries("activities")),
        _absences(sheet, key),
    )


def _unknown(sheet: Sheet, directory: Directory) -> Iterator[Fault]:
    for path, name in _named(sheet):
        found = directory.find(name)
        if isinstance(found, NotFound):
            yield sheet.fault(path, found.code, name, found.offers)


def _named(sheet: Sheet) -> Iterator[Placed]:
    """Every place that names a person."""
    for path in _roles(sheet):
        yield from chain(sheet.placed(*path), sheet.placed(*path, "holder"), sheet.placed(*path, "deputy"))
    yield from sheet.texts("people", "slack", "deputy")
    yield from sheet.texts("activities", "owner", "inside_contact")
    yield from sheet.texts("partners", "contact")
    for path, _ in sheet.entries("activities"):
        yield from _listed(sheet, *path, "deputies")
        yield from _listed(sheet, *path, "rotation", "people")
    yield from sheet.texts("absences", "person")


def _roles(sheet: Sheet) -> Iterator[Path]:
    yield ("company", "coordinator")
    roles = sheet.part("roles")
    yield from (("roles", role) for role in (roles if isinstance(roles, dict) else ()))


def _listed(sheet: Sheet, *path: str | int) -> Iterator[Placed]:
    people = sheet.part(*path)
    for index in range(len(people) if isinstance(people, list) else 0):
        yield from sheet.placed(*path, index)


def _own_deputies(sheet: Sheet, key: Key) -> Iterator[Fault]:
    """People and holders of roles who would stand in for themselves."""
    pairs = [((*path, "slack"), (*path, "deputy")) for path, _ in sheet.entries("people")]
    pairs += [((*path, "holder"), (*path, "deputy")) for path in _roles(sheet)]
    for person, deputy in pairs:
        for (_, name), (place, other) in zip(sheet.placed(*person), sheet.placed(*deputy), strict=False):
            if key(name) == key(other):
                yield sheet.fault(place, "deputy_is_self", other)


def _deputies(sheet: Sheet, path: Path, key: Key) -> Iterator[Fault]:
    owner = [key(name) for _, name in sheet.placed(*path, "owner")]
    others = []
    for place, name in _listed(sheet, *path, "deputies"):
        if key(name) in owner:
            yield sheet.fault(place, "deputy_is_owner", name)
        else:
            others.append((place, name))
    yield from repeated(sheet, others, "deputy_twice", key)


def _turns(sheet: Sheet, path: Path, key: Key) -> Iterator[Fault]:
    """Somebody who is listed twice would have two turns, and one alone has nobody to take turns with."""
    people = list(_listed(sheet, *path, "rotation", "people"))
    yield from repeated(sheet, people, "turn_twice", key)
    if len(people) == 1:
        [(place, name)] = people
        yield sheet.fault(place, "turns_alone", name)


def _absences(sheet: Sheet, key: Key) -> Iterator[Fault]:
    first: dict[tuple[str, str], Path] = {}
    for path, _ in sheet.entries("absences"):
        for (place, name), (_, begins) in zip(sheet.placed(*path, "person"), sheet.placed(*path, "from"), strict=False):
            earlier = first.setdefault((key(name), day_key(begins)), place)
            if earlier != place:
                yield sheet.fault(place, "absence_twice", name, detail=str(sheet.lines.of(earlier)))
