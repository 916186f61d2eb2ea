"""What the parts of a plan file say about each other: places that exist, names that stand once, channels and goals.

Reads the sheet rather than the checked models, so that a fault in one line hides none in another.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from pydantic_core import PydanticCustomError

from bot.plan_file import values
from bot.plan_file.faults import Fault, Path
from bot.plan_file.located import Placed, Sheet
from bot.plan_file.naming import near
from jobs.rules.calendar_words import fold
from jobs.rules.regions import Region, UnknownRegion, check_region


def reference_faults(sheet: Sheet) -> Iterator[Fault]:
    """Every fault of this kind but those about people."""
    return chain(_regions(sheet), _names(sheet), _targets(sheet))


def _regions(sheet: Sheet) -> Iterator[Fault]:
    country = sheet.text("company", "country") or "DE"
    categories = sheet.part("company", "categories")
    kinds = tuple(kind for kind in categories if isinstance(kind, str)) if isinstance(categories, list) else ()
    yield from _region_faults(sheet, ("company",), country, kinds)
    for path, _ in sheet.entries("people"):
        yield from _region_faults(sheet, path, country, ())


def _region_faults(sheet: Sheet, path: Path, country: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
    """Country, region and each kind of holiday on their own, so that all are reported at once."""
    own_country = sheet.text(*path, "country")
    try:
        check_region(Region(own_country or country))
    except UnknownRegion as unknown:
        if own_country:
            yield sheet.fault((*path, "country"), "country_unknown", own_country, unknown.nearest)
        return
    yield from _subdivision_fault(sheet, path, own_country or country)
    for index, kind in enumerate(kinds):
        try:
            check_region(Region(own_country or country, categories=(kind,)))
        except UnknownRegion as unknown:
            place = (*path, "categories", index)
            yield sheet.fault(place, "category_unknown", kind, unknown.nearest, detail=country)


def _subdivision_fault(sheet: Sheet, path: Path, country: str) -> Iterator[Fault]:
    region = sheet.text(*path, "region")
    try:
        check_region(Region(country, region))
    except UnknownRegion as unknown:
        yield sheet.fault((*path, "region"), "region_unknown", unknown.given, unknown.nearest, detail=country)


def _names(sheet: Sheet) -> Iterator[Fault]:
    """Names that tell things apart, each once."""
    yield from repeated(sheet, sheet.texts("activities", "title"), "title_twice")
    yield from repeated(sheet, sheet.texts("channels", "name"), "name_twice")
    yield from repeated(sheet, sheet.texts("goals", "name"), "name_twice")
    yield from repeated(sheet, sheet.texts("partners", "name"), "name_twice")
    for path, _ in sheet.entries("goals"):
        metrics = (sheet.placed(*place, "name") for place, _ in sheet.entries(*path, "metrics"))
        yield from repeated(sheet, chain.from_iterable(metrics), "name_twice")
    yield from repeated(sheet, sheet.texts("closing_days", "from"), "closing_twice", day_key)


def repeated(sheet: Sheet, texts: Iterable[Placed], code: str, key: Callable[[str], str] = fold) -> Iterator[Fault]:
    """Faults for every text that means the same as an earlier one."""
    first: dict[str, Path] = {}
    for path, text in texts:
        earlier = first.setdefault(key(text), path)
        if earlier != path:
            yield sheet.fault(path, code, text, detail=str(sheet.lines.of(earlier)))


def day_key(text: str) -> str:
    """One spelling for each day; whatever is no day stays as it is."""
    try:
        return str(values.day(text))
    except PydanticCustomError:
        return text


def _targets(sheet: Sheet) -> Iterator[Fault]:
    """Channels and goals that activities speak of."""
    for section, key in (("channels", "channel"), ("goals", "goal")):
        known = {name for _, name in sheet.texts(section, "name")}
        for path, name in sheet.texts("activities", key):
            if name not in known:
                yield sheet.fault(path, f"{key}_unknown", name, near(name, known))
